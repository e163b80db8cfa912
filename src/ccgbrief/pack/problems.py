"""What is wrong with a pack, told so that it can be mended: for everyone who reads one."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ccgbrief.errors import UserError
from ccgbrief.text import clean_line, shortened

MAX_PART = 200
"""Characters of the key, the problem and the cure that are told; a file may hold any text."""


class Fault(NamedTuple):
    """One thing wrong, where it is, and what would cure it."""

    file: Path
    problem: str
    cure: str
    line: int | None = None
    """1-based, where it is known."""
    key: str = ""
    """The key concerned, where it is about one."""
    fatal: bool = True
    """True when something of the pack cannot be shown because of it."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else f"{self.file}"
        key, problem, cure = (
            shortened(part, MAX_PART) for part in (self.key, self.problem, self.cure)
        )
        return clean_line(f"{place}: {f'{key}: ' if key else ''}{problem}; {cure}")


class PackError(UserError):
    """A pack cannot be read; `faults` says all that is known of why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        first, *others = self.faults
        more = f" ({len(others)} more: ccgbrief check lists them)" if others else ""
        return f"{first}{more}"
