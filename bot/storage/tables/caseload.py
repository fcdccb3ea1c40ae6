"""tables/caseload: people, invites, consents, tasks, the on-call roster, and the audit trail."""

from sqlalchemy import (
    BigInteger,
    Boolean,
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
from bot.storage.sealed import SealedText
from bot.storage.tables.metadata import metadata

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),  # also the case number
    Column("chat_id", BigInteger, unique=True),  # empty until they join, and after they are deleted
    Column("role", String(16), nullable=False),  # caseload.permissions.Role
    Column("state", String(16), nullable=False),  # caseload.people.PersonState
    Column("phase", String(16)),  # phase of care: detox, inpatient, outpatient, aftercare
    Column("phase_ended_on", Date),  # when the phase before this one ended: starts the follow-up clocks
    Column("name", SealedText("people.name")),
    Column("phone", SealedText("people.phone")),
    Column("born_on", SealedText("people.born_on")),
    Column("language", String(8)),
    Column("country", String(2)),
    Column("zone", String(64)),
    Column("checkin_at", String(5)),  # local wall clock, HH:MM
    Column("checkin_days", Integer, nullable=False, default=1, server_default="1"),  # days between two prompts: 1 or 7
    Column("weekly_offered_at", UtcDateTime),  # when weekly check-ins were offered, once
    Column("checkin_pack", SealedText("people.checkin_pack")),  # chosen by staff; empty: the plan decides
    Column("sharing", String(16)),  # caseload.consent.Sharing; empty until asked
    Column("reminders_agreed", Boolean, nullable=False, default=False, server_default="0"),
    Column("heads_up_minutes", Integer, nullable=False, default=0, server_default="0"),  # before a dose; 0: off
    Column("discreet", Boolean, nullable=False, default=True, server_default="1"),
    Column("simple_mode", Boolean, nullable=False, default=False, server_default="0"),
    Column("manager_id", Integer, ForeignKey("people.id")),  # the case manager who looks after this patient
    Column("salt", SealedText("people.salt")),  # makes medicine ids opaque: reminders.wanted.subject_of
    Column("dialog", SealedText("people.dialog")),  # what the next typed text means; chat/dialogs
    Column("created_at", UtcDateTime, nullable=False),
    Column("joined_at", UtcDateTime),
    Column("arrival_sent_at", UtcDateTime),
    Column("arrival_seen_at", UtcDateTime),
    Column("blocked_at", UtcDateTime),
    Column("left_at", UtcDateTime),  # when they left the programme: what is kept of them is kept so long from here
    Column("home_since", UtcDateTime),  # back from hospital: orders signed before this moment are not reminded of
    Column("planned_until", UtcDateTime),  # reminders are planned up to here; empty: plan anew now
    Index("ix_people_role_state", "role", "state"),
    Index("ix_people_state_planned_until", "state", "reminders_agreed", "planned_until"),
    Index("ix_people_manager_id", "manager_id"),
    Index("ix_people_phase_ended_on", "phase_ended_on"),
    Index(
        "ix_people_arrival_unseen",
        "role",
        "state",
        "arrival_sent_at",
        sqlite_where=text("arrival_sent_at IS NOT NULL AND arrival_seen_at IS NULL"),
        postgresql_where=text("arrival_sent_at IS NOT NULL AND arrival_seen_at IS NULL"),
    ),
    Index(
        "ix_people_deleted_named",  # deleted, but an alert still needs their name
        "id",
        sqlite_where=text("state = 'deleted' AND (name IS NOT NULL OR phone IS NOT NULL)"),
        postgresql_where=text("state = 'deleted' AND (name IS NOT NULL OR phone IS NOT NULL)"),
    ),
)

invites = Table(
    "invites",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("person_id", Integer, ForeignKey("people.id")),  # the patient it was made for, if already known
    Column("created_by", Integer, ForeignKey("people.id")),  # empty: made at the command line
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Column("used_by", Integer, ForeignKey("people.id")),
)

supporters = Table(
    "supporters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("patient_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False),  # the supporter's own row
    Column("scopes", String(64), nullable=False),  # caseload.supporters.Scope, with commas between
    Column("ends_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),  # caseload.supporters.SupporterState
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_supporters_patient_id", "patient_id"),
    Index("ix_supporters_person_id", "person_id"),
)
"""Who may know what of a patient, by the patient's own wish, until when."""

guesses = Table(
    "guesses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_guesses_chat_id_at", "chat_id", "at"),
)
"""Invite tokens that were wrong, to limit guessing."""

consents = Table(
    "consents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("purpose", String(32), nullable=False),  # caseload.consent.Purpose
    Column("answer", String(16), nullable=False),
    Column("text_version", String(32), nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("language", String(8), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_consents_person_id_purpose", "person_id", "purpose"),
)
"""Every consent given or taken back; the newest row of a purpose is what holds."""

tasks = Table(
    "tasks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("kind", String(32), nullable=False),  # caseload.tasks.TaskKind
    Column("subject", String(64), nullable=False, default="", server_default=""),  # the same thing twice is one task
    Column("due_on", Date, nullable=False),
    Column("state", String(16), nullable=False),  # open, done
    Column("note", SealedText("tasks.note")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    Column("done_by", Integer, ForeignKey("people.id")),
    UniqueConstraint("person_id", "kind", "subject"),
    Index("ix_tasks_state_due_on", "state", "due_on"),
)

case_notes = Table(
    "case_notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("staff_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("kind", String(24), nullable=False),  # caseload.notes.NoteKind
    Column("words", SealedText("case_notes.words")),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_case_notes_person_id_at", "person_id", "at"),
)
"""What staff wrote into a case, and each try to reach the person. Only added to."""

covers = Table(
    "covers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("away_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("cover_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Index("ix_covers_ends_at", "ends_at"),
)
"""Whose patients somebody else looks after for a time: holidays."""

roster = Table(
    "roster",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("staff_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("level", Integer, nullable=False),  # 0 on call, 1 backup
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime),  # empty: until somebody else takes over
    Index("ix_roster_level_starts_at", "level", "starts_at"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chain", Integer, nullable=False),  # the patient it is about; 0 where it is about none
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Integer),  # a person's id; empty: the program itself
    Column("action", String(48), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("chain", "seq"),
)
"""Append-only: UPDATE and DELETE are refused by triggers. Ids only, so that deleting a person leaves it whole."""
