"""symptoms/shown: guidance as a message with its buttons (floor 1, pure).

Belongs here: which buttons stand under which guidance, and what they carry: ids and opaque codes, nothing of health.
Not here: the words (guided.py), what a tap does (chat/handlers/help.py).

Help can be forwarded, so it is never protected. Numbers get a button that copies them; Telegram knows no tel: links.
"""

from bot.ids import ChatId
from bot.sending import Button, Buttons, Lane, Outgoing
from bot.symptoms.helplines import Helplines
from bot.symptoms.place import Asks, Guidance, Place
from bot.symptoms.report import Decision, Hit, Reason, Tier
from bot.taps import Tap, Verb, data
from bot.texts.catalog import Texts

_MOST_COPIES = 3
"""Numbers beside each other on a phone's width."""

NOT_LISTED = "ZZ"
"""Stands for every country without a list: a code that no country has."""

OTHER, CRISIS, SOMEBODY, SOMEBODY_IN_CRISIS = "1", "2", "3", "4"
"""What `I need help now` carries: which words fit. Opaque, and never reused for something else."""

_IN_CRISIS = frozenset({Reason.SUICIDE, Reason.SUICIDE_PLAN, Reason.SELF_HARM, Reason.HOPELESS})


def message(guidance: Guidance, *, chat: ChatId, texts: Texts, report: int = 0, code: str = OTHER) -> Outgoing:
    """What is sent: the text, the numbers to copy, the buttons. `report` 0: not stored (yet)."""
    rows = (*_copy_row(guidance, texts), *_asked(guidance.asks, texts, report, code))
    note = texts.say("help-repeat-note")
    return Outgoing(chat_id=chat, text=guidance.text, buttons=rows, lane=Lane.GUIDANCE, repeat_note=note)


def code_of(decision: Decision) -> str:
    """The code that lets `I need help now` find fitting words without any database."""
    if decision.reason in _IN_CRISIS:
        return SOMEBODY_IN_CRISIS if decision.someone_else else CRISIS
    return SOMEBODY if decision.someone_else else OTHER


def needs_help(tap: Tap, lang: str) -> Decision:
    """What a tap on `I need help now` is: an emergency report. Source: PRODUCT section 5."""
    reason = {CRISIS: Reason.SUICIDE, SOMEBODY: Reason.SOMEONE_ELSE, SOMEBODY_IN_CRISIS: Reason.SUICIDE}.get(
        tap.arg, Reason.UNCLEAR
    )
    hit = Hit(rule="tapped.need_help", tier=Tier.EMERGENCY, reason=reason)
    return Decision(
        tier=Tier.EMERGENCY,
        because=(hit,),
        reason=reason,
        lang=lang,
        someone_else=tap.arg in (SOMEBODY, SOMEBODY_IN_CRISIS),
    )


BETTER, SAME, WORSE = "b", "s", "w"
"""What the three answers to "how are you now" carry."""


def follow_up(place: Place, *, chat: ChatId, report: int, someone_else: bool) -> Outgoing:
    """How are you now, or how are they: the number first, and three answers."""
    texts = place.texts

    def button(key: str, answer: str) -> Button:
        return Button(label=texts.label(key), data=data(Verb.HELP_FOLLOW_UP, report, answer))

    key = "guidance-follow-up-someone" if someone_else else "guidance-follow-up"
    answers = (button("help-better", BETTER), button("help-same", SAME), button("help-worse", WORSE))
    return Outgoing(
        chat_id=chat,
        text=texts.say(key, emergency=place.emergency),
        buttons=(answers,),
        lane=Lane.GUIDANCE,
        repeat_note=texts.say("help-repeat-note"),
    )


COUNTRIES_IN_A_ROW = 3


def countries(helplines: Helplines, *, chat: ChatId, texts: Texts, report: int = 0) -> Outgoing:
    """The question which country somebody is in, one button each; the last is "not listed"."""
    listed = [*helplines.listed(texts.language), (NOT_LISTED, texts.label("help-country-not-listed"))]
    buttons = [Button(label=name, data=data(Verb.HELP_COUNTRY, report, code)) for code, name in listed]
    rows = tuple(
        tuple(buttons[start : start + COUNTRIES_IN_A_ROW]) for start in range(0, len(buttons), COUNTRIES_IN_A_ROW)
    )
    note = texts.say("help-repeat-note")
    return Outgoing(
        chat_id=chat, text=texts.say("help-country-which"), buttons=rows, lane=Lane.GUIDANCE, repeat_note=note
    )


def _copy_row(guidance: Guidance, texts: Texts) -> Buttons:
    numbers = guidance.copies[:_MOST_COPIES]
    return (tuple(Button(label=texts.label("help-copy", number=one), copy=one) for one in numbers),) if numbers else ()


def _asked(asks: Asks, texts: Texts, report: int, code: str) -> Buttons:
    def button(key: str, verb: Verb, arg: str = "") -> Button:
        return Button(label=texts.label(key), data=data(verb, report, arg))

    other_country = button("help-other-country", Verb.HELP_OTHER_COUNTRY)
    if asks is Asks.CALL:
        return (
            (button("help-calling", Verb.HELP_CALLING), button("help-cannot-call", Verb.HELP_CANNOT_CALL)),
            (button("help-someone-here", Verb.HELP_SOMEONE_HERE),),
            (other_country,),
        )
    if asks is Asks.CHECK:
        return ((button("help-need", Verb.HELP_NEED, code), button("help-ok", Verb.HELP_OK)),)
    if asks is Asks.SAME_DAY:
        return ((button("help-need", Verb.HELP_NEED, code),), (other_country,))
    return ()
