"""plans/checked_steps: the order for one medicine, its steps and its late rule, out of the tree.

Belongs here: steps by dates or by length, doses of a day, cycles, pauses, units that must not be mixed, gaps, overlaps.
Not here: the plan around it (checked.py), single values (scalars.py).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.plans.model import (
    AfterWindow,
    AsNeeded,
    Concentration,
    Dose,
    Ending,
    Form,
    LateRule,
    MedicineTaper,
    Step,
    Unit,
)
from bot.plans.notebook import Fields, Notebook, as_mapping
from bot.plans.readers.tree import Entry, Listing, Mapping, Node, Text
from bot.plans.scalars import (
    amount,
    clock_time,
    concentration,
    day,
    one_of,
    positive,
    strength,
    whole,
    yes_or_no,
)

MOST_STEPS = 400
MOST_DOSES_A_DAY = 24
LONGEST_CYCLE = 28
LONGEST_STEP = 3660
"""Days: of one step, and of all steps of a medicine together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amount:
    """An amount of a dose as it stood in the file; the unit is judged when all of them are known."""

    value: Decimal
    unit: Unit | None
    where: str
    written: str


@dataclass(slots=True)
class _Units:
    """Every amount seen for one medicine: the unit most of them have is the medicine's, the others are problems."""

    seen: list[_Amount]

    def judge(self, name: str, where: str, book: Notebook) -> Unit | None:
        units = [one.unit for one in self.seen if one.unit]
        if not units:
            if not book.problems:
                book.wrong("doses-none", where, medicine=name)
            return None
        usual = max(dict.fromkeys(units), key=units.count)
        for one in self.seen:
            if one.unit not in (None, usual):
                book.wrong("units-mixed", one.where, value=one.written, usual=usual.value)
        return usual


def medicine(node: Node, start: date | None, *, book: Notebook, taken: list[str]) -> MedicineTaper | None:
    """The order for one medicine, or None and its problems. `taken` holds the ids of the medicines before it."""
    fields = as_mapping(node, book, "a medicine")
    if fields is None:
        return None
    name_text = fields.text("name", required=True)
    name = name_text.value.strip() if name_text else ""
    form_text, since_text = fields.text("form"), fields.text("taken_since")
    ending_text, liquid_text = fields.text("ending"), fields.text("concentration")
    strengths = [strength(text, book) for text in fields.listing("strengths") if isinstance(text, Text)]
    liquid = concentration(liquid_text, book) if liquid_text else None
    units = _Units(seen=[])
    steps = _steps(fields, start, book=book, units=units)
    needed = [_as_needed(item, units, book) for item in fields.listing("as_needed")]
    late_node = fields.node("late_rule")
    late = _late_rule(late_node, book) if late_node else None
    form = one_of(Form, form_text, book) if form_text else Form.UNSAID
    since = day(since_text, book) if since_text else None
    ending = one_of(Ending, ending_text, book) if ending_text else Ending.UNSAID
    fields.done()
    if ending is Ending.ZERO and steps and steps[-1].ends_on is None:
        book.wrong("ending-open", ending_text.where if ending_text else fields.where)
    unit = units.judge(name, fields.where, book)
    if unit:
        _liquid_fits(form, unit, liquid=liquid, where=fields.where, book=book, name=name)
    if book.problems or not steps or unit is None or form is None or ending is None:
        return None
    return MedicineTaper(
        id=identity(name, taken),
        name=name,
        form=form,
        unit=unit,
        strengths=tuple(one for one in strengths if one),
        concentration=liquid,
        taken_since=since,
        steps=steps,
        ending=ending,
        late_rule=late,
        as_needed=tuple(one for one in needed if one),
    )


def identity(name: str, taken: list[str]) -> str:
    """A short id made of the name, not used in this plan before; it is noted in `taken`."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "medicine"
    found, turn = plain, 2
    while found in taken:
        found, turn = f"{plain}-{turn}", turn + 1
    taken.append(found)
    return found


def _liquid_fits(
    form: Form | None, unit: Unit, *, liquid: Concentration | None, where: str, book: Notebook, name: str
) -> None:
    if (form is Form.LIQUID or unit is Unit.ML) and liquid is None:
        book.wrong("concentration-missing", where, medicine=name)
    if liquid is not None and unit is not Unit.ML and liquid.unit is not unit:
        book.wrong("concentration-unit", where, value=liquid.unit.value, usual=unit.value)
    if form is Form.LIQUID and unit in (Unit.TABLET, Unit.CAPSULE):
        book.wrong("form-unit", where, form=form.value, usual=unit.value)


# Steps


def _steps(fields: Fields, start: date | None, *, book: Notebook, units: _Units) -> tuple[Step, ...]:
    nodes = fields.listing("steps") if fields.has("steps") or not fields.has("as_needed") else _only_as_needed(fields)
    if not nodes:
        book.wrong("key-missing", fields.where, named="steps", what="a medicine")
    if len(nodes) > MOST_STEPS:
        book.wrong("too-many", fields.where, what="steps", most=str(MOST_STEPS))
        return ()
    steps: list[Step] = []
    expected = start
    whole_chain = True
    for number, node in enumerate(nodes, start=1):
        step = _step(node, expected, first=number == 1, book=book, units=units)
        if step is None:
            whole_chain, expected = False, None
            continue
        if steps and whole_chain:
            _follows(steps[-1], step, where=node.where, book=book, number=number)
        steps.append(step)
        whole_chain = True
        expected = None if step.ends_on is None else step.ends_on + timedelta(days=1)
        if step.ends_on is None and number < len(nodes):
            book.wrong("open-not-last", node.where, number=str(number))
    if steps and ((steps[-1].ends_on or steps[-1].starts_on) - steps[0].starts_on).days >= LONGEST_STEP:
        last = steps[-1].ends_on or steps[-1].starts_on
        book.wrong("step-long", nodes[-1].where, starts=steps[0].starts_on.isoformat(), ends=last.isoformat())
    return tuple(steps)


def _only_as_needed(fields: Fields) -> tuple[Node, ...]:
    """A medicine without a dose by the clock: from when until when it may be taken stands at the medicine itself, and
    its one step is written down as days without a planned dose."""
    span = [(key, text) for key in ("from", "until", "days", "weeks") if (text := fields.text(key)) is not None]
    pause = Entry(key="pause", where=fields.where, node=Text(value="yes", where=fields.where))
    entries = (*(Entry(key=key, where=text.where, node=text) for key, text in span), pause)
    return (Mapping(entries=entries, where=fields.where),)


def _follows(before: Step, step: Step, *, where: str, book: Notebook, number: int) -> None:
    """The days of two neighbours touch: no day without an order, none with two."""
    if before.ends_on is None:
        return
    gap = (step.starts_on - before.ends_on).days - 1
    values = {"number": str(number), "starts": step.starts_on.isoformat(), "ends": before.ends_on.isoformat()}
    if gap > 0:
        missing = (before.ends_on + timedelta(days=1)).isoformat()
        last = (step.starts_on - timedelta(days=1)).isoformat()
        days = missing if gap == 1 else f"{missing} – {last}"
        book.wrong("steps-gap", where, days=days, **values)
    elif gap < 0:
        book.wrong("steps-overlap", where, **values)


def _step(node: Node, expected: date | None, *, first: bool, book: Notebook, units: _Units) -> Step | None:
    fields = as_mapping(node, book, "a step")
    if fields is None:
        return None
    begins = _begins(fields, expected, first=first, book=book)
    ends, is_open = _ends(fields, begins, book)
    cycle = _cycle(fields, book, units)
    instruction = fields.words("instruction")
    fields.done()
    if begins is None or cycle is None or (ends is None and not is_open):
        return None
    if ends is not None and ends < begins:
        book.wrong("step-backwards", fields.where, starts=begins.isoformat(), ends=ends.isoformat())
        return None
    if ends is not None and (ends - begins).days >= LONGEST_STEP:
        book.wrong("step-long", fields.where, starts=begins.isoformat(), ends=ends.isoformat())
        return None
    if ends is not None:
        cycle = shortest(cycle[: (ends - begins).days + 1])  # days of a cycle that never come are not kept
    return Step(starts_on=begins, ends_on=ends, cycle=cycle, instruction=instruction)


def _begins(fields: Fields, expected: date | None, *, first: bool, book: Notebook) -> date | None:
    written = fields.text("from")
    if written is not None:
        found = day(written, book)
        if first and found and expected and found != expected:
            book.wrong("start-two", written.where, value=found.isoformat(), said=expected.isoformat())
        return found
    if expected is None and first:
        book.wrong("start-missing", fields.where)
    return expected


def _ends(fields: Fields, begins: date | None, book: Notebook) -> tuple[date | None, bool]:
    """The last day, and whether the step runs until a new order. Exactly one of until, days and weeks is written."""
    written = [(key, text) for key in ("until", "days", "weeks") if (text := fields.text(key)) is not None]
    if not written:
        book.wrong("end-missing", fields.where)
        return None, False
    if len(written) > 1:
        return _ends_twice(written, begins, fields=fields, book=book)
    key, text = written[0]
    if key == "until" and text.value.strip().lower() in ("further order", "new order", "open", "review"):
        return None, True
    return _last_day(key, text, begins, book), False


def _ends_twice(
    written: list[tuple[str, Text]], begins: date | None, *, fields: Fields, book: Notebook
) -> tuple[date | None, bool]:
    """Two ways to say the end are good only when they say the same."""
    ends = {_last_day(key, text, begins, book) for key, text in written}
    if len(ends) > 1 and None not in ends:
        book.wrong("end-two", fields.where, keys=", ".join(key for key, _ in written))
    return min((end for end in ends if end), default=None), False


def _last_day(key: str, text: Text, begins: date | None, book: Notebook) -> date | None:
    if key == "until":
        return day(text, book)
    count = whole(text, book, least=1, most=LONGEST_STEP)
    if count is None or begins is None:
        return None
    return begins + timedelta(days=count * (7 if key == "weeks" else 1) - 1)


# Doses of a day


def _cycle(fields: Fields, book: Notebook, units: _Units) -> tuple[tuple[Dose, ...], ...] | None:
    """One tuple of doses per day of the cycle. Written as doses, doses with every_days, cycle, or pause."""
    doses, cycle = fields.node("doses"), fields.node("cycle")
    pause_text, every_text = fields.text("pause"), fields.text("every_days")
    pause = yes_or_no(pause_text, book) if pause_text else None
    every = whole(every_text, book, least=1, most=LONGEST_CYCLE) if every_text else 1
    if (doses is not None) + (cycle is not None) + bool(pause) != 1:
        book.wrong("doses-one-way" if doses or cycle else "doses-missing", fields.where)
        return None
    if pause:
        return ((),)
    if cycle is not None:
        return _days_of_cycle(cycle, book, units)
    found = _day(doses, book, units) if doses is not None else None
    if found is None or every is None:
        return None
    return (found, *((),) * (every - 1)) if found else ((),)


def _days_of_cycle(node: Node, book: Notebook, units: _Units) -> tuple[tuple[Dose, ...], ...] | None:
    if not isinstance(node, Listing) or not 1 <= len(node.items) <= LONGEST_CYCLE:
        book.wrong("cycle-wrong", node.where, most=str(LONGEST_CYCLE))
        return None
    days = [_day(item, book, units) for item in node.items]
    good = tuple(one for one in days if one is not None)
    if len(good) < len(days):
        return None
    return shortest(good)


def shortest(cycle: tuple[tuple[Dose, ...], ...]) -> tuple[tuple[Dose, ...], ...]:
    """The same days without needless repetition: three equal days in a row are one."""
    for length in range(1, len(cycle)):
        if len(cycle) % length == 0 and cycle[:length] * (len(cycle) // length) == cycle:
            return cycle[:length]
    return cycle


def _day(node: Node, book: Notebook, units: _Units) -> tuple[Dose, ...] | None:
    """The doses of one day, earliest first. "none" is a day without any; an amount of 0 is no dose at that time."""
    if isinstance(node, Text) and node.value.strip().lower() in ("none", "no dose", "ninguna"):
        return ()
    if not isinstance(node, Mapping) or not node.entries:
        book.wrong("doses-wrong", node.where)
        return None
    if len(node.entries) > MOST_DOSES_A_DAY:
        book.wrong("too-many", node.where, what="doses in a day", most=str(MOST_DOSES_A_DAY))
        return None
    found: dict[object, Dose] = {}
    times: dict[object, str] = {}
    good = True
    for entry in node.entries:
        at = clock_time(Text(value=entry.key, where=entry.where), book)
        one = _amount(entry, book)
        if at is None or one is None:
            good = False
            continue
        if at in times:
            book.wrong("time-twice", entry.where, value=entry.key, first=times[at])
        times[at] = entry.where
        units.seen.append(one)
        if one.value > 0:
            found[at] = Dose(at=at, amount=one.value)
    return tuple(sorted(found.values(), key=lambda dose: dose.at)) if good else None


def _amount(entry: Entry, book: Notebook) -> _Amount | None:
    if not isinstance(entry.node, Text):
        book.wrong("text-wanted", entry.where, named=entry.key)
        return None
    if not entry.node.value.strip():
        book.wrong("amount-empty", entry.where, value=entry.key)
        return None
    found = amount(entry.node, book)
    if found is None:
        return None
    return _Amount(value=found[0], unit=found[1], where=entry.node.where, written=entry.node.value.strip())


# Beside the steps


def _as_needed(node: Node, units: _Units, book: Notebook) -> AsNeeded | None:
    fields = as_mapping(node, book, "as_needed")
    if fields is None:
        return None
    amount_text, most_text = fields.text("amount", required=True), fields.text("at_most_per_day", required=True)
    between_text, words = fields.text("hours_between"), fields.words("words")
    fields.done()
    found = positive(amount_text, book) if amount_text else None
    most = whole(most_text, book, least=1, most=48) if most_text else None
    between = whole(between_text, book, least=0, most=48) if between_text else None
    if found is None or most is None or amount_text is None:
        return None
    written = amount_text.value.strip()
    units.seen.append(_Amount(value=found[0], unit=found[1], where=amount_text.where, written=written))
    return AsNeeded(amount=found[0], at_most_per_day=most, hours_between=between, words=words)


def _late_rule(node: Node, book: Notebook) -> LateRule | None:
    fields = as_mapping(node, book, "late_rule")
    if fields is None:
        return None
    after_text, written_text = fields.text("after_window"), fields.text("written_on")
    shift_text = fields.text("shift_later_doses")
    limits = {
        "window_minutes": (0, 1440),
        "consecutive_misses": (1, 20),
        "hours_without": (1, 240),
        "may_move_minutes": (0, 1440),
    }
    numbers = {
        key: whole(text, book, least=least, most=most)
        for key, (least, most) in limits.items()
        if (text := fields.text(key)) is not None
    }
    rule = LateRule(
        window_minutes=numbers.get("window_minutes"),
        after_window=one_of(AfterWindow, after_text, book) if after_text else None,
        words=fields.words("words"),
        author=fields.words("author"),
        written_on=day(written_text, book) if written_text else None,
        consecutive_misses=numbers.get("consecutive_misses"),
        hours_without=numbers.get("hours_without"),
        vomiting_words=fields.words("vomiting_words"),
        shift_later_doses=yes_or_no(shift_text, book) if shift_text else None,
        may_move_minutes=numbers.get("may_move_minutes"),
        contact=fields.words("contact"),
    )
    fields.done()
    return rule
