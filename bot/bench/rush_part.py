"""bench/rush_part: a morning at Telegram's limit, and who has to wait in it.

The server refuses the 31st message of any sliding second, and a second message to one chat too soon (docs/running.md).
Ratio: the share of the limit that was used; an edit counts like a message, since we let it take one of the 30 as well,
although this server would not mind it. Beside it: 429s, and by how much guidance for somebody in danger and the
answer to a button come later than on a quiet moment just before.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from bot import logs
from bot.app import App
from bot.bench.figures import Figure, percentile, show, tell
from bot.bench.ours import program
from bot.bench.send_part import this_minute
from bot.bench.telegram_apart import TelegramApart, telegram_apart
from bot.bench.town import Doses, settle

COUNT = 3000
LIMIT = 30
"""Messages a second. Source: core.telegram.org/bots/faq."""
ASKING = 40
"""How many people write or tap, quietly before and during the rush."""
_NOT_LIMITED = frozenset({"answerCallbackQuery", "sendChatAction"})
PAUSE_SECONDS = 0.6
DANGER = "I had a seizure"


@dataclass(slots=True)
class _Latencies:
    """Seconds from a person's deed to what they see."""

    guidance: list[float] = field(default_factory=list)
    buttons: list[float] = field(default_factory=list)


async def rush(count: int = COUNT, asking: int = ASKING) -> None:
    """Prints `rush` and what stands beside it."""
    tell(f"rush: {count} reminders due in the same second, the server refuses more than {LIMIT} in any sliding second")
    refused: list[str] = []
    unlisten = logs.listen(lambda line: refused.append("429") if line.get("reason") == "too many requests" else None)
    people = count + 4 * asking
    try:
        async with telegram_apart(people=people, limited=True) as telegram, program(telegram.base_url) as app:
            now = app.clock.now()
            await settle(app.database, Doses(times=[this_minute(now)]), count=count, now=now)
            async with _running(app):
                quiet = _Latencies()
                await _ask(telegram, quiet, first=count + 1, times=asking // 4)
                share, busy = await _hurry(app, telegram, count, asking)
    finally:
        unlisten()
    show(
        Figure(name="rush", value=share * LIMIT, unit="messages/s", ratio=share),
        Figure(name="rush.429s", value=len(refused), unit="refusals"),
        *_added("guidance", quiet.guidance, busy.guidance),
        *_added("buttons", quiet.buttons, busy.buttons),
    )


@contextlib.asynccontextmanager
async def _running(app: App) -> AsyncIterator[None]:
    await app.start()
    try:
        yield
    finally:
        await app.stop()


async def _hurry(app: App, telegram: TelegramApart, count: int, asking: int) -> tuple[float, _Latencies]:
    """The share of the limit that was used from the first to the last reminder, and who waited how long meanwhile."""
    await telegram.accepted()
    busy = _Latencies()
    app.ticks.start()
    asked = asyncio.create_task(_ask(telegram, busy, first=count + 2 * asking + 1, times=asking))
    at: list[float] = []
    reminders = 0
    until = time.perf_counter() + 60 + 2 * count / LIMIT
    while reminders < count and time.perf_counter() < until:
        await asyncio.sleep(0.25)
        for one in await telegram.accepted():
            if one.method not in _NOT_LIMITED:
                at.append(one.at.timestamp())
            reminders += one.method == "sendMessage" and (one.chat_id or 0) <= count
    assert reminders == count, f"{reminders} of {count} reminders"
    if not asked.done():
        asked.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await asked
    return _share(at), busy


def _share(at: list[float]) -> float:
    """What was used of the limit in the whole seconds from the first call on: 1 however the calls lie within each."""
    first = min(at)
    seconds = max(int(max(at) - first), 1)
    return sum(1 for one in at if one < first + seconds) / (seconds * LIMIT)


async def _ask(telegram: TelegramApart, into: _Latencies, *, first: int, times: int) -> None:
    """One after the other people in danger write, and each then taps a button of what they got."""
    for number in range(times):
        chat = first + number
        began = time.perf_counter()
        await telegram.say(chat, DANGER)
        message = await _newest(telegram, chat)
        into.guidance.append(time.perf_counter() - began)
        began = time.perf_counter()
        await telegram.tap(chat, message, 0)
        into.buttons.append(time.perf_counter() - began)
        await asyncio.sleep(PAUSE_SECONDS)


async def _newest(telegram: TelegramApart, chat: int) -> int:
    """The id of the first message from us on that phone that has buttons; waits for it."""
    async with asyncio.timeout(30):
        while True:
            async with telegram.session.get(f"{telegram.base_url}/phone/{chat}/messages") as answer:
                for message in await answer.json():
                    if not message["mine"] and message["rows"]:
                        return int(message["id"])
            await asyncio.sleep(0.01)


def _added(name: str, quiet: list[float], busy: list[float]) -> list[Figure]:
    usual = percentile(quiet, 0.5)
    return [
        Figure(name=f"rush.{name}_added_p{round(share * 100)}", value=percentile(busy, share) - usual, unit="s")
        for share in (0.5, 0.99)
    ]
