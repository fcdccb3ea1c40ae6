"""handlers/care: one service of the aftercare plan: yes or no to an offer, and the person's own plan for getting there.

Belongs here: taps on a service under /aftercare. Not here: the list and the visits (aftercare.py), what is kept
(plans/care_chosen.py). A yes is a task for the care team; the order itself changes only by a new revision.
"""

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.caseload import tasks
from bot.caseload.permissions import Action, may
from bot.caseload.person import Person
from bot.caseload.tasks import TaskKind
from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.plans import active, care_chosen
from bot.plans.active import ActivePlan
from bot.plans.aftercare import UNDECIDED, Service, next_visit
from bot.plans.care_chosen import Choice
from bot.plans.requested import next_working_day
from bot.reminders import visit_words, visits
from bot.sending import Button, Buttons, Outgoing
from bot.taps import Verb, data
from bot.texts.html import Html, lines

YES, NO = "y", "n"


@dataclass(frozen=True, slots=True, kw_only=True)
class _One:
    """The service that a tap is about, at its place in the order."""

    person: Person
    plan: ActivePlan
    at: int
    choices: dict[str, Choice]

    @property
    def service(self) -> Service:
        return self.plan.plan.aftercare[self.at]

    @property
    def choice(self) -> Choice:
        return self.choices.get(self.service.id, Choice())

    def today(self, turn: Turn) -> date:
        return turn.now.astimezone(ZoneInfo(self.plan.plan.zone)).date()


def buttons_of(turn: Turn, plan: ActivePlan, today: date) -> Buttons:
    """A button for each service of which there is something to say: it is offered, or a visit comes."""
    return tuple(
        (Button(label=_label(turn, one), data=data(Verb.CARE, plan.id, str(at))),)
        for at, one in enumerate(plan.plan.aftercare)
        if one.state in UNDECIDED or (visits.goes_on(one) and next_visit(one, today))
    )


def _label(turn: Turn, service: Service) -> str:
    label = service.name or turn.texts.label(f"service-{service.kind.value.replace('_', '-')}")
    return label[:1].upper() + label[1:]


async def opened(turn: Turn) -> list[Outgoing]:
    """The service as it stands, and what can be said of it."""
    one = await _of_tap(turn)
    return [_page(turn, one)]


async def answered(turn: Turn) -> list[Outgoing]:
    """Yes or no to an offer: kept, and the care team is told where it may be."""
    one = await _of_tap(turn)
    wanted = (turn.heard.tap.arg if turn.heard.tap else "")[:1] == YES
    if one.service.state not in UNDECIDED:
        raise Refused("care-decided")
    if one.choice.wanted is wanted:
        return [turn.toast(turn.texts.label("visit-already"))]
    one = await _keep(turn, one, replace(one.choice, wanted=wanted))
    kind = TaskKind.SERVICE_WANTED if wanted else TaskKind.SERVICE_DECLINED
    subject = f"{visits.word_of(one.person.salt or '', one.service.id)}:{int(turn.now.timestamp())}"
    due_on = next_working_day(turn.house.programme, turn.now)
    await tasks.open_task(turn.tx, one.person, kind, due_on=due_on, subject=subject, now=turn.now)
    told = tasks.may_know(one.person, kind)
    key = ("care-yes" if wanted else "care-no") if told else "care-kept"
    return [_page(turn, one, turn.texts.say(key, name=turn.house.programme.name))]


async def ask_if_then(turn: Turn) -> list[Outgoing]:
    """The next text is the plan for getting there."""
    one = await _of_tap(turn)
    dialog = Dialog(expecting=Expecting.IF_THEN, id=one.plan.id, arg=str(one.at))
    await dialogs.expect(turn.tx, one.person.id, dialog)
    return [turn.reply(turn.texts.say("care-if-then-ask"))]


async def if_then(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """It is kept, and stands in the reminders of that service."""
    one = await _one(turn, dialog.id, dialog.arg)
    words = " ".join(turn.heard.text.split())
    if not words or len(words) > care_chosen.LONGEST_IF_THEN:
        return [turn.reply(turn.texts.say("care-if-then-long"))]
    await dialogs.expect(turn.tx, one.person.id, None)
    one = await _keep(turn, one, replace(one.choice, if_then=words))
    said = _page(turn, one, turn.texts.say("care-if-then-kept"))
    return [turn.reply(said.text, buttons=said.buttons, protect=True)]


async def _keep(turn: Turn, one: _One, choice: Choice) -> _One:
    known = {service.id for service in one.plan.plan.aftercare}
    choices = {key: said for key, said in one.choices.items() if key in known} | {one.service.id: choice}
    await care_chosen.write(turn.tx, one.person.id, choices, turn.now)
    return replace(one, choices=choices)


def _page(turn: Turn, one: _One, said: Html | str = "") -> Outgoing:
    (service,) = care_chosen.as_chosen((one.service,), one.choices)
    text = lines(visit_words.service_line(service, turn.texts, one.today(turn)), said)

    def button(key: str, verb: Verb, code: str = "") -> Button:
        return Button(label=turn.texts.label(key), data=data(verb, one.plan.id, f"{code}{one.at}"))

    rows: list[tuple[Button, ...]] = []
    if one.service.state in UNDECIDED:
        yes, no = button("button-care-yes", Verb.CARE_ANSWER, YES), button("button-care-no", Verb.CARE_ANSWER, NO)
        rows.append((yes, no))
    if visits.goes_on(service) and next_visit(service, one.today(turn)):
        rows.append((button("button-care-change-plan" if service.if_then else "button-care-plan", Verb.CARE_PLAN),))
    return turn.edit(text, buttons=tuple(rows))


async def _of_tap(turn: Turn) -> _One:
    tap = turn.heard.tap
    return await _one(turn, tap.id if tap else 0, (tap.arg if tap else "").lstrip(YES + NO))


async def _one(turn: Turn, plan_id: int, place: str) -> _One:
    """Raises Refused where it is not this patient's plan, or a newer one holds."""
    if turn.person is None or not may(turn.person.role, Action.SEE_OWN_PLAN):
        raise Refused("menu-stranger" if turn.person is None else "menu-staff")
    plan = await active.of_person(turn.tx, turn.person.id)
    if plan is None or plan.id != plan_id or not place.isdecimal() or int(place) >= len(plan.plan.aftercare):
        raise Refused("care-newer")
    choices = await care_chosen.read(turn.tx, turn.person.id)
    return _One(person=turn.person, plan=plan, at=int(place), choices=choices)


ROUTES = Routes(
    taps={Verb.CARE: opened, Verb.CARE_ANSWER: answered, Verb.CARE_PLAN: ask_if_then},
    dialogs={Expecting.IF_THEN: if_then},
)
