"""Every sentence that the program may say exists, and every sentence that exists is said somewhere."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.texts.catalog import Texts
from tests.rules.texts.said import LANGUAGES, LOCALES, Message, everything

LONGEST_LABEL = 30
"""Characters of a button's label: two buttons side by side on a narrow phone show no more. Our own limit (PD)."""
LONGEST_TOAST = 200
"""Source: Bot API, answerCallbackQuery."""

SAID_BY = frozenset({"say", "label", "every", "Refused"})
"""The calls whose first argument is a key."""

ALL = everything()
KEYS = frozenset(one.key for one in ALL)


def test_every_key_that_is_said_exists() -> None:
    missing = [f"{place}: {key}" for place, key in _keys_said() if not _matching(key)]

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_parsed_when_it_is_said_is_what_the_parser_finds(language: str) -> None:
    """The shipped texts are only cut apart at a start: each must be whole, and none be overlooked or be two."""
    files = [path.read_text(encoding="utf-8") for path in sorted((LOCALES / language).glob("*.ftl"))]
    parsed, cut = Texts(language, files), Texts(language, files, tried=True)
    assert (parsed.junk, cut.junk) == ([], [])
    assert cut.variables == parsed.variables
    assert len(parsed.variables) == sum(one.language == language for one in ALL)


def test_a_sentence_made_of_others_is_said_whole() -> None:
    texts = Texts(
        "en", ["# Says $who.\nbye = Bye, { $who }\nhello =\n    Hello, { $who }!\n    { bye }.\n"], tried=True
    )
    assert texts.say("hello", who="Ana") == "Hello, Ana!\nBye, Ana."


def test_every_key_is_used() -> None:
    exact, families = _words_of_code()
    in_data = _words_of_config()

    unused = [
        key
        for key in sorted(KEYS)
        if key not in exact and key not in in_data and not any(re.fullmatch(family, key) for family in families)
    ]

    assert unused == []


def test_labels_of_buttons_are_short() -> None:
    shown = _keys_inside("Button") - _keys_of_messages()

    long = [f"{one.name}: {one.versions}" for one in ALL if one.key in shown and _longest(one) > LONGEST_LABEL]

    assert long == []


def test_answers_to_a_tap_fit_into_one() -> None:
    shown = _keys_inside("toast")

    long = [one.name for one in ALL if one.key in shown and _longest(one) > LONGEST_TOAST]

    assert long == []


def _longest(message: Message) -> int:
    return max(map(len, message.versions))


@cache
def _trees() -> tuple[tuple[str, ast.Module], ...]:
    return tuple((str(path), ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(Path("bot").rglob("*.py")))


def _keys_said(by: frozenset[str] = SAID_BY) -> Iterator[tuple[str, str]]:
    """Patterns of the keys that some call says, with the place; a key in a variable cannot be seen here."""
    for place, tree in _trees():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and _name(call) in by and call.args:
                for key in filter(_is_key, _patterns(call.args[0])):
                    yield f"{place}:{call.lineno}", key


def _is_key(pattern: str) -> bool:
    """Not the name of a column, which has no dash. Only "failed" is a key without one."""
    return "-" in pattern or pattern in KEYS


def _matching(pattern: str) -> frozenset[str]:
    return frozenset(key for key in KEYS if re.fullmatch(pattern, key))


def _keys_of_messages() -> frozenset[str]:
    """Keys that are said as whole messages somewhere: a family of labels may match more than labels."""
    return frozenset(re.sub(r"\\(.)", r"\1", key) for _, key in _keys_said(frozenset({"say", "Refused"}))) & KEYS


def _keys_inside(outer: str) -> frozenset[str]:
    """The keys that stand inside the arguments of a call of `outer`."""
    return frozenset(
        found
        for _, tree in _trees()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _name(call) == outer
        for part in (*call.args, *(one.value for one in call.keywords))
        for inner in ast.walk(part)
        if isinstance(inner, ast.Call) and _name(inner) in SAID_BY and inner.args
        for key in _patterns(inner.args[0])
        for found in _matching(key)
    )


def _patterns(node: ast.expr) -> list[str]:
    """What the expression may be, as patterns: constants, both ways of a choice, families written with f""."""
    if isinstance(node, ast.Constant):
        return [re.escape(node.value)] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return _patterns(node.body) + _patterns(node.orelse)
    if isinstance(node, ast.JoinedStr):
        return ["".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*" for part in node.values)]
    return []


def _words_of_code() -> tuple[frozenset[str], frozenset[str]]:
    """All constants of the code, and all families that could be keys: with a word and a dash outside the braces."""
    exact: set[str] = set()
    families: set[str] = set()
    for _, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                exact.add(node.value)
            if isinstance(node, ast.JoinedStr) and re.match(r"\w+-|.*-\w+$", _patterns(node)[0].replace("\\", "")):
                families.update(_patterns(node))
    return frozenset(exact), frozenset(families)


def _words_of_config() -> frozenset[str]:
    """Every word that stands in a file of config/: keys that are data."""
    found: set[str] = set()
    for path in Path("config").rglob("*.yaml"):
        found.update(re.findall(r"[\w-]+", path.read_text(encoding="utf-8")))
    return frozenset(found)


def _name(call: ast.Call) -> str:
    return (
        call.func.attr
        if isinstance(call.func, ast.Attribute)
        else call.func.id
        if isinstance(call.func, ast.Name)
        else ""
    )
