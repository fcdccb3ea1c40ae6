"""symptoms/placed: what guidance may know of a person, read from the database.

Belongs here: Place for a person or a stranger. Not here: the same out of memory (chat/guidance.py), the words.
"""

from datetime import datetime

from bot.caseload.permissions import Role
from bot.caseload.person import Person
from bot.house import House
from bot.plans import active
from bot.storage.database import Transaction
from bot.symptoms import known
from bot.symptoms.escalated import is_looked_after, may_tell
from bot.symptoms.place import Place, Record
from bot.symptoms.report import Tier


async def place_of(
    tx: Transaction, house: House, person: Person | None, *, language: str, now: datetime, country: str = ""
) -> Place:
    """Where `person` (None: a stranger) is and what is known of them. An unknown country is the programme's."""
    found = await active.standing(tx, person.id) if person else None
    plan = found.plan if found else None
    here = country or (person.country if person else None) or house.programme.country
    return Place(
        texts=house.texts.in_language((person.language if person else None) or language),
        country=house.helplines.country(here),
        programme=house.programme,
        about=known.about(plan, house.medicines),
        drugs=known.drugs(plan),
        clinician=known.clinician(plan, now),
        record=_record(person),
        asks_later=_asks_later(person),
    )


def _asks_later(person: Person | None) -> bool:
    """Whether "how are you now?" follows on a report: not for staff, nor where others look after them now."""
    if person is None or person.role is Role.SUPPORTER:
        return True
    return is_looked_after(person) and (person.state.gets_reminders or person.state.is_on_the_way_in)


def _record(person: Person | None) -> Record:
    if person is None or not is_looked_after(person):
        return Record.NONE
    return Record.SHARED if may_tell(person, Tier.WATCH) else Record.PRIVATE
