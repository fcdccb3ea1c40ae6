"""handlers/plans_own: a patient's own plan: /plan, what is new in it, "I have read it", requests.

Belongs here: the patient's buttons. Not here: the words (plans/own_words.py), loading and signing (plans_card.py).
A request is never an order: it opens a task, and the plan stays as it is.
"""

from bot.caseload.permissions import Action, may
from bot.caseload.person import Person
from bot.chat import keyboards
from bot.chat.handlers import plans_files
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.ids import PlanId
from bot.plans import active, own_words, plan_words, requested, signed
from bot.plans.active import ActivePlan
from bot.plans.requested import Wish
from bot.reminders import doses
from bot.sending import Button, Buttons, Outgoing
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, in_messages, lines, paragraphs


async def page(turn: Turn) -> list[Outgoing]:
    """/plan: the step, today's doses, what comes next, whom to call; what was asked and waits for an answer."""
    person = _patient(turn)
    newest = await active.of_person(turn.tx, person.id)
    current = await active.in_force(turn.tx, person.id, turn.now) or newest
    if current is None or current.state not in ("active", "replaced"):
        off = await active.turned_off(turn.tx, person.id)
        said = own_words.ended(off.plan, turn.texts) if off else turn.texts.say("today-no-plan")
        return [turn.reply(said, keyboard=keyboards.standing(person, turn.texts))]
    told = own_words.page(current, turn.texts, turn.now)
    waiting = await _waiting(turn, person)
    old = current.signed_at is not None and not doses.is_trusted(current, person)
    first = turn.texts.say("today-home-again") if old else ""
    text = paragraphs(first, told, _takes_over(turn, current, newest), waiting)
    return long_reply(turn, text, _page_buttons(turn, current))


def _takes_over(turn: Turn, current: ActivePlan, newest: ActivePlan | None) -> Html:
    """A newer revision whose first day is still to come."""
    if newest is None or newest.id == current.id:
        return Html("")
    return turn.texts.say("own-takes-over", day=amounts.day(newest.plan.starts_on, turn.texts.language))


async def _waiting(turn: Turn, person: Person) -> Html:
    told = [
        turn.texts.say(
            "own-waiting",
            wish=turn.texts.say(f"wish-{one.wish.value}"),
            day=amounts.day(one.due_on, turn.texts.language),
        )
        for one in await requested.open_requests(turn.tx, person)
    ]
    return lines(*told)


def _page_buttons(turn: Turn, plan: ActivePlan) -> Buttons:
    def wish(which: Wish) -> Button:
        label = turn.texts.label(f"button-wish-{which.value}")
        return Button(label=label, data=data(Verb.PLAN_REQUEST, plan.id, which.value))

    here = Button(label=turn.texts.label("button-plan-picture"), data=data(Verb.PLAN_HERE, plan.id))
    unread = plan.state == "active" and plan.read_at is None
    return (
        *(((_read_button(turn, plan),),) if unread else ()),
        (here,),
        (plans_files.button(turn, turn.patient),),
        (wish(Wish.STAY),),
        (wish(Wish.SLOWER), wish(Wish.FASTER)),
        (wish(Wish.QUESTION),),
    )


def _read_button(turn: Turn, plan: ActivePlan) -> Button:
    return Button(label=turn.texts.label("button-plan-read"), data=data(Verb.PLAN_READ, plan.id))


def long_reply(turn: Turn, text: Html, buttons: Buttons) -> list[Outgoing]:
    """`text` in as many messages as it needs; the buttons stand under the last one."""
    *first, last = in_messages(text)
    return [*(turn.reply(piece, protect=True) for piece in first), turn.reply(last, buttons=buttons, protect=True)]


async def show(turn: Turn) -> list[Outgoing]:
    """What is new in the plan, and the doses of today."""
    plan = await _own(turn)
    if plan.state != "active":
        raise Refused("plan-newer")
    previous = await signed.before(turn.tx, plan)
    pieces = in_messages(own_words.news(plan, previous, turn.texts, turn.now))
    rest = [turn.reply(piece, protect=True) for piece in pieces[1:]]
    return [turn.edit(pieces[0], buttons=((_read_button(turn, plan),),)), *rest]


async def read(turn: Turn) -> list[Outgoing]:
    """They have read it; the words are covered again."""
    plan = await _own(turn)
    await signed.read(turn.tx, plan, turn.now)
    return [turn.edit(turn.texts.say("own-read"))]


async def here(turn: Turn) -> list[Outgoing]:
    """The picture of the whole way, with "you are here"."""
    plan = await _own(turn)
    day = own_words.local_day(plan, turn.now)
    caption = plan_words.caption(plan.plan, turn.texts)
    return [turn.picture(f"here:{plan.id}:{turn.texts.language}:{day.isoformat()}", caption, protect=True)]


async def request(turn: Turn) -> list[Outgoing]:
    """A wish about the dose. Nothing changes by it, and it is said so; the care team is told where they may be."""
    plan = await _own(turn)
    arg = turn.heard.tap.arg if turn.heard.tap else ""
    if arg not in tuple(Wish) or plan.state != "active":
        raise Refused("plan-newer" if plan.state == "replaced" else "button-old")
    call = lines(turn.texts.say("own-questions"), plan_words.contacts(plan.plan, turn.texts))
    keep = turn.texts.say("own-request-keep", prescriber=plan.plan.prescriber.name)
    if not requested.may_be_told(turn.patient):
        return [turn.reply(paragraphs(turn.texts.say("own-request-nobody"), keep, call), protect=True)]
    asked = await requested.ask(turn.tx, turn.patient, plan, Wish(arg), programme=turn.house.programme, now=turn.now)
    due = amounts.day(asked.due_on, turn.texts.language)
    noted = turn.texts.say("own-request-noted", wish=turn.texts.say(f"wish-{asked.wish.value}"), day=due)
    return [turn.reply(paragraphs(noted, keep, call), protect=True)]


async def _own(turn: Turn) -> ActivePlan:
    """The plan a button is about, where it is this patient's and signed. Raises Refused."""
    person = _patient(turn)
    found = await active.by_id(turn.tx, PlanId(turn.heard.tap.id)) if turn.heard.tap else None
    if found is None or found.person_id != person.id or found.signed_at is None:
        raise Refused("button-old")
    return found


def _patient(turn: Turn) -> Person:
    if turn.person is None or not may(turn.person.role, Action.SEE_OWN_PLAN):
        raise Refused("menu-stranger" if turn.person is None else "menu-staff")
    return turn.person


ROUTES = Routes(
    commands={"plan": page},
    words={"key-plan": page},
    taps={
        Verb.PLAN_SHOW: show,
        Verb.PLAN_READ: read,
        Verb.PLAN_HERE: here,
        Verb.PLAN_REQUEST: request,
    },
)
