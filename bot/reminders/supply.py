"""reminders/supply: what a person has at home by their own count, and when they are reminded to get more.

Belongs here: the counted page, the planner of refill reminders, the speaker, what silence about an empty box means.
Not here: the arithmetic (plans/supply.py), the page in the chat (chat/handlers/supply.py).

The count follows the order under its changing amounts, as if every dose was taken that was not reported otherwise
(supply_used.py). Where the count says that the next
dose is not there the person is asked; no answer within SILENCE and no dose noted as taken since: an urgent report,
since stopping suddenly is the danger (PRODUCT "A slot's day": supply gone).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.caseload import own_pages, people
from bot.caseload.own_pages import Page
from bot.caseload.person import Person
from bot.house import House
from bot.ids import PersonId
from bot.plans import active
from bot.plans.active import ActivePlan
from bot.plans.calendar import Slot, instant, slots_between
from bot.plans.model import Plan
from bot.plans.supply import run_outs, without
from bot.reminders import dose_words, planned
from bot.reminders.doses import is_trusted
from bot.reminders.due import Drop, DropReason, Due, Send, Verdict, reminding
from bot.reminders.supply_used import AS_ORDERED, Used, used_since
from bot.reminders.wanted import Kind, Wanted, subject_of
from bot.sending import Button, Buttons
from bot.storage.database import Transaction
from bot.storage.tables import dose_answers
from bot.symptoms import escalated, received
from bot.symptoms.received import Source, Told
from bot.symptoms.report import Decision, Hit, Reason, Tier
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import Html, lines

DAYS_BEFORE = (7, 3)
"""Source: PRODUCT "A slot's day": refill reminder, default 7 and 3 days before."""
AT = time(10)
"""By the plan's wall clock: when pharmacies are open. Our own choice."""
TOLD_FOR = timedelta(days=1)
SILENCE = timedelta(hours=12)
"""How long "do you have more?" may stay without an answer. Our own choice (PD)."""
_A_MOMENT = timedelta(microseconds=1)
GONE, SILENT = "gone", "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What somebody has of one medicine: `left` by the key of the item. `at` None: the count is not finished."""

    left: Mapping[str, Decimal]
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOut:
    """The first dose of a medicine that the counted stock does not cover."""

    medicine: str
    slot: Slot


async def read(tx: Transaction, person_id: PersonId) -> dict[str, Counted]:
    """Medicine id → what was counted."""
    stored = json.loads(await own_pages.read(tx, person_id, Page.SUPPLY) or "{}")
    return {
        medicine: Counted(
            left={key: Decimal(amount) for key, amount in one["left"].items()},
            at=datetime.fromisoformat(one["at"]) if one["at"] else None,
        )
        for medicine, one in stored.items()
    }


async def write(tx: Transaction, person_id: PersonId, pages: Mapping[str, Counted], now: datetime) -> None:
    """The page says this now."""
    stored = {
        medicine: {
            "left": {key: format(amount, "f") for key, amount in one.left.items()},
            "at": one.at.isoformat() if one.at else None,
        }
        for medicine, one in pages.items()
    }
    await own_pages.write(tx, person_id, Page.SUPPLY, json.dumps(stored), now)


async def changed(tx: Transaction, person_id: PersonId, now: datetime) -> None:
    """An answer says that more or less is left than the order: refill reminders are planned anew, if any are."""
    if await own_pages.read(tx, person_id, Page.SUPPLY):
        await people.plan_anew(tx, person_id, now)


async def used(tx: Transaction, person: Person, plan: Plan, counted: Mapping[str, Counted]) -> dict[str, Used]:
    """Medicine id → what was said of its doses since it was counted."""
    return {
        one.id: await used_since(tx, person.id, one, salt=person.salt or "", since=at)
        for one in plan.medicines
        if (at := counted.get(one.id, Counted(left={})).at) is not None
    }


def run_out(plan: Plan, medicine: str, counted: Counted | None, taken: Used = AS_ORDERED) -> RunOut | None:
    """The run-out of that medicine; None: enough, not counted, or the order does not say what a dose is made of."""
    if counted is None or counted.at is None or all(one.id != medicine for one in plan.medicines):
        return None
    again = [slot.amount for at in taken.twice for slot in slots_between(plan, at, at + _A_MOMENT)
             if slot.medicine == medicine]  # fmt: skip
    stock = without(plan.medicine(medicine), counted.left, (*taken.needed, *again))
    found = run_outs(plan, medicine, stock, counted_at=counted.at, not_at=taken.left_out) if stock is not None else None
    slot = found[0].short_at if found else None
    return RunOut(medicine=medicine, slot=slot) if slot is not None else None


class SupplyPlanner:
    """Refill reminders of everybody who has counted."""

    kinds = frozenset({Kind.REFILL})

    async def wanted(self, tx: Transaction, person: Person, start: datetime, end: datetime) -> Sequence[Wanted]:
        """See `planned.Planner.wanted`."""
        pages = await read(tx, person.id)
        plan = await active.of_person(tx, person.id) if pages else None
        if plan is None or person.salt is None or not is_trusted(plan, person):
            return ()
        taken = await used(tx, person, plan.plan, pages)
        found = [
            one
            for medicine in pages
            for one in wanted_of(person, plan, medicine, pages[medicine], taken.get(medicine, AS_ORDERED))
        ]
        return tuple(one for one in found if start <= one.due_at < end)


def wanted_of(
    person: Person, plan: ActivePlan, medicine: str, counted: Counted, taken: Used = AS_ORDERED
) -> list[Wanted]:
    """7 and 3 days before, and at the dose that is not there. Pure."""
    out = run_out(plan.plan, medicine, counted, taken)
    if out is None:
        return []
    zone, day = ZoneInfo(plan.plan.zone), out.slot.local.date()
    moments = [(str(days), instant(day - timedelta(days=days), AT, zone)) for days in DAYS_BEFORE]
    moments.append((GONE, out.slot.at))
    return [_wanted(person, plan, medicine, moment, at) for moment, at in moments]


def _wanted(person: Person, plan: ActivePlan, medicine: str, moment: str, at: datetime) -> Wanted:
    return Wanted(
        person_id=person.id,
        kind=Kind.REFILL,
        subject=f"{word_of(person.salt or '', medicine)}:{moment}",
        due_at=at,
        window_until=at + TOLD_FOR,
        zone=plan.plan.zone,
        plan_id=plan.id,
    )


def word_of(salt: str, medicine: str) -> str:
    """The opaque word for the supply of a medicine; see `wanted.subject_of`."""
    return subject_of(salt, f"supply:{medicine}")


class SupplySpeaker:
    """Speaks of supply."""

    kinds = frozenset({Kind.REFILL})

    def __init__(self, house: House) -> None:
        self._house = house

    async def speak(self, tx: Transaction, person: Person, group: Sequence[Due], now: datetime) -> Verdict:
        """See `dispatcher.Speaker.speak`. What was counted anew or ordered otherwise since is not spoken of."""
        due, texts = group[0], self._house.texts.in_language(person.language)
        moment = due.subject.partition(":")[2]
        plan = await active.of_person(tx, person.id)
        out = await self._still(tx, person, plan, due)
        if plan is None or out is None:
            return Drop(reason=DropReason.SUPERSEDED)
        if moment == SILENT:
            if await _taken_since(tx, person.id, out.slot.at):
                return Drop(reason=DropReason.ANSWERED)
            return self._send(person, gone_unanswered(plan.plan, texts, now), gone_buttons(due, texts), texts)
        if moment == GONE:
            text = texts.say("supply-gone", time=amounts.clock_time(out.slot.local))
            return self._send(person, text, gone_buttons(due, texts), texts)
        text = texts.say("supply-soon", day=amounts.day(out.slot.local.date(), texts.language))
        return self._send(person, text, soon_buttons(due, texts), texts)

    async def look_ahead(self, tx: Transaction, groups: Sequence[Sequence[Due]], now: datetime) -> None:
        """There are few of them: each is looked at by itself."""

    async def sent(self, tx: Transaction, told: Sequence[tuple[Person, Sequence[Due]]], now: datetime) -> None:
        """The question whether there is more waits for an answer; the last word about it is a report."""
        for person, group in told:
            word, _, moment = group[0].subject.partition(":")
            if moment == GONE:
                await planned.plan(tx, [_silence(group[0], word, now)])
            elif moment == SILENT:
                await self._report(tx, person, group[0], now)

    async def ended(self, tx: Transaction, person: Person | None, group: Sequence[Due], reason: str) -> None:
        """Who could not be asked whether there is more is still reported."""
        if person is None or group[0].subject.partition(":")[2] != SILENT or reason in _TAKEN_BACK:
            return
        await self._report(tx, person, group[0], group[0].due_at)

    async def _still(self, tx: Transaction, person: Person, plan: ActivePlan | None, due: Due) -> RunOut | None:
        """The run-out that the row is about, if the count still says so."""
        word, _, moment = due.subject.partition(":")
        pages = await read(tx, person.id)
        taken = await used(tx, person, plan.plan, pages) if plan is not None else {}
        for medicine, counted in pages.items() if plan is not None and person.salt is not None else ():
            assert plan is not None
            if word_of(person.salt or "", medicine) != word:
                continue
            since = taken.get(medicine, AS_ORDERED)
            out = run_out(plan.plan, medicine, counted, since)
            wanted = wanted_of(person, plan, medicine, counted, since)
            same = moment == SILENT or any(one.due_at == due.due_at for one in wanted)
            return out if same else None
        return None

    async def _report(self, tx: Transaction, person: Person, due: Due, now: datetime) -> None:
        assert person.chat_id is not None  # it was told in a chat
        hit = Hit(rule="supply.gone", tier=Tier.URGENT, reason=Reason.STOPPED_OR_RAN_OUT)
        told = Told(
            person=person,
            chat_id=person.chat_id,
            source=Source.SLOTS,
            words="",
            decision=Decision(tier=Tier.URGENT, because=(hit,), reason=hit.reason, lang=person.language or "en"),
            update_key=f"supply:{due.id}",
        )
        report = await received.receive(tx, told, now)
        await escalated.escalate(tx, person, report, tier=Tier.URGENT, reason=hit.reason, now=now)

    def _send(self, person: Person, text: Html, buttons: Buttons, texts: Texts) -> Send:
        return reminding(person, text, buttons, repeat_note=texts.say("help-repeat-note"))


_TAKEN_BACK = frozenset({DropReason.ANSWERED.value, DropReason.NOT_NEEDED.value, DropReason.SUPERSEDED.value})


def _silence(due: Due, word: str, now: datetime) -> Wanted:
    return Wanted(
        person_id=due.person_id,
        kind=Kind.REFILL,
        subject=f"{word}:{SILENT}",
        due_at=now + SILENCE,
        window_until=now + SILENCE + timedelta(days=2),
        zone=due.zone,
        plan_id=due.plan_id,
    )


def gone_unanswered(plan: Plan, texts: Texts, now: datetime) -> Html:
    """What to do when there may be none left."""
    return lines(
        texts.say("supply-gone-call", contact=dose_words.contact_words(plan, texts, now)),
        texts.say("guidance-urgent-sudden"),
    )


def soon_buttons(due: Due, texts: Texts) -> Buttons:
    """Under a refill reminder."""
    show = Button(label=texts.label("button-show"), data=data(Verb.SUPPLY, due.id))
    return ((show,),)


def gone_buttons(due: Due, texts: Texts) -> Buttons:
    """Under "do you have more?"."""
    more = Button(label=texts.label("button-supply-more"), data=data(Verb.SUPPLY, due.id))
    out = Button(label=texts.label("button-ran-out"), data=data(Verb.SUPPLY_OUT, due.id))
    return ((more, out),)


async def _taken_since(tx: Transaction, person_id: PersonId, since: datetime) -> bool:
    """Whether a dose of that time or later was noted as taken: then the box is not empty."""
    found = await tx.value(
        select(dose_answers.c.id)
        .where(
            dose_answers.c.person_id == person_id,
            dose_answers.c.taken_at >= since,
            dose_answers.c.undone_at.is_(None),
        )
        .limit(1)
    )
    return found is not None
