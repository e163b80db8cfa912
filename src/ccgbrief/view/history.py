"""The way back: where the reader was before each jump."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ccgbrief.view.address import Address, Row

MOST_STEPS = 200
"""Jumps that are remembered; nobody goes back further in one meeting."""


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
    """Rows between the upper edge and the block the cursor rested on."""
    beside: Row = ""
    """Key of the evidence that the reader left, where it lay side by side with other."""


@dataclass(slots=True)
class History:
    """A stack of standpoints."""

    steps: list[Standpoint] = field(default_factory=list)

    def leave(self, standpoint: Standpoint) -> None:
        """Remember where the reader was."""
        self.steps.append(standpoint)
        del self.steps[:-MOST_STEPS]

    def follow(self, where: Callable[[Address], Address]) -> None:
        """Lead back to where the places have gone."""
        self.steps = [step._replace(address=where(step.address)) for step in self.steps]

    def back(self) -> Standpoint | None:
        """Return where the reader was before the last jump, and forget it."""
        return self.steps.pop() if self.steps else None
