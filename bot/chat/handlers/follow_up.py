"""handlers/follow_up: "How are you now?" and its three answers. Not here: when it is asked (reminders/follow_up.py)."""

from bot.chat.handlers import help as helping
from bot.chat.turn import Routes, Turn
from bot.ids import ReportId
from bot.reminders import follow_up
from bot.sending import Outgoing
from bot.symptoms import escalated, received, shown
from bot.symptoms.placed import place_of
from bot.symptoms.received import Source
from bot.symptoms.report import Decision, Hit, Tier
from bot.taps import Verb


async def answered(turn: Turn) -> list[Outgoing]:
    """Better: the question ends, the alert does not. The same: staff are told again. Worse: an emergency report.

    Of a stranger or a supporter nobody is told; they read the same."""
    tap = turn.heard.tap
    about = await received.by_id(turn.tx, ReportId(tap.id)) if tap else None
    if tap is None or about is None or about.chat_id != turn.chat:
        return [turn.toast(turn.texts.label("help-too-old"), box=True)]
    if turn.person is not None:
        await follow_up.answered(turn.tx, turn.person, about.id, turn.now)
    language = about.language or turn.heard.language
    place = await place_of(turn.tx, turn.house, turn.person, language=language, now=turn.now)
    thanks = turn.edit(place.texts.say("help-follow-up-noted"))
    if tap.arg == shown.WORSE:
        worse = Decision(
            tier=Tier.EMERGENCY,
            because=(Hit(rule="follow_up.worse", tier=Tier.EMERGENCY, reason=about.reason),),
            reason=about.reason,
            lang=place.texts.language,
            someone_else=about.someone_else,
            swallowed=about.swallowed,
        )
        return [*await helping.report(turn, worse, source=Source.TAP), thanks]
    if tap.arg == shown.SAME:
        await escalated.tell_again(turn.tx, turn.person, about, turn.now)
    key = "guidance-follow-up-same" if tap.arg == shown.SAME else "guidance-follow-up-better"
    return [turn.edit(place.texts.say(key, emergency=place.emergency))]


ROUTES = Routes(taps={Verb.HELP_FOLLOW_UP: answered})
