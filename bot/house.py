"""house: everything that is read from config/ at start, checked, and never changed while the program runs.

Belongs here: loading it all at once, with all problems told at once. Not here: the files' places (config_files.py),
the meaning of each part (the rooms), the environment (settings.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from bot import config_files, quick_yaml
from bot.caseload.countries import Countries, read_countries
from bot.caseload.person import Person
from bot.caseload.programme import Programme
from bot.checkins.packs import PackBook, read_packs
from bot.errors import BadSettings, Problem
from bot.escalation.desk import Desk
from bot.escalation.policy import Policies, read_policies
from bot.plans.medicines import MedicineBook, read_medicines
from bot.symptoms.helplines import Country, Helplines, read_helplines
from bot.symptoms.number_to_call import number_to_call
from bot.symptoms.rule_book import RuleBook
from bot.symptoms.rule_building import build_book
from bot.symptoms.sourced import GuidanceSources, read_sources
from bot.symptoms.structured import UNKNOWN
from bot.symptoms.triaged import read_rules
from bot.texts.cards import LearnBook, read_cards
from bot.texts.catalog import Catalog

_Part = TypeVar("_Part")

ALCOHOL, OTHER_MEDICINE = "alcohol", "other"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)  # a repr of everything takes seconds
class House:
    """What the program knows before it knows anybody."""

    texts: Catalog
    programme: Programme
    rules: RuleBook
    helplines: Helplines
    guidance: GuidanceSources
    medicines: MedicineBook
    countries: Countries
    escalation: Policies
    packs: PackBook
    cards: LearnBook

    @property
    def desk(self) -> Desk:
        """What alerts need to know of the house."""
        return Desk(texts=self.texts, programme=self.programme, policies=self.escalation, number_for=self._number_for)

    def country_of(self, person: Person) -> Country:
        """The lines of the country that `person` is in; the programme's where nobody knows."""
        return self.helplines.country(person.country or self.programme.country)

    def _number_for(self, person: Person, reason: str) -> str:
        texts = self.texts.in_language(person.language)
        country = person.country or self.programme.country
        return number_to_call(self.helplines, texts, country=country, reason=reason)

    @property
    def medicine_ids(self) -> tuple[str, ...]:
        """What memory can know that a person takes, as triage and guidance call it: the groups of config/medicines,
        alcohol, "other" for a medicine that nobody wrote a file for, and names that triage asks for although no file
        has them. The order never matters to what is stored."""
        groups = {facts.group.value for facts in self.medicines.known} - {OTHER_MEDICINE}
        named = {name for facts in self.medicines.known for name in facts.names}
        asked = {name for rule in self.rules.rules for name in rule.needs.medicines}
        first = (*sorted(groups), ALCOHOL, OTHER_MEDICINE)
        return (*first, *sorted(asked - named - {*first, UNKNOWN}))


def load(override: Path | None = None) -> House:
    """Everything of config/, the programme's own files in `override` in place of ours, one by one.

    Raises BadSettings with the problems of all parts together.
    """
    problems: list[Problem] = []
    texts = _part(lambda: _texts(override), problems)
    programme = _part(lambda: _programme(override), problems)
    rules = _part(lambda: load_rules(override), problems)
    helplines = _part(lambda: _helplines(override), problems)
    medicines = _part(lambda: load_medicines(override), problems)
    countries = _part(lambda: read_countries(config_files.read_text("countries.yaml", override)), problems)
    escalation = _part(lambda: read_policies(config_files.read_text("escalation.yaml", override)), problems)
    guidance = _part(lambda: _guidance(texts, override), problems) if texts else None
    packs = _part(lambda: _packs(texts, override), problems) if texts else None
    cards = _part(lambda: _cards(texts, override), problems) if texts else None
    if texts and programme:
        problems += _unspoken(texts, programme)
    if not (texts and programme and rules and helplines and medicines and countries and guidance and packs) or problems:
        raise BadSettings(tuple(problems))
    assert escalation is not None
    assert cards is not None
    return House(
        texts=texts,
        programme=programme,
        rules=rules,
        helplines=helplines,
        guidance=guidance,
        medicines=medicines,
        countries=countries,
        escalation=escalation,
        packs=packs,
        cards=cards,
    )


def load_rules(override: Path | None = None) -> RuleBook:
    """Only the triage rules, for commands that need nothing else. Raises BadSettings.

    The shipped ones have been tried on their examples by our tests; where the programme has a file of its own all are
    tried again, since a word in one file may change what a rule in another one finds.
    """
    read = build_book if config_files.only_shipped("triage", override) else read_rules
    return read(_files("triage", "*.yaml", override))


def load_medicines(override: Path | None = None) -> MedicineBook:
    """Only the medicine files, for commands that need nothing else. Raises BadSettings."""
    return read_medicines(_files("medicines", "*.yaml", override).items())


def _part(read: Callable[[], _Part], problems: list[Problem]) -> _Part | None:
    """What `read` gives; its problems are added to the list instead of stopping the others."""
    try:
        return read()
    except BadSettings as error:
        problems.extend(error.problems)
        return None


def _files(folder: str, pattern: str, override: Path | None) -> dict[str, str]:
    return {
        name.rsplit("/", 1)[-1]: config_files.read_text(name, override)
        for name in config_files.names(folder, pattern, override)
    }


def _texts(override: Path | None) -> Catalog:
    sources: dict[str, list[str]] = {}
    for name in config_files.names("locales", "*/*.ftl", override):
        sources.setdefault(name.split("/")[1], []).append(config_files.read_text(name, override))
    return Catalog(sources, tried=config_files.only_shipped("locales", override))


def _programme(override: Path | None) -> Programme:
    name = "programme.yaml"
    try:
        return Programme.model_validate(quick_yaml.loaded(config_files.read_text(name, override)))
    except yaml.YAMLError:
        problem = Problem(where=name, message="This is not YAML.", fix="Compare it with the shipped file.")
        raise BadSettings((problem,)) from None
    except ValidationError as error:
        raise BadSettings(
            tuple(
                Problem(
                    where=f"{name}: {'.'.join(str(part) for part in one['loc'])}",
                    message=f"{one['msg']}.",
                    fix="Mend the file.",
                )
                for one in error.errors(include_url=False)
            )
        ) from None


def _unspoken(texts: Catalog, programme: Programme) -> list[Problem]:
    """Languages that the programme offers and that have no texts."""
    missing = [code for code in programme.languages if code not in texts.languages]
    fix = "Put its .ftl files into locales/, or take it off the list."
    return [
        Problem(where="programme.yaml: languages", message=f"There are no texts in {one!r}.", fix=fix)
        for one in missing
    ]


def _helplines(override: Path | None) -> Helplines:
    own = None
    if override is not None and (override / "helplines-own.yaml").is_file():
        own = config_files.read_text("helplines-own.yaml", override)
    return read_helplines(config_files.read_text("helplines.yaml", override), own)


def _packs(texts: Catalog, override: Path | None) -> PackBook:
    return read_packs(_files("checkins", "*.yaml", override), texts.in_language("en").variables)


def _cards(texts: Catalog, override: Path | None) -> LearnBook:
    return read_cards(_files("learn", "*.yaml", override), texts.in_language("en").variables)


def _guidance(texts: Catalog, override: Path | None) -> GuidanceSources:
    keys = texts.in_language("en").variables
    return read_sources(config_files.read_text("guidance.yaml", override), keys)
