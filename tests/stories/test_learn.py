"""/learn over HTTP: the same pages for a patient, for family, and for somebody nobody knows."""

import pytest

from bot.chat.keyboards import PATIENT_COMMANDS, STRANGER_COMMANDS
from tests import joined
from tests.joined import tap_anyway
from tests.world import ProgramWorld

STRANGER = 801


async def test_a_patient_reads_a_page_and_goes_back(world: ProgramWorld) -> None:
    ana = await joined.patient(world, await joined.staff(world))
    await world.says(ana, "/learn")

    page = await world.taps(ana, "When a dose comes down")
    menu = await world.taps(ana, "More topics")

    assert page.id == menu.id
    assert menu.text == "What do you want to read about?"


async def test_a_page_says_what_it_stands_on(world: ProgramWorld) -> None:
    ana = await joined.patient(world, await joined.staff(world))
    await world.says(ana, "/learn")

    page = await world.taps(ana, "Driving")

    assert "From: US label of Ozobax" in page.text
    assert "No clinician has signed this text yet." in page.text


async def test_a_stranger_reads_with_the_number_first(world: ProgramWorld) -> None:
    somebody = world.phone(STRANGER, "Rosa", language="es")
    await world.says(somebody, "/learn")

    page = await world.taps(somebody, "Demasiado")

    assert page.text.startswith("¿Está pasando ahora? Llama al 911 ya.")


async def test_family_reads_words_of_its_own(world: ProgramWorld) -> None:
    somebody = world.phone(STRANGER, "Rosa")
    await world.says(somebody, "/learn")
    await world.taps(somebody, "For family and friends")

    page = await world.taps(somebody, "Too much")

    assert "Lay them on their side" in page.text


async def test_the_menu_names_no_medicine_and_is_protected(world: ProgramWorld) -> None:
    ana = await joined.patient(world, await joined.staff(world))

    menu = await world.says(ana, "/learn")

    assert "aclofen" not in menu.text + "".join(menu.labels)
    assert menu.protect


@pytest.mark.parametrize("data", ["le:0:b.99.m", "le:0:zz.1.m", "le:0:b.1.q", "le:0"])
async def test_a_forged_page_gets_a_friendly_answer(world: ProgramWorld, data: str) -> None:
    somebody = world.phone(STRANGER, "Rosa")
    await world.says(somebody, "/learn")

    tap_anyway(somebody, data)
    await world.settled()

    assert "Send /learn" in somebody.last().text


def test_everybody_finds_it_in_the_menu() -> None:
    assert "learn" in PATIENT_COMMANDS
    assert "learn" in STRANGER_COMMANDS
