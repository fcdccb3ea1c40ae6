"""What came of a year: each wanted slot in exactly one state, and how long it took until a human saw who had stopped.

Belongs here: comparing the model with the database. Not here: the model (orders.py).
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.reminders.wanted import subject_of
from bot.storage.tables import alerts, people, reminders, tasks
from tests.year.orders import Life
from tests.year.run import Year

ENDS = frozenset({"answered", "unanswered", "dropped"})
"""States that nothing follows: exactly one of them must be where a slot ends."""


@dataclass(slots=True, kw_only=True)
class Verdict:
    """Counts, and what was wrong (empty: nothing)."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    seen_after: list[timedelta] = field(default_factory=list)
    """For each who really stopped: from the end of the first missed dose's window to the first task or alert."""
    unseen: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Figures, for whoever reads the run."""
        told = ", ".join(f"{name} {count}" for name, count in sorted(self.counts.items()))
        slowest = f"{max(self.seen_after)}" if self.seen_after else "nobody stopped"
        return [told, f"who stopped was before a human after at most {slowest} ({len(self.seen_after)} people)"]


async def judged(year: Year) -> Verdict:
    """The verdict over the whole time."""
    verdict = Verdict()
    async with year.database.reading() as tx:
        rows = await tx.all(select(reminders).where(reminders.c.kind == "dose"))
        salts = {row.id: row.salt for row in await tx.all(select(people.c.id, people.c.salt))}
        work: list[Any] = list(await tx.all(select(tasks.c.person_id, tasks.c.created_at, tasks.c.kind)))
        work += await tx.all(
            select(alerts.c.person_id, alerts.c.opened_at.label("created_at"), alerts.c.kind.label("about"))
        )
    mine = defaultdict(list)
    for row in rows:
        mine[row.person_id].append(row)
    for life in year.lives:
        _slots(year, life, salts[life.person_id], mine[life.person_id], verdict)
        if life.stopped_at is not None:
            _seen(year, life, [one for one in work if one.person_id == life.person_id], verdict)
    verdict.wrong += [f"{count} times {finding}" for finding, count in year.stuck.items()]
    verdict.counts["tasks"] = sum(hasattr(one, "kind") for one in work)
    verdict.counts["alerts"] = len(work) - verdict.counts["tasks"]
    verdict.counts.update(f"alert {one.about}" for one in work if not hasattr(one, "kind"))
    verdict.counts["people"] = len(year.lives)
    verdict.counts["taps"] = year.taps
    verdict.counts.update({event.value: count for event, count in year.events.items()})
    return verdict


def _slots(year: Year, life: Life, salt: str, rows: list[Any], verdict: Verdict) -> None:
    until = year.ends - timedelta(days=1)
    wanted = {(subject_of(salt, slot.line), slot.at): slot for slot, _ in life.wanted(until)}
    found = {(row.subject, row.due_at): row for row in rows}
    verdict.counts["wanted"] += len(wanted)
    for key in wanted:
        row = found.get(key)
        if row is None:
            verdict.wrong.append(f"person {life.person_id}: {key[1]} was wanted and is not there")
            continue
        verdict.counts[row.state] += 1
        _row(year, life, row, verdict)
    for key, row in found.items():
        if key not in wanted and row.due_at < until:
            _unwanted(life, row, verdict)


def per_week(count: int, days: int) -> float:
    """How many that are in a week."""
    return count * 7 / days


def _row(year: Year, life: Life, row: Any, verdict: Verdict) -> None:
    if row.state not in ENDS:
        verdict.wrong.append(f"person {life.person_id}: {row.due_at} ended as {row.state}")
    if row.state == "dropped":
        verdict.wrong.append(f"person {life.person_id}: {row.due_at} was dropped: {row.reason}")
    told = year.told.times[row.id]
    if told > 1:
        verdict.wrong.append(f"person {life.person_id}: {row.due_at} was told {told} times")
    early = row.state == "answered" and row.sent_at is None
    if not early and row.state != "dropped" and row.sent_at is None:
        verdict.wrong.append(f"person {life.person_id}: {row.due_at} was never told")
    if row.sent_at is not None and abs(row.sent_at - row.due_at) > timedelta(minutes=1):
        verdict.wrong.append(f"person {life.person_id}: {row.due_at} was told at {row.sent_at}")


def _unwanted(life: Life, row: Any, verdict: Verdict) -> None:
    """A row that no order wanted: it may only have been planned before somebody went to hospital, or replaced."""
    if row.state == "dropped" and row.reason in ("not active", "superseded"):
        verdict.counts["not told on purpose"] += 1
        return
    verdict.wrong.append(f"person {life.person_id}: {row.due_at} was not wanted and is {row.state} ({row.reason})")


def _seen(year: Year, life: Life, work: list[Any], verdict: Verdict) -> None:
    assert life.stopped_at is not None
    missed = [slot for slot, _ in life.wanted(year.ends) if slot.at > life.stopped_at]
    first: datetime | None = min((slot.until for slot in missed), default=None)
    if first is None or first > year.ends - timedelta(days=2):
        return
    seen = [one.created_at for one in work if one.created_at >= life.stopped_at]
    if not seen:
        verdict.unseen.append(f"person {life.person_id} stopped at {life.stopped_at}")
        return
    verdict.seen_after.append(max(min(seen) - first, timedelta(0)))
