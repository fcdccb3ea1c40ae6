"""demo/composed: `taperline demo`: the real program, our local Bot API, a page of phones, a clock to move.

Belongs here: putting them together and serving them. Not here: scenarios (stage.py, scenes.py), the routes
(demo_routes.py), the page (page/), the local Bot API (botapi/).
"""

import asyncio
import contextlib
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from pathlib import Path

from bot import logs
from bot.clock import MovableClock
from bot.demo.botapi.server import LocalBotApi
from bot.demo.demo_routes import demo_routes
from bot.demo.page_routes import page_routes
from bot.demo.scenes import DEFAULT
from bot.demo.stage import Stage
from bot.errors import BadSettings, Problem


@contextlib.asynccontextmanager
async def staged(*, port: int) -> AsyncIterator[Stage]:
    """A stage on its own port, with the default scenario begun. Raises BadSettings when the port is taken."""
    clock = MovableClock()
    try:
        api = LocalBotApi(clock=clock, port=port)
    except OSError:
        problem = Problem(where=f"port {port}", message="It is taken.", fix="Use --port 0 for a free one.")
        raise BadSettings((problem,)) from None
    with tempfile.TemporaryDirectory(prefix="taperline-demo-") as folder:
        stage = Stage(api, clock, Path(folder))
        api.app.routes.extend([*demo_routes(stage), *page_routes()])
        async with api:
            await stage.play(DEFAULT)
            try:
                yield stage
            finally:
                await stage.stop()


async def run(*, port: int, open_browser: bool) -> None:
    """The demo runs until it is interrupted."""
    logs.set_up(quiet=True)
    async with staged(port=port) as stage:
        print(f"Taperline demo: {stage.api.base_url}/   (stop with Ctrl+C)", flush=True)  # noqa: T201  for the person
        if open_browser:
            await asyncio.to_thread(webbrowser.open, stage.api.base_url)
        await stage.api.until_stopped()
