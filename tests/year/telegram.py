"""The local Bot API without a wire between: a year is half a million calls.

Belongs here: python-telegram-bot's transport that asks our server's methods in this process, handing updates to the
program, what was told to whom. Everything else is as ever: the real client, the server's refusals, the phones.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from telegram.request import BaseRequest, RequestData

from bot.app import App
from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.refusals import Refused
from bot.demo.botapi.server import LocalBotApi
from bot.storage.arriving import raw_update
from bot.taps import Verb, read

KEPT = 30
"""So many messages of a chat are kept: nobody scrolls back further."""

GIVEN_AGAIN = 100
Told = Callable[[int, int, tuple[str, ...]], None]
"""Chat, message, and what its buttons carry."""


class NearRequest(BaseRequest):
    """Calls our server's methods and hands its answer back as bytes."""

    def __init__(self, api: LocalBotApi, told: Told) -> None:
        self._api, self._told = api, told

    @property
    def read_timeout(self) -> float | None:
        return 1.0

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(  # type: ignore[override]  # PTB calls it by keywords
        self, url: str, method: str, *, request_data: RequestData | None = None, **times: Any
    ) -> tuple[int, bytes]:
        """As the wire would."""
        given = Arguments(values=dict(request_data.json_parameters) if request_data else {})
        name = url.rsplit("/", 1)[-1].lower()
        try:
            result = await self._api.dispatcher.run(name, given)
        except Refused as refused:
            body = {"ok": False, "error_code": refused.reason.code, "description": refused.reason.description}
            return refused.reason.code, json.dumps(body).encode()
        if name == "sendmessage":
            self._told(given.integer("chat_id"), int(result["message_id"]), _buttons(given))
        return 200, json.dumps({"ok": True, "result": result}).encode()


def _buttons(given: Arguments) -> tuple[str, ...]:
    rows = (given.json("reply_markup") or {}).get("inline_keyboard") or []
    return tuple(key["callback_data"] for row in rows for key in row if "callback_data" in key)


class DosesTold:
    """How often each dose row was told by a reminder of its own (nudges and questions are not counted)."""

    def __init__(self) -> None:
        self.times: Counter[int] = Counter()

    def note(self, text: str, buttons: tuple[str, ...]) -> None:
        """A message went out."""
        taps = [tap for tap in map(read, buttons) if tap is not None]
        if text.startswith("⏰"):
            self.times.update({tap.id for tap in taps if tap.verb is Verb.DOSE_SHOW})


async def hand_over(api: LocalBotApi, app: App) -> bool:
    """What people did is in the program's inbox. False: nobody did anything."""
    waiting = api.world.updates.waiting()
    if not waiting:
        return False
    batch = [raw for raw in (raw_update(update.json()) for update in waiting) if raw is not None]
    for _ in range(GIVEN_AGAIN):  # as the poll loop does: what is not safe on disk yet is given again
        if await app.worker.take(batch):
            break
        await asyncio.sleep(0.1)
    else:
        raise AssertionError("the database did not take the updates")
    api.world.updates.confirm(waiting[-1].id + 1)
    return True


def forget(api: LocalBotApi) -> None:
    """What nobody looks at any more is let go."""
    api.world.accepted.clear()
    api.world.queries.clear()
    api.world.files.clear()
    for chat in api.world.chats.values():
        for old in list(chat.messages)[:-KEPT]:
            del chat.messages[old]
