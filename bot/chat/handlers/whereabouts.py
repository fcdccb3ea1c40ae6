"""handlers/whereabouts: "I am in hospital", "I am home", and what staff know of where a patient is.

Belongs here: the patient's buttons (also under /settings and /help_now), the staff's card from a case. Not here: what
follows (reminders/whereabouts.py), leaving the programme (consent.py).
"""

from bot.caseload import people
from bot.caseload.permissions import Action, Role, may
from bot.caseload.person import Person, PersonState
from bot.chat.handlers.alerts import allowed
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.ids import PersonId
from bot.plans import active, own_words, plan_words
from bot.plans.active import ActivePlan
from bot.reminders import whereabouts
from bot.reminders.whereabouts import MOVABLE, Phase
from bot.sending import Button, Buttons, Lane, Outgoing
from bot.storage import audit
from bot.symptoms import known
from bot.taps import Verb, data
from bot.texts.catalog import Texts
from bot.texts.html import Html, in_messages, lines, paragraphs

YES, NO, MISTAKE = "y", "n", "m"
_STATES = {"a": PersonState.ACTIVE, "h": PersonState.IN_HOSPITAL, "e": PersonState.ELSEWHERE}
DIED, DIED_SURE, DIED_VERY_SURE = "d", "d1", "d2"


def button_of(person: Person, texts: Texts) -> Button | None:
    """`I am in hospital`, or `I am home` for somebody who is there; None for others. For other rooms."""
    if not may(person.role, Action.SAY_WHERE_I_AM):
        return None
    if person.state is PersonState.IN_HOSPITAL:
        return Button(label=texts.label("button-home"), data=data(Verb.HOME, person.id))
    if person.state is PersonState.ACTIVE:
        return Button(label=texts.label("button-hospital"), data=data(Verb.HOSPITAL, person.id))
    return None


async def hospital(turn: Turn) -> list[Outgoing]:
    """/hospital and `I am in hospital`: asked once more, since reminders stop by it; then the plan to show."""
    person, arg = _sayer(turn), turn.heard.tap.arg if turn.heard.tap else ""
    if person.state is PersonState.IN_HOSPITAL:
        return [turn.reply(turn.texts.say("hospital-already"), buttons=_home_row(turn, person))]
    if arg == NO:
        return [turn.edit(turn.texts.say("hospital-not"))]
    if arg != YES:
        yes = Button(label=turn.texts.label("button-hospital-yes"), data=data(Verb.HOSPITAL, person.id, YES))
        no = Button(label=turn.texts.label("button-no"), data=data(Verb.HOSPITAL, person.id, NO))
        return [turn.reply(turn.texts.say("hospital-sure"), buttons=((yes, no),))]
    told = await whereabouts.to_hospital(turn.tx, person, programme=turn.house.programme, now=turn.now)
    plan = await active.of_person(turn.tx, person.id)
    text = paragraphs(turn.texts.say("hospital-stopped"), _told(turn, told=told))
    done = turn.edit(text, buttons=_home_row(turn, person, mistake=True))
    return [done, *(_to_show(turn, plan) if plan else [])]


def _to_show(turn: Turn, plan: ActivePlan) -> list[Outgoing]:
    """The picture and the whole plan in words. Not protected: it is there to be shown and passed on."""
    texts, day = turn.texts, own_words.local_day(plan, turn.now)
    caption = plan_words.caption(plan.plan, texts)
    drugs = ", ".join(known.drugs(plan.plan))
    text = paragraphs(
        texts.say("hospital-show", drugs=drugs, prescriber=plan.plan.prescriber.name),
        plan_words.table(plan.plan, texts),
        plan_words.contacts(plan.plan, texts),
    )
    picture = turn.picture(f"here:{plan.id}:{texts.language}:{day.isoformat()}", caption)
    return [picture, *(turn.reply(piece) for piece in in_messages(text))]


async def home(turn: Turn) -> list[Outgoing]:
    """`I am home`: the hospital's paper counts, whom to call today, and a new revision is asked for."""
    person = _sayer(turn)
    if person.state is not PersonState.IN_HOSPITAL:
        return [turn.edit(turn.texts.say("home-already"))]
    if turn.heard.tap and turn.heard.tap.arg == MISTAKE:
        await whereabouts.never_gone(turn.tx, person, turn.now)
        return [turn.edit(turn.texts.say("hospital-not"))]
    told = await whereabouts.home_again(turn.tx, person, programme=turn.house.programme, now=turn.now)
    plan = await active.of_person(turn.tx, person.id)
    parts = [lines(turn.texts.say("home-paper"), _call(turn, plan))]
    if plan is not None:
        parts.append(turn.texts.say("home-no-doses"))
    return [turn.edit(paragraphs(*parts, _told(turn, told=told)))]


def _call(turn: Turn, plan: ActivePlan | None) -> Html:
    whom = known.clinician(plan.plan, turn.now) if plan else None
    if whom is None:
        return turn.texts.say("home-call-doctor")
    return turn.texts.say("home-call", name=whom.name, phone=whom.phone)


def _told(turn: Turn, *, told: bool) -> Html:
    return turn.texts.say("where-told" if told else "where-nobody-told", name=turn.house.programme.name)


def _home_row(turn: Turn, person: Person, *, mistake: bool = False) -> Buttons:
    back = Button(label=turn.texts.label("button-home"), data=data(Verb.HOME, person.id))
    slip = Button(label=turn.texts.label("button-mistake"), data=data(Verb.HOME, person.id, MISTAKE))
    return ((back, slip),) if mistake else ((back,),)


def _sayer(turn: Turn) -> Person:
    """The patient, if the button is theirs. Raises Refused."""
    person, tap = turn.person, turn.heard.tap
    if person is None or not may(person.role, Action.SAY_WHERE_I_AM):
        raise Refused("menu-stranger" if person is None else "menu-staff")
    if (tap is not None and tap.id != person.id) or person.state not in MOVABLE:
        raise Refused("button-old")
    return person


async def card(turn: Turn) -> list[Outgoing]:
    """Staff: where a patient is, the phase of care, and buttons to change both."""
    staff = allowed(turn, Action.CHANGE_WHEREABOUTS)
    patient = await _patient(turn)
    await audit.record(
        turn.tx, patient=patient.id, actor=staff.id, action="case.where", subject=f"person:{patient.id}", at=turn.now
    )
    return [turn.reply(_card(turn, patient), buttons=_card_buttons(turn, patient), protect=True)]


async def changed(turn: Turn) -> list[Outgoing]:
    """Staff: where the patient is now. "Died" is asked twice."""
    staff = allowed(turn, Action.CHANGE_WHEREABOUTS)
    patient, arg = await _patient(turn), turn.heard.tap.arg if turn.heard.tap else ""
    if arg in (DIED, DIED_SURE):
        return [_sure(turn, patient, first=arg == DIED)]
    if arg == DIED_VERY_SURE:
        await whereabouts.died(turn.tx, patient, by=staff.id, now=turn.now)
        return [turn.edit(turn.texts.say("where-died-done", case=patient.case))]
    if arg not in _STATES:
        return [turn.edit(_card(turn, patient), buttons=_card_buttons(turn, patient))]
    await whereabouts.move(turn.tx, patient, _STATES[arg], by=staff.id, now=turn.now)
    again = await _patient(turn)
    told = await tell_patient(turn, patient, _STATES[arg])
    return [_noted(turn), turn.edit(_card(turn, again), buttons=_card_buttons(turn, again)), *told]


async def phase(turn: Turn) -> list[Outgoing]:
    """Staff: the phase of care."""
    staff = allowed(turn, Action.CHANGE_WHEREABOUTS)
    patient, arg = await _patient(turn), turn.heard.tap.arg if turn.heard.tap else ""
    if arg not in tuple(Phase):
        raise Refused("button-old")
    zone = turn.house.programme.zone
    await whereabouts.set_phase(turn.tx, patient, Phase(arg), by=staff.id, zone=zone, now=turn.now)
    again = await _patient(turn)
    return [_noted(turn), turn.edit(_card(turn, again), buttons=_card_buttons(turn, again))]


def _noted(turn: Turn) -> Outgoing:
    """Said over the chat: where it was so before, nothing on the card changes."""
    return turn.toast(turn.texts.label("help-noted"))


async def tell_patient(turn: Turn, patient: Person, state: PersonState) -> list[Outgoing]:
    """What staff noted, and that no medicine is stopped by it; with the way back from hospital."""
    if patient.chat_id is None or patient.blocked_at is not None or patient.state is state:
        return []
    texts = turn.house.texts.in_language(patient.language)
    plan = await active.of_person(turn.tx, patient.id)
    key = f"where-patient-{state.value.replace('_', '-')}"
    prescriber = plan.plan.prescriber.name if plan else ""
    order = texts.say("consent-medicine-goes-on-by", prescriber=prescriber) if plan else ""
    back = Button(label=texts.label("button-home"), data=data(Verb.HOME, patient.id))
    return [
        Outgoing(
            chat_id=patient.chat_id,
            text=paragraphs(texts.say(key, name=turn.house.programme.name), order),
            buttons=((back,),) if state is PersonState.IN_HOSPITAL else (),
            lane=Lane.REMINDER,
            protect=True,
        )
    ]


def _sure(turn: Turn, patient: Person, *, first: bool) -> Outgoing:
    key, following = ("where-died-sure", DIED_SURE) if first else ("where-died-very-sure", DIED_VERY_SURE)
    yes = Button(label=turn.texts.label(f"button-{key}"), data=data(Verb.WHERE_SET, patient.id, following))
    back = Button(label=turn.texts.label("button-where-back"), data=data(Verb.WHERE_SET, patient.id))
    name = patient.name or patient.case
    return turn.edit(turn.texts.say(key, name=name, case=patient.case), buttons=((yes,), (back,)))


def _card(turn: Turn, patient: Person) -> Html:
    texts = turn.texts
    state = texts.say(f"case-state-{patient.state.value.replace('_', '-')}")
    of_care = texts.say(f"phase-{patient.phase}") if patient.phase in tuple(Phase) else texts.say("phase-none")
    waits = patient.state is PersonState.ACTIVE and patient.home_since is not None
    return lines(
        texts.say("where-card", case=patient.case, state=state),
        texts.say("where-phase", phase=of_care),
        texts.say("where-home-since") if waits else "",
    )


def _card_buttons(turn: Turn, patient: Person) -> Buttons:
    texts = turn.texts

    def where(key: str, arg: str) -> Button:
        return Button(label=texts.label(key), data=data(Verb.WHERE_SET, patient.id, arg))

    phases = tuple(
        Button(label=texts.label(f"phase-{one.value}"), data=data(Verb.PHASE_SET, patient.id, one.value))
        for one in Phase
    )
    rows: list[tuple[Button, ...]] = []
    if patient.state in MOVABLE:
        rows.append((where("button-where-active", "a"),))
        rows.append((where("button-where-hospital", "h"), where("button-where-elsewhere", "e")))
        rows.append((Button(label=texts.label("button-where-left"), data=data(Verb.CASE_LEFT, patient.id)),))
    if patient.state is not PersonState.DIED:
        rows.append((where("button-where-died", DIED),))
    return (*rows, phases[:2], phases[2:])


async def _patient(turn: Turn) -> Person:
    patient = await people.by_id(turn.tx, PersonId(turn.heard.tap.id if turn.heard.tap else 0))
    if patient is None or patient.role is not Role.PATIENT or patient.state is PersonState.DELETED:
        raise Refused("caseload-unknown")
    return patient


ROUTES = Routes(
    commands={"hospital": hospital},
    taps={
        Verb.HOSPITAL: hospital,
        Verb.HOME: home,
        Verb.WHERE: card,
        Verb.WHERE_SET: changed,
        Verb.PHASE_SET: phase,
    },
)
