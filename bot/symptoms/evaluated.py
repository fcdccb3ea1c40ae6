"""symptoms/evaluated: how well the rules do on labelled lines.

Belongs here: reading lines of the form {"id", "text", "lang", "label", "category"}, counting by label, language and
category, the report as text with every miss. Not here: files, the rules.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import BadInput, Problem
from bot.symptoms.report import SymptomReport, Tier
from bot.symptoms.rule_book import RuleBook
from bot.symptoms.triaged import triage

EVERYDAY = frozenset({"ordinary_symptom", "logistics", "chat", "positive"})
"""Categories of harmless lines in which a false alarm costs most trust."""
LABELS = ("emergency", "urgent", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One labelled line and what the rules made of it."""

    id: str
    text: str
    lang: str
    label: str
    category: str
    tier: Tier
    rules: tuple[str, ...]

    @property
    def missed(self) -> bool:
        """Raised too low, or raised although it is harmless."""
        if self.label == "none":
            return self.tier > Tier.NONE
        return self.tier < Tier.of_word(self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Of `total` lines, how many reached each tier or a higher one."""

    name: str
    total: int
    raised: int
    checked: int
    urgent: int
    emergency: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All counts and every line."""

    lines: tuple[Judged, ...]

    def counted(self, name: str, lines: Iterable[Judged]) -> Count:
        """The count of `lines`."""
        tiers = [line.tier for line in lines]
        return Count(
            name=name,
            total=len(tiers),
            raised=sum(tier > Tier.NONE for tier in tiers),
            checked=sum(tier >= Tier.CHECK for tier in tiers),
            urgent=sum(tier >= Tier.URGENT for tier in tiers),
            emergency=sum(tier is Tier.EMERGENCY for tier in tiers),
        )

    def labelled(self, label: str, *, lang: str | None = None, category: str | None = None) -> Count:
        """The count of one label, in one language and one category if wished."""
        chosen = [
            line
            for line in self.lines
            if line.label == label and lang in (None, line.lang) and category in (None, line.category)
        ]
        return self.counted(" ".join(part for part in (label, lang, category) if part), chosen)

    def everyday(self, *, lang: str | None = None) -> Count:
        """The count of harmless everyday lines."""
        chosen = [x for x in self.lines if x.label == "none" and x.category in EVERYDAY and lang in (None, x.lang)]
        return self.counted(" ".join(part for part in ("everyday", lang) if part), chosen)

    @property
    def misses(self) -> tuple[Judged, ...]:
        """Every line raised too low or raised for nothing."""
        return tuple(line for line in self.lines if line.missed)


def evaluate(lines: Iterable[str], rules: RuleBook) -> Evaluation:
    """What the rules make of each labelled line. Raises BadInput naming every line that cannot be read."""
    judged: list[Judged] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            said = {key: str(entry[key]) for key in ("text", "lang", "label", "category")}
            if said["label"] not in LABELS:
                raise ValueError(said["label"])
        except (ValueError, KeyError, TypeError):
            fix = 'Write {"text": …, "lang": …, "label": "emergency|urgent|none", "category": …}.'
            problems.append(Problem(where=f"line {number}", message="is not a labelled line.", fix=fix))
            continue
        decision = triage(SymptomReport(text=said["text"], lang=said["lang"]), rules)
        because = tuple(hit.rule for hit in decision.because)
        judged.append(Judged(id=str(entry.get("id", number)), **said, tier=decision.tier, rules=because))
    if problems:
        raise BadInput(tuple(problems))
    return Evaluation(lines=tuple(judged))


def as_text(evaluation: Evaluation) -> str:
    """Recall and false alarms per label, language and category, then every miss."""
    rows = ["lines                                        n  raised  ≥check  ≥urgent  emergency"]
    langs = sorted({line.lang for line in evaluation.lines})
    for label in LABELS:
        rows.append(_row(evaluation.labelled(label)))
        rows += [_row(evaluation.labelled(label, lang=lang)) for lang in langs]
    rows.append(_row(evaluation.everyday()))
    rows += [_row(evaluation.everyday(lang=lang)) for lang in langs]
    rows.append("")
    for label in LABELS:
        for category in sorted({line.category for line in evaluation.lines if line.label == label}):
            rows.append(_row(evaluation.labelled(label, category=category)))
    rows += ["", f"{len(evaluation.misses)} lines raised too low, or raised for nothing:"]
    rows += [_miss(line) for line in sorted(evaluation.misses, key=lambda x: (LABELS.index(x.label), x.category))]
    return "\n".join(rows) + "\n"


def _row(count: Count) -> str:
    cells = (count.raised, count.checked, count.urgent, count.emergency)
    shares = "".join(f"{100 * cell / count.total:8.1f}" if count.total else "       –" for cell in cells)
    return f"{count.name:<40}{count.total:>6}{shares}"


def _miss(line: Judged) -> str:
    rules = ", ".join(line.rules) or "no rule"
    return f"{line.id} {line.label} {line.lang} {line.category} → {line.tier.word} ({rules}): {line.text}"
