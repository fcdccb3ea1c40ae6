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
from tests.rules.plans.orders import SUPPLIED, TODAY, book, example, plan_of

FILES, SMALL_FILES = 200, 9_800
"""Of the whole example, and of a short plan that has each part once: 10,000 in a bearable time."""
WORKBOOK_EVERY = 14
"""One in so many is a workbook: a zip file takes ten times as long as a text."""
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


SMALL = """\
patient: Ana R.
zone: America/Chicago
country: US
prescriber: {name: Dr. Lee, ordered_on: 2026-11-28}
flags: [kidney]
contacts: [{name: Office, phone: 555-0100, hours: Mon-Fri 8:00-17:00}]
review_dates: [2026-12-02]
pause_criteria: [Call me first.]
medicines:
  - name: baclofen
    form: tablet
    strengths: [10 mg scored]
    ending: zero
    late_rule: {window_minutes: 120, after_window: skip, words: Leave it out., author: Dr. Lee, written_on: 2026-11-28}
    as_needed: [{amount: 5 mg, at_most_per_day: 1, hours_between: 6}]
    steps:
      - {from: 2026-12-01, until: 2026-12-03, doses: {8:00: 10 mg, 20:00: 2.5 mg}, instruction: with food}
      - {days: 4, cycle: [{8:00: 5 mg}, none]}
aftercare:
  - kind: support_group
    state: ongoing
    repeats: [{every: week, on: [Tue], at: 17:15, from: 2026-12-01}]
    visits: [{on: 2026-12-03, at: 9:30, state: planned}]
"""


def sources(plan: Plan) -> list[tuple[str, Callable[[random.Random], bytes]]]:
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


def refused(plan: Plan, chance: random.Random, count: int) -> int:
    """How many of `count` damaged copies of the plan were refused. What was not refused is a whole plan."""
    *texts, workbook = sources(plan)
    found = 0
    for number in range(count):
        name, make = workbook if number % WORKBOOK_EVERY == 0 else texts[number % len(texts)]
        got = read(name, make(chance))
        if isinstance(got, Plan):
            assert Plan.from_json(got.to_json()) == got
        else:
            found += 1
            assert got
            assert all(problem.where and problem.message and problem.fix for problem in got)
    return found


def test_ten_thousand_damaged_files_are_whole_plans_or_lists_of_problems() -> None:
    chance = random.Random(SEED)
    assert FILES // 4 < refused(example(), chance, FILES) < FILES
    assert SMALL_FILES // 4 < refused(plan_of(SMALL), chance, SMALL_FILES) < SMALL_FILES


def test_a_damaged_file_can_always_be_shown() -> None:
    chance = random.Random(SEED + 1)
    makers = sources(example())
    for number in range(40):
        name, make = makers[number % len(makers)]
        shown = check(name, make(chance), zone=None, start=None, today=TODAY, medicines=book())
        assert shown.as_json()
        assert shown.as_text()
