"""Simple mode: two big buttons, one thing at a time, and nothing that cannot be reached."""

from datetime import UTC, datetime

from bot.demo.botapi.phones import Phone
from tests.stories.test_aftercare import on_plan
from tests.world import ProgramWorld

THIRD_MORNING = datetime(2026, 12, 4, 14, 0, 5, tzinfo=UTC)
"""8:00 in Chicago, when the step is three days old."""


async def simple(world: ProgramWorld) -> Phone:
    """Ana on a plan, in simple mode."""
    ana = await on_plan(world)
    await world.says(ana, "/settings")
    await world.taps(ana, "Two big buttons at a time")
    return ana


async def test_two_keys_stand_below_each_other(world: ProgramWorld) -> None:
    ana = await simple(world)

    assert ana.keyboard() == (("Today",), ("Help now",))


async def test_a_dose_has_two_buttons_then_more(world: ProgramWorld) -> None:
    ana = await simple(world)
    await world.run_until(THIRD_MORNING)
    asked = next(one for one in reversed(ana.messages()) if "8:00" in one.text and one.labels)

    shown = await world.taps(ana, "Show")

    assert asked.labels == ("Show", "Done")
    assert shown.labels == ("Taken", "More")


async def test_more_opens_all_buttons_of_the_message(world: ProgramWorld) -> None:
    ana = await simple(world)
    await world.run_until(THIRD_MORNING)
    await world.taps(ana, "Show")

    opened = await world.taps(ana, "More")

    assert {"Taken", "Skip"} <= set(opened.labels)


async def test_red_flags_are_named_and_one_more_tap_opens_them(world: ProgramWorld) -> None:
    ana = await simple(world)

    asked = await world.says(ana, "/checkin")

    assert asked.labels == ("None of these", "Yes, one of these")
    assert "· Seizure\n" in asked.text
    opened = await world.taps(ana, "Yes, one of these")
    assert {"Seizure", "Thoughts of dying", "Something else"} <= set(opened.labels)


async def test_the_next_question_names_no_red_flag(world: ProgramWorld) -> None:
    ana = await simple(world)
    await world.says(ana, "/checkin")

    asked = await world.taps(ana, "None of these")

    assert asked.text == "Stiffness or spasms today?"


async def test_help_shows_everything_it_has(world: ProgramWorld) -> None:
    ana = await simple(world)

    said = await world.says(ana, "I had a seizure")

    assert "More" not in [label for message in ana.messages() for label in message.labels]
    assert "I cannot call" in {label for message in ana.messages() for label in message.labels}, said


async def test_it_is_left_as_easily(world: ProgramWorld) -> None:
    ana = await simple(world)

    await world.taps(ana, "All buttons at a time")

    assert ana.keyboard() == (("Today", "Check in", "Plan", "Help now"),)
