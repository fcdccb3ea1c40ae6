"""rendering: a message's text as HTML that a page may show as it is.

Belongs here: entities → escaped, nested tags. Not here: reading HTML (entities_html.py), the page's style (demo page).
"""

from html import escape

from bot.demo.botapi.entities import Entity, in_order, utf16

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ('<blockquote class="expandable">', "</blockquote>"),
    "bot_command": ('<span class="command">', "</span>"),
    "phone_number": ('<span class="phone-number">', "</span>"),
}


def html(text: str, entities: tuple[Entity, ...]) -> str:
    """`text` with its entities as tags; everything else escaped. Line breaks stay line breaks."""
    if not entities:
        return escape(text)
    units = text.encode("utf-16-le")
    return _stretch(units, list(in_order(entities)), start=0, end=utf16(text))


def _stretch(units: bytes, entities: list[Entity], *, start: int, end: int) -> str:
    """The units from `start` to `end`; takes from `entities` those that begin there. What sticks out is cut off."""
    made, at = [], start
    while entities and entities[0].offset < end:
        entity = entities.pop(0)
        begins = max(entity.offset, at)
        ends = min(entity.offset + entity.length, end)
        if ends <= begins:
            continue
        opening, closing = _tags(entity, _plain(units, begins, ends))
        inside = _stretch(units, entities, start=begins, end=ends)
        made += [escape(_plain(units, at, begins)), opening, inside, closing]
        at = ends
    made.append(escape(_plain(units, at, end)))
    return "".join(made)


def _plain(units: bytes, start: int, end: int) -> str:
    return units[2 * start : 2 * end].decode("utf-16-le", errors="replace")


def _tags(entity: Entity, plain: str) -> tuple[str, str]:
    if entity.type in ("text_link", "url"):
        address = entity.url or plain
        return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">', "</a>"
    return _TAGS.get(entity.type, ("", ""))
