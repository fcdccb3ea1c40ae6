"""Formatted text is read as Telegram reads it: offsets in UTF-16 units, lengths after reading."""

import pytest

from bot.demo.botapi.entities import Entity
from bot.demo.botapi.formatting import formatted
from bot.demo.botapi.links import link_problem
from bot.demo.botapi.rendering import html


def at(kind: str, offset: int, length: int, **more: str) -> Entity:
    return Entity(type=kind, offset=offset, length=length, **more)  # type: ignore[arg-type]


HTML = [
    ("🏟 <b>b🏟</b>", "🏟 b🏟", [at("bold", 3, 3)]),
    ("<b>a<i>b</i></b>c", "abc", [at("bold", 0, 2), at("italic", 1, 1)]),
    ("<strong>x</strong><EM>y</EM>", "xy", [at("bold", 0, 1), at("italic", 1, 1)]),
    ("a &amp; b &lt; c &quot;&#33;&#x2764; &nbsp;", 'a & b < c "!❤ &nbsp;', []),
    ('<a href="https://x.org/?a=1&amp;b=2">go</a>', "go", [at("text_link", 0, 2, url="https://x.org/?a=1&b=2")]),
    ('<a href="tel:112">112</a>', "112", []),
    ('<tg-spoiler>s</tg-spoiler><span class="tg-spoiler">t</span>', "st", [at("spoiler", 0, 1), at("spoiler", 1, 1)]),
    ('<pre><code class="language-py">x</code></pre>', "x", [at("pre", 0, 1, language="py")]),
    ("<code>x</code>", "x", [at("code", 0, 1)]),
    ("<blockquote expandable>q</blockquote>", "q", [at("expandable_blockquote", 0, 1)]),
    ("<blockquote>q\nr</blockquote>", "q\nr", [at("blockquote", 0, 3)]),
    ("  <b> x </b>  ", "x", [at("bold", 0, 1)]),
]
MARKDOWN = [
    ("🏟 *b🏟*", "🏟 b🏟", [at("bold", 3, 3)]),
    ("*a _b_*", "a b", [at("bold", 0, 3), at("italic", 2, 1)]),
    ("__u__ ~s~ ||p||", "u s p", [at("underline", 0, 1), at("strikethrough", 2, 1), at("spoiler", 4, 1)]),
    ("1\\.5 mg\\!", "1.5 mg!", []),
    ("[go](https://x.org/a\\))", "go", [at("text_link", 0, 2, url="https://x.org/a)")]),
    ("`a.b` ```py\nx.y```", "a.b x.y", [at("code", 0, 3), at("pre", 4, 3, language="py")]),
    (">one\n>two\nafter", "one\ntwo\nafter", [at("blockquote", 0, 7)]),
    (">one\n>two||", "one\ntwo", [at("expandable_blockquote", 0, 7)]),
]


@pytest.mark.parametrize(("raw", "text", "entities"), HTML)
def test_html_becomes_text_and_entities(raw: str, text: str, entities: list[Entity]) -> None:
    read = formatted(raw, "HTML")
    assert (read.text, list(read.entities)) == (text, entities)


@pytest.mark.parametrize(("raw", "text", "entities"), MARKDOWN)
def test_markdown_becomes_text_and_entities(raw: str, text: str, entities: list[Entity]) -> None:
    read = formatted(raw, "MarkdownV2")
    assert (read.text, list(read.entities)) == (text, entities)


def test_telegram_finds_commands_links_and_numbers_itself() -> None:
    read = formatted("🏟 /help_now or https://x.org, +34 910 380 676 a@b.org", "")
    assert [(one.type, one.offset, one.length) for one in read.entities] == [
        ("bot_command", 3, 9),
        ("url", 16, 13),
        ("phone_number", 31, 15),
        ("email", 47, 7),
    ]


def test_given_entities_are_taken_as_they_are() -> None:
    read = formatted("abc", "", '[{"type": "bold", "offset": 1, "length": 2}]')
    assert read.entities == (at("bold", 1, 2),)


def test_no_more_than_a_hundred_entities_are_kept() -> None:
    assert len(formatted("<b>a</b> " * 120, "HTML").entities) == 100


@pytest.mark.parametrize("raw", [raw for raw, _, _ in HTML])
def test_a_page_shows_no_tag_that_was_text(raw: str) -> None:
    read = formatted(raw, "HTML")
    shown = html(read.text, read.entities)
    assert shown.count("<") == 2 * len(read.entities)


def test_html_for_a_page_nests_and_escapes() -> None:
    read = formatted("🏟 <b>a&lt;<i>b</i></b> <a href='https://x.org/?\"'>l</a>", "HTML")
    assert html(read.text, read.entities) == (
        '🏟 <b>a&lt;<i>b</i></b> <a href="https://x.org/?&quot;" target="_blank" rel="noopener noreferrer">l</a>'
    )


@pytest.mark.parametrize(
    "address", ["https://x.org", "x.org", "http://127.0.0.1:80/x", "tg://user?id=1", "t.me/bot?start=1"]
)
def test_links_that_telegram_opens(address: str) -> None:
    assert link_problem(address) is None


@pytest.mark.parametrize("address", ["tel:112", "tel:+491", "sms://1", "http://", "mailto:a@b", "http://localhost"])
def test_links_that_telegram_does_not_open(address: str) -> None:
    assert link_problem(address) is not None
