"""handlers/plans_load: a plan file that staff send: all its problems, a question for what it cannot say, or a preview.

Belongs here: the document, zone and first day, the key Load plan, /template. Not here: the card of a draft
(plans_card.py), reading files (plans/reading.py).
"""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta

from bot.caseload import zones
from bot.caseload.permissions import Action, may
from bot.caseload.person import Person, PersonState
from bot.chat import dialogs, pickers
from bot.chat.attachments import LARGEST_BYTES
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.handlers import help as help_handlers
from bot.chat.handlers import plans_card, plans_many
from bot.chat.handlers.plans_card import staff_of, today
from bot.chat.heard import Kind
from bot.chat.turn import Routes, Turn
from bot.errors import BadInput, Problem, Refused
from bot.plans import loaded, plan_words, waiting
from bot.plans.checked import Supplied
from bot.plans.linted import lint
from bot.plans.notebook import Notebook, PlanProblem
from bot.plans.place_words import place_in, values_in
from bot.plans.readers.tree import Text
from bot.plans.reading import PlanDraft, read_plan
from bot.plans.scalars import day as read_day
from bot.plans.several import is_several
from bot.plans.waiting import WaitingFile
from bot.sending import Button, Buttons, File, Outgoing
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, in_messages, lines, paragraphs

PROBLEMS_IN_WORDS = 40
"""More problems are counted: whoever has so many mends the file's kind, not one cell after another."""
START_DAYS, ZONES_SHOWN = 6, 6


async def sent(turn: Turn) -> list[Outgoing]:
    """A file. From staff it is a plan; from anybody else it is something we cannot read, which may mean danger."""
    staff = turn.person
    if staff is None or staff.state is not PersonState.ACTIVE or not may(staff.role, Action.LOAD_PLAN):
        return await help_handlers.unheard(turn)
    document = turn.heard.document
    if document is None or document.content is None:
        large = document is not None and (document.size or 0) > LARGEST_BYTES
        return [turn.reply(turn.texts.say("plan-file-large" if large else "plan-file-lost"))]
    content = document.content
    if document.name.lower().endswith((".xlsx", ".xlsm")) and await asyncio.to_thread(is_several, content):
        return await plans_many.dry_run(turn, staff, document.name, content)
    return await read(turn, staff, document.name, content, Supplied(today=today(turn)))


async def read(turn: Turn, staff: Person, name: str, content: bytes, supplied: Supplied) -> list[Outgoing]:
    """All problems and nothing stored; or a question for what the format cannot say; or the preview."""
    try:
        # In a thread: a large workbook takes a second, and the polls and the clock of others go on meanwhile.
        draft = await asyncio.to_thread(read_plan, name, content, supplied)
    except BadInput as error:
        kept = WaitingFile(sent_by=staff.id, name=name, content=content, zone=supplied.zone, start=supplied.start)
        return await _missing(turn, kept, error) or [turn.reply(piece) for piece in in_messages(_problems(turn, error))]
    await waiting.forget(turn.tx, staff.id)
    return await _preview(turn, staff, name, draft)


async def _preview(turn: Turn, staff: Person, name: str, draft: PlanDraft) -> list[Outgoing]:
    warnings = lint(draft.plan, turn.house.medicines, today(turn), unread=draft.unread)
    plan_id = await loaded.load_draft(turn.tx, draft, source_name=name, warnings=warnings, by=staff.id, now=turn.now)
    return await plans_card.shown(turn, await loaded.taken_up(turn.tx, plan_id, staff.id))


async def _missing(turn: Turn, kept: WaitingFile, error: BadInput) -> list[Outgoing]:
    """A question, where all that is wrong is that the format cannot say zone or first day; the file is kept so long."""
    keys = {one.key if isinstance(one, PlanProblem) else "" for one in error.problems}
    if not keys <= {ZONE_MISSING, START_MISSING}:
        return []
    await waiting.keep(turn.tx, kept, turn.now)
    if ZONE_MISSING in keys:
        await dialogs.expect(turn.tx, kept.sent_by, Dialog(expecting=Expecting.PLAN_ZONE))
        return [turn.edit(turn.texts.say("load-zone"), buttons=_zone_buttons(turn))]
    await dialogs.expect(turn.tx, kept.sent_by, Dialog(expecting=Expecting.PLAN_START))
    return [turn.edit(turn.texts.say("load-start"), buttons=_start_buttons(turn))]


ZONE_MISSING, START_MISSING = "zone-missing", "start-missing"


def _zone_buttons(turn: Turn, offered: Sequence[str] = ()) -> Buttons:
    programme = turn.house.programme
    near = offered or tuple(dict.fromkeys((programme.zone, *turn.house.countries.zones_of(programme.country))))
    buttons = [
        Button(
            label=pickers.zone_label(zone, turn.now, turn.texts.language),
            data=data(Verb.PLAN_ZONE, staff_of(turn).id, zone),
        )
        for zone in near[:ZONES_SHOWN]
    ]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def _start_buttons(turn: Turn) -> Buttons:
    days = [today(turn) + timedelta(days=ahead) for ahead in range(START_DAYS)]
    buttons = [
        Button(
            label=amounts.day(one, turn.texts.language),
            data=data(Verb.PLAN_START, staff_of(turn).id, one.isoformat()),
        )
        for one in days
    ]
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))


async def zone_tapped(turn: Turn) -> list[Outgoing]:
    """The zone of a file that cannot say it."""
    return await _go_on(turn, zone=turn.heard.tap.arg if turn.heard.tap else "")


async def zone_typed(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The same, typed: a city or a name of the IANA table."""
    typed = turn.heard.text.strip()
    found = (typed,) if zones.known(typed) else _zones_named(turn, typed)
    if len(found) == 1:
        return await _go_on(turn, zone=found[0])
    key = "load-zone-which" if found else "load-zone-unknown"
    return [turn.reply(turn.texts.say(key), buttons=_zone_buttons(turn, found))]


def _zones_named(turn: Turn, typed: str) -> tuple[str, ...]:
    return zones.search(typed, turn.texts.language, turn.house.countries.cities)


async def start_tapped(turn: Turn) -> list[Outgoing]:
    """The first day of a file that counts days."""
    return await _start(turn, turn.heard.tap.arg if turn.heard.tap else "")


async def start_typed(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The same, typed."""
    return await _start(turn, turn.heard.text)


async def _start(turn: Turn, written: str) -> list[Outgoing]:
    book = Notebook()
    day = read_day(Text(value=written.strip(), where=""), book)
    if day is None or book.problems:
        return [turn.reply(turn.texts.say("load-start-unknown"))]
    return await _go_on(turn, start=day)


async def _go_on(turn: Turn, *, zone: str | None = None, start: date | None = None) -> list[Outgoing]:
    staff = staff_of(turn)
    kept = await waiting.of(turn.tx, staff.id)
    if kept is None or (zone is not None and not zones.known(zone)):
        raise Refused("button-old")
    await dialogs.expect(turn.tx, staff.id, None)
    supplied = Supplied(today=today(turn), zone=zone or kept.zone, start=start or kept.start)
    return await read(turn, staff, kept.name, kept.content, supplied)


async def start(turn: Turn) -> list[Outgoing]:
    """The key Load plan: how it goes, the template, and the drafts that wait."""
    staff = staff_of(turn)
    drafts = await loaded.open_drafts(turn.tx, staff.id)
    text = paragraphs(turn.texts.say("load-how"), turn.texts.say("load-waiting") if drafts else "")
    return [turn.reply(text, buttons=tuple((plans_many.draft_button(turn, one),) for one in drafts))]


async def template(turn: Turn) -> list[Outgoing]:
    """/template: an empty workbook to fill in."""
    staff_of(turn)
    help_lines = turn.texts.label("template-help").splitlines()
    from bot.plans.writers.to_xlsx import template_xlsx  # here: it would cost a third of a second of every start

    content = await asyncio.to_thread(template_xlsx, help_lines)
    return [turn.document(File(name="taperline-plan.xlsx", content=content), turn.texts.say("template-caption"))]


def _problems(turn: Turn, error: BadInput) -> Html:
    texts = turn.texts
    told = [_problem(turn, one) for one in error.problems[:PROBLEMS_IN_WORDS]]
    left = len(error.problems) - len(told)
    more = texts.say("plan-problems-more", count=amounts.number(left, texts.language)) if left else ""
    count = plan_words.counted(len(error.problems), "plan-problems", texts)
    return paragraphs(texts.say("plan-nothing-stored", problems=count), *told, more)


def _problem(turn: Turn, problem: Problem) -> Html:
    texts, message, fix = turn.texts, problem.message, problem.fix
    if isinstance(problem, PlanProblem) and texts.has(f"problem-{problem.key}"):
        values = values_in(dict(problem.values), texts)
        message = texts.say(f"problem-{problem.key}", **values)
        fix = texts.say(f"problem-{problem.key}-fix", **values)
    return lines(texts.say("plan-problem", where=place_in(problem.where, texts), message=message), fix)


ROUTES = Routes(
    commands={"template": template},
    words={"key-load-plan": start},
    dialogs={Expecting.PLAN_ZONE: zone_typed, Expecting.PLAN_START: start_typed},
    taps={Verb.PLAN_ZONE: zone_tapped, Verb.PLAN_START: start_tapped},
)

DOOR = Routes(kinds={Kind.DOCUMENT: sent})
"""Open to everybody: a file from somebody who is not staff may be a cry for help."""
