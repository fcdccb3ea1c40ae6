"""Files that somebody or something damaged: no crash, nothing half loaded, every refusal says where."""

import io
import random
import zipfile
from collections.abc import Callable

from bot.errors import BadInput, Problem
from bot.plans.check_output import check
from bot.plans.model import Plan
from bot.plans.reading import read_plan
from bot.plans.writers.to_csv import to_csv
from bot.plans.writers.to_fhir import to_fhir
from bot.plans.writers.to_xlsx import to_xlsx
from bot.plans.writers.to_yaml import to_yaml
from tests.rules.plans.orders import SUPPLIED, TODAY, book, example

FILES = 300
"""10,000 were run once by hand with the same seed."""
SEED = 20261201

BITS = (
    *"|\n\t :,;-09{}[]'\"#\0é😀𝟙",
    *(
        "e9",
        "none",
        "mg",
        "mcg",
        "mL",
        "2026-02-30",
        "03/04/2026",
        "&a",
        "*a",
        "!!x",
        "=1+1",
        "null",
        "1e400",
        "-1",
        "",
    ),
)


def mutated_text(text: str, chance: random.Random) -> str:
    """One to four bits put in, taken out, swapped or doubled."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        to = min(len(text), at + chance.choice((0, 1, 1, 2, 5, 40)))
        bit = chance.choice((chance.choice(BITS), text[at:to] * 2, chance.choice(text.splitlines() or [""])))
        text = text[:at] + bit + text[to:]
    return text


def mutated_zip(content: bytes, chance: random.Random) -> bytes:
    """The workbook with one part changed inside, or with damaged bytes."""
    if chance.random() < 0.3:
        at = chance.randrange(len(content))
        return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = chance.choice([name for name in names if "sheet" in name or "String" in name] + names)
        for name in names:
            data = old.read(name)
            if name == chosen:
                data = mutated_text(data.decode(), chance).encode("utf-8", "replace")
            new.writestr(name, data)
    return out.getvalue()


def sources() -> list[tuple[str, Callable[[random.Random], bytes]]]:
    plan = example()
    texts = {"a.yaml": to_yaml(plan), "a.csv": to_csv(plan).decode("utf-8-sig"), "a.json": to_fhir(plan)}
    whole = to_xlsx(plan)

    def of_text(text: str) -> Callable[[random.Random], bytes]:
        return lambda chance: mutated_text(text, chance).encode("utf-8", "replace")

    found = [(name, of_text(text)) for name, text in texts.items()]
    return [*found, ("a.xlsx", lambda chance: mutated_zip(whole, chance))]


def read(name: str, content: bytes) -> Plan | tuple[Problem, ...]:
    try:
        return read_plan(name, content, SUPPLIED).plan
    except BadInput as error:
        return error.problems


def test_a_damaged_file_is_a_whole_plan_or_a_list_of_problems() -> None:
    chance = random.Random(SEED)
    makers = sources()
    refused = 0
    for number in range(FILES):
        name, make = makers[number % len(makers)]
        found = read(name, make(chance))
        if isinstance(found, Plan):
            assert Plan.from_json(found.to_json()) == found
        else:
            refused += 1
            assert found
            assert all(problem.where and problem.message and problem.fix for problem in found)
    assert FILES // 4 < refused < FILES


def test_a_damaged_file_can_always_be_shown() -> None:
    chance = random.Random(SEED + 1)
    makers = sources()
    for number in range(FILES // 8):
        name, make = makers[number % len(makers)]
        shown = check(name, make(chance), zone=None, start=None, today=TODAY, medicines=book())
        assert shown.as_json()
        assert shown.as_text()
