"""The watch: what should have happened and did not is found, and the admins are told once."""

from datetime import timedelta

import pytest

from bot.caseload.permissions import Role
from bot.clock import MovableClock
from bot.escalation.watched import Finding, Watch
from bot.ids import ChatId
from bot.sending import Outgoing
from bot.stations import Ticked
from bot.storage import inbox, outgoing
from bot.storage.database import Database
from bot.storage.inbox import RawUpdate
from bot.storage.tables import reminders
from tests.stations.staffed import Staffed, desk


@pytest.fixture
def programme(database: Database, clock: MovableClock) -> Staffed:
    return Staffed(database, clock)


async def looked(programme: Staffed, watch: Watch, *, times: int = 2) -> list[Ticked]:
    """The watch looks so often, a minute apart, beginning ten minutes from now."""
    programme.clock.move(timedelta(minutes=10))
    ticked = []
    for _ in range(times):
        programme.clock.move(timedelta(minutes=1))
        ticked.append(await watch.tick(programme.now))
        await programme.sent(ticked[-1].rows)
    return ticked


def found(watch: Watch) -> set[Finding]:
    return {one.finding for one in watch.found}


async def test_an_alert_that_did_not_move_is_found(programme: Staffed) -> None:
    dana = await programme.staff("Dana", Role.ADMIN)
    await programme.alert(await programme.patient())
    watch = Watch(programme.database, desk())

    await looked(programme, watch)

    assert found(watch) == {Finding.ALERTS_STUCK}
    assert "should have moved" in programme.to(dana)[-1]


async def test_admins_are_told_once_a_day(programme: Staffed) -> None:
    dana = await programme.staff("Dana", Role.ADMIN)
    await programme.alert(await programme.patient())

    await looked(programme, Watch(programme.database, desk()), times=20)

    assert len(programme.to(dana)) == 1


async def test_one_look_alone_alarms_nobody(programme: Staffed) -> None:
    dana = await programme.staff("Dana", Role.ADMIN)
    await programme.alert(await programme.patient())
    watch = Watch(programme.database, desk())

    await looked(programme, watch, times=1)

    assert (found(watch), programme.to(dana)) == (set(), [])


async def test_an_emergency_nobody_reads_is_found(programme: Staffed) -> None:
    await programme.staff("Dana", Role.ADMIN)
    await programme.alert(await programme.patient())
    watch = Watch(programme.database, desk())
    for _ in range(7):
        await programme.tick(minutes=5)

    for _ in range(2):
        await programme.tick(minutes=1)
        await watch.tick(programme.now)

    assert found(watch) == {Finding.ALERTS_UNREAD}


async def test_patients_without_anybody_on_call_are_found(programme: Staffed) -> None:
    await programme.patient()
    watch = Watch(programme.database, desk())

    await looked(programme, watch)

    assert found(watch) == {Finding.NOBODY_ON_CALL}


async def test_messages_that_do_not_go_out_are_found(programme: Staffed) -> None:
    dana = await programme.staff("Dana")
    async with programme.database.transaction() as tx:
        waiting = Outgoing(chat_id=dana.chat_id or ChatId(0), text="x", key="k")
        await outgoing.add(tx, [waiting], programme.now, lease=None)
    watch = Watch(programme.database, desk())

    await looked(programme, watch)

    assert found(watch) == {Finding.SENDING_BLOCKED}


async def test_updates_left_over_are_found(programme: Staffed) -> None:
    await programme.staff("Dana")
    async with programme.database.transaction() as tx:
        await inbox.receive(tx, [RawUpdate(update_id=7, chat_id=None, raw="{}")], programme.now)
    watch = Watch(programme.database, desk())

    await looked(programme, watch)

    assert found(watch) == {Finding.INBOX_LEFT}


async def test_late_reminders_are_found(programme: Staffed) -> None:
    await programme.staff("Dana")
    ana = await programme.patient()
    async with programme.database.transaction() as tx:
        await tx.insert(
            reminders,
            person_id=ana.id,
            kind="dose",
            subject="s",
            due_at=programme.now,
            zone="UTC",
            state="planned",
            not_before=programme.now,
            window_until=programme.now + timedelta(hours=3),
        )
    watch = Watch(programme.database, desk())

    await looked(programme, watch)

    assert found(watch) == {Finding.REMINDERS_LATE}


async def test_a_quiet_day_finds_nothing(programme: Staffed) -> None:
    await programme.staff("Dana")
    await programme.patient()
    watch = Watch(programme.database, desk())

    ticked = await looked(programme, watch, times=5)

    assert {one.counts == {} for one in ticked} == {True}


async def test_claims_of_which_nothing_came_are_found(programme: Staffed) -> None:
    dana = await programme.staff("Dana")
    async with programme.database.transaction() as tx:
        await outgoing.add(tx, [Outgoing(chat_id=dana.chat_id or ChatId(0), text="x", key="k")], programme.now)
    watch = Watch(programme.database, desk())

    await looked(programme, watch)

    assert found(watch) == {Finding.CLAIMS_STUCK}
