"""handlers/review: /review: the week's safety review, and what should have been caught.

Belongs here: its words and taps. Not here: what is in it (escalation/reviewed.py).
"""

import yaml

from bot.caseload.permissions import Action
from bot.caseload.person import Person
from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.handlers.alerts import allowed
from bot.chat.turn import Routes, Turn
from bot.documents.case_view import Viewer, reason_words
from bot.escalation import reviewed
from bot.escalation.alert import Alert
from bot.escalation.notice_words import headline
from bot.ids import case_number
from bot.sending import Button, Buttons, File, Outgoing
from bot.storage import audit
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, in_messages, lines, paragraphs

_HEAD = """# What staff say should have been caught, in the form of tests/rules/phrasings. See docs/triage.md, "A miss".
# Sort the lines by language, and write what each should have been: emergency, urgent or raised.
"""
_VOICE = "matter_of_fact"


async def review(turn: Turn) -> list[Outgoing]:
    """/review: every alert of the week, every question answered "OK", and how many misses were reported."""
    staff = allowed(turn, Action.SEE_CASE)
    found = await reviewed.week(turn.tx, turn.now)
    await audit.record(turn.tx, patient=None, actor=staff.id, action="review.opened", subject="week", at=turn.now)
    viewer = Viewer(reader=staff, desk=turn.house.desk, now=turn.now)
    said = [_alert(turn, one, viewer) for one in found.alerts]
    checks = [
        turn.texts.say("review-check", case=case_number(one.person_id), time=viewer.moment(one.at))
        for one in found.answered_ok
    ]
    missed = turn.texts.say("review-missed", count=_count(turn, found.missed))
    text = paragraphs(
        turn.texts.say("review-head"),
        lines(turn.texts.say("review-alerts", count=_count(turn, len(said))), *said),
        lines(turn.texts.say("review-checks", count=_count(turn, len(checks))), *checks),
        missed,
    )
    pieces = in_messages(text)
    return [turn.reply(piece, buttons=_buttons(turn) if piece is pieces[-1] else (), protect=True) for piece in pieces]


async def ask_missed(turn: Turn) -> list[Outgoing]:
    """The next text is what should have been caught."""
    staff = allowed(turn, Action.SEE_CASE)
    await dialogs.expect(turn.tx, staff.id, Dialog(expecting=Expecting.MISSED_WORDS))
    return [turn.reply(turn.texts.say("review-missed-ask"))]


async def missed(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """It is kept."""
    staff = allowed(turn, Action.SEE_CASE)
    await reviewed.report_miss(turn.tx, staff, turn.heard.text, turn.now)
    await dialogs.expect(turn.tx, staff.id, None)
    return [turn.reply(turn.texts.say("review-missed-kept"), buttons=_buttons(turn))]


async def as_file(turn: Turn) -> list[Outgoing]:
    """All misses as a file for whoever works on the rules."""
    staff: Person = allowed(turn, Action.SEE_CASE)
    said = await reviewed.all_misses(turn.tx)
    await audit.record(turn.tx, patient=None, actor=staff.id, action="misses.exported", subject="file", at=turn.now)
    content = {"category": "missed", "expected": "raised", "lines": [{"text": one, "voice": _VOICE} for one in said]}
    written = _HEAD + yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    return [turn.document(File(name="missed.yaml", content=written.encode()), turn.texts.say("review-file"))]


def _alert(turn: Turn, alert: Alert, viewer: Viewer) -> Html:
    """`🔴 Emergency · case 0042 · 14:03 · seeing things · read after 2 min · reached`"""
    what = reason_words(alert.kind, viewer)
    if alert.acknowledged_at is None:
        read = turn.texts.say("review-unread")
    else:
        minutes = round((alert.acknowledged_at - alert.opened_at).total_seconds() / 60)
        read = turn.texts.say("review-read", minutes=_count(turn, minutes))
    ended = turn.texts.say(f"alert-outcome-word-{alert.outcome.value}" if alert.outcome else "review-no-outcome")
    line = headline(alert, viewer.desk, viewer.reader, viewer.now)
    return turn.texts.say("review-alert", line=line, what=what, read=read, outcome=ended)


def _count(turn: Turn, number: int) -> str:
    return amounts.number(number, turn.texts.language)


def _buttons(turn: Turn) -> Buttons:
    return (
        (Button(label=turn.texts.label("review-button-missed"), data=data(Verb.REVIEW_MISSED)),),
        (Button(label=turn.texts.label("review-button-file"), data=data(Verb.REVIEW_FILE)),),
    )


ROUTES = Routes(
    commands={"review": review},
    taps={Verb.REVIEW_MISSED: ask_missed, Verb.REVIEW_FILE: as_file},
    dialogs={Expecting.MISSED_WORDS: missed},
)
