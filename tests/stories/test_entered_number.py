"""A country of which we ship no number: 112 or 911, until staff enter one that they checked. Over HTTP."""

from collections.abc import AsyncIterator

import pytest

from bot.caseload import people
from bot.clock import MovableClock
from bot.demo.botapi.phones import Phone
from bot.ids import ChatId
from tests import joined
from tests.chat.test_help_over_http import gone, said
from tests.world import ProgramWorld, program

BUGS = "i keep seeing bugs on the wall"


@pytest.fixture
async def world(sqlite_url: str, clock: MovableClock) -> AsyncIterator[ProgramWorld]:
    async with program(sqlite_url, clock) as running:
        yield running


async def in_country(world: ProgramWorld, code: str) -> tuple[Phone, Phone]:
    """Dana, and Ana who lives there."""
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)
    async with world.database.transaction() as tx:
        person = await people.by_chat(tx, ChatId(ana.id))
        assert person is not None
        await people.change(tx, person.id, country=code)
    await world.app.remember_everybody()
    await world.says(dana, "Caseload")
    await world.taps(dana, "Open 0002")
    return dana, ana


async def test_a_checked_number_is_shown_first_and_survives_a_restart(world: ProgramWorld, sqlite_url: str) -> None:
    dana, ana = await in_country(world, "JP")
    assert "No emergency number is known here for Japan." in dana.last().text
    await world.says(ana, BUGS)
    assert any(one.text.startswith("Call 112 or 911 now.") for one in ana.from_bot())

    await world.taps(dana, "Enter a checked number")
    await world.says(dana, "119")
    await world.taps(dana, "Yes, I checked it")

    world.app.house.helplines.entered.clear()  # what a new process begins with
    await world.app.remember_everybody()
    await world.says(ana, BUGS)
    assert any(one.text.startswith("Call 119 now.") for one in ana.from_bot())
    with gone(sqlite_url):
        ana.text("i cant breathe")
        await said(ana, "Call 119 now.", within=4.0)
    await world.settled()


async def test_nothing_is_entered_before_it_was_checked(world: ProgramWorld) -> None:
    dana, ana = await in_country(world, "JP")
    await world.taps(dana, "Enter a checked number")
    assert "That is no emergency number." in (await world.says(dana, "call my uncle 555-0188")).text
    await world.says(dana, "119")
    await world.taps(dana, "No")

    await world.says(ana, BUGS)

    assert any(one.text.startswith("Call 112 or 911 now.") for one in ana.from_bot())


async def test_a_number_we_ship_is_never_replaced(world: ProgramWorld) -> None:
    dana, ana = await in_country(world, "US")
    assert "Enter a checked number" not in dana.last().labels

    joined.tap_anyway(dana, "nen:2:119")
    await world.settled()

    assert "cannot be entered here" in dana.last().text
    await world.says(ana, BUGS)
    assert any(one.text.startswith("Call 911 now.") for one in ana.from_bot())


async def test_a_patient_enters_no_number(world: ProgramWorld) -> None:
    _, ana = await in_country(world, "JP")

    joined.tap_anyway(ana, "nen:2:119")
    await world.settled()

    assert "Only staff can do this." in ana.last().text
    assert world.app.house.helplines.entered == {}
