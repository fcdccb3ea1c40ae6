"""bench/town: many patients in a database, each with a signed plan and planned doses, written in bulk.

Belongs here: one patient written by hand and multiplied inside the database. Not here: what is measured.
Everybody has the same sealed values: sealing a million times would be measured with whatever follows.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Table, text
from sqlalchemy import insert as insert_into

from bot.ids import PersonId, PlanId
from bot.plans.checked import Supplied
from bot.plans.model import Brief, Plan
from bot.plans.reading import read_plan
from bot.reminders import planned
from bot.reminders.wanted import HORIZON, Wanted, wanted_doses
from bot.storage.database import Database, Dialect, Transaction
from bot.storage.tables import people, plans, reminders

SALT = "0123456789abcdef"
DAY = timedelta(days=1)

_PLAN = """\
schema_version: 1
patient: Sam P.
zone: UTC
country: US
prescriber: {{name: Dr. Lee, ordered_on: {first}}}
medicines:
  - name: baclofen
    form: tablet
    strengths: [5 mg scored, 10 mg scored, 20 mg scored]
    ending: zero
    late_rule: {{window_minutes: 240, words: "Leave it out. Do not take two together.", author: Dr. Lee}}
    steps:
{steps}
contacts:
  - {{name: Dr. Lee's office, role: prescriber, phone: 555-0100, hours: "Mon-Fri 8:00-17:00"}}
review_dates: [{review}]
"""
_AT_ONCE = 50_000
_STEPS = 6
_STEP_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Doses:
    """What is planned for everybody. `spread`: seconds between the moments at which one person's dose and the next
    person's may be sent; 0: all at the same moment. `since`: that moment for the first person; None: the dose's."""

    times: Sequence[datetime]
    spread: float = 0.0
    since: datetime | None = None


def plan_at(times: Sequence[datetime], now: datetime) -> Plan:
    """A taper of six weeks, in the middle of its second week now, with a dose at each of these times of day (UTC)."""
    first = (now - (_STEP_DAYS + 3) * DAY).date()
    steps = []
    for step in range(_STEPS):
        since = first + step * _STEP_DAYS * DAY
        until = since + (_STEP_DAYS - 1) * DAY
        doses = ", ".join(f'"{at:%H:%M}": {(_STEPS - step) * 5} mg' for at in times)
        steps.append(f"      - {{from: {since}, until: {until}, doses: {{{doses}}}}}")
    content = _PLAN.format(first=first, steps="\n".join(steps), review=first + 40 * DAY)
    return read_plan("plan.yaml", content.encode(), Supplied(today=now.date())).plan


async def settle(database: Database, doses: Doses, *, count: int, now: datetime) -> int:
    """`count` patients (chats 1 … count) are stored, each with a signed plan and its doses from `now` - 1 minute to
    48 hours ahead; returns how many doses there are."""
    plan = plan_at(doses.times, now)
    async with database.transaction() as tx:
        await _one_patient(tx, plan, now)
        wanted = _wanted(plan, doses, now)
        await planned.plan(tx, wanted)
        if doses.since is not None:
            now_due = reminders.c.due_at <= now
            await tx.run(reminders.update().where(now_due).values(not_before=doses.since))
    own = {"person_id": "number", "plan_id": "number"}
    if doses.spread:
        # SQLite keeps instants as microseconds. The doses of the days after stay days away.
        own["not_before"] = f"one.not_before + (number - 1) * {round(doses.spread * 1_000_000)}"
    for first in range(2, count + 1, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, count + 1))
        async with database.transaction() as tx:
            await _multiply(tx, people, {"id": "number", "chat_id": "number"}, numbers=numbers)
            await _multiply(tx, plans, {"id": "number", "person_id": "number"}, numbers=numbers)
            await _multiply(tx, reminders, own, numbers=numbers)
    if database.dialect is Dialect.POSTGRESQL:  # as autovacuum would; on SQLite nobody does
        async with database.transaction() as tx:
            await tx.run(text("ANALYZE"))
    return len(wanted) * count


def _wanted(plan: Plan, doses: Doses, now: datetime) -> Sequence[Wanted]:
    start = min(*doses.times, now)
    return wanted_doses(plan, PlanId(1), person_id=PersonId(1), salt=SALT, start=start, end=now + HORIZON)


async def _one_patient(tx: Transaction, plan: Plan, now: datetime) -> None:
    document = plan.to_json()
    await tx.run(
        insert_into(people).values(
            id=1,
            chat_id=1,
            role="patient",
            state="active",
            phase="outpatient",
            name="Sam P.",
            phone="555-0142",
            language="en",
            country="US",
            zone="UTC",
            sharing="yes",
            reminders_agreed=True,
            salt=SALT,
            created_at=now - 11 * DAY,
            joined_at=now - 11 * DAY,
            arrival_sent_at=now - 11 * DAY,
            arrival_seen_at=now - 11 * DAY,
            planned_until=now + HORIZON,
        )
    )
    await tx.run(
        insert_into(plans).values(
            id=1,
            person_id=1,
            revision=1,
            state="active",
            document=document,
            document_hash=hashlib.sha256(document.encode()).hexdigest(),
            brief=Brief.of(plan).to_json(),
            loaded_at=now - 11 * DAY,
            signed_by=1,
            signed_at=now - 11 * DAY,
            statement="I compared this with the order.",
            read_at=now - 11 * DAY,
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
        )
    )


async def _multiply(tx: Transaction, table: Table, own: Mapping[str, str], *, numbers: range) -> None:
    """The rows of the first patient in `table` stand once more for each of `numbers`; `own`: what differs, as SQL."""
    names = [column.name for column in table.columns if column.name != "id" or "id" in own]
    chosen = [own.get(name, f"one.{name}") for name in names]
    whose = "id" if table is people else "person_id"
    counted = f"SELECT {numbers.start} UNION ALL SELECT number + 1 FROM numbers WHERE number < {numbers.stop - 1}"
    await tx.run(text(f"CREATE TEMPORARY TABLE one AS SELECT * FROM {table.name} WHERE {whose} = 1"))
    await tx.run(
        text(
            f"WITH RECURSIVE numbers(number) AS ({counted}) INSERT INTO {table.name} ({', '.join(names)}) "
            f"SELECT {', '.join(chosen)} FROM numbers CROSS JOIN one"
        )
    )
    await tx.run(text("DROP TABLE one"))
