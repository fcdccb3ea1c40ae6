"""handlers/case_notes: what staff write into a case: notes, tries to reach somebody, handing over, why it ended; and
tasks that are dropped with a reason.

Belongs here: taps under an opened case and the words typed after them. Not here: the case itself (caseload.py,
documents/case_view.py), notes about one alert (alerts.py).
"""

from bot.caseload import covered, notes, people, tasks
from bot.caseload.notes import NoteKind
from bot.caseload.permissions import Action, Role
from bot.caseload.person import Person, PersonState
from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.handlers import whereabouts as where
from bot.chat.handlers.alerts import allowed
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.escalation.notice_words import name_of, to_staff
from bot.ids import PersonId, TaskId
from bot.reminders import whereabouts
from bot.sending import Button, Buttons, Outgoing
from bot.taps import Verb, data

_YES, _NO = "y", "n"
_CAME = {"r": NoteKind.REACHED, "n": NoteKind.NO_ANSWER, "m": NoteKind.LEFT_MESSAGE}


def buttons_of(turn: Turn, patient: Person) -> Buttons:
    """`Add a note` `I tried to reach them` / `Hand over`. For the case file."""

    def button(key: str, verb: Verb) -> Button:
        return Button(label=turn.texts.label(key), data=data(verb, patient.id))

    note, contact = button("case-button-note", Verb.CASE_NOTE), button("case-button-contact", Verb.CASE_CONTACT)
    return ((note, contact), (button("case-button-hand-over", Verb.CASE_HAND_OVER),))


async def ask_note(turn: Turn) -> list[Outgoing]:
    """The next text is a note."""
    staff, patient = await _case(turn)
    await dialogs.expect(turn.tx, staff.id, Dialog(expecting=Expecting.CASE_NOTE, id=patient.id))
    return [turn.reply(turn.texts.say("case-note-ask", case=patient.case))]


async def note(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The text stands in the case."""
    staff, patient = await _case(turn, PersonId(dialog.id))
    await notes.add(turn.tx, patient.id, staff, NoteKind.NOTE, words=turn.heard.text, now=turn.now)
    await dialogs.expect(turn.tx, staff.id, None)
    return [turn.reply(turn.texts.say("case-note-kept", case=patient.case), buttons=_back(turn, patient))]


async def contact(turn: Turn) -> list[Outgoing]:
    """First: what came of it? Then it stands in the case."""
    staff, patient = await _case(turn)
    came = _CAME.get(turn.heard.tap.arg if turn.heard.tap else "")
    if came is None:
        choices = tuple(
            Button(label=turn.texts.label(f"case-contact-{kind.value}"), data=data(Verb.CASE_CONTACT, patient.id, arg))
            for arg, kind in _CAME.items()
        )
        return [turn.reply(turn.texts.say("case-contact-ask", case=patient.case), buttons=(choices[:2], choices[2:]))]
    await notes.add(turn.tx, patient.id, staff, came, now=turn.now)
    time = turn.house.desk.moment(turn.now, staff, turn.now)
    what = turn.texts.say(f"case-contact-{came.value}")
    said = turn.texts.say("case-contact-kept", case=patient.case, time=time, what=what)
    return [turn.edit(said, buttons=_back(turn, patient))]


async def hand_over(turn: Turn) -> list[Outgoing]:
    """First: to whom? Then the patient is theirs, and they are told."""
    staff, patient = await _case(turn)
    others = [one for one in await people.staff(turn.tx) if one.id != patient.manager_id]
    to = turn.heard.tap.arg if turn.heard.tap else ""
    if not to.isdigit():
        rows = tuple(
            (Button(label=name_of(one, turn.texts), data=data(Verb.CASE_HAND_OVER, patient.id, str(one.id))),)
            for one in others
        )
        key = "case-hand-over-ask" if others else "case-hand-over-nobody"
        return [turn.reply(turn.texts.say(key, case=patient.case), buttons=rows)]
    receiver = next((one for one in others if one.id == int(to)), None)
    if receiver is None:
        raise Refused("button-old")
    await covered.hand_over(turn.tx, patient, receiver, by=staff, now=turn.now)
    said = turn.texts.say("case-handed-over", case=patient.case, name=name_of(receiver, turn.texts))
    return [turn.edit(said, buttons=_back(turn, patient)), *_told(turn, staff, receiver, patient)]


def _told(turn: Turn, staff: Person, receiver: Person, patient: Person) -> list[Outgoing]:
    if receiver.id == staff.id or receiver.blocked_at is not None:
        return []
    texts = turn.house.desk.texts_of(receiver)
    text = texts.say("case-handed-to-you", name=name_of(staff, texts), case=patient.case)
    opening = Button(label=texts.label("caseload-open", case=patient.case), data=data(Verb.CASE_OPEN, patient.id))
    return [to_staff(receiver, text, f"{turn.update_key}.handed", texts, buttons=((opening,),))]


async def leaving(turn: Turn) -> list[Outgoing]:
    """The care here ends: the next text says why; then it is asked once more, and only then it is so."""
    staff, patient = await _case(turn, action=Action.CHANGE_WHEREABOUTS)
    arg, said = turn.heard.tap.arg if turn.heard.tap else "", dialogs.expected(staff)
    if not arg:
        await dialogs.expect(turn.tx, staff.id, Dialog(expecting=Expecting.CASE_LEFT, id=patient.id))
        return [turn.reply(turn.texts.say("case-left-ask", case=patient.case))]
    await dialogs.expect(turn.tx, staff.id, None)
    done = turn.edit(turn.texts.say("case-left-done", case=patient.case), buttons=_back(turn, patient))
    if patient.state is PersonState.LEFT:
        return [done]
    if arg != _YES or said is None or (said.expecting, said.id) != (Expecting.CASE_LEFT_SURE, patient.id):
        return [turn.edit(turn.texts.say("case-left-not"), buttons=_back(turn, patient))]
    await whereabouts.left(turn.tx, patient, by=staff.id, now=turn.now)
    await notes.add(turn.tx, patient.id, staff, NoteKind.LEFT, words=said.arg, now=turn.now)
    return [done, *await where.tell_patient(turn, patient, PersonState.LEFT)]


async def why_left(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The reason waits for the last tap: a text that was meant for something else must end nobody's care."""
    staff, patient = await _case(turn, PersonId(dialog.id), action=Action.CHANGE_WHEREABOUTS)
    why = turn.heard.text[: notes.LONGEST]
    await dialogs.expect(turn.tx, staff.id, Dialog(expecting=Expecting.CASE_LEFT_SURE, id=patient.id, arg=why))
    yes = Button(label=turn.texts.label("case-left-yes"), data=data(Verb.CASE_LEFT, patient.id, _YES))
    no = Button(label=turn.texts.label("button-no"), data=data(Verb.CASE_LEFT, patient.id, _NO))
    return [turn.reply(turn.texts.say("case-left-sure", case=patient.case, why=why), buttons=((yes, no),))]


async def ask_why_dropped(turn: Turn) -> list[Outgoing]:
    """A task is not to be done: the next text says why."""
    staff = allowed(turn, Action.SEE_CASELOAD)
    task = await tasks.by_id(turn.tx, TaskId(turn.heard.tap.id if turn.heard.tap else 0))
    if task is None or task.state is not tasks.TaskState.OPEN:
        return [turn.toast(turn.texts.label("caseload-done-already"))]
    await dialogs.expect(turn.tx, staff.id, Dialog(expecting=Expecting.TASK_DROP, id=task.id))
    return [turn.reply(turn.texts.say("task-drop-ask"))]


async def dropped(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The task is dropped, with the reason."""
    staff = allowed(turn, Action.SEE_CASELOAD)
    await dialogs.expect(turn.tx, staff.id, None)
    task = await tasks.drop(turn.tx, TaskId(dialog.id), staff, turn.heard.text[: notes.LONGEST], turn.now)
    return [turn.reply(turn.texts.say("task-dropped" if task else "caseload-done-already"))]


async def _case(
    turn: Turn, patient_id: PersonId | None = None, *, action: Action = Action.SEE_CASE
) -> tuple[Person, Person]:
    """Staff who may do this, and the patient it is about. Raises Refused."""
    staff = allowed(turn, action)
    found = await people.by_id(turn.tx, patient_id or PersonId(turn.heard.tap.id if turn.heard.tap else 0))
    if found is None or found.role is not Role.PATIENT or found.state is PersonState.DELETED:
        raise Refused("caseload-unknown")
    return staff, found


def _back(turn: Turn, patient: Person) -> Buttons:
    label = turn.texts.label("caseload-open", case=patient.case)
    return ((Button(label=label, data=data(Verb.CASE_OPEN, patient.id)),),)


ROUTES = Routes(
    taps={
        Verb.CASE_NOTE: ask_note,
        Verb.CASE_CONTACT: contact,
        Verb.CASE_HAND_OVER: hand_over,
        Verb.CASE_LEFT: leaving,
        Verb.TASK_DROP: ask_why_dropped,
    },
    dialogs={Expecting.CASE_NOTE: note, Expecting.CASE_LEFT: why_left, Expecting.TASK_DROP: dropped},
)
