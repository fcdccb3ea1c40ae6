"""A dose at another time over HTTP: a heads-up before it, and one day's dose moved inside what the clinician allows."""

from datetime import timedelta

from sqlalchemy import select

from bot.storage.tables import reports
from tests import ordered
from tests.stories.test_aftercare import VISIT
from tests.stories.test_aftercare import on_plan as in_aftercare
from tests.stories.test_doses import EIGHT, ONE_MEDICINE, on_plan, order, states, told
from tests.world import ProgramWorld

MOVABLE = ONE_MEDICINE.replace(b"late_rule: {", b"late_rule: {may_move_minutes: 60, ")
FOURTEEN = EIGHT + timedelta(hours=6)
INJECTION = """
aftercare:
  - kind: maintenance_medication
    state: booked
    visits: [{on: 2026-12-08, at: 17:15, minutes: 50}]
"""


async def test_no_word_before_a_dose_unless_asked_for(world: ProgramWorld) -> None:
    ana = await on_plan(world)

    await world.run_until(EIGHT)

    assert told(ana, "comes soon") == []


async def test_word_before_each_dose_when_asked_for(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.says(ana, "/settings")
    await world.taps(ana, "Word before a dose")
    await world.taps(ana, "30 min before")

    await world.run_until(FOURTEEN - timedelta(minutes=31))
    assert told(ana, "comes soon") == []
    await world.run_until(FOURTEEN)

    assert told(ana, "comes soon") == ["14:00 comes soon."]


async def test_no_word_before_a_dose_that_was_taken_early(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.says(ana, "/settings")
    await world.taps(ana, "Word before a dose")
    await world.taps(ana, "30 min before")
    await world.run_until(FOURTEEN - timedelta(hours=1))
    await world.says(ana, "/today")
    await world.taps(ana, "14:00")
    await world.taps(ana, "Taken")

    await world.run_until(FOURTEEN + timedelta(hours=1))

    assert told(ana, "comes soon") == []


async def test_dose_is_moved_inside_what_the_clinician_allows(world: ProgramWorld) -> None:
    ana = await on_plan(world, MOVABLE)
    await world.says(ana, "/today")
    await world.taps(ana, "14:00")
    offered = await world.taps(ana, "Move it, today only")
    assert offered.labels == ("13:00", "13:30", "13:45", "14:15", "14:30", "15:00")
    await world.taps(ana, "15:00")

    await world.run_until(FOURTEEN + timedelta(minutes=59))
    assert told(ana, "14:00 is due") == []
    await world.run_until(FOURTEEN + timedelta(hours=1))
    assert told(ana, "14:00 is due") == ["⏰ 14:00 is due.\nYou moved it to 15:00."]
    await world.run_until(FOURTEEN + timedelta(days=1))

    assert told(ana, "14:00 is due")[-1] == "⏰ 14:00 is due."


async def test_dose_looked_at_before_its_time_is_still_to_come(world: ProgramWorld) -> None:
    ana = await on_plan(world, MOVABLE)
    await world.run_until(FOURTEEN - timedelta(minutes=30))
    await world.says(ana, "/today")
    shown = await world.taps(ana, "14:00")
    assert "baclofen" in shown.text

    await world.run_for(minutes=11)

    assert ana.message(shown.id).text == "14:00 comes at its own time."


async def test_moved_dose_that_is_covered_says_when_it_comes(world: ProgramWorld) -> None:
    ana = await on_plan(world, MOVABLE)
    await world.run_until(FOURTEEN - timedelta(minutes=30))
    await world.says(ana, "/today")
    for label in ("14:00", "Move it, today only"):
        await world.taps(ana, label)
    moved = await world.taps(ana, "15:00")

    await world.run_for(minutes=11)

    assert ana.message(moved.id).text == "14:00 comes at 15:00 on this day. Nothing else changes."


async def test_moved_dose_can_be_moved_back(world: ProgramWorld) -> None:
    ana = await on_plan(world, MOVABLE)
    await world.says(ana, "/today")
    for label in ("14:00", "Move it, today only", "15:00", "Back to its own time"):
        await world.taps(ana, label)

    await world.run_until(FOURTEEN)

    assert told(ana, "14:00 is due") == ["⏰ 14:00 is due."]


async def test_window_of_a_moved_dose_moves_with_it(world: ProgramWorld) -> None:
    ana = await on_plan(world, MOVABLE)
    await world.says(ana, "/today")
    for label in ("14:00", "Move it, today only", "15:00"):
        await world.taps(ana, label)

    await world.run_until(FOURTEEN + timedelta(hours=2, minutes=30))
    assert await states(world, FOURTEEN) == [("sent", None)]
    await world.run_until(FOURTEEN + timedelta(hours=3, minutes=1))

    assert await states(world, FOURTEEN) == [("unanswered", None)]


async def test_new_order_takes_a_move_back(world: ProgramWorld) -> None:
    ana = await on_plan(world, MOVABLE)
    await world.says(ana, "/today")
    for label in ("14:00", "Move it, today only", "15:00"):
        await world.taps(ana, label)

    await order(world, ordered.plan_file(ordered.medicine(("2026-12-01", "2026-12-10", "14:00: 5 mg"))))
    await world.run_until(FOURTEEN)

    assert told(ana, "14:00 is due") == ["⏰ 14:00 is due."]


async def test_dose_is_not_moved_where_the_clinician_says_nothing(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.says(ana, "/today")

    shown = await world.taps(ana, "14:00")

    assert "Move it, today only" not in shown.labels


async def test_missed_maintenance_visit_is_urgent_with_the_tolerance_warning(world: ProgramWorld) -> None:
    plan = ordered.plan_file(ordered.medicine(("2026-12-01", "2027-01-10", "8:00: 20 mg"))) + INJECTION.encode()
    ana = await in_aftercare(world, plan)
    await world.run_until(VISIT + timedelta(hours=2))

    await world.taps(ana, "No")

    assert told(ana, "Your tolerance may be lower now. Keep naloxone near.")
    async with world.database.reading() as tx:
        assert [row.tier for row in await tx.all(select(reports.c.tier))] == ["urgent"]


async def test_cancelled_visit_is_not_missed(world: ProgramWorld) -> None:
    plan = ordered.plan_file(ordered.medicine(("2026-12-01", "2027-01-10", "8:00: 20 mg"))) + INJECTION.encode()
    ana = await in_aftercare(world, plan)
    await world.run_until(VISIT + timedelta(hours=2))

    offered = await world.taps(ana, "Cancelled")

    assert "for a new time?" in offered.text
    async with world.database.reading() as tx:
        assert await tx.all(select(reports.c.id)) == []
