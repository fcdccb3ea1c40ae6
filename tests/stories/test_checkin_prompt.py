"""The daily prompt over HTTP: at the local hour, once, one nudge, a soft note, a call-back after two silent days."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.demo.botapi.phones import Phone
from bot.storage.tables import people, reminders, tasks
from tests import joined
from tests.stories.test_checkin import ORDINARY, all_taps
from tests.world import ProgramWorld

PROMPT, NUDGE = "Time for your check-in.", "Your check-in is still open."
NINE_IN_CHICAGO = datetime(2026, 12, 2, 15, tzinfo=UTC)


async def patient(world: ProgramWorld) -> Phone:
    return await joined.patient(world, await joined.staff(world))


async def change(world: ProgramWorld, ana: Phone, **values: object) -> None:
    async with world.database.transaction() as tx:
        await tx.run(people.update().where(people.c.chat_id == ana.id).values(**values))


def told(ana: Phone, text: str) -> list[datetime]:
    return [message.date for message in ana.from_bot() if message.text.startswith(text)]


async def silence_tasks(world: ProgramWorld) -> int:
    async with world.database.reading() as tx:
        return len(await tx.all(select(tasks.c.id).where(tasks.c.kind == "checkin_silence", tasks.c.state == "open")))


async def test_prompt_comes_once_at_the_chosen_hour(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.run_until(NINE_IN_CHICAGO + timedelta(hours=1))
    today = [at for at in told(ana, PROMPT) if at >= NINE_IN_CHICAGO]
    assert [at.replace(microsecond=0) for at in today] == [NINE_IN_CHICAGO]


async def test_prompt_says_nothing_private(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.run_until(NINE_IN_CHICAGO + timedelta(minutes=1))
    assert ana.last().text == "Time for your check-in. You were not here yesterday. That is OK."
    assert ana.last().labels == ("Start", "Later")
    assert ana.last().protect  # the answers will stand in this message


async def test_prompt_is_eight_taps_to_the_end(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.run_until(NINE_IN_CHICAGO + timedelta(minutes=1))
    said = await all_taps(world, ana, ("Start", *ORDINARY))
    assert said.startswith("Thank you. Saved for Dana.")


async def test_nine_stays_nine_through_the_clock_change(world: ProgramWorld) -> None:
    ana = await patient(world)
    world.clock.move_to(datetime(2027, 3, 12, 22, tzinfo=UTC))
    await world.run_until(datetime(2027, 3, 15, 22, tzinfo=UTC))
    hours = [at.hour for at in told(ana, PROMPT) if at > datetime(2027, 3, 12, 22, tzinfo=UTC)]
    assert hours == [15, 14, 14]


async def test_one_nudge_and_no_more(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.run_until(NINE_IN_CHICAGO + timedelta(hours=20))
    assert len([at for at in told(ana, NUDGE) if at > NINE_IN_CHICAGO]) == 1


async def test_no_prompt_after_todays_checkin(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.run_until(NINE_IN_CHICAGO - timedelta(hours=2))
    before = len(told(ana, PROMPT))
    await world.says(ana, "/checkin")
    await all_taps(world, ana, ORDINARY)
    await world.run_until(NINE_IN_CHICAGO + timedelta(hours=5))
    assert len(told(ana, PROMPT)) == before
    assert [at for at in told(ana, NUDGE) if at > NINE_IN_CHICAGO] == []


async def test_no_prompt_without_consent(world: ProgramWorld) -> None:
    ana = await patient(world)
    before = len(told(ana, PROMPT))
    await change(world, ana, reminders_agreed=False)
    await world.run_for(days=2)
    assert len(told(ana, PROMPT)) == before


async def test_consent_taken_back_stops_a_planned_prompt(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.run_until(NINE_IN_CHICAGO - timedelta(minutes=1))
    before = len(told(ana, PROMPT))
    await change(world, ana, reminders_agreed=False)
    await world.run_until(NINE_IN_CHICAGO + timedelta(hours=1))
    async with world.database.reading() as tx:
        reasons = [row.reason for row in await tx.all(select(reminders.c.reason).where(reminders.c.state == "dropped"))]
    assert len(told(ana, PROMPT)) == before
    assert "no consent" in reasons


async def test_a_missed_day_is_met_softly_once(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.run_until(NINE_IN_CHICAGO + timedelta(days=3, hours=1))
    soft = told(ana, "Time for your check-in. You were not here yesterday. That is OK.")
    assert len(soft) == 1
    assert len(told(ana, PROMPT)) >= 3


async def test_who_stopped_in_the_middle_was_there(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.run_until(NINE_IN_CHICAGO - timedelta(hours=20))
    await world.taps(ana, "Start")
    await world.taps(ana, "None of these")
    await world.run_until(NINE_IN_CHICAGO + timedelta(minutes=1))
    assert ana.last().text == PROMPT


async def test_two_silent_days_make_one_callback_task(world: ProgramWorld) -> None:
    await patient(world)
    await world.run_until(NINE_IN_CHICAGO + timedelta(hours=12))
    early = await silence_tasks(world)
    await world.run_until(NINE_IN_CHICAGO + timedelta(days=4))
    assert (early, await silence_tasks(world)) == (0, 1)


async def test_any_message_is_no_silence(world: ProgramWorld) -> None:
    ana = await patient(world)
    for _ in range(4):
        await world.run_for(days=1)
        await world.says(ana, "busy day")
    assert await silence_tasks(world) == 0


async def test_silence_is_no_task_where_it_is_not_shared(world: ProgramWorld) -> None:
    ana = await patient(world)
    await change(world, ana, sharing="in_danger")
    await world.run_for(days=5)
    assert await silence_tasks(world) == 0


async def test_later_brings_it_once_more_in_an_hour(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.run_until(NINE_IN_CHICAGO + timedelta(minutes=1))
    await world.taps(ana, "Later")
    await world.run_until(NINE_IN_CHICAGO + timedelta(hours=1, minutes=10))
    assert len([at for at in told(ana, NUDGE) if at > NINE_IN_CHICAGO]) == 1


async def test_a_changed_hour_brings_no_second_prompt_that_day(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.run_until(NINE_IN_CHICAGO + timedelta(minutes=5))
    before = len(told(ana, PROMPT))
    await change(world, ana, checkin_at="13:00", planned_until=None)
    await world.run_until(NINE_IN_CHICAGO + timedelta(hours=8))
    assert len(told(ana, PROMPT)) == before


async def test_weekly_prompts_come_once_a_week(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.run_until(NINE_IN_CHICAGO + timedelta(minutes=1))
    await change(world, ana, checkin_days=7, planned_until=None)
    for _ in range(8):
        await world.run_for(days=1)
    after = [at.day for at in told(ana, PROMPT) if at > NINE_IN_CHICAGO + timedelta(hours=1)]
    assert after == [9]
