"""Database gone, nobody on the roster to be reached, Telegram refusing every staff chat: who is in danger gets numbers.

The first emergency line of every file of our own phrasings, each typed by another stranger, over HTTP.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import yaml

from bot.clock import MovableClock
from bot.demo.botapi.phones import Phone
from tests import joined
from tests.chat.test_help_over_http import gone
from tests.world import ProgramWorld, program

PHRASINGS = Path(__file__).parents[1] / "rules" / "phrasings"
WITHIN = 20.0
"""Real seconds for all of them together, on a busy computer."""
LOOK = 0.05


def first_cries() -> list[str]:
    """One emergency line of each file."""
    found = []
    for path in sorted(PHRASINGS.glob("*/*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if content["expected"] == "emergency":
            found.append(content["lines"][0]["text"])
    return found


@pytest.fixture
async def world(sqlite_url: str, clock: MovableClock) -> AsyncIterator[ProgramWorld]:
    async with program(sqlite_url, clock) as running:
        yield running


def numbered(phone: Phone) -> list[str]:
    """The messages whose first two lines hold a number to call."""
    heads = ["\n".join(message.text.split("\n")[:2]) for message in phone.from_bot()]
    return [head for head in heads if "911" in head or "988" in head]


async def test_with_everything_gone_every_cry_gets_its_number_once(world: ProgramWorld, sqlite_url: str) -> None:
    dana = await joined.staff(world)
    dana.block()
    await world.settled()
    cries = first_cries()
    phones = [world.phone(9000 + at, "Somebody") for at in range(len(cries))]
    assert len(cries) >= 20

    with gone(sqlite_url):
        for phone, cry in zip(phones, cries, strict=True):
            phone.text(cry)
        for _ in range(round(WITHIN / LOOK)):
            if all(numbered(phone) for phone in phones):
                break
            await asyncio.sleep(LOOK)
        missed = [cry for phone, cry in zip(phones, cries, strict=True) if not numbered(phone)]
    await world.settled()

    assert missed == []
    assert [cry for phone, cry in zip(phones, cries, strict=True) if len(numbered(phone)) != 1] == []
