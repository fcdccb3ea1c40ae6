"""symptoms/cues: the kinds of words that change what a sign means, a sign as it was found, and what becomes of it.

Belongs here: these three names. Not here: the words themselves (config/triage/words.*.yaml), the weighing (context.py).
"""

from dataclasses import dataclass
from enum import StrEnum


class Cue(StrEnum):
    """Kinds of cues, named as in the word files."""

    NEGATION = "negation"
    DENIES_ALL = "denies_all"
    ENDS_DENIAL = "ends_denial"
    NOT_NEGATION = "not_negation"
    CARRIERS = "carriers"
    CONTRAST = "contrast"
    TURN = "turn"
    LONG_PAST = "long_past"
    PAST = "past"
    DATES_BEFORE = "dates_before"
    PAST_OF_OTHERS = "past_of_others"
    NOW = "now"
    BACK = "back"
    WELL_NOW = "well_now"
    STILL = "still"
    OVER = "over"
    RELIEF = "relief"
    UNMET = "unmet"
    ONSET = "onset"
    TREATED = "treated"
    ENDS_RELIEF = "ends_relief"
    OTHER_PERSON = "other_person"
    ELSEWHERE = "elsewhere"
    TOLD_IN = "told_in"
    MEDIA = "media"
    IN_GENERAL = "in_general"
    STATEMENT = "statement"
    GENERAL_QUESTION = "general_question"
    ASKED_ABOUT = "asked_about"
    CONFIRMED = "confirmed"
    SHARED_QUESTION = "shared_question"
    QUESTION = "question"
    PERSONAL = "personal"
    SUBJECT = "subject"
    WRITER = "writer"
    SUPPOSED = "supposed"
    DOUBTED = "doubted"
    HARMLESS = "harmless"
    PERHAPS_HARMLESS = "perhaps_harmless"
    JOY = "joy"
    MEANT = "meant"


class Verdict(StrEnum):
    """What the surroundings make of a sign."""

    STANDS = "stands"
    UNSURE = "unsure"
    DROPPED = "dropped"


_ORDER = list(Verdict)


def least(*verdicts: Verdict) -> Verdict:
    """The one that lets least stand."""
    return max(verdicts, key=_ORDER.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A sign found at words [start, end), and how it may be taken."""

    start: int
    end: int
    last: int
    """Where its last word or phrase begins."""
    bare: bool
    figure: bool
    exaggerated: bool
    firm: bool
    grave: bool
    """It would be an emergency."""
    negative: bool
    """A negation is part of it: can not breathe."""
