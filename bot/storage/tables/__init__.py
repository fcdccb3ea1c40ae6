"""tables: every table of the database. Importing this package loads them all into `metadata`."""

from bot.storage.tables.care import (
    checkins,
    dose_answers,
    own_pages,
    plan_files,
    plans,
    reminders,
    trips,
    visit_answers,
)
from bot.storage.tables.caseload import (
    audit,
    case_notes,
    consents,
    covers,
    guesses,
    invites,
    people,
    roster,
    supporters,
    tasks,
)
from bot.storage.tables.metadata import metadata
from bot.storage.tables.post import inbox, meta, outgoing
from bot.storage.tables.safety import alert_events, alert_notices, alerts, misses, reports, second_notices

__all__ = [
    "alert_events",
    "alert_notices",
    "alerts",
    "audit",
    "case_notes",
    "checkins",
    "consents",
    "covers",
    "dose_answers",
    "guesses",
    "inbox",
    "invites",
    "meta",
    "metadata",
    "misses",
    "outgoing",
    "own_pages",
    "people",
    "plan_files",
    "plans",
    "reminders",
    "reports",
    "roster",
    "second_notices",
    "supporters",
    "tasks",
    "trips",
    "visit_answers",
]

# An id is never given twice, not even after the newest row was deleted: keys of outgoing messages, audit chains and
# buttons in old messages name it. (PostgreSQL's sequences never go back by themselves.)
for _table in metadata.tables.values():
    if "id" in _table.c:
        _table.dialect_options["sqlite"]["autoincrement"] = True
