"""Recovery over HTTP: days that are counted, milestones that stay, "I used", the coping plan."""

import pytest
from sqlalchemy import select

from bot import config_files
from bot.caseload import people
from bot.caseload.permissions import Role
from bot.demo.botapi.phones import Phone
from bot.ids import ChatId
from bot.storage.tables import alerts, tasks
from tests import joined, ordered
from tests.world import ProgramWorld

DANA, ANA = 501, 502


async def patient(world: ProgramWorld, medicine: str = "") -> Phone:
    dana = await joined.staff(world, DANA, "Dana", Role.CASE_MANAGER)
    ana = await joined.patient(world, dana, ANA)
    if medicine:
        async with world.database.transaction() as tx:
            person = await people.by_chat(tx, ChatId(ANA))
            assert person is not None
            plan = ordered.plan_file(ordered.medicine(("2026-12-01", "2026-12-20", "8:00: 20 mg"), name=medicine))
            await ordered.sign(tx, world.app.house, person.id, plan, world.clock.now())
        await world.settled()
    return ana


async def counts_since_use(world: ProgramWorld, ana: Phone, days: int) -> None:
    await world.says(ana, "/recovery")
    await world.taps(ana, "Days I count")
    await world.taps(ana, "Since last use")
    await world.says(ana, str(days))


async def lapse_tasks(world: ProgramWorld) -> int:
    async with world.database.reading() as tx:
        return len(await tx.all(select(tasks.c.id).where(tasks.c.kind == "lapse", tasks.c.state == "open")))


async def open_alerts(world: ProgramWorld) -> list[str]:
    async with world.database.reading() as tx:
        return [row.tier for row in await tx.all(select(alerts.c.tier))]


async def test_days_are_counted_from_a_day_one_chooses(world: ProgramWorld) -> None:
    ana = await patient(world)

    await counts_since_use(world, ana, 34)

    assert "Since last use: 34 days" in ana.last().text
    assert "Reached: 7, 30 days\nNext: 60 days" in ana.last().text


async def test_day_that_cannot_be_read_is_asked_again(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.says(ana, "/recovery")
    await world.taps(ana, "Days I count")
    await world.taps(ana, "Since I started")

    asked = await world.says(ana, "last spring")

    assert asked.text.startswith("I could not read that day.")
    assert "Since I started: 20 days" in (await world.says(ana, "20")).text


async def test_using_wipes_neither_count_nor_milestones(world: ProgramWorld) -> None:
    ana = await patient(world)
    await counts_since_use(world, ana, 34)

    await world.taps(ana, "I used")
    assert ana.last().text.startswith("Thank you for telling me.\nYour body may take less now than before.")
    page = await world.says(ana, "/recovery")
    assert "Since last use: 34 days" in page.text
    await world.taps(ana, "Count from today")

    page = await world.says(ana, "/recovery")
    assert "Since last use: 0 days" in page.text
    assert "Reached: 7, 30 days" in page.text


async def test_using_is_a_task_and_no_page(world: ProgramWorld) -> None:
    ana = await patient(world, "baclofen")
    await world.says(ana, "/recovery")

    await world.taps(ana, "I used")

    assert await lapse_tasks(world) == 1
    assert await open_alerts(world) == []


async def test_using_with_opioids_is_urgent_with_tolerance_words(world: ProgramWorld) -> None:
    ana = await patient(world, "morphine")
    await world.says(ana, "/recovery")
    before = len(ana.from_bot())

    await world.taps(ana, "I used")

    said = "\n".join(message.text for message in ana.from_bot()[before:])
    assert "Your tolerance may be lower now. Keep naloxone near. Try not to be alone." in said
    assert await open_alerts(world) == ["urgent"]


async def test_using_stays_private_without_sharing(world: ProgramWorld) -> None:
    ana = await patient(world, "baclofen")
    await world.says(ana, "/consent")
    await world.taps(ana, "Change what the care team sees")
    await world.taps(ana, "No, keep to myself")
    await world.says(ana, "/recovery")

    await world.taps(ana, "I used")

    assert await lapse_tasks(world) == 0
    assert "Thank you for telling me." in ana.last().text


async def test_coping_plan_is_written_and_one_tap_from_a_lapse(world: ProgramWorld) -> None:
    ana = await patient(world)
    assert "It is still empty." in (await world.says(ana, "/cope")).text
    await world.taps(ana, "People to call")
    await world.says(ana, "my sister Eva 555-0133")
    await world.says(ana, "/recovery")

    await world.taps(ana, "I used")
    await world.taps(ana, "My coping plan")

    assert "People I can call\nmy sister Eva 555-0133" in ana.last().text


async def test_cry_for_help_while_writing_is_answered_first(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.says(ana, "/cope")
    await world.taps(ana, "My reasons")

    await world.says(ana, "i want to kill myself")

    assert any("988" in message.text for message in ana.from_bot()[-3:])
    assert "kill" not in (await world.says(ana, "/cope")).text


@pytest.mark.parametrize("data", ["ru:1", "qo:1", "rc:1:u", "qw:1:s"])
async def test_nobody_taps_for_somebody_else(world: ProgramWorld, data: str) -> None:
    ana = await patient(world)
    before = await lapse_tasks(world)

    joined.tap_anyway(ana, data)
    await world.settled()

    assert await lapse_tasks(world) == before
    assert "coping" not in ana.last().text


def milestones(ana: Phone) -> list[str]:
    return [message.text for message in ana.from_bot() if message.text == "A day that you count is here."]


async def test_a_milestone_is_told_on_its_day_without_saying_what_is_counted(world: ProgramWorld) -> None:
    ana = await patient(world)
    await counts_since_use(world, ana, 29)

    await world.run_for(days=3)

    assert len(milestones(ana)) == 1
    await world.taps(ana, "Show")
    assert "Since last use: 32 days" in ana.last().text


async def test_a_milestone_is_not_told_after_a_use_since(world: ProgramWorld) -> None:
    ana = await patient(world)
    await counts_since_use(world, ana, 29)
    await world.taps(ana, "I used")

    await world.run_for(days=3)

    assert milestones(ana) == []


async def test_a_count_begun_anew_has_its_own_milestones(world: ProgramWorld) -> None:
    ana = await patient(world)
    await counts_since_use(world, ana, 29)
    await world.taps(ana, "I used")
    await world.taps(ana, "Count from today")

    await world.run_for(days=8)

    assert len(milestones(ana)) == 1


async def test_using_told_in_a_checkin_has_the_coping_plan_under_it(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.says(ana, "Check in")
    for label in ("None of these", "No", "Well", "0 none", "Good"):
        await world.taps(ana, label)

    said = await world.taps(ana, "Yes")

    assert said.text.startswith("Thank you for telling me.\nYour body may take less now than before.")
    assert said.labels[-1] == "My coping plan"


async def test_goals_of_the_aftercare_plan_stand_on_the_page(world: ProgramWorld) -> None:
    ana = await patient(world)
    async with world.database.transaction() as tx:
        person = await people.by_chat(tx, ChatId(ANA))
        assert person is not None
        plan = config_files.find("examples/baclofen-taper.yaml").read_bytes()
        await ordered.sign(tx, world.app.house, person.id, plan, world.clock.now())
    await world.settled()

    page = await world.says(ana, "/recovery")

    assert "My goals\n· I want to walk my dog each day again.\n· I call my sister when it gets hard." in page.text
