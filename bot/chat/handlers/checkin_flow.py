"""handlers/checkin_flow: what the handlers of a check-in share: whose it is, the next question, answers that matter.

Belongs here: no handler. Not here: what a tap does (checkin.py, checkin_flags.py).
"""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.caseload import people, tasks
from bot.caseload.permissions import Action, may
from bot.caseload.sharing import Sharing
from bot.caseload.tasks import TaskKind
from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.turn import Turn
from bot.checkins import checkin_words, kept
from bot.checkins.asked import Asking
from bot.checkins.checkin import Checkin
from bot.checkins.checkin_words import Said
from bot.errors import Refused
from bot.plans import active
from bot.sending import Method, Outgoing
from bot.symptoms import escalated, known, received
from bot.symptoms.received import Source, Told
from bot.symptoms.report import Decision, Reason, SymptomReport
from bot.symptoms.triaged import triage
from bot.texts.html import Html, paragraphs


def asking(turn: Turn) -> Asking:
    """The house's part of a check-in."""
    return Asking(packs=turn.house.packs, medicines=turn.house.medicines, programme=turn.house.programme)


def may_check_in(turn: Turn) -> None:
    """Raises Refused where whoever wrote is no patient."""
    if turn.person is None or not may(turn.person.role, Action.CHECK_IN):
        raise Refused("menu-stranger" if turn.person is None else "menu-staff")


async def own(turn: Turn) -> Checkin | None:
    """The check-in that the tapped button names, if it is this person's: data can be forged."""
    if turn.person is None or turn.heard.tap is None:
        return None
    return await kept.by_id(turn.tx, turn.person.id, turn.heard.tap.id)


async def own_open(turn: Turn) -> Checkin:
    """As `own`, one that can still be answered. Raises Refused with a friendly word otherwise."""
    found = await own(turn)
    if found is None:
        raise Refused("button-old")
    if not is_current(turn, found):
        raise Refused("checkin-over" if found.finished_at else "checkin-old")
    return found


def is_current(turn: Turn, checkin: Checkin) -> bool:
    """Whether it is open and of today: yesterday's buttons do not write into yesterday."""
    zone = kept.zone_of(turn.patient, turn.house.programme)
    return checkin.is_open and kept.local_day(checkin.started_at, zone) == today(turn)


def today(turn: Turn) -> date:
    """The person's own day."""
    return kept.local_day(turn.now, kept.zone_of(turn.patient, turn.house.programme))


async def next_page(turn: Turn, checkin: Checkin, *, first: Html | None = None) -> Said:
    """The question that is asked now; on the last page words are expected."""
    said = checkin_words.page(checkin, turn.house.packs, turn.texts)
    if checkin.at_note:
        await dialogs.expect(turn.tx, turn.patient.id, Dialog(expecting=Expecting.CHECKIN_NOTE, id=checkin.id))
    return Said(text=paragraphs(first, said.text), buttons=said.buttons) if first else said


def edit(turn: Turn, said: Said) -> Outgoing:
    """The tapped message reads `said` now."""
    return turn.edit(said.text, buttons=said.buttons)


def old_message_reads(turn: Turn, checkin: Checkin, said: Said) -> list[Outgoing]:
    """The message in which the check-in stood reads `said`, so that no two of it can be tapped."""
    if checkin.message_id is None:
        return []
    changed = Outgoing(
        chat_id=turn.chat,
        method=Method.EDIT_TEXT,
        message_id=checkin.message_id,
        text=said.text,
        buttons=said.buttons,
    )
    return [changed]


async def decided(turn: Turn, ticks: Collection[str], *, temperature: Decimal | None = None) -> Decision:
    """What triage says of these ticks, knowing what is known of the person."""
    order = await active.standing(turn.tx, turn.patient.id)
    report = SymptomReport(
        lang=turn.texts.language,
        ticks=frozenset(ticks),
        about=known.about(order.plan if order else None, turn.house.medicines),
        temperature_c=temperature,
    )
    return triage(report, turn.house.rules)


async def keep_quietly(turn: Turn, decision: Decision, words: str) -> None:
    """A mild report stands in the case file, where that was agreed to; nothing is said about it."""
    told = Told(
        person=turn.person,
        chat_id=turn.chat,
        source=Source.ANSWER,
        words=words,
        decision=decision,
        update_key=turn.update_key,
    )
    report = await received.receive(turn.tx, told, turn.now)
    reason = decision.reason or Reason.MILD
    await escalated.escalate(turn.tx, turn.person, report, tier=decision.tier, reason=reason, now=turn.now)


async def reader(turn: Turn) -> str:
    """Who reads the answers: the case manager's name, else the programme's; empty where they are not shared."""
    if turn.patient.sharing is not Sharing.YES:
        return ""
    manager = await people.by_id(turn.tx, turn.patient.manager_id) if turn.patient.manager_id else None
    name = (manager.name if manager else None) or turn.house.programme.name
    return name.rstrip(".")  # a full stop follows it


async def task_today(turn: Turn, kind: TaskKind) -> None:
    """Somebody of the team should look today, where the answers are shared."""
    due_on = kept.local_day(turn.now, ZoneInfo(turn.house.programme.zone))
    await tasks.open_task(turn.tx, turn.patient, kind, due_on=due_on, now=turn.now)
