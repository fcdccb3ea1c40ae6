"""entities_html: reads the HTML that Telegram understands, and complains in Telegram's words, with byte offsets.

Belongs here: tags, attributes and the four named character references. Not here: MarkdownV2 (entities_markdown.py).
"""

import re
from dataclasses import dataclass, replace

from bot.demo.botapi.entities import CannotParse, Entity, Formatted, in_order, utf16
from bot.demo.botapi.links import checked_link, linked_user

_NAMES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_REFERENCES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_SPECIAL = re.compile(r"[<&]")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_BLANK = re.compile(r"\s*")
_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    begins: int


def parse_html(text: str) -> Formatted:
    """`text` without its tags, and the entities they meant.

    Raises: CannotParse with the words of the real server.
    """
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.out: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> Formatted:
        while self.at < len(self.text):
            special = _SPECIAL.search(self.text, self.at)
            stop = special.start() if special else len(self.text)
            self.add(self.text[self.at : stop])
            self.at = stop
            if special:
                self.special(special[0])
        if self.open:
            raise CannotParse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        entities = (replace(one, language=None) if one.type == "code" else one for one in self.entities)
        return Formatted(text="".join(self.out), entities=in_order(entities))

    def add(self, plain: str) -> None:
        if plain:
            self.out.append(plain)
            self.length += utf16(plain)

    def byte(self, at: int) -> int:
        return len(self.text[:at].encode())

    def special(self, sign: str) -> None:
        if sign == "&":
            decoded, width = _reference(self.text, self.at)
            self.add(decoded)
            self.at += width
        elif self.text.startswith("</", self.at):
            self.end_tag()
        else:
            self.start_tag()

    def start_tag(self) -> None:
        begin = self.at
        name = _TAG_NAME.match(self.text, begin + 1)
        self.at = name.end() if name else begin + 1
        if self.at >= len(self.text):
            raise CannotParse(f"Unclosed start tag at byte offset {self.byte(begin)}")
        tag = self.text[begin + 1 : self.at].lower()
        if tag not in _NAMES:
            raise CannotParse(f'Unsupported start tag "{tag}" at byte offset {self.byte(begin)}')
        argument = self.attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            raise CannotParse(f'Tag "span" must have class "tg-spoiler" at byte offset {self.byte(begin)}')
        self.open.append(_Open(tag, argument, self.length, len(self.out)))

    def attributes(self, tag: str, begin: int) -> str:
        """Reads up to and over the `>`; the one attribute of `tag` that means something."""
        argument = ""
        while True:
            self.blanks()
            if self.text.startswith(">", self.at):
                self.at += 1
                return argument
            found = _ATTRIBUTE_NAME.match(self.text, self.at)
            name = found[0] if found else ""
            if not name:
                raise CannotParse(f'Empty attribute name in the tag "{tag}" at byte offset {self.byte(begin)}')
            self.at += len(name)
            self.blanks()
            if self.at >= len(self.text):
                raise CannotParse(f'Unclosed start tag "{tag}" at byte offset {self.byte(begin)}')
            value = ""
            if self.text[self.at] == "=":
                self.at += 1
                value = self.value(tag, begin)
            argument = _meaning(tag, name, value) or argument

    def value(self, tag: str, begin: int) -> str:
        self.blanks()
        if self.at >= len(self.text):
            raise CannotParse(f'Unclosed start tag "{tag}" at byte offset {self.byte(begin)}')
        quote = self.text[self.at]
        if quote not in "\"'":
            return self.token()
        end = self.text.find(quote, self.at + 1)
        if end < 0 or end + 1 >= len(self.text):
            raise CannotParse(f"Unclosed start tag at byte offset {self.byte(begin)}")
        raw, self.at = self.text[self.at + 1 : end], end + 1
        return _REFERENCE.sub(lambda found: _reference(raw, found.start())[0], raw)

    def token(self) -> str:
        start = self.at
        found = _TOKEN.match(self.text, start)
        self.at = found.end() if found else start
        following = self.text[self.at : self.at + 1]
        if following and not following.isspace() and following != ">":
            raise CannotParse(f"Unexpected end of name token at byte offset {self.byte(start)}")
        return self.text[start : self.at].lower()

    def end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise CannotParse(f"Unexpected end tag at byte offset {self.byte(begin)}")
        name = _TAG_NAME.match(self.text, begin + 2)
        tag = name[0].lower() if name else ""
        self.at = begin + 2 + len(tag)
        self.blanks()
        if not self.text.startswith(">", self.at):
            raise CannotParse(f"Unclosed end tag at byte offset {self.byte(begin)}")
        self.at += 1
        opened = self.open.pop()
        if tag and tag != opened.tag:
            raise CannotParse(
                f'Unmatched end tag at byte offset {self.byte(begin)}, expected "</{opened.tag}>", found "</{tag}>"'
            )
        if self.length > opened.offset:
            self.close(opened)

    def close(self, opened: _Open) -> None:
        entity = Entity(type=_NAMES[opened.tag], offset=opened.offset, length=self.length - opened.offset)
        made = _special_entity(entity, opened, "".join(self.out[opened.begins :]))
        if made is None:
            return
        last = self.entities[-1] if self.entities else None
        same = last is not None and (last.offset, last.length) == (made.offset, made.length)
        if last is not None and same and {last.type, made.type} == {"pre", "code"} and (last.language or made.language):
            made = Entity(type="pre", offset=made.offset, length=made.length, language=last.language or made.language)
            self.entities.pop()
        self.entities.append(made)

    def blanks(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at


def _special_entity(entity: Entity, opened: _Open, inside: str) -> Entity | None:
    """`entity` with its argument; None when its link is none that Telegram opens."""
    if opened.tag == "a":
        address = opened.argument or inside
        user = linked_user(address)
        if user is not None:
            return replace(entity, type="text_mention", user_id=user)
        link = checked_link(address)
        return replace(entity, url=link) if link else None
    if opened.tag == "tg-emoji":
        if not opened.argument.isdigit():
            raise CannotParse("Invalid custom emoji identifier specified")
        return replace(entity, custom_emoji_id=opened.argument)
    if opened.tag == "blockquote" and opened.argument:
        return replace(entity, type="expandable_blockquote")
    if opened.tag == "code" and opened.argument:
        return replace(entity, language=opened.argument)
    return entity


def _meaning(tag: str, name: str, value: str) -> str:
    match tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case ("code", "class"):
            return value.removeprefix("language-") if value.startswith("language-") else ""
        case ("span", "class"):
            return value.removeprefix("tg-") if value.startswith("tg-") else ""
        case ("blockquote", "expandable"):
            return "1"
    return ""


def _reference(text: str, at: int) -> tuple[str, int]:
    """The character at `at` that stands there as `&…;`, and how much to step over; unknown ones stay as they are."""
    found = _REFERENCE.match(text, at)
    if found is None:
        return "&", 1
    if found[3]:
        known = _REFERENCES.get(found[3])
        return (known, len(found[0])) if known else ("&", 1)
    code = int(found[1], 16) if found[1] else int(found[2])
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "&", 1
    return chr(code), len(found[0])
