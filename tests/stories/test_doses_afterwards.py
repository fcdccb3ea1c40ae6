"""A dose after its time over HTTP: at what time it was taken, which of several, taken twice, any past day corrected."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.demo.botapi.phones import Phone
from bot.reminders.answered import standing_answers
from bot.storage.tables import reminders, tasks
from tests import ordered
from tests.stories.test_doses import EIGHT, TWO_MEDICINES, answers, on_plan, states, tiers
from tests.world import ProgramWorld

PASSED = EIGHT + timedelta(hours=2, minutes=1)
"""The window of 8:00 has closed."""
BOTH_SILENT = EIGHT + timedelta(hours=8, minutes=1)


async def said_of(world: ProgramWorld, due_at: datetime) -> list[tuple[str, datetime | None]]:
    """Each answer that stands for the moment, and when it was taken."""
    async with world.database.reading() as tx:
        rows = await tx.all(
            select(reminders.c.id).where(reminders.c.kind == "dose", reminders.c.due_at == due_at).order_by("id")
        )
        found = await standing_answers(tx, [row.id for row in rows])
    return [(found[row.id].answer.value, found[row.id].taken_at) for row in rows if row.id in found]


async def took_it(world: ProgramWorld) -> Phone:
    ana = await on_plan(world)
    await world.run_until(PASSED)
    await world.taps(ana, "I took it")
    return ana


async def test_a_late_answer_names_the_time_by_a_button(world: ProgramWorld) -> None:
    ana = await took_it(world)

    noted = await world.taps(ana, "8:30")

    assert noted.text == "✓ 8:00 noted as taken at 8:30."
    assert await said_of(world, EIGHT) == [("taken", EIGHT + timedelta(minutes=30))]


async def test_times_still_to_come_are_not_offered(world: ProgramWorld) -> None:
    ana = await took_it(world)

    assert "10:00" in ana.last().labels
    assert "11:00" not in ana.last().labels


async def test_any_time_can_be_typed(world: ProgramWorld) -> None:
    ana = await took_it(world)
    await world.taps(ana, "Another time")

    assert "like 9:30" in (await world.says(ana, "soon after")).text
    noted = await world.says(ana, "8:47")

    assert noted.text == "✓ 8:00 noted as taken at 8:47."
    assert await said_of(world, EIGHT) == [("taken", EIGHT + timedelta(minutes=47))]


async def test_cry_for_help_instead_of_a_time_is_heard(world: ProgramWorld) -> None:
    ana = await took_it(world)
    await world.taps(ana, "Another time")

    await world.says(ana, "i had a seizure")

    assert await tiers(world) == ["emergency"]


async def test_undo_takes_the_late_answer_back_whole(world: ProgramWorld) -> None:
    ana = await took_it(world)
    await world.taps(ana, "8:30")

    await world.taps(ana, "Undo")

    assert await states(world, EIGHT) == [("unanswered", None)]


async def test_one_of_two_says_that_the_other_was_not_taken(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(BOTH_SILENT)
    which = await world.taps(ana, "One")
    assert which.labels == ("8:00", "14:00")

    await world.taps(ana, "14:00")

    assert await said_of(world, EIGHT) == [("not_taken", None)]
    assert await said_of(world, EIGHT + timedelta(hours=6)) == [("taken", None)]
    assert await tiers(world) == []


async def test_one_of_two_asks_about_the_other_where_one_was_answered_elsewhere(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(BOTH_SILENT)
    reminder = next(message for message in ana.from_bot() if message.text == "⏰ 14:00 is due.")
    ana.tap(reminder.id, "Done")
    await world.settled()

    left = await world.taps(ana, "One")

    assert left.text.startswith("I have no answer for 8:00. Did you take it?")
    assert await said_of(world, EIGHT) == []
    await world.taps(ana, "No")
    assert await said_of(world, EIGHT) == [("not_taken", None)]
    assert [answer for answer, _ in await said_of(world, EIGHT + timedelta(hours=6))] == ["taken"]


async def test_a_second_silence_is_due_again_although_nobody_has_called_about_the_first(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT + timedelta(days=3))
    await world.taps(ana, "Done")
    answered = world.clock.now()

    await world.run_until(answered + timedelta(days=2))

    async with world.database.reading() as tx:
        (task,) = await tx.all(select(tasks.c.kind, tasks.c.created_at, tasks.c.due_on))
    assert task.kind == "silence"
    assert answered + timedelta(days=1) <= task.created_at
    assert task.due_on >= (answered + timedelta(days=1)).date()


async def test_a_silence_that_goes_on_stays_overdue(world: ProgramWorld) -> None:
    await on_plan(world)

    await world.run_until(EIGHT + timedelta(days=5))

    async with world.database.reading() as tx:
        (task,) = await tx.all(select(tasks.c.created_at, tasks.c.due_on))
    assert task.created_at < EIGHT + timedelta(days=2)
    assert task.due_on <= (EIGHT + timedelta(days=1)).date()


async def test_some_of_four_are_ticked_one_by_one(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT + timedelta(hours=26, minutes=1))
    await world.taps(ana, "Some")

    await world.taps(ana, "8:00 yesterday")
    await world.taps(ana, "20:00 yesterday")
    await world.taps(ana, "No other")

    told = [(await said_of(world, EIGHT + timedelta(hours=hours)))[0][0] for hours in (0, 6, 12, 24)]
    assert told == ["taken", "not_taken", "taken", "not_taken"]
    assert await tiers(world) == []


async def test_none_after_an_outage_is_urgent_like_any_other(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    world.clock.move_to(EIGHT + timedelta(hours=12, minutes=5))  # off from before 8:00 until 20:05
    await world.settled()
    assert any("8:00 and 14:00. Did you take them?" in message.text for message in ana.from_bot())

    await world.taps(ana, "None")

    assert await tiers(world) == ["urgent"]


async def test_after_an_outage_each_medicine_can_be_told_apart(world: ProgramWorld) -> None:
    ana = await on_plan(world, TWO_MEDICINES)
    world.clock.move_to(EIGHT + timedelta(hours=3))
    await world.settled()
    asked = [message for message in ana.from_bot() if message.text.startswith("I could not remind you of 8:00.")]
    assert len(asked) == 2
    assert not any("baclofen" in message.text for message in asked)

    for message in asked:
        ana.tap(message.id, "Show")
    await world.settled()

    shown = [ana.message(message.id).text for message in asked]
    assert any("baclofen 20 mg" in text for text in shown)
    assert any("diazepam 5 mg" in text for text in shown)


async def test_skipping_the_second_medicine_leaves_the_first_taken(world: ProgramWorld) -> None:
    ana = await on_plan(world, TWO_MEDICINES)
    await world.run_until(EIGHT)
    await world.taps(ana, "Show")
    await world.taps(ana, "Taken: baclofen")

    await world.taps(ana, "Skip")

    assert [one[0] for one in await said_of(world, EIGHT)] == ["taken", "skipped"]


async def test_late_question_about_one_medicine_leaves_the_other_as_it_is(world: ProgramWorld) -> None:
    ana = await on_plan(world, TWO_MEDICINES)
    await world.run_until(EIGHT)
    await world.taps(ana, "Show")
    await world.taps(ana, "Taken: diazepam")
    await world.run_until(PASSED)

    await world.taps(ana, "Forgot")

    assert [one[0] for one in await said_of(world, EIGHT)] == ["not_taken", "taken"]


async def test_some_of_two_medicines_can_be_said_after_the_window(world: ProgramWorld) -> None:
    ana = await on_plan(world, TWO_MEDICINES)
    await world.run_until(PASSED)

    await world.taps(ana, "Some")
    await world.taps(ana, "Taken: baclofen")
    await world.taps(ana, "Skip")

    assert [one[0] for one in await said_of(world, EIGHT)] == ["taken", "skipped"]


async def test_second_dose_is_recorded_with_a_warning(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)
    await world.taps(ana, "Done")
    await world.says(ana, "/today")
    await world.taps(ana, "8:00")
    before = len(ana.from_bot())

    await world.taps(ana, "I took it twice")

    assert "Took more than planned? Ask before the next dose. Take nothing extra." in ana.from_bot()[before].text
    assert await said_of(world, EIGHT) == [("taken_twice", None)]
    assert await tiers(world) == ["urgent"]


async def test_second_dose_is_offered_only_where_one_was_taken(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)

    shown = await world.taps(ana, "Show")

    assert "I took it twice" not in shown.labels


async def test_any_past_day_can_be_corrected(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT + timedelta(days=3))
    await world.says(ana, "/today")
    for day in ("‹ Thu 3 Dec", "‹ Wed 2 Dec", "‹ Tue 1 Dec"):
        page = await world.taps(ana, day)
    assert page.text.startswith("Tuesday 1 December")
    assert not any(label.startswith("‹") for label in page.labels)

    await world.taps(ana, "14:00")
    await world.taps(ana, "Taken")
    await world.says(ana, "/today")
    for day in ("‹ Thu 3 Dec", "‹ Wed 2 Dec", "‹ Tue 1 Dec"):
        page = await world.taps(ana, day)

    assert "14:00 – taken" in page.text


async def test_early_answer_lands_in_its_own_slot(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)
    await world.taps(ana, "Done")
    await world.run_until(EIGHT + timedelta(hours=4, minutes=10))
    await world.says(ana, "/today")
    await world.taps(ana, "14:00")

    await world.taps(ana, "Taken")
    before = len(ana.from_bot())
    await world.run_until(EIGHT + timedelta(hours=7))

    assert await states(world, EIGHT + timedelta(hours=6)) == [("answered", None)]
    assert len(ana.from_bot()) == before


async def test_correction_to_not_taken_counts_with_the_dose_after_it(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)
    await world.taps(ana, "Done")
    await world.run_until(EIGHT + timedelta(hours=6))
    await world.taps(ana, "Show")
    await world.taps(ana, "Skip")
    assert await tiers(world) == []
    await world.says(ana, "/today")
    await world.taps(ana, "8:00")

    await world.taps(ana, "Skip")

    assert await tiers(world) == ["urgent"]


@pytest.mark.parametrize("data", ["dq:1:600", "dq:1:x", "dd:2:never", "dn:1:z", "da:1:a", "d2:999", "dq:999:0"])
async def test_forged_and_old_buttons_change_nothing(world: ProgramWorld, data: str) -> None:
    ana = await on_plan(world)
    await world.run_until(PASSED)
    from tests.joined import tap_anyway

    tap_anyway(ana, data)
    await world.settled()

    assert await answers(world) == 0


async def test_reminder_above_a_nudge_says_that_it_is_done(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT + timedelta(minutes=31))
    due = next(message.id for message in ana.from_bot() if message.text == "⏰ 8:00 is due.")
    await world.taps(ana, "Done")  # under the nudge

    await world.run_for(minutes=1)

    assert (ana.message(due).text, ana.message(due).labels) == ("✓ 8:00 done", ())


async def test_past_day_is_named_and_nothing_is_asked_later(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT + timedelta(days=1, minutes=1))
    await world.says(ana, "/today")
    await world.taps(ana, "‹ Tue 1 Dec")

    shown = await world.taps(ana, "8:00")

    assert shown.text.startswith("Tuesday 1 December\n8:00 · baclofen 20 mg")
    assert "In 10 min" not in shown.labels


async def test_late_answer_taken_back_asks_again_what_happened(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT + timedelta(hours=2, minutes=1))
    await world.taps(ana, "Forgot")
    due = next(message.id for message in ana.from_bot() if "8:00: not taken" in message.text)
    await world.run_for(minutes=1)

    asked = await world.taps(ana, "Undo")

    assert "The time for 8:00 has passed." in asked.text
    assert "I took it" in asked.labels
    assert "not taken" not in ana.message(due).text


async def test_show_after_its_time_gives_no_leave_to_take_it(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(PASSED)
    reminder = next(message.id for message in ana.from_bot() if "8:00 is due" in message.text)

    ana.tap(reminder, "Show")
    await world.settled()

    shown = ana.message(reminder).text
    assert "baclofen" in shown
    assert shown.endswith(f'The time for 8:00 has passed.\nFrom Dr. Lee: "{ordered.LATE_WORDS}"')


async def test_show_of_an_answered_dose_says_nothing_of_its_time(world: ProgramWorld) -> None:
    ana = await took_it(world)
    await world.says(ana, "/today")

    shown = await world.taps(ana, "8:00")

    assert "Noted: taken." in shown.text
    assert "has passed" not in shown.text
