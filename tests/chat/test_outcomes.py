"""Outcomes: every error of python-telegram-bot has a meaning, and "not sent" is only said where it is proven."""

import inspect
from datetime import timedelta

import aiohttp
import httpx
import pytest
from telegram import error as tg

from bot.chat.outcomes import MAPPED, Reason, asked_wait, is_flood, outcome_of
from bot.ids import ChatId
from bot.sending import GoneForGood, Moved, Rejected, RetryAt, SendResult, Sent, Unknown

WAIT = timedelta(seconds=4)
NOT_JSON = tg.TelegramError("Invalid server response")


def after(error: tg.TelegramError, *causes: BaseException) -> SendResult:
    """The outcome of `error`, caused by the first of `causes`, which was caused by the next …"""
    caught: BaseException = error
    for cause in causes:
        caught.__cause__ = cause
        caught = cause
    return outcome_of(error, wait=WAIT)


def disconnected() -> aiohttp.ClientError:
    return aiohttp.ServerDisconnectedError()


def never_connected() -> aiohttp.ClientError:
    key = aiohttp.client_reqrep.ConnectionKey("localhost", 1, False, True, None, None, None)
    return aiohttp.ClientConnectorError(key, OSError(111, "refused"))


def test_every_class_of_telegram_errors_is_mapped() -> None:
    raised = {one for _, one in inspect.getmembers(tg, inspect.isclass) if issubclass(one, tg.TelegramError)}
    assert raised == set(MAPPED)


def test_unknown_kinds_of_errors_are_unknown_outcomes() -> None:
    class Tomorrow(tg.TelegramError):
        """What a later release may raise."""

    assert after(Tomorrow("something new")) == Unknown(reason=Reason.UNREADABLE)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (tg.RetryAfter(7), RetryAt(after=timedelta(seconds=7), reason=Reason.TOO_MANY)),
        (tg.NetworkError("Too Many Requests"), RetryAt(after=WAIT, reason=Reason.TOO_MANY)),
        (tg.NetworkError("Internal Server Error"), RetryAt(after=WAIT, reason=Reason.SERVER_TROUBLE)),
        (tg.NetworkError("Misdirected Request"), RetryAt(after=WAIT, reason=Reason.SERVER_TROUBLE)),
        (tg.NetworkError("Internal Server Error: restart"), Unknown(reason=Reason.RESTARTING)),
        (tg.NetworkError("Bad Gateway"), Unknown(reason=Reason.GATEWAY)),
        (tg.NetworkError("Request Entity Too Large"), Rejected(reason=Reason.TOO_LARGE)),
        (tg.InvalidToken("Unauthorized"), RetryAt(after=WAIT, reason=Reason.WRONG_TOKEN)),
        (tg.InvalidToken("Not Found"), RetryAt(after=WAIT, reason=Reason.NOT_FOUND)),
        (tg.InvalidToken("Not Found: method not found"), Rejected(reason=Reason.BAD_CALL)),
        (tg.EndPointNotFound("Endpoint 'x' not found in Bot API"), RetryAt(after=WAIT, reason=Reason.NOT_FOUND)),
        (tg.Conflict("Conflict: terminated"), RetryAt(after=WAIT, reason=Reason.CONFLICT)),
        (tg.TelegramError("Invalid server response"), Unknown(reason=Reason.UNREADABLE)),
        (tg.ChatMigrated(-100123), Moved(chat_id=ChatId(-100123))),
        (tg.PassportDecryptionError("x"), Rejected(reason=Reason.BAD_CALL)),
    ],
)
def test_answers_that_are_no_refusal_of_content(error: tg.TelegramError, outcome: SendResult) -> None:
    assert after(error) == outcome


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (tg.Forbidden("Forbidden: bot was blocked by the user"), Reason.BLOCKED),
        (tg.Forbidden("Forbidden: user is deactivated"), Reason.DEACTIVATED),
        (tg.Forbidden("Forbidden: bot can't initiate conversation with a user"), Reason.NEVER_STARTED),
        (tg.Forbidden("Forbidden: bot was kicked from the group chat"), Reason.REMOVED),
        (tg.Forbidden("Forbidden: bot is not a member of the group chat"), Reason.REMOVED),
        (tg.Forbidden("Forbidden: something of next year"), Reason.FORBIDDEN),
        (tg.BadRequest("Bad Request: chat not found"), Reason.NO_CHAT),
        (tg.BadRequest("Bad Request: user not found"), Reason.NO_CHAT),
        (tg.BadRequest("Bad Request: PEER_ID_INVALID"), Reason.NO_CHAT),
        (tg.BadRequest("Bad Request: group chat was upgraded to a supergroup chat"), Reason.REMOVED),
        (tg.BadRequest("Bad Request: INPUT_USER_DEACTIVATED"), Reason.DEACTIVATED),
    ],
)
def test_unreachable_chats_are_gone_for_good(error: tg.TelegramError, reason: Reason) -> None:
    assert after(error) == GoneForGood(reason=reason)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("message to edit not found", Reason.MESSAGE_GONE),
        ("message can't be edited", Reason.MESSAGE_GONE),
        ("MESSAGE_ID_INVALID", Reason.MESSAGE_GONE),
        ("message to delete not found", Reason.MESSAGE_GONE),
        ("query is too old and response timeout expired or query ID is invalid", Reason.TAP_TOO_OLD),
        ("message is too long", Reason.TOO_LARGE),
        ("reply markup is too long", Reason.TOO_LARGE),
        ("can't parse entities: Can't find end of Italic entity at byte offset 9", Reason.BAD_MARKUP),
        ("BUTTON_DATA_INVALID", Reason.BAD_MARKUP),
        ("unsupported parse_mode", Reason.BAD_MARKUP),
        ("message text is empty", Reason.BAD_CALL),
    ],
)
def test_refused_calls_are_rejected_in_our_words(said: str, reason: Reason) -> None:
    assert after(tg.BadRequest(f"Bad Request: {said}")) == Rejected(reason=reason)


def test_unchanged_message_counts_as_sent() -> None:
    assert after(tg.BadRequest("Bad Request: message is not modified: specified new message content …")) == Sent()


@pytest.mark.parametrize(
    "causes",
    [
        (httpx.ConnectTimeout(""), never_connected()),
        (httpx.TimeoutException(""), aiohttp.ConnectionTimeoutError()),
        (httpx.ConnectTimeout(""),),
        (httpx.PoolTimeout(""),),
    ],
)
def test_not_sent_is_proven_by_connecting_errors(causes: tuple[BaseException, ...]) -> None:
    assert after(tg.TimedOut(), *causes) == RetryAt(after=WAIT, reason=Reason.NO_CONNECTION)


def test_refused_connection_of_default_transport_is_not_sent() -> None:
    refused = httpx.ConnectError("")
    assert after(tg.NetworkError("x"), refused) == RetryAt(after=WAIT, reason=Reason.NO_CONNECTION)


@pytest.mark.parametrize(
    ("causes", "reason"),
    [
        ((httpx.ConnectTimeout(""), disconnected()), Reason.CONNECTION_LOST),
        ((httpx.ConnectTimeout(""), aiohttp.ClientOSError(104, "reset")), Reason.CONNECTION_LOST),
        ((httpx.ReadTimeout(""), aiohttp.SocketTimeoutError()), Reason.TIMED_OUT),
        ((httpx.ReadTimeout(""),), Reason.TIMED_OUT),
        ((), Reason.TIMED_OUT),
    ],
)
def test_lost_or_late_answers_prove_nothing(causes: tuple[BaseException, ...], reason: Reason) -> None:
    assert after(tg.TimedOut(), *causes) == Unknown(reason=reason)


@pytest.mark.parametrize(
    "causes",
    [
        (httpx.ReadError(""), aiohttp.ClientPayloadError()),
        (httpx.ReadError(""),),
        (httpx.RemoteProtocolError(""),),
        (RuntimeError("Too many requests"),),
    ],
)
def test_broken_answers_are_unknown(causes: tuple[BaseException, ...]) -> None:
    assert after(tg.NetworkError("Too many requests, said nobody"), *causes) == Unknown(reason=Reason.CONNECTION_LOST)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (tg.NetworkError("Bad Gateway (502). Parsing …"), Unknown(reason=Reason.GATEWAY)),
        (tg.NetworkError("Gateway Timeout (504). Parsing …"), Unknown(reason=Reason.GATEWAY)),
        (tg.NetworkError("Internal Server Error (500). Parsing …"), Unknown(reason=Reason.GATEWAY)),
        (tg.NetworkError("Request Entity Too Large (413). Parsing …"), Rejected(reason=Reason.TOO_LARGE)),
        (tg.NetworkError("Too Many Requests (429). Parsing …"), RetryAt(after=WAIT, reason=Reason.TOO_MANY)),
        (tg.BadRequest("Bad Request (400). Parsing …"), Rejected(reason=Reason.BAD_CALL)),
        (tg.Forbidden("Forbidden (403). Parsing … blocked"), RetryAt(after=WAIT, reason=Reason.NOT_TELEGRAM)),
        (tg.InvalidToken("Not Found (404). Parsing …"), RetryAt(after=WAIT, reason=Reason.NOT_TELEGRAM)),
        (tg.NetworkError("Found (302). Parsing …"), RetryAt(after=WAIT, reason=Reason.NOT_TELEGRAM)),
    ],
)
def test_pages_of_gateways_are_not_telegrams_word(error: tg.TelegramError, outcome: SendResult) -> None:
    assert after(error, NOT_JSON) == outcome


def test_wait_is_read_from_words_if_need_be() -> None:
    error = tg.NetworkError("Too Many Requests: retry after 11")
    assert is_flood(error)
    assert asked_wait(error) == timedelta(seconds=11)


def test_reasons_never_quote_what_telegram_said() -> None:
    outcome = after(tg.BadRequest("Bad Request: can't parse entities: <b>lorazepam 1 mg"))
    assert isinstance(outcome, Rejected)
    assert outcome.reason in set(Reason)
