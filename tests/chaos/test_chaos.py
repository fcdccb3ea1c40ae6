"""Whatever goes wrong: nothing is lost, nothing is logged twice, every second copy says so, and danger is answered."""

from dataclasses import replace
from datetime import date

import pytest

from tests.chaos.conftest import Chaos
from tests.chaos.run import Mix

CALM = Mix(weather=0, deaths=0, outages=0, database=0, jumps=0, blocked=0, deleted=0, moved=0, twice=0, mixed=0)


async def test_without_any_trouble_every_dose_is_told_once(chaos: Chaos, sqlite_url: str) -> None:
    verdict = await chaos(sqlite_url, seed=1, slots=200, mix=CALM, days=1)
    assert not verdict.wrong
    assert verdict.counts["copies"] == 0


@pytest.mark.parametrize("seed", [2, 3])
async def test_everything_goes_wrong_at_once(chaos: Chaos, sqlite_url: str, seed: int) -> None:
    verdict = await chaos(sqlite_url, seed=seed, slots=1800, days=1)
    assert not verdict.wrong


async def test_everything_goes_wrong_on_postgresql(chaos: Chaos, postgresql_url: str) -> None:
    verdict = await chaos(postgresql_url, seed=4, slots=700, days=1, mix=replace(Mix(), database=0.02))
    assert not verdict.wrong


async def test_clocks_change_in_spring(chaos: Chaos, sqlite_url: str) -> None:
    verdict = await chaos(sqlite_url, seed=5, slots=500, days=2, first=date(2027, 3, 27))
    assert not verdict.wrong


async def test_orders_change_all_the_time(chaos: Chaos, sqlite_url: str) -> None:
    mix = Mix(replaced=4.0, deaths=0.15, outages=0.1, weather=0.1, database=0.02, blocked=0.3)
    verdict = await chaos(sqlite_url, seed=6, slots=500, days=1, mix=mix)
    assert not verdict.wrong


async def test_the_big_run(chaos: Chaos, sqlite_url: str, request: pytest.FixtureRequest) -> None:
    """Only with --chaos-slots: as many doses as it says, a tenth as many updates."""
    slots = request.config.getoption("--chaos-slots")
    if not slots:
        return
    mix = Mix(strangers=slots / 60_000, answered=0.25, skipped=0.5, deaths=0.03, database=0.02, emergencies=0.2)
    verdict = await chaos(sqlite_url, seed=request.config.getoption("--chaos-seed"), slots=slots, days=7, mix=mix)
    assert not verdict.wrong
