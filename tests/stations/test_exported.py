"""A person's copy of their data: everything, readable, and only theirs."""

import csv
import io
import json
from typing import Any

from sqlalchemy import select

from bot.caseload import enrolled
from bot.caseload.person import Person
from bot.clock import MovableClock
from bot.documents import exported
from bot.ids import ChatId
from bot.sending import File
from bot.storage.database import Database
from bot.storage.sealed import SealedText
from bot.storage.tables import metadata, people
from tests.stations.full_life import WORD, lived

NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."


async def files_of(database: Database, person: Person, clock: MovableClock) -> tuple[File, ...]:
    async with database.reading() as tx:
        return await exported.export(tx, person, clock.now(), notice=NOTICE)


async def content_of(database: Database, person: Person, clock: MovableClock) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((await files_of(database, person, clock))[0].content)
    return content


async def test_every_sealed_value_is_in_the_copy(database: Database, clock: MovableClock) -> None:
    person = await lived(database, clock.now())
    async with database.reading() as tx:
        sealed = [
            str(row[0])
            for table in metadata.sorted_tables
            for column in table.c
            if isinstance(column.type, SealedText) and column.name not in ("salt", "warnings")
            for row in await tx.all(select(column).where(column.is_not(None)))
        ]

    content = json.dumps(await content_of(database, person, clock), ensure_ascii=False)

    words = [value for value in sealed if WORD in value]
    assert content.count(WORD) >= len(words)


async def test_warnings_on_a_plan_stay_with_staff(database: Database, clock: MovableClock) -> None:
    """They are doubts for the prescriber, never for the patient."""
    person = await lived(database, clock.now())

    plans = (await content_of(database, person, clock))["plans"]

    assert plans
    assert not [row for row in plans if "warnings" in row]


async def test_doses_stand_with_the_medicines_name(database: Database, clock: MovableClock) -> None:
    person = await lived(database, clock.now())

    doses = (await content_of(database, person, clock))["doses"]

    assert doses[0]["medicine"].casefold() == "baclofen"


async def test_the_line_on_redisclosure_stands_at_the_head(database: Database, clock: MovableClock) -> None:
    person = await lived(database, clock.now())

    assert (await content_of(database, person, clock))["notice"] == NOTICE


async def test_tables_come_as_csv_too(database: Database, clock: MovableClock) -> None:
    person = await lived(database, clock.now())

    files = await files_of(database, person, clock)

    names = [file.name.split("-")[0] for file in files[1:]]
    assert names == ["doses", "checkins", "reports", "consents"]
    rows = list(csv.DictReader(io.StringIO(files[3].content.decode("utf-8-sig"))))
    assert rows[0]["words"] == f"i see {WORD}"


async def test_a_spreadsheet_runs_nothing_out_of_it(database: Database, clock: MovableClock) -> None:
    assert exported._cell("=1+1") == "'=1+1"


async def test_nothing_of_another_person_is_in_it(database: Database, clock: MovableClock) -> None:
    await lived(database, clock.now())
    async with database.transaction() as tx:
        other_id = await tx.insert(
            people, role="patient", state="active", name="Ben", chat_id=ChatId(7), created_at=clock.now()
        )
        row = await tx.first(select(people.c.id).where(people.c.id == other_id))
    assert row is not None
    async with database.reading() as tx:
        ben = await enrolled.reread(tx, row.id)

    assert WORD not in json.dumps(await content_of(database, ben, clock))
