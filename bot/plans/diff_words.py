"""plans/diff_words: what a new revision changes, in words for patient and staff (floor 1, pure).

Belongs here: one sentence a change ("Thu 3 Dec to Wed 9 Dec: 20:00 is 5 mg instead of 10 mg"). Not here: finding the
changes (diff.py).
"""

from collections.abc import Sequence

from bot.plans import plan_words
from bot.plans.diff import Change, ChangeKind
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import Html, lines

SHOWN = 8
"""More lines than these nobody compares in a chat: the rest is counted."""

_DOSES = (ChangeKind.DOSE_CHANGED, ChangeKind.DOSE_ADDED, ChangeKind.DOSE_REMOVED)
_FOR_STAFF_ONLY = frozenset({ChangeKind.FLAGS_CHANGED, ChangeKind.REVIEW_DATES_CHANGED, ChangeKind.MAKING_CHANGED})


def in_words(changes: Sequence[Change], texts: Texts, *, for_staff: bool, several: bool) -> Html:
    """A line for each change, at most SHOWN, and how many more there are. `several`: the plan has more than one
    medicine, so each dose names its own."""
    told = [one for one in changes if for_staff or one.kind not in _FOR_STAFF_ONLY]
    if not told:
        return texts.say("change-none")
    listed = [texts.say("change-line", words=_words(one, texts, several=several)) for one in told[:SHOWN]]
    left = len(told) - len(listed)
    more = texts.say("change-more", count=amounts.number(left, texts.language)) if left else ""
    return lines(*listed, more)


def _words(change: Change, texts: Texts, *, several: bool) -> Html:
    key = f"change-{change.kind.value.replace('_', '-')}"
    if change.kind in _DOSES:
        return _dose(change, texts, key=key, several=several)
    if change.kind is ChangeKind.END_MOVED:
        return _end(change, texts)
    if change.kind is ChangeKind.MEDICINE_ADDED and change.first is not None:
        return texts.say(key, medicine=change.subject, day=amounts.day(change.first, texts.language))
    if change.kind is ChangeKind.UNIT_CHANGED:
        return texts.say(key, medicine=change.subject, unit=change.unit.value if change.unit else "")
    if change.kind in (ChangeKind.SERVICE_ADDED, ChangeKind.SERVICE_REMOVED, ChangeKind.SERVICE_CHANGED):
        return texts.say(key, service=texts.say(f"service-{change.subject.replace('_', '-')}"))
    if change.subject:
        return texts.say(key, medicine=change.subject)
    return texts.say(key)


def _dose(change: Change, texts: Texts, *, key: str, several: bool) -> Html:
    assert change.at is not None  # doses carry their time
    assert change.unit is not None
    given = {
        "days": plan_words.short_days(change.first, change.last, texts),
        "time": amounts.clock_time(change.at),
        "medicine": texts.say("change-of", medicine=change.subject) if several else "",
    }
    if change.before is not None:
        given["before"] = amounts.amount(change.before, change.unit, texts.language)
    if change.after is not None:
        given["after"] = amounts.amount(change.after, change.unit, texts.language)
    return texts.say(key, **given)


def _end(change: Change, texts: Texts) -> Html:
    """`first` is the old last day, `last` the new one; None: until a new order."""
    if change.last is None:
        return texts.say("change-end-open", medicine=change.subject)
    return texts.say("change-end", medicine=change.subject, day=amounts.day_with_year(change.last, texts.language))
