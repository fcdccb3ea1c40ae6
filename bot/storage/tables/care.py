"""tables/care: plans, reminders and their answers, check-ins.

Reminder states: planned → claimed → sent → answered | unanswered; planned | claimed → dropped(reason).
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from bot.storage.columns import UtcDateTime
from bot.storage.sealed import SealedBytes, SealedText
from bot.storage.tables.metadata import metadata

plans = Table(
    "plans",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id")),  # empty while a draft has no patient yet
    Column("revision", Integer, nullable=False, default=0, server_default="0"),  # 1, 2, … once signed
    Column("state", String(16), nullable=False),  # plans.loaded.PlanState: draft, active, replaced, cancelled
    Column("document", SealedText("plans.document"), nullable=False),  # plans.model.Plan as JSON
    Column("document_hash", String(64), nullable=False),
    Column("brief", SealedText("plans.brief"), nullable=False),  # plans.model.Brief as JSON, of this document
    Column("source_name", SealedText("plans.source_name")),
    Column("warnings", SealedText("plans.warnings")),  # what was asked about each, and the answer
    Column("loaded_by", Integer, ForeignKey("people.id")),
    Column("loaded_at", UtcDateTime, nullable=False),
    Column("signed_by", Integer, ForeignKey("people.id")),
    Column("signed_at", UtcDateTime),
    Column("statement", SealedText("plans.statement")),  # the sentence that was signed
    Column("replaced_at", UtcDateTime),
    Column("read_at", UtcDateTime),  # when the patient confirmed having read it
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),  # empty: open end (a maintenance dose)
    Column("order_ends_on", Date),  # last day of an order that ends above zero and does not say what follows
    Column("order_end_told", Integer, nullable=False, default=0, server_default="0"),  # plans.ending: how often told
    UniqueConstraint("person_id", "revision", "id"),
    Index("ix_plans_person_id_state", "person_id", "state"),
    Index("ix_plans_state_order_ends_on", "state", "order_ends_on"),
    Index("ix_plans_state_starts_on", "state", "starts_on"),
    Index("ix_plans_state_ends_on", "state", "ends_on"),
    Index(
        "uq_plans_one_active",
        "person_id",
        unique=True,
        sqlite_where=text("state = 'active'"),
        postgresql_where=text("state = 'active'"),
    ),
)

plan_files = Table(
    "plan_files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sent_by", Integer, ForeignKey("people.id"), nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("name", SealedText("plan_files.name"), nullable=False),
    Column("content", SealedBytes("plan_files.content"), nullable=False),
    Column("zone", String(64)),
    Column("start", Date),
)
"""Plan files whose format cannot say zone or first day, until somebody has said it: at most one a person."""

reminders = Table(
    "reminders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("kind", String(24), nullable=False),  # reminders.wanted.Kind
    Column("subject", String(64), nullable=False),  # medicine id for doses (opaque: sealed plans hold the name)
    Column("due_at", UtcDateTime, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("plan_id", Integer, ForeignKey("plans.id")),
    Column("state", String(16), nullable=False),
    Column("not_before", UtcDateTime, nullable=False),  # when it may be claimed: due_at, later after a retry or "later"
    Column("moved_to", UtcDateTime),  # a dose of one day that the person moved inside the clinician's allowed window
    Column("window_until", UtcDateTime, nullable=False),  # after that it is not sent, and a dose is unanswered
    Column("claimed_until", UtcDateTime),
    Column("handed_over_at", UtcDateTime),  # set just before the call to Telegram
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),
    Column("copies", Integer, nullable=False, default=0, server_default="0"),
    Column("message_id", BigInteger),
    Column("sent_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("reason", String(64)),
    UniqueConstraint("person_id", "kind", "subject", "due_at"),
    Index("ix_reminders_state_not_before", "state", "not_before", "id"),
    Index("ix_reminders_state_kind_window_until", "state", "kind", "window_until"),
    Index("ix_reminders_person_id_due_at", "person_id", "due_at"),
    Index(
        "ix_reminders_claimed_until",  # the few that are claimed at this moment
        "claimed_until",
        sqlite_where=text("claimed_until IS NOT NULL"),
        postgresql_where=text("claimed_until IS NOT NULL"),
    ),
)

dose_answers = Table(
    "dose_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reminder_id", Integer, ForeignKey("reminders.id"), nullable=False),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("answer", SealedText("dose_answers.answer"), nullable=False),  # reminders.answered.DoseAnswer
    Column("taken_at", UtcDateTime),
    Column("at", UtcDateTime, nullable=False),
    Column("undone_at", UtcDateTime),
    Index("ix_dose_answers_reminder_id", "reminder_id"),
    Index("ix_dose_answers_person_id_at", "person_id", "at"),
)
"""Every answer ever given for a slot; the newest one that was not undone is what holds."""

trips = Table(
    "trips",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("from_day", Date, nullable=False),  # doses of the plan's day from this one on
    Column("zone", String(64)),  # by the wall clock there; empty: at home times again
    Column("chosen_at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "from_day"),
)
"""By which clock a person takes the doses of which day. Without a row: by the plan's own zone."""

visit_answers = Table(
    "visit_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reminder_id", Integer, ForeignKey("reminders.id"), nullable=False),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("service", String(16), nullable=False),  # the opaque word of the service: reminders.wanted.subject_of
    Column("visit_at", UtcDateTime, nullable=False),
    Column("answer", SealedText("visit_answers.answer"), nullable=False),  # reminders.visit_answers.Went
    Column("at", UtcDateTime, nullable=False),
    Index("ix_visit_answers_reminder_id", "reminder_id"),
    Index("ix_visit_answers_person_id_service_visit_at", "person_id", "service", "visit_at"),
)
"""Every answer to "did you go?"; the newest one of a visit is what holds."""

checkins = Table(
    "checkins",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("pack", String(32), nullable=False),
    Column("state", String(16), nullable=False),  # open, finished, left
    Column("page", Integer, nullable=False, default=0, server_default="0"),
    Column("answers", SealedText("checkins.answers")),  # JSON: item → answer
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("message_id", BigInteger),
    Column("reminder_id", Integer, ForeignKey("reminders.id")),
    Index("ix_checkins_person_id_started_at", "person_id", "started_at"),
)

own_pages = Table(
    "own_pages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("kind", String(16), nullable=False),  # caseload.own_pages.Page
    Column("content", SealedText("own_pages.content"), nullable=False),  # JSON
    Column("changed_at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "kind"),
)
"""What a person keeps here for themselves: their coping plan, the days they count, the tablets they have left, what
they said of offered services."""
