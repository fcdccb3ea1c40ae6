from decimal import Decimal

from bot.plans.calendar import whole_calendar
from bot.plans.model import Form, Plan, Unit
from tests.rules.plans.orders import example, plan_of, problems_of, short


def test_example_has_twelve_steps_over_74_days() -> None:
    plan = example()
    assert len(plan.medicines[0].steps) == 12
    assert len(whole_calendar(plan)) == 74
    assert sum(len(day.doses) for day in whole_calendar(plan)) == 222


def test_example_decides_or_names_all_eight_services() -> None:
    assert len({service.kind for service in example().aftercare}) == 8


def test_amounts_keep_their_exact_digits() -> None:
    plan = plan_of(short(("          8:00: 10 mg\n", "          8:00: 0.0625 mg\n")))
    assert str(plan.medicines[0].steps[0].cycle[0][0].amount) == "0.0625"


def test_decimal_comma_is_read_exactly() -> None:
    plan = plan_of(short(("          8:00: 10 mg\n", '          8:00: "2,5 mg"\n')))
    assert plan.medicines[0].steps[0].cycle[0][0].amount == Decimal("2.5")


def test_a_step_by_length_follows_the_one_before() -> None:
    second = plan_of(short()).medicines[0].steps[1]
    assert (second.starts_on.isoformat(), str(second.ends_on)) == ("2026-12-04", "2026-12-05")


def test_every_other_day_is_a_cycle_with_an_empty_day() -> None:
    plan = plan_of(short(("- days: 2\n", "- days: 4\n        every_days: 2\n")))
    assert [bool(day) for day in plan.medicines[0].steps[1].cycle] == [True, False]


def test_a_pause_is_written_down_as_an_empty_day() -> None:
    text = short(("        doses:\n          8:00: 5 mg\n          20:00: 5 mg\n", "        pause: yes\n"))
    assert plan_of(text).medicines[0].steps[1].is_pause


def test_zero_at_a_time_is_no_dose() -> None:
    plan = plan_of(short(("          20:00: 5 mg\n      - days", "          20:00: 0\n      - days")))
    assert len(plan.medicines[0].steps[0].cycle[0]) == 1


def test_micrograms_in_four_spellings_are_micrograms() -> None:
    for word in ("mcg", "µg", "ug", "micrograms"):
        text = short().replace(" mg", f" {word}").replace("tablet", "capsule")
        assert plan_of(text).medicines[0].unit is Unit.MCG


def test_a_missing_form_is_left_unsaid() -> None:
    assert plan_of(short(("    form: tablet\n", ""))).medicines[0].form is Form.UNSAID


def test_stored_text_gives_back_the_same_plan() -> None:
    plan = example()
    assert Plan.from_json(plan.to_json()) == plan


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    problems = problems_of("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n")
    assert [(p.key, p.where) for p in problems] == [("yaml-alias", "line 1, column 4")]


def test_deep_nesting_is_refused_quickly() -> None:
    assert problems_of("[" * 50_000)[0].key in ("file-deep", "yaml-broken")


def test_all_problems_are_named_at_once() -> None:
    text = short(("          8:00: 10 mg\n", "          8:00: 10\n"), ("zone: America/Chicago", "zone: Chicago"))
    assert {problem.key for problem in problems_of(text)} == {"amount-no-unit", "zone-unknown"}


def test_an_unknown_key_hints_at_its_neighbour() -> None:
    found = problems_of(short(("        until: 2026-12-03\n", "        untill: 2026-12-03\n")))
    assert any("“until”" in problem.fix for problem in found)


def test_mixed_units_ask_the_prescriber_only() -> None:
    (problem,) = problems_of(short(("          8:00: 10 mg\n", "          8:00: 10.5 micrograms\n")))
    assert problem.message == "10.5 micrograms beside amounts in mg."
    assert problem.fix == "Ask Dr. Lee what was ordered."
    assert problem.where == "line 11, column 17"
