"""What a human does with an alert, on both databases: reading, saying what came of it, handing over, closing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.caseload.person import Person
from bot.clock import MovableClock
from bot.errors import Refused
from bot.escalation import acknowledged, closed, roster, timeline
from bot.escalation.alert import AlertState, Outcome
from bot.escalation.opened import cannot_call
from bot.escalation.policy import Level
from bot.escalation.roster import Duty
from bot.escalation.timeline import Arrived, Happened
from bot.ids import AlertId
from bot.storage import audit
from bot.storage.database import Database
from bot.storage.tables import audit as trail
from bot.symptoms.report import Reason
from tests.stations.staffed import Staffed, desk


@pytest.fixture
def programme(database: Database, clock: MovableClock) -> Staffed:
    clock.move(timedelta(hours=8))  # 14:00 in Chicago, a Tuesday
    return Staffed(database, clock)


async def read(programme: Staffed, alert: AlertId, staff: Person) -> acknowledged.Read:
    async with programme.database.transaction() as tx:
        found = await acknowledged.acknowledge(tx, alert, staff, desk(), programme.now)
    await programme.told(found.messages)
    return found


async def came_of_it(programme: Staffed, alert: AlertId, staff: Person, outcome: Outcome) -> None:
    async with programme.database.transaction() as tx:
        await acknowledged.record_outcome(tx, alert, staff, outcome, desk=desk(), now=programme.now)


async def test_reading_stops_the_levels_and_tells_the_patient(programme: Staffed) -> None:
    dana, mark, ana = await programme.staff("Dana"), await programme.staff("Mark"), await programme.patient()
    alert = await programme.alert(ana)
    await programme.tick()

    await read(programme, alert, dana)
    await programme.tick(minutes=14)

    assert programme.to(mark) == []
    assert programme.to(ana)[-1] == "D. read this at 14:00. Not called 911 yet? <b>Call now.</b>"


async def test_second_reader_learns_who_was_first(programme: Staffed) -> None:
    dana, mark = await programme.staff("Dana"), await programme.staff("Mark")
    alert = await programme.alert(await programme.patient())
    await programme.tick(minutes=5)
    await read(programme, alert, dana)

    second = await read(programme, alert, mark)

    assert second.first is not None
    assert (second.first.id, (await programme.stands(alert)).acknowledged_by) == (dana.id, dana.id)


async def test_the_others_read_who_has_it(programme: Staffed) -> None:
    dana, mark = await programme.staff("Dana"), await programme.staff("Mark")
    alert = await programme.alert(await programme.patient())
    await programme.tick()
    await programme.tick(minutes=5)

    await read(programme, alert, dana)

    assert programme.to(mark)[-1].endswith("Dana read it at 14:05.")


async def test_no_outcome_in_time_goes_on_where_it_was(programme: Staffed) -> None:
    dana, mark = await programme.staff("Dana"), await programme.staff("Mark")
    alert = await programme.alert(await programme.patient())
    await programme.tick()
    await read(programme, alert, dana)

    await programme.tick(minutes=15)

    assert (await programme.stands(alert)).state is AlertState.NOTIFIED
    assert programme.to(mark)[-1].endswith("Dana read it at 14:00. No outcome was recorded in time.")


async def test_not_reached_starts_the_clock_again(programme: Staffed) -> None:
    dana, mark = await programme.staff("Dana"), await programme.staff("Mark")
    alert = await programme.alert(await programme.patient())
    await programme.tick()
    await came_of_it(programme, alert, dana, Outcome.NOT_REACHED)

    await programme.tick(minutes=14)
    assert programme.to(mark) == []
    await programme.tick(minutes=1)

    assert len(programme.to(mark)) == 1


@pytest.mark.parametrize("outcome", [Outcome.REACHED, Outcome.HELP_SENT])
async def test_help_that_came_ends_the_waiting(programme: Staffed, outcome: Outcome) -> None:
    dana, mark = await programme.staff("Dana"), await programme.staff("Mark")
    alert = await programme.alert(await programme.patient())
    await programme.tick()
    await came_of_it(programme, alert, dana, outcome)

    await programme.tick(minutes=600)

    assert programme.to(mark) == []
    assert (await programme.stands(alert)).is_open


async def test_reading_the_newest_reads_the_earlier_ones(programme: Staffed) -> None:
    dana, ana = await programme.staff("Dana"), await programme.patient()
    first = await programme.alert(ana)
    second = await programme.alert(ana, reason=Reason.OVERDOSE)
    await programme.tick()

    await read(programme, second, dana)

    assert (await programme.stands(first)).state is AlertState.ACKNOWLEDGED
    assert (await programme.stands(first)).next_at is None


async def test_reading_an_old_alert_does_not_read_a_newer_one(programme: Staffed) -> None:
    dana, ana = await programme.staff("Dana"), await programme.patient()
    first = await programme.alert(ana)
    second = await programme.alert(ana, reason=Reason.OVERDOSE)
    await programme.tick()

    await read(programme, first, dana)

    assert (await programme.stands(second)).state is AlertState.NOTIFIED


async def test_closing_needs_help_to_have_come(programme: Staffed) -> None:
    dana = await programme.staff("Dana")
    alert = await programme.alert(await programme.patient())
    await programme.tick()
    await came_of_it(programme, alert, dana, Outcome.NOT_REACHED)

    async with programme.database.transaction() as tx:
        with pytest.raises(Refused, match="alert-outcome-first"):
            await closed.close(tx, alert, dana, programme.now)


async def test_closed_alert_stays_closed(programme: Staffed) -> None:
    dana = await programme.staff("Dana")
    alert = await programme.alert(await programme.patient())
    await programme.tick()
    await came_of_it(programme, alert, dana, Outcome.REACHED)
    async with programme.database.transaction() as tx:
        await closed.close(tx, alert, dana, programme.now)

    with pytest.raises(Refused, match="alert-closed-already"):
        await read(programme, alert, dana)


async def test_hand_over_nobody_takes_goes_to_the_next_level(programme: Staffed) -> None:
    dana, mark, sam = [await programme.staff(name) for name in ("Dana", "Mark", "Sam")]
    alert = await programme.alert(await programme.patient())
    await programme.tick()
    await read(programme, alert, dana)
    async with programme.database.transaction() as tx:
        _, messages = await acknowledged.hand_over(tx, alert, dana, sam.id, desk=desk(), now=programme.now)
    await programme.told(messages)
    assert programme.to(sam)[-1].endswith("Dana hands this over to you.")

    await programme.tick(minutes=5)

    assert len(programme.to(mark)) == 1


async def test_cannot_call_is_said_to_who_was_told_and_to_the_next(programme: Staffed) -> None:
    dana, mark, ana = await programme.staff("Dana"), await programme.staff("Mark"), await programme.patient()
    await programme.alert(ana)
    await programme.tick()

    async with programme.database.transaction() as tx:
        messages = await cannot_call(tx, ana.id, desk(), programme.now)
    await programme.told(messages)
    await programme.tick(minutes=5)

    assert "They cannot call." in programme.to(dana)[-1]
    assert "They cannot call." in programme.to(mark)[-1]


async def test_time_line_tells_who_was_told_and_whether_it_arrived(programme: Staffed) -> None:
    dana, mark = await programme.staff("Dana"), await programme.staff("Mark")
    programme.dropped.add(dana.chat_id or 0)
    alert = await programme.alert(await programme.patient())
    await programme.tick()

    async with programme.database.reading() as tx:
        entries = await timeline.of_alert(tx, alert)

    told = {entry.other: entry.arrived for entry in entries if entry.kind is Happened.TOLD}
    assert told == {dana.id: Arrived.NO, mark.id: Arrived.YES}


async def test_what_staff_do_stands_in_the_audit_trail(programme: Staffed) -> None:
    dana, ana = await programme.staff("Dana"), await programme.patient()
    alert = await programme.alert(ana)
    await programme.tick()
    await came_of_it(programme, alert, dana, Outcome.REACHED)

    async with programme.database.reading() as tx:
        gaps = await audit.verify(tx, ana.id)
        rows = await tx.all(select(trail.c.action).where(trail.c.chain == ana.id).order_by(trail.c.seq))

    assert gaps == ()
    assert [row.action for row in rows] == ["alert.acknowledged", "alert.reached"]


async def test_longest_serving_case_manager_is_on_call_by_default(programme: Staffed) -> None:
    dana, mark = await programme.staff("Dana"), await programme.staff("Mark")

    async with programme.database.reading() as tx:
        duty = await roster.on_duty(tx, programme.now)

    assert duty.on_call is not None
    assert duty.backup is not None
    assert (duty.on_call.id, duty.backup.id) == (dana.id, mark.id)


async def test_an_override_holds_for_its_time_only(programme: Staffed) -> None:
    dana, mark = await programme.staff("Dana"), await programme.staff("Mark")
    until = programme.now + timedelta(days=7)
    async with programme.database.transaction() as tx:
        await roster.put(tx, dana, Duty.ON_CALL, starts=programme.now, by=dana.id)
        await roster.put(tx, mark, Duty.ON_CALL, starts=programme.now, ends=until, by=dana.id)

    async with programme.database.reading() as tx:
        during = await roster.who(tx, Level.ON_CALL, programme.now)
        after = await roster.who(tx, Level.ON_CALL, until)

    assert [one.id for one in (*during, *after)] == [mark.id, dana.id]


async def test_backup_is_never_the_one_on_call(programme: Staffed) -> None:
    dana, mark = await programme.staff("Dana"), await programme.staff("Mark")
    async with programme.database.transaction() as tx:
        await roster.put(tx, mark, Duty.ON_CALL, starts=programme.now, by=dana.id)

    async with programme.database.reading() as tx:
        backup = await roster.who(tx, Level.BACKUP, programme.now)

    assert [one.id for one in backup] == [dana.id]


async def test_a_rotation_passes_the_duty_round(programme: Staffed) -> None:
    staff = [await programme.staff(name) for name in ("Dana", "Mark", "Sam")]
    week = timedelta(days=7)
    async with programme.database.transaction() as tx:
        await roster.rotate(tx, staff, starts=programme.now, each=week, turns=3, by=staff[0].id)

    async with programme.database.reading() as tx:
        found = [await roster.who(tx, Level.ON_CALL, programme.now + n * week) for n in range(3)]

    assert [one[0].id for one in found] == [one.id for one in staff]
