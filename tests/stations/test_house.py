"""config/ as it is shipped loads whole, and memory can hold what triage asks for."""

from pathlib import Path

import pytest

from bot import house
from bot.chat.memory import ChatFacts, Memory
from bot.errors import BadSettings
from bot.ids import ChatId
from bot.symptoms.report import About


def test_memory_holds_every_medicine_that_triage_asks_for() -> None:
    read = house.load()
    memory = Memory(languages=read.texts.languages, medicines=read.medicine_ids)
    everything = frozenset(read.medicine_ids)
    memory.learn(ChatId(1), ChatFacts(about=About(medicines=everything)))
    assert memory.facts(ChatId(1)).about.medicines == everything


def test_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "programme.yaml").write_text("name: X\ncountry: USA\nzone: Mars/North\n")
    (tmp_path / "helplines.yaml").write_text("version: 1\n")
    with pytest.raises(BadSettings) as caught:
        house.load(tmp_path)
    places = {problem.where.split(":")[0] for problem in caught.value.problems}
    assert {"programme.yaml", "helplines.yaml"} <= places
