"""The judge can say no: each of five mistakes, planted into the program, is found by the chaos."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

import pytest

from bot.caseload.person import Person
from bot.chat.worker import Worker
from bot.reminders import claimed, dispatcher, sent
from bot.reminders.dispatcher import Dispatcher
from bot.reminders.due import Due, Send, Verdict
from bot.sending import Sent
from bot.storage import inbox
from bot.storage.database import Transaction
from bot.storage.inbox import InboxRow, RawUpdate
from tests.chaos.conftest import Chaos
from tests.chaos.run import Mix

DEADLY = Mix(deaths=0.5, outages=0.0, jumps=0, skipped=0.3, weather=0.05, database=0.0, strangers=1.0)
TROUBLED = replace(DEADLY, deaths=0.05, database=0.4)
DOWN = replace(DEADLY, deaths=0.4, outages=0.2)


async def test_recording_before_sending_is_found(
    chaos: Chaos, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = Dispatcher._say_one

    async def hasty(self: Dispatcher, person: Person | None, group: Sequence[Due], verdict: Verdict) -> None:
        if isinstance(verdict, Send):
            async with self._database.transaction() as tx:
                await sent.record(tx, group, Sent(message_id=1), self._clock.now())
        await say(self, person, group, verdict)

    monkeypatch.setattr(Dispatcher, "_say_one", hasty)
    verdict = await chaos(sqlite_url, seed=11, slots=200, mix=replace(DEADLY, weather=0.3), days=1)
    assert verdict.found("lost")


async def test_claims_that_nobody_takes_back_are_found(
    chaos: Chaos, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: Any, **__: Any) -> None:
        """The lease runs out, and nothing follows."""

    monkeypatch.setattr(claimed, "_take_back", never)
    verdict = await chaos(sqlite_url, seed=12, slots=150, mix=DEADLY, days=1)
    assert verdict.found("lost", "no terminal state")


async def test_not_judging_again_is_found(chaos: Chaos, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatcher, "judge", lambda group, person, now: None)
    verdict = await chaos(sqlite_url, seed=13, slots=150, mix=DOWN, days=1)
    assert verdict.found("told too early or too late", "told though superseded")


async def test_handling_an_update_twice_is_found(
    chaos: Chaos, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, fresh = inbox.receive, count(10_000_000_000)

    async def forgetful(tx: Transaction, updates: Sequence[RawUpdate], now: datetime) -> list[InboxRow]:
        return await keep(tx, [replace(one, update_id=next(fresh)) for one in updates], now)

    monkeypatch.setattr(inbox, "receive", forgetful)
    verdict = await chaos(sqlite_url, seed=14, slots=100, mix=replace(DEADLY, twice=0.8), days=1)
    assert verdict.found("copies without a reason", "logged twice")


async def test_confirming_before_the_commit_is_found(
    chaos: Chaos, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands: set[asyncio.Task[bool]] = set()

    async def trusting(self: Worker, batch: Sequence[RawUpdate]) -> bool:
        task = asyncio.create_task(self._receive(batch))
        hands.add(task)
        task.add_done_callback(hands.discard)
        return True

    monkeypatch.setattr(Worker, "take", trusting)
    verdict = await chaos(sqlite_url, seed=15, slots=100, mix=replace(TROUBLED, twice=0), days=1)
    assert verdict.found("not answered", "not logged", "emergencies without guidance")
