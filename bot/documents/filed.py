"""documents/filed: papers and files of somebody's plan, made just before they are sent.

Belongs here: which file is meant, reading what it needs, its name. Not here: how each looks (calendar_file.py,
day_sheet.py, summary_page.py, plans/writers), who may have it (chat/handlers/plans_files.py).
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.caseload import people
from bot.caseload.person import Person
from bot.documents import calendar_file, day_sheet, ordered, summary, summary_page
from bot.documents.calendar_file import Content
from bot.documents.day_sheet import Printed
from bot.house import House
from bot.ids import PersonId
from bot.plans import active
from bot.plans.active import ActivePlan
from bot.plans.calendar import instant
from bot.plans.model import Plan
from bot.sending import File
from bot.storage.database import Database, Transaction
from bot.texts.catalog import Texts


class Paper(StrEnum):
    """What can be had. The value stands in buttons, together with the person's id."""

    SHEET = "sh"
    CALENDAR_PLAIN = "cp"
    CALENDAR_NAMED = "cn"
    SUMMARY = "su"
    SUMMARY_TABLE = "st"
    PLAN_XLSX = "xl"
    PLAN_CSV = "cs"
    PLAN_YAML = "ya"
    PLAN_FHIR = "fh"


OF_PLAN = (Paper.SHEET, Paper.CALENDAR_PLAIN, Paper.CALENDAR_NAMED)
PLAN_FILES = (Paper.PLAN_XLSX, Paper.PLAN_CSV, Paper.PLAN_YAML, Paper.PLAN_FHIR)
SUMMARIES = (Paper.SUMMARY, Paper.SUMMARY_TABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWanted:
    """One file for one person. `at` is when it was asked for; `shared`: their answers may stand in it."""

    paper: Paper
    person_id: PersonId
    language: str
    shared: bool
    at: datetime

    def name(self) -> str:
        """As it stands in Outgoing.drawn."""
        seconds = int(self.at.timestamp())
        return f"file:{self.paper.value}:{self.person_id}:{self.language}:{int(self.shared)}:{seconds}"

    @classmethod
    def from_name(cls, rest: str) -> "FileWanted":
        """Back from what stands behind `file:`."""
        paper, person, language, shared, seconds = rest.split(":")
        return cls(
            paper=Paper(paper),
            person_id=PersonId(int(person)),
            language=language,
            shared=shared == "1",
            at=datetime.fromtimestamp(int(seconds), UTC),
        )


class Clerk:
    """Reads and writes; a file is written in a thread."""

    def __init__(self, database: Database, house: House) -> None:
        self._database = database
        self._house = house

    async def file(self, wanted: FileWanted) -> File | None:
        """The file; None where its plan or person is gone. Raises Unavailable."""
        texts = self._house.texts.in_language(wanted.language)
        async with self._database.reading() as tx:
            person = await people.by_id(tx, wanted.person_id)
            if person is None:
                return None
            write = await self._writer(tx, person, wanted, texts)
        return None if write is None else await asyncio.to_thread(write)

    async def _writer(
        self, tx: Transaction, person: Person, wanted: FileWanted, texts: Texts
    ) -> Callable[[], File] | None:
        """Everything is read now; what is given back needs no database."""
        if wanted.paper in SUMMARIES:
            return await self._summary(tx, person, wanted, texts)
        plan = await active.of_person(tx, person.id)
        if plan is None:
            return None
        if wanted.paper in PLAN_FILES:
            return lambda: plan_file(plan.plan, wanted.paper)
        orders = await active.signed(tx, person.id)
        return lambda: _of_plan(plan, orders, person=person, wanted=wanted, texts=texts)

    async def _summary(
        self, tx: Transaction, person: Person, wanted: FileWanted, texts: Texts
    ) -> Callable[[], File] | None:
        today = wanted.at.astimezone(ZoneInfo(person.zone or self._house.programme.zone)).date()
        found = await summary.summary_of(tx, self._house, person, texts=texts, until=today, shared=wanted.shared)
        name = f"summary-{today.isoformat()}"
        if wanted.paper is Paper.SUMMARY_TABLE:
            return lambda: File(name=f"{name}.csv", content=summary_page.summary_table(found, texts))
        return lambda: File(name=f"{name}.pdf", content=summary_page.summary_page(found, self._house, texts, wanted.at))


def _of_plan(
    plan: ActivePlan, orders: tuple[ActivePlan, ...], *, person: Person, wanted: FileWanted, texts: Texts
) -> File:
    """A calendar or a day sheet from today (or the plan's first day) on."""
    home = ZoneInfo(plan.plan.zone)
    since = wanted.at.astimezone(home).date()
    end = instant(max(since, plan.plan.shown_until) + timedelta(days=1), time(), home)
    doses = ordered.doses(orders, instant(since, time(), home), end)
    if wanted.paper is Paper.SHEET:
        first = min((one.slot.local.date() for one in doses), default=max(since, plan.plan.starts_on))
        printed = Printed(
            plan=plan.plan,
            revision=plan.revision,
            doses=doses,
            days=_days(first, max(first, plan.plan.shown_until)),
            made_at=wanted.at.astimezone(home),
            name=person.name or plan.plan.patient_label,
        )
        return File(name="day-by-day.pdf", content=day_sheet.day_sheet(printed, texts))
    content = Content(
        plan=plan.plan,
        doses=doses,
        revision=plan.revision,
        salt=person.salt or str(person.id),
        since=since,
        made_at=wanted.at,
        named=wanted.paper is Paper.CALENDAR_NAMED,
    )
    return File(name="calendar.ics", content=calendar_file.calendar_file(content, texts))


def _days(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=at) for at in range((last - first).days + 1))


def plan_file(plan: Plan, paper: Paper) -> File:
    """The plan in a format that reads back as the same plan."""
    from bot.plans.writers import to_csv, to_fhir, to_xlsx, to_yaml

    match paper:
        case Paper.PLAN_XLSX:
            return File(name="plan.xlsx", content=to_xlsx.to_xlsx(plan))
        case Paper.PLAN_CSV:
            return File(name="plan.csv", content=to_csv.to_csv(plan))
        case Paper.PLAN_FHIR:
            return File(name="plan.fhir.json", content=to_fhir.to_fhir(plan).encode())
        case _:
            return File(name="plan.yaml", content=to_yaml.to_yaml(plan).encode())
