"""Plans for tests, signed by the program's own stations: short files with just what a promise is about."""

from datetime import datetime

from sqlalchemy import select

from bot.house import House
from bot.ids import PersonId
from bot.plans import loaded, signed
from bot.plans.checked import Supplied
from bot.plans.linted import lint
from bot.plans.reading import read_plan
from bot.storage.database import Transaction
from bot.storage.tables import people

PLAN = """\
schema_version: 1
patient: Ana R.
zone: {zone}
country: US
prescriber: {{name: Dr. Lee, ordered_on: 2026-11-20}}
medicines:
{medicines}
contacts:
  - {{name: Dr. Lee's office, role: prescriber, phone: 555-0100, hours: "Mon-Fri 8:00-17:00"}}
review_dates: [2026-12-15]
"""

MEDICINE = """\
  - name: {name}
    form: tablet
    strengths: [5 mg scored, 10 mg scored, 20 mg scored]
    ending: zero
    late_rule: {{window_minutes: {window}, words: "{words}", author: Dr. Lee}}
    steps:
{steps}"""

LATE_WORDS = "If it is more than 2 hours late, leave it out. Do not take two together."


def medicine(*steps: tuple[str, str, str], name: str = "baclofen", window: int = 120) -> str:
    """One medicine; each step is (from, until, doses), e.g. ("2026-12-01", "2026-12-10", "8:00: 20 mg")."""
    lines = "\n".join(f"      - {{from: {first}, until: {last}, doses: {{{doses}}}}}" for first, last, doses in steps)
    return MEDICINE.format(name=name, window=window, words=LATE_WORDS, steps=lines)


def plan_file(*medicines: str, zone: str = "America/Chicago") -> bytes:
    """The file of a plan with these medicines."""
    return PLAN.format(zone=zone, medicines="\n".join(medicines)).encode()


async def sign(tx: Transaction, house: House, person: PersonId, content: bytes, now: datetime) -> None:
    """`content` is the active plan of `person`, signed by whoever works here, every warning asked about."""
    staff = PersonId(await tx.value(select(people.c.id).where(people.c.role != "patient").limit(1)) or person)
    draft = read_plan("plan.yaml", content, Supplied(today=now.date()))
    warnings = lint(draft.plan, house.medicines, now.date())
    number = await loaded.load_draft(tx, draft, source_name="plan.yaml", warnings=warnings, by=staff, now=now)
    taken = await loaded.taken_up(tx, number, staff)
    for at, _ in enumerate(taken.warnings):
        taken = await loaded.answer_warning(tx, taken, at, words="", by=staff, now=now)
    taken = await loaded.assign(tx, taken, person, by=staff, now=now)
    await signed.sign(tx, taken, by=staff, statement="I compared this with Dr. Lee's order of 20 Nov.", now=now)
