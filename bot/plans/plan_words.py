"""plans/plan_words: a plan in words: doses of a day, spans, contacts, the whole table (floor 1, pure).

Belongs here: what patient and staff read alike. Not here: the patient's page (own_words.py), the card of a draft
(draft_card.py), what a new revision changes (diff_words.py). Every amount is the plan's own; totals are sums of them.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.caseload import zones
from bot.plans import course
from bot.plans.aftercare import Service
from bot.plans.model import AsNeeded, Contact, Dose, Ending, MedicineTaper, OpenHours, Plan, Step
from bot.plans.supply import piece_word
from bot.plans.tablets import Pieces, millilitres, tablets_for
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import Html, lines, paragraphs

CAPTION_MEDICINES = 6
"""More lines do not fit under a picture: 1024 characters. Source: Bot API, sendPhoto."""


def caption(plan: Plan, texts: Texts) -> Html:
    """ "Baclofen 80 mg/day → 0 in 12 steps, 1 Dec 2026 to 12 Feb 2027 (74 days), Chicago time." A line a medicine."""
    city = zones.city(plan.zone, texts.language)
    told = [_caption(medicine, texts, city=city) for medicine in plan.medicines[:CAPTION_MEDICINES]]
    left = len(plan.medicines) - len(told)
    more = texts.say("plan-caption-more", count=amounts.number(left, texts.language)) if left else ""
    return lines(*told, more)


def _caption(medicine: MedicineTaper, texts: Texts, *, city: str) -> Html:
    if medicine.only_as_needed:
        told = texts.say("plan-caption-as-needed", medicine=medicine.name[:1].upper() + medicine.name[1:])
        return lines(told, *(as_needed(one, medicine, texts) for one in medicine.as_needed))
    first, last = medicine.steps[0], medicine.steps[-1]
    days = medicine.ends_on and (medicine.ends_on - medicine.starts_on).days + 1
    span = (
        texts.say(
            "plan-span-days",
            first=amounts.day_with_year(medicine.starts_on, texts.language),
            last=amounts.day_with_year(medicine.ends_on, texts.language),
            days=amounts.number(days, texts.language),
        )
        if medicine.ends_on and days
        else texts.say("plan-span-open", first=amounts.day_with_year(medicine.starts_on, texts.language))
    )
    return texts.say(
        "plan-caption",
        medicine=medicine.name[:1].upper() + medicine.name[1:],
        start=totals(first, medicine, texts),
        end=_end(last, medicine, texts),
        steps=counted(len(medicine.steps), "plan-steps", texts),
        span=span,
        city=city,
    )


def _end(last: Step, medicine: MedicineTaper, texts: Texts) -> str:
    if medicine.ending is Ending.ZERO or last.is_pause:
        return "0"
    return totals(last, medicine, texts)


def counted(count: int, key: str, texts: Texts) -> Html:
    """ "1 step" or "12 steps": the texts `<key>-one` and `<key>-many`."""
    if count == 1:
        return texts.say(f"{key}-one")
    return texts.say(f"{key}-many", count=amounts.number(count, texts.language))


def totals(step: Step, medicine: MedicineTaper, texts: Texts) -> Html:
    """What a day of the step adds up to: "80 mg a day"; "10 mg or 0 mg a day" where the days differ."""
    sums = dict.fromkeys(sum((dose.amount for dose in day), Decimal(0)) for day in step.cycle)
    told = [amounts.amount(total, medicine.unit, texts.language) for total in sums]
    return texts.say("plan-a-day", total=texts.label("plan-or").join(told))


def doses(day: Sequence[Dose], medicine: MedicineTaper, texts: Texts) -> Html:
    """ "8:00 <b>20 mg</b> · 14:00 <b>15 mg</b>", or "no dose"."""
    if not day:
        return texts.say("plan-no-dose")
    told = [
        texts.say("plan-dose", time=amounts.clock_time(dose.at), amount=amount(dose.amount, medicine, texts))
        for dose in day
    ]
    return Html(" · ".join(told))


def step_doses(step: Step, medicine: MedicineTaper, texts: Texts) -> Html:
    """The doses of a step: of each day of its cycle, where it has more than one."""
    if len(step.cycle) == 1:
        return doses(step.cycle[0], medicine, texts)
    return lines(
        *(
            texts.say("plan-cycle-day", number=amounts.number(at, texts.language), doses=doses(day, medicine, texts))
            for at, day in enumerate(step.cycle, start=1)
        )
    )


def amount(value: Decimal, medicine: MedicineTaper, texts: Texts) -> str:
    """The amount as ordered; of a liquid with its volume beside it, where that has an end."""
    told = amounts.amount(value, medicine.unit, texts.language)
    volume = millilitres(value, medicine.unit, medicine.concentration) if medicine.concentration else None
    if volume is None or medicine.unit.value == "mL":
        return told
    return texts.label("plan-liquid", amount=told, volume=amounts.amount(volume, "mL", texts.language))


def span(step: Step, texts: Texts) -> Html:
    """ "12 Dec 2026 to 18 Dec 2026", "from 12 Dec 2026 until a new order"."""
    first = amounts.day_with_year(step.starts_on, texts.language)
    if step.ends_on is None:
        return texts.say("plan-span-open", first=first)
    return texts.say("plan-span", first=first, last=amounts.day_with_year(step.ends_on, texts.language))


def table(plan: Plan, texts: Texts) -> Html:
    """Every step for staff: days, doses, total, what changed since the step before, which pieces make each dose."""
    return paragraphs(*(part for medicine in plan.medicines for part in _medicine(medicine, texts)))


def _medicine(medicine: MedicineTaper, texts: Texts) -> list[Html]:
    told = [
        lines(
            texts.say("plan-medicine", medicine=medicine.name),
            *(as_needed(one, medicine, texts) for one in medicine.as_needed),
        )
    ]
    for number, step in enumerate(medicine.steps, start=1):
        told.append(
            lines(
                texts.say("plan-row", number=amounts.number(number, texts.language), span=span(step, texts)),
                step_doses(step, medicine, texts),
                _total(medicine, number, texts),
                _pieces(step, medicine, texts),
                texts.say("plan-instruction", words=step.instruction) if step.instruction else "",
            )
        )
    return told


def _total(medicine: MedicineTaper, number: int, texts: Texts) -> Html:
    step = medicine.steps[number - 1]
    total = totals(step, medicine, texts)
    if number == 1:
        return texts.say("plan-total", total=total)
    before, now = course.level(medicine.steps[number - 2]), course.level(step)
    if not before:
        return texts.say("plan-total", total=total)
    share = (now - before) / before * 100
    change = amounts.percent(Decimal(round(share)), texts.language)
    return texts.say("plan-total-change", total=total, change=("+" if share > 0 else "") + change)


def _pieces(step: Step, medicine: MedicineTaper, texts: Texts) -> Html:
    """The pieces of each amount that occurs in the step, once."""
    told: list[Html] = []
    for value in dict.fromkeys(dose.amount for day in step.cycle for dose in day):
        made = pieces(value, medicine, texts)
        if made:
            told.append(
                texts.say("plan-pieces", amount=amounts.amount(value, medicine.unit, texts.language), pieces=made)
            )
    return lines(*told)


def pieces(value: Decimal, medicine: MedicineTaper, texts: Texts) -> str:
    """ "1 tablet of 20 mg + half a tablet of 10 mg"; nothing where the order does not say what the dose is made of.

    A half is written as a word: 0.5 is read as 5 by some. Source: ISMP, "half tablet" in place of a fraction (M).
    """
    made = tablets_for(value, medicine.unit, medicine.strengths) or ()
    return " + ".join(_piece(one, medicine, texts) for one in made)


def _piece(one: Pieces, medicine: MedicineTaper, texts: Texts) -> str:
    word = piece_word(medicine)
    whole, half = divmod(one.count, 1)
    strength = amounts.amount(one.strength.amount, one.strength.unit, texts.language)
    if half and word == "tablet":
        if not whole:
            return texts.label("dose-piece-half", strength=strength)
        if whole == 1:
            return texts.label("dose-piece-1-and-half", strength=strength)
        return texts.label("dose-piece-and-half", count=amounts.number(whole, texts.language), strength=strength)
    return texts.label("dose-piece", count=amounts.amount(one.count, word, texts.language), strength=strength)


def as_needed(one: AsNeeded, medicine: MedicineTaper, texts: Texts) -> Html:
    """The limits of a dose that is taken only when needed, and the clinician's words."""
    hours = (
        texts.say("own-as-needed-hours", hours=amounts.number(one.hours_between, texts.language))
        if one.hours_between
        else ""
    )
    return texts.say(
        "own-as-needed",
        amount=amount(one.amount, medicine, texts),
        most=amounts.number(one.at_most_per_day, texts.language),
        hours=hours,
        words=one.words,
    )


def aftercare(services: Sequence[Service], texts: Texts) -> Html:
    """ "Aftercare: 8 services, 3 with dates." """
    if not services:
        return texts.say("plan-aftercare-none")
    dated = sum(bool(one.visits or one.recurrence) for one in services)
    return texts.say(
        "plan-aftercare",
        services=counted(len(services), "plan-services", texts),
        dated=amounts.number(dated, texts.language),
    )


def contacts(plan: Plan, texts: Texts) -> Html:
    """Whom to call, with hours; a line each. Without any: the clinician or a pharmacist."""
    told = [_contact(one, texts) for one in plan.contacts if one.phone]
    return lines(*told) if told else texts.say("plan-contact-none")


def _contact(contact: Contact, texts: Texts) -> Html:
    hours = "; ".join(_hours(one, texts) for one in contact.hours)
    return texts.say(
        "plan-contact",
        name=contact.name,
        phone=amounts.phone(contact.phone),
        hours=f" ({hours})" if hours else "",
    )


def _hours(span_of_day: OpenHours, texts: Texts) -> str:
    if len(span_of_day.weekdays) == 7 and span_of_day.opens == span_of_day.closes:
        return texts.label("plan-always")
    opens, closes = amounts.clock_time(span_of_day.opens), amounts.clock_time(span_of_day.closes)
    return f"{_weekdays(span_of_day.weekdays, texts.language)} {opens}–{'24:00' if closes == '0:00' else closes}"


def _weekdays(numbers: Sequence[int], language: str) -> str:
    """Neighbours become one span: "Mon–Fri", "Mon–Wed, Sat"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join("–".join(amounts.weekday(day, language) for day in dict.fromkeys((r[0], r[-1]))) for r in runs)


def order_of(plan: Plan, texts: Texts) -> str:
    """The sentence that is signed: which order the plan was compared with."""
    return texts.label(
        "plan-statement",
        prescriber=plan.prescriber.name,
        day=amounts.day_with_year(plan.prescriber.ordered_on, texts.language),
    )


def ordered_by(plan: Plan, texts: Texts) -> str:
    """ "Ordered by Dr. Lee on 20 Nov 2026." """
    day = amounts.day_with_year(plan.prescriber.ordered_on, texts.language)
    return texts.label("plan-ordered-by", prescriber=plan.prescriber.name, day=day)


def short_days(first: date | None, last: date | None, texts: Texts) -> Html:
    """ "Thu 3 Dec", "Thu 3 Dec to Wed 9 Dec", "from Thu 3 Dec"."""
    if first is None:
        return Html("")
    begins = amounts.day(first, texts.language)
    if last is None:
        return texts.say("plan-from", day=begins)
    if last == first:
        return Html(begins)
    return texts.say("plan-span", first=begins, last=amounts.day(last, texts.language))
