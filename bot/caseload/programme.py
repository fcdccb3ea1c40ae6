"""caseload/programme: the organisation that runs the bot, as config/programme.yaml describes it (floor 1, pure).

Belongs here: its name, place, hours of cover, phone and own line. Not here: public helplines (symptoms/helplines.py),
when an alert moves (escalation/policy.py), who is on call (escalation/roster.py).
"""

from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, field_validator


class Weekday(StrEnum):
    """Days as the file writes them. The order is Python's: Monday is 0."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    """Read once: asking for them walks over hundreds of files, and every alert keeps a cover that is checked."""
    return frozenset(available_timezones())


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class OpenHours(_Frozen):
    """From `opens` to `closes` on these days, by the programme's wall clock."""

    days: tuple[Weekday, ...]
    opens: time
    closes: time


class OwnLine(_Frozen):
    """A line of the programme's own. Shown under urgent guidance and in /help_now, after the public lines, never in
    emergency or crisis guidance. `label` says what it is (for example that it is a treatment centre's line)."""

    label: dict[str, str]  # language → text
    number: str
    hours: dict[str, str] = {}


class Cover(_Frozen):
    """When somebody works, by which wall clock. An alert keeps the cover it was opened under."""

    zone: str
    hours: tuple[OpenHours, ...] = ()
    covers_nights: bool = False

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        if zone not in _zones():
            raise ValueError("is not a time zone of the IANA list, e.g. America/Chicago")
        return zone

    def is_open(self, now: datetime) -> bool:
        """Whether somebody of the programme works at the instant `now` (aware)."""
        local = now.astimezone(ZoneInfo(self.zone))
        return any(
            tuple(Weekday)[local.weekday()] in hours.days and hours.opens <= local.time() < hours.closes
            for hours in self.hours
        )

    def next_opening(self, now: datetime) -> datetime | None:
        """The first instant at or after `now` at which somebody works (in the programme's zone); None: never."""
        if self.is_open(now):
            return now
        local = now.astimezone(ZoneInfo(self.zone))
        for ahead in range(8):
            day = local.date() + timedelta(days=ahead)
            openings = sorted(h.opens for h in self.hours if tuple(Weekday)[day.weekday()] in h.days)
            for opens in openings:
                at = datetime.combine(day, opens, ZoneInfo(self.zone))
                if at > local:
                    return at
        return None

    @property
    def cover(self) -> "Cover":
        """Only this, e.g. to be kept with an alert."""
        return Cover(zone=self.zone, hours=self.hours, covers_nights=self.covers_nights)


class Programme(Cover):
    """The organisation that runs the bot. Frozen; read once at start."""

    name: str
    country: str
    languages: tuple[str, ...] = Field(default=("en", "es"), min_length=1)
    phone: str | None = None
    own_line: OwnLine | None = None
    invite_days: int = 14
    keep_left_days: int = Field(default=365, ge=1)
    """So many days after a person left, what is here of them is deleted as if they had sent /delete. Our own limit
    (PD; FACTS 7 asks for one): what the law wants kept belongs into the clinic's own records."""
    minimum_age: int = 18
    second_signer: bool = False

    @field_validator("country")
    @classmethod
    def _country_code(cls, country: str) -> str:
        if len(country) != 2 or not country.isalpha():
            raise ValueError("must be a two-letter country code, e.g. US")
        return country.upper()
