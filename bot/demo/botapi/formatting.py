"""formatting: the text of a request as it will stand on the phone.

Belongs here: picking the reader by parse_mode, trimming, and what Telegram finds by itself (commands, links, phone
numbers). Not here: the readers (entities_html.py, entities_markdown.py), limits of length (methods_messages.py).
"""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.demo.botapi import refusals
from bot.demo.botapi.entities import MAX_ENTITIES, CannotParse, Entity, Formatted, in_order, utf16
from bot.demo.botapi.entities_html import parse_html
from bot.demo.botapi.entities_markdown import parse_markdown
from bot.demo.botapi.refusals import Refused

_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/@>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?\b)"
    r"|(?P<email>\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+\b)"
    r"|(?P<url>\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)])"
    r"|(?P<mention>(?<!\w)@[A-Za-z0-9_]{5,32}\b)"
    r"|(?P<phone_number>(?<![\w+])\+\d[\d ()\-]{6,18}\d\b)"
    r"|(?P<hashtag>(?<!\w)#[^\W\d]\w*)"
)
_WORTH_LOOKING = re.compile(r"[/@+#]")


def formatted(text: str, parse_mode: str, given: str = "") -> Formatted:
    """`text` read with `parse_mode` ("" with the JSON of `given` entities), trimmed, with what Telegram finds itself.

    Raises: Refused when the mode is unknown or the markup is broken.
    """
    mode = parse_mode.strip().lower()
    if mode in ("", "none"):
        read = Formatted(text=text, entities=_given(given, utf16(text)) if given else ())
    elif mode not in ("html", "markdownv2"):
        raise Refused(refusals.PARSE_MODE)
    else:
        try:
            read = parse_html(text) if mode == "html" else parse_markdown(text)
        except CannotParse as broken:
            raise Refused(refusals.entities(str(broken))) from None
    return with_found(trimmed(read))


def _given(raw: str, length: int) -> tuple[Entity, ...]:
    """The `entities` of a request; what is no JSON counts as none, what lies outside of the text is dropped."""
    try:
        rows = json.loads(raw)
    except ValueError:
        return ()
    read = (_entity(row) for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
    return tuple(one for one in read if 0 <= one.offset < one.offset + one.length <= length)


def _entity(row: dict[str, Any]) -> Entity:
    for name in ("offset", "length"):
        if not isinstance(row.get(name), int):
            raise Refused(refusals.message_entity(f'Field "{name}" must be of type Number'))
    for name in ("type", "url", "language", "custom_emoji_id"):
        if not isinstance(row.get(name, ""), str):
            raise Refused(refusals.message_entity(f'Field "{name}" must be of type String'))
    user = row.get("user")
    return Entity(
        type=str(row.get("type", "")),
        offset=row["offset"],
        length=row["length"],
        url=row.get("url"),
        language=row.get("language"),
        user_id=user.get("id") if isinstance(user, dict) and isinstance(user.get("id"), int) else None,
        custom_emoji_id=row.get("custom_emoji_id"),
    )


def trimmed(read: Formatted) -> Formatted:
    """Without blanks at both ends; entities moved along, empty ones dropped."""
    text = read.text.strip()
    if text == read.text:
        return read
    shift = utf16(read.text[: len(read.text) - len(read.text.lstrip())])
    length = utf16(text)
    kept = []
    for entity in read.entities:
        start = max(entity.offset - shift, 0)
        end = min(entity.offset + entity.length - shift, length)
        if end > start:
            kept.append(replace(entity, offset=start, length=end - start))
    return Formatted(text=text, entities=tuple(kept))


def with_found(read: Formatted) -> Formatted:
    """With the commands, links, addresses and phone numbers that Telegram finds by itself, outside of code."""
    if not _WORTH_LOOKING.search(read.text):
        return read if len(read.entities) <= MAX_ENTITIES else replace(read, entities=read.entities[:MAX_ENTITIES])
    taken = [entity for entity in read.entities if entity.type in ("code", "pre", "text_link", "text_mention")]
    found = [entity for entity in _found(read.text) if not any(_touch(entity, other) for other in taken)]
    return Formatted(text=read.text, entities=in_order((*read.entities, *found))[:MAX_ENTITIES])


def _found(text: str) -> Iterable[Entity]:
    for match in _FOUND.finditer(text):
        kind = match.lastgroup or ""
        yield Entity(type=kind, offset=utf16(text[: match.start()]), length=utf16(match[0]))


def _touch(one: Entity, other: Entity) -> bool:
    return one.offset < other.offset + other.length and other.offset < one.offset + one.length
