"""A log line says what happened, and never holds a bot token."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    stream = io.StringIO()
    logs.set_up(json=True, stream=stream)
    yield stream
    root.handlers, root.level = before[0], before[1]
    structlog.reset_defaults()


def test_an_event_is_one_line_with_its_counts(lines: io.StringIO) -> None:
    logs.get("reminders").info("reminders.tick", claimed=7, sent=6)
    line = json.loads(lines.getvalue())
    assert (line["event"], line["claimed"], line["sent"], line["level"]) == ("reminders.tick", 7, 6, "info")


def test_a_token_never_reaches_the_log(lines: io.StringIO) -> None:
    log = logs.get("chat")
    log.warning("poll.failed", url=f"http://127.0.0.1/bot{TOKEN}/getUpdates")
    logging.getLogger("telegram").error("POST https://api.example/bot%s/x", TOKEN)
    try:
        raise ValueError(TOKEN)
    except ValueError:
        log.exception("chat.failed")
    assert lines.getvalue().count("\n") == 3
    assert TOKEN.split(":")[1] not in lines.getvalue()


def test_libraries_that_log_urls_are_quiet(lines: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST ...")
    logging.getLogger("apscheduler.scheduler").info("Running job")
    assert lines.getvalue() == ""
