"""caseload/hours: the programme's hours in words (floor 1, pure).

Belongs here: "Monday to Friday, 9:00 to 17:00". Not here: whether it is open now (programme.py).
"""

from collections.abc import Sequence

from babel import Locale

from bot.caseload.programme import OpenHours, Programme, Weekday
from bot.texts import amounts
from bot.texts.catalog import Texts


def in_words(programme: Programme, texts: Texts) -> str:
    """When somebody of the programme reads, in one line; in plain words where no hours are set."""
    if not programme.hours:
        return texts.label("hours-none")
    return "; ".join(_span(hours, texts) for hours in programme.hours)


def _span(hours: OpenHours, texts: Texts) -> str:
    opens, closes = amounts.clock_time(hours.opens), amounts.clock_time(hours.closes)
    return texts.label("hours-span", days=_days(hours.days, texts), opens=opens, closes=closes)


def _days(days: Sequence[Weekday], texts: Texts) -> str:
    """Neighbours become one span: Mon Tue Wed Fri is "Monday to Wednesday, Friday"."""
    numbers = sorted({tuple(Weekday).index(day) for day in days})
    if len(numbers) == len(Weekday):
        return texts.label("hours-every-day")
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    words = Locale.parse(texts.language, sep="-").days["stand-alone"]["wide"]
    return ", ".join(
        texts.label("hours-days", first=words[span[0]], last=words[span[-1]])
        if len(span) > 2
        else ", ".join(words[number] for number in span)
        for span in spans
    )
