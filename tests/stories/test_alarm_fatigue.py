"""Alarm fatigue is a defect: people who are well and answer most of the time make hardly any work; who stops is seen.

The whole program with the clock moved. The promise is one page and five tasks a week for fifty people; seven people for
ten days are 10 patient weeks, so no page and one task.
"""

import random
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.caseload import people
from bot.caseload.permissions import Role
from bot.clock import MovableClock
from bot.demo.botapi.phones import Phone
from bot.ids import ChatId
from bot.storage.tables import alerts, checkins, tasks
from tests import joined, ordered
from tests.stations import reminded
from tests.world import ProgramWorld, program

BEGINS = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
PEOPLE, DAYS = 7, 10
ANSWERS = 0.7
PLAN = ordered.plan_file(
    ordered.medicine(("2026-12-01", "2027-01-31", "8:00: 20 mg, 14:00: 10 mg, 20:00: 20 mg")), zone="UTC"
)
MOMENTS = (timedelta(hours=1, minutes=10), timedelta(hours=2, minutes=10), timedelta(hours=7, minutes=10),
           timedelta(hours=13, minutes=10))  # fmt: skip
"""From 7:00: a little after 8:00, after the check-in's 9:00, after 14:00, after 20:00."""


async def patients(world: ProgramWorld, count: int) -> list[Phone]:
    """People on the same plan who share everything."""
    phones = []
    async with world.database.transaction() as tx:
        for number in range(count):
            chat = ChatId(2000 + number)
            phones.append(world.phone(chat, f"Patient {number}"))
            phones[-1].user.started = True
            person = await reminded.patient(tx, world.clock.now(), chat=chat)
            await people.change(tx, person, checkin_at="09:00")
            await ordered.sign(tx, world.app.house, person, PLAN, world.clock.now())
    await world.settled()
    return phones


def answer(phone: Phone) -> None:
    """What was asked last is answered: the dose is done, the check-in is begun."""
    last = phone.last()
    label = next((label for label in ("Done", "Start") if label in last.labels), None)
    if label:
        phone.tap(last.id, label)


WELL = (("None of these",), ("0 none", "1", "2", "3", "4"), ("No", "A little"), ("Well", "OK", "Badly"),
        ("Good", "OK", "Low"), ("Done",))  # fmt: skip
"""What somebody who is well taps in a check-in, the first set of labels that stands there; stiff or restless a little
on some days, a bad night now and then."""


async def check_in(world: ProgramWorld, phones: list[Phone], rolled: random.Random) -> None:
    """Everybody who began a check-in answers it to its end."""
    for _ in range(10):
        asked = [(phone, found) for phone in phones if (found := _well(phone, rolled)) is not None]
        if not asked:
            return
        for phone, (message, label) in asked:
            phone.tap(message, label)
        await world.settled()


def _well(phone: Phone, rolled: random.Random) -> tuple[int, str] | None:
    """The newest question of a check-in, and an answer of somebody who is well."""
    for message in reversed(phone.from_bot()[-4:]):
        if not {"Skip", "None of these"} & set(message.labels) and message.labels != ("Done",):
            continue
        for labels in WELL:
            if there := [label for label in labels if label in message.labels]:
                return message.id, rolled.choice(there)
    return None


async def work_made(world: ProgramWorld) -> tuple[int, list[str]]:
    """How many pages there were, and the kinds of tasks."""
    async with world.database.reading() as tx:
        pages = len(await tx.all(select(alerts.c.id)))
        kinds = [row.kind for row in await tx.all(select(tasks.c.kind).order_by(tasks.c.id))]
    return pages, kinds


async def test_well_patients_make_hardly_any_work(sqlite_url: str) -> None:
    rolled = random.Random(2026)
    async with program(sqlite_url, MovableClock(frozen_at=BEGINS)) as world:
        await joined.staff(world, 501, "Dana", Role.CASE_MANAGER)
        phones = await patients(world, PEOPLE)
        for day in range(DAYS):
            for moment in MOMENTS:
                await world.run_until(BEGINS + timedelta(days=day) + moment)
                for phone in phones:
                    if rolled.random() < ANSWERS:
                        answer(phone)
                await world.settled()
                await check_in(world, phones, rolled)

        pages, kinds = await work_made(world)
        async with world.database.reading() as tx:
            finished = len(await tx.all(select(checkins.c.id).where(checkins.c.state == "finished")))

    assert finished >= 0.6 * PEOPLE * DAYS  # 70 % of the prompts, or the world is not as it is said to be
    assert pages == 0
    assert len(kinds) <= 1, kinds


async def test_patient_who_stops_is_before_a_human_within_a_day(sqlite_url: str) -> None:
    async with program(sqlite_url, MovableClock(frozen_at=BEGINS)) as world:
        dana = await joined.staff(world, 501, "Dana", Role.CASE_MANAGER)
        (phone,) = await patients(world, 1)
        await world.run_until(BEGINS + MOMENTS[0])
        answer(phone)
        await world.settled()

        await world.run_for(hours=7 + 24 + 3)  # from 14:00 nothing comes any more: a day and the last window later
        shown = await world.says(dana, "Caseload")

        assert (await work_made(world)) == (0, ["silence"])
        assert "case 0002" in shown.text
