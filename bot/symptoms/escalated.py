"""symptoms/escalated: whether staff are told of a report, by what the person agreed to.

Belongs here: the sharing rule, handing a report on to escalation/. Not here: who on the staff is told and when
(escalation/), asking for consent (chat/handlers/joining.py).

Sharing NO, or not asked yet: nobody is told unless the person says so for this very report. IN_DANGER: emergency and
urgent reports. YES: all of them.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import update

from bot.caseload.permissions import Role
from bot.caseload.person import Person, PersonState
from bot.caseload.sharing import Sharing
from bot.escalation.opened import open_alert
from bot.ids import ReportId
from bot.storage.database import Transaction
from bot.storage.tables import reports
from bot.symptoms.received import Report, ReportState, Shared
from bot.symptoms.report import Reason, Tier

NOT_LOOKED_AFTER = frozenset({PersonState.LEFT, PersonState.DIED, PersonState.DELETED})


class Telling(StrEnum):
    """What came of it."""

    STAFF = "staff"  # an alert is open
    NOBODY = "nobody"  # it would be an alert, but the person does not share it
    NO_NEED = "no_need"  # it is no alert, or nobody looks after whoever wrote


def may_tell(person: Person, tier: Tier) -> bool:
    """Whether staff may know of a report of `tier` by what `person` agreed to."""
    if person.sharing is Sharing.YES:
        return True
    return person.sharing is Sharing.IN_DANGER and tier >= Tier.URGENT


def is_looked_after(person: Person | None) -> bool:
    """Whether reports of this person are anybody's business: a patient who has not left."""
    return person is not None and person.role is Role.PATIENT and person.state not in NOT_LOOKED_AFTER


async def escalate(
    tx: Transaction, person: Person | None, report: ReportId, *, tier: Tier, reason: Reason, now: datetime
) -> Telling:
    """Staff are being told of an emergency or urgent report that may be shared; a milder one stands in the case file.

    Returns what came of it, so that the person reads the truth.
    """
    if person is None or not is_looked_after(person):
        return Telling.NO_NEED
    if not may_tell(person, tier):
        return Telling.NOBODY if tier >= Tier.URGENT else Telling.NO_NEED
    if tier < Tier.URGENT:
        await tx.run(update(reports).where(reports.c.id == report).values(shared=Shared.ESCALATED.value))
        return Telling.NO_NEED
    await tell(tx, person, report, tier=tier, reason=reason, now=now)
    return Telling.STAFF


async def tell_again(tx: Transaction, person: Person | None, report: Report, now: datetime) -> bool:
    """Staff are told of `report` once more, from the first level, because nothing got better: no answer, the same, or
    no way to call. True: they are; False: it never was theirs to know, or it is no alert."""
    if person is None or not is_looked_after(person) or report.tier < Tier.URGENT:
        return False
    if report.shared is not Shared.ESCALATED and not may_tell(person, report.tier):
        return False
    await tell(tx, person, report.id, tier=report.tier, reason=report.reason, now=now)
    return True


async def tell(tx: Transaction, person: Person, report: ReportId, *, tier: Tier, reason: Reason, now: datetime) -> None:
    """An alert is open for `report`, whatever the person agreed to before: for when they asked for it just now."""
    values = {"shared": Shared.ESCALATED.value, "state": ReportState.ESCALATED.value}
    await tx.run(update(reports).where(reports.c.id == report).values(values))
    await open_alert(tx, person=person, report_id=report, tier=tier, reason=reason, now=now)
