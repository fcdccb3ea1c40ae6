"""plans/readers/fhir_dosage: the dosageInstruction list of one MedicationRequest → steps and as-needed doses.

Belongs here: sequence, bounds, timeOfDay, frequency and period, dayOfWeek, doseQuantity, asNeeded, maxDosePerPeriod.
Not here: the rest of the order (from_fhir.py). What FHIR leaves open, such as "three times a day", is a problem that
says what is missing: no time and no length is ever made up.

Source: HL7 FHIR R4, Dosage and Timing: dosages with the same sequence hold at the same time, higher ones come after.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import lcm

from bot.plans.checked_steps import LONGEST_CYCLE
from bot.plans.notebook import Notebook
from bot.plans.readers.fhir_json import concept, get, items, keys, text, value
from bot.plans.readers.tree import Entry, Listing, Mapping, Node, Text

UCUM = {
    "mg": "mg", "ug": "mcg", "mcg": "mcg", "g": "g", "mL": "mL", "ml": "mL", "{tbl}": "tablet", "{tablet}": "tablet",
    "{cap}": "capsule", "{capsule}": "capsule", "[drp]": "drop", "{drop}": "drop", "{unit}": "unit", "[iU]": "unit",
}  # fmt: skip
_REPEAT_KNOWN = (
    "boundsPeriod", "boundsDuration", "frequency", "frequencyMax", "period", "periodUnit", "timeOfDay", "dayOfWeek",
)  # fmt: skip
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS_OF = {"d": 1, "day": 1, "days": 1, "wk": 7, "week": 7, "weeks": 7, "a": 0, "mo": 0, "h": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dosage:
    """One dosageInstruction with its place. `start` and `end` are written days; `days` a written length."""

    node: Node
    sequence: str
    start: Text | None
    end: Text | None
    days: Text | None

    @property
    def where(self) -> str:
        return self.node.where


def steps_of(dosages: tuple[Node, ...], book: Notebook) -> tuple[Node, ...]:
    """The steps of the dosages that are taken by the clock, in their order."""
    read = [_dosage(node, book) for node in dosages]
    return tuple(step for group in _groups(read, book) if (step := _step(group, book)) is not None)


def span_as_needed(dosages: tuple[Node, ...], book: Notebook) -> tuple[Entry, ...]:
    """From when until when a medicine without any dose by the clock may be taken: the bounds of its first dosage."""
    first = _bounds(dosages[0], book)
    return (
        *_ends(first),
        *((Entry(key="from", where=first.start.where, node=first.start),) if first.start else ()),
    )


def is_as_needed(node: Node) -> bool:
    """True when the dosage is taken only when needed."""
    return value(node, "asNeededBoolean") == "true" or get(node, "asNeededCodeableConcept") is not None


def as_needed(node: Node, book: Notebook) -> Node:
    """The limits of a dose that is taken only when needed."""
    entries = [Entry(key="amount", where=dose.where, node=dose)] if (dose := _dose(node, book)) else []
    repeat = get(node, "timing", "repeat")
    daily = (value(repeat, "period"), value(repeat, "periodUnit")) == ("1", "d")
    most = (text(repeat, "frequencyMax") or text(repeat, "frequency")) if daily else None
    per = get(node, "maxDosePerPeriod")
    if most is None and dose is not None and _per(per) == ("1", "d"):
        most = _whole_doses(per, dose)
    if most is None:
        book.wrong("fhir-maximum", node.where)
    else:
        entries.append(Entry(key="at_most_per_day", where=most.where, node=most))
    hours = text(per, "denominator", "value") if _per(per)[1] in ("h", "hour", "hours") else None
    if hours is not None:
        entries.append(Entry(key="hours_between", where=hours.where, node=hours))
    if words := text(node, "patientInstruction"):
        entries.append(Entry(key="words", where=words.where, node=words))
    return Mapping(entries=tuple(entries), where=node.where)


def _per(node: Node | None) -> tuple[str, str]:
    return value(node, "denominator", "value"), value(node, "denominator", "code") or value(node, "denominator", "unit")


def _whole_doses(per: Node | None, dose: Text) -> Text | None:
    """How many doses the largest amount per day is, when it is a whole number of them."""
    most = text(per, "numerator", "value")
    one, unit = dose.value.split(" ", 1)
    named = value(per, "numerator", "code") or value(per, "numerator", "unit")
    if most is None or not all(re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,8})?", x) for x in (most.value, one)):
        return None
    if UCUM.get(named, named) != unit or Decimal(one) == 0 or Decimal(most.value) % Decimal(one):
        return None
    return Text(value=str(int(Decimal(most.value) / Decimal(one))), where=most.where)


def _dosage(node: Node, book: Notebook) -> Dosage:
    for entry in keys(get(node, "timing", "repeat")):
        if entry.key not in _REPEAT_KNOWN and not entry.key.startswith(("_", "id", "extension")):
            book.wrong("fhir-element", entry.where, value=entry.key)
    if get(node, "timing", "event") is not None:
        book.wrong("fhir-element", node.where, value="timing.event")
    if get(node, "modifierExtension") is not None:
        book.wrong("fhir-modifier", node.where)
    return _bounds(node, book)


def _bounds(node: Node, book: Notebook) -> Dosage:
    repeat = get(node, "timing", "repeat")
    duration = get(repeat, "boundsDuration")
    return Dosage(
        node=node,
        sequence=value(node, "sequence"),
        start=_day(text(repeat, "boundsPeriod", "start")),
        end=_day(text(repeat, "boundsPeriod", "end")),
        days=_length(duration, book) if duration is not None else None,
    )


def _day(found: Text | None) -> Text | None:
    """The day of a date or dateTime."""
    if found is None:
        return None
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})T.*", found.value)
    return Text(value=match[1], where=found.where) if match else found


def _length(duration: Node, book: Notebook) -> Text | None:
    """A boundsDuration in whole days. A month is no number of days."""
    count = value(duration, "value")
    named = value(duration, "code") or value(duration, "unit")
    factor = _DAYS_OF.get(named, 0)
    if factor and re.fullmatch(r"[0-9]{1,4}(\.0+)?", count):
        return Text(value=str(int(count.split(".")[0]) * factor), where=duration.where)
    book.wrong("fhir-duration", duration.where, value=f"{count} {named}")
    return None


def _groups(dosages: list[Dosage], book: Notebook) -> list[list[Dosage]]:
    """Dosages that hold at the same time: the same sequence, or else the same period."""
    sequences = {dosage.sequence for dosage in dosages}
    periods = {_period(dosage) for dosage in dosages}
    dated = all(dosage.start for dosage in dosages)
    if ("" in sequences and len(sequences) > 1) or (sequences == {""} and len(periods) > 1 and not dated):
        book.wrong("fhir-sequence", dosages[0].where)
        return []
    found: dict[object, list[Dosage]] = {}
    for dosage in dosages:
        key: object = _period(dosage) if sequences == {""} else dosage.sequence
        found.setdefault(key, []).append(dosage)
    ordered = sorted(found.values(), key=lambda group: _order(group[0], dated=sequences == {""}))
    return _same_period_joined(ordered)


def _same_period_joined(groups: list[list[Dosage]]) -> list[list[Dosage]]:
    """Some systems number every dosage; those with the very same dates hold at the same time all the same."""
    joined: list[list[Dosage]] = []
    for group in groups:
        same = joined and {_period(one) for one in joined[-1]} == {_period(one) for one in group}
        if same and group[0].start and group[0].end:
            joined[-1] += group
        else:
            joined.append(list(group))
    return joined


def _period(dosage: Dosage) -> tuple[str, str, str]:
    return tuple(one.value if one else "" for one in (dosage.start, dosage.end, dosage.days))  # type: ignore[return-value]


def _order(dosage: Dosage, *, dated: bool) -> tuple[int, str]:
    number = int(dosage.sequence) if re.fullmatch(r"[0-9]{1,6}", dosage.sequence) else 0
    return (0 if dated else number, dosage.start.value if dosage.start else "")


# One step


def _step(group: list[Dosage], book: Notebook) -> Node | None:
    if len({(_period(one)[1], _period(one)[2]) for one in group}) > 1:
        book.wrong("fhir-sequence-bounds", group[1].where)
        return None
    first = group[0]
    start = min((one.start for one in group if one.start), key=lambda one: one.value, default=None)
    entries: list[Entry] = []
    if start is not None:
        entries.append(Entry(key="from", where=start.where, node=start))
    entries += _ends(first)
    entries += _instruction(group)
    days = _cycle(group, start, book)
    if days is None:
        return None
    entries.append(
        Entry(key="doses", where=first.where, node=days[0])
        if len(days) == 1
        else Entry(key="cycle", where=first.where, node=Listing(items=days, where=first.where))
    )
    return Mapping(entries=tuple(entries), where=first.where)


def _ends(dosage: Dosage) -> list[Entry]:
    """Its length, its last day or both; without bounds it holds until a new order."""
    entries: list[Entry] = []
    if dosage.days is not None:
        entries.append(Entry(key="days", where=dosage.days.where, node=dosage.days))
    if dosage.end is not None:
        entries.append(Entry(key="until", where=dosage.end.where, node=dosage.end))
    elif dosage.days is None:
        entries.append(Entry(key="until", where=dosage.where, node=Text(value="further order", where=dosage.where)))
    return entries


def _instruction(group: list[Dosage]) -> list[Entry]:
    """What the patient should read: patientInstruction and the additional instructions, each once."""
    found: dict[str, Text] = {}
    for one in group:
        said = text(one.node, "patientInstruction")
        more = [concept(item) for item in items(one.node, "additionalInstruction")]
        found |= {each.value.strip(): each for each in (said, *more) if each}
    if not found:
        return []
    where = next(iter(found.values())).where
    return [Entry(key="instruction", where=where, node=Text(value=" / ".join(found), where=where))]


def _cycle(group: list[Dosage], start: Text | None, book: Notebook) -> tuple[Node, ...] | None:
    """One node of doses for each day of the rhythm that all dosages of the step share."""
    turns = [_turns(one, start, book) for one in group]
    length = lcm(*(turn[0] for turn in turns if turn)) if turns else 1
    if None in turns:
        return None
    if length > LONGEST_CYCLE:
        book.wrong("fhir-cycle", group[0].where, most=str(LONGEST_CYCLE))
        return None
    days: list[list[Entry]] = [[] for _ in range(length)]
    for one, turn in zip(group, turns, strict=True):
        doses = _doses(one, book)
        period, offsets = turn or (1, (0,))
        for day in range(length):
            if day % period in offsets:
                days[day] += doses
    return tuple(
        Mapping(entries=tuple(day), where=group[0].where) if day else Text(value="none", where=group[0].where)
        for day in days
    )


def _turns(dosage: Dosage, start: Text | None, book: Notebook) -> tuple[int, tuple[int, ...]] | None:
    """After how many days the dosage comes round, and on which days of the round from the step's first day on."""
    repeat = get(dosage.node, "timing", "repeat")
    period, unit = value(repeat, "period") or "1", value(repeat, "periodUnit") or "d"
    weekdays = [value(one) for one in items(repeat, "dayOfWeek")]
    begins = _date(start)
    if weekdays and begins and all(day in _WEEKDAYS for day in weekdays):
        return 7, tuple(sorted((_WEEKDAYS.index(day) - begins.weekday()) % 7 for day in weekdays))
    length = int(period) * (7 if unit == "wk" else 1) if re.fullmatch(r"[0-9]{1,3}", period) else 0
    if weekdays or unit not in ("d", "wk") or not 1 <= length <= LONGEST_CYCLE:
        shown = "dayOfWeek" if weekdays else f"period {period} {unit}"
        book.wrong("fhir-element", dosage.where, value=shown)
        return None
    own = _date(dosage.start)
    offset = (own - begins).days % length if own and begins else 0
    return length, (offset,)


def _date(found: Text | None) -> date | None:
    try:
        return date.fromisoformat(found.value) if found else None
    except ValueError:
        return None  # the step's own reading names it


def _doses(dosage: Dosage, book: Notebook) -> list[Entry]:
    """Each time of day with the dose. A dose of zero needs no time."""
    dose = _dose(dosage.node, book)
    repeat = get(dosage.node, "timing", "repeat")
    times = [one for one in items(repeat, "timeOfDay") if isinstance(one, Text)]
    if dose is None or re.fullmatch(r"0(\.0+)? .*", dose.value):
        return []
    frequency = value(repeat, "frequency")
    if not times:
        book.wrong("fhir-times", repeat.where if repeat else dosage.where, value=frequency or "1")
    elif frequency and frequency != str(len(times)):
        book.wrong("fhir-frequency", dosage.where, value=frequency, count=str(len(times)))
    if get(repeat, "frequencyMax") is not None:
        book.wrong("fhir-element", dosage.where, value="frequencyMax")
    return [Entry(key=_without_seconds(at.value), where=at.where, node=dose) for at in times]


def _without_seconds(clock: str) -> str:
    return clock.removesuffix(":00") if clock.count(":") == 2 else clock


def _dose(node: Node, book: Notebook) -> Text | None:
    """The dose with its unit, as "10 mg"."""
    found = items(node, "doseAndRate")
    quantity = get(found[0], "doseQuantity") if len(found) == 1 else None
    amount = text(quantity, "value")
    if quantity is None or amount is None:
        book.wrong("fhir-dose", found[0].where if found else node.where)
        return None
    written, code = value(quantity, "unit"), value(quantity, "code")
    if code.startswith("{"):
        code = code.lower()  # an annotation, which systems write as they like: {Tablet}
    unit = UCUM.get(code, written or code)
    if code in UCUM and written in UCUM and UCUM[code] != UCUM[written]:
        book.wrong("fhir-unit-two", quantity.where, value=written, usual=code)
    if text(quantity, "comparator"):
        book.wrong("fhir-element", quantity.where, value="comparator")
    return Text(value=f"{amount.value} {unit}".strip(), where=quantity.where)
