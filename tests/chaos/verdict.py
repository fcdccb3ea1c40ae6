"""What a run comes to: counts, what the model excuses, and what is wrong, with a few examples of each.

Belongs here: the values and how they are printed. Not here: judging (judge.py).
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

SHOWN = 5
"""Examples printed of everything that is wrong."""

WRONGS = (
    "lost",
    "logged twice",
    "not logged",
    "unmarked second copies",
    "copies without a reason",
    "told too early or too late",
    "told though superseded",
    "amounts wrong",
    "not unanswered",
    "emergencies without guidance",
    "not answered",
    "alerts that stand still",
    "no terminal state",
)


@dataclass(slots=True, kw_only=True)
class Verdict:
    """The counts of one run. `wrong` holds only what there is of it."""

    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    troubles: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    excused: Counter[str] = field(default_factory=Counter)
    wrong: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def blame(self, what: str, whom: object) -> None:
        """Something that must not be."""
        self.wrong[what].append(str(whom))

    def found(self, *what: str) -> bool:
        """Whether there is any of it."""
        return any(self.wrong.get(one) for one in what)

    @property
    def faults(self) -> Counter[str]:
        """How much there is of everything wrong; what there is none of counts as 0."""
        return Counter({name: len(self.wrong.get(name, ())) for name in (*WRONGS, *self.wrong)})

    def lines(self) -> list[str]:
        """As it is printed."""
        return [
            f"chaos seed={self.seed} {written(self.counts)}",
            f"  went wrong: {written(self.troubles)}",
            f"  dropped by reason: {written(self.dropped)}",
            f"  excused by the model: {written(self.excused)}",
            f"  wrong: {written(self.faults)}",
            *(f"  {name}: {one}" for name, found in self.wrong.items() for one in found[:SHOWN]),
        ]


def written(counted: Counter[str]) -> str:
    """In one line: name=count."""
    return " ".join(f"{name.replace(' ', '_')}={count}" for name, count in sorted(counted.items())) or "-"
