"""refusals: every error body the server gives, in one table, in the words of the real server.

Belongs here: codes and descriptions. Not here: when they are given (markup.py, entities.py, methods_*.py, server.py).
Source of the wordings: the public sources of the Bot API server and of TDLib, and lists of errors seen in the wild.
The real server puts "Bad Request: " in front and makes the first letter small; here they stand complete.
"""

from dataclasses import dataclass


class Refused(Exception):
    """The server says no: the HTTP status and `error_code`, the `description`, and `parameters` where it has any."""

    def __init__(self, reason: "Reason") -> None:
        super().__init__(reason.description)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One error body. `retry_after` in whole seconds."""

    code: int
    description: str
    retry_after: int | None = None
    migrate_to_chat_id: int | None = None


def _bad(words: str) -> Reason:
    return Reason(code=400, description=f"Bad Request: {words}")


def _forbidden(words: str) -> Reason:
    return Reason(code=403, description=f"Forbidden: {words}")


UNAUTHORIZED = Reason(code=401, description="Unauthorized")
INVALID_TOKEN = Reason(code=401, description="Unauthorized: invalid token specified")
NOT_FOUND = Reason(code=404, description="Not Found")
METHOD_NOT_FOUND = Reason(code=404, description="Not Found: method not found")
NOT_HERE = Reason(code=501, description="Not Implemented: the local Bot API does not know this method of the real one")
OTHER_GET_UPDATES = Reason(
    code=409,
    description="Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
)
WEBHOOK_ACTIVE = Reason(
    code=409,
    description="Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first",
)
TERMINATED_BY_WEBHOOK = Reason(code=409, description="Conflict: terminated by setWebhook request")

BLOCKED = _forbidden("bot was blocked by the user")
DEACTIVATED = _forbidden("user is deactivated")
NEVER_STARTED = _forbidden("bot can't initiate conversation with a user")
NOT_A_MEMBER = _forbidden("bot is not a member of the group chat")

CHAT_NOT_FOUND = _bad("chat not found")
CHAT_ID_EMPTY = _bad("chat_id is empty")
TEXT_EMPTY = _bad("message text is empty")
TEXT_TOO_LONG = _bad("message is too long")
CAPTION_TOO_LONG = _bad("message caption is too long")
MARKUP_TOO_LONG = _bad("reply markup is too long")
NOT_MODIFIED = _bad(
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
QUERY_TOO_OLD = _bad("query is too old and response timeout expired or query ID is invalid")
ANSWER_TOO_LONG = _bad("MESSAGE_TOO_LONG")
NO_MESSAGE_ID = _bad("message identifier is not specified")
NO_MESSAGE_IDS = _bad("message identifiers are not specified")
TOO_MANY_MESSAGE_IDS = _bad("too many message identifiers specified")
EDIT_NOT_FOUND = _bad("message to edit not found")
DELETE_NOT_FOUND = _bad("message to delete not found")
REPLY_NOT_FOUND = _bad("message to be replied not found")
PIN_NOT_FOUND = _bad("message to pin not found")
UNPIN_NOT_FOUND = _bad("message to unpin not found")
FORWARD_NOT_FOUND = _bad("message to forward not found")
COPY_NOT_FOUND = _bad("message to copy not found")
CANT_EDIT = _bad("message can't be edited")
CANT_DELETE = _bad("message can't be deleted")
CANT_FORWARD = _bad("message can't be forwarded")
CANT_COPY = _bad("message can't be copied")
NO_TEXT_TO_EDIT = _bad("there is no text in the message to edit")
NO_CAPTION_TO_EDIT = _bad("there is no caption in the message to edit")
CANT_LEAVE_PRIVATE = _bad("chat member status can't be changed in private chats")

PARSE_MODE = _bad("unsupported parse_mode")
MARKUP_NOT_JSON = _bad("can't parse reply keyboard markup JSON object")
MARKUP_NOT_OBJECT = _bad("object expected as reply markup")
INLINE_EXPECTED = _bad("inline keyboard expected")
INLINE_NOT_ARRAY = _bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array')
INLINE_ROWS_NOT_ARRAYS = _bad('field "inline_keyboard" must be an Array of Arrays')
KEYBOARD_NOT_ARRAY = _bad('field "keyboard" of the ReplyKeyboardMarkup must be an Array')
KEYBOARD_ROWS_NOT_ARRAYS = _bad('field "keyboard" must be an Array of Arrays')
BUTTON_DATA_INVALID = _bad("BUTTON_DATA_INVALID")
BUTTON_COPY_TEXT_INVALID = _bad("BUTTON_COPY_TEXT_INVALID")
CHAT_ACTION = _bad("wrong parameter action in request")

NO_PHOTO = _bad("there is no photo in the request")
NO_DOCUMENT = _bad("there is no document in the request")
FILE_EMPTY = _bad("file must be non-empty")
WRONG_FILE = _bad("wrong file identifier/HTTP URL specified")
NOT_A_PICTURE = _bad("IMAGE_PROCESS_FAILED")
PHOTO_DIMENSIONS = _bad("PHOTO_INVALID_DIMENSIONS")
FILE_ID_EMPTY = _bad("file_id not specified")
FILE_ID_INVALID = _bad("invalid file_id")
FILE_TOO_BIG_TO_GET = _bad("file is too big")
MEDIA_NOT_JSON = _bad("can't parse input media JSON object")
MEDIA_NOT_FOUND = _bad("can't parse InputMedia: media not found")
ENTITY_TOO_LARGE = Reason(code=413, description="Request Entity Too Large")

COMMANDS_NOT_JSON = _bad("can't parse commands JSON object")
COMMANDS_NOT_ARRAY = _bad("expected an Array of BotCommand")
COMMANDS_TOO_MUCH = _bad("BOT_COMMANDS_TOO_MUCH")
COMMAND_INVALID = _bad("BOT_COMMAND_INVALID")
COMMAND_DESCRIPTION_INVALID = _bad("BOT_COMMAND_DESCRIPTION_INVALID")
DESCRIPTION_TOO_LONG = _bad("description is too long")
SHORT_DESCRIPTION_TOO_LONG = _bad("short description is too long")

WEBHOOK_NEEDS_HTTPS = _bad("bad webhook: An HTTPS URL must be provided for webhook")
WEBHOOK_PORT = _bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
WEBHOOK_SECRET = _bad("secret token contains unallowed characters")


def entities(words: str) -> Reason:
    """The text cannot be read with its parse_mode; `words` say where."""
    return _bad(f"can't parse entities: {words}")


def message_entity(words: str) -> Reason:
    """One of the entities given beside the text is none."""
    return _bad(f"can't parse MessageEntity: {words}")


def reply_parameters(words: str) -> Reason:
    """The message to reply to is not named as it should be."""
    return _bad(f"can't parse reply parameters: {words}")


def inline_button(words: str) -> Reason:
    """One button of an inline keyboard is no button."""
    return _bad(f"can't parse inline keyboard button: {words}")


def keyboard_button(words: str) -> Reason:
    """One key of a reply keyboard is no key."""
    return _bad(f"can't parse keyboard button: {words}")


def button_url(url: str, words: str) -> Reason:
    """The link of an inline button is none that Telegram opens."""
    return _bad(f"inline keyboard button URL '{url}' is invalid: {words}")


def required(parameter: str) -> Reason:
    """A parameter without which the method means nothing."""
    return _bad(f'parameter "{parameter}" is required')


def media_type(kind: str) -> Reason:
    """InputMedia of a type that is not there."""
    return _bad(f'can\'t parse InputMedia: type "{kind}" is unsupported')


def too_many(seconds: int) -> Reason:
    """The flood limit; `seconds` whole seconds to wait."""
    return Reason(code=429, description=f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def upgraded(new_chat_id: int) -> Reason:
    """The group lives on under another id."""
    return Reason(
        code=400,
        description="Bad Request: group chat was upgraded to a supergroup chat",
        migrate_to_chat_id=new_chat_id,
    )
