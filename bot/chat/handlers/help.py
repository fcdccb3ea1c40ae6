"""handlers/help: what is answered to a report that matters, and the buttons under it.

Belongs here: guided (called before any other handler), /help_now, the key Help now, every button under guidance.
Not here: the same without a database (chat/guidance.py), the words (symptoms/guided.py), "how are you now"
(follow_up.py).

No tap of the patient closes or slows an alert: "I am OK" ends only the short question.
"""

from dataclasses import replace
from datetime import timedelta

from bot.caseload import people
from bot.caseload.tasks import TaskKind
from bot.chat.handlers import whereabouts
from bot.chat.heard import Kind
from bot.chat.turn import Routes, Turn
from bot.escalation import opened
from bot.escalation.timeline import FROM_MEMORY
from bot.ids import ReportId
from bot.reminders import dose_covered, follow_up, follow_up_outside
from bot.sending import Button, Lane, Outgoing
from bot.symptoms import escalated, numbers, received, shown, unanswered
from bot.symptoms.escalated import Telling
from bot.symptoms.guided import guide
from bot.symptoms.place import Guidance, Place
from bot.symptoms.placed import place_of
from bot.symptoms.received import Report, ReportState, Source, Told
from bot.symptoms.report import Decision, Hit, Reason, Tier
from bot.taps import Verb, data

REPEATED_WITHIN = timedelta(hours=24)
"""So long after a serious report /help_now begins with its guidance. PD: as long as blocking the bot is an alert."""


async def guided(turn: Turn) -> list[Outgoing]:
    """Guidance for what was said or ticked; the report is kept, and staff are told where that was agreed to."""
    verb = turn.heard.tap.verb if turn.heard.tap else None
    source = Source.TEXT if verb is None else Source.TICK if verb is Verb.CHECKIN_FLAG else Source.TAP
    return await report(turn, turn.decision, source=source, words=turn.heard.text)


async def report(turn: Turn, decision: Decision, *, source: Source, words: str = "") -> list[Outgoing]:
    """As `guided`, for a decision that did not come from the update's own text or tick: an answer, slots not taken.

    For the handlers of other rooms, at most once per update. Empty where nothing was raised.
    """
    looked_after = escalated.is_looked_after(turn.person)
    place = await _place(turn, decision)
    guidance = guide(decision, place)
    if guidance is None or (decision.tier is Tier.WATCH and not looked_after):
        return []
    said, stored = await _kept(turn, place, guidance, decision, source=source, words=words)
    telling = await escalated.escalate(
        turn.tx, turn.person, stored, tier=decision.tier, reason=decision.reason or Reason.UNCLEAR, now=turn.now
    )
    if decision.tier is Tier.EMERGENCY and looked_after:
        await dose_covered.say_anew(turn.tx, turn.patient.id, turn.now)
    if decision.tier >= Tier.URGENT:
        await unanswered.answered(turn.tx, turn.chat, turn.now)
        await _ask_later(turn, place, stored, decision)
    near = [_own_plan(turn, place)] if looked_after and decision.reason is Reason.RETURN_TO_USE and said else []
    return said + near + ([_nobody_told(turn, place, stored)] if telling is Telling.NOBODY else [])


async def _ask_later(turn: Turn, place: Place, report: ReportId, decision: Decision) -> None:
    """How are you now? In 30 minutes and the next morning, also to a stranger and a supporter; never to staff."""
    if escalated.is_looked_after(turn.person):
        await follow_up.plan_follow_ups(turn.tx, turn.patient, report, zone=turn.house.programme.zone, now=turn.now)
    elif follow_up_outside.is_outside(turn.person):
        await follow_up_outside.plan_outside(
            turn.tx, report, place, chat=turn.chat, someone_else=decision.someone_else, now=turn.now
        )


async def help_now(turn: Turn) -> list[Outgoing]:
    """/help_now and the key Help now: what was said last about a danger of today, once more; then every number."""
    place = await _place(turn)
    said = _said(turn, place, numbers.help_now(place))
    where = whereabouts.button_of(turn.person, place.texts) if turn.person is not None else None
    if where is not None:
        said = [replace(message, buttons=(*message.buttons, (where,))) for message in said]
    return [*await _once_more(turn, place), *said]


async def _once_more(turn: Turn, place: Place) -> list[Outgoing]:
    """The guidance of the chat's newest report, if it was serious and is not old."""
    about = await received.latest_of_chat(turn.tx, turn.chat)
    if about is None or about.tier < Tier.URGENT or about.at <= turn.now - REPEATED_WITHIN:
        return []
    guidance = guide(about.decision, replace(place, asks_later=False))
    return _said(turn, place, guidance, decision=about.decision, report=about.id) if guidance else []


async def calling(turn: Turn) -> list[Outgoing]:
    """They are calling."""
    place = await _place(turn)
    return _said(turn, place, numbers.calling(place))


async def someone_here(turn: Turn) -> list[Outgoing]:
    """Somebody is with them."""
    place = await _place(turn)
    return _said(turn, place, numbers.someone_here(place))


async def cannot_call(turn: Turn) -> list[Outgoing]:
    """They cannot call: people near, lines that take texts; the alert says so, and staff are told again."""
    about, place = await _report(turn), await _place(turn)
    staff: list[Outgoing] = []
    if about is not None and turn.person is not None:
        await received.cannot_call(turn.tx, about.id)
        staff = await opened.cannot_call(turn.tx, turn.person.id, turn.house.desk, turn.now)
        if not staff:
            await escalated.tell_again(turn.tx, turn.person, about, turn.now)
    return _said(turn, place, numbers.cannot_call(place)) + staff


async def other_country(turn: Turn) -> list[Outgoing]:
    """Which country? A button each."""
    if turn.guided_already:
        return []
    about, place = await _report(turn), await _place(turn)
    return [shown.countries(turn.house.helplines, chat=turn.chat, texts=place.texts, report=about.id if about else 0)]


async def in_country(turn: Turn) -> list[Outgoing]:
    """The same help with the numbers of the country that was tapped. It is remembered for a person we know."""
    code = turn.heard.tap.arg if turn.heard.tap else ""
    if code != shown.NOT_LISTED and not turn.house.helplines.knows(code):
        return [turn.toast(turn.texts.label("help-too-old"), box=True)]
    if turn.person is not None:
        await people.change(turn.tx, turn.person.id, country=code)
        turn.tx.touched.add(turn.person.id)
    about, place = await _report(turn), await _place(turn, country=code)
    decision = about.decision if about and about.tier >= Tier.CHECK else None
    guidance = (guide(decision, place) if decision else None) or numbers.help_now(place)
    return _said(turn, place, guidance, decision=decision, edit=True)


async def need_help(turn: Turn) -> list[Outgoing]:
    """`I need help now`: the guidance and the alert are `guided`'s, which also ended the short question."""
    return [turn.toast(turn.texts.label("help-noted"))]


async def am_ok(turn: Turn) -> list[Outgoing]:
    """`I am OK`: the short question ends. An alert that is open stays open."""
    await unanswered.answered(turn.tx, turn.chat, turn.now)
    place = await _place(turn)
    return [turn.edit(numbers.fine(place).text)]


async def tell_team(turn: Turn) -> list[Outgoing]:
    """Not sharing, but this one report is to be told."""
    about, name = await _report(turn), turn.house.programme.name
    if about is None or turn.person is None or about.tier < Tier.URGENT:
        return [turn.toast(turn.texts.label("help-too-old"), box=True)]
    if about.state is ReportState.ESCALATED:
        return [turn.edit(turn.texts.say("help-told-already", name=name))]
    await escalated.tell(turn.tx, turn.person, about.id, tier=about.tier, reason=about.reason, now=turn.now)
    return [turn.edit(turn.texts.say("help-told", name=name))]


async def tell_nobody(turn: Turn) -> list[Outgoing]:
    """Nobody is told, as they wish."""
    return [turn.edit(turn.texts.say("help-nobody-told-kept"))]


async def unheard(turn: Turn) -> list[Outgoing]:
    """A voice message, a picture, a sticker: we cannot hear or see it; a place: we can send nobody there. It waits for
    a tap, and staff are told."""
    if turn.decision.tier >= Tier.CHECK:
        return []
    place = await _place(turn)
    guidance = numbers.unheard(place, shared_place=turn.heard.kind is Kind.LOCATION)
    if turn.person is not None and not escalated.is_looked_after(turn.person):
        return _said(turn, place, guidance)
    hit = Hit(rule="unheard", tier=Tier.CHECK, reason=Reason.UNCLEAR)
    decision = Decision(tier=Tier.CHECK, because=(hit,), reason=Reason.UNCLEAR, lang=place.texts.language)
    said, _ = await _kept(turn, place, guidance, decision, source=Source.UNHEARD)
    await unanswered.task_for_today(turn.tx, turn.house, turn.person, TaskKind.UNHEARD, now=turn.now)
    return said


async def _kept(
    turn: Turn, place: Place, guidance: Guidance, decision: Decision, *, source: Source, words: str = ""
) -> tuple[list[Outgoing], ReportId]:
    """The report is stored; returns what is to be said now (nothing, if that was done from memory), and its id."""
    told = Told(
        person=turn.person,
        chat_id=turn.chat,
        source=source,
        words=words,
        decision=replace(decision, lang=place.texts.language),
        update_key=turn.update_key,
    )
    stored = await received.receive(turn.tx, told, turn.now)
    key = FROM_MEMORY if turn.guided_already else f"{turn.update_key}.help"
    if decision.tier is Tier.CHECK and not (turn.person and turn.person.role.is_staff):
        await unanswered.ask(turn.tx, stored, turn.chat, key=key, decision=decision)
    else:
        await received.guided(turn.tx, stored, key, asked=False)
    said = _said(turn, place, guidance, decision=decision, report=stored)
    return [message.keyed(key) for message in said], stored


def _said(
    turn: Turn,
    place: Place,
    guidance: Guidance,
    *,
    decision: Decision | None = None,
    report: ReportId | None = None,
    edit: bool = False,
) -> list[Outgoing]:
    """The guidance as a message, unless it went out from memory. Under a tap it is a message of its own: what stands
    there, with its number, stays."""
    if turn.guided_already:
        return []
    subject = report or (turn.heard.tap.id if turn.heard.tap else 0)
    code = shown.code_of(decision) if decision else shown.OTHER
    message = shown.message(guidance, chat=turn.chat, texts=place.texts, report=subject, code=code)
    return [turn.edit(message.text, buttons=message.buttons)] if edit else [message]


def _own_plan(turn: Turn, place: Place) -> Outgoing:
    """The person's own coping plan, one tap away where craving or a return to use was told."""
    button = Button(label=place.texts.label("button-cope"), data=data(Verb.COPE, turn.patient.id))
    return turn.reply(place.texts.say("cope-near"), buttons=((button,),))


def _nobody_told(turn: Turn, place: Place, report: ReportId) -> Outgoing:
    texts, name = place.texts, turn.house.programme.name
    tell = Button(label=texts.label("help-tell", name=name), data=data(Verb.HELP_TELL_TEAM, report))
    leave = Button(label=texts.label("help-tell-not"), data=data(Verb.HELP_TELL_NOBODY, report))
    return turn.reply(texts.say("help-nobody-told"), buttons=((tell, leave),), lane=Lane.GUIDANCE)


async def _place(turn: Turn, decision: Decision | None = None, *, country: str = "") -> Place:
    """Where they are. A stranger who wrote Spanish is answered in Spanish, whatever their phone speaks; so are their
    taps under that answer."""
    wrote = decision.lang if decision and turn.heard.text and decision.lang != "en" else ""
    if turn.person is None and turn.heard.tap is not None and (about := await _report(turn)) is not None:
        wrote = about.language
    return await place_of(
        turn.tx, turn.house, turn.person, language=wrote or turn.heard.language, now=turn.now, country=country
    )


async def _report(turn: Turn) -> Report | None:
    """The report a button is about. One that belongs to another chat is none: data can be forged. Guidance that went
    out from memory carries no id; then it is the newest of this chat."""
    subject = turn.heard.tap.id if turn.heard.tap else 0
    found = await received.by_id(turn.tx, ReportId(subject)) if subject else None
    found = found if subject else await received.latest_of_chat(turn.tx, turn.chat)
    return found if found is not None and found.chat_id == turn.chat else None


ROUTES = Routes(
    commands={"help_now": help_now},
    words={"key-help": help_now},
    kinds={Kind.SOUND_OR_PICTURE: unheard},
    taps={
        Verb.HELP_CALLING: calling,
        Verb.HELP_CANNOT_CALL: cannot_call,
        Verb.HELP_SOMEONE_HERE: someone_here,
        Verb.HELP_OTHER_COUNTRY: other_country,
        Verb.HELP_COUNTRY: in_country,
        Verb.HELP_NEED: need_help,
        Verb.HELP_OK: am_ok,
        Verb.HELP_TELL_TEAM: tell_team,
        Verb.HELP_TELL_NOBODY: tell_nobody,
    },
)
