"""handlers/alerts: what staff do with an alert: read, open, say what came of it, hand over, note, close; and /oncall.

Belongs here: commands, taps and words of staff about alerts. Not here: the rules (escalation/), the opened case
(documents/case_view.py), the first notice (escalation/notice_words.py).
"""

from bot.caseload import people
from bot.caseload.permissions import Action, may
from bot.caseload.person import Person
from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.handlers import alert_lists
from bot.chat.turn import Routes, Turn
from bot.documents import case_view
from bot.documents.case_view import Viewer
from bot.errors import Refused
from bot.escalation import acknowledged, closed, timeline
from bot.escalation.acknowledged import Read
from bot.escalation.alert import Alert, Outcome, wanted
from bot.escalation.notice_words import ended_buttons, first_buttons, headline, name_of, outcome_buttons
from bot.escalation.timeline import Happened
from bot.ids import AlertId, PersonId
from bot.reminders import dose_covered
from bot.sending import Button, Buttons, Outgoing
from bot.storage import audit
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, lines

_OUTCOMES = {"r": Outcome.REACHED, "n": Outcome.NOT_REACHED, "h": Outcome.HELP_SENT}
_SAID = {
    Outcome.REACHED: "alert-outcome-reached",
    Outcome.NOT_REACHED: "alert-outcome-not-reached",
    Outcome.HELP_SENT: "alert-outcome-help-sent",
}


def allowed(turn: Turn, action: Action) -> Person:
    """The person, who may do this. Raises Refused."""
    if turn.person is None or not may(turn.person.role, action):
        raise Refused("alert-not-allowed")
    return turn.person


async def open_alerts(turn: Turn) -> list[Outgoing]:
    """/alerts: every open alert, the oldest unread first, and who is on call."""
    staff = allowed(turn, Action.SEE_ALERTS)
    text, buttons = await alert_lists.open_alerts(turn.tx, staff, turn.house.desk, turn.now)
    return [turn.reply(text, buttons=buttons)]


async def acknowledge(turn: Turn) -> list[Outgoing]:
    """A human has read it."""
    staff = allowed(turn, Action.ACKNOWLEDGE_ALERT)
    read = await acknowledged.acknowledge(turn.tx, _tapped(turn), staff, turn.house.desk, turn.now)
    return [_read(turn, staff, read), *read.messages]


async def outcome(turn: Turn) -> list[Outgoing]:
    """Reached, not reached, help sent; and back from the list of colleagues."""
    staff = allowed(turn, Action.ACKNOWLEDGE_ALERT)
    said = _OUTCOMES.get(turn.heard.tap.arg if turn.heard.tap else "")
    if said is None:
        raise Refused("button-old")
    read = await acknowledged.record_outcome(turn.tx, _tapped(turn), staff, said, desk=turn.house.desk, now=turn.now)
    return [_read(turn, staff, read), *read.messages]


async def standing(turn: Turn) -> list[Outgoing]:
    """The alert as it stands, with the buttons that fit now."""
    staff = allowed(turn, Action.SEE_ALERTS)
    alert = await wanted(turn.tx, _tapped(turn))
    return [turn.edit(_state_line(turn, staff, alert), buttons=_buttons(turn, staff, alert))]


async def opened(turn: Turn) -> list[Outgoing]:
    """The case behind the alert. That it was opened stands in the audit trail."""
    staff = allowed(turn, Action.SEE_CASE)
    alert = await wanted(turn.tx, _tapped(turn))
    await audit.record(
        turn.tx, patient=alert.person_id, actor=staff.id, action="case.opened", subject=alert.subject, at=turn.now
    )
    await timeline.add(turn.tx, alert.id, Happened.OPENED_CASE, turn.now, actor=staff.id)
    viewer = Viewer(reader=staff, desk=turn.house.desk, now=turn.now)
    text = lines(headline(alert, viewer.desk, staff, turn.now), "", await case_view.of_alert(turn.tx, alert, viewer))
    return [turn.reply(text, buttons=_buttons(turn, staff, alert, opened=True), protect=True)]


async def hand_over(turn: Turn) -> list[Outgoing]:
    """First: to whom? Then it is theirs to acknowledge."""
    staff = allowed(turn, Action.ACKNOWLEDGE_ALERT)
    to = turn.heard.tap.arg if turn.heard.tap else ""
    alert = await wanted(turn.tx, _tapped(turn))
    if not to.isdigit():
        others = [one for one in await people.staff(turn.tx) if one.id != staff.id and one.blocked_at is None]
        buttons = _colleagues(turn, alert, others)
        return [turn.edit(_with_line(turn, staff, alert, turn.texts.say("alert-hand-over-whom")), buttons=buttons)]
    receiver, messages = await acknowledged.hand_over(
        turn.tx, alert.id, staff, PersonId(int(to)), desk=turn.house.desk, now=turn.now
    )
    said = turn.texts.say("alert-handed-over", name=name_of(receiver, turn.texts), time=_clock(turn, staff))
    return [turn.edit(_with_line(turn, staff, alert, said), buttons=_opening(turn, alert)), *messages]


async def close(turn: Turn) -> list[Outgoing]:
    """The alert is closed."""
    staff = allowed(turn, Action.ACKNOWLEDGE_ALERT)
    alert = await closed.close(turn.tx, _tapped(turn), staff, turn.now)
    await dose_covered.say_anew(turn.tx, alert.person_id, turn.now)
    said = turn.texts.say("alert-closed", time=_clock(turn, staff))
    return [turn.edit(_with_line(turn, staff, alert, said), buttons=_opening(turn, alert))]


async def ask_note(turn: Turn) -> list[Outgoing]:
    """The next text is a note."""
    staff = allowed(turn, Action.ACKNOWLEDGE_ALERT)
    alert = await wanted(turn.tx, _tapped(turn))
    await dialogs.expect(turn.tx, staff.id, Dialog(expecting=Expecting.ALERT_NOTE, id=alert.id))
    return [turn.reply(turn.texts.say("alert-note-ask", case=alert.case))]


async def note(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The text stands in the time line."""
    staff = allowed(turn, Action.ACKNOWLEDGE_ALERT)
    alert = await closed.write_note(turn.tx, AlertId(dialog.id), staff, turn.heard.text, turn.now)
    await dialogs.expect(turn.tx, staff.id, None)
    return [turn.reply(turn.texts.say("alert-note-kept", case=alert.case), buttons=_opening(turn, alert))]


async def shown_timeline(turn: Turn) -> list[Outgoing]:
    """Everything that happened to the alert, in order."""
    staff = allowed(turn, Action.SEE_CASE)
    alert = await wanted(turn.tx, _tapped(turn))
    await audit.record(
        turn.tx, patient=alert.person_id, actor=staff.id, action="case.opened", subject=alert.subject, at=turn.now
    )
    pieces = await alert_lists.timeline_of(turn.tx, alert, staff, turn.house.desk, turn.now)
    return [turn.reply(piece, protect=True) for piece in pieces]


def _tapped(turn: Turn) -> AlertId:
    return AlertId(turn.heard.tap.id if turn.heard.tap else 0)


def _clock(turn: Turn, staff: Person) -> str:
    return turn.house.desk.moment(turn.now, staff, turn.now)


def _with_line(turn: Turn, staff: Person, alert: Alert, said: Html) -> Html:
    return lines(headline(alert, turn.house.desk, staff, turn.now), said)


def _read(turn: Turn, staff: Person, read: Read) -> Outgoing:
    if read.first is None:
        text = _state_line(turn, staff, read.alert)
        return turn.edit(text, buttons=_buttons(turn, staff, read.alert))
    at = read.alert.acknowledged_at or turn.now
    time = turn.house.desk.moment(at, staff, turn.now)
    said = turn.texts.say("alert-read-first", name=name_of(read.first, turn.texts), time=time)
    return turn.edit(_with_line(turn, staff, read.alert, said), buttons=_opening(turn, read.alert))


def _state_line(turn: Turn, staff: Person, alert: Alert) -> Html:
    """The headline, and below it how things stand for `staff`."""
    within = alert.kept.policy.outcome_within if alert.kept else 15
    minutes = amounts.number(within, turn.texts.language)
    moment = turn.house.desk.moment
    if not alert.is_read or alert.acknowledged_at is None:
        return _with_line(turn, staff, alert, Html(""))
    if alert.outcome is not None and alert.outcome_at is not None:
        time = moment(alert.outcome_at, staff, turn.now)
        extra = {} if alert.outcome.is_enough else {"minutes": minutes}
        return _with_line(turn, staff, alert, turn.texts.say(_SAID[alert.outcome], time=time, **extra))
    time = moment(alert.acknowledged_at, staff, turn.now)
    return _with_line(turn, staff, alert, turn.texts.say("alert-read-by-you", time=time, minutes=minutes))


def _buttons(turn: Turn, staff: Person, alert: Alert, *, opened: bool = False) -> Buttons:
    """What can be done with the alert now."""
    more = (_timeline_row(turn, alert),) if opened else ()
    if not alert.is_open:
        return more
    if not alert.is_read:
        rows = first_buttons(alert, turn.texts)
        return (rows[0][:1], *more) if opened else rows
    ended = alert.outcome is not None and alert.outcome.is_enough
    rows = ended_buttons(alert, turn.texts) if ended else outcome_buttons(alert, turn.texts)
    return (*rows[:-1], *more) if opened else rows


def _timeline_row(turn: Turn, alert: Alert) -> tuple[Button, ...]:
    return (Button(label=turn.texts.label("alert-timeline"), data=data(Verb.ALERT_TIMELINE, alert.id)),)


def _opening(turn: Turn, alert: Alert) -> Buttons:
    return ((Button(label=turn.texts.label("alert-open"), data=data(Verb.ALERT_OPEN, alert.id)),),)


def _colleagues(turn: Turn, alert: Alert, others: list[Person]) -> Buttons:
    rows = tuple(
        (Button(label=name_of(one, turn.texts), data=data(Verb.ALERT_HAND_OVER, alert.id, str(one.id))),)
        for one in others
    )
    return (*rows, (Button(label=turn.texts.label("alert-back"), data=data(Verb.ALERT_BUTTONS, alert.id)),))


ROUTES = Routes(
    commands={"alerts": open_alerts},
    words={"key-alerts": open_alerts},
    taps={
        Verb.ALERT_ACKNOWLEDGE: acknowledge,
        Verb.ALERT_OUTCOME: outcome,
        Verb.ALERT_BUTTONS: standing,
        Verb.ALERT_OPEN: opened,
        Verb.ALERT_HAND_OVER: hand_over,
        Verb.ALERT_CLOSE: close,
        Verb.ALERT_NOTE: ask_note,
        Verb.ALERT_TIMELINE: shown_timeline,
    },
    dialogs={Expecting.ALERT_NOTE: note},
)
