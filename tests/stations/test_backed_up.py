"""A backup comes back in either database, sealed as it was, and nothing in it is sent twice unmarked."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.clock import MovableClock
from bot.config_files import migrations_dir
from bot.errors import BadInput, BadSettings
from bot.ids import ChatId
from bot.sending import Outgoing
from bot.storage import audit, backed_up, outgoing, restored, sealed
from bot.storage.database import Database, Dialect
from bot.storage.sealed import KeyRing
from bot.storage.tables import metadata, people, reminders
from bot.storage.tables import outgoing as outgoing_table

REVISION = "of-the-test"
PLANTED = "Ramona Planted"


@pytest.fixture
async def other(database: Database, keys: KeyRing, request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    """An empty database of the other kind."""
    name = "postgresql_url" if database.dialect is Dialect.SQLITE else "sqlite_url"
    opened = await Database.open(request.getfixturevalue(name), keys=keys, migrations=migrations_dir())
    yield opened
    await opened.close()


async def fill(database: Database, clock: MovableClock) -> None:
    """A manager who comes after her patient, a message in hand, one that was sent, reminders past and to come."""
    now = clock.now()
    async with database.transaction() as tx:
        plain = {"role": "patient", "state": "active", "created_at": now}
        patient = await tx.insert(people, name=PLANTED, chat_id=501, **plain)
        manager = await tx.insert(people, name="Dana", chat_id=502, **plain | {"role": "case_manager"})
        gone = await tx.insert(people, **plain)
        await tx.run(people.update().where(people.c.id == patient).values(manager_id=manager))
        await tx.run(people.delete().where(people.c.id == gone))
        await outgoing.add(tx, [Outgoing(chat_id=ChatId(501), text="hello", key="held")], now)
        for hours, state in ((-1, "claimed"), (-1, "sent"), (3, "planned")):
            due = now + timedelta(hours=hours)
            await tx.insert(
                reminders,
                person_id=patient,
                kind="dose",
                subject=state,
                due_at=due,
                window_until=due + timedelta(hours=4),
                zone="UTC",
                state=state,
                not_before=due,
            )
        await audit.record(tx, patient=None, actor=None, action="test.done", subject="test 1", at=now)


async def dump(database: Database, clock: MovableClock) -> str:
    file = io.StringIO()
    async with database.reading() as tx:
        await backed_up.back_up(tx, file, revision=REVISION, now=clock.now())
    return file.getvalue()


async def bring_back(dumped: str, into: Database, clock: MovableClock) -> restored.Restored:
    async with into.transaction() as tx:
        return await restored.restore(tx, dumped.splitlines(), revision=REVISION, now=clock.now())


async def test_everything_comes_back_in_the_other_database(
    database: Database, other: Database, clock: MovableClock
) -> None:
    await fill(database, clock)
    came = await bring_back(await dump(database, clock), other, clock)
    async with other.reading() as tx:
        rows = await tx.all(select(people.c.name, people.c.manager_id).order_by(people.c.id))
        assert await audit.verify(tx, None) == ()
    assert [tuple(row) for row in rows] == [(PLANTED, 2), ("Dana", None)]
    assert came.people == 2


async def test_a_backup_of_a_backup_is_the_same(database: Database, other: Database, clock: MovableClock) -> None:
    await fill(database, clock)
    async with database.transaction() as tx:
        await tx.run(outgoing_table.delete())
        await tx.run(reminders.delete())
    first = await dump(database, clock)
    await bring_back(first, other, clock)
    assert (await dump(other, clock)).splitlines() == first.splitlines()


async def test_names_stay_sealed_in_the_file(database: Database, clock: MovableClock) -> None:
    await fill(database, clock)
    assert PLANTED not in await dump(database, clock)


async def test_an_id_is_not_given_again(database: Database, other: Database, clock: MovableClock) -> None:
    await fill(database, clock)
    await bring_back(await dump(database, clock), other, clock)
    async with other.transaction() as tx:
        new = await tx.insert(people, role="patient", state="invited", created_at=clock.now())
    assert new == 4


async def test_what_may_have_been_sent_is_a_repeat(database: Database, other: Database, clock: MovableClock) -> None:
    await fill(database, clock)
    came = await bring_back(await dump(database, clock), other, clock)
    async with other.reading() as tx:
        told = await tx.all(select(reminders.c.subject, reminders.c.state, reminders.c.copies).order_by(reminders.c.id))
        held = await tx.first(select(outgoing_table.c.state, outgoing_table.c.copies))
    assert [tuple(row) for row in told] == [("claimed", "planned", 1), ("sent", "sent", 0), ("planned", "planned", 0)]
    assert tuple(held or ()) == ("planned", 1)
    assert came.uncertain == 2


async def rows(database: Database) -> int:
    async with database.reading() as tx:
        return sum([await tx.value(select(func.count()).select_from(table)) for table in metadata.sorted_tables])


@pytest.mark.parametrize(
    ("spoilt", "says"),
    [
        (lambda text: text.replace(REVISION, "older"), "revision older"),
        (lambda text: "\n".join(text.splitlines()[:-1]), "not whole"),
        (lambda text: "\n".join(text.splitlines()[:-2] + text.splitlines()[-1:]), "not whole"),
        (lambda text: text[: len(text) // 2], "not JSON"),
        (lambda text: "{}", "not a backup"),
    ],
    ids=["other release", "no end", "a row is gone", "cut off", "something else"],
)
async def test_what_does_not_fit_changes_nothing(
    database: Database, other: Database, clock: MovableClock, spoilt: object, says: str
) -> None:
    await fill(database, clock)
    before = await rows(other)
    with pytest.raises(BadInput) as refused:
        await bring_back(spoilt(await dump(database, clock)), other, clock)  # type: ignore[operator]
    assert says in str(refused.value.problems[0])
    assert await rows(other) == before


async def test_a_database_in_use_is_left_alone(database: Database, clock: MovableClock) -> None:
    await fill(database, clock)
    with pytest.raises(BadInput, match="1 problem"):
        await bring_back(await dump(database, clock), database, clock)


async def test_another_key_is_refused(database: Database, other: Database, clock: MovableClock, keys: KeyRing) -> None:
    dumped = await dump(database, clock)
    sealed.install(KeyRing(bytes(32)))
    try:
        with pytest.raises(BadSettings, match="another encryption key"):
            await bring_back(dumped, other, clock)
    finally:
        sealed.install(keys)
