"""methods_updates: getUpdates and webhooks, as far as they are requests.

Belongs here: fetching and the rules between polling and webhook. Not here: the queue (updates.py), the carrier
(webhook.py).
"""

import asyncio
import re
from typing import Any
from urllib.parse import urlsplit

from bot.demo.botapi import refusals
from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.refusals import Refused
from bot.demo.botapi.webhook import Webhook
from bot.demo.botapi.world import World

MAX_HOLD = 50
"""Seconds a getUpdates is held at most. Source: the public sources of the Bot API server."""

_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_PORTS = (80, 88, 443, 8443)
"""Where the real server calls. Source: the Bot API's description of setWebhook."""


async def get_updates(world: World, webhook: Webhook, given: Arguments) -> Any:
    """getUpdates: held until something arises or the time is over.

    Raises: Refused with 409 when a webhook stands, or when another getUpdates ended this one.
    """
    if webhook.url:
        raise Refused(refusals.WEBHOOK_ACTIVE)
    queue = world.updates
    queue.end_poll(refusals.OTHER_GET_UPDATES)
    if "allowed_updates" in given.values:
        asked = given.json("allowed_updates")
        queue.allow([str(kind) for kind in asked] if isinstance(asked, list) else [])
    queue.confirm(given.integer("offset"))
    limit = min(max(given.integer("limit", 100), 1), 100)
    deadline = asyncio.get_running_loop().time() + min(max(given.integer("timeout"), 0), MAX_HOLD)
    while not (found := queue.waiting(limit)):
        left = deadline - asyncio.get_running_loop().time()
        if left <= 0 or webhook.closing:
            break
        await queue.hold(left)
    return [update.json() for update in found]


async def set_webhook(world: World, webhook: Webhook, given: Arguments) -> Any:
    """setWebhook; an empty url takes it away. On this machine plain http and any port are allowed."""
    url = given.text("url").strip()
    if url:
        _check(url, given.text("secret_token"))
    if "allowed_updates" in given.values:
        asked = given.json("allowed_updates")
        world.updates.allow([str(kind) for kind in asked] if isinstance(asked, list) else [])
    if given.flag("drop_pending_updates"):
        world.updates.drop_all()
    world.updates.end_poll(refusals.TERMINATED_BY_WEBHOOK)
    webhook.set(url, secret=given.text("secret_token"), most_at_once=given.integer("max_connections", 40))
    return True


def _check(url: str, secret: str) -> None:
    parts = urlsplit(url)
    here = parts.hostname in ("127.0.0.1", "localhost")
    if parts.scheme != "https" and not here:
        raise Refused(refusals.WEBHOOK_NEEDS_HTTPS)
    if (parts.port or 443) not in _PORTS and not here:
        raise Refused(refusals.WEBHOOK_PORT)
    if not _SECRET.fullmatch(secret):
        raise Refused(refusals.WEBHOOK_SECRET)


async def delete_webhook(world: World, webhook: Webhook, given: Arguments) -> Any:
    """deleteWebhook."""
    if given.flag("drop_pending_updates"):
        world.updates.drop_all()
    webhook.set("", secret="", most_at_once=40)
    return True


async def get_webhook_info(world: World, webhook: Webhook, given: Arguments) -> Any:
    """getWebhookInfo."""
    info: dict[str, Any] = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting(10**9)),
    }
    if webhook.url:
        info |= {"max_connections": webhook.most_at_once, "ip_address": "127.0.0.1"}
    if webhook.last_error:
        info |= {"last_error_date": int(world.now().timestamp()), "last_error_message": webhook.last_error}
    if world.updates.allowed:
        info["allowed_updates"] = list(world.updates.allowed)
    return info
