"""The first admin: a link from the command line, while the bot is running, opened on a phone."""

import asyncio
import os
import re
import sys
from pathlib import Path

from tests import joined
from tests.conftest import KEY_TEXT
from tests.world import ProgramWorld


async def printed(world: ProgramWorld, database_url: str, *, token: bool) -> str:
    """What `taperline staff invite --role admin` prints."""
    given = {
        **os.environ,
        "TAPERLINE_DATABASE_URL": database_url,
        "TAPERLINE_ENCRYPTION_KEY": KEY_TEXT,
        "TAPERLINE_API_BASE_URL": world.api.base_url,
        **({"TAPERLINE_BOT_TOKEN": world.api.token} if token else {}),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "staff", "invite", "--role", "admin"),
        env=given,
        cwd=Path(__file__).parents[2],
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    return output.decode()


async def test_the_printed_link_lets_the_admin_in(world: ProgramWorld, database_url: str) -> None:
    found = re.search(r"https://t\.me/\w+\?start=([\w-]{32})", await printed(world, database_url, token=True))
    assert found is not None
    dana = world.phone(joined.DANA, "Dana")

    dana.start(found[1])
    await world.settled()

    assert "You will work here as admin" in dana.last().text


async def test_without_a_token_the_invite_is_a_line_to_send(world: ProgramWorld, database_url: str) -> None:
    assert re.search(r"/start [\w-]{32}", await printed(world, database_url, token=False))
