"""bench/measured: `taperline bench`: which parts there are, in which order, and that one that fails is told.

Belongs here: the parts by name. Not here: what they measure (*_part.py), how a line looks (figures.py).
"""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from bot import heap, logs
from bot.bench.figures import tell
from bot.bench.idle_part import idle
from bot.bench.lateness_part import lateness
from bot.bench.rush_part import rush
from bot.bench.send_part import send, send_postgresql
from bot.bench.updates_part import updates

GOOD, FAILED, WRONG_USAGE = 0, 1, 2


async def _both_databases() -> None:
    await send()
    await send_postgresql()


PARTS: Mapping[str, Callable[[], Coroutine[Any, Any, None]]] = {
    "send": _both_databases,
    "send-postgresql": send_postgresql,
    "updates": updates,
    "rush": rush,
    "idle": idle,
    "lateness": lateness,
}
_ALL = ("send", "updates", "rush", "idle", "lateness")


def run(parts: tuple[str, ...]) -> int:
    """The parts named (all without names) were measured and their figures printed; 1 if one did not do what it must,
    2 if there is no such part."""
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        sys.stderr.write(f"No such part: {', '.join(unknown)}. There are: {', '.join(PARTS)}.\n")
        return WRONG_USAGE
    tell("each ratio is to a peer in this run; one line a figure: name value unit ratio")
    tell(f"this computer has {os.cpu_count()} cores; every message goes over HTTP to a Bot API server beside us")
    good = True
    heap.all_is_read()  # for the peers as for us
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        logs.set_up(stream=nowhere)  # lines are made as in real life, and written nowhere
        for part in parts or _ALL:
            good = _measured(part) and good
    return GOOD if good else FAILED


def _measured(part: str) -> bool:
    try:
        asyncio.run(PARTS[part]())
    except AssertionError as error:
        # A wrong count is worse than any slow figure: it is told, and the other parts are measured all the same.
        tell(f"{part}: WRONG: {error}")
        return False
    return True
