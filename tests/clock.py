"""A clock of a test's own."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Clock:
    """Stands at a time until the test sets another."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now
