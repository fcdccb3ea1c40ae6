"""symptoms/structured: what ticks, answers, vitals, missed slots and combinations of signs raise.

Belongs here: rules that need no words. Not here: free text (triaged.py).
"""

from collections.abc import Iterable

from bot.symptoms.report import About, Hit, SymptomReport
from bot.symptoms.rule_book import RuleBook
from bot.symptoms.rule_files import Needs, RuleEntry

UNKNOWN = "unknown"


def all_hits(report: SymptomReport, rules: RuleBook, text_hits: Iterable[Hit]) -> list[Hit]:
    """The hits of text, ticks, answers and vitals, and of combinations of all signs that were found.

    1. Rules without `needs` hit by text, ticks, answers or vitals and give their sign.
    2. Rules with `needs` hit when every need is met and, if they have a way in of their own, it is met as well.
    """
    in_text = {hit.rule: hit for hit in text_hits}
    plain = [hit for hit in in_text.values() if rules.by_id[hit.rule].needs.empty]
    silent = not report.ticks and report.temperature_c is None and report.pulse is None
    ticked = [] if silent else [_hit(rule, report) for rule in rules.set_off if _set_off(rule, report)]
    signs = {rules.by_id[hit.rule].sign for hit in (*plain, *ticked)}
    combined = [
        in_text.get(rule.id) or _hit(rule, report)
        for rule in rules.combined
        if _met(rule.needs, report, signs)
        and (not _has_own_way_in(rule) or rule.id in in_text or _set_off(rule, report))
    ]
    return plain + ticked + combined


def _hit(rule: RuleEntry, report: SymptomReport) -> Hit:
    return Hit(
        rule=rule.id, tier=rule.level, reason=rule.reason, words=" ".join(sorted(set(rule.ticks) & report.ticks))
    )


def _set_off(rule: RuleEntry, report: SymptomReport) -> bool:
    if set(rule.ticks) & report.ticks:
        return True
    if any(_answer(report.ticks, item) >= least for item, least in rule.answers.items()):
        return True
    if rule.vital is None:
        return False
    hot = rule.vital.temperature_c is not None and report.temperature_c is not None
    fast = rule.vital.pulse is not None and report.pulse is not None
    return (hot and float(report.temperature_c or 0) >= (rule.vital.temperature_c or 0)) or (
        fast and (report.pulse or 0) >= (rule.vital.pulse or 0)
    )


def _answer(ticks: frozenset[str], item: str) -> int:
    """The number answered on a 0–10 item, -1 when it was not answered."""
    answers = [tick.split(":", 1)[1] for tick in ticks if tick.startswith(f"{item}:")]
    return max((int(answer) for answer in answers if answer.isdigit()), default=-1)


def _has_own_way_in(rule: RuleEntry) -> bool:
    by_text = rule.other or any(said.says or said.names for said in rule.told)
    return bool(rule.ticks or rule.answers or rule.vital or by_text)


def _met(needs: Needs, report: SymptomReport, signs: set[str | None]) -> bool:
    about = report.about
    return (
        all(any(sign in signs for sign in wanted.split("|")) for wanted in needs.signs)
        and _medicine_fits(needs, about)
        and all(
            wanted is None or wanted == has
            for wanted, has in (
                (needs.pump, about.pump),
                (needs.kidney, about.kidney),
                (needs.pregnant, about.pregnant),
                (needs.seizure_history, about.seizure_history),
            )
        )
        and report.slots_not_taken >= (needs.slots_not_taken or 0)
    )


def _medicine_fits(needs: Needs, about: About) -> bool:
    if not needs.medicines:
        return True
    if not about.medicines:
        return UNKNOWN in needs.medicines
    return bool(set(needs.medicines) & about.medicines)
