"""plans/notebook: every problem of one file, gathered while it is read; and the fields of one mapping.

Belongs here: noting a problem, taking keys out of a mapping, missing and unknown keys.
Not here: what a value means (scalars.py, checked.py), the sentences (problem_words.py).
"""

import difflib
from dataclasses import dataclass, field

from bot.errors import BadInput, Problem
from bot.plans.problem_words import WORDS
from bot.plans.readers.tree import Entry, Listing, Mapping, Node, Text

MOST_PROBLEMS = 200
"""More than anybody mends in one go; a file with more is not a plan."""
LONGEST_QUOTE = 60
UNKNOWN = "the prescriber"
"""Who must be asked as long as the file has not said a name."""
_OURS = ("known", "choices", "hint")
"""Values that are ours and never cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProblem(Problem):
    """A problem that also knows which sentence it is, so that it can be told in another language."""

    key: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Notebook:
    """Collects problems. `prescriber` is who must be asked what was ordered; `unread` holds words that no part of a
    plan takes, such as a note on an order."""

    prescriber: str = UNKNOWN
    problems: list[PlanProblem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def asks(self, name: str) -> None:
        """From now on problems say to ask the person of that name; an empty name changes nothing."""
        self.prescriber = " ".join(name.split()) or self.prescriber

    def wrong(self, sentence: str, where: str, /, **values: str) -> None:
        """One more problem stands in the book; the same one at the same place only once."""
        if len(self.problems) >= MOST_PROBLEMS:
            return
        known = {name: value if name in _OURS else quoted(value) for name, value in values.items()}
        known |= {"prescriber": self.prescriber, "who": "unknown" if self.prescriber == UNKNOWN else "known"}
        message, fix = WORDS[sentence]
        problem = PlanProblem(
            where=where,
            message=message.format(**known),
            fix=fix.format(**known),
            key=sentence,
            values=tuple(sorted(known.items())),
        )
        if problem not in self.problems:
            self.problems.append(problem)

    def close(self) -> None:
        """Raises BadInput with every problem, if there is one."""
        if self.problems:
            raise BadInput(tuple(self.problems))


def quoted(value: str) -> str:
    """The value on one line and not longer than a glance."""
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"


class Fields:
    """The keys of one mapping, taken out one by one; `done` names those nobody asked for."""

    def __init__(self, node: Mapping, book: Notebook, what: str) -> None:
        self.where = node.where
        self.what = what
        self._book = book
        self._known: list[str] = []
        self._left: dict[str, Entry] = {}
        for entry in node.entries:
            key = tidy_key(entry.key)
            if key in self._left:
                book.wrong("key-twice", entry.where, named=entry.key, first=self._left[key].where)
            else:
                self._left[key] = entry

    def has(self, key: str) -> bool:
        """Whether something is written under the key. It does not count as asked for."""
        entry = self._left.get(key)
        return entry is not None and not (isinstance(entry.node, Text) and not entry.node.value.strip())

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """What stands under the key. Nothing, or an empty text, is None and, if required, a problem."""
        self._known.append(key)
        entry = self._left.pop(key, None)
        found = entry.node if entry else None
        if isinstance(found, Text) and not found.value.strip():
            found = None
        if found is None and required:
            self._book.wrong("key-missing", entry.where if entry else self.where, named=key, what=self.what)
        return found

    def text(self, key: str, *, required: bool = False) -> Text | None:
        """The text under the key; a list or a mapping there is a problem."""
        found = self.node(key, required=required)
        if isinstance(found, Mapping | Listing):
            self._book.wrong("text-wanted", found.where, named=key)
            return None
        return found

    def words(self, key: str) -> str:
        """The text under the key without outer blanks, or an empty text."""
        found = self.text(key)
        return found.value.strip() if found else ""

    def listing(self, key: str, *, required: bool = False) -> tuple[Node, ...]:
        """The items under the key; a single text or mapping counts as a list of one."""
        found = self.node(key, required=required)
        if found is None:
            return ()
        return found.items if isinstance(found, Listing) else (found,)

    def done(self) -> None:
        """Every key nobody asked for is a problem, with the nearest known key as a hint."""
        for key, entry in self._left.items():
            near = difflib.get_close_matches(key, self._known, n=1, cutoff=0.6)
            if near:
                self._book.wrong("key-unknown-near", entry.where, named=entry.key, near=near[0], what=self.what)
            else:
                known = ", ".join(self._known)
                self._book.wrong("key-unknown", entry.where, named=entry.key, known=known, what=self.what)


def tidy_key(key: str) -> str:
    """A key as we compare it: small letters, blanks and dashes as underscores."""
    return "_".join(key.strip().lower().replace("-", " ").replace("_", " ").split())


def as_mapping(node: Node, book: Notebook, what: str) -> Fields | None:
    """The node's fields, or None and a problem when it is no mapping."""
    if isinstance(node, Mapping):
        return Fields(node, book, what)
    book.wrong("mapping-wanted", node.where, what=what)
    return None
