"""handlers/cover: /cover: who looks after my patients while I am away.

Belongs here: its words and taps. Not here: whose patients are whose (caseload/covered.py), who is told of an alert
first (on_call.py).
"""

from datetime import timedelta

from bot.caseload import covered, people
from bot.caseload.permissions import Action
from bot.caseload.person import Person
from bot.chat.handlers.alerts import allowed
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.escalation.notice_words import name_of, to_staff
from bot.sending import Button, Buttons, Outgoing
from bot.taps import Verb, data
from bot.texts.html import Html, lines, paragraphs

DAYS = {"1": "cover-1-day", "7": "cover-7-days", "14": "cover-14-days", "28": "cover-28-days"}
"""What stands in the button, and its words."""


async def cover(turn: Turn) -> list[Outgoing]:
    """/cover: who covers whom now, and the colleagues who could."""
    staff = allowed(turn, Action.SEE_CASELOAD)
    return [turn.reply(await _text(turn, staff), buttons=await _buttons(turn, staff))]


async def tapped(turn: Turn) -> list[Outgoing]:
    """First: for how long? Then it is so, and the colleague is told. `id` 0: nobody covers any more."""
    staff = allowed(turn, Action.SEE_CASELOAD)
    chosen, days = (turn.heard.tap.id, turn.heard.tap.arg) if turn.heard.tap else (0, "")
    colleague = next((one for one in await people.staff(turn.tx) if one.id == chosen and one.id != staff.id), None)
    if (chosen and colleague is None) or (days and days not in DAYS):
        raise Refused("button-old")
    if colleague is not None and not days:
        return [turn.edit(turn.texts.say("cover-how-long", name=name_of(colleague, turn.texts)), buttons=_long(turn))]
    ends = turn.now + timedelta(days=int(days or 0))
    await covered.cover(turn.tx, staff, colleague, ends_at=ends, now=turn.now)
    said = turn.edit(await _text(turn, staff), buttons=await _buttons(turn, staff))
    if colleague is None or colleague.blocked_at is not None:
        return [said]
    texts = turn.house.desk.texts_of(colleague)
    until = turn.house.desk.moment(ends, colleague, turn.now)
    told = texts.say("cover-you", name=name_of(staff, texts), time=until)
    return [said, to_staff(colleague, told, f"{turn.update_key}.cover", texts)]


async def _text(turn: Turn, staff: Person) -> Html:
    """Every cover that holds now."""
    names = {one.id: name_of(one, turn.texts) for one in await people.staff(turn.tx)}
    somebody = turn.texts.label("alert-somebody")
    said = [
        turn.texts.say(
            "cover-line",
            name=names.get(one.cover, somebody),
            away=names.get(one.away, somebody),
            time=turn.house.desk.moment(one.ends_at, staff, turn.now),
        )
        for one in await covered.running(turn.tx, turn.now)
    ]
    return paragraphs(lines(*said) if said else turn.texts.say("cover-none"), turn.texts.say("cover-choose"))


async def _buttons(turn: Turn, staff: Person) -> Buttons:
    rows = tuple(
        (Button(label=name_of(one, turn.texts), data=data(Verb.COVER, one.id)),)
        for one in await people.staff(turn.tx)
        if one.id != staff.id
    )
    mine = any(one.away == staff.id for one in await covered.running(turn.tx, turn.now))
    back = (Button(label=turn.texts.label("cover-back"), data=data(Verb.COVER, 0)),)
    return (*rows, back) if mine else rows


def _long(turn: Turn) -> Buttons:
    chosen = turn.heard.tap.id if turn.heard.tap else 0
    row = [Button(label=turn.texts.label(key), data=data(Verb.COVER, chosen, days)) for days, key in DAYS.items()]
    return (tuple(row[:2]), tuple(row[2:]))


ROUTES = Routes(commands={"cover": cover}, taps={Verb.COVER: tapped})
