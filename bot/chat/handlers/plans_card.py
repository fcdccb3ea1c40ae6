"""handlers/plans_card: a draft is checked, given to somebody and signed, under one message that every tap edits.

Belongs here: the card's buttons. Not here: its words (plans/draft_card.py), the file (plans_load.py), signing
(plans_sign.py).
"""

from datetime import date
from zoneinfo import ZoneInfo

from bot.caseload import enrolled, people
from bot.caseload.permissions import Action, may
from bot.caseload.person import Person, PersonState
from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.handlers import invite
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.ids import PersonId, PlanId
from bot.plans import active, draft_card, loaded, plan_words, supply_words
from bot.plans.draft import Draft
from bot.plans.draft_card import AS_ORDERED, FROM_LABEL, TYPED, Around
from bot.plans.linted import lint
from bot.plans.model import Plan
from bot.sending import Button, Outgoing
from bot.storage import audit
from bot.taps import Verb, data
from bot.texts.html import in_messages, lines, paragraphs

LONGEST_ANSWER = 300


async def shown(turn: Turn, draft: Draft) -> list[Outgoing]:
    """The picture with what the plan is in a line, and the card."""
    picture = turn.picture(f"plan:{draft.id}:{turn.texts.language}", plan_words.caption(draft.plan, turn.texts))
    said = draft_card.card(draft, await _around(turn, draft), turn.texts, turn.now)
    return [picture, turn.reply(said.text, buttons=said.buttons)]


async def opened(turn: Turn) -> list[Outgoing]:
    """A draft of the list; under a card: back to it."""
    draft = await draft_of(turn)
    if _arg(turn) == draft_card.BACK:
        return [await card_again(turn, draft)]
    return await shown(turn, await looked_at_again(turn, draft))


async def looked_at_again(turn: Turn, draft: Draft) -> Draft:
    """The draft with the warnings as they are today."""
    warnings = lint(draft.plan, turn.house.medicines, today(turn), unread=draft.notes.unread)
    return await loaded.looked_at_again(turn.tx, draft, warnings)


async def asked(turn: Turn) -> list[Outgoing]:
    """A warning is looked at, or what the prescriber said about it is written down."""
    draft = await draft_of(turn)
    number, choice = _number(turn)
    if number >= len(draft.warnings):
        raise Refused("button-old")
    if choice == AS_ORDERED:
        done = await loaded.answer_warning(turn.tx, draft, number, words="", by=staff_of(turn).id, now=turn.now)
        return [await card_again(turn, done)]
    if choice == TYPED:
        await dialogs.expect(
            turn.tx, staff_of(turn).id, Dialog(expecting=Expecting.WARNING_ANSWER, id=draft.id, arg=str(number))
        )
        return [turn.edit(turn.texts.say("draft-type-now", prescriber=draft.plan.prescriber.name))]
    said = draft_card.question(draft, number, turn.texts)
    return [turn.edit(said.text, buttons=said.buttons)]


async def answered(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """What the prescriber said was typed."""
    staff = staff_of(turn)
    words = " ".join(turn.heard.text.split())
    if not 0 < len(words) <= LONGEST_ANSWER:
        return [turn.reply(turn.texts.say("draft-answer-bad"))]
    draft = await loaded.taken_up(turn.tx, PlanId(dialog.id), staff.id)
    await dialogs.expect(turn.tx, staff.id, None)
    done = await loaded.answer_warning(turn.tx, draft, int(dialog.arg), words=words, by=staff.id, now=turn.now)
    said = draft_card.card(done, await _around(turn, done), turn.texts, turn.now)
    return [turn.reply(said.text, buttons=said.buttons)]


async def for_whom(turn: Turn) -> list[Outgoing]:
    """The patient was chosen; without one (or with a page) the choice is shown again."""
    draft, arg = await draft_of(turn), _arg(turn)
    chosen = PersonId(int(arg)) if arg.isdigit() else None
    draft = await loaded.assign(turn.tx, draft, chosen, by=staff_of(turn).id, now=turn.now)
    page = int(arg[1:]) if arg[:1] == "p" and arg[1:].isdigit() else 0
    return [await card_again(turn, draft, page=page)]


async def new_patient(turn: Turn) -> list[Outgoing]:
    """For somebody who is not here yet: the name, from the file's label or typed."""
    draft = await draft_of(turn)
    if _arg(turn) == FROM_LABEL:
        return await _opened_case(turn, draft, draft.plan.patient_label)
    await dialogs.expect(turn.tx, staff_of(turn).id, Dialog(expecting=Expecting.PATIENT_NAME, id=draft.id))
    label = Button(label=draft.plan.patient_label[:60], data=data(Verb.PLAN_NEW_PATIENT, draft.id, FROM_LABEL))
    back = Button(label=turn.texts.label("draft-back"), data=data(Verb.PLAN_OPEN, draft.id, draft_card.BACK))
    return [turn.edit(turn.texts.say("draft-new-name"), buttons=((label,), (back,)))]


async def new_name(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The new patient's name was typed."""
    draft = await loaded.taken_up(turn.tx, PlanId(dialog.id), staff_of(turn).id)
    return await _opened_case(turn, draft, turn.heard.text)


async def _opened_case(turn: Turn, draft: Draft, typed: str) -> list[Outgoing]:
    """A case is opened, the draft is theirs; their phone number and then the link follow as with every invite."""
    staff, name = staff_of(turn), " ".join(typed.split())
    if draft.person_id is not None:  # an old button: a second tap must not open a second case
        return [await card_again(turn, draft)]
    if not 0 < len(name) <= invite.LONGEST_NAME:
        return [turn.reply(turn.texts.say("invite-name-bad"))]
    patient = await enrolled.add_patient(turn.tx, name=name, phone=None, manager_id=staff.id, now=turn.now)
    done = await loaded.assign(turn.tx, draft, patient, by=staff.id, now=turn.now)
    await dialogs.expect(turn.tx, staff.id, Dialog(expecting=Expecting.INVITE_PHONE, id=patient))
    skip = Button(label=turn.texts.label("invite-no-phone"), data=data(Verb.INVITE, patient, invite.NO_PHONE))
    return [await card_again(turn, done), turn.reply(turn.texts.say("invite-phone"), buttons=((skip,),))]


async def cancel(turn: Turn) -> list[Outgoing]:
    """The draft is dropped."""
    draft = await draft_of(turn)
    await loaded.drop(turn.tx, draft, by=staff_of(turn).id, now=turn.now)
    return [turn.edit(turn.texts.say("draft-cancelled"))]


async def steps(turn: Turn) -> list[Outgoing]:
    """Every step with doses, totals, changes, the pieces that make each dose, and how many the whole plan takes."""
    plan = await _any_plan(turn)
    whole = [supply_words.whole(medicine, plan, turn.texts) for medicine in plan.medicines]
    several = len(plan.medicines) > 1
    named = [
        lines(turn.texts.say("plan-medicine", medicine=medicine.name) if several else "", words)
        for medicine, words in zip(plan.medicines, whole, strict=True)
        if words
    ]
    *first, last = in_messages(
        paragraphs(plan_words.table(plan, turn.texts), *named, turn.texts.say("supply-how-long") if named else "")
    )
    rows = (_refill_row(turn),) if named else ()
    return [*(turn.reply(piece, protect=True) for piece in first), turn.reply(last, buttons=rows, protect=True)]


def _refill_row(turn: Turn) -> tuple[Button, ...]:
    plan_id = turn.heard.tap.id if turn.heard.tap else 0
    return tuple(
        Button(label=turn.texts.label("supply-days", days=str(days)), data=data(Verb.PLAN_REFILL, plan_id, str(days)))
        for days in supply_words.REFILL_DAYS
    )


async def refills(turn: Turn) -> list[Outgoing]:
    """How many tablets each refill of so many days takes."""
    plan, arg = await _any_plan(turn), _arg(turn)
    if not arg.isdigit() or int(arg) not in supply_words.REFILL_DAYS:
        raise Refused("button-old")
    told = supply_words.per_refill(plan, int(arg), turn.texts)
    return [turn.reply(piece, protect=True) for piece in in_messages(told)]


async def _any_plan(turn: Turn) -> Plan:
    """The plan a button is about, draft or signed. Raises Refused."""
    staff = staff_of(turn)
    found = await loaded.by_id(turn.tx, PlanId(turn.heard.tap.id if turn.heard.tap else 0))
    if found is None or not may(staff.role, Action.LOAD_PLAN):
        raise Refused("plan-gone")
    if found.person_id is not None:
        await audit.record(
            turn.tx,
            patient=found.person_id,
            actor=staff.id,
            action="plan.seen",
            subject=f"plan {found.id}",
            at=turn.now,
        )
    return found.plan


async def card_again(turn: Turn, draft: Draft, *, page: int = 0) -> Outgoing:
    """The card in the place of the message whose button was tapped."""
    said = draft_card.card(draft, await _around(turn, draft, page=page), turn.texts, turn.now)
    return turn.edit(said.text, buttons=said.buttons)


async def _around(turn: Turn, draft: Draft, *, page: int = 0) -> Around:
    if draft.person_id is None:
        fitting = loaded.fitting(draft.plan.patient_label, await people.patients(turn.tx))
        return Around(fitting=fitting, page=page)
    patient = await people.by_id(turn.tx, draft.person_id)
    return Around(patient=patient, current=await active.of_person(turn.tx, draft.person_id))


async def draft_of(turn: Turn) -> Draft:
    """The draft a button is about, taken up by whoever tapped. Raises Refused."""
    staff = staff_of(turn)
    if turn.heard.tap is None:
        raise Refused("button-old")
    return await loaded.taken_up(turn.tx, PlanId(turn.heard.tap.id), staff.id)


def staff_of(turn: Turn) -> Person:
    """Whoever asks, if they may load plans. Raises Refused."""
    if (
        turn.person is None
        or turn.person.state is not PersonState.ACTIVE
        or not may(turn.person.role, Action.LOAD_PLAN)
    ):
        raise Refused("plan-not-you")
    return turn.person


def _arg(turn: Turn) -> str:
    return turn.heard.tap.arg if turn.heard.tap else ""


def _number(turn: Turn) -> tuple[int, str]:
    """The warning's number and the choice that stand in the tap. Raises Refused."""
    arg = _arg(turn)
    digits, choice = (arg[:-1], arg[-1]) if arg and not arg[-1].isdigit() else (arg, "")
    if not digits.isdigit():
        raise Refused("button-old")
    return int(digits), choice


def today(turn: Turn) -> date:
    """The day it is at the programme."""
    return turn.now.astimezone(ZoneInfo(turn.house.programme.zone)).date()


ROUTES = Routes(
    dialogs={Expecting.WARNING_ANSWER: answered, Expecting.PATIENT_NAME: new_name},
    taps={
        Verb.PLAN_OPEN: opened,
        Verb.PLAN_ASKED: asked,
        Verb.PLAN_FOR: for_whom,
        Verb.PLAN_NEW_PATIENT: new_patient,
        Verb.PLAN_CANCEL: cancel,
        Verb.PLAN_STEPS: steps,
        Verb.PLAN_REFILL: refills,
    },
)
