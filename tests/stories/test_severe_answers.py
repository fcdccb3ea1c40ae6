"""Every severe answer of every pack over HTTP: the guidance is the first thing that the tap brings.

Which combinations there are and what each must say at least: rules/symptoms/test_every_severe_answer.py, all of them.
"""

from collections.abc import AsyncIterator

import pytest

from bot.checkins.checkin_words import SEPARATOR
from bot.checkins.packs import GENERAL, Item
from bot.clock import MovableClock
from bot.demo.botapi.phones import Phone
from tests import joined
from tests.rules.checkins.packs import book
from tests.rules.symptoms.test_every_severe_answer import ANSWERS
from tests.stories.test_checkin import orders
from tests.world import ProgramWorld, program

MEDICINE_OF = {
    "baclofen": "baclofen",
    "benzodiazepine": "diazepam",
    "opioid": "oxycodone",
    "gabapentinoid": "gabapentin",
    "antidepressant": "sertraline",
    GENERAL: "",
}
"""The pack and a medicine that leads to it. The alcohol pack is for nobody with a plan of tablets; its items stand in
other packs or are enumerated in the rules."""


@pytest.fixture
async def world(sqlite_url: str, clock: MovableClock) -> AsyncIterator[ProgramWorld]:
    async with program(sqlite_url, clock) as running:
        yield running


async def brought(world: ProgramWorld, ana: Phone, data: str) -> list[str]:
    """The new messages that a tap on the newest button with this end of its data brings, the first first."""
    before = len(ana.from_bot())
    for message in reversed(ana.from_bot()):
        found = [button.value for row in message.buttons for button in row if button.value.endswith(data)]
        if found:
            ana.tap(message.id, found[0])
            await world.settled()
            return [one.text for one in ana.from_bot()[before:]]
    raise AssertionError(f"no button {data!r}")


@pytest.mark.parametrize("pack", MEDICINE_OF)
async def test_every_severe_answer_brings_its_guidance_at_once(world: ProgramWorld, pack: str) -> None:
    ana = await joined.patient(world, await joined.staff(world))
    if MEDICINE_OF[pack]:
        await orders(world, ana, ("2026-12-01", "2026-12-20", "8:00: 20 mg"), name=MEDICINE_OF[pack])
    await world.says(ana, "/checkin")
    for flag in (one for one in book().flags if one.ticks):
        said = await brought(world, ana, f":{flag.code}")
        assert ("988" if flag.id == "dying" else "911") in said[0], (flag.id, said)
        await world.taps(ana, "Show the list again")
    await world.taps(ana, "None of these")

    answered = [await worst(world, ana, one) for one in items_asked(pack)]

    assert any(answered)


def items_asked(pack: str) -> list[Item]:
    """What the first check-in with this pack asks."""
    found = next(one for one in book().packs if one.pack == pack)
    items = [book().item(name) for name in found.items if name not in found.every_days]
    return [one for one in items if one is not None]


async def worst(world: ProgramWorld, ana: Phone, one: Item) -> bool:
    """The worst answer is tapped. True: it is a severe one, and its guidance came first."""
    said = await brought(world, ana, f":{one.code}{SEPARATOR}{one.most}")
    severe = (one.id, one.most) in ANSWERS and one.id not in ("sleep", "used")  # the second night; opioids only
    if severe:
        assert "911" in said[0], (one.id, said)
    if any("Continue" in message.labels for message in ana.from_bot()):
        await world.taps(ana, "Continue")
    return severe
