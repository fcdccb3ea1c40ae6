"""Help over real HTTP: what somebody in danger reads, how soon, and what becomes of it; also without the database."""

import asyncio
import contextlib
import json
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from bot.caseload.permissions import Role
from bot.caseload.person import PersonState
from bot.caseload.sharing import Sharing
from bot.chat.application import Application
from bot.chat.turn import Turn
from bot.clock import MovableClock
from bot.demo.botapi.phone_view import PhoneMessage
from bot.demo.botapi.phones import Phone
from bot.escalation import timeline
from bot.escalation.timeline import Happened
from bot.ids import AlertId
from bot.sending import Outgoing
from bot.storage.tables import alerts, checkins, outgoing, people, reminders, reports, tasks
from tests.world import ProgramWorld, program

ANA = 501
STRANGER = 777
SOON = 4.0
"""Real seconds. Less than the 5 that a locked database makes its writers wait, and enough for a busy computer."""
BUGS = "i keep seeing bugs on the wall"
WISH = "i want to die"


@pytest.fixture
async def world(sqlite_url: str, clock: MovableClock) -> AsyncIterator[ProgramWorld]:
    async with program(sqlite_url, clock) as running:
        yield running


async def ana(
    world: ProgramWorld, *, sharing: Sharing = Sharing.YES, language: str = "en", country: str = "US"
) -> Phone:
    """A patient of the programme, known to memory too."""
    now = world.clock.now()
    async with world.database.transaction() as tx:
        await tx.insert(
            people,
            chat_id=ANA,
            role=Role.PATIENT.value,
            state=PersonState.ACTIVE.value,
            name="Ana",
            language=language,
            country=country,
            zone="America/Chicago",
            sharing=sharing.value,
            reminders_agreed=True,
            created_at=now,
            joined_at=now,
            planned_until=now + timedelta(days=30),
        )
    await world.app.remember_everybody()
    return world.phone(ANA)


async def happened(world: ProgramWorld) -> list[Happened]:
    """The beginning of the only alert's time line: what was reported, whether guidance was shown, the alert opened."""
    beginning = (Happened.SAID, Happened.SHOWN, Happened.OPENED)
    async with world.database.reading() as tx:
        (alert,) = await tx.all(select(alerts.c.id))
        return [one.kind for one in await timeline.of_alert(tx, AlertId(alert.id)) if one.kind in beginning]


async def said(phone: Phone, holds: str, *, within: float) -> PhoneMessage:
    """The newest message of the bot that holds `holds`; it must arrive within so many real seconds."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        found = [message for message in phone.from_bot() if holds in message.text]
        if found:
            return found[-1]
        await asyncio.sleep(0.01)
    raise AssertionError(f"nothing with {holds!r} within {within} s: {[m.text for m in phone.from_bot()]}")


@contextlib.contextmanager
def locked(url: str) -> Iterator[None]:
    """Somebody else holds the database's write lock."""
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextlib.contextmanager
def gone(url: str) -> Iterator[None]:
    """The database file is not where it was."""
    place = Path(url.removeprefix("sqlite:///"))
    away = place.with_name("away.sqlite")
    place.rename(away)
    try:
        yield
    finally:
        away.rename(place)


async def alerts_of(world: ProgramWorld) -> list[tuple[str, str]]:
    async with world.database.reading() as tx:
        return [
            (row.tier, row.kind) for row in await tx.all(select(alerts.c.tier, alerts.c.kind).order_by(alerts.c.id))
        ]


async def tasks_of(world: ProgramWorld) -> list[str]:
    async with world.database.reading() as tx:
        return [row.kind for row in await tx.all(select(tasks.c.kind).order_by(tasks.c.id))]


def with_number(phone: Phone, number: str) -> list[PhoneMessage]:
    return [message for message in phone.from_bot() if message.text.startswith(f"Call {number} now.")]


async def test_emergency_text_is_answered_within_a_second(world: ProgramWorld) -> None:
    """The best of three, since the computer that runs the tests does other things too."""
    took = []
    for stranger in (701, 702, 703):
        phone, began = world.phone(stranger), time.monotonic()
        phone.text(BUGS)
        await said(phone, "Call 911 now.", within=SOON)
        took.append(time.monotonic() - began)
    assert min(took) < 1.0


async def test_emergency_guidance_has_its_buttons_and_opens_an_alert(world: ProgramWorld) -> None:
    phone = await ana(world)
    phone.text(BUGS)
    found = await said(phone, "Call 911 now.", within=SOON)
    assert found.labels == (
        "Copy 911", "I am calling", "I cannot call", "Someone is with me", "I am in another country",
    )  # fmt: skip
    assert not found.protect
    await world.settled()
    assert await alerts_of(world) == [("emergency", "hallucination")]


async def test_the_words_are_kept_sealed_and_the_way_is_stored(world: ProgramWorld) -> None:
    await world.says(await ana(world), BUGS)
    async with world.database.reading() as tx:
        row = await tx.first(select(reports))
    assert row is not None
    assert (row.tier, row.state, row.source, row.words) == ("emergency", "escalated", "text", BUGS)
    assert row.guidance_key


async def test_stranger_is_helped_and_leaves_no_words(world: ProgramWorld) -> None:
    phone = world.phone(STRANGER, "Nobody", "es")
    await world.says(phone, "mi hermano no despierta, tiene los labios azules")
    await said(phone, "Llama ya al 911.", within=SOON)
    async with world.database.reading() as tx:
        row = await tx.first(select(reports))
    assert row is not None
    assert row.person_id is None
    assert row.words is None
    assert await alerts_of(world) == []


async def test_the_random_letters_of_an_invite_are_no_words(world: ProgramWorld) -> None:
    phone = world.phone(STRANGER)
    await world.says(phone, "/start kbouZ4YPUANOqwEfN_7oD-4JXTQDHN13")  # "OD" stands in it
    assert not with_number(phone, "911")
    async with world.database.reading() as tx:
        assert await tx.first(select(reports.c.id)) is None


async def test_words_after_a_command_are_heard(world: ProgramWorld) -> None:
    phone = world.phone(STRANGER)
    await world.says(phone, "/start i cannot breathe")
    assert with_number(phone, "911")


@pytest.mark.parametrize("away", [locked, gone], ids=["locked", "gone"])
async def test_without_database_guidance_comes_once_and_the_alert_later(
    world: ProgramWorld, sqlite_url: str, away: Callable[[str], contextlib.AbstractContextManager[None]]
) -> None:
    phone = await ana(world, country="GB")
    await world.settled()
    with away(sqlite_url):
        phone.text(BUGS)
        await said(phone, "Call 999 now.", within=SOON)
        await asyncio.sleep(1.5)
    for _ in range(100):
        if await alerts_of(world):
            break
        await asyncio.sleep(0.1)
    await world.settled()
    assert len(with_number(phone, "999")) == 1
    assert not [one.text for one in phone.from_bot() if "did not understand" in one.text]
    assert await alerts_of(world) == [("emergency", "hallucination")]
    assert await happened(world) == [Happened.SAID, Happened.SHOWN, Happened.OPENED]


@pytest.mark.parametrize("away", [locked, gone], ids=["locked", "gone"])
async def test_who_writes_later_is_guided_as_soon(
    world: ProgramWorld, sqlite_url: str, away: Callable[[str], contextlib.AbstractContextManager[None]]
) -> None:
    first, second = await ana(world), world.phone(STRANGER)
    await world.settled()
    with away(sqlite_url):
        first.text(BUGS)
        await said(first, "Call 911 now.", within=SOON)
        await asyncio.sleep(0.3)
        second.text("he is not breathing, blue lips")
        await said(second, "Call 911 now.", within=SOON)
        await asyncio.sleep(6)
    await world.settled()
    assert (len(with_number(first, "911")), len(with_number(second, "911"))) == (1, 1)


async def test_without_database_help_now_and_crisis_words_work(world: ProgramWorld, sqlite_url: str) -> None:
    phone = await ana(world, language="es", country="MX")
    await world.settled()
    with gone(sqlite_url):
        phone.text("Ayuda ya")
        await said(phone, "¿Hay peligro? Llama ya al 911.", within=SOON)
        phone.text("quiero morirme")
        await said(phone, "Gracias por contármelo.", within=SOON)
    await world.settled()


async def test_a_transaction_that_hangs_does_not_keep_guidance_back(
    world: ProgramWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await ana(world)
    answer, goes_on = Application.answer, asyncio.Event()

    async def hanging(self: Application, turn: Turn) -> list[Outgoing]:
        messages = await answer(self, turn)
        await goes_on.wait()
        return messages

    monkeypatch.setattr(Application, "answer", hanging)
    phone.text(BUGS)
    await said(phone, "Call 911 now.", within=SOON)
    goes_on.set()
    await world.settled()
    assert len(with_number(phone, "911")) == 1
    assert await alerts_of(world) == [("emergency", "hallucination")]
    assert Happened.SHOWN in await happened(world)


async def test_buttons_under_guidance_work_without_database(world: ProgramWorld, sqlite_url: str) -> None:
    phone = await ana(world)
    await world.says(phone, BUGS)
    guidance = with_number(phone, "911")[-1]
    with gone(sqlite_url):
        phone.tap(guidance.id, "I cannot call")
        await said(phone, "Ask anyone near you to call 911.", within=SOON)
        phone.tap(guidance.id, "I am in another country")
        countries = await said(phone, "Which country are you in?", within=SOON)
        phone.tap(countries.id, "New Zealand")
        await said(phone, "In danger? Call 111 now.", within=SOON)
    await world.settled()


async def test_not_sharing_is_told_that_nobody_knows(world: ProgramWorld) -> None:
    phone = await ana(world, sharing=Sharing.NO)
    world.clock.move(timedelta(seconds=1))  # what is written in the second of the start may be a second copy
    await world.says(phone, BUGS)
    assert phone.last().text == "Nobody has been told."
    assert await alerts_of(world) == []
    await world.taps(phone, "No")
    assert await alerts_of(world) == []


async def test_not_sharing_can_tell_the_team_this_once(world: ProgramWorld) -> None:
    phone = await ana(world, sharing=Sharing.NO)
    await world.says(phone, BUGS)
    label = phone.last().labels[0]
    await world.taps(phone, label)
    assert await alerts_of(world) == [("emergency", "hallucination")]
    await world.says(phone, WISH)
    assert len(await alerts_of(world)) == 1


async def test_edited_message_is_triaged(world: ProgramWorld) -> None:
    phone = await ana(world)
    number = phone.text("all good here")
    await world.settled()
    phone.edit(number, BUGS)
    await world.settled()
    assert await alerts_of(world) == [("emergency", "hallucination")]


async def test_other_country_shows_its_numbers_and_is_remembered(world: ProgramWorld) -> None:
    phone = await ana(world)
    await world.says(phone, BUGS)
    await world.taps(phone, "I am in another country")
    shown = await world.taps(phone, "Australia")
    assert shown.text.startswith("Call 000 now.")
    await world.says(phone, BUGS)
    assert len(with_number(phone, "000")) == 2


async def test_no_tap_of_the_patient_closes_an_alert(world: ProgramWorld) -> None:
    phone = await ana(world)
    await world.says(phone, BUGS)
    async with world.database.reading() as tx:
        before = await tx.first(select(alerts.c.state, alerts.c.next_at, alerts.c.step))
    await world.taps(phone, "I am calling")
    await world.taps(phone, "Someone is with me")
    await world.says(phone, "/help_now")
    await world.taps(phone, "I need help now")
    async with world.database.reading() as tx:
        states = [row.state for row in await tx.all(select(alerts.c.state))]
    assert before is not None
    assert "closed" not in states
    assert "acknowledged" not in states


async def test_cannot_call_says_so_to_staff(world: ProgramWorld) -> None:
    phone = await ana(world)
    await world.says(phone, BUGS)
    await world.taps(phone, "I cannot call")
    await said(phone, "text HOME to 741741", within=SOON)
    async with world.database.reading() as tx:
        rules = await tx.value(select(reports.c.rules).order_by(reports.c.id))
    assert json.loads(rules)["cannot_call"] is True


async def test_forged_button_of_another_persons_report_does_nothing(world: ProgramWorld) -> None:
    phone = await ana(world, sharing=Sharing.NO)
    await world.says(phone, BUGS)
    thief = world.phone(STRANGER)
    await world.says(thief, "/help_now")
    thief.chat.messages[thief.last().id].keyboard = phone.chat.messages[phone.last().id].keyboard
    thief.tap(thief.last().id, phone.last().labels[0])
    await world.settled()
    assert await alerts_of(world) == []


async def test_help_now_needs_no_account(world: ProgramWorld) -> None:
    phone = world.phone(STRANGER)
    found = await world.says(phone, "/help_now")
    assert found.text.startswith("In danger? Call 911 now.")
    assert "1-800-222-1222" in found.text


async def test_voice_message_gets_the_question_and_a_task(world: ProgramWorld) -> None:
    phone = await ana(world)
    phone.voice()
    await world.settled()
    assert phone.last().text.startswith("I cannot hear or see this. In danger? Call 911.")
    assert phone.last().labels == ("Copy 911", "I need help now", "I am OK")
    assert await tasks_of(world) == ["unheard"]


async def test_need_help_after_a_voice_message_is_an_emergency(world: ProgramWorld) -> None:
    phone = await ana(world)
    phone.voice()
    await world.settled()
    await world.taps(phone, "I need help now")
    assert len(with_number(phone, "911")) == 1
    assert await alerts_of(world) == [("emergency", "unclear")]


async def test_unanswered_voice_is_asked_about_once_more(world: ProgramWorld) -> None:
    phone = await ana(world)
    phone.voice()
    await world.settled()
    await world.run_for(minutes=11)
    assert phone.last().text.startswith("I have not heard from you. In danger? Call 911.")
    await world.run_for(minutes=30)
    assert len([m for m in phone.from_bot() if "not heard from you" in m.text]) == 1
    assert await tasks_of(world) == ["unheard"]


async def test_ok_ends_the_question(world: ProgramWorld) -> None:
    phone = await ana(world)
    phone.voice()
    await world.settled()
    await world.taps(phone, "I am OK")
    await world.run_for(minutes=45)
    assert not [m for m in phone.from_bot() if "not heard from you" in m.text]
    assert await tasks_of(world) == ["unheard"]


async def test_follow_up_comes_after_half_an_hour_and_silence_tells_staff_again(world: ProgramWorld) -> None:
    phone = await ana(world)
    await world.says(phone, BUGS)
    await world.run_for(minutes=31)
    assert phone.last().text.startswith("How are you now? In danger? Call 911.")
    assert phone.last().labels == ("Better", "The same", "Worse")
    before = len(await alerts_of(world))
    await world.run_for(minutes=16)
    assert len(await alerts_of(world)) > before


async def test_better_stops_the_waiting_and_nothing_else(world: ProgramWorld) -> None:
    phone = await ana(world)
    await world.says(phone, BUGS)
    await world.run_for(minutes=31)
    await world.taps(phone, "Better")
    before = len(await alerts_of(world))
    await world.run_for(minutes=20)
    assert len(await alerts_of(world)) == before


async def test_worse_is_an_emergency_again(world: ProgramWorld) -> None:
    phone = await ana(world)
    await world.says(phone, BUGS)
    await world.run_for(minutes=31)
    await world.taps(phone, "Worse")
    assert len(with_number(phone, "911")) == 2


async def test_next_morning_it_is_asked_again(world: ProgramWorld) -> None:
    phone = await ana(world)
    await world.says(phone, BUGS)
    await world.run_for(minutes=31)
    await world.taps(phone, "Better")
    await world.run_for(hours=24)
    assert len([m for m in phone.from_bot() if m.text.startswith("How are you now?")]) == 1
    async with world.database.reading() as tx:
        sent = await tx.all(select(outgoing.c.key))
    assert sent


async def test_after_an_outage_both_questions_do_not_come_together(world: ProgramWorld) -> None:
    phone = await ana(world)
    await world.says(phone, BUGS)
    async with world.database.transaction() as tx:
        asked = reminders.c.kind == "follow_up"
        morning: datetime = await tx.value(select(func.max(reminders.c.due_at)).where(asked))
        first = asked, reminders.c.due_at < morning
        await tx.run(update(reminders).where(*first).values(not_before=morning - timedelta(minutes=20)))
    await world.run_until(morning + timedelta(minutes=5))
    assert questions(phone) == 1
    await world.run_for(hours=3)
    assert questions(phone) == 2


def questions(phone: Phone) -> int:
    return sum(message.text.startswith("How are you now?") for message in phone.from_bot())


async def broken_dialog(world: ProgramWorld) -> Phone:
    """Ana, with a row that makes every handler of her texts fail."""
    phone = await ana(world)
    async with world.database.transaction() as tx:
        await tx.run(update(people).where(people.c.chat_id == ANA).values(dialog="not what we wrote"))
    return phone


async def test_failing_handler_takes_neither_guidance_nor_alert(world: ProgramWorld) -> None:
    phone = await broken_dialog(world)
    await world.says(phone, BUGS)
    assert len(with_number(phone, "911")) == 1
    assert await alerts_of(world) == [("emergency", "hallucination")]


async def test_failing_handler_is_told_and_the_chat_goes_on(world: ProgramWorld) -> None:
    phone = await broken_dialog(world)
    assert (await world.says(phone, "good morning")).text.startswith("Something went wrong on my side.")
    assert (await world.says(phone, "/help_now")).text.startswith("In danger? Call 911 now.")


async def test_ticked_seizure_is_answered_with_the_number(world: ProgramWorld) -> None:
    phone = await ana(world)
    await world.says(phone, "/checkin")
    phone.tap(phone.last().id, "Seizure")
    await said(phone, "Call 911 now.", within=SOON)
    await world.settled()
    assert await alerts_of(world) == [("emergency", "seizure")]


async def test_ticked_seizure_is_answered_without_database(world: ProgramWorld, sqlite_url: str) -> None:
    phone = await ana(world)
    await world.says(phone, "/checkin")
    with gone(sqlite_url):
        phone.tap(phone.last().id, "Seizure")
        await said(phone, "Call 911 now.", within=SOON)
        await asyncio.sleep(1.0)
    for _ in range(100):
        if await alerts_of(world):
            break
        await asyncio.sleep(0.1)
    await world.settled()
    assert len(with_number(phone, "911")) == 1
    assert await alerts_of(world) == [("emergency", "seizure")]


async def test_ticked_sign_in_an_old_check_in_still_helps(world: ProgramWorld) -> None:
    phone = await ana(world)
    await world.says(phone, "/checkin")
    async with world.database.transaction() as tx:
        await tx.run(update(checkins).values(state="finished", finished_at=world.clock.now()))
    phone.tap(phone.last().id, "Seizure")
    await said(phone, "Call 911 now.", within=SOON)
    await world.settled()
    assert await alerts_of(world) == [("emergency", "seizure")]


async def test_who_is_in_hospital_now_is_no_silence(world: ProgramWorld) -> None:
    phone = await ana(world)
    await world.says(phone, BUGS)
    before = await alerts_of(world)
    async with world.database.transaction() as tx:
        await tx.run(update(people).values(state=PersonState.IN_HOSPITAL.value))
    await world.run_for(minutes=60)
    assert await alerts_of(world) == before
    assert not [message for message in phone.from_bot() if message.text.startswith("How are you now?")]


async def test_stranger_in_another_country_gets_its_numbers(world: ProgramWorld) -> None:
    phone = world.phone(STRANGER)
    await world.says(phone, "i took a whole bottle of pills")
    await world.taps(phone, "I am in another country")
    shown = await world.taps(phone, "Not listed")
    assert shown.text.startswith("Call 112 or 911 now.")
    assert shown.text.endswith("No person reads this chat now.")
