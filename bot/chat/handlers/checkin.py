"""handlers/checkin: /checkin, the questions, the last words.

Not here: the red-flag question and what it opens (checkin_flags.py), the chart (history.py).
"""

from dataclasses import replace

from bot.caseload import lapsed
from bot.caseload.tasks import TaskKind
from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.handlers import checkin_flow as flow
from bot.chat.handlers import checkin_weekly as weekly
from bot.chat.handlers import cope, other
from bot.chat.handlers import help as helping
from bot.chat.turn import Routes, Turn
from bot.checkins import answered, asked, checkin_words, kept
from bot.checkins.answered import Finished
from bot.checkins.asked import Begun
from bot.checkins.checkin import Checkin
from bot.checkins.checkin_words import ANEW, LIST, SEPARATOR, SKIPPED, Said
from bot.checkins.packs import Item
from bot.checkins.screened import screens
from bot.errors import Refused
from bot.reminders import checkin_daily
from bot.sending import Outgoing
from bot.symptoms.received import Source
from bot.symptoms.report import Decision, Tier
from bot.taps import Verb
from bot.texts.html import lines

MILD_SIGNS = "mild_signs_worse"
"""The tick for three mild signs that are worse, as config/triage/answers.yaml knows it."""


async def start(turn: Turn) -> list[Outgoing]:
    """/checkin: today's check-in begins or goes on, in a new message; a finished one is shown."""
    flow.may_check_in(turn)
    checkin, begun = await asked.begin(turn.tx, turn.patient, flow.asking(turn), turn.now)
    if begun is Begun.DONE_TODAY:
        said = checkin_words.done_today(checkin, turn.house.packs, turn.texts)
        return [turn.reply(said.text, buttons=said.buttons, protect=True)]
    moved = flow.old_message_reads(turn, checkin, Said(text=turn.texts.say("checkin-moved")))
    said = await flow.next_page(turn, checkin)
    return [*moved, turn.reply(said.text, buttons=said.buttons, protect=True)]


async def started(turn: Turn) -> list[Outgoing]:
    """`Start`, `Continue`, `New check-in`, `Show the list again`: the tapped message becomes the question."""
    flow.may_check_in(turn)
    if turn.heard.tap is not None and turn.heard.tap.id and turn.heard.tap.arg != ANEW:
        checkin = await flow.own_open(turn)
    else:
        anew = turn.heard.tap is not None and turn.heard.tap.arg == ANEW
        checkin, begun = await asked.begin(turn.tx, turn.patient, flow.asking(turn), turn.now, anew=anew)
        if begun is Begun.DONE_TODAY:
            return [flow.edit(turn, checkin_words.done_today(checkin, turn.house.packs, turn.texts))]
    await _under(turn, checkin)
    if turn.heard.tap is not None and turn.heard.tap.arg == LIST:
        return [flow.edit(turn, checkin_words.flags(checkin, turn.house.packs, turn.texts))]
    return [flow.edit(turn, await flow.next_page(turn, checkin))]


async def item(turn: Turn) -> list[Outgoing]:
    """An answer: kept, triaged at once where it may be severe, and the next question stands there."""
    checkin = await flow.own_open(turn)
    await _under(turn, checkin)
    asked_item, value = _answer(turn)
    if checkin.item != asked_item.id:
        toast = turn.toast(turn.texts.label("checkin-answered-already"))
        return [toast, flow.edit(turn, await flow.next_page(turn, checkin))]
    ticks = (
        await answered.ticks_now(turn.tx, turn.patient, checkin, asked_item, value, asking=flow.asking(turn))
        if value is not None
        else frozenset()
    )
    checkin = await answered.item_answered(turn.tx, checkin, asked_item, value)
    if value is None or not ticks:
        return [flow.edit(turn, await flow.next_page(turn, checkin))]
    decision = await flow.decided(turn, ticks)
    return await _severe(turn, checkin, decision, words=_words(turn, asked_item, value), item=asked_item)


async def _severe(turn: Turn, checkin: Checkin, decision: Decision, *, words: str, item: Item) -> list[Outgoing]:
    """Guidance now and the check-in waits, or, for a mild one, a word above the next question. Who used has their own
    coping plan under it."""
    if item.id == USED:
        await lapsed.note(turn.tx, turn.patient.id, flow.today(turn), turn.now)
    if decision.tier > Tier.WATCH:
        said = await helping.report(turn, decision, source=Source.ANSWER, words=words)
        paused = checkin_words.goes_on_later(checkin, turn.texts, key="checkin-paused")
        return [*said, flow.edit(turn, paused)]
    if decision.tier is Tier.WATCH:
        await flow.keep_quietly(turn, decision, words)
    if item.id != USED:
        return [flow.edit(turn, await flow.next_page(turn, checkin))]
    await flow.task_today(turn, TaskKind.LAPSE)
    first = lines(turn.texts.say("checkin-thanks-used"), turn.texts.say("checkin-used-safety"))
    asked_next = await flow.next_page(turn, checkin, first=first)
    own_plan = (cope.button(turn.patient, turn.texts),)
    return [flow.edit(turn, replace(asked_next, buttons=(*asked_next.buttons, own_plan)))]


USED = "used"
"""The item that asks whether anything was used: a yes is met with thanks and the words about tolerance."""


async def stop(turn: Turn) -> list[Outgoing]:
    """`Later`: what was said is kept, and it can go on whenever they like."""
    checkin = await flow.own_open(turn)
    await _under(turn, checkin)
    return [flow.edit(turn, checkin_words.goes_on_later(checkin, turn.texts, key="checkin-stopped"))]


async def done(turn: Turn) -> list[Outgoing]:
    """`Done`: nothing else."""
    checkin = await flow.own_open(turn)
    await _under(turn, checkin)
    if not checkin.at_note:
        return [flow.edit(turn, await flow.next_page(turn, checkin))]
    return await _finished(turn, checkin)


async def note(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """Words of their own end the check-in. Words of danger were answered before; then nothing more is said."""
    await dialogs.expect(turn.tx, turn.patient.id, None)
    checkin = await kept.by_id(turn.tx, turn.patient.id, dialog.id)
    if checkin is None or not flow.is_current(turn, checkin) or not checkin.at_note:
        return [] if turn.decision.tier >= Tier.CHECK else await other.anything_else(turn)
    checkin = await answered.noted(turn.tx, checkin, turn.heard.text)
    return await _finished(turn, checkin)


async def snooze(turn: Turn) -> list[Outgoing]:
    """`Later` under the prompt: once more in an hour, or whenever they like."""
    flow.may_check_in(turn)
    await checkin_daily.later(turn.tx, turn.patient.id, turn.now)
    start_again = checkin_words.prompt(turn.texts, "checkin-later", 0).buttons[0][:1]
    return [turn.edit(turn.texts.say("checkin-later"), buttons=(start_again,))]


async def _finished(turn: Turn, checkin: Checkin) -> list[Outgoing]:
    done = await answered.finish(turn.tx, turn.patient, checkin, flow.asking(turn), now=turn.now)
    await checkin_daily.answered(turn.tx, turn.patient.id, turn.now)
    if any(screen.needs_a_talk for screen in screens(done.checkin.answers)):
        await flow.task_today(turn, TaskKind.SCREEN)
    await _nothing_expected(turn)
    typed, in_danger = turn.heard.tap is None, turn.decision.tier >= Tier.CHECK
    old = flow.old_message_reads(turn, checkin, Said(text=turn.texts.say("checkin-done-short"))) if typed else []
    if in_danger:
        return old
    said = checkin_words.done(
        done.checkin, turn.house.packs, turn.texts, before=done.yesterday, saved_for=await flow.reader(turn)
    )
    thanks = turn.reply(said.text, buttons=said.buttons, protect=True) if typed else flow.edit(turn, said)
    return [*old, thanks, *await _mild_signs(turn, done), *await weekly.offer(turn)]


async def _mild_signs(turn: Turn, done: Finished) -> list[Outgoing]:
    """Three mild signs worse: kept, answered kindly, and somebody looks today. Never a page."""
    if not done.worse:
        return []
    words = ", ".join(
        _words(turn, one, value) for one in done.worse if (value := done.checkin.answers.value(one.id)) is not None
    )
    await flow.task_today(turn, TaskKind.WORSE)
    if turn.decision.tier > Tier.NONE:
        return []  # the last words were a report of their own, and were answered
    decision = await flow.decided(turn, {MILD_SIGNS})
    return await helping.report(turn, decision, source=Source.ANSWER, words=words)


async def _nothing_expected(turn: Turn) -> None:
    waiting = dialogs.expected(turn.patient)
    if waiting is not None and waiting.expecting is Expecting.CHECKIN_NOTE:
        await dialogs.expect(turn.tx, turn.patient.id, None)


async def _under(turn: Turn, checkin: Checkin) -> None:
    if turn.heard.message_id is not None:
        await answered.shown_under(turn.tx, checkin, turn.heard.message_id)


def _answer(turn: Turn) -> tuple[Item, int | None]:
    """The item and value in the tapped button. Raises Refused for what no button of ours carries."""
    code, _, written = (turn.heard.tap.arg if turn.heard.tap else "").partition(SEPARATOR)
    found = turn.house.packs.item_of_code(code)
    if found is None or not (written == SKIPPED or (written.isdecimal() and int(written) <= found.most)):
        raise Refused("button-old")
    return found, None if written == SKIPPED else int(written)


def _words(turn: Turn, one: Item, value: int) -> str:
    return f"{checkin_words.item_name(one, turn.texts)}: {checkin_words.value_words(one, value, turn.texts)}"


ROUTES = Routes(
    commands={"checkin": start},
    words={"key-checkin": start},
    taps={
        Verb.CHECKIN_START: started,
        Verb.CHECKIN_ANSWER: item,
        Verb.CHECKIN_STOP: stop,
        Verb.CHECKIN_DONE: done,
        Verb.CHECKIN_SNOOZE: snooze,
        Verb.CHECKIN_EVERY: weekly.chosen,
    },
    dialogs={Expecting.CHECKIN_NOTE: note},
)
