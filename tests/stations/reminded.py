"""A patient with a signed plan in an empty database, and what becomes of their reminders. For tests of the stations.

Belongs here: making them, and running one station. Not here: promises.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from bot.caseload import consent, enrolled, people
from bot.caseload.consent import Purpose, Sharing
from bot.caseload.person import PersonState
from bot.ids import ChatId, PersonId
from bot.plans import loaded, signed
from bot.plans.checked import Supplied
from bot.plans.reading import read_plan
from bot.storage.database import Database, Transaction
from bot.storage.tables import reminders
from tests import ordered

CHAT = ChatId(7_000)
ANA = PersonId(1)
WINDOW = timedelta(hours=2)


async def patient(tx: Transaction, now: datetime, *, chat: ChatId = CHAT) -> PersonId:
    """Somebody who has joined, in UTC, and agreed to reminders."""
    person = await enrolled.add_patient(tx, name="Ana", phone=None, manager_id=None, now=now)
    await people.change(
        tx,
        person,
        chat_id=chat,
        state=PersonState.ACTIVE,
        language="en",
        country="US",
        zone="UTC",
        joined_at=now,
        arrival_seen_at=now,
    )
    shown = consent.asked("May I?", "en")
    await consent.record(tx, person, Purpose.REMINDERS, consent.YES, shown=shown, now=now)
    await consent.record(tx, person, Purpose.SHARING, Sharing.YES.value, shown=shown, now=now)
    return person


async def sign(tx: Transaction, person: PersonId, now: datetime, *doses: str, medicines: Sequence[str] = ()) -> None:
    """The plan of `person` has these doses every day in December 2026, e.g. "12:05: 20 mg"."""
    step = ("2026-12-01", "2026-12-31", ", ".join(doses))
    names = medicines or ("baclofen",)
    content = ordered.plan_file(*(ordered.medicine(step, name=name) for name in names), zone="UTC")
    draft = read_plan("plan.yaml", content, Supplied(today=now.date()))
    number = await loaded.load_draft(tx, draft, source_name="plan.yaml", warnings=(), by=person, now=now)
    taken = await loaded.assign(tx, await loaded.taken_up(tx, number, person), person, by=person, now=now)
    await signed.sign(tx, taken, by=person, statement="I compared this with the order.", now=now)


async def rows(database: Database) -> Sequence[Any]:
    """Every reminder, by its instant."""
    async with database.reading() as tx:
        return await tx.all(select(reminders).order_by(reminders.c.due_at, reminders.c.id))


async def add(tx: Transaction, person: PersonId, due_at: datetime, **more: Any) -> int:
    """A planned reminder for a dose at `due_at`."""
    values = {
        "person_id": person,
        "kind": "dose",
        "subject": "0123456789abcdef",
        "due_at": due_at,
        "zone": "UTC",
        "state": "planned",
        "not_before": due_at,
        "window_until": due_at + WINDOW,
    }
    result = await tx.run(insert(reminders).values(**values | more).returning(reminders.c.id))
    return int(result.scalar_one())
