"""plans/supply: what an order takes out of the box or the bottle, and until when what is at home lasts (floor 1, pure).

Belongs here: counting tablets of each strength, millilitres of a liquid or the order's own unit, for one dose, for a
span of days, for each refill; the first dose that a counted stock does not cover, under the changing amounts.
Not here: what is left at home and the reminders (reminders/supply.py), which tablets make a dose (tablets.py).

Everything is exact: a half tablet is 0.5, a volume whose digits never end is kept as a fraction. Nothing here changes a
dose, and doses taken only when needed are not foreseen: they come off the stock when somebody says they were taken.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from bot.plans.calendar import Slot, days_of, slots_between
from bot.plans.model import Form, MedicineTaper, Plan, Strength, Unit
from bot.plans.tablets import exact_decimal, tablets_for, volume_of

LOOKED_AHEAD_DAYS = 400
"""How far a step without an end is followed; a stock that lasts longer counts as enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is counted at home: pieces of one strength, or (`strength` None) millilitres or the order's own unit.

    `unit` says what a number of it means: tablet, capsule, mL, drop, unit, or packet for granules.
    """

    unit: str
    strength: Strength | None = None

    @property
    def key(self) -> str:
        """The same for the same kind of piece whether or not it is scored: "10 mg tablet", "mL"."""
        size = f"{format(self.strength.amount.normalize(), 'f')} {self.strength.unit.value} " if self.strength else ""
        return f"{size}{self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """How long one item lasts. `short_at` is the first slot it does not cover; None: it is enough to the end that was
    looked at. `covered_until` is the local day of the last slot it does cover; None: not even the first."""

    item: Item
    covered_until: date | None
    short_at: Slot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refill:
    """What to have at home for the days from `first` to `last` (both included): whole pieces, mL to a hundredth up."""

    first: date
    last: date
    amounts: tuple[tuple[Item, Decimal], ...]


def taken_by(medicine: MedicineTaper, amount: Decimal) -> tuple[tuple[Item, Fraction], ...] | None:
    """What one dose of that amount takes, strongest pieces first; None when the order does not say what it is made of.

    Source: the order itself: its concentration for a liquid, its strengths for tablets, capsules and packets.
    """
    if medicine.concentration is not None or medicine.unit is Unit.ML:
        volume = Fraction(amount)
        if medicine.concentration is not None:
            found = volume_of(amount, medicine.unit, medicine.concentration)
            if found is None:
                return None
            volume = found
        return ((Item(unit=Unit.ML.value), volume),)
    if medicine.unit not in (Unit.MG, Unit.MCG, Unit.G):
        return ((Item(unit=medicine.unit.value), Fraction(amount)),)
    made = tablets_for(amount, medicine.unit, medicine.strengths)
    if made is None:
        return None
    return tuple((Item(unit=piece_word(medicine), strength=one.strength), Fraction(one.count)) for one in made)


def items_of(medicine: MedicineTaper, first: date, last: date) -> tuple[Item, ...] | None:
    """What the doses of these days are made of: what a person is asked to count. None when a dose cannot be made."""
    used = _used(medicine, first, last)
    return None if used is None else tuple(item for item, _ in used)


def needed(medicine: MedicineTaper, first: date, last: date) -> tuple[tuple[Item, Decimal], ...] | None:
    """What the days from first to last (both included) take, strongest first; None when a dose cannot be made.

    Pieces are whole: two halves are one, an odd half opens another. Millilitres are exact, or a hundredth up.
    """
    used = _used(medicine, first, last)
    return None if used is None else tuple((item, _to_have(item, amount)) for item, amount in used)


def refills(medicine: MedicineTaper, *, days: int, last: date) -> tuple[Refill, ...] | None:
    """The whole order up to `last` in spans of so many days, each counted for itself. None when a dose cannot be made.

    An odd half that is left over is not carried into the next span: each box is enough for its own days.
    """
    found: list[Refill] = []
    first = medicine.starts_on
    end = last if medicine.ends_on is None else min(last, medicine.ends_on)
    while first <= end:
        until = min(first + timedelta(days=days - 1), end)
        amounts = needed(medicine, first, until)
        if amounts is None:
            return None
        found.append(Refill(first=first, last=until, amounts=amounts))
        first = until + timedelta(days=1)
    return tuple(found)


def lasting(medicine: MedicineTaper, stock: Mapping[str, Decimal], slots: Iterable[Slot]) -> tuple[Lasting, ...] | None:
    """How long each item lasts over these slots of the medicine (earliest first). None when a dose cannot be made.

    `stock` holds what is there by `Item.key`; what is not named there is not there. Earliest shortage first.
    """
    left = {key: Fraction(amount) for key, amount in stock.items()}
    covered: dict[str, date] = {}
    short: dict[str, Slot] = {}
    items: dict[str, Item] = {}
    made: dict[Decimal, tuple[tuple[Item, Fraction], ...] | None] = {}
    for slot in slots:
        if slot.amount not in made:
            made[slot.amount] = taken_by(medicine, slot.amount)
        parts = made[slot.amount]
        if parts is None:
            return None
        for item, amount in parts:
            items.setdefault(item.key, item)
            if item.key in short:
                continue
            left[item.key] = left.get(item.key, Fraction(0)) - amount
            if left[item.key] < 0:
                short[item.key] = slot
            else:
                covered[item.key] = slot.local.date()
    found = [Lasting(item=one, covered_until=covered.get(key), short_at=short.get(key)) for key, one in items.items()]
    return tuple(
        sorted(found, key=lambda one: (one.short_at is None, one.short_at.at.timestamp() if one.short_at else 0))
    )


def run_outs(
    plan: Plan,
    medicine_id: str,
    stock: Mapping[str, Decimal],
    *,
    counted_at: datetime,
    not_at: Container[datetime] = (),
) -> tuple[Lasting, ...] | None:
    """As `lasting`, over every slot of that medicine from the instant of counting on (aware), 400 days at most, but for
    those `not_at` an instant: they were not taken.

    The first entry, if it has `short_at`, is the run-out: `short_at.local` is the dose for which too little is there.
    """
    slots = slots_between(plan, counted_at, counted_at + timedelta(days=LOOKED_AHEAD_DAYS))
    mine = (slot for slot in slots if slot.medicine == medicine_id and slot.at not in not_at)
    return lasting(plan.medicine(medicine_id), stock, mine)


def without(
    medicine: MedicineTaper, stock: Mapping[str, Decimal], amounts: Iterable[Decimal]
) -> Mapping[str, Decimal] | None:
    """`stock` less what doses of these amounts take; below zero where more was taken than was counted. None when one
    cannot be made."""
    left = {key: Fraction(amount) for key, amount in stock.items()}
    for amount in amounts:
        parts = taken_by(medicine, amount)
        if parts is None:
            return None
        for item, each in parts:
            left[item.key] = left.get(item.key, Fraction(0)) - each
    return {key: Decimal(one.numerator) / Decimal(one.denominator) for key, one in left.items()}


def _used(medicine: MedicineTaper, first: date, last: date) -> list[tuple[Item, Fraction]] | None:
    total: dict[str, tuple[Item, Fraction]] = {}
    for amount, times in _amounts(medicine, first, last).items():
        parts = taken_by(medicine, amount)
        if parts is None:
            return None
        for item, each in parts:
            total[item.key] = (item, total.get(item.key, (item, Fraction(0)))[1] + each * times)
    return sorted(total.values(), key=lambda pair: -(pair[0].strength.amount if pair[0].strength else 0))


def _amounts(medicine: MedicineTaper, first: date, last: date) -> dict[Decimal, int]:
    """Each amount of those days, and how many doses have it."""
    found: dict[Decimal, int] = {}
    for amount in _doses(medicine, first, last):
        found[amount] = found.get(amount, 0) + 1
    return found


def _doses(medicine: MedicineTaper, first: date, last: date) -> Iterator[Decimal]:
    return (dose.amount for day in days_of(medicine, first, last) for dose in day.doses)


def piece_word(medicine: MedicineTaper) -> str:
    """What one piece of it is called; a word that texts/amounts knows."""
    return {Form.CAPSULE: Unit.CAPSULE.value, Form.GRANULES: "packet"}.get(medicine.form, Unit.TABLET.value)


def _to_have(item: Item, amount: Fraction) -> Decimal:
    if item.unit == Unit.ML.value:
        exact = exact_decimal(amount)
        if exact is not None:
            return exact
        return (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(Decimal("0.01"), ROUND_CEILING)
    return Decimal(-((-amount.numerator) // amount.denominator))
