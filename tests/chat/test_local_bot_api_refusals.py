"""The local Bot API refuses what the real one refuses, with its words. Each row is one bad request over HTTP."""

import io
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from PIL import Image

from bot.clock import MovableClock
from bot.demo.botapi.server import LocalBotApi

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANN, NEVER, BLOCKED, GONE, LEFT, UPGRADED = 7, 8, 9, 10, -5, -6
OLD, START, PLAIN, KEYS, PICTURE, HERS = 1, 2, 3, 4, 5, 2
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def keyboard(*buttons: Any) -> str:
    return json.dumps({"inline_keyboard": [list(buttons)]})


def say(**given: Any) -> dict[str, Any]:
    return {"chat_id": ANN, "text": "hello"} | given


def html(text: str) -> dict[str, Any]:
    return say(text=text, parse_mode="HTML")


def markdown(text: str) -> dict[str, Any]:
    return say(text=text, parse_mode="MarkdownV2")


def button(**given: Any) -> dict[str, Any]:
    return say(reply_markup=keyboard({"text": "b"} | given))


def edit(message_id: int, **given: Any) -> dict[str, Any]:
    return {"chat_id": ANN, "message_id": message_id, "text": "other"} | given


UNPARSED = "can't parse entities: "
UNBUTTONED = "can't parse inline keyboard button: "
BAD_REQUESTS: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": 404404, "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": "nobody", "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": ANN}, "message text is empty"),
    ("sendMessage", say(text="   \n "), "message text is empty"),
    ("sendMessage", html("<b></b>"), "message text is empty"),
    ("sendMessage", say(text="x" * 4097), "message is too long"),
    ("sendMessage", html("<b>" + "🏟" * 4097 + "</b>"), "message is too long"),
    ("sendMessage", say(parse_mode="Wiki"), "unsupported parse_mode"),
    ("sendMessage", html("a <x>b</x>"), UNPARSED + 'Unsupported start tag "x" at byte offset 2'),
    ("sendMessage", html("ä <b>b"), UNPARSED + 'Can\'t find end tag corresponding to start tag "b"'),
    ("sendMessage", html("a </b>"), UNPARSED + "Unexpected end tag at byte offset 2"),
    (
        "sendMessage",
        html("<b>a</i>"),
        UNPARSED + 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
    ),
    ("sendMessage", html("1 < 2"), UNPARSED + 'Unsupported start tag "" at byte offset 2'),
    ("sendMessage", html("a <b"), UNPARSED + "Unclosed start tag at byte offset 2"),
    ("sendMessage", html("<b>a</b"), UNPARSED + "Unclosed end tag at byte offset 4"),
    ("sendMessage", html("<span>a</span>"), UNPARSED + 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    (
        "sendMessage",
        markdown("one."),
        UNPARSED + "Character '.' is reserved and must be escaped with the preceding '\\'",
    ),
    (
        "sendMessage",
        markdown("a|b"),
        UNPARSED + "Character '|' is reserved and must be escaped with the preceding '\\'",
    ),
    ("sendMessage", markdown("🏟 🏟_abacaba"), UNPARSED + "Can't find end of Italic entity at byte offset 9"),
    ("sendMessage", markdown("🏟 🏟_abac * asd "), UNPARSED + "Can't find end of Bold entity at byte offset 15"),
    ("sendMessage", markdown("🏟 🏟```"), UNPARSED + "Can't find end of Pre entity at byte offset 9"),
    ("sendMessage", markdown("[a](https://x.org"), UNPARSED + "Can't find end of a URL at byte offset 4"),
    ("sendMessage", say(reply_markup="{"), "can't parse reply keyboard markup JSON object"),
    ("sendMessage", say(reply_markup="[1]"), "object expected as reply markup"),
    (
        "sendMessage",
        say(reply_markup='{"inline_keyboard": {}}'),
        'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array',
    ),
    (
        "sendMessage",
        say(reply_markup='{"inline_keyboard": [{}]}'),
        'field "inline_keyboard" must be an Array of Arrays',
    ),
    (
        "sendMessage",
        say(reply_markup='{"keyboard": 1}'),
        'field "keyboard" of the ReplyKeyboardMarkup must be an Array',
    ),
    ("sendMessage", say(reply_markup='{"keyboard": ["a"]}'), 'field "keyboard" must be an Array of Arrays'),
    (
        "sendMessage",
        say(reply_markup='{"keyboard": [[1]]}'),
        "can't parse keyboard button: KeyboardButton must be an Object",
    ),
    ("sendMessage", say(reply_markup=keyboard("b")), UNBUTTONED + "InlineKeyboardButton must be an Object"),
    ("sendMessage", say(reply_markup=keyboard({"url": "x.org"})), UNBUTTONED + 'Can\'t find field "text"'),
    ("sendMessage", button(), UNBUTTONED + "Text buttons are unallowed in the inline keyboard"),
    ("sendMessage", button(callback_data=""), UNBUTTONED + "Text buttons are unallowed in the inline keyboard"),
    ("sendMessage", button(callback_data="ü" * 33), "BUTTON_DATA_INVALID"),
    ("sendMessage", button(copy_text={"text": "1" * 257}), "BUTTON_COPY_TEXT_INVALID"),
    ("sendMessage", button(url="tel:112"), "inline keyboard button URL 'tel:112' is invalid: Wrong HTTP URL"),
    (
        "sendMessage",
        button(url="tel:+49112"),
        "inline keyboard button URL 'tel:+49112' is invalid: Wrong port number specified in the URL",
    ),
    (
        "sendMessage",
        button(url="tel://112"),
        "inline keyboard button URL 'tel://112' is invalid: Unsupported URL protocol",
    ),
    (
        "sendMessage",
        button(url="http://localhost:80/x"),
        "inline keyboard button URL 'http://localhost:80/x' is invalid: Wrong HTTP URL",
    ),
    ("sendMessage", say(reply_markup=keyboard(*[{"text": "b", "callback_data": "d"}] * 9)), "reply markup is too long"),
    (
        "sendMessage",
        say(reply_markup=json.dumps({"inline_keyboard": [[{"text": "b", "callback_data": "d"}]] * 101})),
        "reply markup is too long",
    ),
    (
        "sendMessage",
        {"chat_id": 404404, "text": "x", "reply_markup": "{"},
        "can't parse reply keyboard markup JSON object",
    ),
    ("sendMessage", say(reply_parameters='{"message_id": 999}'), "message to be replied not found"),
    ("editMessageText", {"text": "x"}, "message identifier is not specified"),
    ("editMessageText", edit(999), "message to edit not found"),
    ("editMessageText", edit(HERS), "message can't be edited"),
    ("editMessageText", edit(KEYS), "message can't be edited"),
    ("editMessageText", edit(PICTURE), "there is no text in the message to edit"),
    ("editMessageText", edit(PLAIN, text="hello"), NOT_MODIFIED),
    ("editMessageText", edit(PLAIN, reply_markup='{"keyboard": [["a"]]}'), "inline keyboard expected"),
    ("editMessageText", edit(PLAIN, text=""), "message text is empty"),
    ("editMessageReplyMarkup", {"chat_id": ANN, "message_id": PLAIN}, NOT_MODIFIED),
    ("editMessageReplyMarkup", {"chat_id": ANN, "message_id": 999}, "message to edit not found"),
    ("editMessageCaption", {"chat_id": ANN, "message_id": PLAIN}, "there is no caption in the message to edit"),
    (
        "editMessageCaption",
        {"chat_id": ANN, "message_id": PICTURE, "caption": "c" * 1025},
        "message caption is too long",
    ),
    (
        "editMessageMedia",
        {"chat_id": ANN, "message_id": PICTURE, "media": '{"type": "film", "media": "x"}'},
        'can\'t parse InputMedia: type "film" is unsupported',
    ),
    ("deleteMessage", {"chat_id": ANN, "message_id": 999}, "message to delete not found"),
    ("deleteMessage", {"chat_id": ANN, "message_id": OLD}, "message can't be deleted"),
    ("deleteMessages", {"chat_id": ANN, "message_ids": "[]"}, "message identifiers are not specified"),
    ("pinChatMessage", {"chat_id": ANN, "message_id": 999}, "message to pin not found"),
    ("unpinChatMessage", {"chat_id": ANN}, "message to unpin not found"),
    ("forwardMessage", {"chat_id": ANN, "from_chat_id": ANN, "message_id": 999}, "message to forward not found"),
    ("copyMessage", {"chat_id": ANN, "from_chat_id": ANN, "message_id": 999}, "message to copy not found"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    ("sendChatAction", {"chat_id": ANN, "action": "dance"}, "wrong parameter action in request"),
    ("sendPhoto", {"chat_id": ANN}, "there is no photo in the request"),
    ("sendPhoto", {"chat_id": ANN, "photo": "attach://nothing"}, "there is no photo in the request"),
    ("sendPhoto", {"chat_id": ANN, "photo": "nonsense"}, "wrong file identifier/HTTP URL specified"),
    ("sendDocument", {"chat_id": ANN}, "there is no document in the request"),
    ("getFile", {}, "file_id not specified"),
    ("getFile", {"file_id": "nonsense"}, "invalid file_id"),
    ("getChat", {"chat_id": 404404}, "chat not found"),
    ("leaveChat", {"chat_id": ANN}, "chat member status can't be changed in private chats"),
    ("setMyCommands", {"commands": "{"}, "can't parse commands JSON object"),
    ("setMyCommands", {"commands": '[{"command": "No Go", "description": "d"}]'}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": '[{"command": "a", "description": ""}]'}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setWebhook", {"url": "http://example.org"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    (
        "setWebhook",
        {"url": "https://example.org:8080"},
        "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
]


@pytest.fixture
async def api() -> AsyncIterator[LocalBotApi]:
    """Ann has pressed start and five messages stand in her chat; others cannot be reached."""
    clock = MovableClock(frozen_at=NOW - timedelta(hours=49))
    async with LocalBotApi(clock=clock) as server:
        ann = server.phone(ANN, first_name="Ann")
        ann.text("long ago")
        clock.move_to(NOW)
        ann.start()
        server.phone(NEVER)
        server.phone(BLOCKED).start()
        server.phone(BLOCKED).block()
        server.phone(GONE).start()
        server.phone(GONE).delete_account()
        server.group(LEFT, title="g", members=(ANN,)).chat.bot_is_member = False
        server.group(UPGRADED, title="g", members=(ANN,)).upgrade(-1006)
        server.world._last_message_id = START
        async with httpx.AsyncClient(base_url=f"{server.base_url}/bot{server.token}/") as client:
            await client.post("sendMessage", data=say())
            await client.post("sendMessage", data=say(reply_markup='{"keyboard": [["a"]]}'))
            await client.post("sendPhoto", data={"chat_id": ANN}, files={"photo": ("p.png", png(8, 8))})
        yield server


def png(width: int, height: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height)).save(made, "PNG")
    return made.getvalue()


async def call(api: LocalBotApi, method: str, given: dict[str, Any], **more: Any) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.post(f"{api.base_url}/bot{api.token}/{method}", data=given, **more)


def test_the_table_holds_more_than_forty_rows() -> None:
    assert len(BAD_REQUESTS) >= 40


@pytest.mark.parametrize(("method", "given", "words"), BAD_REQUESTS)
async def test_a_bad_request_gets_telegrams_own_body(
    api: LocalBotApi, method: str, given: dict[str, Any], words: str
) -> None:
    before = len(api.accepted)
    answer = await call(api, method, given)
    assert answer.json() == {"ok": False, "error_code": 400, "description": f"Bad Request: {words}"}
    assert answer.status_code == 400
    assert len(api.accepted) == before


@pytest.mark.parametrize(
    ("chat_id", "words"),
    [
        (BLOCKED, "Forbidden: bot was blocked by the user"),
        (GONE, "Forbidden: user is deactivated"),
        (NEVER, "Forbidden: bot can't initiate conversation with a user"),
        (LEFT, "Forbidden: bot is not a member of the group chat"),
    ],
)
async def test_who_cannot_be_reached_is_refused_with_403(api: LocalBotApi, chat_id: int, words: str) -> None:
    answer = await call(api, "sendMessage", {"chat_id": chat_id, "text": "x"})
    assert answer.status_code == 403
    assert answer.json() == {"ok": False, "error_code": 403, "description": words}


async def test_an_upgraded_group_names_its_new_id(api: LocalBotApi) -> None:
    answer = await call(api, "sendMessage", {"chat_id": UPGRADED, "text": "x"})
    assert answer.json() == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": -1006},
    }


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/bot1:wrong/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot{token}/danceOnTheTable", 404, "Not Found: method not found"),
        ("/bot{token}/sendDice", 501, "Not Implemented: the local Bot API does not know this method of the real one"),
        ("/bot{token}", 404, "Not Found"),
        ("/somewhere/else", 404, "Not Found"),
        ("/file/bot{token}/documents/none", 404, "Not Found"),
        ("/file/bot1:wrong/documents/none", 401, "Unauthorized"),
    ],
)
async def test_wrong_tokens_and_paths_get_the_envelope(api: LocalBotApi, path: str, code: int, words: str) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.get(api.base_url + path.replace("{token}", api.token))
    assert answer.status_code == code
    assert answer.json() == {"ok": False, "error_code": code, "description": words}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "file must be non-empty"),
        (b"no picture at all", "IMAGE_PROCESS_FAILED"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_a_file_that_is_no_photo_is_refused(api: LocalBotApi, content: bytes, words: str) -> None:
    answer = await call(api, "sendPhoto", {"chat_id": ANN}, files={"photo": ("p.png", content)})
    assert answer.json()["description"] == f"Bad Request: {words}"


async def test_a_tap_cannot_be_answered_at_length(api: LocalBotApi) -> None:
    await call(api, "sendMessage", button(callback_data="d"))
    tap = api.phone(ANN).tap(api.phone(ANN).last().id, "b")
    answer = await call(api, "answerCallbackQuery", {"callback_query_id": tap, "text": "x" * 201})
    assert answer.json()["description"] == "Bad Request: MESSAGE_TOO_LONG"


async def test_unknown_and_wrong_parameters_are_noted_not_refused(api: LocalBotApi) -> None:
    markup = keyboard({"text": "b", "callback_data": "d", "colour": "red"})
    answer = await call(api, "sendMessage", say(txet="x", reply_markup=markup, protect_content="perhaps"))
    assert answer.json()["ok"] is True
    assert api.world.unknown_parameters == (
        "sendMessage.txet",
        "sendMessage.reply_markup.inline_keyboard.colour",
    )
    assert [one.parameter for one in api.world.complaints if one.wrong == "wrong type"] == ["protect_content"]
