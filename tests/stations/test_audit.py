"""The trail is append-only, and its gaps show."""

import asyncio

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from bot.clock import MovableClock
from bot.ids import PersonId
from bot.storage import audit
from bot.storage.audit import Gap, GapKind
from bot.storage.database import Database, Dialect
from bot.storage.tables import audit as table

ANA = PersonId(1)


async def write(database: Database, clock: MovableClock, times: int = 1, *, alone: bool = True) -> None:
    for n in range(times):
        async with database.transaction(alone=alone) as tx:
            await audit.record(tx, patient=ANA, actor=None, action="plan.signed", subject=f"plan {n}", at=clock.now())


async def gaps(database: Database) -> tuple[Gap, ...]:
    async with database.reading() as tx:
        return await audit.verify(tx, ANA)


async def past_the_guard(database: Database, statement: str) -> None:
    """What somebody with the rights of the database's owner could do."""
    async with database.transaction() as tx:
        if tx.dialect is Dialect.POSTGRESQL:
            await tx.run(text("ALTER TABLE audit DISABLE TRIGGER USER"))
        else:
            await tx.run(text("DROP TRIGGER audit_refuses_update"))
            await tx.run(text("DROP TRIGGER audit_refuses_delete"))
        await tx.run(text(statement))


async def test_a_whole_chain_has_no_gaps(database: Database, clock: MovableClock) -> None:
    await write(database, clock, 3)
    assert await gaps(database) == ()


async def test_parallel_writers_keep_the_chain_whole(database: Database, clock: MovableClock) -> None:
    await asyncio.gather(*(write(database, clock, 5, alone=False) for _ in range(4)))
    async with database.reading() as tx:
        assert await audit.length(tx, ANA) == 20
    assert await gaps(database) == ()


async def test_each_patient_has_a_chain(database: Database, clock: MovableClock) -> None:
    await write(database, clock)
    async with database.transaction() as tx:
        await audit.record(tx, patient=None, actor=ANA, action="staff.joined", subject="person 1", at=clock.now())
        assert await audit.chains(tx) == (None, ANA)


async def test_a_rolled_back_row_leaves_no_gap(database: Database, clock: MovableClock) -> None:
    await write(database, clock)

    async def write_and_fail() -> None:
        async with database.transaction() as tx:
            await audit.record(tx, patient=ANA, actor=None, action="x", subject="y", at=clock.now())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await write_and_fail()
    await write(database, clock)
    assert await gaps(database) == ()


@pytest.mark.parametrize("statement", [update(table).values(action="other"), delete(table)])
async def test_the_database_refuses_to_change_the_trail(
    database: Database, clock: MovableClock, statement: object
) -> None:
    await write(database, clock)

    async def change() -> None:
        async with database.transaction() as tx:
            await tx.run(statement)  # type: ignore[arg-type]

    with pytest.raises(DBAPIError, match="append-only"):
        await change()


@pytest.mark.parametrize(
    ("statement", "gap"),
    [
        ("UPDATE audit SET subject = 'plan 7' WHERE seq = 2", Gap(seq=2, kind=GapKind.CHANGED)),
        ("DELETE FROM audit WHERE seq = 2", Gap(seq=2, kind=GapKind.MISSING)),
        ("DELETE FROM audit WHERE seq = 3", Gap(seq=3, kind=GapKind.CUT_OFF)),
        ("DELETE FROM audit", Gap(seq=1, kind=GapKind.CUT_OFF)),
    ],
)
async def test_what_was_done_to_the_trail_shows(
    database: Database, clock: MovableClock, statement: str, gap: Gap
) -> None:
    await write(database, clock, 3)
    await past_the_guard(database, statement)
    assert await gaps(database) == (gap,)
