"""handlers/supporter: /supporter, where a patient lets somebody in and ends it; the supporter's page; staff suspend.

Belongs here: the questions and buttons. Not here: who may know what (caseload/supporters.py), the supporter's page
itself (chat/supporter_menu.py), asking a supporter to check on somebody (escalation/supporters_told.py).
"""

from zoneinfo import ZoneInfo

from bot.caseload import consent, people, supporters
from bot.caseload.permissions import Action, Role, may
from bot.caseload.person import Person
from bot.caseload.supporters import Scope, Supporter
from bot.chat import dialogs, supporter_menu
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.handlers.alerts import allowed
from bot.chat.handlers.invite import LONGEST_NAME, picture
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.ids import PersonId
from bot.sending import Button, Buttons, Outgoing
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, lines

NEW, NO, SCOPE, DAYS, YES = "n", "x", "s", "d", "y"
SCOPES = {"t": frozenset({Scope.TIMES}), "c": frozenset({Scope.TIMES, Scope.CHECK_ON})}
LASTS = (30, 90, 365)
"""Days to choose from. There is always an end: who helps today may not be near next year (PD)."""
SUSPEND, ALLOW = "s", "a"


async def show(turn: Turn) -> list[Outgoing]:
    """/supporter: who knows what until when, a button to end each, a button for somebody new."""
    patient = _patient(turn)
    text, buttons = await _overview(turn, patient)
    return [turn.reply(text, buttons=buttons)]


async def tapped(turn: Turn) -> list[Outgoing]:
    """The next question, or the yes at the end."""
    patient = _patient(turn)
    if turn.heard.tap is None or turn.heard.tap.id != patient.id:
        raise Refused("joining-not-yours")
    what, _, rest = turn.heard.tap.arg.partition(".")
    scope, _, days = rest.partition(".")
    if what == NEW:
        return await _ask_name(turn, patient)
    if what == NO:
        await dialogs.expect(turn.tx, patient.id, None)
        return [turn.edit(turn.texts.say("supporter-not-invited"))]
    if what == SCOPE and scope in SCOPES:
        return [turn.edit(turn.texts.say("supporter-how-long"), buttons=_lasts(turn, patient, scope))]
    if scope not in SCOPES or days not in map(str, LASTS):
        raise Refused("button-old")
    if what == DAYS:
        return [turn.edit(_asked(turn, patient, scope, int(days)), buttons=_sure(turn, patient, f"{scope}.{days}"))]
    return await _invite(turn, patient, scope, int(days))


async def named(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The supporter's name was typed: what may they know?"""
    patient, name = _patient(turn), " ".join(turn.heard.text.split())
    if not 0 < len(name) <= LONGEST_NAME:
        return [turn.reply(turn.texts.say("joining-name-bad"))]
    await dialogs.expect(turn.tx, patient.id, Dialog(expecting=Expecting.SUPPORTER_SCOPE, arg=name))
    buttons = tuple(
        (_button(turn, patient, f"supporter-scope-{code}", f"{SCOPE}.{code}"),) for code in SCOPES
    )  # fmt: skip
    return [turn.reply(turn.texts.say("supporter-scope", name=name), buttons=buttons)]


async def ended(turn: Turn) -> list[Outgoing]:
    """Ended. Nothing is said to the supporter."""
    patient = _patient(turn)
    shown = consent.asked(turn.texts.say("supporter-ended"), turn.texts.language)
    supporter = turn.heard.tap.id if turn.heard.tap else 0
    if not await supporters.end(turn.tx, patient, supporter, shown=shown, now=turn.now):
        raise Refused("button-old")
    text, buttons = await _overview(turn, patient)
    return [turn.edit(lines(turn.texts.say("supporter-ended"), "", text), buttons=buttons)]


async def page(turn: Turn) -> list[Outgoing]:
    """The supporter's own page."""
    if turn.person is None or not may(turn.person.role, Action.SEE_SUPPORTED):
        raise Refused("supporter-not-you")
    return [await supporter_menu.menu(turn, turn.person, turn.texts)]


async def suspended(turn: Turn) -> list[Outgoing]:
    """Staff suspend all supporters of a patient, or allow them again. Nobody is told."""
    staff = allowed(turn, Action.SUSPEND_SUPPORTERS)
    patient = await people.by_id(turn.tx, PersonId(turn.heard.tap.id if turn.heard.tap else 0))
    if patient is None or patient.role is not Role.PATIENT:
        raise Refused("caseload-unknown")
    on = bool(turn.heard.tap and turn.heard.tap.arg == SUSPEND)
    await supporters.set_suspended(turn.tx, patient.id, staff=staff.id, on=on, now=turn.now)
    return [turn.reply(turn.texts.say("supporters-suspended" if on else "supporters-allowed", case=patient.case))]


def case_buttons(turn: Turn, patient: Person, found: tuple[Supporter, ...]) -> Buttons:
    """What stands under an opened case where the patient has supporters."""
    if not found:
        return ()
    on = any(one.state is supporters.SupporterState.ALLOWED for one in found)
    label = turn.texts.label("supporters-suspend" if on else "supporters-allow")
    return ((Button(label=label, data=data(Verb.SUPPORTERS_SUSPEND, patient.id, SUSPEND if on else ALLOW)),),)


async def _ask_name(turn: Turn, patient: Person) -> list[Outgoing]:
    if len(await supporters.of_patient(turn.tx, patient.id)) >= supporters.MOST:
        raise Refused("supporter-most")
    await dialogs.expect(turn.tx, patient.id, Dialog(expecting=Expecting.SUPPORTER_NAME))
    return [turn.edit(turn.texts.say("supporter-name"))]


async def _invite(turn: Turn, patient: Person, scope: str, days: int) -> list[Outgoing]:
    dialog = dialogs.expected(patient)
    if dialog is None or dialog.expecting is not Expecting.SUPPORTER_SCOPE:
        raise Refused("button-old")
    text = _asked(turn, patient, scope, days)
    made = await supporters.invite(
        turn.tx,
        patient,
        name=dialog.arg,
        scopes=SCOPES[scope],
        days=days,
        shown=consent.asked(text, turn.texts.language),
        now=turn.now,
        link_days=turn.house.programme.invite_days,
    )
    await dialogs.expect(turn.tx, patient.id, None)
    return [turn.edit(turn.texts.say("supporter-invited", name=dialog.arg)), picture(turn, made)]


def _asked(turn: Turn, patient: Person, scope: str, days: int) -> Html:
    """What the patient says yes to, whole."""
    dialog = dialogs.expected(patient)
    name = dialog.arg if dialog and dialog.expecting is Expecting.SUPPORTER_SCOPE else ""
    if not name:
        raise Refused("button-old")
    return lines(
        turn.texts.say("supporter-may", name=name, days=amounts.number(days, turn.texts.language)),
        turn.texts.say("supporter-may-times"),
        turn.texts.say("supporter-may-check-on") if scope == "c" else "",
        turn.texts.say("supporter-may-never"),
        turn.texts.say("supporter-may-end"),
    )


async def _overview(turn: Turn, patient: Person) -> tuple[Html, Buttons]:
    found = await supporters.of_patient(turn.tx, patient.id)
    said, buttons = [], []
    for one in found:
        person = await people.by_id(turn.tx, one.person_id)
        name = (person.name if person else None) or ""
        said.append(_line(turn, patient, one, name))
        label = turn.texts.label("supporter-end", name=name[:20])
        buttons.append((Button(label=label, data=data(Verb.SUPPORTER_END, one.id)),))
    new = _button(turn, patient, "supporter-new", NEW)
    nobody = () if said else (turn.texts.say("supporter-nobody"),)
    return lines(turn.texts.say("supporter-title"), *nobody, *said), (*buttons, (new,))


def _line(turn: Turn, patient: Person, one: Supporter, name: str) -> Html:
    local = one.ends_at.astimezone(ZoneInfo(patient.zone or turn.house.programme.zone))
    key = "supporter-line-check-on" if Scope.CHECK_ON in one.scopes else "supporter-line"
    return turn.texts.say(key, name=name, day=amounts.day_with_year(local.date(), turn.texts.language))


def _lasts(turn: Turn, patient: Person, scope: str) -> Buttons:
    return (tuple(_button(turn, patient, f"supporter-days-{days}", f"{DAYS}.{scope}.{days}") for days in LASTS),)


def _sure(turn: Turn, patient: Person, chosen: str) -> Buttons:
    yes = _button(turn, patient, "supporter-yes", f"{YES}.{chosen}")
    return ((yes, _button(turn, patient, "supporter-no", NO)),)


def _button(turn: Turn, patient: Person, key: str, arg: str) -> Button:
    return Button(label=turn.texts.label(key), data=data(Verb.SUPPORTER, patient.id, arg))


def _patient(turn: Turn) -> Person:
    """The patient who asks. Raises Refused."""
    if turn.person is None or not may(turn.person.role, Action.INVITE_SUPPORTER):
        raise Refused("consent-patients-only")
    return turn.person


ROUTES = Routes(
    commands={"supporter": show},
    taps={Verb.SUPPORTER: tapped, Verb.SUPPORTER_END: ended, Verb.SUPPORTERS_SUSPEND: suspended},
    dialogs={Expecting.SUPPORTER_NAME: named},
)
DOOR = Routes(commands={"appointments": page}, words={"key-appointments": page})
"""The supporter's own."""
