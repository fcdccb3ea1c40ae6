"""handlers/today: /today and every day before it: what was planned, how it stands, and a tap to answer or correct it;
a dose that was taken twice.

Belongs here: the list of one day and its buttons. Not here: the answers themselves (doses.py), the list as read from
the database (reminders/today.py).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.caseload.permissions import Action, may
from bot.caseload.person import Person, PersonState
from bot.chat import keyboards
from bot.chat.handlers import as_needed as needing
from bot.chat.handlers import dose_moment
from bot.chat.handlers import help as helping
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.plans import active, own_words
from bot.plans.active import ActivePlan
from bot.reminders import answered, as_needed, supply, today, trips
from bot.reminders.answered import Answer, DoseAnswer
from bot.reminders.dose_words import local_time
from bot.reminders.doses import is_trusted
from bot.reminders.due import Due
from bot.reminders.today import DoseOfDay, Standing
from bot.sending import Button, Buttons, Outgoing
from bot.symptoms import known
from bot.symptoms.received import Source
from bot.symptoms.report import SymptomReport
from bot.symptoms.triaged import triage
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, lines, paragraphs


async def of_today(turn: Turn) -> list[Outgoing]:
    """/today: what is planned for today and how it stands."""
    person = _patient(turn)
    plan = await active.of_person(turn.tx, person.id)
    is_off = plan is None and await active.turned_off(turn.tx, person.id) is not None
    if plan is None and not is_off and not await today.first_day(turn.tx, person.id):
        keyboard = keyboards.standing(person, turn.texts)
        return [turn.reply(turn.texts.say("today-no-plan"), keyboard=keyboard)]
    day = turn.now.astimezone(ZoneInfo(await _zone(turn, plan))).date()
    text, buttons = await _page(turn, person, plan, day)
    return [turn.reply(text, buttons=buttons, protect=True)]


async def of_day(turn: Turn) -> list[Outgoing]:
    """A day before, as far back as there were doses; any of its answers can be corrected."""
    person = _patient(turn)
    plan = await active.of_person(turn.tx, person.id)
    last = turn.now.astimezone(ZoneInfo(await _zone(turn, plan))).date()
    try:
        day = date.fromisoformat(turn.heard.tap.arg if turn.heard.tap else "")
    except ValueError:
        raise Refused("button-old") from None
    text, buttons = await _page(turn, person, plan, min(day, last))
    return [turn.edit(text, buttons=buttons)]


async def _page(turn: Turn, person: Person, plan: ActivePlan | None, day: date) -> tuple[Html, Buttons]:
    zone = await _zone(turn, plan)
    last = turn.now.astimezone(ZoneInfo(zone)).date()
    key = "today-title" if day == last else "today-title-day"
    said = amounts.long_day if day == last else amounts.heading_day
    title = turn.texts.say(key, day=said(day, turn.texts.language))
    moves = await _moves(turn, person, day, last)
    if day == last and (told := _not_now(turn, person, plan)):
        return paragraphs(title, told), moves
    doses = await today.doses_on(turn.tx, person, day, zone)
    extra = [_needed_line(turn, due) for due in await as_needed.taken_on(turn.tx, person, day, zone)]
    needed = needing.row_of(turn, plan) if plan is not None and day == last else ()
    off = await active.turned_off(turn.tx, person.id) if plan is None and day == last else None
    still = own_words.ended(off.plan, turn.texts) if off else Html("")
    if off and not doses:
        return paragraphs(title, lines(*extra), still), moves
    if not doses:
        key = "today-nothing" if day == last else "today-nothing-day"
        return paragraphs(title, lines(*extra) if extra else turn.texts.say(key)), (*needed, *moves)
    # Medicines of one time that stand alike are one line: without their names they would read like a mistake.
    listed = dict.fromkeys(_line(turn, dose) for dose in doses)
    text = paragraphs(title, lines(*listed, *extra), still, turn.texts.say("today-tap"))
    return text, (*_buttons(doses), *needed, *moves)


def _not_now(turn: Turn, person: Person, plan: ActivePlan | None) -> Html | None:
    """Why the doses of today are not shown, where they are not."""
    if person.state is PersonState.IN_HOSPITAL:
        return turn.texts.say("today-in-hospital")
    if plan is not None and not is_trusted(plan, person):
        return turn.texts.say("today-home-again")
    return None


async def _moves(turn: Turn, person: Person, day: date, last: date) -> Buttons:
    """One day back and one forward, never beyond the first dose and today."""
    first = await today.first_day(turn.tx, person.id)

    def move(key: str, to: date) -> Button:
        label = turn.texts.label(key, day=amounts.day(to, turn.texts.language))
        return Button(label=label, data=data(Verb.DAY, person.id, to.isoformat()))

    row = []
    if first is not None and day > first:
        row.append(move("button-day-back", day - timedelta(days=1)))
    if day < last:
        row.append(move("button-day-on", day + timedelta(days=1)))
    return (tuple(row),) if row else ()


def _line(turn: Turn, one: DoseOfDay) -> Html:
    slot, standing = one.dose.slot, one.standing
    mark = {Standing.TAKEN: "✓", Standing.TAKEN_TWICE: "✓", Standing.PLANNED: "○", Standing.OPEN: "⏰"}
    state = "" if standing is Standing.PLANNED else turn.texts.say(f"today-state-{standing.value}")
    said = {"mark": mark.get(standing, "•"), "time": amounts.clock_time(slot.local), "state": state}
    if turn.patient.discreet:
        return turn.texts.say("today-dose-discreet", **said)
    amount = amounts.amount(slot.amount, slot.unit, turn.texts.language)
    return turn.texts.say("today-dose", medicine=one.dose.medicine.name, amount=amount, **said)


def _needed_line(turn: Turn, due: Due) -> Html:
    return turn.texts.say("today-needed", time=local_time(due.due_at, due.zone))


def _buttons(doses: Sequence[DoseOfDay]) -> Buttons:
    moments = {one.dose.due.due_at: one.dose for one in reversed(doses)}
    buttons = [
        Button(label=amounts.clock_time(dose.slot.local), data=data(Verb.DOSE_SHOW, dose.due.id))
        for _, dose in sorted(moments.items())
    ]
    return tuple(tuple(buttons[at : at + 4]) for at in range(0, len(buttons), 4))


async def twice(turn: Turn) -> list[Outgoing]:
    """A second dose: recorded, never refused, with the guidance for one dose too many."""
    moment = await dose_moment.of_tap(turn)
    answer = DoseAnswer(answer=Answer.TAKEN_TWICE, at=turn.now)
    done = await answered.record(turn.tx, moment.group, answer, person_id=turn.patient.id)
    if not done.new:
        return [turn.toast(turn.texts.label("dose-already", answer=turn.texts.label("answer-taken-twice")))]
    await supply.changed(turn.tx, turn.patient.id, turn.now)
    report = SymptomReport(
        lang=turn.texts.language,
        ticks=frozenset({"second_dose"}),
        about=known.about(moment.plan.plan, turn.house.medicines),
    )
    guided = await helping.report(turn, triage(report, turn.house.rules), source=Source.SLOTS)
    text = turn.texts.say("dose-twice", time=moment.time)
    return [*guided, turn.edit(text, buttons=(dose_moment.undo_row(turn, moment.group),))]


async def _zone(turn: Turn, plan: ActivePlan | None) -> str:
    """By which clock the doses of today are taken."""
    if plan is None:
        return turn.patient.zone or turn.house.programme.zone
    chosen = await trips.of_person(turn.tx, turn.patient.id)
    today = turn.now.astimezone(ZoneInfo(plan.plan.zone)).date()
    return trips.zone_on(chosen, today, plan.plan.zone)


def _patient(turn: Turn) -> Person:
    if turn.person is None or not may(turn.person.role, Action.ANSWER_DOSE):
        raise Refused("menu-stranger" if turn.person is None else "menu-staff")
    return turn.person


ROUTES = Routes(
    commands={"today": of_today},
    words={"key-today": of_today},
    taps={Verb.DAY: of_day, Verb.DOSE_TWICE: twice},
)
