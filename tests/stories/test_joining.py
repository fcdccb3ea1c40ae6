"""Joining over HTTP: from the command line's link to "All set", and what else people do with links."""

from datetime import timedelta

from bot.caseload import people
from bot.caseload.permissions import Role
from bot.caseload.person import Person, PersonState
from bot.clock import MovableClock
from bot.demo.botapi.phones import Phone
from bot.demo.botapi.server import LocalBotApi
from bot.ids import ChatId
from tests import joined
from tests.world import ProgramWorld, program


async def person_of(world: ProgramWorld, phone: Phone) -> Person | None:
    async with world.database.reading() as tx:
        return await people.by_chat(tx, ChatId(phone.id))


async def test_staff_join_in_three_answers(world: ProgramWorld) -> None:
    dana = await joined.staff(world)

    person = await person_of(world, dana)
    assert person is not None
    assert (person.role, person.state, person.name) == (Role.ADMIN, PersonState.ACTIVE, "Dana")
    assert dana.keyboard() == (("Alerts", "Caseload", "Load plan", "Invite"),)


async def test_an_invite_is_a_link_with_its_picture(world: ProgramWorld) -> None:
    dana = await joined.staff(world)

    await joined.patient_link(world, dana)

    assert dana.last().photo is not None
    assert "https://t.me/" in dana.last().text


async def test_a_patient_joins_in_nine_taps(world: ProgramWorld) -> None:
    dana = await joined.staff(world)

    ana = await joined.patient(world, dana)

    person = await person_of(world, ana)
    assert person is not None
    assert (person.state, person.country, person.zone, person.checkin_at) == (
        PersonState.ACTIVE,
        "US",
        "America/Chicago",
        "09:00",
    )
    assert ana.keyboard() == (("Today", "Check in", "Plan", "Help now"),)


async def test_a_help_card_is_pinned_at_the_end(world: ProgramWorld) -> None:
    dana = await joined.staff(world)

    ana = await joined.patient(world, dana)

    pinned = [message for message in ana.messages() if message.pinned]
    assert len(pinned) == 1
    assert "911" in pinned[0].text


async def test_the_programmes_hours_stand_in_words(world: ProgramWorld) -> None:
    ana = await at_read_first(world)

    assert "Monday to Friday, 9:00 to 17:00" in ana.last().text


async def test_more_opens_in_place(world: ProgramWorld) -> None:
    ana = await at_read_first(world)
    before = len(ana.messages())

    shown = await world.taps(ana, "More")

    assert "42 CFR part 2" in shown.text
    assert len(ana.messages()) == before


async def test_not_now_leaves_a_way_back(world: ProgramWorld) -> None:
    ana = await at_read_first(world)

    await world.taps(ana, "Not now")
    await world.taps(ana, "Yes, start")

    assert "Yes, share" in ana.last().labels


async def test_under_age_gets_numbers_and_nothing_is_kept(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await opened(world, await joined.patient_link(world, dana))
    await world.taps(ana, "English")

    await world.taps(ana, "No")

    assert "911" in ana.last().text
    assert await person_of(world, ana) is None


async def test_a_second_person_with_the_same_link_is_refused(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    token = await joined.patient_link(world, dana)
    await opened(world, token)

    stranger = await opened(world, token, user_id=777)

    assert "used already" in stranger.last().text
    assert await person_of(world, stranger) is None


async def test_a_link_is_too_old_after_two_weeks(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    token = await joined.patient_link(world, dana)
    world.clock.move(timedelta(days=14))

    ana = await opened(world, token)

    assert "too old" in ana.last().text


async def test_after_five_wrong_links_even_a_good_one_waits_an_hour(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    token = await joined.patient_link(world, dana)
    ana = world.phone(joined.ANA)
    for number in range(5):
        ana.start(f"wrong{number}")
    await world.settled()

    await opened(world, token)
    refused = ana.last().text
    await world.says(ana, "/help_now")

    assert "wait an hour" in refused
    assert "911" in ana.last().text


async def test_a_strangers_start_offers_help(world: ProgramWorld) -> None:
    stranger = world.phone(999)
    stranger.start()
    await world.settled()

    assert "/help_now" in stranger.last().text


async def test_an_old_button_of_joining_changes_nothing(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await opened(world, await joined.patient_link(world, dana))
    first = ana.last()
    spanish = next(button.value for row in first.buttons for button in row if button.label == "Español")
    await world.taps(ana, "English")

    joined.tap_anyway(ana, spanish)
    await world.settled()

    person = await person_of(world, ana)
    assert person is not None
    assert person.language == "en"


async def test_joining_needs_no_link_twice(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await joined.patient(world, dana)

    ana.start(await joined.patient_link(world, dana, "Ben S."))
    await world.settled()

    assert "not used" in ana.last().text


async def test_joining_goes_on_where_it_stopped(world: ProgramWorld) -> None:
    ana = await at_read_first(world)

    ana.start()
    await world.settled()

    assert "Yes, start" in ana.last().labels


async def test_a_test_message_that_got_lost_comes_again(world: ProgramWorld) -> None:
    ana = await at_zone(world)
    await world.taps(ana, joined.first_zone(ana))
    await world.taps(ana, "13:00")

    ana.start()
    await world.settled()

    assert ana.last().labels == ("I see it",)


async def test_a_restart_in_the_middle_forgets_nothing(database_url: str, clock: MovableClock) -> None:
    async with LocalBotApi(clock=clock) as api:
        async with program(database_url, clock, api=api) as before:
            ana = await at_zone(before)
        async with program(database_url, clock, api=api) as after:
            await after.taps(ana, next(one for one in ana.last().labels if one.startswith("New York")))
            await after.says(ana, "7:45")
            await after.taps(ana, "I see it")

    assert ana.keyboard() == (("Today", "Check in", "Plan", "Help now"),)


async def test_before_joining_is_done_the_rooms_are_closed(world: ProgramWorld) -> None:
    ana = await at_read_first(world)

    await world.says(ana, "/today")

    assert "Yes, start" in ana.last().labels


async def test_danger_is_answered_in_the_middle_of_joining(world: ProgramWorld) -> None:
    ana = await at_read_first(world)

    await world.says(ana, "i want to kill myself")

    assert any("988" in message.text for message in ana.from_bot()[-2:])


async def test_a_city_finds_its_zone(world: ProgramWorld) -> None:
    ana = await at_zone(world)
    await world.taps(ana, "Other…")

    await world.says(ana, "houston")

    assert any(label.startswith("Chicago") for label in ana.last().labels)


async def test_the_time_on_the_clock_finds_the_zone(world: ProgramWorld) -> None:
    ana = await at_zone(world)

    await world.says(ana, "7:00")

    assert any(label.startswith("New York") for label in ana.last().labels)


async def test_a_shared_place_becomes_a_zone(world: ProgramWorld) -> None:
    ana = await at_zone(world)

    ana.location(19.43, -99.13)
    await world.settled()

    person = await person_of(world, ana)
    assert person is not None
    assert person.zone == "America/Mexico_City"


async def test_spanish_is_spoken_once_chosen(world: ProgramWorld) -> None:
    dana = await joined.staff(world)
    ana = await opened(world, await joined.patient_link(world, dana))

    await world.taps(ana, "Español")

    assert "¿Tienes 18 años o más?" in ana.last().text


async def opened(world: ProgramWorld, token: str, user_id: int = joined.ANA) -> Phone:
    phone = world.phone(user_id)
    phone.start(token)
    await world.settled()
    return phone


async def at_read_first(world: ProgramWorld) -> Phone:
    dana = await joined.staff(world)
    ana = await opened(world, await joined.patient_link(world, dana))
    await world.taps(ana, "English")
    await world.taps(ana, "Yes")
    return ana


async def at_zone(world: ProgramWorld) -> Phone:
    ana = await at_read_first(world)
    for label in ("Yes, start", "Yes, share", "United States"):
        await world.taps(ana, label)
    return ana
