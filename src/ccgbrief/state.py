"""What the program remembers by itself in the state folder: the place last read, the last minutes.

For the screen and `ccgbrief minutes`. None of it is anybody's words: losing it costs a key press.
"""

import json
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from ccgbrief.files import make_folder, read_file, write_file

MAX_BYTES = 10_000
"""Of such a file; what is larger is not one of ours."""

_UNREADABLE = (OSError, ValueError, TypeError, KeyError, OverflowError)


class LastPosition(NamedTuple):
    """The place that was read last, and the day."""

    tab: str = ""
    """Id of the tab; none the first time."""
    key: str = ""
    """Key of the block in it, as `view.address` writes it."""
    day: date | None = None
    before: date | None = None
    """The last day before that one."""

    def opened_before(self, today: date) -> date | None:
        """Return the last day before today on which the pack was open."""
        return self.before if self.day == today else self.day


def last_position(file: Path) -> LastPosition:
    """Return the position kept; an empty one when there is none, or it cannot be understood."""
    with suppress(*_UNREADABLE):
        kept = json.loads(read_file(file, MAX_BYTES))
        day, before = date.fromisoformat(kept["day"]), kept.get("before")
        return LastPosition(
            str(kept["tab"]), str(kept["key"]), day, date.fromisoformat(before) if before else None
        )
    return LastPosition()


def keep_position(file: Path, tab: str, key: str, day: date) -> None:
    """Keep a position for the next start."""
    before = last_position(file).opened_before(day)
    kept = {"tab": tab, "key": key, "day": day.isoformat()}
    if before:
        kept["before"] = before.isoformat()
    _keep(file, kept)


def last_meeting(file: Path, today: date) -> datetime | None:
    """Return when minutes were last written on a day before today, in the reader's own time."""
    with suppress(*_UNREADABLE):
        kept = [datetime.fromisoformat(when) for when in json.loads(read_file(file, MAX_BYTES))]
        local = [when.astimezone() for when in kept if when.tzinfo]
        return max((when for when in local if when.date() < today), default=None)
    return None


def keep_meeting(file: Path, now: datetime) -> None:
    """Keep that minutes were written now; those of one day are of one meeting."""
    before = last_meeting(file, now.astimezone().date())
    _keep(file, [when.isoformat() for when in (before, now) if when])


def _keep(file: Path, value: Any) -> None:
    with suppress(OSError, ValueError):
        make_folder(file.parent)
        write_file(file, json.dumps(value).encode())
