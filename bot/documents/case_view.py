"""documents/case_view: what staff see when they open a case, for an alert or from the list.

Belongs here: reading it from all rooms below, and putting it into words. Not here: who may see it and the audit row
(chat/handlers/alerts.py, chat/handlers/caseload.py), the patient's own view (chat/handlers/).

What a patient said or answered stands here only as far as they share: reports that were told, answers with sharing on.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.caseload import notes, people, supporters
from bot.caseload.person import Person
from bot.caseload.sharing import Sharing
from bot.caseload.supporters import SupporterState
from bot.escalation import timeline
from bot.escalation.alert import Alert, newest
from bot.escalation.desk import Desk
from bot.escalation.notice_words import headline, name_of
from bot.plans import active
from bot.plans.model import MedicineTaper, Plan
from bot.storage.database import Transaction
from bot.storage.tables import checkins, dose_answers, reports
from bot.texts import amounts
from bot.texts.html import Html, bold, lines, paragraphs

_TOGETHER = timedelta(hours=24)
"""Reports of one day belong to one story."""
_MOST_REPORTS = 5
_MOST_ALERTS = 5
_MOST_NOTES = 5
_LONGEST_WORDS = 600
"""Characters of one report; the rest is cut with an ellipsis, so that the whole fits into one message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who reads it, when, and the words to say it in."""

    reader: Person
    desk: Desk
    now: datetime

    def moment(self, at: datetime) -> str:
        """`at` on the reader's wall clock."""
        return self.desk.moment(at, self.reader, self.now)

    def say(self, key: str, **arguments: str) -> Html:
        """The sentence in the reader's language."""
        return self.desk.texts_of(self.reader).say(key, **arguments)


async def of_alert(tx: Transaction, alert: Alert, viewer: Viewer) -> Html:
    """The case behind `alert`: who, plan, what was said, what was shown, how to reach them."""
    patient = await people.by_id(tx, alert.person_id)
    assert patient is not None
    cannot_call = await timeline.says_cannot_call(tx, alert.id)
    return paragraphs(
        await _who(tx, patient, viewer),
        await _reported(tx, patient, viewer, since=alert.opened_at - _TOGETHER),
        await _notes(tx, patient, viewer),
        lines(viewer.say("alert-cannot-call") if cannot_call else "", await _reaching(tx, patient, viewer)),
    )


async def of_patient(tx: Transaction, patient: Person, viewer: Viewer) -> Html:
    """The case from the list: who, plan, the last check-in, what was reported in the last week, how to reach them."""
    return paragraphs(
        await _who(tx, patient, viewer),
        await _last_checkin(tx, patient, viewer),
        await _reported(tx, patient, viewer, since=viewer.now - timedelta(days=7)),
        await _alerts(tx, patient, viewer),
        await _notes(tx, patient, viewer),
        await _reaching(tx, patient, viewer),
    )


async def _who(tx: Transaction, patient: Person, viewer: Viewer) -> Html:
    found = await active.of_person(tx, patient.id)
    name = bold(patient.name or viewer.say("case-no-name"))
    state = viewer.say(f"case-state-{patient.state.value.replace('_', '-')}")
    head = viewer.say("case-head", name=name, case=patient.case, state=state)
    if found is None:
        return lines(head, viewer.say("case-no-plan"))
    steps = [_step(medicine, viewer, found.plan) for medicine in found.plan.medicines]
    return lines(head, *steps, await _last_dose(tx, patient, viewer))


def _step(medicine: MedicineTaper, viewer: Viewer, plan: Plan) -> Html:
    """`baclofen step 3 of 12`, by the plan's wall clock."""
    today = viewer.now.astimezone(ZoneInfo(plan.zone)).date()
    language = viewer.desk.texts_of(viewer.reader).language
    at = next((number for number, step in enumerate(medicine.steps, start=1) if step.holds(today)), None)
    if at is None:
        key = "case-medicine-before" if today < medicine.starts_on else "case-medicine-ended"
        return viewer.say(key, medicine=medicine.name)
    return viewer.say(
        "case-medicine",
        medicine=medicine.name,
        step=amounts.number(at, language),
        steps=amounts.number(len(medicine.steps), language),
    )


async def _last_dose(tx: Transaction, patient: Person, viewer: Viewer) -> Html:
    """When a dose was answered last: not what was answered, and nothing where they keep it to themselves."""
    if patient.sharing not in (Sharing.YES, Sharing.IN_DANGER):
        return Html("")
    at = await tx.value(
        select(dose_answers.c.at)
        .where(dose_answers.c.person_id == patient.id, dose_answers.c.undone_at.is_(None))
        .order_by(dose_answers.c.at.desc())
        .limit(1)
    )
    return viewer.say("case-last-dose", time=viewer.moment(at)) if at else viewer.say("case-last-dose-none")


async def _last_checkin(tx: Transaction, patient: Person, viewer: Viewer) -> Html:
    if patient.sharing is not Sharing.YES:
        return Html("")
    at = await tx.value(
        select(checkins.c.finished_at)
        .where(checkins.c.person_id == patient.id, checkins.c.state == "finished")
        .order_by(checkins.c.finished_at.desc())
        .limit(1)
    )
    return viewer.say("case-last-checkin", time=viewer.moment(at)) if at else viewer.say("case-last-checkin-none")


async def _reported(tx: Transaction, patient: Person, viewer: Viewer, *, since: datetime) -> Html:
    """What they reported since then, as far as staff may know, the newest first."""
    rows = await tx.all(
        select(reports.c.at, reports.c.reason, reports.c.words, reports.c.guidance_key)
        .where(reports.c.person_id == patient.id, reports.c.shared == "escalated", reports.c.at >= since)
        .order_by(reports.c.at.desc())
        .limit(_MOST_REPORTS)
    )
    said: list[Html] = []
    for row in rows:
        what = reason_words(row.reason or "", viewer)
        said.append(viewer.say("case-reported", time=viewer.moment(row.at), what=what))
        if row.words:
            said.append(viewer.say("case-words", words=_short(row.words)))
        shown = await timeline.guidance_shown_at(tx, row.guidance_key, reported_at=row.at)
        if shown is not None:
            said.append(viewer.say("case-guidance", time=viewer.moment(shown)))
    return lines(*said)


async def _alerts(tx: Transaction, patient: Person, viewer: Viewer) -> Html:
    """The newest alerts, open and closed, and what came of each."""
    said = []
    for alert in await newest(tx, patient.id, limit=_MOST_ALERTS):
        line = headline(alert, viewer.desk, viewer.reader, viewer.now)
        word = f"alert-outcome-word-{alert.outcome.value}" if alert.outcome else "review-no-outcome"
        key = "case-alert-open" if alert.is_open else "case-alert-closed"
        said.append(viewer.say(key, line=line, what=reason_words(alert.kind, viewer), outcome=viewer.say(word)))
    return lines(viewer.say("case-alerts"), *said) if said else Html("")


async def _notes(tx: Transaction, patient: Person, viewer: Viewer) -> Html:
    """The newest notes and tries to reach the person."""
    found = await notes.newest(tx, patient.id, limit=_MOST_NOTES)
    texts, said = viewer.desk.texts_of(viewer.reader), []
    for note in found:
        writer = await people.by_id(tx, note.staff)
        name = name_of(writer, texts) if writer else texts.label("alert-somebody")
        what = viewer.say(f"case-note-{note.kind.value.replace('_', '-')}", words=_short(note.words))
        said.append(viewer.say("case-note-line", time=viewer.moment(note.at), name=name, what=what))
    return lines(viewer.say("case-notes"), *said) if said else Html("")


async def _reaching(tx: Transaction, patient: Person, viewer: Viewer) -> Html:
    phone = viewer.say("case-phone", phone=amounts.phone(patient.phone)) if patient.phone else ""
    sharing = (patient.sharing.value if patient.sharing else "unasked").replace("_", "-")
    return lines(
        phone or viewer.say("case-phone-none"),
        viewer.say("case-blocked", time=viewer.moment(patient.blocked_at)) if patient.blocked_at else "",
        viewer.say(f"case-shares-{sharing}"),
        await _supporters(tx, patient, viewer),
    )


async def _supporters(tx: Transaction, patient: Person, viewer: Viewer) -> Html:
    """How many the patient let in and whose time is not over, and whether staff suspended them; no names."""
    found = [one for one in await supporters.of_patient(tx, patient.id) if viewer.now < one.ends_at]
    if not found:
        return viewer.say("case-supporter-none")
    suspended = all(one.state is SupporterState.SUSPENDED for one in found)
    count = amounts.number(len(found), viewer.desk.texts_of(viewer.reader).language)
    return viewer.say("case-supporter-suspended" if suspended else "case-supporter-some", count=count)


def reason_words(kind: str, viewer: Viewer) -> Html:
    """What a reason is called among staff; a kind without words of its own is "something else"."""
    key = f"reason-{kind.replace('_', '-')}"
    return viewer.say(key if viewer.desk.texts_of(viewer.reader).has(key) else "reason-other")


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1] + "…"
