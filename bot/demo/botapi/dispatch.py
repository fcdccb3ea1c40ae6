"""dispatch: one request to the Bot API, from its parameters to its result.

Belongs here: which method does what, the check against the description, the flood limit, the log of what was
accepted. Not here: HTTP (server.py), mishaps (faults.py).
"""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.demo.botapi import (
    methods_bot,
    methods_edits,
    methods_messages,
    methods_updates,
    refusals,
)
from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.limits import COUNTED, Meter, RateLimit, whole_seconds
from bot.demo.botapi.records import Accepted
from bot.demo.botapi.refusals import Reason, Refused
from bot.demo.botapi.schema_table import Wrong, schema
from bot.demo.botapi.webhook import Webhook
from bot.demo.botapi.world import World

METHODS: dict[str, Callable[[World, Arguments], Any]] = {
    "getme": methods_bot.get_me,
    "logout": methods_bot.log_out,
    "close": methods_bot.log_out,
    "sendmessage": methods_messages.send_message,
    "sendphoto": methods_messages.send_photo,
    "senddocument": methods_messages.send_document,
    "sendchataction": methods_messages.send_chat_action,
    "forwardmessage": methods_messages.forward_message,
    "copymessage": methods_messages.copy_message,
    "deletemessage": methods_messages.delete_message,
    "deletemessages": methods_messages.delete_messages,
    "pinchatmessage": methods_messages.pin_chat_message,
    "unpinchatmessage": methods_messages.unpin_chat_message,
    "editmessagetext": methods_edits.edit_message_text,
    "editmessagecaption": methods_edits.edit_message_caption,
    "editmessagereplymarkup": methods_edits.edit_message_reply_markup,
    "editmessagemedia": methods_edits.edit_message_media,
    "answercallbackquery": methods_edits.answer_callback_query,
    "setmycommands": methods_bot.set_my_commands,
    "getmycommands": methods_bot.get_my_commands,
    "deletemycommands": methods_bot.delete_my_commands,
    "setmydescription": methods_bot.set_my_description,
    "setmyshortdescription": methods_bot.set_my_short_description,
    "setchatmenubutton": methods_bot.set_chat_menu_button,
    "getchat": methods_bot.get_chat,
    "leavechat": methods_bot.leave_chat,
    "getfile": methods_bot.get_file,
}
WAITING: dict[str, Callable[[World, Webhook, Arguments], Awaitable[Any]]] = {
    "getupdates": methods_updates.get_updates,
    "setwebhook": methods_updates.set_webhook,
    "deletewebhook": methods_updates.delete_webhook,
    "getwebhookinfo": methods_updates.get_webhook_info,
}
_WITHOUT = {
    "chat_id": refusals.CHAT_ID_EMPTY,
    "text": refusals.TEXT_EMPTY,
    "photo": refusals.NO_PHOTO,
    "document": refusals.NO_DOCUMENT,
    "file_id": refusals.FILE_ID_EMPTY,
    "message_id": refusals.NO_MESSAGE_ID,
    "message_ids": refusals.NO_MESSAGE_IDS,
    "action": refusals.CHAT_ACTION,
    "commands": refusals.COMMANDS_NOT_JSON,
    "callback_query_id": refusals.QUERY_TOO_OLD,
}
"""What the real server says when a parameter is missing, where it has words of its own for it."""


class Dispatcher:
    """Takes requests for one bot."""

    def __init__(self, world: World, webhook: Webhook, *, limit: RateLimit | None = None) -> None:
        self.world = world
        self.webhook = webhook
        self.limit(limit)

    def limit(self, limit: RateLimit | None) -> None:
        """The flood limit from now on; None takes it away."""
        self._meter = Meter(limit) if limit is not None else None

    async def run(self, method: str, given: Arguments) -> Any:
        """What the method answers. `method` in lower case.

        Raises: Refused.
        """
        if method in WAITING:
            self._note(method, given)
            return await WAITING[method](self.world, self.webhook, given)
        handler = METHODS.get(method)
        if handler is None:
            raise Refused(refusals.NOT_HERE if method in schema().methods else refusals.METHOD_NOT_FOUND)
        self._note(method, given)
        if self._meter is not None and method in COUNTED:
            self._measure(self._meter, given)
        result = handler(self.world, given)
        if not method.startswith("get"):
            self._accept(method, given, result)
        return result

    def _note(self, method: str, given: Arguments) -> None:
        """Complaints go into the world; what is missing is refused at once."""
        found = schema().complaints(method, given.values, frozenset(given.uploads))
        if not found:
            return
        parts = {name for name, value in given.values.items() if value.startswith("attach://")}
        self.world.complaints.extend(found)
        for complaint in found:
            if complaint.wrong is Wrong.MISSING and complaint.parameter not in parts:
                raise Refused(self._missing(method, complaint.parameter))

    def _missing(self, method: str, parameter: str) -> Reason:
        if parameter == "message_id" and method == "deletemessage":
            return refusals.DELETE_NOT_FOUND
        return _WITHOUT.get(parameter) or refusals.required(parameter)

    def _measure(self, meter: Meter, given: Arguments) -> None:
        wait = meter.wait(given.integer("chat_id"), self.world.clock.steady())
        if wait > 0:
            raise Refused(refusals.too_many(whole_seconds(wait)))

    def _accept(self, method: str, given: Arguments, result: Any) -> None:
        steady = self.world.clock.steady()
        chat_id = given.integer("chat_id") or None
        if self._meter is not None and method in COUNTED and chat_id is not None:
            self._meter.count(chat_id, steady)
        self.world.accepted.append(
            Accepted(
                method=schema().names[method],
                chat_id=chat_id,
                message_id=result.get("message_id") if isinstance(result, dict) else None,
                arguments=tuple(given.values.items()),
                files=tuple(given.uploads),
                at=self.world.now(),
                steady=steady,
            )
        )
