"""chat/dialogs: what the next typed text of a person means, kept in the database so that a restart forgets nothing.

Belongs here: the names of the dialogs and their storing. Not here: what is done with the text (handlers/).
Whatever was expected, a typed cry for help is triaged first, and every command and button still works.
"""

import json
from dataclasses import dataclass
from enum import StrEnum

from bot.caseload import people
from bot.caseload.people import Person
from bot.ids import PersonId
from bot.storage.database import Transaction


class Expecting(StrEnum):
    """What we asked a person to type. The value is stored."""

    JOINING = "joining"  # whatever the next step of joining asks
    ZONE = "zone"
    COUNTRY = "country"
    CHECKIN_TIME = "checkin_time"
    CHECKIN_NOTE = "checkin_note"
    TEMPERATURE = "temperature"
    SYMPTOM_WORDS = "symptom_words"
    TAKEN_AT = "taken_at"
    WARNING_ANSWER = "warning_answer"
    INVITE_NAME = "invite_name"
    INVITE_PHONE = "invite_phone"
    PATIENT_NAME = "patient_name"
    PLAN_ZONE = "plan_zone"
    PLAN_START = "plan_start"
    ALERT_NOTE = "alert_note"
    MISSED_WORDS = "missed_words"
    CASE_NOTE = "case_note"
    CASE_LEFT = "case_left"
    CASE_LEFT_SURE = "case_left_sure"  # nothing is typed: the reason waits for what is tapped
    TASK_DROP = "task_drop"
    ENTERED_NUMBER = "entered_number"
    SUPPORTER_NAME = "supporter_name"
    SUPPORTER_SCOPE = "supporter_scope"  # nothing is typed: the name waits for what is tapped
    COPING = "coping"
    SUPPLY = "supply"  # id: place of the medicine in the order; arg: place of the item
    RECOVERY_DAY = "recovery_day"
    IF_THEN = "if_then"  # id: plan; arg: the service's place in it
    REQUEST_ANSWER = "request_answer"  # id: task


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialog:
    """What is expected, and the id (and a short word) it belongs to."""

    expecting: Expecting
    id: int = 0
    arg: str = ""


async def expect(tx: Transaction, person: PersonId, dialog: Dialog | None) -> None:
    """The next text of `person` answers `dialog`; None: nothing is expected any more."""
    stored = None
    if dialog is not None:
        stored = json.dumps({"expecting": dialog.expecting.value, "id": dialog.id, "arg": dialog.arg})
    await people.change(tx, person, dialog=stored)


def expected(person: Person) -> Dialog | None:
    """What `person` was asked to type, if anything (that this version still knows)."""
    if not person.dialog:
        return None
    stored = json.loads(person.dialog)
    try:
        return Dialog(expecting=Expecting(stored["expecting"]), id=stored["id"], arg=stored["arg"])
    except ValueError:
        return None
