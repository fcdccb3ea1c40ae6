"""Where a person is, over HTTP: in hospital and home again, with another provider, died; the phase of care."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.caseload import people
from bot.caseload.permissions import Role
from bot.caseload.person import Person
from bot.demo.botapi.phones import Phone
from bot.ids import ChatId
from bot.storage.tables import reminders, tasks
from tests import joined, ordered
from tests.world import ProgramWorld

DANA, ANA = 501, 502
EIGHT = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
"""8:00 in Chicago on the first day of the plan."""
DAY = timedelta(days=1)
PLAN = ordered.plan_file(ordered.medicine(("2026-12-01", "2026-12-20", "8:00: 20 mg")))


async def on_plan(world: ProgramWorld) -> tuple[Phone, Phone]:
    dana = await joined.staff(world, DANA, "Dana", Role.CASE_MANAGER)
    ana = await joined.patient(world, dana, ANA)
    await order(world)
    await world.run_until(EIGHT)
    return dana, ana


async def order(world: ProgramWorld) -> None:
    async with world.database.transaction() as tx:
        await ordered.sign(tx, world.app.house, (await person(world)).id, PLAN, world.clock.now())
    await world.settled()


async def person(world: ProgramWorld) -> Person:
    async with world.database.reading() as tx:
        found = await people.by_chat(tx, ChatId(ANA))
    assert found is not None
    return found


async def goes_to_hospital(world: ProgramWorld, ana: Phone) -> None:
    await world.says(ana, "/settings")
    await world.taps(ana, "I am in hospital")
    await world.taps(ana, "Yes, I am in hospital")


async def opens_card(world: ProgramWorld, dana: Phone) -> None:
    await world.says(dana, "Caseload")
    await world.taps(dana, next(one for one in dana.last().labels if one.startswith("Open 0")))
    await world.taps(dana, "Where they are")


async def open_tasks(world: ProgramWorld) -> set[str]:
    async with world.database.reading() as tx:
        return {row.kind for row in await tx.all(select(tasks.c.kind).where(tasks.c.state == "open"))}


def doses_told(phone: Phone) -> int:
    return sum("8:00 is due" in message.text for message in phone.from_bot())


async def test_in_hospital_shows_the_plan_and_reminders_stop(world: ProgramWorld) -> None:
    _, ana = await on_plan(world)
    before = len(ana.from_bot())

    await goes_to_hospital(world, ana)
    said = [message.text for message in ana.from_bot()[before:]]
    assert any("I am lowering baclofen. This is the order of Dr. Lee." in text for text in said)
    assert any(message.photo for message in ana.from_bot()[before:])
    told = doses_told(ana)
    await world.run_for(days=3)

    assert doses_told(ana) == told
    assert "in_hospital" in await open_tasks(world)


async def test_help_now_offers_it_too(world: ProgramWorld) -> None:
    _, ana = await on_plan(world)

    assert "I am in hospital" in (await world.says(ana, "/help_now")).labels


async def test_home_again_asks_for_a_new_plan_before_any_dose(world: ProgramWorld) -> None:
    _, ana = await on_plan(world)
    await goes_to_hospital(world, ana)
    await world.run_for(days=2)

    home = await world.taps(ana, "I am home")
    assert home.text.startswith("Follow the hospital's paper.\nCall Dr. Lee's office today: 555-0100.")
    assert "home_again" in await open_tasks(world)
    told = doses_told(ana)
    await world.run_for(days=2)
    assert doses_told(ana) == told
    assert "I show no doses" in (await world.says(ana, "/today")).text
    await order(world)
    await world.run_for(days=1)

    assert doses_told(ana) > told
    assert "home_again" not in await open_tasks(world)


async def test_slip_of_the_finger_changes_nothing(world: ProgramWorld) -> None:
    _, ana = await on_plan(world)
    await goes_to_hospital(world, ana)

    await world.taps(ana, "It was a mistake")
    told = doses_told(ana)
    await world.run_for(days=1)

    assert doses_told(ana) == told + 1


async def test_hospital_stays_private_without_sharing(world: ProgramWorld) -> None:
    _, ana = await on_plan(world)
    await world.says(ana, "/consent")
    await world.taps(ana, "Change what the care team sees")
    await world.taps(ana, "No, keep to myself")

    await goes_to_hospital(world, ana)
    home = await world.taps(ana, "I am home")

    assert "Nobody at" in home.text
    assert not {"in_hospital", "home_again"} & await open_tasks(world)


async def test_another_provider_stops_reminders_not_the_medicine(world: ProgramWorld) -> None:
    dana, ana = await on_plan(world)
    await opens_card(world, dana)

    await world.taps(dana, "Another provider")
    told = doses_told(ana)
    await world.run_for(days=2)

    assert "Your medicine is not stopped. Keep to Dr. Lee's order." in ana.last().text
    assert doses_told(ana) == told


async def test_with_us_again_says_that_the_plan_holds(world: ProgramWorld) -> None:
    dana, ana = await on_plan(world)
    await goes_to_hospital(world, ana)
    await world.taps(ana, "I am home")
    await opens_card(world, dana)

    await world.taps(dana, "With us, the plan holds")
    told = doses_told(ana)
    await world.run_for(days=1)

    assert doses_told(ana) == told + 1


async def test_died_is_confirmed_twice_and_nothing_is_sent_again(world: ProgramWorld) -> None:
    dana, ana = await on_plan(world)
    await opens_card(world, dana)

    await world.taps(dana, "Died")
    await world.taps(dana, "Yes, died")
    assert (await person(world)).state.value == "active"
    await world.taps(dana, "Yes, for good")
    before = len(ana.from_bot())
    await world.run_for(days=10)

    assert len(ana.from_bot()) == before
    assert await open_tasks(world) == set()
    async with world.database.reading() as tx:
        assert not await tx.all(select(reminders.c.id).where(reminders.c.state == "planned"))


async def test_cry_for_help_in_a_closed_chat_is_answered(world: ProgramWorld) -> None:
    dana, ana = await on_plan(world)
    await opens_card(world, dana)
    for label in ("Died", "Yes, died", "Yes, for good"):
        await world.taps(dana, label)

    answer = await world.says(ana, "i want to kill myself")

    assert "988" in answer.text


async def test_phase_of_care_is_kept_and_starts_the_clocks(world: ProgramWorld) -> None:
    dana, _ = await on_plan(world)
    await opens_card(world, dana)
    await world.taps(dana, "inpatient")

    card = await world.taps(dana, "outpatient")
    assert "Phase of care: outpatient" in card.text
    await world.run_for(days=8)

    assert "after_7_days" in await open_tasks(world)


@pytest.mark.parametrize("data", ["wh:1:y", "wo:1", "wt:2:d2", "wp:2:detox", "ww:2"])
async def test_patients_change_nobody_elses_place(world: ProgramWorld, data: str) -> None:
    _, ana = await on_plan(world)

    joined.tap_anyway(ana, data)
    await world.settled()

    assert (await person(world)).state.value == "active"
    assert (await person(world)).phase is None
