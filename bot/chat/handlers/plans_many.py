"""handlers/plans_many: a workbook with a sheet for each patient: first what would go in, then a draft for each.

Belongs here: the dry run and its button. Not here: one plan (plans_load.py), taking the workbook apart
(plans/several.py). Each draft is checked, given to somebody and signed for itself. Doing it twice makes nothing twice.
"""

import asyncio

from bot.caseload.person import Person
from bot.chat.handlers.plans_card import staff_of, today
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.plans import loaded, plan_words, waiting
from bot.plans.checked import Supplied
from bot.plans.draft import Draft
from bot.plans.linted import lint
from bot.plans.place_words import place_in
from bot.plans.several import Outcome, read_several
from bot.plans.waiting import WaitingFile
from bot.sending import Button, Outgoing
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, in_messages, lines, paragraphs

PLACES_SHOWN = 3
BUTTONS_SHOWN = 10


async def dry_run(turn: Turn, staff: Person, name: str, content: bytes) -> list[Outgoing]:
    """What would go in and what would not, sheet by sheet. Only the file is kept, until the button is tapped."""
    outcomes = await asyncio.to_thread(read_several, content, Supplied(today=today(turn)))
    whole = sum(one.draft is not None for one in outcomes)
    text = paragraphs(_summary(turn, outcomes, whole), lines(*(_sheet(turn, one) for one in outcomes)))
    if not whole:
        return [turn.reply(piece) for piece in in_messages(text)]
    await waiting.keep(turn.tx, WaitingFile(sent_by=staff.id, name=name, content=content), turn.now)
    label = turn.texts.label("many-load", count=amounts.number(whole, turn.texts.language))
    *first, last = in_messages(text)
    button = Button(label=label, data=data(Verb.PLAN_MANY, staff.id))
    return [*(turn.reply(piece) for piece in first), turn.reply(last, buttons=((button,),))]


async def load(turn: Turn) -> list[Outgoing]:
    """A draft stands for each sheet that is whole."""
    staff = staff_of(turn)
    kept = await waiting.of(turn.tx, staff.id)
    if kept is None:
        raise Refused("button-old")
    outcomes = await asyncio.to_thread(read_several, kept.content, Supplied(today=today(turn)))
    drafts = [await _loaded(turn, staff, kept, one) for one in outcomes if one.draft is not None]
    await waiting.forget(turn.tx, staff.id)
    rows = tuple((draft_button(turn, one),) for one in drafts[:BUTTONS_SHOWN])
    count = amounts.number(len(drafts), turn.texts.language)
    return [turn.edit(turn.texts.say("many-loaded", count=count), buttons=rows)]


async def _loaded(turn: Turn, staff: Person, kept: WaitingFile, outcome: Outcome) -> Draft:
    assert outcome.draft is not None  # the caller has looked
    draft = outcome.draft
    warnings = lint(draft.plan, turn.house.medicines, today(turn), unread=draft.unread)
    source = f"{kept.name}: {outcome.sheet}"
    plan = await loaded.load_draft(turn.tx, draft, source_name=source, warnings=warnings, by=staff.id, now=turn.now)
    return await loaded.taken_up(turn.tx, plan, staff.id)


def draft_button(turn: Turn, draft: Draft) -> Button:
    """A draft in a list: whose label it bears, and when it was loaded."""
    day = amounts.day_with_year(draft.loaded_at.date(), turn.texts.language)
    label = turn.texts.label("load-draft", patient=draft.plan.patient_label[:40], day=day)
    return Button(label=label, data=data(Verb.PLAN_OPEN, draft.id))


def _summary(turn: Turn, outcomes: tuple[Outcome, ...], whole: int) -> Html:
    language = turn.texts.language
    return turn.texts.say(
        "many-found",
        sheets=amounts.number(len(outcomes), language),
        whole=amounts.number(whole, language),
        wrong=amounts.number(len(outcomes) - whole, language),
    )


def _sheet(turn: Turn, one: Outcome) -> Html:
    texts = turn.texts
    if one.draft is not None:
        return lines(
            texts.say("many-whole", sheet=one.sheet, patient=one.draft.plan.patient_label),
            plan_words.caption(one.draft.plan, texts),
        )
    count = plan_words.counted(len(one.problems), "plan-problems", texts)
    places = [texts.say("many-place", where=place_in(two.where, texts)) for two in one.problems[:PLACES_SHOWN]]
    return lines(texts.say("many-wrong", sheet=one.sheet, problems=count), *places)


ROUTES = Routes(taps={Verb.PLAN_MANY: load})
