"""A supporter learns what the patient chose, never more; and a supporter can be the danger."""

import json
import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.demo.botapi.phones import Phone
from bot.storage.tables import consents
from bot.storage.tables import people as person_rows
from tests import joined
from tests.stories.test_aftercare import on_plan
from tests.world import ProgramWorld

MARIA = 701
TIMES, CHECK_ON = "Times of appointments", "Times, and to check on me"


async def invitation(world: ProgramWorld, ana: Phone, scope: str = CHECK_ON) -> str:
    """The token of a link that Ana made for Maria."""
    await world.says(ana, "/supporter")
    await world.taps(ana, "Invite somebody")
    await world.says(ana, "Maria")
    for label in (scope, "30 days", "Yes, invite"):
        await world.taps(ana, label)
    found = re.search(r"start=([\w-]+)", ana.last().text)
    assert found is not None
    return found[1]


async def supporter(world: ProgramWorld, ana: Phone, scope: str = CHECK_ON) -> Phone:
    """Maria, who opened the link."""
    maria = world.phone(MARIA, "Maria")
    maria.start(await invitation(world, ana, scope))
    await world.settled()
    for label in ("English", "Yes", "United States"):
        await world.taps(maria, label)
    return maria


async def patient(world: ProgramWorld) -> Phone:
    return await joined.patient(world, await joined.staff(world))


def said_to(phone: Phone) -> str:
    return "\n".join(message.text for message in phone.messages())


async def test_the_patient_reads_what_the_supporter_may_know(world: ProgramWorld) -> None:
    ana = await patient(world)
    await world.says(ana, "/supporter")
    await world.taps(ana, "Invite somebody")
    await world.says(ana, "Maria")
    await world.taps(ana, CHECK_ON)

    asked = await world.taps(ana, "90 days")

    assert "May Maria know this for 90 days?" in asked.text
    assert "They never see your answers, your medicine or your plan." in asked.text


async def test_the_yes_is_recorded(world: ProgramWorld) -> None:
    await invitation(world, await patient(world))

    async with world.database.reading() as tx:
        answers = [row.answer for row in await tx.all(select(consents).where(consents.c.purpose == "supporter"))]

    assert answers == ["yes"]


async def test_a_supporter_has_a_small_menu_of_their_own(world: ProgramWorld) -> None:
    maria = await supporter(world, await patient(world))

    assert maria.keyboard() == (("Appointments", "Help now"),)
    assert "Ana has no appointments in the next 14 days." in maria.last().text


async def test_a_supporter_gets_into_no_room(world: ProgramWorld) -> None:
    maria = await supporter(world, await patient(world))

    said = [
        (await world.says(maria, command)).text for command in ("/today", "/plan", "/checkin", "/history", "/alerts")
    ]

    assert all("I did not understand that." in text for text in said)


async def test_an_emergency_asks_the_supporter_to_check_and_says_no_more(world: ProgramWorld) -> None:
    ana = await patient(world)
    maria = await supporter(world, ana)

    await world.says(ana, "I keep seeing bugs on the wall")
    await world.run_for(minutes=1)

    assert maria.last().text == "Ana asked that you check on them."


async def test_only_times_means_no_word_of_an_emergency(world: ProgramWorld) -> None:
    ana = await patient(world)
    maria = await supporter(world, ana, TIMES)

    await world.says(ana, "I keep seeing bugs on the wall")
    await world.run_for(minutes=1)

    assert "check on them." not in said_to(maria)


async def test_an_urgent_report_stays_with_the_care_team(world: ProgramWorld) -> None:
    ana = await patient(world)
    maria = await supporter(world, ana)

    await world.says(ana, "I ran out of my pills")
    await world.run_for(minutes=1)

    assert "check on them." not in said_to(maria)


async def test_who_is_unsafe_at_home_has_no_supporter_told(world: ProgramWorld) -> None:
    ana = await patient(world)
    maria = await supporter(world, ana)

    await world.says(ana, "they hold my pills")
    await world.run_for(hours=3)
    await world.says(ana, "I had a seizure")
    await world.run_for(minutes=1)

    assert "check on them." not in said_to(maria)


async def test_they_hold_my_pills_is_urgent_for_the_team(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)

    await world.says(ana, "they hold my pills")
    await world.run_for(hours=4)  # the clinic opens

    assert "Urgent" in said_to(dana)


async def test_ending_is_silent_and_nothing_is_told_after_it(world: ProgramWorld) -> None:
    ana = await patient(world)
    maria = await supporter(world, ana)
    before = len(maria.messages())
    await world.says(ana, "/supporter")

    await world.taps(ana, "End: Maria")
    await world.says(ana, "I had a seizure")
    await world.run_for(minutes=1)

    assert len(maria.messages()) == before
    assert (await world.says(maria, "Appointments")).text.startswith("There is nothing to show right now.")


async def test_staff_suspend_a_supporter_without_a_word(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)
    maria = await supporter(world, ana)
    before = len(maria.messages())
    await world.says(dana, "Caseload")
    await world.taps(dana, "Open 0002")

    await world.taps(dana, "Suspend supporters")
    await world.says(ana, "I had a seizure")
    await world.run_for(minutes=1)

    assert len(maria.messages()) == before


async def test_a_supporter_is_told_nothing_after_the_last_day(world: ProgramWorld) -> None:
    ana = await patient(world)
    maria = await supporter(world, ana)
    await world.run_for(days=31)

    await world.says(ana, "I had a seizure")
    await world.run_for(minutes=1)

    assert "check on them." not in said_to(maria)


async def test_deleting_the_patient_makes_the_supporter_a_stranger(world: ProgramWorld) -> None:
    ana = await patient(world)
    maria = await supporter(world, ana)
    await world.says(ana, "/delete")
    await world.taps(ana, "Delete")
    await world.taps(ana, "Yes, delete everything")

    said = await world.says(maria, "hello")

    assert said.text.startswith("I am a reminder assistant.")


async def test_a_forged_end_of_somebody_elses_supporter_does_nothing(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)
    await supporter(world, ana)
    other = await joined.patient(world, dana, user_id=503, name="Bo L.")

    joined.tap_anyway(other, "se:1")
    await world.settled()
    listed = await world.says(ana, "/supporter")

    assert "End: Maria" in listed.labels


async def test_a_supporter_sees_when_and_never_what(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    maria = await supporter(world, ana, TIMES)
    await world.run_until(datetime(2026, 12, 5, 18, tzinfo=UTC))

    page = await world.says(maria, "Appointments")

    assert "Tue 8 Dec, 17:15" in page.text
    assert not re.search("therapy|court|legal|baclofen|Harbor", page.text, re.IGNORECASE)


async def test_a_supporter_stops_by_deleting_and_the_patient_learns_of_it(world: ProgramWorld) -> None:
    ana = await patient(world)
    maria = await supporter(world, ana)
    await world.says(maria, "/delete")
    asked = maria.last().text
    await world.taps(maria, "Delete")

    await world.taps(maria, "Yes, delete everything")

    assert "911" in asked
    assert "medicine" not in asked
    assert ana.last().text == "Maria is not here any more. They get no messages about you. See /supporter."
    assert (await world.says(maria, "hello")).text.startswith("I am a reminder assistant.")
    assert "Nobody yet." in (await world.says(ana, "/supporter")).text


async def test_a_supporters_copy_does_not_tell_that_it_was_ended(world: ProgramWorld) -> None:
    ana = await patient(world)
    maria = await supporter(world, ana)
    await world.says(ana, "/supporter")
    await world.taps(ana, "End: Maria")

    await world.says(maria, "/export")

    file = next(one.document for one in maria.from_bot() if one.document and one.document.startswith(b"{"))
    kept = json.loads(file)
    assert [row["scopes"] for row in kept["supports"]] == ["check_on,times"]
    assert "ended" not in {value for row in kept["supports"] for value in row.values()}
    assert kept["supporters"] == kept["plans"] == []


async def test_each_chat_lists_the_commands_of_its_person(world: ProgramWorld) -> None:
    ana = await patient(world)
    maria = await supporter(world, ana)

    def listed(phone: Phone) -> list[str]:
        scope = f'{{"chat_id": {phone.id}, "type": "chat"}}|'
        return [one["command"] for one in world.api.world.bot.commands[scope]]

    assert {"cope", "recovery", "supporter"} <= set(listed(ana))
    assert listed(maria)[0] == "appointments"
    assert "plan" not in listed(maria)
    await world.says(maria, "/delete")
    await world.taps(maria, "Delete")
    await world.taps(maria, "Yes, delete everything")
    assert "appointments" not in listed(maria)


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_supporter_reads_who_reads_them_and_of_no_care_team_of_theirs(
    world: ProgramWorld, language: str
) -> None:
    maria = await supporter(world, await patient(world))
    async with world.database.transaction() as tx:
        await tx.run(person_rows.update().where(person_rows.c.chat_id == maria.id).values(language=language))

    said = (await world.says(maria, "/privacy")).text

    assert {"en": "Nobody there reads what you write here.", "es": "Nadie allí lee lo que escribes aquí."}[
        language
    ] in said
    assert "/consent" not in said
