"""What we write reads back as the same plan, in every format, for any plan."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from bot.plans.calendar import slots_between, whole_calendar
from bot.plans.model import Plan
from bot.plans.reading import read_plan
from bot.plans.writers.to_csv import to_csv
from bot.plans.writers.to_fhir import to_fhir
from bot.plans.writers.to_xlsx import to_xlsx
from bot.plans.writers.to_yaml import to_yaml
from tests.rules.plans.any_plan import plans
from tests.rules.plans.orders import SUPPLIED, example

EXAMPLES_EACH = 14
"""For each format; 1,000 were run by hand."""

WRITERS: dict[str, Callable[[Plan], bytes]] = {
    "yaml": lambda plan: to_yaml(plan).encode(),
    "csv": to_csv,
    "xlsx": to_xlsx,
    "json": lambda plan: to_fhir(plan).encode(),
}
several = settings(
    max_examples=EXAMPLES_EACH,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("ending", WRITERS)
def test_the_example_reads_back_from_every_format(ending: str) -> None:
    plan = example()
    assert read_plan(f"a.{ending}", WRITERS[ending](plan), SUPPLIED).plan == plan


@pytest.mark.parametrize("ending", WRITERS)
@several
@given(plan=plans())
def test_any_plan_reads_back_from_every_format(ending: str, plan: Plan) -> None:
    assert read_plan(f"a.{ending}", WRITERS[ending](plan), SUPPLIED).plan == plan


@several
@given(plan=plans())
def test_any_plan_reads_back_from_storage(plan: Plan) -> None:
    assert Plan.from_json(plan.to_json()) == plan


@several
@given(plan=plans())
def test_slots_are_the_calendar_and_nothing_else(plan: Plan) -> None:
    """No dose appears that the plan does not hold: amounts, times and number of slots are those of the days."""
    calendar = whole_calendar(plan)
    ordered = sorted((day.day, day.medicine, dose.at, dose.amount) for day in calendar for dose in day.doses)
    start = datetime.combine(plan.starts_on, time(0), UTC) - timedelta(days=2)
    found = slots_between(plan, start, datetime.combine(plan.shown_until, time(0), UTC) + timedelta(days=3))
    slots = [slot for slot in found if slot.local.date() <= plan.shown_until]
    assert len(slots) == len({(slot.medicine, slot.at) for slot in slots})
    assert sorted((slot.local.date(), slot.medicine, slot.planned, slot.amount) for slot in slots) == ordered
