"""The list of staff over HTTP: danger first, a case that is opened, tasks that are done, and who is on call."""

from datetime import date

from sqlalchemy import select

from bot.caseload import people, tasks
from bot.caseload.permissions import Role
from bot.caseload.tasks import TaskKind
from bot.demo.botapi.phones import Phone
from bot.ids import ChatId
from bot.storage.tables import audit
from tests import joined
from tests.world import ProgramWorld

CRY = "i keep seeing bugs on the wall"


async def opened_task(world: ProgramWorld, phone: Phone, kind: TaskKind) -> None:
    async with world.database.transaction() as tx:
        person = await people.by_chat(tx, ChatId(phone.id))
        assert person is not None
        await tasks.open_task(tx, person, kind, due_on=date(2026, 12, 1), now=world.clock.now())


async def test_list_shows_danger_before_silence_without_names(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)
    await opened_task(world, ana, TaskKind.SILENCE)
    await world.says(ana, CRY)

    shown = (await world.says(dana, "Caseload")).text

    assert shown.index("In danger") < shown.index("Silent")
    assert "Ana" not in shown


async def test_a_task_is_done_with_a_tap(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)
    await opened_task(world, ana, TaskKind.SILENCE)
    await world.says(dana, "Caseload")

    shown = await world.taps(dana, "Done: 0002 no answers: call back")

    assert "Nothing to do right now." in shown.text


async def test_opening_a_case_stands_in_the_trail(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    await joined.patient(world, dana)
    await world.says(dana, "Caseload")

    await world.taps(dana, "Open 0002")

    assert "Ana R. · case 0002 · active" in dana.last().text
    async with world.database.reading() as tx:
        actions = [row.action for row in await tx.all(select(audit.c.action).where(audit.c.chain == 2))]
    assert actions[-1] == "case.opened"


async def test_a_patient_sees_no_list(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)

    assert "Only staff can do this." in (await world.says(ana, "/caseload")).text


async def test_an_admin_changes_who_is_on_call(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    mark = await joined.staff(world, 503, "Mark", Role.CASE_MANAGER)
    ana = await joined.patient(world, dana)
    assert "On call: Mark" in (await world.says(dana, "/oncall")).text
    await world.taps(dana, "Dana: on call")
    await world.taps(dana, "From now on")

    await world.says(ana, CRY)

    assert "🔴 Emergency" in dana.last().text
    assert "🔴 Emergency" not in mark.last().text


async def test_a_holiday_cover_ends_by_itself(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    await joined.staff(world, 503, "Mark", Role.CASE_MANAGER)
    await world.says(dana, "/oncall")
    await world.taps(dana, "Dana: on call")
    shown = await world.taps(dana, "24 hours")
    assert "Dana on call: 6:00 to Wed 2 Dec 6:00" in shown.text

    await world.run_for(hours=25)

    assert "On call: Mark" in (await world.says(dana, "/oncall")).text


async def test_a_case_manager_sees_who_is_on_call_and_changes_nothing(world: ProgramWorld) -> None:
    await joined.staff(world)
    mark = await joined.staff(world, 503, "Mark", Role.CASE_MANAGER)

    assert (await world.says(mark, "/oncall")).labels == ()


async def test_blocking_the_bot_after_danger_alerts_the_staff(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)
    await world.says(ana, CRY)
    await world.taps(dana, "Acknowledge")
    await world.taps(dana, "Reached")

    ana.block()
    await world.settled()

    assert "🔴 Emergency" in dana.last().text
    await world.taps(dana, "Open")
    assert "Has blocked this bot since 6:00" in dana.last().text
