"""Remembers where the reader was before each jump, for the way back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ccgbrief.view.address import Address, Row

MOST_STEPS = 200
"""How many jumps are remembered; nobody goes back further in one meeting."""


def search_before(searches: Sequence[str], shown: str) -> str:
    """Return the search before the one that is shown, the last one for none; `""` for no more."""
    if shown not in searches:
        return searches[-1] if searches else ""
    at = searches.index(shown)
    return searches[at - 1] if at else ""


class Standpoint(NamedTuple):
    """Exactly where the reader was."""

    address: Address
    row: int = 0
    """Rows between the upper edge and the cursor's block."""
    beside: Row = ""
    """Key of the evidence that was being compared, if any."""


@dataclass(slots=True)
class History:
    """A stack of standpoints."""

    steps: list[Standpoint] = field(default_factory=list)

    def leave(self, standpoint: Standpoint) -> None:
        self.steps.append(standpoint)
        del self.steps[:-MOST_STEPS]

    def follow(self, where: Callable[[Address], Address]) -> None:
        """Update the standpoints to where their places have moved."""
        self.steps = [step._replace(address=where(step.address)) for step in self.steps]

    def back(self) -> Standpoint | None:
        """Return where the reader was before the last jump, and forget it."""
        return self.steps.pop() if self.steps else None
