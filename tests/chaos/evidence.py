"""What the judge looks at: the calls Telegram saw, the story, the deeds, the rows at the end; sorted for looking up.

Belongs here: reading and sorting, how long the engine may pause. Not here: what is wrong.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.demo.botapi.faults import FaultKind
from bot.storage.database import Transaction
from bot.storage.tables import people, reminders
from tests.chaos.crowd import Deeds
from tests.chaos.run import Scene, Step, Story
from tests.chaos.telegram import Call
from tests.chaos.troubles import Postgresql

REPEATS = tuple(timedelta(seconds=s + 15) for s in (5, 30, 120, 600))
"""The pauses after the first, second, third and each later try of which nobody knows what came, and a little.
Source: reminders/sent.REPEAT_AFTER, storage/outgoing."""
AFTER_REFUSAL = timedelta(seconds=75)
"""The longest pause after a proven refusal, and a little. Source: chat/pace.LAST_BACK_OFF_SECONDS."""
_NOTES = ("dose-repeat-note", "alert-repeat-note", "checkin-repeat-note", "help-repeat-note")
_IN_TURN = ("sendmessage", "sendphoto", "senddocument", "edit")
_DOSE_VERBS = frozenset({"ds", "dt", "dl", "dw", "dy"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of reminders at the end."""

    id: int
    person: int
    kind: str
    subject: str
    due_at: datetime
    until: datetime
    state: str
    reason: str
    ended_at: datetime | None


class Evidence:
    """Everything, once."""

    def __init__(self, scene: Scene, story: Story, deeds: Deeds) -> None:
        self.scene, self.story, self.deeds = scene, story, deeds
        texts = [scene.house.texts.in_language(language) for language in ("en", "es")]
        self._marks = tuple(str(one.say(key)) for one in texts for key in _NOTES)
        self.patients = scene.town.by_chat
        self.calls = scene.telegram.calls
        self.of_chat: defaultdict[int, list[Call]] = defaultdict(list)
        self.of_query: defaultdict[str, list[Call]] = defaultdict(list)
        for call in self.calls:
            if call.chat and call.method == "sendmessage":
                self.of_chat[call.chat].append(call)
            if call.query:
                self.of_query[call.query].append(call)
        self.rows: dict[int, Row] = {}
        self.moments: defaultdict[tuple[int, datetime], list[Row]] = defaultdict(list)
        self.salts: dict[int, str] = {}
        self._mistaken = frozenset(_mistaken(story.steps))
        self._all_stopped = frozenset(_all_stopped(self.calls, [one.call for one in story.deaths]))

    async def read(self, tx: Transaction) -> None:
        """The rows are read."""
        for row in await tx.all(select(reminders)):
            one = Row(
                id=row.id,
                person=row.person_id,
                kind=row.kind,
                subject=row.subject,
                due_at=row.due_at,
                until=row.window_until,
                state=row.state,
                reason=row.reason or "",
                ended_at=row.ended_at,
            )
            self.rows[one.id] = one
            if one.kind == "dose":
                self.moments[one.person, one.due_at].append(one)
        self.salts = {row.id: row.salt or "" for row in await tx.all(select(people.c.id, people.c.salt))}

    @property
    def now(self) -> datetime:
        """The end of the run."""
        return self.scene.clock.now()

    def dose_row(self, call: Call) -> Row | None:
        """The row of the dose that a message is about, by the buttons it carries."""
        if call.method != "sendmessage" or call.data.partition(":")[0] not in _DOSE_VERBS:
            return None
        return self.rows.get(int(call.data.split(":")[1]))

    def unmarked(self, text: str) -> str:
        """The text without the note that it may be there twice."""
        for mark in self._marks:
            text = text.removeprefix(f"{mark}\n").removesuffix(f"\n{mark}")
        return text

    def good_after(self, step: int, instant: datetime) -> Step | None:
        """The first good step after `step` that is not before `instant`."""
        later = (one for one in self.story.steps[step + 1 :] if one.number not in self._mistaken)
        return next((one for one in later if one.good and one.at >= instant), None)

    def given_up(self, tries: Sequence[Call], chat: int, made: int, within: timedelta) -> bool:
        """Whether every try of a message to `chat` met a mishap, and the next good step for another one came when it
        was given up."""
        steps = self.story.steps
        if not tries:  # a program died with it in hand, and the next one came when it was over
            died = steps[made].deaths > (steps[made - 1].deaths if made else 0)
            # It is not known to be in doubt before the next program begins: only then its pause does.
            found = self.story.begun.get(steps[made].deaths, made) if died else made
            since = steps[found].at + (REPEATS[0] if died else timedelta())
            kept = died or not steps[made].good or self._stopped(steps[made], [chat])
            return kept and self.was_over(made, since, steps[made].at + within, chats=[chat])
        if not all(call.fault for call in tries):
            return False
        since = self.rightly(tries[-1]) + pause_after(tries, len(self.story.deaths))
        return self.was_over(tries[-1].step, since, steps[made].at + within, chats=[chat])

    def rightly(self, call: Call) -> datetime:
        """When the call was made by the right clock, where the program could know it."""
        if call.step in self._mistaken:
            return call.at - self.story.steps[call.step].ahead
        return call.at

    def was_over(
        self, step: int, since: datetime, until: datetime, *, chats: Sequence[int] = (), before: int | None = None
    ) -> bool:
        """Whether after `step` the clock showed `until`, or the step `before` came, before a good step came after
        `since`, in which nothing kept back what goes to `chats`. A clock that ran ahead and came back while the program
        lived ends nothing."""
        for one in self.story.steps[step + 1 : before]:
            if one.number in self._mistaken:
                continue
            if one.at >= until:
                return True
            if one.good and one.at >= since:
                if self._stopped(one, chats):
                    since = one.at + AFTER_REFUSAL
                elif self._died_with_it(one, chats):
                    since = one.at + REPEATS[-1]
                else:
                    return False
        return True

    def _died_with_it(self, step: Step, chats: Sequence[int]) -> bool:
        """Whether a program died in `step` with an answer to `chats` in hand, which the next one then says later."""
        before = self.story.steps[step.number - 1].deaths if step.number else 0
        return any(not one.outgoing.isdisjoint(chats) for one in self.story.deaths[before : step.deaths])

    def _stopped(self, step: Step, chats: Sequence[int]) -> bool:
        """Whether a 429 kept messages to `chats` back in `step`: one of all, or their own of this moment."""
        if not chats:
            return False
        recent = (call for chat in chats for call in self.of_chat[chat] if call.step in (step.number - 1, step.number))
        own = any(is_429(call) and step.at - AFTER_REFUSAL < call.at <= step.at for call in recent)
        return own or step.number in self._all_stopped

    def unsure_commit(self, first: int, last: int) -> bool:
        """Whether from step `first` to `last` a server was away that may have kept what it could not answer any more:
        what came of a commit is then as unknown as what came of a request. A file says it always."""
        away = self.story.troubled
        return isinstance(self.scene.troubles, Postgresql) and any(first <= step <= last for step in away)

    def history(self, told: Sequence[Call], until: int | None = None) -> str:
        """What was tried last (up to the call `until`), and when the program died; for whoever looks for the reason."""
        told = [one for one in told if until is None or one.number <= until]
        lines = [
            f"{one.number}@{one.step} {one.at:%d %H:%M:%S} {one.fault.kind.name if one.fault else '-'} "
            f"{'taken' if one.accepted else 'not taken'} {'heard' if one.heard else ''} {one.text[-60:]!r}"
            for one in told[-8:]
        ]
        deaths = [one.call for one in self.story.deaths]
        return f"deaths {deaths}\n    " + "\n    ".join(lines)

    def around(self, at: datetime) -> str:
        """The steps at and after `at`, how often the program had died; good ones with a plus."""
        near = [one for one in self.story.steps if timedelta() <= one.at - at < timedelta(hours=7)]
        return " ".join(f"{one.number}@{one.at:%H:%M:%S}†{one.deaths}{'+' if one.good else '-'}" for one in near[:12])


def _mistaken(steps: Sequence[Step]) -> Iterator[int]:
    """Steps in which the clock was ahead, and the program saw it go and come back: it lived from before to after."""
    for first in steps:
        if first.ahead <= timedelta() or (first.number and steps[first.number - 1].ahead):
            continue
        after = next((one for one in steps[first.number :] if not one.ahead), None)
        if after is None or not first.number or not (steps[first.number - 1].good and after.good):
            continue
        if steps[first.number - 1].deaths == after.deaths:
            yield from range(first.number, after.number)


def _all_stopped(calls: Sequence[Call], deaths: Sequence[int]) -> Iterator[int]:
    """Steps in which two chats were refused and nothing passed in between: then the engine takes all to be stopped, for
    some seconds, and the instant of a step does not pass. Source: chat/pace."""
    refused: set[int] = set()
    since, life = 0, (0, 0)
    for call in sorted((one for one in calls if one.method.startswith(_IN_TURN)), key=lambda one: one.ended):
        now = call.step, bisect_right(deaths, call.number)
        if now != life:
            refused, life = set(), now
        if is_429(call):
            since = since if refused else call.ended
            refused.add(call.chat)
            if len(refused) > 1:
                yield call.step
        elif call.accepted and call.heard and call.asked > since:
            refused = set()


def is_429(call: Call) -> bool:
    """Whether it was refused because there were too many."""
    return call.fault is not None and call.fault.status == 429


def pause_after(tries: Sequence[Call], dead: int) -> timedelta:
    """How long the engine may wait after the last of `tries`, where `dead` programs had it in hand as well."""
    fault = tries[-1].fault
    if fault is not None and fault.kind is FaultKind.REFUSE:
        return AFTER_REFUSAL
    unknown = sum(1 for call in tries if call.fault is None or call.fault.kind is not FaultKind.REFUSE)
    return REPEATS[min(max(unknown + dead, 1), len(REPEATS)) - 1]


def kind_of(call: Call) -> str:
    """Which of a dose's messages it is, by its words."""
    if "has passed" in call.text:
        return "late"
    return "nudge" if "still open" in call.text else "dose"
