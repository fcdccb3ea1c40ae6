"""The judge: what should have happened (orders.py, crowd.py) against what Telegram accepted (telegram.py).

Belongs here: putting the verdict together, the counts that are printed with it. Not here: what is wrong about doses
(doses_judged.py) and about answers (answers_judged.py).
"""

from bot.demo.botapi.faults import Fault, FaultKind
from tests.chaos.answers_judged import AnswersJudged
from tests.chaos.crowd import Deeds
from tests.chaos.doses_judged import DosesJudged
from tests.chaos.evidence import Evidence
from tests.chaos.run import Scene, Story
from tests.chaos.verdict import Verdict


async def judged(scene: Scene, story: Story, deeds: Deeds, seed: int) -> Verdict:
    """The verdict on a run that is over."""
    verdict, evidence = Verdict(seed=seed), Evidence(scene, story, deeds)
    async with scene.watching.reading() as tx:
        await evidence.read(tx)
        DosesJudged(evidence, verdict).judge()
        await AnswersJudged(evidence, verdict).judge(tx)
    _count(evidence, verdict)
    return verdict


def _count(evidence: Evidence, verdict: Verdict) -> None:
    story, telegram = evidence.story, evidence.scene.telegram
    verdict.counts.update(
        {
            "updates": evidence.deeds.updates,
            "updates twice": telegram.shuffle.repeated,
            "calls": len(telegram.calls),
            "mishaps": len(telegram.weather.happened),
            "steps": len(story.steps),
            "deaths": len(story.deaths) - 1,
            "troubles": len(story.troubled),
            "reminders": len(evidence.rows),
        }
    )
    patients = evidence.scene.town.patients
    verdict.troubles.update(story.went_wrong)
    verdict.troubles.update(_named(one) for one in telegram.weather.happened)
    verdict.troubles.update(
        {
            "killed": len(story.deaths) - 1,
            "people who blocked it": sum(len(one.away) - one.gone for one in patients),
            "accounts deleted": sum(one.gone for one in patients),
            "chats moved": sum(len(one.chats) > 1 for one in patients),
            "orders replaced": sum(len(one.orders) - 1 for one in patients),
        }
    )
    for row in evidence.rows.values():
        if row.kind == "dose" and row.due_at <= evidence.now:
            verdict.counts[row.state] += 1
        if row.state == "dropped":
            verdict.dropped[f"{row.kind}: {row.reason}"] += 1


def _named(fault: Fault) -> str:
    """A mishap of a request, as it is counted."""
    if fault.kind is not FaultKind.REFUSE:
        return f"request {fault.kind.name.lower()}"
    without = " without retry_after" if fault.status == 429 and fault.retry_after is None else ""
    return f"request {fault.status}{without}"
