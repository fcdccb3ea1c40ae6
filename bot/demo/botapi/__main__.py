"""`python -m bot.demo.botapi`: the local Bot API as a process of its own, with its phones over HTTP.

Belongs here: the command line. Not here: the server (server.py).
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from bot.demo.botapi.limits import RateLimit
from bot.demo.botapi.server import TOKEN, LocalBotApi


def main(arguments: Sequence[str]) -> int:
    """Serves until interrupted. Writes one line with the address when it listens."""
    parser = argparse.ArgumentParser(prog="python -m bot.demo.botapi", description="A Bot API server on this computer.")
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--limit", action="store_true", help="refuse what is too fast for Telegram (429)")
    parser.add_argument("--people", type=int, default=0, help="that many people, ids from 1, who have pressed start")
    options = parser.parse_args(arguments)
    try:
        asyncio.run(_serve(options.port, options.token, limited=options.limit, people=options.people))
    except KeyboardInterrupt:
        return 0
    return 0


async def _serve(port: int, token: str, *, limited: bool, people: int) -> None:
    async with LocalBotApi(port=port, token=token, limit=RateLimit() if limited else None) as api:
        for user_id in range(1, people + 1):
            api.world.user(user_id, first_name=f"Person {user_id}").started = True
        sys.stdout.write(f"{api.base_url}\n")
        sys.stdout.flush()
        await api.until_stopped()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
