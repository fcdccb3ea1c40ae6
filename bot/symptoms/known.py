"""symptoms/known: what a person's active plan tells triage and guidance (floor 1, pure).

Belongs here: medicines and flags of a plan as About, names for the phone call, whom to call about the plan.
Not here: reading the plan (plans/active.py), the words (guided.py).
"""

import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.plans.medicines import MedicineBook
from bot.plans.model import Brief, Contact, Flag, Plan
from bot.symptoms.place import Clinician
from bot.symptoms.report import About
from bot.texts import amounts

_WORD = re.compile(r"[^\W\d_]{4,}")
"""A word of a medicine's name; "mg" and strengths are none."""


def about(plan: Plan | None, medicines: MedicineBook) -> About:
    """What triage may take as known. A medicine is named by its group and by the words of its name; one without a file
    is of the group "other"."""
    return about_brief(Brief(medicines=drugs(plan), flags=plan.flags), medicines) if plan is not None else About()


def about_brief(plan: Brief, medicines: MedicineBook) -> About:
    """The same, of the little that was read of a plan."""
    groups = {medicines.facts(name).group.value for name in plan.medicines}
    names = {word for name in plan.medicines for word in _WORD.findall(name.casefold())}
    return About(
        medicines=frozenset(groups | names),
        pump=Flag.PUMP in plan.flags,
        kidney=Flag.KIDNEY in plan.flags,
        pregnant=Flag.PREGNANT in plan.flags,
        seizure_history=Flag.SEIZURES in plan.flags or Flag.WITHDRAWAL_SEIZURE in plan.flags,
    )


def named(remembered: About, medicines: MedicineBook) -> About:
    """`remembered` (which may know only the group of a medicine) with every name of its groups, so that a rule about
    diazepam also holds for somebody of whom memory knows that they have a benzodiazepine: rules only raise."""
    names = {name for facts in medicines.known if facts.group.value in remembered.medicines for name in facts.names}
    return replace(remembered, medicines=remembered.medicines | names)


def drugs(plan: Plan | None) -> tuple[str, ...]:
    """The medicines' names as the plan has them: what a person says on the phone."""
    return tuple(medicine.name for medicine in plan.medicines) if plan else ()


def clinician(plan: Plan | None, now: datetime) -> Clinician | None:
    """Whom to call about the plan: the first contact that is open at `now` (by the plan's zone), else the first with
    a phone; None where the plan names none."""
    if plan is None:
        return None
    local = now.astimezone(ZoneInfo(plan.zone))
    reachable = [contact for contact in plan.contacts if contact.phone]
    for contact in reachable:
        closes = contact.open_until(local.weekday(), local.time())
        if closes is not None:
            return _as_clinician(contact, until=amounts.clock_time(closes))
    return _as_clinician(reachable[0]) if reachable else None


def _as_clinician(contact: Contact, until: str = "") -> Clinician:
    return Clinician(name=contact.name, phone=amounts.phone(contact.phone), until=until)
