"""caseload/worklist: what a member of staff should look at first.

Belongs here: danger, then silence, then overdue, then the rest; own patients before others'. Not here: the words and
buttons (chat/handlers/caseload.py), alerts themselves (escalation/).
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.caseload import covered, people, tasks
from bot.caseload.person import Person
from bot.caseload.tasks import Task
from bot.ids import AlertId, PersonId
from bot.storage.database import Transaction
from bot.storage.tables import alerts


@dataclass(frozen=True, slots=True, kw_only=True)
class InDanger:
    """A patient with an open alert; the newest one of them."""

    alert_id: AlertId
    person_id: PersonId
    tier: str
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """Everything that waits, in the order in which it should be looked at. No task stands in two parts."""

    danger: tuple[InDanger, ...]
    silence: tuple[Task, ...]
    overdue: tuple[Task, ...]
    due: tuple[Task, ...]
    patients: tuple[Person, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks in their order."""
        return (*self.silence, *self.overdue, *self.due)


async def of_staff(tx: Transaction, staff: Person, *, zone: str, now: datetime) -> Worklist:
    """The list as `staff` should see it: the whole programme's, first their own patients and those of whom they cover.
    `zone`: the programme's, for "today" where the reader's own is not known."""
    today = now.astimezone(ZoneInfo(staff.zone or zone)).date()
    patients = await people.patients(tx)
    managers = await covered.managers_covered_by(tx, staff.id, now)
    mine = {one.id for one in patients if one.manager_id in managers}
    found = sorted(await tasks.all_open(tx), key=lambda task: (task.person_id not in mine, task.due_on, task.id))
    return Worklist(
        danger=await _in_danger(tx),
        silence=tuple(task for task in found if task.kind.is_silence),
        overdue=tuple(task for task in found if not task.kind.is_silence and task.due_on < today),
        due=tuple(task for task in found if not task.kind.is_silence and task.due_on >= today),
        patients=tuple(sorted(patients, key=lambda one: (one.id not in mine, one.id))),
    )


async def _in_danger(tx: Transaction) -> tuple[InDanger, ...]:
    columns = (alerts.c.id, alerts.c.person_id, alerts.c.tier, alerts.c.opened_at)
    rows = await tx.all(select(*columns).where(alerts.c.state != "closed").order_by(alerts.c.id))
    newest: dict[int, InDanger] = {}
    for row in rows:
        earlier = newest.get(row.person_id)
        emergency = row.tier == "emergency" or (earlier is not None and earlier.tier == "emergency")
        newest[row.person_id] = InDanger(
            alert_id=AlertId(row.id),
            person_id=PersonId(row.person_id),
            tier="emergency" if emergency else row.tier,
            opened_at=row.opened_at,
        )
    return tuple(sorted(newest.values(), key=lambda one: (one.tier != "emergency", one.alert_id)))
