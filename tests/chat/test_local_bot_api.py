"""The real python-telegram-bot client talks to the local Bot API over HTTP: the good path."""

import asyncio
import io
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from PIL import Image
from telegram import (
    Bot,
    BotCommand,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import ChatMigrated, Conflict, Forbidden, InvalidToken
from telegram.request import HTTPXRequest

from bot.clock import MovableClock
from bot.demo.botapi.phones import Phone
from bot.demo.botapi.server import LocalBotApi

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBUserWarning")


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(frozen_at=NOW)


@pytest.fixture
async def api(clock: MovableClock) -> AsyncIterator[LocalBotApi]:
    async with LocalBotApi(clock=clock) as server:
        yield server


@pytest.fixture
async def bot(api: LocalBotApi) -> AsyncIterator[Bot]:
    async with client(api) as ready:
        yield ready


@pytest.fixture
def ann(api: LocalBotApi) -> Phone:
    phone = api.phone(7, first_name="Ann", language_code="es")
    phone.user.started = True
    return phone


def client(api: LocalBotApi, token: str | None = None) -> Bot:
    return Bot(
        token or api.token,
        base_url=f"{api.base_url}/bot",
        base_file_url=f"{api.base_url}/file/bot",
        request=HTTPXRequest(connection_pool_size=8),
        get_updates_request=HTTPXRequest(connection_pool_size=1, read_timeout=40),
    )


async def updates(bot: Bot, **given: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await bot.do_api_request("getUpdates", api_kwargs=given)
    return found


def picture(width: int = 8, height: int = 6) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height)).save(made, "PNG")
    return made.getvalue()


async def test_start_brings_its_payload_as_a_command(bot: Bot, ann: Phone) -> None:
    ann.start("Ab_9-x")
    [update] = await updates(bot)
    assert update["message"]["text"] == "/start Ab_9-x"
    assert update["message"]["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]
    assert update["message"]["from"]["language_code"] == "es"


@pytest.mark.parametrize("payload", ["", "a" * 65, "a b", "ä"])
def test_a_bad_start_payload_never_leaves_the_phone(ann: Phone, payload: str) -> None:
    with pytest.raises(ValueError, match="payload"):
        ann.start(payload)


async def test_a_message_stands_on_the_phone_as_sent(bot: Bot, ann: Phone) -> None:
    buttons = [
        [InlineKeyboardButton("Taken", callback_data="t")],
        [InlineKeyboardButton("112", copy_text=CopyTextButton("112"))],
    ]
    sent = await bot.send_message(
        7,
        "<b>08:00</b> 10&nbsp;mg &lt;now&gt;",
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup(buttons),
        protect_content=True,
    )
    seen = ann.last()
    assert (seen.id, seen.text, seen.labels, seen.protect) == (
        sent.message_id,
        "08:00 10&nbsp;mg <now>",
        ("Taken", "112"),
        True,
    )
    assert seen.date == NOW == sent.date


async def test_a_tap_becomes_a_query_and_its_answer_is_shown(bot: Bot, ann: Phone) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Taken", callback_data="t:1")]])
    sent = await bot.send_message(7, "Dose", reply_markup=markup)
    ann.tap(sent.message_id, "Taken")
    [update] = await updates(bot)
    query = update["callback_query"]
    assert (query["data"], query["from"]["id"], query["message"]["message_id"]) == ("t:1", 7, sent.message_id)
    await bot.answer_callback_query(query["id"], "Noted", show_alert=True)
    assert [(one.text, one.alert) for one in ann.answers] == [("Noted", True)]


async def test_copying_a_number_tells_the_bot_nothing(bot: Bot, ann: Phone) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Copy 112", copy_text=CopyTextButton("112"))]])
    sent = await bot.send_message(7, "Call", reply_markup=markup)
    assert ann.tap(sent.message_id, "Copy 112") is None
    assert await updates(bot) == []


async def test_an_edit_without_markup_takes_the_buttons_away(bot: Bot, ann: Phone, clock: MovableClock) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])
    sent = await bot.send_message(7, "one", reply_markup=markup)
    clock.move(timedelta(minutes=10))
    await bot.edit_message_text("two", 7, sent.message_id)
    seen = ann.message(sent.message_id)
    assert (seen.text, seen.labels, seen.edited) == ("two", (), NOW + timedelta(minutes=10))


async def test_buttons_alone_can_be_changed(bot: Bot, ann: Phone) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])
    sent = await bot.send_message(7, "one", reply_markup=markup)
    await bot.edit_message_reply_markup(
        7, sent.message_id, reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("b", callback_data="b")]])
    )
    assert (ann.last().text, ann.last().labels) == ("one", ("b",))


async def test_the_keyboard_stands_until_removed(bot: Bot, ann: Phone) -> None:
    await bot.send_message(7, "hi", reply_markup=ReplyKeyboardMarkup([["Today", "Plan"], ["Help now"]]))
    assert ann.keyboard() == (("Today", "Plan"), ("Help now",))
    await bot.send_message(7, "bye", reply_markup=ReplyKeyboardRemove())
    assert ann.keyboard() == ()


async def test_a_forced_reply_answers_that_message(bot: Bot, ann: Phone) -> None:
    asked = await bot.send_message(7, "Your words?", reply_markup=ForceReply())
    ann.text("mine")
    ann.text("more")
    first, second = await updates(bot)
    assert first["message"]["reply_to_message"]["message_id"] == asked.message_id
    assert "reply_to_message" not in second["message"]


async def test_a_document_makes_the_round_trip(bot: Bot, ann: Phone) -> None:
    ann.document("plan.yaml", b"steps: []", "My plan")
    [update] = await updates(bot)
    document = update["message"]["document"]
    file = await bot.get_file(document["file_id"])
    assert bytes(await file.download_as_bytearray()) == b"steps: []"
    assert (document["file_name"], document["file_size"], update["message"]["caption"]) == ("plan.yaml", 9, "My plan")


async def test_a_photo_and_a_document_arrive_whole(bot: Bot, ann: Phone) -> None:
    sent = await bot.send_photo(7, picture(40, 20), caption="<i>QR</i>", parse_mode="HTML")
    await bot.send_document(7, b"PDF", filename="plan.pdf")
    first, second = ann.from_bot()
    assert (sent.photo[0].width, sent.photo[0].height) == (40, 20)
    assert (first.photo, first.text, second.document) == (picture(40, 20), "QR", b"PDF")


async def test_a_photo_can_be_replaced_and_sent_again_by_its_id(bot: Bot, ann: Phone) -> None:
    sent = await bot.send_photo(7, picture(4, 4))
    changed = await bot.edit_message_media(InputMediaPhoto(picture(9, 9), caption="new"), 7, sent.message_id)
    again = await bot.send_photo(7, changed.photo[0].file_id)  # type: ignore[union-attr]
    assert (ann.message(sent.message_id).photo, ann.message(again.message_id).photo) == (picture(9, 9), picture(9, 9))


async def test_every_kind_of_message_reaches_the_bot(bot: Bot, ann: Phone) -> None:
    ann.photo(picture())
    ann.voice()
    ann.sticker()
    ann.location(52.5, 13.4)
    ann.contact("+15550100", "Lee")
    kinds = {"photo", "voice", "sticker", "location", "contact"}
    found = await updates(bot)
    assert [next(iter(kinds & set(one["message"]))) for one in found] == [
        "photo",
        "voice",
        "sticker",
        "location",
        "contact",
    ]


async def test_an_edited_message_and_blocking_are_told(bot: Bot, ann: Phone) -> None:
    ann.edit(ann.text("one"), "two")
    ann.block()
    _, edited, blocked = await updates(bot)
    assert edited["edited_message"]["text"] == "two"
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_a_long_text_leaves_the_phone_in_parts(bot: Bot, ann: Phone) -> None:
    ann.text("x" * 5000)
    assert [len(one["message"]["text"]) for one in await updates(bot)] == [4096, 904]


async def test_replies_pins_forwards_and_deletes_show(bot: Bot, ann: Phone) -> None:
    asked = ann.text("question")
    sent = await bot.send_message(7, "answer", reply_to_message_id=asked)
    await bot.pin_chat_message(7, sent.message_id)
    copied = await bot.copy_message(7, 7, sent.message_id)
    forwarded = await bot.forward_message(7, 7, asked)
    assert (ann.message(sent.message_id).reply_to, ann.message(sent.message_id).pinned) == (asked, True)
    await bot.unpin_chat_message(7)
    await bot.delete_messages(7, [sent.message_id, 999])
    await bot.delete_message(7, forwarded.message_id)
    assert [one.text for one in ann.from_bot()] == ["answer"]
    assert ann.last().id == copied.message_id


async def test_the_bots_own_texts_and_commands_are_kept(bot: Bot, api: LocalBotApi, ann: Phone) -> None:
    commands = [BotCommand("today", "What is due")]
    await bot.set_my_commands(commands, language_code="en")
    await bot.set_my_description("d")
    await bot.set_my_short_description("s")
    await bot.set_chat_menu_button()
    await bot.send_chat_action(7, "typing")
    me, chat = await bot.get_me(), await bot.get_chat(7)
    assert await bot.get_my_commands(language_code="en") == tuple(commands)
    assert (me.is_bot, chat.first_name) == (True, "Ann")
    assert api.world.complaints == []


async def test_in_a_group_the_bot_speaks_and_leaves(bot: Bot, api: LocalBotApi, ann: Phone) -> None:
    group = api.group(-5, title="Family", members=(7,))
    group.add_bot(by=7)
    await bot.send_message(-5, "I work in private chats only.")
    await bot.leave_chat(-5)
    assert (group.texts(), group.bot_is_member) == (("I work in private chats only.",), False)
    with pytest.raises(Forbidden, match="not a member"):
        await bot.send_message(-5, "again")


async def test_an_upgraded_group_raises_chat_migrated(bot: Bot, api: LocalBotApi, ann: Phone) -> None:
    api.group(-5, title="Family", members=(7,)).upgrade(-1005)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(-5, "x")
    assert moved.value.new_chat_id == -1005


async def test_a_wrong_token_is_an_invalid_token(api: LocalBotApi) -> None:
    with pytest.raises(InvalidToken):
        await client(api, "1:wrong").get_me()


async def test_what_was_accepted_is_logged_with_its_arguments(bot: Bot, api: LocalBotApi, ann: Phone) -> None:
    sent = await bot.send_message(7, "one")
    await bot.get_me()
    [accepted] = api.accepted
    assert (accepted.method, accepted.chat_id, accepted.message_id) == ("sendMessage", 7, sent.message_id)
    assert (accepted.argument("text"), accepted.at) == ("one", NOW)


@pytest.mark.parametrize("how", ["query", "form", "json", "multipart"])
async def test_parameters_may_stand_anywhere(api: LocalBotApi, ann: Phone, how: str) -> None:
    given: dict[str, Any] = {"chat_id": "7", "text": "héllo"}
    more: dict[str, Any] = {
        "query": {"params": given},
        "form": {"data": given},
        "json": {
            "json": {"chat_id": 7, "text": "héllo", "reply_markup": {"keyboard": [["a"]]}, "protect_content": True}
        },
        "multipart": {"data": given, "files": {"ignored": b"x"}},
    }[how]
    async with httpx.AsyncClient() as plain:
        answer = await plain.post(f"{api.base_url}/bot{api.token}/SENDmessage", **more)
    assert (answer.json()["ok"], ann.last().text) == (True, "héllo")


async def test_a_held_poll_returns_when_something_arises(api: LocalBotApi, bot: Bot, ann: Phone) -> None:
    held = asyncio.create_task(updates(bot, timeout=30))
    await api.world.updates.holding.wait()
    ann.text("now")
    [update] = await asyncio.wait_for(held, 5)
    assert update["message"]["text"] == "now"


async def test_a_new_poll_ends_the_old_one(api: LocalBotApi, bot: Bot, ann: Phone) -> None:
    old = asyncio.create_task(updates(bot, timeout=30))
    await api.world.updates.holding.wait()
    other = client(api)
    new = asyncio.create_task(updates(other, timeout=30))
    with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot instance"):
        await asyncio.wait_for(old, 5)
    ann.text("for the new one")
    assert len(await asyncio.wait_for(new, 5)) == 1
    await other.shutdown()


async def test_polling_beside_a_webhook_is_a_conflict(bot: Bot) -> None:
    await bot.set_webhook("https://example.org/hook")
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await updates(bot)
    await bot.delete_webhook()
    assert await updates(bot) == []


async def test_an_offset_confirms_and_a_negative_one_trims(bot: Bot, ann: Phone) -> None:
    for text in ("1", "2", "3", "4"):
        ann.text(text)
    first = await updates(bot, limit=1)
    rest = await updates(bot, offset=first[0]["update_id"] + 1)
    assert [one["message"]["text"] for one in rest] == ["2", "3", "4"]
    assert [one["message"]["text"] for one in await updates(bot, offset=-1)] == ["4"]
    assert len(await updates(bot)) == 1


async def test_unconfirmed_updates_come_again(bot: Bot, ann: Phone) -> None:
    ann.text("once")
    assert await updates(bot) == await updates(bot)


async def test_allowed_updates_filter_when_the_update_arises(bot: Bot, ann: Phone) -> None:
    ann.text("before")
    await updates(bot, allowed_updates=["callback_query"])
    ann.text("filtered away")
    found = await updates(bot, allowed_updates=["message"])
    ann.text("after")
    assert [one["message"]["text"] for one in found + (await updates(bot))[1:]] == ["before", "after"]


async def test_an_update_expires_after_a_day(bot: Bot, ann: Phone, clock: MovableClock) -> None:
    ann.text("old")
    clock.move(timedelta(hours=23))
    ann.text("young")
    clock.move(timedelta(hours=2))
    assert [one["message"]["text"] for one in await updates(bot)] == ["young"]


async def test_after_a_quiet_week_ids_start_elsewhere(bot: Bot, ann: Phone, clock: MovableClock) -> None:
    ann.text("1")
    [before] = await updates(bot)
    clock.move(timedelta(days=8))
    ann.text("2")
    [after] = await updates(bot)
    assert after["update_id"] != before["update_id"] + 1


async def test_a_phone_waits_for_words_of_the_bot(bot: Bot, ann: Phone) -> None:
    waiting = asyncio.create_task(ann.hears("guidance"))
    await bot.send_message(7, "something else")
    await bot.send_message(7, "the guidance")
    assert (await waiting).text == "the guidance"


async def test_it_runs_as_a_process_of_its_own() -> None:
    command = [sys.executable, "-m", "bot.demo.botapi", "--people", "2", "--token", "5:five"]
    # Whoever runs the tests in the background may have told their children to ignore an interrupt.
    process = subprocess.Popen(  # noqa: ASYNC220
        command,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        assert process.stdout is not None
        address = (await asyncio.to_thread(process.stdout.readline)).strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address)
        async with httpx.AsyncClient(base_url=address) as plain:
            await plain.post("/bot5:five/sendMessage", data={"chat_id": 2, "text": "x"})
            accepted = (await plain.get("/phone/accepted")).json()
        assert [(one["method"], one["chat_id"]) for one in accepted] == [("sendMessage", 2)]
        process.send_signal(signal.SIGINT)
        assert await asyncio.to_thread(process.wait, 10) == 0
    finally:
        process.kill()
        process.communicate()
