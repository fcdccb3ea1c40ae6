"""world: the state of everything that Telegram would know, and what changes it.

Belongs here: keeping and changing; the clock is given. Not here: the values (records.py), reading requests
(methods_*.py), JSON (wire.py), HTTP (server.py), how a person acts (phones.py).
"""

import hashlib
from collections.abc import Callable
from pathlib import PurePosixPath

from bot.clock import Clock
from bot.demo.botapi.markup import ForcedReply, InlineKeyboard, Markup, ReplyKeyboard
from bot.demo.botapi.records import (
    Accepted,
    Bot,
    Chat,
    ChatKind,
    Event,
    EventKind,
    Message,
    Query,
    StoredFile,
    User,
)
from bot.demo.botapi.schema_table import Complaint, Wrong
from bot.demo.botapi.updates import UpdateQueue

Listener = Callable[[Event], None]


class World:
    """The whole state. Nothing here waits, and nothing here refuses."""

    def __init__(self, *, clock: Clock, token: str) -> None:
        self.clock = clock
        self.now = clock.now
        self.bot = Bot(id=int(token.partition(":")[0]), token=token)
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.queries: dict[str, Query] = {}
        self.updates = UpdateQueue(now=clock.now)
        self.accepted: list[Accepted] = []
        self.complaints: list[Complaint] = []
        self._last_message_id = 0
        self._last_query_id = 7_000_000_000_000
        self._listeners: dict[int, list[Listener]] = {}

    @property
    def unknown_parameters(self) -> tuple[str, ...]:
        """`method.parameter` of all that the real server would have silently ignored."""
        return tuple(f"{one.method}.{one.parameter}" for one in self.complaints if one.wrong is Wrong.UNKNOWN)

    def user(self, user_id: int, *, first_name: str, language_code: str = "en", username: str = "") -> User:
        """The person of that id, made if new. They have not yet pressed start."""
        known = self.users.get(user_id)
        if known is None:
            known = User(id=user_id, first_name=first_name, language_code=language_code, username=username)
            self.users[user_id] = known
            self.chats[user_id] = Chat(id=user_id, kind=ChatKind.PRIVATE, members=(user_id,))
        return known

    def group(self, chat_id: int, *, title: str, members: tuple[int, ...], upgraded_to: int | None = None) -> Chat:
        """A new group (negative id) in which the bot is; `upgraded_to` when it lives on under another id."""
        chat = Chat(id=chat_id, kind=ChatKind.GROUP, title=title, members=members, upgraded_to=upgraded_to)
        self.chats[chat_id] = chat
        return chat

    def next_message_id(self) -> int:
        """Ids grow over all chats of the bot, as for private chats and groups in the real one."""
        self._last_message_id += 1
        return self._last_message_id

    def post(self, message: Message, *, markup: Markup | None = None) -> None:
        """`message` stands in its chat; keys change as `markup` says; whoever looks is told."""
        chat = self.chats[message.chat_id]
        chat.messages[message.id] = message
        if isinstance(markup, InlineKeyboard):
            message.keyboard = markup
        elif markup is not None:
            message.other_markup = True
            self._change_keys(chat, message, markup)
        self.tell(Event(kind=EventKind.MESSAGE, chat_id=chat.id, message_id=message.id))

    def _change_keys(self, chat: Chat, message: Message, markup: Markup) -> None:
        if isinstance(markup, ForcedReply):
            chat.forced_reply = message.id
            return
        chat.keyboard = markup if isinstance(markup, ReplyKeyboard) else None
        self.tell(Event(kind=EventKind.KEYBOARD, chat_id=chat.id))

    def keep_file(self, name: str, content: bytes, *, mime: str, folder: str) -> StoredFile:
        """The file, kept under a new id."""
        digest = hashlib.sha256(content).hexdigest()
        number = len(self.files)
        suffix = PurePosixPath(name).suffix
        kept = StoredFile(
            id=f"BQACAgIAAx{number:06d}{digest[:24]}",
            unique_id=f"AgAD{digest[:12]}",
            name=name,
            mime=mime,
            content=content,
            path=f"{folder}/file_{number}{suffix}",
        )
        self.files[kept.id] = kept
        return kept

    def new_query(self, user_id: int, message: Message, *, data: str) -> Query:
        """A tap that waits for its answer."""
        self._last_query_id += 1
        query = Query(
            id=str(self._last_query_id),
            user_id=user_id,
            chat_id=message.chat_id,
            message_id=message.id,
            data=data,
            asked=self.clock.steady(),
        )
        self.queries[query.id] = query
        return query

    def watch(self, chat_id: int, listener: Listener) -> Callable[[], None]:
        """`listener` is told of each event in that chat until the returned call is made."""
        self._listeners.setdefault(chat_id, []).append(listener)
        return lambda: self._listeners[chat_id].remove(listener)

    def tell(self, event: Event) -> None:
        """Whoever watches that chat hears of `event`."""
        for listener in tuple(self._listeners.get(event.chat_id, ())):
            listener(event)
