"""The demo as a visitor meets it: the real program on its stage, the real page in a browser."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import structlog
from playwright.async_api import Browser, Locator, Page, expect

from bot import logs
from bot.demo.composed import staged
from bot.demo.stage import Stage
from tests.browser.conftest import page_at

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def stage() -> AsyncIterator[Stage]:
    logs.set_up(quiet=True)  # the column of decisions is made of its lines
    async with staged(port=0) as playing:
        yield playing
    structlog.reset_defaults()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, stage: Stage) -> AsyncIterator[Page]:
    async with page_at(browser, f"{stage.api.base_url}/") as opened:
        yield opened


def phones(page: Page) -> tuple[Locator, Locator]:
    """Ana's and Dana's."""
    return page.locator(".phone").nth(0), page.locator(".phone").nth(1)


async def tap(phone: Locator, label: str) -> None:
    await phone.get_by_role("button", name=re.compile(rf"^{re.escape(label)}\b")).last.click()


async def say(phone: Locator, words: str) -> None:
    box = phone.get_by_role("textbox")
    await box.fill(words)
    await box.press("Enter")


async def begin(page: Page, title: str) -> None:
    await page.locator(".scenario").filter(has_text=title).click()
    await expect(page.locator("#controls")).to_have_attribute("aria-busy", "false")
    await expect(page.locator(".scenario[aria-current]")).to_contain_text(title)


async def test_within_a_minute_a_dose_a_checkin_and_a_cry_are_answered(page: Page) -> None:
    ana, dana = phones(page)
    await tap(page.locator("#controls"), "Next event 08:00 A dose reminder")
    await tap(ana, "Show")
    await expect(ana.get_by_text("20 mg").last).to_be_visible()
    await tap(ana, "Taken")
    await expect(ana.locator(".message").last).to_contain_text("8:00")
    await tap(ana, "Check in")
    for answer in ("None of these", "0 none", "No", "Well", "0 none", "Good", "Done"):  # seven taps and no more
        await tap(ana, answer)
    await expect(ana.get_by_text("Saved for Dana.")).to_be_visible()
    await say(ana, "i keep seeing bugs on the wall")
    await expect(ana.get_by_text("Call 911 now.").first).to_be_visible()
    await tap(dana, "Acknowledge")
    await expect(ana.get_by_text("D. read this at 8:00.")).to_be_visible()
    decided = page.get_by_role("log", name="Decisions").get_by_role("listitem")
    await expect(decided.filter(has_text="emergency").first).to_contain_text("hallucination")
    await expect(decided.filter(has_text="Acknowledged")).to_have_count(1)


async def test_the_first_day_is_a_link_that_becomes_a_reminder(page: Page) -> None:
    await begin(page, "First day")
    ana, _ = phones(page)
    await tap(ana, "START")
    for answer in ("English", "Yes", "Yes, start", "Yes, share", "United States", "Chicago", "9:00", "I see it"):
        await tap(ana, answer)
    await expect(ana.get_by_text("All set.")).to_be_visible()
    await tap(page.locator("#controls"), "+1 day")
    await expect(ana.get_by_text("8:00 is due.").first).to_be_visible()


@pytest.mark.parametrize(
    ("title", "moves", "there"),
    [("Step day", 1, "The amount has changed."), ("Missed doses", 1, "8:00 is due."), ("Aftercare week", 1, "8:00")],
)
async def test_each_scenario_plays_on_from_where_it_begins(page: Page, title: str, moves: int, there: str) -> None:
    await begin(page, title)
    ana, _ = phones(page)
    for _ in range(moves):
        await page.locator(".next").click()
        await expect(page.locator("#controls")).to_have_attribute("aria-busy", "false")
    await expect(ana.get_by_text(there).first).to_be_visible()


async def test_a_page_left_open_finds_the_demo_again_after_a_restart(browser: Browser, stage: Stage) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    async with staged(port=0) as first:
        address, port = first.api.base_url, int(first.api.base_url.rpartition(":")[2])
        await page.goto(f"{address}/")
        await expect(page.get_by_text("You are all set.").first).to_be_visible()
    await page.locator(".next").click()
    gone = page.get_by_text("The demo does not answer. Is it still running?")
    await expect(gone.first).to_be_visible()
    async with staged(port=port):
        await expect(phones(page)[0].get_by_text("connecting…")).to_have_count(0, timeout=10_000)
        await expect(gone).to_have_count(0)
        decided = page.get_by_role("log", name="Decisions").get_by_role("listitem")
        await expect(decided.first).to_contain_text("48 hours planned")
        await expect(decided).to_have_count(1)  # the past is written as if it had been played, and is no news
        await page.locator(".next").click()
        await expect(phones(page)[0].get_by_text("8:00 is due.")).to_be_visible()
    await context.close()
