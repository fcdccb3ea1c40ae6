"""phones: the people's side. What a person can do with their phone, and what stands on it.

Belongs here: acting (text, tap, file, block …) and looking. Not here: the same over HTTP (phone_routes.py).
"""

import asyncio
import itertools
import re
from collections.abc import Callable

from bot.demo.botapi import wire
from bot.demo.botapi.entities import Formatted
from bot.demo.botapi.formatting import formatted
from bot.demo.botapi.markup import ButtonKind, InlineButton
from bot.demo.botapi.phone_view import PhoneMessage, seen
from bot.demo.botapi.records import Answer, Attachment, AttachmentKind, Event, EventKind, Message
from bot.demo.botapi.uploads import mime_of, picture_size
from bot.demo.botapi.world import World

MAX_TEXT = 4096
"""A longer text leaves a phone in parts of that many characters."""

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Phone:
    """One person's phone, in their private chat with the bot."""

    def __init__(self, world: World, user_id: int) -> None:
        self.world = world
        self.id = user_id
        self.user = world.users[user_id]
        self.chat = world.chats[user_id]

    # What the person does.

    def start(self, payload: str | None = None) -> int:
        """Presses start (or restart after blocking), with the payload of a link. The id of the message."""
        if payload is not None and not _PAYLOAD.fullmatch(payload):
            raise ValueError("a start payload has 1 to 64 characters out of A-Za-z0-9_-")
        if self.user.blocked:
            self.unblock()
        return self.text(f"/start {payload}" if payload else "/start")

    def text(self, text: str, *, reply_to: int | None = None) -> int:
        """Writes. A text longer than one message goes out in parts; the id of the last one."""
        parts = [text[at : at + MAX_TEXT] for at in range(0, len(text), MAX_TEXT)]
        return [self._say(formatted(part, ""), reply_to=reply_to) for part in parts][-1]

    def document(self, name: str, content: bytes, caption: str = "") -> int:
        """Sends a file."""
        kept = self.world.keep_file(name, content, mime=mime_of(name), folder="documents")
        return self._say(formatted(caption, ""), attachment=Attachment(kind=AttachmentKind.DOCUMENT, file=kept))

    def photo(self, content: bytes, caption: str = "") -> int:
        """Sends a picture."""
        width, height = picture_size(content)
        kept = self.world.keep_file("photo.jpg", content, mime="image/jpeg", folder="photos")
        hung = Attachment(kind=AttachmentKind.PHOTO, file=kept, width=width, height=height)
        return self._say(formatted(caption, ""), attachment=hung)

    def voice(self, content: bytes = b"OggS") -> int:
        """Sends a voice message."""
        kept = self.world.keep_file("voice.oga", content, mime="audio/ogg", folder="voice")
        return self._say(Formatted(text=""), attachment=Attachment(kind=AttachmentKind.VOICE, file=kept))

    def sticker(self) -> int:
        """Sends a sticker."""
        kept = self.world.keep_file("sticker.webp", b"RIFF", mime="image/webp", folder="stickers")
        return self._say(Formatted(text=""), attachment=Attachment(kind=AttachmentKind.STICKER, file=kept))

    def location(self, latitude: float, longitude: float) -> int:
        """Sends where they are."""
        hung = Attachment(kind=AttachmentKind.LOCATION, latitude=latitude, longitude=longitude)
        return self._say(Formatted(text=""), attachment=hung)

    def contact(self, phone_number: str, first_name: str) -> int:
        """Sends somebody's number."""
        hung = Attachment(kind=AttachmentKind.CONTACT, phone_number=phone_number, first_name=first_name)
        return self._say(Formatted(text=""), attachment=hung)

    def edit(self, message_id: int, text: str) -> None:
        """Changes a message of their own."""
        message = self.chat.messages[message_id]
        read = formatted(text, "")
        message.text, message.entities, message.edited = read.text, read.entities, self.world.now()
        self.world.tell(Event(kind=EventKind.EDIT, chat_id=self.id, message_id=message_id))
        self.world.updates.arise("edited_message", chat_id=self.id, body=wire.message(self.world, message))

    def tap(self, message_id: int, label_or_data: str) -> str | None:
        """Taps the button with that label (or data). The id of the tap; None when the bot does not hear of it."""
        message = self.chat.messages[message_id]
        rows = message.keyboard.rows if message.keyboard is not None else ()
        for button in (button for row in rows for button in row):
            if label_or_data in (button.label, button.value):
                return self.tap_button(message, button)
        raise LookupError("no such button under this message")

    def tap_button(self, message: Message, button: InlineButton) -> str | None:
        """Taps `button`. Copying a text and opening a link happen on the phone alone."""
        if button.kind is not ButtonKind.DATA:
            return None
        query = self.world.new_query(self.id, message, data=button.value)
        body = {
            "id": query.id,
            "from": wire.user(self.user),
            "message": wire.message(self.world, message),
            "chat_instance": str(-self.id * 7919),
            "data": button.value,
        }
        self.world.updates.arise("callback_query", chat_id=self.id, body=body)
        return query.id

    def block(self) -> None:
        """Stops the bot."""
        self._membership("member", "kicked")
        self.user.blocked = True

    def unblock(self) -> None:
        """Lets the bot write again."""
        self.user.blocked = False
        self._membership("kicked", "member")

    def delete_account(self) -> None:
        """Leaves Telegram."""
        self.user.deleted = True

    # What stands on the phone.

    def messages(self) -> tuple[PhoneMessage, ...]:
        """All messages, oldest first."""
        return tuple(seen(message, by=self.id) for message in self.chat.messages.values())

    def from_bot(self) -> tuple[PhoneMessage, ...]:
        """The bot's messages, oldest first."""
        return tuple(message for message in self.messages() if not message.mine)

    def newest(self, count: int) -> tuple[PhoneMessage, ...]:
        """The last `count` of the bot's messages, oldest first."""
        theirs = (message for message in reversed(self.chat.messages.values()) if message.sender_id != self.id)
        return tuple(seen(message, by=self.id) for message in itertools.islice(theirs, count))[::-1]

    def last(self) -> PhoneMessage:
        """The newest message of the bot."""
        return self.newest(1)[0]

    def message(self, message_id: int) -> PhoneMessage:
        """The message of that id."""
        return seen(self.chat.messages[message_id], by=self.id)

    def keyboard(self) -> tuple[tuple[str, ...], ...]:
        """The keys that stand where one writes; empty when there are none."""
        return self.chat.keyboard.rows if self.chat.keyboard is not None else ()

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What the person's taps were answered with, in the order of the taps."""
        mine = (query for query in self.world.queries.values() if query.user_id == self.id)
        return tuple(query.answer for query in mine if query.answer is not None)

    async def until(self, true: Callable[["Phone"], bool], *, seconds: float = 10.0) -> None:
        """Returns as soon as `true` says so of this phone.

        Raises: TimeoutError after `seconds` of real time.
        """
        changed = asyncio.Event()
        unwatch = self.world.watch(self.id, lambda event: changed.set())
        try:
            async with asyncio.timeout(seconds):
                while not true(self):
                    await changed.wait()
                    changed.clear()
        finally:
            unwatch()

    async def hears(self, words: str, *, after: int = 0, seconds: float = 10.0) -> PhoneMessage:
        """The first message of the bot with an id above `after` that holds `words`; waits for it.

        Raises: TimeoutError after `seconds` of real time.
        """

        heard: list[PhoneMessage] = []

        def there(phone: Phone) -> bool:
            heard.extend(one for one in phone.from_bot() if one.id > after and words in one.text)
            return bool(heard)

        await self.until(there, seconds=seconds)
        return heard[0]

    # Inside.

    def _say(self, text: Formatted, *, attachment: Attachment | None = None, reply_to: int | None = None) -> int:
        if self.user.blocked or self.user.deleted:
            raise ValueError("a person who blocked the bot or left Telegram cannot write to it")
        self.user.started = True
        if reply_to is None and self.chat.forced_reply is not None:
            reply_to = self.chat.forced_reply
        self.chat.forced_reply = None
        message = Message(
            id=self.world.next_message_id(),
            chat_id=self.id,
            sender_id=self.id,
            date=self.world.now(),
            text=text.text,
            entities=text.entities,
            attachment=attachment,
            reply_to=reply_to,
        )
        self.world.post(message)
        self.world.updates.arise("message", chat_id=self.id, body=wire.message(self.world, message))
        return message.id

    def _membership(self, old: str, new: str) -> None:
        me = wire.bot(self.world)
        body = {
            "chat": wire.chat(self.world, self.chat),
            "from": wire.user(self.user),
            "date": int(self.world.now().timestamp()),
            "old_chat_member": _member(me, old),
            "new_chat_member": _member(me, new),
        }
        self.world.updates.arise("my_chat_member", chat_id=self.id, body=body)


def _member(me: wire.Json, status: str) -> wire.Json:
    return {"user": me, "status": status} | ({"until_date": 0} if status == "kicked" else {})
