"""Random plans: every shape the model allows, made by hypothesis."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from bot.plans.aftercare import Every, Recurrence, Service, ServiceKind, ServiceState, Visit, VisitState
from bot.plans.checked_steps import identity, shortest
from bot.plans.model import (
    AfterWindow,
    AsNeeded,
    Concentration,
    Contact,
    Dose,
    Ending,
    Flag,
    Form,
    LateRule,
    MedicineTaper,
    OpenHours,
    Plan,
    Prescriber,
    Step,
    Strength,
    Unit,
)
from bot.plans.scalars import exact

ZONES = ("America/Chicago", "Europe/Madrid", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu", "UTC")
LETTERS = "abcXYZ 019.,;:'\"=+-@#&*?!%|{}[]<>/\\ñéüß中😀\n"

words = st.text(LETTERS, min_size=1, max_size=25).map(str.strip).filter(bool)
maybe_words = st.one_of(st.just(""), words)
names = words.filter(lambda text: "\n" not in text and text.strip("[]# ") != "")
days = st.dates(date(2024, 1, 1), date(2036, 1, 1))
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
amounts = st.one_of(
    st.integers(1, 200).map(Decimal),
    st.decimals("0.0001", "9999", places=4).filter(lambda value: value > 0),
    st.decimals("0.001", "99", places=3).filter(lambda value: value > 0),
).map(exact)
maybe_days = st.none() | days


def doses(times: list[time]) -> st.SearchStrategy[tuple[Dose, ...]]:
    """Doses of one day at some of the times."""
    chosen = st.lists(st.sampled_from(times), unique=True, max_size=4).map(sorted)
    return chosen.flatmap(lambda at: st.tuples(*(st.builds(Dose, at=st.just(one), amount=amounts) for one in at)))


@st.composite
def steps(draw: st.DrawFn, *, needed_only: bool = False) -> tuple[Step, ...]:
    """Steps that touch; the first has a dose (unless all is taken only when needed), the last may be open."""
    times = draw(st.lists(clocks, unique=True, min_size=1, max_size=4))
    begins = draw(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
    found: list[Step] = []
    count = draw(st.integers(1, 6))
    for number in range(count):
        length = draw(st.integers(1, 20))
        cycle = tuple(draw(st.lists(doses(times), min_size=1, max_size=4)))
        if number == 0 and not needed_only:
            cycle = ((Dose(at=times[0], amount=draw(amounts)),), *cycle[1:])
        ends = begins + timedelta(days=length - 1)
        is_open = number == count - 1 and draw(st.booleans())
        kept = shortest(cycle if is_open else cycle[:length])
        instruction = draw(maybe_words)
        found.append(Step(starts_on=begins, ends_on=None if is_open else ends, cycle=kept, instruction=instruction))
        begins = ends + timedelta(days=1)
    return tuple(found)


numbers = st.none() | st.integers(1, 20)
late_rules = st.builds(
    LateRule,
    window_minutes=st.none() | st.integers(0, 1440),
    after_window=st.none() | st.sampled_from(AfterWindow),
    words=maybe_words,
    author=maybe_words,
    written_on=maybe_days,
    consecutive_misses=numbers,
    hours_without=numbers,
    vomiting_words=maybe_words,
    shift_later_doses=st.none() | st.booleans(),
    may_move_minutes=numbers,
    contact=maybe_words,
).map(lambda rule: None if rule == LateRule() else rule)


@st.composite
def medicines(draw: st.DrawFn) -> dict[str, Any]:
    """Everything of a medicine but its id."""
    unit = draw(st.sampled_from(Unit))
    solid = unit in (Unit.TABLET, Unit.CAPSULE)
    form = draw(st.sampled_from([one for one in Form if not (solid and one is Form.LIQUID)]))
    weight = unit if unit in (Unit.MG, Unit.MCG, Unit.G) else Unit.MG
    needs = form is Form.LIQUID or unit is Unit.ML
    liquid = st.builds(Concentration, amount=amounts, unit=st.just(weight), per_ml=amounts)
    allowed = needs or unit in (Unit.MG, Unit.MCG, Unit.G)
    if form is Form.LIQUID and not (unit is Unit.ML or unit in (Unit.MG, Unit.MCG, Unit.G)):
        form = Form.OTHER
        needs = allowed = False
    strength = st.builds(Strength, amount=amounts, unit=st.sampled_from(Unit), scored=st.none() | st.booleans())
    needed = st.builds(
        AsNeeded,
        amount=amounts,
        at_most_per_day=st.integers(1, 48),
        hours_between=st.none() | st.integers(0, 48),
        words=maybe_words,
    )
    needed_doses = tuple(draw(st.lists(needed, max_size=2)))
    ordered = draw(steps(needed_only=bool(needed_doses) and draw(st.booleans())))
    endings = [one for one in Ending if one is not Ending.ZERO or ordered[-1].ends_on is not None]
    return {
        "name": draw(names),
        "form": form,
        "unit": unit,
        "strengths": tuple(draw(st.lists(strength, max_size=3))),
        "concentration": draw(liquid if needs else st.none() | liquid) if allowed else None,
        "taken_since": draw(maybe_days),
        "steps": ordered,
        "ending": draw(st.sampled_from(endings)),
        "late_rule": draw(st.none() | late_rules),
        "as_needed": needed_doses,
    }


@st.composite
def spans(draw: st.DrawFn) -> OpenHours:
    weekdays = tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1))))
    opens, closes = sorted(draw(st.lists(clocks, min_size=2, max_size=2, unique=True)))
    return OpenHours(weekdays=weekdays, opens=opens, closes=draw(st.sampled_from([closes, time(0)])))


contacts = st.builds(
    Contact, name=names, role=maybe_words, phone=maybe_words, hours=st.lists(spans(), max_size=2).map(tuple)
)
minutes = st.none() | st.integers(1, 1440)
visits = st.builds(
    Visit,
    on=days,
    at=clocks,
    minutes=minutes,
    state=st.sampled_from(VisitState),
    place=maybe_words,
    court=st.booleans(),
)


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    every = draw(st.sampled_from(Every))
    starts = draw(days)
    return Recurrence(
        every=every,
        weekdays=tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1, max_size=3)))),
        nth=None if every is Every.WEEK else draw(st.sampled_from([1, 2, 3, 4, 5, -1])),
        interval=draw(st.integers(1, 12)),
        at=draw(clocks),
        minutes=draw(minutes),
        starts_on=starts,
        until=draw(st.none() | st.integers(0, 400).map(lambda more: starts + timedelta(days=more))),
        but_not=tuple(sorted(draw(st.sets(days, max_size=2)))),
    )


@st.composite
def services(draw: st.DrawFn) -> dict[str, Any]:
    """Everything of a service but its id."""
    texts = ("name", "reason", "owner", "place", "link", "phone", "if_then", "goal")
    found = draw(st.lists(visits, max_size=3))
    return {
        "kind": draw(st.sampled_from(ServiceKind)),
        "state": draw(st.sampled_from(ServiceState)),
        "review_on": draw(maybe_days),
        "visits": tuple(sorted(found, key=lambda visit: (visit.on, visit.at))),
        "recurrence": tuple(draw(st.lists(recurrences(), max_size=2))),
    } | {key: draw(maybe_words) for key in texts}


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A whole plan as the readers make it: ids by name, sets in order."""
    taken: list[str] = []
    ids: list[str] = []
    orders = draw(st.lists(medicines(), min_size=1, max_size=3))
    cared = draw(st.lists(services(), max_size=3))
    said = draw(st.dictionaries(st.sampled_from(Flag), st.booleans()))
    return Plan(
        patient_label=draw(names),
        zone=draw(st.sampled_from(ZONES)),
        country=draw(st.sampled_from(["", "US", "ES"])),
        prescriber=Prescriber(name=draw(names), ordered_on=draw(days)),
        medicines=tuple(MedicineTaper(id=identity(one["name"], taken), **one) for one in orders),
        flags=tuple(flag for flag in Flag if said.get(flag) is True),
        flags_denied=tuple(flag for flag in Flag if said.get(flag) is False),
        contacts=tuple(draw(st.lists(contacts, max_size=2))),
        review_dates=tuple(sorted(draw(st.sets(days, max_size=3)))),
        pause_criteria=tuple(draw(st.lists(words, max_size=2))),
        aftercare=tuple(Service(id=identity(one["kind"].value, ids), **one) for one in cared),
    )
