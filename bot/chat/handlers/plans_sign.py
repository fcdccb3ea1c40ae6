"""handlers/plans_sign: a draft is signed, by one or by two, and reminders that were turned off are turned on again.

Belongs here: the signature, telling whoever may sign second, the draft of a plan turned off. Not here: checking
the draft (plans_card.py), what the patient is told (plans_told.py), turning off (plans_case.py).
"""

from bot.caseload import people
from bot.caseload.permissions import Action, may
from bot.caseload.person import Person, PersonState
from bot.chat.handlers import plans_told
from bot.chat.handlers.alerts import allowed
from bot.chat.handlers.plans_card import card_again, draft_of, looked_at_again, shown, staff_of, today
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.ids import PlanId
from bot.plans import loaded, plan_words, signed
from bot.plans.draft import Draft, FirstSignature
from bot.plans.linted import lint
from bot.sending import Button, Lane, Outgoing
from bot.taps import Verb, data


async def sign(turn: Turn) -> list[Outgoing]:
    """Signed: it is the patient's now, and they are told in the same breath; or one signature of two stands."""
    staff = staff_of(turn)
    if not may(staff.role, Action.SIGN_PLAN):
        raise Refused("plan-not-you")
    draft = await looked_at_again(turn, await draft_of(turn))
    if draft.person_id is not None and not draft.can_be_signed:  # days have passed, and there is more to ask now
        return [turn.toast(turn.texts.label("draft-more-now"), box=True), await card_again(turn, draft)]
    if turn.house.programme.second_signer:
        first = draft.notes.first
        if first is None:
            return await _first(turn, staff, draft)
        if first.by == staff.id:
            return [turn.toast(turn.texts.label("plan-second-other"), box=True)]
    return await _signed(turn, staff, draft)


async def _signed(turn: Turn, staff: Person, draft: Draft) -> list[Outgoing]:
    statement = plan_words.order_of(draft.plan, turn.texts)
    done = await signed.sign(turn.tx, draft, by=staff.id, statement=statement, now=turn.now)
    patient = await people.by_id(turn.tx, done.plan.person_id)
    assert patient is not None  # a draft is signed for a patient that exists
    count = plan_words.counted(done.reminders, "plan-reminders", turn.texts)
    said = turn.texts.say(f"plan-signed-{plans_told.reach(patient)}", name=patient.name or "", reminders=count)
    return [turn.edit(said), *plans_told.told(turn, patient, done)]


async def _first(turn: Turn, staff: Person, draft: Draft) -> list[Outgoing]:
    """One of two: everybody else who may sign is told, by case number only."""
    if draft.person_id is None or not draft.can_be_signed:
        raise Refused("plan-not-ready")
    patient = await people.by_id(turn.tx, draft.person_id)
    assert patient is not None  # a draft is given to a patient that exists
    first = FirstSignature(by=staff.id, at=turn.now, statement=plan_words.order_of(draft.plan, turn.texts))
    await loaded.signed_first(turn.tx, draft, first)
    others = [one for one in await people.staff(turn.tx) if one.id != staff.id and _may_sign(one)]
    key = "plan-second-waits" if others else "plan-second-nobody"
    return [turn.edit(turn.texts.say(key)), *(_asked(turn, one, draft, patient) for one in others)]


def _may_sign(person: Person) -> bool:
    return person.state is PersonState.ACTIVE and person.chat_id is not None and may(person.role, Action.SIGN_PLAN)


def _asked(turn: Turn, reader: Person, draft: Draft, patient: Person) -> Outgoing:
    assert reader.chat_id is not None  # the caller has looked
    texts = turn.house.texts.in_language(reader.language)
    button = Button(label=texts.label("plan-second-open"), data=data(Verb.PLAN_OPEN, draft.id))
    return Outgoing(
        chat_id=reader.chat_id,
        text=texts.say("plan-second-asked", case=patient.case),
        buttons=((button,),),
        lane=Lane.REMINDER,
    )


async def on_again(turn: Turn) -> list[Outgoing]:
    """Reminders on: the plan that was turned off is a draft again, to be compared with the order and signed."""
    staff = allowed(turn, Action.SIGN_PLAN)
    plan_id = PlanId(turn.heard.tap.id if turn.heard.tap else 0)
    old = await loaded.by_id(turn.tx, plan_id)
    if old is None:
        raise Refused("plan-gone")
    warnings = lint(old.plan, turn.house.medicines, today(turn), unread=old.notes.unread)
    return await shown(turn, await loaded.once_more(turn.tx, plan_id, warnings=warnings, by=staff.id, now=turn.now))


ROUTES = Routes(taps={Verb.PLAN_SIGN: sign, Verb.PLAN_ON: on_again})
