"""The demo's page in a real browser, against a stand-in for the program."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.conftest import page_at
from tests.browser.fake_server import ANA, DANA, NOON, FakeDemo, FakeServer, Json, png, spans

pytestmark = pytest.mark.asyncio(loop_scope="module")

PHONE_SIZE = (390, 844)
SPANISH = [
    ["Nada de esto"], ["Convulsión", "Veo o escucho cosas"], ["Mucha confusión", "Fiebre", "Todo el cuerpo rígido"],
    ["Comparé esto con la orden del Dr. Lee del 28 de noviembre. Firmar y avisar a Ana hoy mismo"],
    ["0", "1", "2", "3", "4", "5", "6", "7"],
]  # fmt: skip


def keys(*rows: list[str], kind: str = "data", **more: str) -> list[list[Json]]:
    return [[{"label": label, "kind": kind, "url": None, "copy": None} | more for label in row] for row in rows]


@pytest_asyncio.fixture(loop_scope="module")
async def fake() -> FakeDemo:
    demo = FakeDemo()
    demo.say(ANA, "8:00 is due.", rows=keys(["Show", "Done", "Later"]))
    demo.say(DANA, "No alerts.")
    return demo


@pytest_asyncio.fixture(loop_scope="module")
async def address(fake: FakeDemo) -> AsyncIterator[str]:
    async with FakeServer(fake) as served:
        yield served


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, address: str) -> AsyncIterator[Page]:
    async with page_at(browser, address) as opened:
        yield opened


def phone(page: Page, user: int = ANA) -> Locator:
    return page.locator(f'[data-user="{user}"]')


async def cut_labels(page: Page) -> list[str]:
    found: list[str] = await page.evaluate(
        """() => [...document.querySelectorAll(".key, .reply-key")].filter((key) => key.checkVisibility())
        .filter((key) => key.scrollWidth > key.clientWidth || key.scrollHeight > key.clientHeight
          || key.getBoundingClientRect().right > key.closest(".screen").getBoundingClientRect().right)
        .map((key) => key.textContent)"""
    )
    return found


async def test_both_phones_are_whole_at_1366_by_768(page: Page) -> None:
    boxes = [await phone(page, user).locator(".phone").bounding_box() for user in (ANA, DANA)]
    assert all(box and box["y"] >= 0 and box["y"] + box["height"] <= 768 and box["width"] == 384 for box in boxes)
    assert await page.evaluate("document.documentElement.scrollHeight <= innerHeight")


async def test_its_policy_lets_nothing_in_from_elsewhere(page: Page) -> None:
    response = await page.reload()
    assert response is not None
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


async def test_a_narrow_window_shows_one_phone_and_switches(browser: Browser, address: str) -> None:
    async with page_at(browser, address, size=PHONE_SIZE) as page:
        await expect(phone(page, DANA)).to_be_hidden()
        await page.get_by_role("tab", name="Dana").click()
        await expect(phone(page, DANA)).to_be_visible()
        await expect(phone(page, ANA)).to_be_hidden()


async def test_a_narrow_window_keeps_the_clock_within_reach(browser: Browser, address: str) -> None:
    async with page_at(browser, address, size=PHONE_SIZE) as page:
        await page.get_by_role("button", name="Clock, scenarios and decisions").click()
        await page.get_by_role("button", name="+10 min").click()
        await expect(page.locator(".clock-time")).to_have_text("14:16")


async def test_news_on_the_hidden_phone_is_marked(browser: Browser, address: str, fake: FakeDemo) -> None:
    async with page_at(browser, address, size=PHONE_SIZE) as page:
        fake.say(DANA, "Emergency")
        await expect(page.get_by_role("tab", name="Dana, new message")).to_be_visible()


async def test_text_entities_look_as_telegram_shows_them(page: Page, fake: FakeDemo) -> None:
    text = "🔴 Call now, soon, or never"
    fake.say(ANA, text, entities=spans(text, bold="Call now", italic="soon", strikethrough="never"))
    last = phone(page).locator(".message").last
    await expect(last.locator("strong")).to_have_text("Call now")
    await expect(last.locator("em")).to_have_text("soon")
    await expect(last.locator("s")).to_have_text("never")


async def test_entities_inside_others_keep_both_looks(page: Page, fake: FakeDemo) -> None:
    text = "before quoted bold words\nafter"
    fake.say(ANA, text, entities=spans(text, blockquote="quoted bold words", bold="bold"))
    last = phone(page).locator(".message").last
    await expect(last.locator("blockquote strong")).to_have_text("bold")
    await expect(last.locator(".text")).to_have_text("before quoted bold wordsafter")


async def test_markup_in_a_message_stays_text(page: Page, fake: FakeDemo) -> None:
    fake.say(ANA, "<img src=x onerror=alert(1)><b>x</b>")
    await expect(phone(page).locator(".text").last).to_have_text("<img src=x onerror=alert(1)><b>x</b>")


async def test_only_https_links_can_be_followed(page: Page, fake: FakeDemo) -> None:
    text = "safe unsafe"
    marks = [*spans(text, text_link="safe"), {"type": "text_link", "offset": 5, "length": 6, "url": "javascript:x"}]
    fake.say(ANA, text, entities=[marks[0] | {"url": "https://example.org/"}, marks[1]])
    await expect(phone(page).locator(".text a")).to_have_count(1)
    await expect(page.locator("a[href^='tel:'], a[href^='javascript:']")).to_have_count(0)


async def test_a_spoiler_hides_until_it_is_clicked(page: Page, fake: FakeDemo) -> None:
    text = "baclofen 10 mg"
    fake.say(ANA, text, entities=spans(text, spoiler=text))
    spoiler = phone(page).locator(".spoiler")
    await expect(spoiler).to_have_css("color", "rgba(0, 0, 0, 0)")
    await spoiler.click()
    await expect(spoiler).not_to_have_css("color", "rgba(0, 0, 0, 0)")


async def test_a_tap_edits_its_message_and_shows_the_answer(page: Page, fake: FakeDemo) -> None:
    fake.answers["Done"] = {"text": "Noted", "alert": False}
    await page.get_by_role("button", name="Done").click()
    await expect(phone(page).locator(".message").first).to_contain_text("8:00 is due. Done.")
    await expect(phone(page).locator(".meta").first).to_have_text("edited 14:06")
    await expect(phone(page).locator(".toast")).to_have_text("Noted")


async def test_an_answer_as_alert_has_to_be_put_away(page: Page, fake: FakeDemo) -> None:
    fake.answers["Later"] = {"text": "Too late for today.", "alert": True}
    await page.get_by_role("button", name="Later").click()
    await expect(page.get_by_role("alertdialog")).to_have_count(1)
    await expect(page.get_by_role("alertdialog")).to_contain_text("Too late for today.")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alertdialog")).to_have_count(0)


async def test_a_copy_button_copies_and_says_so(page: Page, fake: FakeDemo) -> None:
    fake.say(ANA, "The office:", rows=keys(["Copy number"], kind="copy", copy="555-0100"))
    await page.get_by_role("button", name="Copy number").click()
    await expect(phone(page).locator(".toast")).to_have_text("Copied")
    assert await page.evaluate("navigator.clipboard.readText()") == "555-0100"


@pytest.mark.parametrize("size", [(1366, 768), (1240, 700), (980, 700), PHONE_SIZE, (320, 640)])
async def test_no_button_label_is_ever_cut(
    browser: Browser, address: str, fake: FakeDemo, size: tuple[int, int]
) -> None:
    fake.say(ANA, "¿Te pasa algo de esto ahora?", rows=keys(*SPANISH))
    async with page_at(browser, address, size=size) as page:
        await expect(page.get_by_role("button", name="Nada de esto")).to_be_visible()
        assert await cut_labels(page) == []


@pytest.mark.parametrize(("size", "height"), [((1366, 768), 32), (PHONE_SIZE, 44)])
async def test_inline_buttons_are_high_enough_to_hit(
    browser: Browser, address: str, size: tuple[int, int], height: int
) -> None:
    async with page_at(browser, address, size=size) as page:
        box = await page.get_by_role("button", name="Show", exact=True).bounding_box()
        assert box is not None
        assert box["height"] == height


async def test_the_keyboard_of_four_sends_its_words(page: Page, fake: FakeDemo) -> None:
    await phone(page).get_by_role("button", name="Help now").click()
    await expect(phone(page).locator(".message.out .text")).to_have_text("Help now")
    assert fake.heard == [("text", ANA, {"text": "Help now", "reply_to": None})]


async def test_enter_sends_and_shift_enter_breaks_the_line(page: Page, fake: FakeDemo) -> None:
    box = phone(page).get_by_label("Message, Ana")
    await box.press_sequentially("one")
    await box.press("Shift+Enter")
    await box.press_sequentially("two")
    await box.press("Enter")
    await expect(phone(page).locator(".message.out")).to_have_count(1)
    assert fake.heard == [("text", ANA, {"text": "one\ntwo", "reply_to": None})]


async def test_a_slash_opens_the_commands(page: Page, fake: FakeDemo) -> None:
    box = phone(page).get_by_label("Message, Ana")
    await box.fill("/he")
    await expect(phone(page).get_by_role("option")).to_have_text("/help_nowWhere to get help")
    await box.press("Enter")
    await expect(phone(page).locator(".message.out .text")).to_have_text("/help_now")


async def test_own_words_can_be_edited_by_right_click(page: Page, fake: FakeDemo) -> None:
    fake.say(ANA, "i am fin", mine=True)
    await phone(page).locator(".message.out").click(button="right")
    await page.get_by_role("menuitem", name="Edit").click()
    await phone(page).get_by_label("Message, Ana").fill("i am fine")
    await page.keyboard.press("Enter")
    await expect(phone(page).locator(".message.out .text")).to_have_text("i am fine")
    await expect(phone(page).locator(".message.out .meta")).to_contain_text("edited")


async def test_the_bots_words_cannot_be_edited(page: Page) -> None:
    await phone(page).locator(".message.in").click(button="right")
    await expect(page.get_by_role("menuitem", name="Reply")).to_be_visible()
    await expect(page.get_by_role("menuitem", name="Edit")).to_have_count(0)


async def test_arrows_and_enter_reach_a_messages_menu(page: Page, fake: FakeDemo) -> None:
    await phone(page).get_by_role("log").focus()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await phone(page).get_by_label("Message, Ana").press_sequentially("answer")
    await page.keyboard.press("Enter")
    await expect(phone(page).locator(".quote")).to_have_text("8:00 is due.")


async def test_a_chosen_file_goes_out_with_its_caption(page: Page, fake: FakeDemo) -> None:
    plan = {"name": "ana-taper.yaml", "mimeType": "application/yaml", "buffer": b"x" * 2048}
    await phone(page, DANA).locator("input[type=file]").set_input_files(plan)  # type: ignore[arg-type]
    await phone(page, DANA).get_by_label("Caption").fill("for Ana")
    await page.keyboard.press("Enter")
    await expect(phone(page, DANA).locator(".file-name")).to_have_text("ana-taper.yaml")
    await expect(phone(page, DANA).locator(".file-size")).to_have_text("2.0 KB")
    assert fake.heard == [("document", DANA, "ana-taper.yaml", "for Ana", 2048)]


async def test_a_dropped_file_is_offered_for_sending(page: Page, fake: FakeDemo) -> None:
    await (
        phone(page, DANA)
        .locator(".screen")
        .evaluate(
            """(screen) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(["version: 1"], "dropped.yaml", { type: "application/yaml" }));
          screen.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        }"""
        )
    )
    await phone(page, DANA).get_by_role("button", name="Send", exact=True).click()
    await expect(phone(page, DANA).locator(".file-name")).to_have_text("dropped.yaml")


async def test_a_picture_goes_out_as_a_photo_and_opens_large(page: Page, fake: FakeDemo) -> None:
    picture = {"name": "rash.png", "mimeType": "image/png", "buffer": png(300, 200)}
    await phone(page).locator("input[type=file]").set_input_files(picture)  # type: ignore[arg-type]
    await page.keyboard.press("Enter")
    await phone(page).locator("button.photo").click()
    await expect(page.locator("dialog.viewer img")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("dialog.viewer")).to_have_count(0)


async def test_what_is_no_picture_goes_out_as_a_file(page: Page, fake: FakeDemo) -> None:
    false = {"name": "rash.png", "mimeType": "image/png", "buffer": b"no picture"}
    await phone(page).locator("input[type=file]").set_input_files(false)  # type: ignore[arg-type]
    await expect(phone(page).get_by_text("Send as a file")).to_have_count(0)
    await page.keyboard.press("Enter")
    await expect(phone(page).locator(".file-name")).to_have_text("rash.png")


async def test_the_voice_note_is_a_second_of_real_sound(page: Page, fake: FakeDemo) -> None:
    await phone(page).get_by_role("button", name="Send a voice note").click()
    await expect(phone(page).locator(".voice")).to_be_visible()
    seconds = await page.evaluate(
        """async () => (await new OfflineAudioContext(1, 48000, 48000).decodeAudioData(
          await (await fetch("page/silence.ogg")).arrayBuffer())).duration"""
    )
    assert seconds == pytest.approx(1.0, abs=0.05)


async def test_a_place_can_be_shared_from_the_paper_clip(page: Page, fake: FakeDemo) -> None:
    await phone(page).get_by_role("button", name="Attach").click()
    await page.get_by_role("menuitem", name="Location").click()
    await page.get_by_role("menuitem", name="Madrid").click()
    await expect(phone(page).locator(".file-name")).to_have_text("Location")
    assert fake.heard == [("location", ANA, {"latitude": 40.4168, "longitude": -3.7038})]


async def test_an_empty_chat_offers_start(browser: Browser) -> None:
    fake = FakeDemo()
    async with FakeServer(fake) as address, page_at(browser, address) as page:
        await phone(page).get_by_role("button", name="START").click()
        await expect(phone(page).locator(".message.out .text")).to_have_text("/start")
        await expect(phone(page).get_by_label("Message, Ana")).to_be_visible()


async def test_an_invite_link_opens_on_the_chosen_phone(page: Page, fake: FakeDemo) -> None:
    link = "https://t.me/taperline_demo_bot?start=abc-123_x"
    fake.say(DANA, link, entities=spans(link, url=link))
    await phone(page, DANA).get_by_role("link").click()
    await page.get_by_role("menuitem", name="Open on Ana’s phone").click()
    await expect(phone(page, ANA).locator(".message.out .text")).to_have_text("/start abc-123_x")


async def test_a_blocked_bot_can_be_let_in_again(page: Page, fake: FakeDemo) -> None:
    await phone(page).get_by_role("button", name="Menu of this chat").click()
    await page.get_by_role("menuitem", name="Block the bot").click()
    await phone(page).get_by_role("button", name="UNBLOCK").click()
    await expect(phone(page).get_by_label("Message, Ana")).to_be_visible()
    assert [what for what, *_ in fake.heard] == ["block", "unblock"]


async def test_the_pinned_bar_leads_to_its_message(page: Page, fake: FakeDemo) -> None:
    fake.change(ANA, 1, pinned=True)
    for number in range(40):
        fake.say(ANA, f"line {number}")
    await expect(phone(page).get_by_text("line 39", exact=True)).to_be_in_viewport()
    await phone(page).get_by_role("button", name="Pinned message").click()
    await expect(phone(page).locator(".message").first).to_be_in_viewport()


async def test_a_reader_above_is_left_alone_and_told_how_many(page: Page, fake: FakeDemo) -> None:
    for number in range(40):
        fake.say(ANA, f"line {number}")
    await expect(phone(page).get_by_text("line 39", exact=True)).to_be_in_viewport()
    await phone(page).locator(".scroller").evaluate("(node) => { node.scrollTop = 0; }")
    down = phone(page).get_by_role("button", name="To the newest message")
    await expect(down).to_be_visible()
    fake.say(ANA, "new one")
    fake.say(ANA, "new two")
    await expect(down).to_have_text("2")
    await expect(phone(page).locator(".message").first).to_be_in_viewport()
    await down.click()
    await expect(phone(page).get_by_text("new two", exact=True)).to_be_in_viewport()


async def test_two_hundred_messages_stand_there_at_once(browser: Browser, address: str, fake: FakeDemo) -> None:
    for number in range(200):
        fake.say(ANA, f"**{number}** " + "words " * 20, rows=keys(["Taken", "Skip"]), mine=number % 3 == 0)
    async with page_at(browser, address) as page:
        await expect(phone(page).locator(".message").last).to_be_in_viewport()
        spent = await page.evaluate(
            """async () => {
              const { ChatLog } = await import("/page/log.js");
              const { DemoClock } = await import("/page/times.js");
              const messages = await (await fetch("/phone/1001/messages")).json();
              const log = new ChatLog({ name: "x", zone: "UTC", clock: new DemoClock(), actions: {} });
              const began = performance.now();
              log.replaceAll(messages);
              return performance.now() - began;
            }"""
        )
        assert spent < 1000


async def test_days_are_told_apart_in_the_phones_zone(browser: Browser) -> None:
    fake = FakeDemo()
    for date in ("2026-12-13T18:00:00Z", "2026-12-15T05:30:00Z", "2026-12-15T06:30:00Z"):
        fake.say(ANA, "hello", date=date)
    async with FakeServer(fake) as address, page_at(browser, address) as page:
        await expect(phone(page).locator(".day")).to_have_text(["Sun 13 Dec", "Yesterday", "Today"])


async def test_moving_the_clock_moves_the_phones_too(page: Page, fake: FakeDemo) -> None:
    fake.slow = 0.3
    await page.get_by_role("button", name="+10 min").click()
    await expect(page.get_by_text("Walking through every event…")).to_be_visible()
    await expect(page.locator(".clock-time")).to_have_text("14:16")
    await expect(phone(page).locator(".status-time")).to_have_text("14:16")
    await page.get_by_role("button", name="Next event 14:20 outcome due").click()
    await expect(page.get_by_role("button", name="Next event")).to_be_enabled()
    assert fake.heard == [("clock", {"minutes": 10}), ("clock", {"next": True})]


async def test_another_scenario_replaces_both_chats(page: Page, fake: FakeDemo) -> None:
    await page.get_by_role("button", name="First day").click()
    await expect(page.locator(".message")).to_have_count(0)
    await expect(page.locator(".scenario[aria-current]")).to_contain_text("First day")


async def test_a_decision_tells_its_rule_words_and_tier(page: Page, fake: FakeDemo) -> None:
    fake.decide(
        "Text matched rule", rule="hallucination.visual", words="bugs on the wall", tier="emergency", danger=True
    )
    row = page.get_by_role("log", name="Decisions").get_by_role("listitem")
    await expect(row).to_have_text("14:06Text matched rule hallucination.visual (“bugs on the wall”) → emergency")


async def test_what_is_coming_up_is_listed(page: Page, fake: FakeDemo) -> None:
    fake.tell("decisions", "upcoming", {"items": [{"at": NOON.isoformat(), "what": "Ask Ana how she is"}]})
    await expect(page.locator(".coming li")).to_have_text("14:06Ask Ana how she is")


async def test_typing_shows_and_ends_with_the_message(page: Page, fake: FakeDemo) -> None:
    fake.tell(ANA, "typing", {"action": "typing"})
    await expect(phone(page).locator(".sub")).to_have_text("typing")
    fake.say(ANA, "here")
    await expect(phone(page).locator(".sub")).to_have_text("bot")


async def test_a_deleted_message_goes_away(page: Page, fake: FakeDemo) -> None:
    fake.say(ANA, "short-lived")
    await expect(phone(page).get_by_text("short-lived")).to_be_visible()
    fake.remove(ANA, fake.last_id)
    await expect(phone(page).get_by_text("short-lived")).to_have_count(0)


async def test_of_two_windows_the_one_used_last_is_live(page: Page, address: str, fake: FakeDemo) -> None:
    second = await page.context.new_page()
    await second.goto(address)
    fake.say(ANA, "for both")
    await expect(second.get_by_text("for both")).to_be_visible()
    await page.get_by_role("button", name="Go on here").click()
    await expect(page.get_by_text("for both")).to_be_visible()
    await expect(second.get_by_text("The demo is open in another window.")).to_be_visible()


async def test_the_chosen_theme_is_kept(page: Page) -> None:
    await page.get_by_role("button", name="Dark").click()
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")


CONTRASTS = """() => {
  const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const luminance = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const painted = (layers) => {
    pixel.clearRect(0, 0, 1, 1);
    for (const layer of layers) { pixel.fillStyle = layer; pixel.fillRect(0, 0, 1, 1); }
    return luminance(pixel.getImageData(0, 0, 1, 1).data);
  };
  const grounds = (node) => {
    let found = [["#fff"]];
    const chain = [];
    for (let each = node; each; each = each.parentElement) chain.unshift(getComputedStyle(each));
    for (const style of chain) {
      found = found.map((layers) => [...layers, style.backgroundColor]);
      const stops = style.backgroundImage.startsWith("linear") ? style.backgroundImage.match(/(rgba?|color)\\([^()]*\\)/g) : null;
      if (stops) found = found.flatMap((layers) => stops.map((stop) => [...layers, stop]));
    }
    return found;
  };
  const weak = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const { color } = getComputedStyle(node);
    if (!walker.currentNode.data.trim() || !node.checkVisibility() || node.closest(".unseen, .spoiler:not(.shown)")) continue;
    for (const layers of grounds(node)) {
      const [a, b] = [painted(layers), painted([...layers, color])].sort((x, y) => y - x);
      const ratio = (a + 0.05) / (b + 0.05);
      if (ratio < 4.7) weak.push(`${walker.currentNode.data.slice(0, 30)} ${ratio.toFixed(2)} .${node.className}`);
    }
  }
  return weak;
}"""  # noqa: E501


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_has_contrast_enough(browser: Browser, address: str, fake: FakeDemo, scheme: str) -> None:
    text = "code pre quoted https://example.org /today +15550142"
    marks = spans(text, code="code", pre="pre", blockquote="quoted", url="https://example.org", bot_command="/today")
    fake.say(ANA, text, entities=marks, pinned=True)
    fake.say(ANA, text, entities=marks, mine=True, reply_to=1, edited=NOON.isoformat())
    fake.say(ANA, mine=True, document={"name": "a.pdf", "url": "/x", "size": 1})
    fake.decide("Text matched", rule="x.y", words="words", tier="emergency", danger=True)
    fake.decide("Text matched", tier="watch")
    async with page_at(browser, address, color_scheme=scheme) as page:
        await phone(page).get_by_role("button", name="Menu of this chat").click()
        await expect(page.get_by_role("menu")).to_be_visible()
        assert await page.evaluate(CONTRASTS) == []
