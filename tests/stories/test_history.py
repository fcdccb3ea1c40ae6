"""The chart and the files over HTTP."""

import json
import re
from datetime import UTC, date, datetime
from io import BytesIO

from matplotlib import image

from bot.caseload import people as stored_people
from bot.documents import charted
from bot.ids import ChatId
from bot.storage.tables import people
from tests import joined
from tests.stories.test_checkin import BACLOFEN, ORDINARY, all_taps, patient, with_taper
from tests.world import ProgramWorld


async def test_history_is_a_picture_with_an_honest_line(world: ProgramWorld) -> None:
    ana = await with_taper(world)
    await world.says(ana, "/checkin")
    await all_taps(world, ana, BACLOFEN)
    await world.run_for(days=2)
    await world.says(ana, "/checkin")
    await all_taps(world, ana, BACLOFEN)
    await world.taps(ana, "See my chart")
    shown = next(message for message in ana.from_bot() if message.photo)
    assert shown.text == "Stiffness from Tue 1 Dec to Thu 3 Dec. 1 of 3 days has no answer."
    assert shown.protect
    assert [one.method for one in world.api.accepted if one.chat_id == joined.ANA].count("sendChatAction") == 1
    assert image.imread(BytesIO(shown.photo or b""), format="png").shape[1] == 800


async def test_history_without_answers_says_so(world: ProgramWorld) -> None:
    ana = await patient(world)
    assert (await world.says(ana, "/history")).text.startswith("There is nothing to show yet.")


async def test_answers_come_as_files_with_the_words_of_the_buttons(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.says(ana, "/checkin")
    await all_taps(world, ana, ORDINARY)
    await world.says(ana, "/history")
    await world.taps(ana, "As a file")
    table, copy = (message.document or b"" for message in ana.from_bot() if message.document)
    assert "A little" in table.decode("utf-8-sig")
    assert json.loads(copy)[0]["craving"] == "2"


async def test_staff_have_no_history_of_their_own(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    assert "photo" not in (await world.says(dana, "/history")).text
    assert dana.last().photo is None


async def test_staff_see_the_days_and_the_chart_of_a_case(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)
    await world.says(ana, "/checkin")
    await all_taps(world, ana, ORDINARY)
    await world.says(dana, "Caseload")
    await world.taps(dana, next(label for label in dana.last().labels if "0002" in label))
    await world.taps(dana, "Check-ins")
    shown = dana.from_bot()[-2:]
    assert "Anxious or restless: A little · Sleep: OK · Craving: 2 · Mood: OK" in shown[0].text
    assert shown[1].photo is not None


async def test_staff_see_nothing_that_is_not_shared(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)
    await world.says(ana, "/checkin")
    await all_taps(world, ana, ORDINARY)
    async with world.database.transaction() as tx:
        await tx.run(people.update().where(people.c.chat_id == ana.id).values(sharing="in_danger"))
    joined.tap_anyway(dana, "cc:2")
    await world.settled()
    assert dana.last().text == "This person does not share their check-ins."


async def test_a_patient_cannot_open_anothers_checkins(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    await joined.patient(world, dana)
    ben = await joined.patient(world, dana, user_id=503, name="Ben T.")
    joined.tap_anyway(ben, "cc:2")
    await world.settled()
    assert "too old" in ben.last().text


async def test_screeners_reach_staff_with_their_sums_and_no_patient(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)
    await world.says(ana, "/checkin")
    await all_taps(world, ana, ORDINARY)
    before = len(ana.from_bot())
    for days in (14, 1):  # PHQ-2 in the first check-in after two weeks, GAD-2 in the next
        await world.run_for(days=days)
        await world.says(ana, "/checkin")
        await all_taps(world, ana, (*ORDINARY[:-1], "Nearly every day", "Several days", "Done"))
    await world.says(ana, "/history")
    await world.says(ana, "/checkin")
    joined.tap_anyway(dana, "cc:2")
    await world.settled()

    seen = next(one.text for one in reversed(dana.from_bot()) if one.text.startswith("Check-ins of"))
    assert "PHQ-2 on Tue 15 Dec: 4 of 6. At or above 3: talk with the person." in seen
    assert "GAD-2 on Wed 16 Dec: 4 of 6." in seen
    told = "\n".join(one.text for one in ana.from_bot()[before:])
    assert not re.search(r"PHQ|GAD|of 6|interest or pleasure: |Nearly", told)


async def test_the_medicines_own_symptom_stays_in_the_chart_after_the_last_dose(world: ProgramWorld) -> None:
    ana = await with_taper(world)
    await world.says(ana, "/checkin")
    await all_taps(world, ana, BACLOFEN)
    await world.run_until(datetime(2026, 12, 21, 18, tzinfo=UTC))
    await world.says(ana, "/checkin")
    await all_taps(world, ana, ORDINARY)

    async with world.database.reading() as tx:
        person = await stored_people.by_chat(tx, ChatId(ana.id))
        assert person is not None
        texts = world.app.house.texts.in_language("en")
        shown = await charted.chart_of(tx, world.app.house, person, texts=texts, until=date(2026, 12, 21))

    assert shown is not None
    assert [line.title for line in shown.chart.lines] == ["Mood", "Stiffness", "Sleep", "Craving"]
    assert (shown.chart.doses[0], shown.chart.doses[-1]) == (20.0, 0.0)
