"""reminders/wanted: what should be told to whom at which instant (floor 1, pure).

Belongs here: the kinds, what makes two reminders the same one, dose slots as wanted reminders.
Not here: writing them down (planned.py), whether one is still right at the last moment (due.py, the speakers).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.ids import PersonId, PlanId
from bot.plans.calendar import Slot, slots_between
from bot.plans.model import Plan

HORIZON = timedelta(hours=48)
"""How far ahead reminders are planned. Longer than any outage that we hope to mend without looking at the plan."""
REPLAN_BEFORE = timedelta(hours=24)
"""A person whose planned time is shorter than this is planned anew."""
LOOK_BACK = timedelta(days=7)
"""After an outage, slots of at most this many days are still asked about; older ones nobody remembers."""
OPEN_AT_MOST = timedelta(hours=6)
"""How long a dose can be answered in time where the clinician gave no late window: until the next dose of the same
medicine, and no longer than this. It is our own reading of silence (PD), no advice: after it we only ask, and show
the clinician's words or "do not take two together, please call"."""


class Kind(StrEnum):
    """What a reminder is about. The value is stored."""

    DOSE = "dose"
    HEADS_UP = "heads_up"  # a dose comes soon, for those who want that
    NUDGE = "nudge"  # a dose is still open
    LATE = "late"  # its window has closed: what happened?
    DOSES_ASKED = "doses_asked"  # two unanswered: did you take them?
    CATCH_UP = "catch_up"  # slots we could not tell in time
    BLANK = "blank"  # an opened message is covered again
    CHECKIN = "checkin"
    CHECKIN_NUDGE = "checkin_nudge"
    CHECKIN_NOTE = "checkin_note"  # the soft note next day
    WEEKLY_OFFER = "weekly_offer"  # two weeks after the last dose: each day, or once a week?
    AS_NEEDED = "as_needed"  # a dose that was taken when needed: told by the person, never reminded of
    FOLLOW_UP = "follow_up"  # after guidance: how are you now?
    CHECK_REPEAT = "check_repeat"  # the short caring question, once more
    ARRIVAL = "arrival"  # the test message that closes joining
    PLAN_CHANGED = "plan_changed"
    PLAN_ENDED = "plan_ended"
    REFILL = "refill"  # what is at home will be used up, by the person's own count
    VISIT = "visit"  # an appointment of the aftercare plan comes
    VISIT_ASKED = "visit_asked"  # did you go?
    MILESTONE = "milestone"  # a day that the person counts to

    @property
    def needs_consent(self) -> bool:
        """Safety questions go out whatever was agreed about reminders."""
        return self not in (Kind.FOLLOW_UP, Kind.CHECK_REPEAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One reminder. The same (person, kind, subject, due_at) is the same reminder, however often it is planned.

    `subject`: an opaque word, at most 64 characters. `window_until`: after that instant it is not sent any more.
    """

    person_id: PersonId
    kind: Kind
    subject: str
    due_at: datetime
    window_until: datetime
    zone: str
    plan_id: PlanId | None = None
    message_id: int | None = None  # the message it will change, where it is about one

    @property
    def key(self) -> tuple[str, str, datetime]:
        """What makes it itself, for one person."""
        return (self.kind.value, self.subject, self.due_at)


def subject_of(salt: str, medicine_id: str) -> str:
    """The opaque word for a medicine of one person: 16 hex digits. Without the person's sealed salt nobody can tell
    which medicine it is, nor that two people have the same."""
    return hashlib.sha256(f"{salt}:{medicine_id}".encode()).hexdigest()[:16]


def window_of(slot: Slot, later: Sequence[Slot], plan: Plan) -> datetime:
    """Until when the dose of `slot` counts as in time: the clinician's late window, never beyond the next dose of the
    same medicine. Source: the plan's late rule; without one OPEN_AT_MOST."""
    rule = plan.medicine(slot.medicine).late_rule
    length = timedelta(minutes=rule.window_minutes) if rule and rule.window_minutes is not None else OPEN_AT_MOST
    following = [other.at for other in later if other.medicine == slot.medicine and other.at > slot.at]
    return min([slot.at + max(length, timedelta(minutes=1)), *following])


def wanted_doses(
    plan: Plan, plan_id: PlanId, *, person_id: PersonId, salt: str, start: datetime, end: datetime
) -> tuple[Wanted, ...]:
    """A wanted reminder for each slot of `plan` with start <= slot < end. Nothing is left out, nothing is added."""
    slots = slots_between(plan, start, end + OPEN_AT_MOST)
    return tuple(
        Wanted(
            person_id=person_id,
            kind=Kind.DOSE,
            subject=subject_of(salt, slot.medicine),
            due_at=slot.at,
            window_until=window_of(slot, slots, plan),
            zone=plan.zone,
            plan_id=plan_id,
        )
        for slot in slots
        if slot.at < end
    )
