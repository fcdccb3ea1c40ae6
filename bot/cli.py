"""cli: the commands. Each builds what it needs, and says on one line what is wrong if it cannot.

Exit codes: 0 good · 1 the input is bad (all problems printed) · 2 wrong usage or settings.
Imports of whole rooms stand inside the commands, so that `taperline triage` does not wait for Telegram's library.
"""

import asyncio
import gc
import json
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.errors import BadInput, BadSettings, Unavailable

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,  # they hold tokens and keys
    help="Taperline: reminders and help during a taper.",
)
plan_app = typer.Typer(no_args_is_help=True, help="Plan files.")
staff_app = typer.Typer(no_args_is_help=True, help="The people who work for the programme.")
app.add_typer(plan_app, name="plan")
app.add_typer(staff_app, name="staff")

GOOD, BAD_INPUT, WRONG_USAGE = 0, 1, 2


class RunRole(StrEnum):
    """Which part of the program this process is."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


class StaffRole(StrEnum):
    """Who may be invited at the command line."""

    ADMIN = "admin"
    CASE_MANAGER = "case_manager"


def main() -> None:
    """The program `taperline`."""
    try:
        app()
    except BadSettings as error:
        _stop([str(problem) for problem in error.problems], WRONG_USAGE)
    except Unavailable as error:
        _stop([f"{error}. Try again when it is back."], WRONG_USAGE)
    except BadInput as error:
        _stop([str(problem) for problem in error.problems], BAD_INPUT)


def _stop(lines: list[str], code: int) -> NoReturn:
    for line in lines:
        print(line, file=sys.stderr)
    raise SystemExit(code)


@app.command()
def run(role: Annotated[RunRole, typer.Option(help="Which part of the program this is.")] = RunRole.ALL) -> None:
    """Run the bot. Needs TAPERLINE_BOT_TOKEN."""
    gc.disable()  # a fifth of the time of a start; heap.py switches it on when everything is read
    from bot import running

    asyncio.run(running.run(role.value))


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the page; 0 takes a free one.")] = 8080,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Try it on this computer: no token, no account, no network."""
    from bot.demo import composed

    asyncio.run(composed.run(port=port, open_browser=browser))


@app.command()
def triage(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line for each line read.")] = False,
    evaluate: Annotated[Path | None, typer.Option(help="A labelled file to measure the rules on.")] = None,
) -> None:
    """What the rules say of messages on standard input, one a line."""
    from bot import house
    from bot.symptoms import evaluated, triage_lines

    rules = house.load_rules(_config_dir())
    if evaluate is not None:
        try:
            lines = evaluate.read_text(encoding="utf-8").splitlines()
        except OSError:
            _stop([f"{evaluate}: the file cannot be read. Check path and rights."], WRONG_USAGE)
        print(evaluated.as_text(evaluated.evaluate(lines, rules)))
        return
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", errors="replace").rstrip("\r\n")
        answer = triage_lines.answer_line(line, rules)
        if not as_json:
            found = json.loads(answer)
            answer = f"{found['tier']}\t{', '.join(found['rules']) or '-'}\t{line}"
        print(answer, flush=True)


@plan_app.command("check")
def plan_check(
    file: Path,
    as_json: Annotated[bool, typer.Option("--json", help="The answer as JSON.")] = False,
    zone: Annotated[str | None, typer.Option(help="Home time zone, where the file cannot say it.")] = None,
    start: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day, likewise.")] = None,
) -> None:
    """Check a plan file: all problems, all warnings, the whole calendar. Nothing is stored."""
    from bot.clock import Clock
    from bot.house import load_medicines
    from bot.plans import check_output, several

    content = None if file.is_dir() else _content(file)
    if content is None or several.is_many(file, content):
        _stop([f"{file} holds several plans. See them with: taperline plan load --dry-run {file}"], WRONG_USAGE)

    first: date | None = start.date() if start else None
    checked = check_output.check(
        file.name,
        content,
        zone=zone,
        start=first,
        today=Clock().now().date(),
        medicines=load_medicines(_config_dir()),
    )
    print(checked.as_json() if as_json else checked.as_text())
    raise typer.Exit(GOOD if checked.ok else BAD_INPUT)


@plan_app.command("load")
def plan_load(
    path: Annotated[Path, typer.Argument(help="A plan file, a workbook with a sheet per patient, or a folder.")],
    zone: Annotated[str | None, typer.Option(help="Home time zone, where the file cannot say it.")] = None,
    start: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day, likewise.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be loaded; store nothing.")] = False,
) -> None:
    """Load plans as drafts, to be signed in the chat by a case manager. What was interrupted is simply run again."""
    from bot import running
    from bot.plans import several

    first = start.date() if start else None
    content = None if path.is_dir() else _content(path)
    if dry_run or several.is_many(path, content):
        good = asyncio.run(running.load_plans(path, zone=zone, start=first, dry_run=dry_run, say=_at_once))
        raise typer.Exit(GOOD if good else BAD_INPUT)
    print(asyncio.run(running.load_plan(path.name, content or b"", zone=zone, start=first)))


@staff_app.command("invite")
def staff_invite(role: Annotated[StaffRole, typer.Option(help="What the person will be.")]) -> None:
    """Make an invite link for somebody who works for the programme. It works once."""
    from bot import running

    print(asyncio.run(running.invite_staff(role.value)))


@app.command()
def doctor(
    message: Annotated[bool, typer.Option("--message", help="Ask who is on call to tap a test message.")] = False,
) -> None:
    """Look whether everything that is needed is there: token, database, key, files, helplines, somebody on call."""
    from bot import running

    raise typer.Exit(asyncio.run(running.doctor(message=message)))


@app.command()
def backup(file: Path) -> None:
    """Copy the database into FILE. The key is not in it: keep it apart."""
    from bot import running

    print(asyncio.run(running.backup(file)))


@app.command()
def restore(file: Path) -> None:
    """Put the database in FILE in the place of an empty one."""
    from bot import running

    print(asyncio.run(running.restore(file)))


@app.command()
def key() -> None:
    """Print a new encryption key. Nothing is stored."""
    from bot.storage.sealed import new_key_text

    print(new_key_text())


@app.command()
def reseal() -> None:
    """After a new key was put first in TAPERLINE_ENCRYPTION_KEY: seal everything with it."""
    from bot import running

    print(asyncio.run(running.reseal()))


@app.command()
def bench(parts: Annotated[list[str] | None, typer.Argument(help="send updates rush idle lateness")] = None) -> None:
    """Measure speed and memory against peers in the same run."""
    from bot.bench import measured

    raise typer.Exit(measured.run(tuple(parts or ())))


def _config_dir() -> Path | None:
    from bot import settings

    return settings.from_environment().config_dir


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        _stop([f"{file}: the file cannot be read. Check path and rights."], WRONG_USAGE)


def _at_once(line: str) -> None:
    """A line of a long report, seen while the rest is still being done."""
    print(line, flush=True)
