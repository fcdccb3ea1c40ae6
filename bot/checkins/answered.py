"""checkins/answered: what is tapped or typed in a check-in is written down, and the next question comes.

Belongs here: flags, answers, the note, temperature, stopping, finishing. Not here: what an answer means at once
(severe.py), the words (chat/handlers/checkin.py).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import update

from bot import logs
from bot.caseload.person import Person
from bot.checkins import kept, severe, trend
from bot.checkins.asked import Asking
from bot.checkins.checkin import Answers, Checkin, CheckinState, to_json
from bot.checkins.packs import Item
from bot.checkins.trend import DayOfAnswers
from bot.plans import active
from bot.storage.database import Transaction
from bot.storage.tables import checkins

log = logs.get(__name__)

LONGEST_NOTE = 4000
"""Characters of a note that are kept: one message of Telegram."""


async def flagged(tx: Transaction, checkin: Checkin, code: str) -> Checkin:
    """The flag is noted, once; "none of these" is no flag. The next question is the first item."""
    flags = checkin.answers.flags
    if code not in flags:
        flags = (*flags, code)
    return await _store(tx, checkin, replace(checkin.answers, flags=flags), page=max(checkin.page, 1))


async def no_flags(tx: Transaction, checkin: Checkin) -> Checkin:
    """None of these: the next question is the first item. What was flagged before stays."""
    return await _store(tx, checkin, checkin.answers, page=max(checkin.page, 1))


async def item_answered(tx: Transaction, checkin: Checkin, item: Item, value: int | None) -> Checkin:
    """The answer (None: skipped) is kept and the next question comes. Only the item that is asked now is taken."""
    if checkin.item != item.id:
        return checkin
    return await _store(tx, checkin, checkin.answers.with_answer(item.id, value), page=checkin.page + 1)


async def noted(tx: Transaction, checkin: Checkin, words: str) -> Checkin:
    """Words of the person's own are kept beside what was kept before."""
    note = "\n".join(part for part in (checkin.answers.note, words.strip()) if part)[:LONGEST_NOTE]
    return await _store(tx, checkin, replace(checkin.answers, note=note), page=checkin.page)


async def measured(tx: Transaction, checkin: Checkin, celsius: Decimal) -> Checkin:
    """The temperature is kept, in degrees Celsius."""
    return await _store(tx, checkin, replace(checkin.answers, temperature=str(celsius)), page=checkin.page)


async def shown_under(tx: Transaction, checkin: Checkin, message_id: int) -> None:
    """The check-in stands in the message with this id."""
    if checkin.message_id != message_id:
        await tx.run(update(checkins).where(checkins.c.id == checkin.id).values(message_id=message_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A finished check-in. `worse`: the mild signs because of which somebody should look today. `yesterday`: what was
    answered then, if anything."""

    checkin: Checkin
    worse: tuple[Item, ...]
    yesterday: DayOfAnswers | None


async def finish(tx: Transaction, person: Person, checkin: Checkin, asking: Asking, *, now: datetime) -> Finished:
    """The check-in is done, and it is known whether the mild signs ask for a look today."""
    done = await _store(
        tx,
        checkin,
        checkin.answers,
        page=len(checkin.answers.items) + 1,
        state=CheckinState.FINISHED.value,
        finished_at=now,
    )
    log.info("checkin.finished", checkin=checkin.id, person=person.id)
    zone = kept.zone_of(person, asking.programme)
    before = await kept.days_before(tx, done, zone, days=trend.BASELINE_DAYS)
    today = DayOfAnswers(day=kept.local_day(done.started_at, zone), given=done.answers.given)
    order = await active.in_force(tx, person.id, now) or await active.turned_off(tx, person.id)
    asked = [item for one in done.answers.items if (item := asking.packs.item(one)) is not None]
    worse = trend.asks_for_a_task(asked, today, before, plan=order.plan if order else None, now=now)
    yesterday = before[-1] if before and (today.day - before[-1].day).days == 1 else None
    return Finished(checkin=done, worse=worse, yesterday=yesterday)


async def ticks_now(
    tx: Transaction, person: Person, checkin: Checkin, item: Item, value: int, *, asking: Asking
) -> frozenset[str]:
    """The ticks that this answer is to be triaged with at once; none for an ordinary one."""
    if item.report is None or item.report_from is None or value < item.report_from:
        return frozenset()
    zone = kept.zone_of(person, asking.programme)
    before = await kept.days_before(tx, checkin, zone, days=trend.BASELINE_DAYS)
    return severe.ticks_of(item, value, day=kept.local_day(checkin.started_at, zone), before=before)


async def _store(tx: Transaction, checkin: Checkin, answers: Answers, *, page: int, **values: Any) -> Checkin:
    await tx.run(
        update(checkins).where(checkins.c.id == checkin.id).values(answers=to_json(answers), page=page, **values)
    )
    changed = replace(checkin, answers=answers, page=page)
    if "state" in values:
        changed = replace(changed, state=CheckinState(values["state"]), finished_at=values["finished_at"])
    return changed
