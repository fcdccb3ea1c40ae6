"""A Bot API server that somebody else wrote may leave out fields that PTB insists on: what it accepted is sent all the
same, once. The server here answers with as little as emulators for bot tests do."""

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.chat.bot_client import build_bot, introduced
from bot.chat.pace import Pace
from bot.chat.sender import TelegramSender
from bot.clock import Clock
from bot.ids import ChatId
from bot.sending import Outgoing, Sent

TOKEN = "123456:" + "A" * 35


async def _answer(request: web.Request) -> web.Response:
    if request.match_info["method"] == "getMe":
        return web.json_response({"ok": True, "result": {"id": 666, "first_name": "Test", "username": "TestBot"}})
    return web.json_response({"ok": True, "result": {"message_id": 5}})


async def test_terse_server_knows_us_and_takes_a_message_once() -> None:
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", _answer)
    async with TestServer(app) as server:
        bot, clock = build_bot(TOKEN, api_base_url=str(server.make_url(""))), Clock()
        await introduced(bot, clock)

        result = await TelegramSender(bot, Pace(clock), clock).send(Outgoing(chat_id=ChatId(7), text="Hello"))

        assert bot.username == "TestBot"
        assert result == Sent(message_id=5)
        await bot.shutdown()
