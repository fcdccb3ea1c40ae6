"""What was ordered for whom, and which slots that makes: the model, in plain Python, written without the program's own.

Belongs here: orders, their slots in UTC, windows, which order is in force. Not here: what came of it (judge.py), making
plan files of it (town.py).

Wall-clock times count in the order's zone; in a skipped hour the dose comes at the first minute that exists, in a
doubled hour the first time. A newer order holds from the midnight of its first day, but not before the day on which it
was signed; what is already past when it is signed is not asked for again.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The same doses on every day from `first` to `last`: time of day → milligrams."""

    first: date
    last: date
    doses: tuple[tuple[time, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One medicine. `window`: minutes in which a dose can be told."""

    name: str
    window: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Order:
    """One signed revision, itself and no other. `signed_step`: the step of the run in which it was signed."""

    zone: str
    lines: tuple[Line, ...]
    signed_at: datetime
    signed_step: int

    @property
    def holds_from(self) -> datetime:
        """The midnight from which it is the order."""
        first = min(stretch.first for line in self.lines for stretch in line.stretches)
        zone = ZoneInfo(self.zone)
        day = max(first, self.signed_at.astimezone(zone).date())
        return datetime.combine(day, time(), zone).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One wanted dose. `until`: when it is too late to tell it."""

    line: str
    at: datetime
    until: datetime
    milligrams: int


@dataclass(slots=True, kw_only=True)
class Patient:
    """One person with their orders, oldest first, and what they did. `chats`: more than one after a move."""

    person_id: int
    chats: list[int]
    zone: str
    discreet: bool
    orders: list[Order] = field(default_factory=list)
    away: list[tuple[int, int | None]] = field(default_factory=list)
    """Steps from and until which nothing can reach them (blocked, account deleted)."""
    gone: bool = False

    def is_away(self, first: int, last: int) -> bool:
        """Whether nothing could reach them at some step from `first` to `last`."""
        return any(start <= last and (end is None or end >= first) for start, end in self.away)

    def in_force(self, at: datetime, *, known_by: int | None = None) -> Order | None:
        """The order for the instant `at`, as far as it was signed before the end of step `known_by`."""
        signed = [one for one in self.orders if known_by is None or one.signed_step <= known_by]
        return next((one for one in reversed(signed) if one.holds_from <= at), None)

    def wanted(self, until: datetime) -> Iterator[Slot]:
        """Every slot that an order asked for when its time came, before `until`. Each once."""
        for order in self.orders:
            for at, slots in slots_of(order).items():
                if at >= until:
                    continue
                when_due = [one for one in self.orders if one.signed_at <= at and one.holds_from <= at]
                if when_due and when_due[-1] is order:
                    yield from slots

    def ordered(self, at: datetime, known_by: int) -> dict[str, int]:
        """Medicine → milligrams at the instant `at`, by the order that was in force when step `known_by` ended."""
        order = self.in_force(at, known_by=known_by)
        return {slot.line: slot.milligrams for slot in slots_of(order).get(at, ())} if order else {}


_made: WeakKeyDictionary[Order, dict[datetime, list[Slot]]] = WeakKeyDictionary()


def slots_of(order: Order) -> dict[datetime, list[Slot]]:
    """All slots of the order by their instant, whatever it was replaced by."""
    if order not in _made:
        made: defaultdict[datetime, list[Slot]] = defaultdict(list)
        for slot in _slots(order):
            made[slot.at].append(slot)
        _made[order] = dict(made)
    return _made[order]


def _slots(order: Order) -> Iterator[Slot]:
    for line in order.lines:
        found = sorted(_instants(line, order.zone))
        for at, milligrams in found:
            following = min((other for other, _ in found if other > at), default=at + DAY)
            closes = min(at + timedelta(minutes=line.window), following)
            yield Slot(line=line.name, at=at, until=closes, milligrams=milligrams)


def _instants(line: Line, zone: str) -> Iterator[tuple[datetime, int]]:
    for stretch in line.stretches:
        for days in range((stretch.last - stretch.first).days + 1):
            for at, milligrams in stretch.doses:
                yield instant(stretch.first + days * DAY, at, ZoneInfo(zone)), milligrams


@lru_cache(maxsize=10_000)
def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC instant: looked for minute by minute where the clocks skip it."""
    wall = datetime.combine(day, at)
    while True:
        found = wall.replace(tzinfo=zone).astimezone(UTC)
        if found.astimezone(zone).replace(tzinfo=None) == wall:
            return found
        wall += timedelta(minutes=1)
