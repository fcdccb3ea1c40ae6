"""Judging doses: each wanted one was told in time, with the ordered amounts, or the model knows why not.

Belongs here: doses, the questions after them, their ends. Not here: answers to people (answers_judged.py).

The model excuses: the person could not be reached, the order was replaced meanwhile, there was no good step before the
window closed, every try met a mishap until it closed, or it was in the hands of a dead program. The rest is lost.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.reminders.wanted import subject_of
from tests.chaos.evidence import REPEATS, Evidence, Row, kind_of, pause_after
from tests.chaos.orders import Patient, Slot, slots_of
from tests.chaos.run import Step
from tests.chaos.telegram import Call
from tests.chaos.verdict import Verdict

_OPEN = frozenset({"planned", "claimed"})


class DosesJudged:
    """Looks at every dose."""

    def __init__(self, evidence: Evidence, verdict: Verdict) -> None:
        self._evidence, self._verdict = evidence, verdict
        self._tries: defaultdict[int, defaultdict[datetime, list[Call]]] = defaultdict(lambda: defaultdict(list))
        self._questions: defaultdict[int, list[Row]] = defaultdict(list)

    def judge(self) -> None:
        """Everything wrong about doses is in the verdict."""
        self._sort_calls()
        self._questions_asked()
        for patient in self._evidence.scene.town.patients:
            self._doses_of(patient)
        for row in self._evidence.rows.values():
            if row.kind == "dose" and row.state == "unanswered" and not self._asked_about(row):
                self._verdict.blame("not unanswered", f"row {row.id}: nobody asked")

    def _sort_calls(self) -> None:
        for call in self._evidence.calls:
            row, patient = self._evidence.dose_row(call), self._evidence.patients.get(call.chat)
            if row is None or patient is None:
                continue
            if row.person != patient.person_id:
                self._verdict.blame("told somebody else's dose", call.number)
            if kind_of(call) == "dose":
                self._tries[row.person][row.due_at].append(call)

    def _doses_of(self, patient: Patient) -> None:
        moments: defaultdict[datetime, list[Slot]] = defaultdict(list)
        for slot in patient.wanted(self._evidence.story.calm_from):
            moments[slot.at].append(slot)
        for at, slots in moments.items():
            self._verdict.counts["wanted"] += len(slots)
            self._moment(patient, at, slots)
        for at, calls in self._tries[patient.person_id].items():
            for call in calls:
                if call.accepted:
                    self._told_right(patient, at, call)

    def _moment(self, patient: Patient, at: datetime, slots: Sequence[Slot]) -> None:
        tries = self._tries[patient.person_id][at]
        told = any(call.accepted for call in tries)
        rows = {row.subject: row for row in self._evidence.moments[patient.person_id, at]}
        for slot in slots:
            row = rows.get(subject_of(self._evidence.salts[patient.person_id], slot.line))
            if told and row is not None and _is_over(row):
                self._verdict.counts["told"] += 1
                continue
            excuse = self._excuse(patient, slot, tries, row)
            if row is not None and row.state in (_OPEN if excuse == "run was over" else (*_OPEN, "sent")):
                self._verdict.blame("no terminal state", f"row {row.id} {row.state}")
            if told and row is not None and (row.state != "dropped" or row.reason == "unknown outcome"):
                self._verdict.counts["told"] += 1
            elif excuse is not None and not (row is not None and row.state == "unanswered"):  # that is: it was told
                self._verdict.excused[excuse] += 1
            else:
                self._verdict.blame("lost", self._case(patient, slot, row, tries))

    def _case(self, patient: Patient, slot: Slot, row: Row | None, tries: Sequence[Call]) -> str:
        """All that one needs to find out what became of a slot."""
        orders = " ".join(
            f"{one.signed_at:%d %H:%M:%S}@{one.signed_step}:{one.lines[0].window}" for one in patient.orders
        )
        return (
            f"person {patient.person_id} {slot} away {patient.away} orders {orders}: {row}; "
            f"{self._evidence.around(slot.at)} {self._evidence.history(tries)}"
        )

    def _excuse(self, patient: Patient, slot: Slot, tries: Sequence[Call], row: Row | None) -> str | None:
        steps, at = self._evidence.story.steps, slot.at
        known = max(one.signed_step for one in patient.orders if one.signed_at <= at)
        chance = self._evidence.good_after(known, at)
        first = next((one.number for one in steps[known + 1 :] if one.at >= at), len(steps))
        last = chance.number if chance else len(steps)
        # That somebody is back is only known when their update was handled: in the good step before, at the latest.
        known_before = max((one.number for one in steps[: max(first, 0)] if one.good), default=0)
        over = next((one.number for one in steps[first:] if one.at >= slot.until), len(steps))
        if patient.is_away(min(first - 3, known_before), max(last, over) + 1):
            return "away"
        if chance is None:
            return "run was over"
        if slot.line not in patient.ordered(at, chance.number):
            return "superseded"
        if self._newer_was_due(patient, slot, chance):
            return "newer due"
        if self._evidence.was_over(known, at, slot.until):
            return "too late"
        return self._bad_luck(patient, slot, tries=tries, first=first, row=row)

    def _newer_was_due(self, patient: Patient, slot: Slot, chance: Step) -> bool:
        """Whether at the first good step a later dose of this medicine was due too: then that one is told."""
        order = patient.in_force(chance.at, known_by=chance.number)
        if order is None:
            return False
        later = (ones for when, ones in slots_of(order).items() if slot.at < when <= chance.at)
        return any(one.line == slot.line for ones in later for one in ones)

    def _bad_luck(
        self, patient: Patient, slot: Slot, *, tries: Sequence[Call], first: int, row: Row | None
    ) -> str | None:
        """Every try met a mishap, and the pause after the last was too long; or it was in a dead program's hands; or
        when the pause was over, a newer order did not want it any more."""
        story = self._evidence.story
        held = [story.held[row.id]] if row is not None and row.id in story.held else []
        dead = sum(1 for one in story.deaths if row is not None and row.id in one.reminders)
        tried = [self._evidence.rightly(tries[-1]) + pause_after(tries, dead)] if tries else []
        hopeful = max([slot.at, *held, *tried])
        after = max([first, *(call.step + 1 for call in tries)])
        if not self._evidence.was_over(after - 1, hopeful, slot.until, chats=patient.chats):
            if row is None or row.reason != "superseded":
                return None
            replaced = _replaced(patient, slot, after - 1)
            over = self._evidence.was_over(after - 1, hopeful, slot.until, chats=patient.chats, before=replaced)
            return "superseded" if replaced is not None and over else None
        return "all tries failed" if tries else "held by the dead" if held else "stopped by a 429"

    def _told_right(self, patient: Patient, at: datetime, call: Call) -> None:
        before, after = patient.ordered(at, call.step - 1), patient.ordered(at, call.step)
        if not before and not after:
            self._verdict.blame("told though superseded", f"person {patient.person_id} at {at:%d %H:%M}")
        closes = at + timedelta(minutes=max(line.window for one in patient.orders for line in one.lines))
        if not at <= call.at < closes:
            self._verdict.blame("told too early or too late", f"call {call.number} {call.at} for {at}")
        if f"{at.astimezone(ZoneInfo(patient.zone)):%-H:%M}" not in call.text:
            self._verdict.blame("amounts wrong", f"call {call.number}: another time")
        if "<b>" in call.text and not any(_shows(call.text, doses) for doses in (before, after)):
            self._verdict.blame("amounts wrong", f"call {call.number}: {call.text!r} is not {before} or {after}")

    def _questions_asked(self) -> None:
        """A question that counts as sent was accepted; one whose time is over is not open."""
        accepted = {call.data.split(":")[1] for call in self._evidence.calls if call.accepted and call.data}
        for row in self._evidence.rows.values():
            if row.kind not in ("late", "doses_asked"):
                continue
            self._questions[row.person].append(row)
            named = row.subject if row.kind == "late" else str(row.id)
            if row.state in ("sent", "answered", "unanswered") and named not in accepted:
                self._verdict.blame("lost", f"question {row.id} about {row.subject}")
            if row.state in _OPEN and row.due_at < self._evidence.now - REPEATS[-1]:
                self._verdict.blame("no terminal state", f"question {row.id} {row.state}")

    def _asked_about(self, row: Row) -> bool:
        """Whether a question came after the window of `row` closed: about its moment, or about all silent ones."""
        same = {str(one.id) for one in self._evidence.moments[row.person, row.due_at]}
        return any(
            one.due_at >= row.until and (one.kind == "doses_asked" or one.subject in same)
            for one in self._questions[row.person]
        )


def _replaced(patient: Patient, slot: Slot, since: int) -> int | None:
    """The first step from `since` on in which an order was signed that does not want `slot`. It may be the step of the
    last try: a program that dies with a dose told leaves it open, and the next one asks the new order."""
    signed = (one.signed_step for one in patient.orders if one.signed_step >= since)
    return next((step for step in signed if slot.line not in patient.ordered(slot.at, step)), None)


def _shows(text: str, doses: dict[str, int]) -> bool:
    """Whether `text` names exactly the doses that were ordered, with their amounts."""
    said = [line for line in text.splitlines() if "<b>" in line]
    right = all(any(f"· {name} <b>{amount} mg</b>" in line for line in said) for name, amount in doses.items())
    return right and len(said) == len(doses)


def _is_over(row: Row) -> bool:
    """Whether nothing will happen to it any more, and it is not one that nobody was told of."""
    return row.state in ("answered", "unanswered") or (row.state == "dropped" and row.reason == "unknown outcome")
