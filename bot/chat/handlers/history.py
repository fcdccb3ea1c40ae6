"""handlers/history: /history and `See my chart`: the picture of one's own check-ins, and the same as a file; and what
staff see of a patient's check-ins."""

from bot.caseload import people
from bot.caseload.permissions import Action, Role, may
from bot.caseload.person import Person
from bot.caseload.sharing import Sharing
from bot.chat.handlers import checkin_flow as flow
from bot.chat.turn import Routes, Turn
from bot.checkins import kept
from bot.documents import charted, checkin_table, checkin_view
from bot.errors import Refused
from bot.ids import PersonId
from bot.sending import Button, Buttons, Outgoing
from bot.storage import audit
from bot.taps import Verb, data

FILE = "t"
"""What the button carries that asks for the table."""


async def chart(turn: Turn) -> list[Outgoing]:
    """The chart, drawn just before it is sent; or that there is nothing to show yet."""
    flow.may_check_in(turn)
    if turn.heard.tap is not None and turn.heard.tap.arg == FILE:
        return await table(turn)
    as_file = Button(label=turn.texts.label("button-chart-file"), data=data(Verb.CHART, 0, FILE))
    shown = await _picture(turn, turn.patient, buttons=((as_file,),))
    return shown or [turn.reply(turn.texts.say("chart-none"))]


async def _picture(turn: Turn, patient: Person, *, buttons: Buttons = ()) -> list[Outgoing]:
    """The chart of `patient`, drawn just before it is sent; nothing where nothing was answered."""
    today = kept.local_day(turn.now, kept.zone_of(patient, turn.house.programme))
    shown = await charted.chart_of(turn.tx, turn.house, patient, texts=turn.texts, until=today)
    if shown is None:
        return []
    name = f"chart:{patient.id}:{turn.texts.language}:{today.isoformat()}"
    return [turn.picture(name, shown.caption, buttons=buttons, protect=True)]


async def table(turn: Turn) -> list[Outgoing]:
    """Every check-in as CSV and JSON. An export is never protected: it is theirs to give away."""
    files = await checkin_table.files(turn.tx, turn.house, turn.patient, turn.texts)
    if not files:
        return [turn.reply(turn.texts.say("chart-none"))]
    return [turn.document(file, turn.texts.say("chart-file") if file is files[0] else "") for file in files]


async def of_case(turn: Turn) -> list[Outgoing]:
    """A patient's check-ins, for staff: the last days in words, and the chart. The look stands in the audit trail."""
    if turn.person is None or not may(turn.person.role, Action.SEE_CASE):
        raise Refused("button-old")
    patient = await people.by_id(turn.tx, PersonId(turn.heard.tap.id if turn.heard.tap else 0))
    if patient is None or patient.role is not Role.PATIENT:
        raise Refused("button-old")
    if patient.sharing is not Sharing.YES:
        return [turn.reply(turn.texts.say("case-checkins-not-shared"))]
    subject = f"person:{patient.id}"
    await audit.record(
        turn.tx, patient=patient.id, actor=turn.person.id, action="case.checkins", subject=subject, at=turn.now
    )
    said = await checkin_view.for_staff(turn.tx, turn.house, patient, texts=turn.texts, now=turn.now)
    picture = await _picture(turn, patient)
    return [turn.reply(said, protect=True), *picture]


ROUTES = Routes(commands={"history": chart}, taps={Verb.CHART: chart, Verb.CASE_CHECKINS: of_case})
