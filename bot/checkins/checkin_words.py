"""checkins/checkin_words: each question as a message with its buttons (floor 1, pure).

Belongs here: which texts and buttons stand on which page, what the buttons carry: ids and opaque codes.
Not here: the sentences (config/locales/*/checkin.ftl), what a tap does (chat/handlers/checkin.py).
"""

from dataclasses import dataclass

from bot.checkins.checkin import Checkin
from bot.checkins.packs import Flag, Item, Kind, PackBook
from bot.checkins.trend import DayOfAnswers
from bot.sending import Button, Buttons
from bot.taps import Verb, data
from bot.texts.catalog import Texts
from bot.texts.html import Html

SKIPPED = "s"
"""Stands for the value in the callback data of `Skip`."""
ANEW, LIST = "n", "f"
"""What `Start` may carry: a new check-in although today's is done; show the red-flag question again."""
SEPARATOR = "."
"""Between an item's code and its value in callback data."""

SCALE_ROWS = (range(4), range(4, 8), range(8, 11))
"""The numbers of a scale, row by row."""
WORDS_IN_A_ROW = 2
LONGEST_BESIDE = 22
"""Characters of a label that can stand beside another without being cut on a phone of 390 pixels."""
FLAG_ROWS = ((0,), (1, 3), (2,), (4, 5), (6, 7), (8, 9))
"""Places of the flags on the first page. The longest stands alone, so that no label is cut on a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text with its buttons."""

    text: Html
    buttons: Buttons = ()


def page(checkin: Checkin, packs: PackBook, texts: Texts) -> Said:
    """The question that is asked now."""
    if checkin.at_flags:
        return flags(checkin, packs, texts)
    item = packs.item(checkin.item) if checkin.item else None
    return question(checkin, item, texts) if item else anything_else(checkin, texts)


def flags(checkin: Checkin, packs: PackBook, texts: Texts) -> Said:
    """The red-flag question: one tap acts."""

    def button(flag: Flag) -> Button:
        label = texts.label(f"checkin-flag-{flag.id.replace('_', '-')}")
        return Button(label=label, data=data(Verb.CHECKIN_FLAG, checkin.id, flag.code))

    shown = packs.flags
    listed = tuple(tuple(button(shown[at]) for at in row if at < len(shown)) for row in FLAG_ROWS)
    more = tuple((button(flag),) for flag in shown[sum(len(row) for row in FLAG_ROWS) :])
    rows = tuple(row for row in (*listed, *more) if row)
    return Said(text=texts.say("checkin-flags"), buttons=rows)


def question(checkin: Checkin, item: Item, texts: Texts) -> Said:
    """One item: its numbers or words, then `Skip` and `Later`."""
    values = _scale(checkin, item, texts) if item.kind is Kind.SCALE else _words(checkin, item, texts)
    skip = Button(label=texts.label("button-checkin-skip"), data=_answer(checkin, item, SKIPPED))
    stop = Button(label=texts.label("button-checkin-stop"), data=data(Verb.CHECKIN_STOP, checkin.id))
    return Said(text=texts.say(f"checkin-ask-{item.id.replace('_', '-')}"), buttons=(*values, (skip, stop)))


def anything_else(checkin: Checkin, texts: Texts) -> Said:
    """The last question: words of one's own, or `Done`."""
    done = Button(label=texts.label("button-checkin-done"), data=data(Verb.CHECKIN_DONE, checkin.id))
    return Said(text=texts.say("checkin-anything-else"), buttons=((done,),))


def goes_on_later(checkin: Checkin, texts: Texts, *, key: str) -> Said:
    """What stands in the check-in's message while it waits."""
    on = Button(label=texts.label("button-checkin-continue"), data=data(Verb.CHECKIN_START, checkin.id))
    if key != "checkin-paused":
        return Said(text=texts.say(key), buttons=((on,),))
    again = Button(label=texts.label("button-checkin-list"), data=data(Verb.CHECKIN_START, checkin.id, LIST))
    return Said(text=texts.say(key), buttons=((on,), (again,)))


def done(checkin: Checkin, packs: PackBook, texts: Texts, *, before: DayOfAnswers | None, saved_for: str) -> Said:
    """The closing line, and the way to the chart. `saved_for`: who reads it; empty where nobody does."""
    last = _last(checkin, packs, texts, before)
    text = (
        texts.say("checkin-saved-for", name=saved_for, last=last)
        if saved_for
        else texts.say("checkin-saved", last=last)
    )
    return Said(text=text, buttons=((chart_button(texts),),))


def done_today(checkin: Checkin, packs: PackBook, texts: Texts) -> Said:
    """Today's check-in is done: what it said, and a way to do another."""
    text = texts.say("checkin-today-done", last=_last(checkin, packs, texts, None))
    anew = Button(label=texts.label("button-checkin-new"), data=data(Verb.CHECKIN_START, checkin.id, ANEW))
    return Said(text=text, buttons=((chart_button(texts), anew),))


def chart_button(texts: Texts) -> Button:
    """`See my chart`."""
    return Button(label=texts.label("button-chart"), data=data(Verb.CHART))


def prompt(texts: Texts, key: str, reminder: int) -> Said:
    """The daily prompt and its nudge: discreet, `Start` or `Later`."""
    start = Button(label=texts.label("button-checkin-start"), data=data(Verb.CHECKIN_START))
    later = Button(label=texts.label("button-checkin-later"), data=data(Verb.CHECKIN_SNOOZE, reminder))
    return Said(text=texts.say(key), buttons=((start, later),))


def value_words(item: Item, value: int, texts: Texts) -> str:
    """An answer as the person gave it: "3", "A little"."""
    if item.kind is Kind.SCALE:
        return str(value)
    return texts.label(f"{item.words_key}-{item.words[value].replace('_', '-')}")


def item_name(item: Item, texts: Texts) -> str:
    """The short name of an item, as charts and lists have it."""
    return texts.label(f"checkin-name-{item.id.replace('_', '-')}")


def _last(checkin: Checkin, packs: PackBook, texts: Texts, before: DayOfAnswers | None) -> Html:
    """The answer of the pack's headline, beside yesterday's."""
    item = packs.item(packs.pack(checkin.pack).headline)
    value = checkin.answers.value(item.id) if item else None
    if item is None or value is None:
        return Html("")
    name, said = item_name(item, texts), value_words(item, value, texts)
    earlier = before.value(item.id) if before else None
    if earlier is None:
        return texts.say("checkin-last", item=name, value=said)
    return texts.say("checkin-last-before", item=name, value=said, before=value_words(item, earlier, texts))


def _scale(checkin: Checkin, item: Item, texts: Texts) -> Buttons:
    ends = {0: texts.label("checkin-scale-none"), item.most: texts.label("checkin-scale-worst")}
    return tuple(
        tuple(Button(label=ends.get(value, str(value)), data=_answer(checkin, item, str(value))) for value in row)
        for row in SCALE_ROWS
    )


def _words(checkin: Checkin, item: Item, texts: Texts) -> Buttons:
    buttons = tuple(
        Button(label=value_words(item, value, texts), data=_answer(checkin, item, str(value)))
        for value in range(len(item.words))
    )
    in_a_row = WORDS_IN_A_ROW if all(len(button.label) <= LONGEST_BESIDE for button in buttons) else 1
    return tuple(buttons[at : at + in_a_row] for at in range(0, len(buttons), in_a_row))


def _answer(checkin: Checkin, item: Item, value: str) -> str:
    return data(Verb.CHECKIN_ANSWER, checkin.id, f"{item.code}{SEPARATOR}{value}")
