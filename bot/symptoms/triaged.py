"""symptoms/triaged: decide how urgent a report is, and say why.

Belongs here: the decision, from text, ticks, answers, vitals and what is known of the person. Not here: reading
rule files (rule_book.py), what is shown (guided.py), who is told (escalation/).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.errors import BadSettings, Problem
from bot.symptoms.context import Context, Cue, Found, Verdict
from bot.symptoms.language import language_of
from bot.symptoms.normalised import Word, is_latin, plain_text, split_words
from bot.symptoms.patterns import Spans, begins, places
from bot.symptoms.report import Decision, Hit, Reason, SymptomReport, Tier
from bot.symptoms.rule_book import TURNS_ROUND, RuleBook, Told, is_skipped
from bot.symptoms.rule_building import build_book
from bot.symptoms.rule_files import RuleEntry
from bot.symptoms.structured import all_hits

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


def text_finds(text: str, rules: RuleBook) -> tuple[list[Hit], frozenset[str]]:
    """Every rule found in `text` (signs of tier none too), and the ids of those said of somebody else."""
    message = split_words(text, emoji=rules.emoji)
    words = without_fillers(rules.lexicon.rewritten(message.words), rules.fillers)
    foreign = _foreign_hits(text, rules)
    if not words:
        return foreign, frozenset()
    spans = rules.lexicon.spans(words)
    sentences = tuple(word.sentence for word in words)
    finds = sorted(
        (
            (start, end, told)
            for told in _candidates(spans, rules)
            for start, end in places(told.pattern, spans, sentences)
        ),
        key=lambda find: find[:2],
    )
    context = Context(words, _cues(spans, rules, sentences))
    judged = [_judged(find, context, spans, words) for find in finds]
    hits = foreign
    others: dict[str, bool] = {}
    for one in _standing(judged):
        rule = one.told.rule
        tier = min(rule.level, Tier.CHECK) if one.verdict is Verdict.UNSURE else rule.level
        typed = " ".join(dict.fromkeys(word.typed for word in words[one.start : one.end]))
        hits.append(Hit(rule=rule.id, tier=tier, reason=rule.reason, words=typed))
        others[rule.id] = others.get(rule.id, True) and one.other
    return hits, frozenset(rule for rule, other in others.items() if other)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A find, and what the words around it make of it."""

    told: Told
    start: int
    end: int
    verdict: Verdict
    other: bool


def _judged(find: tuple[int, int, Told], context: Context, spans: Spans, words: list[Word]) -> _Judged:
    start, end, told = find
    found = _found(told, spans, start, end)
    if told.bare and told.rule.level is not Tier.CHECK:
        context.take(start, end)
    verdict = _worse(_something_else(told, spans, words, start, end), context.verdict(found))
    return _Judged(told=told, start=start, end=end, verdict=verdict, other=context.other_person(found))


def _worse(*verdicts: Verdict) -> Verdict:
    """The one that lets least stand."""
    return max(verdicts, key=list(Verdict).index)


def _standing(judged: list[_Judged]) -> Iterable[_Judged]:
    """The finds that stand. Words a rule knows and dropped are not asked about by the net under it (tier check)."""
    dropped = [one for one in judged if one.verdict is Verdict.DROPPED and one.told.rule.level > Tier.CHECK]
    known = {at for one in dropped for at in range(one.start, one.end)}
    for one in judged:
        if one.verdict is Verdict.DROPPED or (one.other and one.told.rule.self_only):
            continue
        if one.told.rule.level is not Tier.CHECK or not known.issuperset(range(one.start, one.end)):
            yield one


def _found(told: Told, spans: Spans, start: int, end: int) -> Found:
    return Found(
        start=start,
        end=end,
        last=begins(told.pattern.steps[-1].symbol, spans, end),
        bare=told.bare,
        figure=told.rule.figure,
        exaggerated=told.rule.exaggerated,
        firm=told.rule.firm,
        negative=told.negative,
    )


def _foreign_hits(text: str, rules: RuleBook) -> list[Hit]:
    """Hits of words in scripts other than Latin; these scripts may not put spaces between words."""
    if is_latin(text):
        return []
    plain = plain_text(text)
    return [
        Hit(rule=rule.id, tier=rule.level, reason=rule.reason, words=words)
        for words, rule in rules.foreign
        if words in plain
    ]


def without_fillers(words: list[Word], fillers: frozenset[str]) -> list[Word]:
    """The words that carry meaning; what follows a skipped "just" knows of it, and "never so" becomes "never this"."""
    kept: list[Word] = []
    turned = False
    for at, word in enumerate(words):
        if word.plain == "so" and any(before.plain == "never" for before in kept[-3:]):
            word = replace(word, plain="this")
        if is_skipped(word.plain, words[at - 1].plain if at else "", fillers):
            turned = turned or word.plain in TURNS_ROUND
            continue
        kept.append(replace(word, turned=True) if turned else word)
        turned = False
    return kept


def _candidates(spans: Spans, rules: RuleBook) -> Iterable[Told]:
    for symbol in spans:
        for told in rules.by_symbol.get(symbol, ()):
            if told.pattern.needs <= spans.keys():
                yield told


def _cues(spans: Spans, rules: RuleBook, sentences: tuple[int, ...]) -> dict[Cue, list[tuple[int, int]]]:
    found: dict[Cue, list[tuple[int, int]]] = {}
    for symbol in spans:
        for cue in rules.cues.get(symbol, ()):
            if cue.pattern.needs <= spans.keys():
                found.setdefault(cue.kind, []).extend(places(cue.pattern, spans, sentences))
    return found


def _something_else(told: Told, spans: Spans, words: list[Word], first: int, last: int) -> Verdict:
    """Whether an `unless` takes the sign at words [first, last) back.

    Several words of an `unless` must stand where the sign stands; a single word anywhere in its clause drops it, and
    elsewhere in the sentence leaves it unsure.
    """
    verdict = Verdict.STANDS
    for pattern in told.unless:
        if not pattern.needs <= spans.keys():
            continue
        for start, end in places(pattern, spans, tuple(word.sentence for word in words)):
            if words[start].sentence != words[first].sentence:
                continue
            one_word = len(pattern.steps) == 1
            if (start < last and first < end) or (one_word and words[start].clause == words[first].clause):
                return Verdict.DROPPED
            if one_word:
                verdict = Verdict.UNSURE
    return verdict


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
    hits, _ = text_finds(line, book)
    return any(hit.rule == rule.id for hit in hits)
