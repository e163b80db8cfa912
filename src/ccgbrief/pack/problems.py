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

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        first, *others = self.problems
        more = f" ({len(others)} more: ccgbrief check lists them)" if others else ""
        return f"{first}{more}"
