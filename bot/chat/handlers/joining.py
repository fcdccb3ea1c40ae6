"""handlers/joining: /start, the questions of joining one by one, and the test message that closes it.

The chat shows one message that changes from question to question. Which question comes next is read off what is
stored, so every answer can come late, twice, or after a restart.
"""

from datetime import time

from bot.caseload import clock_words, consent, countries, enrolled, people, zones
from bot.caseload.consent import Purpose, Sharing
from bot.caseload.enrolled import Step
from bot.caseload.invited import Refusal
from bot.caseload.permissions import Role
from bot.caseload.person import Person, PersonState
from bot.chat import dialogs, keyboards, menus, pickers, questions, supporter_menu, welcomed
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.pickers import OTHER, Question
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.sending import Button, Outgoing
from bot.taps import Verb, data
from bot.texts.catalog import Texts
from bot.texts.html import paragraphs

LONGEST_NAME = 60
SHARES = {"y": Sharing.YES, "d": Sharing.IN_DANGER, "n": Sharing.NO}


async def start(turn: Turn) -> list[Outgoing]:
    """/start, alone or with the token of a link."""
    if not turn.heard.argument:
        return await where_we_are(turn)
    if turn.person is None:
        return await _open_link(turn)
    if turn.person.state in (PersonState.JOINING, PersonState.LEFT):
        return await where_we_are(turn)
    return [turn.reply(turn.texts.say("joined-link"), keyboard=keyboards.standing(turn.person, turn.texts))]


async def where_we_are(turn: Turn) -> list[Outgoing]:
    """The question that waits, or what can be done here."""
    person = turn.person
    if person is None:
        return [turn.reply(turn.texts.say("menu-stranger"))]
    if person.state is PersonState.JOINING:
        step = await enrolled.next_step(turn.tx, person)
        return await _show(turn, person, step, anew=True)
    if person.state is PersonState.LEFT:
        back = Button(label=turn.texts.label("left-come-back"), data=data(Verb.CONSENT, person.id, "b"))
        return [turn.reply(turn.texts.say("left-back"), buttons=((back,),))]
    if person.arrival_sent_at is not None and person.arrival_seen_at is None:
        return [_said(turn, questions.arrival(turn.texts, person))]
    return [turn.reply(turn.texts.say("joined-already"), keyboard=keyboards.standing(person, turn.texts))]


async def _open_link(turn: Turn) -> list[Outgoing]:
    opened = await enrolled.open_link(
        turn.tx, turn.heard.argument, turn.chat, programme=turn.house.programme, now=turn.now
    )
    if isinstance(opened, Refusal):
        return [turn.reply(turn.texts.say(f"link-{opened.value}"))]
    await dialogs.expect(turn.tx, opened.id, Dialog(expecting=Expecting.JOINING))
    return await _show(turn, opened, await enrolled.next_step(turn.tx, opened), anew=True)


async def language(turn: Turn) -> list[Outgoing]:
    """The language everything is said in from now on."""
    person, arg = await _answering(turn, Step.LANGUAGE)
    if arg not in turn.house.texts.languages:
        raise Refused("button-old")
    await people.change(turn.tx, person.id, language=arg)
    return await _next(turn, person)


async def adult(turn: Turn) -> list[Outgoing]:
    """18 or older: the next question. Younger: numbers to call, and nothing is kept."""
    person, arg = await _answering(turn, Step.ADULT)
    if arg != "y":
        await enrolled.turn_back(turn.tx, person)
        return [turn.edit(welcomed.too_young(turn.house, turn.texts))]
    shown = consent.asked(questions.adult_text(turn.house, turn.texts), turn.texts.language)
    await consent.record(turn.tx, person.id, Purpose.ADULT, consent.YES, shown=shown, now=turn.now)
    return await _next(turn, person)


async def more(turn: Turn) -> list[Outgoing]:
    """The whole of "read this first", in place."""
    person, _ = await _answering(turn, Step.READ_FIRST)
    return [_edited(turn, questions.read_first(turn.house, turn.texts, person, opened=True))]


async def agree(turn: Turn) -> list[Outgoing]:
    """Reminders and check-ins: yes, or not now, with a way back."""
    person, arg = await _answering(turn, Step.READ_FIRST)
    answer = consent.YES if arg == "y" else consent.NO
    shown = consent.asked(questions.read_first_text(turn.house, turn.texts), turn.texts.language)
    await consent.record(turn.tx, person.id, Purpose.REMINDERS, answer, shown=shown, now=turn.now)
    if answer == consent.YES:
        return await _next(turn, person)
    start_now = Button(label=turn.texts.label("joining-yes-start"), data=data(Verb.AGREE, person.id, "y"))
    read = Button(label=turn.texts.label("joining-more"), data=data(Verb.MORE, person.id))
    return [turn.edit(turn.texts.say("joining-not-now-said"), buttons=((start_now, read),))]


async def share(turn: Turn) -> list[Outgoing]:
    """What the care team may see."""
    person, arg = await _answering(turn, Step.SHARING)
    if arg not in SHARES:
        raise Refused("button-old")
    shown = consent.asked(questions.sharing_text(turn.house, turn.texts), turn.texts.language)
    await consent.record(turn.tx, person.id, Purpose.SHARING, SHARES[arg].value, shown=shown, now=turn.now)
    return await _next(turn, person)


async def country(turn: Turn) -> list[Outgoing]:
    """Where the person is: for the numbers."""
    person, arg = await _answering(turn, Step.COUNTRY)
    if arg == OTHER:
        return [_edited(turn, pickers.countries_more(questions.asker(turn, person, Verb.COUNTRY)))]
    if not countries.exists(arg):
        raise Refused("button-old")
    await people.change(turn.tx, person.id, country=arg)
    return await _next(turn, person)


async def zone(turn: Turn) -> list[Outgoing]:
    """The clock the person lives by."""
    person, arg = await _answering(turn, Step.ZONE)
    if arg == OTHER:
        return [_edited(turn, pickers.zones_more(questions.asker(turn, person, Verb.ZONE)))]
    return await _zone_chosen(turn, person, arg)


async def _zone_chosen(turn: Turn, person: Person, chosen: str) -> list[Outgoing]:
    if not zones.known(chosen):
        raise Refused("button-old")
    await people.change(turn.tx, person.id, zone=chosen)
    return await _next(turn, person)


async def checkin_time(turn: Turn) -> list[Outgoing]:
    """When to ask each day; "Other" asks for a typed time."""
    person, arg = await _answering(turn, Step.CHECKIN_TIME)
    if arg == OTHER:
        return [turn.edit(turn.texts.say("joining-checkin-type"))]
    await people.change(turn.tx, person.id, checkin_at=pickers.stored(time.fromisoformat(arg)))
    return await _next(turn, person)


async def typed(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """A typed answer to the question that waits; where it asks for a tap, the question again."""
    person = turn.patient
    step = await enrolled.next_step(turn.tx, person)
    if step is Step.NAME:
        return await _name(turn, person)
    if step is Step.COUNTRY:
        return [_said(turn, pickers.countries_found(questions.asker(turn, person, Verb.COUNTRY), turn.heard.text))]
    if step is Step.ZONE:
        asker = questions.asker(turn, person, Verb.ZONE)
        return [_said(turn, pickers.zones_found(asker, turn.heard.text, person.country))]
    if step is Step.CHECKIN_TIME:
        return await _typed_time(turn, person)
    return [turn.reply(turn.texts.say("joining-tap-please")), *await _show(turn, person, step, anew=True)]


async def _name(turn: Turn, person: Person) -> list[Outgoing]:
    name = " ".join(turn.heard.text.split())
    if not 0 < len(name) <= LONGEST_NAME:
        return [turn.reply(turn.texts.say("joining-name-bad"))]
    await people.change(turn.tx, person.id, name=name)
    return await _next(turn, person)


async def _typed_time(turn: Turn, person: Person) -> list[Outgoing]:
    at = clock_words.read_time(turn.heard.text)
    if at is None:
        return [turn.reply(turn.texts.say("joining-checkin-unknown"))]
    await people.change(turn.tx, person.id, checkin_at=pickers.stored(at))
    return await _next(turn, person)


async def located(turn: Turn, person: Person) -> list[Outgoing]:
    """A shared place while the zone is asked: its zone. Whoever calls this has made sure the place is not kept."""
    heard = turn.heard
    if await enrolled.next_step(turn.tx, person) is not Step.ZONE or heard.latitude is None or heard.longitude is None:
        return await where_we_are(turn)
    found = zones.at(heard.latitude, heard.longitude)
    if found is None:
        return [turn.reply(turn.texts.say("joining-zone-no-place"))]
    return await _zone_chosen(turn, person, found)


async def arrived(turn: Turn) -> list[Outgoing]:
    """The test message was seen: all set, the keyboard, and the help card that stays on top."""
    person = turn.person
    if person is None or turn.heard.tap is None or turn.heard.tap.id != person.id:
        return [turn.toast(turn.texts.label("joining-not-yours"), box=True)]
    if not await enrolled.arrived(turn.tx, person, turn.now):
        return [turn.toast(turn.texts.label("joining-arrived-before"))]
    return [turn.edit(turn.texts.say("joining-arrived")), *await welcomed.all_set(turn, person)]


async def _answering(turn: Turn, step: Step) -> tuple[Person, str]:
    """Who answers `step`, and what. Raises Refused for a button that is not theirs or that was answered before."""
    person, tap = turn.person, turn.heard.tap
    if person is None or tap is None or tap.id != person.id:
        raise Refused("joining-not-yours")
    if person.state is not PersonState.JOINING or await enrolled.next_step(turn.tx, person) is not step:
        raise Refused("joining-answered")
    return person, tap.arg


async def _next(turn: Turn, person: Person) -> list[Outgoing]:
    """The next question in place of the answered one; after the last one the test message."""
    turn.tx.touched.add(person.id)
    person = await enrolled.reread(turn.tx, person.id)
    return await _show(turn, person, await enrolled.next_step(turn.tx, person), anew=False)


async def _show(turn: Turn, person: Person, step: Step, *, anew: bool) -> list[Outgoing]:
    if step is Step.ARRIVAL:
        return await _finish(turn, person)
    manager = await people.by_id(turn.tx, person.manager_id) if person.manager_id else None
    question = questions.ask(turn, person, step, inviter=(manager.name if manager else None) or "")
    return [_said(turn, question) if anew else _edited(turn, question)]


async def _finish(turn: Turn, person: Person) -> list[Outgoing]:
    person = await enrolled.finish(turn.tx, person, turn.now)
    texts = turn.house.texts.in_language(person.language)
    return [*await _finished(turn, person, texts), menus.of_chat(turn.chat, person.role, texts)]


async def _finished(turn: Turn, person: Person, texts: Texts) -> list[Outgoing]:
    if person.role is Role.SUPPORTER:
        return [turn.edit(texts.say("supporter-all-set"), buttons=()), await supporter_menu.menu(turn, person, texts)]
    if person.role.is_staff:
        zone_said = pickers.zone_label(person.zone or "", turn.now, texts.language)
        ready = texts.say("joining-all-set-staff", name=person.name or "")
        return [turn.edit(zone_said), turn.reply(ready, keyboard=keyboards.standing(person, texts))]
    saved = texts.say("joining-saved", time=pickers.shown_time(person.checkin_at or ""))
    test = questions.arrival(texts, person)
    return [turn.edit(paragraphs(saved)), turn.reply(test.text, buttons=test.buttons)]


def _said(turn: Turn, question: Question) -> Outgoing:
    return turn.reply(question.text, buttons=question.buttons)


def _edited(turn: Turn, question: Question) -> Outgoing:
    return turn.edit(question.text, buttons=question.buttons)


ROUTES = Routes(
    commands={"start": start},
    taps={
        Verb.LANGUAGE: language,
        Verb.ADULT: adult,
        Verb.MORE: more,
        Verb.AGREE: agree,
        Verb.SHARE: share,
        Verb.COUNTRY: country,
        Verb.ZONE: zone,
        Verb.CHECKIN_TIME: checkin_time,
        Verb.ARRIVED: arrived,
    },
    dialogs={Expecting.JOINING: typed},
)
