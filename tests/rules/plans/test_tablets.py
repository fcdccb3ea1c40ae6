from decimal import Decimal

import pytest

from bot.plans.model import Concentration, Strength, Unit
from bot.plans.tablets import content, millilitres, tablets_for


def strengths(*written: str) -> tuple[Strength, ...]:
    return tuple(Strength(amount=Decimal(one.rstrip("s")), unit=Unit.MG, scored=one.endswith("s")) for one in written)


@pytest.mark.parametrize(
    ("amount", "sizes", "expected"),
    [
        ("10", ("10s", "20s"), ["1 x 10"]),
        ("25", ("10s", "20s"), ["1 x 20", "0.5 x 10"]),
        ("30", ("10s", "20s"), ["1 x 20", "1 x 10"]),
        ("15", ("5", "10s"), ["1 x 10", "1 x 5"]),
        ("60", ("10s", "20s"), ["3 x 20"]),
        ("0.125", ("0.0625",), ["2 x 0.0625"]),
    ],
)
def test_a_dose_is_made_of_the_fewest_pieces(amount: str, sizes: tuple[str, ...], expected: list[str]) -> None:
    made = tablets_for(Decimal(amount), Unit.MG, strengths(*sizes))
    assert made is not None
    assert [f"{piece.count} x {piece.strength.amount}" for piece in made] == expected


@pytest.mark.parametrize(("amount", "sizes"), [("2.5", ("5",)), ("12", ("5", "10s")), ("5", ())])
def test_what_cannot_be_made_is_not_rounded(amount: str, sizes: tuple[str, ...]) -> None:
    assert tablets_for(Decimal(amount), Unit.MG, strengths(*sizes)) is None


def test_millilitres_are_exact_or_nothing() -> None:
    liquid = Concentration(amount=Decimal(25), unit=Unit.MG, per_ml=Decimal(5))
    assert millilitres(Decimal("7.5"), Unit.MG, liquid) == Decimal("1.5")
    assert content(Decimal("1.5"), liquid) == Decimal("7.5")
    assert millilitres(Decimal(10), Unit.MG, Concentration(amount=Decimal(3), unit=Unit.MG)) is None
