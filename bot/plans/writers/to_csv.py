"""plans/writers/to_csv: a plan → one CSV file, its parts one below another.

Belongs here: the file. Not here: the rows (tables.py).
"""

import csv
import io

from bot.plans.model import Plan
from bot.plans.readers.from_csv import guarded
from bot.plans.writers.tables import CellValue, tables_of


def to_csv(plan: Plan) -> bytes:
    """UTF-8 with a byte order mark, so that Excel shows every letter; no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for table in tables_of(plan):
        if not table.rows:
            continue
        writer.writerow([f"[{table.part}]"])
        for row in ((table.header,) if table.header else ()) + table.rows:
            writer.writerow([_text(value) for value in row])
        writer.writerow([])
    return out.getvalue().encode("utf-8-sig")


def _text(value: CellValue) -> str:
    return guarded(value) if isinstance(value, str) else value.isoformat()
