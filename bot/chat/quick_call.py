"""chat/quick_call: one call to the Bot API with arguments that are plain values already.

Belongs here: the way past what python-telegram-bot does to arguments before a call. Not here: which call (sender.py),
the wire (transport.py), what an exception means (outcomes.py).

PTB turns each argument into an object of its own, copies it, and asks each of its fields by name; for a message with
three buttons that took longer than the message took on the wire. What comes back, and what is raised, is PTB's.
"""

import json
from collections.abc import Mapping
from typing import Any

from telegram import Bot, InputFile
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

_json = json.JSONEncoder(separators=(",", ":")).encode  # ASCII: half an emoji has no UTF-8


async def call(bot: Bot, method: str, arguments: Mapping[str, Any]) -> Any:
    """What Telegram answers. `arguments`: text, numbers, flags, plain lists and dicts, InputFile; None is left out.
    Raises TelegramError."""
    given = [_parameter(name, value) for name, value in arguments.items() if value is not None]
    return await bot.request.post(f"{bot.base_url}/{method}", RequestData(given))


def _parameter(name: str, value: Any) -> RequestParameter:
    """Written already, as it goes over the wire: PTB would write it twice."""
    if isinstance(value, InputFile):
        return RequestParameter.from_input(name, value)
    return RequestParameter(name, value if isinstance(value, str) else _json(value), None)
