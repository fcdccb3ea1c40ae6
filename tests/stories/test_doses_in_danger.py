"""Doses while an emergency is open: not offered where they may harm, "ask first" otherwise. Also older messages."""

from datetime import timedelta

import pytest

from bot.caseload import people
from bot.caseload.sharing import Sharing
from bot.demo.botapi.phones import Phone
from bot.ids import ChatId
from tests import ordered
from tests.stories.test_doses import ANA, DANA, EIGHT, answers, on_plan, states
from tests.world import ProgramWorld

OVERDOSE = "i took 20 pills at once"
SEES_THINGS = "i keep seeing bugs on the wall"
NOT_OFFERED = "8:00 was planned. Ask 911 or your clinician before you take it."


def reminder_of(ana: Phone, words: str = "8:00 is due") -> int:
    return next(message.id for message in ana.from_bot() if words in message.text)


async def close_alert(world: ProgramWorld) -> None:
    dana = world.phone(DANA, "Dana")
    for label in ("Acknowledge", "Reached her", "Close"):
        for message in reversed(dana.messages()):
            found = next((one for one in message.labels if one.startswith(label.split()[0])), None)
            if found is not None:
                dana.tap(message.id, found)
                await world.settled()
                break
        else:
            raise AssertionError(label)


async def test_dose_due_after_an_overdose_is_not_offered(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.says(ana, OVERDOSE)

    await world.run_until(EIGHT)

    said = next(message for message in ana.from_bot() if "8:00 was planned" in message.text)
    assert said.text.startswith(NOT_OFFERED)
    assert said.labels == ()
    await world.run_for(hours=1)
    assert not [message for message in ana.from_bot() if "8:00 is" in message.text]


async def test_reminder_from_before_an_overdose_asks_first_too(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)
    due = reminder_of(ana)

    await world.says(ana, OVERDOSE)

    assert ana.message(due).text.startswith(NOT_OFFERED)
    assert ana.message(due).labels == ()


async def test_nudge_and_a_shown_medicine_from_before_it_ask_first_too(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT + timedelta(minutes=31))
    nudge, due = reminder_of(ana, "8:00 is still open"), reminder_of(ana)
    ana.tap(due, "Show")
    await world.settled()
    assert "baclofen" in ana.message(due).text

    await world.says(ana, OVERDOSE)

    assert [ana.message(one).text.startswith(NOT_OFFERED) for one in (due, nudge)] == [True, True]


async def test_other_emergencies_leave_the_reminder_and_add_ask_first(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)
    due = reminder_of(ana)

    await world.says(ana, SEES_THINGS)

    assert ana.message(due).text == "⏰ 8:00 is due. Ask first."
    assert "Done" in ana.message(due).labels


async def test_old_done_is_not_noted_blindly_but_what_was_taken_before_is(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.says(ana, OVERDOSE)
    await world.run_until(EIGHT - timedelta(seconds=30))
    await world.says(ana, "/today")

    asked = await world.taps(ana, "8:00")
    assert asked.text.startswith(NOT_OFFERED)
    assert await answers(world) == 0
    told = await world.taps(ana, "I took it before")

    assert told.text.startswith("✓ 8:00 noted as taken.")
    assert await answers(world) == 1


async def test_closed_alert_gives_the_reminder_its_buttons_back(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)
    due = reminder_of(ana)
    await world.says(ana, OVERDOSE)
    await world.run_for(minutes=5)

    await close_alert(world)

    assert ana.message(due).text == "⏰ 8:00 is due."
    assert ana.message(due).labels == ("Show", "Done", "Later")


@pytest.mark.parametrize(("hours", "offered"), [(0, False), (24, True)])
async def test_who_shares_nothing_is_kept_from_it_for_a_day(world: ProgramWorld, hours: int, offered: bool) -> None:
    ana = await on_plan(world)
    async with world.database.transaction() as tx:
        person = await people.by_chat(tx, ChatId(ANA))
        assert person is not None
        await people.change(tx, person.id, sharing=Sharing.NO)
    await world.says(ana, OVERDOSE)

    await world.run_until(EIGHT + timedelta(hours=hours))

    newest = [message.text for message in ana.from_bot() if message.text.startswith(("⏰ 8:00", "8:00 was planned"))][
        -1
    ]
    assert newest.startswith("⏰") is offered


async def test_several_medicines_show_no_button_either(world: ProgramWorld) -> None:
    ana = await on_plan(
        world,
        ordered.plan_file(
            ordered.medicine(("2026-12-01", "2026-12-10", "8:00: 20 mg")),
            ordered.medicine(("2026-12-01", "2026-12-10", "8:00: 5 mg"), name="diazepam"),
        ),
    )
    await world.run_until(EIGHT)
    await world.taps(ana, "Show")
    await world.taps(ana, "Taken: baclofen")
    due = next(message.id for message in ana.from_bot() if "diazepam" in message.text)

    await world.says(ana, OVERDOSE)

    assert ana.message(due).text.startswith(NOT_OFFERED)
    assert sorted(await states(world, EIGHT)) == [("answered", None), ("sent", None)]


async def test_early_answer_taken_back_is_told_at_its_time(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.says(ana, "/today")
    await world.taps(ana, "8:00")
    await world.taps(ana, "Taken")
    await world.taps(ana, "Undo")

    await world.run_until(EIGHT)

    assert ana.last().text == "⏰ 8:00 is due."


async def test_show_after_its_time_asks_first_too(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT + timedelta(hours=2, minutes=1))
    due = reminder_of(ana)
    await world.says(ana, OVERDOSE)

    ana.tap(due, "Show")
    await world.settled()

    assert "You reported something serious. Ask the people you called before you take it." in ana.message(due).text
    assert "The time for 8:00 has passed." in ana.message(due).text
