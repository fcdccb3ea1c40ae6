"""symptoms/entered: emergency numbers that staff looked up for a country of which config/helplines.yaml has none.

Belongs here: what counts as a number, keeping it, putting all of them into memory at start. Not here: the shipped
numbers, which nothing here can take the place of (helplines.py), the buttons (chat/handlers/entered_number.py).

A number that was entered is in memory too, so that guidance shows it although the database is away. It holds for
everybody in that country from the next word on.
"""

import json
import re
from datetime import date, datetime

from sqlalchemy import select

from bot import logs
from bot.caseload import countries
from bot.caseload.person import Person
from bot.errors import Refused
from bot.storage import audit
from bot.storage.database import Transaction
from bot.storage.tables import meta
from bot.symptoms.helplines import By, Country, Helplines, Line, Purpose, Status

log = logs.get(__name__)

_ROW = "helpline:"
_NUMBER = re.compile(r"\d{2,5}")
"""Two to five digits and nothing else, as all those in config/helplines.yaml: a slip of the finger that makes a whole
telephone number of it is refused. PD."""


def read_number(typed: str) -> str | None:
    """The emergency number in what was typed, as it is dialled; None: that is no such number."""
    found = typed.strip()
    return found if _NUMBER.fullmatch(found) else None


def may_be_entered(helplines: Helplines, code: str) -> bool:
    """Whether staff may enter a number for this country: it exists, and we ship none for it."""
    return countries.exists(code) and not helplines.ships(code)


async def enter(tx: Transaction, helplines: Helplines, code: str, number: str, *, staff: Person, now: datetime) -> None:
    """`number` is shown first to everybody in `code` from now on. Who entered it when is kept.

    Raises Refused: no number, or we ship one for that country.
    """
    if read_number(number) is None or not may_be_entered(helplines, code):
        raise Refused("entered-not-possible")
    value = json.dumps({"number": number, "by": staff.id, "on": now.date().isoformat()})
    row = tx.upsert(meta).values(name=f"{_ROW}{code}", value=value)
    await tx.run(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
    await audit.record(tx, patient=None, actor=staff.id, action="helpline.entered", subject=f"country:{code}", at=now)
    log.info("helpline.entered", country=code, staff=staff.id)


async def remember(tx: Transaction, helplines: Helplines) -> None:
    """Memory holds every number that was entered, and no other."""
    rows = await tx.all(select(meta.c.name, meta.c.value).where(meta.c.name.startswith(_ROW, autoescape=True)))
    found = {row.name.removeprefix(_ROW): json.loads(row.value) for row in rows}
    helplines.entered.clear()
    for code, one in found.items():
        helplines.entered[code] = as_country(code, one["number"], date.fromisoformat(one["on"]))


def as_country(code: str, number: str, on: date) -> Country:
    """A country of which this number is all that is known. Its status is second-hand: staff checked it, we did not."""
    line = Line(
        id=f"{code.lower()}-entered",
        purpose=Purpose.EMERGENCY,
        numbers=(number,),
        by=(By.CALL,),
        always=True,
        status=Status.SECOND_HAND,
        source="entered by staff",
        verified_on=on,
    )
    names = {language: countries.name(code, language) for language in ("en", "es")}
    return Country(name=names, lines=(line,))
