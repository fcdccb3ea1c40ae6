"""Consent with its text, chats that are gone and back, test messages nobody saw."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.caseload import consent, enrolled, people, reached
from bot.caseload.arrived import Arrivals
from bot.caseload.consent import Purpose, Sharing
from bot.caseload.enrolled import Step
from bot.caseload.permissions import Role
from bot.caseload.person import Person, PersonState
from bot.caseload.programme import Programme
from bot.clock import MovableClock
from bot.ids import ChatId
from bot.storage.database import Database
from bot.storage.tables import consents, tasks

CHAT = ChatId(4711)
PROGRAMME = Programme(name="Harbor Clinic", country="US", zone="America/Chicago")
DAY = timedelta(days=1)


async def patient(database: Database, clock: MovableClock, **values: object) -> Person:
    async with database.transaction() as tx:
        person_id = await enrolled.add_patient(tx, name="Ana R.", phone=None, manager_id=None, now=clock.now())
        await people.change(tx, person_id, chat_id=CHAT, state=PersonState.JOINING, **values)
        return await enrolled.reread(tx, person_id)


async def arrivals_after(database: Database, clock: MovableClock, wait: timedelta) -> int:
    station = Arrivals(database, PROGRAMME)
    await station.tick(clock.now())
    await station.tick(clock.now() + wait)
    async with database.reading() as tx:
        return len(await tx.all(select(tasks.c.id)))


async def test_consent_is_stored_with_the_hash_of_its_text(database: Database, clock: MovableClock) -> None:
    ana = await patient(database, clock)
    shown = consent.asked("May your care team see your answers?", "en")

    async with database.transaction() as tx:
        await consent.record(tx, ana.id, Purpose.SHARING, Sharing.IN_DANGER.value, shown=shown, now=clock.now())

    async with database.reading() as tx:
        row = await tx.first(select(consents))
        assert (await enrolled.reread(tx, ana.id)).sharing is Sharing.IN_DANGER
    assert row is not None
    assert row.text_hash == "bd2f4126078c733f90b31ad6b4cad7d6952504e03b508728a4560f77b1fcb0c9"


async def test_consent_taken_back_stops_reminders_and_keeps_both_answers(
    database: Database, clock: MovableClock
) -> None:
    ana = await patient(database, clock)
    shown = consent.asked("May I remind you?", "en")

    async with database.transaction() as tx:
        await consent.record(tx, ana.id, Purpose.REMINDERS, consent.YES, shown=shown, now=clock.now())
        await consent.record(tx, ana.id, Purpose.REMINDERS, consent.NO, shown=shown, now=clock.now())

    async with database.reading() as tx:
        assert not (await enrolled.reread(tx, ana.id)).reminders_agreed
        assert (await consent.current(tx, ana.id))[Purpose.REMINDERS].answer == consent.NO
        assert len(await tx.all(select(consents.c.id))) == 2


@pytest.mark.parametrize(
    ("values", "step"),
    [
        ({}, Step.LANGUAGE),
        ({"language": "en"}, Step.ADULT),
        ({"language": "en", "reminders_agreed": True, "sharing": Sharing.NO}, Step.ADULT),
    ],
)
async def test_the_next_question_is_read_off_what_is_stored(
    database: Database, clock: MovableClock, values: dict[str, object], step: Step
) -> None:
    ana = await patient(database, clock, **values)

    async with database.reading() as tx:
        assert await enrolled.next_step(tx, ana) is step


async def test_an_unseen_test_message_waits_a_day_for_its_task(database: Database, clock: MovableClock) -> None:
    await patient(database, clock, sharing=Sharing.YES)
    async with database.transaction() as tx:
        ana = await people.by_chat(tx, CHAT)
        assert ana is not None
        await enrolled.finish(tx, ana, clock.now())

    assert await arrivals_after(database, clock, DAY - timedelta(seconds=1)) == 0
    assert await arrivals_after(database, clock, DAY) == 1
    assert await arrivals_after(database, clock, 3 * DAY) == 1


@pytest.mark.parametrize("sharing", [Sharing.NO, Sharing.IN_DANGER])
async def test_who_does_not_share_makes_no_task(database: Database, clock: MovableClock, sharing: Sharing) -> None:
    ana = await patient(database, clock, sharing=sharing)
    async with database.transaction() as tx:
        await enrolled.finish(tx, ana, clock.now())

    assert await arrivals_after(database, clock, 2 * DAY) == 0


async def test_a_seen_test_message_makes_no_task(database: Database, clock: MovableClock) -> None:
    ana = await patient(database, clock, sharing=Sharing.YES)
    async with database.transaction() as tx:
        ana = await enrolled.finish(tx, ana, clock.now())
        assert await enrolled.arrived(tx, ana, clock.now())

    assert await arrivals_after(database, clock, 2 * DAY) == 0


async def test_a_chat_that_is_gone_comes_back_planned_anew(database: Database, clock: MovableClock) -> None:
    ana = await patient(database, clock, planned_until=clock.now() + DAY)

    async with database.transaction() as tx:
        await reached.gone(tx, CHAT, "blocked", clock.now())
        gone = await enrolled.reread(tx, ana.id)
        await reached.back(tx, CHAT, clock.now() + DAY)
        back = await enrolled.reread(tx, ana.id)

    assert gone.blocked_at == clock.now()
    assert (back.blocked_at, back.planned_until) == (None, clock.now() + DAY)


async def test_staff_are_asked_for_name_and_zone_only(database: Database, clock: MovableClock) -> None:
    ana = await patient(database, clock, role=Role.CASE_MANAGER, language="en", name=None)

    assert enrolled.step_after(ana, adult=False) is Step.NAME
