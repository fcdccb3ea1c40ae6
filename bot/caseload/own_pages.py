"""caseload/own_pages: what a person keeps here for themselves, sealed: their coping plan, the days they count, what
they said of offered services.

Belongs here: storing and reading a page whole. Not here: what stands on one (recovery.py, coping.py). Staff never see
them; they are in a person's own copy of their data, and go when a person deletes it.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update

from bot import logs
from bot.ids import PersonId
from bot.storage.database import Transaction
from bot.storage.tables import own_pages

log = logs.get(__name__)


class Page(StrEnum):
    """Stored in `own_pages.kind`."""

    RECOVERY = "recovery"
    COPING = "coping"
    SUPPLY = "supply"
    CARE = "care"


async def read(tx: Transaction, person_id: PersonId, page: Page) -> str:
    """The page as it was written last (JSON); empty where there is none."""
    mine = own_pages.c.person_id == person_id, own_pages.c.kind == page.value
    return await tx.value(select(own_pages.c.content).where(*mine)) or ""


async def write(tx: Transaction, person_id: PersonId, page: Page, content: str, now: datetime) -> None:
    """The page reads `content` now."""
    done = await tx.run(
        update(own_pages)
        .where(own_pages.c.person_id == person_id, own_pages.c.kind == page.value)
        .values(content=content, changed_at=now)
    )
    if not done.rowcount:
        await tx.insert(own_pages, person_id=person_id, kind=page.value, content=content, changed_at=now)
    log.info("page.changed", person=person_id, page=page.value)
