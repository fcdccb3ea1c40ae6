"""A year in the program's own clock: nobody's dose is lost or doubled, well people make hardly any work, and whoever
really stops is before a human within a day.

As it stands a run is three weeks of a few people. `pytest tests/year --year` plays the whole of it: 200 people for a
year in two halves, and 50 well people for 30 days. The figures are printed at the end.
"""

import random
from datetime import date, timedelta

import pytest

from bot.house import House
from bot.storage.sealed import KeyRing
from tests.year.conftest import REPORTED
from tests.year.judged import Verdict, judged, per_week
from tests.year.run import begun
from tests.year.town import LIVES, Fate, fates, well

FIRST = date(2026, 12, 1)
SPRING = date(2027, 3, 8)
"""Three weeks in which the clocks change, first in America and then in Europe."""
DAY = timedelta(days=1)


async def played(
    url: str,
    lives: list[Fate],
    ground: tuple[House, KeyRing],
    first: date,
    days: int,
    seed: int,
    *,
    are_well: bool = False,
) -> Verdict:
    async with begun(url, lives, ground=ground, first=first, days=days, seed=seed, well=are_well) as run:
        await run.play()
        verdict = await judged(run.year)
    REPORTED.extend(verdict.lines())
    return verdict


@pytest.fixture
def ground(whole_house: House, keys: KeyRing) -> tuple[House, KeyRing]:
    return whole_house, keys


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One short run, or both halves of the year side by side."""
    if "half" in metafunc.fixturenames:
        metafunc.parametrize("half", [0, 1] if metafunc.config.getoption("--year") else [0])


@pytest.mark.timeout(4 * 3600)
async def test_each_slot_ends_in_exactly_one_state(
    sqlite_file: str, ground: tuple[House, KeyRing], request: pytest.FixtureRequest, half: int
) -> None:
    whole = request.config.getoption("--year")
    first, days, people = (FIRST, 365, 100) if whole else (SPRING, 20, 8)
    seed = int(request.config.getoption("--year-seed")) * 2 + half

    verdict = await played(
        sqlite_file, fates(people, first, days, random.Random(seed)), ground, first=first, days=days, seed=seed
    )

    assert verdict.wrong == []
    assert verdict.unseen == []
    assert all(after <= DAY for after in verdict.seen_after)
    assert all(verdict.counts[event.value] for event in LIVES)


@pytest.mark.timeout(4 * 3600)
async def test_well_people_make_hardly_any_work(
    sqlite_file: str, ground: tuple[House, KeyRing], request: pytest.FixtureRequest
) -> None:
    people, days = (50, 30) if request.config.getoption("--year") else (8, 7)

    verdict = await played(
        sqlite_file, well(people, FIRST, days), ground, first=FIRST, days=days + 1, seed=3, are_well=True
    )

    assert verdict.wrong == []
    assert verdict.counts["alerts"] <= 1
    assert per_week(verdict.counts["tasks"], days) <= 5
