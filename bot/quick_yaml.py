"""quick_yaml: YAML read by libyaml where it is there: ten times quicker, and a start reads a lot of it.

Belongs here: nothing else. What a file means is checked by who reads it.
"""

from typing import Any

import yaml

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

__all__ = ["SafeLoader", "loaded"]


def loaded(text: str) -> Any:
    """The content of `text`. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=SafeLoader)
