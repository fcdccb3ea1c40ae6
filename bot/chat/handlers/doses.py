"""handlers/doses: the buttons under a dose, and /today."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.caseload.permissions import Action, may
from bot.caseload.person import PersonState
from bot.chat import keyboards
from bot.chat.handlers import not_taken
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.plans import active
from bot.plans.active import ActivePlan
from bot.reminders import answered, dose_speaker, dose_words, today
from bot.reminders.answered import Answer, DoseAnswer, Why
from bot.reminders.dose_words import Said
from bot.reminders.doses import PlannedDose, answerable, group_of, is_trusted
from bot.reminders.due import Due
from bot.reminders.today import DoseOfDay, Standing
from bot.reminders.wanted import Kind
from bot.sending import Button, Outgoing
from bot.symptoms import danger
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, lines, paragraphs

EARLY = timedelta(hours=2)
"""How long before its time a dose can be answered from /today. Earlier it is more likely a slip of the finger."""


async def show(turn: Turn) -> list[Outgoing]:
    """The medicine and the amount, and every way to answer."""
    group, doses, plan = await _moment(turn)
    if turn.now < group[0].due_at - EARLY:
        raise Refused("dose-not-yet", time=dose_words.time_of(doses))
    state = await danger.open_danger(turn.tx, turn.patient.id)
    if state is danger.Danger.NOT_OFFERED:
        raise Refused("dose-ask-first-line")
    await _cover_later(turn, group)
    return [_edit(turn, dose_words.revealed(doses, turn.texts, plan.plan, state))]


async def taken(turn: Turn) -> list[Outgoing]:
    """Done. Under a message for several medicines "one" means only the tapped one."""
    group, doses, plan = await _moment(turn)
    if turn.heard.tap and turn.heard.tap.arg == "one":
        return await _taken_one(turn, group, doses, plan)
    answer = DoseAnswer(answer=Answer.TAKEN, at=turn.now, taken_at=turn.now)
    done = await answered.record(turn.tx, group, answer, person_id=turn.patient.id)
    if not done.new:
        return [_already(turn, done.standing)]
    return await _noted(turn, group, "dose-taken", time=dose_words.time_of(doses), at=_clock(turn, plan))


async def _taken_one(
    turn: Turn, group: Sequence[Due], doses: Sequence[PlannedDose], plan: ActivePlan
) -> list[Outgoing]:
    tapped = [due for due in group if turn.heard.tap and due.id == turn.heard.tap.id]
    answer = DoseAnswer(answer=Answer.TAKEN, at=turn.now, taken_at=turn.now)
    done = await answered.record(turn.tx, tapped, answer, person_id=turn.patient.id)
    if not done.new:
        return [_already(turn, done.standing)]
    standing = await answered.standing_answers(turn.tx, [due.id for due in group])
    left = [dose for dose in doses if dose.due.id not in standing]
    if not left:
        return await _noted(turn, group, "dose-taken", time=dose_words.time_of(doses), at=_clock(turn, plan))
    state = await danger.open_danger(turn.tx, turn.patient.id)
    rest = dose_words.revealed(left, turn.texts, plan.plan, state)
    ticked = [turn.texts.say("dose-partly", medicine=dose.medicine.name) for dose in doses if dose.due.id in standing]
    return [turn.edit(lines(*ticked, rest.text), buttons=rest.buttons)]


async def later(turn: Turn) -> list[Outgoing]:
    """When shall I ask again?"""
    group, doses, _ = await _moment(turn)
    state = await danger.open_danger(turn.tx, turn.patient.id)
    said = dose_words.discreet(doses, turn.texts, state)
    return [turn.edit(said.text, buttons=(dose_words.snooze_row(group[0].id, turn.texts), *said.buttons))]


async def snooze(turn: Turn) -> list[Outgoing]:
    """Asked again in 10, 30 or 60 minutes, never past the late window."""
    group, doses, plan = await _moment(turn)
    minutes = next((m for m in dose_words.SNOOZES if turn.heard.tap and turn.heard.tap.arg == str(m)), None)
    if minutes is None:
        raise Refused("button-old")
    at = await answered.later(turn.tx, group, turn.now, person_id=turn.patient.id, minutes=minutes)
    if at is None:
        until = dose_words.local_time(max(due.window_until for due in group), plan.plan.zone)
        text = turn.texts.label("dose-snooze-too-late", time=dose_words.time_of(doses), until=until)
        return [turn.toast(text, box=True)]
    said = dose_words.discreet(doses, turn.texts, danger.Danger.NONE)
    text = turn.texts.say("dose-snoozed", time=dose_words.local_time(at, plan.plan.zone))
    return [turn.edit(lines(said.text, text), buttons=said.buttons)]


async def skip(turn: Turn) -> list[Outgoing]:
    """Skipped, noted without a word of blame."""
    group, doses, _ = await _moment(turn)
    answer = DoseAnswer(answer=Answer.SKIPPED, at=turn.now)
    done = await answered.record(turn.tx, group, answer, person_id=turn.patient.id)
    if not done.new:
        return [_already(turn, done.standing)]
    guided = await not_taken.reported(turn, group, set())
    return [*guided, *await _noted(turn, group, "dose-skipped", time=dose_words.time_of(doses))]


async def unsure(turn: Turn) -> list[Outgoing]:
    """Not sure: do not repeat it, ask."""
    group, doses, plan = await _moment(turn)
    answer = DoseAnswer(answer=Answer.UNSURE, at=turn.now)
    done = await answered.record(turn.tx, group, answer, person_id=turn.patient.id)
    if not done.new:
        return [_already(turn, done.standing)]
    contact = dose_words.contact_words(plan.plan, turn.texts, turn.now)
    text = turn.texts.say("dose-unsure", time=dose_words.time_of(doses), contact=contact)
    return [turn.edit(text, buttons=(_undo_row(turn, group),))]


async def undo(turn: Turn) -> list[Outgoing]:
    """The newest answer is taken back, and the dose is open again."""
    group, doses, _ = await _moment(turn)
    if not await answered.undo(turn.tx, group, turn.now, person_id=turn.patient.id):
        return [turn.toast(turn.texts.label("button-old"))]
    state = await danger.open_danger(turn.tx, turn.patient.id)
    said = dose_words.discreet(doses, turn.texts, state)
    return [turn.toast(turn.texts.label("dose-undone")), _edit(turn, said)]


async def late_taken(turn: Turn) -> list[Outgoing]:
    """After the window: it was taken all the same."""
    group, doses, _ = await _moment(turn)
    answer = DoseAnswer(answer=Answer.TAKEN, at=turn.now)
    await answered.record(turn.tx, group, answer, person_id=turn.patient.id)
    text = turn.texts.say("late-taken", time=dose_words.time_of(doses))
    return [turn.edit(text, buttons=(_undo_row(turn, group),))]


async def why(turn: Turn) -> list[Outgoing]:
    """After the window: it was not taken, and why."""
    group, doses, _ = await _moment(turn)
    code = turn.heard.tap.arg if turn.heard.tap else ""
    if code not in tuple(Why):
        raise Refused("button-old")
    answer = DoseAnswer(answer=Answer.NOT_TAKEN, at=turn.now, why=Why(code))
    await answered.record(turn.tx, group, answer, person_id=turn.patient.id)
    ticks = {"ran_out"} if code == Why.RAN_OUT.value else set()
    guided = await not_taken.reported(turn, group, ticks)
    if code == Why.FELT_SICK.value:
        return [*guided, turn.edit(turn.texts.say("late-vomited"), buttons=(_vomited_row(turn, group),))]
    text = turn.texts.say("late-noted", time=dose_words.time_of(doses))
    return [*guided, turn.edit(text, buttons=(_undo_row(turn, group),))]


async def vomited(turn: Turn) -> list[Outgoing]:
    """Felt sick, and vomited or not. The clinician's own words for that, where there are any."""
    group, doses, _ = await _moment(turn)
    yes = turn.heard.tap is not None and turn.heard.tap.arg == "y"
    guided = await not_taken.reported(turn, group, {"vomited_dose"}) if yes else []
    rules = [dose.medicine.late_rule for dose in doses]
    words = [
        turn.texts.say("late-vomit-words", author=rule.author, words=rule.vomiting_words)
        for rule in rules
        if yes and rule is not None and rule.vomiting_words
    ]
    return [*guided, turn.edit(lines(turn.texts.say("late-vomited-noted"), *words), buttons=(_undo_row(turn, group),))]


async def caught_up(turn: Turn) -> list[Outgoing]:
    """After an outage: were the missed slots taken?"""
    asked = turn.heard.tap.id if turn.heard.tap else 0
    due = await dose_speaker.question_of(turn.tx, turn.patient.id, asked, Kind.CATCH_UP)
    if due is None:
        raise Refused("button-old")
    missed = await dose_speaker.missed_slots(turn.tx, due)
    taken_all = turn.heard.tap is not None and turn.heard.tap.arg == "y"
    answer = DoseAnswer(answer=Answer.TAKEN if taken_all else Answer.NOT_TAKEN, at=turn.now)
    if missed:
        await answered.record(turn.tx, missed, answer, person_id=turn.patient.id)
    return [turn.edit(turn.texts.say("catch-up-noted"))]


async def of_today(turn: Turn) -> list[Outgoing]:
    """/today: what is planned for today and how it stands; a tap on a time answers or corrects it."""
    if turn.person is None or not may(turn.person.role, Action.ANSWER_DOSE):
        raise Refused("menu-stranger" if turn.person is None else "menu-staff")
    plan = await active.of_person(turn.tx, turn.person.id)
    keyboard = keyboards.standing(turn.person, turn.texts)
    if plan is None:
        return [turn.reply(turn.texts.say("today-no-plan"), keyboard=keyboard)]
    day = turn.now.astimezone(ZoneInfo(plan.plan.zone)).date()
    title = turn.texts.say("today-title", day=amounts.long_day(day, turn.texts.language))
    if turn.person.state is PersonState.IN_HOSPITAL:
        return [turn.reply(paragraphs(title, turn.texts.say("today-in-hospital")), keyboard=keyboard)]
    if not is_trusted(plan, turn.person):
        return [turn.reply(paragraphs(title, turn.texts.say("today-home-again")), keyboard=keyboard)]
    doses = await today.doses_on(turn.tx, turn.person, day, plan.plan.zone)
    if not doses:
        return [turn.reply(paragraphs(title, turn.texts.say("today-nothing")), keyboard=keyboard)]
    listed = [_today_line(turn, dose) for dose in doses]
    text = paragraphs(title, lines(*listed), turn.texts.say("today-tap"))
    return [turn.reply(text, buttons=_today_buttons(turn, doses), protect=True)]


def _today_line(turn: Turn, one: DoseOfDay) -> Html:
    slot, standing = one.dose.slot, one.standing
    mark = {Standing.TAKEN: "✓", Standing.PLANNED: "○", Standing.OPEN: "⏰"}.get(standing, "•")
    state = "" if standing is Standing.PLANNED else turn.texts.say(f"today-state-{standing.value}")
    if turn.patient.discreet:
        return turn.texts.say("today-dose-discreet", mark=mark, time=amounts.clock_time(slot.local), state=state)
    return turn.texts.say(
        "today-dose",
        mark=mark,
        time=amounts.clock_time(slot.local),
        medicine=one.dose.medicine.name,
        amount=amounts.amount(slot.amount, slot.unit, turn.texts.language),
        state=state,
    )


def _today_buttons(turn: Turn, doses: Sequence[DoseOfDay]) -> tuple[tuple[Button, ...], ...]:
    moments = {one.dose.due.due_at: one.dose for one in reversed(doses)}
    buttons = [
        Button(label=amounts.clock_time(dose.slot.local), data=data(Verb.DOSE_SHOW, dose.due.id))
        for _, dose in sorted(moments.items())
    ]
    return tuple(tuple(buttons[at : at + 4]) for at in range(0, len(buttons), 4))


async def _moment(turn: Turn) -> tuple[tuple[Due, ...], tuple[PlannedDose, ...], ActivePlan]:
    """What the tapped button is about. Raises Refused where it is nobody's dose here, or not in the plan any more."""
    if turn.person is None or turn.heard.tap is None or not may(turn.person.role, Action.ANSWER_DOSE):
        raise Refused("button-old")
    group = await group_of(turn.tx, turn.person.id, turn.heard.tap.id)
    doses = await answerable(turn.tx, turn.person, group) if group else ()
    plan = await active.in_force(turn.tx, turn.person.id, group[0].due_at) if group else None
    if not doses or plan is None:
        raise Refused("dose-gone")
    return group, doses, plan


async def _noted(turn: Turn, group: Sequence[Due], key: str, **arguments: str) -> list[Outgoing]:
    await _cover_later(turn, group)
    upcoming = await dose_speaker.next_dose(turn.tx, turn.patient.id, turn.now)
    soon = turn.texts.say("dose-next", time=upcoming) if upcoming else ""
    return [turn.edit(turn.texts.say(key, next=soon, **arguments), buttons=(_undo_row(turn, group),))]


async def _cover_later(turn: Turn, group: Sequence[Due]) -> None:
    if turn.heard.message_id is not None:
        await dose_speaker.blank_later(turn.tx, group[0], turn.heard.message_id, turn.now)


def _vomited_row(turn: Turn, group: Sequence[Due]) -> tuple[Button, ...]:
    return tuple(
        Button(label=turn.texts.label(key), data=data(Verb.DOSE_VOMITED, group[0].id, code))
        for key, code in (("button-yes", "y"), ("button-no", "n"))
    )


def _undo_row(turn: Turn, group: Sequence[Due]) -> tuple[Button, ...]:
    return (Button(label=turn.texts.label("button-undo"), data=data(Verb.DOSE_UNDO, group[0].id)),)


def _already(turn: Turn, standing: DoseAnswer) -> Outgoing:
    answer = turn.texts.label(f"answer-{standing.answer.value.replace('_', '-')}")
    return turn.toast(turn.texts.label("dose-already", answer=answer))


def _clock(turn: Turn, plan: ActivePlan) -> str:
    return dose_words.local_time(turn.now, plan.plan.zone)


def _edit(turn: Turn, said: Said) -> Outgoing:
    return turn.edit(said.text, buttons=said.buttons)


ROUTES = Routes(
    commands={"today": of_today},
    words={"key-today": of_today},
    taps={
        Verb.DOSE_SHOW: show,
        Verb.DOSE_TAKEN: taken,
        Verb.DOSE_LATER: later,
        Verb.DOSE_SNOOZE: snooze,
        Verb.DOSE_SKIP: skip,
        Verb.DOSE_UNSURE: unsure,
        Verb.DOSE_UNDO: undo,
        Verb.DOSE_LATE: late_taken,
        Verb.DOSE_WHY: why,
        Verb.DOSE_VOMITED: vomited,
        Verb.DOSES_ASKED: caught_up,
    },
)
