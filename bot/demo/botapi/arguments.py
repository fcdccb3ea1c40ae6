"""arguments: one request's parameters, wherever they stood: query, form, multipart or JSON.

Belongs here: gathering them and reading numbers, flags and JSON as leniently as the real server does.
Not here: what they mean (methods_*.py).
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")
"""A number as it may stand in a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came with the request."""

    name: str
    content: bytes


@dataclass(slots=True)
class Arguments:
    """Parameters as text, and files by the name of their part."""

    values: dict[str, str] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The parameter as it came; "" if it did not."""
        return self.values.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """The parameter as a number; 0 for what is none, as the real server does; `default` when it is missing."""
        value = self.values.get(name, "").strip()
        if not value:
            return default
        return int(value) if WHOLE_NUMBER.fullmatch(value) else 0

    def flag(self, name: str) -> bool:
        """Whether the parameter says yes."""
        return self.values.get(name, "").strip().lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        """The parameter read as JSON; None if it is missing or none."""
        value = self.values.get(name, "")
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            return None

    def given(self) -> frozenset[str]:
        """The names of everything that came."""
        return frozenset(self.values) | frozenset(self.uploads)


async def gathered(request: Request) -> Arguments:
    """All parameters of `request`. What cannot be read as its content type says counts as not there."""
    arguments = Arguments()
    if request.scope["query_string"]:
        arguments.values.update(request.query_params)
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        await _multipart(request, arguments)
        return arguments
    body = await request.body()
    if kind.startswith("application/json"):
        _from_json(body, arguments)
    elif body:
        arguments.values.update(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    return arguments


async def _multipart(request: Request, arguments: Arguments) -> None:
    async with request.form(max_files=50, max_part_size=60 * 1024 * 1024) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                arguments.uploads[name] = Upload(name=value.filename or name, content=await value.read())
            else:
                arguments.values[name] = value


def _from_json(body: bytes, arguments: Arguments) -> None:
    try:
        given = json.loads(body) if body else {}
    except ValueError:
        return
    for name, value in given.items() if isinstance(given, dict) else ():
        if isinstance(value, bool):
            arguments.values[name] = "true" if value else "false"
        elif isinstance(value, str):
            arguments.values[name] = value
        elif value is not None:
            arguments.values[name] = json.dumps(value, ensure_ascii=False)
