"""plans/linted_making: warnings about making and timing one medicine's doses (L14, L15, L16).

Belongs here: units, liquids, tablets, hours between doses. Not here: how the dose falls (linted_course.py).
"""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from bot.plans.course import mg_in_one, mg_per_ml
from bot.plans.linted_course import more
from bot.plans.medicines import KnownStrength
from bot.plans.model import Dose, Form, MedicineTaper, Step, Strength, Unit
from bot.plans.tablets import exact_decimal, tablets_for, volume_of
from bot.plans.warnings import Pad, place, to_hundredths
from bot.texts.amounts import amount

_WEIGHTS = (Unit.MG, Unit.MCG, Unit.G)


def lint_making(pad: Pad, medicine: MedicineTaper) -> None:
    """The pad holds every warning about how this medicine's doses are made and spread over the day."""
    _units(pad, medicine)
    if medicine.concentration is not None:
        _liquid(pad, medicine)
    elif medicine.form is not Form.LIQUID:
        _tablets(pad, medicine)
    _apart(pad, medicine)
    _halves(pad, medicine)


def _units(pad: Pad, medicine: MedicineTaper) -> None:
    """L14: a unit this medicine is not listed in, or one that nobody can put into mg."""
    listed = {one.amount.unit for one in pad.book.facts(medicine.name).strengths}
    for rule in pad.book.rules(medicine.name, "L14"):
        if listed and medicine.unit in _WEIGHTS and medicine.unit not in listed:
            known = ", ".join(sorted(unit.value for unit in listed))
            values = {"value": medicine.unit.value, "known": known}
            pad.note(rule, "unit-unusual", place(medicine), name=medicine.name, **values)
        if mg_in_one(medicine) is None:
            pad.note(rule, "unit-unclear", place(medicine), name=medicine.name, value=medicine.unit.value)


def _liquid(pad: Pad, medicine: MedicineTaper) -> None:
    """L14: a concentration that is not listed, a large volume. L15: a dose that is no exact volume."""
    liquid = medicine.concentration
    if liquid is None:
        return
    known = pad.book.facts(medicine.name).concentrations
    listed = {Fraction(one.amount.amount) / Fraction(one.per_ml) for one in known}
    if listed and mg_per_ml(liquid) not in listed:
        names = ", ".join(f"{amount(one.amount.amount / one.per_ml, one.amount.unit, 'en')}/mL" for one in known)
        value = f"{amount(liquid.amount, liquid.unit, 'en')} in {amount(liquid.per_ml, 'mL', 'en')}"
        for rule in pad.book.rules(medicine.name, "L14"):
            pad.note(rule, "concentration-unlisted", place(medicine), name=medicine.name, value=value, known=names)
    volumes = {dose: volume_of(dose, medicine.unit, liquid) or Fraction(0) for dose in _amounts(medicine)}
    for rule in pad.book.rules(medicine.name, "L14-volume"):
        most = rule.amount.amount if rule.amount else Decimal(0)
        dose, large = max(volumes.items(), key=lambda pair: pair[1])
        if large > most:
            values = {"volume": to_hundredths(large, "mL"), "most": amount(most, "mL", "en")}
            pad.note(rule, "volume-large", _first_with(medicine, dose), name=medicine.name, **values)
    endless = [dose for dose, volume in volumes.items() if exact_decimal(volume) is None]
    for rule in pad.book.rules(medicine.name, "L15") if endless else ():
        values = {"amount": amount(endless[0], medicine.unit, "en"), "more": more(len(endless) - 1)}
        pad.note(rule, "volume-endless", place(medicine), name=medicine.name, **values)


def _tablets(pad: Pad, medicine: MedicineTaper) -> None:
    """L15: a dose that the listed strengths do not make in whole or scored half pieces."""
    if medicine.unit not in _WEIGHTS:
        return
    strengths = strengths_of(pad, medicine)
    for rule in pad.book.rules(medicine.name, "L15"):
        if not strengths:
            pad.note(rule, "strengths-missing", place(medicine), name=medicine.name)
            continue
        bad = [dose for dose in _amounts(medicine) if tablets_for(dose, medicine.unit, strengths) is None]
        if bad:
            listed = ", ".join(dict.fromkeys(amount(one.amount, one.unit, "en") for one in strengths))
            values = {"amount": amount(bad[0], medicine.unit, "en"), "strengths": listed, "more": more(len(bad) - 1)}
            pad.note(rule, "not-makeable", _first_with(medicine, bad[0]), name=medicine.name, **values)


def strengths_of(pad: Pad, medicine: MedicineTaper) -> tuple[Strength, ...]:
    """The order's own strengths, or those sold in the plan's country; those also say what is scored."""
    facts, country = pad.book.facts(medicine.name), pad.plan.country
    sold = facts.packets if medicine.form is Form.GRANULES else facts.strengths
    here = [one for one in sold if country in one.countries] or list(sold)
    if not medicine.strengths:
        return tuple(_strength(one) for one in here)
    return tuple(
        one if one.scored is not None else one.model_copy(update={"scored": _is_scored(one, here)})
        for one in medicine.strengths
    )


def _strength(known: KnownStrength) -> Strength:
    return Strength(amount=known.amount.amount, unit=known.amount.unit, scored=known.scored)


def _is_scored(strength: Strength, known: list[KnownStrength]) -> bool | None:
    same = [one.scored for one in known if one.amount.amount == strength.amount and one.amount.unit is strength.unit]
    return True if True in same else (same[0] if same else None)


def _apart(pad: Pad, medicine: MedicineTaper) -> None:
    """L16: so many doses a day that are closer or wider apart than listed; the night does not count."""
    for rule in pad.book.rules(medicine.name, "L16-apart"):
        if rule.hours is None:
            continue
        least, most = rule.hours
        found = [
            (number, gap)
            for number, step in enumerate(medicine.steps, start=1)
            if (gap := _odd_gap(step, rule.times or 0, least=least, most=most)) is not None
        ]
        if found:
            number, gap = found[0]
            values = {"count": str(rule.times), "hours": _hours(gap), "least": str(least), "most": str(most)}
            where, rest = place(medicine, number), more(len(found) - 1)
            pad.note(rule, "doses-apart", where, name=medicine.name, more=rest, **values)


def _odd_gap(step: Step, times: int, *, least: int, most: int) -> int | None:
    """The first span between two doses, in minutes, that is outside the hours."""
    for day in step.cycle:
        minutes = [dose.at.hour * 60 + dose.at.minute for dose in day]
        gaps = [after - before for before, after in pairwise(minutes)]
        odd = [gap for gap in gaps if not least * 60 <= gap <= most * 60]
        if len(day) == times and odd:
            return odd[0]
    return None


def _hours(minutes: int) -> str:
    return f"{minutes // 60}" if minutes % 60 == 0 else f"{minutes // 60}:{minutes % 60:02d}"


def _halves(pad: Pad, medicine: MedicineTaper) -> None:
    """L16: one dose of several is more than 1 / times of the day's total."""
    for rule in pad.book.rules(medicine.name, "L16-half"):
        found = [
            number
            for number, step in enumerate(medicine.steps, start=1)
            if any(_lopsided(day, rule.times or 2) for day in step.cycle)
        ]
        if found:
            where, rest = place(medicine, found[0]), more(len(found) - 1)
            pad.note(rule, "dose-half", where, name=medicine.name, more=rest)


def _lopsided(day: tuple[Dose, ...], times: int) -> bool:
    total = sum((dose.amount for dose in day), Decimal(0))
    return len(day) > 1 and max(dose.amount for dose in day) * times > total


def _amounts(medicine: MedicineTaper) -> list[Decimal]:
    """Each amount once, in the order in which it comes, as-needed doses last."""
    ordered = [dose.amount for step in medicine.steps for day in step.cycle for dose in day]
    return list(dict.fromkeys([*ordered, *(one.amount for one in medicine.as_needed)]))


def _first_with(medicine: MedicineTaper, wanted: Decimal) -> str:
    for number, step in enumerate(medicine.steps, start=1):
        if any(dose.amount == wanted for day in step.cycle for dose in day):
            return place(medicine, number)
    return place(medicine)
