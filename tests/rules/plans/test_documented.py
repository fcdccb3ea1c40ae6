"""What docs/plan-file.md and config/examples show is what the program reads."""

import re

import pytest

from bot.plans.aftercare import ServiceKind, ServiceState, VisitState
from bot.plans.linted import lint
from bot.plans.model import AfterWindow, Ending, Flag, Form, LateRule
from bot.plans.reading import read_plan
from tests.rules.plans.orders import EXAMPLES, SUPPLIED, TODAY, book, example, plan_of, short

PAGE = (EXAMPLES.parents[1] / "docs" / "plan-file.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def indented(text: str, by: int) -> str:
    return "".join(" " * by + line + "\n" for line in text.splitlines())


def test_the_shortest_plan_is_a_plan() -> None:
    assert len(plan_of(blocks("yaml")[0]).medicines[0].steps) == 2


def test_every_kind_of_step_is_read() -> None:
    text = short().split("      - days: 2")[0] + indented(blocks("yaml")[1], 6)
    assert len(plan_of(text).medicines[0].steps) == 7


def test_the_services_are_read() -> None:
    plan = plan_of(short() + "aftercare:\n" + indented(blocks("yaml")[2], 2))
    assert [len(service.recurrence) + len(service.visits) for service in plan.aftercare] == [4, 1]


def test_the_short_csv_is_a_plan() -> None:
    plan = read_plan("a.csv", blocks("csv")[0].encode(), SUPPLIED).plan
    assert [len(step.cycle[0]) for step in plan.medicines[0].steps] == [3, 2]


@pytest.mark.parametrize("name", ["baclofen-taper.csv", "baclofen-taper.xlsx", "baclofen-taper.fhir.json"])
def test_the_example_is_the_same_in_every_format(name: str) -> None:
    assert read_plan(name, (EXAMPLES / name).read_bytes(), SUPPLIED).plan == example()


def test_every_choice_is_named_on_the_page() -> None:
    choices = [
        one.value for kind in (Flag, Form, Ending, AfterWindow, ServiceKind, ServiceState, VisitState) for one in kind
    ]
    unsaid = {"unsaid"}
    assert [one for one in choices if f"`{one}`" not in PAGE and one not in unsaid] == []
    assert [key for key in LateRule.model_fields if f"`{key}`" not in PAGE] == []


def test_every_rule_is_named_on_the_page() -> None:
    facts = [book().every, *book().known]
    rules = {rule.rule.partition("-")[0] for one in facts for rule in one.rules}
    assert {rule for rule in rules if not re.search(rf"\b{rule}\b", PAGE)} == set()


def test_the_example_has_only_the_warnings_it_announces() -> None:
    text = (EXAMPLES / "baclofen-taper.yaml").read_text("utf-8")
    told = {warning.rule for warning in lint(example(), book(), TODAY)}
    assert "(L1, L5)" in text
    assert told == {"L1", "L5"}
