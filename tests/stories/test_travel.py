"""On a trip over HTTP: home times or local, each dose of a day once, and never two closer together than ordered."""

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.caseload import people
from bot.demo.botapi.phones import Phone
from bot.ids import ChatId
from bot.storage.tables import reminders
from tests import joined, ordered
from tests.stories.test_doses import ANA, EIGHT, on_plan, order
from tests.world import ProgramWorld

DAY = timedelta(days=1)
LOS_ANGELES = ZoneInfo("America/Los_Angeles")


async def travels(world: ProgramWorld, ana: Phone, place: str) -> None:
    """Ana sets the time zone of that place."""
    await world.says(ana, "/settings")
    await world.taps(ana, "Time zone")
    await world.says(ana, place)
    await world.taps(ana, next(label for label in ana.last().labels if label.startswith(place)))


async def doses(world: ProgramWorld) -> list[tuple[str, str]]:
    """Zone and local time of every dose row, by its instant."""
    async with world.database.reading() as tx:
        rows = await tx.all(
            select(reminders.c.due_at, reminders.c.zone).where(reminders.c.kind == "dose").order_by(reminders.c.due_at)
        )
    return [(row.zone, row.due_at.astimezone(ZoneInfo(row.zone)).strftime("%-d %-H:%M")) for row in rows]


async def test_a_new_zone_asks_home_times_or_local(world: ProgramWorld) -> None:
    ana = await on_plan(world)

    await travels(world, ana, "Los Angeles")

    asked = ana.last()
    assert "At home times (Chicago) they come here at: 6:00, 12:00, 18:00." in asked.text
    assert "At local times (Los Angeles) they come at: 8:00, 14:00, 20:00, from Wed 2 Dec on." in asked.text
    assert "Once there are 14 hours between two doses. Now the longest time is 12." in asked.text
    assert asked.labels == ("Home times", "Local times")


async def test_nothing_moves_until_somebody_chooses(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await travels(world, ana, "Los Angeles")

    await world.run_until(EIGHT + DAY)

    assert ana.last().text == "⏰ 8:00 is due.\nThat is the time in Chicago."  # it is 6:00 where she is
    assert "\nThat is the time in Chicago." in (await world.taps(ana, "Show")).text


async def test_local_times_hold_from_the_next_day_and_each_dose_comes_once(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await travels(world, ana, "Los Angeles")
    await world.taps(ana, "Local times")
    await world.run_until(EIGHT + 3 * DAY)

    told = [at for _, at in await doses(world) if at.split()[0] in ("1", "2", "3")]

    assert Counter(told) == Counter(f"{day} {at}" for day in (1, 2, 3) for at in ("8:00", "14:00", "20:00"))
    assert {zone for zone, at in await doses(world) if at.startswith("2 ")} == {"America/Los_Angeles"}


async def test_dose_on_a_trip_is_shown_and_answered_like_any_other(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await travels(world, ana, "Los Angeles")
    await world.taps(ana, "Local times")
    await world.run_until(EIGHT + DAY + timedelta(hours=2))
    assert ana.last().text == "⏰ 8:00 is due."

    assert "8:00 · baclofen 20 mg" in (await world.taps(ana, "Show")).text
    assert (await world.taps(ana, "Taken")).text == "✓ 8:00 done at 8:00. Next: 14:00."
    assert "✓ 8:00" in (await world.says(ana, "/today")).text


async def test_new_order_on_a_trip_loses_and_doubles_nothing(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await travels(world, ana, "Los Angeles")
    await world.taps(ana, "Local times")
    await world.run_until(EIGHT + DAY)

    await order(world, ordered.plan_file(ordered.medicine(("2026-12-03", "2026-12-10", "8:00: 5 mg, 20:00: 5 mg"))))
    await world.run_until(EIGHT + 3 * DAY)

    told = [at for _, at in await doses(world) if at.split()[0] in ("2", "3")]
    assert told == ["2 8:00", "2 14:00", "2 20:00", "3 8:00", "3 20:00"]


async def test_two_doses_closer_than_ordered_are_not_offered(world: ProgramWorld) -> None:
    ana = await on_plan(world)

    await travels(world, ana, "Madrid")

    assert "Local times in Madrid would bring two doses too close together." in ana.last().text
    assert "Dr. Lee's office: 555-0100" in ana.last().text
    assert ana.last().labels == ()


async def test_forged_choice_of_local_times_is_not_taken(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await travels(world, ana, "Madrid")
    async with world.database.reading() as tx:
        person = await people.by_chat(tx, ChatId(ANA))
    assert person is not None

    joined.tap_anyway(ana, f"dg:{person.id}:l")
    await world.settled()
    await world.run_until(EIGHT + 2 * DAY)

    assert {zone for zone, _ in await doses(world)} == {"America/Chicago"}


async def test_back_home_the_doses_come_home_too(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await travels(world, ana, "Denver")
    await world.taps(ana, "Local times")
    await world.run_until(EIGHT + 3 * DAY)

    await travels(world, ana, "Chicago")
    assert "You are home again. From Sat 5 Dec on your doses come at home times." in ana.last().text
    await world.run_until(EIGHT + 4 * DAY)

    assert ana.last().text.startswith("⏰ 8:00 is due.")


async def test_another_country_says_its_number_and_asks_for_the_time(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.says(ana, "/settings")
    await world.taps(ana, "Country")

    await world.taps(ana, "Mexico")

    asked = ana.last()
    assert asked.text.startswith("Mexico: in an emergency call 911.")
    assert any(label.startswith("Mexico City") for label in asked.labels)
    await world.taps(ana, next(label for label in asked.labels if label.startswith("Cancún")))
    assert ana.last().labels == ("Home times", "Local times")
