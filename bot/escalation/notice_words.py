"""escalation/notice_words: what staff and the patient read about an alert (floor 1, pure).

Belongs here: choosing sentences and buttons for a notice to staff, and the patient's status sentence. Not here: when
they are said (notified.py, acknowledged.py), the opened case (documents/case_view.py).

A notice holds no name and no symptom: it stands on a lock screen. The patient reads what is true, never a promise.
"""

from datetime import datetime
from enum import StrEnum

from bot.caseload.person import Person
from bot.escalation.alert import Alert
from bot.escalation.desk import Desk
from bot.escalation.policy import AlertTier, Step, StepKind
from bot.sending import Button, Buttons, Lane, Method, Outgoing
from bot.taps import Verb, data
from bot.texts.catalog import Texts
from bot.texts.html import Html, lines


class Status(StrEnum):
    """What the patient is told about their alert. Stored in `alerts.patient_status`; text key: `alert-<value>`."""

    TOLD = "told"
    WAITS = "waits"
    UNREAD = "unread"
    NOBODY = "nobody"
    READ = "read"


def notice_key(alert: Alert, step: int, staff: Person) -> str:
    """The key of the outgoing row: once for each alert, step and person."""
    return f"alert:{alert.id}:{step}:{staff.id}"


def headline(alert: Alert, desk: Desk, reader: Person, now: datetime) -> Html:
    """`🔴 Emergency · case 0042 · 14:03`"""
    key = "alert-line-emergency" if alert.tier is AlertTier.EMERGENCY else "alert-line-urgent"
    return desk.texts_of(reader).say(key, case=alert.case, time=desk.moment(alert.opened_at, reader, now))


def notice(
    alert: Alert, step: Step, staff: Person, *, desk: Desk, now: datetime, cannot_call: bool, last_reader: Person | None
) -> Outgoing:
    """What `staff` reads at `step`."""
    texts = desk.texts_of(staff)
    parts = [headline(alert, desk, staff, now)]
    if cannot_call:
        parts.append(texts.say("alert-cannot-call"))
    if last_reader is not None and alert.acknowledged_at is not None:
        read_at = desk.moment(alert.acknowledged_at, staff, now)
        parts.append(texts.say("alert-notice-lapsed", name=name_of(last_reader, texts), time=read_at))
    elif step.kind in (StepKind.EXHAUSTED, StepKind.AFTERWARDS):
        parts.append(texts.say("alert-notice-exhausted"))
    elif step.number > 0:
        parts.append(texts.say("alert-notice-unread"))
    return to_staff(
        staff, lines(*parts), notice_key(alert, step.number, staff), texts, buttons=first_buttons(alert, texts)
    )


def to_staff(staff: Person, text: Html, key: str, texts: Texts, *, buttons: Buttons = ()) -> Outgoing:
    """A message of its own to one of the staff, who is known to have a chat."""
    assert staff.chat_id is not None
    return Outgoing(
        chat_id=staff.chat_id,
        text=text,
        buttons=buttons,
        lane=Lane.ALERT,
        key=key,
        repeat_note=texts.say("alert-repeat-note"),
    )


def rewritten(staff: Person, text: Html, *, replaces: str, key: str, buttons: Buttons = ()) -> Outgoing:
    """An earlier notice to one of the staff reads `text` now."""
    assert staff.chat_id is not None
    return Outgoing(
        chat_id=staff.chat_id,
        method=Method.EDIT_TEXT,
        text=text,
        buttons=buttons,
        lane=Lane.ALERT,
        key=key,
        replaces=replaces,
    )


def first_buttons(alert: Alert, texts: Texts) -> Buttons:
    """`Acknowledge` `Open`"""
    return (
        (
            Button(label=texts.label("alert-acknowledge"), data=data(Verb.ALERT_ACKNOWLEDGE, alert.id)),
            Button(label=texts.label("alert-open"), data=data(Verb.ALERT_OPEN, alert.id)),
        ),
    )


def outcome_buttons(alert: Alert, texts: Texts) -> Buttons:
    """`Reached` `Not reached` / `Help sent` `Hand over` / `Open`"""

    def button(key: str, verb: Verb, arg: str = "") -> Button:
        return Button(label=texts.label(key), data=data(verb, alert.id, arg))

    return (
        (button("alert-reached", Verb.ALERT_OUTCOME, "r"), button("alert-not-reached", Verb.ALERT_OUTCOME, "n")),
        (button("alert-help-sent", Verb.ALERT_OUTCOME, "h"), button("alert-hand-over", Verb.ALERT_HAND_OVER)),
        (button("alert-open", Verb.ALERT_OPEN),),
    )


def ended_buttons(alert: Alert, texts: Texts) -> Buttons:
    """After an outcome: `Close` `Add a note` / `Open`"""
    return (
        (
            Button(label=texts.label("alert-close"), data=data(Verb.ALERT_CLOSE, alert.id)),
            Button(label=texts.label("alert-add-note"), data=data(Verb.ALERT_NOTE, alert.id)),
        ),
        (Button(label=texts.label("alert-open"), data=data(Verb.ALERT_OPEN, alert.id)),),
    )


def name_of(person: Person, texts: Texts) -> str:
    """How one of the staff is called among staff."""
    return person.name or texts.label("alert-somebody")


def initial_of(person: Person, texts: Texts) -> str:
    """How one of the staff is called to a patient: "D."; never the whole name."""
    name = (person.name or "").strip()
    return f"{name[0].upper()}." if name else texts.label("alert-somebody")


def status_text(
    status: Status, alert: Alert, patient: Person, *, desk: Desk, now: datetime, reader: Person | None = None
) -> Html:
    """What the patient reads about their alert."""
    texts = desk.texts_of(patient)
    assert alert.kept is not None
    number, name = alert.kept.number, desk.programme.name
    ending = "" if alert.tier is AlertTier.EMERGENCY else "-urgent"
    if status is Status.READ and reader is not None and alert.acknowledged_at is not None:
        read_at = desk.moment(alert.acknowledged_at, patient, now)
        return texts.say(f"alert-read{ending}", initial=initial_of(reader, texts), time=read_at, number=number)
    opening = alert.kept.cover.next_opening(now)
    closed = opening is not None and opening > now
    if opening is not None and (status is Status.WAITS or (status is Status.NOBODY and closed)):
        time = desk.moment(opening, patient, now)
        return texts.say(f"alert-waits{ending}", name=name, time=time, number=number)
    if status is Status.WAITS:
        status = Status.NOBODY
    return texts.say(f"alert-{status.value}{ending}", name=name, number=number)


def status_message(patient: Person, text: Html, desk: Desk, *, key: str, replaces: str | None) -> Outgoing | None:
    """The patient's status, as a new message or in place of the earlier one; None where they cannot be reached."""
    if patient.chat_id is None or patient.blocked_at is not None:
        return None
    method = Method.EDIT_TEXT if replaces else Method.SEND_MESSAGE
    note = desk.texts_of(patient).say("alert-repeat-note")
    return Outgoing(
        chat_id=patient.chat_id,
        method=method,
        text=text,
        lane=Lane.ALERT,
        key=key,
        replaces=replaces,
        repeat_note=note,
    )
