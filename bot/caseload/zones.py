"""caseload/zones: a time zone by the city somebody types, by the time on their clock, or by a place (floor 1, pure).

Belongs here: finding zones and naming them. Not here: which are offered for a country (countries.py), keeping one.
A place is turned into a zone and forgotten.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location

AT_MOST = 8
"""How many choices are offered at once."""
CLOCK_TOLERANCE = timedelta(minutes=20)
"""How far a typed clock time may be from a zone's: people round, and messages wait. Most zones lie an hour apart."""


def known(zone: str) -> bool:
    """Whether `zone` is a name of the IANA list."""
    return zone in _available()


def city(zone: str, language: str) -> str:
    """The city that a zone is named after, in `language`. Source: Unicode CLDR."""
    try:
        return str(get_timezone_location(zone, locale=language.replace("-", "_"), return_city=True))
    except LookupError:
        return zone.rpartition("/")[2].replace("_", " ")


def clock_at(zone: str, now: datetime) -> datetime:
    """The wall clock of `zone` at the instant `now`."""
    return now.astimezone(ZoneInfo(zone))


def at(latitude: float, longitude: float) -> str | None:
    """The zone of a place in degrees; None on the open sea or where the library knows none. Source: tzfpy (timezone
    boundaries of OpenStreetMap)."""
    # Imported here: its map takes memory that most processes never need.
    import tzfpy

    found = str(tzfpy.get_tz(longitude, latitude))
    return found if known(found) and not found.startswith("Etc/") else None


def search(typed: str, language: str, more_cities: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Zones somebody may mean by a city's name, best first, at most 8. `more_cities`: zone → cities beside its own."""
    wanted = plain_letters(typed)
    if len(wanted) < 2:
        return ()
    ranked: list[tuple[int, str]] = []
    for zone, names in _names(language).items():
        ranks = [_rank(wanted, one) for one in (*names, *map(plain_letters, more_cities.get(zone, ())))]
        best = min((rank for rank in ranks if rank is not None), default=None)
        if best is not None:
            ranked.append((best, zone))
    return tuple(zone for _, zone in sorted(ranked))[:AT_MOST]


def by_clock(shown: time, zones: Iterable[str], now: datetime) -> tuple[str, ...]:
    """Those of `zones` where a clock shows about `shown` at the instant `now`, at most 8."""
    day = timedelta(days=1)

    def apart(zone: str) -> timedelta:
        local = clock_at(zone, now)
        difference = abs(timedelta(hours=local.hour - shown.hour, minutes=local.minute - shown.minute))
        return min(difference, day - difference)

    return tuple(zone for zone in zones if apart(zone) <= CLOCK_TOLERANCE)[:AT_MOST]


def plain_letters(text: str) -> str:
    """`text` in small letters without accents, for comparing what people type."""
    split = unicodedata.normalize("NFKD", text.strip().casefold())
    return " ".join("".join(letter for letter in split if not unicodedata.combining(letter)).split())


def _rank(wanted: str, name: str) -> int | None:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    return 2 if len(wanted) >= 4 and wanted in name else None


@lru_cache(maxsize=1)
def _available() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=8)
def _names(language: str) -> Mapping[str, tuple[str, ...]]:
    """Zone → the names of its city in this language, in English and in Spanish, and the last word of the zone."""
    zones = [zone for zone, country in get_global("zone_territories").items() if known(zone) and country != "001"]
    return {
        zone: tuple(
            {plain_letters(city(zone, tongue)) for tongue in (language, "en", "es")}
            | {plain_letters(zone.rpartition("/")[2].replace("_", " "))}
        )
        for zone in zones
    }
