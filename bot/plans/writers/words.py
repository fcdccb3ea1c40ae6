"""plans/writers/words: single values as the readers read them back.

Belongs here: amounts, days, times, hours as text. Not here: text for people (texts/amounts.py).
"""

from datetime import time
from decimal import Decimal

from bot.plans.aftercare import Every, Recurrence
from bot.plans.model import Concentration, Contact, OpenHours, Strength, Unit
from bot.plans.scalars import unambiguous

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NTH = {None: "", 1: "first ", 2: "second ", 3: "third ", 4: "fourth ", 5: "fifth ", -1: "last "}
OPEN_END = "further order"


def amount(value: Decimal, unit: Unit) -> str:
    """ "10 mg", with the exact digits."""
    return f"{unambiguous(format(value, 'f'))} {unit.value}"


def clock(at: time) -> str:
    """ "8:00"."""
    return f"{at.hour}:{at.minute:02d}"


def yes_no(value: bool | None) -> str:
    """ "yes", "no", or nothing when it is not known."""
    return "" if value is None else ("yes" if value else "no")


def strength(one: Strength) -> str:
    """ "10 mg scored"."""
    ending = {None: "", True: " scored", False: " not scored"}[one.scored]
    return amount(one.amount, one.unit) + ending


def concentration(liquid: Concentration | None) -> str:
    """ "25 mg/5 mL", as on the label."""
    if liquid is None:
        return ""
    return f"{amount(liquid.amount, liquid.unit)}/{unambiguous(format(liquid.per_ml, 'f'))} mL"


def hours(contact: Contact) -> str:
    """The contact's hours; day and night is "always"."""
    return "; ".join(_span(span) for span in contact.hours)


def _span(span: OpenHours) -> str:
    if span == OpenHours(weekdays=tuple(range(7)), opens=time(0), closes=time(0)):
        return "daily 0:00-24:00"
    first, last = span.weekdays[0], span.weekdays[-1]
    in_a_row = len(span.weekdays) > 2 and last - first == len(span.weekdays) - 1
    days = f"{WEEKDAYS[first]}-{WEEKDAYS[last]}" if in_a_row else ", ".join(WEEKDAYS[n] for n in span.weekdays)
    closes = "24:00" if span.closes == time(0) else clock(span.closes)
    return f"{days} {clock(span.opens)}-{closes}"


def rhythm(rule: Recurrence) -> str:
    """ "week", "2 weeks", "month"."""
    word = "week" if rule.every is Every.WEEK else "month"
    return word if rule.interval == 1 else f"{rule.interval} {word}s"


def on_days(rule: Recurrence) -> tuple[str, ...]:
    """ "Tue", or "second Tue"."""
    return tuple(_NTH[rule.nth] + WEEKDAYS[number] for number in rule.weekdays)
