from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.plans.calendar import Slot, instant, slots_between, slots_on, step_on, total_on
from bot.plans.model import Plan
from tests.rules.plans.orders import example, plan_of, short

CHICAGO = ZoneInfo("America/Chicago")


def slots(plan: Plan) -> tuple[Slot, ...]:
    return slots_between(plan, datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))


def test_example_has_222_slots_at_three_local_times() -> None:
    found = slots(example())
    assert len(found) == 222
    assert {slot.local.time() for slot in found} == {time(8), time(14), time(20)}


def test_a_window_includes_its_start_and_not_its_end() -> None:
    plan = example()
    first = datetime(2026, 12, 1, 14, tzinfo=UTC)
    assert [s.at for s in slots_between(plan, first, first + timedelta(hours=6))] == [first]


def test_windows_side_by_side_give_each_slot_once() -> None:
    plan, start = example(), datetime(2026, 11, 30, 3, 17, tzinfo=UTC)
    parts = [
        slots_between(plan, start + timedelta(hours=7 * n), start + timedelta(hours=7 * (n + 1))) for n in range(270)
    ]
    assert [slot for part in parts for slot in part] == list(slots(plan))


def test_a_step_says_which_times_have_changed() -> None:
    second = [slot for slot in slots(example()) if slot.step == 2 and slot.step_day == 1]
    assert [slot.changed for slot in second] == [True, False, True]


def test_the_first_step_has_no_changed_amount() -> None:
    assert not any(slot.changed for slot in slots(example()) if slot.step == 1)


def test_a_skipped_hour_is_taken_right_after_the_gap() -> None:
    at = instant(date(2027, 3, 14), time(2, 30), CHICAGO)
    assert at.astimezone(CHICAGO).time() == time(3, 0)


def test_a_doubled_hour_is_taken_the_first_time() -> None:
    assert instant(date(2026, 11, 1), time(1, 30), CHICAGO) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


def test_two_doses_never_share_the_minute_after_a_gap() -> None:
    text = short(("2026-12-01", "2027-03-14"), ("2026-12-03", "2027-03-16")).replace("20:00:", "2:15:", 1)
    plan = plan_of(text.replace("8:00: 10 mg", "3:00: 10 mg"))
    local = [slot.local.time() for slot in slots_on(plan.medicines[0], date(2027, 3, 14), CHICAGO)]
    assert local == [time(3, 0), time(3, 1)]


def test_an_open_step_goes_on_until_a_new_order() -> None:
    plan = plan_of(short(("- days: 2", "- until: further order")))
    assert plan.ends_on is None
    assert len(slots_between(plan, datetime(2030, 1, 1, tzinfo=UTC), datetime(2030, 1, 3, tzinfo=UTC))) == 4


def test_totals_and_steps_by_day() -> None:
    medicine = example().medicines[0]
    assert total_on(medicine, date(2026, 12, 1)) == 80
    assert step_on(medicine, date(2027, 2, 13)) is None
