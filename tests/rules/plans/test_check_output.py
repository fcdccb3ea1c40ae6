import json
from datetime import date
from typing import Any

from bot.plans.check_output import CheckOutput, check
from tests.rules.plans.orders import EXAMPLES, TODAY, book, short


def checked(text: str, *, zone: str | None = None, start: date | None = None) -> CheckOutput:
    return check("a.yaml", text.encode(), zone=zone, start=start, today=TODAY, medicines=book())


def shown(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(checked(text).as_json())
    return found


def test_a_good_file_shows_its_whole_calendar() -> None:
    found = shown((EXAMPLES / "baclofen-taper.yaml").read_text("utf-8"))
    assert found["ok"] is True
    assert len(found["days"]) == 74
    assert found["days"][0] == {
        "date": "2026-12-01",
        "medicine": "baclofen",
        "doses": [
            {"time": "08:00", "amount": "30", "unit": "mg"},
            {"time": "14:00", "amount": "20", "unit": "mg"},
            {"time": "20:00", "amount": "30", "unit": "mg"},
        ],
    }


def test_a_bad_file_shows_problems_and_no_days() -> None:
    found = shown(short(("          8:00: 10 mg\n", "          8:00: 10.5 micrograms\n")))
    assert (found["ok"], found["days"], found["visits"]) == (False, [], [])
    assert found["problems"] == [
        {
            "where": "line 11, column 17",
            "message": "10.5 micrograms beside amounts in mg.",
            "fix": "Ask Dr. Lee what was ordered.",
        }
    ]


def test_a_warning_names_rule_place_and_source() -> None:
    (first, _) = shown((EXAMPLES / "baclofen-taper.yaml").read_text("utf-8"))["warnings"]
    assert first["rule"] == "L1"
    assert first["where"] == "baclofen, step 12 (2027-02-06)"
    assert "PD" in first["source"]


def test_visits_are_listed_with_their_service() -> None:
    visits = shown((EXAMPLES / "baclofen-taper.yaml").read_text("utf-8"))["visits"]
    assert visits[0]["service"] == "one_on_one_therapy"
    assert [visit["place"] for visit in visits if visit["service"] == "legal_assistance"] == ["Court house"]


def test_tablets_for_the_whole_plan_are_counted() -> None:
    assert shown((EXAMPLES / "baclofen-taper.yaml").read_text("utf-8"))["supply"] == [
        {
            "medicine": "baclofen",
            "items": [{"item": "20 mg tablet", "amount": "72"}, {"item": "10 mg tablet", "amount": "172"}],
        }
    ]
    assert shown(short())["supply"] == [{"medicine": "baclofen", "items": None}]


def test_a_dose_only_when_needed_is_listed_with_its_limits() -> None:
    needed = "  - {name: hydroxyzine, from: 2026-12-01, days: 10, as_needed: [{amount: 25 mg, at_most_per_day: 3}]}\n"
    found = shown(short() + needed)
    assert found["as_needed"] == [
        {
            "medicine": "hydroxyzine",
            "amount": "25",
            "unit": "mg",
            "at_most_per_day": 3,
            "hours_between": None,
            "words": "",
        }
    ]
    assert [day["doses"] for day in found["days"] if day["medicine"] == "hydroxyzine"] == [[]] * 10


def test_zone_and_start_may_be_supplied_beside_the_file() -> None:
    text = short(("zone: America/Chicago\n", "")).replace(
        "      - from: 2026-12-01\n        until: 2026-12-03", "      - days: 3"
    )
    assert {p.message for p in checked(text).problems} == {
        "The time zone is missing.",
        "The first step has no first day.",
    }
    assert checked(text, zone="America/Chicago", start=date(2026, 12, 1)).ok


def test_text_says_what_to_mend_or_what_to_ask() -> None:
    assert checked(short()).as_text().startswith("Good. America/Chicago time, ordered by Dr. Lee on 2026-11-28.")
    bad = checked(short(("zone: America/Chicago", "zone: Chicago"))).as_text()
    assert "Nothing was stored" in bad
    assert "America/Chicago" in bad
