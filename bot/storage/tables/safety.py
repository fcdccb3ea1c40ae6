"""tables/safety: reports of patients, alerts to staff, and who was told when.

Alert states: opened → notified → acknowledged → closed; notified → exhausted(reason) → acknowledged.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from bot.storage.columns import UtcDateTime
from bot.storage.sealed import SealedText
from bot.storage.tables.metadata import metadata

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id")),  # empty: a stranger
    Column("chat_id", BigInteger, nullable=False),
    Column("source", String(16), nullable=False),  # text, tick, answer, slots, tap
    Column("tier", String(16), nullable=False),
    Column("state", String(16), nullable=False),  # symptoms.received.ReportState
    Column("reason", SealedText("reports.reason")),
    Column("words", SealedText("reports.words")),  # what the person said; shown to staff on opening only
    Column("rules", SealedText("reports.rules")),  # JSON: ids of the rules that fired, and their words
    Column("shared", String(16), nullable=False),  # escalated, kept: whether staff may know
    Column("update_key", String(64), unique=True),  # the update it came with: the same twice is one report
    Column("guidance_key", String(96)),  # the outgoing row that showed the guidance
    Column("at", UtcDateTime, nullable=False),
    Column("check_answered_at", UtcDateTime),  # tier check: when "I need help now" / "I am OK" was tapped
    Index("ix_reports_person_id_at", "person_id", "at"),
    Index("ix_reports_chat_id_at", "chat_id", "at"),
    Index("ix_reports_state_at", "state", "at"),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", Integer, ForeignKey("reports.id"), nullable=False),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("tier", String(16), nullable=False),
    Column("kind", SealedText("alerts.kind")),  # the reason word, for joining the same reason within 10 min
    Column("state", String(16), nullable=False),
    Column("policy", SealedText("alerts.policy")),  # escalation.policy.KeptPolicy as JSON, kept from the first move on
    Column("step", Integer, nullable=False, default=0, server_default="0"),  # how many steps of the policy were taken
    Column("opened_at", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime),  # when it moves by itself; empty: nothing to wait for
    Column("acknowledged_by", Integer, ForeignKey("people.id")),
    Column("acknowledged_at", UtcDateTime),
    Column("outcome", String(16)),  # reached, not_reached, help_sent
    Column("outcome_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("reason", String(64)),  # why it is exhausted
    Column("patient_key", String(96)),  # the outgoing row that tells the patient what is true; edited later
    Column("patient_status", String(16)),  # escalation.notice_words.Status: which sentence stands there now
    Index("ix_alerts_state_next_at", "state", "next_at"),
    Index("ix_alerts_person_id_opened_at", "person_id", "opened_at"),
)

alert_notices = Table(
    "alert_notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("alert_id", Integer, ForeignKey("alerts.id"), nullable=False),
    Column("staff_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("step", Integer, nullable=False),
    Column("outgoing_key", String(96), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("alert_id", "staff_id", "step"),
)
"""Who was told of an alert at which step, and by which outgoing row (which knows whether it arrived)."""

alert_events = Table(
    "alert_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("alert_id", Integer, ForeignKey("alerts.id"), nullable=False),
    Column("kind", String(24), nullable=False),  # escalation.timeline.Happened
    Column("actor", Integer, ForeignKey("people.id")),  # empty: the program itself
    Column("other", Integer, ForeignKey("people.id")),  # handed over to whom
    Column("report_id", Integer, ForeignKey("reports.id")),  # a report that joined
    Column("note", SealedText("alert_events.note")),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_alert_events_alert_id", "alert_id"),
)
"""What happened to an alert beside its notices: its time line. Only added to."""

second_notices = Table(
    "second_notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),  # alert:12:3:email, test:2026-W49:email
    Column("alert_id", Integer, ForeignKey("alerts.id")),  # empty: the weekly test
    Column("way", String(16), nullable=False),  # escalation.second_way.Way
    Column("state", String(16), nullable=False),  # planned, claimed, sent, failed
    Column("due_at", UtcDateTime, nullable=False),
    Column("claimed_until", UtcDateTime),
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),
    Column("reason", String(64)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Index("ix_second_notices_state_due_at", "state", "due_at"),
    Index("ix_second_notices_way_ended_at", "way", "ended_at", "id"),
)
"""Alerts told by e-mail or webhook, beside the chat. What is said is made when it is sent: case, tier, time, link."""

misses = Table(
    "misses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("staff_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("words", SealedText("misses.words"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
"""What staff say triage should have caught. Belongs to no patient: staff type it without a name."""
