"""documents/drawn: files that are made just before they are sent, by the name that stands in Outgoing.drawn.

Belongs here: name → data (reading) → picture (in a thread, so that nothing waits for it). Names: `plan:<id>:<language>`
`here:<id>:<language>:<day>` (with "you are here"), `chart:<person id>:<language>:<until>`; what begins with `file` is a
document (filed.py). Not here: drawing itself (plan_picture.py, chart.py).
"""

import asyncio
from datetime import date

from bot.caseload import people
from bot.documents import chart, charted, plan_picture
from bot.documents.filed import Clerk, FileWanted
from bot.documents.plan_picture import Way
from bot.house import House
from bot.ids import PersonId, PlanId
from bot.plans import active
from bot.plans.calendar import days_of
from bot.plans.model import Ending, Plan
from bot.sending import File
from bot.storage.database import Database
from bot.texts import amounts
from bot.texts.catalog import Texts


class Artist:
    """Makes files."""

    def __init__(self, database: Database, house: House) -> None:
        self._database = database
        self._house = house
        self._clerk = Clerk(database, house)

    async def draw(self, name: str) -> File | None:
        """The file of that name; None where what it shows is gone. Raises Unavailable."""
        kind, _, rest = name.partition(":")
        if kind in ("plan", "here"):
            return await self._plan(*rest.split(":"))
        if kind == "chart":
            return await self._chart(*rest.split(":"))
        if kind == "file":
            return await self._clerk.file(FileWanted.from_name(rest))
        return None

    async def _plan(self, plan_id: str, language: str, here: str = "") -> File | None:
        async with self._database.reading() as tx:
            found = await active.by_id(tx, PlanId(int(plan_id)))
        if found is None:
            return None
        texts = self._house.texts.in_language(language)
        ways = ways_of(found.plan, texts, date.fromisoformat(here) if here else None)
        return File(name="plan.png", content=await asyncio.to_thread(plan_picture.draw, ways))

    async def _chart(self, person_id: str, language: str, until: str) -> File | None:
        texts = self._house.texts.in_language(language)
        async with self._database.reading() as tx:
            person = await people.by_id(tx, PersonId(int(person_id)))
            found = (
                await charted.chart_of(tx, self._house, person, texts=texts, until=date.fromisoformat(until))
                if person
                else None
            )
        if found is None:
            return None
        return File(name="chart.png", content=await asyncio.to_thread(chart.draw, found.chart))


def ways_of(plan: Plan, texts: Texts, here: date | None) -> list[Way]:
    """What is drawn of `plan`: each medicine's total of every day, read from the plan as it stands."""
    ways: list[Way] = []
    drawn = [one for one in plan.medicines if not one.only_as_needed] or list(plan.medicines)
    for medicine in drawn:
        days = days_of(medicine, plan.starts_on, plan.shown_until)
        ways.append(
            Way(
                title=texts.label("picture-title", medicine=medicine.name),
                unit=texts.label("picture-unit", unit=medicine.unit.value),
                days=[day.day for day in days],
                totals=[day.total for day in days],
                total_names=[amounts.number(day.total, texts.language) for day in days],
                day_names=[amounts.day(day.day, texts.language).partition(" ")[2] for day in days],
                zero_after=medicine.ending is Ending.ZERO and medicine.ends_on is not None,
                here=here,
                here_label=texts.label("picture-here"),
            )
        )
    return ways
