"""checkins/severe: which answers are triaged at once, and as which ticks (floor 1, pure).

Belongs here: from an answer and the days before to ticks. Not here: what a tick means (config/triage/answers.yaml), the
rule of three mild signs (trend.py).

Somebody whose stiffness is 9 on every ordinary day must not set off an alert each morning: items marked "worse" are
triaged only when the value is clearly above the person's own usual, or when there is no usual yet to compare with.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.checkins.packs import Item, Report
from bot.checkins.trend import DayOfAnswers, is_worse, usual


def ticks_of(item: Item, value: int, *, day: date, before: Sequence[DayOfAnswers]) -> frozenset[str]:
    """The ticks that `value`, answered on the local `day`, is triaged with; none where it is an ordinary answer."""
    if item.report is None or item.report_from is None or value < item.report_from:
        return frozenset()
    if item.report is Report.ALWAYS:
        return frozenset({item.tick(value)})
    if item.report is Report.TWICE:
        yesterday = next((one for one in before if one.day == day - timedelta(days=1)), None)
        last = yesterday.value(item.id) if yesterday else None
        return frozenset({f"{item.tick(value)}_twice"}) if last is not None and last >= value else frozenset()
    baseline = usual(item, before, day)
    return frozenset({item.tick(value)}) if baseline is None or is_worse(item, value, baseline) else frozenset()
