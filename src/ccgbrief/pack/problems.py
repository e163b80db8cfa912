"""Problems in a pack, each with its file, line and cure, for everything that reads packs."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ccgbrief.errors import UserError
from ccgbrief.text import clean_line, shortened

MAX_PART = 200
"""Characters shown of each part of a problem; a file may contain any text."""


class Problem(NamedTuple):
    """One thing that is wrong, where it is, and how to cure it."""

    file: Path
    what: str
    cure: str
    line: int | None = None
    """1-based, if known."""
    key: str = ""
    """The key concerned, if any."""
    fatal: bool = True
    """True if part of the pack cannot be shown because of it."""
    until: str = ""
    """What is not as it was meant until it is cured: told whenever the pack is opened."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else f"{self.file}"
        key, what, cure = (shortened(part, MAX_PART) for part in (self.key, self.what, self.cure))
        return clean_line(f"{place}: {f'{key}: ' if key else ''}{what}; {cure}")


class PackError(UserError):
    """A pack that cannot be read; `problems` gives every known reason."""

    def __init__(self, problems: Sequence[Problem], folder: Path | None = None) -> None:
        """`folder` is that of the pack, if it is there."""
        super().__init__(problems)
        self.problems = tuple(problems)
        self._folder = folder

    def __str__(self) -> str:
        return with_others(self.problems, self._folder)


def with_others(problems: Sequence[Problem], folder: Path | None, said: str = "") -> str:
    """Return the first of several problems, with what is `said` of it and how to see the others."""
    first, *others = problems
    check = " ".join(filter(None, ("ccgbrief check", str(folder or ""))))
    more = f" ({len(others)} more: {check} lists them)" if others else ""
    return f"{first}{said}{more}"
