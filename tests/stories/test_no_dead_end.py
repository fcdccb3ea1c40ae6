"""No dead end: from every message and state, Help now, Today and a typed cry for help work, and every tap is answered.

A walker taps every button that it meets, breadth first, each kind of button once; after each tap it asks for help.
"""

import re
from datetime import UTC, datetime

import pytest

from bot.caseload import people
from bot.caseload.permissions import Role
from bot.chat.keyboards import PATIENT_COMMANDS, STAFF_COMMANDS, SUPPORTER_COMMANDS
from bot.clock import MovableClock
from bot.demo.botapi.markup import ButtonKind
from bot.demo.botapi.phone_view import PhoneMessage
from bot.demo.botapi.phones import Phone
from bot.ids import ChatId
from bot.storage.tables import people as table
from bot.taps import Verb, read
from tests import joined, ordered
from tests.stories.test_supporters import supporter
from tests.world import ProgramWorld, program

DANA, ANA = 501, 502
SEVEN = datetime(2026, 12, 1, 13, 0, tzinfo=UTC)
"""7:00 in Chicago on the first day of the plan."""
PLAN = ordered.plan_file(ordered.medicine(("2026-12-01", "2026-12-10", "8:00: 20 mg, 14:00: 10 mg, 20:00: 20 mg")))
CRY = "i keep seeing bugs on the wall"
MOST_TAPS = 50
EVERYTHING = 400
"""More than there are: a walk that stops here has not ended."""
CRIES = 4
"""Taps from one typed cry for help to the next."""
LOOKED_AT = 10
"""The newest messages of the bot, on which new buttons are sought."""
OF_A_LIST = 3
"""A list of more buttons of one kind (countries, days, a scale) is tried by its first ones and its last."""
FAILED = ("Something went wrong", "Algo falló", "{ $")
LEAVING = ((Verb.CONSENT, "l"), (Verb.DELETE, "1"), (Verb.DELETE, "2"))
"""Who has left or is deleted has no Today: stories of their own tell of it."""
DYING = ("d2",)
"""What staff tap for somebody who died: it would take the patient away from under the walk."""
TODAY = re.compile("Today|Hoy")


class Walker:
    """Taps everything, once. `commands`: what is sent again when no new button stands on the phone."""

    def __init__(
        self,
        world: ProgramWorld,
        phone: Phone,
        *,
        has_joined: bool,
        commands: tuple[str, ...] = (),
        has_today: bool = True,
        most: int = MOST_TAPS,
    ) -> None:
        self.world, self.phone, self.has_joined, self.commands = world, phone, has_joined, commands
        self.has_today, self.most = has_today and has_joined, most
        self.tapped: set[tuple[str, str]] = set()
        self.taps = 0

    async def walk(self) -> None:
        """Until nothing new is met, or for `most` taps."""
        while self.taps < self.most and (found := self._new() or await self._new_by_command()):
            await self._tap(*found)
            await self._help_is_there(f"after {found[1]!r}")

    def _new(self) -> tuple[PhoneMessage, str] | None:
        """A kind of button that was not tapped yet, the oldest first."""
        for message in self.phone.newest(LOOKED_AT):
            for label in _worth_trying(message):
                if (_shape(message.text), _shape(label)) not in self.tapped:
                    return message, label
        return None

    async def _new_by_command(self) -> tuple[PhoneMessage, str] | None:
        for command in self.commands:
            await self._answer(command)
            if found := self._new():
                return found
        return None

    async def _tap(self, message: PhoneMessage, label: str) -> None:
        self.taps += 1
        self.tapped.add((_shape(message.text), _shape(label)))
        before, answered = self._all(), len(self.phone.answers)
        self.phone.tap(message.id, label)
        await self.world.settled()
        self._nothing_failed(label)
        said = self.phone.answers[answered:]
        assert said, f"{label!r} spins for ever"
        assert said[0].text or self._all() != before, f"{label!r} under {message.text!r}: no answer"

    async def _help_is_there(self, when: str) -> None:
        assert "911" in await self._answer("Help now" if self.has_joined else "/help_now"), f"no numbers {when}"
        if self.has_today:
            assert TODAY.match(await self._answer("Today")), f"no Today {when}"
        if self.taps % CRIES == 1:
            assert "911" in await self._answer(CRY), f"a cry for help was not heard {when}"

    async def _answer(self, text: str) -> str:
        newest = next(reversed(self.phone.chat.messages))
        self.phone.text(text)
        await self.world.settled()
        self._nothing_failed(text)
        return "\n".join(one.text for one in self.phone.newest(LOOKED_AT) if one.id > newest)

    def _nothing_failed(self, when: str) -> None:
        for message in self.phone.newest(LOOKED_AT):
            assert not any(words in message.text for words in FAILED), f"{when!r}: {message.text}"

    def _all(self) -> list[tuple[int, str, object]]:
        return [(one.id, one.text, one.keyboard) for one in self.phone.chat.messages.values()]


def _worth_trying(message: PhoneMessage) -> tuple[str, ...]:
    labels = tuple(
        button.label
        for row in message.buttons
        for button in row
        if button.kind is ButtonKind.DATA and not _ends_it(button.value)
    )
    return labels if len(labels) <= 4 * OF_A_LIST else (*labels[:OF_A_LIST], labels[-1])


def _ends_it(carried: str) -> bool:
    tap = read(carried)
    if tap is None:
        return False
    return (tap.verb, tap.arg) in LEAVING or (tap.verb is Verb.WHERE_SET and tap.arg in DYING)


def _shape(text: str) -> str:
    """The same words with other numbers are the same message."""
    return re.sub(r"\d+", "#", text.partition("\n")[0])[:60]


async def on_plan(world: ProgramWorld) -> Phone:
    """Ana has joined and follows a plan; it is 7:00 of its first day."""
    dana = await joined.staff(world, DANA, "Dana", Role.CASE_MANAGER)
    phone = await joined.patient(world, dana, ANA)
    async with world.database.transaction() as tx:
        person = await people.by_chat(tx, ChatId(ANA))
        assert person is not None
        await ordered.sign(tx, world.app.house, person.id, PLAN, world.clock.now())
    await world.settled()
    return phone


def commands_of(*keys: str) -> tuple[str, ...]:
    """Every command that is listed; joining, and what ends it all, are walked elsewhere."""
    return tuple(f"/{name}" for name in keys if name != "start")


@pytest.mark.timeout(600)  # 25 s of CPU; a busy machine takes its time
@pytest.mark.parametrize(("language", "simple"), [("en", False), ("es", True)])
async def test_no_dead_end_in_any_command(sqlite_url: str, language: str, simple: bool) -> None:
    async with program(sqlite_url, MovableClock(frozen_at=SEVEN)) as world:
        phone = await on_plan(world)
        await world.says(phone, "/checkin")  # something to draw
        for label in ("None of these", "0 none"):
            await world.taps(phone, label)
        async with world.database.transaction() as tx:
            await tx.run(table.update().where(table.c.chat_id == ANA).values(language=language, simple_mode=simple))

        walker = Walker(world, phone, has_joined=True, commands=commands_of(*PATIENT_COMMANDS), most=EVERYTHING)
        await walker.walk()

        assert 60 < walker.taps < EVERYTHING


async def test_no_dead_end_for_staff(sqlite_url: str) -> None:
    async with program(sqlite_url, MovableClock(frozen_at=SEVEN)) as world:
        ana = await on_plan(world)
        await world.says(ana, CRY)
        await world.run_for(minutes=1)

        walker = Walker(
            world,
            world.phone(DANA),
            has_joined=False,
            commands=commands_of(*STAFF_COMMANDS),
            most=EVERYTHING,
        )
        await walker.walk()

        assert 20 < walker.taps < EVERYTHING


async def test_no_dead_end_for_a_supporter(sqlite_url: str) -> None:
    async with program(sqlite_url, MovableClock(frozen_at=SEVEN)) as world:
        maria = await supporter(world, await on_plan(world))

        walker = Walker(
            world,
            maria,
            has_joined=True,
            has_today=False,
            commands=commands_of(*SUPPORTER_COMMANDS),
            most=EVERYTHING,
        )
        await walker.walk()

        assert 20 < walker.taps < EVERYTHING


@pytest.mark.parametrize("hours", [1, 3.1, 9.1, 31])
async def test_no_dead_end_in_what_a_day_brings(sqlite_url: str, hours: float) -> None:
    async with program(sqlite_url, MovableClock(frozen_at=SEVEN)) as world:
        phone = await on_plan(world)
        await world.run_for(hours=hours)

        walker = Walker(world, phone, has_joined=True)
        await walker.walk()

        assert walker.taps > 2


async def test_no_dead_end_while_joining(sqlite_url: str) -> None:
    async with program(sqlite_url, MovableClock(frozen_at=SEVEN)) as world:
        dana = await joined.staff(world, DANA, "Dana", Role.CASE_MANAGER)
        phone = world.phone(ANA, "Ana")
        phone.start(await joined.patient_link(world, dana))
        await world.settled()

        walker = Walker(world, phone, has_joined=False)
        await walker.walk()

        assert walker.taps > 5


async def test_no_dead_end_for_a_stranger(sqlite_url: str) -> None:
    async with program(sqlite_url, MovableClock(frozen_at=SEVEN)) as world:
        phone = world.phone(ANA, "Ana")
        phone.start()
        for said in ("/help", "/privacy", "/today", "hello", "its all a bit much lately"):
            await world.says(phone, said)

        walker = Walker(world, phone, has_joined=False)
        await walker.walk()

        assert walker.taps > 2
