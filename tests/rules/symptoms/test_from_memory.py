"""Help out of memory alone: every line we know that triage raises gets the right number, with no database to ask.

The lines: all phrasings of tests/rules/phrasings and every example of config/triage. The same over HTTP, with the
database gone and staff out of reach: tests/chat/test_nothing_left.py.
"""

from functools import cache
from itertools import product

import pytest

from bot.chat.guidance import Guide
from bot.chat.heard import Heard, Kind
from bot.chat.memory import ChatFacts, Memory
from bot.ids import ChatId
from bot.symptoms.helplines import Purpose
from bot.symptoms.report import About, Decision, Reason, SymptomReport, Tier
from bot.symptoms.triaged import triage
from tests.rules.checkins.packs import shipped
from tests.rules.triage.test_examples import CATCHES
from tests.rules.triage.test_phrasings import lines

SAID = tuple(dict.fromkeys([line.text for line in lines()] + [text for _, text in CATCHES]))
WHO = {
    "stranger": None,
    "patient": ChatFacts(language="en", country="GB", about=About(medicines=frozenset({"baclofen"})), patient=True),
    "paciente": ChatFacts(language="es", country="MX", about=About(medicines=frozenset({"opioid"})), patient=True),
    "elsewhere": ChatFacts(language="en", country="JP", patient=True),
}
CHAT = ChatId(701)


@cache
def judged(about: About) -> tuple[tuple[str, Decision], ...]:
    """What triage says of each line, told by somebody of whom that is known."""
    rules = shipped().rules
    return tuple((text, triage(SymptomReport(text=text, about=about), rules)) for text in SAID)


@pytest.mark.parametrize("who", WHO)
def test_every_line_that_is_raised_gets_the_right_number(who: str) -> None:
    house, facts = shipped(), WHO[who]
    memory = Memory(languages=("en", "es"), medicines=("baclofen", "opioid"))
    if facts is not None:
        memory.learn(CHAT, facts)
    guide = Guide(house, memory)
    country = house.helplines.country(facts.country if facts else house.programme.country)
    emergency, crisis = set(country.emergency), country.first(Purpose.CRISIS)
    raised = 0
    for text, decision in judged(facts.about if facts else About()):
        messages = guide.from_memory(Heard(kind=Kind.TEXT, chat_id=CHAT, text=text), decision)
        assert bool(messages) == (decision.tier >= Tier.CHECK), text
        if not messages:
            continue
        raised += 1
        head = "\n".join(messages[0].text.split("\n")[:2])
        thoughts = decision.reason in (Reason.SUICIDE, Reason.HOPELESS) and decision.tier > Tier.CHECK
        first = set(crisis.numbers) if thoughts and crisis else emergency
        assert all(number in (head if decision.tier is not Tier.URGENT else messages[0].text) for number in first), text
        assert all(number in messages[0].text for number in emergency), text
    assert raised > 1000


def test_whoever_cannot_be_found_in_memory_gets_the_programmes_country() -> None:
    guide = Guide(shipped(), Memory(languages=("en",), medicines=()))
    for kind, command in product((Kind.SOUND_OR_PICTURE, Kind.LOCATION, Kind.COMMAND), ("help_now",)):
        (said, *_) = guide.from_memory(
            Heard(kind=kind, chat_id=CHAT, command=command if kind is Kind.COMMAND else ""),
            triage(SymptomReport(), shipped().rules),
        )
        assert "911" in said.text.split("\n")[0]
