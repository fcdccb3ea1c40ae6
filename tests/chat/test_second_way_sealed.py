"""E-mail to a real mail server (aiosmtpd) that wants encryption and a password, as those of hospitals do."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from bot.escalation.second_way import NotCarried, ShortNotice
from bot.web.second_way import Mailer

NOTICE = ShortNotice(
    id="alert:7:0:email",
    title="🔴 Emergency · case 0042 · 14:03",
    body="Read on in the chat: https://t.me/taperline_bot",
    case="0042",
    tier="emergency",
    at=datetime(2026, 12, 1, 20, 3, tzinfo=UTC),
    link="https://t.me/taperline_bot",
)


pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
"""The server does not know that its connection was sealed before it began to speak."""


class Taken:
    """What the server took."""

    def __init__(self) -> None:
        self.messages: list[Any] = []
        self.sealed: list[bool] = []

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        assert server.transport is not None
        self.sealed.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 taken"


def _knows(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"bot@clinic", b"s3cret/")
    return AuthResult(success=good, handled=good)


@asynccontextmanager
async def server(context: ssl.SSLContext, *, from_the_start: bool) -> AsyncIterator[tuple[int, Taken]]:
    """Listens on a free port of this computer until the block ends."""
    taken, loop = Taken(), asyncio.get_running_loop()

    def speaks() -> SMTP:
        return SMTP(
            taken,
            authenticator=_knows,
            auth_required=True,
            auth_require_tls=not from_the_start,
            tls_context=None if from_the_start else context,
            require_starttls=not from_the_start,
            loop=loop,
        )

    listening = await loop.create_server(speaks, "localhost", 0, ssl=context if from_the_start else None)
    try:
        yield listening.sockets[0].getsockname()[1], taken
    finally:
        listening.close()


@pytest.fixture
def certified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for localhost by an authority that this process trusts."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return context


def mailer(scheme: str, port: int, password: str = "s3cret%2F") -> Mailer:
    url = f"{scheme}://bot%40clinic:{password}@localhost:{port}"
    return Mailer(url=url, sender="bot@clinic.example", receivers=("on@call.example",))


@pytest.mark.parametrize(("scheme", "from_the_start"), [("smtps", True), ("smtp", False)], ids=["TLS", "STARTTLS"])
async def test_a_server_with_encryption_and_password_takes_it(
    certified: ssl.SSLContext, scheme: str, from_the_start: bool
) -> None:
    async with server(certified, from_the_start=from_the_start) as (port, taken):
        assert await mailer(scheme, port).carry(NOTICE) is None

    (message,) = taken.messages
    assert message["Subject"] == NOTICE.title
    assert taken.sealed == [True]


async def test_a_wrong_password_is_said_in_fixed_words(certified: ssl.SSLContext) -> None:
    async with server(certified, from_the_start=False) as (port, taken):
        result = await mailer("smtp", port, "wrong").carry(NOTICE)

    assert result == NotCarried(reason="mail: name or password refused")
    assert taken.messages == []


async def test_no_password_goes_to_a_server_nobody_vouches_for(
    certified: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    async with server(certified, from_the_start=True) as (port, taken):
        result = await mailer("smtps", port).carry(NOTICE)

    assert result == NotCarried(reason="mail: server not reached")
    assert taken.messages == []
