"""symptoms/numbers: lists of numbers: /help_now, lines that take messages, other ways to talk (floor 1, pure).

Belongs here: in which order numbers are listed and how one line is written. Not here: what to do now (guided.py).

Order of /help_now: emergency, crisis, poison (said to be only for something swallowed), drugs, advice out of hours,
then the programme itself, and last the programme's own line.
"""

from bot.symptoms.helplines import By, Line, Purpose, in_words
from bot.symptoms.place import Asks, Guidance, Place, crisis_number, joined, note_first, own_line
from bot.texts.catalog import Texts
from bot.texts.html import Html, escaped, lines, paragraphs

_SHOWN = (
    (Purpose.CRISIS, "guidance-now-crisis"),
    (Purpose.POISON, "guidance-now-poison"),
    (Purpose.DRUGS, "guidance-now-drugs"),
    (Purpose.ADVICE, "guidance-now-advice"),
)


def help_now(place: Place) -> Guidance:
    """Every number for where the person is. The emergency number is the first line."""
    texts = place.texts
    parts = [texts.say("guidance-now-emergency", emergency=place.emergency)]
    for purpose, heading in _SHOWN:
        found = place.country.of(purpose)
        if found:
            parts.append(lines(texts.say(heading), *(one_line(line, texts) for line in found)))
    parts.append(_programme(place))
    crisis = place.country.first(Purpose.CRISIS)
    numbers = (*place.country.emergency, *(crisis.numbers if crisis else ()))
    return Guidance(text=paragraphs(*parts), copies=tuple(dict.fromkeys(numbers)), asks=Asks.SAME_DAY)


def cannot_call(place: Place) -> Guidance:
    """For somebody who cannot speak on the phone: people near, then lines that take messages."""
    texts = place.texts
    taking = [line for line in place.country.of(Purpose.CRISIS) if line.takes_texts]
    listed = lines(
        texts.say("guidance-cannot-call-text" if taking else "guidance-cannot-call-none"),
        *(one_line(line, texts) for line in taking),
    )
    text = paragraphs(texts.say("guidance-cannot-call", emergency=place.emergency), listed)
    numbers = tuple(number for line in taking if By.TEXT in line.by for number in line.numbers)
    return Guidance(text=text, copies=tuple(dict.fromkeys(numbers)), asks=Asks.NOTHING)


def calling(place: Place) -> Guidance:
    """Somebody is calling: stay on the line."""
    return _said("guidance-calling", place)


def someone_here(place: Place) -> Guidance:
    """Somebody is with them: let them call."""
    return _said("guidance-someone-here", place)


def fine(place: Place) -> Guidance:
    """They say that they are all right. Nothing is closed by it; the number stays in sight."""
    return _said("guidance-fine", place)


def unheard(place: Place, *, shared_place: bool = False) -> Guidance:
    """A voice message, picture or sticker, which we cannot hear or see; or a place, where we can send nobody."""
    texts = place.texts
    key = "guidance-unheard-place" if shared_place else "guidance-unheard"
    text = lines(
        texts.say(key, emergency=place.emergency),
        joined(texts.say("guidance-unheard-type"), texts.say("guidance-check-ask")),
    )
    return Guidance(text=text, copies=place.country.emergency, asks=Asks.CHECK)


def _said(key: str, place: Place) -> Guidance:
    text = place.texts.say(key, emergency=place.emergency)
    return Guidance(text=text, copies=place.country.emergency, asks=Asks.NOTHING)


def more_ways(place: Place, *, besides: Line | None) -> Html:
    """The crisis lines of the country after the one that was named, and what there is to know about that one."""
    texts = place.texts
    others = [one_line(line, texts) for line in place.country.of(Purpose.CRISIS) if line is not besides]
    said_before = besides is not None and note_first(besides, place)
    note = escaped(in_words(besides.note, texts.language)) if besides and not said_before else ""
    chat = escaped(besides.web) if besides and By.CHAT in besides.by else ""
    listed = [one for one in (note, chat, *others) if one]
    return lines(texts.say("guidance-crisis-more"), *listed) if listed else Html("")


def one_line(line: Line, texts: Texts) -> Html:
    """One line of a list: name, how to reach it, when, and what to know."""
    name = in_words(line.name, texts.language)
    how = _how(line, texts)
    said = texts.say("guidance-line", name=name, how=how) if name and name not in line.numbers else how
    note = in_words(line.note, texts.language)
    return joined(said if not note or said.endswith(".") else Html(f"{said}."), escaped(note))


def _how(line: Line, texts: Texts) -> Html:
    parts = [_reached(line, texts) if line.numbers else escaped(line.web)]
    if line.always and line.purpose is not Purpose.EMERGENCY:
        parts.append(texts.say("guidance-line-always"))
    if hours := in_words(line.hours, texts.language):
        parts.append(escaped(hours))
    if not line.sure and line.numbers:
        parts.append(texts.say("guidance-line-unsure"))
    return Html(", ".join(parts))


def _reached(line: Line, texts: Texts) -> Html:
    numbers = crisis_number(line, texts)
    if By.TEXT not in line.by:
        return numbers
    if By.CALL in line.by:
        return texts.say("guidance-line-call-text", number=numbers)
    if line.word:
        return texts.say("guidance-line-text", word=line.word, number=numbers)
    return texts.say("guidance-line-text-only", number=numbers)


def _programme(place: Place) -> Html:
    """The programme's own phone, for daytime questions, and its own line last of all."""
    texts, programme = place.texts, place.programme
    phone = escaped(programme.phone) if programme.phone else ""
    own = own_line(place)
    if not phone and not own:
        return Html("")
    return lines(
        texts.say("guidance-now-programme", name=programme.name),
        joined(phone, texts.say("guidance-now-not-emergency")) if phone else "",
        own,
    )
