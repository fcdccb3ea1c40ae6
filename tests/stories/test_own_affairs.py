"""A person's own affairs over HTTP: settings, consent, leaving, a copy of the data, deleting, blocking."""

import json
from datetime import timedelta

from sqlalchemy import select

from bot.caseload import people
from bot.caseload.consent import Sharing
from bot.caseload.person import Person, PersonState
from bot.chat.memory import ChatFacts
from bot.demo.botapi.phones import Phone
from bot.ids import ChatId
from bot.storage.tables import tasks
from tests import joined
from tests.world import ProgramWorld


async def patient(world: ProgramWorld) -> Phone:
    return await joined.patient(world, await joined.staff(world))


async def person_of(world: ProgramWorld, phone: Phone) -> Person | None:
    async with world.database.reading() as tx:
        return await people.by_chat(tx, ChatId(phone.id))


async def stored(world: ProgramWorld, phone: Phone) -> Person:
    person = await person_of(world, phone)
    assert person is not None
    return person


async def test_a_new_language_brings_new_keys(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.says(ana, "/settings")

    await world.taps(ana, "Language")
    await world.taps(ana, "Español")

    assert ana.keyboard() == (("Hoy", "Mi registro", "Plan", "Ayuda ya"),)


async def test_help_command_lists_commands_and_asks_nothing(world: ProgramWorld) -> None:
    ana = await patient(world)
    before = len(ana.from_bot())

    shown = await world.says(ana, "/help")

    assert shown.text.startswith("Need help now? Send /help_now.")
    assert len(ana.from_bot()) == before + 1


async def test_a_new_country_brings_its_numbers(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.says(ana, "/settings")

    await world.taps(ana, "Country")
    await world.says(ana, "reino unido")
    await world.taps(ana, "United Kingdom")

    assert (await stored(world, ana)).country == "GB"
    pinned = [message.text for message in ana.messages() if message.pinned]
    assert len(pinned) == 1
    assert "999" in pinned[0]


async def test_a_typed_time_moves_the_checkin(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.says(ana, "/settings")

    await world.taps(ana, "Check-in time")
    await world.taps(ana, "Other…")
    await world.says(ana, "8:15 pm")

    assert (await stored(world, ana)).checkin_at == "20:15"


async def test_reminders_off_says_that_medicine_goes_on(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.says(ana, "/settings")

    said = await world.taps(ana, "Turn reminders off")

    assert "Your medicine is not stopped" in said.text
    assert not (await stored(world, ana)).reminders_agreed


async def test_reminders_come_back_only_after_reading(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.says(ana, "/consent")
    await world.taps(ana, "Turn reminders and check-ins off")

    asked = await world.taps(ana, "Turn reminders and check-ins on")
    before = (await stored(world, ana)).reminders_agreed
    await world.taps(ana, "Yes, start")

    assert "Please read this first" in asked.text
    assert (before, (await stored(world, ana)).reminders_agreed) == (False, True)


async def test_sharing_is_taken_back_in_two_taps(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.says(ana, "/consent")

    await world.taps(ana, "Change what the care team sees")
    await world.taps(ana, "No, keep to myself")

    assert (await stored(world, ana)).sharing is Sharing.NO


async def test_who_left_comes_back_with_one_tap(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.says(ana, "/consent")

    await world.taps(ana, "Leave the program")
    away = (await stored(world, ana)).state
    await world.says(ana, "Today")
    await world.taps(ana, "Come back")

    assert (away, (await stored(world, ana)).state) == (PersonState.LEFT, PersonState.ACTIVE)


async def test_coming_back_switches_nothing_on_that_was_off(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.says(ana, "/consent")
    await world.taps(ana, "Turn reminders and check-ins off")
    await world.says(ana, "/consent")
    await world.taps(ana, "Leave the program")

    back = await world.taps(ana, "Come back")

    assert back.text == "Welcome back. Your reminders and check-ins are still off."
    assert back.labels == ("Turn reminders and check-ins on",)
    assert not (await stored(world, ana)).reminders_agreed


async def test_help_works_for_who_left(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.says(ana, "/consent")
    await world.taps(ana, "Leave the program")

    await world.says(ana, "Help now")

    assert "911" in ana.last().text


async def test_the_copy_is_a_json_file_that_can_be_passed_on(world: ProgramWorld) -> None:
    ana = await patient(world)

    await world.says(ana, "/export")

    file = next(m for m in ana.from_bot() if m.attachment and m.document and m.document.startswith(b"{"))
    content = json.loads(file.document or b"")
    assert content["person"][0]["name"] == "Ana R."
    assert "42 CFR part 2" in content["notice"]
    assert not file.protect


async def test_deleting_asks_twice_and_shows_numbers_first(world: ProgramWorld) -> None:
    ana = await patient(world)

    await world.says(ana, "/delete")
    first = ana.last().text
    await world.taps(ana, "Delete")
    still_there = await person_of(world, ana)
    await world.taps(ana, "Yes, delete everything")

    assert first.index("911") < first.index("Delete your data?")
    assert still_there is not None
    assert await person_of(world, ana) is None


async def test_after_deleting_the_keyboard_is_gone_and_help_stays(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.says(ana, "/delete")
    await world.taps(ana, "Delete")
    await world.taps(ana, "Yes, delete everything")
    keys = ana.keyboard()

    await world.says(ana, "/help_now")

    assert not keys
    assert "911" in ana.last().text


async def test_a_deleted_person_is_forgotten_in_memory_too(world: ProgramWorld) -> None:
    ana = await patient(world)
    known = world.app.memory.facts(ChatId(ana.id))
    await world.says(ana, "/delete")
    await world.taps(ana, "Delete")
    await world.taps(ana, "Yes, delete everything")

    assert known.country == "US"
    assert world.app.memory.facts(ChatId(ana.id)) == ChatFacts()


async def test_an_unseen_test_message_becomes_a_task_next_day(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = world.phone(joined.ANA)
    ana.start(await joined.patient_link(world, dana))
    await world.settled()
    for label in ("English", "Yes", "Yes, start", "Yes, share", "Canada"):
        await world.taps(ana, label)
    await world.taps(ana, ana.last().labels[0])
    await world.taps(ana, "19:00")

    await world.run_for(hours=25)

    async with world.database.reading() as tx:
        kinds = [row.kind for row in await tx.all(select(tasks.c.kind))]
    assert "arrival" in kinds


async def test_blocking_is_noticed_and_unblocking_too(world: ProgramWorld) -> None:
    ana = await patient(world)

    ana.block()
    await world.settled()
    gone = (await stored(world, ana)).blocked_at
    ana.unblock()
    await world.settled()

    assert gone is not None
    assert (await stored(world, ana)).blocked_at is None


async def test_privacy_is_told_to_strangers(world: ProgramWorld) -> None:
    stranger = world.phone(999)

    await world.says(stranger, "/privacy")

    assert "not end-to-end encrypted" in stranger.last().text


async def test_a_forged_button_changes_nobody_else(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)
    mine = (await stored(world, ana)).id
    ben = await joined.patient(world, dana, user_id=503, name="Ben S.")
    await world.says(ben, "/settings")

    joined.tap_anyway(ben, f"stv:{mine}:c=MX")
    await world.settled()

    assert (await stored(world, ana)).country == "US"


async def test_a_place_is_not_kept(world: ProgramWorld) -> None:
    ana = await patient(world)

    ana.location(19.4326, -99.1332)
    await world.settled()
    world.clock.move(timedelta(minutes=1))
    await world.says(ana, "/export")

    file = next(m for m in reversed(ana.from_bot()) if m.document and m.document.startswith(b"{"))
    assert b"19.43" not in (file.document or b"")
