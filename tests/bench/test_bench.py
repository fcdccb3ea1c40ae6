"""The bench in small: every part does what it says, counts right, and prints lines that a program can read.

No test here fails on a time: only the counts that a part asserts itself, and the form of what it prints.
"""

import re
from collections.abc import Coroutine
from typing import Any

import pytest

from bot import logs
from bot.bench import idle_part, lateness_part, measured, rush_part, send_part, updates_part
from bot.bench.figures import Figure, percentile

_LINE = re.compile(r"[a-z][a-z0-9_.-]* -?\d+(\.\d+)? [A-Za-z/]+ (-|-?\d+\.\d{3})")


@pytest.fixture(autouse=True)
def _quiet() -> None:
    logs.set_up(quiet=True)


async def figures_of(part: Coroutine[Any, Any, None], printed: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    """Name → value, unit and ratio of each figure that `part` prints."""
    await part
    lines = [line for line in printed.readouterr().out.splitlines() if not line.startswith("#")]
    assert all(_LINE.fullmatch(line) for line in lines), lines
    return {line.split()[0]: line.split()[1:] for line in lines}


async def test_send_prints_its_rate_and_its_peer(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(await figures_of(send_part.send(30), capsys)) == ["send", "send.peer"]


async def test_send_goes_through_postgresql_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(await figures_of(send_part.send_postgresql(30), capsys)) == ["send-postgresql"]


async def test_every_tap_gets_both_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(await figures_of(updates_part.updates(20), capsys)) == ["updates", "updates.peer"]


async def test_a_rush_is_never_refused(capsys: pytest.CaptureFixture[str]) -> None:
    found = await figures_of(rush_part.rush(90, 4), capsys)
    assert found["rush.429s"][0] == "0"
    assert {"rush", "rush.guidance_added_p99", "rush.buttons_added_p99"} <= set(found)


async def test_idle_measures_both_sizes_and_the_peer(capsys: pytest.CaptureFixture[str]) -> None:
    found = await figures_of(idle_part.idle(60, 20, 20, 1.0), capsys)
    assert {"idle", "idle.few", "idle.start", "idle.cpu", "idle.job_queue"} <= set(found)


async def test_of_a_crowded_second_everybody_is_reminded(capsys: pytest.CaptureFixture[str]) -> None:
    found = await figures_of(lateness_part.lateness((5,), 1, 100), capsys)
    assert found["lateness.one_second"] == ["100", "messages", "1.000"]
    assert found["lateness.5.sent"] == ["5", "messages", "1.000"]


def test_an_unknown_part_is_named_and_measures_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert measured.run(("sned",)) == measured.WRONG_USAGE
    assert "sned" in capsys.readouterr().err


def test_a_figure_is_one_line_of_four_words() -> None:
    assert str(Figure(name="send", value=1234.5, unit="messages/s", ratio=1.5)) == "send 1234 messages/s 1.500"


def test_the_99th_percentile_of_a_hundred_is_the_99th() -> None:
    assert percentile([float(n) for n in range(1, 101)], 0.99) == 99
