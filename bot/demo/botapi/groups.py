"""groups: just enough of a group for the bot to see that it is in one.

Belongs here: adding the bot, writing, looking. Not here: private chats (phones.py).
"""

from bot.demo.botapi import wire
from bot.demo.botapi.formatting import formatted
from bot.demo.botapi.records import Message
from bot.demo.botapi.world import World


class Group:
    """A group chat. Its id is negative."""

    def __init__(self, world: World, chat_id: int) -> None:
        self.world = world
        self.id = chat_id
        self.chat = world.chats[chat_id]

    def add_bot(self, *, by: int) -> None:
        """The bot is put into the group by a member."""
        self.chat.bot_is_member = True
        me = wire.bot(self.world)
        body = {
            "chat": wire.chat(self.world, self.chat),
            "from": wire.user(self.world.users[by]),
            "date": int(self.world.now().timestamp()),
            "old_chat_member": {"user": me, "status": "left"},
            "new_chat_member": {"user": me, "status": "member"},
        }
        self.world.updates.arise("my_chat_member", chat_id=self.id, body=body)

    def text(self, user_id: int, text: str) -> int:
        """A member writes. The id of the message."""
        read = formatted(text, "")
        message = Message(
            id=self.world.next_message_id(),
            chat_id=self.id,
            sender_id=user_id,
            date=self.world.now(),
            text=read.text,
            entities=read.entities,
        )
        self.world.post(message)
        if self.chat.bot_is_member:
            self.world.updates.arise("message", chat_id=self.id, body=wire.message(self.world, message))
        return message.id

    def upgrade(self, new_chat_id: int) -> None:
        """The group becomes a supergroup under another id; the old one refuses from now on."""
        self.chat.upgraded_to = new_chat_id
        self.world.group(new_chat_id, title=self.chat.title, members=self.chat.members)

    @property
    def bot_is_member(self) -> bool:
        """Whether the bot is still there."""
        return self.chat.bot_is_member

    def texts(self) -> tuple[str, ...]:
        """What stands in the group, oldest first."""
        return tuple(message.text for message in self.chat.messages.values())
