"""The short question waits, is repeated, and silence is told to staff, as far as the person shares."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import house
from bot.caseload import people as persons
from bot.caseload.permissions import Role
from bot.caseload.person import PersonState
from bot.caseload.sharing import Sharing
from bot.clock import MovableClock
from bot.house import House
from bot.ids import ChatId, PersonId
from bot.storage.database import Database
from bot.storage.tables import alerts, people, tasks
from bot.symptoms import received, unanswered
from bot.symptoms.received import Source, Told
from bot.symptoms.report import Decision, Hit, Reason, Tier
from bot.symptoms.unanswered import Unanswered

CHAT = ChatId(501)


@pytest.fixture(scope="module")
def read() -> House:
    return house.load()


async def patient(database: Database, clock: MovableClock, sharing: Sharing) -> PersonId:
    async with database.transaction() as tx:
        person = await tx.insert(
            people,
            chat_id=CHAT,
            role=Role.PATIENT.value,
            state=PersonState.ACTIVE.value,
            language="en",
            country="US",
            sharing=sharing.value,
            reminders_agreed=True,
            created_at=clock.now(),
        )
    return PersonId(person)


async def asked(database: Database, clock: MovableClock, person: PersonId, *, hints: bool, key: str = "u1") -> None:
    reason = Reason.HOPELESS if hints else Reason.UNCLEAR
    hit = Hit(rule="test.check", tier=Tier.CHECK, reason=reason)
    decision = Decision(tier=Tier.CHECK, because=(hit,), reason=reason, lang="en", hints_danger=hints)
    async with database.transaction() as tx:
        who = await persons.by_id(tx, person)
        told = Told(person=who, chat_id=CHAT, source=Source.TEXT, words="words", decision=decision, update_key=key)
        report = await received.receive(tx, told, clock.now())
        await unanswered.ask(tx, report, CHAT, key=f"{key}.help", decision=decision)


async def wait(database: Database, clock: MovableClock, read: House, minutes: int) -> list[str]:
    """The keys of what is sent when so many minutes have passed."""
    clock.move(timedelta(minutes=minutes))
    done = await Unanswered(read, database).tick(clock.now())
    return [row.message.key for row in done.rows]


async def opened(database: Database) -> tuple[list[str], list[str]]:
    async with database.reading() as tx:
        found = await tx.all(select(alerts.c.tier))
        todo = await tx.all(select(tasks.c.kind))
    return [row.tier for row in found], [row.kind for row in todo]


async def test_silence_is_asked_once_more_with_the_number(database: Database, clock: MovableClock, read: House) -> None:
    await asked(database, clock, await patient(database, clock, Sharing.YES), hints=False)
    assert await wait(database, clock, read, 9) == []
    clock.move(timedelta(minutes=1))
    done = await Unanswered(read, database).tick(clock.now())
    assert [("911" in row.message.text, len(row.message.buttons)) for row in done.rows] == [(True, 2)]


async def test_silence_after_words_that_hint_is_an_urgent_alert(
    database: Database, clock: MovableClock, read: House
) -> None:
    await asked(database, clock, await patient(database, clock, Sharing.IN_DANGER), hints=True)
    await wait(database, clock, read, 10)
    await wait(database, clock, read, 10)
    assert await opened(database) == (["urgent"], [])


async def test_silence_after_other_words_is_a_task_for_the_day(
    database: Database, clock: MovableClock, read: House
) -> None:
    await asked(database, clock, await patient(database, clock, Sharing.YES), hints=False)
    await wait(database, clock, read, 10)
    await wait(database, clock, read, 10)
    assert await opened(database) == ([], ["check_unanswered"])


@pytest.mark.parametrize("hints", [True, False])
async def test_silence_of_who_shares_nothing_is_told_to_nobody(
    database: Database, clock: MovableClock, read: House, hints: bool
) -> None:
    await asked(database, clock, await patient(database, clock, Sharing.NO), hints=hints)
    assert await wait(database, clock, read, 10) == ["check:1:again"]
    await wait(database, clock, read, 10)
    assert await opened(database) == ([], [])


async def test_answered_question_is_never_repeated(database: Database, clock: MovableClock, read: House) -> None:
    await asked(database, clock, await patient(database, clock, Sharing.YES), hints=True)
    async with database.transaction() as tx:
        assert await unanswered.answered(tx, CHAT, clock.now()) == 1
    assert await wait(database, clock, read, 60) == []
    assert await opened(database) == ([], [])


async def test_second_question_joins_the_first_and_brings_its_hint(
    database: Database, clock: MovableClock, read: House
) -> None:
    person = await patient(database, clock, Sharing.YES)
    await asked(database, clock, person, hints=False)
    clock.move(timedelta(minutes=5))
    await asked(database, clock, person, hints=True, key="u2")
    assert await wait(database, clock, read, 5) == ["check:1:again"]
    await wait(database, clock, read, 10)
    assert await opened(database) == (["urgent"], [])


async def test_after_an_outage_nothing_is_left_out(database: Database, clock: MovableClock, read: House) -> None:
    await asked(database, clock, await patient(database, clock, Sharing.YES), hints=True)
    assert await wait(database, clock, read, 300) == ["check:1:again"]
    await wait(database, clock, read, 0)
    assert (await opened(database))[0] == ["urgent"]
