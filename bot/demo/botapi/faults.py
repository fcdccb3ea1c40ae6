"""faults: things that go wrong on the way, ordered beforehand by a test.

Belongs here: what can go wrong, for which request, how often; a seeded mix. Not here: doing it (server.py).
"""

import random
from dataclasses import dataclass
from enum import Enum, auto

GATEWAY_PAGE = (
    "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n"
    "<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)
_TITLES = {502: "502 Bad Gateway", 504: "504 Gateway Time-out", 413: "413 Request Entity Too Large"}


def gateway_page(status: int) -> str:
    """The HTML that stands in front of the server when it does not answer."""
    return GATEWAY_PAGE.format(title=_TITLES.get(status, f"{status} Error"))


class FaultKind(Enum):
    """Where it goes wrong."""

    REFUSE = auto()
    PAGE = auto()
    CUT = auto()
    RESET_BEFORE = auto()
    RESET_AFTER = auto()
    SILENT = auto()
    DELAY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One mishap. CUT, RESET_AFTER, SILENT and DELAY happen after the request was accepted, the others before."""

    kind: FaultKind
    status: int = 200
    body: str = ""
    retry_after: int | None = None
    seconds: float = 0.0

    @classmethod
    def flood(cls, retry_after: int, *, with_parameters: bool = True) -> "Fault":
        """429; without parameters the seconds stand in the words alone."""
        parameters = f',"parameters":{{"retry_after":{retry_after}}}' if with_parameters else ""
        words = f'"description":"Too Many Requests: retry after {retry_after}"'
        return cls(
            kind=FaultKind.REFUSE,
            status=429,
            body=f'{{"ok":false,"error_code":429,{words}{parameters}}}',
            retry_after=retry_after if with_parameters else None,
        )

    @classmethod
    def server_error(cls, status: int = 500) -> "Fault":
        """An error of the server itself, as JSON."""
        words = {500: "Internal Server Error", 421: "Misdirected Request"}.get(status, "Internal Server Error")
        return cls(
            kind=FaultKind.REFUSE,
            status=status,
            body=f'{{"ok":false,"error_code":{status},"description":"{words}"}}',
        )

    @classmethod
    def gateway(cls, status: int = 502) -> "Fault":
        """An HTML page of the gateway; the server never saw the request."""
        return cls(kind=FaultKind.PAGE, status=status, body=gateway_page(status))

    @classmethod
    def page(cls) -> "Fault":
        """200 with an HTML page where JSON should be; the server never saw the request."""
        return cls(kind=FaultKind.PAGE, status=200, body=GATEWAY_PAGE.format(title="Welcome"))

    @classmethod
    def cut(cls) -> "Fault":
        """Accepted, 200, and half of the JSON."""
        return cls(kind=FaultKind.CUT)

    @classmethod
    def reset_before(cls) -> "Fault":
        """The connection is reset; the server never took the request."""
        return cls(kind=FaultKind.RESET_BEFORE)

    @classmethod
    def reset_after(cls) -> "Fault":
        """The server took the request, then the connection is reset."""
        return cls(kind=FaultKind.RESET_AFTER)

    @classmethod
    def silent(cls) -> "Fault":
        """The server took the request and never answers."""
        return cls(kind=FaultKind.SILENT)

    @classmethod
    def delay(cls, seconds: float) -> "Fault":
        """The server took the request and answers `seconds` of real time later."""
        return cls(kind=FaultKind.DELAY, seconds=seconds)


@dataclass(slots=True, kw_only=True)
class _Order:
    fault: Fault
    method: str | None
    chat_id: int | None
    left: int


class Faults:
    """What is to go wrong. Orders are used up in the order they were given; then the mix, if there is one."""

    def __init__(self) -> None:
        self._orders: list[_Order] = []
        self._mix: tuple[Fault, ...] = ()
        self._share = 0.0
        self._methods: frozenset[str] | None = None
        self._random = random.Random(0)
        self.happened: list[Fault] = []

    def next(self, fault: Fault, *, method: str | None = None, chat_id: int | None = None, count: int = 1) -> None:
        """The next `count` requests (of that method, to that chat) meet `fault`."""
        self._orders.append(_Order(fault=fault, method=method.lower() if method else None, chat_id=chat_id, left=count))

    def mix(self, *faults: Fault, share: float, seed: int = 0, methods: tuple[str, ...] = ()) -> None:
        """From now on `share` (0 to 1) of the requests, of `methods` if named, meet one of `faults` by chance."""
        self._mix, self._share, self._random = faults, share, random.Random(seed)
        self._methods = frozenset(name.lower() for name in methods) or None

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._orders.clear()
        self._mix = ()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """What this request meets; `method` in lower case."""
        for order in self._orders:
            if order.method in (None, method) and order.chat_id in (None, chat_id):
                order.left -= 1
                if order.left <= 0:
                    self._orders.remove(order)
                self.happened.append(order.fault)
                return order.fault
        if self._mix and (self._methods is None or method in self._methods) and self._random.random() < self._share:
            fault = self._random.choice(self._mix)
            self.happened.append(fault)
            return fault
        return None
