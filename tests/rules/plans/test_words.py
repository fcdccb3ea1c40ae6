"""Each problem and warning can be said in each language, with the values it has."""

from pathlib import Path

import pytest

from bot.plans import problem_words, warning_words
from bot.plans.linted import lint
from bot.plans.notebook import PlanProblem
from bot.plans.place_words import place_in, values_in
from bot.plans.warnings import PlanWarning
from bot.texts.catalog import Texts
from tests.rules.plans.orders import TODAY, book, plan_of, problems_of, short, taper

LOCALES = Path(__file__).parents[3] / "config" / "locales"
LANGUAGES = ("en", "es")


def texts(language: str) -> Texts:
    return Texts(language, [(LOCALES / language / "plan-problems.ftl").read_text("utf-8")])


def said(one: PlanProblem | PlanWarning, language: str) -> str:
    prefix = "problem" if isinstance(one, PlanProblem) else "warning"
    return str(texts(language).label(f"{prefix}-{one.key.replace('_', '-')}", **dict(one.values)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_and_warning_has_its_sentence(language: str) -> None:
    wanted = {f"problem-{key}{ending}" for key in problem_words.WORDS for ending in ("", "-fix")}
    wanted |= {f"warning-{key.replace('_', '-')}" for key in warning_words.WORDS}
    found = texts(language)
    assert found.junk == []
    assert {key for key in wanted if not found.has(key)} == set()


def test_both_languages_ask_for_the_same_values() -> None:
    assert texts("en").variables == texts("es").variables


def test_a_problem_is_said_in_spanish_with_its_values() -> None:
    (problem,) = problems_of(short(("          8:00: 10 mg\n", "          8:00: 10.5 mcg\n")))
    assert said(problem, "es") == "10.5 mcg junto a cantidades en mg."
    fix = texts("es").label("problem-units-mixed-fix", **dict(problem.values))
    assert fix == "Pregunta a Dr. Lee qué se ordenó."


def test_an_unknown_prescriber_is_no_english_word_in_spanish() -> None:
    problems = problems_of("patient: Ana\n")
    fixes = [texts("es").label(f"problem-{one.key}-fix", **dict(one.values)) for one in problems]
    assert fixes
    assert not any("the prescriber" in fix for fix in fixes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_warning_that_comes_up_can_be_said(language: str) -> None:
    plans = [
        taper("85 40 24 30 70", days=1, plan="flags: [kidney, pump, pregnant, seizure_history]"),
        taper("10 5 2.5", name="diazepam"),
        taper("60 30", name="morphine"),
        plan_of(short() + "aftercare: [{kind: custom, state: declined}]\n"),
    ]
    warnings = [warning for plan in plans for warning in lint(plan, book(), TODAY)]
    assert all("{" not in said(warning, language) for warning in warnings)
    assert len({warning.key for warning in warnings}) > 15


def test_the_english_sentence_is_the_one_of_the_command_line() -> None:
    for warning in lint(taper("85 40 24 30 70", days=1), book(), TODAY):
        if warning.key != "aftercare-undecided":
            assert said(warning, "en") == warning.message


@pytest.mark.parametrize(
    ("where", "spanish"),
    [
        ("the file", "el archivo"),
        ("line 11, column 17", "línea 11, columna 17"),
        ('row 8, column "8:00 (mg)"', 'fila 8, columna "8:00 (mg)"'),
        ('Sheet "taper", row 6, column "mg"', 'Hoja "taper", fila 6, columna "mg"'),
        ("Bundle.entry[1].resource", "Bundle.entry[1].resource"),
    ],
)
def test_places_are_said_in_both_languages(where: str, spanish: str) -> None:
    assert place_in(where, texts("en")) == where
    assert place_in(where, texts("es")) == spanish


@pytest.mark.parametrize(
    ("where", "english", "spanish"),
    [
        ("baclofen, step 12 (2027-02-06)", "baclofen, step 12 (6 Feb 2027)", "baclofen, paso 12 (6 feb 2027)"),
        (
            "baclofen, after step 12 (2027-02-13)",
            "baclofen, after step 12 (13 Feb 2027)",
            "baclofen, después del paso 12 (13 feb 2027)",
        ),
    ],
)
def test_a_step_is_named_with_its_day_as_people_write_it(where: str, english: str, spanish: str) -> None:
    assert place_in(where, texts("en")) == english
    assert place_in(where, texts("es")) == spanish


def test_dates_in_a_sentence_are_as_people_write_them_but_the_file_is_quoted_as_it_is() -> None:
    values = {"days": "2026-12-24 – 2026-12-26", "ends": "2026-13-40", "value": "2026-12-24", "number": "5"}
    assert values_in(values, texts("es")) == {
        "days": "24 dic 2026 – 26 dic 2026",
        "ends": "2026-13-40",
        "value": "2026-12-24",
        "number": "5",
    }
