"""reminders/due: is a claimed reminder still right, just before it is sent (floor 1, pure).

Belongs here: what holds for every kind: person, consent, window. Not here: what a kind itself must look at (its
speaker: is the slot still in the plan, was it answered, is an alert open). `due` is a question, never a stored state.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.caseload.person import Person
from bot.ids import PersonId, PlanId, ReminderId
from bot.reminders.wanted import Kind
from bot.sending import Buttons, Lane, Outgoing
from bot.texts.html import Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A claimed row of reminders."""

    id: ReminderId
    person_id: PersonId
    kind: Kind
    subject: str
    due_at: datetime
    window_until: datetime
    zone: str
    plan_id: PlanId | None
    copies: int  # how many earlier copies may have arrived
    message_id: int | None = None
    state: str = "claimed"
    moved_to: datetime | None = None  # when it is told instead, this day only


class DropReason(StrEnum):
    """Why a reminder was not sent, or not any more. Stored and counted; Telegram's own reasons stand beside them."""

    SUPERSEDED = "superseded"
    TOO_LATE = "too late"
    NOT_ACTIVE = "not active"
    NO_CONSENT = "no consent"
    BLOCKED = "blocked"
    ANSWERED = "answered"
    NEWER_DUE = "newer due"
    UNKNOWN_OUTCOME = "unknown outcome"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """It is to be sent, like this. `message.repeat_note` is used only where this is a repeat."""

    message: Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """It is not to be sent, for a counted reason."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Not now: look again at `until`."""

    until: datetime


Verdict = Send | Drop | Wait


def reminding(person: Person, text: Html, buttons: Buttons, *, repeat_note: Html) -> Send:
    """A reminder as each kind is sent: in its lane, not to be forwarded, marked where it is a repeat."""
    assert person.chat_id is not None  # judge has looked
    return Send(
        message=Outgoing(
            chat_id=person.chat_id,
            text=text,
            buttons=buttons,
            lane=Lane.REMINDER,
            protect=True,
            repeat_note=repeat_note,
        )
    )


def judge(group: Sequence[Due], person: Person | None, now: datetime) -> Drop | None:
    """The reason why nothing of this kind may be told to `person` now; None: ask the speaker."""
    first = group[0]
    joining = first.kind is Kind.FOLLOW_UP and person is not None and person.state.is_on_the_way_in
    if person is None or person.chat_id is None or not (person.state.gets_reminders or joining):
        return Drop(reason=DropReason.NOT_ACTIVE)
    if person.blocked_at is not None:
        return Drop(reason=DropReason.BLOCKED)
    if first.kind.needs_consent and not person.reminders_agreed:
        return Drop(reason=DropReason.NO_CONSENT)
    if now >= max(due.window_until for due in group):
        return Drop(reason=DropReason.TOO_LATE if not first.copies else DropReason.UNKNOWN_OUTCOME)
    return None


def marked(message: Outgoing, copies: int) -> Outgoing:
    """`message` as it is sent: with its note in front where an earlier copy may have arrived, without it otherwise."""
    if not copies or not message.repeat_note:
        return replace(message, repeat_note="")
    return replace(message, text=f"{message.repeat_note}\n{message.text}", repeat_note="")
