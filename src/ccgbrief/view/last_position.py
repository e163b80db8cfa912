"""Where the reader left off and when, kept from one meeting to the next in the state folder.

It is no part of the notebook: it says nothing that anybody wrote, and losing it costs one key.
"""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccgbrief.files import make_folder, read_file, write_file
from ccgbrief.view.address import Address, read_key

MAX_BYTES = 10_000
"""A few names."""


class LeftOff(NamedTuple):
    """The place that was read last, and the day."""

    address: Address | None = None
    day: date | None = None
    before: date | None = None
    """The last day before that one."""

    def opened_before(self, today: date) -> date | None:
        """Return the last day before today on which the pack was open."""
        return self.before if self.day == today else self.day


NOWHERE = LeftOff()
"""The first time."""


def read_left_off(file: Path) -> LeftOff:
    """Return what was kept; nothing when there is none, or when it cannot be understood."""
    import json  # noqa: PLC0415 (not for `show`, which only wants to know what such a place is)

    with suppress(OSError, ValueError, TypeError, KeyError):
        kept = json.loads(read_file(file, MAX_BYTES))
        address, before = Address(str(kept["tab"]), read_key(str(kept["key"]))), kept.get("before")
        day = date.fromisoformat(kept["day"])
        return LeftOff(address, day, date.fromisoformat(before) if before else None)
    return NOWHERE


def keep_left_off(file: Path, address: Address, day: date) -> None:
    """Keep the place for the next time; when that fails, nothing is lost but the convenience."""
    import json  # noqa: PLC0415 (as above)

    before = read_left_off(file).opened_before(day)
    kept = {"tab": address.tab, "key": str(address.key), "day": day.isoformat()}
    if before:
        kept["before"] = before.isoformat()
    with suppress(OSError, ValueError):
        make_folder(file.parent)
        write_file(file, json.dumps(kept).encode())
