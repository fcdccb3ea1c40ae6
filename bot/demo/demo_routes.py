"""demo/demo_routes: what the page asks of the demo itself: its state, its clock, its scenarios, its decisions.

Belongs here: HTTP. Not here: doing any of it (stage.py).
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.demo.scenes import SCENES, ZONE
from bot.demo.stage import Stage

SHOWN = 6
"""How many upcoming things the page lists."""
LONGEST_STEP = timedelta(days=7)


def demo_routes(stage: Stage) -> list[BaseRoute]:
    """The routes under /demo."""

    async def state(request: Request) -> Response:
        return JSONResponse(await as_json(stage))

    async def clock(request: Request) -> Response:
        step = _object(await request.body())
        by = None if step.get("next") else timedelta(minutes=_int(step, "minutes"), days=_int(step, "days"))
        if by is not None and not timedelta() < by <= LONGEST_STEP:
            return JSONResponse({"error": "The clock moves forward, at most a week at once."}, status_code=400)
        await stage.move(by)
        return JSONResponse(await as_json(stage))

    async def scenario(request: Request) -> Response:
        wanted = _object(await request.body()).get("id")
        if wanted not in [scene.id for scene in SCENES]:
            return JSONResponse({"error": "There is no such scenario."}, status_code=400)
        await stage.play(str(wanted))
        return JSONResponse(await as_json(stage))

    async def decisions(request: Request) -> Response:
        return StreamingResponse(
            _stream(stage, request), media_type="text/event-stream", headers={"Cache-Control": "no-cache"}
        )

    return [
        Route("/demo/state", state),
        Route("/demo/clock", clock, methods=["POST"]),
        Route("/demo/scenario", scenario, methods=["POST"]),
        Route("/demo/decisions", decisions),
    ]


async def as_json(stage: Stage) -> dict[str, Any]:
    """Everything the page draws around the phones."""
    coming = await stage.upcoming()
    cast = stage.cast
    return {
        "now": stage.clock.now().isoformat(),
        "zone": str(ZONE),
        "started": stage.scene.begins.isoformat(),
        "run": cast.ana,
        "bot": {"name": "Reminder assistant"},
        "people": [
            _person(cast.ana, "Ana", "patient", "Chicago time", start=stage.payload),
            _person(cast.dana, "Dana", "case_manager", "On call today"),
            _person(cast.ben, "Ben", "case_manager", "Backup"),
        ],
        "scenario": stage.scene.id,
        "scenarios": [{"id": scene.id, "title": scene.title, "hint": scene.hint} for scene in SCENES],
        "next": {"at": coming[0].at.isoformat(), "what": stage.words(coming[0].key)} if coming else None,
        "commands": {
            str(cast.ana): stage.commands(staff=False),
            str(cast.dana): stage.commands(staff=True),
            str(cast.ben): stage.commands(staff=True),
        },
        "busy": stage.busy,
    }


def _person(user_id: int, name: str, role: str, subtitle: str, start: str | None = None) -> dict[str, Any]:
    person = {"user_id": user_id, "name": name, "role": role, "subtitle": subtitle, "zone": str(ZONE)}
    return person | ({"start_payload": start} if start else {})


async def _stream(stage: Stage, request: Request) -> AsyncIterator[str]:
    """All decisions of the running scenario, then each new one; what comes next whenever it changed."""
    yield ": open\n\n"
    told, run, upcoming = 0, stage.cast.ana, ""
    while not await request.is_disconnected():
        if stage.cast.ana != run:
            told, run = 0, stage.cast.ana
            yield _event("reset", {})
        for made in [] if stage.opening else stage.decisions[told:]:  # its past is written as if played, and is no news
            yield _event("decision", made.as_json())
            told += 1
        coming = [{"at": one.at.isoformat(), "what": stage.words(one.key)} for one in (await stage.upcoming())[:SHOWN]]
        if not stage.busy and json.dumps(coming) != upcoming:
            upcoming = json.dumps(coming)
            yield _event("upcoming", {"items": coming})
        async with stage.changed:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1.0):
                    await stage.changed.wait()


def _event(name: str, payload: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(payload)}\n\n"


def _object(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body or b"{}")
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _int(step: dict[str, Any], name: str) -> int:
    value = step.get(name, 0)
    return value if isinstance(value, int) else 0
