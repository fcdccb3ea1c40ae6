"""logs: one line per event, to stderr, with ids only.

Belongs here: the shape of a line, which libraries are quiet, the last guard against bot tokens.
Not here: what is worth a line. Names of events are `room.event`; values are ids, counts, states and reasons; never a
name, a text that a person wrote, a medicine or a symptom.
"""

import logging
import re
import sys
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, TextIO

import structlog

_QUIET = (
    "httpx",
    "httpcore",
    "telegram",
    "apscheduler",
    "aiosqlite",
    "asyncio",
    "alembic",
    "sqlalchemy",
    "aiohttp",
    "uvicorn",
)
"""Libraries that are heard from WARNING on. httpx logs the whole URL at INFO, and the token is in the URL."""

_TOKEN = re.compile(r"(?<!\d)\d{5,12}:[A-Za-z0-9_-]{20,}")
"""Source: core.telegram.org/bots/api, "Authorizing your bot": digits, a colon, 35 characters."""

Logger = structlog.stdlib.BoundLogger

Listener = Callable[[Mapping[str, Any]], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> Callable[[], None]:
    """`listener` is told every line of ours from now on, also the fields whose names begin with `quiet_`, which are
    never printed: the demo shows with them why something was decided. Returns what ends it."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def _tell_and_strip(logger: Any, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Ends here where nobody listens and nothing would be printed: a line that is thrown away costs next to nothing."""
    if not _listeners:
        structlog.stdlib.filter_by_level(logger, name, event)
    for listener in tuple(_listeners):
        listener(event)
    for name in [name for name in event if name.startswith("quiet_")]:
        del event[name]
    return event


def set_up(*, json: bool = False, stream: TextIO | None = None, quiet: bool = False) -> None:
    """Our lines and those of libraries go to `stream` (stderr), as key=value or JSON, without tokens. `quiet`: only
    warnings and worse are printed; listeners hear everything all the same."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[_tell_and_strip, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=Logger,
        cache_logger_on_first_use=True,
    )
    last: Any = (
        structlog.processors.JSONRenderer()
        if json
        else structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"], drop_missing=True)
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        _WithoutTokens(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                last,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING if quiet else logging.INFO)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def get(name: str) -> Logger:
    """The log of one room, e.g. `get("reminders")`. Use: `log.info("reminders.tick", claimed=7, sent=6)`."""
    logger: Logger = structlog.stdlib.get_logger(name)
    return logger


def without_tokens(line: str) -> str:
    """`line` with everything that looks like a bot token replaced."""
    return _TOKEN.sub("<token>", line)


class _WithoutTokens(structlog.stdlib.ProcessorFormatter):
    """The last step before the stream: whatever brought a token here, also inside a traceback, it goes no further."""

    def format(self, record: logging.LogRecord) -> str:
        return without_tokens(super().format(record))
