"""reminders/follow_up_outside: "how are you now?" for somebody nobody looks after: a stranger, a supporter.

Belongs here: planning and taking back these two questions. Not here: the same for patients, where silence tells staff
again (follow_up.py), the words (symptoms/shown.py), what an answer does (chat/handlers/follow_up.py).

A stranger has no row that a reminder could belong to. So the questions are outgoing messages whose time is to come;
silence means nothing here, because there is nobody who could be told.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.caseload.permissions import Role
from bot.caseload.person import Person
from bot.ids import ChatId, ReportId
from bot.reminders.follow_up import SOON, next_morning
from bot.stations import Ticked, Upcoming
from bot.storage import outgoing
from bot.storage.database import Transaction
from bot.storage.outgoing import OutgoingState
from bot.storage.tables import outgoing as outgoing_table
from bot.symptoms import shown
from bot.symptoms.place import Place

WORTH_ASKING = timedelta(hours=3)
"""After an outage the question is still put for so long. PD: shorter than for a patient, who can be called."""
APART = timedelta(hours=1)
"""After an outage the first question is not put any more so shortly before the second. PD."""
_KEY = "outside:"
TAKEN_BACK = "newer due"


def is_outside(person: Person | None) -> bool:
    """Whether the questions go this way: to a stranger or a supporter. Staff are asked nothing."""
    return person is None or person.role is Role.SUPPORTER


async def plan_outside(
    tx: Transaction, report: ReportId, place: Place, *, chat: ChatId, someone_else: bool, now: datetime
) -> None:
    """The chat is asked in 30 minutes and the next morning; questions about earlier reports are not put any more."""
    await take_back(tx, chat)
    asked = shown.follow_up(place, chat=chat, report=report, someone_else=someone_else)
    soon, morning = now + SOON, next_morning(now, place.programme.zone)
    ends = {soon: min(soon + WORTH_ASKING, morning - APART), morning: morning + WORTH_ASKING}
    for name, at in (("soon", soon), ("morning", morning)):
        message = replace(asked, key=f"{_KEY}{report}:{name}", expires_at=ends[at])
        await outgoing.add(tx, [message], now, lease=None, due_at=at)


async def take_back(tx: Transaction, chat: ChatId) -> None:
    """No such question is put to this chat any more."""
    await tx.run(
        update(outgoing_table)
        .where(outgoing_table.c.chat_id == chat, *_WAITING)
        .values(state=OutgoingState.DROPPED.value, reason=TAKEN_BACK)
    )


_WAITING = (
    outgoing_table.c.state == OutgoingState.PLANNED.value,
    outgoing_table.c.key.startswith(_KEY, autoescape=True),
)


class OutsideQuestions:
    """Foresees these questions. The outbox sends them: there is nothing to do for a station."""

    name = "reminders.follow_up_outside"

    async def tick(self, now: datetime) -> Ticked:
        """Nothing."""
        return Ticked()

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """The questions that wait."""
        query = select(outgoing_table.c.due_at).where(*_WAITING, outgoing_table.c.due_at > now)
        rows = await tx.all(query.order_by(outgoing_table.c.due_at).limit(limit))
        return tuple(Upcoming(at=row.due_at, person=None, key="upcoming-follow-up") for row in rows)
