from datetime import date, timedelta

from bot.plans.aftercare import Service, ServiceKind, next_visit, undecided, visits_between
from tests.rules.plans.orders import example, plan_of, problems_of, sentences_of, short


def service(lines: str) -> Service:
    return plan_of(short() + f"aftercare: [{{kind: support_group, state: ongoing, {lines}}}]\n").aftercare[0]


def days(found: Service, first: str, last: str) -> list[str]:
    return [v.on.isoformat() for v in visits_between(found, date.fromisoformat(first), date.fromisoformat(last))]


def test_second_tuesday_of_each_month() -> None:
    group = service("repeats: [{every: month, on: second Tuesday, at: 19:00, from: 2026-12-01}]")
    assert days(group, "2026-12-01", "2027-02-28") == ["2026-12-08", "2027-01-12", "2027-02-09"]


def test_last_friday_of_each_month() -> None:
    group = service("repeats: [{every: month, on: last Fri, at: 19:00, from: 2026-12-01}]")
    assert days(group, "2026-12-01", "2027-01-31") == ["2026-12-25", "2027-01-29"]


def test_every_second_week_counts_from_its_first_week() -> None:
    group = service("repeats: [{every: 2 weeks, on: [Tue, Thu], at: 19:00, from: 2026-12-03}]")
    assert days(group, "2026-12-01", "2026-12-31") == [
        "2026-12-03",
        "2026-12-15",
        "2026-12-17",
        "2026-12-29",
        "2026-12-31",
    ]


def test_a_day_that_falls_out_has_no_visit() -> None:
    therapy = example().aftercare[0]
    assert "2026-12-29" not in days(therapy, "2026-12-22", "2027-01-05")


def test_a_written_visit_stands_before_a_repeated_one() -> None:
    lines = "repeats: [{every: week, on: Tue, at: 19:00, from: 2026-12-01}], "
    group = service(lines + "visits: [{on: 2026-12-08, at: 19:00, state: missed}]")
    found = visits_between(group, date(2026, 12, 1), date(2026, 12, 15))
    assert [visit.state.value for visit in found] == ["planned", "missed", "planned"]
    upcoming = next_visit(group, date(2026, 12, 2))
    assert upcoming is not None
    assert upcoming.on == date(2026, 12, 15)


def test_spans_side_by_side_give_each_visit_once() -> None:
    group = service("repeats: [{every: 2 weeks, on: [Tue, Sun], at: 19:00, from: 2026-12-03}]")
    start = date(2026, 11, 25)
    parts = [visits_between(group, start + timedelta(days=9 * n), start + timedelta(days=9 * n + 8)) for n in range(20)]
    assert [v for part in parts for v in part] == list(visits_between(group, start, start + timedelta(days=179)))


def test_an_offered_service_is_not_decided() -> None:
    plan = plan_of(short() + "aftercare: [{kind: family_therapy, state: offered}]\n")
    assert ServiceKind.FAMILY_THERAPY in undecided(plan.aftercare)
    assert undecided(example().aftercare) == ()


def test_a_declined_service_without_reason_is_a_warning() -> None:
    plan = plan_of(short() + "aftercare: [{kind: family_therapy, state: declined}]\n")
    assert "service-reason" in sentences_of(plan)


def test_each_week_on_the_second_tuesday_is_a_problem() -> None:
    line = "repeats: [{every: week, on: second Tue, at: 19:00, from: 2026-12-01}]"
    text = short() + f"aftercare: [{{kind: support_group, state: ongoing, {line}}}]\n"
    assert [problem.key for problem in problems_of(text)] == ["repeat-wrong"]
