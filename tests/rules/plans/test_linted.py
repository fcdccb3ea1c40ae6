import pytest

from bot.errors import BadSettings
from bot.plans.linted import lint
from bot.plans.medicines import read_medicines
from tests.rules.plans.orders import TODAY, book, example, plan_of, rules_of, sentences_of, short, taper

TABLETS = "    form: tablet\n    strengths: [5 mg, 10 mg scored, 20 mg scored]"


def test_the_example_warns_of_its_last_step_only() -> None:
    assert [warning.rule for warning in lint(example(), book(), TODAY)] == ["L1", "L5"]


@pytest.mark.parametrize(
    ("totals", "options", "expected"),
    [
        ("30 20 15", {}, "L1 warn"),
        ("30 20 10", {}, "L1 warn"),
        ("40 20 11", {"name": "lamotrigine"}, "L1 warn"),
        ("40 35 28", {"days": 1}, "L2 info"),
        ("40 24", {"days": 2}, "L3 warn"),
        ("40 30 20 10", {"days": 1}, "L4 warn"),
        ("40 30 20 10", {"days": 3}, "L4 info"),
        ("30 20 15", {}, "L5 warn"),
        ("85 80", {}, "L6 warn"),
        ("40 30", {"plan": "flags: [kidney]"}, "L7 warn"),
        ("40 30", {"plan": "flags: [pump]"}, "L7 warn"),
        ("10 8.5", {"name": "diazepam"}, "L8 info"),
        ("10 7", {"name": "diazepam"}, "L8 warn"),
        ("10", {"name": "diazepam"}, "L8 warn"),
        ("60 50", {"name": "morphine", "medicine": "    taken_since: 2024-01-01"}, "L9 info"),
        ("60", {"name": "oxycodone"}, "L9 warn"),
        ("900 600 300", {"name": "gabapentin", "days": 2}, "L10 warn"),
        ("50", {"name": "sertraline"}, "L11 info"),
        ("40 30 20 10", {"name": "citalopram"}, "L11 info"),
        ("10 15", {}, "L12 warn"),
        ("10 25", {}, "L12 confirm"),
        ("40 38 30", {}, "L12 info"),
        ("40 35 30", {"days": 1}, "L13 info"),
        ("40 30", {"medicine": "    concentration: 3 mg/mL"}, "L14 confirm"),
        ("40 30", {"medicine": "    concentration: 1 mg/mL"}, "L14 confirm"),
        ("12 10", {"medicine": TABLETS}, "L15 warn"),
        ("40 30", {}, "L17 warn"),
        ("40 30", {"plan": "flags: [withdrawal_seizure]"}, "L19 warn"),
        ("40 30", {}, "E1 warn"),
        ("40 30", {}, "A1 warn"),
    ],
)
def test_a_doubtful_plan_gets_its_warning(totals: str, options: dict[str, object], expected: str) -> None:
    assert expected in rules_of(taper(totals, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("totals", "options", "absent"),
    [
        ("40 20 10", {}, "L1 warn"),
        ("40 20 10", {"name": "lamotrigine"}, "L1 warn"),
        ("40 30 20 10", {}, "L2 info"),
        ("40 25", {"medicine": "    ending: maintenance"}, "L3 warn"),
        ("40 30 20 10", {"days": 1, "medicine": "    taken_since: 2026-11-01"}, "L4 warn"),
        ("30 20 10", {}, "L5 warn"),
        ("80 75", {}, "L6 warn"),
        ("95 90", {"plan": "country: GB"}, "L6 warn"),
        ("10 9", {"name": "diazepam"}, "L8 info"),
        ("60 55", {"name": "morphine", "days": 40}, "L9 info"),
        ("10 20", {}, "L12 confirm"),
        ("40 30", {"medicine": "    concentration: 25 mg/5 mL"}, "L14 confirm"),
        ("15 10", {"medicine": TABLETS}, "L15 warn"),
        ("40 30", {"medicine": "    ending: maintenance"}, "E1 warn"),
        ("40", {"medicine": "    ending: maintenance"}, "L5 warn"),
    ],
)
def test_a_plan_inside_the_numbers_gets_no_warning(totals: str, options: dict[str, object], absent: str) -> None:
    assert absent not in rules_of(taper(totals, **options))  # type: ignore[arg-type]


def test_micrograms_of_baclofen_must_be_confirmed() -> None:
    assert "unit-unusual" in sentences_of(plan_of(short().replace(" mg", " mcg")))


def test_tablets_without_one_strength_must_be_confirmed() -> None:
    assert "unit-unclear" in sentences_of(plan_of(short().replace(" mg", " tablets")))


def test_two_depressants_that_fall_together_are_named() -> None:
    other = "  - {name: diazepam, steps: [{from: 2026-12-01, days: 9, doses: {8:00: 5 mg}}]}\n"
    assert "two-depressants" in sentences_of(plan_of(short() + other))


def test_an_opioid_and_a_benzodiazepine_falling_are_named() -> None:
    other = "  - {name: diazepam, steps: [{from: 2026-12-01, days: 9, doses: {8:00: 5 mg}}]}\n"
    text = (short() + other).replace("baclofen", "oxycodone")
    assert "opioid-benzodiazepine" in sentences_of(plan_of(text))


def test_a_dose_in_a_skipped_hour_is_told() -> None:
    text = short(("2026-12-01", "2027-03-13"), ("2026-12-03", "2027-03-15")).replace("8:00: 10", "2:30: 10")
    assert "hour-skipped" in sentences_of(plan_of(text))


def test_a_dose_in_a_doubled_hour_is_told() -> None:
    text = short(("2026-12-01", "2027-11-06"), ("2026-12-03", "2027-11-08")).replace("8:00: 10", "1:30: 10")
    assert "hour-doubled" in sentences_of(plan_of(text))


def test_three_doses_too_close_together_are_told() -> None:
    text = short().replace("          20:00: 5 mg\n", "          11:00: 5 mg\n          20:00: 5 mg\n", 1)
    assert "doses-apart" in sentences_of(plan_of(text))


def test_a_late_rule_without_author_is_told() -> None:
    rule = "    form: tablet\n    late_rule: {words: Leave it out.}\n"
    assert "late-rule-author" in sentences_of(plan_of(short(("    form: tablet\n", rule))))


def test_alternating_days_are_no_rise() -> None:
    cycle = "        cycle: [{8:00: 5 mg}, {8:00: 10 mg}]\n"
    text = short(("        doses:\n          8:00: 5 mg\n          20:00: 5 mg\n", cycle))
    assert not {"L12 warn", "L12 confirm"} & rules_of(plan_of(text))


def test_no_warning_names_another_amount_or_orders_anything() -> None:
    for warning in lint(taper("85 40 24", days=2), book(), TODAY):
        assert "instead" not in warning.message
        assert warning.source


def test_every_warning_says_where_its_number_comes_from() -> None:
    plan = taper("85 40 24 30", days=2, plan="flags: [kidney, pump, pregnant]")
    assert all("(R)" in w.source or "(PD)" in w.source or "(M)" in w.source for w in lint(plan, book(), TODAY))


def test_a_medicine_file_without_its_source_is_refused() -> None:
    bad = "version: x\nreviewed_by: null\nsources: {}\nrules: [{rule: L1, level: warn, status: R, source: [Q9]}]\n"
    with pytest.raises(BadSettings) as caught:
        read_medicines([("every.yaml", bad)])
    assert "Q9" in str(caught.value)


def test_a_medicine_only_when_needed_is_no_taper_that_falls() -> None:
    needed = "  - {name: lorazepam, from: 2026-12-01, days: 5, as_needed: [{amount: 1 mg, at_most_per_day: 1}]}\n"
    found = [warning for warning in lint(plan_of(short() + needed), book(), TODAY) if "lorazepam" in warning.where]
    assert {warning.key for warning in found} == {"strengths-missing"}
    assert "two-depressants" not in sentences_of(plan_of(short() + needed))
