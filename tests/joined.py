"""People who joined the way people do: by link, tap by tap. For stories that begin afterwards.

Belongs here: an admin, a patient of theirs, through the chat. Not here: promises about joining (stories/test_joining).
"""

import re

from bot.caseload import invited
from bot.caseload.permissions import Role
from bot.demo.botapi.markup import ButtonKind, InlineButton
from bot.demo.botapi.phones import Phone
from tests.world import ProgramWorld

DANA, ANA = 501, 502
"""User ids of the case manager and of the patient."""


async def staff_token(world: ProgramWorld, role: Role = Role.ADMIN) -> str:
    """A token as the command line makes it."""
    async with world.database.transaction() as tx:
        return (await invited.make_staff_invite(tx, role, days=14, now=world.clock.now())).token


async def staff(world: ProgramWorld, user_id: int = DANA, name: str = "Dana", role: Role = Role.ADMIN) -> Phone:
    """Somebody who works for the programme and has joined."""
    phone = world.phone(user_id, name)
    phone.start(await staff_token(world, role))
    await world.settled()
    await world.taps(phone, "English")
    await world.says(phone, name)
    await world.taps(phone, first_zone(phone))
    return phone


async def patient_link(world: ProgramWorld, manager: Phone, name: str = "Ana R.") -> str:
    """The token of a link that `manager` made for a new patient in the chat."""
    await world.says(manager, "Invite")
    if "A patient" in manager.last().labels:
        await world.taps(manager, "A patient")
    await world.says(manager, name)
    await world.says(manager, "555-0142")
    found = re.search(r"start=([\w-]+)", manager.last().text)
    assert found is not None
    return found[1]


async def patient(world: ProgramWorld, manager: Phone, user_id: int = ANA, name: str = "Ana R.") -> Phone:
    """A patient who has joined, shares everything, and lives in Chicago."""
    token = await patient_link(world, manager, name)
    phone = world.phone(user_id, name.split()[0])
    phone.start(token)
    await world.settled()
    for label in ("English", "Yes", "Yes, start", "Yes, share", "United States"):
        await world.taps(phone, label)
    await world.taps(phone, next(one for one in phone.last().labels if one.startswith("Chicago")))
    await world.taps(phone, "9:00")
    await world.taps(phone, "I see it")
    return phone


def tap_anyway(phone: Phone, data: str) -> None:
    """A tap that carries `data`, whether a button stands there or not: an old one, or a forged one."""
    message = phone.chat.messages[phone.from_bot()[-1].id]
    phone.tap_button(message, InlineButton(label="", kind=ButtonKind.DATA, value=data))


def first_zone(phone: Phone) -> str:
    """The first zone that is offered."""
    return phone.last().labels[0]
