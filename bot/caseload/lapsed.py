"""caseload/lapsed: a return to use is noted on the person's own page, wherever it was told.

Belongs here: that one change. Not here: what is answered and who hears of it (chat/handlers/), the page (recovery.py).
"""

from datetime import date, datetime

from bot.caseload import own_pages, recovery
from bot.caseload.own_pages import Page
from bot.caseload.recovery import Recovery
from bot.ids import PersonId
from bot.storage.database import Transaction


async def note(tx: Transaction, person_id: PersonId, today: date, now: datetime) -> Recovery:
    """`today` stands among the days of use, once. No count and no milestone changes. Returns the page."""
    found = recovery.used(recovery.from_json(await own_pages.read(tx, person_id, Page.RECOVERY)), today)
    await own_pages.write(tx, person_id, Page.RECOVERY, recovery.to_json(found), now)
    return found
