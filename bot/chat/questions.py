"""chat/questions: each question of joining as a message.

Belongs here: the words and buttons of a step. Not here: which step comes next (caseload/enrolled.py), what an answer
does (handlers/joining.py), the choices of places and times (pickers.py).
"""

from functools import partial

from bot.caseload import hours
from bot.caseload.enrolled import Step
from bot.caseload.permissions import Role
from bot.caseload.person import Person
from bot.chat import pickers
from bot.chat.pickers import Asker, Question
from bot.chat.turn import Turn
from bot.house import House
from bot.sending import Button
from bot.symptoms.place import Place
from bot.taps import Verb, data
from bot.texts.catalog import Texts
from bot.texts.html import Html, paragraphs


def ask(turn: Turn, person: Person, step: Step, *, inviter: str = "") -> Question:
    """The question of `step`, in the language `person` chose (or their client's)."""
    texts = turn.house.texts.in_language(person.language or turn.heard.language)
    match step:
        case Step.LANGUAGE:
            return pickers.languages(asker(turn, person, Verb.LANGUAGE), _welcome(turn.house, texts, person, inviter))
        case Step.ADULT:
            return Question(
                text=adult_text(turn.house, texts),
                buttons=(
                    (
                        _button(texts, "joining-yes", Verb.ADULT, person, "y"),
                        _button(texts, "joining-no", Verb.ADULT, person, "n"),
                    ),
                ),
            )
        case Step.READ_FIRST:
            return read_first(turn.house, texts, person)
        case Step.SHARING:
            return sharing(turn.house, texts, person)
        case Step.NAME:
            return Question(text=texts.say("joining-name"))
        case Step.COUNTRY:
            return pickers.countries_first(asker(turn, person, Verb.COUNTRY))
        case Step.ZONE:
            return pickers.zones_first(asker(turn, person, Verb.ZONE), person.country)
        case _:
            return pickers.checkin_times(asker(turn, person, Verb.CHECKIN_TIME))


def adult_text(house: House, texts: Texts) -> Html:
    """The question about the age: what the answer is recorded for."""
    return texts.say("joining-adult", age=str(house.programme.minimum_age))


def asker(turn: Turn, person: Person, verb: Verb) -> Asker:
    """For the pickers, in joining: a choice carries the person's id."""
    texts = turn.house.texts.in_language(person.language or turn.heard.language)
    choose = partial(data, verb, person.id)
    return Asker(house=turn.house, texts=texts, now=turn.now, choose=choose)


def read_first(house: House, texts: Texts, person: Person, *, opened: bool = False) -> Question:
    """What must be read before the first yes; `opened` shows all of it."""
    agree = _button(texts, "joining-yes-start", Verb.AGREE, person, "y")
    later = _button(texts, "joining-not-now", Verb.AGREE, person, "n")
    more = _button(texts, "joining-more", Verb.MORE, person)
    text = read_first_text(house, texts, opened=opened)
    return Question(text=text, buttons=((agree, later),) if opened else ((agree, later), (more,)))


def read_first_text(house: House, texts: Texts, *, opened: bool = True) -> Html:
    """The text itself; with everything opened it is what consent is recorded for."""
    programme = house.programme
    place = Place(texts=texts, country=house.helplines.country(programme.country), programme=programme)
    short = texts.say(
        "joining-read", programme=programme.name, hours=hours.in_words(programme, texts), emergency=place.emergency
    )
    more = texts.say("joining-read-more") if opened else ""
    return paragraphs(short, more, texts.say("joining-reminders"))


def sharing_text(house: House, texts: Texts) -> Html:
    """The question about sharing: what consent is recorded for."""
    return texts.say("joining-sharing", programme=house.programme.name)


def sharing(house: House, texts: Texts, person: Person) -> Question:
    """May the care team see the answers? Nothing is ticked before."""
    return Question(
        text=sharing_text(house, texts),
        buttons=(
            (_button(texts, "joining-share-yes", Verb.SHARE, person, "y"),),
            (_button(texts, "joining-share-danger", Verb.SHARE, person, "d"),),
            (_button(texts, "joining-share-no", Verb.SHARE, person, "n"),),
        ),
    )


def arrival(texts: Texts, person: Person) -> Question:
    """The test message that closes joining."""
    return Question(
        text=texts.say("joining-arrival"), buttons=((_button(texts, "joining-see-it", Verb.ARRIVED, person),),)
    )


def _welcome(house: House, texts: Texts, person: Person, inviter: str) -> Html:
    name = house.programme.name
    hello = (
        texts.say("joining-welcome-from", programme=name, inviter=inviter)
        if inviter
        else texts.say("joining-welcome", programme=name)
    )
    what = (
        texts.say("joining-what-staff", role=texts.label(f"role-{person.role.value}"))
        if person.role.is_staff
        else texts.say("joining-what-supporter" if person.role is Role.SUPPORTER else "joining-what")
    )
    return paragraphs(hello, what, texts.say("joining-language"))


def _button(texts: Texts, key: str, verb: Verb, person: Person, arg: str = "") -> Button:
    return Button(label=texts.label(key), data=data(verb, person.id, arg))
