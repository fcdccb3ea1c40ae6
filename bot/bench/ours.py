"""bench/ours: the program as it is measured: real parts, a database of its own, the limit opened or not.

Belongs here: building it for a measurement. Not here: the program (app.py), what is measured.
"""

import contextlib
import gc
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from bot import heap, settings
from bot.app import App, built
from bot.bench.telegram_apart import TOKEN
from bot.clock import Clock
from bot.settings import Settings
from bot.storage.sealed import new_key_text


def settings_for(base_url: str, url: str) -> Settings:
    """What the environment would say."""
    given, _ = settings.read()
    return Settings(
        bot_token=TOKEN,
        api_base_url=base_url,
        database_url=url,
        encryption_key=new_key_text(),
        config_dir=given.config_dir,
    )


@contextlib.asynccontextmanager
async def program(base_url: str, *, url: str | None = None, limit_opened: bool = False) -> AsyncIterator[App]:
    """The program, not yet started, on a new SQLite file or on `url`; nothing of the file is left afterwards."""
    place = Path(tempfile.mkdtemp(prefix="taperline-bench-"))
    try:
        its = settings_for(base_url, url or f"sqlite:///{place / 'bench.sqlite'}")
        async with built(its, Clock(), limit_opened=limit_opened) as app:
            gc.collect()  # of what was measured before
            heap.all_is_read()
            yield app
    finally:
        shutil.rmtree(place, ignore_errors=True)
