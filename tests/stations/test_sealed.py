"""Sealed columns can be read with the key only, and the key can be changed."""

from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, select, text, type_coerce, update

from bot.clock import MovableClock
from bot.config_files import migrations_dir
from bot.errors import BadSettings, Broken
from bot.ids import ChatId
from bot.sending import Outgoing
from bot.storage import audit, inbox, outgoing, sealed
from bot.storage.database import Database
from bot.storage.inbox import RawUpdate
from bot.storage.resealed import reseal
from bot.storage.sealed import KeyRing
from bot.storage.tables import inbox as inbox_table
from bot.storage.tables import outgoing as table
from tests.conftest import KEY_TEXT

NEW_KEY = "YSBzZWNvbmQga2V5IGZvciB0ZXN0cywgMzIgYnl0ZXM="
PLANTED = ("baclofen", "hallucination", "Ana Lopez")


async def plant(database: Database, clock: MovableClock) -> None:
    said = " ".join(PLANTED)
    async with database.transaction() as tx:
        await inbox.receive(tx, [RawUpdate(update_id=1, chat_id=ChatId(7), raw=said)], clock.now())
        await outgoing.add(tx, [Outgoing(chat_id=ChatId(7), text=said, key="a")], clock.now())
        await audit.record(tx, patient=None, actor=None, action="x", subject="y", at=clock.now())


async def test_planted_words_are_not_in_the_files(sqlite_url: str, keys: KeyRing, clock: MovableClock) -> None:
    database = await Database.open(sqlite_url, keys=keys, migrations=migrations_dir())
    await plant(database, clock)
    place = Path(sqlite_url.removeprefix("sqlite:///"))
    files = [place, Path(f"{place}-wal"), Path(f"{place}-shm")]
    content = b"".join(file.read_bytes() for file in files)
    await database.close()
    assert b"inbox" in content
    assert [word for word in PLANTED if word.encode() in content] == []


async def test_another_key_is_refused_in_one_sentence(database_url: str) -> None:
    with pytest.raises(BadSettings, match="another encryption key"):
        await Database.open(database_url, keys=KeyRing.from_text(NEW_KEY), migrations=migrations_dir())


async def test_a_new_key_first_still_reads_old_values(database_url: str, keys: KeyRing, clock: MovableClock) -> None:
    database = await Database.open(database_url, keys=keys, migrations=migrations_dir())
    await plant(database, clock)
    await database.close()
    both = KeyRing.from_text(f"{NEW_KEY},{KEY_TEXT}")
    database = await Database.open(database_url, keys=both, migrations=migrations_dir())
    async with database.reading() as tx:
        [row] = await inbox.unhandled(tx, 10)
    await database.close()
    assert row.raw == " ".join(PLANTED)


async def test_after_resealing_the_old_key_is_not_needed(database_url: str, keys: KeyRing, clock: MovableClock) -> None:
    database = await Database.open(database_url, keys=keys, migrations=migrations_dir())
    await plant(database, clock)
    await database.close()
    both = KeyRing.from_text(f"{NEW_KEY}, {KEY_TEXT}")
    database = await Database.open(database_url, keys=both, migrations=migrations_dir())
    assert (await reseal(database), await reseal(database)) == (4, 0)
    await database.close()
    database = await Database.open(database_url, keys=KeyRing.from_text(NEW_KEY), migrations=migrations_dir())
    async with database.reading() as tx:
        assert (await inbox.unhandled(tx, 10))[0].raw == " ".join(PLANTED)
        assert await audit.verify(tx, None) == ()
    await database.close()


async def test_a_value_copied_to_another_column_does_not_open(database: Database, clock: MovableClock) -> None:
    await plant(database, clock)
    async with database.transaction() as tx:
        raw = await tx.value(select(type_coerce(inbox_table.c.raw, LargeBinary)))
        await tx.run(update(table).values(message=type_coerce(raw, LargeBinary)))
    async with database.reading() as tx:
        with pytest.raises(Broken, match=r"outgoing\.message"):
            await tx.all(select(table))


async def test_the_file_is_readable_by_its_owner_only(tmp_path: Path, keys: KeyRing) -> None:
    place = tmp_path / "data" / "a.sqlite"
    await (await Database.open(f"sqlite:///{place}", keys=keys, migrations=migrations_dir())).close()
    assert (place.stat().st_mode & 0o777, place.parent.stat().st_mode & 0o777) == (0o600, 0o700)


async def test_sqlite_is_set_up_to_survive_a_power_cut(sqlite_url: str, keys: KeyRing) -> None:
    database = await Database.open(sqlite_url, keys=keys, migrations=migrations_dir())
    async with database.transaction() as tx:
        settings = [await tx.value(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")]
    await database.close()
    assert settings == ["wal", 2, 1]


@pytest.mark.parametrize("given", ["", "short", "not base64 at all, not at all, no, not at all"])
def test_what_is_no_key_is_refused_without_repeating_it(given: str) -> None:
    with pytest.raises(BadSettings) as caught:
        KeyRing.from_text(given)
    assert not given or given not in str(caught.value)


def test_a_sealed_value_never_looks_the_same_twice(keys: KeyRing) -> None:
    assert keys.seal(b"x", "a") != keys.seal(b"x", "a")


def test_changed_bytes_do_not_open(keys: KeyRing) -> None:
    stored = bytearray(keys.seal(b"x", "a"))
    stored[-1] ^= 1
    with pytest.raises(Broken):
        keys.open(bytes(stored), "a")


def test_a_column_without_a_ring_is_our_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "_installed", None)
    with pytest.raises(Broken):
        sealed.ring()
