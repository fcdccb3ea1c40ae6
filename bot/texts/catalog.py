"""texts/catalog: sentences by key, in each language, out of Fluent files.

Belongs here: reading .ftl texts that were handed in, saying one sentence. Not here: reading files (house.py), writing
amounts and times (amounts.py): every argument reaches Fluent as text, since Fluent would round 0.0625 to 0.062.

Markup: a sentence in a .ftl file may hold <b>, <i>, <blockquote>; arguments are escaped unless they are Html.
"""

import re
from collections.abc import Mapping, Sequence

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.errors import BadSettings, Broken, Problem
from bot.texts import amounts
from bot.texts.html import Html, escaped, plain

FALLBACK_LANGUAGE = "en"


_ENTRY = re.compile(r"^(?=[a-zA-Z#-])", re.MULTILINE)
_MESSAGE = re.compile(r"([a-zA-Z][\w-]*) *=")
_VARIABLE = re.compile(r"\$([a-zA-Z][\w-]*)")
_REFERENCE = re.compile(r"\{ *([a-zA-Z][\w-]*)")


class _Variables(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.found.add(node.id.name)


class Texts:
    """The sentences of one language."""

    def __init__(self, language: str, sources: Sequence[str], *, tried: bool = False) -> None:
        """`tried`: these files are known to be whole, so that a sentence need not be parsed before it is first said."""
        self.language = language
        self._bundle = FluentBundle([language], use_isolating=False)
        self._fixed: dict[str, Html] = {}
        self.variables: dict[str, frozenset[str]] = {}
        self.junk: list[str] = []
        self._unread: dict[str, str] = {}
        for source in sources:
            if tried:
                self._put_by(source)
            else:
                self._read(source)

    def _put_by(self, source: str) -> None:
        for entry in _ENTRY.split(source):
            message = _MESSAGE.match(entry)
            if message is not None and message[1] in self._unread:
                continue  # the first one counts, as in a bundle
            if message is not None:
                self._unread[message[1]] = entry
                self.variables[message[1]] = frozenset(_VARIABLE.findall(entry))
            elif not entry.startswith("#"):
                self._read(entry)

    def _read(self, source: str) -> None:
        resource = FluentParser().parse(source)
        self._bundle.add_resource(resource)
        for entry in resource.body:
            if isinstance(entry, ast.Junk):
                self.junk.append((entry.content or "").strip().splitlines()[0])
            elif isinstance(entry, ast.Message):
                seen = _Variables()
                seen.visit(entry)
                self.variables[entry.id.name] = frozenset(seen.found)

    def _look_up(self, key: str) -> None:
        """`key` and the sentences it is put together from are in the bundle, if there are any."""
        source = self._unread.get(key)
        if source is not None:
            self._read(source)
            self._unread.pop(key, None)  # after it is read: a picture is drawn in a thread of its own
            for part in _REFERENCE.findall(source):
                self._look_up(part)

    def say(self, key: str, **arguments: str) -> Html:
        """The sentence `key` as Telegram HTML. Raises Broken: no such key, a missing argument, one that is not text."""
        if arguments:
            return self._say(key, arguments)
        said = self._fixed.get(key)
        if said is None:
            said = self._fixed[key] = self._say(key, {})
        return said

    def _say(self, key: str, arguments: Mapping[str, str]) -> Html:
        for name, value in arguments.items():
            if not isinstance(value, str):
                raise Broken(f"text {key}: argument {name} is not text; write it with texts.amounts first")
        self._look_up(key)
        if not self._bundle.has_message(key):
            raise Broken(f"text {key} does not exist in {self.language}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise Broken(f"text {key} is empty in {self.language}")
        said, errors = self._bundle.format_pattern(pattern, {name: escaped(value) for name, value in arguments.items()})
        if errors:
            raise Broken(f"text {key} in {self.language}: {type(errors[0]).__name__}")
        return Html(said)

    def label(self, key: str, **arguments: str) -> str:
        """The sentence `key` as plain text: for buttons and callback answers, which know no markup."""
        return plain(self.say(key, **arguments))

    def has(self, key: str) -> bool:
        """Whether `key` exists, for texts that are data (a check-in pack's own question, say)."""
        return key in self.variables


class Catalog:
    """All languages. Every key exists in every language with the same variables, or there is no catalog."""

    def __init__(self, sources: Mapping[str, Sequence[str]], *, tried: bool = False) -> None:
        """`sources`: language → contents of its .ftl files; `tried` as in Texts. Raises BadSettings with every
        mismatch."""
        self._texts = {language: Texts(language, files, tried=tried) for language, files in sources.items()}
        problems = tuple(self._problems())
        if problems:
            raise BadSettings(problems)
        for language, texts in self._texts.items():
            if texts.has(f"unit-{amounts.UNITS[0]}-one"):  # not in a catalog of a few files
                amounts.learn_units(language, {unit: _unit(texts, unit) for unit in amounts.UNITS})

    def _problems(self) -> list[Problem]:
        reference = self._texts.get(FALLBACK_LANGUAGE)
        if reference is None:
            return [_problem(FALLBACK_LANGUAGE, "the English texts are missing.")]
        found = []
        for language, texts in sorted(self._texts.items()):
            found += [_problem(language, f"cannot read: {line}") for line in texts.junk]
            for key in sorted(reference.variables.keys() ^ texts.variables.keys()):
                found.append(_problem(language, f"{key} stands in one language only."))
            for key in sorted(reference.variables.keys() & texts.variables.keys()):
                if reference.variables[key] != texts.variables[key]:
                    found.append(_problem(language, f"{key} has other variables than in English."))
        return found

    @property
    def languages(self) -> tuple[str, ...]:
        """Language codes, English first."""
        return tuple(sorted(self._texts, key=lambda code: (code != FALLBACK_LANGUAGE, code)))

    def in_language(self, language: str | None) -> Texts:
        """The texts of `language`, or English where we do not speak it."""
        return self._texts.get((language or "").split("-")[0].lower(), self._texts[FALLBACK_LANGUAGE])

    def every(self, key: str) -> frozenset[str]:
        """The sentence `key` in all languages, as plain text: to recognise a tap on the standing keyboard."""
        return frozenset(texts.label(key) for texts in self._texts.values())


def _unit(texts: Texts, unit: str) -> tuple[str, str]:
    return texts.label(f"unit-{unit}-one"), texts.label(f"unit-{unit}-several")


def _problem(language: str, message: str) -> Problem:
    return Problem(where=f"locales/{language}", message=message, fix="Mend the .ftl file.")
