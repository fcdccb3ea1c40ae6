"""checkins/screened: PHQ-2 and GAD-2, added up for staff (floor 1, pure). A patient never sees a score.

Source: FACTS 3: two items each, 0 to 3; a sum of 3 is the usual cut-off (PHQ-2: R, Arroll 2010; GAD-2: M). It is no
diagnosis: it says that somebody should talk with the person.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.checkins.checkin import Answers


class Screener(StrEnum):
    """Which of the two."""

    PHQ2 = "phq2"
    GAD2 = "gad2"


ITEMS = {Screener.PHQ2: ("phq1", "phq2"), Screener.GAD2: ("gad1", "gad2")}
CUT_OFF = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A sum of 0 to 6."""

    screener: Screener
    total: int

    @property
    def needs_a_talk(self) -> bool:
        """Whether it reaches the cut-off."""
        return self.total >= CUT_OFF


def screens(answers: Answers) -> tuple[Screen, ...]:
    """The screeners that were answered whole; a half one has no sum."""
    found: list[Screen] = []
    for screener, items in ITEMS.items():
        values = [answers.value(item) for item in items]
        if all(value is not None for value in values):
            found.append(Screen(screener=screener, total=sum(value for value in values if value is not None)))
    return tuple(found)
