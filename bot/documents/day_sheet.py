"""documents/day_sheet: a plan on paper, day by day, with a box to tick for every dose.

Belongs here: the table and the clinician's words around it. Not here: paper as such (paper.py), who asked for it
(chat/handlers/plans_files.py). Every amount is the plan's own; a box says nothing about whether a dose was taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from bot.documents import paper
from bot.documents.ordered import Ordered
from bot.plans import own_words, plan_words
from bot.plans.model import LateRule, Plan
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import plain

if TYPE_CHECKING:
    from fpdf import FPDF

DAY_WIDTH, BOX, LINE_HEIGHT, ROW = 26, 4.2, 6.0, 11.0
"""Millimetres."""
ACROSS, ACROSS_SEVERAL = 3, 2
"""Doses beside one another, and where each also names its medicine: most plans have three a day."""
MOST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What is printed: the doses from `first` to `last`, both included, of the revisions that are the order then.
    `made_at` is local. Days without a dose stand there too."""

    plan: Plan
    revision: int
    doses: tuple[Ordered, ...]
    days: tuple[date, ...]
    made_at: datetime
    name: str


def day_sheet(printed: Printed, texts: Texts) -> bytes:
    """A PDF: whose plan it is, each day with its boxes, what to do about a late dose, whom to call."""
    foot = f"{texts.label('sheet-foot', revision=str(printed.revision))} {texts.label('privacy-part2-line')}"
    pdf = paper.sheet(texts, country=printed.plan.country, made_at=printed.made_at, foot=foot)
    medicines = ", ".join(medicine.name for medicine in printed.plan.medicines)
    below = f"{medicines[:1].upper()}{medicines[1:]}. {plan_words.ordered_by(printed.plan, texts)}"
    paper.title(pdf, texts.label("sheet-title", name=printed.name), below)
    paper.paragraph(pdf, texts.label("sheet-how"))
    for words in _words(printed.plan, texts):
        paper.paragraph(pdf, words)
    pdf.ln(3)
    by_day = {day: list(doses) for day, doses in groupby(printed.doses, key=lambda one: one.slot.local.date())}
    for day in printed.days[:MOST_DAYS]:
        _day(pdf, day, by_day.get(day, []), texts)
    if len(printed.days) > MOST_DAYS:
        paper.paragraph(pdf, texts.label("sheet-more"))
    for medicine in printed.plan.medicines:
        if medicine.ends_on is not None:
            words = plain(own_words.after(medicine, printed.plan, texts))
            paper.paragraph(pdf, f"{medicine.name}. {words}" if len(printed.plan.medicines) > 1 else words)
    return paper.printed(pdf)


def _words(plan: Plan, texts: Texts) -> list[str]:
    """The clinician's sentences, word for word, and whom to call."""
    rules = dict.fromkeys(one.late_rule for one in plan.medicines if one.late_rule and one.late_rule.words)
    late = [texts.label("sheet-late", author=_author(rule, plan), words=rule.words) for rule in rules]
    sick = [texts.label("sheet-vomiting", words=rule.vomiting_words) for rule in rules if rule.vomiting_words]
    pause = [texts.label("sheet-pause", words=words) for words in plan.pause_criteria]
    needed = [
        texts.label(
            "sheet-as-needed",
            medicine=medicine.name,
            limits=plain(plan_words.as_needed(one, medicine, texts)),
        )
        for medicine in plan.medicines
        for one in medicine.as_needed
    ]
    call = texts.label("sheet-call", contacts=plain(plan_words.contacts(plan, texts)).replace("\n", " · "))
    return [*late, *sick, *pause, *needed, call]


def _author(rule: LateRule, plan: Plan) -> str:
    return rule.author or plan.prescriber.name


def _day(pdf: "FPDF", day: date, doses: Sequence[Ordered], texts: Texts) -> None:
    """The day, then box, time and amount of each dose, three beside one another; a shaded line where amounts change."""
    news = _news(doses, texts)
    across = ACROSS_SEVERAL if any(_name(one) for one in doses) else ACROSS
    height = ROW * max(1, -(-len(doses) // across)) + (LINE_HEIGHT if news else 0) + 1
    if pdf.will_page_break(height):
        pdf.add_page()
    left, top = pdf.l_margin, pdf.get_y()
    pdf.set_draw_color(*paper.LINE)
    pdf.line(left, top, left + pdf.epw, top)
    if news:
        pdf.set_fill_color(*paper.PALE)
        pdf.rect(left, top, pdf.epw, LINE_HEIGHT, style="F")
        _write(pdf, news, left + DAY_WIDTH, top + 0.4, width=pdf.epw - DAY_WIDTH, size=8.5, bold=True)
    first = top + (LINE_HEIGHT if news else 0) + 0.8
    _write(pdf, amounts.day(day, texts.language), left + 1, first, width=DAY_WIDTH, size=9.5, bold=True)
    if not doses:
        _write(pdf, texts.label("sheet-none"), left + DAY_WIDTH, first, width=pdf.epw - DAY_WIDTH, size=9.5)
    for number, dose in enumerate(doses):
        width = (pdf.epw - DAY_WIDTH) / across
        column, row = left + DAY_WIDTH + number % across * width, first + number // across * ROW
        _box(pdf, dose, (column, row, width - BOX - 3), texts)
    pdf.set_xy(left, top + height)


def _news(doses: Sequence[Ordered], texts: Texts) -> str:
    """That the amount changes on this day; on the first day of a step, what the clinician wrote for it."""
    begins = [one for one in doses if one.slot.step_day == 1]
    words = dict.fromkeys(one.slot.instruction for one in begins if one.slot.instruction)
    changed = texts.label("sheet-changed") if any(one.slot.changed for one in begins) else ""
    return " · ".join(filter(None, (changed, *(f"“{one}”" for one in words))))


def _box(pdf: "FPDF", one: Ordered, place: tuple[float, float, float], texts: Texts) -> None:
    """☐ 8:00 30 mg, and small below it what it is made of. `place`: left, top, width for words."""
    left, top, across = place
    pdf.set_draw_color(*paper.INK)
    pdf.rect(left, top + 0.9, BOX, BOX)
    amount = plan_words.amount(one.slot.amount, one.medicine, texts)
    line = texts.label("sheet-dose", time=amounts.clock_time(one.slot.local), amount=amount)
    _write(pdf, line, left + BOX + 1.5, top, width=across, size=9.5)
    below = " ".join(filter(None, (_name(one), plan_words.pieces(one.slot.amount, one.medicine, texts))))
    _write(pdf, below, left + BOX + 1.5, top + 4.8, width=across, size=7)


def _name(one: Ordered) -> str:
    """The medicine, where the plan has more than one."""
    return one.medicine.name if len(one.plan.medicines) > 1 else ""


def _write(pdf: "FPDF", words: str, left: float, top: float, *, width: float, size: float, bold: bool = False) -> None:
    """One line; it is written smaller until it fits, for what is cut off could be the amount."""
    pdf.set_text_color(*paper.INK)
    pdf.set_font(paper.FAMILY, "B" if bold else "", size)
    while size > 4 and pdf.get_string_width(words) > width:
        size -= 0.5
        pdf.set_font(paper.FAMILY, "B" if bold else "", size)
    pdf.set_xy(left, top)
    pdf.cell(width, LINE_HEIGHT, words)
