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


def test_a_rule_file_of_the_programmes_own_is_tried_before_anybody_is_served(tmp_path: Path) -> None:
    (tmp_path / "triage").mkdir()
    (tmp_path / "triage" / "own.yaml").write_text(
        "pack: own\nabout: Our own.\nsources: {X: Ours}\nrules:\n"
        "  - {id: own.vans, tier: urgent, reason: confusion, sources: [X], status: PD, reviewer: null, version: 1,\n"
        "     en: {says: [green van], catches: [a blue van]}}\n",
        encoding="utf-8",
    )
    with pytest.raises(BadSettings, match=r"own\.vans: does not catch its own example"):
        house.load(tmp_path)


def test_a_text_of_the_programmes_own_that_cannot_be_read_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "locales" / "en").mkdir(parents=True)
    (tmp_path / "locales" / "en" / "own.ftl").write_text("own-greeting = Hello { $name\n", encoding="utf-8")
    with pytest.raises(BadSettings, match=r"locales/en: cannot read: own-greeting"):
        house.load(tmp_path)
