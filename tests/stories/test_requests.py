"""A request about the dose is answered by staff, and the patient reads the answer; the plan stays as it is."""

import pytest

from tests.stories.test_doses import DANA, on_plan
from tests.world import ProgramWorld


@pytest.mark.parametrize(
    ("answer", "read"),
    [("The plan stays", "Your plan stays as it is."), ("We talk on Friday.", 'From Dana: "We talk on Friday."')],
)
async def test_the_patient_reads_the_answer_and_the_task_is_done(world: ProgramWorld, answer: str, read: str) -> None:
    ana = await on_plan(world)
    dana = world.phone(DANA, "Dana")
    await world.says(ana, "/plan")
    await world.taps(ana, "Stay at this dose")
    await world.says(dana, "Caseload")
    await world.taps(dana, next(label for label in dana.last().labels if "asks" in label))

    assert "asks to stay at this dose. What shall I tell them?" in dana.last().text
    if answer in dana.last().labels:
        await world.taps(dana, answer)
    else:
        await world.says(dana, answer)

    assert ana.last().text.startswith(f"Your request: to stay at this dose. Your team answered:\n{read}")
    assert "Do not change the dose on your own." in ana.last().text
    assert "asks to stay" not in (await world.says(dana, "Caseload")).text
