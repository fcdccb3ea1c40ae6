"""symptoms/triage_lines: the lines of `taperline triage --json`: a message in, the decision out.

Belongs here: reading one line, writing one line of JSON. Not here: the decision (triaged.py), files and printing.
"""

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.symptoms.report import About, Decision, SymptomReport
from bot.symptoms.rule_book import RuleBook
from bot.symptoms.triaged import triage

MAX_WHOLE = 10**6
"""A count or a pulse above this is a slip of the hand."""


def answer_line(line: str, rules: RuleBook) -> str:
    """The decision about `line` as one line of JSON.

    `line` is a JSON object with "text" (and, if wished, id, lang, ticks, slots_not_taken, temperature_c, pulse, about),
    a JSON string, or plain text. `id` is given back.
    """
    said = _said(line)
    decision = triage(_report(said), rules)
    answer: dict[str, Any] = {"id": said["id"]} if "id" in said else {}
    written = json.dumps(answer | _as_json(decision), ensure_ascii=False)
    return written.encode("utf-8", errors="replace").decode("utf-8")  # half a surrogate pair cannot be printed


def _said(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict):
        return value
    return {"text": value if isinstance(value, str) else line.rstrip("\r\n")}


def _report(said: dict[str, Any]) -> SymptomReport:
    about = said.get("about") if isinstance(said.get("about"), dict) else {}
    lang = said.get("lang")
    ticks = said.get("ticks")
    return SymptomReport(
        text=str(said.get("text") or ""),
        lang=lang if isinstance(lang, str) and lang else None,
        ticks=frozenset(str(tick) for tick in ticks) if isinstance(ticks, list) else frozenset(),
        about=_about(about or {}),
        slots_not_taken=_whole(said.get("slots_not_taken")) or 0,
        temperature_c=_number(said.get("temperature_c")),
        pulse=_whole(said.get("pulse")),
    )


def _about(said: dict[str, Any]) -> About:
    medicines = said.get("medicines")
    return About(
        medicines=frozenset(str(one) for one in medicines) if isinstance(medicines, list) else frozenset(),
        pump=said.get("pump") is True,
        kidney=said.get("kidney") is True,
        pregnant=said.get("pregnant") is True,
        seizure_history=said.get("seizure_history") is True,
    )


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value)) if value is not None else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _whole(value: object) -> int | None:
    number = _number(value)
    return int(number) if number is not None and abs(number) < MAX_WHOLE else None


def _as_json(decision: Decision) -> dict[str, Any]:
    return {
        "tier": decision.tier.word,
        "reason": decision.reason.value if decision.reason else None,
        "rules": [hit.rule for hit in decision.because],
        "because": [
            {"rule": hit.rule, "tier": hit.tier.word, "reason": hit.reason.value, "words": hit.words}
            for hit in decision.because
        ],
        "lang": decision.lang,
        "hints_danger": decision.hints_danger,
        "someone_else": decision.someone_else,
        "swallowed": decision.swallowed,
    }
