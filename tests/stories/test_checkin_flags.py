"""The red-flag question over HTTP: the first tap acts, the check-in waits, fever asks for the temperature."""

from sqlalchemy import select

from bot.demo.botapi.phones import Phone
from bot.storage.tables import alerts, checkins, people, reports
from tests import joined
from tests.world import ProgramWorld

GUIDED = {
    "Seizure": "Call 911 now.",
    "Seeing or hearing things": "Call 911 now.",
    "Very confused": "Call 911 now.",
    "Stiff all over": "Call 911 now.",
    "Trouble breathing": "Call 911 now.",
    "Took too much": "Call 911 now.",
    "Thoughts of dying": "Call or text 988 now.",
    "Fever": "today",
    "Something else": "Do you need help right now?",
}
"""Every flag, and words that its guidance must hold."""


async def at_flags(world: ProgramWorld) -> Phone:
    ana = await joined.patient(world, await joined.staff(world))
    await world.says(ana, "/checkin")
    return ana


async def tiers(world: ProgramWorld) -> list[str]:
    async with world.database.reading() as tx:
        return [row.tier for row in await tx.all(select(reports.c.tier).order_by(reports.c.id))]


async def test_every_flag_leads_to_its_guidance(world: ProgramWorld) -> None:
    """One tap each; what is new on the phone afterwards holds the words that count."""
    ana = await at_flags(world)
    assert set(ana.last().labels) == {"None of these", *GUIDED}
    missing = []
    for label, words in GUIDED.items():
        seen = len(ana.from_bot())
        await world.taps(ana, label)
        if not any(words in message.text for message in ana.from_bot()[seen:]):
            missing.append(label)
        await world.taps(ana, "Show the list again")
    assert missing == []


async def test_first_tap_shows_guidance_and_opens_an_alert(world: ProgramWorld) -> None:
    ana = await at_flags(world)
    await world.taps(ana, "Seeing or hearing things")
    async with world.database.reading() as tx:
        opened = await tx.all(select(alerts.c.tier, reports.c.source).join(reports, reports.c.id == alerts.c.report_id))
    assert [(row.tier, row.source) for row in opened] == [("emergency", "tick")]


async def test_checkin_waits_below_the_guidance(world: ProgramWorld) -> None:
    ana = await at_flags(world)
    shown = await world.taps(ana, "Very confused")
    assert shown.labels == ("Continue", "Show the list again")
    assert (await world.taps(ana, "Continue")).text == "Anxious or restless?"


async def test_no_symptom_word_stands_in_callback_data(world: ProgramWorld) -> None:
    ana = await at_flags(world)
    carried = {button.value for row in ana.last().buttons for button in row}
    assert carried == {f"cf:1:f{number}" for number in range(10)}


async def test_a_flag_of_a_finished_checkin_still_gets_help(world: ProgramWorld) -> None:
    ana = await at_flags(world)
    seizure = next(button.value for row in ana.last().buttons for button in row if button.label == "Seizure")
    for label in ("None of these", "No", "Well", "0 none", "Good", "No", "Done"):
        await world.taps(ana, label)
    joined.tap_anyway(ana, seizure)
    await world.settled()
    assert any("Call 911 now." in message.text for message in ana.from_bot())


async def test_a_forged_flag_still_gets_help_and_writes_nothing(world: ProgramWorld) -> None:
    ana = await joined.patient(world, await joined.staff(world))
    joined.tap_anyway(ana, "cf:999:f6")
    await world.settled()
    assert any("Call 911 now." in message.text for message in ana.from_bot())
    async with world.database.reading() as tx:
        assert await tx.value(select(checkins.c.id)) is None


async def test_fever_asks_for_the_temperature_below_the_guidance(world: ProgramWorld) -> None:
    ana = await at_flags(world)
    await world.taps(ana, "Fever")
    texts = [message.text for message in ana.from_bot()]
    asked = next(at for at, text in enumerate(texts) if text.startswith("What is your temperature?"))
    assert "today" in texts[asked - 1]


async def test_a_very_high_temperature_is_an_emergency(world: ProgramWorld) -> None:
    ana = await at_flags(world)
    await world.taps(ana, "Fever")
    await world.says(ana, "104.2 F")
    assert any("Call 911 now." in one.text for one in ana.from_bot()[-3:])
    assert await tiers(world) == ["urgent", "emergency"]


async def test_a_lower_temperature_is_noted_without_a_second_alert(world: ProgramWorld) -> None:
    ana = await at_flags(world)
    await world.taps(ana, "Fever")
    assert (await world.says(ana, "38,2")).text == "Thank you. I wrote it down."
    assert await tiers(world) == ["urgent"]


async def test_fever_with_confusion_is_a_new_emergency(world: ProgramWorld) -> None:
    ana = await at_flags(world)
    await world.taps(ana, "Very confused")
    await world.taps(ana, "Show the list again")
    await world.taps(ana, "Fever")
    await world.says(ana, "38.4")
    assert (await tiers(world))[-1] == "emergency"
    assert len(await tiers(world)) == 3


async def test_a_cry_for_help_instead_of_a_temperature_is_answered(world: ProgramWorld) -> None:
    ana = await at_flags(world)
    await world.taps(ana, "Fever")
    await world.says(ana, "i cant breathe")
    assert any("Call 911 now." in message.text for message in ana.from_bot()[-3:])


async def test_what_is_no_temperature_is_asked_again(world: ProgramWorld) -> None:
    ana = await at_flags(world)
    await world.taps(ana, "Fever")
    assert (await world.says(ana, "quite hot")).text.startswith("I cannot read that.")
    assert (await world.taps(ana, "I do not know")).text == "OK. The help above still counts."


async def test_something_else_opens_a_text(world: ProgramWorld) -> None:
    ana = await at_flags(world)
    await world.taps(ana, "Something else")
    assert ana.last().text == "What is happening? Type it here."
    assert (await world.says(ana, "my sister moved away")).text == "Thank you. I wrote it down."


async def test_nobody_is_told_where_nothing_is_shared(world: ProgramWorld) -> None:
    ana = await at_flags(world)
    async with world.database.transaction() as tx:
        await tx.run(people.update().where(people.c.chat_id == ana.id).values(sharing="no"))
    await world.taps(ana, "Seizure")
    async with world.database.reading() as tx:
        assert await tx.value(select(alerts.c.id)) is None
    assert any("Call 911 now." in message.text for message in ana.from_bot())
