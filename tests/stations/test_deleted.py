"""Deleting a person: what goes, what stays, and what an open alert keeps until it is closed."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot import house
from bot.caseload import deleted, enrolled, people
from bot.caseload.deleted import Deleting
from bot.caseload.person import Person, PersonState
from bot.clock import MovableClock
from bot.config_files import migrations_dir
from bot.storage import audit
from bot.storage.database import Database, Transaction
from bot.storage.sealed import KeyRing, SealedText
from bot.storage.tables import alerts, consents, inbox, metadata, outgoing, reports
from tests.stations.full_life import CHAT, WORD, lived


def deleting(database: Database, forgotten: list[int] | None = None) -> Deleting:
    return Deleting(database, house.load(None).programme, (forgotten if forgotten is not None else []).append)


async def delete(database: Database, person: Person, now: datetime) -> None:
    async with database.transaction() as tx:
        await deleted.delete_person(tx, person, now, update_row=None)


async def planted(tx: Transaction) -> list[str]:
    """Every sealed column in which the planted word can still be read."""
    found = []
    for table in metadata.sorted_tables:
        for column in (one for one in table.c if isinstance(one.type, SealedText)):
            rows = await tx.all(select(column).where(column.is_not(None)))
            found += [f"{table.name}.{column.name}" for row in rows if WORD in row[0]]
    return found


async def test_the_planted_word_was_everywhere_before(database: Database, clock: MovableClock) -> None:
    await lived(database, clock.now())

    async with database.reading() as tx:
        assert len(set(await planted(tx))) >= 16


async def test_nothing_anybody_said_can_be_read_afterwards(database: Database, clock: MovableClock) -> None:
    person = await lived(database, clock.now())

    await delete(database, person, clock.now())

    async with database.reading() as tx:
        assert await planted(tx) == []


async def test_the_chat_belongs_to_a_stranger_again(database: Database, clock: MovableClock) -> None:
    person = await lived(database, clock.now())

    await delete(database, person, clock.now())

    async with database.reading() as tx:
        assert await people.by_chat(tx, CHAT) is None
        for table in (inbox, outgoing, reports):
            assert await tx.all(select(table.c.id).where(table.c.chat_id == CHAT)) == []


async def test_what_was_still_to_be_said_is_dropped(database: Database, clock: MovableClock) -> None:
    person = await lived(database, clock.now())

    await delete(database, person, clock.now())

    async with database.reading() as tx:
        assert [row.state for row in await tx.all(select(outgoing.c.state))] == ["dropped"]


async def test_consents_and_the_trail_stay_whole(database: Database, clock: MovableClock) -> None:
    person = await lived(database, clock.now())
    async with database.reading() as tx:
        before = await audit.length(tx, person.id)

    await delete(database, person, clock.now())

    async with database.reading() as tx:
        assert await audit.verify(tx, person.id) == ()
        assert await audit.length(tx, person.id) == before + 1
        assert len(await tx.all(select(consents.c.id))) == 2


async def test_an_open_alert_keeps_whom_to_call(database: Database, clock: MovableClock) -> None:
    person = await lived(database, clock.now(), alert_state="notified")

    await delete(database, person, clock.now())

    async with database.reading() as tx:
        kept = await people.by_id(tx, person.id)
        assert set(await planted(tx)) == {
            "people.name",
            "people.phone",
            "reports.reason",
            "reports.words",
            "reports.rules",
            "alerts.kind",
            "alert_events.note",
        }
    assert kept is not None
    assert (kept.state, kept.chat_id) == (PersonState.DELETED, None)


async def test_when_the_alert_is_closed_the_rest_goes(database: Database, clock: MovableClock) -> None:
    person = await lived(database, clock.now(), alert_state="acknowledged")
    await delete(database, person, clock.now())
    station = deleting(database)
    await station.tick(clock.now())
    async with database.transaction() as tx:
        before = set(await planted(tx))
        await tx.run(update(alerts).values(state="closed"))

    await station.tick(clock.now() + deleted.LOOK_EVERY)

    async with database.reading() as tx:
        assert before
        assert await planted(tx) == []


@pytest.mark.parametrize(("days", "state"), [(364, PersonState.LEFT), (366, PersonState.DELETED)])
async def test_who_left_a_year_ago_is_deleted(
    database: Database, clock: MovableClock, days: int, state: PersonState
) -> None:
    person = await lived(database, clock.now())
    async with database.transaction() as tx:
        await enrolled.leave(tx, person, clock.now())
    forgotten: list[int] = []

    await deleting(database, forgotten).tick(clock.now() + timedelta(days=days))

    async with database.reading() as tx:
        kept = await people.by_id(tx, person.id)
        assert kept is not None
        assert kept.state is state
        assert (await planted(tx) == []) == (state is PersonState.DELETED)
    assert bool(forgotten) == (state is PersonState.DELETED)


async def test_not_even_the_sealed_bytes_stay_in_the_file(sqlite_url: str, keys: KeyRing, clock: MovableClock) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    database = await Database.open(sqlite_url, keys=keys, migrations=migrations_dir())
    person = await lived(database, clock.now())
    sealed = list(sealed_bytes(path))

    await delete(database, person, clock.now())
    await database.close()

    left = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert len(sealed) > 15
    assert [value for value in sealed if value in left] == []


def sealed_bytes(path: Path) -> Iterator[bytes]:
    """What is stored, as it lies in the file, of everything that must go."""
    gone = {
        "people": ("name", "phone", "born_on", "salt", "dialog"),
        "plans": ("document", "source_name", "warnings", "statement"),
        "dose_answers": ("answer",),
        "checkins": ("answers",),
        "tasks": ("note",),
        "reports": ("reason", "words", "rules"),
        "alerts": ("kind",),
        "alert_events": ("note",),
        "inbox": ("raw",),
        "outgoing": ("message",),
    }
    with sqlite3.connect(path) as file:
        for table, columns in gone.items():
            for row in file.execute(f"SELECT {', '.join(columns)} FROM {table}"):
                yield from (value[:200] for value in row if value is not None)
    file.close()
