"""demo/decisions: what the program decided and why, out of its own log lines, for the column beside the phones.

Belongs here: event → sentence. Rule ids and outcomes, nothing a log would not say, and never a person's words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of the column."""

    at: datetime
    what: str
    rule: str = ""
    tier: str = ""
    danger: bool = False

    def as_json(self) -> dict[str, Any]:
        """For the page."""
        said: dict[str, Any] = {"at": self.at.isoformat(), "what": self.what, "danger": self.danger}
        if self.rule:
            said["rule"] = self.rule
        if self.tier:
            said["tier"] = self.tier
        return said


_KINDS = {
    "dose": "Reminder",
    "nudge": "Nudge",
    "late": "Late question",
    "catch_up": "Catch-up question",
    "checkin": "Check-in prompt",
    "checkin_nudge": "Check-in nudge",
    "checkin_note": "Check-in note",
    "follow_up": "Follow-up",
    "check_repeat": "Question repeated",
    "arrival": "Test message",
    "plan_changed": "News of the plan",
    "doses_asked": "Question about doses",
    "blank": "Medicine covered again",
}

_UNSAID = {"reminder.sent": ("blank",), "reminder.dropped": ("blank", "follow_up")}
"""Kinds whose end is no news: a cover that is not needed, a question about which `follow_up.unanswered` says more."""

_SENTENCES = {
    "reminder.answered": "Dose answered → {quiet_answer}",
    "reminder.undone": "Answer taken back",
    "reminder.unanswered": "Window closed → unanswered (not “not taken”)",
    "checkin.started": "Check-in started",
    "checkin.finished": "Check-in saved",
    "report.guided": "Guidance shown",
    "report.kept": "Not shared → nobody told",
    "alert.opened": "Alert opened, tier {tier}",
    "alert.notified": "Alert → {told} told",
    "alert.acknowledged": "Acknowledged → the patient's message is edited",
    "alert.outcome": "Outcome recorded → {outcome}",
    "alert.exhausted": "Alert exhausted: {reason}",
    "alert.cannot_call": "Cannot call → told to the team",
    "alert.joined": "Joined to the open alert",
    "alert.handed_over": "Alert handed over",
    "alert.closed": "Alert closed",
    "task.opened": "Task for staff → {kind}",
    "task.done": "Task done",
    "follow_up.unanswered": "No answer to “How are you now?” → told again",
    "report.asked_again": "Question repeated",
    "report.unanswered": "Question not answered → staff told",
    "plan.loaded": "Plan file read → draft, nothing active yet",
    "plan.requested": "Request about the plan → task for staff",
    "plan.signed": "Plan signed → revision {revision} is the order",
    "person.joining": "Invite opened → joining",
    "person.joined": "Joined → reminders are planned",
    "person.reached": "Test message seen",
    "person.gone": "Chat cannot be reached: {reason}",
    "reminders.planned.tick": "48 hours planned → {planned} reminders",
}


def decision(event: Mapping[str, Any], now: datetime) -> Decision | None:
    """The line for a log event; None for what nobody needs to see."""
    name = str(event.get("event", ""))
    if name == "report.triaged":
        return _triaged(event, now)
    if name in ("reminder.sent", "reminder.dropped"):
        return _reminder(name, event, now)
    sentence = _SENTENCES.get(name)
    if sentence is None:
        return None
    what = " ".join(sentence.format_map(_Said(event)).split()).rstrip(" ,:→")
    return Decision(at=now, what=what, danger=name in ("alert.opened", "alert.exhausted"))


class _Said(dict[str, str]):
    """An event's fields as words; one that is not there is left out."""

    def __init__(self, event: Mapping[str, Any]) -> None:
        super().__init__({name: _words(value) for name, value in event.items()})

    def __missing__(self, name: str) -> str:
        return ""


def _words(value: object) -> str:
    return str(value).replace("_", " ")


def _triaged(event: Mapping[str, Any], now: datetime) -> Decision | None:
    tier = str(event.get("tier", ""))
    if tier in ("", "none"):
        return None
    rules = event.get("quiet_rules") or ()
    rule = ", ".join(str(one) for one in list(rules)[:2])
    return Decision(at=now, what="Matched rule", rule=rule, tier=tier, danger=tier == "emergency")


def _reminder(name: str, event: Mapping[str, Any], now: datetime) -> Decision | None:
    kind = str(event.get("kind", ""))
    said = _KINDS.get(kind, _words(kind).capitalize() or "Reminder")
    if kind in _UNSAID.get(name, ()):
        return None
    if name == "reminder.sent":
        return Decision(at=now, what=f"{said} due → sent ({event.get('late_s', 0)} s)")
    return Decision(at=now, what=f"{said} dropped: {_words(event.get('reason', ''))}".rstrip(" :"))
