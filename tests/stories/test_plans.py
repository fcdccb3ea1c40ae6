"""Plans over HTTP: a file in the chat becomes reminders, and only a signed one does."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Table, func, select

from bot import house
from bot.caseload import people
from bot.caseload.permissions import Role
from bot.caseload.sharing import Sharing
from bot.clock import MovableClock
from bot.demo.botapi.phones import Phone
from bot.ids import ChatId, PersonId
from bot.plans import loaded
from bot.plans.checked import Supplied
from bot.plans.reading import Format, PlanDraft, read_plan
from bot.plans.writers.to_xlsx import to_xlsx
from bot.storage.tables import plan_files, plans, reminders
from bot.taps import Verb, data
from tests import joined
from tests.rules.plans.orders import EXAMPLES, example, short
from tests.rules.plans.sheets import CSV
from tests.rules.plans.test_several import clinic
from tests.world import ProgramWorld, program

EXAMPLE = (EXAMPLES / "baclofen-taper.yaml").read_bytes()
BEFORE = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)
MARK, EVA = 503, 504


def workbook() -> bytes:
    return to_xlsx(read_plan("a.yaml", EXAMPLE, Supplied(today=date(2026, 11, 28))).plan)


async def both(world: ProgramWorld) -> tuple[Phone, Phone]:
    """Dana is an admin, Ana her patient; it is three days before the plan of the example."""
    world.clock.move_to(BEFORE)
    dana = await joined.staff(world)
    return dana, await joined.patient(world, dana)


async def sends(world: ProgramWorld, phone: Phone, content: bytes = EXAMPLE, name: str = "ana-taper.yaml") -> None:
    phone.document(name, content)
    await world.settled()


async def answers_all(world: ProgramWorld, dana: Phone) -> int:
    """Every warning on the card is as ordered; the number of taps."""
    taps = 0
    while waiting := [label for label in dana.last().labels if label.endswith("Asked…")]:
        await world.taps(dana, waiting[0])
        await world.taps(dana, "As ordered")
        taps += 2
    return taps


async def signs(world: ProgramWorld, dana: Phone, content: bytes = EXAMPLE, name: str = "ana-taper.yaml") -> int:
    """The file is sent, checked, given to Ana and signed, as short as it goes; the number of taps."""
    await sends(world, dana, content, name)
    taps = await answers_all(world, dana)
    await world.taps(dana, next(label for label in dana.last().labels if label.startswith("Ana R.")))
    await world.taps(dana, "Sign")
    return taps + 2


async def shows(world: ProgramWorld, phone: Phone, command: str) -> str:
    """What the bot answers last."""
    return (await world.says(phone, command)).text


async def count(world: ProgramWorld, table: Table) -> int:
    async with world.database.reading() as tx:
        return int(await tx.value(select(func.count()).select_from(table)))


async def test_from_workbook_to_signed_in_eight_taps(world: ProgramWorld) -> None:
    dana, ana = await both(world)

    taps = await signs(world, dana, workbook(), "ana-taper.xlsx")

    assert taps <= 8
    assert dana.last().text == "Signed. Ana R. sees it now. 222 dose reminders follow it."
    assert ana.last().text == "Your plan is here."


async def test_preview_says_what_would_be_signed(world: ProgramWorld) -> None:
    dana, _ = await both(world)

    await sends(world, dana)

    picture, card = dana.from_bot()[-2:]
    span = "1 Dec 2026 to 12 Feb 2027 (74 days), Chicago time."
    assert picture.text == f"Baclofen 80 mg a day → 0 in 12 steps, {span}"
    assert "The last step goes from 15 mg a day to 0. Check with Dr. Lee. (L1, our own caution)" in card.text
    assert "Aftercare: 8 services, 3 with dates." in card.text


async def test_reminder_comes_at_the_plans_own_clock(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)

    await world.run_until(datetime(2026, 12, 1, 14, 0, 5, tzinfo=UTC))

    assert ana.last().text == "⏰ 8:00 is due."


async def test_all_problems_are_told_and_nothing_stored(world: ProgramWorld) -> None:
    dana, _ = await both(world)
    wrong = short(("8:00: 10 mg", "8:00: 10"), ("zone: America/Chicago", "zone: Chicago/America"))

    await sends(world, dana, wrong.encode())

    assert dana.last().text.startswith("I found 2 problems. Nothing was stored.")
    assert "“10” has no unit." in dana.last().text
    assert await count(world, plans) == 0


async def test_patient_reads_and_confirms(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)

    shown = await world.taps(ana, "Show")
    read = await world.taps(ana, "I have read it")

    assert "Your plan starts on Tuesday 1 December at 8:00." in shown.text
    assert "8:00 30 mg · 14:00 20 mg · 20:00 30 mg" in shown.text
    assert "30 mg" not in read.text


async def test_plan_page_says_today_and_next(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)
    await world.run_until(datetime(2026, 12, 14, 15, 0, tzinfo=UTC))

    page = await shows(world, ana, "/plan")

    assert "Step 3 of 12, until Fri 18 Dec" in page
    assert "From Sat 19 Dec: 8:00 20 mg · 14:00 15 mg · 20:00 20 mg" in page
    assert "Dr. Lee's office: 555-0100 (Mon–Fri 8:00–17:00)" in page


async def test_new_revision_says_what_changes(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)
    await world.run_until(datetime(2026, 12, 2, 15, 0, tzinfo=UTC))
    stays = EXAMPLE.replace(b"8:00: 25 mg, 14:00: 20 mg, 20:00: 25 mg", b"8:00: 30 mg, 14:00: 20 mg, 20:00: 25 mg")

    await signs(world, dana, stays)
    assert ana.last().text == "Your plan has changed."
    shown = await world.taps(ana, "Show")

    assert "Sat 5 Dec to Fri 11 Dec: 8:00 is 30 mg instead of 25 mg" in shown.text


async def test_the_same_plan_signed_again_is_not_said_to_have_changed(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)

    await signs(world, dana)

    assert ana.last().text == "Your plan was signed again. Nothing changes."
    assert "Nothing changes." in (await world.taps(ana, "Show")).text


async def test_a_day_without_a_dose_is_named_as_people_write_it(world: ProgramWorld) -> None:
    dana, _ = await both(world)

    await sends(world, dana, EXAMPLE.replace(b"until: 2026-12-18", b"until: 2026-12-16"))

    assert "the one before ends on 16 Dec 2026: 17 Dec 2026 – 18 Dec 2026 has no dose." in dana.last().text


async def test_new_patient_is_invited_from_the_card(world: ProgramWorld) -> None:
    world.clock.move_to(BEFORE)
    dana = await joined.staff(world)
    await sends(world, dana)
    await answers_all(world, dana)

    await world.taps(dana, "New patient…")
    await world.taps(dana, "Ana R.")
    await world.says(dana, "555-0142")
    assert re.search(r"start=[\w-]+", dana.last().text)
    signed = await world.taps(dana, "Sign")

    assert signed.text.startswith("Signed. Ana R. sees it after joining.")


async def test_typed_answer_stands_on_the_card(world: ProgramWorld) -> None:
    dana, _ = await both(world)
    await sends(world, dana)

    await world.taps(dana, "1 Asked…")
    await world.taps(dana, "Type the answer")
    card = await world.says(dana, "She watches for seizures every week.")

    assert '✓ Asked Dr. Lee: "She watches for seizures every week."' in card.text


async def test_second_tap_on_sign_changes_nothing(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)
    before = len(ana.from_bot())

    joined.tap_anyway(dana, data(Verb.PLAN_SIGN, 1))
    await world.settled()

    assert dana.last().text == "This plan is signed already. To change it, send a new file."
    assert len(ana.from_bot()) == before


@pytest.mark.parametrize(
    "tapped",
    [data(Verb.PLAN_SIGN, 1), data(Verb.PLAN_FOR, 1, "2"), data(Verb.PLAN_STEPS, 1), data(Verb.PLAN_END, 1, "y")],
)
async def test_patient_cannot_tap_what_is_for_staff(world: ProgramWorld, tapped: str) -> None:
    dana, ana = await both(world)
    await signs(world, dana)

    joined.tap_anyway(ana, tapped)
    await world.settled()

    async with world.database.reading() as tx:
        assert await tx.value(select(plans.c.state)) == "active"
    assert "mg" not in ana.last().text


async def test_plan_of_somebody_else_is_not_shown(world: ProgramWorld) -> None:
    dana, _ = await both(world)
    await signs(world, dana)
    eva = await joined.patient(world, dana, EVA, "Eva B.")

    for tapped in (data(Verb.PLAN_SHOW, 1), data(Verb.PLAN_HERE, 1), data(Verb.PLAN_REQUEST, 1, "slower")):
        joined.tap_anyway(eva, tapped)
        await world.settled()
        assert eva.last().text == "This button is too old. Please use the menu below."


async def test_draft_of_a_colleague_is_refused(world: ProgramWorld) -> None:
    dana, _ = await both(world)
    await sends(world, dana)
    mark = await joined.staff(world, MARK, "Mark", Role.CASE_MANAGER)

    joined.tap_anyway(mark, data(Verb.PLAN_OPEN, 1))
    await world.settled()

    assert mark.last().text == "Dana loaded this draft and checks it. To check it yourself, send the file."


async def test_draft_of_the_command_line_is_found_and_signed(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    async with world.database.transaction() as tx:
        draft = PlanDraft(plan=example(), format=Format.YAML)
        await loaded.load_draft(tx, draft, source_name="a.yaml", warnings=(), by=None, now=BEFORE)

    await world.says(dana, "Load plan")
    await world.taps(dana, dana.last().labels[0])
    await answers_all(world, dana)
    await world.taps(dana, next(label for label in dana.last().labels if label.startswith("Ana R.")))
    await world.taps(dana, "Sign")

    assert ana.last().text == "Your plan is here."


async def test_zone_and_first_day_are_asked_not_assumed(world: ProgramWorld) -> None:
    dana, _ = await both(world)
    naked = short(("zone: America/Chicago\n", ""), ("from: 2026-12-01\n        until: 2026-12-03", "days: 3"))

    await sends(world, dana, naked.encode())
    await world.taps(dana, next(label for label in dana.last().labels if label.startswith("Chicago")))
    await world.says(dana, "2026-12-01")

    assert "1 Dec 2026 to 5 Dec 2026 (5 days), Chicago time." in dana.from_bot()[-2].text
    assert await count(world, plan_files) == 0


async def test_sheet_per_patient_is_a_draft_each(world: ProgramWorld) -> None:
    dana, _ = await both(world)
    content = clinic(Ana=CSV, Eva=CSV.replace("10 mg", "10"), Leo=CSV.replace("Ana R.", "Leo M."))

    await sends(world, dana, content, "clinic.xlsx")
    dry = dana.last().text
    assert await count(world, plans) == 0
    loaded_now = await world.taps(dana, "Load the good ones: 2")

    assert dry.startswith("I read 3 sheets: 2 can be loaded, 1 not. Nothing was stored yet.")
    assert [label.split(" · ")[0] for label in loaded_now.labels] == ["Ana R.", "Leo M."]


async def test_tablets_are_counted_for_the_plan_and_for_each_refill(world: ProgramWorld) -> None:
    dana, _ = await both(world)
    await sends(world, dana)
    await world.taps(dana, "All steps")

    assert "For the whole plan: 72 tablets of 20 mg + 172 tablets of 10 mg" in dana.last().text
    await world.taps(dana, "28 days")

    first = "baclofen\n1 Dec 2026 to 28 Dec 2026: 70 tablets of 20 mg + 36 tablets of 10 mg\n"
    assert dana.last().text.startswith(first)


async def test_request_reaches_the_team_and_waits(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)
    await world.says(ana, "/plan")

    await world.taps(ana, "Slower")

    assert "Until then keep to Dr. Lee's order." in ana.last().text
    assert "asks to go slower" in await shows(world, dana, "/caseload")
    assert "You asked: to go slower." in await shows(world, ana, "/plan")


async def test_request_of_who_shares_nothing_is_nobodys(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)
    async with world.database.transaction() as tx:
        await people.change(tx, PersonId(2), sharing=Sharing.NO)
    await world.says(ana, "/plan")

    await world.taps(ana, "Slower")

    assert ana.last().text.startswith("Nobody is told, as you chose. Please call about it.")
    assert "slower" not in await shows(world, dana, "/caseload")


@pytest.mark.parametrize("asked", ["/plan", "/today"])
async def test_reminders_off_is_not_no_plan(world: ProgramWorld, asked: str) -> None:
    dana, ana = await both(world)
    await signs(world, dana)
    await turns_off(world, dana)

    said = (await world.says(ana, asked)).text

    assert "Your medicine is not stopped." in said
    assert "You have no plan here yet" not in said
    assert "Nothing is planned" not in said


async def test_help_knows_the_medicine_while_its_reminders_are_off(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)
    await turns_off(world, dana)
    before = len(ana.from_bot())

    await world.says(ana, "i keep seeing bugs on the wall")

    guidance = ana.from_bot()[before].text
    assert "baclofen" in world.app.memory.facts(ChatId(ana.id)).about.medicines
    assert "I am lowering baclofen." in guidance
    assert "Ask the people you call before you take any more medicine." in guidance


async def test_check_in_asks_of_the_medicine_while_its_reminders_are_off(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)
    await turns_off(world, dana)
    await world.says(ana, "/checkin")

    assert (await world.taps(ana, "None of these")).text == "Stiffness or spasms today?"


async def test_reminders_off_never_says_stop(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    await signs(world, dana)
    await world.says(dana, "/caseload")
    await world.taps(dana, "Open 0002")
    await world.taps(dana, "Plan")

    await world.taps(dana, "Reminders off…")
    await world.taps(dana, "Turn reminders off")

    assert ana.last().text.startswith("The reminders for your plan are off.\nYour medicine is not stopped.")
    async with world.database.reading() as tx:
        planned = select(func.count()).where(reminders.c.kind == "dose", reminders.c.state == "planned")
        assert await tx.value(planned) == 0


async def test_file_of_a_patient_may_be_a_cry(world: ProgramWorld) -> None:
    _, ana = await both(world)

    await sends(world, ana)

    assert "I need help now" in ana.last().labels
    assert await count(world, plans) == 0


async def test_template_comes_back_with_every_gap_named(world: ProgramWorld) -> None:
    dana, _ = await both(world)
    await world.says(dana, "/template")
    attachment = dana.last().attachment
    assert attachment is not None
    assert attachment.file is not None

    await sends(world, dana, attachment.file.content, "taperline-plan.xlsx")

    assert "Nothing was stored." in dana.last().text


async def test_spanish_plan_is_spanish_throughout(world: ProgramWorld) -> None:
    dana, ana = await both(world)
    async with world.database.transaction() as tx:
        for person in (1, 2):
            await people.change(tx, PersonId(person), language="es")
    await sends(world, dana)
    sources = []
    for number in ("1", "2"):
        sources.append((await world.taps(dana, f"{number} Pregunté…")).text.rpartition("Fuente: ")[2])
        await world.taps(dana, "Como está ordenado")
    await world.taps(dana, "Ana R. (0002)")
    await world.taps(dana, "Firmar")

    assert sources[0] == "cautela nuestra (PD)"
    assert sources[1].startswith("fuente publicada (R): B1 ")
    assert dana.last().text == "Firmado. Ana R. lo ve ahora. Le siguen 222 recordatorios de dosis."
    shown = await world.taps(ana, ana.last().labels[0])
    assert "Tu plan empieza el martes 1 de diciembre a las 8:00." in shown.text


async def turns_off(world: ProgramWorld, dana: Phone) -> None:
    await world.says(dana, "/caseload")
    await world.taps(dana, "Open 0002")
    await world.taps(dana, "Plan")
    await world.taps(dana, "Reminders off…")
    await world.taps(dana, "Turn reminders off")


async def test_reminders_on_again_are_a_new_signature(world: ProgramWorld) -> None:
    """The answers of the prescriber are kept; the signature is not."""
    dana, ana = await both(world)
    await signs(world, dana)
    await turns_off(world, dana)
    await world.says(dana, "/caseload")
    await world.taps(dana, "Open 0002")
    await world.taps(dana, "Plan")
    off = dana.last()

    await world.taps(dana, "Reminders on…")
    done = await world.taps(dana, "Sign")

    assert "That did not stop the medicine." in off.text
    assert done.text == "Signed. Ana R. sees it now. 222 dose reminders follow it."
    await world.run_until(datetime(2026, 12, 1, 14, 0, 5, tzinfo=UTC))
    assert ana.last().text == "⏰ 8:00 is due."


@pytest.fixture
async def strict_world(database_url: str, clock: MovableClock) -> AsyncIterator[ProgramWorld]:
    """A programme in which two people compare each plan with the order."""
    read = house.load()
    strict = replace(read, programme=read.programme.model_copy(update={"second_signer": True}))
    async with program(database_url, clock, read=strict) as running:
        yield running


async def three(world: ProgramWorld) -> tuple[Phone, Phone, Phone]:
    """Dana and Mark, who may both sign, and Ana."""
    dana, ana = await both(world)
    return dana, await joined.staff(world, MARK, "Mark"), ana


async def test_two_signatures_where_the_programme_wants_two(strict_world: ProgramWorld) -> None:
    dana, mark, ana = await three(strict_world)
    before = ana.last().text

    await signs(strict_world, dana)
    first, waiting = dana.last().text, ana.last().text
    again = mark.last()
    await strict_world.taps(mark, "Open")
    await strict_world.taps(mark, "Sign")

    assert first.startswith("You have signed. A second person must check it with the order too.")
    assert waiting == before
    assert again.text == "A plan for case 0002 waits for a second name. Please check it with the order."
    assert mark.last().text == "Signed. Ana R. sees it now. 222 dose reminders follow it."
    assert ana.last().text == "Your plan is here."


async def test_nobody_signs_a_plan_twice_alone(strict_world: ProgramWorld) -> None:
    dana, _, ana = await three(strict_world)
    before = ana.last().text
    await signs(strict_world, dana)
    await strict_world.says(dana, "Load plan")
    await strict_world.taps(dana, next(label for label in dana.last().labels if label.startswith("Ana R.")))

    await strict_world.taps(dana, "Sign")

    assert ana.last().text == before
    assert "Sign" in dana.last().labels


async def test_a_change_after_the_first_signature_takes_it_away(strict_world: ProgramWorld) -> None:
    dana, mark, ana = await three(strict_world)
    before = ana.last().text
    await signs(strict_world, dana)
    await strict_world.taps(mark, "Open")
    await strict_world.taps(mark, "Other patient")
    await strict_world.taps(mark, "Ana R. (0002)")

    await strict_world.taps(mark, "Sign")

    assert mark.last().text.startswith("You have signed. A second person")
    assert ana.last().text == before
