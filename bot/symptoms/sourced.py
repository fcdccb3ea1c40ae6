"""symptoms/sourced: where each guidance text comes from and who signed it (floor 1, pure).

Belongs here: reading config/guidance.yaml and holding it against the texts: a guidance text without a source, or a
source for a text that does not exist, stops the start. Not here: the texts (config/locales/*/guidance.ftl).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot import quick_yaml
from bot.errors import BadSettings, Problem

PREFIX = "guidance-"
"""Texts whose key begins so are guidance."""


class Status(StrEnum):
    """R: the source was read. M: from memory. PD: our own cautious default, to be signed by a clinician."""

    READ = "R"
    MEMORY = "M"
    DEFAULT = "PD"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Sourced(_Strict):
    """What stands behind one text. `sources`: keys of the file's list."""

    sources: tuple[str, ...] = Field(min_length=1)
    status: Status
    reviewed_by: str | None


class _File(_Strict):
    version: int
    sources: Mapping[str, str]
    texts: Mapping[str, Sourced]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceSources:
    """Every guidance text with what stands behind it."""

    version: int
    texts: Mapping[str, Sourced]

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """Keys of texts that no clinician signed: for `doctor`."""
        return tuple(key for key, text in self.texts.items() if text.reviewed_by is None)


def read_sources(text: str, keys: Iterable[str]) -> GuidanceSources:
    """The sources of the guidance texts among `keys` (all keys of the catalog). Raises BadSettings, all problems."""
    try:
        file = _File.model_validate(quick_yaml.loaded(text))
    except yaml.YAMLError:
        raise BadSettings((_problem("", "This is not YAML."),)) from None
    except ValidationError as error:
        raise BadSettings(
            tuple(_problem(".".join(map(str, one["loc"])), f"{one['msg']}.") for one in error.errors(include_url=False))
        ) from None
    guidance = {key for key in keys if key.startswith(PREFIX)}
    problems = [_problem(key, "The text has no source.") for key in sorted(guidance - file.texts.keys())]
    problems += [_problem(key, "There is no such text.") for key in sorted(file.texts.keys() - guidance)]
    problems += [
        _problem(key, f"The source {source} is not among sources.")
        for key, one in file.texts.items()
        for source in one.sources
        if source not in file.sources
    ]
    if problems:
        raise BadSettings(tuple(problems))
    return GuidanceSources(version=file.version, texts=file.texts)


def _problem(where: str, message: str) -> Problem:
    place = f"guidance.yaml, {where}" if where else "guidance.yaml"
    return Problem(where=place, message=message, fix="Mend config/guidance.yaml.")
