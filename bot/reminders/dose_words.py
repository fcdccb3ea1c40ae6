"""reminders/dose_words: what a dose's messages say and which buttons they carry (floor 1, pure).

Belongs here: putting doses of one moment into words. Not here: when (dose_speaker.py), what an answer means
(answered.py). Amounts, tablets and the clinician's words are those of the signed plan, never computed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.caseload.zones import city
from bot.plans import plan_words
from bot.plans.model import Contact, Plan
from bot.reminders.doses import PlannedDose
from bot.reminders.due import Due
from bot.reminders.wanted import Kind
from bot.sending import Button, Buttons
from bot.symptoms.danger import Danger
from bot.symptoms.helplines import Country, Purpose
from bot.symptoms.place import either
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import Html, lines, paragraphs

CHANGED_DAYS = 2
"""In the first days of a step the reminder says that the amount has changed. Source: PRODUCT "A slot's day"."""
SNOOZES = (10, 30, 60)
"""Minutes. Source: PRODUCT "A slot's day"; FACTS 9, design defaults (PD)."""
WHEN = (0, 30, 60, 90, 120, 180, 240)
"""Minutes after its time, offered for a dose that was taken after all. Our own choice; any time can be typed."""
ONE = "one"
"""In a button: only the medicine that it names."""
SOME = "s"
"""In a button after the window: not all of several medicines."""


class Several(StrEnum):
    """What is said of several moments at once: the first letter that a button carries."""

    ALL = "a"
    ONE = "o"
    SOME = "s"
    NONE = "n"
    RAN_OUT = "r"
    SHOW = "h"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text with its buttons."""

    text: Html
    buttons: Buttons = ()


def local_time(instant: datetime, zone: str) -> str:
    """The wall-clock time as people read it."""
    return amounts.clock_time(instant.astimezone(ZoneInfo(zone)))


def time_of(doses: Sequence[PlannedDose]) -> str:
    """The local time of the moment."""
    return amounts.clock_time(doses[0].slot.local)


def home_clock(due: Due, here: str | None, texts: Texts) -> Html | str:
    """Whose clock the time is told by, on a trip at home times; empty where the clock of `here` shows the same."""
    if here is None or here == due.zone:
        return ""
    if due.due_at.astimezone(ZoneInfo(here)).utcoffset() == due.due_at.astimezone(ZoneInfo(due.zone)).utcoffset():
        return ""
    return texts.say("dose-home-clock", place=city(due.zone, texts.language))


def to_come(doses: Sequence[PlannedDose], texts: Texts) -> Html:
    """That they are told at their own time, or when the person moved them to. No medicine."""
    first = doses[0].due
    if first.moved_to is None:
        return texts.say("dose-moved-back", time=time_of(doses))
    return texts.say("dose-moved", time=time_of(doses), to=local_time(first.moved_to, first.zone))


def is_changed(doses: Sequence[PlannedDose]) -> bool:
    """Whether the reminder must say that the amount has changed."""
    return any(dose.slot.changed and dose.slot.step_day <= CHANGED_DAYS for dose in doses)


def standing(doses: Sequence[PlannedDose], texts: Texts, danger: Danger, country: Country) -> Said:
    """An open dose as its message says it now: discreet; where it must not be offered, whom to ask and no button."""
    if danger is Danger.NOT_OFFERED:
        return Said(text=not_offered(time_of(doses), texts, country))
    return discreet(doses, texts, danger)


def not_offered(time: str, texts: Texts, country: Country) -> Html:
    """It was planned, and an emergency is open in which it may harm: ask first."""
    emergency, poison = either(texts, country.emergency), country.first(Purpose.POISON)
    if poison is None:
        return texts.say("dose-not-offered-no-poison", time=time, emergency=emergency)
    return texts.say("dose-not-offered", time=time, emergency=emergency, poison=either(texts, poison.numbers))


def taken_anyway(due: Due, texts: Texts) -> Buttons:
    """Under the answer to a tap on "Done" while it is not offered: what was taken already is told, never offered."""
    return ((Button(label=texts.label("button-took-it-before"), data=data(Verb.DOSE_LATE, due.id)),),)


def discreet(doses: Sequence[PlannedDose], texts: Texts, danger: Danger) -> Said:
    """What a lock screen may show: a time, no medicine. Where the amount has changed there is no "Done" here."""
    time, first = time_of(doses), doses[0].due.id
    if danger is Danger.ASK_FIRST:
        text = texts.say("dose-due-ask-first", time=time)
    else:
        text = texts.say("dose-due-changed" if is_changed(doses) else "dose-due", time=time)
        if (to := doses[0].due.moved_to) is not None:
            text = lines(text, texts.say("dose-due-moved", to=local_time(to, doses[0].due.zone)))
    return Said(text=text, buttons=_short_buttons(doses, texts, first))


def nudge(doses: Sequence[PlannedDose], texts: Texts, danger: Danger) -> Said:
    """The one nudge."""
    key = "dose-open-ask-first" if danger is Danger.ASK_FIRST else "dose-open"
    return Said(text=texts.say(key, time=time_of(doses)), buttons=_short_buttons(doses, texts, doses[0].due.id))


def _short_buttons(doses: Sequence[PlannedDose], texts: Texts, first: int) -> Buttons:
    row = [Button(label=texts.label("button-show"), data=data(Verb.DOSE_SHOW, first))]
    if not is_changed(doses):
        row.append(Button(label=texts.label("button-done"), data=data(Verb.DOSE_TAKEN, first)))
    row.append(Button(label=texts.label("button-later"), data=data(Verb.DOSE_LATER, first)))
    return (tuple(row),)


def revealed(doses: Sequence[PlannedDose], texts: Texts, plan: Plan, danger: Danger, *, waits: Sequence[int]) -> Said:
    """Medicine, amount, tablets, step, and the clinician's instruction; every way to answer under it. `waits`: in how
    many minutes it may be asked about again; none where it has an answer or its time has passed."""
    parts: list[Html] = []
    for dose in doses:
        parts.append(dose_line(dose, texts))
        if dose.slot.changed and dose.slot.step_day <= CHANGED_DAYS:
            parts.append(texts.say("dose-changed-line"))
        if dose.slot.instruction:
            parts.append(texts.say("dose-from", author=plan.prescriber.name, words=dose.slot.instruction))
    if danger is Danger.ASK_FIRST:
        parts.append(texts.say("dose-ask-first-line"))
    return Said(text=lines(*parts), buttons=_all_buttons(doses, texts, waits=waits))


def dose_line(dose: PlannedDose, texts: Texts) -> Html:
    """`8:00 · baclofen 10 mg = 1 tablet of 10 mg · step 3 of 12, until Fri 18 Dec`."""
    slot, language = dose.slot, texts.language
    ends = dose.medicine.steps[slot.step - 1].ends_on
    return texts.say(
        "dose-line",
        time=amounts.clock_time(slot.local),
        medicine=dose.medicine.name,
        amount=plan_words.amount(slot.amount, dose.medicine, texts),
        tablets=_tablets(dose, texts),
        step=amounts.number(slot.step, language),
        steps=amounts.number(slot.steps, language),
        until=texts.say("dose-line-until", day=amounts.day(ends, language)) if ends else "",
    )


def _tablets(dose: PlannedDose, texts: Texts) -> Html | str:
    made = plan_words.pieces(dose.slot.amount, dose.medicine, texts)
    return texts.say("dose-line-tablets", pieces=made) if made else ""


def _all_buttons(doses: Sequence[PlannedDose], texts: Texts, *, waits: Sequence[int]) -> Buttons:
    first = doses[0].due.id
    if len(doses) == 1:
        taken: Buttons = ((Button(label=texts.label("button-taken"), data=data(Verb.DOSE_TAKEN, first)),),)
    else:
        one_each = tuple(_of_one(dose, texts) for dose in doses)
        everything = Button(label=texts.label("button-taken-all"), data=data(Verb.DOSE_TAKEN, first))
        taken = ((everything,), *one_each)
    return (
        *taken,
        *((snooze_row(first, texts, waits),) if waits else ()),
        (
            Button(label=texts.label("button-skip"), data=data(Verb.DOSE_SKIP, first)),
            Button(label=texts.label("button-unsure"), data=data(Verb.DOSE_UNSURE, first)),
        ),
    )


def _of_one(dose: PlannedDose, texts: Texts) -> tuple[Button, ...]:
    return tuple(
        Button(label=texts.label(key, medicine=dose.medicine.name), data=data(verb, dose.due.id, ONE))
        for key, verb in (("button-taken-one", Verb.DOSE_TAKEN), ("button-skip-one", Verb.DOSE_SKIP))
    )


def when_buttons(due: Due, texts: Texts, now: datetime) -> Buttons:
    """The times at which it may have been taken, as far as they have passed, and one to type another."""
    passed = [minutes for minutes in WHEN if due.due_at + timedelta(minutes=minutes) <= now]
    buttons = [
        Button(
            label=local_time(due.due_at + timedelta(minutes=minutes), due.zone),
            data=data(Verb.DOSE_AT, due.id, str(minutes)),
        )
        for minutes in passed
    ]
    other = Button(label=texts.label("button-when-type"), data=data(Verb.DOSE_AT, due.id, "t"))
    return (*(tuple(buttons[at : at + 4]) for at in range(0, len(buttons), 4)), (other,))


def waits_of(group: Sequence[Due], now: datetime) -> tuple[int, ...]:
    """In how many minutes these doses may be asked about again: never past the late window."""
    closes = max(due.window_until for due in group)
    return tuple(minutes for minutes in SNOOZES if now + timedelta(minutes=minutes) < closes)


def snooze_row(reminder: int, texts: Texts, waits: Sequence[int]) -> tuple[Button, ...]:
    """`In 10 min` `In 30 min` `In 60 min`."""
    return tuple(
        Button(
            label=texts.label("button-snooze", minutes=amounts.number(minutes, texts.language)),
            data=data(Verb.DOSE_SNOOZE, reminder, str(minutes)),
        )
        for minutes in waits
    )


def short(doses: Sequence[PlannedDose], answer: str, texts: Texts) -> Html:
    """What is left of an answered reminder: `✓ 8:00 done`. No medicine, no amount."""
    return texts.say(_SHORT.get(answer, "dose-skipped-short"), time=time_of(doses))


_SHORT = {
    "taken": "dose-taken-short",
    "taken_twice": "dose-taken-short",
    "unsure": "dose-unsure-short",
    "not_taken": "dose-not-taken-short",
}


def passed(doses: Sequence[PlannedDose], texts: Texts, plan: Plan, now: datetime) -> tuple[Html, ...]:
    """That its time has passed, and the clinician's own words for that. Without a rule: FACTS 6, "If blank"."""
    parts = [texts.say("late-passed", time=time_of(doses))]
    for dose in doses:
        rule = dose.medicine.late_rule
        if rule and rule.words:
            parts.append(texts.say("dose-from", author=rule.author or plan.prescriber.name, words=rule.words))
        else:
            parts.append(texts.say("late-blank", contact=contact_words(plan, texts, now)))
    return tuple(parts)


def late(doses: Sequence[PlannedDose], texts: Texts, plan: Plan, now: datetime, *, ask_first: bool = False) -> Said:
    """The window has closed: the clinician's own words, then what happened. `ask_first`: an emergency is open, so that
    nothing here may read like leave to take it."""
    parts, first = [*passed(doses, texts, plan, now)], doses[0].due.id
    if ask_first:
        parts.append(texts.say("dose-ask-first-line"))
    took = [Button(label=texts.label("button-took-it"), data=data(Verb.DOSE_LATE, first))]
    if len(doses) > 1:
        some = Button(label=texts.label("button-took-some"), data=data(Verb.DOSE_LATE, first, SOME))
        took = [Button(label=texts.label("button-taken-all"), data=data(Verb.DOSE_LATE, first)), some]
    rows = (
        tuple(took),
        *(
            tuple(Button(label=texts.label(key), data=data(Verb.DOSE_WHY, first, code)) for key, code in row)
            for row in WHY
        ),
    )
    return Said(text=paragraphs(lines(*parts), texts.say("late-why")), buttons=rows)


def silent(moments: Sequence[Due], question: Due, texts: Texts, plan: Plan, now: datetime) -> Said:
    """`I have no answer for 8:00 and 14:00. Did you take them?` At most the last four are named; `question` is the row
    that asks, under whose id the answer comes back."""
    text = lines(
        texts.say("doses-silent" if len(moments) > 1 else "doses-silent-one", times=times_of(moments, texts, now)),
        texts.say("doses-questions", contact=contact_words(plan, texts, now)),
    )
    return Said(text=text, buttons=several_buttons(moments, question, texts))


def times_of(moments: Sequence[Due], texts: Texts, now: datetime) -> str:
    """`8:00 yesterday, 14:00 yesterday and 8:00`: the last four at most."""
    named = [moment(due, texts, now) for due in moments[-NAMED:]]
    times = named[0]
    for more in named[1:-1]:
        times = texts.label("doses-comma", first=times, second=more)
    return texts.label("doses-and", first=times, second=named[-1]) if len(named) > 1 else times


def several_buttons(moments: Sequence[Due], question: Due, texts: Texts) -> Buttons:
    """All of them, some, none, ran out. Of a single one: yes or no."""
    verb = Verb.DOSES_SILENT if question.kind is Kind.DOSES_ASKED else Verb.DOSES_ASKED

    def button(key: str, code: Several) -> Button:
        return Button(label=texts.label(key), data=data(verb, question.id, code.value))

    ran_out = button("button-ran-out", Several.RAN_OUT)
    if len(moments) == 1:
        return ((button("button-took-all", Several.ALL), button("button-took-none", Several.NONE)), (ran_out,))
    if len(moments) == TWO:
        row = (button("button-took-both", Several.ALL), button("button-took-one", Several.ONE))
    else:
        row = (button("button-took-them-all", Several.ALL), button("button-took-some", Several.SOME))
    return (row, (button("button-took-none-of-them", Several.NONE), ran_out))


def moment(due: Due, texts: Texts, now: datetime) -> str:
    """Its time, and its day where that is not today: `20:00 yesterday`."""
    zone = ZoneInfo(due.zone)
    on, today = due.due_at.astimezone(zone).date(), now.astimezone(zone).date()
    time = local_time(due.due_at, due.zone)
    if on == today:
        return time
    if on == today - timedelta(days=1):
        return texts.label("doses-yesterday", time=time)
    return texts.label("doses-on-day", time=time, day=amounts.day(on, texts.language))


TWO = 2
NAMED = 4
"""More times than this nobody reads; the others stand in /today."""

WHY = (
    (("button-forgot", "f"), ("button-felt-sick", "s")),
    (("button-ran-out", "r"), ("button-felt-better", "b")),
    (("button-side-effects", "e"), ("button-on-purpose", "p")),
    (("button-other", "o"),),
)
"""Why a dose was not taken, as buttons: text key and the code that the button carries."""


def contact_words(plan: Plan, texts: Texts, now: datetime) -> Html:
    """Whom to call about a dose, open ones first: `Dr. Lee's office: 555-0100 (until 17:00).`"""
    local = now.astimezone(ZoneInfo(plan.zone))
    best: tuple[Contact, Html | str] | None = None
    for contact in plan.contacts:
        if not contact.phone:
            continue
        closes = contact.open_until(local.weekday(), local.time())
        until = texts.say("dose-contact-until", time=amounts.clock_time(closes)) if closes else ""
        if best is None or (until and not best[1]):
            best = (contact, until)
    if best is None:
        return texts.say("dose-contact-none")
    return texts.say("dose-contact", name=best[0].name, phone=amounts.phone(best[0].phone), until=best[1])
