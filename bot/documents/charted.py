"""documents/charted: what a chart of somebody's check-ins shows: which items, which days, which doses.

Belongs here: reading it, the line that says openly what is missing. Not here: drawing (chart.py), who may see it
(chat/handlers/).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.caseload.person import Person
from bot.checkins import checkin_words, kept
from bot.checkins.packs import Item, Kind
from bot.checkins.trend import DayOfAnswers
from bot.documents.chart import Chart, Line
from bot.house import House
from bot.ids import PersonId
from bot.plans import active
from bot.plans.calendar import days_of
from bot.storage.database import Transaction
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import Html

MOST_DAYS = 60
"""How far back a chart goes: more days would touch on a phone."""
ALSO = ("sleep", "craving")
"""Items that are shown beside the pack's headline, where they were asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charted:
    """A chart and the line under it."""

    chart: Chart
    caption: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """The ordered total of one medicine on one day. Shown, never computed with."""

    total: Decimal
    unit: str


async def chart_of(tx: Transaction, house: House, person: Person, *, texts: Texts, until: date) -> Charted | None:
    """The chart of the days up to `until` (local), at most MOST_DAYS; None where nothing was answered in them."""
    zone = kept.zone_of(person, house.programme)
    start = datetime.combine(until - timedelta(days=MOST_DAYS - 1), time(), zone).astimezone(UTC)
    answered = await kept.days_of(tx, person.id, start=start, zone=zone)
    answered = tuple(one for one in answered if one.day <= until)
    if not answered:
        return None
    days = [answered[0].day + timedelta(days=at) for at in range((until - answered[0].day).days + 1)]
    packs = [one.pack for one in reversed(await kept.started_since(tx, person.id, start))]
    items = _items(house, packs, answered)
    if not items:
        return None
    orders = await _orders(tx, person.id, days, zone)
    chart = Chart(
        day_names=[amounts.day(day, texts.language).split(" ", 1)[1] for day in days],
        lines=[_line(item, days, answered, texts) for item in items],
        doses=[float(orders[day].total) if day in orders else None for day in days],
        amounts=_amounts(days, orders, texts),
        dose_label=texts.label("chart-dose"),
    )
    return Charted(chart=chart, caption=_caption(items[0], days, answered, texts))


def _items(house: House, packs: Sequence[str], answered: Sequence[DayOfAnswers]) -> list[Item]:
    """The headlines of the packs (the newest first: after the last dose the medicine's own symptom stays in sight),
    sleep and craving: those that were answered at all. Never a screener."""
    names = dict.fromkeys((*(house.packs.pack(pack).headline for pack in packs), *ALSO))
    found = [item for name in names if (item := house.packs.item(name)) is not None and item.shown_to_patient]
    return [item for item in found if any(day.value(item.id) is not None for day in answered)]


def _line(item: Item, days: Sequence[date], answered: Sequence[DayOfAnswers], texts: Texts) -> Line:
    known = {one.day: one.value(item.id) for one in answered}
    scale = item.kind is Kind.SCALE
    return Line(
        title=checkin_words.item_name(item, texts),
        values=[known.get(day) for day in days],
        most=item.most,
        best=texts.label("chart-scale-best") if scale else checkin_words.value_words(item, 0, texts),
        worst=texts.label("chart-scale-worst") if scale else checkin_words.value_words(item, item.most, texts),
    )


def _caption(item: Item, days: Sequence[date], answered: Sequence[DayOfAnswers], texts: Texts) -> Html:
    """What is shown, and how many days have no answer: said openly."""
    with_answer = {one.day for one in answered if one.value(item.id) is not None}
    missing = sum(1 for day in days if day not in with_answer)
    if missing == 0:
        said = texts.say("chart-missing-none")
    elif missing == 1:
        said = texts.say("chart-missing-one", days=str(len(days)))
    else:
        said = texts.say("chart-missing", missing=str(missing), days=str(len(days)))
    return texts.say(
        "chart-caption",
        item=checkin_words.item_name(item, texts),
        **{"from": amounts.day(days[0], texts.language)},
        until=amounts.day(days[-1], texts.language),
        missing=said,
    )


async def _orders(tx: Transaction, person_id: PersonId, days: Sequence[date], zone: ZoneInfo) -> dict[date, _Order]:
    """Each day's total of the first medicine, from the revision that was in force then; nothing where none was."""
    start = datetime.combine(days[0], time(), zone).astimezone(UTC)
    end = datetime.combine(days[-1] + timedelta(days=1), time(), zone).astimezone(UTC)
    found: dict[date, _Order] = {}
    spans = active.spans(await active.signed(tx, person_id), start, end)
    if not spans:
        return found
    for span in reversed(spans):
        home = ZoneInfo(span.plan.plan.zone)
        first = span.start.astimezone(home).date()
        last = (span.end - timedelta(microseconds=1)).astimezone(home).date()
        medicine = span.plan.plan.medicines[0]
        for one in days_of(medicine, first, last):
            found[one.day] = _Order(total=one.total, unit=medicine.unit.value)
        ended = medicine.ends_on
        for day in days:
            if ended is not None and first <= day <= last and day > ended:
                found[day] = _Order(total=Decimal(0), unit=medicine.unit.value)
    return found


def _amounts(days: Sequence[date], orders: dict[date, _Order], texts: Texts) -> list[tuple[int, str]]:
    """Where another amount begins, and which."""
    found: list[tuple[int, str]] = []
    before: _Order | None = None
    for at, day in enumerate(days):
        order = orders.get(day)
        if order is not None and order != before:
            found.append((at, amounts.amount(order.total, order.unit, texts.language)))
        before = order
    return found
