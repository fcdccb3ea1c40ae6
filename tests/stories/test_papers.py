"""Papers and files over HTTP: for the patient, for staff, and what they must not hold."""

import io
from datetime import UTC, datetime

from icalendar import Calendar
from pypdf import PdfReader
from sqlalchemy import func, select

from bot.caseload import people
from bot.caseload.sharing import Sharing
from bot.demo.botapi.phones import Phone
from bot.ids import PersonId
from bot.plans import active, signed
from bot.plans.checked import Supplied
from bot.plans.reading import read_plan
from bot.storage.tables import audit
from tests import joined
from tests.rules.plans.orders import TODAY, example
from tests.stories.test_plans import both, signs
from tests.world import ProgramWorld

ANA_ID = PersonId(2)


async def file_of(world: ProgramWorld, phone: Phone, label: str) -> bytes:
    """The file that comes for a button of `Papers and files`, which stands below the last message."""
    await world.taps(phone, "Papers and files")
    await world.taps(phone, label)
    attachment = phone.last().attachment
    assert attachment is not None, phone.last().text
    assert attachment.file is not None
    return attachment.file.content


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


async def opens_plan(world: ProgramWorld, dana: Phone) -> None:
    await world.says(dana, "/caseload")
    await world.taps(dana, "Open 0002")
    await world.taps(dana, "Plan")


async def test_patient_gets_the_calendar_and_the_sheet_of_the_plan(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)

    await world.says(ana, "/plan")
    calendar = await file_of(world, ana, "Calendar, times only")
    await world.says(ana, "/plan")
    sheet = await file_of(world, ana, "Day by day, to print")

    events = Calendar.from_ical(calendar).walk("VEVENT")
    assert sum(str(one["SUMMARY"]) == "Reminder" for one in events) == 222
    assert b"baclofen" not in calendar
    assert "Ana R.: day by day" in words_of(sheet)


async def test_summary_counts_what_is_missing_both_ways(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)
    await world.run_until(datetime(2026, 12, 1, 14, 1, tzinfo=UTC))
    await world.taps(ana, "Show")
    await world.taps(ana, "Taken")
    await world.run_until(datetime(2026, 12, 2, 13, 0, tzinfo=UTC))

    await world.says(ana, "/plan")
    told = words_of(await file_of(world, ana, "Summary for a doctor"))

    assert "baclofen: at least 1 of 3 were taken, if every dose that is not known was left out." in told
    assert "At most 3, if every dose that is not known was taken. Not known: 2." in told
    assert "Days with a check-in: 0 of 5. Days without one: 5." in told
    assert "42 CFR part 2 prohibits unauthorized use or disclosure of these records." in told


async def test_staff_see_no_answers_that_are_not_shared(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)
    await world.run_until(datetime(2026, 12, 1, 14, 1, tzinfo=UTC))
    await world.taps(ana, "Show")
    await world.taps(ana, "Taken")
    async with world.database.transaction() as tx:
        await people.change(tx, ANA_ID, sharing=Sharing.NO)

    await opens_plan(world, dana)
    told = words_of(await file_of(world, dana, "Summary for a doctor"))
    await opens_plan(world, dana)
    table = (await file_of(world, dana, "Summary as a table")).decode()

    assert "The person does not share their answers with the care team." in told
    assert "Reported taken" not in told
    assert "Reported taken" not in table


async def test_staff_get_the_signed_plan_as_fhir_and_it_stands_in_the_trail(world: ProgramWorld) -> None:
    dana, _ = await both(world)
    await signs(world, dana)

    await opens_plan(world, dana)
    content = await file_of(world, dana, "Plan: FHIR")

    assert read_plan("plan.json", content, Supplied(today=TODAY)).plan == example()
    async with world.database.reading() as tx:
        seen = select(func.count()).where(audit.c.action == "case.file")
        assert await tx.value(seen) == 1


async def test_nobody_gets_the_files_of_somebody_else(world: ProgramWorld) -> None:
    """A forged button of a patient gives their own file; one of a stranger gives none."""
    dana, _ = await both(world)
    await signs(world, dana)
    eva = await joined.patient(world, dana, 504, "Eva T.")

    joined.tap_anyway(eva, "pi:2:sh")
    await world.settled()

    assert eva.last().attachment is None
    assert "Ana" not in eva.last().text


async def test_back_from_hospital_no_old_plan_is_printed(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)
    await world.says(ana, "/plan")
    async with world.database.transaction() as tx:
        await people.change(tx, ANA_ID, home_since=world.clock.now())

    await world.taps(ana, "Papers and files")
    await world.taps(ana, "Day by day, to print")

    assert ana.last().attachment is None
    assert "hospital" in ana.last().text


async def test_a_plan_whose_reminders_are_off_has_no_files(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)
    await world.says(ana, "/plan")
    async with world.database.transaction() as tx:
        plan = await active.of_person(tx, ANA_ID)
        assert plan is not None
        await signed.end(tx, plan.id, by=PersonId(1), now=world.clock.now())

    await world.taps(ana, "Papers and files")
    await world.taps(ana, "Calendar, with names")

    assert ana.last().attachment is None
