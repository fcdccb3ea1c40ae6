"""The case file over HTTP: notes, tries to reach somebody, handing over, cover for a time, ending with a reason.

And the digest of the week. On SQLite: the stations behind it have tests on both databases."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.caseload import people
from bot.caseload.permissions import Role
from bot.caseload.tasks import TaskKind
from bot.clock import MovableClock
from bot.demo.botapi.phones import Phone
from bot.ids import ChatId
from bot.storage.tables import audit, case_notes, tasks
from tests import joined
from tests.stories.test_caseload import CRY, opened_task
from tests.world import ProgramWorld, program

MARK = 503


@pytest.fixture
async def world(sqlite_url: str, clock: MovableClock) -> AsyncIterator[ProgramWorld]:
    async with program(sqlite_url, clock) as running:
        yield running


async def team(world: ProgramWorld) -> tuple[Phone, Phone, Phone]:
    dana = await joined.staff(world, role=Role.CASE_MANAGER)
    mark = await joined.staff(world, MARK, "Mark", Role.CASE_MANAGER)
    return dana, mark, await joined.patient(world, dana)


async def opened(world: ProgramWorld, phone: Phone) -> str:
    """The case as it stands, opened from the list."""
    await world.says(phone, "Caseload")
    await world.taps(phone, "Open 0003")
    return phone.last().text


async def trail(world: ProgramWorld) -> list[str]:
    async with world.database.reading() as tx:
        return [row.action for row in await tx.all(select(audit.c.action).where(audit.c.chain == 3))]


async def test_a_note_and_a_try_to_call_stand_in_the_case(world: ProgramWorld) -> None:
    dana, mark, _ = await team(world)
    await opened(world, dana)
    await world.taps(dana, "Add a note")
    await world.says(dana, "Prefers calls after 17:00.")
    await world.taps(dana, "Open 0003")
    await world.taps(dana, "I tried to reach them")
    await world.taps(dana, "No answer")

    shown = await opened(world, mark)

    assert "6:00 · Dana: no answer\n6:00 · Dana: Prefers calls after 17:00." in shown
    assert {"case.note", "case.no_answer", "case.opened"} <= set(await trail(world))
    async with world.database.reading() as tx:
        assert await tx.value(select(case_notes.c.words).where(case_notes.c.kind == "no_answer")) is None


async def test_words_of_danger_in_a_note_are_answered_and_kept(world: ProgramWorld) -> None:
    dana, _, _ = await team(world)
    await opened(world, dana)
    await world.taps(dana, "Add a note")

    await world.says(dana, "she told me she wants to kill herself tonight")

    assert any(text.text.startswith("Call 911 now.") for text in dana.from_bot()[-2:])
    assert "wants to kill herself tonight" in await opened(world, dana)


async def test_a_case_is_handed_over_and_the_colleague_told(world: ProgramWorld) -> None:
    dana, mark, ana = await team(world)
    await opened(world, dana)
    await world.taps(dana, "Hand over this case")

    await world.taps(dana, "Mark")

    assert mark.last().text == "Dana hands case 0003 over to you."
    await world.taps(mark, "Open 0003")
    assert "Dana: handed over to Mark" in mark.last().text
    async with world.database.reading() as tx:
        patient, receiver = await people.by_chat(tx, ChatId(ana.id)), await people.by_chat(tx, ChatId(MARK))
    assert patient is not None
    assert receiver is not None
    assert patient.manager_id == receiver.id


async def test_who_covers_sees_those_patients_first_until_it_ends(world: ProgramWorld) -> None:
    dana, mark, _ = await team(world)
    await joined.patient(world, mark, 504, "Bea")
    await opened_task(world, world.phone(504), TaskKind.SILENCE)
    await opened_task(world, world.phone(joined.ANA), TaskKind.SILENCE)
    await world.says(dana, "/cover")
    await world.taps(dana, "Mark")
    await world.taps(dana, "7 days")

    assert mark.last().text.startswith("You look after the patients of Dana until Tue 8 Dec 6:00.")
    shown = (await world.says(mark, "Caseload")).labels
    assert shown.index("Open 0003") < shown.index("Open 0004")
    await world.run_for(days=8)
    assert "Nobody covers for anybody now." in (await world.says(dana, "/cover")).text


async def test_back_early_ends_the_cover(world: ProgramWorld) -> None:
    dana, _, _ = await team(world)
    await world.says(dana, "/cover")
    await world.taps(dana, "Mark")
    await world.taps(dana, "14 days")

    shown = await world.taps(dana, "I am back")

    assert "Nobody covers for anybody now." in shown.text


async def test_a_task_is_dropped_only_with_a_reason(world: ProgramWorld) -> None:
    dana, _, ana = await team(world)
    await opened_task(world, ana, TaskKind.SILENCE)
    await opened(world, dana)
    await world.taps(dana, "Drop: no answers: call back")
    async with world.database.reading() as tx:
        assert await tx.value(select(tasks.c.state)) == "open"

    await world.says(dana, "Spoke to her at the clinic.")

    async with world.database.reading() as tx:
        row = await tx.first(select(tasks.c.state, tasks.c.note))
    assert row is not None
    assert tuple(row) == ("dropped", "Spoke to her at the clinic.")
    assert "task.dropped" in await trail(world)


async def test_leaving_by_the_teams_word_needs_a_reason_and_is_told(world: ProgramWorld) -> None:
    dana, _, ana = await team(world)
    await opened(world, dana)
    await world.taps(dana, "Where they are")
    await world.taps(dana, "Left the program")
    assert "active" in await opened(world, dana)
    await world.taps(dana, "Where they are")
    await world.taps(dana, "Left the program")

    asked = await world.says(dana, "Moved to another town.")
    assert "Reason: Moved to another town." in asked.text
    await world.taps(dana, "Yes, left")

    assert "has noted that you left the program" in ana.last().text
    shown = await opened(world, dana)
    assert "left" in shown
    assert "care here ended: Moved to another town." in shown
    await world.says(ana, "/start")
    await world.taps(ana, "Come back")
    assert "active" in await opened(world, dana)


async def test_a_text_meant_for_something_else_ends_nobodys_care(world: ProgramWorld) -> None:
    dana, _, ana = await team(world)
    await opened(world, dana)
    await world.taps(dana, "Where they are")
    await world.taps(dana, "Left the program")

    await world.says(dana, "ok see you at lunch")
    await world.taps(dana, "No")

    assert "active" in await opened(world, dana)
    assert "left the program" not in ana.last().text


async def test_the_case_lists_its_alerts_and_what_came_of_them(world: ProgramWorld) -> None:
    dana, _, ana = await team(world)
    await world.says(ana, CRY)
    await world.taps(dana, "Acknowledge")
    await world.taps(dana, "Help sent")
    await world.taps(dana, "Close")

    assert "seeing or hearing things · closed · help sent" in await opened(world, dana)


async def test_a_patient_can_use_no_button_of_the_case(world: ProgramWorld) -> None:
    dana, _, ana = await team(world)
    await opened(world, dana)
    for verb in ("csn", "csc", "csh", "csl", "tdr"):
        joined.tap_anyway(ana, f"{verb}:3")
        await world.settled()
        assert "Only staff can do this." in ana.last().text, verb
    async with world.database.reading() as tx:
        assert await tx.value(select(case_notes.c.id)) is None


async def test_the_digest_comes_once_on_monday_morning_without_names(world: ProgramWorld) -> None:
    dana, mark, ana = await team(world)
    await world.says(ana, CRY)
    await world.run_for(minutes=4)
    await world.taps(dana, "Acknowledge")
    await world.taps(dana, "Help sent")
    await world.run_for(minutes=27)
    await world.taps(ana, "Better")

    await world.run_until(datetime(2026, 12, 7, 16, 0, tzinfo=UTC))  # Monday, 10:00 in Chicago

    for phone in (dana, mark):
        found = [one.text for one in phone.from_bot() if one.text.startswith("Last 7 days at Your programme")]
        assert len(found) == 1
        assert "Alerts: 1, of these emergencies: 1" in found[0]
        assert "Slowest to be read: 4 min" in found[0]
        assert "Ana" not in found[0]
