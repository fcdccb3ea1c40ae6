"""handlers/invite: staff let somebody in: a link and a picture, made here and shown once."""

from zoneinfo import ZoneInfo

from bot.caseload import enrolled, invited, people
from bot.caseload.invited import NewInvite
from bot.caseload.permissions import Action, Role, may
from bot.caseload.person import Person, PersonState
from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.ids import PersonId
from bot.sending import Button, Buttons, File, Method, Outgoing
from bot.taps import Verb, data
from bot.texts import amounts

LONGEST_NAME, LONGEST_PHONE = 60, 30
WAITING_SHOWN = 6
PATIENT, CASE_MANAGER, ADMIN, NO_PHONE, AGAIN = "p", "c", "a", "x", "w"
_STAFF = {CASE_MANAGER: Role.CASE_MANAGER, ADMIN: Role.ADMIN}


async def invite(turn: Turn) -> list[Outgoing]:
    """/invite: for whom? A case manager invites patients only. Patients who have not opened their link stand below."""
    staff = _allowed(turn, Action.INVITE_PATIENT)
    waiting = [one for one in await people.patients(turn.tx) if one.state is PersonState.INVITED]
    again = tuple((_again(turn, one),) for one in waiting[:WAITING_SHOWN])
    if not may(staff.role, Action.INVITE_STAFF) and not again:
        return await _ask_name(turn, staff)
    return [turn.reply(turn.texts.say("invite-whom"), buttons=(*_kinds(turn, staff), *again))]


async def tapped(turn: Turn) -> list[Outgoing]:
    """The kind of invite, "no phone", or a new link for somebody who has not joined."""
    staff = _allowed(turn, Action.INVITE_PATIENT)
    arg = turn.heard.tap.arg if turn.heard.tap else ""
    if arg == PATIENT:
        return await _ask_name(turn, staff)
    if arg == NO_PHONE:
        return await _without_phone(turn, staff)
    if arg == AGAIN:
        return await _new_link(turn, staff)
    if arg not in _STAFF:
        raise Refused("button-old")
    _allowed(turn, Action.INVITE_STAFF)
    made = await invited.make_staff_invite(
        turn.tx, _STAFF[arg], days=turn.house.programme.invite_days, now=turn.now, created_by=staff.id
    )
    said = turn.texts.say("invite-staff-made", role=turn.texts.label(f"role-{_STAFF[arg].value}"))
    return [turn.edit(said), picture(turn, made)]


async def named(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The patient's name was typed: the case is opened, and the phone number is asked."""
    staff = _allowed(turn, Action.INVITE_PATIENT)
    name = " ".join(turn.heard.text.split())
    if not 0 < len(name) <= LONGEST_NAME:
        return [turn.reply(turn.texts.say("invite-name-bad"))]
    patient = await enrolled.add_patient(turn.tx, name=name, phone=None, manager_id=staff.id, now=turn.now)
    return await _ask_phone(turn, staff, patient)


async def phoned(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The patient's phone number was typed: the invite."""
    staff = _allowed(turn, Action.INVITE_PATIENT)
    phone = " ".join(turn.heard.text.split())
    if len(phone) > LONGEST_PHONE or sum(sign.isdigit() for sign in phone) < 3:
        return [turn.reply(turn.texts.say("invite-phone-bad"))]
    patient = await _waiting_patient(turn, dialog.id)
    await people.change(turn.tx, patient.id, phone=phone)
    return await _made(turn, staff, patient)


async def _without_phone(turn: Turn, staff: Person) -> list[Outgoing]:
    dialog = dialogs.expected(staff)
    tapped_id = turn.heard.tap.id if turn.heard.tap else 0
    if dialog is None or dialog.expecting is not Expecting.INVITE_PHONE or dialog.id != tapped_id:
        raise Refused("button-old")
    return await _made(turn, staff, await _waiting_patient(turn, tapped_id))


async def _new_link(turn: Turn, staff: Person) -> list[Outgoing]:
    """Who came with a plan and not with an invite has no phone number yet."""
    patient = await _waiting_patient(turn, turn.heard.tap.id if turn.heard.tap else 0)
    if patient.phone is None:
        return await _ask_phone(turn, staff, patient.id)
    return await _made(turn, staff, patient)


async def _ask_phone(turn: Turn, staff: Person, patient: PersonId) -> list[Outgoing]:
    await dialogs.expect(turn.tx, staff.id, Dialog(expecting=Expecting.INVITE_PHONE, id=patient))
    skip = Button(label=turn.texts.label("invite-no-phone"), data=data(Verb.INVITE, patient, NO_PHONE))
    return [turn.reply(turn.texts.say("invite-phone"), buttons=((skip,),))]


async def _made(turn: Turn, staff: Person, patient: Person) -> list[Outgoing]:
    await dialogs.expect(turn.tx, staff.id, None)
    made = await invited.make_patient_invite(
        turn.tx, patient.id, days=turn.house.programme.invite_days, now=turn.now, created_by=staff.id
    )
    said = turn.texts.say("invite-made", name=patient.name or "", case=patient.case)
    return [turn.edit(said), picture(turn, made)]


async def _ask_name(turn: Turn, staff: Person) -> list[Outgoing]:
    await dialogs.expect(turn.tx, staff.id, Dialog(expecting=Expecting.INVITE_NAME))
    return [turn.edit(turn.texts.say("invite-name"))]


async def _waiting_patient(turn: Turn, person_id: int) -> Person:
    """The patient, if they were invited and have not opened a link. Raises Refused."""
    patient = await people.by_id(turn.tx, PersonId(person_id))
    if patient is None or patient.role is not Role.PATIENT or patient.state is not PersonState.INVITED:
        raise Refused("invite-joined")
    return patient


def picture(turn: Turn, made: NewInvite) -> Outgoing:
    """The picture with the link under it, to be forwarded or shown: it names nobody."""
    address = invited.link(turn.bot_username, made.token)
    until = made.expires_at.astimezone(ZoneInfo(turn.house.programme.zone))
    caption = turn.texts.say(
        "invite-picture",
        programme=turn.house.programme.name,
        link=address,
        day=amounts.long_day(until.date(), turn.texts.language),
        time=amounts.clock_time(until),
    )
    copy = Button(label=turn.texts.label("invite-copy"), copy=address)
    return Outgoing(
        chat_id=turn.chat,
        method=Method.SEND_PHOTO,
        text=caption,
        file=File(name="invite.png", content=invited.qr_png(address)),
        buttons=((copy,),),
    )


def _kinds(turn: Turn, staff: Person) -> Buttons:
    def kind(key: str, arg: str) -> tuple[Button, ...]:
        return (Button(label=turn.texts.label(key), data=data(Verb.INVITE, staff.id, arg)),)

    if not may(staff.role, Action.INVITE_STAFF):
        return (kind("invite-patient", PATIENT),)
    return (
        kind("invite-patient", PATIENT),
        kind("invite-case-manager", CASE_MANAGER),
        kind("invite-admin", ADMIN),
    )


def _again(turn: Turn, patient: Person) -> Button:
    label = turn.texts.label("invite-again", name=patient.name or "", case=patient.case)
    return Button(label=label, data=data(Verb.INVITE, patient.id, AGAIN))


def _allowed(turn: Turn, action: Action) -> Person:
    """Whoever asks, if they may. Raises Refused."""
    if turn.person is None or turn.person.state is not PersonState.ACTIVE or not may(turn.person.role, action):
        raise Refused("invite-not-you")
    return turn.person


ROUTES = Routes(
    commands={"invite": invite},
    words={"key-invite": invite},
    taps={Verb.INVITE: tapped},
    dialogs={Expecting.INVITE_NAME: named, Expecting.INVITE_PHONE: phoned},
)
