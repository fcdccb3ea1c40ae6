"""plans/care_chosen: what a person says of the services they were offered, and their own plan for getting to a visit.

Belongs here: keeping both, and the services as they stand with them. Not here: the orders, which only a new revision
changes (signed.py), buttons (chat/handlers/care.py). The page is the person's own: staff hear of a yes by a task.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.caseload import own_pages
from bot.caseload.own_pages import Page
from bot.ids import PersonId
from bot.plans.aftercare import UNDECIDED, Service, ServiceState
from bot.storage.database import Transaction

LONGEST_IF_THEN = 300
"""Characters: it stands in a reminder. Our own choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was said of one service. `wanted` None: nothing yet. `if_then`: in the person's own words."""

    wanted: bool | None = None
    if_then: str = ""


async def read(tx: Transaction, person_id: PersonId) -> dict[str, Choice]:
    """Service id → what was said of it."""
    stored = json.loads(await own_pages.read(tx, person_id, Page.CARE) or "{}")
    return {service: Choice(wanted=one["wanted"], if_then=one["if_then"]) for service, one in stored.items()}


async def write(tx: Transaction, person_id: PersonId, choices: Mapping[str, Choice], now: datetime) -> None:
    """This is what holds now."""
    stored = {service: {"wanted": one.wanted, "if_then": one.if_then} for service, one in choices.items()}
    await own_pages.write(tx, person_id, Page.CARE, json.dumps(stored, ensure_ascii=False), now)


def as_chosen(services: Sequence[Service], choices: Mapping[str, Choice]) -> tuple[Service, ...]:
    """The services with what the person said: an offer is accepted or declined until a revision says more, and their
    own if-then plan stands in place of the order's. Pure."""
    return tuple(_as_chosen(one, choices.get(one.id, Choice())) for one in services)


def _as_chosen(service: Service, choice: Choice) -> Service:
    changed: dict[str, object] = {"if_then": choice.if_then} if choice.if_then else {}
    if service.state in UNDECIDED and choice.wanted is not None:
        changed["state"] = ServiceState.ACCEPTED if choice.wanted else ServiceState.DECLINED
    return service.model_copy(update=changed)
