"""Supply over HTTP: counted by the person, lasting under the changing dose, refills in time; an empty box is urgent."""

from datetime import timedelta

from sqlalchemy import select

from bot.demo.botapi.phones import Phone
from bot.storage.tables import tasks
from tests import ordered
from tests.stories.test_doses import EIGHT, on_plan, order, tiers, told
from tests.world import ProgramWorld

DAY = timedelta(days=1)
TAPER = ordered.plan_file(
    ordered.medicine(("2026-12-01", "2026-12-10", "8:00: 20 mg"), ("2026-12-11", "2026-12-31", "8:00: 10 mg"))
)
LIQUID = TAPER.replace(b"form: tablet", b"form: liquid\n    concentration: 5 mg per mL").replace(
    b"    strengths: [5 mg scored, 10 mg scored, 20 mg scored]\n", b""
)


async def counted(world: ProgramWorld, *numbers: str, plan: bytes = TAPER) -> Phone:
    """Ana has counted what she has, a minute before 8:00 of her first day."""
    ana = await on_plan(world, plan)
    await world.says(ana, "/supply")
    await world.taps(ana, "Count now")
    for number in numbers:
        await world.says(ana, number)
    return ana


async def test_count_says_until_when_it_lasts_under_the_changing_dose(world: ProgramWorld) -> None:
    ana = await counted(world, "10", "5")

    # Ten of 20 mg for ten days, then five of 10 mg: until the 15th.
    assert "baclofen: enough until Wed 16 Dec. The dose at 8:00 that day is not there any more." in ana.last().text


async def test_more_than_the_order_takes_is_enough(world: ProgramWorld) -> None:
    ana = await counted(world, "10", "30")

    assert "baclofen: enough for now" in ana.last().text


async def test_what_is_no_number_is_asked_again(world: ProgramWorld) -> None:
    ana = await counted(world, "a few")

    assert ana.last().text == "Please type a number, like 24 or 12.5."


async def test_refill_is_told_seven_and_three_days_before(world: ProgramWorld) -> None:
    ana = await counted(world, "10", "5")

    await world.run_until(EIGHT + 8 * DAY)
    assert told(ana, "refill") == []
    await world.run_until(EIGHT + 8 * DAY + timedelta(hours=3))
    assert len(told(ana, "Time for a refill. By your count it lasts until Wed 16 Dec.")) == 1
    await world.run_until(EIGHT + 14 * DAY)

    assert len(told(ana, "Time for a refill.")) == 2
    assert not any("baclofen" in text for text in told(ana, "refill"))


async def test_new_order_moves_the_refill(world: ProgramWorld) -> None:
    ana = await counted(world, "10", "5")

    await order(world, ordered.plan_file(ordered.medicine(("2026-12-01", "2026-12-31", "8:00: 20 mg, 20:00: 20 mg"))))
    await world.run_until(EIGHT + 3 * DAY + timedelta(hours=3))

    # Two a day from the first evening on: the tenth is gone on the 6th in the morning, so "3 days before" is the 3rd.
    assert len(told(ana, "Time for a refill.")) == 1


async def test_counting_again_takes_the_refill_back(world: ProgramWorld) -> None:
    ana = await counted(world, "10", "5")
    await world.says(ana, "/supply")
    await world.taps(ana, "Count now")
    for number in ("10", "40"):
        await world.says(ana, number)

    await world.run_until(EIGHT + 14 * DAY)

    assert told(ana, "refill") == []


async def test_empty_box_is_asked_about_and_ran_out_is_urgent(world: ProgramWorld) -> None:
    ana = await counted(world, "1", "0")
    await world.run_until(EIGHT + DAY + timedelta(minutes=1))
    assert told(ana, "By your count the 8:00 dose is not there any more. Do you have more?")

    await world.taps(ana, "Ran out")

    assert await tiers(world) == ["urgent"]
    assert told(ana, "A health professional should hear about this today.")


async def test_silence_about_an_empty_box_is_urgent(world: ProgramWorld) -> None:
    ana = await counted(world, "1", "0")

    await world.run_until(EIGHT + DAY + timedelta(hours=12, minutes=2))

    assert await tiers(world) == ["urgent"]
    assert told(ana, "Is there none left? Call now. Dr. Lee's office: 555-0100.")


async def test_dose_taken_since_shows_that_there_is_more(world: ProgramWorld) -> None:
    ana = await counted(world, "1", "0")
    await world.run_until(EIGHT + DAY + timedelta(minutes=1))
    await world.says(ana, "/today")
    await world.taps(ana, "8:00")
    await world.taps(ana, "Taken")

    await world.run_for(hours=14)

    assert await tiers(world) == []


async def test_other_strength_on_the_label_is_not_counted_and_told(world: ProgramWorld) -> None:
    ana = await on_plan(world, LIQUID)
    await world.says(ana, "/supply")
    asked = await world.taps(ana, "Count now")
    assert "Does the label say 5 mg in 1 mL?" in asked.text

    said = await world.taps(ana, "No")

    assert said.text.startswith("Do not take any of this bottle before you have asked.")
    async with world.database.reading() as tx:
        assert [row.kind for row in await tx.all(select(tasks.c.kind))] == ["other_strength"]


async def test_liquid_is_counted_in_millilitres(world: ProgramWorld) -> None:
    ana = await on_plan(world, LIQUID)
    await world.says(ana, "/supply")
    await world.taps(ana, "Count now")

    assert (await world.taps(ana, "Yes, the same")).text.startswith("How many mL do you have now?")
    lasts = await world.says(ana, "40,5")

    assert "enough until Fri 11 Dec" in lasts.text or "enough until Sat 12 Dec" in lasts.text


async def test_a_dose_reported_not_taken_is_still_in_the_box(world: ProgramWorld) -> None:
    ana = await counted(world, "3", "5")
    assert "baclofen: enough until Fri 4 Dec." in ana.last().text
    await world.run_until(EIGHT)
    await world.taps(ana, "Show")
    await world.taps(ana, "Skip")

    page = await world.says(ana, "/supply")

    assert "baclofen: enough until Sat 5 Dec." in page.text


async def test_a_second_dose_is_out_of_the_box(world: ProgramWorld) -> None:
    ana = await counted(world, "3", "5")
    await world.run_until(EIGHT)
    await world.taps(ana, "Show")
    await world.taps(ana, "Taken")
    await world.says(ana, "/today")
    await world.taps(ana, "8:00")
    await world.taps(ana, "I took it twice")

    page = await world.says(ana, "/supply")

    assert "baclofen: enough until Thu 3 Dec." in page.text
