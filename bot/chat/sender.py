"""chat/sender: one Outgoing becomes one call to Telegram, in its turn; what came of it goes back as a SendResult.

Belongs here: which call with which arguments, waiting for the turn, telling pace about 429s.
Not here: what an exception means (outcomes.py), who goes first (pace.py), trying again (outbox, dispatcher).

The only place that makes calls for people. Logged are ids, lane, method and a fixed reason; never a text.
"""

import html
from dataclasses import replace
from typing import Any

from telegram import Bot, InputFile
from telegram.constants import BotCommandScopeType, CallbackQueryLimit, ChatAction, ParseMode
from telegram.error import TelegramError

from bot import logs
from bot.chat.outcomes import Reason, asked_wait, is_flood, outcome_of
from bot.chat.pace import Held, Pace, Turn, back_off
from bot.chat.quick_call import call
from bot.clock import Clock
from bot.sending import Button, Lane, Method, Outgoing, Rejected, RetryAt, SendResult, Sent, Unknown

log = logs.get(__name__)

_NEEDS_NO_TURN = frozenset({Method.ANSWER_TAP, Method.CHAT_ACTION})
_NEW_MESSAGES = frozenset({Method.SEND_MESSAGE, Method.SEND_PHOTO, Method.SEND_DOCUMENT})
_NO_PREVIEW = {"is_disabled": True}


class TelegramSender:
    """Implements `bot.sending.Sender`. May be used by many tasks at once; `pace` decides who goes.

    An edit whose message was never sent (`message_id` is None) goes out as a message of its own. With
    `replace_gone_messages` so does an edit with `replaces` whose message Telegram no longer has (the person deleted
    it, or cleared the chat); without it that is Rejected("message gone") and the caller decides.
    """

    def __init__(self, bot: Bot, pace: Pace, clock: Clock, *, replace_gone_messages: bool = False) -> None:
        self._bot, self._pace, self._clock = bot, pace, clock
        self._replace_gone = replace_gone_messages
        self._troubles = 0

    def free_now(self, lane: Lane) -> int:
        """See `bot.sending.Sender.free_now`."""
        return self._pace.free_now(lane)

    async def send(self, message: Outgoing) -> SendResult:
        """What came of sending `message` once, after its turn came. Only cancelling makes it raise; a call that was
        cancelled under way is as unknown as a time-out."""
        began = self._clock.steady()
        message = _as_new_if_never_sent(message)
        result: SendResult = await self._in_turn(message) if _is_whole(message) else Rejected(reason=Reason.BAD_CALL)
        if self._replace_gone and message.method is Method.EDIT_TEXT and message.replaces and _is_gone(result):
            result = await self._in_turn(replace(message, method=Method.SEND_MESSAGE, message_id=None))
        if isinstance(result, Sent) and result.message_id is None:
            result = Sent(message_id=message.message_id)
        self._report(message, result, milliseconds=round((self._clock.steady() - began) * 1000))
        return result

    async def _in_turn(self, message: Outgoing) -> SendResult:
        if message.method in _NEEDS_NO_TURN:
            return await self._call(message, None)
        try:
            new = message.method in _NEW_MESSAGES
            async with self._pace.turn(message.lane, message.chat_id, message=new) as turn:
                return await self._call(message, turn)
        except Held as held:
            return RetryAt(after=held.after, reason=Reason.TOO_MANY)

    async def _call(self, message: Outgoing, turn: Turn | None) -> SendResult:
        try:
            # Not PTB's own methods: they build a Message out of the answer, which costs time, and which fails where
            # another Bot API server leaves a field out. Telegram has accepted a call whose answer says "ok".
            answer = await call(self._bot, message.method.value, _arguments(message))
        except TelegramError as error:
            return self._after(error, message.method, turn)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            # The call was made, but its answer is JSON of another shape.
            log.warning("telegram.unreadable", error=type(error).__name__)
            return Unknown(reason=Reason.UNREADABLE)
        self._troubles = 0
        if turn is not None:
            turn.passed()
        said = answer.get("message_id") if isinstance(answer, dict) else None
        return Sent(message_id=said if isinstance(said, int) else None)

    def _after(self, error: TelegramError, method: Method, turn: Turn | None) -> SendResult:
        if is_flood(error) and turn is not None:
            return RetryAt(after=turn.limited(asked_wait(error)), reason=Reason.TOO_MANY)
        result = outcome_of(error, wait=back_off(self._troubles + 1))
        if isinstance(result, RetryAt) and result.reason == Reason.NOT_FOUND and method is not Method.SEND_MESSAGE:
            # A server of somebody else without this method: what can be said in another way must not wait for it.
            # Every message of our own can; only a message itself is kept, whatever 404 means.
            return Rejected(reason=Reason.BAD_CALL)
        self._troubles = self._troubles + 1 if isinstance(result, RetryAt) else 0
        return result

    def _report(self, message: Outgoing, result: SendResult, *, milliseconds: int) -> None:
        facts: dict[str, Any] = {
            "chat": message.chat_id,
            "key": message.key,
            "method": message.method.value,
            "lane": message.lane.name.lower(),
            "ms": milliseconds,
            "result": type(result).__name__,
        }
        if isinstance(result, Sent):
            log.debug("telegram.call", **facts)
            return
        reason = getattr(result, "reason", "")
        if reason in (Reason.WRONG_TOKEN, Reason.NOT_FOUND):
            log.critical("telegram.token_refused", fix="Check the bot's token. All messages are kept.", **facts)
        elif isinstance(result, Rejected) and reason not in (Reason.MESSAGE_GONE, Reason.TAP_TOO_OLD):
            log.error("telegram.call", reason=str(reason), **facts)
        else:
            log.warning("telegram.call", reason=str(reason), **facts)


def _arguments(message: Outgoing) -> dict[str, Any]:
    """What the call is made with. Source: Bot API, each method's parameters."""
    match message.method:
        case Method.SEND_MESSAGE:
            return _to_chat(message) | _quietly(message) | _text(message)
        case Method.EDIT_TEXT:
            return _to_message(message) | _text(message) | {"reply_markup": _inline(message)}
        case Method.EDIT_BUTTONS:
            return _to_message(message) | {"reply_markup": _inline(message)}
        case Method.ANSWER_TAP:
            # The little answer over the chat is plain text: "&amp;" would be shown as it stands.
            plain = html.unescape(message.text)[: CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH]
            given = {"callback_query_id": message.callback_id, "text": plain or None}
            return given | ({"show_alert": True} if message.alert_box else {})
        case Method.SEND_PHOTO:
            return _to_chat(message) | _quietly(message) | _caption(message) | {"photo": _file(message)}
        case Method.SEND_DOCUMENT:
            return _to_chat(message) | _quietly(message) | _caption(message) | {"document": _file(message)}
        case Method.PIN_MESSAGE:
            return _to_message(message) | {"disable_notification": True}
        case Method.DELETE_MESSAGE:
            return _to_message(message)
        case Method.CHAT_ACTION:
            return _to_chat(message) | {"action": ChatAction.TYPING}
        case Method.LEAVE_CHAT:
            return _to_chat(message)
        case Method.SET_COMMANDS:
            listed = [{"command": name, "description": said} for name, said in message.commands]
            return {"commands": listed, "scope": {"type": BotCommandScopeType.CHAT, **_to_chat(message)}}


def _to_chat(message: Outgoing) -> dict[str, Any]:
    return {"chat_id": message.chat_id}


def _to_message(message: Outgoing) -> dict[str, Any]:
    return {"chat_id": message.chat_id, "message_id": message.message_id}


def _quietly(message: Outgoing) -> dict[str, Any]:
    given: dict[str, Any] = {"reply_markup": _markup(message)}
    if message.silent:
        given["disable_notification"] = True
    if message.protect:
        given["protect_content"] = True
    return given


def _text(message: Outgoing) -> dict[str, Any]:
    return {"text": message.text, "parse_mode": ParseMode.HTML, "link_preview_options": _NO_PREVIEW}


def _caption(message: Outgoing) -> dict[str, Any]:
    return {"caption": message.text or None, "parse_mode": ParseMode.HTML}


def _as_new_if_never_sent(message: Outgoing) -> Outgoing:
    if message.method is Method.EDIT_TEXT and message.message_id is None:
        return replace(message, method=Method.SEND_MESSAGE)
    return message


def _is_whole(message: Outgoing) -> bool:
    """Whether the call has what Telegram needs for it. If not, it is our mistake and asking would not help."""
    match message.method:
        case Method.SEND_PHOTO | Method.SEND_DOCUMENT:
            return message.file is not None
        case Method.EDIT_BUTTONS | Method.PIN_MESSAGE | Method.DELETE_MESSAGE:
            return message.message_id is not None
        case Method.ANSWER_TAP:
            return message.callback_id is not None
        case _:
            return True


def _is_gone(result: SendResult) -> bool:
    return isinstance(result, Rejected) and result.reason == Reason.MESSAGE_GONE


def _file(message: Outgoing) -> InputFile:
    assert message.file is not None  # _is_whole
    return InputFile(message.file.content, filename=message.file.name)


def _markup(message: Outgoing) -> dict[str, Any] | None:
    if message.buttons:
        return _inline(message)
    if message.keyboard is not None:
        if not message.keyboard:
            return {"remove_keyboard": True}
        keys = [[{"text": key} for key in row] for row in message.keyboard]
        return {"keyboard": keys, "is_persistent": True, "resize_keyboard": True}
    return {"force_reply": True} if message.force_reply else None


def _inline(message: Outgoing) -> dict[str, Any] | None:
    if not message.buttons:
        return None
    return {"inline_keyboard": [[_button(button) for button in row] for row in message.buttons]}


def _button(button: Button) -> dict[str, Any]:
    made: dict[str, Any] = {"text": button.label}
    if button.data is not None:
        made["callback_data"] = button.data
    if button.copy:
        made["copy_text"] = {"text": button.copy}
    if button.url is not None:
        made["url"] = button.url
    return made
