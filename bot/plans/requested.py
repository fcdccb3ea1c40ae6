"""plans/requested: a patient asks to stay at a dose, to go slower or faster, or has a question about it.

Belongs here: the request as a task that stays open until staff have answered it. Not here: the words (own_words.py),
the worklist. A request never changes the plan: only a new revision does.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot import logs
from bot.caseload import tasks
from bot.caseload.person import Person
from bot.caseload.programme import Programme
from bot.caseload.sharing import Sharing
from bot.caseload.tasks import TaskKind
from bot.plans.active import ActivePlan
from bot.storage.database import Transaction

log = logs.get(__name__)


class Wish(StrEnum):
    """What is asked for. The value stands in the button and in the task's kind."""

    STAY = "stay"
    SLOWER = "slower"
    FASTER = "faster"
    QUESTION = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One that waits for an answer."""

    wish: Wish
    due_on: date


def may_be_told(person: Person) -> bool:
    """Whether the care team may know of a request: only where everything is shared."""
    return person.sharing is Sharing.YES


async def ask(
    tx: Transaction, person: Person, plan: ActivePlan, wish: Wish, *, programme: Programme, now: datetime
) -> Request:
    """A task for the next working day stands; the same wish that still waits is the same task. Whoever calls this has
    made sure that the care team may be told."""
    for waiting in await open_requests(tx, person):
        if waiting.wish is wish:
            return waiting
    due_on = next_working_day(programme, now)
    subject = f"{wish.value}:{plan.id}:{int(now.timestamp())}"
    await tasks.open_task(tx, person, TaskKind.REQUEST, due_on=due_on, subject=subject, now=now)
    log.info("plan.requested", plan=plan.id, person=person.id)
    return Request(wish=wish, due_on=due_on)


async def open_requests(tx: Transaction, person: Person) -> tuple[Request, ...]:
    """What `person` has asked for and nobody has answered yet."""
    waiting = await tasks.all_open(tx, person=person.id)
    return tuple(
        Request(wish=wish_of(one.subject), due_on=one.due_on) for one in waiting if one.kind is TaskKind.REQUEST
    )


def wish_of(subject: str) -> Wish:
    """The wish in the subject of a task of this kind."""
    return Wish(subject.partition(":")[0])


def next_working_day(programme: Programme, now: datetime) -> date:
    """The first day after today on which somebody of the programme works; tomorrow where no hours are set. Pure."""
    local = now.astimezone(ZoneInfo(programme.zone))
    tomorrow = datetime.combine(local.date() + timedelta(days=1), time(), ZoneInfo(programme.zone))
    return (programme.next_opening(tomorrow) or tomorrow).date()
