"""Where the reader was, and what was searched for, for the ways back."""

from collections.abc import Sequence
from typing import NamedTuple

from ccgbrief.view.address import Address, Row


class Standpoint(NamedTuple):
    """Exactly where the reader was."""

    address: Address
    row: int = 0
    """Rows between the upper edge and the cursor's block."""
    beside: Row = ""
    """Key of the evidence that was being compared, if any."""


def search_before(searches: Sequence[str], shown: str) -> str:
    """Return the search before the one that is shown, the last one for none; `""` for no more."""
    if shown not in searches:
        return searches[-1] if searches else ""
    at = searches.index(shown)
    return searches[at - 1] if at else ""
