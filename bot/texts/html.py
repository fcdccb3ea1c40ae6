"""texts/html: the one builder that all text for Telegram leaves through.

Belongs here: escaping and joining. Not here: sentences (catalog.py), how amounts and times are written (amounts.py).
"""

import html
import re


class Html(str):
    """Text that Telegram may read as HTML: everything in it was escaped or is markup of ours."""

    __slots__ = ()


def escaped(value: str) -> Html:
    """`value` so that Telegram shows exactly it. What is Html already stays as it is."""
    return value if isinstance(value, Html) else Html(html.escape(value, quote=False))


def bold(value: str) -> Html:
    """`value` in bold."""
    return Html(f"<b>{escaped(value)}</b>")


def quote(value: str) -> Html:
    """`value` as somebody else's words."""
    return Html(f"<blockquote>{escaped(value)}</blockquote>")


def lines(*parts: str) -> Html:
    """The parts that are not empty, each on its own line."""
    return Html("\n".join(escaped(part) for part in parts if part))


def paragraphs(*parts: str) -> Html:
    """The parts that are not empty, with an empty line between."""
    return Html("\n\n".join(escaped(part) for part in parts if part))


_TAG = re.compile(r"<[^>]*>")


def plain(value: str) -> str:
    """What a person reads when `value` is shown: without tags and escapes."""
    return html.unescape(_TAG.sub("", value))


TELEGRAM_TEXT_LIMIT = 4096
"""Code points of a message after entity parsing. Source: Bot API, sendMessage."""


def in_messages(text: str) -> tuple[Html, ...]:
    """`text` in pieces that Telegram takes, cut between paragraphs or lines; a line that is too long is cut hard."""
    pieces: list[str] = []
    for line in text.split("\n"):
        for start in range(0, len(line), TELEGRAM_TEXT_LIMIT) or [0]:
            part = line[start : start + TELEGRAM_TEXT_LIMIT]
            if pieces and len(plain(pieces[-1])) + 1 + len(plain(part)) <= TELEGRAM_TEXT_LIMIT:
                pieces[-1] += "\n" + part
            else:
                pieces.append(part)
    return tuple(Html(piece) for piece in pieces)
