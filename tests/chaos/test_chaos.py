"""Whatever goes wrong: nothing is lost, nothing is logged twice, every second copy says so, and danger is answered.

Together these runs want about 5,000 doses. `--chaos-slots 200000` makes the great run that big: four towns of six days,
side by side, with a tenth as many updates; `--chaos-seed` gives it another seed. Each run prints its seed and counts.
"""

from dataclasses import replace
from datetime import date

import pytest

from tests.chaos.conftest import Chaos
from tests.chaos.run import Mix

CALM = Mix(
    weather=0,
    deaths=0,
    outages=0,
    database=0,
    jumps=0,
    skipped=0,
    replaced=0,
    blocked=0,
    deleted=0,
    moved=0,
    twice=0,
    mixed=0,
)
GREAT = Mix(
    skipped=0.5,
    deaths=0.1,
    database=0.07,
    jumps=0.05,
    replaced=0.3,
    blocked=0.1,
    deleted=0.02,
    moved=0.02,
    emergencies=0.2,
)
"""Half of the instants, and at each of them more goes wrong: a tick that has much to do costs least."""
FOR_DAYS = 20_000
"""From so many doses on it lasts six days: after seven a stranger's chat is forgotten, and the judge asks for it."""

pytestmark = pytest.mark.timeout(1200)  # a quiet machine needs a twentieth


async def test_without_any_trouble_every_dose_is_told_once(chaos: Chaos, sqlite_url: str) -> None:
    verdict = await chaos(sqlite_url, seed=1, slots=200, mix=CALM, days=1)
    assert not verdict.wrong
    assert verdict.counts["copies"] == 0
    assert verdict.counts["told"] > verdict.counts["wanted"] * 0.9


@pytest.mark.timeout(3600)
async def test_everything_goes_wrong_at_once(chaos: Chaos, sqlite_url: str, town: tuple[int, int]) -> None:
    seed, slots = town
    mix, days = Mix(), 1
    if slots >= FOR_DAYS:
        mix, days = replace(GREAT, strangers=slots / 7_000), 6
    verdict = await chaos(sqlite_url, seed=seed, slots=slots, days=days, mix=mix)
    assert not verdict.wrong
    assert verdict.counts["told"] > verdict.counts["wanted"] / 2
    assert verdict.counts["updates"] >= slots / 10


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
