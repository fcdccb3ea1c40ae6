"""handlers/request_answer: what a patient asked for about their dose is answered by staff, and the patient reads it.

Belongs here: the answers under a request, and the patient's message. Not here: asking (plans_own.py), the task
(plans/requested.py). No answer changes the plan: only a signed revision does, and the patient is told that.
"""

from bot.caseload import people, tasks
from bot.caseload.permissions import Action
from bot.caseload.person import Person
from bot.caseload.tasks import Task, TaskKind
from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.handlers.alerts import allowed
from bot.chat.turn import Routes, Turn
from bot.escalation.notice_words import name_of
from bot.ids import TaskId, case_number
from bot.plans import active, plan_words, requested
from bot.sending import Button, Lane, Outgoing
from bot.taps import Verb, data
from bot.texts.catalog import Texts
from bot.texts.html import Html, lines, paragraphs

STAYS, NEW, CALL = "s", "n", "c"
_ANSWERS = {STAYS: "stays", NEW: "new", CALL: "call"}
LONGEST = 1000
"""Characters of an answer in staff's own words. Our own choice."""


async def ask(turn: Turn, staff: Person, task: Task) -> list[Outgoing]:
    """What shall I tell them? A tap, or their own words."""
    await dialogs.expect(turn.tx, staff.id, Dialog(expecting=Expecting.REQUEST_ANSWER, id=task.id))
    what = turn.texts.say(f"task-request-{requested.wish_of(task.subject).value}")
    buttons = tuple(
        (Button(label=turn.texts.label(f"button-request-{key}"), data=data(Verb.REQUEST_ANSWER, task.id, code)),)
        for code, key in _ANSWERS.items()
    )
    return [
        turn.reply(turn.texts.say("request-answer-ask", case=case_number(task.person_id), what=what), buttons=buttons)
    ]


async def tapped(turn: Turn) -> list[Outgoing]:
    """One of the ready answers."""
    staff = allowed(turn, Action.SEE_CASELOAD)
    tap = turn.heard.tap
    key = _ANSWERS.get(tap.arg if tap else "")
    if tap is None or key is None:
        return [turn.toast(turn.texts.label("button-old"))]
    return await _answered(turn, staff, TaskId(tap.id), key)


async def typed(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """Staff's own words."""
    staff = allowed(turn, Action.SEE_CASELOAD)
    return await _answered(turn, staff, TaskId(dialog.id), "words", words=turn.heard.text.strip()[:LONGEST])


async def _answered(turn: Turn, staff: Person, task_id: TaskId, key: str, words: str = "") -> list[Outgoing]:
    """The task is done, and the patient is told, once."""
    expected = dialogs.expected(staff)
    if expected is not None and expected.expecting is Expecting.REQUEST_ANSWER:
        await dialogs.expect(turn.tx, staff.id, None)
    task = await tasks.by_id(turn.tx, task_id)
    if task is None or task.kind is not TaskKind.REQUEST or await tasks.done(turn.tx, task_id, staff, turn.now) is None:
        return [turn.reply(turn.texts.say("caseload-done-already"))]
    patient = await people.by_id(turn.tx, task.person_id)
    if patient is None or patient.chat_id is None or patient.blocked_at is not None or not patient.state.gets_reminders:
        return [turn.reply(turn.texts.say("request-not-told"))]
    texts = turn.house.texts.in_language(patient.language)
    text = await _words(turn, patient, task, texts, key=key, said=words, name=name_of(staff, texts))
    said = turn.texts.say("request-told", case=patient.case)
    done = turn.edit(said) if turn.heard.tap is not None else turn.reply(said)
    return [done, Outgoing(chat_id=patient.chat_id, text=text, lane=Lane.REMINDER, protect=True)]


async def _words(turn: Turn, patient: Person, task: Task, texts: Texts, *, key: str, said: str, name: str) -> Html:
    plan = await active.of_person(turn.tx, patient.id)
    wish = texts.say(f"wish-{requested.wish_of(task.subject).value}")
    answer = texts.say("request-answered-words", name=name, words=said) if key == "words" else None
    answer = answer or texts.say(f"request-answered-{key}")
    keep = texts.say("request-answered-keep", prescriber=plan.plan.prescriber.name) if plan else ""
    call = lines(texts.say("own-questions"), plan_words.contacts(plan.plan, texts)) if plan else ""
    return paragraphs(lines(texts.say("request-answered", wish=wish), answer), keep, call)


ROUTES = Routes(taps={Verb.REQUEST_ANSWER: tapped}, dialogs={Expecting.REQUEST_ANSWER: typed})
