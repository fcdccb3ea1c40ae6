"""targets: which chat and which message a request means, and whether the bot may reach them.

Belongs here: the refusals that every method shares. Not here: what is done there (methods_*.py).
"""

from bot.demo.botapi import refusals
from bot.demo.botapi.arguments import WHOLE_NUMBER, Arguments
from bot.demo.botapi.records import Chat, ChatKind, Message
from bot.demo.botapi.refusals import Reason, Refused
from bot.demo.botapi.world import World


def named_chat(world: World, given: Arguments, *, parameter: str = "chat_id") -> Chat:
    """The chat a request names, reachable or not.

    Raises: Refused when it is missing, unknown or has moved.
    """
    raw = given.text(parameter).strip()
    if not raw:
        raise Refused(refusals.CHAT_ID_EMPTY)
    chat = world.chats.get(int(raw)) if WHOLE_NUMBER.fullmatch(raw) else None
    if chat is None:
        raise Refused(refusals.CHAT_NOT_FOUND)
    if chat.upgraded_to is not None:
        raise Refused(refusals.upgraded(chat.upgraded_to))
    return chat


def open_chat(world: World, given: Arguments) -> Chat:
    """The chat a request names, where the bot may write.

    Raises: Refused when the person blocked the bot, left Telegram or never pressed start; when the bot left the group.
    """
    chat = named_chat(world, given)
    if chat.kind is ChatKind.GROUP:
        if not chat.bot_is_member:
            raise Refused(refusals.NOT_A_MEMBER)
        return chat
    person = world.users[chat.id]
    if person.deleted:
        raise Refused(refusals.DEACTIVATED)
    if person.blocked:
        raise Refused(refusals.BLOCKED)
    if not person.started:
        raise Refused(refusals.NEVER_STARTED)
    return chat


def named_message(world: World, given: Arguments, *, missing: Reason) -> tuple[Chat, Message]:
    """The message a request names; `missing` is said when it is not there.

    Raises: Refused.
    """
    if not given.text("chat_id") and not given.text("message_id"):
        raise Refused(refusals.NO_MESSAGE_ID)
    chat = named_chat(world, given)
    number = given.integer("message_id")
    if number <= 0:
        raise Refused(refusals.NO_MESSAGE_ID if not given.text("message_id") else missing)
    message = chat.messages.get(number)
    if message is None:
        raise Refused(missing)
    return chat, message


def replied_message(given: Arguments, chat: Chat) -> int | None:
    """The id of the message that is replied to, if any.

    Raises: Refused when it is gone and the request does not say that this is fine.
    """
    asked = given.json("reply_parameters")
    lenient = given.flag("allow_sending_without_reply")
    number = given.integer("reply_to_message_id")
    if isinstance(asked, dict):
        if not isinstance(asked.get("message_id", 0), int):
            raise Refused(refusals.reply_parameters('Field "message_id" must be of type Number'))
        number = asked.get("message_id", 0)
        lenient = bool(asked.get("allow_sending_without_reply"))
    if not number:
        return None
    if number in chat.messages:
        return number
    if lenient:
        return None
    raise Refused(refusals.REPLY_NOT_FOUND)
