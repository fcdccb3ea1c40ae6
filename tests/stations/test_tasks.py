"""Tasks, the list, and what follows when a patient blocks the bot; on both databases."""

from datetime import date, timedelta

import pytest

from bot.caseload import tasks, worklist
from bot.caseload.person import Person, PersonState
from bot.caseload.sharing import Sharing
from bot.caseload.tasks import TaskKind
from bot.clock import MovableClock
from bot.escalation import alert as alert_rows
from bot.ids import TaskId
from bot.storage.database import Database
from bot.symptoms import unreachable
from bot.symptoms.report import Reason, Tier
from tests.stations.staffed import Staffed

TODAY = date(2026, 12, 1)


@pytest.fixture
def programme(database: Database, clock: MovableClock) -> Staffed:
    return Staffed(database, clock)


async def task(
    programme: Staffed, person: Person, kind: TaskKind = TaskKind.SILENCE, *, subject: str = "", due_on: date = TODAY
) -> TaskId | None:
    async with programme.database.transaction() as tx:
        return await tasks.open_task(tx, person, kind, due_on=due_on, subject=subject, now=programme.now)


async def done(programme: Staffed, task_id: TaskId | None, by: Person) -> bool:
    async with programme.database.transaction() as tx:
        return await tasks.done(tx, task_id or TaskId(0), by, programme.now) is not None


async def kinds(programme: Staffed, person: Person) -> list[TaskKind]:
    async with programme.database.reading() as tx:
        return [one.kind for one in await tasks.all_open(tx, person=person.id)]


async def blocks(programme: Staffed, person: Person) -> None:
    async with programme.database.transaction() as tx:
        assert person.chat_id is not None
        await unreachable.gone(tx, person.chat_id, "blocked", programme.now)


async def open_kinds(programme: Staffed, person: Person) -> list[str]:
    async with programme.database.reading() as tx:
        return [one.kind for one in await alert_rows.all_open(tx, person=person.id)]


async def test_the_same_thing_twice_is_one_task(programme: Staffed) -> None:
    ana = await programme.patient()

    first, second = await task(programme, ana), await task(programme, ana)

    assert (first is not None, second) == (True, None)


async def test_a_task_that_was_done_can_come_again(programme: Staffed) -> None:
    dana, ana = await programme.staff("Dana"), await programme.patient()
    await done(programme, await task(programme, ana), dana)

    assert await task(programme, ana) is not None
    assert await kinds(programme, ana) == [TaskKind.SILENCE]


async def test_a_task_about_one_thing_comes_once_for_ever(programme: Staffed) -> None:
    dana, ana = await programme.staff("Dana"), await programme.patient()
    await done(programme, await task(programme, ana, subject="plan:3"), dana)

    assert await task(programme, ana, subject="plan:3") is None


async def test_done_twice_changes_nothing(programme: Staffed) -> None:
    dana, ana = await programme.staff("Dana"), await programme.patient()
    opened = await task(programme, ana)

    assert [await done(programme, opened, dana), await done(programme, opened, dana)] == [True, False]


@pytest.mark.parametrize("sharing", [Sharing.NO, Sharing.IN_DANGER])
async def test_silence_of_who_does_not_share_is_nobodys_task(programme: Staffed, sharing: Sharing) -> None:
    ana = await programme.patient(sharing)

    assert await task(programme, ana) is None


async def test_a_request_to_the_team_is_a_task_whatever_they_share(programme: Staffed) -> None:
    ana = await programme.patient(Sharing.NO)

    assert await task(programme, ana, TaskKind.REQUEST) is not None


async def test_who_died_makes_no_task(programme: Staffed) -> None:
    ana = await programme.patient()
    await programme.change(ana, state=PersonState.DIED)
    async with programme.database.reading() as tx:
        ana = (await worklist.of_staff(tx, ana, zone="UTC", now=programme.now)).patients[0]

    assert await task(programme, ana, TaskKind.PLAN_GAP) is None


async def test_list_begins_with_danger_then_silence_then_overdue(programme: Staffed) -> None:
    dana, ana, bea = await programme.staff("Dana"), await programme.patient(), await programme.patient()
    alert = await programme.alert(bea)
    await task(programme, ana, TaskKind.REVIEW, due_on=TODAY + timedelta(days=2))
    await task(programme, ana, TaskKind.REQUEST, due_on=TODAY - timedelta(days=1))
    await task(programme, bea, TaskKind.SILENCE)

    async with programme.database.reading() as tx:
        found = await worklist.of_staff(tx, dana, zone="America/Chicago", now=programme.now)

    assert [one.alert_id for one in found.danger] == [alert]
    assert [one.kind for one in found.tasks] == [TaskKind.SILENCE, TaskKind.REQUEST, TaskKind.REVIEW]


async def test_own_patients_come_first(programme: Staffed) -> None:
    dana, ana, bea = await programme.staff("Dana"), await programme.patient(), await programme.patient()
    await programme.change(bea, manager_id=dana.id)
    await task(programme, ana)
    await task(programme, bea)

    async with programme.database.reading() as tx:
        found = await worklist.of_staff(tx, dana, zone="America/Chicago", now=programme.now)

    assert [one.person_id for one in found.silence] == [bea.id, ana.id]


@pytest.mark.parametrize("tier", [Tier.EMERGENCY, Tier.URGENT])
async def test_blocking_soon_after_danger_is_an_alert(programme: Staffed, tier: Tier) -> None:
    ana = await programme.patient()
    await programme.report(ana, tier, Reason.NO_SLEEP)
    programme.clock.move(timedelta(hours=23))

    await blocks(programme, ana)

    assert (await open_kinds(programme, ana), await kinds(programme, ana)) == (["blocked"], [])


async def test_blocking_on_an_ordinary_day_is_a_task(programme: Staffed) -> None:
    ana = await programme.patient()
    await programme.report(ana, Tier.WATCH, Reason.MILD)

    await blocks(programme, ana)

    assert (await open_kinds(programme, ana), await kinds(programme, ana)) == ([], [TaskKind.BLOCKED])


async def test_blocking_noticed_twice_is_one_alert(programme: Staffed) -> None:
    ana = await programme.patient()
    await programme.report(ana)

    await blocks(programme, ana)
    programme.clock.move(timedelta(minutes=20))
    await blocks(programme, ana)

    assert await open_kinds(programme, ana) == ["blocked"]


async def test_blocking_by_who_does_not_share_tells_nobody(programme: Staffed) -> None:
    ana = await programme.patient(Sharing.NO)

    await blocks(programme, ana)

    assert (await open_kinds(programme, ana), await kinds(programme, ana)) == ([], [])


async def test_coming_back_ends_the_task(programme: Staffed) -> None:
    ana = await programme.patient()
    await blocks(programme, ana)

    async with programme.database.transaction() as tx:
        assert ana.chat_id is not None
        await unreachable.back(tx, ana.chat_id, programme.now)

    assert await kinds(programme, ana) == []
