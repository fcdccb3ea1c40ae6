"""An alert over HTTP: from the words of a patient to a human who has read them, and what the patient is told."""

from bot.caseload.permissions import Role
from bot.demo.botapi.phones import Phone
from tests import joined
from tests.world import ProgramWorld

DANA, MARK, ANA = 501, 503, 502
CRY = "i keep seeing bugs on the wall"


async def team(world: ProgramWorld) -> tuple[Phone, Phone, Phone]:
    """Dana is on call, Mark is the backup; everybody lives in Chicago, and Ana shares everything."""
    dana = await joined.staff(world, DANA, "Dana", Role.CASE_MANAGER)
    mark = await joined.staff(world, MARK, "Mark", Role.CASE_MANAGER)
    ana = await joined.patient(world, dana, ANA)
    return dana, mark, ana


def texts_of(phone: Phone) -> list[str]:
    return [message.text for message in phone.from_bot()]


async def test_patient_is_guided_and_then_told_the_truth(world: ProgramWorld) -> None:
    dana, _, ana = await team(world)

    await world.says(ana, CRY)

    said = texts_of(ana)[-2:]
    assert said[0].startswith("Call 911 now.")
    assert said[1] == "I am telling the team at Your programme. Do not wait for them: call 911."
    assert dana.last().text == "🔴 Emergency · case 0003 · 6:00"
    assert dana.last().labels == ("Acknowledge", "Open")


async def test_backup_is_told_after_five_minutes(world: ProgramWorld) -> None:
    _, mark, ana = await team(world)
    before = len(texts_of(mark))
    await world.says(ana, CRY)
    assert len(texts_of(mark)) == before

    await world.run_for(minutes=5)

    assert "Nobody has acknowledged it yet." in mark.last().text
    assert ana.last().text == "Nobody at Your programme has read this yet. Call 911 now."


async def test_acknowledging_tells_the_patient_who_read_it(world: ProgramWorld) -> None:
    dana, _, ana = await team(world)
    await world.says(ana, CRY)
    await world.run_for(minutes=2)

    shown = await world.taps(dana, "Acknowledge")

    assert "Read by you at 6:02. Within 15 min" in shown.text
    assert ana.last().text == "D. read this at 6:02. Not called 911 yet? Call now."


async def test_an_outcome_stops_the_clock(world: ProgramWorld) -> None:
    dana, mark, ana = await team(world)
    await world.says(ana, CRY)
    await world.taps(dana, "Acknowledge")
    await world.taps(dana, "Reached")
    before = len(texts_of(mark))

    await world.run_for(minutes=20)

    assert len(texts_of(mark)) == before


async def test_without_an_outcome_it_goes_on_to_the_next(world: ProgramWorld) -> None:
    dana, mark, ana = await team(world)
    await world.says(ana, CRY)
    await world.taps(dana, "Acknowledge")

    await world.run_for(minutes=15)

    assert "Dana read it at 6:00. No outcome was recorded in time." in mark.last().text


async def test_second_reader_is_told_who_was_first(world: ProgramWorld) -> None:
    dana, mark, ana = await team(world)
    await world.says(ana, CRY)
    await world.run_for(minutes=5)
    mark_before = mark.last()
    await world.taps(dana, "Acknowledge")

    mark.tap(mark_before.id, "Open")
    await world.settled()

    assert "Dana read it at 6:05." in mark.message(mark_before.id).text
    assert "Ana R." in mark.last().text


async def test_opened_case_shows_words_guidance_and_phone(world: ProgramWorld) -> None:
    dana, _, ana = await team(world)
    await world.says(ana, CRY)

    await world.taps(dana, "Open")

    shown = dana.last()
    assert shown.protect
    assert "seeing or hearing things" in shown.text
    assert f"“{CRY}”" in shown.text
    assert "Guidance shown 6:00" in shown.text
    assert "555-0142" in shown.text


async def test_no_name_or_symptom_stands_in_a_notice(world: ProgramWorld) -> None:
    dana, mark, ana = await team(world)
    before = len(texts_of(dana)), len(texts_of(mark))
    await world.says(ana, CRY)

    await world.run_for(minutes=30)

    notices = " ".join([*texts_of(dana)[before[0] :], *texts_of(mark)[before[1] :]])
    assert "Ana" not in notices
    assert "seeing" not in notices


async def test_blocked_staff_chat_is_the_next_level_at_once(world: ProgramWorld) -> None:
    dana, mark, ana = await team(world)
    dana.user.blocked = True

    await world.says(ana, CRY)

    assert "🔴 Emergency" in mark.last().text


async def test_nobody_reachable_is_said_truthfully(world: ProgramWorld) -> None:
    dana, mark, ana = await team(world)
    dana.block()
    mark.block()
    await world.settled()

    await world.says(ana, CRY)

    assert ana.last().text == "Nobody at Your programme reads this before 9:00. Call 911 now."


async def test_handing_over_makes_it_the_colleagues(world: ProgramWorld) -> None:
    dana, mark, ana = await team(world)
    await world.says(ana, CRY)
    await world.taps(dana, "Acknowledge")
    await world.taps(dana, "Hand over")

    await world.taps(dana, "Mark")

    assert "Dana hands this over to you." in mark.last().text
    await world.taps(mark, "Acknowledge")
    assert ana.last().text == "M. read this at 6:00. Not called 911 yet? Call now."


async def test_closing_needs_an_outcome_and_ends_it(world: ProgramWorld) -> None:
    dana, _, ana = await team(world)
    await world.says(ana, CRY)
    await world.taps(dana, "Acknowledge")
    await world.taps(dana, "Help sent")

    await world.taps(dana, "Close")

    assert "No open alerts." in (await world.says(dana, "Alerts")).text


async def test_note_stands_in_the_time_line(world: ProgramWorld) -> None:
    dana, _, ana = await team(world)
    await world.says(ana, CRY)
    await world.taps(dana, "Acknowledge")
    await world.taps(dana, "Reached")
    await world.taps(dana, "Add a note")
    await world.says(dana, "Her sister is on the way.")

    await world.taps(dana, "Open")
    await world.taps(dana, "Time line")

    said = dana.last().text
    assert "6:00 · guidance shown" in said
    assert "6:00 · told Dana" in said
    assert "note by Dana: Her sister is on the way." in said


async def test_a_patient_cannot_acknowledge_an_alert(world: ProgramWorld) -> None:
    _, _, ana = await team(world)
    await world.says(ana, CRY)

    assert "Only staff can do this." in (await world.says(ana, "/alerts")).text


async def test_cannot_call_reaches_the_staff(world: ProgramWorld) -> None:
    dana, _, ana = await team(world)
    await world.says(ana, CRY)

    await world.taps(ana, "I cannot call")

    assert "They cannot call. Call for them." in dana.last().text


async def test_cannot_call_is_told_once_however_many_alerts(world: ProgramWorld) -> None:
    dana, _, ana = await team(world)
    await world.says(ana, CRY)
    await world.says(ana, "i want to kill myself tonight")

    await world.taps(ana, "I cannot call")

    assert len([text for text in texts_of(dana) if "They cannot call." in text]) == 1
