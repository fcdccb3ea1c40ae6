"""plans/tablets: which tablets make an ordered dose; mL of a liquid beside its mg.

Belongs here: counting pieces of strengths that the order lists. Not here: whether that is possible at all as a warning
(linted_making.py), how many a span of days takes (supply.py). The dose itself is never touched: what cannot be made
exactly is said to be impossible, not rounded.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bot.plans.model import Concentration, Strength, Unit

MOST_PIECES = 40
"""More pieces than anybody swallows at once; beyond it a dose counts as impossible."""
MOST_SUMS = 20_000
"""Where the search ends for strengths that have nothing in common."""
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """So many tablets of one strength; halves are 0.5."""

    strength: Strength
    count: Decimal


def tablets_for(amount: Decimal, unit: Unit, strengths: tuple[Strength, ...]) -> tuple[Pieces, ...] | None:
    """The fewest pieces that make exactly that amount, strongest first; None when none do.

    Whole tablets, and halves only of tablets that are scored. Of two equal ways the one with fewer halves.
    """
    usable = [one for one in strengths if one.unit is unit]
    pieces: dict[Decimal, Pieces] = {}
    for one in usable:
        if one.scored:
            pieces[one.amount / 2] = Pieces(strength=one, count=HALF)
    for one in usable:
        pieces[one.amount] = Pieces(strength=one, count=Decimal(1))
    best = _fewest(amount, pieces)
    if best is None:
        return None
    total: dict[Decimal, Decimal] = {}
    for size in best:
        piece = pieces[size]
        total[piece.strength.amount] = total.get(piece.strength.amount, Decimal(0)) + piece.count
    by_amount = {one.amount: one for one in usable}
    return tuple(Pieces(strength=by_amount[size], count=total[size]) for size in sorted(total, reverse=True))


def _fewest(amount: Decimal, pieces: dict[Decimal, Pieces]) -> tuple[Decimal, ...] | None:
    """Sizes that add up to the amount: fewest pieces, then fewest halves, found layer by layer from nothing."""
    costs: dict[Decimal, tuple[int, int]] = {Decimal(0): (0, 0)}
    way: dict[Decimal, tuple[Decimal, ...]] = {Decimal(0): ()}
    edge = [Decimal(0)]
    for _ in range(MOST_PIECES):
        grown: list[Decimal] = []
        for have in edge:
            for size, piece in pieces.items():
                reached = have + size
                cost = (costs[have][0] + 1, costs[have][1] + (piece.count == HALF))
                if reached <= amount and (reached not in costs or cost < costs[reached]):
                    costs[reached], way[reached] = cost, (*way[have], size)
                    grown.append(reached)
        if amount in way or not grown or len(costs) > MOST_SUMS:
            break
        edge = grown
    return way.get(amount)


def millilitres(amount: Decimal, unit: Unit, liquid: Concentration) -> Decimal | None:
    """The volume that holds exactly that amount, in mL; None when its digits never end or the units differ.

    In an order that counts in mL the volume is the order itself.
    """
    volume = volume_of(amount, unit, liquid)
    return None if volume is None else exact_decimal(volume)


def volume_of(amount: Decimal, unit: Unit, liquid: Concentration) -> Fraction | None:
    """As `millilitres`, for comparing: also a volume whose digits never end. None when the units differ."""
    if unit is Unit.ML:
        return Fraction(amount)
    if unit is not liquid.unit:
        return None
    return Fraction(amount) * Fraction(liquid.per_ml) / Fraction(liquid.amount)


def content(amount: Decimal, liquid: Concentration) -> Decimal | None:
    """What that many mL hold, in the unit of the concentration; None when its digits never end."""
    return exact_decimal(Fraction(amount) * Fraction(liquid.amount) / Fraction(liquid.per_ml))


def exact_decimal(value: Fraction) -> Decimal | None:
    """The same number in digits; None when they never end."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return None
    return Decimal(format((Decimal(value.numerator) / Decimal(value.denominator)).normalize(), "f"))
