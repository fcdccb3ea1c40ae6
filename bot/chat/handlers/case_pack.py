"""handlers/case_pack: which questions a patient is asked in check-ins, chosen by staff; otherwise their plan decides.

Belongs here: the list under an opened case. Not here: the packs (checkins/packs.py), asking (checkins/asked.py).
For what no plan can say: alcohol is no medicine, and somebody without a plan may still be coming off one.
"""

from bot.caseload import people
from bot.caseload.permissions import Action, Role
from bot.caseload.person import Person, PersonState
from bot.chat.handlers.alerts import allowed
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.ids import PersonId
from bot.sending import Button, Buttons, Outgoing
from bot.storage import audit
from bot.taps import Verb, data

BY_PLAN, LIST = "-", ""


def buttons_of(turn: Turn, patient: Person) -> Buttons:
    """`Check-in questions`, for the case file."""
    return ((Button(label=turn.texts.label("case-button-pack"), data=data(Verb.CASE_PACK, patient.id)),),)


async def pack(turn: Turn) -> list[Outgoing]:
    """First: which ones? Then they are asked from the next check-in on."""
    staff = allowed(turn, Action.SEE_CASE)
    tap = turn.heard.tap
    patient = await people.by_id(turn.tx, PersonId(tap.id if tap else 0))
    if patient is None or patient.role is not Role.PATIENT or patient.state is PersonState.DELETED:
        raise Refused("caseload-unknown")
    chosen = tap.arg if tap else LIST
    if chosen == LIST:
        text = turn.texts.say("case-pack-ask", case=patient.case, pack=_name(turn, patient.checkin_pack))
        return [turn.reply(text, buttons=_choices(turn, patient))]
    names = {one.pack for one in turn.house.packs.packs}
    if chosen != BY_PLAN and chosen not in names:
        raise Refused("button-old")
    value = None if chosen == BY_PLAN else chosen
    await people.change(turn.tx, patient.id, checkin_pack=value)
    await audit.record(
        turn.tx, patient=patient.id, actor=staff.id, action="checkin.pack", subject=f"person:{patient.id}", at=turn.now
    )
    back = Button(label=turn.texts.label("caseload-open", case=patient.case), data=data(Verb.CASE_OPEN, patient.id))
    text = turn.texts.say("case-pack-set", case=patient.case, pack=_name(turn, value))
    return [turn.edit(text, buttons=((back,),))]


def _choices(turn: Turn, patient: Person) -> Buttons:
    names = [BY_PLAN, *(one.pack for one in turn.house.packs.packs)]
    return tuple(
        (
            Button(
                label=_name(turn, None if name == BY_PLAN else name),
                data=data(Verb.CASE_PACK, patient.id, name),
            ),
        )
        for name in names
    )


def _name(turn: Turn, pack_name: str | None) -> str:
    """The pack in words; a programme's own pack by its own name."""
    if pack_name is None:
        return turn.texts.label("case-pack-by-plan")
    key = f"case-pack-{pack_name}"
    return turn.texts.label(key) if turn.texts.has(key) else pack_name


ROUTES = Routes(taps={Verb.CASE_PACK: pack})
