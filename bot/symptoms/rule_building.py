"""symptoms/rule_building: a rule book from the texts of config/triage/*.yaml.

Belongs here: reading all files, refusing bad ones with every problem, joining patterns to rules. Not here: the
judging of a report (triaged.py), reading from disk (config_files).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

import yaml
from pydantic import ValidationError

from bot import quick_yaml
from bot.errors import BadSettings, Problem
from bot.symptoms.cues import Cue
from bot.symptoms.lexicon import Lexicon
from bot.symptoms.normalised import is_latin, plain_text
from bot.symptoms.patterns import NEGATIVE, BadPattern, Pattern, cut_outside, read_pattern
from bot.symptoms.rule_book import CuePattern, HintPattern, RuleBook, Told, is_skipped
from bot.symptoms.rule_files import RuleEntry, RuleFile, Said, WordFile

WORDS = "words."
NAME_WORDS = 2
MAX_DEPTH = 8
"""Brackets and classes inside each other."""
_BUILT = re.compile(r"[()<>\[\]|?]")
"""What no plain word or phrase holds."""


class _Yaml(quick_yaml.SafeLoader):
    """YAML whose only truth words are true and false: "no" and "on" are words of a language here."""


_Yaml.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Yaml.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def build_book(files: Mapping[str, str]) -> RuleBook:
    """The rule book of these files. Raises BadSettings with every problem that was found."""
    problems: list[Problem] = []
    words: dict[str, WordFile] = {}
    packs: dict[str, RuleFile] = {}
    for name in sorted(files):
        try:
            content = yaml.load(files[name], Loader=_Yaml)
            if name.startswith(WORDS):
                words[name] = WordFile.model_validate(content)
            else:
                packs[name] = RuleFile.model_validate(content)
        except yaml.YAMLError as error:
            problems.append(_problem(name, f"is not YAML: {' '.join(str(error).split())}"))
        except ValidationError as error:
            problems += [_problem(f"{name} {_place(e['loc'])}", str(e["msg"])) for e in error.errors()]
    if problems:
        raise BadSettings(tuple(problems))
    return _Builder(words, packs).book()


def _problem(where: str, message: str) -> Problem:
    return Problem(where=f"triage/{where}", message=message, fix="Mend the file; see docs/triage.md.")


def _place(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc)


_Patterned = TypeVar("_Patterned", Told, CuePattern, HintPattern)


class _Builder:
    def __init__(self, words: Mapping[str, WordFile], packs: Mapping[str, RuleFile]) -> None:
        self._words = words
        self._packs = packs
        self._problems: list[Problem] = []
        self._classes = {
            f"{file.language}.{name}": members for file in words.values() for name, members in file.classes.items()
        }
        self._lexicon = Lexicon(
            {plain_text(k): plain_text(v) for file in words.values() for k, v in file.rewrites.items()},
            {k: v for file in words.values() for k, v in file.numbers.items()},
            glued={word for file in words.values() for word in file.glued},
        )
        self._fillers = frozenset(word for file in words.values() for word in file.fillers)
        self._weight: dict[int, int] = {}
        self._negative: set[int] = set()
        self._keys: set[int] = set()
        self._stands_for: dict[int, tuple[str, ...]] = {}
        self._common = {
            language: frozenset(word for file in words.values() if file.language == language for word in file.common)
            for language in dict.fromkeys(file.language for file in words.values())
        }
        self._any_common = frozenset().union(*self._common.values())
        self._symbols: dict[tuple[str, str], int] = {}
        self._expanded: dict[tuple[str, str], tuple[str, ...]] = {}
        self._harmless_lists: dict[str, tuple[Pattern, ...]] = {}
        self._read: dict[str, str] = {}

    def book(self) -> RuleBook:
        cues = [CuePattern(kind=kind, pattern=pattern) for kind in Cue for pattern in self._cues(kind)]
        told = [found for name, pack in self._packs.items() for rule in pack.rules for found in self._told(name, rule)]
        hints = [hint for name, pack in self._packs.items() for rule in pack.rules for hint in self._hints(name, rule)]
        rules = tuple(rule for pack in self._packs.values() for rule in pack.rules)
        self._check_ids(rules)
        self._check_rewrites()
        files = self._words.values()
        self._lexicon.closed(
            keys={member for symbol in self._keys for member in self._stands_for[symbol]},
            sounds=[word for file in files for word in file.sounds],
            left_alone=[word for file in files for word in (*file.look_alikes, *file.fillers, *file.common)],
        )
        if self._problems:
            raise BadSettings(tuple(self._problems))
        return RuleBook(
            rules=rules,
            lexicon=self._lexicon,
            cues=self._by_rarest(cues),
            by_symbol=self._by_rarest(told),
            hints=self._by_rarest(hints),
            set_off=tuple(r for r in rules if r.needs.empty and (r.ticks or r.answers or r.vital)),
            combined=tuple(rule for rule in rules if not rule.needs.empty),
            by_id={rule.id: rule for rule in rules},
            foreign=tuple(
                (plain_text(line), rule)
                for rule in rules
                for lines in rule.other.values()
                for line in lines
                if not is_latin(line)
            ),
            emoji={sign: word for file in files for sign, word in file.emoji.items()},
            fillers=self._fillers,
            common=self._common,
            sources={key: title for pack in self._packs.values() for key, title in pack.sources.items()},
        )

    def _cues(self, kind: Cue) -> Iterable[Pattern]:
        for name, file in self._words.items():
            for line in getattr(file.cues, kind.value):
                yield from self._patterns(line, language=file.language, where=f"{name} cues.{kind.value}")

    def _told(self, name: str, rule: RuleEntry) -> Iterable[Told]:
        told = (("en", rule.en), ("es", rule.es))
        own = (
            pattern
            for language, said in told
            for line in said.unless
            for pattern in self._patterns(line, language=language, where=f"{name} {rule.id} {language}")
        )
        unless = (*own, *(pattern for named in rule.not_when for pattern in self._harmless(named, name, rule)))
        for language, said in told:
            where = f"{name} {rule.id} {language}"
            for line, bare in _lines(said):
                for pattern in self._patterns(line, language=language, where=where):
                    yield self._one(rule, pattern, bare=bare, unless=unless)
        for line in (line for lines in rule.other.values() for line in lines if is_latin(line)):
            for pattern in self._patterns(line, language="other", where=f"{name} {rule.id} other"):
                yield self._one(rule, pattern, bare=False, unless=unless)

    def _harmless(self, named: str, name: str, rule: RuleEntry) -> tuple[Pattern, ...]:
        """The patterns of a `harmless` list, of all languages."""
        known = self._harmless_lists.get(named)
        if known is None:
            known = self._harmless_lists[named] = tuple(
                pattern
                for where, file in self._words.items()
                for line in file.harmless.get(named, ())
                for pattern in self._patterns(line, language=file.language, where=f"{where} harmless.{named}")
            )
            if not known:
                self._problems.append(_problem(f"{name} {rule.id}", f"no word file has a harmless list {named}."))
        return known

    def _one(self, rule: RuleEntry, pattern: Pattern, *, bare: bool, unless: tuple[Pattern, ...]) -> Told:
        negative = bool(pattern.needs & self._negative)
        self._keys |= pattern.needs
        bare = bare or (len(pattern.steps) == 1 and self._is_a_name(pattern.steps[0].symbol))
        return Told(rule=rule, pattern=pattern, bare=bare, negative=negative, unless=unless)

    def _hints(self, name: str, rule: RuleEntry) -> Iterable[HintPattern]:
        """The patterns of its hints. Their words are too common to take a misspelt word for one of them."""
        for language, said in (("en", rule.en), ("es", rule.es)):
            for hint in said.hints:
                where = f"{name} {rule.id} {language} {hint.idea}"
                lines = _gathered(hint.words)
                for pattern in (p for line in lines for p in self._patterns(line, language=language, where=where)):
                    yield HintPattern(
                        rule=rule,
                        idea=hint.idea,
                        points=hint.points,
                        pattern=pattern,
                        bare=len(pattern.steps) == 1 and self._is_a_name(pattern.steps[0].symbol),
                        negative=bool(pattern.needs & self._negative),
                    )

    def _is_a_name(self, symbol: int) -> bool:
        """Whether it may be no more than a name: "confused", but not "what day is it"."""
        return any(len(member.split()) <= NAME_WORDS for member in self._stands_for[symbol])

    def _patterns(self, line: str, *, language: str, where: str) -> tuple[Pattern, ...]:
        try:
            pieces = [piece for piece in cut_outside(plain_text(line), " ") if piece not in self._fillers]
            return read_pattern(pieces, lambda piece: self._symbol(piece, language))
        except BadPattern as error:
            self._problems.append(_problem(where, f'pattern "{line}": {error}.'))
            return ()

    def _symbol(self, piece: str, language: str) -> int:
        """The symbol of `piece`; most pieces stand in many lines and are read once."""
        known = self._symbols.get((language, piece))
        if known is None:
            known = self._symbols[language, piece] = self._read_symbol(piece, language)
        return known

    def _read_symbol(self, piece: str, language: str) -> int:
        members = tuple(read for member in self._members(piece, language, depth=0) if (read := self._as_read(member)))
        if not members:
            raise BadPattern(f"{piece}: all of its words are skipped when a message is read")
        name = f"{language}.{piece}" if "<" in piece else piece
        symbol = self._lexicon.symbol(name, members)
        if symbol not in self._stands_for:
            self._stands_for[symbol] = members
            if any(not NEGATIVE.isdisjoint(member.split()) for member in members):
                self._negative.add(symbol)
            self._weight[symbol] = sum(10 if member in self._any_common else 1 for member in members)
        return symbol

    def _as_read(self, member: str) -> str:
        """`member` without the words that are skipped in a message."""
        known = self._read.get(member)
        if known is None:
            words = member.split()
            kept = [w for at, w in enumerate(words) if not is_skipped(w, words[at - 1] if at else "", self._fillers)]
            known = self._read[member] = " ".join(kept)
        return known

    def _members(self, piece: str, language: str, *, depth: int) -> tuple[str, ...]:
        """Every phrase `piece` stands for: (a|b c) is a, b c; a (b|c) is a b, a c; [a] b is b, a b."""
        if not _BUILT.search(piece):
            return (piece,)
        if depth > MAX_DEPTH:
            raise BadPattern(f"{piece} holds itself")
        known = self._expanded.get((language, piece))
        if known is None:
            known = self._expanded[language, piece] = tuple(self._expand(piece, language, depth=depth))
        return known

    def _expand(self, piece: str, language: str, *, depth: int) -> Iterable[str]:
        if piece.startswith("<") and piece.endswith(">") and piece.count("<") == 1:
            members = self._classes.get(f"{language}.{piece[1:-1]}")
            if members is None:
                raise BadPattern(f"there is no class {piece} in words.{language}.yaml")
            for member in members:
                yield from self._members(plain_text(member), language, depth=depth + 1)
            return
        words = cut_outside(piece, " ") if " " in piece else [piece]
        if len(words) > 1:
            yield from self._joined(words, language, depth=depth)
        elif piece.startswith("("):
            for part in cut_outside(piece[1:-1], "|"):
                yield from self._members(part, language, depth=depth + 1)
        else:
            raise BadPattern(f"{piece} cannot be read")

    def _joined(self, words: list[str], language: str, *, depth: int) -> Iterable[str]:
        phrases = [""]
        for word in words:
            optional = word.startswith("[")
            members = list(self._members(f"({word[1:-1]})" if optional else word, language, depth=depth + 1))
            phrases = [f"{phrase} {member}" for phrase in phrases for member in [*members, *[""] * optional]]
        yield from (" ".join(phrase.split()) for phrase in phrases)

    def _by_rarest(self, ones: Iterable[_Patterned]) -> dict[int, tuple[_Patterned, ...]]:
        """Each pattern under the rarest of its symbols, so that few patterns are walked for a message."""
        by: dict[int, list[_Patterned]] = defaultdict(list)
        for one in ones:
            by[min(one.pattern.needs, key=lambda symbol: self._weight[symbol])].append(one)
        return {symbol: tuple(found) for symbol, found in by.items()}

    def _check_rewrites(self) -> None:
        """A short form must not mean two things: the rules of all languages see the same words."""
        meant: dict[str, str] = {}
        for name, file in self._words.items():
            for short, text in file.rewrites.items():
                if meant.setdefault(short, text) != text:
                    self._problems.append(
                        _problem(f"{name} rewrites", f'"{short}" is written out in another way already.')
                    )

    def _check_ids(self, rules: tuple[RuleEntry, ...]) -> None:
        seen: set[str] = set()
        signs = {part for rule in rules if rule.sign for part in [rule.sign]}
        for rule in rules:
            if rule.id in seen:
                self._problems.append(_problem(rule.id, "there are two rules of this id."))
            seen.add(rule.id)
            for wanted in rule.needs.signs:
                missing = [sign for sign in wanted.split("|") if sign not in signs]
                if missing:
                    self._problems.append(_problem(rule.id, f"no rule gives the sign {', '.join(missing)}."))


def _lines(said: Said) -> Iterable[tuple[str, bool]]:
    yield from ((line, False) for line in said.says)
    yield from ((line, True) for line in said.names)


def _gathered(lines: Iterable[str]) -> list[str]:
    """The words of an idea that stand next to each other as one choice: what is looked for once costs once."""
    apart = [line for line in lines if ".." in line or line.startswith("^") or line.endswith("$") or "#" in line]
    whole = [line for line in lines if line not in apart]
    negative = [line for line in whole if not NEGATIVE.isdisjoint(re.findall(r"\w+", line))]
    names = [line for line in whole if line not in negative and len(line.split()) <= NAME_WORDS]
    longer = [line for line in whole if line not in negative and line not in names]
    return apart + [f"({'|'.join(group)})" for group in (negative, names, longer) if group]
