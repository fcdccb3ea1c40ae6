"""caseload/countries: every country by name, and the time zones that are offered for it (floor 1, pure).

Belongs here: the list as config/countries.yaml and CLDR give it, finding a country by what somebody types.
Not here: zones by city or place (zones.py), emergency numbers (symptoms/helplines.py), asking (chat/).
"""

from collections.abc import Mapping
from functools import lru_cache

import yaml
from babel import Locale
from babel.core import get_global
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot import quick_yaml
from bot.caseload.zones import known, plain_letters
from bot.errors import BadSettings, Problem

FILE = "countries.yaml"
_NO_COUNTRY = frozenset(
    {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "BV", "CP", "CQ", "DG", "EA", "HM", "IC", "TA"}
)
"""Two-letter codes of CLDR that are groups of countries, test data, or places without a country code or people."""


class Countries(BaseModel):
    """What config/countries.yaml says. Frozen; read once at start."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    first: tuple[str, ...] = Field(min_length=1)
    zones: Mapping[str, tuple[str, ...]]
    also: Mapping[str, tuple[str, ...]] = {}
    cities: Mapping[str, tuple[str, ...]] = {}

    @field_validator("first")
    @classmethod
    def _countries(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := [code for code in codes if not exists(code)]:
            raise ValueError(f"no such country: {', '.join(unknown)}")
        return codes

    @field_validator("also")
    @classmethod
    def _other_names(cls, names: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        if unknown := [code for code in names if not exists(code)]:
            raise ValueError(f"no such country: {', '.join(unknown)}")
        return names

    @field_validator("zones")
    @classmethod
    def _short_lists(cls, lists: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        wrong = [zone for zones in lists.values() for zone in zones if not known(zone)]
        if wrong or not all(exists(code) for code in lists):
            raise ValueError(f"no such country or time zone: {', '.join(wrong)}")
        return lists

    @field_validator("cities")
    @classmethod
    def _cities(cls, cities: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        if wrong := [zone for zone in cities if not known(zone)]:
            raise ValueError(f"no such time zone: {', '.join(wrong)}")
        return cities

    def zones_of(self, code: str) -> tuple[str, ...]:
        """The zones offered first for the country: the file's short list, else all that CLDR knows there."""
        return self.zones.get(code.upper()) or all_zones_of(code)

    def search(self, typed: str, language: str) -> tuple[str, ...]:
        """Codes of the countries somebody may mean, best first, at most 8: by name in any language, or by code."""
        wanted = plain_letters(typed)
        ranks: dict[str, int] = {}
        for code, names in self._all_names(language).items():
            found = [rank for rank in (_rank(wanted, one) for one in names) if rank is not None]
            if found:
                ranks[code] = min(found)
        best = sorted(ranks, key=lambda code: (ranks[code], name(code, language)))
        return tuple(best[:1] if best and ranks[best[0]] == 0 else best[:8])

    def _all_names(self, language: str) -> Mapping[str, tuple[str, ...]]:
        tongues = [_names(tongue) for tongue in (language, "en", "es")]
        return {
            code: tuple(map(plain_letters, (code, *(t[code] for t in tongues if code in t), *self.also.get(code, ()))))
            for code in tongues[0]
        }


def read_countries(text: str) -> Countries:
    """The countries of the file's text. Raises BadSettings."""
    try:
        return Countries.model_validate(quick_yaml.loaded(text))
    except (yaml.YAMLError, ValidationError) as error:
        message = "This is not YAML." if isinstance(error, yaml.YAMLError) else f"{error.errors()[0]['msg']}."
        raise BadSettings((Problem(where=FILE, message=message, fix="Compare it with the shipped file."),)) from None


def codes() -> frozenset[str]:
    """Every country's code."""
    return frozenset(_names("en"))


def exists(code: str) -> bool:
    """Whether `code` (two capital letters) is a country."""
    return code in _names("en")


def name(code: str, language: str) -> str:
    """The country's name in `language`; the code where it has none. Source: Unicode CLDR."""
    return _names(language).get(code, code)


def all_zones_of(code: str) -> tuple[str, ...]:
    """Every zone of the country by name. Source: Unicode CLDR."""
    return tuple(sorted(zone for zone, country in _countries_of_zones().items() if country == code.upper()))


def country_of(zone: str) -> str | None:
    """The country the zone lies in."""
    return _countries_of_zones().get(zone)


def _rank(wanted: str, full: str) -> int | None:
    if full == wanted:
        return 0
    if len(wanted) >= 2 and full.startswith(wanted):
        return 1
    return 2 if len(wanted) >= 3 and wanted in full else None


@lru_cache(maxsize=8)
def _names(language: str) -> Mapping[str, str]:
    territories = Locale.parse(language, sep="-").territories
    return {
        code: full
        for code, full in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY
    }


@lru_cache(maxsize=1)
def _countries_of_zones() -> Mapping[str, str]:
    zones: Mapping[str, str] = get_global("zone_territories")
    return {zone: country for zone, country in zones.items() if known(zone) and country != "001"}
