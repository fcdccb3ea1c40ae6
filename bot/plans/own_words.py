"""plans/own_words: what a patient reads of their own plan (floor 1, pure).

Belongs here: "Your plan is here", what changed, /plan. Not here: buttons (chat/handlers/plans_own.py), a dose's own
messages (reminders/dose_words.py). The clinician's words are shown word for word with their author.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.plans import diff_words, plan_words
from bot.plans.active import ActivePlan
from bot.plans.calendar import slots_between, step_number_on
from bot.plans.diff import changes
from bot.plans.model import Dose, Ending, LateRule, MedicineTaper, Plan
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import Html, lines, paragraphs


def discreet(plan: ActivePlan, previous: ActivePlan | None, texts: Texts) -> Html:
    """What a lock screen may show of a signed plan."""
    if previous is None:
        return texts.say("own-here")
    return texts.say("own-changed" if changes(previous.plan, plan.plan) else "own-same")


def news(plan: ActivePlan, previous: ActivePlan | None, texts: Texts, now: datetime) -> Html:
    """What is new about `plan`: that it starts, or what it changes; then the doses of today, or of its first day."""
    today = local_day(plan, now)
    first = max(today, plan.plan.starts_on)
    told = starting(plan.plan, texts, now) if previous is None else _changed(plan, previous, texts, since=first)
    title = texts.say("own-from", prescriber=plan.plan.prescriber.name)
    return paragraphs(title, told, _day(plan.plan, first, texts, today=today), _late(plan.plan, texts))


def _changed(plan: ActivePlan, previous: ActivePlan, texts: Texts, *, since: date) -> Html:
    found = changes(previous.plan, plan.plan, since=since)
    several = len(plan.plan.medicines) > 1
    return lines(texts.say("own-what-changed"), diff_words.in_words(found, texts, for_staff=False, several=several))


def starting(plan: Plan, texts: Texts, now: datetime) -> Html:
    """ "Your plan starts tomorrow at 8:00."; when it has begun, its next time."""
    local = now.astimezone(ZoneInfo(plan.zone))
    ahead = slots_between(plan, now, datetime.combine(plan.shown_until, time.max, ZoneInfo(plan.zone)))
    if not ahead:
        return texts.say("own-over")
    first = ahead[0].local
    begins = local.date() < plan.starts_on
    days = (first.date() - local.date()).days
    key = {0: "own-today", 1: "own-tomorrow"}.get(days)
    day = texts.say(key) if key else texts.say("own-on", day=amounts.long_day(first.date(), texts.language))
    return texts.say("own-starts" if begins else "own-next-time", day=day, time=amounts.clock_time(first))


def _day(plan: Plan, day: date, texts: Texts, *, today: date) -> Html:
    title = (
        texts.say("own-doses-today")
        if day == today
        else texts.say("own-doses-on", day=amounts.day(day, texts.language))
    )
    told = [
        texts.say(
            "own-medicine", medicine=medicine.name, doses=plan_words.doses(_doses_on(medicine, day), medicine, texts)
        )
        for medicine in plan.medicines
    ]
    return lines(title, *told)


def _doses_on(medicine: MedicineTaper, day: date) -> tuple[Dose, ...]:
    number = step_number_on(medicine, day)
    return medicine.steps[number - 1].doses_on(day) if number is not None else ()


def page(plan: ActivePlan, texts: Texts, now: datetime) -> Html:
    """/plan: the step, today's doses, what comes next, the clinician's words, whom to call."""
    today = local_day(plan, now)
    medicines = [_medicine(medicine, plan.plan, today, texts) for medicine in plan.plan.medicines]
    return paragraphs(
        texts.say("own-title", prescriber=plan.plan.prescriber.name),
        *medicines,
        _late(plan.plan, texts),
        _pauses(plan.plan, texts),
        lines(texts.say("own-questions"), plan_words.contacts(plan.plan, texts)),
    )


def _medicine(medicine: MedicineTaper, plan: Plan, today: date, texts: Texts) -> Html:
    name = texts.say("plan-medicine", medicine=medicine.name)
    if today < medicine.starts_on:
        starts = texts.say("own-step-first", day=amounts.day(medicine.starts_on, texts.language))
        return lines(
            name, starts, plan_words.step_doses(medicine.steps[0], medicine, texts), *_as_needed(medicine, texts)
        )
    number = step_number_on(medicine, today)
    if number is None:
        return lines(name, after(medicine, plan, texts))
    step = medicine.steps[number - 1]
    if medicine.only_as_needed:
        return lines(name, *_as_needed(medicine, texts))
    return lines(
        name,
        _step(medicine, number, texts),
        texts.say("own-today-doses", doses=plan_words.doses(step.doses_on(today), medicine, texts)),
        texts.say("dose-from", author=plan.prescriber.name, words=step.instruction) if step.instruction else "",
        _next(medicine, number, plan, texts),
        *_as_needed(medicine, texts),
    )


def _step(medicine: MedicineTaper, number: int, texts: Texts) -> Html:
    ends = medicine.steps[number - 1].ends_on
    given = {
        "step": amounts.number(number, texts.language),
        "steps": amounts.number(len(medicine.steps), texts.language),
    }
    if ends is None:
        return texts.say("own-step-open", **given)
    return texts.say("own-step", day=amounts.day(ends, texts.language), **given)


def _next(medicine: MedicineTaper, number: int, plan: Plan, texts: Texts) -> Html:
    if number < len(medicine.steps):
        step = medicine.steps[number]
        told = plan_words.step_doses(step, medicine, texts)
        return texts.say("own-next", day=amounts.day(step.starts_on, texts.language), doses=told)
    return after(medicine, plan, texts) if medicine.ends_on else Html("")


def after(medicine: MedicineTaper, plan: Plan, texts: Texts) -> Html:
    """What the order says about the time behind its last day, which it must have."""
    assert medicine.ends_on is not None  # a medicine without an end is never behind it
    key = {Ending.ZERO: "own-after-zero", Ending.MAINTENANCE: "own-after-maintenance"}.get(
        medicine.ending, "own-after-unsaid"
    )
    return texts.say(key, day=amounts.day(medicine.ends_on, texts.language), prescriber=plan.prescriber.name)


def _as_needed(medicine: MedicineTaper, texts: Texts) -> list[Html]:
    return [plan_words.as_needed(one, medicine, texts) for one in medicine.as_needed]


def _late(plan: Plan, texts: Texts) -> Html:
    rules = dict.fromkeys(one.late_rule for one in plan.medicines if one.late_rule and one.late_rule.words)
    return lines(*(_late_words(rule, plan, texts) for rule in rules))


def _late_words(rule: LateRule, plan: Plan, texts: Texts) -> Html:
    author = rule.author or plan.prescriber.name
    if rule.written_on is None:
        return texts.say("own-late", author=author, words=rule.words)
    day = amounts.day_with_year(rule.written_on, texts.language)
    return texts.say("own-late-dated", author=author, day=day, words=rule.words)


def _pauses(plan: Plan, texts: Texts) -> Html:
    if not plan.pause_criteria:
        return Html("")
    told = [texts.say("dose-from", author=plan.prescriber.name, words=words) for words in plan.pause_criteria]
    return lines(texts.say("own-pause"), *told)


def ended(plan: Plan, texts: Texts) -> Html:
    """Reminders are off, which says nothing about the medicine. Source: PRODUCT section 2 (PD)."""
    return paragraphs(
        lines(texts.say("own-ended"), texts.say("own-ended-keep", prescriber=plan.prescriber.name)),
        lines(texts.say("own-questions"), plan_words.contacts(plan, texts)),
    )


def local_day(plan: ActivePlan, now: datetime) -> date:
    """The day it is where the plan is at home."""
    return now.astimezone(ZoneInfo(plan.plan.zone)).date()
