"""A person with a row in every table and a planted word in everything that was ever said by or about them.

Belongs here: making it. Not here: promises.
"""

from datetime import datetime, timedelta

from bot.caseload import consent, enrolled, people
from bot.caseload.consent import Purpose, Sharing
from bot.caseload.person import Person, PersonState
from bot.ids import ChatId
from bot.plans.model import Brief
from bot.reminders.wanted import subject_of
from bot.sending import Method, Outgoing
from bot.storage import inbox, outgoing
from bot.storage.database import Database, Transaction
from bot.storage.inbox import RawUpdate
from bot.storage.tables import (
    alert_events,
    alerts,
    case_notes,
    checkins,
    dose_answers,
    guesses,
    own_pages,
    plans,
    reminders,
    reports,
    tasks,
    trips,
    visit_answers,
)
from tests.rules.plans import orders

WORD = "zanzibarite"
CHAT = ChatId(8_765_432_100)


async def lived(database: Database, now: datetime, *, alert_state: str = "closed") -> Person:
    """The person, active, with a plan, an answered dose, a check-in, a report, an alert in `alert_state`, messages."""
    async with database.transaction() as tx:
        person = await _joined(tx, now)
        await _cared_for(tx, person, now)
        await _in_danger(tx, person, now, alert_state)
        await _talked(tx, now)
        return person


async def _joined(tx: Transaction, now: datetime) -> Person:
    person_id = await enrolled.add_patient(tx, name=f"Ana {WORD}", phone=f"555 {WORD}", manager_id=None, now=now)
    await people.change(
        tx,
        person_id,
        chat_id=CHAT,
        state=PersonState.ACTIVE,
        language="en",
        country="US",
        zone="America/Chicago",
        born_on=WORD,
        dialog=f'{{"expecting": "name", "id": 0, "arg": "{WORD}"}}',
    )
    shown = consent.asked("May I?", "en")
    await consent.record(tx, person_id, Purpose.REMINDERS, consent.YES, shown=shown, now=now)
    await consent.record(tx, person_id, Purpose.SHARING, Sharing.YES.value, shown=shown, now=now)
    return await enrolled.reread(tx, person_id)


async def _cared_for(tx: Transaction, person: Person, now: datetime) -> None:
    plan = orders.example()
    named = plan.model_copy(update={"patient_label": WORD})
    plan_id = await tx.insert(
        plans,
        person_id=person.id,
        revision=1,
        state="active",
        document=named.to_json(),
        document_hash="h",
        brief=Brief.of(named).to_json(),
        source_name=WORD,
        warnings=f'["{WORD}"]',
        statement=WORD,
        loaded_at=now,
        signed_at=now,
        starts_on=plan.starts_on,
    )
    reminder = await tx.insert(
        reminders,
        person_id=person.id,
        kind="dose",
        subject=subject_of(person.salt or "", plan.medicines[0].id),
        due_at=now,
        zone="America/Chicago",
        plan_id=plan_id,
        state="answered",
        not_before=now,
        window_until=now + timedelta(hours=2),
    )
    await tx.insert(dose_answers, reminder_id=reminder, person_id=person.id, answer=f"taken {WORD}", at=now)
    await tx.insert(
        visit_answers, reminder_id=reminder, person_id=person.id, service="s", visit_at=now, answer=WORD, at=now
    )
    await tx.insert(trips, person_id=person.id, from_day=now.date(), zone="Europe/Madrid", chosen_at=now)
    await tx.insert(own_pages, person_id=person.id, kind="coping", content=f'{{"helps": "{WORD}"}}', changed_at=now)
    await tx.insert(
        checkins, person_id=person.id, pack="general", state="finished", answers=f'{{"mood": "{WORD}"}}', started_at=now
    )
    await tx.insert(case_notes, person_id=person.id, staff_id=person.id, kind="note", words=WORD, at=now)
    await tx.insert(tasks, person_id=person.id, kind="call", due_on=now.date(), state="open", note=WORD, created_at=now)


async def _in_danger(tx: Transaction, person: Person, now: datetime, alert_state: str) -> None:
    report = await tx.insert(
        reports,
        person_id=person.id,
        chat_id=CHAT,
        source="text",
        tier="emergency",
        state="escalated",
        reason=WORD,
        words=f"i see {WORD}",
        rules=f'["{WORD}"]',
        shared="escalated",
        at=now,
    )
    alert = await tx.insert(
        alerts,
        report_id=report,
        person_id=person.id,
        tier="emergency",
        kind=WORD,
        state=alert_state,
        policy="{}",
        opened_at=now,
    )
    await tx.insert(alert_events, alert_id=alert, kind="note", note=WORD, at=now)


async def _talked(tx: Transaction, now: datetime) -> None:
    raw = f'{{"update_id": 1, "message": {{"text": "{WORD}"}}}}'
    for row in await inbox.receive(tx, [RawUpdate(update_id=1, chat_id=CHAT, raw=raw)], now):
        await inbox.handled(tx, row.id, now)
    said = Outgoing(chat_id=CHAT, method=Method.SEND_MESSAGE, text=WORD, key="u1.0")
    await outgoing.add(tx, [said], now, lease=None)
    await tx.insert(guesses, chat_id=CHAT, at=now)
