"""Alerts that move by themselves, on both databases: each level in time, each person once, nothing passed over."""

import asyncio
from datetime import timedelta

import pytest

from bot.caseload.sharing import Sharing
from bot.clock import MovableClock
from bot.escalation import timeline
from bot.escalation.alert import AlertState
from bot.escalation.notified import Escalating, move
from bot.escalation.timeline import Happened
from bot.ids import AlertId
from bot.storage.database import Database
from bot.symptoms.report import Reason, Tier
from tests.stations.staffed import Staffed, desk


@pytest.fixture
def programme(database: Database, clock: MovableClock) -> Staffed:
    clock.move(timedelta(hours=8))  # 14:00 in Chicago, a Tuesday
    return Staffed(database, clock)


async def happened(programme: Staffed, alert: AlertId) -> list[Happened]:
    async with programme.database.reading() as tx:
        return [entry.kind for entry in await timeline.of_alert(tx, alert)]


async def move_and_die(programme: Staffed, alert: AlertId) -> None:
    async with programme.database.transaction() as tx:
        await move(tx, alert, desk(), programme.now)
        raise RuntimeError


async def test_levels_are_told_one_after_the_other(programme: Staffed) -> None:
    dana, mark, sam = [await programme.staff(name) for name in ("Dana", "Mark", "Sam")]
    await programme.alert(await programme.patient())

    counts = []
    for _ in range(3):
        await programme.tick()
        counts.append([len(programme.to(one)) for one in (dana, mark, sam)])
        programme.clock.move(timedelta(minutes=5))

    assert counts == [[1, 0, 0], [1, 1, 0], [2, 2, 1]]


async def test_two_workers_tell_nobody_twice(programme: Staffed) -> None:
    dana = await programme.staff("Dana")
    await programme.alert(await programme.patient())

    ticked = await asyncio.gather(*(Escalating(programme.database, desk()).tick(programme.now) for _ in range(4)))

    notices = [row for one in ticked for row in one.rows if row.message.chat_id == dana.chat_id]
    assert len(notices) == 1


async def test_a_crash_inside_a_step_leaves_the_step_to_the_next_tick(programme: Staffed) -> None:
    dana = await programme.staff("Dana")
    alert = await programme.alert(await programme.patient())
    with pytest.raises(RuntimeError):
        await move_and_die(programme, alert)

    await programme.tick()

    assert len(programme.to(dana)) == 1
    assert (await programme.stands(alert)).step == 1


async def test_after_an_outage_every_level_is_told_at_once(programme: Staffed) -> None:
    staff = [await programme.staff(name) for name in ("Dana", "Mark", "Sam")]
    alert = await programme.alert(await programme.patient())
    await programme.tick()

    await programme.tick(minutes=75)

    assert [len(programme.to(one)) for one in staff] == [2, 2, 1]
    assert (await programme.stands(alert)).next_at == programme.now + timedelta(minutes=15)


async def test_unread_for_two_hours_is_exhausted_with_a_reason(programme: Staffed) -> None:
    dana = await programme.staff("Dana")
    alert = await programme.alert(await programme.patient())

    for _ in range(30):
        await programme.tick(minutes=5)

    stands = await programme.stands(alert)
    assert (stands.state, stands.reason) == (AlertState.EXHAUSTED, "nobody_acknowledged")
    assert "It goes on until somebody does." in programme.to(dana)[-1]


async def test_exhausted_goes_on_hourly(programme: Staffed) -> None:
    dana = await programme.staff("Dana")
    await programme.alert(await programme.patient())
    for _ in range(30):
        await programme.tick(minutes=5)
    before = len(programme.to(dana))

    for _ in range(36):
        await programme.tick(minutes=5)

    assert len(programme.to(dana)) == before + 3


async def test_undelivered_notice_is_the_next_level_at_once(programme: Staffed) -> None:
    dana, mark = await programme.staff("Dana"), await programme.staff("Mark")
    programme.dropped.add(dana.chat_id or 0)
    alert = await programme.alert(await programme.patient())

    await programme.tick()

    assert len(programme.to(mark)) == 1
    assert Happened.UNREACHABLE in await happened(programme, alert)


async def test_blocked_on_call_is_passed_and_it_is_said(programme: Staffed) -> None:
    dana, mark = await programme.staff("Dana"), await programme.staff("Mark")
    await programme.change(dana, blocked_at=programme.now)
    alert = await programme.alert(await programme.patient())

    await programme.tick()

    assert len(programme.to(mark)) == 1
    assert Happened.NOBODY in await happened(programme, alert)


async def test_nobody_at_all_is_told_truthfully_and_tried_again(programme: Staffed) -> None:
    ana = await programme.patient()
    alert = await programme.alert(ana)
    await programme.tick()
    assert programme.to(ana) == ["Nobody at Your programme can read this now. <b>Call 911 now.</b>"]
    assert (await programme.stands(alert)).reason == "nobody_reachable"

    dana = await programme.staff("Dana")
    await programme.tick(minutes=5)

    assert len(programme.to(dana)) == 1
    assert programme.to(ana)[-1].startswith("I am telling the team")


async def test_whole_team_refused_is_no_endless_loop(programme: Staffed) -> None:
    dana, ana = await programme.staff("Dana"), await programme.patient()
    programme.dropped.add(dana.chat_id or 0)
    alert = await programme.alert(ana)

    await programme.tick()

    assert (await programme.stands(alert)).reason == "nobody_reachable"
    assert programme.to(ana)[-1].startswith("Nobody at Your programme can read this now.")


async def test_patient_is_told_when_nobody_has_read_it(programme: Staffed) -> None:
    await programme.staff("Dana")
    ana = await programme.patient()
    await programme.alert(ana)
    await programme.tick()

    for _ in range(8):
        await programme.tick(minutes=5)

    assert programme.to(ana) == [
        "I am telling the team at Your programme. Do not wait for them: <b>call 911.</b>",
        "Nobody at Your programme has read this yet. <b>Call 911 now.</b>",
    ]


async def test_urgent_at_night_waits_and_says_until_when(programme: Staffed) -> None:
    dana, ana = await programme.staff("Dana"), await programme.patient()
    programme.clock.move(timedelta(hours=6))  # 20:00
    await programme.alert(ana, Tier.URGENT, Reason.NO_SLEEP)
    await programme.tick()
    assert programme.to(dana) == []
    assert programme.to(ana)[-1].startswith("Nobody at Your programme reads this before Wed 2 Dec 9:00. Getting worse?")

    await programme.tick(minutes=13 * 60)

    assert programme.to(dana) == ["🟠 Urgent · case 0002 · Tue 1 Dec 20:00"]
    assert programme.to(ana)[-1].startswith("I am telling the team at Your programme. Getting worse?")


async def test_same_reason_within_ten_minutes_joins_silently(programme: Staffed) -> None:
    dana, ana = await programme.staff("Dana"), await programme.patient(Sharing.YES)
    first = await programme.alert(ana)
    await programme.tick(minutes=2)

    again = await programme.alert(ana)
    await programme.tick()

    assert again == first
    assert len(programme.to(dana)) == 1
    assert Happened.JOINED in await happened(programme, first)


@pytest.mark.parametrize(("minutes", "reason"), [(11, Reason.SEIZURE), (1, Reason.OVERDOSE)])
async def test_later_or_other_emergency_tells_the_first_level_again(
    programme: Staffed, minutes: int, reason: Reason
) -> None:
    dana, ana = await programme.staff("Dana"), await programme.patient()
    first = await programme.alert(ana)
    await programme.tick()
    programme.clock.move(timedelta(minutes=minutes))

    second = await programme.alert(ana, reason=reason)
    before = len(programme.to(dana))
    async with programme.database.transaction() as tx:
        messages = await move(tx, second, desk(), programme.now)

    assert second != first
    assert len(programme.to(dana)) == before
    assert len([one for one in messages if one.chat_id == dana.chat_id]) == 1


async def test_a_newer_emergency_goes_on_for_one_that_everybody_was_told_of(programme: Staffed) -> None:
    dana, ana = await programme.staff("Dana"), await programme.patient()
    first = await programme.alert(ana)
    for _ in range(4):
        await programme.tick(minutes=5)
    before = len(programme.to(dana))

    second = await programme.alert(ana)
    for _ in range(3):
        await programme.tick(minutes=5)

    assert (await programme.stands(first)).next_at is None
    assert (await programme.stands(second)).state is AlertState.NOTIFIED
    assert len(programme.to(dana)) - before == 2


async def test_a_newer_emergency_never_slows_one_on_its_way_up(programme: Staffed) -> None:
    await programme.staff("Dana")
    mark, ana = await programme.staff("Mark"), await programme.patient()
    await programme.alert(ana)
    await programme.tick()
    await programme.tick(minutes=4)

    await programme.alert(ana, reason=Reason.OVERDOSE)
    await programme.tick(minutes=1)

    assert len(programme.to(mark)) == 1


async def test_an_alert_keeps_the_policy_it_began_with(programme: Staffed) -> None:
    await programme.staff("Dana")
    alert = await programme.alert(await programme.patient())
    await programme.tick()

    stands = await programme.stands(alert)

    assert stands.kept is not None
    assert stands.kept.policy == desk().policies.emergency
    assert stands.kept.number == "911"


async def test_nothing_due_costs_nothing_and_says_nothing(programme: Staffed) -> None:
    await programme.staff("Dana")
    await programme.alert(await programme.patient())
    await programme.tick()

    ticked = await Escalating(programme.database, desk()).tick(programme.now)

    assert (ticked.counts, ticked.rows) == ({}, ())


async def test_what_comes_next_is_foreseen(programme: Staffed) -> None:
    await programme.staff("Dana")
    await programme.alert(await programme.patient())
    await programme.tick()

    async with programme.database.reading() as tx:
        coming = await Escalating(programme.database, desk()).upcoming(tx, programme.now, 5)

    assert [(one.key, one.at - programme.now) for one in coming] == [("upcoming-alert-backup", timedelta(minutes=5))]
