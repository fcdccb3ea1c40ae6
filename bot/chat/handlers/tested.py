"""handlers/tested: a member of staff tapped the test message of `taperline doctor`."""

from bot.chat.turn import Routes, Turn
from bot.sending import Outgoing
from bot.storage.tables import meta
from bot.taps import Verb

TAPPED = "doctor_tapped"
"""The row of `meta` in which the doctor looks for the instant of the newest tap."""


async def seen(turn: Turn) -> list[Outgoing]:
    """The doctor learns of it."""
    if not turn.patient.role.is_staff:
        return []
    told = turn.tx.upsert(meta).values(name=TAPPED, value=turn.now.isoformat())
    await turn.tx.run(told.on_conflict_do_update(index_elements=["name"], set_={"value": turn.now.isoformat()}))
    return [turn.edit(turn.texts.say("doctor-test-seen"))]


ROUTES = Routes(taps={Verb.TEST_SEEN: seen})
