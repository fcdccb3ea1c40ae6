"""documents/paper: a sheet of paper: size, letters, title, foot with page number and the line about redisclosure.

Belongs here: what every PDF of ours has in common. Not here: what stands on it (day_sheet.py, summary_page.py).
The letters are those that matplotlib brings along (DejaVu): they know accents, boxes and signs.

fpdf2 is imported only when something is printed, as matplotlib is.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.texts import amounts
from bot.texts.catalog import Texts

if TYPE_CHECKING:
    from fpdf import FPDF

LETTER = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "GT", "PA", "PR", "DO", "VE", "CR", "NI", "SV"})
"""Countries that print on Letter paper; all others on A4. Source: CLDR, paper size "US-Letter"."""
MARGIN = 14
"""Millimetres."""
INK, MUTED, PALE, LINE = (31, 45, 42), (86, 100, 95), (233, 240, 236), (190, 202, 196)
FAMILY = "DejaVu"


def sheet(texts: Texts, *, country: str, made_at: datetime, foot: str) -> "FPDF":
    """An empty document whose every page ends in `foot`, the day it was made, and its number. `made_at`: local."""
    from fpdf import FPDF

    day = amounts.day_with_year(made_at.date(), texts.language)

    class Sheet(FPDF):
        def footer(self) -> None:
            self.set_y(-MARGIN - 8)
            self.set_text_color(*MUTED)
            self.set_font(FAMILY, size=7.5)
            pages = texts.label("paper-page", page=str(self.page_no()), pages="{nb}", day=day)
            self.multi_cell(0, 3.8, f"{foot}\n{pages}", align="L")

    found = Sheet(format="letter" if country in LETTER else "a4")
    _letters(found)
    found.set_margins(MARGIN, MARGIN, MARGIN)
    found.set_auto_page_break(True, margin=MARGIN + 10)
    found.alias_nb_pages()
    found.set_lang(texts.language)
    found.set_creator("Taperline")
    found.set_creation_date(made_at)
    found.add_page()
    return found


def _letters(pdf: "FPDF") -> None:
    import logging

    import matplotlib

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it tells of every table that it leaves out
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    pdf.add_font(FAMILY, fname=folder / "DejaVuSans.ttf")
    pdf.add_font(FAMILY, style="B", fname=folder / "DejaVuSans-Bold.ttf")


def title(pdf: "FPDF", words: str, below: str = "") -> None:
    """The large line on top, and a smaller one under it."""
    pdf.set_text_color(*INK)
    pdf.set_font(FAMILY, "B", 16)
    pdf.multi_cell(0, 8, words, align="L", new_x="LMARGIN", new_y="NEXT")
    if below:
        paragraph(pdf, below, muted=True)


def heading(pdf: "FPDF", words: str) -> None:
    """A line over a part."""
    pdf.ln(2)
    pdf.set_text_color(*INK)
    pdf.set_font(FAMILY, "B", 11)
    pdf.multi_cell(0, 6, words, align="L", new_x="LMARGIN", new_y="NEXT")


def paragraph(pdf: "FPDF", words: str, *, muted: bool = False, size: float = 9.5) -> None:
    """Words from margin to margin."""
    pdf.set_text_color(*(MUTED if muted else INK))
    pdf.set_font(FAMILY, size=size)
    pdf.multi_cell(0, size * 0.5, words, align="L", new_x="LMARGIN", new_y="NEXT")


def printed(pdf: "FPDF") -> bytes:
    """The finished file."""
    return bytes(pdf.output())
