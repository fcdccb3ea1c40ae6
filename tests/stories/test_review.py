"""The week's safety review over HTTP."""

import yaml

from tests import joined
from tests.world import ProgramWorld


async def test_review_tells_how_soon_an_emergency_was_read(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)
    await world.says(ana, "i keep seeing bugs on the wall")
    await world.run_for(minutes=2)
    await world.taps(dana, "Acknowledge")
    await world.taps(dana, "Reached")

    shown = await world.says(dana, "/review")

    assert "🔴 Emergency · case 0002 · 6:00 · seeing or hearing things · read after 2 min · reached" in shown.text


async def test_what_was_missed_comes_back_as_a_file(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    await world.says(dana, "/review")
    await world.taps(dana, "This should have been caught")
    await world.says(dana, "the lamp is talking to me again")

    await world.taps(dana, "All misses as a file")

    kept = yaml.safe_load(dana.last().document or b"")
    assert kept == {
        "category": "missed",
        "expected": "raised",
        "lines": [{"text": "the lamp is talking to me again", "voice": "matter_of_fact"}],
    }


async def test_a_patient_sees_no_review(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)

    assert "Only staff can do this." in (await world.says(ana, "/review")).text
