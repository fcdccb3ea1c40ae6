"""escalation/notified: an alert moves: the next level is told, in time, once.

Belongs here: the station that finds alerts that are due and takes their steps. Not here: which step it is (policy.py),
who is on duty (roster.py), the words (notice_words.py), a human's answer (acknowledged.py).

One alert, one transaction: 1. an alert that never moved keeps its policy now; 2. an acknowledged one whose time ran out
goes on; 3. every step that is due is taken, a level that nobody holds is passed at once; 4. the patient's sentence is
brought up to what is true. (alert, step, staff) is unique, so two workers or a crash never tell anybody twice.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from bot import logs
from bot.caseload import people
from bot.caseload.person import Person
from bot.escalation import alert as alert_rows
from bot.escalation import roster, second_way, timeline
from bot.escalation.alert import OPEN, Alert, AlertState
from bot.escalation.desk import Desk
from bot.escalation.exhausted import WhyExhausted, exhaust
from bot.escalation.notice_words import Status, notice, notice_key, status_message, status_text
from bot.escalation.policy import KeptPolicy, Level, Step, StepKind, due_after, next_step, step_at
from bot.escalation.roster import OnDuty
from bot.escalation.supporters_told import ask_to_check
from bot.escalation.timeline import Happened
from bot.ids import AlertId
from bot.sending import Outgoing
from bot.stations import Ticked, Upcoming
from bot.storage import outgoing
from bot.storage.database import Database, Transaction
from bot.storage.glance import Instants
from bot.storage.outgoing import OutgoingRow, OutgoingState
from bot.storage.tables import alert_notices, alerts
from bot.storage.tables import outgoing as outgoing_table

log = logs.get(__name__)

_UPCOMING = {
    StepKind.LEVEL: {Level.ON_CALL: "upcoming-alert-opening", Level.BACKUP: "upcoming-alert-backup"},
    StepKind.EXHAUSTED: {Level.EVERYONE: "upcoming-alert-exhausted"},
}


class Escalating:
    """The station that moves alerts."""

    name = "escalation"

    def __init__(self, database: Database, desk: Desk) -> None:
        self._database = database
        self._desk = desk

    async def tick(self, now: datetime) -> Ticked:
        """Every alert that is due, or whose last notice could not be delivered, has moved."""
        async with self._database.reading() as tx:
            due = [AlertId(row.id) for row in await tx.all(_due(now))]
        rows: list[OutgoingRow] = []
        for alert_id in due:
            async with self._database.transaction() as tx:
                rows += await outgoing.add(tx, await move(tx, alert_id, self._desk, now), now)
        return Ticked(counts={"moved": len(due)} if due else {}, rows=tuple(rows))

    def due(self, at: Instants) -> ColumnElement[bool]:
        """Whether an alert is to move."""
        moves = exists().where(alerts.c.state.in_(OPEN), alerts.c.next_at <= at.now)
        return or_(moves, exists(_all_dropped()))

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """The next moves of open alerts."""
        rows = await tx.all(
            select(*alert_rows.COLUMNS)
            .where(alerts.c.state.in_(OPEN), alerts.c.next_at.is_not(None))
            .order_by(alerts.c.next_at)
            .limit(limit)
        )
        found = [alert_rows.from_row(row) for row in rows]
        return tuple(
            Upcoming(at=max(one.next_at, now), person=one.person_id, key=_upcoming_key(one))
            for one in found
            if one.next_at is not None
        )


def _upcoming_key(alert: Alert) -> str:
    if alert.state is AlertState.ACKNOWLEDGED:
        return "upcoming-alert-outcome"
    if alert.kept is None:
        return "upcoming-alert-opening"
    step = step_at(alert.kept.policy, alert.step)
    everyone = "upcoming-alert-everyone" if step.kind is StepKind.LEVEL else "upcoming-alert-repeat"
    return _UPCOMING.get(step.kind, {}).get(step.level, everyone)


async def move(tx: Transaction, alert_id: AlertId, desk: Desk, now: datetime) -> list[Outgoing]:
    """Every step of the alert that is due at `now` is taken; returns what is to be sent, with keys."""
    alert = await alert_rows.by_id(tx, alert_id)
    if alert is None or not alert.is_open:
        return []
    patient = await people.by_id(tx, alert.person_id)
    assert patient is not None
    asked = await ask_to_check(tx, alert, patient, desk, now) if alert.kept is None else []
    alert = await _begun(tx, alert, patient, desk, now)
    alert = await _gone_on(tx, alert, now)
    duty = await roster.on_duty(tx, now)
    messages: list[Outgoing] = []
    while (kept := alert.kept) and (step := next_step(kept, alert.step, alert.next_at, now)):
        told, alert = await _taken(tx, alert, step, duty, desk=desk, now=now)
        messages += told
        if not told and step.level is Level.EVERYONE:
            break
    status = _status(alert, told_anybody=bool(messages))
    return [*messages, *asked, *await _tell_patient(tx, alert, patient, status, desk=desk, now=now)]


async def _begun(tx: Transaction, alert: Alert, patient: Person, desk: Desk, now: datetime) -> Alert:
    """An alert that never moved keeps its policy from now on; an urgent one may wait for opening."""
    if alert.kept is not None:
        return alert
    kept = KeptPolicy(
        policy=desk.policies.of(alert.tier),
        cover=desk.programme.cover,
        number=desk.number_for(patient, alert.kind),
    )
    begins = kept.earliest(alert.next_at or alert.opened_at)
    await alert_rows.change(tx, alert.id, policy=kept.model_dump_json(), next_at=begins)
    return replace(alert, kept=kept, next_at=begins)


async def _gone_on(tx: Transaction, alert: Alert, now: datetime) -> Alert:
    """The escalation goes on: no outcome in time, or the last notice could not be delivered to anybody."""
    overdue = alert.next_at is not None and alert.next_at <= now
    if alert.state is AlertState.ACKNOWLEDGED and overdue:
        await timeline.add(tx, alert.id, Happened.LAPSED, now, actor=alert.acknowledged_by)
        await alert_rows.change(tx, alert.id, state=AlertState.NOTIFIED)
        log.warning("alert.lapsed", alert=alert.id)
        return replace(alert, state=AlertState.NOTIFIED)
    if alert.state is not AlertState.NOTIFIED or overdue or not await _undelivered(tx, alert):
        return alert
    await timeline.add(tx, alert.id, Happened.UNREACHABLE, now)
    log.warning("alert.unreachable", alert=alert.id, step=alert.step - 1)
    if alert.kept and step_at(alert.kept.policy, alert.step - 1).level is Level.EVERYONE:
        return await _nobody(tx, alert, now)
    await alert_rows.change(tx, alert.id, next_at=now)
    return replace(alert, next_at=now)


async def _taken(
    tx: Transaction, alert: Alert, step: Step, duty: OnDuty, *, desk: Desk, now: datetime
) -> tuple[list[Outgoing], Alert]:
    """The step is taken: everybody of its level is told. A level that nobody holds is passed at once."""
    assert alert.kept is not None
    assert alert.next_at is not None
    await second_way.plan(tx, alert, step.number, desk.ways, now)
    told = duty.at(step.level)
    if not told and step.level is Level.EVERYONE:
        return [], await _nobody(tx, alert, now)
    if not told:
        await timeline.add(tx, alert.id, Happened.NOBODY, now, note=step.level.value)
        log.warning("alert.nobody", alert=alert.id, told=step.level.value)
        await alert_rows.change(tx, alert.id, step=step.number + 1, next_at=now)
        return [], replace(alert, step=step.number + 1, next_at=now)
    messages = await _notices(tx, alert, step, told, desk=desk, now=now)
    if step.kind is StepKind.EXHAUSTED:
        why = WhyExhausted.NO_OUTCOME if alert.acknowledged_at else WhyExhausted.NOBODY_ACKNOWLEDGED
        await exhaust(tx, alert, why, now)
    exhausted = step.kind in (StepKind.EXHAUSTED, StepKind.AFTERWARDS)
    state = AlertState.EXHAUSTED if exhausted else AlertState.NOTIFIED
    taken = replace(alert, state=state, step=step.number + 1, next_at=due_after(alert.kept, step, alert.next_at, now))
    if not exhausted:
        taken = replace(taken, reason=None)
        await alert_rows.change(tx, alert.id, reason=None)
    await alert_rows.change(tx, alert.id, state=state, step=taken.step, next_at=taken.next_at)
    log.info("alert.notified", alert=alert.id, step=step.number, told=step.level.value, staff=len(messages))
    return messages, taken


async def _nobody(tx: Transaction, alert: Alert, now: datetime) -> Alert:
    """Not one of the staff can be told. It is tried again soon, and the watch tells whoever it can."""
    assert alert.kept is not None
    await exhaust(tx, alert, WhyExhausted.NOBODY_REACHABLE, now)
    next_at = now + timedelta(minutes=alert.kept.policy.nobody_there)
    await alert_rows.change(tx, alert.id, next_at=next_at)
    return replace(alert, state=AlertState.EXHAUSTED, reason=WhyExhausted.NOBODY_REACHABLE.value, next_at=next_at)


async def _notices(
    tx: Transaction, alert: Alert, step: Step, told: Sequence[Person], *, desk: Desk, now: datetime
) -> list[Outgoing]:
    rows = [
        {
            "alert_id": alert.id,
            "staff_id": staff.id,
            "step": step.number,
            "outgoing_key": notice_key(alert, step.number, staff),
            "at": now,
        }
        for staff in told
    ]
    new = {row.staff_id for row in await tx.insert_missing(alert_notices, rows, key=("alert_id", "staff_id", "step"))}
    cannot_call = await timeline.says_cannot_call(tx, alert.id)
    reader = await people.by_id(tx, alert.acknowledged_by) if alert.acknowledged_by else None
    return [
        notice(alert, step, staff, desk=desk, now=now, cannot_call=cannot_call, last_reader=reader)
        for staff in told
        if staff.id in new
    ]


def _status(alert: Alert, *, told_anybody: bool) -> Status | None:
    """Which sentence is true for the patient now; None: the one they have still is."""
    if alert.reason == WhyExhausted.NOBODY_REACHABLE.value and not told_anybody:
        return Status.NOBODY
    if alert.step == 0:
        return Status.WAITS
    if alert.acknowledged_at is not None or not told_anybody:
        return None
    return Status.UNREAD if alert.patient_status in (Status.TOLD.value, Status.UNREAD.value) else Status.TOLD


async def _tell_patient(
    tx: Transaction, alert: Alert, patient: Person, status: Status | None, *, desk: Desk, now: datetime
) -> list[Outgoing]:
    """The patient's sentence says what is true now. The same sentence is not sent again."""
    if status is None or alert.patient_status == status.value:
        return []
    key = f"alert:{alert.id}:patient" + (f":{alert.step}:{status.value}" if alert.patient_key else "")
    text = status_text(status, alert, patient, desk=desk, now=now)
    message = status_message(patient, text, desk, key=key, replaces=alert.patient_key)
    if message is None:
        return []
    await alert_rows.change(tx, alert.id, patient_key=alert.patient_key or key, patient_status=status)
    return [message]


async def _undelivered(tx: Transaction, alert: Alert) -> bool:
    return await tx.value(_all_dropped().where(alerts.c.id == alert.id)) is not None


def _all_dropped() -> Select[int]:
    """Alerts of whose last notices not one could be delivered."""
    dropped = case((outgoing_table.c.state == OutgoingState.DROPPED.value, 1), else_=0)
    return (
        select(alerts.c.id)
        .join(alert_notices, and_(alert_notices.c.alert_id == alerts.c.id, alert_notices.c.step == alerts.c.step - 1))
        .join(outgoing_table, outgoing_table.c.key == alert_notices.c.outgoing_key)
        .where(alerts.c.state == AlertState.NOTIFIED.value)
        .group_by(alerts.c.id)
        .having(func.count() == func.sum(dropped))
    )


def _due(now: datetime) -> Select[int]:
    """Alerts that are to move, the oldest first."""
    return (
        select(alerts.c.id)
        .where(
            alerts.c.state.in_(OPEN),
            or_(alerts.c.next_at <= now, alerts.c.id.in_(_all_dropped())),
        )
        .order_by(alerts.c.id)
    )
