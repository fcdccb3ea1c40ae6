"""A check-in over HTTP: seven taps, one message, stopping, a restart, old buttons, what is said at the end."""

from sqlalchemy import select

from bot.checkins.checkin import CheckinState, from_json, to_json
from bot.clock import MovableClock
from bot.demo.botapi.phones import Phone
from bot.demo.botapi.server import LocalBotApi
from bot.ids import PersonId
from bot.storage.tables import alerts, checkins, people, tasks
from tests import joined, ordered
from tests.world import ProgramWorld, program

ORDINARY = ("None of these", "A little", "OK", "2", "OK", "No", "Done")
"""An ordinary day with the general pack, tap by tap."""
BACLOFEN = ("None of these", "3", "A little", "OK", "2", "OK", "Done")


async def patient(world: ProgramWorld) -> Phone:
    return await joined.patient(world, await joined.staff(world))


async def at_first_question(world: ProgramWorld) -> Phone:
    ana = await patient(world)
    await world.says(ana, "/checkin")
    return ana


async def with_taper(world: ProgramWorld) -> Phone:
    ana = await patient(world)
    await orders(world, ana, ("2026-12-01", "2026-12-20", "8:00: 20 mg"))
    return ana


async def orders(world: ProgramWorld, ana: Phone, *steps: tuple[str, str, str], name: str = "baclofen") -> None:
    async with world.database.transaction() as tx:
        person = PersonId(await tx.value(select(people.c.id).where(people.c.chat_id == ana.id)))
        plan = ordered.plan_file(ordered.medicine(*steps, name=name))
        await ordered.sign(tx, world.app.house, person, plan, world.clock.now())


async def all_taps(world: ProgramWorld, ana: Phone, labels: tuple[str, ...]) -> str:
    """The text under the last of the taps."""
    shown = ""
    for label in labels:
        shown = (await world.taps(ana, label)).text
    return shown


async def states(world: ProgramWorld) -> list[str]:
    async with world.database.reading() as tx:
        return [row.state for row in await tx.all(select(checkins.c.state).order_by(checkins.c.id))]


async def open_tasks(world: ProgramWorld) -> list[str]:
    async with world.database.reading() as tx:
        return [row.kind for row in await tx.all(select(tasks.c.kind).where(tasks.c.state == "open"))]


async def test_ordinary_checkin_takes_seven_taps(world: ProgramWorld) -> None:
    ana = await at_first_question(world)
    assert len(ORDINARY) == 7
    assert await all_taps(world, ana, ORDINARY) == "Thank you. Saved for Dana. Mood: OK."
    assert await states(world) == [CheckinState.FINISHED.value]


async def test_baclofen_day_takes_seven_taps(world: ProgramWorld) -> None:
    ana = await with_taper(world)
    await world.says(ana, "/checkin")
    assert len(BACLOFEN) == 7
    assert await all_taps(world, ana, BACLOFEN) == "Thank you. Saved for Dana. Stiffness: 3."


async def test_next_day_shows_yesterday_beside(world: ProgramWorld) -> None:
    ana = await with_taper(world)
    await world.says(ana, "/checkin")
    await all_taps(world, ana, BACLOFEN)
    await world.run_for(days=1)
    await world.says(ana, "/checkin")
    said = await all_taps(world, ana, ("None of these", "4", *BACLOFEN[2:]))
    assert said == "Thank you. Saved for Dana. Stiffness: 4 (yesterday: 3)."


async def test_checkin_is_one_message_edited(world: ProgramWorld) -> None:
    ana = await at_first_question(world)
    before = len(ana.from_bot())
    await all_taps(world, ana, ORDINARY)
    assert len(ana.from_bot()) == before


async def test_red_flag_question_comes_first(world: ProgramWorld) -> None:
    ana = await at_first_question(world)
    assert ana.last().labels[0] == "None of these"
    assert len(ana.last().labels) == 10


async def test_words_typed_at_the_end_are_kept(world: ProgramWorld) -> None:
    ana = await at_first_question(world)
    await all_taps(world, ana, ORDINARY[:-1])
    said = await world.says(ana, "had a nice walk with the dog")
    assert said.text.startswith("Thank you. Saved for Dana.")
    assert await states(world) == [CheckinState.FINISHED.value]


async def test_danger_typed_at_the_end_gets_help_only(world: ProgramWorld) -> None:
    ana = await at_first_question(world)
    await all_taps(world, ana, ORDINARY[:-1])
    await world.says(ana, "i keep seeing bugs on the wall")
    texts = [message.text for message in ana.from_bot()]
    assert any("Call 911 now" in text for text in texts)
    assert not any(text.startswith("Thank you. Saved") for text in texts)
    assert await states(world) == [CheckinState.FINISHED.value]


async def test_later_keeps_what_was_said(world: ProgramWorld) -> None:
    ana = await at_first_question(world)
    await all_taps(world, ana, ("None of these", "Quite"))
    stopped = await world.taps(ana, "Later")
    assert stopped.labels == ("Continue",)
    assert (await world.taps(ana, "Continue")).text == "How did you sleep last night?"


async def test_a_question_can_be_skipped(world: ProgramWorld) -> None:
    ana = await at_first_question(world)
    await world.taps(ana, "None of these")
    assert (await world.taps(ana, "Skip")).text == "How did you sleep last night?"


async def test_second_command_goes_on_in_a_new_message(world: ProgramWorld) -> None:
    ana = await at_first_question(world)
    first = await world.taps(ana, "None of these")
    again = await world.says(ana, "/checkin")
    assert again.text == "Anxious or restless?"
    assert ana.message(first.id).labels == ()


async def test_done_today_is_shown_and_can_be_done_again(world: ProgramWorld) -> None:
    ana = await at_first_question(world)
    await all_taps(world, ana, ORDINARY)
    done = await world.says(ana, "Check in")
    assert done.text == "Your check-in for today is done. Mood: OK."
    assert (await world.taps(ana, "New check-in")).labels[0] == "None of these"


async def test_old_question_of_the_same_checkin_shows_the_next(world: ProgramWorld) -> None:
    ana = await at_first_question(world)
    await world.taps(ana, "None of these")
    answered = next(button.value for row in ana.last().buttons for button in row if button.label == "A little")
    await world.taps(ana, "A little")
    joined.tap_anyway(ana, answered)
    await world.settled()
    assert ana.answers[-1].text == "You have answered that. This is the next one."
    assert ana.last().text == "How did you sleep last night?"


async def test_yesterdays_buttons_get_a_friendly_answer(world: ProgramWorld) -> None:
    ana = await at_first_question(world)
    await world.taps(ana, "None of these")
    old = ana.last()
    await world.run_for(days=1, hours=1)
    ana.tap(old.id, "A little")
    await world.settled()
    assert ana.last().text == "That check-in has ended. Send /checkin for a new one."


async def test_another_persons_checkin_cannot_be_answered(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)
    await world.says(ana, "/checkin")
    await world.taps(ana, "None of these")
    forged = next(button.value for row in ana.last().buttons for button in row if button.label == "Very")
    ben = await joined.patient(world, dana, user_id=503, name="Ben T.")
    joined.tap_anyway(ben, forged)
    await world.settled()
    assert ana.last().text == "Anxious or restless?"
    assert "too old" in ben.last().text


async def test_not_sharing_promises_no_reader(world: ProgramWorld) -> None:
    ana = await at_first_question(world)
    async with world.database.transaction() as tx:
        await tx.run(people.update().where(people.c.chat_id == ana.id).values(sharing="no"))
    assert await all_taps(world, ana, ORDINARY) == "Thank you. Saved. Mood: OK."


async def test_a_lapse_is_thanked_and_makes_a_task(world: ProgramWorld) -> None:
    ana = await at_first_question(world)
    shown = await all_taps(world, ana, (*ORDINARY[:5], "Yes"))
    assert shown.startswith("Thank you for telling me.\nYour body may take less now than before.")
    assert "lapse" in await open_tasks(world)


async def test_very_low_mood_is_asked_about_at_once(world: ProgramWorld) -> None:
    ana = await at_first_question(world)
    waiting = await all_taps(world, ana, (*ORDINARY[:4], "Very low"))
    assert waiting == "Check-in. Help comes first. You can continue later."
    assert "I need help now" in ana.last().labels


async def test_stronger_stiffness_than_usual_is_urgent_at_once(world: ProgramWorld) -> None:
    """Three calm days, then 9: guidance before the check-in is done, and an alert."""
    ana = await with_taper(world)
    for _ in range(3):
        await world.says(ana, "/checkin")
        await all_taps(world, ana, BACLOFEN)
        await world.run_for(days=1)
    await world.says(ana, "/checkin")
    waiting = await all_taps(world, ana, ("None of these", "9"))
    assert waiting == "Check-in. Help comes first. You can continue later."
    assert any("Dr. Lee's office" in message.text for message in ana.from_bot()[-3:])
    async with world.database.reading() as tx:
        assert await tx.value(select(alerts.c.tier)) == "urgent"


async def test_three_worse_mild_signs_make_a_task_and_no_alert(world: ProgramWorld) -> None:
    """Within 72 hours of the first step: three signs clearly above the days before."""
    ana = await patient(world)
    for _ in range(3):
        await world.says(ana, "/checkin")
        await all_taps(world, ana, ("None of these", "No", "Well", "2", "Good", "No", "Done"))
        await world.run_for(days=1)
    await earlier_stiffness(world, 1)
    await orders(world, ana, ("2026-12-04", "2026-12-20", "8:00: 20 mg"))
    await world.says(ana, "/checkin")
    await all_taps(world, ana, ("None of these", "4", "Quite", "Badly", "2", "OK", "Done"))
    assert "worse" in await open_tasks(world)
    assert "This can happen when a dose comes down." in ana.last().text
    async with world.database.reading() as tx:
        assert await tx.value(select(alerts.c.id)) is None


async def earlier_stiffness(world: ProgramWorld, value: int) -> None:
    """The check-ins so far had a question about stiffness as well, answered so."""
    async with world.database.transaction() as tx:
        for row in await tx.all(select(checkins.c.id, checkins.c.answers)):
            answers = from_json(row.answers).with_answer("stiffness", value)
            await tx.run(checkins.update().where(checkins.c.id == row.id).values(answers=to_json(answers)))


async def test_weekly_is_offered_two_weeks_after_the_last_dose(world: ProgramWorld) -> None:
    ana = await patient(world)
    await orders(world, ana, ("2026-12-01", "2026-12-02", "8:00: 10 mg"))
    await world.run_for(days=15)
    await world.says(ana, "/checkin")
    await all_taps(world, ana, ORDINARY)
    assert ana.last().labels == ("Each day", "Once a week")
    assert "once a week" in (await world.taps(ana, "Once a week")).text


async def test_weekly_is_offered_also_to_who_does_not_check_in(world: ProgramWorld) -> None:
    ana = await patient(world)
    await orders(world, ana, ("2026-12-01", "2026-12-02", "8:00: 10 mg"))

    await world.run_for(days=16)

    offers = [message for message in ana.from_bot() if message.labels == ("Each day", "Once a week")]
    assert len(offers) == 1
    assert offers[0].text.startswith("It is 2 weeks since the last dose in your plan.")


async def test_staff_choose_the_questions_of_a_patient(world: ProgramWorld) -> None:
    ana = await patient(world)
    dana = world.phone(501, "Dana")
    await world.says(dana, "Caseload")
    await world.taps(dana, next(label for label in dana.last().labels if label.startswith("Open")))
    await world.taps(dana, "Check-in questions")
    await world.taps(dana, "Alcohol")

    await world.says(ana, "/checkin")

    assert "Shaking" in (await world.taps(ana, "None of these")).text


async def test_spanish_checkin_is_spanish_to_the_end(world: ProgramWorld) -> None:
    ana = await patient(world)
    async with world.database.transaction() as tx:
        await tx.run(people.update().where(people.c.chat_id == ana.id).values(language="es"))
    await world.says(ana, "/checkin")
    said = await all_taps(world, ana, ("Nada de esto", "Un poco", "Más o menos", "2", "Más o menos", "No", "Listo"))
    assert said == "Gracias. Guardado para Dana. Ánimo: Más o menos."


async def test_checkin_goes_on_after_a_restart(database_url: str, clock: MovableClock) -> None:
    """A new program on the same database and the same Telegram knows where the person was."""
    async with LocalBotApi(clock=clock) as api:
        async with program(database_url, clock, api=api) as before:
            ana = await at_first_question(before)
            await all_taps(before, ana, ORDINARY[:3])
        async with program(database_url, clock, api=api) as after:
            assert await all_taps(after, ana, ORDINARY[3:]) == "Thank you. Saved for Dana. Mood: OK."
            assert await states(after) == [CheckinState.FINISHED.value]
