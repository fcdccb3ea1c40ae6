"""documents/chart: answers of check-ins, day by day, against the dose steps, as a picture.

Belongs here: drawing. Not here: what is drawn (charted.py reads it). matplotlib is imported only when something is
drawn: it costs more start-up time than all the rest together.

No number on it looks like a grade: the ends of the scale are words. A day without an answer is a gap, never a zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

STEP, EDGE, INK, MUTED, SYMPTOM = "#d5e4dc", "#8fb3a6", "#1f2d2a", "#56645f", "#9a4a12"
"""Colours of the demo page's chart."""
WIDTH, PANEL, FOOT, DPI = 5.0, 1.75, 0.35, 160
"""Inches and dots: 800 pixels wide. A phone shows them on about 320, so that 12 points are read as about 11 pixels."""
MOST_DATES = 5
"""Dates under the picture; more would touch on a phone."""
MOST_AMOUNTS = 5
"""Amounts above the steps; more would touch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item. A value is 0 … `most`, None on a day without an answer; `best` and `worst` are words in language."""

    title: str
    values: Sequence[int | None]
    most: int
    best: str
    worst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Lines over the same days. `doses`: the ordered total of each day, None where nothing is known of that day;
    `amounts`: place of a day and the amount that begins there, as text. `day_names` are dates in language."""

    day_names: Sequence[str]
    lines: Sequence[Line]
    doses: Sequence[float | None]
    amounts: Sequence[tuple[int, str]]
    dose_label: str


def draw(chart: Chart) -> bytes:
    """A PNG, 800 pixels wide, one panel for each line."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    count = len(chart.lines)
    figure = Figure(figsize=(WIDTH, PANEL * count + FOOT), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    for number, line in enumerate(chart.lines, start=1):
        axes = figure.add_subplot(count, 1, number)
        _shade(axes, chart, with_amounts=number == 1)
        _line(axes, line)
        _days(axes, chart, with_dates=number == count)
    figure.tight_layout()
    png = BytesIO()
    figure.savefig(png, format="png")
    return png.getvalue()


def _shade(axes, chart: Chart, *, with_amounts: bool) -> None:  # type: ignore[no-untyped-def]  # matplotlib's type
    """The dose steps behind everything, as high as the highest day of the picture."""
    top = max((dose for dose in chart.doses if dose is not None), default=0.0)
    if top <= 0:
        return
    heights = [float("nan") if dose is None else 0.82 * dose / top for dose in chart.doses]
    places = [at - 0.5 for at in range(len(heights) + 1)]
    axes.fill_between(places, [*heights, heights[-1]], step="post", color=STEP, linewidth=0, zorder=1)
    axes.step(places, [*heights, heights[-1]], where="post", color=EDGE, linewidth=1.5, zorder=2)
    if not with_amounts:
        return
    apart = max(1, len(heights) // MOST_AMOUNTS)
    last = -apart
    for at, amount in chart.amounts:
        if at - last >= apart:
            _amount(axes, amount, at, heights[at], at_the_edge=at > len(heights) * 0.85)
            last = at
    shade = {"facecolor": STEP, "edgecolor": EDGE, "boxstyle": "round,pad=0.25"}
    axes.annotate(
        chart.dose_label, (1.0, 1.07), xycoords="axes fraction", ha="right", color=INK, fontsize=10, bbox=shade
    )


def _amount(axes, amount: str, at: int, height: float, *, at_the_edge: bool) -> None:  # type: ignore[no-untyped-def]
    """An amount above its step, with a white rim where the answers' line crosses it; near the right edge it stands
    before its step, so that it is not cut."""
    from matplotlib.patheffects import withStroke

    axes.annotate(
        amount,
        (at - 0.5, height),
        xytext=(-2 if at_the_edge else 3, 3),
        textcoords="offset points",
        ha="right" if at_the_edge else "left",
        color=MUTED,
        fontsize=10,
        zorder=4,
        path_effects=[withStroke(linewidth=3, foreground="white")],
    )


def _line(axes, line: Line) -> None:  # type: ignore[no-untyped-def]  # matplotlib's type, imported only when drawn
    """The answers as dots, joined only from day to day: a gap stays a gap."""
    most = max(line.most, 1)
    heights = [float("nan") if value is None else 0.06 + 0.88 * value / most for value in line.values]
    axes.plot(range(len(heights)), heights, color=SYMPTOM, linewidth=2, marker="o", markersize=4.5, zorder=3)
    axes.set_title(line.title, loc="left", color=INK, fontsize=13, fontweight="bold")
    axes.set_ylim(0, 1.0)
    axes.set_yticks([0.06, 0.94])
    axes.set_yticklabels([line.best, line.worst], fontsize=11, color=MUTED)
    axes.tick_params(axis="y", length=0)


def _days(axes, chart: Chart, *, with_dates: bool) -> None:  # type: ignore[no-untyped-def]  # matplotlib's type
    count = len(chart.day_names)
    apart = max(1, -(-count // MOST_DATES))
    marks = list(range(0, count, apart))
    axes.set_xlim(-0.5, max(count - 0.5, 0.5))
    axes.set_xticks(marks)
    axes.set_xticklabels([chart.day_names[at] for at in marks] if with_dates else [], fontsize=11, color=MUTED)
    axes.tick_params(axis="x", colors=MUTED)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(EDGE)
