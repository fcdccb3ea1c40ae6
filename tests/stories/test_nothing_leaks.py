"""Words planted for a medicine, a symptom, a name, a phone and the token are found nowhere but in sealed columns and on
the phones: not in the log, not in any button, not in the bytes of the database's files."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import logs
from bot.caseload import people
from bot.caseload.permissions import Role
from bot.clock import MovableClock
from bot.ids import ChatId
from tests import joined, ordered
from tests.world import program

MEDICINE, SYMPTOM, NAME, PHONE = "zolpifakeine", "glarbing", "Quimberly", "555-0142"
DANA, ANA = 501, 502
EIGHT = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)


@pytest.fixture
def log() -> io.StringIO:
    written = io.StringIO()
    logs.set_up(stream=written)
    return written


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_planted_words_are_in_no_log_button_or_file(
    sqlite_url: str, clock: MovableClock, log: io.StringIO
) -> None:
    async with program(sqlite_url, clock) as world:
        dana = await joined.staff(world, DANA, "Dana", Role.CASE_MANAGER)
        ana = await joined.patient(world, dana, ANA, f"{NAME} R.")
        async with world.database.transaction() as tx:
            person = await people.by_chat(tx, ChatId(ANA))
            assert person is not None
            plan = ordered.plan_file(ordered.medicine(("2026-12-01", "2026-12-10", "8:00: 20 mg"), name=MEDICINE))
            await ordered.sign(tx, world.app.house, person.id, plan, clock.now())
        await world.run_until(EIGHT)
        await world.taps(ana, "Show")
        await world.taps(ana, "Taken")
        await world.says(ana, f"i am {SYMPTOM} and i cannot breathe")
        await world.taps(dana, "Open")
        await world.taps(dana, "Acknowledge")
        await world.run_for(hours=3)

        shown = " ".join(message.text for message in (*ana.messages(), *dana.messages()))
        assert all(word in shown for word in (MEDICINE, SYMPTOM, NAME))
        buttons = [str(call.argument("reply_markup") or "") for call in world.api.accepted]
        token = world.api.token

    planted = (MEDICINE, SYMPTOM, NAME, PHONE, token)
    carried = [part for markup in buttons for part in markup.split('"callback_data"')[1:]]
    files = bytes_in(Path(sqlite_url.removeprefix("sqlite:///")).parent)
    assert not [word for word in planted if word.lower() in log.getvalue().lower()]
    assert not [word for word in planted for data in carried if word.lower() in data[:90].lower()]
    assert not [(word, name) for word in planted for name, content in files.items() if word.encode() in content]
    assert len(files) > 0
    assert carried
