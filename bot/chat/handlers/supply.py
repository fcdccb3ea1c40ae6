"""handlers/supply: /supply: what a person has at home, counted by themselves; "I have more", "Ran out".

Belongs here: the page and the counting, one number after another. Not here: when to get more (reminders/supply.py), the
arithmetic (plans/supply.py). The count is the person's own page: staff do not see it.

A liquid's strength is asked about before every count: bottles of the same medicine differ up to five times (FACTS 1.1).
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.caseload import people, tasks
from bot.caseload.permissions import Action, may
from bot.caseload.person import Person
from bot.caseload.tasks import TaskKind
from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.handlers import not_taken
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.plans import active
from bot.plans.active import ActivePlan
from bot.plans.model import MedicineTaper
from bot.plans.supply import Item, items_of
from bot.reminders import dose_words, supply
from bot.reminders.supply import Counted
from bot.reminders.supply_used import AS_ORDERED, Used
from bot.sending import Button, Buttons, Outgoing
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, lines, paragraphs

COUNT, SAME, OTHER = "c", "y", "n"
_NUMBER = re.compile(r"\d{1,5}(?:[.,]\d{1,3})?")
_LOOKED_AHEAD = timedelta(days=60)
"""Pieces that the doses of the next weeks are made of are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """Whose supply, of which order."""

    person: Person
    plan: ActivePlan

    def medicine(self, at: int) -> MedicineTaper:
        """The medicine at that place of the order. Raises Refused."""
        if at >= len(self.plan.plan.medicines):
            raise Refused("button-old")
        return self.plan.plan.medicines[at]


async def page(turn: Turn) -> list[Outgoing]:
    """/supply: how long what was counted lasts, and a button to count each medicine."""
    own = await _own(turn)
    pages = await supply.read(turn.tx, own.person.id)
    used = await supply.used(turn.tx, own.person, own.plan.plan, pages)
    told = [_lasts(turn, own, one, pages.get(one.id), used.get(one.id, AS_ORDERED)) for one in own.plan.plan.medicines]
    text = paragraphs(turn.texts.say("supply-title"), lines(*told), turn.texts.say("supply-how"))
    buttons = tuple(
        (Button(label=_count_label(turn, own, at), data=data(Verb.SUPPLY_COUNT, own.plan.id, f"{COUNT}{at}")),)
        for at in range(len(own.plan.plan.medicines))
    )
    if turn.heard.tap is not None:
        return [turn.edit(text, buttons=buttons)]
    return [turn.reply(text, buttons=buttons, protect=True)]


def _count_label(turn: Turn, own: _Own, at: int) -> str:
    if len(own.plan.plan.medicines) == 1:
        return turn.texts.label("button-supply-count")
    return turn.texts.label("button-supply-count-one", medicine=own.plan.plan.medicines[at].name)


def _lasts(turn: Turn, own: _Own, medicine: MedicineTaper, counted: Counted | None, used: Used) -> Html:
    language, name = turn.texts.language, medicine.name
    if counted is None or counted.at is None:
        return turn.texts.say("supply-not-counted", medicine=name)
    out = supply.run_out(own.plan.plan, medicine.id, counted, used)
    if out is None:
        return turn.texts.say("supply-enough", medicine=name)
    return turn.texts.say(
        "supply-lasts",
        medicine=name,
        day=amounts.day(out.slot.local.date(), language),
        time=amounts.clock_time(out.slot.local),
    )


async def count(turn: Turn) -> list[Outgoing]:
    """Counting begins: of a liquid first whether its label still says the same."""
    own = await _own(turn)
    arg = turn.heard.tap.arg if turn.heard.tap else ""
    code, place = arg[:1], arg[1:]
    if not place.isdecimal():
        raise Refused("button-old")
    at = int(place)
    medicine = own.medicine(at)
    if code == OTHER:
        return [await _other_strength(turn, own)]
    if code == COUNT and medicine.concentration is not None:
        return [_label_question(turn, own, at, medicine)]
    return [await _ask(turn, own, at, 0)]


def _label_question(turn: Turn, own: _Own, at: int, medicine: MedicineTaper) -> Outgoing:
    liquid = medicine.concentration
    assert liquid is not None
    language = turn.texts.language
    text = turn.texts.say(
        "supply-label",
        amount=amounts.amount(liquid.amount, liquid.unit, language),
        volume=amounts.amount(liquid.per_ml, "mL", language),
    )
    buttons: Buttons = (
        tuple(
            Button(label=turn.texts.label(key), data=data(Verb.SUPPLY_COUNT, own.plan.id, f"{code}{at}"))
            for key, code in (("button-supply-same", SAME), ("button-no", OTHER))
        ),
    )
    return turn.edit(text, buttons=buttons)


async def _other_strength(turn: Turn, own: _Own) -> Outgoing:
    """Another strength on the label: nothing of it is taken before somebody was asked, and the team is told."""
    due_on = turn.now.astimezone(ZoneInfo(turn.house.programme.zone)).date()
    await tasks.open_task(turn.tx, own.person, TaskKind.OTHER_STRENGTH, due_on=due_on, now=turn.now)
    contact = dose_words.contact_words(own.plan.plan, turn.texts, turn.now)
    key = "where-told" if tasks.may_know(own.person, TaskKind.OTHER_STRENGTH) else "where-nobody-told"
    told = turn.texts.say(key, name=turn.house.programme.name)
    return turn.edit(lines(turn.texts.say("supply-label-other", contact=contact), told))


async def _ask(turn: Turn, own: _Own, at: int, item: int) -> Outgoing:
    """How many of this item? The next text is the number."""
    items = _items(turn, own, own.medicine(at))
    if item == 0:
        await _keep(turn, own, at, Counted(left={}))
    await dialogs.expect(turn.tx, own.person.id, Dialog(expecting=Expecting.SUPPLY, id=at, arg=str(item)))
    return turn.edit(turn.texts.say("supply-ask", item=_name(turn, items[item])))


async def typed(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """A number was typed: kept, and the next one asked, or the page shown."""
    own = await _own(turn)
    found = _NUMBER.fullmatch(turn.heard.text.strip())
    if found is None:
        return [turn.reply(turn.texts.say("supply-ask-again"))]
    medicine = own.medicine(dialog.id)
    items, number = _items(turn, own, medicine), int(dialog.arg or 0)
    if number >= len(items):
        raise Refused("button-old")
    amount = Decimal(found[0].replace(",", "."))
    before = (await supply.read(turn.tx, own.person.id)).get(medicine.id, Counted(left={}))
    left = {**before.left, items[number].key: amount}
    last = number + 1 == len(items)
    await _keep(turn, own, dialog.id, Counted(left=left, at=turn.now if last else None))
    if not last:
        return [await _ask(turn, own, dialog.id, number + 1)]
    await dialogs.expect(turn.tx, own.person.id, None)
    await people.plan_anew(turn.tx, own.person.id, turn.now, missed_too=True)
    return await page(turn)


async def ran_out(turn: Turn) -> list[Outgoing]:
    """There is no more: urgent, whom to call now."""
    await _own(turn)
    guided = await not_taken.reported(turn, (), {"ran_out"})
    return [*guided, turn.edit(turn.texts.say("doses-noted"))]


async def _keep(turn: Turn, own: _Own, at: int, counted: Counted) -> None:
    pages = await supply.read(turn.tx, own.person.id)
    known = {one.id for one in own.plan.plan.medicines}
    kept = {key: one for key, one in pages.items() if key in known}
    await supply.write(turn.tx, own.person.id, {**kept, own.medicine(at).id: counted}, turn.now)


def _items(turn: Turn, own: _Own, medicine: MedicineTaper) -> tuple[Item, ...]:
    """What is counted. Raises Refused where the order does not say what its doses are made of."""
    today = turn.now.astimezone(ZoneInfo(own.plan.plan.zone)).date()
    items = items_of(medicine, today, today + _LOOKED_AHEAD)
    if not items:
        raise Refused("supply-cannot")
    return items


def _name(turn: Turn, item: Item) -> Html:
    """`tablets of 10 mg`, `mL`."""
    many = amounts.amount(Decimal(2), item.unit, turn.texts.language).partition(" ")[2]
    if item.strength is None:
        return turn.texts.say("supply-item", unit=many)
    size = amounts.amount(item.strength.amount, item.strength.unit, turn.texts.language)
    return turn.texts.say("supply-item-of", unit=many, strength=size)


async def _own(turn: Turn) -> _Own:
    """The patient with an order. Raises Refused."""
    person = turn.person
    if person is None or not may(person.role, Action.KEEP_OWN_PAGES):
        raise Refused("menu-stranger" if person is None else "menu-staff")
    plan = await active.of_person(turn.tx, person.id)
    if plan is None:
        raise Refused("today-no-plan")
    tap = turn.heard.tap
    if tap is not None and tap.verb is Verb.SUPPLY_COUNT and tap.id != plan.id:
        raise Refused("button-old")
    return _Own(person=person, plan=plan)


ROUTES = Routes(
    commands={"supply": page},
    taps={Verb.SUPPLY: page, Verb.SUPPLY_COUNT: count, Verb.SUPPLY_OUT: ran_out},
    dialogs={Expecting.SUPPLY: typed},
)
