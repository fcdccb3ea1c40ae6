"""chat/outcomes: what python-telegram-bot raised, as what is known about the message.

Belongs here: every class of telegram.error and its cause chain → SendResult, in fixed words.
Not here: making the call (sender.py), how long a 429 stops whom (pace.py).

    refused before it counted    429, 5xx JSON, 421, no connection was made, wrong token     → RetryAt
    may have been taken          time-out, reset, cut or foreign answer, 502/504, "restart"   → Unknown
    refused for good             400, 413: this call · 403, "chat not found": this chat       → Rejected, GoneForGood

Why 502 and 504 are unknown: a gateway says them about a server behind it that may have had the request. So are all
5xx that are not Telegram's JSON. Why "restart" is unknown: the Bot API server says it for calls that were under way
when it closed. Other 5xx JSON is the server's own word that it did not do it.

What a broken connection proves: aiohttp's error stands in the chain of causes (transport.py), and only that one counts.
With PTB's own transport it is httpx's; with aiohttp under httpx nearly everything, also a reset *after* the server had
the request, arrives as TimedOut caused by httpx.ConnectTimeout. So httpx's classes count only where aiohttp has none.

A reason never holds Telegram's text: that can quote what we wrote.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from enum import StrEnum

import aiohttp
import httpx
from telegram import error as tg

from bot.ids import ChatId
from bot.sending import GoneForGood, Moved, Rejected, RetryAt, SendResult, Sent, Unknown


class Reason(StrEnum):
    """The fixed words that reach the counts, the log and the database."""

    TOO_MANY = "too many requests"
    NO_CONNECTION = "no connection"
    SERVER_TROUBLE = "server trouble"
    WRONG_TOKEN = "wrong token"
    NOT_FOUND = "not found"
    NOT_TELEGRAM = "not telegram"
    CONFLICT = "conflict"
    TIMED_OUT = "timed out"
    CONNECTION_LOST = "connection lost"
    GATEWAY = "gateway trouble"
    RESTARTING = "server restarting"
    UNREADABLE = "unreadable answer"
    BLOCKED = "blocked"
    DEACTIVATED = "account deleted"
    NEVER_STARTED = "never started"
    REMOVED = "removed from chat"
    FORBIDDEN = "forbidden"
    NO_CHAT = "chat not found"
    MESSAGE_GONE = "message gone"
    TAP_TOO_OLD = "tap too old"
    TOO_LARGE = "too large"
    BAD_MARKUP = "bad markup"
    BAD_CALL = "bad request"


_NEVER_CONNECTED_AIOHTTP = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)
_NEVER_CONNECTED_HTTPX = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)

_GONE = (
    ("deactivated", Reason.DEACTIVATED),
    ("blocked", Reason.BLOCKED),
    ("initiate conversation", Reason.NEVER_STARTED),
    ("kicked", Reason.REMOVED),
    ("not a member", Reason.REMOVED),
    ("was deleted", Reason.REMOVED),
    ("upgraded to a supergroup", Reason.REMOVED),
    ("have no rights to send", Reason.REMOVED),
    ("chat_write_forbidden", Reason.REMOVED),
    ("chat not found", Reason.NO_CHAT),
    ("user not found", Reason.NO_CHAT),
    ("peer_id_invalid", Reason.NO_CHAT),
)
_REJECTED = (
    ("message to edit not found", Reason.MESSAGE_GONE),
    ("message can't be edited", Reason.MESSAGE_GONE),
    ("message not found", Reason.MESSAGE_GONE),
    ("message_id_invalid", Reason.MESSAGE_GONE),
    ("message to delete not found", Reason.MESSAGE_GONE),
    ("message can't be deleted", Reason.MESSAGE_GONE),
    ("message to pin not found", Reason.MESSAGE_GONE),
    ("message to be replied not found", Reason.MESSAGE_GONE),
    ("query is too old", Reason.TAP_TOO_OLD),
    ("query id is invalid", Reason.TAP_TOO_OLD),
    ("too long", Reason.TOO_LARGE),
    ("too big", Reason.TOO_LARGE),
    ("too large", Reason.TOO_LARGE),
    ("can't parse", Reason.BAD_MARKUP),
    ("unsupported parse_mode", Reason.BAD_MARKUP),
    ("button", Reason.BAD_MARKUP),
)


def is_flood(error: tg.TelegramError) -> bool:
    """Telegram said 429, with or without a number of seconds."""
    return isinstance(error, tg.RetryAfter) or (
        type(error) is tg.NetworkError
        and "too many requests" in error.message.lower()
        and _foreign_status(error) in (None, 429)
        and not _transport_failed(error)
    )


def asked_wait(error: tg.TelegramError) -> timedelta | None:
    """The wait that a 429 asks for, in its parameters or at least in its words; None where it does not say."""
    if isinstance(error, tg.RetryAfter):
        return error._retry_after
    found = re.search(r"retry after (\d{1,6})\b", error.message, re.IGNORECASE) if is_flood(error) else None
    return timedelta(seconds=int(found[1])) if found else None


def outcome_of(error: tg.TelegramError, *, wait: timedelta) -> SendResult:
    """What is known about a call that ended in `error`. `wait`: for a RetryAt that Telegram gives no time for."""
    if is_flood(error):
        return RetryAt(after=asked_wait(error) or wait, reason=Reason.TOO_MANY)
    if isinstance(error, tg.EndPointNotFound) and isinstance(error.__cause__, tg.InvalidToken):
        error = error.__cause__  # it has the server's own words
    status = _foreign_status(error)
    if status is not None:
        return _foreign(status, wait)
    for kind in type(error).__mro__:
        if kind in MAPPED:
            return MAPPED[kind](error, wait)
    return Unknown(reason=Reason.UNREADABLE)


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause = error.__cause__
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _transport_failed(error: tg.TelegramError) -> bool:
    """There was no answer at all: something other than an answer stands behind `error`."""
    return error.__cause__ is not None and not isinstance(error.__cause__, tg.TelegramError)


def _never_connected(error: tg.TelegramError) -> bool:
    causes = tuple(_causes(error))
    deciding = tuple(cause for cause in causes if isinstance(cause, aiohttp.ClientError))
    if deciding:
        return any(isinstance(cause, _NEVER_CONNECTED_AIOHTTP) for cause in deciding)
    return any(isinstance(cause, _NEVER_CONNECTED_HTTPX) for cause in causes)


def _foreign_status(error: tg.TelegramError) -> int | None:
    """The HTTP status of an answer that was no JSON, so not from the Bot API: a gateway, a portal, a firewall."""
    if not isinstance(error.__cause__, tg.TelegramError):
        return None
    found = re.match(r"[^(]*\((\d{3})\)", error.message)
    return int(found[1]) if found else None


def _foreign(status: int, wait: timedelta) -> SendResult:
    if status == 413:
        return Rejected(reason=Reason.TOO_LARGE)
    if status == 400:
        return Rejected(reason=Reason.BAD_CALL)
    if status >= 500:
        return Unknown(reason=Reason.GATEWAY)
    return RetryAt(after=wait, reason=Reason.NOT_TELEGRAM)


def _word(error: tg.TelegramError, words: tuple[tuple[str, Reason], ...]) -> Reason | None:
    said = error.message.lower()
    return next((reason for part, reason in words if part in said), None)


def _forbidden(error: tg.TelegramError, wait: timedelta) -> SendResult:
    return GoneForGood(reason=_word(error, _GONE) or Reason.FORBIDDEN)


def _bad_request(error: tg.TelegramError, wait: timedelta) -> SendResult:
    if "message is not modified" in error.message.lower():
        return Sent()
    gone = _word(error, _GONE)
    if gone is not None:
        return GoneForGood(reason=gone)
    return Rejected(reason=_word(error, _REJECTED) or Reason.BAD_CALL)


def _network(error: tg.TelegramError, wait: timedelta) -> SendResult:
    if _transport_failed(error):
        if _never_connected(error):
            return RetryAt(after=wait, reason=Reason.NO_CONNECTION)
        return Unknown(reason=Reason.CONNECTION_LOST)
    said = error.message.lower()
    if "too large" in said or "too big" in said:
        return Rejected(reason=Reason.TOO_LARGE)
    if "bad gateway" in said or "gateway time" in said:
        return Unknown(reason=Reason.GATEWAY)
    if "not implemented" in said:
        return Rejected(reason=Reason.BAD_CALL)
    if "restart" in said:
        return Unknown(reason=Reason.RESTARTING)
    return RetryAt(after=wait, reason=Reason.SERVER_TROUBLE)


def _timed_out(error: tg.TelegramError, wait: timedelta) -> SendResult:
    if _never_connected(error):
        return RetryAt(after=wait, reason=Reason.NO_CONNECTION)
    of_aiohttp = [cause for cause in _causes(error) if isinstance(cause, aiohttp.ClientError)]
    lost = of_aiohttp and not any(isinstance(cause, aiohttp.ServerTimeoutError) for cause in of_aiohttp)
    return Unknown(reason=Reason.CONNECTION_LOST if lost else Reason.TIMED_OUT)


def _token(error: tg.TelegramError, wait: timedelta) -> SendResult:
    """401 and 404. The programme's token is wrong or was revoked: the messages are kept until it is mended."""
    said = error.message.lower()
    if "method not found" in said:
        return Rejected(reason=Reason.BAD_CALL)
    if "not found" in said:
        return RetryAt(after=wait, reason=Reason.NOT_FOUND)
    return RetryAt(after=wait, reason=Reason.WRONG_TOKEN)


def _migrated(error: tg.TelegramError, wait: timedelta) -> SendResult:
    assert isinstance(error, tg.ChatMigrated)
    return Moved(chat_id=ChatId(error.new_chat_id))


MAPPED: dict[type[BaseException], Callable[[tg.TelegramError, timedelta], SendResult]] = {
    tg.RetryAfter: lambda error, wait: RetryAt(after=asked_wait(error) or wait, reason=Reason.TOO_MANY),
    tg.Forbidden: _forbidden,
    tg.BadRequest: _bad_request,
    tg.ChatMigrated: _migrated,
    tg.TimedOut: _timed_out,
    tg.NetworkError: _network,
    tg.InvalidToken: _token,
    tg.EndPointNotFound: _token,
    tg.Conflict: lambda error, wait: RetryAt(after=wait, reason=Reason.CONFLICT),
    tg.PassportDecryptionError: lambda error, wait: Rejected(reason=Reason.BAD_CALL),
    tg.TelegramError: lambda error, wait: Unknown(reason=Reason.UNREADABLE),
}
"""Every class of telegram.error by name; a test walks the module and fails on one that is missing here."""
