"""symptoms/unanswered: the short question of tier check waits for an answer, and silence is one too.

Belongs here: asking, being answered, the station that repeats the question and then tells staff.
Not here: the words (guided.py), what counts as a check (triaged.py).

asked → after 10 min asked_again, with the numbers → 10 min later unanswered: an urgent report if the words hint at
self-harm, overdose, breathing or confusion, else a task for the day. Source: PRODUCT section 5 (PD).
Only the two buttons answer it, or a report that is worse: other words do not.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, or_, select, update

from bot import logs
from bot.caseload import people
from bot.caseload.person import Person
from bot.caseload.tasks import TaskKind, open_task
from bot.house import House
from bot.ids import ChatId, ReportId
from bot.sending import Outgoing
from bot.stations import Ticked, Upcoming
from bot.storage import outgoing
from bot.storage.database import Database, Transaction
from bot.storage.glance import Instants, has_come
from bot.storage.outgoing import OutgoingRow
from bot.storage.tables import reports
from bot.symptoms import guided, received, shown
from bot.symptoms.escalated import is_looked_after, tell_again
from bot.symptoms.placed import place_of
from bot.symptoms.received import COLUMNS, Report, ReportState, Source, from_row
from bot.symptoms.report import Decision, Tier

log = logs.get(__name__)

REPEAT_AFTER = timedelta(minutes=10)
TOLD_AFTER = timedelta(minutes=20)
"""Since the question was first asked. Source: PRODUCT section 5 (PD)."""

_OPEN = (ReportState.ASKED.value, ReportState.ASKED_AGAIN.value)


async def ask(tx: Transaction, report: ReportId, chat: ChatId, *, key: str, decision: Decision) -> None:
    """The question of `report` was shown under `key` and waits; where one waits already, that one goes on waiting and
    takes over what the new words hint at."""
    row = await tx.first(select(*COLUMNS).where(reports.c.chat_id == chat, reports.c.state.in_(_OPEN)).limit(1))
    await received.guided(tx, report, key, asked=row is None)
    if row is not None and decision.hints_danger:
        await received.hints(tx, from_row(row).id)


async def answered(tx: Transaction, chat: ChatId, now: datetime) -> int:
    """No question waits in this chat any more; returns how many did."""
    done = await tx.run(
        update(reports)
        .where(reports.c.chat_id == chat, reports.c.state.in_(_OPEN))
        .values(state=ReportState.ANSWERED.value, check_answered_at=now)
    )
    return done.rowcount


async def task_for_today(
    tx: Transaction, house: House, person: Person | None, kind: TaskKind, *, now: datetime
) -> bool:
    """A task for the care team stands for today, once a day and kind; False: it stood already, or nobody may know, or
    nobody looks after them."""
    if person is None or not is_looked_after(person):
        return False
    today = now.astimezone(ZoneInfo(house.programme.zone)).date()
    return await open_task(tx, person, kind, due_on=today, subject=today.isoformat(), now=now) is not None


class Unanswered:
    """The station that does not take silence for an answer."""

    name = "symptoms.unanswered"

    def __init__(self, house: House, database: Database) -> None:
        self._house = house
        self._database = database

    def due(self, at: Instants) -> ColumnElement[bool]:
        """See `stations.Foreseeing`."""
        asked = has_come(reports.c.at, at.after(-REPEAT_AFTER), reports.c.state == ReportState.ASKED.value)
        again = has_come(reports.c.at, at.after(-TOLD_AFTER), reports.c.state == ReportState.ASKED_AGAIN.value)
        return or_(asked, again)

    async def tick(self, now: datetime) -> Ticked:
        """Every question whose time has come was repeated, or staff were told."""
        async with self._database.reading() as tx:
            due = [row.id for row in await tx.all(select(reports.c.id).where(_due(now)).order_by(reports.c.at))]
        rows: list[OutgoingRow] = []
        for report in due:
            async with self._database.transaction() as tx:
                rows += await self._move(tx, report, now)
        return Ticked(counts={"checks": len(due)} if due else {}, rows=tuple(rows))

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """The questions that wait, at the instant at which they move."""
        query = select(*COLUMNS).where(reports.c.state.in_(_OPEN)).order_by(reports.c.at).limit(limit)
        waiting = [from_row(row) for row in await tx.all(query)]
        return tuple(
            Upcoming(
                at=report.at + (REPEAT_AFTER if report.state is ReportState.ASKED else TOLD_AFTER),
                person=report.person_id,
                key="upcoming-check",
            )
            for report in waiting
        )

    async def _move(self, tx: Transaction, report_id: int, now: datetime) -> list[OutgoingRow]:
        row = await tx.first(select(*COLUMNS).where(reports.c.id == report_id, _due(now)))
        if row is None:
            return []
        report = from_row(row)
        person = await people.by_id(tx, report.person_id) if report.person_id else None
        if report.state is ReportState.ASKED:
            await _now(tx, report.id, ReportState.ASKED_AGAIN)
            log.info("report.asked_again", report=report.id)
            return await outgoing.add(tx, [await self._again(tx, report, person, now)], now)
        await _now(tx, report.id, ReportState.UNANSWERED)
        log.info("report.unanswered", report=report.id)
        if report.hints_danger:
            await received.raised(tx, report.id, Tier.URGENT)
            urgent = await received.by_id(tx, report.id)
            if urgent is not None:
                await tell_again(tx, person, urgent, now)
        elif report.source is not Source.UNHEARD:  # a task stands already since it came
            await task_for_today(tx, self._house, person, TaskKind.CHECK_UNANSWERED, now=now)
        return []

    async def _again(self, tx: Transaction, report: Report, person: Person | None, now: datetime) -> Outgoing:
        language = report.language or self._house.programme.languages[0]
        place = await place_of(tx, self._house, person, language=language, now=now)
        said = guided.check(place, someone_else=report.someone_else, again=True)
        message = shown.message(
            said, chat=report.chat_id, texts=place.texts, report=report.id, code=shown.code_of(report.decision)
        )
        return message.keyed(f"check:{report.id}:again")


def _due(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(reports.c.state == ReportState.ASKED.value, reports.c.at <= now - REPEAT_AFTER),
        and_(reports.c.state == ReportState.ASKED_AGAIN.value, reports.c.at <= now - TOLD_AFTER),
    )


async def _now(tx: Transaction, report: ReportId, state: ReportState) -> None:
    await tx.run(update(reports).where(reports.c.id == report).values(state=state.value))
