"""chat/guidance: help out of memory alone, for when the database does not answer; and what memory must know for it.

Belongs here: which update gets which help without any look into the database, reading everybody's facts for memory.
Not here: the words (symptoms/guided.py, symptoms/numbers.py), who is told (symptoms/escalated.py), when the worker
turns to memory (worker.py).
"""

from collections.abc import AsyncIterator, Collection
from typing import Any

from sqlalchemy import Row, func, select

from bot.caseload.permissions import Role
from bot.chat.heard import Heard, Kind
from bot.chat.memory import ChatFacts, Memory
from bot.house import House
from bot.ids import ChatId
from bot.plans.model import Brief
from bot.sending import Method, Outgoing
from bot.storage.database import Transaction
from bot.storage.tables import people, plans
from bot.symptoms import known, numbers, shown
from bot.symptoms.escalated import NOT_LOOKED_AFTER
from bot.symptoms.guided import guide
from bot.symptoms.place import Guidance, Place, Record
from bot.symptoms.report import About, Decision, Tier
from bot.taps import Verb

HELP_COMMANDS = frozenset({"help_now"})

_READ_AT_ONCE = 500
_FACTS_KEPT = 1000
_NOT_LOOKED_AFTER = frozenset(state.value for state in NOT_LOOKED_AFTER)
_SAID = {
    Verb.HELP_CANNOT_CALL: numbers.cannot_call,
    Verb.HELP_CALLING: numbers.calling,
    Verb.HELP_SOMEONE_HERE: numbers.someone_here,
    Verb.HELP_COUNTRY: numbers.help_now,
}
"""What is said to a tap that needs no more than numbers."""


class Guide:
    """Help that needs nothing but what was loaded at start and what memory holds."""

    def __init__(self, house: House, memory: Memory) -> None:
        self._house = house
        self._memory = memory
        self._facts: dict[tuple[str | None, ...], ChatFacts] = {}
        self._help_keys = frozenset(word.casefold() for word in house.texts.every("key-help"))

    def place(self, heard: Heard, country: str = "", wrote: str = "") -> Place:
        """What memory knows of whoever wrote. A country that is not known is the programme's. `wrote`: the language of
        what was written, if it is surely not English: a stranger is answered in it."""
        facts = self._memory.facts(heard.chat_id)
        programme = self._house.programme
        return Place(
            texts=self._house.texts.in_language(facts.language or wrote or heard.language),
            country=self._house.helplines.country(country or facts.country or programme.country),
            programme=programme,
            about=facts.about,
            record=Record.PRIVATE if facts.patient else Record.NONE,
        )

    def from_memory(self, heard: Heard, decision: Decision) -> tuple[Outgoing, ...]:
        """The help this update asks for or needs, complete; empty where it needs none.

        What it can answer: any report from `check` on, /help_now, the key Help now, the buttons under guidance, and
        what we cannot hear or see. A mild sign waits for the database: it is only to be kept.
        """
        if not heard.private:
            return ()
        if decision.tier >= Tier.CHECK:
            place = self.place(heard, wrote=decision.lang if heard.text and decision.lang != "en" else "")
            guidance = guide(decision, place)
            return self._messages(heard, guidance, place, shown.code_of(decision)) if guidance else ()
        if heard.command in HELP_COMMANDS or heard.text.strip().casefold() in self._help_keys:
            return self._messages(heard, numbers.help_now(self.place(heard)), self.place(heard))
        if heard.kind in (Kind.SOUND_OR_PICTURE, Kind.LOCATION):
            said = numbers.unheard(self.place(heard), shared_place=heard.kind is Kind.LOCATION)
            return self._messages(heard, said, self.place(heard))
        if heard.tap is not None and heard.tap.verb in _SAID:
            place = self.place(heard, heard.tap.arg if heard.tap.verb is Verb.HELP_COUNTRY else "")
            return self._messages(heard, _SAID[heard.tap.verb](place), place)
        if heard.tap is not None and heard.tap.verb is Verb.HELP_OTHER_COUNTRY:
            return (shown.countries(self._house.helplines, chat=heard.chat_id, texts=self.place(heard).texts),)
        return ()

    def _messages(
        self, heard: Heard, guidance: Guidance, place: Place, code: str = shown.OTHER
    ) -> tuple[Outgoing, ...]:
        said = shown.message(guidance, chat=heard.chat_id, texts=place.texts, code=code)
        if heard.callback_id is None:
            return (said,)
        return (said, Outgoing(chat_id=heard.chat_id, method=Method.ANSWER_TAP, callback_id=heard.callback_id))

    async def known(self, tx: Transaction, person_ids: Collection[int]) -> list[tuple[ChatId, ChatFacts]]:
        """What memory must know of these people; those without a chat are left out."""
        return [self._facts_in(row) for row in await tx.all(_FACTS.where(people.c.id.in_(list(person_ids))))]

    async def all_known(self, tx: Transaction) -> AsyncIterator[list[tuple[ChatId, ChatFacts]]]:
        """The same for everybody by ascending chat, a few hundred at a time: all at once would be too much."""
        last: int | None = None
        while True:
            more = _FACTS if last is None else _FACTS.where(people.c.chat_id > last)
            rows = await tx.all(more.order_by(people.c.chat_id).limit(_READ_AT_ONCE))
            if not rows:
                return
            last = rows[-1].chat_id
            yield [self._facts_in(row) for row in rows]

    def _facts_in(self, row: Row[Any]) -> tuple[ChatId, ChatFacts]:
        """Of few people there is something to know that is so of nobody else."""
        key = (row.role, row.state, row.language, row.country, row.brief)
        found = self._facts.get(key)
        if found is None:
            if len(self._facts) >= _FACTS_KEPT:
                self._facts.clear()
            found = self._facts[key] = self._read(*key)
        return ChatId(row.chat_id), found

    def _read(self, role: str, state: str, language: str | None, country: str | None, brief: str | None) -> ChatFacts:
        plan = known.about_brief(Brief.from_json(brief), self._house.medicines) if brief is not None else About()
        patient = role == Role.PATIENT.value and state not in _NOT_LOOKED_AFTER
        return ChatFacts(language=language or "", country=country or "", about=plan, patient=patient)


_NEWEST = (
    select(func.max(plans.c.revision))
    .where(plans.c.person_id == people.c.id, plans.c.signed_at.is_not(None))
    .correlate(people)
    .scalar_subquery()
)
_STANDS = plans.c.state.in_(["active", "cancelled"])
"""As plans/active.standing: an order whose reminders were turned off still stands."""
_FACTS = (
    select(people.c.chat_id, people.c.role, people.c.state, people.c.language, people.c.country, plans.c.brief)
    .select_from(people.outerjoin(plans, (plans.c.person_id == people.c.id) & (plans.c.revision == _NEWEST) & _STANDS))
    .where(people.c.chat_id.is_not(None))
)
