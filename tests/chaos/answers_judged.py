"""Judging what people got: an answer to each who wrote or tapped, guidance, no second copy without mark or reason.

Belongs here: copies, answers, reports, alerts. Not here: doses (doses_judged.py).
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from bot.demo.botapi.faults import FaultKind
from bot.reminders.wanted import subject_of
from bot.storage.database import Transaction
from bot.storage.tables import alerts, dose_answers, reports
from bot.taps import Verb
from tests.chaos.crowd import STRANGERS_FROM, Tapped, Wrote
from tests.chaos.evidence import Evidence, kind_of
from tests.chaos.telegram import Call
from tests.chaos.verdict import Verdict

GIVEN_UP, DANGER_GIVEN_UP = timedelta(hours=1), timedelta(hours=24)
"""How long an answer is repeated, and how long guidance. Source: storage/outgoing."""
NUMBERS = ("911", "112", "999", "988")


class AnswersJudged:
    """Looks at everybody who did something."""

    def __init__(self, evidence: Evidence, verdict: Verdict) -> None:
        self._evidence, self._verdict = evidence, verdict
        self._endangered = {one.chat for one in evidence.deeds.wrote if one.danger}

    async def judge(self, tx: Transaction) -> None:
        """Everything wrong about answers is in the verdict."""
        self._copies()
        for wrote in self._evidence.deeds.wrote:
            self._written(wrote)
        await self._tapped(tx)
        await self._reported(tx)
        await self._alerts(tx)

    def _copies(self) -> None:
        """Every message about a dose, and every message to a stranger: who got it twice, whether that was allowed, and
        marked. (Others may rightly read the same words twice.)"""
        same: defaultdict[tuple[Any, ...], list[Call]] = defaultdict(list)
        for call in self._evidence.calls:
            if call.accepted is None or call.method != "sendmessage":
                continue
            row = self._evidence.dose_row(call)
            if row is not None:
                same[row.person, kind_of(call), row.due_at, call.data.split(":")[1]].append(call)
            elif call.chat >= STRANGERS_FROM:
                same[call.chat, self._evidence.unmarked(call.text)].append(call)
        self._verdict.counts["messages"] = len(same)
        for calls in same.values():
            anew = self._asked_anew(calls)
            told = [call for call in calls if call is not anew]
            for earlier, call in itertools.pairwise(told):
                since = calls[0].number if self._is_guidance(call) else earlier.number
                either = [anew] if anew is not None and anew.number < call.number else []
                self._copy([earlier, *either], call, since=since)

    def _asked_anew(self, calls: Sequence[Call]) -> Call | None:
        """The question of the next morning among `calls`, which has the words of the first: there is one such second.
        It is the one without a mark, or, where a first try of it came to nothing, one after such a try."""
        if calls[0].data.partition(":")[0] != Verb.HELP_FOLLOW_UP.value:
            return None
        if self._follows_a_doubt(calls[0]):
            return calls[0]
        plain = (call for call in calls[1:] if self._evidence.unmarked(call.text) == call.text)
        tried = (call for earlier, call in itertools.pairwise(calls) if self._tried_between(earlier, call))
        return next(plain, None) or next(tried, None)

    def _follows_a_doubt(self, call: Call) -> bool:
        """Whether nobody knew what came of an earlier try of these words: its copy has a mark, so this is the other."""
        tries = (one for one in self._evidence.of_chat[call.chat] if one.number < call.number and one.fault)
        doubtful = (one.text for one in tries if one.fault is not None and one.fault.kind is not FaultKind.REFUSE)
        return self._evidence.unmarked(call.text) == call.text and call.text in doubtful

    def _tried_between(self, earlier: Call, call: Call) -> bool:
        words = self._evidence.unmarked(call.text)
        between = (one for one in self._evidence.of_chat[call.chat] if earlier.number < one.number < call.number)
        return earlier.heard and any(self._evidence.unmarked(one.text) == words for one in between)

    def _is_guidance(self, call: Call) -> bool:
        """Whether it may come from memory: then a program that does not know what a dead one said says it again, when
        the update comes twice and the database is away."""
        return call.chat in self._endangered

    def _copy(self, earlier: Sequence[Call], call: Call, *, since: int) -> None:
        self._verdict.counts["copies"] += 1
        marked = self._evidence.unmarked(call.text) != call.text
        dead = any(since < one.call <= call.number for one in self._evidence.story.deaths)
        what = f"call {call.number} {self._evidence.history(self._evidence.of_chat[call.chat], call.number)}"
        if not marked:
            self._verdict.blame("unmarked second copies", what)
        sure = all(one.heard and not self._evidence.unsure_commit(one.step, call.step) for one in earlier)
        if sure and not dead:
            self._verdict.blame("copies without a reason", what)

    def _written(self, wrote: Wrote) -> None:
        """An answer; in danger, a number to call."""
        calls = [call for call in self._evidence.of_chat[wrote.chat] if call.number >= wrote.call]
        taken = [call for call in calls if call.accepted]
        if wrote.danger:
            self._verdict.counts["emergencies"] += 1
            taken = [call for call in taken if any(number in call.text for number in NUMBERS)]
            self._verdict.counts["guided"] += bool(taken)
        if taken:
            return
        patient = self._evidence.patients.get(wrote.chat)
        if patient is not None and patient.is_away(wrote.step, len(self._evidence.story.steps)):
            self._verdict.excused["guidance: away"] += 1
        elif self._evidence.given_up(calls, wrote.chat, wrote.step, DANGER_GIVEN_UP if wrote.danger else GIVEN_UP):
            self._verdict.excused["answer: all tries failed"] += 1
        else:
            wrong = "emergencies without guidance" if wrote.danger else "not answered"
            history = self._evidence.history(calls)
            self._verdict.blame(wrong, f"chat {wrote.chat} {wrote.text!r} step {wrote.step} {history}")

    async def _tapped(self, tx: Transaction) -> None:
        """Each tap is answered, or Telegram said that it was too late; each dose was logged, once."""
        counted = select(dose_answers.c.reminder_id, func.count().label("times")).group_by(dose_answers.c.reminder_id)
        logged = {row.reminder_id: int(row.times) for row in await tx.all(counted)}
        self._verdict.counts["taps"] = len(self._evidence.deeds.tapped)
        for tapped in self._evidence.deeds.tapped:
            self._answered(tapped)
            if tapped.reminder not in logged:
                self._not_logged(tapped)
        for reminder, times in logged.items():
            if times > 1:
                self._verdict.blame("logged twice", f"row {reminder}: {times} times")

    def _answered(self, tapped: Tapped) -> None:
        calls = self._evidence.of_query[tapped.query]
        query = self._evidence.scene.telegram.world.queries[tapped.query]
        if query.answer is not None or any("too old" in call.refused for call in calls):
            return
        if self._evidence.given_up(calls, tapped.chat, tapped.step, GIVEN_UP):
            self._verdict.excused["tap: all tries failed"] += 1
            return
        told = [f"{call.step} {call.fault} {call.refused}" for call in calls]
        around = self._evidence.around(self._evidence.story.steps[tapped.step].at)
        away = self._evidence.patients[tapped.chat].away
        self._verdict.blame("not answered", f"tap {tapped.query} step {tapped.step}: {told} away {away} {around}")

    def _not_logged(self, tapped: Tapped) -> None:
        """A dose that a newer order does not know any more is not logged: the person is told so."""
        row = self._evidence.rows[tapped.reminder]
        patient = self._evidence.patients[tapped.chat]
        first = patient.ordered(row.due_at, tapped.step - 1)
        known = any(subject_of(self._evidence.salts[row.person], line) == row.subject for line in first)
        if known and set(first) <= set(patient.ordered(row.due_at, len(self._evidence.story.steps))):
            self._verdict.blame("not logged", f"row {row.id} {row.state}")
        else:
            self._verdict.excused["answer: superseded"] += 1

    async def _reported(self, tx: Transaction) -> None:
        """One report for each cry for help, one alert at least for each patient's."""
        rows = await tx.all(select(reports.c.chat_id, reports.c.id).where(reports.c.source == "text"))
        counted = Counter(row.chat_id for row in rows)
        alerted = {row.person_id for row in await tx.all(select(alerts.c.person_id))}
        for wrote in self._evidence.deeds.wrote:
            if wrote.danger and counted[wrote.chat] != 1:
                wrong = "logged twice" if counted[wrote.chat] else "not logged"
                self._verdict.blame(wrong, f"report of chat {wrote.chat}")
            if wrote.danger and wrote.person_id is not None and wrote.person_id not in alerted:
                self._verdict.blame("alerts that stand still", f"none for person {wrote.person_id}")

    async def _alerts(self, tx: Transaction) -> None:
        """Each was acknowledged or is exhausted with a reason. One of the calm at the end may still be moving."""
        now, calm_from = self._evidence.now, self._evidence.story.calm_from
        for row in await tx.all(select(alerts)):
            read, exhausted = row.acknowledged_at is not None, row.state == "exhausted" and row.reason
            self._verdict.counts["alerts acknowledged"] += read
            self._verdict.counts["alerts exhausted"] += bool(exhausted and not read)
            moves = row.next_at is not None and row.next_at > now - timedelta(minutes=2)
            if read or exhausted or (moves and row.opened_at > calm_from):
                continue
            self._verdict.blame("alerts that stand still", f"alert {row.id} {row.state} {row.next_at} of {now}")
