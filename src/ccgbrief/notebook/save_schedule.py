"""When to save, for whoever holds a notebook open: a rule over a clock that is passed in."""

from dataclasses import dataclass

QUIET = 0.3
"""Seconds without a change after which it is time."""

LATEST = 1.0
"""Seconds after the first unsaved change at which it is time even while changes go on."""

AGAIN = 5.0
"""Seconds after a save that failed."""


@dataclass(slots=True)
class Pace:
    """Whether it is time to save; all times are seconds of one steady clock."""

    first: float | None = None
    """When the oldest change that is not saved was made."""
    last: float = 0.0
    """When the newest was."""
    failed: float | None = None
    """When saving failed, if it did and nothing has changed since."""

    def changed(self, now: float) -> None:
        """Take note of a change."""
        self.first = now if self.first is None else self.first
        self.last, self.failed = now, None

    def saving(self) -> None:
        """Take note that what has changed so far is being saved."""
        self.first = self.failed = None

    def could_not(self, now: float) -> None:
        """Take note that saving failed: it is tried again, at the next change or after a while."""
        self.failed = now

    def due(self) -> float | None:
        """Return at what time to save, if there is anything to save."""
        if self.first is not None:
            return min(self.last + QUIET, self.first + LATEST)
        return None if self.failed is None else self.failed + AGAIN

    def is_due(self, now: float) -> bool:
        """Return whether it is time to save."""
        due = self.due()
        return due is not None and now >= due
