"""handlers/plans_case: a patient's plan as staff see it, and turning its reminders off.

Belongs here: the plan of a case, the two steps of ending it. Not here: the case file (caseload.py), a new revision
(plans_load.py).

Two things that must never be mixed up: reminders off, and a medicine that was stopped. Only a prescriber stops one.
"""

from bot.caseload import people
from bot.caseload.permissions import Action, Role
from bot.caseload.person import Person
from bot.chat.handlers import plans_told
from bot.chat.handlers.alerts import allowed
from bot.chat.handlers.plans_own import long_reply
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.ids import PersonId, PlanId
from bot.plans import active, own_words, plan_words, signed
from bot.plans.active import ActivePlan
from bot.sending import Button, Outgoing
from bot.storage import audit
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, in_messages, lines, paragraphs

YES, BACK = "y", "b"


async def shown(turn: Turn) -> list[Outgoing]:
    """The plan of a case: picture, step, doses, who signed it when, whether the patient has read it."""
    staff = allowed(turn, Action.SEE_CASE)
    patient = await people.by_id(turn.tx, PersonId(turn.heard.tap.id if turn.heard.tap else 0))
    if patient is None or patient.role is not Role.PATIENT:
        raise Refused("caseload-unknown")
    return await of_case(turn, staff, patient)


async def of_case(turn: Turn, staff: Person, patient: Person) -> list[Outgoing]:
    """The same, for other rooms. The look stands in the audit trail."""
    plan = await active.of_person(turn.tx, patient.id)
    if plan is None:
        return [await _none(turn, patient)]
    await audit.record(
        turn.tx, patient=patient.id, actor=staff.id, action="plan.seen", subject=f"plan {plan.id}", at=turn.now
    )
    day = own_words.local_day(plan, turn.now)
    picture = turn.picture(
        f"here:{plan.id}:{turn.texts.language}:{day.isoformat()}",
        plan_words.caption(plan.plan, turn.texts),
        protect=True,
    )
    return [picture, *long_reply(turn, await _text(turn, plan), _buttons(turn, plan))]


async def _none(turn: Turn, patient: Person) -> Outgoing:
    """No plan is active: how to load one; where reminders were turned off, how to turn them on."""
    newest = next(iter(await active.signed(turn.tx, patient.id)), None)
    if newest is None or newest.ended_at is None or newest.state != "cancelled":
        return turn.reply(turn.texts.say("plan-case-none"))
    day = amounts.day_with_year(newest.ended_at.date(), turn.texts.language)
    on = Button(label=turn.texts.label("plan-case-on"), data=data(Verb.PLAN_ON, newest.id))
    return turn.reply(turn.texts.say("plan-case-is-off", day=day), buttons=((on,),))


async def _text(turn: Turn, plan: ActivePlan) -> Html:
    patient = await people.by_id(turn.tx, plan.person_id)
    assert patient is not None  # a plan is somebody's
    assert plan.signed_at is not None  # an active plan was signed
    language = turn.texts.language
    title = turn.texts.say(
        "plan-case-title",
        case=patient.case,
        revision=amounts.number(plan.revision, language),
        day=amounts.day_with_year(plan.signed_at.date(), language),
    )
    read = turn.texts.say("plan-case-read" if plan.read_at else "plan-case-unread")
    return paragraphs(lines(title, read), own_words.page(plan, turn.texts, turn.now))


def _buttons(turn: Turn, plan: ActivePlan) -> tuple[tuple[Button, ...], ...]:
    steps = Button(label=turn.texts.label("draft-steps"), data=data(Verb.PLAN_STEPS, plan.id))
    off = Button(label=turn.texts.label("plan-case-off"), data=data(Verb.PLAN_END, plan.id))
    files = Button(label=turn.texts.label("button-files"), data=data(Verb.PLAN_FILES, plan.person_id))
    return ((steps, files), (off,))


async def end(turn: Turn) -> list[Outgoing]:
    """Reminders off: first what that means, then done, and the patient is told that the medicine is not stopped."""
    staff = allowed(turn, Action.SIGN_PLAN)
    arg = turn.heard.tap.arg if turn.heard.tap else ""
    plan = await active.by_id(turn.tx, PlanId(turn.heard.tap.id)) if turn.heard.tap else None
    if plan is None or plan.state != "active":
        raise Refused("plan-not-active")
    if arg == BACK:
        return [turn.edit(in_messages(await _text(turn, plan))[-1], buttons=_buttons(turn, plan))]
    if arg != YES:
        yes = Button(label=turn.texts.label("plan-case-off-yes"), data=data(Verb.PLAN_END, plan.id, YES))
        back = Button(label=turn.texts.label("draft-back"), data=data(Verb.PLAN_END, plan.id, BACK))
        text = turn.texts.say("plan-case-off-means", prescriber=plan.plan.prescriber.name)
        return [turn.edit(text, buttons=((yes,), (back,)))]
    ended = await signed.end(turn.tx, plan.id, by=staff.id, now=turn.now)
    patient = await people.by_id(turn.tx, ended.person_id)
    assert patient is not None  # a plan is somebody's
    key = f"plan-ended-{plans_told.reach(patient)}"
    said = turn.texts.say(key, name=patient.name or patient.case, prescriber=plan.plan.prescriber.name)
    return [turn.edit(said), *plans_told.ended(turn, patient, ended)]


ROUTES = Routes(taps={Verb.PLAN_CASE: shown, Verb.PLAN_END: end})
