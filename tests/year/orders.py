"""What was ordered for whom over the year, and which slots that makes: the model's own account, for the judge.

Belongs here: a patient's orders, stays in hospital and trips, every slot that was wanted of them. Not here: what came
of it (judged.py), making people up (town.py). The slots of one order are those of the chaos's model.

Whoever is in hospital is reminded of nothing. Home again, only orders signed since are reminded of.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tests.chaos.orders import Order, Slot, slots_of


@dataclass(slots=True, kw_only=True)
class Stay:
    """A stay in hospital: nothing is wanted from `begins` until `ends` (None: still there)."""

    begins: datetime
    ends: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether they are there at that instant."""
        return self.begins <= at and (self.ends is None or at < self.ends)


@dataclass(slots=True, kw_only=True)
class Life:
    """One patient's year."""

    person_id: int
    chat: int
    zone: str
    orders: list[Order] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    stopped_at: datetime | None = None
    """From then on they take nothing and answer nothing."""
    left_at: datetime | None = None
    """When they left the programme: nothing is wanted any more."""

    def wanted(self, until: datetime) -> Iterator[tuple[Slot, Order]]:
        """Every slot that an order asked for when its time came, before `until`. Each once."""
        for order in self.orders:
            for at, slots in slots_of(order).items():
                if at < until and self._in_force(at) is order:
                    yield from ((slot, order) for slot in slots)

    def _in_force(self, at: datetime) -> Order | None:
        if any(stay.holds(at) for stay in self.stays) or (self.left_at is not None and at >= self.left_at):
            return None
        home = max((stay.ends for stay in self.stays if stay.ends is not None and stay.ends <= at), default=None)
        known = [
            one
            for one in self.orders
            if one.signed_at <= at and one.holds_from <= at and (home is None or one.signed_at > home)
        ]
        return known[-1] if known else None
