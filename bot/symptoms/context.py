"""symptoms/context: who, when and whether: what the words around a sign make of it.

Belongs here: negation, time, other people, questions, suppositions, figures of speech, each from the cues in
config/triage/words.*.yaml. Not here: the signs themselves. When the cues disagree the sign stands: missing an
emergency is worse than asking once too often.
"""

from collections.abc import Iterator, Mapping

from bot.symptoms.cues import Cue, Found, Verdict, least
from bot.symptoms.normalised import Word

_TAKES_UP = frozenset({"it", "they", "that", "all", "everything", "todo"})
"""Words that take a sign up again after a but: i was confused, but it all went away."""
_JOINS = frozenset({"and", "or", "y", "o"})
"""They join the names of a list, or one clause to the next."""
_ALL = frozenset({"every", "everything", "all", "both", "todo", "todos", "todas"})
"""After a relief they open a list: it helped with everything, the panic, the nightmares."""
_ELSE = _JOINS | {"i", "he", "she", "since", "when", "after", "once", "que"}
"""What follows them is no longer said of the sign: my seizures went when i started it."""
_PRESENT = frozenset(
    {
        "quiero",
        "oigo",
        "veo",
        "siento",
        "escucho",
        "pienso",
        "deseo",
        "puedo",
        "estoy",
        "duele",
        "hears",
        "sees",
        "wants",
    }
)
"""Told as going on, whatever date stands beside it: in 2019 she left, i want to die."""
_PRESENT_OF_ME = frozenset({"want", "hear", "see", "feel", "wish", "hate", "am", "can"})
"""The same after an i. Without it they may be told of then: used to hear, did not want."""
NEGATION_REACH = 7
"""Words between a negation and what it negates, all of them carriers (have, any, thoughts of)."""


LIST_REACH = 4
"""Words between a denial and the later signs of its list: no falls, faints."""
RELIEF_REACH = 4
"""Words between "helped with" and what it helped with, when that is told at length."""
RELIEF_LIST_REACH = 12
"""Words between "helped with" and a bare name, which may be the last of a list."""
NAME_WORDS = 3
"""A sign told in no more words is as good as a bare name."""
UNMET_REACH = 3
"""Words between "nothing" or "need something" and the relief that did not come."""
ONSET_REACH = 4
"""Words between a sign and the word that it started, or is now."""
WRITER_REACH = 3
"""The writer this many words before a sign has it."""
SUBJECT_REACH = 2
"""A person this many words before a sign has it."""
SUPPOSED_REACH = 4
"""Words between "if i" and what is supposed."""


_OWN_WORDS = (
    Cue.OVER, Cue.RELIEF, Cue.TOLD_IN, Cue.MEDIA, Cue.STATEMENT, Cue.IN_GENERAL, Cue.GENERAL_QUESTION
)  # fmt: skip
"""Among the words of the sign these belong to it."""


class Context:
    """The cues of one message."""

    def __init__(self, words: list[Word], at: Mapping[Cue, list[tuple[int, int]]]) -> None:
        """`at`: where each kind of cue stands among `words`."""
        self._words = words
        self._sentences = tuple(word.sentence for word in words)
        self._at = at
        self._never = {at for start, end in self._at.get(Cue.NOT_NEGATION, ()) for at in range(start, end)}
        self._negations = [place for place in self._at.get(Cue.NEGATION, ()) if place[0] not in self._never]
        self._not_at = {start for start, _ in self._at.get(Cue.NEGATION, ())}
        self._carriers = {at for start, end in self._at.get(Cue.CARRIERS, ()) for at in range(start, end)}
        self._contrasts = {start for start, _ in self._at.get(Cue.CONTRAST, ())}
        self._taken: set[int] = set()

    def take(self, start: int, end: int) -> None:
        """The bare name of a sign carries a negation on to the next of a list: no seizures or fits."""
        self._taken.update(range(start, end))

    def other_person(self, found: Found) -> bool:
        """Whether the sign is said of somebody else than the writer, and not done to the writer: he hit me."""
        if any(word.plain == "me" for word in self._words[found.start : found.end]):
            return False
        return any(
            self._sentences[place[0]] == self._sentences[found.start] and place[0] <= found.end
            for place in self._at.get(Cue.OTHER_PERSON, ())
        )

    def verdict(self, found: Found) -> Verdict:
        """Whether the sign stands, is not so, or cannot be told."""
        if self._negated(found) or self._over(found) or self._elsewhere(found):
            return Verdict.DROPPED
        if not found.firm and self._asked_of_all(found):
            return Verdict.UNSURE
        if self._only_told(found):
            return Verdict.DROPPED
        if self._asked_in_general(found) and (found.bare or not found.firm):
            return Verdict.DROPPED
        if not found.firm and (self._in_general(found) or self._supposed(found)):
            return Verdict.DROPPED
        return least(self._joked(found), self._treated(found), self._relieved(found), self._in_time(found))

    def _joked(self, found: Found) -> Verdict:
        """What a harmless cause in the same sentence, or in another, makes of a figure of speech."""
        if self._at.get(Cue.MEANT):
            return Verdict.STANDS
        kinds = [Cue.HARMLESS] if found.figure else [Cue.JOY] if found.exaggerated else []
        if any(True for kind in kinds for _ in self._near(kind, found)):
            return Verdict.DROPPED
        perhaps = [*kinds, Cue.PERHAPS_HARMLESS] if found.figure else kinds
        return Verdict.UNSURE if any(self._at.get(kind) for kind in perhaps) else Verdict.STANDS

    def _asked_of_all(self, found: Found) -> bool:
        """Whether it is asked of others as well: does anyone else see things."""
        return any(True for _ in self._before(Cue.SHARED_QUESTION, found))

    def _part(self, at: int) -> int:
        """A number for the stretch between contrasts (but, pero) that word `at` stands in."""
        return sum(1 for contrast in self._contrasts if contrast <= at)

    def _near(self, kind: Cue, found: Found) -> Iterator[tuple[int, int]]:
        """The cues of this kind in the sentence of the sign; what ends it is not sought among its own words."""
        for start, end in self._at.get(kind, ()):
            inside = kind in _OWN_WORDS and found.start <= start and end <= found.end
            if self._sentences[start] == self._sentences[found.start] and not inside:
                yield start, end

    def _same_part(self, place: tuple[int, int], found: Found) -> bool:
        return self._part(place[0]) == self._part(found.start)

    def _before(self, kind: Cue, found: Found) -> Iterator[tuple[int, int]]:
        """Cues before the sign, with no contrast between."""
        for place in self._near(kind, found):
            if place[0] < found.start and place[1] <= found.start + 1 and self._same_part(place, found):
                yield place

    def _asked_in_general(self, found: Found) -> bool:
        """Whether a question in general form, with nobody here after it, holds the sign."""
        return any(
            start < found.start and self._same_part((start, end), found) and not self._personal_beside(found, start=end)
            for start, end in self._near(Cue.GENERAL_QUESTION, found)
        )

    def _in_general(self, found: Found) -> bool:
        """Whether a bare name stands in a general statement or question."""
        if not found.bare or self._said_of_somebody(found):
            return False
        if any(self._same_part(place, found) for place in self._near(Cue.IN_GENERAL, found)):
            return True
        asked = any(self._opens_sentence(start) for start, _ in self._before(Cue.QUESTION, found))
        return asked and not any(self._near(Cue.PERSONAL, found))

    def _said_of_somebody(self, found: Found) -> bool:
        """Whether a word for the writer or somebody here stands right before the sign: i fainted, he just collapsed."""
        return any(found.start - SUBJECT_REACH < end <= found.start for _, end in self._near(Cue.SUBJECT, found))

    def _personal_beside(self, found: Found, *, start: int) -> bool:
        """Whether a word for the writer or somebody near stands in the clause of the sign, from word `start` on."""
        clause = self._words[found.start].clause
        told = {at for begin, end in self._at.get(Cue.STATEMENT, ()) for at in range(begin, end)}
        return any(
            place[0] >= start and place[0] not in told and self._words[place[0]].clause == clause
            for place in self._near(Cue.PERSONAL, found)
        )

    def _only_told(self, found: Found) -> bool:
        """Whether it is what a leaflet, an advice or a doctor's question speaks of: they asked if i was suicidal."""
        asked = any(True for _ in self._before(Cue.ASKED_ABOUT, found))
        if asked and all(end in self._not_at for _, end in self._at.get(Cue.CONFIRMED, ())):
            return True
        if any(self._now_beside(found)):
            return False
        return any(
            self._same_part(place, found) and not self._personal_beside(found, start=0)
            for place in self._near(Cue.STATEMENT, found)
        )

    def _opens_sentence(self, at: int) -> bool:
        return at == 0 or self._sentences[at - 1] != self._sentences[at]

    def _supposed(self, found: Found) -> bool:
        """Whether it is only supposed: if i have a seizure."""
        clause = self._words[found.start].clause
        doubted = {end for _, end in self._at.get(Cue.DOUBTED, ())}
        return any(
            (found.bare or found.start - end <= SUPPOSED_REACH) and self._words[start].clause == clause
            for start, end in self._before(Cue.SUPPOSED, found)
            if start + 1 not in doubted
        )

    def _over(self, found: Found) -> bool:
        """Whether words after the sign (went away) or before it (helped with) say that it is gone."""
        for start, end in self._near(Cue.OVER, found):
            part = self._part(start) - (start in self._contrasts)
            back_again = any(
                now >= end and now - 1 not in self._not_at
                for kind in (Cue.NOW, Cue.BACK)
                for now, _ in self._near(kind, found)
            )
            goes_on = self._words[start].plain in _TAKES_UP
            here = part == self._part(found.start) or (goes_on and part == self._part(found.start) + 1)
            if start >= found.start and start - 1 not in self._not_at and here:
                return not back_again
        return False

    def _relieved(self, found: Found) -> Verdict:
        """What a relief makes of it: before it (helped with), or among its words before the last (controlled my)."""
        within = [place for place in self._at.get(Cue.RELIEF, ()) if found.start < place[0] and place[1] <= found.last]
        if not found.negative and any(not self._unmet(place) for place in within) and not self._sets_in(found):
            return Verdict.DROPPED
        reliefs = [place for place in self._before(Cue.RELIEF, found) if not self._unmet(place)]
        return self._of_list([place for place in reliefs if self._reaches_list(place, found)], found)

    def _of_list(self, cues: list[tuple[int, int]], found: Found) -> Verdict:
        """What cues make of a sign that is their object. A new clause that may tell something new is not theirs."""
        if not cues:
            return Verdict.STANDS
        clause = self._words[found.start].clause
        joined = self._words[found.start - 1].plain in _JOINS
        one = joined or any(self._words[end - 1].clause == clause for _, end in cues)
        all_told = any(self._words[at].plain in _ALL for _, end in cues for at in range(end - 1, found.start))
        if one or all_told or not found.grave:
            return Verdict.DROPPED
        return Verdict.STANDS if found.firm else Verdict.UNSURE

    def _unmet(self, relief: tuple[int, int]) -> bool:
        """Whether the relief is denied, asked for or wished for: nothing controls my, i need something to stop my."""
        first, last = relief
        return any(
            (start < first or (start == first and end > last))
            and end >= first - UNMET_REACH
            and self._words[start].clause == self._words[first].clause
            for start, end in self._at.get(Cue.UNMET, ())
        )

    def _reaches_list(self, cue: tuple[int, int], found: Found) -> bool:
        """Whether what a cue says of its object still holds for the sign: no onset, turn or new subject between."""
        reach = RELIEF_LIST_REACH if self._named(found) else RELIEF_REACH
        if found.start - cue[1] > reach or self._sets_in(found):
            return False
        ends = (Cue.ENDS_RELIEF, Cue.NOW, Cue.BACK, Cue.ONSET)
        return not any(cue[1] <= start <= found.start for kind in ends for start, _ in self._near(kind, found))

    def _sets_in(self, found: Found) -> bool:
        """Whether words right after the sign tell that it started or is now: seizures this morning."""
        clause = self._words[found.last].clause
        return any(
            found.start < start <= found.end + ONSET_REACH
            and self._words[start].clause == clause
            and self._words[start].plain not in _JOINS
            and self._words[start - 1].plain not in _ELSE
            for kind in (Cue.NOW, Cue.BACK, Cue.ONSET)
            for start, _ in self._near(kind, found)
        )

    def _named(self, found: Found) -> bool:
        return found.bare or found.end - found.start <= NAME_WORDS

    def _treated(self, found: Found) -> Verdict:
        """A name that is what a medicine is for: i take it for panic attacks."""
        if found.firm or any(self._now_beside(found)):
            return Verdict.STANDS
        reasons = [
            place
            for place in self._before(Cue.TREATED, found)
            if self._reaches_list(place, found) and (self._named(found) or found.start <= place[1])
        ]
        verdict = self._of_list(reasons, found)
        return Verdict.STANDS if verdict is Verdict.UNSURE else verdict

    def _now_beside(self, found: Found) -> Iterator[tuple[int, int]]:
        """Words for now in the clause of the sign."""
        clause = self._words[found.start].clause
        return (place for place in self._near(Cue.NOW, found) if self._words[place[0]].clause == clause)

    def _in_time(self, found: Found) -> Verdict:
        """Dropped when it was once and is not now. A date long past is only taken back by words for its return."""
        back = any(start - 1 not in self._not_at for start, _ in self._near(Cue.BACK, found))
        if not back and not self._goes_on(found) and self._dated(found):
            if any(self._near(Cue.WELL_NOW, found)) or not any(self._near(Cue.NOW, found)):
                return Verdict.DROPPED
            return Verdict.STANDS if any(self._now_beside(found)) else Verdict.UNSURE
        if back or any(self._now_beside(found)):
            return Verdict.STANDS
        writer = any(found.start in (start, end) for start, end in self._at.get(Cue.WRITER, ()))
        if not writer and self.other_person(found) and any(self._near(Cue.PAST_OF_OTHERS, found)):
            return Verdict.DROPPED
        past = any(self._part(place[0]) >= self._part(found.last) for place in self._near(Cue.PAST, found))
        now = any(self._near(Cue.NOW, found)) or any(self._near(Cue.STILL, found))
        over = past and (not now or any(self._near(Cue.WELL_NOW, found)))
        return Verdict.DROPPED if over else Verdict.STANDS

    def _goes_on(self, found: Found) -> bool:
        """Whether it is told in the present: among the words of the sign, or right before it."""
        words = [word.plain for word in self._words[: found.end]]
        return any(
            words[at] in _PRESENT or (words[at] in _PRESENT_OF_ME and at > 0 and words[at - 1] == "i")
            for at in range(max(0, found.start - 1), found.end)
        )

    def _dated(self, found: Found) -> bool:
        """Whether a date long past stands with it, or the next sentence gives it one: that was in 2009."""
        sentence = self._sentences[found.start]
        returned = {self._sentences[start] for start, _ in self._at.get(Cue.BACK, ())}
        dated_after = {self._sentences[start] for start, _ in self._at.get(Cue.DATES_BEFORE, ())} - returned
        if sentence + 1 in dated_after:
            return True
        return any(
            self._part(start) >= self._part(found.last) and not self._of_others_before(end, found)
            for start, end in self._near(Cue.LONG_PAST, found)
        )

    def _of_others_before(self, date_end: int, found: Found) -> bool:
        """Whether a date belongs to somebody else, and the writer speaks of themselves after an "and i"."""
        turns = [start for start, _ in self._near(Cue.TURN, found) if date_end <= start <= found.start]
        return bool(turns) and any(start < date_end for start, _ in self._near(Cue.OTHER_PERSON, found))

    def _elsewhere(self, found: Found) -> bool:
        """Whether it is said of somebody far away or dead (unless now: I hear her), or told in a film, a course."""
        back = any(self._near(Cue.BACK, found))
        now = back or any(self._near(Cue.NOW, found))
        kinds = (Cue.TOLD_IN,) if now or self._of_the_writer(found) else (Cue.ELSEWHERE, Cue.TOLD_IN)
        if any(self._same_part(place, found) for kind in kinds for place in self._near(kind, found)):
            return True
        somebody_here = any(place[0] < found.end for place in self._near(Cue.PERSONAL, found))
        return any(self._near(Cue.MEDIA, found)) and not somebody_here and not back

    def _of_the_writer(self, found: Found) -> bool:
        """Whether the writer says it of themselves: among the words of the sign or right before it."""
        of_others = {at for start, end in self._at.get(Cue.ELSEWHERE, ()) for at in range(start - 1, end)}
        clause = self._words[found.start].clause
        return any(
            found.start - WRITER_REACH < end and start < found.end and start not in of_others
            for start, end in self._near(Cue.WRITER, found)
            if self._words[start].clause == clause
        )

    def _negated(self, found: Found) -> bool:
        if any(found.start < contrast < found.end for contrast in self._contrasts):
            return False
        denied = any(self._reaches(place, found) or self._turns_within(place, found) for place in self._negations)
        return denied or any(self._all_denied(place, found) for place in self._before(Cue.DENIES_ALL, found))

    def _all_denied(self, denial: tuple[int, int], found: Found) -> bool:
        """Whether a denial of a whole list (i have not had any) reaches to the sign: up to the next person or turn."""
        if found.negative or denial[0] in self._never:
            return False
        between = range(denial[1], found.start + 1)
        if any(self._words[at].turned for at in between):
            return False
        ends = any(denial[1] <= start <= found.start for start, _ in self._at.get(Cue.ENDS_DENIAL, ()))
        one_clause = self._words[denial[1] - 1].clause == self._words[found.start].clause
        return not ends and (one_clause or (found.bare and found.start - denial[1] <= LIST_REACH))

    def _returns(self, found: Found) -> bool:
        """Whether words after the sign tell of its return, or that it got worse."""
        return any(
            start >= found.last and start - 1 not in self._not_at
            for kind in (Cue.BACK, Cue.ONSET)
            for start, _ in self._near(kind, found)
        )

    def _turns_within(self, negation: tuple[int, int], found: Found) -> bool:
        """Whether it stands among the words of the sign, right before the last: my heart is not racing."""
        start, end = negation
        if found.negative or not found.start < start < end <= found.last:
            return False
        return all(at in self._carriers for at in range(end, found.last))

    def _reaches(self, negation: tuple[int, int], found: Found) -> bool:
        """Whether only carriers stand between the negation and the sign, in one clause or a list of bare names."""
        start, end = negation
        if found.negative and found.start in self._not_at:
            return False  # no, i can not breathe
        if self._words[start].plain == "stopped" and self._returns(found):
            return False  # it stopped my seizures and they came back
        if not end <= found.start <= end + NEGATION_REACH or self._sentences[start] != self._sentences[found.start]:
            return False
        between = range(end, found.start)
        if not all(at in self._carriers or at in self._taken for at in between):
            return False
        if any(self._words[at].turned for at in range(end, found.start + 1)):
            return False
        one_clause = self._words[end - 1].clause == self._words[found.start].clause
        return one_clause or (found.bare and any(at in self._taken for at in between))
