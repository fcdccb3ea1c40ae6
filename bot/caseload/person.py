"""caseload/person: one person as a value (floor 1, pure). Reading and changing them: people.py."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.caseload.permissions import Role
from bot.caseload.sharing import Sharing
from bot.ids import ChatId, PersonId, case_number


class PersonState(StrEnum):
    """Where a person is. The value is stored; `invited` and `joining` get help and nothing else."""

    INVITED = "invited"
    JOINING = "joining"
    ACTIVE = "active"
    IN_HOSPITAL = "in_hospital"
    ELSEWHERE = "elsewhere"
    LEFT = "left"
    DIED = "died"
    DELETED = "deleted"

    @property
    def gets_reminders(self) -> bool:
        return self is PersonState.ACTIVE

    @property
    def is_on_the_way_in(self) -> bool:
        """Has a link, but has not joined: only what follows from a cry for help goes out."""
        return self in (PersonState.INVITED, PersonState.JOINING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One row of people. `name`, `phone`, `salt`, `dialog` and `checkin_pack` were sealed; never log them."""

    id: PersonId
    chat_id: ChatId | None
    role: Role
    state: PersonState
    name: str | None
    phone: str | None
    language: str | None
    country: str | None
    zone: str | None
    checkin_at: str | None
    sharing: Sharing | None
    reminders_agreed: bool
    discreet: bool
    simple_mode: bool
    manager_id: PersonId | None
    salt: str | None
    dialog: str | None
    created_at: datetime
    joined_at: datetime | None
    arrival_sent_at: datetime | None
    arrival_seen_at: datetime | None
    blocked_at: datetime | None
    planned_until: datetime | None
    checkin_days: int = 1
    weekly_offered_at: datetime | None = None
    phase: str | None = None
    home_since: datetime | None = None
    heads_up_minutes: int = 0
    checkin_pack: str | None = None

    @property
    def case(self) -> str:
        """The case number staff see where no name may stand."""
        return case_number(self.id)

    @property
    def can_be_reminded(self) -> bool:
        """Whether reminders may go to this person now: active, agreed, reachable."""
        return (
            self.state.gets_reminders and self.reminders_agreed and self.chat_id is not None and self.blocked_at is None
        )
