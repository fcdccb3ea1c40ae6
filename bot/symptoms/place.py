"""symptoms/place: what guidance knows of the person and of where they are, and the small pieces made from it (pure).

Belongs here: Place, Guidance, numbers in words, the poison line, the programme's own line, the name of a medicine.
Not here: which text is shown when (guided.py), lists of numbers (numbers.py).
"""

from dataclasses import dataclass, field
from enum import Enum, StrEnum

from bot.caseload.programme import Programme
from bot.symptoms.helplines import By, Country, Line, Purpose, in_words
from bot.symptoms.report import About
from bot.texts.catalog import Texts
from bot.texts.html import Html, escaped


class Record(Enum):
    """What happens with what was said, so that nothing untrue is promised."""

    SHARED = "shared"
    PRIVATE = "private"
    NONE = "none"


class Asks(StrEnum):
    """Which buttons belong under a text."""

    CALL = "call"
    CHECK = "check"
    SAME_DAY = "same_day"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinician:
    """Whom to call about the plan. `until`: open until this time today, as text; empty: not known."""

    name: str
    phone: str
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What guidance knows of the person and where they are. `drugs`: medicine names of the active plan, if any."""

    texts: Texts
    country: Country
    programme: Programme
    about: About = field(default_factory=About)
    drugs: tuple[str, ...] = ()
    clinician: Clinician | None = None
    record: Record = Record.NONE
    asks_later: bool = False
    """Whether whoever reads this is surely asked in 30 minutes how it is then; else nothing of that is promised."""

    @property
    def medicine_known(self) -> bool:
        return bool(self.about.medicines or self.drugs)

    @property
    def emergency(self) -> Html:
        """The emergency number or numbers in words: "911", "112 or 911"."""
        return either(self.texts, self.country.emergency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """A text, the numbers that get a button to copy them, and what is asked."""

    text: Html
    copies: tuple[str, ...]
    asks: Asks


def either(texts: Texts, numbers: tuple[str, ...]) -> Html:
    """The numbers in words: "911", "112 or 911"."""
    said = escaped(numbers[0])
    for number in numbers[1:]:
        said = texts.say("guidance-or", first=said, second=number)
    return said


def crisis_number(line: Line, texts: Texts) -> Html:
    """How a crisis line is dialled: "988", "111 and press 2"."""
    numbers = either(texts, line.numbers)
    return texts.say("guidance-crisis-choose", number=numbers, press=line.choose) if line.choose else numbers


def own_line(place: Place) -> Html:
    """The programme's own line with its label and hours; empty where it has none."""
    line, language = place.programme.own_line, place.texts.language
    if line is None:
        return Html("")
    said = place.texts.say("guidance-own-line", label=in_words(line.label, language), number=line.number)
    hours = in_words(line.hours, language)
    return joined(said, place.texts.say("guidance-hours", hours=hours) if hours else "")


def poison_line(place: Place) -> Html | None:
    """Name and number of the poison line, as they stand in a sentence; None where the country has none."""
    line = place.country.first(Purpose.POISON)
    if line is None:
        return None
    name = in_words(line.name, place.texts.language)
    return place.texts.say("guidance-poison-line", name=name, number=either(place.texts, line.numbers))


def lowering(place: Place) -> Html:
    """ "I am lowering baclofen." with the medicines' names; "my medicine" where only its group is known."""
    texts = place.texts
    if place.about.medicines == {"alcohol"} and not place.drugs:
        return texts.say("guidance-lowering-alcohol")
    names = [_translated(texts, name) or name for name in place.drugs]
    names = names or [_translated(texts, name) for name in sorted(place.about.medicines)]
    if not names or "" in names:
        return texts.say("guidance-lowering")
    said = escaped(names[0])
    for name in names[1:]:
        said = texts.say("guidance-and", first=said, second=name)
    return texts.say("guidance-lowering-drug", drug=said)


def _translated(texts: Texts, name: str) -> str:
    key = f"guidance-drug-{name.casefold().replace(' ', '-')}"
    return texts.label(key) if texts.has(key) else ""


def with_line(key: str, line: Line, place: Place) -> Html:
    """The sentence `key` about `line`; its `-text` form where the line takes texts too."""
    key = f"{key}-text" if By.TEXT in line.by else key
    return place.texts.say(key, line=crisis_number(line, place.texts))


def note_first(line: Line, place: Place) -> Html:
    """What there is to know about `line`, where it must be read before calling: the line first speaks another language
    than the reader, and the note says how to get theirs ("press 2")."""
    language = place.texts.language
    other = bool(line.languages) and language != line.languages[0] and language in line.languages
    return escaped(in_words(line.note, language)) if other else Html("")


def joined(*parts: str) -> Html:
    """The parts that are not empty, on one line."""
    return Html(" ".join(escaped(part) for part in parts if part))


def copies(place: Place, line: Line | None, *, crisis_first: bool = False) -> tuple[str, ...]:
    """The numbers that get a button: emergency and crisis line, each once, in the order in which they are said."""
    crisis = line.numbers if line else ()
    both = (*crisis, *place.country.emergency) if crisis_first else (*place.country.emergency, *crisis)
    return tuple(dict.fromkeys(both))
