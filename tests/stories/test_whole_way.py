"""The whole way once, over HTTP, with the clock moved: join → document → sign → 8:00 → taken → check-in → a severe
symptom ticked → guidance in the reply → alert → 5 minutes → backup → acknowledged → the patient is told."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import config_files
from bot.caseload.permissions import Role
from tests import joined
from tests.world import ProgramWorld

pytestmark = pytest.mark.both_databases

DANA, BEN, ANA = 501, 503, 502
EIGHT = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
"""8:00 in Chicago, the first dose of the example plan."""


async def test_from_a_plan_file_to_a_human_who_acknowledges(world: ProgramWorld) -> None:
    dana = await joined.staff(world, DANA, "Dana", Role.CASE_MANAGER)
    ben = await joined.staff(world, BEN, "Ben", Role.CASE_MANAGER)
    ana = await joined.patient(world, dana, ANA)

    # A file in the chat becomes the patient's plan, in at most 8 taps.
    before = len(dana.messages())
    dana.document("ana-taper.yaml", config_files.find("examples/baclofen-taper.yaml").read_bytes())
    await world.settled()
    assert any("12 steps" in message.text for message in dana.messages()[before:])
    taps = 0
    while "Sign" not in dana.last().labels:
        taps += 1
        assert taps <= 8
        await world.taps(dana, next(label for way in WAY for label in dana.last().labels if way in label))
    signed = await world.taps(dana, "Sign")
    assert "222" in signed.text

    # 8:00 local, and not a minute earlier.
    await world.run_until(EIGHT - timedelta(seconds=1))
    assert "8:00 is due" not in " ".join(message.text for message in ana.from_bot())
    await world.run_until(EIGHT)
    await world.taps(ana, "Show")
    assert "30 mg" in ana.last().text
    done = await world.taps(ana, "Taken")
    assert done.text.startswith("✓ 8:00 done")

    # The check-in's first question; its first tap acts.
    await world.run_until(EIGHT + timedelta(hours=1))
    await world.says(ana, "/checkin")
    flagged_at = len(ana.from_bot())
    await world.taps(ana, "Seeing or hearing things")
    guidance = ana.from_bot()[flagged_at]
    assert guidance.text.startswith("Call 911 now.")

    # On call, then after five minutes the backup, who acknowledges; the patient reads what is true.
    assert "Emergency" in dana.last().text
    await world.run_for(minutes=5)
    assert "Emergency" in ben.last().text
    await world.taps(ben, "Acknowledge")
    status = [message.text for message in ana.from_bot() if "read this" in message.text]
    assert status == ["B. read this at 9:05. Not called 911 yet? Call now."]


WAY = ("As ordered", "Asked…", "Ana R.")
"""Buttons on the way to signing: each warning was put to the prescriber, and whose plan it is."""
