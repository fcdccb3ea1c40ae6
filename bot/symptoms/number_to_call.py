"""symptoms/number_to_call: the one number that stands in the sentence about an alert (floor 1, pure).

Belongs here: emergency or crisis line by reason and country, in words. Not here: guidance (guided.py), all numbers
(numbers.py), the sentence (escalation/notice_words.py).
"""

from bot.symptoms.helplines import Helplines, Purpose
from bot.symptoms.place import crisis_number, either
from bot.symptoms.report import Reason
from bot.texts.catalog import Texts
from bot.texts.html import Html

_CRISIS_FIRST = frozenset({Reason.SUICIDE.value, Reason.HOPELESS.value})
"""The same order as in the guidance before it. Source: PRODUCT section 5 (PD)."""


def number_to_call(helplines: Helplines, texts: Texts, *, country: str, reason: str) -> Html:
    """Whom to call now in `country` (two letters; empty: not known): "911", "112 or 911", after thoughts of suicide
    the crisis line where the country has one."""
    lines = helplines.country(country)
    crisis = lines.first(Purpose.CRISIS)
    if reason in _CRISIS_FIRST and crisis is not None:
        return crisis_number(crisis, texts)
    return either(texts, lines.emergency)
