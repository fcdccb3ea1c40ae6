"""bulk: many plan files at once from the command line: a folder, or a workbook with a sheet for each patient.

Belongs here: which files, the dry run, one draft after the other, the report. Not here: reading one plan
(plans/reading.py), drafts (plans/loaded.py), the same in the chat (chat/handlers/plans_many.py).

Every plan is stored for itself, and one that stands already is not stored again: what was interrupted in the middle is
simply run again.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.errors import BadInput, Problem
from bot.house import House
from bot.plans import loaded
from bot.plans.checked import Supplied
from bot.plans.linted import lint
from bot.plans.reading import MOST_BYTES, PlanDraft, read_plan
from bot.plans.several import WORKBOOKS, is_several, read_several
from bot.storage.database import Database

ENDINGS = (".yaml", ".yml", ".csv", ".xlsx", ".xlsm", ".json")
UNREADABLE = Problem(where="the file", message="It cannot be opened.", fix="Check its rights.")
LARGE = Problem(where="the file", message="It is larger than a plan.", fix="Send only the plan.")

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one file, or one sheet of it, turned out to be: a plan, or problems and no plan."""

    name: str
    draft: PlanDraft | None
    problems: tuple[Problem, ...] = ()


def files_in(path: Path) -> tuple[Path, ...]:
    """The plan files of a folder and of the folders in it, by name; a file is itself. Hidden ones, and those that a
    spreadsheet program keeps beside an open file, are left out."""
    if not path.is_dir():
        return (path,)
    inside = sorted(one for one in path.rglob("*") if one.is_file() and one.suffix.lower() in ENDINGS)
    return tuple(one for one in inside if not any(part.startswith((".", "~$")) for part in one.relative_to(path).parts))


def found_in(path: Path, supplied: Supplied) -> Iterator[Found]:
    """Every plan of the path, file by file and sheet by sheet. What is wrong with one keeps none of the others back."""
    for file in files_in(path):
        name = str(file.relative_to(path)) if path.is_dir() else file.name
        try:
            yield from _of_file(name, file, supplied)
        except OSError:
            yield Found(name=name, draft=None, problems=(UNREADABLE,))
        except BadInput as error:
            yield Found(name=name, draft=None, problems=error.problems)


def _of_file(name: str, file: Path, supplied: Supplied) -> Iterator[Found]:
    if file.stat().st_size > MOST_BYTES:
        yield Found(name=name, draft=None, problems=(LARGE,))
        return
    content = file.read_bytes()
    if file.suffix.lower() in WORKBOOKS and is_several(content):
        for one in read_several(content, supplied):
            yield Found(name=f"{name}: {one.sheet}", draft=one.draft, problems=one.problems)
        return
    yield Found(name=name, draft=read_plan(name, content, supplied))


@dataclass(slots=True)
class Report:
    """How many went in, stood there already, and did not go in."""

    new: int = 0
    known: int = 0
    wrong: int = 0

    def text(self, *, dry_run: bool) -> str:
        done = "would be loaded" if dry_run else "loaded"
        again = "" if dry_run else " Interrupted? Run it again: nothing is loaded twice."
        return f"{self.new} {done}, {self.known} there already, {self.wrong} with problems.{again}"


async def load(
    database: Database | None, house: House, everything: Iterable[Found], *, today: date, now: datetime, say: Say
) -> Report:
    """A draft stands for every plan that is whole; a line is said for each. Without a database nothing is stored."""
    report = Report()
    for number, one in enumerate(everything, start=1):
        if one.draft is None:
            report.wrong += 1
            say(f"{number}. {one.name}: {len(one.problems)} problem{'' if len(one.problems) == 1 else 's'}")
            for problem in one.problems:
                say(f"   • {problem.where}: {problem.message} {problem.fix}")
            continue
        warnings = lint(one.draft.plan, house.medicines, today, unread=one.draft.unread)
        label, points = one.draft.plan.patient_label, f"{len(warnings)} points to check"
        if database is None:
            report.new += 1
            say(f"{number}. {one.name}: {label}, good, {points}")
            continue
        async with database.transaction() as tx:
            before = await loaded.standing(tx, one.draft.plan)
            plan = before or await loaded.load_draft(
                tx, one.draft, source_name=one.name, warnings=warnings, by=None, now=now
            )
        report.known += before is not None
        report.new += before is None
        say(f"{number}. {one.name}: {label}, " + (f"there already as {plan}" if before else f"draft {plan}, {points}"))
    return report
