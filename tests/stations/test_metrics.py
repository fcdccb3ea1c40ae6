"""The figures cost what waits: everybody is counted now and then, not at each look."""

import httpx
import pytest
from starlette.applications import Starlette

from bot.clock import MovableClock
from bot.storage.database import Database
from bot.web.metrics import PEOPLE_SECONDS, Metrics
from tests.conftest import NOON
from tests.stations.staffed import Staffed


class Passing(MovableClock):
    """Steady time passes as the test says."""

    passed = 0.0

    def steady(self) -> float:
        return self.passed


@pytest.fixture
def clock() -> Passing:
    return Passing(frozen_at=NOON)


async def test_people_are_counted_every_ten_minutes(database: Database, clock: Passing) -> None:
    programme, metrics = Staffed(database, clock), Metrics(database, clock)
    transport = httpx.ASGITransport(Starlette(routes=[metrics.route()]))
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
        await programme.patient()
        first = (await client.get("/metrics")).text
        await programme.staff("Dana")
        soon = (await client.get("/metrics")).text
        clock.passed += PEOPLE_SECONDS
        later = (await client.get("/metrics")).text
    metrics.close()
    counted = [text.count("taperline_people{") for text in (first, soon, later)]
    assert counted == [1, 1, 2]
