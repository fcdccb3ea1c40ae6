"""plans/linted_course: warnings about how fast one medicine falls, rises and ends (L1–L13, E1).

Belongs here: each rule as one small function over a course. Not here: the numbers (config/medicines), the plan as a
whole (linted.py). A rule that needs mg is silent when the order cannot be put into mg; linted_making.py says so.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.plans.calendar import instant, step_number_on
from bot.plans.course import Course, Drop, course
from bot.plans.medicines import Maximum, Rule
from bot.plans.model import Ending, Flag, MedicineTaper
from bot.plans.warnings import Pad, mg, percent, place

_WEEK = 7


def lint_course(pad: Pad, medicine: MedicineTaper) -> None:
    """The pad holds every warning about this medicine's course."""
    _flags(pad, medicine)
    found = course(pad.plan, medicine)
    if found is not None:
        for rule in _RULES:
            rule(pad, found)
    _short_steps(pad, medicine)
    _clock_changes(pad, medicine)


def _each(pad: Pad, found: Course, rule: str) -> tuple[Rule, ...]:
    return pad.book.rules(found.medicine.name, rule)


def _last_step(pad: Pad, found: Course) -> None:
    """L1: the last level before the stop, in mg a day or as a share of the first level. Each rule uses amount or
    percent; the first that speaks is enough."""
    if found.stops_on is None or not found.levels[0]:
        return
    name, last = found.medicine.name, found.last_level
    where = place(found.medicine, len(found.levels))
    for rule in _each(pad, found, "L1"):
        share = last / found.levels[0]
        if rule.amount is not None and last > Fraction(rule.amount.amount):
            pad.note(rule, "last-step-large", where, name=name, last=mg(last))
            return  # said once is enough
        if rule.percent is not None and share * 100 > Fraction(rule.percent):
            pad.note(rule, "last-step-share", where, name=name, last=mg(last), share=percent(share))


def _sudden_stop(pad: Pad, found: Course) -> None:
    """L5: from one day to the next to 0, from at least the amount the labels start with. Uses amount."""
    for rule in _each(pad, found, "L5"):
        for drop in found.drops(1):
            after = found.totals[(drop.at - found.first).days]
            if rule.amount is not None and after == 0 and drop.before >= Fraction(rule.amount.amount):
                where = _where(found, drop.at)
                day = drop.at.isoformat()
                pad.note(rule, "stop-sudden", where, name=found.medicine.name, day=day, last=mg(drop.before))
                break


def _fast_drops(pad: Pad, found: Course) -> None:
    """L3 and L2: more than amount within days. L2 leaves out what L3, L1 or L5 has told already."""
    told: set[date] = set()
    for name, sentence in (("L3", "drop-very-fast"), ("L2", "drop-fast")):
        for rule in _each(pad, found, name):
            if rule.amount is None or rule.days is None:
                continue
            most = Fraction(rule.amount.amount)
            drops = [one for one in found.drops(rule.days) if one.of > most and one.at not in told]
            if name == "L2" and pad.has("L1", "L5"):
                drops = [one for one in drops if not one.stop]
            told |= {one.at for one in drops}
            _note_drops(pad, rule, drops, sentence=sentence, found=found)


def _note_drops(pad: Pad, rule: Rule, drops: list[Drop], *, sentence: str, found: Course) -> None:
    """The first drop, and how many more there are."""
    if not drops:
        return
    first = drops[0]
    share = percent(first.of / first.before)
    pad.note(
        rule,
        sentence,
        _where(found, first.at),
        name=found.medicine.name,
        drop=mg(first.of),
        share=share,
        days=str(rule.days),
        more=more(len(drops) - 1),
    )


def _too_short(pad: Pad, found: Course) -> None:
    """L4 and L10: the whole taper to zero in fewer days. L4 only after use_weeks of use or an unknown time."""
    if found.stops_on is None:
        return
    since = found.medicine.taken_since
    for name in ("L4", "L10"):
        for rule in _each(pad, found, name):
            weeks = None if since is None else (found.first - since).days // _WEEK
            if rule.use_weeks is not None and weeks is not None and weeks <= rule.use_weeks:
                continue
            if rule.days is not None and found.days < rule.days:
                sentence = "taper-short-unknown" if weeks is None else "taper-short"
                values = {"length": str(found.days), "days": str(rule.days), "weeks": str(weeks)}
                pad.note(rule, sentence, place(found.medicine), name=found.medicine.name, **values)
                break


def _above_maximum(pad: Pad, found: Course) -> None:
    """L6: a daily total above what is listed for the country; without a country the lowest listed one counts."""
    name, country = found.medicine.name, pad.plan.country
    maxima = pad.book.facts(name).maxima
    here = [one for one in maxima if country in one.countries] or list(maxima)
    if not here:
        return
    most: Maximum = min(here, key=lambda one: one.amount.amount)
    over = [number for number, total in enumerate(found.totals) if total > Fraction(most.amount.amount)]
    for rule in _each(pad, found, "L6") if over else ():
        sourced = rule.model_copy(update={"status": most.status, "source": most.source})
        values = {"total": mg(max(found.totals)), "most": mg(Fraction(most.amount.amount))}
        where = _where(found, found.first + timedelta(days=over[0]))
        pad.note(sourced, "above-maximum", where, name=name, countries=", ".join(most.countries), **values)


def _shares(pad: Pad, found: Course) -> None:
    """L8, L9: more than percent of the level within days. L9 by how long it was taken. A drop is told once."""
    since = found.medicine.taken_since
    weeks = None if since is None else (found.first - since).days // _WEEK
    for name in ("L8", "L9", "L9-shorter"):
        told: set[date] = set()
        for rule in sorted(_each(pad, found, name), key=lambda one: -(one.percent or 0)):
            long_use = rule.use_weeks is None or weeks is None or weeks >= rule.use_weeks
            if rule.percent is None or rule.days is None or long_use == (name == "L9-shorter"):
                continue
            most = Fraction(rule.percent) / 100
            drops = [d for d in found.level_drops(rule.days) if d.of / d.before > most and d.at not in told]
            told |= {drop.at for drop in drops}
            _note_drops(pad, rule, drops, sentence="drop-share", found=found)


def _abrupt(pad: Pad, found: Course) -> None:
    """L8, L9, L11: from the full dose to 0 in one step."""
    if found.stops_on is None or found.last_level < max(found.levels):
        return
    for name, sentence in (("L8-abrupt", "stop-abrupt"), ("L9-abrupt", "stop-abrupt"), ("L11", "single-step")):
        for rule in _each(pad, found, name):
            where = _where(found, found.stops_on)
            pad.note(rule, sentence, where, name=found.medicine.name, last=mg(found.last_level))


def _linear(pad: Pad, found: Course) -> None:
    """L11: three or more equal steps down to zero."""
    levels = [one for one in found.levels if one] + [Fraction(0)] * (found.stops_on is not None)
    falls = {before - after for before, after in pairwise(levels)}
    if found.stops_on is not None and len(levels) > 3 and len(falls) == 1:
        for rule in _each(pad, found, "L11-linear"):
            pad.note(rule, "linear", place(found.medicine), name=found.medicine.name, drop=mg(falls.pop()))


def _rises(pad: Pad, found: Course) -> None:
    """L12: a level above the one before; more than `times` as high must be confirmed."""
    levels = found.levels
    for number, (before, after) in enumerate(pairwise(levels), start=2):
        if after <= before:
            continue
        where, values = place(found.medicine, number), {"before": mg(before), "after": mg(after)}
        doubled = [one for one in _each(pad, found, "L12-double") if after > before * (one.times or 2)]
        for rule in doubled:
            pad.note(rule, "dose-doubles", where, name=found.medicine.name, times=str(rule.times), **values)
        for rule in () if doubled else _each(pad, found, "L12"):
            pad.note(rule, "dose-rises", where, name=found.medicine.name, **values)


def _jumps(pad: Pad, found: Course) -> None:
    """L12: the share a step falls by is more than `times` the share of the step before. The stop is no step."""
    levels = found.levels
    shares = [1 - after / before if before else Fraction(0) for before, after in pairwise(levels)]
    for rule in _each(pad, found, "L12-jump"):
        grown = [
            number
            for number in range(1, len(shares))
            if 0 < shares[number] < 1
            and shares[number - 1] > 0
            and shares[number] > (rule.times or 2) * shares[number - 1]
        ]
        if grown:
            first = grown[0]
            values = {"share": percent(shares[first]), "share_before": percent(shares[first - 1])}
            where = place(found.medicine, first + 2)
            pad.note(rule, "jump-grows", where, name=found.medicine.name, more=more(len(grown) - 1), **values)


def _ending(pad: Pad, found: Course) -> None:
    """E1: the order ends above zero and does not say what follows."""
    if found.stops_on is not None and found.medicine.ending is Ending.UNSAID and found.levels[-1]:
        for rule in _each(pad, found, "E1"):
            where = place(found.medicine, len(found.levels))
            pad.note(rule, "end-unsaid", where, name=found.medicine.name, last=mg(found.levels[-1]))


def _flags(pad: Pad, medicine: MedicineTaper) -> None:
    """L7: kidney disease, or a pump beside an order by mouth."""
    for flag, name, sentence in (
        (Flag.KIDNEY, "L7-kidney", "kidney-flag"),
        (Flag.PUMP, "L7-pump", "pump-flag"),
    ):
        for rule in pad.book.rules(medicine.name, name) if flag in pad.plan.flags else ():
            pad.note(rule, sentence, place(medicine), name=medicine.name)


def _short_steps(pad: Pad, medicine: MedicineTaper) -> None:
    """L13: steps of fewer days."""
    if medicine.only_as_needed:
        return  # a step of such a medicine is only a span of days
    for rule in pad.book.rules(medicine.name, "L13-short"):
        short = [n for n, step in enumerate(medicine.steps, start=1) if step.days and step.days < (rule.days or 0)]
        if short:
            where, rest = place(medicine, short[0]), more(len(short) - 1)
            pad.note(rule, "step-short", where, name=medicine.name, days=str(rule.days), more=rest)


def _clock_changes(pad: Pad, medicine: MedicineTaper) -> None:
    """L13: a dose in an hour that the clocks skip or show twice."""
    zone = ZoneInfo(pad.plan.zone)
    last = medicine.ends_on or pad.plan.shown_until
    day = medicine.starts_on
    while day <= last:
        number = step_number_on(medicine, day) if _has_change(day, zone) else None
        for dose in medicine.steps[number - 1].doses_on(day) if number else ():
            at = instant(day, dose.at, zone)
            skipped = at.astimezone(zone).time() != dose.at
            doubled = at.astimezone(zone).replace(fold=1).utcoffset() != at.astimezone(zone).utcoffset()
            if skipped or doubled:
                sentence = "hour-skipped" if skipped else "hour-doubled"
                values = {"day": day.isoformat(), "time": dose.at.strftime("%H:%M")}
                for rule in pad.book.rules(medicine.name, "L13"):
                    pad.note(rule, sentence, place(medicine, number, day), name=medicine.name, **values)
        day += timedelta(days=1)


def _has_change(day: date, zone: ZoneInfo) -> bool:
    """True when the clocks change on that day."""
    begins, ends = (datetime.combine(one, time(0), zone) for one in (day, day + timedelta(days=1)))
    return begins.utcoffset() != ends.utcoffset()


def more(count: int) -> str:
    """How many more like the first one there are; nothing when there is none."""
    return str(count) if count else ""


def _where(found: Course, day: date) -> str:
    number = step_number_on(found.medicine, day)
    if number is None:
        return f"{found.medicine.name}, after step {len(found.medicine.steps)} ({day.isoformat()})"
    return place(found.medicine, number, day)


_RULES: Iterable[Callable[[Pad, Course], None]] = (
    _last_step,
    _sudden_stop,
    _fast_drops,
    _too_short,
    _above_maximum,
    _shares,
    _abrupt,
    _linear,
    _rises,
    _jumps,
    _ending,
)
