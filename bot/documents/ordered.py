"""documents/ordered: which doses were or are the order in a span of days, over all signed revisions.

Belongs here: slots with the medicine as the revision of their day has it. Not here: which revision is the order when
(plans/active.py), what became of each dose (reminders/today.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.plans.active import ActivePlan, spans
from bot.plans.calendar import Slot, slots_between
from bot.plans.model import MedicineTaper, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """One dose as its revision orders it."""

    slot: Slot
    medicine: MedicineTaper
    plan: Plan


def doses(revisions: Sequence[ActivePlan], start: datetime, end: datetime) -> tuple[Ordered, ...]:
    """Every dose that is the order between two instants, earliest first: the same slots that reminders are made of."""
    found = [
        Ordered(slot=slot, medicine=span.plan.plan.medicine(slot.medicine), plan=span.plan.plan)
        for span in spans(revisions, start, end)
        for slot in slots_between(span.plan.plan, span.start, span.end)
    ]
    return tuple(sorted(found, key=lambda one: one.slot.at))
