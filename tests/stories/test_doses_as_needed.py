"""Doses that are taken only when needed: noted by the person, with the order's limits; never reminded of or missed."""

from bot.demo.botapi.phones import Phone
from tests import ordered
from tests.stories.test_doses import on_plan, tiers
from tests.world import ProgramWorld

NEEDED = "    as_needed:\n      - {amount: 5 mg, at_most_per_day: 2, hours_between: 4, words: For bad spasms.}\n"
PLAN = ordered.plan_file(
    ordered.medicine(("2026-12-01", "2026-12-10", "8:00: 20 mg, 20:00: 20 mg")).replace(
        "    steps:", f"{NEEDED}    steps:"
    )
)


async def takes_one(world: ProgramWorld, ana: Phone) -> str:
    """Ana taps that she took one just now; returns what she reads."""
    await world.says(ana, "/today")
    listed = await world.taps(ana, "I took one as needed")
    assert "Only when needed: 5 mg, at most 2 a day, at least 4 hours apart. For bad spasms." in listed.text
    return (await world.taps(ana, "I took baclofen now")).text


async def test_one_is_noted_and_stands_in_today(world: ProgramWorld) -> None:
    ana = await on_plan(world, PLAN)

    assert await takes_one(world, ana) == "✓ Noted: taken as needed at 7:59."

    assert "✓ 7:59 – taken as needed" in (await world.says(ana, "/today")).text
    assert await tiers(world) == []


async def test_one_taken_back_stands_nowhere(world: ProgramWorld) -> None:
    ana = await on_plan(world, PLAN)
    await takes_one(world, ana)

    await world.taps(ana, "Undo")

    assert "as needed" not in (await world.says(ana, "/today")).text


async def test_sooner_than_ordered_is_noted_with_guidance(world: ProgramWorld) -> None:
    ana = await on_plan(world, PLAN)
    await takes_one(world, ana)
    await world.run_for(hours=1)

    told = await takes_one(world, ana)

    assert told == "Noted: taken as needed at 8:59. That is more than your plan says."
    assert len(await tiers(world)) == 1
