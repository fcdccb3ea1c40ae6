"""chat/turn: what a handler is given, and what a room gives to the routing.

A handler takes a Turn, calls its station, and returns Outgoing; it never talks to Telegram, and it is at most 15 lines.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.caseload.people import Person
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.heard import Heard, Kind
from bot.house import House
from bot.ids import ChatId
from bot.sending import Buttons, File, Keyboard, Lane, Method, Outgoing
from bot.storage.database import Transaction
from bot.symptoms.report import Decision
from bot.taps import Verb
from bot.texts.catalog import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One update, on its way. `person` is None for a stranger. `tx` is the one transaction of this update.

    `update_key` is unique to the update (`u<inbox id>`): what a handler does twice for it must be done once.
    `decision` is what triage said of its text or tick, before anything else was done. `guided_already`: while the
    database was away this update was answered with guidance from memory, so only the rest is left to do.
    """

    tx: Transaction
    now: datetime
    house: House
    heard: Heard
    person: Person | None
    texts: Texts
    decision: Decision
    update_key: str
    bot_username: str
    guided_already: bool = False

    @property
    def chat(self) -> ChatId:
        return self.heard.chat_id

    @property
    def _note(self) -> str:
        """What stands on a message that may be there already."""
        return self.texts.say("help-repeat-note")

    @property
    def patient(self) -> Person:
        """The person, where the routing has made sure that there is one."""
        assert self.person is not None
        return self.person

    def reply(
        self,
        text: str,
        *,
        buttons: Buttons = (),
        keyboard: Keyboard | None = None,
        lane: Lane = Lane.ANSWER,
        protect: bool = False,
    ) -> Outgoing:
        """A new message to whoever wrote."""
        return Outgoing(
            chat_id=self.chat,
            text=text,
            buttons=buttons,
            keyboard=keyboard,
            lane=lane,
            protect=protect,
            repeat_note=self._note,
        )

    def edit(self, text: str, *, buttons: Buttons = ()) -> Outgoing:
        """The message under which the button stands reads `text` now (a new message where no button was tapped)."""
        if self.heard.tap is None:
            return self.reply(text, buttons=buttons)
        return Outgoing(
            chat_id=self.chat,
            method=Method.EDIT_TEXT,
            message_id=self.heard.message_id,
            text=text,
            buttons=buttons,
        )

    def toast(self, text: str = "", *, box: bool = False) -> Outgoing:
        """The tap is answered: the client stops waiting and shows `text` (plain, at most 200 characters) for a moment.

        A tap that no handler answered is answered by the worker without a text.
        """
        return Outgoing(
            chat_id=self.chat,
            method=Method.ANSWER_TAP,
            callback_id=self.heard.callback_id,
            text=text,
            alert_box=box,
        )

    def document(self, file: File, caption: str = "", *, picture: bool = False) -> Outgoing:
        """A file (or picture) with a caption to whoever wrote."""
        method = Method.SEND_PHOTO if picture else Method.SEND_DOCUMENT
        return Outgoing(chat_id=self.chat, method=method, text=caption, file=file, repeat_note=self._note)

    def drawn_document(self, drawn: str, caption: str = "") -> Outgoing:
        """A document that is made just before it is sent (documents/drawn.py). It may be given on."""
        return Outgoing(
            chat_id=self.chat, method=Method.SEND_DOCUMENT, text=caption, drawn=drawn, repeat_note=self._note
        )

    def picture(self, drawn: str, caption: str = "", *, buttons: Buttons = (), protect: bool = False) -> Outgoing:
        """A picture that is drawn just before it is sent (documents/drawn.py), with a caption, to whoever wrote."""
        return Outgoing(
            chat_id=self.chat,
            method=Method.SEND_PHOTO,
            text=caption,
            drawn=drawn,
            buttons=buttons,
            protect=protect,
            repeat_note=self._note,
        )


Handler = Callable[[Turn], Awaitable[list[Outgoing]]]
DialogHandler = Callable[[Turn, Dialog], Awaitable[list[Outgoing]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """What one handler module answers to. `words` are keys of texts on the standing keyboard."""

    commands: Mapping[str, Handler] = field(default_factory=dict)
    taps: Mapping[Verb, Handler] = field(default_factory=dict)
    words: Mapping[str, Handler] = field(default_factory=dict)
    dialogs: Mapping[Expecting, DialogHandler] = field(default_factory=dict)
    kinds: Mapping[Kind, Handler] = field(default_factory=dict)
