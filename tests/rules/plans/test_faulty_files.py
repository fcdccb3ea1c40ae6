"""One faulty file for each problem a plan can have: it is named, at its place, and nothing is loaded."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.plans.problem_words import WORDS
from tests.rules.plans.orders import problems_of, short
from tests.rules.plans.sheets import CSV, bomb, fhir, workbook

STEP = "      - days: 2\n"
DOSE = "          8:00: 10 mg\n"
DOSES = "        doses:\n          8:00: 5 mg\n          20:00: 5 mg\n"
ZONE = "zone: America/Chicago\n"
CARE = "zone: UTC\naftercare: [{kind: support_group, state: ongoing, repeats: [{%s, at: 9:00, from: 2026-12-01}]}]\n"

YAML_FAULTS: list[tuple[str, list[tuple[str, str]], str, str]] = [
    ("key-twice", [("zone: America/Chicago\n", "zone: America/Chicago\nzone: UTC\n")], "", "line 3, column 1"),
    ("key-missing", [("patient: Ana R.\n", "")], "", "line 1, column 1"),
    ("key-missing", [("ordered_on: 2026-11-28", "ordered_on:")], "", "line 3"),
    ("key-missing", [("- name: baclofen\n", "- name:\n")], "", "line 5"),
    ("key-unknown-near", [("form: tablet", "forn: tablet")], "", "line 6"),
    ("key-unknown", [("form: tablet", "xyzzy: tablet")], "", "line 6"),
    ("text-wanted", [("zone: America/Chicago", "zone: [America/Chicago]")], "", "line 2"),
    ("mapping-wanted", [("prescriber: {name: Dr. Lee, ordered_on: 2026-11-28}", "prescriber: Dr. Lee")], "", "line 3"),
    ("amount-wrong", [(DOSE, "          8:00: ten mg\n")], "", "line 11, column 17"),
    ("amount-no-unit", [(DOSE, "          8:00: 10\n")], "", "line 11, column 17"),
    ("amount-empty", [(DOSE, "          8:00:\n")], "", "line 11"),
    ("amount-negative", [(DOSE, "          8:00: -10 mg\n")], "", "line 11, column 17"),
    ("number-ambiguous", [(DOSE, "          8:00: 1,000 mg\n")], "", "line 11, column 17"),
    ("number-ambiguous", [(DOSE, "          8:00: 1.000 mg\n")], "", "line 11, column 17"),
    ("ending-open", [("form: tablet", "ending: zero"), (STEP, "      - until: further order\n")], "", "line 6"),
    ("number-naked", [(DOSE, "          8:00: .5 mg\n")], "", "line 11, column 17"),
    ("number-wrong", [(DOSE, "          8:00: 1.2.3 mg\n")], "", "line 11, column 17"),
    ("unit-unknown", [(DOSE, "          8:00: 10 mgs\n")], "", "line 11, column 17"),
    ("units-mixed", [(DOSE, "          8:00: 10 mcg\n")], "", "line 11, column 17"),
    ("units-mixed", [(DOSE, "          8:00: 10 mL\n")], "", "line 11, column 17"),
    ("amount-zero", [("form: tablet", "strengths: [0 mg]")], "", "line 6"),
    ("concentration-wrong", [("form: tablet", "concentration: 5 mg")], "", "line 6"),
    ("concentration-missing", [("form: tablet", "form: liquid")], "", "line 5"),
    ("concentration-unit", [("form: tablet", "concentration: 5 mcg/mL")], "", "line 5"),
    ("date-wrong", [("from: 2026-12-01", "from: soon")], "", "line 8"),
    ("date-ambiguous", [("from: 2026-12-01", "from: 03/04/2026")], "", "line 8"),
    ("date-ambiguous", [("from: 2026-12-01", "from: 1/12/26")], "", "line 8"),
    ("date-none", [("until: 2026-12-03", "until: 2026-11-31")], "", "line 9"),
    ("date-far", [("until: 2026-12-03", "until: 2206-12-03")], "", "line 9"),
    ("time-wrong", [(DOSE, "          morning: 10 mg\n")], "", "line 11, column 11"),
    ("time-wrong", [(DOSE, "          800: 10 mg\n")], "", "line 11, column 11"),
    ("time-none", [(DOSE, "          24:00: 10 mg\n")], "", "line 11, column 11"),
    ("time-none", [(DOSE, "          13:00 pm: 10 mg\n")], "", "line 11, column 11"),
    ("time-twice", [(DOSE, DOSE + "          08:00: 10 mg\n")], "", "line 12, column 11"),
    ("country-wrong", [("zone: America/Chicago\n", "zone: UTC\ncountry: Mexico\n")], "", "line 3"),
    ("zone-missing", [("zone: America/Chicago\n", "")], "", "line 1"),
    ("zone-unknown", [("zone: America/Chicago", "zone: CST6CDX")], "", "line 2"),
    ("whole-wrong", [(STEP, "      - days: two\n")], "", "line 13"),
    ("whole-wrong", [(STEP, "      - days: 0\n")], "", "line 13"),
    ("whole-wrong", [(STEP, "      - days: 1.5\n")], "", "line 13"),
    ("start-missing", [("- from: 2026-12-01\n        until: 2026-12-03", "- days: 3")], "", "line 8"),
    ("end-missing", [(STEP, "      - instruction: x\n")], "", "line 13"),
    ("end-two", [(STEP, "      - days: 2\n        weeks: 1\n")], "", "line 13"),
    ("open-not-last", [("until: 2026-12-03", "until: further order")], "", "line 8"),
    ("step-backwards", [("until: 2026-12-03", "until: 2026-11-03")], "", "line 8"),
    ("step-long", [("until: 2026-12-03", "until: 2046-12-03")], "", "line 8"),
    ("steps-gap", [(STEP, "      - from: 2026-12-06\n        days: 2\n")], "", "line 13"),
    ("steps-overlap", [(STEP, "      - from: 2026-12-03\n        days: 2\n")], "", "line 13"),
    ("doses-one-way", [(STEP, "      - days: 2\n        pause: yes\n")], "", "line 13"),
    ("cycle-wrong", [(STEP, "      - days: 2\n        cycle: 8\n"), (DOSES, "")], "", "line 14"),
    ("doses-wrong", [(DOSES, "        doses: 5 mg\n")], "", "line 14"),
    ("doses-missing", [(DOSES, "")], "", "line 13"),
    ("yes-no-wrong", [("form: tablet", "late_rule: {shift_later_doses: perhaps}")], "", "line 6"),
    ("choice-wrong", [("form: tablet", "form: pill")], "", "line 6"),
    ("form-unit", [("form: tablet", "form: liquid"), ("10 mg", "1 tablet")], "5 mg>1 tablet", "line 5"),
    ("version-unknown", [("patient: Ana R.", "schema_version: 9\npatient: Ana R.")], "", "line 1"),
    ("hours-wrong", [("zone: America/Chicago\n", "zone: UTC\ncontacts: [{name: A, hours: mornings}]\n")], "", "line 3"),
    ("every-wrong", [(ZONE, CARE % "every: fortnight, on: Tue")], "", "line 3"),
    ("weekday-wrong", [(ZONE, CARE % "every: week, on: Tues day")], "", "line 3"),
    ("repeat-wrong", [(ZONE, CARE % "every: month, on: Tue")], "", "line 3"),
]  # fmt: skip
RAW_FAULTS: list[tuple[str, str, bytes, str]] = [
    ("file-empty", "a.yaml", b"  \n", "the file"),
    ("file-kind", "a.docx", b"PK", "the file"),
    ("file-kind", "plan", b"x: y", "the file"),
    ("file-large", "a.yaml", b"#" * 300_000, "the file"),
    ("file-large", "a.xlsx", b"P" * 2_100_000, "the file"),
    ("file-encoding", "a.yaml", b"patient: Jos\xe9\n", "the file"),
    ("file-encoding", "a.csv", "patient,Ana".encode("utf-16"), "the file"),
    ("yaml-broken", "a.yaml", b"patient: [a\nzone: b\n", "line"),
    ("yaml-alias", "a.yaml", b"a: &x 1\nb: *x\n", "line 1"),
    ("yaml-tag", "a.yaml", b"a: !!python/object/apply:os.system [ls]\n", "line 1"),
    ("yaml-many", "a.yaml", b"a: b\n---\nc: d\n", "line 2"),
    ("file-deep", "a.yaml", b"[" * 40, "line 1"),
    ("json-broken", "a.json", b"{", "line 1"),
    ("json-broken", "a.json", b"[" * 100_000, "the file"),
    ("fhir-kind", "a.json", b'{"resourceType": "Observation"}', "the file"),
    ("fhir-nothing", "a.json", b'{"resourceType": "Bundle", "type": "collection"}', "Bundle"),
    ("xlsx-old", "a.xlsx", b"\xd0\xcf\x11\xe0rest", "the file"),
    ("file-broken", "a.xlsx", b"PK\x03\x04nothing", "the file"),
    ("file-broken", "a.csv", b"patient\0,Ana\n", "the file"),
    ("taper-missing", "a.csv", b"patient,Ana\nzone,UTC\n", "row 1"),
]


def faulty(changes: list[tuple[str, str]], everywhere: str) -> str:
    text = short(*changes)
    if everywhere:
        old, new = everywhere.split(">")
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(("key", "changes", "everywhere", "where"), YAML_FAULTS)
def test_a_faulty_yaml_line_is_named_at_its_place(
    key: str, changes: list[tuple[str, str]], everywhere: str, where: str
) -> None:
    found = [(problem.key, problem.where) for problem in problems_of(faulty(changes, everywhere))]
    assert [place for one, place in found if one == key and place.startswith(where)], found


@pytest.mark.parametrize(("key", "name", "content", "where"), RAW_FAULTS)
def test_a_file_that_is_no_plan_is_named(key: str, name: str, content: bytes, where: str) -> None:
    found = [(problem.key, problem.where) for problem in problems_of(content, name=name)]
    assert [place for one, place in found if one == key and place.startswith(where)], found


CSV_FAULTS = [
    ("column-unknown", ("until,8:00", "until,colour,8:00"), 'row 7, column "colour"'),
    ("column-twice", ("until,8:00", "until,8:00,8:00"), 'row 7, column "8:00"'),
    ("amount-empty", ("2026-12-03,10 mg,5 mg", "2026-12-03,10 mg,"), 'row 8, column "20:00"'),
    ("units-mixed", ("2026-12-03,10 mg,5 mg", "2026-12-03,10 mg,5 mcg"), 'row 8, column "20:00"'),
    ("date-ambiguous", ("2026-12-03,10 mg", "03/04/2026,10 mg"), 'row 8, column "until"'),
    ("medicine-unknown", ("", ""), 'row 9, column "medicine"'),
    ("steps-gap", ("baclofen,2026-12-04", "baclofen,2026-12-05"), "row 9"),
    ("key-unknown", ("country,US", "planet,Earth"), "row 3"),
    ("zone-unknown", ("zone,America/Chicago", "zone,Chicago"), 'row 2, column "zone"'),
    ("sheet-unknown", ("", ""), 'Sheet "Sheet7"'),
    ("cell-merged", ("", ""), 'Sheet "taper", row 2, column "8:00"'),
    ("formula-empty", ("", ""), 'Sheet "taper", row 2, column "D"'),
    ("file-large", ("", ""), "the file"),
    ("column-differs", ("", ""), 'row 3, column "patient"'),
    ("instruction-two", ("", ""), "row 9"),
    ("cycle-days", ("", ""), "row 8"),
    ("medicine-which", ("country,US", "form,tablet"), "row 3"),
    ("service-unknown", ("", ""), "row 13"),
]


@pytest.mark.parametrize(("key", "change", "where"), CSV_FAULTS)
def test_a_faulty_cell_is_named_at_its_place(key: str, change: tuple[str, str], where: str) -> None:
    name, content = _table(key, change)
    found = [(problem.key, problem.where) for problem in problems_of(content, name=name)]
    assert [place for one, place in found if one == key and place.startswith(where)], found


def _table(key: str, change: tuple[str, str]) -> tuple[str, bytes]:
    head = "\n".join(CSV.splitlines()[:5]) + "\n\n"
    special: dict[str, tuple[str, bytes]] = {
        "sheet-unknown": ("a.xlsx", workbook(extra_sheet="Sheet7")),
        "cell-merged": ("a.xlsx", workbook(merge="D2:E2")),
        "formula-empty": ("a.xlsx", workbook(formula="D2")),
        "file-large": ("a.xlsx", bomb()),
        "column-differs": (
            "a.csv",
            b"patient,zone,prescriber,ordered on,medicine,from,until,8:00\n"
            b"Ana,UTC,Dr. Lee,2026-11-28,baclofen,2026-12-01,2026-12-02,5 mg\n"
            b"Eva,UTC,Dr. Lee,2026-11-28,baclofen,2026-12-03,2026-12-04,5 mg\n",
        ),
        "instruction-two": (
            "a.csv",
            (head + "medicine,from,until,time,mg,instruction\nbaclofen,2026-12-01,2026-12-02,8:00,5,a\n").encode()
            + b"baclofen,2026-12-01,2026-12-02,20:00,5,b\n",
        ),
        "cycle-days": (
            "a.csv",
            (head + "medicine,from,until,cycle day,8:00\nbaclofen,2026-12-01,2026-12-08,1,5 mg\n").encode()
            + b"baclofen,2026-12-01,2026-12-08,3,10 mg\n",
        ),
        "medicine-unknown": (
            "a.csv",
            (CSV.replace("baclofen,2026-12-04", "diazepam,2026-12-04") + "\n[medicines]\nname\nbaclofen\n").encode(),
        ),
        "medicine-which": (
            "a.csv",
            (CSV.replace(*change) + "diazepam,2026-12-01,2026-12-05,5 mg,5 mg\n").encode(),
        ),
        "service-unknown": (
            "a.csv",
            (CSV + "\n[visits]\nservice,on,at\nyoga,2026-12-01,9:00\n").encode(),
        ),
    }
    return special.get(key) or ("a.csv", CSV.replace(*change).encode())


ORDER = "Bundle.entry[1].resource"
FHIR_FAULTS: list[tuple[str, dict[str, Any], str]] = [
    ("fhir-status", {"status": "stopped"}, ORDER),
    ("fhir-intent", {"intent": "proposal"}, ORDER),
    ("fhir-not", {"doNotPerform": True}, ORDER),
    ("fhir-modifier", {"modifierExtension": [{"url": "x"}]}, ORDER),
    ("fhir-element", {"repeat": {"when": ["MORN"]}}, f"{ORDER}.dosageInstruction[0].timing.repeat.when"),
    ("fhir-element", {"repeat": {"period": 4, "periodUnit": "h"}}, f"{ORDER}.dosageInstruction[0]"),
    ("fhir-times", {"repeat": {"timeOfDay": None, "frequency": 3}}, f"{ORDER}.dosageInstruction[0]"),
    ("fhir-frequency", {"repeat": {"frequency": 3}}, f"{ORDER}.dosageInstruction[0]"),
    ("fhir-dose", {"doseAndRate": [{"doseRange": {}}]}, f"{ORDER}.dosageInstruction[0].doseAndRate[0]"),
    ("fhir-unit-two", {"quantity": {"code": "ug"}}, f"{ORDER}.dosageInstruction[0].doseAndRate[0]"),
    ("fhir-duration", {"repeat": {"boundsPeriod": None, "boundsDuration": {"value": 1, "code": "mo"}}},
     f"{ORDER}.dosageInstruction[0].timing.repeat.boundsDuration"),
    ("fhir-sequence", {"sequence": None}, f"{ORDER}.dosageInstruction[0]"),
    ("fhir-sequence-bounds", {"sequence": 2}, f"{ORDER}.dosageInstruction[1]"),
    ("fhir-cycle", {"repeat": {"period": 27}, "second": {"period": 26}}, f"{ORDER}.dosageInstruction"),
    ("fhir-maximum", {"asNeededBoolean": True, "repeat": {"period": 2}}, f"{ORDER}.dosageInstruction[0]"),
    ("fhir-instant", {"appointment": {"start": "2026-12-08"}}, "Bundle.entry[2].resource.start"),
    ("fhir-two", {"second_order": {"authoredOn": "2026-11-30"}}, "Bundle.entry[2].resource.authoredOn"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "change", "where"), FHIR_FAULTS)
def test_a_fhir_order_that_says_too_little_is_asked_about(key: str, change: dict[str, Any], where: str) -> None:
    content = json.dumps(fhir(change)).encode()
    found = [(problem.key, problem.where) for problem in problems_of(content, name="a.json")]
    assert [place for one, place in found if one == key and place.startswith(where)], found


def test_every_problem_has_a_faulty_file_here() -> None:
    tried = {fault[0] for faults in (YAML_FAULTS, RAW_FAULTS, CSV_FAULTS, FHIR_FAULTS) for fault in faults}
    elsewhere = {"zone-two", "start-two", "too-many", "doses-none"}
    assert set(WORDS) - tried - elsewhere == set()


def test_every_sentence_that_is_used_exists() -> None:
    source = Path(__file__).parents[3] / "bot" / "plans"
    used = {
        key
        for path in source.rglob("*.py")
        for key in re.findall(r"\.wrong\(\s*\"([a-z-]+)\"", path.read_text("utf-8"))
    }
    assert used - set(WORDS) == set()


def test_no_mend_tells_to_change_an_order() -> None:
    for key, (_, fix) in WORDS.items():
        assert not re.search(r"\b(reduce|increase|lower the|raise|instead)\b", fix), key
