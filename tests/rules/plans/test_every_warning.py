"""For every warning there is a plan that gets it; none is a dead sentence."""

from bot.plans.linted import lint
from bot.plans.model import Plan
from bot.plans.warning_words import WORDS
from tests.rules.plans.orders import TODAY, book, plan_of, sentences_of, short, taper

BENZO = "  - {name: diazepam, steps: [{from: 2026-12-01, days: 9, doses: {8:00: 5 mg}}]}\n"
GAP = (("2026-12-01", "2027-03-13"), ("2026-12-03", "2027-03-15"))
TWICE = (("2026-12-01", "2027-11-06"), ("2026-12-03", "2027-11-08"))
FLAGS = "flags: [kidney, pump, pregnant, breastfeeding, seizure_history, withdrawal_seizure, delirium_tremens]"


def plans() -> list[Plan]:
    close = short().replace("          20:00: 5 mg\n", "          11:00: 5 mg\n          20:00: 5 mg\n", 1)
    return [
        taper("85 40 24 30 70", days=1, plan=FLAGS),
        taper("40 38 30 24", medicine="    taken_since: 2025-01-01", days=1),
        taper("40 38 30 24", medicine="    strengths: [7 mg]"),
        taper("900 600", name="gabapentin", days=1),
        taper("10 7", name="diazepam"),
        taper("10", name="diazepam"),
        taper("50", name="sertraline"),
        taper("40 30 20 10", name="sertraline"),
        taper("100 60", name="lamotrigine"),
        taper("70 40", medicine="    concentration: 3 mg/mL"),
        plan_of(short(*GAP).replace("8:00: 10", "2:30: 10")),
        plan_of(short(*TWICE).replace("8:00: 10", "1:30: 10")),
        plan_of(short().replace(" mg", " mcg")),
        plan_of(short().replace(" mg", " tablets")),
        plan_of(close),
        plan_of(short() + BENZO),
        plan_of((short() + BENZO).replace("baclofen", "oxycodone")),
        plan_of(short(("    form: tablet\n", "    late_rule: {words: Leave it out.}\n"))),
        plan_of(short(("2026-12-01", "2026-11-01"), ("2026-12-03", "2026-11-03"))),
        plan_of(short(("2026-11-28", "2026-11-30"))),
        plan_of(short() + "aftercare: [{kind: custom, state: declined}]\n"),
    ]


def test_every_warning_comes_up_for_some_plan() -> None:
    found = {key for plan in plans() for key in sentences_of(plan)}
    assert set(WORDS) - found == {"unread-note"}


def test_no_warning_has_an_empty_place_or_message() -> None:
    warnings = [warning for plan in plans() for warning in lint(plan, book(), TODAY)]
    assert all(warning.where and warning.message and "None" not in warning.message for warning in warnings)


def test_no_warning_stands_twice() -> None:
    for plan in plans():
        warnings = lint(plan, book(), TODAY)
        assert len({(warning.key, warning.where) for warning in warnings}) == len(warnings)
