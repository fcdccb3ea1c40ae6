"""reminders/dose_speaker: the messages around a dose, judged at the last moment: due, nudge, late, catch-up, blank.

Belongs here: what a dose's reminder must look at just before it is said, and what follows from it.
Not here: the words (dose_words.py), the sending (dispatcher.py), the answers (answered.py).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, func, literal, select, update

from bot.caseload.person import Person
from bot.house import House
from bot.ids import ChatId, PersonId
from bot.plans import active
from bot.reminders import answered, dose_words, planned, silence
from bot.reminders.claimed import as_due
from bot.reminders.dose_words import Said, Several
from bot.reminders.doses import PlannedDose, as_ordered, doses_of, group_of, order_of
from bot.reminders.due import Drop, DropReason, Due, Send, Verdict
from bot.reminders.wanted import Kind, Wanted
from bot.sending import Button, Lane, Method, Outgoing
from bot.storage.columns import UtcDateTime
from bot.storage.database import Transaction
from bot.storage.tables import reminders
from bot.symptoms import danger
from bot.symptoms.danger import Danger
from bot.symptoms.helplines import Purpose
from bot.symptoms.place import either
from bot.taps import Verb, data
from bot.texts.catalog import Texts
from bot.texts.html import Html

NUDGE_AFTER = timedelta(minutes=30)
"""Source: FACTS 9, design defaults (PD)."""
BLANK_AFTER = timedelta(minutes=10)
"""After this long an open medicine and amount are covered again. Our own choice, for a phone left on a table."""
CATCH_UP_WINDOW = timedelta(hours=24)
"""How long after an outage a missed slot is still asked about."""
_NEWEST = "doses.newest_due"
_NOT_DELIVERED = frozenset({DropReason.TOO_LATE.value, DropReason.UNKNOWN_OUTCOME.value})


class DoseSpeaker:
    """Speaks of doses."""

    kinds = frozenset({Kind.DOSE, Kind.HEADS_UP, Kind.NUDGE, Kind.LATE, Kind.CATCH_UP, Kind.DOSES_ASKED, Kind.BLANK})

    def __init__(self, house: House) -> None:
        self._house = house

    async def speak(self, tx: Transaction, person: Person, group: Sequence[Due], now: datetime) -> Verdict:
        """See `dispatcher.Speaker.speak`."""
        match group[0].kind:
            case Kind.DOSE:
                return await self._due(tx, person, group, now)
            case Kind.HEADS_UP:
                return await self._heads_up(tx, person, group[0])
            case Kind.NUDGE | Kind.LATE:
                return await self._about(tx, person, group[0], now)
            case Kind.DOSES_ASKED:
                return await self._asked(tx, person, group[0], now)
            case Kind.BLANK:
                return await self._blank(tx, person, group[0])
            case _:
                return await self._catch_up(tx, person, group[0], now)

    async def look_ahead(self, tx: Transaction, groups: Sequence[Sequence[Due]], now: datetime) -> None:
        """What `speak` asks of each person is read for all of them: plans, open emergencies, newer doses."""
        people = {group[0].person_id for group in groups}
        await active.read_ahead(tx, people)
        await danger.read_ahead(tx, people)
        told = [due for group in groups if group[0].kind is Kind.DOSE for due in group]
        if told:
            tx.ahead[_NEWEST] = await _newest_due(tx, told, now)

    async def sent(self, tx: Transaction, told: Sequence[tuple[Person, Sequence[Due]]], now: datetime) -> None:
        """A dose was told: its row names the revision it was told from, and one nudge is planned, inside the window."""
        doses = [group for _, group in told if group[0].kind is Kind.DOSE]
        await active.read_ahead(tx, {group[0].person_id for group in doses})
        nudges = []
        for group in doses:
            current = await order_of(tx, group[0].person_id, group[0])
            if current is not None and any(due.plan_id != current.id for due in group):
                ids = [due.id for due in group]
                await tx.run(update(reminders).where(reminders.c.id.in_(ids)).values(plan_id=current.id))
            at = max(group[0].due_at, now) + NUDGE_AFTER
            if at < max(due.window_until for due in group):
                nudges.append(answered.nudge_of(group, at))
        await planned.plan(tx, nudges)

    async def ended(self, tx: Transaction, person: Person | None, group: Sequence[Due], reason: str) -> None:
        """A dose could not be told in time: it is asked about, once for each medicine, however many were missed."""
        if person is None or group[0].kind is not Kind.DOSE or reason not in _NOT_DELIVERED:
            return
        for due in group:
            await _plan_catch_up(tx, due)

    async def _due(self, tx: Transaction, person: Person, group: Sequence[Due], now: datetime) -> Verdict:
        doses = await doses_of(tx, person, group)
        if not doses:
            return Drop(reason=DropReason.SUPERSEDED)
        if await _newer_is_due(tx, doses, now):
            return Drop(reason=DropReason.TOO_LATE)
        texts = self._texts(person)
        state = await danger.open_danger(tx, person.id)
        if state is Danger.NOT_OFFERED:
            return self._send(person, Said(text=self._not_offered(person, doses, texts)), texts)
        if person.discreet:
            return self._send(person, dose_words.discreet(doses, texts, state), texts)
        current = await order_of(tx, person.id, group[0])
        assert current is not None  # doses_of found it
        return self._send(person, dose_words.revealed(doses, texts, current.plan, state), texts)

    async def _heads_up(self, tx: Transaction, person: Person, due: Due) -> Verdict:
        """A dose comes soon: a time and no medicine. Nothing where it was answered, moved, or must not be offered."""
        rows = await tx.all(
            select(reminders).where(
                reminders.c.person_id == person.id,
                reminders.c.kind == Kind.DOSE.value,
                reminders.c.due_at == due.window_until,
                reminders.c.state == "planned",
                reminders.c.moved_to.is_(None),
            )
        )
        doses = await doses_of(tx, person, [as_due(row) for row in rows])
        if not doses or await danger.open_danger(tx, person.id) is Danger.NOT_OFFERED:
            return Drop(reason=DropReason.NOT_NEEDED)
        texts = self._texts(person)
        return self._send(person, Said(text=texts.say("dose-soon", time=dose_words.time_of(doses))), texts)

    def _not_offered(self, person: Person, doses: Sequence[PlannedDose], texts: Texts) -> Html:
        country = self._house.helplines.country(person.country or self._house.programme.country)
        time, emergency = dose_words.time_of(doses), either(texts, country.emergency)
        poison = country.first(Purpose.POISON)
        if poison is None:
            return texts.say("dose-not-offered-no-poison", time=time, emergency=emergency)
        return texts.say("dose-not-offered", time=time, emergency=emergency, poison=either(texts, poison.numbers))

    async def _about(self, tx: Transaction, person: Person, due: Due, now: datetime) -> Verdict:
        """A nudge or the late question, about the dose rows of the moment that `due.subject` names."""
        open_state = "sent" if due.kind is Kind.NUDGE else "unanswered"
        group = tuple(one for one in await group_of(tx, person.id, int(due.subject)) if one.state == open_state)
        if not group:
            return Drop(reason=DropReason.ANSWERED)
        texts = self._texts(person)
        if due.kind is Kind.NUDGE:
            doses = await doses_of(tx, person, group)
            if not doses:
                return Drop(reason=DropReason.SUPERSEDED)
            state = await danger.open_danger(tx, person.id)
            if state is Danger.NOT_OFFERED:
                return Drop(reason=DropReason.NOT_NEEDED)
            return self._send(person, dose_words.nudge(doses, texts, state), texts)
        doses = await as_ordered(tx, person, group)
        plan = await active.by_id(tx, group[0].plan_id) if group[0].plan_id is not None else None
        if not doses or plan is None:
            return Drop(reason=DropReason.SUPERSEDED)
        ask_first = await danger.open_danger(tx, person.id) is not Danger.NONE
        return self._send(person, dose_words.late(doses, texts, plan.plan, now, ask_first=ask_first), texts)

    async def _blank(self, tx: Transaction, person: Person, due: Due) -> Verdict:
        """A message that shows a medicine is covered again; one that was answered keeps a short line."""
        group = await group_of(tx, person.id, int(due.subject))
        doses = await as_ordered(tx, person, group)
        if not doses or due.message_id is None:
            return Drop(reason=DropReason.SUPERSEDED)
        texts = self._texts(person)
        answers = await answered.standing_answers(tx, [one.id for one in group])
        left = [one for one in doses if one.due.id not in answers]
        if not left:
            said = Said(text=dose_words.short(doses, answers[doses[0].due.id].answer.value, texts))
        elif all(one.due.state == "sent" for one in left):
            said = dose_words.discreet(left, texts, await danger.open_danger(tx, person.id))
        else:
            said = Said(text=texts.say("late-passed", time=dose_words.time_of(doses)))
        return Send(
            message=Outgoing(
                chat_id=_chat(person),
                method=Method.EDIT_TEXT,
                message_id=due.message_id,
                text=said.text,
                buttons=said.buttons,
                lane=Lane.DIGEST,
            )
        )

    async def _asked(self, tx: Transaction, person: Person, due: Due, now: datetime) -> Verdict:
        """Several silent moments: did you take them? And whom to call."""
        silent = silence.moments(await silence.silent_doses(tx, person.id))
        plan = await order_of(tx, person.id, silent[-1]) if silent else None
        if not silent or plan is None:
            return Drop(reason=DropReason.ANSWERED)
        said = dose_words.silent(silent, due, self._texts(person), plan.plan, now)
        return self._send(person, said, self._texts(person))

    async def _catch_up(self, tx: Transaction, person: Person, due: Due, now: datetime) -> Verdict:
        missed = await missed_slots(tx, due)
        if not missed:
            return Drop(reason=DropReason.ANSWERED)
        texts, moments = self._texts(person), silence.moments(missed)
        key = "catch-up" if len(moments) == 1 else "catch-up-many"
        text = texts.say(key, times=dose_words.times_of(moments, texts, now))
        buttons = dose_words.several_buttons(moments, due, texts)
        order = await order_of(tx, person.id, missed[-1])
        if order is not None and len(order.plan.medicines) > 1:  # one message a medicine: which one, after a tap
            show = Button(label=texts.label("button-show"), data=data(Verb.DOSES_ASKED, due.id, Several.SHOW.value))
            buttons = ((show,), *buttons)
        return self._send(person, Said(text=text, buttons=buttons), texts)

    def _send(self, person: Person, said: Said, texts: Texts) -> Send:
        return Send(
            message=Outgoing(
                chat_id=_chat(person),
                text=said.text,
                buttons=said.buttons,
                lane=Lane.REMINDER,
                protect=True,
                repeat_note=texts.say("dose-repeat-note"),
            )
        )

    def _texts(self, person: Person) -> Texts:
        return self._house.texts.in_language(person.language)


async def blank_later(tx: Transaction, due: Due, message_id: int, now: datetime) -> None:
    """The message `message_id`, which stands for the moment of `due`, is covered again in a while."""
    wanted = Wanted(
        person_id=due.person_id,
        kind=Kind.BLANK,
        subject=str(due.id),
        due_at=now + BLANK_AFTER,
        window_until=now + timedelta(days=2),
        zone=due.zone,
        plan_id=due.plan_id,
        message_id=message_id,
    )
    await planned.drop(tx, due.person_id, now, kinds=(Kind.BLANK,), subject=str(due.id))
    await planned.plan(tx, [wanted])


async def missed_slots(tx: Transaction, due: Due) -> tuple[Due, ...]:
    """The dose slots that the catch-up `due` asks about: of its medicine, not told in time, not answered since."""
    rows = await tx.all(
        select(reminders)
        .where(
            reminders.c.person_id == due.person_id,
            reminders.c.kind == Kind.DOSE.value,
            reminders.c.subject == due.subject,
            reminders.c.state == "dropped",
            reminders.c.reason.in_(_NOT_DELIVERED),
            reminders.c.due_at > due.due_at - CATCH_UP_WINDOW * 2,
            reminders.c.due_at <= due.window_until,
        )
        .order_by(reminders.c.due_at)
    )
    return tuple(as_due(row) for row in rows)


async def _plan_catch_up(tx: Transaction, due: Due) -> None:
    """`due` is asked about: in the question that waits already, which is put for longer then, or in a new one."""
    at = due.window_until
    longer = await tx.run(
        update(reminders)
        .where(
            reminders.c.person_id == due.person_id,
            reminders.c.kind == Kind.CATCH_UP.value,
            reminders.c.subject == due.subject,
            reminders.c.state.in_(["planned", "claimed"]),
        )
        .values(
            window_until=case(
                (reminders.c.window_until > at + CATCH_UP_WINDOW, reminders.c.window_until),
                else_=literal(at + CATCH_UP_WINDOW, UtcDateTime()),
            )
        )
    )
    if not longer.rowcount:
        wanted = Wanted(
            person_id=due.person_id,
            kind=Kind.CATCH_UP,
            subject=due.subject,
            due_at=at,
            window_until=at + CATCH_UP_WINDOW,
            zone=due.zone,
            plan_id=due.plan_id,
        )
        await planned.plan(tx, [wanted])


async def _newer_is_due(tx: Transaction, doses: Sequence[PlannedDose], now: datetime) -> bool:
    """Whether a later slot of every one of these medicines is due as well: after an outage the newest is offered."""
    person = doses[0].due.person_id
    ahead = tx.ahead.get(_NEWEST, {})
    newest = ahead[person] if person in ahead else (await _newest_due(tx, [one.due for one in doses], now))[person]
    return all(newest.get(one.due.subject, one.due.due_at) > one.due.due_at for one in doses)


async def _newest_due(tx: Transaction, doses: Sequence[Due], now: datetime) -> dict[int, dict[str, datetime]]:
    """Person → medicine → its newest slot that is due at `now`, for the people and from the time of `doses` on."""
    found: dict[int, dict[str, datetime]] = {due.person_id: {} for due in doses}
    rows = await tx.all(
        select(reminders.c.person_id, reminders.c.subject, func.max(reminders.c.due_at).label("newest"))
        .where(
            reminders.c.person_id.in_(list(found)),
            reminders.c.kind == Kind.DOSE.value,
            reminders.c.due_at >= min(due.due_at for due in doses),
            reminders.c.due_at <= now,
        )
        .group_by(reminders.c.person_id, reminders.c.subject)
    )
    for row in rows:
        found[row.person_id][row.subject] = row.newest
    return found


def _chat(person: Person) -> ChatId:
    assert person.chat_id is not None  # due.judge has looked
    return person.chat_id


async def question_of(tx: Transaction, person_id: PersonId, reminder_id: int, kind: Kind) -> Due | None:
    """The question of this kind with this id, if it is this person's."""
    row = await tx.first(
        select(reminders).where(
            reminders.c.id == reminder_id, reminders.c.person_id == person_id, reminders.c.kind == kind.value
        )
    )
    return as_due(row) if row else None


async def asked_about(tx: Transaction, question: Due) -> tuple[Due, ...]:
    """The doses that `question` asked about and that still have no answer, oldest first. They are found by the moment
    at which it was asked, so that an answer that comes much later still means them."""
    rows = await tx.all(
        select(reminders)
        .where(
            reminders.c.person_id == question.person_id,
            reminders.c.kind == Kind.DOSE.value,
            reminders.c.state == "unanswered",
            reminders.c.window_until <= question.due_at,
            reminders.c.window_until > question.due_at - CATCH_UP_WINDOW * 2,
        )
        .order_by(reminders.c.due_at)
    )
    return tuple(as_due(row) for row in rows)


async def next_dose(tx: Transaction, person_id: PersonId, now: datetime) -> str | None:
    """The local time of the next planned dose within a day, as people read it."""
    row = await tx.first(
        select(reminders.c.due_at, reminders.c.zone)
        .where(
            reminders.c.person_id == person_id,
            reminders.c.kind == Kind.DOSE.value,
            reminders.c.state == "planned",
            reminders.c.due_at > now,
            reminders.c.due_at < now + timedelta(hours=24),
        )
        .order_by(reminders.c.due_at)
        .limit(1)
    )
    return dose_words.local_time(row.due_at, row.zone) if row else None
