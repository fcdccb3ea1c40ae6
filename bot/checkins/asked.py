"""checkins/asked: a check-in begins, goes on, or is shown as done.

Belongs here: which pack, which of its items are due, starting and resuming. Not here: answers (answered.py), the
questions' words (chat/handlers/checkin.py), the daily prompt (reminders/checkin_daily.py).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select, update

from bot import logs
from bot.caseload.person import Person
from bot.caseload.programme import Programme
from bot.checkins import kept
from bot.checkins.checkin import Answers, Checkin, CheckinState, Turn, in_turn, to_json
from bot.checkins.packs import Pack, PackBook
from bot.errors import Broken
from bot.ids import ReminderId
from bot.plans import active
from bot.plans.medicines import MedicineBook
from bot.plans.model import Plan
from bot.storage.database import Transaction
from bot.storage.tables import checkins

log = logs.get(__name__)

LOOK_BACK = timedelta(days=60)
"""How far back it is looked when an item that is not asked each time was asked last."""


class Begun(StrEnum):
    """What came of it."""

    NEW = "new"
    GOES_ON = "goes_on"
    DONE_TODAY = "done_today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the program knows that a check-in needs: the house's part of it."""

    packs: PackBook
    medicines: MedicineBook
    programme: Programme


def pack_for(plan: Plan | None, asking: Asking, now: datetime, person: Person) -> Pack:
    """The pack that staff chose; else that of the first medicine that is ordered today; the general one without a plan
    and after the last dose."""
    if person.checkin_pack:
        return asking.packs.pack(person.checkin_pack)
    day = kept.local_day(now, kept.zone_of(person, asking.programme))
    ordered = [
        medicine.name
        for medicine in (plan.medicines if plan else ())
        if medicine.ends_on is None or day <= medicine.ends_on
    ]
    return asking.packs.for_groups(asking.medicines.facts(name).group.value for name in ordered)


async def begin(
    tx: Transaction,
    person: Person,
    asking: Asking,
    now: datetime,
    *,
    anew: bool = False,
    reminder: ReminderId | None = None,
) -> tuple[Checkin, Begun]:
    """The check-in that `person` answers now: today's open one, a new one, or today's finished one (unless `anew`).

    An open one of an earlier day is left as it stands; what was answered in it counts.
    """
    last = await kept.latest(tx, person.id)
    zone = kept.zone_of(person, asking.programme)
    today = last is not None and kept.local_day(last.started_at, zone) == kept.local_day(now, zone)
    if last is not None and today and last.is_open:
        return last, Begun.GOES_ON
    if last is not None and today and not anew and last.state is CheckinState.FINISHED:
        return last, Begun.DONE_TODAY
    await tx.run(
        update(checkins)
        .where(checkins.c.person_id == person.id, checkins.c.state == CheckinState.OPEN.value)
        .values(state=CheckinState.LEFT.value)
    )
    return await _new(tx, person, asking, now, reminder=reminder), Begun.NEW


async def _new(
    tx: Transaction, person: Person, asking: Asking, now: datetime, *, reminder: ReminderId | None
) -> Checkin:
    order = await active.in_force(tx, person.id, now) or await active.turned_off(tx, person.id)
    pack = pack_for(order.plan if order else None, asking, now, person)
    answers = Answers(items=await _due_items(tx, person, pack, asking, now))
    row = await tx.insert(
        checkins,
        person_id=person.id,
        pack=pack.pack,
        state=CheckinState.OPEN.value,
        page=0,
        answers=to_json(answers),
        started_at=now,
        reminder_id=reminder,
    )
    log.info("checkin.started", checkin=row, person=person.id)
    started = await kept.by_id(tx, person.id, row)
    if started is None:
        raise Broken(f"checkin {row} was not stored")
    return started


async def _due_items(tx: Transaction, person: Person, pack: Pack, asking: Asking, now: datetime) -> tuple[str, ...]:
    items = [item for name in pack.items if (item := asking.packs.item(name)) is not None]
    zone = kept.zone_of(person, asking.programme)
    first = await tx.value(select(func.min(checkins.c.started_at)).where(checkins.c.person_id == person.id))
    earlier = await kept.started_since(tx, person.id, now - LOOK_BACK)
    today = kept.local_day(now, zone)

    def since(item: str) -> int | None:
        asked = [one.started_at for one in earlier if one.answers.value(item) is not None]
        last = max(asked) if asked else first
        return None if last is None else (today - kept.local_day(last, zone)).days

    return in_turn(
        [
            Turn(
                item=item.id,
                every_days=pack.every_days.get(item.id, 1),
                days_since=since(item.id),
                group=item.together or item.id,
            )
            for item in items
        ]
    )
