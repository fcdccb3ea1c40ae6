"""handlers/plans_files: papers and files of a plan: for the patient, and for staff from the case.

Belongs here: who may have which file, the buttons. Not here: the files themselves (documents/filed.py).

A file leaves the cover that messages have here. The patient is told so; staff get one only where they may see the case,
the answers in it only where the patient shares them, and each one stands in the audit trail.
"""

from bot.caseload import people
from bot.caseload.permissions import Action, Role, may
from bot.caseload.person import Person
from bot.caseload.sharing import Sharing
from bot.chat.handlers.alerts import allowed
from bot.chat.turn import Routes, Turn
from bot.documents.filed import OF_PLAN, PLAN_FILES, SUMMARIES, FileWanted, Paper
from bot.errors import Refused
from bot.ids import PersonId
from bot.plans import active, own_words
from bot.plans.active import ActivePlan
from bot.reminders import doses
from bot.sending import Button, Buttons, Outgoing
from bot.storage import audit
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, lines

_KEYS = {
    Paper.SHEET: "files-sheet",
    Paper.CALENDAR_PLAIN: "files-calendar-plain",
    Paper.CALENDAR_NAMED: "files-calendar-named",
    Paper.SUMMARY: "files-summary",
    Paper.SUMMARY_TABLE: "files-summary-table",
    Paper.PLAN_XLSX: "files-plan-xlsx",
    Paper.PLAN_CSV: "files-plan-csv",
    Paper.PLAN_YAML: "files-plan-yaml",
    Paper.PLAN_FHIR: "files-plan-fhir",
}


def button(turn: Turn, person: Person) -> Button:
    """`Papers and files`, for other rooms."""
    return Button(label=turn.texts.label("button-files"), data=data(Verb.PLAN_FILES, person.id))


async def files(turn: Turn) -> list[Outgoing]:
    """Which one; or, when that is known, the file."""
    person, is_staff = await _whose(turn)
    arg = turn.heard.tap.arg if turn.heard.tap else ""
    if arg in tuple(Paper):
        return await _file(turn, person, Paper(arg), is_staff=is_staff)
    key = "files-which-staff" if is_staff else "files-which"
    text = turn.texts.say(key, case=person.case) if is_staff else turn.texts.say(key)
    return [turn.reply(text, buttons=_buttons(turn, person, is_staff=is_staff))]


def _buttons(turn: Turn, person: Person, *, is_staff: bool) -> Buttons:
    def one(paper: Paper) -> Button:
        return Button(label=turn.texts.label(_KEYS[paper]), data=data(Verb.PLAN_FILES, person.id, paper.value))

    rows = ((one(Paper.SHEET),), (one(Paper.CALENDAR_PLAIN),), (one(Paper.CALENDAR_NAMED),))
    papers = ((one(Paper.SUMMARY),), (one(Paper.SUMMARY_TABLE),))
    if not is_staff:
        return (*rows, *papers)
    first, second = PLAN_FILES[:2], PLAN_FILES[2:]
    return (*rows, *papers, tuple(one(paper) for paper in first), tuple(one(paper) for paper in second))


async def _file(turn: Turn, person: Person, paper: Paper, *, is_staff: bool) -> list[Outgoing]:
    plan = await active.of_person(turn.tx, person.id)
    if plan is None and paper not in SUMMARIES:
        return [turn.reply(turn.texts.say("plan-case-none" if is_staff else "today-no-plan"))]
    if paper in OF_PLAN and plan is not None and not doses.is_trusted(plan, person):
        return [turn.reply(turn.texts.say("today-home-again"))]
    if paper is Paper.SHEET and plan is not None and plan.plan.shown_until < own_words.local_day(plan, turn.now):
        return [turn.reply(turn.texts.say("own-over"))]
    if paper in PLAN_FILES and not is_staff:
        raise Refused("button-old")
    shared = not is_staff or person.sharing is Sharing.YES
    if is_staff and turn.person is not None:
        subject = f"person:{person.id} {paper.name.lower()}"
        await audit.record(
            turn.tx, patient=person.id, actor=turn.person.id, action="case.file", subject=subject, at=turn.now
        )
    wanted = FileWanted(paper=paper, person_id=person.id, language=turn.texts.language, shared=shared, at=turn.now)
    return [turn.drawn_document(wanted.name(), _caption(turn, paper, plan, shared=shared))]


def _caption(turn: Turn, paper: Paper, plan: ActivePlan | None, *, shared: bool) -> Html:
    revision = amounts.number(plan.revision if plan else 0, turn.texts.language)
    if paper in SUMMARIES:
        hidden = "" if shared else turn.texts.say("files-not-shared")
        return lines(turn.texts.say("files-summary-caption"), hidden)
    if paper is Paper.SHEET:
        return turn.texts.say("files-sheet-caption", revision=revision)
    if paper in PLAN_FILES:
        return lines(turn.texts.say("files-plan-caption", revision=revision), turn.texts.say("privacy-part2-line"))
    return turn.texts.say("files-calendar-caption")


async def _whose(turn: Turn) -> tuple[Person, bool]:
    """The person the files are about, and whether staff ask. Raises Refused."""
    if turn.person is None:
        raise Refused("menu-stranger")
    if may(turn.person.role, Action.SEE_OWN_PLAN):
        return turn.person, False
    allowed(turn, Action.SEE_CASE)
    patient = await people.by_id(turn.tx, PersonId(turn.heard.tap.id if turn.heard.tap else 0))
    if patient is None or patient.role is not Role.PATIENT:
        raise Refused("button-old")
    return patient, True


ROUTES = Routes(taps={Verb.PLAN_FILES: files})
