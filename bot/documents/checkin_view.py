"""documents/checkin_view: the check-ins of the last days, for staff who opened a case.

Belongs here: reading them, putting them into words, the sums of PHQ-2 and GAD-2 (which no patient ever sees). Not here:
who may see it and the audit row (chat/handlers/history.py), the picture (charted.py).
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.caseload.person import Person
from bot.checkins import checkin_words, kept, screened
from bot.checkins.checkin import Checkin
from bot.checkins.packs import PackBook
from bot.checkins.trend import DayOfAnswers
from bot.house import House
from bot.storage.database import Transaction
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import Html, lines, paragraphs

DAYS = timedelta(days=7)
SCREENED_WITHIN = timedelta(days=60)
_LONGEST_NOTE = 300
"""Characters of a note; the rest is cut with an ellipsis, so that seven days fit into one message."""


async def for_staff(tx: Transaction, house: House, patient: Person, *, texts: Texts, now: datetime) -> Html:
    """Seven days of answers, newest first, and the last screeners with their sums. The caller has looked at sharing."""
    zone = kept.zone_of(patient, house.programme)
    found = await kept.started_since(tx, patient.id, now - SCREENED_WITHIN)
    recent = [one for one in found if one.started_at >= now - DAYS]
    days = await kept.days_of(tx, patient.id, start=now - DAYS, zone=zone)
    notes = {kept.local_day(one.started_at, zone): one.answers.note for one in recent if one.answers.note}
    said = [_day(day, notes.get(day.day, ""), house.packs, texts) for day in reversed(days)]
    title = texts.say("case-checkins") if said else texts.say("case-checkins-none")
    return paragraphs(title, *said, lines(*_screens(found, texts, zone)))


def _day(day: DayOfAnswers, note: str, packs: PackBook, texts: Texts) -> Html:
    answers = [
        f"{checkin_words.item_name(item, texts)}: {checkin_words.value_words(item, value, texts)}"
        for item in packs.items
        if item.shown_to_patient and (value := day.value(item.id)) is not None
    ]
    flags = [flag for code in dict.fromkeys(day.flags) if (flag := packs.flag(code)) is not None]
    marked = ", ".join(texts.label(f"checkin-flag-{flag.id.replace('_', '-')}") for flag in flags)
    short = note if len(note) <= _LONGEST_NOTE else f"{note[:_LONGEST_NOTE]}…"
    name = amounts.day(day.day, texts.language)
    said = " · ".join(answers) or texts.label("case-checkins-skipped")
    return lines(
        texts.say("case-checkins-day", day=name, said=said),
        texts.say("case-checkins-flags", flags=marked) if marked else "",
        texts.say("case-checkins-note", note=short) if short else "",
    )


def _screens(found: tuple[Checkin, ...], texts: Texts, zone: ZoneInfo) -> list[Html]:
    """The newest sum of each screener: they are asked on different days."""
    newest = {screen.screener: (screen, one) for one in found for screen in screened.screens(one.answers)}
    return [
        texts.say(
            "case-checkins-screen",
            name={screened.Screener.PHQ2: "PHQ-2", screened.Screener.GAD2: "GAD-2"}[screener],
            day=amounts.day(kept.local_day(one.started_at, zone), texts.language),
            total=str(screen.total),
            talk=texts.say("case-checkins-talk" if screen.needs_a_talk else "case-checkins-below"),
        )
        for screener in screened.Screener
        if screener in newest
        for screen, one in [newest[screener]]
    ]
