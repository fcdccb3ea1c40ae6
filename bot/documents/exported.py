"""documents/exported: a person's own copy of everything that is stored about them: JSON, and CSV for tables.

Belongs here: reading it whole and writing it down. Not here: asking for it (chat/handlers/privacy.py), papers for a
doctor (documents of their own). Whatever is sealed is opened here; the result is never logged.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, or_, select

from bot.caseload.person import Person
from bot.ids import PersonId
from bot.plans.model import Plan
from bot.reminders.wanted import subject_of
from bot.sending import File, from_json
from bot.storage.database import Transaction
from bot.storage.tables import (
    alert_events,
    alerts,
    audit,
    case_notes,
    checkins,
    consents,
    dose_answers,
    guesses,
    inbox,
    invites,
    outgoing,
    own_pages,
    people,
    plans,
    reminders,
    reports,
    supporters,
    tasks,
    trips,
    visit_answers,
)

SCHEMA_VERSION = 1
_Rows = list[dict[str, Any]]

_NOT_THEIRS = frozenset(
    {"token_hash", "chain", "previous_hash", "hash", "policy", "salt", "chat_id", "claimed_until", "warnings"}
)
"""Columns about the machinery or about other people, the secret that makes medicine words opaque, and the warnings on a
plan: they are doubts for staff to put to the prescriber, and never go to a patient (FACTS 5)."""


async def export(tx: Transaction, person: Person, now: datetime, *, notice: str) -> tuple[File, ...]:
    """Everything about `person` as one JSON file, and a CSV file for each of the longer lists that has rows.

    `notice` stands at the head of the JSON file (what a stranger who gets it may not do).
    """
    content = await _everything(tx, person)
    whole = {"schema_version": SCHEMA_VERSION, "made_at": now, "notice": notice, **content}
    stamp = now.date().isoformat()
    text = json.dumps(whole, ensure_ascii=False, indent=2, default=_plain)
    files = [File(name=f"my-data-{stamp}.json", content=text.encode())]
    for name in ("doses", "checkins", "reports", "consents"):
        if content[name]:
            files.append(File(name=f"{name}-{stamp}.csv", content=_csv(content[name])))
    return tuple(files)


async def _everything(tx: Transaction, person: Person) -> dict[str, _Rows]:
    medicines = await _medicines(tx, person)
    return {
        "person": await _table(tx, people, people.c.id == person.id),
        "consents": await _of(tx, consents, person.id),
        "invites": await _table(tx, invites, or_(invites.c.person_id == person.id, invites.c.used_by == person.id)),
        "plans": await _of(tx, plans, person.id, opened=("document",)),
        "reminders": _named(await _of(tx, reminders, person.id), medicines),
        "doses": _named(await _doses(tx, person.id), medicines),
        "visits": await _of(tx, visit_answers, person.id),
        "supporters": await _supporters(tx, person.id),
        "supports": await _supports(tx, person.id),
        "trips": await _of(tx, trips, person.id),
        "own_pages": await _of(tx, own_pages, person.id, opened=("content",)),
        "checkins": await _of(tx, checkins, person.id, opened=("answers",)),
        "reports": await _of(tx, reports, person.id, opened=("rules",)),
        "alerts": await _of(tx, alerts, person.id),
        "alert_events": await _table(tx, alert_events, alert_events.c.alert_id.in_(_alerts_of(person.id))),
        "tasks": await _of(tx, tasks, person.id),
        "notes_of_the_team": await _of(tx, case_notes, person.id),
        "trail": await _trail(tx, person.id),
        "messages_from_you": await _heard(tx, person),
        "messages_to_you": await _said(tx, person),
        "wrong_links": await _table(tx, guesses, guesses.c.chat_id == person.chat_id),
    }


async def _of(tx: Transaction, table: Table, person_id: PersonId, *, opened: Sequence[str] = ()) -> _Rows:
    rows = await _table(tx, table, table.c.person_id == person_id)
    for row in rows:
        for name in opened:
            row[name] = _opened(row[name])
    return rows


async def _table(tx: Transaction, table: Table, where: ColumnElement[bool]) -> _Rows:
    columns = [column for column in table.c if column.name not in _NOT_THEIRS]
    found = await tx.all(select(*columns).where(where).order_by(table.c.id))
    return [dict(row._mapping) for row in found]


async def _supporters(tx: Transaction, person_id: PersonId) -> _Rows:
    """Whom the person let in, by the name they gave, to know what, until when."""
    found = await tx.all(
        select(people.c.name, supporters.c.scopes, supporters.c.ends_at, supporters.c.created_at, supporters.c.state)
        .join_from(supporters, people, supporters.c.person_id == people.c.id)
        .where(supporters.c.patient_id == person_id)
        .order_by(supporters.c.id)
    )
    # That staff suspended somebody is told to nobody.
    return [{**row._mapping, "state": "ended" if row.state == "ended" else "allowed"} for row in found]


async def _supports(tx: Transaction, person_id: PersonId) -> _Rows:
    """What the person was let in to know. Not whose, nor whether it was ended since: ending is silent."""
    columns = supporters.c.scopes, supporters.c.ends_at, supporters.c.created_at
    found = await tx.all(select(*columns).where(supporters.c.person_id == person_id).order_by(supporters.c.id))
    return [dict(row._mapping) for row in found]


async def _doses(tx: Transaction, person_id: PersonId) -> _Rows:
    """Each answer beside the slot that it is about."""
    found = await tx.all(
        select(
            reminders.c.subject,
            reminders.c.due_at,
            reminders.c.zone,
            dose_answers.c.answer,
            dose_answers.c.taken_at,
            dose_answers.c.at.label("answered_at"),
            dose_answers.c.undone_at,
        )
        .join_from(dose_answers, reminders, dose_answers.c.reminder_id == reminders.c.id)
        .where(dose_answers.c.person_id == person_id)
        .order_by(reminders.c.due_at, dose_answers.c.id)
    )
    return [{**row._mapping, "answer": _opened(row.answer)} for row in found]


async def _trail(tx: Transaction, person_id: PersonId) -> _Rows:
    """Who did what: the person, somebody of the team, or the program by itself."""
    found = await tx.all(select(audit).where(audit.c.chain == person_id).order_by(audit.c.seq))

    def who(actor: int | None) -> str:
        return "you" if actor == person_id else "the program" if actor is None else "the team"

    return [{"at": row.at, "who": who(row.actor), "action": row.action, "subject": row.subject} for row in found]


async def _heard(tx: Transaction, person: Person) -> _Rows:
    found = await tx.all(
        select(inbox.c.received_at, inbox.c.raw)
        .where(inbox.c.chat_id == person.chat_id, inbox.c.raw.is_not(None))
        .order_by(inbox.c.id)
    )
    return [{"at": row.received_at, "update": _opened(row.raw)} for row in found]


async def _said(tx: Transaction, person: Person) -> _Rows:
    """What was written to them, without files: those are made anew from the rest."""
    found = await tx.all(
        select(outgoing.c.created_at, outgoing.c.state, outgoing.c.sent_at, outgoing.c.message)
        .where(outgoing.c.chat_id == person.chat_id, outgoing.c.message.is_not(None))
        .order_by(outgoing.c.id)
    )
    return [
        {"at": row.created_at, "state": row.state, "sent_at": row.sent_at, "text": from_json(row.message).text}
        for row in found
    ]


async def _medicines(tx: Transaction, person: Person) -> Mapping[str, str]:
    """The opaque word of each medicine → its name, over all revisions."""
    if person.salt is None:
        return {}
    documents = await tx.all(select(plans.c.document).where(plans.c.person_id == person.id))
    return {
        subject_of(person.salt, medicine.id): medicine.name
        for row in documents
        for medicine in Plan.from_json(row.document).medicines
    }


def _named(rows: _Rows, medicines: Mapping[str, str]) -> _Rows:
    """The same with the medicine's name before its opaque word."""
    return [{"medicine": medicines.get(row["subject"], ""), **row} for row in rows]


def _alerts_of(person_id: PersonId) -> Select[int]:
    return select(alerts.c.id).where(alerts.c.person_id == person_id)


def _opened(stored: str | None) -> Any:
    """JSON in a column as what it says; a bare word as itself."""
    if stored is None:
        return None
    try:
        return json.loads(stored)
    except ValueError:
        return stored


def _csv(rows: _Rows) -> bytes:
    """With a mark that lets spreadsheets read accents, and nothing that they would run as a formula."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    said = "" if value is None else value if isinstance(value, str) else json.dumps(value, default=_plain).strip('"')
    return f"'{said}" if said[:1] in ("=", "+", "-", "@", "\t", "\r") else said


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
