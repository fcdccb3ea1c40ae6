"""page_routes: serves the demo's page, and nothing else.

Belongs here: the page's own files under `page/` and the headers they go out with.
Not here: what the phones can do (demo/botapi), the demo's clock and scenarios (the demo's composition).
"""

from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

PAGE: Final = Path(__file__).with_name("page")

CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)

HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class PageFiles(StaticFiles):
    """Static files with the page's headers. A browser asks each time whether they changed."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response


async def index(request: Request) -> FileResponse:
    """The page itself."""
    return FileResponse(PAGE / "index.html", headers=HEADERS)


def page_routes() -> list[BaseRoute]:
    """`/` is the page, `/page/…` its files; all with a policy that lets in nothing from elsewhere."""
    return [
        Route("/", index, methods=["GET"]),
        Mount("/page", PageFiles(directory=PAGE), name="page"),
    ]
