"""web/health: is this process alive, is it ready.

Belongs here: /health and /ready and how their answers look. Not here: what is looked at (service.py says).

/health fails when only a new start can help: nothing is heard from Telegram, or the ticks stand still.
/ready fails when work cannot be done now: the database does not answer, or it is of another release.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at. `told`: a state word or a number, never a name or an id of anybody."""

    name: str
    good: bool
    told: str = ""


Looks = Callable[[], Awaitable[Sequence[Check]]]


def routes(alive: Looks, ready: Looks) -> list[Route]:
    """GET /health and GET /ready: 200 when all is good, else 503; the body says what was looked at."""
    return [Route("/health", _answer(alive)), Route("/ready", _answer(ready))]


def _answer(looks: Looks) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_: Request) -> Response:
        checks = await looks()
        good = all(check.good for check in checks)
        told = {check.name: check.told or ("ok" if check.good else "bad") for check in checks}
        return JSONResponse({"ok": good, **told}, status_code=200 if good else 503)

    return answer
