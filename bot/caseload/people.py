"""caseload/people: the people we know, read from the database.

Belongs here: finding one, changing one field of one. Not here: joining (enrolled.py), consent (consent.py).
"""

from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, bindparam, case, func, literal, select, update

from bot.caseload.permissions import Role
from bot.caseload.person import Person, PersonState
from bot.caseload.sharing import Sharing
from bot.ids import ChatId, PersonId
from bot.storage.columns import UtcDateTime
from bot.storage.database import Transaction
from bot.storage.tables import people

__all__ = [
    "COLUMNS",
    "Person",
    "PersonState",
    "by_chat",
    "by_id",
    "change",
    "from_row",
    "patients",
    "plan_anew",
    "reachable_staff",
    "staff",
]

_NAMES = tuple(field.name for field in fields(Person))
COLUMNS = tuple(people.c[name] for name in _NAMES)
"""What `from_row` needs, for joins: they stand first there."""


_BY_CHAT = select(*COLUMNS).where(people.c.chat_id == bindparam("chat"))

_IS_STAFF = (
    people.c.role.in_([Role.CASE_MANAGER.value, Role.ADMIN.value]),
    people.c.state == PersonState.ACTIVE.value,
    people.c.chat_id.is_not(None),
)


def from_row(row: Any) -> Person:
    """The Person in a row that begins with COLUMNS."""
    values = dict(zip(_NAMES, row, strict=False))
    values["role"], values["state"] = Role(values["role"]), PersonState(values["state"])
    values["sharing"] = Sharing(values["sharing"]) if values["sharing"] else None
    return Person(**values)


async def by_chat(tx: Transaction, chat_id: ChatId) -> Person | None:
    """Who writes in this private chat, or None: a stranger."""
    row = await tx.first(_BY_CHAT, chat=chat_id)
    return from_row(row) if row else None


async def by_id(tx: Transaction, person_id: PersonId) -> Person | None:
    """The person with this id, deleted ones too."""
    row = await tx.first(select(*COLUMNS).where(people.c.id == person_id))
    return from_row(row) if row else None


async def staff(tx: Transaction) -> tuple[Person, ...]:
    """Everybody who works for the programme and can be written to, longest-serving first."""
    rows = await tx.all(select(*COLUMNS).where(*_IS_STAFF).order_by(people.c.id))
    return tuple(from_row(row) for row in rows)


def reachable_staff() -> Select[int]:
    """The ids of those who work for the programme and have not blocked the bot."""
    return select(people.c.id).where(*_IS_STAFF, people.c.blocked_at.is_(None))


async def patients(tx: Transaction, *, manager: PersonId | None = None) -> tuple[Person, ...]:
    """All patients who were not deleted, or only those `manager` looks after; by case number."""
    query = select(*COLUMNS).where(people.c.role == Role.PATIENT.value, people.c.state != PersonState.DELETED.value)
    if manager is not None:
        query = query.where(people.c.manager_id == manager)
    return tuple(from_row(row) for row in await tx.all(query.order_by(people.c.id)))


async def plan_anew(tx: Transaction, person_id: PersonId, now: datetime, *, missed_too: bool = False) -> None:
    """The next tick plans the reminders of this person anew, for all that is due from `now` on, however late that tick
    comes. `missed_too`: and for what an outage left unplanned before."""
    instant = literal(now, UtcDateTime())
    known = func.coalesce(people.c.planned_until, instant)
    since = case((known < instant, known), else_=instant) if missed_too else instant
    await tx.run(update(people).where(people.c.id == person_id).values(planned_until=since))


async def change(tx: Transaction, person_id: PersonId, **values: Any) -> None:
    """These columns of this person hold these values. Enums are stored by value."""
    stored = {name: value.value if isinstance(value, StrEnum) else value for name, value in values.items()}
    await tx.run(update(people).where(people.c.id == person_id).values(**stored))
