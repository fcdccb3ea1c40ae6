"""The whole way with `kill -9` in every step: whatever somebody did just before is done after the restart, once."""

import asyncio
import contextlib
import os
import random
import re
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import config_files
from bot.caseload import invited
from bot.caseload.permissions import Role
from bot.clock import MovableClock
from bot.config_files import migrations_dir
from bot.demo.botapi.phones import Phone
from bot.demo.botapi.server import LocalBotApi
from bot.storage.database import Database
from bot.storage.sealed import KeyRing
from bot.storage.tables import alerts, checkins, consents, dose_answers, people, plans, reports

DANA, BEN, ANA = 501, 503, 502
EIGHT = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
A_WHILE, WHILES = 2.0, 30
"""Seconds for a restart and an answer, and how often they may pass on a machine that is busy with other tests."""
ONCE_MORE = timedelta(seconds=6)
"""What may have arrived before the kill is sent once more, marked, after five seconds."""


@dataclass(slots=True, kw_only=True)
class Killable:
    """The program in a process of its own, killed and started again around everything people do."""

    api: LocalBotApi
    clock: MovableClock
    url: str
    clock_file: Path
    dice: random.Random = field(default_factory=lambda: random.Random(7))
    process: asyncio.subprocess.Process | None = None

    async def stands_by(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.stories.program_process",
            self.url, self.api.base_url, self.api.token, str(self.clock_file),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip

    async def start(self) -> None:
        self.show_time()
        await self._order("start")

    async def kill(self) -> None:
        await self._order("kill")

    async def end(self) -> None:
        await self.kill()
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.close()
        await self.process.wait()

    async def _order(self, order: str) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{order}\n".encode())
        assert await self.process.stdout.readline() == b"done\n"

    def show_time(self) -> None:
        """The process sees a whole file or the old one, never a half."""
        fresh = self.clock_file.with_suffix(".new")
        fresh.write_text(self.clock.now().isoformat(), encoding="ascii")
        fresh.replace(self.clock_file)

    async def killed_after(self, phone: Phone, label: str) -> None:
        """Somebody taps; the program dies at once or a moment later, and begins anew."""
        message = next(one for one in reversed(phone.messages()) if label in one.labels)
        phone.tap(message.id, label)
        await self.dies_about_now()

    async def killed_after_words(self, phone: Phone, words: str) -> None:
        phone.text(words)
        await self.dies_about_now()

    async def killed_after_time(self, by: timedelta) -> None:
        self.clock.move(by)
        self.show_time()
        await self.dies_about_now()

    async def until(self, phone: Phone, there: Callable[[Phone], bool]) -> None:
        """Waits until something is so on this phone; the program's time goes on meanwhile."""
        for _ in range(WHILES):
            with contextlib.suppress(TimeoutError):
                await phone.until(there, seconds=A_WHILE)
                return
            self.clock.move(ONCE_MORE)
            self.show_time()
        raise TimeoutError(f"there stands: {[(one.text[:60], one.labels) for one in phone.from_bot()][-4:]}")

    async def sees(self, phone: Phone, words: str) -> None:
        """Waits until `words` stand on this phone: in a text or on a button."""
        await self.until(phone, lambda phone: any(words in one.text or words in one.labels for one in phone.from_bot()))

    async def offers(self, phone: Phone, words: str) -> str:
        """The label with `words` on a button of this phone, when it is there. It need not be under the last message:
        what may have arrived before a kill comes once more, marked, after others."""

        def found(phone: Phone) -> list[str]:
            return [label for one in phone.from_bot() for label in one.labels if words in label]

        await self.until(phone, lambda phone: bool(found(phone)))
        return found(phone)[-1]

    async def dies_about_now(self) -> None:
        await asyncio.sleep(self.dice.choice([0.0, 0.005, 0.02, 0.05]))  # a moment to die in, not one to wait for
        await self.kill()
        await self.start()


@pytest.fixture
async def life(database_url: str, clock: MovableClock, tmp_path: Path) -> AsyncIterator[Killable]:
    async with LocalBotApi(clock=clock) as api:
        life = Killable(api=api, clock=clock, url=database_url, clock_file=tmp_path / "clock")
        await life.stands_by()
        await life.start()
        try:
            yield life
        finally:
            await life.end()


async def link(life: Killable, keys: KeyRing) -> str:
    database = await Database.open(life.url, keys=keys, migrations=migrations_dir())
    async with database.transaction() as tx:
        made = await invited.make_staff_invite(tx, Role.CASE_MANAGER, days=2, now=life.clock.now())
    await database.close()
    return made.token


async def staff(life: Killable, keys: KeyRing, user_id: int, name: str) -> Phone:
    phone = life.api.phone(user_id, first_name=name)
    phone.start(await link(life, keys))
    await life.sees(phone, "English")
    phone.tap(phone.last().id, "English")
    await life.until(phone, lambda phone: "English" not in phone.last().labels)
    phone.text(name)
    await life.until(phone, lambda phone: any("Chicago" in label for label in phone.last().labels))
    phone.tap(phone.last().id, next(label for label in phone.last().labels if "Chicago" in label))
    await life.until(phone, lambda phone: bool(phone.keyboard()))
    return phone


async def count(life: Killable, keys: KeyRing) -> dict[str, int]:
    database = await Database.open(life.url, keys=keys, migrations=migrations_dir())
    tables = (people, consents, plans, dose_answers, checkins, reports, alerts)
    async with database.reading() as tx:
        counted = {table.name: await tx.value(select(func.count()).select_from(table)) for table in tables}
    await database.close()
    return counted


@pytest.mark.both_databases
async def test_nothing_is_lost_or_done_twice(life: Killable, keys: KeyRing) -> None:
    dana, ben = await staff(life, keys, DANA, "Dana"), await staff(life, keys, BEN, "Ben")

    # Joining.
    await life.killed_after_words(dana, "Invite")
    await life.sees(dana, "name")
    await life.killed_after_words(dana, "Ana R.")
    await life.sees(dana, "phone")
    await life.killed_after_words(dana, "555-0142")
    await life.sees(dana, "start=")
    token = re.search(r"start=([\w-]+)", "\n".join(one.text for one in dana.from_bot()))
    assert token is not None
    ana = life.api.phone(ANA, first_name="Ana")
    ana.start(token[1])
    await life.dies_about_now()
    for label in ("English", "Yes", "Yes, start", "Yes, share", "United States"):
        await life.sees(ana, label)
        await life.killed_after(ana, label)
    await life.killed_after(ana, await life.offers(ana, "Chicago"))
    for label in ("9:00", "I see it"):
        await life.sees(ana, label)
        await life.killed_after(ana, label)
    await life.sees(ana, "All set.")

    # The plan.
    dana.document("ana-taper.yaml", config_files.find("examples/baclofen-taper.yaml").read_bytes())
    await life.dies_about_now()
    await life.sees(dana, "Ana R. (0003)")
    await life.killed_after(dana, "Ana R. (0003)")
    for asked in ("1 Asked…", "2 Asked…"):
        await life.sees(dana, asked)
        await life.killed_after(dana, asked)
        await life.killed_after(dana, await life.offers(dana, "As ordered"))
    await life.sees(dana, "Sign")
    await life.killed_after(dana, "Sign")
    await life.sees(dana, "222")

    # The dose and its answer.
    await asyncio.sleep(0)
    await life.killed_after_time(EIGHT - life.clock.now() + timedelta(seconds=1))
    await life.sees(ana, "⏰ 8:00 is due.")
    await life.killed_after(ana, "Done")
    await life.sees(ana, "✓ 8:00 done")

    # The check-in, a severe symptom, help, and a human.
    await life.killed_after_words(ana, "/checkin")
    await life.sees(ana, "Seeing or hearing things")
    await life.killed_after(ana, "Seeing or hearing things")
    await life.sees(ana, "Call 911 now.")
    await life.sees(dana, "Acknowledge")
    await life.killed_after_time(timedelta(minutes=5, seconds=1))
    await life.sees(ben, "Acknowledge")
    await life.killed_after(ben, "Acknowledge")
    await life.until(ana, lambda phone: any("B. read this" in one.text for one in phone.from_bot()))

    counted = await count(life, keys)
    assert counted == {
        "people": 3, "consents": 3, "plans": 1, "dose_answers": 1, "checkins": 1, "reports": 1, "alerts": 1,
    }  # fmt: skip
    doses = [one.text for one in ana.from_bot() if "8:00" in one.text and "due" in one.text]
    assert all("twice" in text for text in doses), "a second copy that is not marked"
