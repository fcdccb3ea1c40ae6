"""web/second_way: the carriers of short notices: a mail server and a webhook.

Belongs here: SMTP and HTTP, and what their answers prove, in fixed words. Not here: what is told and when it is tried
again (escalation/second_way.py), where the addresses come from (settings.py).
"""

import asyncio
import hashlib
import hmac
import json
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

import httpx

from bot.escalation.policy import Way
from bot.escalation.second_way import Carrier, NotCarried, ShortNotice

SECONDS = 20.0
"""How long the other side may take. Less than the lease of a claim."""
SMTP_PORT, SMTPS_PORT = 587, 465
"""Sources: RFC 6409 (submission), RFC 8314 (submission with implicit TLS)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailer:
    """Sends by the server in `url`: smtps://user:password@host:465 (TLS from the start) or smtp://user:password@host:587
    (STARTTLS; without it only where no password is sent)."""

    url: str
    sender: str
    receivers: tuple[str, ...]

    async def carry(self, notice: ShortNotice) -> NotCarried | None:
        """One message to all receivers; None: the server took it for every one of them."""
        try:
            refused = await asyncio.to_thread(self._send, _message(notice, self.sender, self.receivers))
        except smtplib.SMTPAuthenticationError:
            return NotCarried(reason="mail: name or password refused")
        except smtplib.SMTPRecipientsRefused:
            return NotCarried(reason="mail: all receivers refused")
        except smtplib.SMTPNotSupportedError:
            return NotCarried(reason="mail: no encryption offered")
        except smtplib.SMTPException:
            return NotCarried(reason="mail: refused by the server")
        except (OSError, TimeoutError):
            return NotCarried(reason="mail: server not reached")
        return NotCarried(reason="mail: a receiver refused") if refused else None

    def _send(self, message: EmailMessage) -> Mapping[str, object]:
        """In a thread: smtplib waits."""
        read = urlsplit(self.url)
        host = read.hostname or ""
        user, password = unquote(read.username or ""), unquote(read.password or "")
        context = ssl.create_default_context()
        if read.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, read.port or SMTPS_PORT, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, read.port or SMTP_PORT, timeout=SECONDS)
        with server:
            server.ehlo()
            if read.scheme == "smtp" and (server.has_extn("starttls") or user):
                server.starttls(context=context)
                server.ehlo()
            if user:
                server.login(user, password)
            return server.send_message(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """Posts JSON to `url`, with an HMAC-SHA-256 over the body in X-Taperline-Signature where there is a `secret`."""

    url: str
    secret: str | None = None

    async def carry(self, notice: ShortNotice) -> NotCarried | None:
        """None: the other side answered with 2xx."""
        body = json.dumps(
            {
                "id": notice.id,
                "kind": "alert" if notice.tier else "test",
                "case": notice.case,
                "tier": notice.tier,
                "at": notice.at.isoformat(),
                "link": notice.link,
            }
        ).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": notice.id}
        if self.secret:
            signature = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
            headers["X-Taperline-Signature"] = f"sha256={signature}"
        try:
            async with httpx.AsyncClient(timeout=SECONDS, follow_redirects=False) as client:
                answer = await client.post(self.url, content=body, headers=headers)
        except (httpx.HTTPError, OSError):
            return NotCarried(reason="webhook: not reached")
        return None if answer.is_success else NotCarried(reason=f"webhook: answered {answer.status_code}")


def carriers(*, mail: Mailer | None, hook: Hook | None) -> Mapping[Way, Carrier]:
    """Those that are set up."""
    found: dict[Way, Carrier] = {}
    if mail is not None:
        found[Way.EMAIL] = mail
    if hook is not None:
        found[Way.WEBHOOK] = hook
    return found


def _message(notice: ShortNotice, sender: str, receivers: tuple[str, ...]) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = notice.title
    message["From"] = sender
    message["To"] = ", ".join(receivers)
    message["Date"] = format_datetime(notice.at)
    message["Message-ID"] = f"<{notice.id.replace(':', '.')}@{sender.rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"{notice.title}\n\n{notice.body}\n")
    return message
