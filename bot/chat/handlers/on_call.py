"""handlers/on_call: /oncall: who is told first, and who takes over for how long.

Belongs here: showing the roster, an admin's taps. Not here: which row holds when (escalation/roster.py).
"""

from datetime import timedelta

from bot.caseload import people
from bot.caseload.permissions import Action, may
from bot.caseload.person import Person
from bot.chat.handlers.alert_lists import who
from bot.chat.handlers.alerts import allowed
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.escalation import roster
from bot.escalation.notice_words import name_of
from bot.escalation.roster import Duty
from bot.sending import Button, Buttons, Outgoing
from bot.taps import Verb, data
from bot.texts.html import Html, lines, paragraphs

FROM_NOW_ON, BACK, ROTATION = "p", "b", "r"
SPANS = {"12": timedelta(hours=12), "24": timedelta(hours=24), "168": timedelta(days=7), "336": timedelta(days=14)}
"""What stands in the button: hours."""
WEEK = timedelta(days=7)
WEEKS = 12
"""How far a rotation is planned. Then the roster is empty again, and the default holds."""


async def on_call(turn: Turn) -> list[Outgoing]:
    """/oncall: who is told first, and what is planned. An admin can change it."""
    staff = allowed(turn, Action.SEE_ALERTS)
    text, buttons = await _duty(turn, staff)
    return [turn.reply(text, buttons=buttons)]


async def tapped(turn: Turn) -> list[Outgoing]:
    """First: for how long? Then it is so. `id` is the person; `arg` the duty, and after a colon the span."""
    staff = allowed(turn, Action.SEE_ALERTS)
    if not may(staff.role, Action.CHANGE_ROSTER):
        raise Refused("oncall-not-allowed")
    everybody = await people.staff(turn.tx)
    level, _, span = (turn.heard.tap.arg if turn.heard.tap else "").partition(":")
    if level == ROTATION and len(everybody) > 1:
        await roster.rotate(turn.tx, everybody, starts=turn.now, each=WEEK, turns=WEEKS, by=staff.id)
        return await _shown(turn, staff, turn.texts.say("oncall-rotation-set"))
    if level == BACK:
        return await _shown(turn, staff)
    chosen = next((one for one in everybody if turn.heard.tap and one.id == turn.heard.tap.id), None)
    if chosen is None or level not in ("0", "1") or span not in ("", FROM_NOW_ON, *SPANS):
        raise Refused("button-old")
    duty = Duty(int(level))
    if not span:
        return [_how_long(turn, chosen, duty)]
    ends = turn.now + SPANS[span] if span in SPANS else None
    await roster.put(turn.tx, chosen, duty, starts=turn.now, ends=ends, by=staff.id)
    key = "oncall-set" if duty is Duty.ON_CALL else "oncall-set-backup"
    return await _shown(turn, staff, turn.texts.say(key, name=name_of(chosen, turn.texts)))


async def _shown(turn: Turn, staff: Person, said: Html | str = "") -> list[Outgoing]:
    text, buttons = await _duty(turn, staff)
    return [turn.edit(paragraphs(said, text), buttons=buttons)]


def _how_long(turn: Turn, chosen: Person, duty: Duty) -> Outgoing:
    key = "oncall-how-long" if duty is Duty.ON_CALL else "oncall-how-long-backup"

    def button(label: str, span: str) -> Button:
        return Button(label=turn.texts.label(label), data=data(Verb.ON_CALL, chosen.id, f"{duty.value}:{span}"))

    rows: Buttons = (
        (button("oncall-from-now-on", FROM_NOW_ON),),
        (button("oncall-12-hours", "12"), button("oncall-24-hours", "24")),
        (button("oncall-7-days", "168"), button("oncall-14-days", "336")),
        (Button(label=turn.texts.label("alert-back"), data=data(Verb.ON_CALL, 0, BACK)),),
    )
    return turn.edit(turn.texts.say(key, name=name_of(chosen, turn.texts)), buttons=rows)


async def _duty(turn: Turn, staff: Person) -> tuple[Html, Buttons]:
    duty = await roster.on_duty(turn.tx, turn.now)
    now = turn.texts.say("oncall-now", on_call=who(duty.on_call, turn.texts), backup=who(duty.backup, turn.texts))
    everybody = await people.staff(turn.tx)
    unreachable = [
        turn.texts.say("oncall-unreachable", name=name_of(one, turn.texts)) for one in everybody if one.blocked_at
    ]
    text = paragraphs(lines(now, *unreachable), await _plans(turn, staff, everybody))
    if not may(staff.role, Action.CHANGE_ROSTER):
        return text, ()
    rows = tuple(
        tuple(
            Button(
                label=turn.texts.label(key, name=name_of(one, turn.texts)),
                data=data(Verb.ON_CALL, one.id, str(level.value)),
            )
            for key, level in (("oncall-button", Duty.ON_CALL), ("oncall-button-backup", Duty.BACKUP))
        )
        for one in everybody
    )
    weekly = (Button(label=turn.texts.label("oncall-rotation"), data=data(Verb.ON_CALL, 0, ROTATION)),)
    return paragraphs(text, turn.texts.say("oncall-choose")), (*rows, weekly) if len(everybody) > 1 else rows


async def _plans(turn: Turn, staff: Person, everybody: tuple[Person, ...]) -> Html:
    """What is planned with an end."""
    names = {one.id: name_of(one, turn.texts) for one in everybody}
    moment = turn.house.desk.moment
    said = [
        turn.texts.say(
            "oncall-plan" if one.duty is Duty.ON_CALL else "oncall-plan-backup",
            name=names.get(one.staff, turn.texts.label("alert-somebody")),
            starts=moment(one.starts, staff, turn.now),
            ends=moment(one.ends, staff, turn.now),
        )
        for one in await roster.planned(turn.tx, turn.now)
    ]
    return lines(*said)


ROUTES = Routes(commands={"oncall": on_call}, taps={Verb.ON_CALL: tapped})
