"""escalation/desk: what alerts need to know of the house, handed in as one value (floor 1, pure).

Belongs here: Desk. Not here: where it comes from (house.py), the words themselves (notice_words.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.caseload.person import Person
from bot.caseload.programme import Programme
from bot.escalation.policy import Policies, Way
from bot.texts import amounts
from bot.texts.catalog import Catalog, Texts

NumberFor = Callable[[Person, str], str]
"""Person and reason word → whom the person should call now, in words: "911", "112 or 911"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What alerts need to know of the house."""

    texts: Catalog
    programme: Programme
    policies: Policies
    number_for: NumberFor
    ways: tuple[Way, ...] = ()
    """E-mail and webhook, where they are set up."""

    def texts_of(self, person: Person) -> Texts:
        """The texts in the person's language."""
        return self.texts.in_language(person.language)

    def moment(self, at: datetime, reader: Person, now: datetime) -> str:
        """`at` on the reader's wall clock, with the day where it is another: "14:03", "Sat 5 Dec 9:00"."""
        zone = ZoneInfo(reader.zone or self.programme.zone)
        local = at.astimezone(zone)
        time = amounts.clock_time(local)
        if local.date() == now.astimezone(zone).date():
            return time
        return f"{amounts.day(local.date(), self.texts_of(reader).language)} {time}"
