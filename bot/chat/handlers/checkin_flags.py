"""handlers/checkin_flags: the red-flag question: the first tap acts.

What a flag means was decided before this handler ran, and its guidance stands above what is said here: so nothing here
may raise Refused, which would take the report back. Not here: the ordinary questions (checkin.py).
"""

from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.handlers import checkin_flow as flow
from bot.chat.handlers import help as helping
from bot.chat.turn import Routes, Turn
from bot.checkins import answered, checkin_words, kept
from bot.checkins.checkin import Checkin
from bot.checkins.packs import After
from bot.checkins.temperature import celsius_of
from bot.reminders import checkin_daily
from bot.sending import Button, Outgoing
from bot.symptoms.received import Source
from bot.symptoms.report import Decision, Tier
from bot.taps import Verb, data


async def flag(turn: Turn) -> list[Outgoing]:
    """None of these: on to the questions. Anything else: the guidance is shown, the check-in waits below it."""
    checkin, tapped = await flow.own(turn), turn.house.packs.flag(turn.heard.tap.arg if turn.heard.tap else "")
    if checkin is None or tapped is None or not flow.is_current(turn, checkin):
        old = turn.texts.label("checkin-old" if checkin and not checkin.finished_at else "checkin-over")
        return [] if turn.decision.tier >= Tier.CHECK else [turn.toast(old, box=True)]
    if turn.heard.message_id is not None:
        await answered.shown_under(turn.tx, checkin, turn.heard.message_id)
    if not tapped.ticks:
        checkin = await answered.no_flags(turn.tx, checkin)
        return [flow.edit(turn, await flow.next_page(turn, checkin))]
    checkin = await answered.flagged(turn.tx, checkin, tapped.code)
    await checkin_daily.answered(turn.tx, turn.patient.id, turn.now)
    paused = checkin_words.goes_on_later(checkin, turn.texts, key="checkin-paused")
    return [flow.edit(turn, paused), *await _asked_after(turn, checkin, tapped.after)]


async def _asked_after(turn: Turn, checkin: Checkin, after: After | None) -> list[Outgoing]:
    if after is After.TEMPERATURE:
        await dialogs.expect(turn.tx, turn.patient.id, Dialog(expecting=Expecting.TEMPERATURE, id=checkin.id))
        return [turn.reply(turn.texts.say("checkin-temperature"), buttons=((_unknown(turn, checkin),),))]
    if after is After.WORDS:
        await dialogs.expect(turn.tx, turn.patient.id, Dialog(expecting=Expecting.SYMPTOM_WORDS, id=checkin.id))
        return [turn.reply(turn.texts.say("checkin-words"))]
    return []


async def temperature(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The typed temperature: an emergency is answered as one; else it is written down beside the fever."""
    celsius = celsius_of(turn.heard.text)
    checkin = await kept.by_id(turn.tx, turn.patient.id, dialog.id)
    if checkin is None:
        await dialogs.expect(turn.tx, turn.patient.id, None)
        return []
    if celsius is None:
        again = turn.texts.say("checkin-temperature-again")
        return [turn.reply(again, buttons=((_unknown(turn, checkin),),))]
    await dialogs.expect(turn.tx, turn.patient.id, None)
    checkin = await answered.measured(turn.tx, checkin, celsius)
    ticks = {tick for code in checkin.answers.flags for tick in turn.house.packs.ticks_of(code)}
    before, now = await flow.decided(turn, ticks), await flow.decided(turn, ticks, temperature=celsius)
    if now.tier is Tier.EMERGENCY and _rules(now) != _rules(before):
        return await helping.report(turn, now, source=Source.ANSWER, words=f"{celsius} °C")
    return [turn.reply(turn.texts.say("checkin-temperature-noted"))]


def _rules(decision: Decision) -> frozenset[str]:
    return frozenset(hit.rule for hit in decision.because)


async def no_thermometer(turn: Turn) -> list[Outgoing]:
    """`I do not know`: the guidance above still counts."""
    waiting = dialogs.expected(turn.person) if turn.person else None
    if turn.person is not None and waiting is not None and waiting.expecting is Expecting.TEMPERATURE:
        await dialogs.expect(turn.tx, turn.person.id, None)
    return [turn.edit(turn.texts.say("checkin-temperature-unknown"))]


async def words(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """What is happening, in their words: triaged before, kept here."""
    await dialogs.expect(turn.tx, turn.patient.id, None)
    checkin = await kept.by_id(turn.tx, turn.patient.id, dialog.id)
    if checkin is not None:
        await answered.noted(turn.tx, checkin, turn.heard.text)
    if turn.decision.tier >= Tier.CHECK:
        return []
    return [turn.reply(turn.texts.say("checkin-words-noted"))]


def _unknown(turn: Turn, checkin: Checkin) -> Button:
    label = turn.texts.label("button-checkin-no-thermometer")
    return Button(label=label, data=data(Verb.CHECKIN_UNKNOWN, checkin.id))


ROUTES = Routes(
    taps={Verb.CHECKIN_FLAG: flag, Verb.CHECKIN_UNKNOWN: no_thermometer},
    dialogs={Expecting.TEMPERATURE: temperature, Expecting.SYMPTOM_WORDS: words},
)
