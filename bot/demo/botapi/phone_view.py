"""phone_view: a message as a person sees it on their phone.

Belongs here: the value and making it. Not here: acting (phones.py), its JSON (phone_json.py).
"""

from dataclasses import dataclass
from datetime import datetime

from bot.demo.botapi.entities import Entity
from bot.demo.botapi.markup import InlineButton
from bot.demo.botapi.records import Attachment, AttachmentKind, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneMessage:
    """One message as it stands on a phone now. `mine`: written by the person whose phone it is."""

    id: int
    mine: bool
    text: str
    entities: tuple[Entity, ...]
    buttons: tuple[tuple[InlineButton, ...], ...]
    attachment: Attachment | None
    date: datetime
    edited: datetime | None
    pinned: bool
    protect: bool
    silent: bool
    reply_to: int | None

    @property
    def labels(self) -> tuple[str, ...]:
        """What stands on its buttons, in reading order."""
        return tuple(button.label for row in self.buttons for button in row)

    @property
    def photo(self) -> bytes | None:
        """The picture, if there is one."""
        return self._content(AttachmentKind.PHOTO)

    @property
    def document(self) -> bytes | None:
        """The document, if there is one."""
        return self._content(AttachmentKind.DOCUMENT)

    def _content(self, kind: AttachmentKind) -> bytes | None:
        hung = self.attachment
        return hung.file.content if hung is not None and hung.kind is kind and hung.file is not None else None


def seen(message: Message, *, by: int) -> PhoneMessage:
    """`message` as it stands now on the phone of `by`."""
    return PhoneMessage(
        id=message.id,
        mine=message.sender_id == by,
        text=message.text,
        entities=message.entities,
        buttons=message.keyboard.rows if message.keyboard is not None else (),
        attachment=message.attachment,
        date=message.date,
        edited=message.edited,
        pinned=message.pinned,
        protect=message.protect,
        silent=message.silent,
        reply_to=message.reply_to,
    )
