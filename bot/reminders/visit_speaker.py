"""reminders/visit_speaker: a visit is told of, and asked about, judged at the last moment.

Belongs here: whether it is still planned, its message. Not here: when (visits.py), the words (visit_words.py).
"""

from collections.abc import Sequence
from datetime import datetime

from bot.caseload.person import Person
from bot.house import House
from bot.reminders import visit_answers, visit_words, visits
from bot.reminders.due import Drop, DropReason, Due, Send, Verdict, reminding
from bot.reminders.visit_answers import Went
from bot.reminders.wanted import Kind
from bot.sending import Button, Buttons
from bot.storage.database import Transaction
from bot.taps import Verb, data
from bot.texts.catalog import Texts
from bot.texts.html import Html, paragraphs


class VisitSpeaker:
    """Speaks of visits."""

    kinds = frozenset({Kind.VISIT, Kind.VISIT_ASKED})

    def __init__(self, house: House) -> None:
        self._house = house

    async def speak(self, tx: Transaction, person: Person, group: Sequence[Due], now: datetime) -> Verdict:
        """See `dispatcher.Speaker.speak`."""
        found = [(due, visit) for due in group if (visit := await visits.visit_of(tx, person, due)) is not None]
        if not found:
            return Drop(reason=DropReason.SUPERSEDED)
        texts = self._house.texts.in_language(person.language)
        due, visit = found[0]
        if due.kind is Kind.VISIT_ASKED:
            if await visit_answers.standing(tx, due) is not None:
                return Drop(reason=DropReason.ANSWERED)
            text = visit_words.asked(visit, texts, zone=due.zone, now=now)
            return self._send(person, text, asked_buttons(due, texts), texts)
        if person.discreet:
            text = visit_words.discreet(visit, texts, zone=due.zone, now=now)
            return self._send(person, text, covered_buttons(due, texts), texts)
        text = paragraphs(*(visit_words.shown(one, texts, zone=due.zone, now=now) for _, one in found))
        return self._send(person, text, shown_buttons(due, texts, discreet=False), texts)

    async def look_ahead(self, tx: Transaction, groups: Sequence[Sequence[Due]], now: datetime) -> None:
        """Each is looked at by itself: few people have a visit at one time."""

    async def sent(self, tx: Transaction, told: Sequence[tuple[Person, Sequence[Due]]], now: datetime) -> None:
        """Nothing follows: the planner has planned the question."""

    async def ended(self, tx: Transaction, person: Person | None, group: Sequence[Due], reason: str) -> None:
        """A visit that was not told of is still asked about."""

    def _send(self, person: Person, text: Html, buttons: Buttons, texts: Texts) -> Send:
        return reminding(person, text, buttons, repeat_note=texts.say("visit-repeat-note"))


def covered_buttons(due: Due, texts: Texts) -> Buttons:
    """Under a discreet message."""
    return ((Button(label=texts.label("button-show"), data=data(Verb.VISIT_SHOW, due.id)),),)


def shown_buttons(due: Due, texts: Texts, *, discreet: bool = True) -> Buttons:
    """Under an opened one: it can be moved, and covered again."""
    move = Button(label=texts.label("button-visit-move"), data=data(Verb.VISIT_REBOOK, due.id, "y"))
    hide = Button(label=texts.label("button-visit-hide"), data=data(Verb.VISIT_HIDE, due.id))
    return ((move, hide),) if discreet else ((move,),)


def asked_buttons(due: Due, texts: Texts) -> Buttons:
    """`Yes` `No`, and whether it was moved or cancelled."""

    def button(key: str, went: Went) -> Button:
        return Button(label=texts.label(key), data=data(Verb.VISIT_WENT, due.id, went.value))

    moved = button("button-visit-moved", Went.MOVED)
    cancelled = button("button-visit-cancelled", Went.CANCELLED)
    return ((button("button-visit-yes", Went.YES), button("button-visit-no", Went.NO)), (moved, cancelled))
