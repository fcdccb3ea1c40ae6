"""plans/writers/fhir_own: our FHIR extensions, for what R4 has no place for.

Belongs here: values with the keys of the YAML file → nested extensions. Not here: reading them (readers/fhir_json.py).
"""

from typing import Any

from bot.plans.readers.fhir_json import OWN


def extension(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """The extension of that name; a list becomes one entry for each of its values."""
    return {"url": OWN + name, "extension": _inner(values)}


def _inner(values: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"url": key, "extension": _inner(one)} if isinstance(one, dict) else {"url": key, "valueString": one}
        for key, value in values.items()
        for one in (value if isinstance(value, list) else [value])
    ]
