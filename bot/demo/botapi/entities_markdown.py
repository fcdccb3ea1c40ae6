"""entities_markdown: reads MarkdownV2 as Telegram does, and complains in Telegram's words, with byte offsets.

Belongs here: MarkdownV2. Not here: HTML (entities_html.py). The old "Markdown" mode is refused: we never send it.
"""

import re
from dataclasses import dataclass, replace

from bot.demo.botapi.entities import CannotParse, Entity, Formatted, in_order, utf16
from bot.demo.botapi.links import checked_link, linked_user

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
_LANGUAGE = re.compile(r"([^\s`]+)(?=\s)")
_MARKS = {"*": "Bold", "_": "Italic", "__": "Underline", "~": "Strikethrough", "||": "Spoiler", "[": "TextUrl"}
_TYPES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "BlockQuote": "blockquote",
    "CustomEmoji": "custom_emoji",
}
_ENDS = {
    "Bold": "*",
    "Underline": "__",
    "Strikethrough": "~",
    "Spoiler": "||",
    "Code": "`",
    "Pre": "```",
    "PreCode": "```",
    "TextUrl": "]",
    "CustomEmoji": "]",
}


@dataclass(slots=True)
class _Open:
    name: str
    at: int
    offset: int
    begins: int
    language: str | None = None


def parse_markdown(text: str) -> Formatted:
    """`text` without its marks, and the entities they meant.

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
        self.line_begins = True

    def read(self) -> Formatted:
        while self.at < len(self.text):
            self.step(self.text[self.at])
        if self.open and self.open[-1].name in ("BlockQuote", "Spoiler"):
            self.end_quote()
        if self.open:
            raise self.unended()
        return Formatted(text="".join(self.out), entities=in_order(self.entities))

    def unended(self) -> CannotParse:
        last = self.open[-1]
        place = len(self.text[: last.at].encode())
        return CannotParse(f"Can't find end of {last.name} entity at byte offset {place}")

    def step(self, sign: str) -> None:
        following = self.text[self.at + 1 : self.at + 2]
        inside = self.open[-1].name if self.open else ""
        if sign == "\\" and following and ord(following) <= 126:
            self.add(following)
            self.at += 2
        elif sign not in _RESERVED or (inside in ("Code", "Pre", "PreCode") and sign != "`"):
            self.add(sign)
            self.at += 1
        elif sign == "\n":
            self.new_line()
        elif self.ends(inside):
            self.end(self.open.pop())
        else:
            self.begin(sign, following)

    def add(self, sign: str) -> None:
        self.out.append(sign)
        self.length += utf16(sign)
        if sign != "\r":
            self.line_begins = sign == "\n"

    def ends(self, inside: str) -> bool:
        if inside == "Italic":
            return self.text[self.at] == "_" and not self.text.startswith("__", self.at)
        return inside in _ENDS and self.text.startswith(_ENDS[inside], self.at)

    def new_line(self) -> None:
        quoted = any(one.name == "BlockQuote" for one in self.open)
        if quoted and not self.text.startswith(">", self.at + 1):
            self.end_quote()
            if any(one.name == "BlockQuote" for one in self.open):
                raise self.unended()
        self.add("\n")
        self.at += 1

    def end_quote(self) -> None:
        """Closes the quotation; an empty spoiler mark at its very end makes it an expandable one."""
        expandable = self.open[-1].name == "Spoiler" and self.text[self.open[-1].at + 2 : self.at].strip("\r") == ""
        if expandable and len(self.open) > 1 and self.open[-2].name == "BlockQuote":
            self.open.pop()
        if self.open[-1].name != "BlockQuote":
            return
        opened = self.open.pop()
        if self.length > opened.offset:
            kind = "expandable_blockquote" if expandable else "blockquote"
            self.entities.append(Entity(type=kind, offset=opened.offset, length=self.length - opened.offset))

    def begin(self, sign: str, following: str) -> None:
        opened = _Open("", self.at, self.length, len(self.out))
        double = sign + following
        if double in ("__", "||"):
            opened.name, width = _MARKS[double], 2
        elif sign in _MARKS:
            opened.name, width = _MARKS[sign], 1
        elif sign == "`":
            width = self.begin_code(opened)
        elif double == "![":
            opened.name, width = "CustomEmoji", 2
        elif sign == ">" and self.line_begins:
            self.at += 1
            if not any(one.name == "BlockQuote" for one in self.open):
                opened.name = "BlockQuote"
                self.open.append(opened)
            return
        else:
            raise CannotParse(f"Character '{sign}' is reserved and must be escaped with the preceding '\\'")
        self.at += width
        self.open.append(opened)

    def begin_code(self, opened: _Open) -> int:
        if not self.text.startswith("```", self.at):
            opened.name = "Code"
            return 1
        opened.name, width = "Pre", 3
        language = _LANGUAGE.match(self.text, self.at + 3)
        if language:
            opened.name, opened.language = "PreCode", language[1]
            width += len(language[1])
        for ending in ("\r\n", "\n\r", "\n", "\r"):
            if self.text.startswith(ending, self.at + width):
                return width + len(ending)
        return width

    def end(self, opened: _Open) -> None:
        self.at += len(_ENDS.get(opened.name, "_"))
        entity = Entity(
            type=_TYPES[opened.name],
            offset=opened.offset,
            length=self.length - opened.offset,
            language=opened.language,
        )
        if opened.name == "TextUrl":
            self.end_link(entity, "".join(self.out[opened.begins :]))
        elif opened.name == "CustomEmoji":
            if not self.text.startswith("(", self.at):
                raise CannotParse("Custom emoji entity must contain a tg://emoji URL")
            address = self.address("a custom emoji URL")
            self.entities.append(replace(entity, custom_emoji_id=address.rpartition("=")[2]))
        elif entity.length:
            self.entities.append(entity)

    def end_link(self, entity: Entity, inside: str) -> None:
        address = self.address("a URL") if self.text.startswith("(", self.at) else inside
        user, link = linked_user(address), checked_link(address)
        if entity.length and user is not None:
            self.entities.append(replace(entity, type="text_mention", user_id=user))
        elif entity.length and link:
            self.entities.append(replace(entity, url=link))

    def address(self, what: str) -> str:
        """Reads `(…)` from here; backslashes taken away."""
        begin = self.at + 1
        read, at = [], begin
        while at < len(self.text) and self.text[at] != ")":
            if self.text[at] == "\\" and at + 1 < len(self.text):
                at += 1
            read.append(self.text[at])
            at += 1
        if at >= len(self.text):
            raise CannotParse(f"Can't find end of {what} at byte offset {len(self.text[:begin].encode())}")
        self.at = at + 1
        return "".join(read)
