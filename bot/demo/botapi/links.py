"""links: which addresses Telegram opens, from a button or from a text.

Belongs here: one function that says what is wrong with an address. Not here: who refuses (markup.py) and who silently
drops it (entities.py).
"""

import re

_DEEP = re.compile(r"(tg|ton|tonsite):", re.IGNORECASE)
_SCHEME = re.compile(r"([^:]*)://(.*)", re.DOTALL)
_HOST = re.compile(r"[^/?#]*")
_USER = re.compile(r"tg://user\?id=(\d+)", re.IGNORECASE)
_BAD_HOST = re.compile(r"[^\w.\-]", re.UNICODE)


def link_problem(address: str) -> str | None:
    """What the real server says about `address`; None if it opens it. There is no `tel:` link among them."""
    if _DEEP.match(address):
        return None
    scheme = _SCHEME.match(address)
    rest = address
    if scheme:
        if scheme[1].lower() not in ("http", "https"):
            return "Unsupported URL protocol"
        rest = scheme[2]
    found = _HOST.match(rest)
    host = (found[0] if found else "").rpartition("@")[2]
    name, colon, port = host.rpartition(":")
    if colon and name and not (port.isdigit() and 0 < int(port) < 65536):
        return "Wrong port number specified in the URL"
    return _host_problem(name if colon and name else host)


def _host_problem(host: str) -> str | None:
    if not host.strip("."):
        return "URL host is empty"
    if _BAD_HOST.search(host):
        return "Disallowed character in URL host"
    return None if "." in host.strip(".") else "Wrong HTTP URL"


def checked_link(address: str) -> str | None:
    """`address` as Telegram keeps it, with a scheme; None if it drops it."""
    address = address.strip()
    if not address or link_problem(address):
        return None
    return address if _DEEP.match(address) or "://" in address else f"http://{address}"


def linked_user(address: str) -> int | None:
    """The user a `tg://user?id=…` address points to."""
    found = _USER.fullmatch(address.strip())
    return int(found[1]) if found else None
