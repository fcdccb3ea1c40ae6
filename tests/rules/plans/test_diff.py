from bot.plans.diff import Change, ChangeKind, changes
from bot.plans.model import Plan
from tests.rules.plans.orders import example, plan_of, short


def told(old: Plan, new: Plan) -> list[str]:
    return [_line(change) for change in changes(old, new)]


def _line(change: Change) -> str:
    parts = (change.kind.value, change.first, change.last, change.at, change.before, change.after)
    return " ".join("-" if part is None else str(part) for part in parts)


def test_the_same_plan_has_no_changes() -> None:
    assert changes(example(), example()) == ()


def test_a_changed_dose_says_from_when_and_how_much() -> None:
    new = plan_of(short(("          8:00: 10 mg\n", "          8:00: 5 mg\n")))
    assert told(plan_of(short()), new) == ["dose_changed 2026-12-01 2026-12-03 08:00:00 10 5"]


def test_a_dose_at_another_time_is_one_less_and_one_more() -> None:
    new = plan_of(short(("          8:00: 10 mg\n", "          9:00: 10 mg\n")))
    kinds = [change.kind for change in changes(plan_of(short()), new)]
    assert kinds == [ChangeKind.DOSE_REMOVED, ChangeKind.DOSE_ADDED]


def test_a_longer_step_moves_the_end() -> None:
    new = plan_of(short(("- days: 2", "- days: 3")))
    assert told(plan_of(short()), new) == [
        "dose_added 2026-12-06 2026-12-06 08:00:00 - 5",
        "dose_added 2026-12-06 2026-12-06 20:00:00 - 5",
        "end_moved 2026-12-05 2026-12-06 - - -",
    ]


def test_parts_around_the_doses_are_named() -> None:
    new = plan_of(short(("zone: America/Chicago", "zone: America/New_York")) + "flags: [kidney]\n")
    assert [c.kind for c in changes(plan_of(short()), new)] == [ChangeKind.ZONE_CHANGED, ChangeKind.FLAGS_CHANGED]


def test_a_new_service_is_named() -> None:
    new = plan_of(short() + "aftercare: [{kind: family_therapy, state: booked}]\n")
    assert [c.subject for c in changes(plan_of(short()), new)] == ["family_therapy"]
