"""bench/lateness_part: how long after its moment a reminder is accepted, at steady loads and in one great second.

Peer, in the same minute on a server of its own: python-telegram-bot's JobQueue (APScheduler) with one job a reminder.
Its jobs that are more than a second late are not run at all; they are missing from its lateness and told beside it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from telegram.ext import Application, ContextTypes

from bot.bench.figures import Figure, percentile, show, tell
from bot.bench.ours import program
from bot.bench.send_part import this_minute
from bot.bench.telegram_apart import TOKEN, TelegramApart, telegram_apart
from bot.bench.town import Doses, settle
from bot.storage.tables import reminders

RATES = (1, 10, 25)
SECONDS = 60
GREAT_SECOND = 10_000
BEFORE_SECONDS = 3.0
"""From now until the first is due: both sides must have everything in hand by then."""
AFTER_SECONDS = 5.0
LONGEST_SECONDS = 90.0


async def lateness(rates: tuple[int, ...] = RATES, seconds: int = SECONDS, great: int = GREAT_SECOND) -> None:
    """Prints `lateness` for each rate, and how many of `great` due in one second were sent."""
    for rate in rates:
        tell(f"lateness: {rate} reminders a second for {seconds} s; JobQueue at the same time")
        ours, peer = await asyncio.gather(
            _ours(rate * seconds, 1 / rate, limit_opened=False), _job_queue(rate * seconds, 1 / rate)
        )
        late, peer_late = percentile(ours, 0.99), percentile(peer, 0.99)
        show(
            Figure(name=f"lateness.{rate}", value=late, unit="s", ratio=late / peer_late if peer_late else None),
            Figure(name=f"lateness.{rate}.job_queue", value=peer_late, unit="s"),
            Figure(name=f"lateness.{rate}.sent", value=len(ours), unit="messages", ratio=len(ours) / (rate * seconds)),
            Figure(name=f"lateness.{rate}.job_queue_sent", value=len(peer), unit="messages"),
        )
    tell(f"lateness: {great} reminders due in one second, limit opened; then JobQueue with its defaults")
    sent = len(await _ours(great, 1 / great, limit_opened=True))
    ran = len(await _job_queue(great, 1 / great))
    show(
        Figure(name="lateness.one_second", value=sent, unit="messages", ratio=sent / great),
        Figure(name="lateness.one_second.job_queue", value=ran, unit="messages", ratio=ran / great),
    )


async def _ours(count: int, spread: float, *, limit_opened: bool) -> list[float]:
    """Seconds from due to accepted, of each reminder that was sent. Raises AssertionError if one went out twice."""
    async with telegram_apart(people=count) as telegram, program(telegram.base_url, limit_opened=limit_opened) as app:
        now = app.clock.now()
        since = now + timedelta(seconds=BEFORE_SECONDS + count / 10_000)
        times = [this_minute(now)]
        await settle(app.database, Doses(times=times, spread=spread, since=since), count=count, now=now)
        await app.start()
        app.ticks.start()

        async def open_still() -> int:
            async with app.database.reading() as tx:
                open_states = reminders.c.state.in_(["planned", "claimed"])
                waiting = select(func.count()).where(
                    open_states, reminders.c.kind == "dose", reminders.c.due_at == times[0]
                )
                return int(await tx.value(waiting))

        found = await _accepted(telegram, since, spread, count=count, open_still=open_still)
        await app.stop()
    return found


async def _job_queue(count: int, spread: float) -> list[float]:
    """The same of python-telegram-bot's JobQueue."""
    async with telegram_apart(people=count) as telegram:
        builder = Application.builder().token(TOKEN).base_url(f"{telegram.base_url}/bot")
        application = builder.connection_pool_size(256).build()
        async with application:
            await application.start()
            assert application.job_queue is not None
            since = datetime.now(UTC) + timedelta(seconds=BEFORE_SECONDS + count / 1000)
            for chat in range(1, count + 1):
                due = since + timedelta(seconds=(chat - 1) * spread)
                application.job_queue.run_once(_remind, due, chat_id=chat)
            queue = application.job_queue

            async def open_still() -> int:
                return len(queue.jobs())

            found = await _accepted(telegram, since, spread, count=count, open_still=open_still)
            await application.stop()
    return found


async def _remind(context: ContextTypes.DEFAULT_TYPE) -> None:
    assert context.job is not None
    await context.bot.send_message(context.job.chat_id or 0, "It is time for 8:00.", protect_content=True)


async def _accepted(
    telegram: TelegramApart, since: datetime, spread: float, *, count: int, open_still: Callable[[], Awaitable[int]]
) -> list[float]:
    """The lateness of everything that is accepted until nothing is open any more, or until it is far too late."""
    last = since + timedelta(seconds=count * spread)
    await asyncio.sleep(max(0.0, (last - datetime.now(UTC)).total_seconds()))
    end = last + timedelta(seconds=LONGEST_SECONDS)
    while await open_still() and datetime.now(UTC) < end:  # noqa: ASYNC110  there is no event for us
        await asyncio.sleep(0.5)
    await asyncio.sleep(min(AFTER_SECONDS, 1 + count / 1000))
    at = [(one.chat_id or 0, one.at) for one in await telegram.accepted() if one.method == "sendMessage"]
    assert len({chat for chat, _ in at}) == len(at), "one was sent twice"
    return [(when - since - timedelta(seconds=(chat - 1) * spread)).total_seconds() for chat, when in at]
