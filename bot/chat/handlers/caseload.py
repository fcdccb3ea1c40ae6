"""handlers/caseload: the staff's list, a case, and tasks that are done.

Belongs here: /caseload, the key Caseload and their taps. Not here: the order (caseload/worklist.py), the case in words
(documents/case_view.py), alerts (alerts.py), who is on call (on_call.py).
"""

from bot.caseload import people, supporters, tasks, worklist
from bot.caseload.permissions import Action, Role
from bot.caseload.person import Person
from bot.caseload.tasks import Task, TaskKind
from bot.caseload.worklist import InDanger, Worklist
from bot.chat.handlers import case_notes, case_pack, entered_number, request_answer, supporter
from bot.chat.handlers.alerts import allowed
from bot.chat.turn import Routes, Turn
from bot.documents import case_view
from bot.documents.case_view import Viewer
from bot.errors import Refused
from bot.ids import PersonId, TaskId, case_number
from bot.plans import requested
from bot.sending import Button, Buttons, Outgoing
from bot.storage import audit
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, lines, paragraphs

PER_PAGE = 8
"""Patients on one page: as many rows of buttons as a phone shows at once."""
TASKS_SHOWN = 12
"""Lines of each part; the rest is counted."""
DONE_BUTTONS = 6


async def caseload(turn: Turn) -> list[Outgoing]:
    """/caseload: danger first, then silence, then overdue, then the rest; every patient below."""
    staff = allowed(turn, Action.SEE_CASELOAD)
    found = await worklist.of_staff(turn.tx, staff, zone=turn.house.programme.zone, now=turn.now)
    return [turn.reply(_list(turn, staff, found), buttons=_list_buttons(turn, found, page=0))]


async def paged(turn: Turn) -> list[Outgoing]:
    """More patients."""
    staff = allowed(turn, Action.SEE_CASELOAD)
    found = await worklist.of_staff(turn.tx, staff, zone=turn.house.programme.zone, now=turn.now)
    page = turn.heard.tap.id if turn.heard.tap else 0
    return [turn.edit(_list(turn, staff, found), buttons=_list_buttons(turn, found, page=page))]


async def opened(turn: Turn) -> list[Outgoing]:
    """A case. That it was opened stands in the audit trail."""
    staff = allowed(turn, Action.SEE_CASE)
    patient = await people.by_id(turn.tx, PersonId(turn.heard.tap.id if turn.heard.tap else 0))
    if patient is None or patient.role is not Role.PATIENT:
        raise Refused("caseload-unknown")
    await audit.record(
        turn.tx, patient=patient.id, actor=staff.id, action="case.opened", subject=f"person:{patient.id}", at=turn.now
    )
    viewer = Viewer(reader=staff, desk=turn.house.desk, now=turn.now)
    open_tasks = await tasks.all_open(turn.tx, person=patient.id)
    said = [_task_line(turn, task) for task in open_tasks]
    part = lines(turn.texts.say("case-tasks"), *said) if said else Html("")
    text = paragraphs(await case_view.of_patient(turn.tx, patient, viewer), entered_number.line_of(turn, patient), part)
    plan = Button(label=turn.texts.label("plan-case-open"), data=data(Verb.PLAN_CASE, patient.id))
    where = Button(label=turn.texts.label("button-where"), data=data(Verb.WHERE, patient.id))
    answers = Button(label=turn.texts.label("button-case-checkins"), data=data(Verb.CASE_CHECKINS, patient.id))
    suspend = supporter.case_buttons(turn, patient, await supporters.of_patient(turn.tx, patient.id))
    notes = (
        *case_notes.buttons_of(turn, patient),
        *case_pack.buttons_of(turn, patient),
        *entered_number.buttons_of(turn, patient),
    )
    buttons = ((plan, answers), (where,), *notes, *suspend, *_done_buttons(turn, open_tasks), *_drops(turn, open_tasks))
    return [turn.reply(text, buttons=buttons, protect=True)]


async def task_done(turn: Turn) -> list[Outgoing]:
    """A task is done; a request is answered first."""
    staff = allowed(turn, Action.SEE_CASELOAD)
    asked = await tasks.by_id(turn.tx, TaskId(turn.heard.tap.id if turn.heard.tap else 0))
    if asked is not None and asked.kind is TaskKind.REQUEST and asked.state is tasks.TaskState.OPEN:
        return await request_answer.ask(turn, staff, asked)
    task = await tasks.done(turn.tx, TaskId(turn.heard.tap.id if turn.heard.tap else 0), staff, turn.now)
    if task is None:
        return [turn.toast(turn.texts.label("caseload-done-already"))]
    found = await worklist.of_staff(turn.tx, staff, zone=turn.house.programme.zone, now=turn.now)
    said = turn.texts.label("caseload-done-now", what=_what(turn, task), case=_case(task))
    return [turn.toast(said), turn.edit(_list(turn, staff, found), buttons=_list_buttons(turn, found, page=0))]


def _list(turn: Turn, staff: Person, found: Worklist) -> Html:
    parts = [
        _part(turn, "caseload-danger", [_danger_line(turn, staff, one) for one in found.danger]),
        _part(turn, "caseload-silence", [_task_line(turn, task) for task in found.silence]),
        _part(turn, "caseload-overdue", [_task_line(turn, task) for task in found.overdue]),
        _part(turn, "caseload-due", [_task_line(turn, task) for task in found.due]),
    ]
    nothing = "" if any(parts) else turn.texts.say("caseload-none")
    count = amounts.number(len(found.patients), turn.texts.language)
    return paragraphs(nothing, *parts, turn.texts.say("caseload-patients", count=count))


def _part(turn: Turn, key: str, said: list[Html]) -> Html:
    if not said:
        return Html("")
    left = len(said) - TASKS_SHOWN
    more = turn.texts.say("caseload-more", count=amounts.number(left, turn.texts.language)) if left > 0 else ""
    return lines(turn.texts.say(key), *said[:TASKS_SHOWN], more)


def _danger_line(turn: Turn, staff: Person, one: InDanger) -> Html:
    what = turn.texts.say("caseload-emergency" if one.tier == "emergency" else "caseload-urgent")
    time = turn.house.desk.moment(one.opened_at, staff, turn.now)
    return turn.texts.say("caseload-danger-line", case=case_number(one.person_id), what=what, time=time)


def _task_line(turn: Turn, task: Task) -> Html:
    day = amounts.day(task.due_on, turn.texts.language)
    return turn.texts.say("caseload-task-line", case=_case(task), what=_what(turn, task), day=day)


def _what(turn: Turn, task: Task) -> Html:
    if task.kind is TaskKind.REQUEST and task.subject:
        return turn.texts.say(f"task-request-{requested.wish_of(task.subject).value}")
    return turn.texts.say(f"task-{task.kind.value.replace('_', '-')}")


def _case(task: Task) -> str:
    return case_number(task.person_id)


def _list_buttons(turn: Turn, found: Worklist, *, page: int) -> Buttons:
    first = page * PER_PAGE
    danger = () if page else tuple(
        (Button(label=f"🔴 {turn.texts.label('alert-open')} {case_number(one.person_id)}",
                data=data(Verb.ALERT_OPEN, one.alert_id)),)
        for one in found.danger[:PER_PAGE]
    )  # fmt: skip
    done = () if page else _done_buttons(turn, found.tasks)
    shown = found.patients[first : first + PER_PAGE]
    cases = tuple(
        Button(label=turn.texts.label("caseload-open", case=one.case), data=data(Verb.CASE_OPEN, one.id))
        for one in shown
    )
    pairs = tuple(cases[at : at + 2] for at in range(0, len(cases), 2))
    if len(found.patients) <= PER_PAGE:
        return (*danger, *done, *pairs)
    last = first + PER_PAGE >= len(found.patients)
    key, to = ("caseload-first", 0) if last else ("caseload-next", page + 1)
    return (*danger, *done, *pairs, (Button(label=turn.texts.label(key), data=data(Verb.CASELOAD_PAGE, to)),))


def _done_buttons(turn: Turn, found: tuple[Task, ...]) -> Buttons:
    return tuple(
        (
            Button(
                label=turn.texts.label("caseload-task-done", case=_case(task), what=_what(turn, task)),
                data=data(Verb.TASK_DONE, task.id),
            ),
        )
        for task in found[:DONE_BUTTONS]
    )


def _drops(turn: Turn, found: tuple[Task, ...]) -> Buttons:
    """A task that is not to be done, in the opened case only: it asks for a reason."""
    return tuple(
        (Button(label=turn.texts.label("task-drop", what=_what(turn, task)), data=data(Verb.TASK_DROP, task.id)),)
        for task in found[:DONE_BUTTONS]
    )


ROUTES = Routes(
    commands={"caseload": caseload},
    words={"key-caseload": caseload},
    taps={
        Verb.CASELOAD_PAGE: paged,
        Verb.CASE_OPEN: opened,
        Verb.TASK_DONE: task_done,
    },
)
