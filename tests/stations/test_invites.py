"""Invites: once, for a while, for one person; and nobody can try many."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.caseload import enrolled, invited, people
from bot.caseload.invited import Refusal
from bot.caseload.permissions import Role
from bot.caseload.person import Person, PersonState
from bot.caseload.programme import Programme
from bot.clock import MovableClock
from bot.ids import ChatId, PersonId
from bot.storage import audit
from bot.storage.database import Database
from bot.storage.tables import invites

ANA, BEN = ChatId(1001), ChatId(1002)
PROGRAMME = Programme(name="Harbor Clinic", country="US", zone="America/Chicago")


async def invite_patient(database: Database, now: datetime, *, days: int = 14) -> tuple[PersonId, str]:
    async with database.transaction() as tx:
        patient = await enrolled.add_patient(tx, name="Ana R.", phone="555-0142", manager_id=None, now=now)
        made = await invited.make_patient_invite(tx, patient, days=days, now=now, created_by=None)
    return patient, made.token


async def open_link(database: Database, token: str, chat: ChatId, now: datetime) -> Person | Refusal:
    async with database.transaction() as tx:
        return await enrolled.open_link(tx, token, chat, programme=PROGRAMME, now=now)


async def test_an_opened_link_makes_the_invited_person_join(database: Database, clock: MovableClock) -> None:
    patient, token = await invite_patient(database, clock.now())

    opened = await open_link(database, token, ANA, clock.now())

    assert isinstance(opened, Person)
    assert (opened.id, opened.state, opened.chat_id) == (patient, PersonState.JOINING, ANA)


async def test_only_the_hash_of_a_token_is_stored(database: Database, clock: MovableClock) -> None:
    _, token = await invite_patient(database, clock.now())

    async with database.reading() as tx:
        row = await tx.first(select(invites))
    assert row is not None
    assert token not in map(str, row)


async def test_a_link_works_once(database: Database, clock: MovableClock) -> None:
    _, token = await invite_patient(database, clock.now())
    await open_link(database, token, ANA, clock.now())

    assert await open_link(database, token, BEN, clock.now()) is Refusal.USED


async def test_of_two_at_once_one_comes_in(database: Database, clock: MovableClock) -> None:
    _, token = await invite_patient(database, clock.now())

    both = await asyncio.gather(*(open_link(database, token, chat, clock.now()) for chat in (ANA, BEN)))

    assert sorted(isinstance(one, Person) for one in both) == [False, True]


async def test_the_last_moment_of_a_link_is_before_its_end(database: Database, clock: MovableClock) -> None:
    _, token = await invite_patient(database, clock.now(), days=14)
    end = clock.now() + timedelta(days=14)

    late = await open_link(database, token, ANA, end)
    in_time = await open_link(database, token, ANA, end - timedelta(microseconds=1))

    assert late is Refusal.EXPIRED
    assert isinstance(in_time, Person)


async def test_a_new_link_ends_the_old_one(database: Database, clock: MovableClock) -> None:
    patient, old = await invite_patient(database, clock.now())
    async with database.transaction() as tx:
        await invited.make_patient_invite(tx, patient, days=14, now=clock.now(), created_by=None)

    assert await open_link(database, old, ANA, clock.now()) is Refusal.EXPIRED


async def test_five_wrong_tokens_close_the_door_for_an_hour(database: Database, clock: MovableClock) -> None:
    _, token = await invite_patient(database, clock.now())
    for number in range(5):
        assert await open_link(database, f"wrong{number}", ANA, clock.now()) is Refusal.UNKNOWN

    closed = await open_link(database, token, ANA, clock.now())
    clock.move(timedelta(hours=1))

    assert closed is Refusal.TOO_MANY
    assert isinstance(await open_link(database, token, ANA, clock.now()), Person)


async def test_anothers_guesses_close_nobody_elses_door(database: Database, clock: MovableClock) -> None:
    _, token = await invite_patient(database, clock.now())
    for number in range(9):
        await open_link(database, f"wrong{number}", BEN, clock.now())

    assert isinstance(await open_link(database, token, ANA, clock.now()), Person)


async def test_turning_back_at_the_door_leaves_the_link_good(database: Database, clock: MovableClock) -> None:
    _, token = await invite_patient(database, clock.now())
    opened = await open_link(database, token, ANA, clock.now())
    assert isinstance(opened, Person)

    async with database.transaction() as tx:
        await enrolled.turn_back(tx, opened)

    assert isinstance(await open_link(database, token, BEN, clock.now()), Person)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.CASE_MANAGER])
async def test_a_staff_link_makes_a_colleague(database: Database, clock: MovableClock, role: Role) -> None:
    async with database.transaction() as tx:
        made = await invited.make_staff_invite(tx, role, days=14, now=clock.now())

    opened = await open_link(database, made.token, ANA, clock.now())

    assert isinstance(opened, Person)
    assert (opened.role, opened.country) == (role, "US")


async def test_inviting_and_coming_in_stand_in_the_trail(database: Database, clock: MovableClock) -> None:
    patient, token = await invite_patient(database, clock.now())
    await open_link(database, token, ANA, clock.now())

    async with database.reading() as tx:
        assert await audit.length(tx, patient) == 3
        assert await audit.verify(tx, patient) == ()


async def test_a_picture_of_a_link_is_a_png(database: Database) -> None:
    assert invited.qr_png(invited.link("harbor_bot", "a" * 32)).startswith(b"\x89PNG")


async def test_who_left_and_came_back_is_planned_anew(database: Database, clock: MovableClock) -> None:
    _, token = await invite_patient(database, clock.now())
    ana = await open_link(database, token, ANA, clock.now())
    assert isinstance(ana, Person)

    async with database.transaction() as tx:
        await people.change(tx, ana.id, planned_until=clock.now() + timedelta(days=2))
        await enrolled.leave(tx, ana, clock.now())
        await enrolled.come_back(tx, ana, clock.now())
        back = await enrolled.reread(tx, ana.id)

    assert (back.state, back.planned_until) == (PersonState.ACTIVE, clock.now())
