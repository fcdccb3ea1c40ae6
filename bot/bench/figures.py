"""bench/figures: what a measurement found, as the line that is printed.

Belongs here: the form of a line, percentiles. Not here: measuring.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value. `ratio`: to the peer in the same run; None where there is none."""

    name: str
    value: float
    unit: str
    ratio: float | None = None

    def __str__(self) -> str:
        ratio = "-" if self.ratio is None else f"{self.ratio:.3f}"
        return f"{self.name} {_short(self.value)} {self.unit} {ratio}"


def tell(what: str) -> None:
    """One line about what is being done; it begins with a sign that no figure begins with."""
    sys.stdout.write(f"# {what}\n")
    sys.stdout.flush()


def show(*figures: Figure) -> None:
    """One line a figure: `name value unit ratio`."""
    for figure in figures:
        sys.stdout.write(f"{figure}\n")
    sys.stdout.flush()


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of all do not exceed; 0 where there are none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1))]


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3f}"
