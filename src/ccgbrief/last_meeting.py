"""When minutes were last written, kept in the state folder: where the next ones begin.

For `x`, `ccgbrief minutes` and the overview. Losing it costs nothing that anybody wrote.
"""

import json
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from ccgbrief.files import make_folder, read_file, write_file

MAX_BYTES = 1_000
"""Two moments."""


def last_meeting(file: Path, today: date) -> datetime | None:
    """Return when minutes were last written on a day before today, in the reader's own time."""
    return max((when for when in _read(file) if when.date() < today), default=None)


def keep_meeting(file: Path, now: datetime) -> None:
    """Keep that minutes were written now; those of one day are of one meeting."""
    before = last_meeting(file, now.astimezone().date())
    kept = [when.isoformat() for when in (before, now) if when]
    with suppress(OSError, ValueError):
        make_folder(file.parent)
        write_file(file, json.dumps(kept).encode())


def _read(file: Path) -> list[datetime]:
    with suppress(OSError, ValueError, TypeError, OverflowError):
        kept = [datetime.fromisoformat(when) for when in json.loads(read_file(file, MAX_BYTES))]
        return [when.astimezone() for when in kept if when.tzinfo]
    return []
