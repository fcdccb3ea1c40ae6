"""conftest: one Chromium for a module of browser tests, and pages in it that notice every complaint of the browser."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZE = (1366, 768)

OpenPage = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        await started.close()


@asynccontextmanager
async def page_at(browser: Browser, address: str, *, size: tuple[int, int] = SIZE, **more: Any) -> AsyncIterator[Page]:
    """The page at `address` with both chats loaded. Leaving asserts that the browser had nothing to complain about."""
    width, height = size
    context = await browser.new_context(
        viewport={"width": width, "height": height}, permissions=["clipboard-read", "clipboard-write"], **more
    )
    context.set_default_timeout(10_000)
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    page.on("request", lambda request: complaints.append(request.url) if not at_home(request.url, address) else None)
    await page.goto(address)
    await page.locator("[data-user] .log").first.wait_for()
    await page.locator(".list[aria-live=polite]").nth(1).wait_for(state="attached")
    yield page
    await context.close()
    assert complaints == []


def at_home(url: str, address: str) -> bool:
    """Whether the request stays on this computer's own page."""
    return url.startswith((address, f"blob:{address}", "data:"))
