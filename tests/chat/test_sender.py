"""The sender over real HTTP: what the local Bot API accepted is the measure of what was sent."""

import asyncio
import json
from datetime import timedelta

import pytest
from telegram import Bot

from bot.chat.bot_client import build_bot
from bot.chat.outcomes import Reason
from bot.chat.pace import Pace
from bot.chat.sender import TelegramSender
from bot.clock import Clock
from bot.demo.botapi.faults import Fault
from bot.demo.botapi.limits import RateLimit
from bot.demo.botapi.phones import Phone
from bot.demo.botapi.server import LocalBotApi
from bot.ids import ChatId
from bot.sending import (
    Button,
    File,
    GoneForGood,
    Lane,
    Method,
    Moved,
    Outgoing,
    Rejected,
    RetryAt,
    SendResult,
    Sent,
    Unknown,
)

ANA = ChatId(501)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def phone(api: LocalBotApi) -> Phone:
    phone = api.phone(ANA, first_name="Ana")
    phone.start()
    return phone


@pytest.fixture
def sender(bot: Bot, phone: Phone) -> TelegramSender:
    clock = Clock()
    return TelegramSender(bot, Pace(clock, limit_opened=True), clock)


def message(text: str = "Hello.", **fields: object) -> Outgoing:
    return Outgoing(**{"chat_id": ANA, "text": text, **fields})  # type: ignore[arg-type]


def sends(api: LocalBotApi) -> list[str]:
    """The texts of the messages that were accepted."""
    return [one.argument("text") for one in api.accepted if one.method == "sendMessage"]


async def id_of(sender: TelegramSender, outgoing: Outgoing) -> int:
    result = await sender.send(outgoing)
    assert isinstance(result, Sent)
    assert result.message_id is not None
    return result.message_id


async def test_message_arrives_as_html_without_preview(api: LocalBotApi, sender: TelegramSender, phone: Phone) -> None:
    await id_of(sender, message("<b>08:00</b> 2 &lt; 3", protect=True, silent=True))
    last = api.accepted[-1]
    assert (phone.last().text, phone.last().protect, phone.last().silent) == ("08:00 2 < 3", True, True)
    assert json.loads(last.argument("link_preview_options")) == {"is_disabled": True}


async def test_buttons_carry_data_copies_and_links(sender: TelegramSender, phone: Phone) -> None:
    rows = (
        (Button(label="Taken", data="t:1"), Button(label="Later", data="l:1")),
        (Button(label="Copy 112", copy="112"), Button(label="Read", url="https://example.org/")),
    )
    await id_of(sender, message(buttons=rows))
    shown = [[(button.label, button.value) for button in row] for row in phone.last().buttons]
    assert shown == [
        [("Taken", "t:1"), ("Later", "l:1")],
        [("Copy 112", "112"), ("Read", "https://example.org/")],
    ]


async def test_keyboard_stands_and_is_taken_away(api: LocalBotApi, sender: TelegramSender, phone: Phone) -> None:
    await id_of(sender, message(keyboard=(("Today", "Help"),)))
    asked = json.loads(api.accepted[-1].argument("reply_markup"))
    await id_of(sender, message(keyboard=()))
    assert (asked["is_persistent"], asked["resize_keyboard"]) == (True, True)
    assert api.world.chats[ANA].keyboard is None


async def test_question_asks_for_a_reply(api: LocalBotApi, sender: TelegramSender) -> None:
    asked = await id_of(sender, message(force_reply=True))
    assert api.world.chats[ANA].forced_reply == asked


async def test_pictures_and_documents_arrive_with_caption(sender: TelegramSender, phone: Phone) -> None:
    await id_of(sender, message("A <b>chart</b>", method=Method.SEND_PHOTO, file=File(name="c.png", content=PNG)))
    photo = phone.last()
    await id_of(sender, message("", method=Method.SEND_DOCUMENT, file=File(name="plan.pdf", content=b"%PDF-1.7")))
    assert (photo.photo, photo.text) == (PNG, "A chart")
    assert phone.last().document == b"%PDF-1.7"


async def test_edit_changes_the_message_that_stands(sender: TelegramSender, phone: Phone) -> None:
    first = await id_of(sender, message("Taken?", buttons=((Button(label="Yes", data="y:1"),),)))
    edited = await id_of(sender, message("Taken at 08:02.", method=Method.EDIT_TEXT, message_id=first))
    assert edited == first
    assert (phone.last().text, phone.last().buttons) == ("Taken at 08:02.", ())


async def test_buttons_alone_can_be_taken_away(sender: TelegramSender, phone: Phone) -> None:
    first = await id_of(sender, message(buttons=((Button(label="Yes", data="y:1"),),)))
    await id_of(sender, message("", method=Method.EDIT_BUTTONS, message_id=first))
    assert phone.last().buttons == ()


async def test_edit_that_changes_nothing_counts_as_sent(sender: TelegramSender) -> None:
    first = await id_of(sender, message("Same."))
    assert await id_of(sender, message("Same.", method=Method.EDIT_TEXT, message_id=first)) == first


async def test_edit_of_a_message_never_sent_is_new(sender: TelegramSender, phone: Phone) -> None:
    await id_of(sender, message("All of it.", method=Method.EDIT_TEXT, replaces="u1.0"))
    assert phone.last().text == "All of it."


async def test_edit_of_a_gone_message_is_told(sender: TelegramSender) -> None:
    result = await sender.send(message(method=Method.EDIT_TEXT, message_id=4242, replaces="u1.0"))
    assert result == Rejected(reason=Reason.MESSAGE_GONE)


async def test_gone_message_is_replaced_if_told_so(bot: Bot, phone: Phone) -> None:
    sender = TelegramSender(bot, Pace(Clock(), limit_opened=True), Clock(), replace_gone_messages=True)
    await id_of(sender, message("Again.", method=Method.EDIT_TEXT, message_id=4242, replaces="u1.0"))
    assert phone.last().text == "Again."


async def test_tap_is_answered_in_plain_letters(api: LocalBotApi, sender: TelegramSender, phone: Phone) -> None:
    asked = await id_of(sender, message(buttons=((Button(label="Yes", data="y:1"),),)))
    tap = phone.tap(asked, "Yes")
    await sender.send(message("You &amp; me" + "!" * 300, method=Method.ANSWER_TAP, callback_id=tap, alert_box=True))
    answer = api.world.queries[str(tap)].answer
    assert answer is not None
    assert (answer.text, answer.alert) == ("You & me" + "!" * 192, True)


async def test_old_tap_is_rejected_not_repeated(sender: TelegramSender) -> None:
    result = await sender.send(message(method=Method.ANSWER_TAP, callback_id="1"))
    assert result == Rejected(reason=Reason.TAP_TOO_OLD)


async def test_pin_typing_and_delete_are_made(api: LocalBotApi, sender: TelegramSender) -> None:
    first = await id_of(sender, message())
    for method in (Method.PIN_MESSAGE, Method.CHAT_ACTION, Method.DELETE_MESSAGE):
        assert isinstance(await sender.send(message("", method=method, message_id=first)), Sent)
    made = [one.method for one in api.accepted][-3:]
    assert made == ["pinChatMessage", "sendChatAction", "deleteMessage"]
    assert api.accepted[-3].argument("disable_notification") == "true"


async def test_group_is_left(api: LocalBotApi, sender: TelegramSender) -> None:
    api.group(-700, title="Family", members=(ANA,))
    assert isinstance(await sender.send(message("", chat_id=-700, method=Method.LEAVE_CHAT)), Sent)
    assert not api.world.chats[-700].bot_is_member


async def test_every_parameter_is_one_telegram_knows(api: LocalBotApi, sender: TelegramSender, phone: Phone) -> None:
    rows, file = ((Button(label="Yes", data="y:1"),),), File(name="c.png", content=PNG)
    first = await id_of(sender, message(buttons=rows))
    tap = phone.tap(first, "Yes")
    for method in Method:
        await sender.send(message("New.", method=method, message_id=first, callback_id=tap, file=file, buttons=rows))
    assert api.world.unknown_parameters == ()


@pytest.mark.parametrize("method", [Method.SEND_PHOTO, Method.EDIT_BUTTONS, Method.ANSWER_TAP, Method.PIN_MESSAGE])
async def test_incomplete_calls_are_rejected_before_telegram(
    api: LocalBotApi, sender: TelegramSender, method: Method
) -> None:
    assert await sender.send(message(method=method)) == Rejected(reason=Reason.BAD_CALL)
    assert api.accepted == []


ACCEPTED_BUT = [
    (Fault.reset_after(), Reason.CONNECTION_LOST),
    (Fault.silent(), Reason.TIMED_OUT),
    (Fault.cut(), Reason.UNREADABLE),
]


@pytest.mark.parametrize(("fault", "reason"), ACCEPTED_BUT)
async def test_accepted_without_answer_is_unknown(
    api: LocalBotApi, sender: TelegramSender, fault: Fault, reason: Reason
) -> None:
    api.faults.next(fault, method="sendMessage")
    result = await sender.send(message("Once."))
    assert sends(api) == ["Once."]
    assert result == Unknown(reason=reason)


NOT_ACCEPTED = [
    (Fault.server_error(500), RetryAt(after=timedelta(seconds=1), reason=Reason.SERVER_TROUBLE)),
    (Fault.server_error(421), RetryAt(after=timedelta(seconds=1), reason=Reason.SERVER_TROUBLE)),
    (Fault.flood(3), RetryAt(after=timedelta(seconds=3), reason=Reason.TOO_MANY)),
    (Fault.flood(9, with_parameters=False), RetryAt(after=timedelta(seconds=9), reason=Reason.TOO_MANY)),
    (Fault.gateway(413), Rejected(reason=Reason.TOO_LARGE)),
    # Not taken here, but the client cannot know: for it these are unknown.
    (Fault.gateway(502), Unknown(reason=Reason.GATEWAY)),
    (Fault.gateway(504), Unknown(reason=Reason.GATEWAY)),
    (Fault.page(), Unknown(reason=Reason.UNREADABLE)),
    (Fault.reset_before(), Unknown(reason=Reason.CONNECTION_LOST)),
]


@pytest.mark.parametrize(("fault", "outcome"), NOT_ACCEPTED)
async def test_trouble_before_acceptance_is_never_called_sent(
    api: LocalBotApi, sender: TelegramSender, fault: Fault, outcome: SendResult
) -> None:
    api.faults.next(fault, method="sendMessage")
    result = await sender.send(message())
    assert sends(api) == []
    if isinstance(result, RetryAt):
        result = RetryAt(after=timedelta(seconds=round(result.after.total_seconds())), reason=result.reason)
    assert result == outcome


async def test_refused_connection_proves_not_sent() -> None:
    async with LocalBotApi() as api:
        address = api.base_url
    bot = build_bot(api.token, api_base_url=address)
    clock = Clock()
    sender = TelegramSender(bot, Pace(clock, limit_opened=True), clock)
    results = [await sender.send(message()) for _ in range(3)]
    await bot.request.shutdown()
    assert results == [RetryAt(after=timedelta(seconds=n), reason=Reason.NO_CONNECTION) for n in (1, 2, 4)]


async def test_server_that_hung_up_meanwhile_proves_nothing() -> None:
    async with LocalBotApi() as api:
        api.phone(ANA).start()
        bot = build_bot(api.token, api_base_url=api.base_url)
        clock = Clock()
        sender = TelegramSender(bot, Pace(clock, limit_opened=True), clock)
        await id_of(sender, message())
    result = await sender.send(message())
    await bot.request.shutdown()
    assert result == Unknown(reason=Reason.CONNECTION_LOST)


async def test_wrong_token_keeps_the_message(api: LocalBotApi, phone: Phone) -> None:
    bot = build_bot("42:of-somebody-else", api_base_url=api.base_url)
    sender = TelegramSender(bot, Pace(Clock(), limit_opened=True), Clock())
    result = await sender.send(message())
    await bot.request.shutdown()
    assert result == RetryAt(after=timedelta(seconds=1), reason=Reason.WRONG_TOKEN)


async def test_unreachable_people_are_gone_for_good(api: LocalBotApi, sender: TelegramSender, phone: Phone) -> None:
    api.phone(502)
    nobody, stranger = await sender.send(message(chat_id=999)), await sender.send(message(chat_id=502))
    phone.block()
    blocked = await sender.send(message())
    api.world.users[ANA].deleted = True
    deleted = await sender.send(message())
    reasons = [result.reason for result in (nobody, stranger, blocked, deleted) if isinstance(result, GoneForGood)]
    assert reasons == [Reason.NO_CHAT, Reason.NEVER_STARTED, Reason.BLOCKED, Reason.DEACTIVATED]


async def test_moved_group_tells_its_new_address(api: LocalBotApi, sender: TelegramSender) -> None:
    api.world.group(-700, title="Staff", members=(ANA,), upgraded_to=-100700)
    assert await sender.send(message(chat_id=-700)) == Moved(chat_id=ChatId(-100700))


async def test_refused_chat_is_not_asked_again_meanwhile(api: LocalBotApi, bot: Bot, phone: Phone) -> None:
    sender = TelegramSender(bot, Pace(Clock()), Clock())
    api.faults.next(Fault.flood(30), method="sendMessage")
    first, second = await sender.send(message()), await sender.send(message(lane=Lane.GUIDANCE))
    assert len(api.faults.happened) == 1
    assert isinstance(first, RetryAt)
    assert isinstance(second, RetryAt)
    assert timedelta(seconds=29) < second.after <= timedelta(seconds=30)


async def test_burst_at_telegrams_limit_gets_no_429(api: LocalBotApi, bot: Bot) -> None:
    api.limit(RateLimit())
    for chat in range(1, 61):
        api.phone(chat).start()
    sender = TelegramSender(bot, Pace(Clock()), Clock())
    lanes = [Lane.GUIDANCE, Lane.ALERT, Lane.ANSWER, Lane.REMINDER, Lane.DIGEST]
    results = await asyncio.gather(
        *(sender.send(message(chat_id=chat, lane=lanes[chat % 5])) for chat in range(1, 61)),
    )
    assert all(isinstance(result, Sent) for result in results)
    assert len(sends(api)) == 60


async def test_log_holds_ids_and_no_text(
    api: LocalBotApi, sender: TelegramSender, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    for fault in (Fault.page(), Fault.cut(), Fault.gateway(502), Fault.reset_after()):
        api.faults.next(fault, method="sendMessage")
        await sender.send(message("Your seizure note.", key="u7.0"))
    printed = capsys.readouterr()
    everything = printed.out + printed.err + caplog.text
    assert "u7.0" in everything
    assert "seizure" not in everything
    assert api.token not in everything
