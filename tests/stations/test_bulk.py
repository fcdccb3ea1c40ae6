"""A folder of plans: what would go in, what went in, and running it again after it was cut off."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import bulk, house
from bot.bulk import Report
from bot.plans import several
from bot.plans.writers.to_csv import to_csv
from bot.plans.writers.to_yaml import to_yaml
from bot.storage.database import Database
from bot.storage.tables import plans
from tests.rules.plans.orders import SUPPLIED, TODAY, example
from tests.rules.plans.sheets import CSV
from tests.rules.plans.test_several import clinic

NOW = datetime(2026, 11, 28, 15, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four good plans in three formats and two folders, and two that are not good."""
    (tmp_path / "north").mkdir()
    (tmp_path / "ana.yaml").write_text(to_yaml(example()), "utf-8")
    (tmp_path / "north" / "eva.csv").write_bytes(to_csv(example().model_copy(update={"patient_label": "Eva T."})))
    wrong, leo = CSV.replace("10 mg", "10"), CSV.replace("Ana R.", "Leo M.")
    (tmp_path / "south.xlsx").write_bytes(clinic(Ana=CSV, Wrong=wrong, Leo=leo))
    (tmp_path / "wrong.yaml").write_text("patient: Bo", "utf-8")
    (tmp_path / "~$south.xlsx").write_bytes(b"a lock of a spreadsheet program")
    (tmp_path / "notes.txt").write_text("no plan", "utf-8")
    return tmp_path


async def load(folder: Path, database: Database | None, said: list[str] | None = None) -> Report:
    say = (said if said is not None else []).append
    found = bulk.found_in(folder, SUPPLIED)
    return await bulk.load(database, house.load(), found, today=TODAY, now=NOW, say=say)


async def drafts(database: Database) -> int:
    async with database.reading() as tx:
        return int(await tx.value(select(func.count()).select_from(plans)))


def test_a_folder_and_a_sheet_per_patient_are_many_plans(folder: Path) -> None:
    south, ana = folder / "south.xlsx", folder / "ana.yaml"
    assert several.is_many(folder, None)
    assert several.is_many(south, south.read_bytes())
    assert not several.is_many(ana, ana.read_bytes())


async def test_a_dry_run_names_every_plan_and_stores_none(database: Database, folder: Path) -> None:
    said: list[str] = []
    report = await load(folder, None, said)
    assert (report.new, report.wrong) == (4, 2)
    assert '   • Sheet "Wrong", row 8, column "8:00": “10” has no unit.' in "\n".join(said)
    assert await drafts(database) == 0


async def test_each_good_plan_of_a_folder_is_a_draft(database: Database, folder: Path) -> None:
    report = await load(folder, database)
    assert (report.new, report.known, report.wrong) == (4, 0, 2)
    assert await drafts(database) == 4


async def test_cut_off_in_the_middle_it_is_simply_run_again(database: Database, folder: Path) -> None:
    class CutOff(Exception):
        pass

    def say(line: str) -> None:
        if line.startswith("3."):
            raise CutOff

    with pytest.raises(CutOff):
        await bulk.load(database, house.load(), bulk.found_in(folder, SUPPLIED), today=TODAY, now=NOW, say=say)
    before = await drafts(database)

    report = await load(folder, database)

    assert 0 < before < 4
    assert (report.new, report.known) == (4 - before, before)
    assert await drafts(database) == 4
