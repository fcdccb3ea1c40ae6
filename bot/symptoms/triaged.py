"""symptoms/triaged: decide how urgent a report is, and say why.

Belongs here: the decision, from text, ticks, answers, vitals and what is known of the person. Not here: finding
signs in a text (text_signs.py), reading rule files (rule_building.py), what is shown (guided.py), who is told
(escalation/).
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.errors import BadSettings, Problem
from bot.symptoms.language import language_of
from bot.symptoms.report import Decision, Hit, Reason, SymptomReport, Tier
from bot.symptoms.rule_book import RuleBook
from bot.symptoms.rule_building import build_book
from bot.symptoms.rule_files import RuleEntry
from bot.symptoms.structured import all_hits
from bot.symptoms.text_signs import text_finds

HINTS = frozenset(
    {
        Reason.SUICIDE, Reason.SUICIDE_PLAN, Reason.SELF_HARM, Reason.OVERDOSE, Reason.BREATHING, Reason.CONFUSION,
        Reason.UNCONSCIOUS, Reason.HOPELESS,
    }
)  # fmt: skip
"""Reasons that turn an unanswered check into an urgent alert. Source: PRODUCT section 5 (PD)."""

_SEEN = {Reason.SEIZURE: Reason.SEIZURE_SEEN}
_HELPED_BY_OTHERS = frozenset(
    {Reason.UNCONSCIOUS, Reason.BREATHING, Reason.OVERDOSE, Reason.CONFUSION, Reason.HALLUCINATION,
     Reason.FEVER_RIGIDITY, Reason.CHEST, Reason.STROKE, Reason.MENTAL_STATE}
)  # fmt: skip


def read_rules(files: Mapping[str, str]) -> RuleBook:
    """The rules of these files (file name → YAML text), each tried on its own examples.

    Raises BadSettings listing every problem: unknown keys, missing source or status, a pattern that cannot be read,
    an example that its own rule does not catch, a counter-example that it does.
    """
    book = build_book(files)
    problems = tuple(problem for rule in book.rules for problem in _example_problems(rule, book))
    if problems:
        raise BadSettings(problems)
    return book


def triage(report: SymptomReport, rules: RuleBook) -> Decision:
    """The tier of `report`, every rule that raised it with the words it was found in, and whose guidance to show."""
    if report == SymptomReport(lang=report.lang, about=report.about):
        return _without_words(report, rules)
    return _triaged(report, rules)


@lru_cache(maxsize=256)
def _without_words(report: SymptomReport, rules: RuleBook) -> Decision:
    """Most taps say nothing but what is on the button: they are decided once for each way a person can be."""
    return _triaged(report, rules)


def _triaged(report: SymptomReport, rules: RuleBook) -> Decision:
    text_hits, about_other = text_finds(report.text, rules)
    hits = all_hits(report, rules, text_hits)
    raised = sorted((hit for hit in hits if hit.tier > Tier.NONE), key=_weight)
    tier = raised[0].tier if raised else Tier.NONE
    top = [hit for hit in raised if hit.tier is tier]
    other = bool(top) and top[0].rule in about_other
    return Decision(
        tier=tier,
        because=tuple(_without_repeats(raised)),
        reason=_shown(top[0].reason, other=other) if top else None,
        lang=report.lang or language_of(report.text, rules.common),
        hints_danger=tier is Tier.CHECK and any(hit.reason in HINTS for hit in top),
        someone_else=other,
        swallowed=any(rules.by_id[hit.rule].swallowed for hit in raised),
    )


def _weight(hit: Hit) -> tuple[int, int]:
    """Sorting by it brings the highest tier first, and within it the reason whose guidance cannot wait."""
    return -hit.tier, list(Reason).index(hit.reason)


def _without_repeats(hits: list[Hit]) -> list[Hit]:
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.rule, hit)
    return list(first.values())


def _shown(reason: Reason, *, other: bool) -> Reason:
    if not other:
        return reason
    if reason in _HELPED_BY_OTHERS:
        return Reason.SOMEONE_ELSE
    return _SEEN.get(reason, reason)


def _example_problems(rule: RuleEntry, book: RuleBook) -> Iterable[Problem]:
    for said in rule.told:
        for line in said.catches:
            if not _caught(rule, line, book):
                yield Problem(
                    where=f"triage {rule.id}", message=f'does not catch its own example "{line}".', fix="Mend the rule."
                )
        for line in said.passes:
            if _caught(rule, line, book):
                yield Problem(where=f"triage {rule.id}", message=f'catches "{line}".', fix="Mend the rule.")


def _caught(rule: RuleEntry, line: str, book: RuleBook) -> bool:
    hits, _ = text_finds(line, book, every_hint=True)
    return any(hit.rule == rule.id for hit in hits)
