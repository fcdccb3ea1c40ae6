"""bench/updates_part: how many taps a second go through inbox, handler, commit and both answers.

A tap counts when its toast and its edit are accepted and the answer to the dose is stored. All taps are made before the
program fetches: they wait at the server, as after a short outage.
Peer: a bare python-telegram-bot callback handler that answers in the same way, default transport, sequential.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

from sqlalchemy import func, select
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes
from telegram.request import HTTPXRequest

from bot.bench.figures import Figure, show, tell
from bot.bench.ours import program
from bot.bench.send_part import PEER_TOGETHER, peer_sends, this_minute
from bot.bench.telegram_apart import TOKEN, TelegramApart, counts, telegram_apart
from bot.bench.town import Doses, settle
from bot.storage.tables import dose_answers

CHATS = 500
LOOK_SECONDS = 0.05
LONGEST_SECONDS = 120.0
DONE_COLUMN = 1
"""Which button of a reminder is "Done"."""


async def updates(chats: int = CHATS) -> None:
    """Prints `updates`."""
    tell(f"updates: {chats} people tap Done; the peer then answers {chats} taps in the same way")
    async with telegram_apart(people=chats) as telegram:
        peer = await _peer_rate(telegram, chats)
    async with telegram_apart(people=chats) as telegram:
        ours = await _our_rate(telegram, chats)
    show(
        Figure(name="updates", value=ours, unit="updates/s", ratio=ours / peer),
        Figure(name="updates.peer", value=peer, unit="updates/s"),
    )


async def _our_rate(telegram: TelegramApart, chats: int) -> float:
    async with program(telegram.base_url, limit_opened=True) as app:
        now = app.clock.now()
        await settle(app.database, Doses(times=[this_minute(now)]), count=chats, now=now)
        await app.dispatcher.tick(now)
        await _tap_every_reminder(telegram, DONE_COLUMN)

        async def stored() -> int:
            async with app.database.reading() as tx:
                return int(await tx.value(select(func.count()).select_from(dose_answers)))

        began = time.perf_counter()
        await app.start()
        await _answered(telegram, chats, stored, who="ours")
        took = time.perf_counter() - began
        await app.stop()
    return chats / took


async def _peer_rate(telegram: TelegramApart, chats: int) -> float:
    async with Bot(TOKEN, base_url=f"{telegram.base_url}/bot", request=HTTPXRequest(connection_pool_size=4)) as bot:
        await peer_sends(bot, chats, together=PEER_TOGETHER)
    await _tap_every_reminder(telegram, DONE_COLUMN)
    stored: list[str] = []
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Undo", callback_data="undo")]])

    async def tapped(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query is not None
        stored.append(query.data or "")
        await query.answer()
        await query.edit_message_text("8:00 taken at 8:05.", parse_mode="HTML", reply_markup=markup)

    application = Application.builder().token(TOKEN).base_url(f"{telegram.base_url}/bot").build()
    application.add_handler(CallbackQueryHandler(tapped))

    async def how_many() -> int:
        return len(stored)

    async with application:
        assert application.updater is not None
        began = time.perf_counter()
        await application.start()
        await application.updater.start_polling()
        await _answered(telegram, chats, how_many, who="the peer")
        took = time.perf_counter() - began
        await application.updater.stop()
        await application.stop()
    return chats / took


async def _tap_every_reminder(telegram: TelegramApart, column: int) -> None:
    """Everybody taps under the message they have; nobody answers yet."""
    sent = [one for one in await telegram.accepted() if one.method == "sendMessage"]
    await telegram.tap_all([(one.chat_id or 0, one.message_id or 0) for one in sent], column)


async def _answered(telegram: TelegramApart, chats: int, stored: Callable[[], Awaitable[int]], *, who: str) -> None:
    """Returns when both answers to each tap are accepted and the answer is stored. Raises AssertionError."""
    toasts = edits = 0
    until = time.perf_counter() + LONGEST_SECONDS
    while min(toasts, edits) < chats or await stored() < chats:
        await asyncio.sleep(LOOK_SECONDS)
        found = counts(await telegram.accepted())
        toasts += found["answerCallbackQuery"]
        edits += found["editMessageText"]
        assert time.perf_counter() < until, f"{who}: {toasts} toasts and {edits} edits of {chats}"
    assert (toasts, edits, await stored()) == (chats, chats, chats), f"{who}: {toasts} toasts, {edits} edits of {chats}"
