"""handlers/checkin_weekly: two weeks after the last dose somebody is asked once: each day, or once a week?

Source: FACTS 9, design defaults (PD): daily during the taper and two weeks after the last dose, then offer weekly.
"""

from datetime import timedelta

from bot.caseload import people
from bot.chat.handlers import checkin_flow as flow
from bot.chat.turn import Turn
from bot.errors import Refused
from bot.plans import active
from bot.sending import Button, Outgoing
from bot.taps import Verb, data

AFTER_LAST_DOSE = timedelta(weeks=2)
DAILY, WEEKLY = "d", "w"
"""What the two buttons carry."""
_DAYS = {DAILY: 1, WEEKLY: 7}


async def offer(turn: Turn) -> list[Outgoing]:
    """The offer, once, to somebody whose last ordered day is two weeks ago or more."""
    person = turn.patient
    if person.weekly_offered_at is not None or person.checkin_days != 1:
        return []
    order = await active.of_person(turn.tx, person.id)
    ended = order.plan.ends_on if order else None
    if ended is None or flow.today(turn) < ended + AFTER_LAST_DOSE:
        return []
    await people.change(turn.tx, person.id, weekly_offered_at=turn.now)
    buttons = (_button(turn, "checkin-daily", DAILY), _button(turn, "checkin-weekly", WEEKLY))
    return [turn.reply(turn.texts.say("checkin-weekly-offer"), buttons=(buttons,), protect=True)]


async def chosen(turn: Turn) -> list[Outgoing]:
    """From now on so often; the prompts are planned anew within seconds."""
    flow.may_check_in(turn)
    code = turn.heard.tap.arg if turn.heard.tap else ""
    if code not in _DAYS:
        raise Refused("button-old")
    await people.change(turn.tx, turn.patient.id, checkin_days=_DAYS[code])
    await people.plan_anew(turn.tx, turn.patient.id, turn.now, missed_too=True)
    key = "checkin-weekly-noted" if code == WEEKLY else "checkin-daily-noted"
    other = (DAILY, "checkin-daily") if code == WEEKLY else (WEEKLY, "checkin-weekly")
    return [turn.edit(turn.texts.say(key), buttons=((_button(turn, other[1], other[0]),),))]


def _button(turn: Turn, key: str, code: str) -> Button:
    return Button(label=turn.texts.label(key), data=data(Verb.CHECKIN_EVERY, 0, code))
