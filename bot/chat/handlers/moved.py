"""handlers/moved: one day's dose moved inside the clinician's allowed window: which times, and back again.

Belongs here: the buttons. Not here: what is allowed (reminders/moved.py), where the first button stands (doses.py).
"""

from datetime import timedelta

from bot.chat.handlers import dose_moment
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.reminders import dose_words, moved
from bot.sending import Button, Outgoing
from bot.taps import Verb, data


async def move(turn: Turn) -> list[Outgoing]:
    """Without a time: those that the clinician allows. With one: it is told then, this day only."""
    moment = await dose_moment.of_tap(turn)
    arg = turn.heard.tap.arg if turn.heard.tap else ""
    due = moment.group[0]
    allowed = await moved.options(turn.tx, moment.doses, turn.now)
    if not arg:
        if not allowed:
            raise Refused("dose-move-not")
        buttons = [
            Button(
                label=dose_words.local_time(at, due.zone),
                data=data(Verb.DOSE_MOVE, due.id, str(int((at - due.due_at).total_seconds()) // 60)),
            )
            for at in allowed
        ]
        rows = tuple(tuple(buttons[at : at + 4]) for at in range(0, len(buttons), 4))
        return [turn.edit(turn.texts.say("dose-move", time=moment.time), buttons=rows)]
    to = due.due_at + timedelta(minutes=int(arg)) if arg.lstrip("-").isdecimal() and len(arg) < 5 else due.due_at
    if to not in (*allowed, due.due_at) or not await moved.move(turn.tx, moment.doses, to, turn.now):
        raise Refused("dose-move-not")
    if to == due.due_at:
        return [turn.edit(turn.texts.say("dose-moved-back", time=moment.time))]
    back = Button(label=turn.texts.label("button-move-back"), data=data(Verb.DOSE_MOVE, due.id, "0"))
    text = turn.texts.say("dose-moved", time=moment.time, to=dose_words.local_time(to, due.zone))
    return [turn.edit(text, buttons=((back,),))]


ROUTES = Routes(taps={Verb.DOSE_MOVE: move})
