"""Help for whoever writes: a stranger, a supporter, somebody who writes about somebody else; asked again later.

On SQLite: what is said does not depend on the database, and the stations have tests on both.
"""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.caseload.permissions import Role
from bot.clock import MovableClock
from bot.demo.botapi.phone_view import PhoneMessage
from bot.demo.botapi.phones import Phone
from bot.storage.tables import alerts, inbox, outgoing, reports, tasks
from tests import joined
from tests.chat.test_sender import PNG
from tests.stories import test_supporters
from tests.world import ProgramWorld, program

BROTHER = "my brother wont wake up his lips are blue"
BUGS = "i keep seeing bugs on the wall"
WISH = "i want to die"


@pytest.fixture
async def world(sqlite_url: str, clock: MovableClock) -> AsyncIterator[ProgramWorld]:
    async with program(sqlite_url, clock) as running:
        yield running


def texts_of(phone: Phone) -> list[str]:
    return [message.text for message in phone.from_bot()]


def asked(phone: Phone, words: str) -> list[PhoneMessage]:
    return [message for message in phone.from_bot() if message.text.startswith(words)]


async def test_a_stranger_is_asked_how_they_are_twice(world: ProgramWorld) -> None:
    phone = world.phone(777)
    said = await world.says(phone, WISH)
    assert "I will ask how you are in 30 minutes." in said.text

    await world.run_for(minutes=31)
    assert phone.last().text.startswith("How are you now? In danger? Call 911.")
    assert phone.last().labels == ("Better", "The same", "Worse")

    await world.run_for(hours=27)
    assert len(asked(phone, "How are you now?")) == 2


async def test_a_stranger_who_is_worse_gets_the_words_again(world: ProgramWorld) -> None:
    phone = world.phone(777)
    await world.says(phone, BROTHER)
    await world.run_for(minutes=31)
    assert phone.last().text.startswith("How are they now? In danger? Call 911.")

    await world.taps(phone, "Worse")

    assert len(asked(phone, "Call 911 now.")) == 2


async def test_a_newer_report_of_a_stranger_is_asked_about_once(world: ProgramWorld) -> None:
    phone = world.phone(777)
    await world.says(phone, BUGS)
    await world.run_for(minutes=20)
    await world.says(phone, BROTHER)

    await world.run_for(minutes=35)

    assert (len(asked(phone, "How are you now?")), len(asked(phone, "How are they now?"))) == (0, 1)


async def test_staff_who_describe_a_patient_are_not_asked_later(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    said = await world.says(dana, "my brother wants to kill himself")
    assert "I will ask" not in said.text

    await world.run_for(minutes=31)

    assert not asked(dana, "How are")


async def test_a_stranger_who_wrote_spanish_is_asked_again_in_it(world: ProgramWorld) -> None:
    phone = world.phone(777, "Nobody", "en")
    await world.says(phone, "mi hermano no despierta, tiene los labios azules")
    await world.taps(phone, "No puedo llamar")
    assert phone.last().text.startswith("Pide a quien esté cerca que llame al 911.")

    await world.run_for(minutes=31)

    assert phone.last().text.startswith("¿Cómo está esa persona ahora?")


async def test_a_patient_still_joining_is_asked_too(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    phone = world.phone(joined.ANA)
    phone.start(await joined.patient_link(world, dana))
    await world.settled()
    await world.says(phone, BUGS)

    await world.run_for(minutes=31)

    assert asked(phone, "How are you now?")


async def test_what_a_stranger_wrote_is_gone_after_a_week(world: ProgramWorld) -> None:
    phone = world.phone(777)
    guidance = await world.says(phone, BUGS)

    await world.run_for(days=8)

    async with world.database.reading() as tx:
        kept = await tx.first(select(reports.c.chat_id, reports.c.reason, reports.c.rules, reports.c.words))
        chats = [row.chat_id for row in await tx.all(select(outgoing.c.chat_id, outgoing.c.created_at))]
        raw = [row for row in await tx.all(select(inbox.c.chat_id, inbox.c.raw)) if row.raw or row.chat_id]
    assert kept is not None
    assert tuple(kept) == (0, None, None, None)
    assert 777 not in chats
    assert raw == []
    phone.tap(guidance.id, "I cannot call")
    await world.settled()
    assert phone.last().text.startswith("Ask anyone near you to call 911.")


async def test_help_now_repeats_what_was_said_today(world: ProgramWorld) -> None:
    ana = await joined.patient(world, await joined.staff(world))
    await world.says(ana, "my brother is having a seizure right now")

    await world.says(ana, "/help_now")

    steps, numbers = texts_of(ana)[-2:]
    assert "Turn them on their side." in steps
    assert numbers.startswith("In danger? Call 911 now.")
    await world.run_for(hours=25)
    before = len(ana.from_bot())
    await world.says(ana, "/help_now")
    assert len(ana.from_bot()) == before + 1


async def test_a_place_sent_unasked_shows_the_number_and_is_told(world: ProgramWorld) -> None:
    ana = await joined.patient(world, await joined.staff(world))
    before = len(ana.from_bot())

    ana.location(41.9, -87.6)
    await world.settled()

    first = ana.from_bot()[before]
    assert first.text.startswith("I cannot send anyone to this place. In danger? Call 911. Say where you are.")
    assert first.labels[-2:] == ("I need help now", "I am OK")
    async with world.database.reading() as tx:
        assert [row.kind for row in await tx.all(select(tasks.c.kind))] == ["unheard"]
    await world.taps(ana, "I need help now")
    async with world.database.reading() as tx:
        assert [row.tier for row in await tx.all(select(alerts.c.tier))] == ["emergency"]


@pytest.mark.parametrize("what", ["photo", "voice", "sticker"])
async def test_what_cannot_be_read_in_an_emergency_says_so(world: ProgramWorld, what: str) -> None:
    phone = world.phone(777)
    {"photo": lambda: phone.photo(PNG), "voice": phone.voice, "sticker": phone.sticker}[what]()
    await world.settled()
    assert phone.last().text.startswith("I cannot hear or see this. In danger? Call 911.")
    assert phone.last().labels == ("Copy 911", "I need help now", "I am OK")


async def test_a_caption_is_read_like_any_text(world: ProgramWorld) -> None:
    ana = await joined.patient(world, await joined.staff(world))
    before = len(ana.from_bot())

    ana.photo(PNG, BUGS)
    await world.settled()

    assert ana.from_bot()[before].text.startswith("Call 911 now.")
    assert not any("cannot hear or see" in text for text in texts_of(ana)[before:])


async def test_a_supporter_who_writes_for_the_patient_is_guided_and_asked(world: ProgramWorld) -> None:
    ana = await joined.patient(world, await joined.staff(world, role=Role.CASE_MANAGER))
    ben = await test_supporters.supporter(world, ana)

    said = await world.says(ben, "ana took all her pills and wont wake up")

    assert said.text.startswith("Call 911 now.")
    assert "give naloxone" in said.text
    assert "Poison Help" in said.text
    assert "lowering" not in said.text
    await world.run_for(minutes=31)
    assert ben.last().text.startswith("How are they now?")


async def test_an_old_question_still_leads_to_help(world: ProgramWorld) -> None:
    phone = world.phone(777)
    await world.says(phone, BUGS)
    await world.run_for(days=2)

    await world.taps(phone, "The same")

    assert phone.last().text.startswith("Call 911 if you have not yet.")
