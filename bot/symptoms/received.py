"""symptoms/received: a report is kept, sealed, in the same transaction as what follows from it.

Belongs here: storing a report and what triage said of it, reading it back. Not here: the words shown (guided.py),
who is told (escalated.py), the short question that waits for an answer (unanswered.py).

States: received → triaged → guided → escalated. The first two are over when a row is written, since triage comes before
anything that can fail. A check waits as asked → asked_again → answered | unanswered instead.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, select, update

from bot import logs
from bot.caseload.person import Person
from bot.escalation.timeline import FROM_MEMORY
from bot.ids import ChatId, PersonId, ReportId
from bot.storage.database import Transaction
from bot.storage.strangers import NO_CHAT
from bot.storage.tables import reports
from bot.symptoms.report import Decision, Reason, Tier

log = logs.get(__name__)

STRANGERS_KEPT = timedelta(days=7)
"""The same as /privacy tells a stranger: 7 days."""


class ReportState(StrEnum):
    """Stored in `reports.state`."""

    TRIAGED = "triaged"
    GUIDED = "guided"
    ESCALATED = "escalated"
    ASKED = "asked"
    ASKED_AGAIN = "asked_again"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


class Source(StrEnum):
    """How it came to us. Stored in `reports.source`."""

    TEXT = "text"
    TICK = "tick"
    ANSWER = "answer"
    SLOTS = "slots"
    TAP = "tap"
    UNHEARD = "unheard"  # a voice message, a picture, a sticker


class Shared(StrEnum):
    """Whether staff may know of it. Stored in `reports.shared`."""

    ESCALATED = "escalated"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody told us, and what triage made of it. `update_key`: the update it came with, unique for ever."""

    person: Person | None
    chat_id: ChatId
    source: Source
    words: str
    decision: Decision
    update_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A stored report. `words` and the rules are not read here: only a case that is opened shows them."""

    id: ReportId
    person_id: PersonId | None
    chat_id: ChatId
    source: Source
    tier: Tier
    state: ReportState
    reason: Reason
    shared: Shared
    at: datetime
    hints_danger: bool
    someone_else: bool
    swallowed: bool
    cannot_call: bool
    language: str
    """In which it was answered; empty: not known. A stranger's answers under it stay in it."""

    @property
    def decision(self) -> Decision:
        """What triage said, as far as it matters for showing the same guidance again."""
        return Decision(
            tier=self.tier,
            because=(),
            reason=self.reason,
            lang=self.language,
            hints_danger=self.hints_danger,
            someone_else=self.someone_else,
            swallowed=self.swallowed,
        )


async def receive(tx: Transaction, told: Told, now: datetime) -> ReportId:
    """The report stands in the database, once per update; returns its id.

    Of a stranger no words are kept: nobody could be told, and nothing was agreed.
    """
    known = await tx.value(select(reports.c.id).where(reports.c.update_key == told.update_key))
    if known is not None:
        return ReportId(known)
    decision, person = told.decision, told.person
    report = await tx.insert(
        reports,
        person_id=person.id if person else None,
        chat_id=told.chat_id,
        source=told.source.value,
        tier=decision.tier.word,
        state=ReportState.TRIAGED.value,
        reason=(decision.reason or Reason.UNCLEAR).value,
        words=told.words if person else None,
        rules=_why(decision, with_words=person is not None),
        shared=Shared.KEPT.value,
        update_key=told.update_key,
        at=now,
    )
    rules = tuple(hit.rule for hit in decision.because)
    log.info(
        "report.triaged", report=report, person=person.id if person else 0, tier=decision.tier.word, quiet_rules=rules
    )
    return ReportId(report)


async def guided(tx: Transaction, report: ReportId, key: str, *, asked: bool) -> None:
    """The guidance for `report` goes out under the outgoing key `key` (FROM_MEMORY: it went out before).

    `asked`: it is the short question of tier check, which now waits for an answer.
    """
    state = ReportState.ASKED if asked else ReportState.GUIDED
    await tx.run(update(reports).where(reports.c.id == report).values(state=state.value, guidance_key=key))
    log.info("report.guided", report=report, from_memory=key == FROM_MEMORY)


async def cannot_call(tx: Transaction, report: ReportId) -> None:
    """It is known of `report` that the person cannot call: whoever opens the alert reads it."""
    await _also(tx, report, "cannot_call")


async def hints(tx: Transaction, report: ReportId) -> None:
    """More words came while the question of `report` waited, and they hint at danger."""
    await _also(tx, report, "hints_danger")


async def raised(tx: Transaction, report: ReportId, tier: Tier) -> None:
    """`report` is of `tier` now, which is higher than before: tiers are never lowered."""
    await tx.run(update(reports).where(reports.c.id == report).values(tier=tier.word))
    log.info("report.raised", report=report, tier=tier.word)


async def _also(tx: Transaction, report: ReportId, what: str) -> None:
    stored = json.loads(await tx.value(select(reports.c.rules).where(reports.c.id == report)) or "{}")
    why = json.dumps(stored | {what: True}, ensure_ascii=False)
    await tx.run(update(reports).where(reports.c.id == report).values(rules=why))


async def erase_strangers(tx: Transaction, now: datetime) -> int:
    """What people whom we do not know reported more than 7 days ago is told no more, nor in which chat; only that there
    was a report, and of which tier. Returns how many were emptied."""
    done = await tx.run(update(reports).where(*_strangers(now)).values(chat_id=NO_CHAT, reason=None, rules=None))
    return done.rowcount


def has_strangers(now: datetime) -> ColumnElement[bool]:
    """Whether `erase_strangers` would empty anything."""
    return exists(select(reports.c.id).where(*_strangers(now)))


def _strangers(now: datetime) -> tuple[ColumnElement[bool], ...]:
    waits = reports.c.state.in_([ReportState.ASKED.value, ReportState.ASKED_AGAIN.value])
    old = reports.c.person_id.is_(None), reports.c.at < now - STRANGERS_KEPT, reports.c.chat_id != NO_CHAT
    return *old, ~waits


async def by_id(tx: Transaction, report: ReportId) -> Report | None:
    """The report with this id, or None."""
    row = await tx.first(select(*COLUMNS).where(reports.c.id == report))
    return from_row(row) if row else None


async def latest_of_chat(tx: Transaction, chat: ChatId) -> Report | None:
    """The newest report of this chat: what a button under guidance that was sent from memory is about."""
    row = await tx.first(
        select(*COLUMNS).where(reports.c.chat_id == chat).order_by(reports.c.at.desc(), reports.c.id.desc()).limit(1)
    )
    return from_row(row) if row else None


_READ = ("id", "person_id", "chat_id", "source", "tier", "state", "reason", "rules", "shared", "at")
COLUMNS = tuple(reports.c[name] for name in _READ)
"""What `from_row` needs, for queries elsewhere in this room."""


def from_row(row: Row[Any]) -> Report:
    """The Report in a row that holds COLUMNS."""
    values = row._mapping
    why = json.loads(values["rules"] or "{}")
    return Report(
        id=ReportId(values["id"]),
        person_id=values["person_id"],
        chat_id=ChatId(values["chat_id"]),
        source=Source(values["source"]),
        tier=Tier.of_word(values["tier"]),
        state=ReportState(values["state"]),
        reason=Reason(values["reason"] or Reason.UNCLEAR.value),  # emptied when a person was deleted
        shared=Shared(values["shared"]),
        at=values["at"],
        hints_danger=bool(why.get("hints_danger")),
        someone_else=bool(why.get("someone_else")),
        swallowed=bool(why.get("swallowed")),
        cannot_call=bool(why.get("cannot_call")),
        language=why.get("language", ""),
    )


def _why(decision: Decision, *, with_words: bool) -> str:
    """Why it was raised, as JSON for the sealed column."""
    hits = [
        {"rule": hit.rule, "tier": hit.tier.word, "reason": hit.reason.value}
        | ({"words": hit.words} if with_words and hit.words else {})
        for hit in decision.because
    ]
    why = {
        "hits": hits,
        "hints_danger": decision.hints_danger,
        "someone_else": decision.someone_else,
        "swallowed": decision.swallowed,
        "language": decision.lang,
    }
    return json.dumps(why, ensure_ascii=False)
