"""What we write reads back as the same plan, in every format, for any plan."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from bot import house
from bot.ids import PersonId, PlanId, ReminderId
from bot.plans.calendar import Slot, slots_between, whole_calendar
from bot.plans.model import Plan
from bot.plans.reading import read_plan
from bot.plans.writers.to_csv import to_csv
from bot.plans.writers.to_fhir import to_fhir
from bot.plans.writers.to_xlsx import to_xlsx
from bot.plans.writers.to_yaml import to_yaml
from bot.reminders import dose_words
from bot.reminders.doses import PlannedDose
from bot.reminders.due import Due
from bot.reminders.wanted import Kind, subject_of, wanted_doses
from bot.texts import amounts
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
def test_the_reminders_that_would_be_sent_are_the_preview(plan: Plan) -> None:
    """One reminder for each dose of the preview, and the sums of their amounts are the preview's totals."""
    start = datetime.combine(plan.starts_on, time(0), UTC) - timedelta(days=2)
    end = datetime.combine(plan.shown_until, time(0), UTC) + timedelta(days=3)
    wanted = wanted_doses(plan, PlanId(1), person_id=PersonId(1), salt="x", start=start, end=end)
    slots = {(subject_of("x", slot.medicine), slot.at): slot for slot in slots_between(plan, start, end)}
    sent = [slots[one.subject, one.due_at] for one in wanted]
    sums: dict[tuple[object, str], Decimal] = {}
    for slot in sent:
        if slot.local.date() <= plan.shown_until:
            key = (slot.local.date(), slot.medicine)
            sums[key] = sums.get(key, Decimal(0)) + slot.amount
    assert len(sent) == len(slots)
    assert sums == {(day.day, day.medicine): day.total for day in whole_calendar(plan) if day.doses}


@pytest.mark.parametrize("language", ["en", "es"])
@several
@given(plan=plans())
def test_the_amount_that_is_shown_is_the_amount_of_the_plan(language: str, plan: Plan) -> None:
    """Every dose of the calendar, in the sentence that a patient reads: the ordered digits, the ordered unit."""
    texts = house.load().texts.in_language(language)
    start = datetime.combine(plan.starts_on, time(0), UTC) - timedelta(days=2)
    shown: set[tuple[str, int, Decimal]] = set()
    for slot in slots_between(plan, start, datetime.combine(plan.shown_until, time(0), UTC)):
        if (slot.medicine, slot.step, slot.amount) in shown:
            continue
        shown.add((slot.medicine, slot.step, slot.amount))
        medicine = plan.medicine(slot.medicine)
        line = dose_words.dose_line(PlannedDose(due=due_at(slot), slot=slot, medicine=medicine), texts)
        number = re.search(r"<b>([\d.,]+) ([^\s<]+)", line)
        assert number is not None
        assert Decimal(number[1].replace(",", ".")) == slot.amount
        assert number[2].startswith(amounts.amount(slot.amount, slot.unit, language).split(" ")[1])


def due_at(slot: Slot) -> Due:
    """The row that a reminder of the slot would be."""
    return Due(
        id=ReminderId(1),
        person_id=PersonId(1),
        kind=Kind.DOSE,
        subject="x",
        due_at=slot.at,
        zone="UTC",
        plan_id=PlanId(1),
        state="sent",
        window_until=slot.at,
        copies=0,
        message_id=None,
    )


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
