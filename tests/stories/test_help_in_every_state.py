"""Whatever somebody was asked to type, wherever they are, whoever they are: help, Today and a typed cry work.

Every Expecting, every PersonState and every Role is walked: a new one is in these tests from its first day.
"""

import pytest

from bot import house
from bot.caseload import people
from bot.caseload.permissions import Role
from bot.caseload.person import PersonState
from bot.chat import dialogs
from bot.chat.application import WAITING_THROUGH_ALL, Application
from bot.chat.dialogs import Dialog, Expecting
from bot.clock import MovableClock
from bot.demo.botapi.phones import Phone
from bot.ids import ChatId, PersonId
from tests import joined
from tests.stories.test_no_dead_end import ANA, DANA, SEVEN, on_plan
from tests.stories.test_supporters import supporter
from tests.world import ProgramWorld, program

STAFF = frozenset(
    {
        Expecting.WARNING_ANSWER,
        Expecting.INVITE_NAME,
        Expecting.INVITE_PHONE,
        Expecting.PATIENT_NAME,
        Expecting.PLAN_ZONE,
        Expecting.PLAN_START,
        Expecting.ALERT_NOTE,
    }
)
"""What only staff are asked to type."""
CRIES = {"en": "i keep seeing bugs on the wall", "es": "veo bichos en la pared todo el tiempo"}
KEYS = {"en": ("Help now", "Today"), "es": ("Ayuda ya", "Hoy")}
FAILED = ("Something went wrong", "Algo falló", "{ $")
GONE = frozenset({PersonState.INVITED, PersonState.DIED, PersonState.DELETED})
"""Their chat is nobody's: whoever writes there is a stranger."""

LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])


async def answer(world: ProgramWorld, phone: Phone, text: str) -> str:
    """All that is said in answer."""
    newest = phone.text(text)
    await world.settled()
    said = "\n".join(one.text for one in phone.from_bot() if one.id > newest)
    assert not any(words in said for words in FAILED), f"{text!r}: {said}"
    return said


async def change(world: ProgramWorld, user: int, **values: object) -> None:
    async with world.database.transaction() as tx:
        person = await people.by_chat(tx, ChatId(user))
        assert person is not None
        await people.change(tx, person.id, **values)


async def expect(world: ProgramWorld, user: int, expecting: Expecting) -> None:
    async with world.database.transaction() as tx:
        person = await people.by_chat(tx, ChatId(user))
        assert person is not None
        await dialogs.expect(tx, person.id, Dialog(expecting=expecting, id=1, arg="s"))


async def waits(world: ProgramWorld, user: int) -> Expecting | None:
    async with world.database.reading() as tx:
        person = await people.by_chat(tx, ChatId(user))
        found = dialogs.expected(person) if person else None
        return found.expecting if found else None


@LANGUAGES
async def test_help_and_today_work_whatever_was_asked(sqlite_url: str, language: str) -> None:
    async with program(sqlite_url, MovableClock(frozen_at=SEVEN)) as world:
        ana = await on_plan(world)
        dana = world.phone(DANA)
        for user in (ANA, DANA):
            await change(world, user, language=language)
        help_now, today = KEYS[language]
        for expecting in Expecting:
            phone = dana if expecting in STAFF else ana
            await expect(world, phone.id, expecting)

            assert "911" in await answer(world, phone, CRIES[language]), f"cry while {expecting}"
            await expect(world, phone.id, expecting)
            assert "911" in await answer(world, phone, help_now), f"help while {expecting}"
            assert await waits(world, phone.id) is expecting, f"{expecting}: help ended it"
            if phone is ana:
                assert (await answer(world, phone, today)).startswith(today), f"today while {expecting}"
                still = expecting if expecting in WAITING_THROUGH_ALL else None
                assert await waits(world, phone.id) is still


@LANGUAGES
async def test_help_works_wherever_a_person_is(sqlite_url: str, language: str) -> None:
    async with program(sqlite_url, MovableClock(frozen_at=SEVEN)) as world:
        ana = await on_plan(world)
        for state in PersonState:
            async with world.database.transaction() as tx:
                person = await people.by_id(tx, PersonId(2))
                assert person is not None
                chat = None if state in GONE else ANA
                await people.change(tx, person.id, state=state, chat_id=chat, language=language, dialog=None)

            assert "911" in await answer(world, ana, "/help_now"), f"help while {state}"
            assert "911" in await answer(world, ana, CRIES[language]), f"cry while {state}"
            assert await answer(world, ana, "/today"), f"today while {state}"
            assert await answer(world, ana, "/start"), f"start while {state}"


@LANGUAGES
async def test_help_works_for_every_role(sqlite_url: str, language: str) -> None:
    async with program(sqlite_url, MovableClock(frozen_at=SEVEN)) as world:
        dana = await joined.staff(world)
        ana = await joined.patient(world, dana)
        ben = await joined.staff(world, 520, "Ben", Role.CASE_MANAGER)
        maria = await supporter(world, ana)
        phones = {Role.ADMIN: dana, Role.PATIENT: ana, Role.CASE_MANAGER: ben, Role.SUPPORTER: maria}
        for role in Role:
            phone = phones[role]
            await change(world, phone.id, language=language)

            assert "911" in await answer(world, phone, "/help_now"), f"help for {role}"
            assert "911" in await answer(world, phone, CRIES[language]), f"cry of {role}"
            assert await answer(world, phone, "/help"), f"commands of {role}"


def test_everything_that_is_asked_has_somebody_who_takes_it() -> None:
    taken = set(Application(house.load(None)).dialogs)

    assert set(Expecting) - taken == {Expecting.SUPPORTER_SCOPE, Expecting.CASE_LEFT_SURE}  # they wait for a tap
