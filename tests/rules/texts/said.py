"""Every sentence of config/locales as a person would read it, for the tests over all texts.

Belongs here: reading the Fluent files, filling their variables, cutting a text into sentences. Not here: promises.
"""

import html
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser, ast

LOCALES = Path("config/locales")
LANGUAGES = ("en", "es")
FILLED_IN = "8"
"""Stands for every variable: as short as most of what is filled in (a number, a time, a first name)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message. `versions`: one text for each way its selectors can go. `markup`: as written, with its tags."""

    language: str
    file: str
    key: str
    versions: tuple[str, ...]

    @property
    def name(self) -> str:
        """What a failing test calls it."""
        return f"{self.language}/{self.file}: {self.key}"


@cache
def everything() -> tuple[Message, ...]:
    """All messages of all languages, in the order of the files."""
    return tuple(
        Message(language=language, file=path.stem, key=entry.id.name, versions=_versions(entry.value))
        for language in LANGUAGES
        for path in sorted((LOCALES / language).glob("*.ftl"))
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body
        if isinstance(entry, ast.Message) and entry.value is not None
    )


def sentences(text: str) -> list[str]:
    """The sentences of `text`; a line, a point of a list and what stands behind a colon end one too."""
    parts = re.split(r"(?<=[.?!…])\s+|[:\n·]\s*| – ", text)
    return [part for part in parts if re.search(r"\w", part)]


def words(text: str) -> list[str]:
    """What counts as a word: anything with a letter or digit."""
    return [word for word in text.split() if re.search(r"\w", word)]


def _versions(pattern: ast.Pattern) -> tuple[str, ...]:
    found = [""]
    for element in pattern.elements:
        found = [before + part for before in found for part in _parts(element)]
    return tuple(html.unescape(re.sub(r"<[^>]+>", "", text)).strip() for text in found)


def _parts(element: ast.TextElement | ast.Placeable) -> tuple[str, ...]:
    if isinstance(element, ast.TextElement):
        return (element.value,)
    if isinstance(element.expression, ast.SelectExpression):
        return tuple(text for variant in element.expression.variants for text in _versions(variant.value))
    return (FILLED_IN,)
