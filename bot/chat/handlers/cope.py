"""handlers/cope: /cope, the person's own coping plan, built in the chat. One tap away when it gets hard.

Belongs here: showing it, writing its parts. Not here: its parts (caseload/coping.py), the days counted (recovery.py).
A typed cry for help is answered first, whatever part was asked for.
"""

from bot.caseload import coping, own_pages
from bot.caseload.coping import Part
from bot.caseload.own_pages import Page
from bot.caseload.permissions import Action, may
from bot.caseload.person import Person
from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.sending import Button, Buttons, Outgoing
from bot.taps import Verb, data
from bot.texts.catalog import Texts
from bot.texts.html import Html, lines, paragraphs


async def cope(turn: Turn) -> list[Outgoing]:
    """/cope: the four parts as they were written; a button to write each."""
    person = keeper(turn)
    text, buttons = await _page(turn, person)
    return [turn.reply(text, buttons=buttons, protect=True)]


async def opened(turn: Turn) -> list[Outgoing]:
    """The same from a button: as a message of its own, for what stands above it stays."""
    return await cope(turn)


async def write(turn: Turn) -> list[Outgoing]:
    """One part: its words are expected."""
    person, part = keeper(turn), _part(turn.heard.tap.arg if turn.heard.tap else "")
    await dialogs.expect(turn.tx, person.id, Dialog(expecting=Expecting.COPING, id=person.id, arg=part.value))
    return [turn.reply(turn.texts.say(f"cope-ask-{_NAMES[part]}"))]


async def written(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The words are kept as they are."""
    person, part = keeper(turn), _part(dialog.arg)
    stored = await own_pages.read(turn.tx, person.id, Page.COPING)
    page = coping.with_part(stored, part, turn.heard.text)
    await own_pages.write(turn.tx, person.id, Page.COPING, page, turn.now)
    await dialogs.expect(turn.tx, person.id, None)
    text, buttons = await _page(turn, person)
    return [turn.reply(paragraphs(turn.texts.say("cope-kept"), text), buttons=buttons, protect=True)]


async def _page(turn: Turn, person: Person) -> tuple[Html, Buttons]:
    parts = coping.from_json(await own_pages.read(turn.tx, person.id, Page.COPING))
    texts = turn.texts
    told = [lines(texts.say(f"cope-title-{_NAMES[part]}"), words) for part, words in parts.items()]
    text = paragraphs(texts.say("cope-title"), *(told or [texts.say("cope-none")]), texts.say("cope-hard"))
    buttons = [
        Button(label=texts.label(f"button-cope-{_NAMES[part]}"), data=data(Verb.COPE_WRITE, person.id, part.value))
        for part in Part
    ]
    return text, (tuple(buttons[:2]), tuple(buttons[2:]))


def button(person: Person, texts: Texts) -> Button:
    """`My coping plan`, for other rooms."""
    return Button(label=texts.label("button-cope"), data=data(Verb.COPE, person.id))


def keeper(turn: Turn) -> Person:
    """Whoever asks, if these pages are theirs. Raises Refused."""
    person, tap = turn.person, turn.heard.tap
    if person is None or not may(person.role, Action.KEEP_OWN_PAGES):
        raise Refused("menu-stranger" if person is None else "menu-staff")
    if tap is not None and tap.id != person.id:
        raise Refused("button-old")
    return person


def _part(arg: str) -> Part:
    if arg not in tuple(Part):
        raise Refused("button-old")
    return Part(arg)


_NAMES = {Part.SIGNS: "signs", Part.HELPS: "helps", Part.PEOPLE: "people", Part.REASONS: "reasons"}

ROUTES = Routes(
    commands={"cope": cope},
    taps={Verb.COPE: opened, Verb.COPE_WRITE: write},
    dialogs={Expecting.COPING: written},
)
