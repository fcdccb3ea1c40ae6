"""documents/plan_picture: the whole way of a taper as a picture: the total of each day, step by step, "you are here".

Belongs here: drawing. Not here: what is drawn (drawn.py reads it). matplotlib is imported only when something is
drawn: it costs more start-up time than all the rest together.

Sizes are for a phone, where the picture is shown about 340 points wide: 1200 pixels, letters of at least 38.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

STEP, PAST, EDGE, INK, MUTED, HERE, PAPER = "#cfe3d9", "#e9ecea", "#3f7f6b", "#1f2d2a", "#56645f", "#9a4a12", "#ffffff"
"""Colours of the demo page's chart; words on them have a contrast of at least 5."""

WIDTH, HEIGHT, DPI = 6.0, 4.1, 200
SMALL, NORMAL, LARGE = 13.5, 15, 19
"""Points; at 200 dots an inch 13.5 are 38 pixels."""
MOST_PANELS = 6
"""A photo's width and height together are at most 10,000 pixels. Source: Bot API, sendPhoto."""
MOST_TOTALS, MOST_DAYS = 14, 5
"""Labels over the steps and under them: more would touch each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One medicine: a total for each day, in order, with its words and the name of its day, already in language.

    `zero_after`: the order ends in none, so the line goes down to zero behind the last day.
    """

    title: str
    unit: str
    days: Sequence[date]
    totals: Sequence[Decimal]
    total_names: Sequence[str]
    day_names: Sequence[str]
    zero_after: bool
    here: date | None
    here_label: str


def draw(ways: Sequence[Way]) -> bytes:
    """A PNG, 1200 pixels wide, one panel for each of the first 6 medicines. Heights are the plan's own totals."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    ways = ways[:MOST_PANELS]
    figure = Figure(figsize=(WIDTH, HEIGHT * len(ways)), dpi=DPI, facecolor=PAPER)
    figure.set_layout_engine("constrained", w_pad=0.2, h_pad=0.2)
    FigureCanvasAgg(figure)
    for number, way in enumerate(ways, start=1):
        _panel(figure.add_subplot(len(ways), 1, number), way)
    png = BytesIO()
    figure.savefig(png, format="png")
    return png.getvalue()


def _panel(axes: Any, way: Way) -> None:
    # Heights on a screen: the one place where an amount becomes a float, and nothing is read back from it.
    heights = [float(total) for total in way.totals]
    top = max(heights, default=0) or 1
    steps = _steps(way.totals)
    here = way.days.index(way.here) if way.here in way.days else None
    _area(axes, way, heights, here=here)
    _labels(axes, way, steps, heights)
    axes.set_title(way.title, loc="left", color=INK, fontsize=LARGE, fontweight="bold", pad=12)
    axes.set_title(way.unit, loc="right", color=MUTED, fontsize=NORMAL, pad=12)
    axes.set_ylim(0, top * (1.34 if here is not None else 1.16))
    axes.set_xlim(0, len(heights) * 1.015)
    axes.set_yticks([])
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(MUTED)
    if here is not None:
        _here(axes, way, at=here, top=top)


def _area(axes: Any, way: Way, heights: Sequence[float], *, here: int | None) -> None:
    """The days behind us pale, the days before us in colour, one line above both."""
    edges, level = list(range(len(heights) + 1)), [*heights, heights[-1]]
    axes.fill_between(edges, level, step="post", color=STEP, linewidth=0)
    if here:
        axes.fill_between(edges[: here + 1], level[: here + 1], step="post", color=PAST, linewidth=0)
    ends = [0.0] if way.zero_after else []
    axes.step(
        [*edges, *edges[-1:][: len(ends)]],
        [*level, *ends],
        where="post",
        color=EDGE,
        linewidth=3 if len(_steps(way.totals)) < 40 else 1.2,
    )
    if way.zero_after:
        axes.plot([edges[-1]], [0], marker="o", markersize=9, color=EDGE, clip_on=False, zorder=5)


def _labels(axes: Any, way: Way, steps: Sequence[tuple[int, int]], heights: Sequence[float]) -> None:
    from matplotlib.patheffects import withStroke

    middles = {(begin + end) / 2: begin for begin, end in steps}
    for middle in _apart(list(middles), len(heights) / MOST_TOTALS * 0.7):
        axes.annotate(
            way.total_names[middles[middle]],
            (middle, heights[middles[middle]]),
            xytext=(0, 6),
            textcoords="offset points",
            ha="center",
            color=INK,
            fontsize=SMALL,
            zorder=6,
            path_effects=[withStroke(linewidth=4, foreground=PAPER)],
        )
    gap = len(heights) / MOST_DAYS
    last = len(heights) - 1
    shown = [int(at) for at in _apart([begin for begin, _ in steps], gap) if last - at >= gap * 1.3]
    axes.set_xticks([*shown, last + 1] if shown else [0])
    names = axes.set_xticklabels(
        [way.day_names[at] for at in [*shown, last]] if shown else [way.day_names[0]],
        fontsize=SMALL,
        color=MUTED,
        ha="left",
    )
    if shown:
        names[-1].set_horizontalalignment("right")
    axes.tick_params(axis="x", length=6, color=MUTED)


def _here(axes: Any, way: Way, *, at: int, top: float) -> None:
    side = "left" if at < len(way.days) * 0.55 else "right"
    height = float(way.totals[at])
    axes.plot([at + 0.5, at + 0.5], [0, top * 1.27], color=HERE, linewidth=3, zorder=4, solid_capstyle="round")
    axes.plot([at + 0.5], [height], marker="o", markersize=11, color=HERE, markeredgecolor=PAPER, zorder=7)
    axes.annotate(
        way.here_label,
        (at + 0.5, top * 1.22),
        xytext=(8 if side == "left" else -8, 0),
        textcoords="offset points",
        ha=side,
        va="center",
        color=HERE,
        fontsize=NORMAL,
        fontweight="bold",
    )


def _steps(totals: Sequence[Decimal]) -> list[tuple[int, int]]:
    """Runs of days with the same total: first day and the day behind the last."""
    begins = [at for at, total in enumerate(totals) if at == 0 or total != totals[at - 1]]
    return list(zip(begins, [*begins[1:], len(totals)], strict=True))


def _apart(places: Sequence[float], least: float) -> list[float]:
    """Those of the places that are at least so far apart that words on them do not touch; the first is among them."""
    kept: list[float] = []
    for place in places:
        if not kept or place - kept[-1] >= least:
            kept.append(place)
    return kept
