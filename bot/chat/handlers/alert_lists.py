"""handlers/alert_lists: the list of open alerts and the time line of one, in words.

Belongs here: lines and buttons. Not here: routes (alerts.py), reading (escalation/).
"""

from datetime import datetime

from bot.caseload import people
from bot.caseload.person import Person
from bot.escalation import roster, timeline
from bot.escalation.alert import Alert, AlertState, all_open
from bot.escalation.desk import Desk
from bot.escalation.notice_words import headline, name_of
from bot.escalation.timeline import Arrived, Entry, Happened
from bot.ids import PersonId
from bot.sending import Button, Buttons
from bot.storage.database import Transaction
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import Html, in_messages, lines, paragraphs

MOST_SHOWN = 20
"""A list longer than this is no list any more; the oldest unread ones come first."""


async def open_alerts(tx: Transaction, staff: Person, desk: Desk, now: datetime) -> tuple[Html, Buttons]:
    """Every open alert as a line, a button for each, and who is on call."""
    texts = desk.texts_of(staff)
    found = sorted(await all_open(tx), key=lambda one: (one.is_read, one.tier.value, one.id))[:MOST_SHOWN]
    duty = await roster.on_duty(tx, now)
    on_call = texts.say("alerts-on-call", on_call=who(duty.on_call, texts), backup=who(duty.backup, texts))
    if not found:
        return lines(texts.say("alerts-none"), on_call), ()
    said = [await _line(tx, one, staff, desk, now) for one in found]
    head = texts.say("alerts-open", count=amounts.number(len(found), texts.language))
    buttons = tuple(
        (
            Button(
                label=f"{texts.label('alert-open')} {one.case} · {desk.moment(one.opened_at, staff, now)}",
                data=data(Verb.ALERT_OPEN, one.id),
            ),
        )
        for one in found
    )
    return paragraphs(head, lines(*said), on_call), buttons


async def _line(tx: Transaction, alert: Alert, staff: Person, desk: Desk, now: datetime) -> Html:
    texts, line = desk.texts_of(staff), headline(alert, desk, staff, now)
    if alert.outcome is not None and alert.is_read:
        word = texts.say(f"alert-outcome-word-{alert.outcome.value}")
        return texts.say("alerts-line-outcome", line=line, outcome=word)
    if alert.is_read and alert.acknowledged_by and alert.acknowledged_at:
        reader = await people.by_id(tx, alert.acknowledged_by)
        time = desk.moment(alert.acknowledged_at, staff, now)
        return texts.say("alerts-line-read", line=line, name=who(reader, texts), time=time)
    key = "alerts-line-exhausted" if alert.state is AlertState.EXHAUSTED else "alerts-line-unread"
    return texts.say(key, line=line)


def who(person: Person | None, texts: Texts) -> str:
    """A name among staff; "nobody" where there is none."""
    return name_of(person, texts) if person else texts.label("oncall-nobody")


async def timeline_of(tx: Transaction, alert: Alert, staff: Person, desk: Desk, now: datetime) -> tuple[Html, ...]:
    """What happened, a line each, in as many messages as it takes."""
    texts = desk.texts_of(staff)
    names: dict[PersonId | None, str] = {None: ""}
    entries = await timeline.of_alert(tx, alert.id)
    for one in {one for entry in entries for one in (entry.actor, entry.other) if one is not None}:
        found = await people.by_id(tx, one)
        names[one] = name_of(found, texts) if found and found.role.is_staff else texts.label("alert-somebody")
    said = [
        texts.say("timeline-line", time=desk.moment(entry.at, staff, now), what=_what(entry, names, texts))
        for entry in entries
    ]
    return in_messages(lines(texts.say("timeline-head", case=alert.case), *said))


def _what(entry: Entry, names: dict[PersonId | None, str], texts: Texts) -> Html:
    actor, other = names[entry.actor], names[entry.other]
    match entry.kind:
        case Happened.TOLD:
            ending = {Arrived.NOT_YET: "-not-yet", Arrived.NO: "-no"}.get(entry.arrived or Arrived.YES, "")
            return texts.say(f"timeline-told{ending}", other=other)
        case Happened.OUTCOME:
            return texts.say("timeline-outcome", actor=actor, outcome=texts.say(f"alert-outcome-word-{entry.note}"))
        case Happened.EXHAUSTED:
            return texts.say("timeline-exhausted", why=texts.say(f"timeline-why-{entry.note}"))
        case Happened.NOTE:
            return texts.say("timeline-note", actor=actor, note=entry.note)
        case Happened.SECOND_WAY:
            return texts.say(f"timeline-second-{entry.note}")
        case Happened.HANDED_OVER:
            return texts.say("timeline-handed-over", actor=actor, other=other)
        case _:
            key = f"timeline-{entry.kind.value.replace('_', '-')}"
            return texts.say(key, actor=actor) if actor else texts.say(key)
