"""documents/summary_page: the summary for a doctor on one page, and the same as a table for a spreadsheet.

Belongs here: words and layout. Not here: reading and counting (summary.py). Nothing is judged, no share is a grade.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.caseload import zones
from bot.checkins import checkin_words
from bot.checkins.packs import Item
from bot.documents import chart, paper
from bot.documents.summary import Counted, Summary
from bot.house import House
from bot.plans import plan_words
from bot.plans.calendar import step_number_on
from bot.plans.model import MedicineTaper
from bot.reminders.today import Standing
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import plain

if TYPE_CHECKING:
    from fpdf import FPDF

MOST_ITEMS, MOST_MEDICINES, MOST_FLAGS = 9, 6, 6
"""Rows of each part, so that it stays one page."""
LEAST_PICTURE = 45
"""Millimetres; smaller nobody reads it."""
_COLUMNS = (Standing.TAKEN, Standing.UNSURE, Standing.UNANSWERED, Standing.UNKNOWN)


def summary_page(summary: Summary, house: House, texts: Texts, now: datetime) -> bytes:
    """The PDF. It ends in the line about redisclosure."""
    made_at = now.astimezone(ZoneInfo(summary.zone))
    foot = f"{texts.label('summary-own-words')} {texts.label('privacy-part2-line')}"
    country = summary.person.country or house.programme.country
    pdf = paper.sheet(texts, country=country, made_at=made_at, foot=foot)
    name = summary.person.name or "–"
    paper.title(pdf, texts.label("summary-title", name=name, case=summary.person.case), _from(summary, house, texts))
    _ordered(pdf, summary, texts)
    if not summary.shared:
        paper.heading(pdf, texts.label("summary-not-shared"))
        return paper.printed(pdf)
    _doses(pdf, summary, texts)
    _checkins(pdf, summary, house, texts)
    if summary.chart is not None:
        _picture(pdf, chart.draw(summary.chart))
    return paper.printed(pdf)


def _picture(pdf: "FPDF", png: bytes) -> None:
    """The chart of the check-ins against the dose, as large as the page still has room; none where it has not."""
    room = pdf.page_break_trigger - pdf.get_y() - 4
    if room >= LEAST_PICTURE:
        pdf.ln(3)
        pdf.image(io.BytesIO(png), x=pdf.l_margin, w=pdf.epw, h=room, keep_aspect_ratio=True)


def _from(summary: Summary, house: House, texts: Texts) -> str:
    return texts.label(
        "summary-from",
        programme=house.programme.name,
        first=amounts.day_with_year(summary.days[0], texts.language),
        last=amounts.day_with_year(summary.days[-1], texts.language),
        days=amounts.number(len(summary.days), texts.language),
        city=zones.city(summary.zone, texts.language),
    )


def _ordered(pdf: "FPDF", summary: Summary, texts: Texts) -> None:
    paper.heading(pdf, texts.label("summary-plan"))
    if summary.plan is None:
        paper.paragraph(pdf, texts.label("summary-plan-none"))
        return
    plan = summary.plan.plan
    paper.paragraph(pdf, plan_words.ordered_by(plan, texts))
    for medicine in plan.medicines[:MOST_MEDICINES]:
        paper.paragraph(pdf, _medicine(medicine, summary, texts))
    if plan.flags:
        named = ", ".join(texts.label(f"plan-flag-{flag.value.replace('_', '-')}") for flag in plan.flags)
        paper.paragraph(pdf, texts.label("summary-flags", flags=named))


def _medicine(medicine: MedicineTaper, summary: Summary, texts: Texts) -> str:
    """Today's step and doses, until when, and what is taken only when needed."""
    today = summary.days[-1]
    number = step_number_on(medicine, today)
    needed = [plain(plan_words.as_needed(one, medicine, texts)) for one in medicine.as_needed]
    if number is None:
        return " ".join((texts.label("summary-plan-out", medicine=medicine.name), *needed))
    now = texts.label(
        "summary-plan-now",
        medicine=medicine.name,
        step=amounts.number(number, texts.language),
        steps=amounts.number(len(medicine.steps), texts.language),
        doses=plain(plan_words.doses(medicine.steps[number - 1].doses_on(today), medicine, texts)),
    )
    ends = medicine.ends_on
    end = (
        texts.label("summary-plan-ends", day=amounts.day_with_year(ends, texts.language))
        if ends
        else texts.label("summary-plan-open")
    )
    return " ".join((f"{now}.", end, *needed))


def _doses(pdf: "FPDF", summary: Summary, texts: Texts) -> None:
    paper.heading(pdf, texts.label("summary-doses"))
    if not summary.counted:
        paper.paragraph(pdf, texts.label("summary-doses-none"))
        return
    heads = ("medicine", "planned", "taken", "not-taken", "unsure", "unanswered", "unknown", "planned-left")
    rows = [[texts.label(f"summary-head-{head}") for head in heads]]
    rows += [_dose_row(one, texts) for one in summary.counted[:MOST_MEDICINES]]
    _table(pdf, rows, widths=(3, 2, 2, 2, 2, 2, 2, 2))
    for one in summary.counted[:MOST_MEDICINES]:
        paper.paragraph(pdf, _both_ways(one, texts))


def _dose_row(one: Counted, texts: Texts) -> list[str]:
    by = [one.by[standing] for standing in _COLUMNS]
    counts = (one.planned, by[0], one.not_taken, *by[1:], one.still_open)
    return [one.medicine, *(amounts.number(count, texts.language) for count in counts)]


def _both_ways(one: Counted, texts: Texts) -> str:
    def told(count: int) -> str:
        return amounts.number(count, texts.language)

    return texts.label(
        "summary-both-ways",
        medicine=one.medicine,
        least=told(one.least),
        most=told(one.most),
        closed=told(one.closed),
        missing=told(one.most - one.least),
    )


def _checkins(pdf: "FPDF", summary: Summary, house: House, texts: Texts) -> None:
    paper.heading(pdf, texts.label("summary-checkins"))
    days, answered = len(summary.days), len(summary.answered)
    counts = {"with": answered, "days": days, "without": days - answered}
    said = {name: amounts.number(count, texts.language) for name, count in counts.items()}
    paper.paragraph(pdf, texts.label("summary-checkins-counted", **said))
    items = [item for item in house.packs.items if item.shown_to_patient and _values(summary, item)][:MOST_ITEMS]
    if items:
        heads = [texts.label(f"summary-head-{head}") for head in ("item", "days", "first", "last", "worst")]
        _table(pdf, [heads, *(_item_row(item, summary, texts) for item in items)], widths=(4, 2, 2, 2, 2))
    _signs(pdf, summary, house, texts)


def _values(summary: Summary, item: Item) -> list[int]:
    return [value for day in summary.answered if (value := day.value(item.id)) is not None]


def _item_row(item: Item, summary: Summary, texts: Texts) -> list[str]:
    values = _values(summary, item)
    count = f"{len(values)} / {len(summary.days)}"
    said = [checkin_words.value_words(item, value, texts) for value in (values[0], values[-1], max(values))]
    return [checkin_words.item_name(item, texts), count, *said]


def _signs(pdf: "FPDF", summary: Summary, house: House, texts: Texts) -> None:
    """Red flags that were ticked, with their days."""
    seen = Counter(code for day in summary.answered for code in dict.fromkeys(day.flags))
    flags = [(flag, code) for code in seen if (flag := house.packs.flag(code)) is not None and flag.ticks]
    if not flags:
        return
    paper.heading(pdf, texts.label("summary-signs"))
    for flag, code in flags[:MOST_FLAGS]:
        days = [amounts.day(day.day, texts.language) for day in summary.answered if code in day.flags]
        sign = texts.label(f"checkin-flag-{flag.id.replace('_', '-')}")
        paper.paragraph(pdf, texts.label("summary-sign", sign=sign, days=", ".join(days[-6:])))


def _table(pdf: "FPDF", rows: Sequence[Sequence[str]], *, widths: tuple[int, ...]) -> None:
    from fpdf.enums import TableBordersLayout
    from fpdf.fonts import FontFace

    pdf.set_font(paper.FAMILY, size=8)
    pdf.set_draw_color(*paper.LINE)
    head = FontFace(emphasis="BOLD", fill_color=paper.PALE)
    pdf.ln(1)
    with pdf.table(
        rows,
        col_widths=widths,
        headings_style=head,
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        line_height=4.2,
        padding=0.8,
        text_align=("LEFT", *("CENTER",) * (len(widths) - 1)),
    ):
        pass
    pdf.ln(1)


def summary_table(summary: Summary, texts: Texts) -> bytes:
    """One row for each planned dose with how it ended, and one for each day without any; the last row is the line about
    redisclosure. With a byte order mark; nothing that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out)
    heads = ("day", "medicine", "time", "amount", "unit", "standing", "checkin")
    writer.writerow(texts.label(f"summary-col-{head}") for head in heads)
    writer.writerows([_safe(cell) for cell in row] for row in _rows(summary, texts))
    writer.writerow([texts.label("privacy-part2-line")])
    return ("\ufeff" + out.getvalue()).encode()


def _rows(summary: Summary, texts: Texts) -> Iterator[tuple[str, ...]]:
    with_answers = {one.day for one in summary.answered}
    for day in summary.days:
        asked = texts.label("summary-yes" if day in with_answers else "summary-no")
        doses = [one for one in summary.doses if one.dose.slot.local.date() == day]
        if not doses:
            yield (day.isoformat(), "", "", "", "", "", asked)
        for one in doses:
            slot = one.dose.slot
            standing = "planned-left" if one.standing in (Standing.PLANNED, Standing.OPEN) else one.standing.value
            ended = texts.label(f"summary-head-{'not-taken' if standing == 'skipped' else standing}")
            amount = amounts.number(slot.amount, "en")
            time = amounts.clock_time(slot.local)
            yield (day.isoformat(), one.dose.medicine.name, time, amount, slot.unit.value, ended, asked)


def _safe(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
