"""What people wrote is written down before what we have to say about it."""

import asyncio

from bot.storage.writers import Writers


async def test_whoever_is_first_goes_before_those_who_wait() -> None:
    writers, order = Writers(), list[str]()

    async def write(name: str, *, first: bool) -> None:
        await writers.acquire(first=first)
        order.append(name)
        writers.release()

    await writers.acquire()
    waiting = [asyncio.create_task(write(name, first=False)) for name in ("a", "b")]
    await asyncio.wait(waiting, timeout=0)
    waiting.append(asyncio.create_task(write("inbox", first=True)))
    await asyncio.wait(waiting, timeout=0)
    writers.release()
    await asyncio.gather(*waiting)
    assert order == ["inbox", "a", "b"]


async def test_who_gives_up_waiting_keeps_nobody_out() -> None:
    writers = Writers()
    await writers.acquire()
    gone, next_one = asyncio.create_task(writers.acquire()), asyncio.create_task(writers.acquire())
    await asyncio.wait({gone, next_one}, timeout=0)
    gone.cancel()
    writers.release()
    await asyncio.wait_for(next_one, 1)
    assert gone.cancelled()
