"""All tables of the first release. Why: there was nothing, and no earlier release to run beside it.

Written by `python -m migrations.write_first` from bot/storage/tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Whoever reaches the database past the bot cannot quietly rewrite the audit trail either.
_APPEND_ONLY = {
    "sqlite": (
        """CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END""",
        """CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'audit is append-only' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER audit_refuses_change BEFORE UPDATE OR DELETE ON audit
        FOR EACH ROW EXECUTE FUNCTION audit_refuses()""",
        """CREATE TRIGGER audit_refuses_truncate BEFORE TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()""",
    ),
}


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chain", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("actor", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("chain", "seq", name=op.f("uq_audit_chain_seq")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "guesses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guesses")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_guesses_chat_id_at", "guesses", ["chat_id", "at"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("update_id", name=op.f("uq_inbox_update_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_chat_id_received_at", "inbox", ["chat_id", "received_at"], unique=False)
    op.create_index(
        "ix_inbox_received_at",
        "inbox",
        ["received_at"],
        unique=False,
        sqlite_where=sa.text("raw IS NOT NULL"),
        postgresql_where=sa.text("raw IS NOT NULL"),
    )
    op.create_index("ix_inbox_state_id", "inbox", ["state", "id"], unique=False)
    op.create_table(
        "meta",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(length=1024), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "outgoing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=96), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("copies", sa.Integer(), server_default="0", nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing")),
        sa.UniqueConstraint("key", name=op.f("uq_outgoing_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outgoing_chat_id_state", "outgoing", ["chat_id", "state"], unique=False)
    op.create_index(
        "ix_outgoing_claimed_until",
        "outgoing",
        ["claimed_until"],
        unique=False,
        sqlite_where=sa.text("claimed_until IS NOT NULL"),
        postgresql_where=sa.text("claimed_until IS NOT NULL"),
    )
    op.create_index(
        "ix_outgoing_created_at",
        "outgoing",
        ["created_at"],
        unique=False,
        sqlite_where=sa.text("message IS NOT NULL"),
        postgresql_where=sa.text("message IS NOT NULL"),
    )
    op.create_index("ix_outgoing_state_due_at", "outgoing", ["state", "due_at"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=True),
        sa.Column("phase_ended_on", sa.Date(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("born_on", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("checkin_at", sa.String(length=5), nullable=True),
        sa.Column("checkin_days", sa.Integer(), server_default="1", nullable=False),
        sa.Column(
            "weekly_offered_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True
        ),
        sa.Column("checkin_pack", sa.LargeBinary(), nullable=True),
        sa.Column("sharing", sa.String(length=16), nullable=True),
        sa.Column("reminders_agreed", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("heads_up_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("discreet", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("simple_mode", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("dialog", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("arrival_sent_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("arrival_seen_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("blocked_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("home_since", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("planned_until", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["manager_id"], ["people.id"], name=op.f("fk_people_manager_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_people_chat_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_people_arrival_unseen",
        "people",
        ["role", "state", "arrival_sent_at"],
        unique=False,
        sqlite_where=sa.text("arrival_sent_at IS NOT NULL AND arrival_seen_at IS NULL"),
        postgresql_where=sa.text("arrival_sent_at IS NOT NULL AND arrival_seen_at IS NULL"),
    )
    op.create_index(
        "ix_people_deleted_named",
        "people",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'deleted' AND (name IS NOT NULL OR phone IS NOT NULL)"),
        postgresql_where=sa.text("state = 'deleted' AND (name IS NOT NULL OR phone IS NOT NULL)"),
    )
    op.create_index("ix_people_manager_id", "people", ["manager_id"], unique=False)
    op.create_index("ix_people_phase_ended_on", "people", ["phase_ended_on"], unique=False)
    op.create_index("ix_people_role_state", "people", ["role", "state"], unique=False)
    op.create_index(
        "ix_people_state_planned_until", "people", ["state", "reminders_agreed", "planned_until"], unique=False
    )
    op.create_table(
        "case_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_case_notes_person_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["people.id"], name=op.f("fk_case_notes_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_notes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_notes_person_id_at", "case_notes", ["person_id", "at"], unique=False)
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("text_version", sa.String(length=32), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_consents_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consents_person_id_purpose", "consents", ["person_id", "purpose"], unique=False)
    op.create_table(
        "covers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("away_id", sa.Integer(), nullable=False),
        sa.Column("cover_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["away_id"], ["people.id"], name=op.f("fk_covers_away_id")),
        sa.ForeignKeyConstraint(["cover_id"], ["people.id"], name=op.f("fk_covers_cover_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_covers")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_covers_ends_at", "covers", ["ends_at"], unique=False)
    op.create_table(
        "invites",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("used_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_invites_created_by")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_invites_person_id")),
        sa.ForeignKeyConstraint(["used_by"], ["people.id"], name=op.f("fk_invites_used_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invites")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invites_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "misses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["people.id"], name=op.f("fk_misses_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_misses")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "own_pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_own_pages_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_pages")),
        sa.UniqueConstraint("person_id", "kind", name=op.f("uq_own_pages_person_id_kind")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "plan_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["sent_by"], ["people.id"], name=op.f("fk_plan_files_sent_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_files")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("document_hash", sa.String(length=64), nullable=False),
        sa.Column("brief", sa.LargeBinary(), nullable=False),
        sa.Column("source_name", sa.LargeBinary(), nullable=True),
        sa.Column("warnings", sa.LargeBinary(), nullable=True),
        sa.Column("loaded_by", sa.Integer(), nullable=True),
        sa.Column("loaded_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("signed_by", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("statement", sa.LargeBinary(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("order_ends_on", sa.Date(), nullable=True),
        sa.Column("order_end_told", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["loaded_by"], ["people.id"], name=op.f("fk_plans_loaded_by")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_plans_person_id")),
        sa.ForeignKeyConstraint(["signed_by"], ["people.id"], name=op.f("fk_plans_signed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("person_id", "revision", "id", name=op.f("uq_plans_person_id_revision_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plans_person_id_state", "plans", ["person_id", "state"], unique=False)
    op.create_index("ix_plans_state_ends_on", "plans", ["state", "ends_on"], unique=False)
    op.create_index("ix_plans_state_order_ends_on", "plans", ["state", "order_ends_on"], unique=False)
    op.create_index("ix_plans_state_starts_on", "plans", ["state", "starts_on"], unique=False)
    op.create_index(
        "uq_plans_one_active",
        "plans",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("rules", sa.LargeBinary(), nullable=True),
        sa.Column("shared", sa.String(length=16), nullable=False),
        sa.Column("update_key", sa.String(length=64), nullable=True),
        sa.Column("guidance_key", sa.String(length=96), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column(
            "check_answered_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reports_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("update_key", name=op.f("uq_reports_update_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reports_chat_id_at", "reports", ["chat_id", "at"], unique=False)
    op.create_index("ix_reports_person_id_at", "reports", ["person_id", "at"], unique=False)
    op.create_index("ix_reports_state_at", "reports", ["state", "at"], unique=False)
    op.create_table(
        "roster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["people.id"], name=op.f("fk_roster_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_roster_level_starts_at", "roster", ["level", "starts_at"], unique=False)
    op.create_table(
        "supporters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("scopes", sa.String(length=64), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["people.id"], name=op.f("fk_supporters_patient_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_supporters_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supporters")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_supporters_patient_id", "supporters", ["patient_id"], unique=False)
    op.create_index("ix_supporters_person_id", "supporters", ["person_id"], unique=False)
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=64), server_default="", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["done_by"], ["people.id"], name=op.f("fk_tasks_done_by")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_tasks_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("person_id", "kind", "subject", name=op.f("uq_tasks_person_id_kind_subject")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tasks_state_due_on", "tasks", ["state", "due_on"], unique=False)
    op.create_table(
        "trips",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("chosen_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_trips_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trips")),
        sa.UniqueConstraint("person_id", "from_day", name=op.f("uq_trips_person_id_from_day")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("policy", sa.LargeBinary(), nullable=True),
        sa.Column("step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("acknowledged_by", sa.Integer(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("outcome_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("patient_key", sa.String(length=96), nullable=True),
        sa.Column("patient_status", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["acknowledged_by"], ["people.id"], name=op.f("fk_alerts_acknowledged_by")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_alerts_person_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_alerts_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alerts_person_id_opened_at", "alerts", ["person_id", "opened_at"], unique=False)
    op.create_index("ix_alerts_state_next_at", "alerts", ["state", "next_at"], unique=False)
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("moved_to", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("window_until", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("handed_over_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("copies", sa.Integer(), server_default="0", nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reminders_person_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_reminders_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint(
            "person_id", "kind", "subject", "due_at", name=op.f("uq_reminders_person_id_kind_subject_due_at")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_reminders_claimed_until",
        "reminders",
        ["claimed_until"],
        unique=False,
        sqlite_where=sa.text("claimed_until IS NOT NULL"),
        postgresql_where=sa.text("claimed_until IS NOT NULL"),
    )
    op.create_index("ix_reminders_person_id_due_at", "reminders", ["person_id", "due_at"], unique=False)
    op.create_index(
        "ix_reminders_state_kind_window_until", "reminders", ["state", "kind", "window_until"], unique=False
    )
    op.create_index("ix_reminders_state_not_before", "reminders", ["state", "not_before", "id"], unique=False)
    op.create_table(
        "alert_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("actor", sa.Integer(), nullable=True),
        sa.Column("other", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["people.id"], name=op.f("fk_alert_events_actor")),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_alert_events_alert_id")),
        sa.ForeignKeyConstraint(["other"], ["people.id"], name=op.f("fk_alert_events_other")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_alert_events_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_events")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alert_events_alert_id", "alert_events", ["alert_id"], unique=False)
    op.create_table(
        "alert_notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("outgoing_key", sa.String(length=96), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_alert_notices_alert_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["people.id"], name=op.f("fk_alert_notices_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_notices")),
        sa.UniqueConstraint("alert_id", "staff_id", "step", name=op.f("uq_alert_notices_alert_id_staff_id_step")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "checkins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("pack", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("page", sa.Integer(), server_default="0", nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("reminder_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_checkins_person_id")),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminders.id"], name=op.f("fk_checkins_reminder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkins")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_checkins_person_id_started_at", "checkins", ["person_id", "started_at"], unique=False)
    op.create_table(
        "dose_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_dose_answers_person_id")),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminders.id"], name=op.f("fk_dose_answers_reminder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dose_answers")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_dose_answers_person_id_at", "dose_answers", ["person_id", "at"], unique=False)
    op.create_index("ix_dose_answers_reminder_id", "dose_answers", ["reminder_id"], unique=False)
    op.create_table(
        "second_notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_second_notices_alert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_notices")),
        sa.UniqueConstraint("key", name=op.f("uq_second_notices_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_second_notices_state_due_at", "second_notices", ["state", "due_at"], unique=False)
    op.create_index("ix_second_notices_way_ended_at", "second_notices", ["way", "ended_at", "id"], unique=False)
    op.create_table(
        "visit_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=16), nullable=False),
        sa.Column("visit_at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_visit_answers_person_id")),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminders.id"], name=op.f("fk_visit_answers_reminder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_answers")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_visit_answers_person_id_service_visit_at",
        "visit_answers",
        ["person_id", "service", "visit_at"],
        unique=False,
    )
    op.create_index("ix_visit_answers_reminder_id", "visit_answers", ["reminder_id"], unique=False)
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuses() CASCADE")
    op.drop_index("ix_visit_answers_reminder_id", table_name="visit_answers")
    op.drop_index("ix_visit_answers_person_id_service_visit_at", table_name="visit_answers")
    op.drop_table("visit_answers")
    op.drop_index("ix_second_notices_way_ended_at", table_name="second_notices")
    op.drop_index("ix_second_notices_state_due_at", table_name="second_notices")
    op.drop_table("second_notices")
    op.drop_index("ix_dose_answers_reminder_id", table_name="dose_answers")
    op.drop_index("ix_dose_answers_person_id_at", table_name="dose_answers")
    op.drop_table("dose_answers")
    op.drop_index("ix_checkins_person_id_started_at", table_name="checkins")
    op.drop_table("checkins")
    op.drop_table("alert_notices")
    op.drop_index("ix_alert_events_alert_id", table_name="alert_events")
    op.drop_table("alert_events")
    op.drop_index("ix_reminders_state_not_before", table_name="reminders")
    op.drop_index("ix_reminders_state_kind_window_until", table_name="reminders")
    op.drop_index("ix_reminders_person_id_due_at", table_name="reminders")
    op.drop_index(
        "ix_reminders_claimed_until",
        table_name="reminders",
        sqlite_where=sa.text("claimed_until IS NOT NULL"),
        postgresql_where=sa.text("claimed_until IS NOT NULL"),
    )
    op.drop_table("reminders")
    op.drop_index("ix_alerts_state_next_at", table_name="alerts")
    op.drop_index("ix_alerts_person_id_opened_at", table_name="alerts")
    op.drop_table("alerts")
    op.drop_table("trips")
    op.drop_index("ix_tasks_state_due_on", table_name="tasks")
    op.drop_table("tasks")
    op.drop_index("ix_supporters_person_id", table_name="supporters")
    op.drop_index("ix_supporters_patient_id", table_name="supporters")
    op.drop_table("supporters")
    op.drop_index("ix_roster_level_starts_at", table_name="roster")
    op.drop_table("roster")
    op.drop_index("ix_reports_state_at", table_name="reports")
    op.drop_index("ix_reports_person_id_at", table_name="reports")
    op.drop_index("ix_reports_chat_id_at", table_name="reports")
    op.drop_table("reports")
    op.drop_index(
        "uq_plans_one_active",
        table_name="plans",
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.drop_index("ix_plans_state_starts_on", table_name="plans")
    op.drop_index("ix_plans_state_order_ends_on", table_name="plans")
    op.drop_index("ix_plans_state_ends_on", table_name="plans")
    op.drop_index("ix_plans_person_id_state", table_name="plans")
    op.drop_table("plans")
    op.drop_table("plan_files")
    op.drop_table("own_pages")
    op.drop_table("misses")
    op.drop_table("invites")
    op.drop_index("ix_covers_ends_at", table_name="covers")
    op.drop_table("covers")
    op.drop_index("ix_consents_person_id_purpose", table_name="consents")
    op.drop_table("consents")
    op.drop_index("ix_case_notes_person_id_at", table_name="case_notes")
    op.drop_table("case_notes")
    op.drop_index("ix_people_state_planned_until", table_name="people")
    op.drop_index("ix_people_role_state", table_name="people")
    op.drop_index("ix_people_phase_ended_on", table_name="people")
    op.drop_index("ix_people_manager_id", table_name="people")
    op.drop_index(
        "ix_people_deleted_named",
        table_name="people",
        sqlite_where=sa.text("state = 'deleted' AND (name IS NOT NULL OR phone IS NOT NULL)"),
        postgresql_where=sa.text("state = 'deleted' AND (name IS NOT NULL OR phone IS NOT NULL)"),
    )
    op.drop_index(
        "ix_people_arrival_unseen",
        table_name="people",
        sqlite_where=sa.text("arrival_sent_at IS NOT NULL AND arrival_seen_at IS NULL"),
        postgresql_where=sa.text("arrival_sent_at IS NOT NULL AND arrival_seen_at IS NULL"),
    )
    op.drop_table("people")
    op.drop_index("ix_outgoing_state_due_at", table_name="outgoing")
    op.drop_index(
        "ix_outgoing_created_at",
        table_name="outgoing",
        sqlite_where=sa.text("message IS NOT NULL"),
        postgresql_where=sa.text("message IS NOT NULL"),
    )
    op.drop_index(
        "ix_outgoing_claimed_until",
        table_name="outgoing",
        sqlite_where=sa.text("claimed_until IS NOT NULL"),
        postgresql_where=sa.text("claimed_until IS NOT NULL"),
    )
    op.drop_index("ix_outgoing_chat_id_state", table_name="outgoing")
    op.drop_table("outgoing")
    op.drop_table("meta")
    op.drop_index("ix_inbox_state_id", table_name="inbox")
    op.drop_index(
        "ix_inbox_received_at",
        table_name="inbox",
        sqlite_where=sa.text("raw IS NOT NULL"),
        postgresql_where=sa.text("raw IS NOT NULL"),
    )
    op.drop_index("ix_inbox_chat_id_received_at", table_name="inbox")
    op.drop_table("inbox")
    op.drop_index("ix_guesses_chat_id_at", table_name="guesses")
    op.drop_table("guesses")
    op.drop_table("audit")
