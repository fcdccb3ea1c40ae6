"""Calendar file and day sheet: every dose of the plan stands there once, with its own amount, and nothing else."""

import io
import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from icalendar import Calendar
from pypdf import PdfReader

from bot import house
from bot.documents import ordered
from bot.documents.calendar_file import Content, calendar_file
from bot.documents.day_sheet import Printed, day_sheet
from bot.ids import PersonId, PlanId
from bot.plans import plan_words
from bot.plans.active import ActivePlan
from bot.plans.aftercare import visits_between
from bot.plans.calendar import whole_calendar
from bot.plans.model import Plan
from bot.texts import amounts
from bot.texts.catalog import Texts
from tests.rules.plans.any_plan import plans
from tests.rules.plans.orders import example, plan_of, short

NOW = datetime(2026, 11, 28, 16, tzinfo=UTC)
LONG_AGO, FAR = datetime(2020, 1, 1, tzinfo=UTC), timedelta(days=40)
few = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@cache
def texts(language: str) -> Texts:
    return house.load().texts.in_language(language)


def signed(plan: Plan, revision: int = 1) -> ActivePlan:
    return ActivePlan(
        id=PlanId(revision),
        person_id=PersonId(2),
        revision=revision,
        state="active",
        plan=plan,
        signed_at=LONG_AGO,
        read_at=None,
    )


def doses_of(plan: Plan) -> tuple[ordered.Ordered, ...]:
    end = datetime.combine(plan.shown_until + timedelta(days=1), datetime.min.time(), ZoneInfo(plan.zone))
    return ordered.doses([signed(plan)], LONG_AGO, end.astimezone(UTC))


def events(plan: Plan, *, named: bool, revision: int = 1, language: str = "en") -> list[Any]:
    content = Content(
        plan=plan,
        doses=doses_of(plan),
        revision=revision,
        salt="x",
        since=min(NOW.date(), plan.starts_on),
        made_at=NOW,
        named=named,
    )
    return list(Calendar.from_ical(calendar_file(content, texts(language))).walk("VEVENT"))


def doses_among(found: list[Any]) -> list[Any]:
    return [one for one in found if one["TRANSP"] == "TRANSPARENT"]


def sheet(plan: Plan, language: str = "en") -> str:
    """Every word on the paper, page by page."""
    days = [plan.starts_on + timedelta(days=at) for at in range((plan.shown_until - plan.starts_on).days + 1)]
    printed = Printed(
        plan=plan, revision=3, doses=doses_of(plan), days=tuple(days), made_at=NOW, name=plan.patient_label
    )
    pages = PdfReader(io.BytesIO(day_sheet(printed, texts(language)))).pages
    return "\n".join(page.extract_text() for page in pages)


@few
@given(plan=plans())
def test_the_calendar_file_holds_each_dose_at_its_instant(plan: Plan) -> None:
    found = [(one["DTSTART"].dt, str(one["SUMMARY"])) for one in doses_among(events(plan, named=True))]
    wanted = [
        (one.slot.at, f"{one.medicine.name} {plan_words.amount(one.slot.amount, one.medicine, texts('en'))}")
        for one in doses_of(plan)
    ]
    assert sorted(found) == sorted(wanted)


def test_times_only_names_no_medicine_and_no_place() -> None:
    told = {str(one["SUMMARY"]) for one in events(example(), named=False)}
    assert told == {"Reminder", "Appointment"}
    assert not [one for one in events(example(), named=False) if "LOCATION" in one or "DESCRIPTION" in one]


def test_visits_stand_at_their_place_and_time() -> None:
    plan = example()
    found = [one for one in events(plan, named=True) if one["TRANSP"] == "OPAQUE"]
    last = plan.shown_until + timedelta(days=366)
    wanted = [visit for service in plan.aftercare for visit in visits_between(service, NOW.date(), last)]
    home = ZoneInfo(plan.zone)
    stand = [one["DTSTART"].dt.astimezone(home).replace(tzinfo=None) for one in found]
    assert sorted(stand) == sorted(datetime.combine(visit.on, visit.at) for visit in wanted)
    assert any(
        str(one["SUMMARY"]).startswith("Support group") or "(support group)" in str(one["SUMMARY"]) for one in found
    )


def test_a_later_file_takes_the_place_of_an_earlier_one() -> None:
    changed = plan_of(short(("8:00: 10 mg", "8:00: 7.5 mg")))
    before = {str(one["UID"]) for one in events(plan_of(short()), named=True)}
    after = events(changed, named=True, revision=2)
    assert before == {str(one["UID"]) for one in after}
    assert {int(str(one["SEQUENCE"])) for one in after} == {2}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_day_sheet_has_a_line_for_every_day_and_dose(language: str) -> None:
    said = texts(language)
    plan = example()
    told = sheet(plan, language)
    for day in {one.day for one in whole_calendar(plan)}:
        assert told.count(amounts.day(day, language)) == (2 if day == plan.ends_on else 1)  # and what follows it
    boxes = re.findall(r"(\d+:\d\d)\s+([\d.,]+ mg)\b", told)
    wanted = [
        (amounts.clock_time(dose.at), amounts.amount(dose.amount, day.unit, language))
        for day in whole_calendar(plan)
        for dose in day.doses
    ]
    assert sorted(boxes) == sorted(wanted)
    assert told.count(said.label("sheet-changed")) == 11
    assert said.label("privacy-part2-line").split(".")[0] in told.replace("\n", " ")


def test_a_day_without_a_dose_is_printed_as_such() -> None:
    pause = "        pause: yes\n"
    plan = plan_of(short(("        doses:\n          8:00: 5 mg\n          20:00: 5 mg\n", pause)))
    assert sheet(plan).count("no dose") == 2


def test_the_day_sheet_says_the_clinicians_words_and_what_follows() -> None:
    told = sheet(example()).replace("\n", " ")
    assert '"If it is more than 2 hours late, leave it out. Do not take two together."' in told
    assert "After Fri 12 Feb: none." in told or "After Fri 12 Feb: nothing" in told
    assert "half a tablet of 10 mg" in told


def test_a_newer_revision_takes_over_on_its_first_day() -> None:
    """Until then the calendar keeps the doses of the one before."""
    old = signed(plan_of(short()), 1)
    new = signed(
        plan_of(short(("from: 2026-12-01\n        until: 2026-12-03", "from: 2026-12-03\n        until: 2026-12-04"))),
        2,
    )
    found = ordered.doses([new, old], NOW, NOW + FAR)
    days = sorted({(one.slot.local.date(), one.plan is new.plan) for one in found})
    assert days[:3] == [(date(2026, 12, 1), False), (date(2026, 12, 2), False), (date(2026, 12, 3), True)]
