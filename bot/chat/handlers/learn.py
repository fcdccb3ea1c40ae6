"""handlers/learn: /learn: pages about a medicine, by topic, for everybody: patients, family, strangers.

Nothing is written down about who read what. A page is protected, and no button carries the name of a medicine.
"""

from bot.chat import pickers
from bot.chat.pickers import Question
from bot.chat.turn import Routes, Turn
from bot.chat.welcomed import place_of
from bot.errors import Refused
from bot.sending import Button, Outgoing
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.cards import Card, MedicineCards
from bot.texts.html import Html, lines, paragraphs

MINE, FAMILY = "m", "f"
"""For whom: the last part of what a button carries, behind the medicine's code and the card's."""


async def learn(turn: Turn) -> list[Outgoing]:
    """/learn: the topics, or the medicines where there is more than one."""
    question = _medicines(turn) if len(turn.house.cards.medicines) > 1 else _topics(turn, _first(turn), MINE)
    return [turn.reply(question.text, buttons=question.buttons, protect=True)]


async def turned(turn: Turn) -> list[Outgoing]:
    """A medicine's topics or one page, in place."""
    medicine, code, reader = _tapped(turn)
    if not code:
        question = _topics(turn, medicine, reader)
    else:
        card = medicine.find(code)
        if card is None:
            raise Refused("learn-gone")
        question = _page(turn, medicine, card, reader)
    return [turn.edit(question.text, buttons=question.buttons)]


def _medicines(turn: Turn) -> Question:
    buttons = [
        Button(label=turn.texts.label(f"learn-{one.about}-name"), data=_data(one, "", MINE))
        for one in turn.house.cards.medicines
    ]
    return Question(text=turn.texts.say("learn-which"), buttons=pickers.rows(buttons, 2))


def _topics(turn: Turn, medicine: MedicineCards, reader: str) -> Question:
    topics = [
        Button(label=turn.texts.label(medicine.title(card)), data=_data(medicine, card.code, reader))
        for card in medicine.cards
    ]
    other = FAMILY if reader == MINE else MINE
    label = turn.texts.label("learn-for-family" if other == FAMILY else "learn-for-me")
    switch = Button(label=label, data=_data(medicine, "", other))
    text = turn.texts.say("learn-title" if reader == MINE else "learn-title-family")
    return Question(text=text, buttons=(*pickers.rows(topics, 2), (switch,)))


def _page(turn: Turn, medicine: MedicineCards, card: Card, reader: str) -> Question:
    """Where signs of danger are named, the number to call stands first."""
    texts = turn.texts
    emergency = place_of(turn.house, texts, turn.person.country if turn.person else None).emergency
    text = paragraphs(
        texts.say("learn-happening", emergency=emergency) if card.emergency else "",
        texts.say(medicine.key(card, family=reader == FAMILY)),
        texts.say("learn-general"),
        _stands_on(turn, medicine, card),
    )
    back = Button(label=texts.label("learn-back"), data=_data(medicine, "", reader))
    return Question(text=text, buttons=((back,),))


def _stands_on(turn: Turn, medicine: MedicineCards, card: Card) -> Html:
    texts = turn.texts
    sources = texts.say(
        "learn-sources",
        sources=", ".join(medicine.shown_sources(card, texts.language)),
        written=amounts.day_with_year(medicine.written_on, texts.language),
        review=amounts.day_with_year(card.review_by, texts.language),
    )
    by = card.reviewed_by
    return lines(sources, texts.say("learn-signed", name=by) if by else texts.say("learn-unsigned"))


def _tapped(turn: Turn) -> tuple[MedicineCards, str, str]:
    """Medicine, card (or none) and reader of a tapped button. Raises Refused for what is not there any more."""
    code, _, rest = (turn.heard.tap.arg if turn.heard.tap else "").partition(".")
    card, _, reader = rest.partition(".")
    medicine = turn.house.cards.find(code)
    if medicine is None or reader not in (MINE, FAMILY):
        raise Refused("learn-gone")
    return medicine, card, reader


def _first(turn: Turn) -> MedicineCards:
    if not turn.house.cards.medicines:
        raise Refused("learn-gone")
    return turn.house.cards.medicines[0]


def _data(medicine: MedicineCards, card: str, reader: str) -> str:
    return data(Verb.LEARN, 0, f"{medicine.code}.{card}.{reader}")


ROUTES = Routes(commands={"learn": learn}, taps={Verb.LEARN: turned})
