import json

import pytest

from bot.errors import Broken
from bot.plans.model import Plan
from bot.plans.upgraded import SCHEMA_VERSION
from tests.rules.plans.orders import example


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION + 1, "1", None])
def test_a_stored_plan_of_an_unknown_version_is_refused(version: object) -> None:
    document = json.loads(example().to_json()) | {"schema_version": version}
    with pytest.raises(Broken):
        Plan.from_json(json.dumps(document))


def test_stored_amounts_are_text_and_never_floats() -> None:
    document = json.loads(example().to_json())
    dose = document["medicines"][0]["steps"][0]["cycle"][0][0]
    assert dose == {"at": "08:00:00", "amount": "30"}
