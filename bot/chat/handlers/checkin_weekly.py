"""handlers/checkin_weekly: each day or once a week: the offer after a check-in, and what was chosen.

Belongs here: these two. Not here: the offer on its day, its words and buttons (reminders/checkin_weekly.py).
"""

from bot.caseload import people
from bot.chat.handlers import checkin_flow as flow
from bot.chat.turn import Turn
from bot.errors import Refused
from bot.reminders import checkin_weekly
from bot.reminders.checkin_weekly import DAILY, WEEKLY
from bot.sending import Outgoing

_DAYS = {DAILY: 1, WEEKLY: 7}


async def offer(turn: Turn) -> list[Outgoing]:
    """The offer, once, to somebody whose last ordered day is two weeks ago or more."""
    day = await checkin_weekly.first_day(turn.tx, turn.patient)
    if day is None or flow.today(turn) < day:
        return []
    await people.change(turn.tx, turn.patient.id, weekly_offered_at=turn.now)
    buttons = (checkin_weekly.button(turn.texts, DAILY), checkin_weekly.button(turn.texts, WEEKLY))
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
    other = DAILY if code == WEEKLY else WEEKLY
    return [turn.edit(turn.texts.say(key), buttons=((checkin_weekly.button(turn.texts, other),),))]
