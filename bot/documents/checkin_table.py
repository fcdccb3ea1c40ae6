"""documents/checkin_table: somebody's check-ins as CSV and JSON that a person can read.

Belongs here: one row a check-in, one column an item, in the words that were on the buttons. Not here: the whole copy of
everything (exported.py), the picture (chart.py).
"""

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.caseload.person import Person
from bot.checkins import checkin_words, kept
from bot.checkins.checkin import Checkin
from bot.checkins.packs import Item
from bot.house import House
from bot.sending import File
from bot.storage.database import Transaction
from bot.texts.catalog import Texts

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


async def files(tx: Transaction, house: House, person: Person, texts: Texts) -> tuple[File, ...]:
    """checkins.csv and checkins.json; nothing where there was no check-in. What was skipped is an empty field."""
    found = await kept.started_since(tx, person.id, _BEGINNING)
    if not found:
        return ()
    zone = kept.zone_of(person, house.programme)
    asked = {name for one in found for name in one.answers.items}
    items = [item for item in house.packs.items if item.id in asked]
    rows = [_row(one, items, house, texts, zone) for one in found]
    return (_csv(rows), File(name="checkins.json", content=json.dumps(rows, ensure_ascii=False, indent=2).encode()))


_Row = dict[str, str]


def _row(one: Checkin, items: Sequence[Item], house: House, texts: Texts, zone: ZoneInfo) -> _Row:
    local = one.started_at.astimezone(zone)
    flags = [flag for code in one.answers.flags if (flag := house.packs.flag(code)) is not None]
    row = {
        "day": local.date().isoformat(),
        "time": local.strftime("%H:%M"),
        "state": one.state.value,
        "pack": one.pack,
        "red_flags": "; ".join(texts.label(f"checkin-flag-{flag.id.replace('_', '-')}") for flag in flags),
    }
    for item in items:
        value = one.answers.value(item.id)
        row[item.id] = "" if value is None else checkin_words.value_words(item, value, texts)
    return row | {"temperature_c": one.answers.temperature, "note": one.answers.note}


def _csv(rows: Sequence[_Row]) -> File:
    """With a byte order mark, so that a spreadsheet reads accents; a field that a spreadsheet would take for a formula
    is kept as text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    for row in rows:
        writer.writerow(
            {name: f"'{value}" if value[:1] in "=+-@\t" and value else value for name, value in row.items()}
        )
    return File(name="checkins.csv", content=("\ufeff" + out.getvalue()).encode())
