"""reminders/dose_speaker: the messages around a dose, judged at the last moment: due, nudge, late, catch-up, blank.

Belongs here: what a dose's reminder must look at just before it is said, and what follows from it.
Not here: the words (dose_words.py), covering it again (dose_covered.py), which doses a question about several means
(doses_asked.py), the sending (dispatcher.py), the answers (answered.py).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.caseload.person import Person
from bot.house import House
from bot.ids import ChatId
from bot.plans import active
from bot.reminders import answered, dose_covered, dose_words, doses_asked, newest_due, planned, silence
from bot.reminders.claimed import as_due
from bot.reminders.dose_words import Said, Several
from bot.reminders.doses import PlannedDose, as_ordered, doses_of, group_of, order_of
from bot.reminders.due import Drop, DropReason, Due, Send, Verdict, reminding
from bot.reminders.wanted import Kind
from bot.sending import Button
from bot.storage.database import Transaction
from bot.storage.tables import reminders
from bot.symptoms import danger
from bot.symptoms.danger import Danger
from bot.taps import Verb, data
from bot.texts.catalog import Texts
from bot.texts.html import lines

NUDGE_AFTER = timedelta(minutes=30)
"""Source: FACTS 9, design defaults (PD)."""


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
                return await self._heads_up(tx, person, group[0], now)
            case Kind.NUDGE | Kind.LATE:
                return await self._about(tx, person, group[0], now)
            case Kind.DOSES_ASKED:
                return await self._asked(tx, person, group[0], now)
            case Kind.BLANK:
                return await dose_covered.speak(tx, person, group[0], self._house, now)
            case _:
                return await self._catch_up(tx, person, group[0], now)

    async def look_ahead(self, tx: Transaction, groups: Sequence[Sequence[Due]], now: datetime) -> None:
        """What `speak` asks of each person is read for all of them: plans, open emergencies, newer doses."""
        people = {group[0].person_id for group in groups}
        await active.read_ahead(tx, people)
        await danger.read_ahead(tx, people, now)
        told = [due for group in groups if group[0].kind is Kind.DOSE for due in group]
        if told:
            await newest_due.read_ahead(tx, told, now)

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
        if person is None or group[0].kind is not Kind.DOSE or reason not in doses_asked.NOT_DELIVERED:
            return
        for due in group:
            await doses_asked.plan_catch_up(tx, due)

    async def _due(self, tx: Transaction, person: Person, group: Sequence[Due], now: datetime) -> Verdict:
        doses = await doses_of(tx, person, group)
        if not doses:
            return Drop(reason=DropReason.SUPERSEDED)
        if await newest_due.newer_is_due(tx, doses, now):
            return Drop(reason=DropReason.TOO_LATE)
        texts = self._texts(person)
        state = await danger.open_danger(tx, person.id, now)
        if state is Danger.NOT_OFFERED or person.discreet:
            said = dose_words.standing(doses, texts, state, self._house.country_of(person))
            return self._send(person, _by_home_clock(person, doses, said, texts), texts)
        current = await order_of(tx, person.id, group[0])
        assert current is not None  # doses_of found it
        said = dose_words.revealed(doses, texts, current.plan, state, waits=dose_words.waits_of(group, now))
        return self._send(person, _by_home_clock(person, doses, said, texts), texts)

    async def _heads_up(self, tx: Transaction, person: Person, due: Due, now: datetime) -> Verdict:
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
        if not doses or await danger.open_danger(tx, person.id, now) is Danger.NOT_OFFERED:
            return Drop(reason=DropReason.NOT_NEEDED)
        texts = self._texts(person)
        said = Said(text=texts.say("dose-soon", time=dose_words.time_of(doses)))
        return self._send(person, _by_home_clock(person, doses, said, texts), texts)

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
            state = await danger.open_danger(tx, person.id, now)
            if state is Danger.NOT_OFFERED:
                return Drop(reason=DropReason.NOT_NEEDED)
            said = dose_words.nudge(doses, texts, state)
            return self._send(person, _by_home_clock(person, doses, said, texts), texts)
        doses = await as_ordered(tx, person, group)
        plan = await active.by_id(tx, group[0].plan_id) if group[0].plan_id is not None else None
        if not doses or plan is None:
            return Drop(reason=DropReason.SUPERSEDED)
        ask_first = await danger.open_danger(tx, person.id, now) is not Danger.NONE
        return self._send(person, dose_words.late(doses, texts, plan.plan, now, ask_first=ask_first), texts)

    async def _asked(self, tx: Transaction, person: Person, due: Due, now: datetime) -> Verdict:
        """Several silent moments: did you take them? And whom to call."""
        silent = silence.moments(await silence.silent_doses(tx, person.id))
        plan = await order_of(tx, person.id, silent[-1]) if silent else None
        if not silent or plan is None:
            return Drop(reason=DropReason.ANSWERED)
        said = dose_words.silent(silent, due, self._texts(person), plan.plan, now)
        return self._send(person, said, self._texts(person))

    async def _catch_up(self, tx: Transaction, person: Person, due: Due, now: datetime) -> Verdict:
        missed = await doses_asked.missed_slots(tx, due)
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
        return reminding(person, said.text, said.buttons, repeat_note=texts.say("dose-repeat-note"))

    def _texts(self, person: Person) -> Texts:
        return self._house.texts.in_language(person.language)


def _by_home_clock(person: Person, doses: Sequence[PlannedDose], said: Said, texts: Texts) -> Said:
    """`said`, with the place whose clock shows that time, where another clock hangs around the person."""
    return replace(said, text=lines(said.text, dose_words.home_clock(doses[0].due, person.zone, texts)))


def _chat(person: Person) -> ChatId:
    assert person.chat_id is not None  # due.judge has looked
    return person.chat_id
