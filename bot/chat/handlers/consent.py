"""handlers/consent: /consent: what a person agreed to, changed as easily as it was given; leaving and coming back."""

from zoneinfo import ZoneInfo

from bot.caseload import consent, enrolled
from bot.caseload.consent import Consent, Purpose, Sharing
from bot.caseload.permissions import Role
from bot.caseload.person import Person, PersonState
from bot.chat import agreed, keyboards, questions
from bot.chat.agreed import REMINDERS_NO, REMINDERS_YES
from bot.chat.handlers.joining import SHARES
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.sending import Button, Buttons, Outgoing
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, lines

ASK_REMINDERS, ASK_SHARING, LEAVE, COME_BACK = "r?", "s?", "l", "b"


async def show(turn: Turn) -> list[Outgoing]:
    """/consent: each purpose with its answer and day, a button to change it."""
    person = _patient(turn)
    text, buttons = await _overview(turn, person)
    return [turn.reply(text, buttons=buttons)]


async def tapped(turn: Turn) -> list[Outgoing]:
    """A change of what was agreed."""
    person, arg = _patient(turn), turn.heard.tap.arg if turn.heard.tap else ""
    if arg == COME_BACK:
        return await _come_back(turn, person)
    if person.state is PersonState.LEFT:
        raise Refused("left-back")
    if arg == LEAVE:
        return await _leave(turn, person)
    if arg in (ASK_REMINDERS, REMINDERS_NO):
        return await agreed.reminders_switched(turn, person, on=arg == ASK_REMINDERS)
    if arg == REMINDERS_YES:
        return await _reminders_on(turn, person)
    if arg == ASK_SHARING:
        return [turn.edit(questions.sharing_text(turn.house, turn.texts), buttons=_share_buttons(turn, person))]
    if arg[:1] == "s" and arg[1:] in SHARES:
        return await _share(turn, person, SHARES[arg[1:]])
    raise Refused("button-old")


async def _reminders_on(turn: Turn, person: Person) -> list[Outgoing]:
    shown = consent.asked(questions.read_first_text(turn.house, turn.texts), turn.texts.language)
    await consent.record(turn.tx, person.id, Purpose.REMINDERS, consent.YES, shown=shown, now=turn.now)
    return [turn.edit(turn.texts.say("consent-reminders-are-on"))]


async def _share(turn: Turn, person: Person, sharing: Sharing) -> list[Outgoing]:
    shown = consent.asked(questions.sharing_text(turn.house, turn.texts), turn.texts.language)
    await consent.record(turn.tx, person.id, Purpose.SHARING, sharing.value, shown=shown, now=turn.now)
    said = turn.texts.say(f"consent-sharing-set-{sharing.value}", programme=turn.house.programme.name)
    return [turn.edit(said, buttons=((_button(turn, person, "consent-change", ASK_SHARING),),))]


async def _leave(turn: Turn, person: Person) -> list[Outgoing]:
    await enrolled.leave(turn.tx, person, turn.now)
    how = turn.texts.say("left-how", days=str(turn.house.programme.keep_left_days))
    said = lines(turn.texts.say("left-said"), await agreed.medicine_goes_on(turn, person), how)
    return [turn.edit(said, buttons=((_button(turn, person, "left-come-back", COME_BACK),),))]


async def _come_back(turn: Turn, person: Person) -> list[Outgoing]:
    if person.state is not PersonState.LEFT:
        return [turn.toast(turn.texts.label("joined-already"))]
    await enrolled.come_back(turn.tx, person, turn.now)
    said = turn.texts.say("left-welcome-back")
    buttons: Buttons = ()
    if not person.reminders_agreed:  # coming back is no yes to what was switched off before
        said = turn.texts.say("left-welcome-back-off")
        buttons = ((_button(turn, person, "consent-reminders-on", ASK_REMINDERS),),)
    return [
        turn.edit(said, buttons=buttons),
        turn.reply(turn.texts.say("joining-all-set-help"), keyboard=_keys(turn, person)),
    ]


def _keys(turn: Turn, person: Person) -> tuple[tuple[str, ...], ...] | None:
    return keyboards.standing(person, turn.texts)


async def _overview(turn: Turn, person: Person) -> tuple[Html, Buttons]:
    answers = await consent.current(turn.tx, person.id)
    text = lines(
        turn.texts.say("consent-title"),
        _line(turn, person, "reminders", answers.get(Purpose.REMINDERS)),
        _line(turn, person, "sharing", answers.get(Purpose.SHARING)),
        turn.texts.say("consent-how"),
    )
    on = person.reminders_agreed
    reminders = _button(
        turn, person, "consent-reminders-stop" if on else "consent-reminders-on", REMINDERS_NO if on else ASK_REMINDERS
    )
    sharing = _button(turn, person, "consent-sharing-change", ASK_SHARING)
    return text, ((reminders,), (sharing,), (_button(turn, person, "consent-leave", LEAVE),))


def _line(turn: Turn, person: Person, name: str, given: Consent | None) -> Html:
    if given is None:
        return turn.texts.say(f"consent-line-{name}", answer=turn.texts.label("consent-answer-none"), day="–")
    local = given.at.astimezone(ZoneInfo(person.zone or turn.house.programme.zone))
    answer = turn.texts.label(f"consent-answer-{given.answer}")
    day = amounts.day_with_year(local.date(), turn.texts.language)
    return turn.texts.say(f"consent-line-{name}", answer=answer, day=day)


def _share_buttons(turn: Turn, person: Person) -> Buttons:
    return (
        (_button(turn, person, "joining-share-yes", "sy"),),
        (_button(turn, person, "joining-share-danger", "sd"),),
        (_button(turn, person, "joining-share-no", "sn"),),
    )


def _button(turn: Turn, person: Person, key: str, arg: str) -> Button:
    return Button(label=turn.texts.label(key), data=data(Verb.CONSENT, person.id, arg))


def _patient(turn: Turn) -> Person:
    """The patient who asks about their own consent. Raises Refused."""
    person, tap = turn.person, turn.heard.tap
    if person is None or person.role is not Role.PATIENT:
        raise Refused("consent-patients-only")
    if person.state is PersonState.JOINING:
        raise Refused("joining-first")
    if tap is not None and tap.id != person.id:
        raise Refused("joining-not-yours")
    return person


ROUTES = Routes(commands={"consent": show}, taps={Verb.CONSENT: tapped})
