"""symptoms/language: which language a message is in, from the commonest words of each.

Belongs here: the guess. Not here: triage itself, which always runs the rules of every language.
"""

from collections.abc import Mapping

from bot.symptoms.normalised import plain_words

DEFAULT = "en"


def language_of(text: str, common: Mapping[str, frozenset[str]]) -> str:
    """The language most of whose common words stand in `text`; English when that cannot be told."""
    plains = plain_words(text)
    counts = {language: sum(plain in words for plain in plains) for language, words in common.items()}
    best = max(counts.values(), default=0)
    if not best or counts.get(DEFAULT, 0) == best:
        return DEFAULT
    return max(sorted(counts), key=lambda language: counts[language])
