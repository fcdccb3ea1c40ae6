"""A dose's day over HTTP: told at its local time, answered, corrected; late, unanswered, replaced, after an outage."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.caseload import people
from bot.caseload.permissions import Role
from bot.demo.botapi.faults import Fault
from bot.demo.botapi.phones import Phone
from bot.ids import ChatId
from bot.storage.tables import dose_answers, reminders, reports, tasks
from bot.storage.tables import people as person_rows
from tests import joined, ordered
from tests.world import ProgramWorld

DANA, ANA = 501, 502
EIGHT = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
"""8:00 in Chicago on the first day of the plan; the clock of the tests begins two hours before."""
ONE_MEDICINE = ordered.plan_file(
    ordered.medicine(
        ("2026-12-01", "2026-12-04", "8:00: 20 mg, 14:00: 10 mg, 20:00: 20 mg"),
        ("2026-12-05", "2026-12-10", "8:00: 15 mg, 14:00: 10 mg, 20:00: 20 mg"),
    )
)
TWO_MEDICINES = ordered.plan_file(
    ordered.medicine(("2026-12-01", "2026-12-10", "8:00: 20 mg")),
    ordered.medicine(("2026-12-01", "2026-12-10", "8:00: 5 mg"), name="diazepam"),
)


async def on_plan(world: ProgramWorld, content: bytes = ONE_MEDICINE) -> Phone:
    """Ana, in Chicago, follows this plan; the clock shows just before 8:00 of its first day."""
    dana = await joined.staff(world, DANA, "Dana", Role.CASE_MANAGER)
    ana = await joined.patient(world, dana, ANA)
    await order(world, content)
    await world.run_until(EIGHT - timedelta(minutes=1))
    return ana


async def order(world: ProgramWorld, content: bytes) -> None:
    async with world.database.transaction() as tx:
        person = await people.by_chat(tx, ChatId(ANA))
        assert person is not None
        await ordered.sign(tx, world.app.house, person.id, content, world.clock.now())
    await world.settled()


async def states(world: ProgramWorld, due_at: datetime) -> list[tuple[str, str | None]]:
    """State and reason of the dose rows of one moment."""
    async with world.database.reading() as tx:
        rows = await tx.all(
            select(reminders.c.state, reminders.c.reason).where(
                reminders.c.kind == "dose", reminders.c.due_at == due_at
            )
        )
    return [(row.state, row.reason) for row in rows]


async def answers(world: ProgramWorld) -> int:
    async with world.database.reading() as tx:
        return len(await tx.all(select(dose_answers.c.id)))


async def tiers(world: ProgramWorld) -> list[str]:
    """The tier of every report so far."""
    async with world.database.reading() as tx:
        return [row.tier for row in await tx.all(select(reports.c.tier).order_by(reports.c.id))]


def told(phone: Phone, words: str) -> list[str]:
    return [message.text for message in phone.from_bot() if words in message.text]


async def test_reminder_is_discreet_at_its_local_time(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    assert not told(ana, "8:00 is due")

    await world.run_until(EIGHT)

    assert ana.last().text == "⏰ 8:00 is due."
    assert ana.last().labels == ("Show", "Done", "Later")
    assert ana.last().protect


async def test_show_tells_medicine_amount_tablets_and_step(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)

    shown = await world.taps(ana, "Show")

    assert shown.text == "8:00 · baclofen 20 mg = 1 tablet of 20 mg · step 1 of 2, until Fri 4 Dec"
    assert shown.labels[0] == "Taken"


async def test_shown_medicine_is_covered_again(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)
    shown = await world.taps(ana, "Show")

    await world.run_for(minutes=11)

    assert ana.message(shown.id).text == "⏰ 8:00 is due."


async def test_one_tap_answers_and_names_the_next_dose(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)
    await world.run_for(minutes=4)

    done = await world.taps(ana, "Done")

    assert done.text == "✓ 8:00 done at 8:04. Next: 14:00."
    assert await states(world, EIGHT) == [("answered", None)]


async def test_second_tap_changes_nothing_and_says_so(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)
    message = ana.last()
    ana.tap(message.id, "Done")
    ana.tap(message.id, "Done")
    await world.settled()

    assert await answers(world) == 1
    assert ana.answers[-1].text == "Already noted: taken."


async def test_undo_opens_the_dose_again(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)
    await world.taps(ana, "Done")

    undone = await world.taps(ana, "Undo")

    assert undone.labels == ("Show", "Done", "Later")
    assert await states(world, EIGHT) == [("sent", None)]


async def test_first_two_days_of_a_step_hide_done(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    step_day = EIGHT + timedelta(days=4)

    await world.run_until(step_day)

    assert ana.last().text == "⏰ 8:00 is due. The amount has changed."
    assert ana.last().labels == ("Show", "Later")
    shown = await world.taps(ana, "Show")
    assert "15 mg" in shown.text
    assert "Taken" in shown.labels


async def test_third_day_of_a_step_is_ordinary_again(world: ProgramWorld) -> None:
    ana = await on_plan(world)

    await world.run_until(EIGHT + timedelta(days=6))

    assert ana.last().text == "⏰ 8:00 is due."


async def test_snooze_asks_again_then_and_not_before(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)
    await world.taps(ana, "Later")
    snoozed = await world.taps(ana, "In 60 min")
    assert "I will ask again at 9:00." in snoozed.text

    await world.run_for(minutes=59)
    assert not told(ana, "still open")
    await world.run_for(minutes=1)

    assert len(told(ana, "8:00 is still open.")) == 1


async def test_snooze_never_goes_past_the_late_window(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT + timedelta(minutes=50))
    waiting = await world.taps(ana, "Later")
    assert waiting.labels[:3] == ("In 10 min", "In 30 min", "In 60 min")
    await world.run_until(EIGHT + timedelta(minutes=61))

    ana.tap(waiting.id, "In 60 min")
    await world.settled()

    assert "Too late to wait" in ana.answers[-1].text


@pytest.mark.parametrize(
    ("minutes", "offered"), [(89, ("In 10 min", "In 30 min")), (90, ("In 10 min",)), (110, ()), (121, ())]
)
async def test_only_waits_that_end_inside_the_late_window_are_offered(
    world: ProgramWorld, minutes: int, offered: tuple[str, ...]
) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT + timedelta(minutes=minutes))
    nudge = next(message for message in ana.from_bot() if message.text == "8:00 is still open.")

    ana.tap(nudge.id, "Later")
    await world.settled()

    labels = ana.message(nudge.id).labels
    assert tuple(label for label in labels if label.startswith("In ")) == offered
    assert bool(offered) or "Too late to wait" in ana.answers[-1].text
    ana.tap(nudge.id, "Show")
    await world.settled()
    assert tuple(label for label in ana.message(nudge.id).labels if label.startswith("In ")) == offered


async def test_one_nudge_and_then_the_clinicians_words(world: ProgramWorld) -> None:
    ana = await on_plan(world)

    await world.run_until(EIGHT + timedelta(hours=3))

    assert len(told(ana, "8:00 is still open.")) == 1
    late = told(ana, "The time for 8:00 has passed.")
    assert len(late) == 1
    assert f'From Dr. Lee: "{ordered.LATE_WORDS}"' in late[0]
    assert await states(world, EIGHT) == [("unanswered", None)]


async def test_dose_can_be_answered_after_its_window(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT + timedelta(hours=3))

    noted = await world.taps(ana, "I took it")

    assert noted.text == "✓ 8:00 noted as taken.\nWhen did you take it?"
    assert await states(world, EIGHT) == [("answered", None)]


async def test_two_silent_doses_are_asked_about_together(world: ProgramWorld) -> None:
    ana = await on_plan(world)

    await world.run_until(EIGHT + timedelta(hours=8, minutes=1))

    assert ana.last().text.startswith("I have no answer for 8:00 and 14:00. Did you take them?")
    assert "Dr. Lee's office: 555-0100" in ana.last().text
    await world.taps(ana, "Both")
    assert [await states(world, EIGHT + timedelta(hours=hours)) for hours in (0, 6)] == [[("answered", None)]] * 2


async def test_silent_doses_of_another_day_are_named_with_it(world: ProgramWorld) -> None:
    ana = await on_plan(world)

    await world.run_until(EIGHT + timedelta(hours=26, minutes=1))

    assert ana.last().text.startswith("I have no answer for 8:00 yesterday, 14:00 yesterday, 20:00 yesterday and 8:00.")


async def test_each_silent_dose_has_its_article_in_spanish(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    async with world.database.transaction() as tx:
        await tx.run(person_rows.update().where(person_rows.c.chat_id == ANA).values(language="es"))

    await world.run_until(EIGHT + timedelta(hours=14, minutes=1))

    assert ana.last().text.startswith("No tengo respuesta para las 8:00, las 14:00 y las 20:00. ¿Las tomaste?")


async def test_none_of_two_is_urgent_and_says_whom_to_call(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT + timedelta(hours=8, minutes=1))
    before = len(ana.from_bot())

    await world.taps(ana, "None")

    assert "A health professional should hear about this today." in ana.from_bot()[before].text
    assert await tiers(world) == ["urgent"]


async def test_two_doses_reported_not_taken_are_urgent_one_is_not(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)
    await world.taps(ana, "Show")
    await world.taps(ana, "Skip")
    assert await tiers(world) == []
    await world.run_until(EIGHT + timedelta(hours=6))
    await world.taps(ana, "Show")

    await world.taps(ana, "Skip")

    assert await tiers(world) == ["urgent"]


@pytest.mark.parametrize("why", ["Ran out", "Felt sick"])
async def test_ran_out_or_cannot_keep_it_down_is_urgent_at_once(world: ProgramWorld, why: str) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT + timedelta(hours=2, minutes=1))

    await world.taps(ana, why)
    if why == "Felt sick":
        assert await tiers(world) == []
        await world.taps(ana, "Yes")

    assert await tiers(world) == ["urgent"]


async def test_forgotten_once_is_noted_without_alarm(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT + timedelta(hours=2, minutes=1))

    noted = await world.taps(ana, "Forgot")

    assert noted.text == "Thank you. Noted for 8:00."
    assert await tiers(world) == []


async def test_a_day_of_silence_is_one_task(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    before = len(ana.messages())

    await world.run_until(EIGHT + timedelta(days=3))

    async with world.database.reading() as tx:
        kinds = [row.kind for row in await tx.all(select(tasks.c.kind))]
    assert kinds == ["silence"]
    assert not [message for message in ana.messages()[before:] if message.mine]


async def test_not_sure_says_do_not_repeat_and_whom_to_ask(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)
    await world.taps(ana, "Show")

    unsure = await world.taps(ana, "Not sure if I took it")

    assert unsure.text.startswith("Do not take 8:00 again until you have asked.")
    assert "Dr. Lee's office: 555-0100 (until 17:00)." in unsure.text


async def test_two_medicines_are_one_message_with_a_tick_each(world: ProgramWorld) -> None:
    ana = await on_plan(world, TWO_MEDICINES)
    await world.run_until(EIGHT)
    assert len(told(ana, "8:00 is due")) == 1
    await world.taps(ana, "Show")

    partly = await world.taps(ana, "Taken: baclofen")
    assert partly.text.startswith("baclofen: taken\n8:00 · diazepam 5 mg")
    done = await world.taps(ana, "Taken")

    assert done.text.startswith("✓ 8:00 done")
    assert await states(world, EIGHT) == [("answered", None), ("answered", None)]


async def test_two_medicines_of_one_time_are_one_line_of_today(world: ProgramWorld) -> None:
    ana = await on_plan(world, TWO_MEDICINES)
    await world.run_until(EIGHT)

    page = await world.says(ana, "/today")
    assert page.text.count("8:00 –") == 1
    await world.taps(ana, "Show")
    await world.taps(ana, "Taken: baclofen")

    assert (await world.says(ana, "/today")).text.count("8:00 –") == 2


async def test_dose_of_a_replaced_plan_is_never_shown(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)

    await order(world, ordered.plan_file(ordered.medicine(("2026-12-01", "2026-12-10", "8:00: 5 mg, 20:00: 5 mg"))))
    shown = await world.taps(ana, "Show")

    assert "baclofen 5 mg" in shown.text
    await world.run_until(EIGHT + timedelta(hours=7))
    assert not told(ana, "14:00")


async def test_plan_for_next_week_leaves_no_gap_this_week(world: ProgramWorld) -> None:
    ana = await on_plan(world)

    await order(world, ordered.plan_file(ordered.medicine(("2026-12-04", "2026-12-10", "9:00: 5 mg"))))
    await world.run_until(EIGHT + timedelta(days=3, hours=1))

    assert [await states(world, EIGHT + timedelta(days=day)) for day in (1, 2)] == [[("unanswered", None)]] * 2
    assert told(ana, "9:00 is due")
    assert await states(world, EIGHT + timedelta(days=3)) == []


async def test_after_an_outage_the_newest_is_offered_and_the_rest_asked(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    before = len(ana.from_bot())

    world.clock.move_to(EIGHT + timedelta(hours=6, minutes=5))  # the machine was off from before 8:00 until 14:05
    await world.settled()

    said = [message.text for message in ana.from_bot()[before:] if ":00" in message.text]
    assert sorted(said) == ["I could not remind you of 8:00. Did you take it?", "⏰ 14:00 is due."]


async def test_unknown_outcome_is_repeated_once_and_marked(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    world.api.faults.next(Fault.reset_after(), method="sendMessage", chat_id=ANA)

    await world.run_until(EIGHT)
    await world.run_for(minutes=2)

    copies = told(ana, "8:00 is due.")
    assert copies == ["⏰ 8:00 is due.", "You may see this one twice. It is one dose.\n⏰ 8:00 is due."]


async def test_answer_under_either_copy_counts_once(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    world.api.faults.next(Fault.reset_after(), method="sendMessage", chat_id=ANA)
    await world.run_until(EIGHT)
    await world.run_for(minutes=2)
    first, second = (message for message in ana.from_bot() if "8:00 is due." in message.text)

    ana.tap(first.id, "Done")
    ana.tap(second.id, "Done")
    await world.settled()

    assert await answers(world) == 1


async def test_nobody_else_can_answer_a_dose(world: ProgramWorld) -> None:
    await on_plan(world)
    await world.run_until(EIGHT)
    async with world.database.reading() as tx:
        dose = await tx.value(select(reminders.c.id).where(reminders.c.due_at == EIGHT))
    stranger = world.phone(777)
    stranger.start()
    await world.settled()

    joined.tap_anyway(stranger, f"dt:{dose}")
    await world.settled()

    assert await answers(world) == 0


async def test_reminders_off_stops_doses_without_a_word_about_the_medicine(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    async with world.database.transaction() as tx:
        person = await people.by_chat(tx, ChatId(ANA))
        assert person is not None
        await people.change(tx, person.id, reminders_agreed=False)
    before = len(ana.from_bot())

    await world.run_until(EIGHT + timedelta(hours=1))

    assert len(ana.from_bot()) == before
    assert await states(world, EIGHT) == [("dropped", "no consent")]


@pytest.mark.parametrize("hour", [8, 14, 20])
async def test_today_lists_each_dose_once(world: ProgramWorld, hour: int) -> None:
    ana = await on_plan(world)
    await world.run_until(EIGHT)

    shown = await world.says(ana, "/today")

    assert shown.text.count(f" {hour}:00") == 1
    assert f"{hour}:00" in shown.labels
