"""plans/supply_words: how many tablets or mL a plan takes, in words (floor 1, pure).

Belongs here: the sentences for staff and patient. Not here: counting (supply.py).
"""

from collections.abc import Sequence
from decimal import Decimal

from bot.plans import supply
from bot.plans.model import MedicineTaper, Plan
from bot.plans.supply import Item
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import Html, lines

REFILL_DAYS = (7, 14, 28, 30)
"""What is offered: how long a refill lasts is the pharmacy's, and no plan file says it."""
MOST_REFILLS = 30


def counted(item: Item, number: Decimal, texts: Texts) -> str:
    """ "12 tablets of 10 mg", "130 mL"."""
    count = amounts.amount(number, item.unit, texts.language)
    if item.strength is None:
        return count
    strength = amounts.amount(item.strength.amount, item.strength.unit, texts.language)
    return texts.label("dose-piece", count=count, strength=strength)


def whole(medicine: MedicineTaper, plan: Plan, texts: Texts) -> Html:
    """What the whole order takes; of a step without an end the first four weeks. Nothing for doses only when needed."""
    if medicine.only_as_needed:
        return Html("")
    needed = supply.needed(medicine, medicine.starts_on, plan.shown_until)
    if needed is None:
        return texts.say("supply-unknown")
    key = "supply-whole" if medicine.ends_on else "supply-whole-open"
    return texts.say(key, amounts=_together(needed, texts))


def per_refill(plan: Plan, days: int, texts: Texts) -> Html:
    """A line for each span of so many days of each medicine."""
    told: list[Html] = []
    for medicine in plan.medicines:
        if medicine.only_as_needed:
            continue
        told.append(texts.say("plan-medicine", medicine=medicine.name))
        refills = supply.refills(medicine, days=days, last=plan.shown_until)
        if refills is None:
            told.append(texts.say("supply-unknown"))
        told += [
            texts.say(
                "supply-refill",
                first=amounts.day_with_year(one.first, texts.language),
                last=amounts.day_with_year(one.last, texts.language),
                amounts=_together(one.amounts, texts),
            )
            for one in (refills or ())[:MOST_REFILLS]
        ]
    return lines(*told)


def _together(items: Sequence[tuple[Item, Decimal]], texts: Texts) -> str:
    return " + ".join(counted(item, number, texts) for item, number in items) or texts.label("supply-nothing")
