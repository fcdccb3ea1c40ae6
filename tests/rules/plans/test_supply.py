"""What an order takes out of the box, and the first dose a counted stock does not cover."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.plans.calendar import slots_between
from bot.plans.model import Plan
from bot.plans.supply import Item, items_of, lasting, needed, refills, run_outs, taken_by
from tests.rules.plans.any_plan import plans
from tests.rules.plans.orders import example, plan_of, short

COUNTED_AT = datetime(2026, 12, 1, 6, tzinfo=UTC)
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 5)


def with_lines(*lines: str) -> Plan:
    """The short order, 3 days 10 + 5 mg and 2 days 5 + 5 mg, with lines put into its medicine."""
    return plan_of(short(("    form: tablet\n", "".join(f"    {line}\n" for line in lines))))


def told(pairs: tuple[tuple[Item, Decimal], ...] | None) -> list[str]:
    return [f"{number} x {item.key}" for item, number in pairs or ()]


def test_halves_of_the_whole_plan_are_counted_together() -> None:
    medicine = with_lines("form: tablet", "strengths: [10 mg scored]").medicines[0]
    assert told(needed(medicine, FIRST, LAST)) == ["7 x 10 mg tablet"]  # 3 whole and 7 halves


def test_every_refill_is_enough_for_its_own_days() -> None:
    medicine = with_lines("form: tablet", "strengths: [10 mg scored]").medicines[0]
    found = refills(medicine, days=3, last=LAST)
    assert found is not None
    assert [(one.first.day, one.last.day, told(one.amounts)) for one in found] == [
        (1, 3, ["5 x 10 mg tablet"]),
        (4, 5, ["2 x 10 mg tablet"]),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["form: liquid", "concentration: 5 mg/mL"], ["13 x mL"]),
        (["form: liquid", "concentration: 3 mg/mL"], ["21.67 x mL"]),
        (["form: granules", "strengths: [5 mg, 10 mg]"], ["3 x 10 mg packet", "7 x 5 mg packet"]),
        (["form: capsule", "strengths: [5 mg]"], ["13 x 5 mg capsule"]),
    ],
)
def test_each_form_is_counted_in_what_is_handed_out(lines: list[str], expected: list[str]) -> None:
    assert told(needed(with_lines(*lines).medicines[0], FIRST, LAST)) == expected


def test_a_dose_the_strengths_do_not_make_is_not_counted() -> None:
    plan = with_lines("form: tablet", "strengths: [10 mg]")
    medicine = plan.medicines[0]
    assert needed(medicine, FIRST, LAST) is None
    assert items_of(medicine, FIRST, LAST) is None
    assert refills(medicine, days=3, last=LAST) is None
    assert run_outs(plan, medicine.id, {"10 mg tablet": Decimal(9)}, counted_at=COUNTED_AT) is None


def test_the_run_out_follows_the_changing_dose() -> None:
    """Four and a half tablets are gone after three days of one and a half; one more covers the lower fourth day."""
    plan = with_lines("form: tablet", "strengths: [10 mg scored]")
    for tablets, short_at in (("4.5", "2026-12-04 08:00"), ("5.5", "2026-12-05 08:00"), ("6", "2026-12-05 20:00")):
        [found] = run_outs(plan, "baclofen", {"10 mg tablet": Decimal(tablets)}, counted_at=COUNTED_AT) or ()
        assert f"{found.short_at and found.short_at.local:%Y-%m-%d %H:%M}" == short_at


def test_a_stock_that_is_enough_has_no_run_out() -> None:
    plan = with_lines("form: tablet", "strengths: [10 mg scored]")
    [found] = run_outs(plan, "baclofen", {"10 mg tablet": Decimal("6.5")}, counted_at=COUNTED_AT) or ()
    assert (found.short_at, found.covered_until) == (None, LAST)


def test_each_strength_runs_out_by_itself_the_first_one_first() -> None:
    plan = example()
    stock = {"20 mg tablet": Decimal(6), "10 mg tablet": Decimal(2)}
    found = run_outs(plan, "baclofen", stock, counted_at=COUNTED_AT) or ()
    assert [(one.item.key, str(one.covered_until)) for one in found] == [
        ("10 mg tablet", "2026-12-01"),
        ("20 mg tablet", "2026-12-02"),
    ]


def test_what_nobody_counted_counts_as_gone() -> None:
    [found, *_] = run_outs(example(), "baclofen", {}, counted_at=COUNTED_AT) or ()
    assert found.covered_until is None
    assert found.short_at is not None
    assert found.short_at.local.day == 1


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(plan=plans(), have=st.integers(0, 300))
def test_a_stock_lasts_just_as_long_as_its_doses_add_up(plan: Plan, have: int) -> None:
    """For any plan: what the covered doses take is in the stock, and with the first short one it is not."""
    start = datetime.combine(plan.starts_on, time(0), UTC) - timedelta(days=2)
    every = slots_between(plan, start, start + timedelta(days=160))
    for medicine in plan.medicines:
        slots = [slot for slot in every if slot.medicine == medicine.id]
        found = lasting(medicine, {"mL": Decimal(have), medicine.unit.value: Decimal(have)}, slots)
        for one in found or ():
            if one.item.strength is not None:
                continue
            covered = [slot for slot in slots if one.short_at is None or slot.at < one.short_at.at]
            taken = [part[1] for slot in covered for part in taken_by(medicine, slot.amount) or ()]
            assert sum(taken, Fraction(0)) <= have
            if one.short_at is not None:
                [(_, more)] = taken_by(medicine, one.short_at.amount) or ()
                assert sum(taken, Fraction(0)) + more > have
