"""errors: the tree of everything we raise ourselves.

    TaperlineError
    ├── Refused      not allowed, not now, an old button      → a polite text, no alarm
    ├── BadInput     a file or a value is wrong               → all problems at once, with place and mend
    ├── BadSettings  the environment or config/ is wrong      → the program does not start, exit 2
    ├── Unavailable  the database or Telegram is silent       → tried again; guidance is shown anyway
    └── Broken       our own mistake                          → alarm, a general text, an id to find it by

No message of these may hold health data, a name, a chat text or a token: they reach the log.
"""

from dataclasses import dataclass


class TaperlineError(Exception):
    """Everything we raise on purpose."""


class Refused(TaperlineError):
    """Not allowed, or not now. `text_key` names the polite sentence in config/locales."""

    def __init__(self, text_key: str, **arguments: str) -> None:
        super().__init__(text_key)
        self.text_key = text_key
        self.arguments = arguments


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with an input: where it stands, what is wrong, how to mend it."""

    where: str
    message: str
    fix: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message} {self.fix}".strip()


class BadInput(TaperlineError):
    """A file or value is wrong; `problems` holds all of it, never only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problem(s)")
        self.problems = problems


class BadSettings(TaperlineError):
    """The environment, a key or a file under config/ does not allow a start. Says what and how to mend it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


class Unavailable(TaperlineError):
    """The database or Telegram does not answer now. What was asked can be asked again."""


class Broken(TaperlineError):
    """Our own mistake. Says which rule of ours was hurt, by ids only."""
