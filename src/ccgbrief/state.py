"""What the program remembers in the state folder: positions, tour, minutes, outputs, calendars.

Nobody wrote any of it, so losing it costs a key press, or a to-do to be deleted by hand.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from ccgbrief.files import PRIVATE, is_there, make_folder, read_file, reason, write_file
from ccgbrief.text import clean_line

MAX_BYTES = 50_000
"""Bytes of such a file; a larger one is not ours."""

MOST_SEARCHES, LONGEST_SEARCH = 50, 100
"""Searches that are kept for each pack, and characters of one."""

MAX_LOG_BYTES = 32_000_000
"""Bytes of the file that records what was in minutes."""

MOST_VERSIONS = 100_000
"""How many versions of notes are recorded of each sort: twice what a notebook can hold."""

MAX_OUTPUT, MOST_OUTPUTS = 200_000_000, 1_000
"""Bytes of a file that `-o` has written, and how many such files are recorded."""

_UNREADABLE = (
    OSError, ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError
)  # fmt: skip


Kept = TypeVar("Kept")


class LastPosition(NamedTuple):
    """The place that was last read, and the day."""

    tab: str = ""
    """Id of the tab; empty the first time."""
    key: str = ""
    """Key of the block in the tab, as `view.address` writes it."""
    day: date | None = None
    before: date | None = None
    """The last day before that."""

    def opened_before(self, today: date) -> date | None:
        """Return the last day before today on which the pack was open."""
        return self.before if self.day == today else self.day


def last_position(file: Path) -> LastPosition:
    """Return the saved position; an empty one if there is none or it cannot be read."""
    with suppress(*_UNREADABLE):
        kept = _read(file, MAX_BYTES)
        day, before = date.fromisoformat(kept["day"]), kept.get("before")
        return LastPosition(
            str(kept["tab"]), str(kept["key"]), day, date.fromisoformat(before) if before else None
        )
    return LastPosition()


def keep_position(file: Path, tab: str, key: str, day: date) -> None:
    before = last_position(file).opened_before(day)
    kept = {"tab": tab, "key": key, "day": day.isoformat()}
    if before:
        kept["before"] = before.isoformat()
    _write(file, kept)


def is_tour_over(file: Path) -> bool:
    """Return whether the tour of a first start has ended."""
    return is_there(file)


def end_tour(file: Path) -> None:
    """Record that the tour has ended, so that it is not offered again."""
    _write(file, "over")


class InCalendars(NamedTuple):
    """What was last written of an action into a calendar file."""

    sequence: int
    """Its SEQUENCE there."""
    owner: str = ""
    private: bool = False
    version: str = ""
    """The checksum of what it said; empty if that is not known."""
    changed: datetime | None = None
    """Its LAST-MODIFIED there."""


def read_in_calendars(file: Path) -> tuple[dict[str, InCalendars], str]:
    """Return what is known of actions in calendars, by the id of the note.

    The second value says what follows if the file is damaged.
    """

    def known(kept: Any) -> dict[str, InCalendars]:
        return {str(id_): as_written(*said) for id_, said in kept.items()}

    def as_written(
        sequence: int, owner: str, private: object, version: str = "", changed: str = ""
    ) -> InCalendars:
        at = datetime.fromisoformat(changed) if changed else None
        return InCalendars(int(sequence), str(owner), bool(private), str(version), at)

    said = "actions that were deleted since the last calendar file are not cancelled in this one"
    return _understood(file, known, {}, said)


def keep_in_calendars(file: Path, known: Mapping[str, InCalendars]) -> list[str]:
    """Record which actions are in calendars; return a line that says why, where that fails."""
    last = list(known.items())[-MOST_VERSIONS:]
    kept = {
        id_: (*said[:-1], said.changed.isoformat() if said.changed else "") for id_, said in last
    }
    why_not = _write(file, kept)
    return [f"calendars will not be told of actions deleted later: {why}" for why in why_not]


def is_own_output(file: Path, path: Path) -> bool:
    """Return whether `path` is, unchanged, what `-o` last wrote there, by the record in `file`."""
    with suppress(*_UNREADABLE):
        return _outputs(file).get(_named(path)) == _checksum(read_file(path, MAX_OUTPUT))
    return False


def keep_output(file: Path, path: Path, data: bytes) -> list[str]:
    """Record what `-o` has written; return a line that says why, where that fails."""
    known = {**_outputs(file), _named(path): _checksum(data)}
    why_not = _write(file, dict(list(known.items())[-MOST_OUTPUTS:]))
    return [f"writing it again will need --force: {why}" for why in why_not]


def _outputs(file: Path) -> dict[str, str]:
    with suppress(*_UNREADABLE):
        kept = _read(file, MAX_LOG_BYTES)
        return {path: str(said) for path, said in kept.items()}
    return {}


def _named(path: Path) -> str:
    """Return the name that a path is recorded under, without regard to case."""
    return os.path.realpath(path).casefold()


def _checksum(data: bytes) -> str:
    return f"{len(data)}:{crc32(data):08x}"


def earlier_searches(file: Path) -> list[str]:
    """Return the searches kept, the oldest first; none when they cannot be understood."""
    with suppress(*_UNREADABLE):
        kept = _read(file, MAX_BYTES)
        return [clean_line(typed) for typed in kept if isinstance(typed, str)][-MOST_SEARCHES:]
    return []


def with_search(searches: Sequence[str], typed: str) -> list[str]:
    """Return the searches with one more, as the last; a very long one is not kept."""
    if not typed.strip() or len(typed) > LONGEST_SEARCH:
        return list(searches)
    return [*(each for each in searches if each != typed), typed][-MOST_SEARCHES:]


def search_before(searches: Sequence[str], shown: str) -> str:
    """Return the search before the one that is shown, the last one for none; `""` for no more."""
    if shown not in searches:
        return searches[-1] if searches else ""
    at = searches.index(shown)
    return searches[at - 1] if at else ""


def keep_searches(file: Path, new: Iterable[str]) -> None:
    """Keep new searches after those kept already, to which another window may have added."""
    searches = earlier_searches(file)
    for typed in new:
        searches = with_search(searches, typed)
    _write(file, searches)


class EarlierMinutes(NamedTuple):
    """What is known of minutes written on days before today."""

    at: datetime | None = None
    """When the last of them were written; None if there are none."""
    notes: frozenset[str] = frozenset()
    """The versions of notes in them."""
    doubt: str = ""
    """Why there may be others; empty if that is certain."""


DAYS = 12
"""Days of which it is known apart what their minutes held."""


class MinutesLog(NamedTuple):
    """The file that records what was in the minutes of one notebook.

    Minutes written again on the same day are of the same meeting and repeat its notes, so those of
    other days are recorded separately. A version of a note is written as `id:` and a checksum;
    `id:` alone stands for a version that has since been replaced.
    """

    file: Path

    def earlier(self, today: date) -> EarlierMinutes:
        """Return what was in minutes that were not written today, in the reader's own calendar.

        A later day than today is of a clock that was wrong, and nothing was written since.
        """
        known, doubt = self._known()
        notes = frozenset(name for each in known if each.day != today for name in each.notes)
        return EarlierMinutes(_last_before(today, known), notes, doubt)

    def written(self) -> list[tuple[date, frozenset[str]]]:
        """Return what was in minutes, by the day on which they were written, as far as known."""
        known = self._known()[0]
        return [(each.day or date.min, frozenset(each.notes)) for each in known]

    def last_written(self, today: date) -> datetime | None:
        """Return when minutes were last written on a day before today, in local time."""
        return _last_before(today, self._known()[0])

    def keep(self, now: datetime, new: Iterable[str], before: Iterable[str]) -> list[str]:
        """Record that minutes written now contain `new`, and that earlier ones contained `before`.

        Returns a line each: that the record was damaged, or why it cannot be saved.
        """
        today, last, earlier = now.astimezone().date(), list(new), list(before)
        current = {*last, *earlier}
        known, doubt = self._known()
        others = sorted((each for each in known if each.day != today), key=_Held.order)
        folded = _folded(others) or [_Held(None, [])]
        kept = {name for each in folded for name in each.notes}
        folded[-1].notes.extend(name for name in earlier if name not in kept)
        same = _together(None, (each for each in known if each.day == today))
        held = [*folded, _Held(now, [*same.notes, *last])]
        value = [
            {"at": each.at and each.at.isoformat(), "notes": _current(each.notes, current)}
            for each in held
        ]
        why_not = _write(self.file, value)
        lost = [doubt] if doubt else []
        return lost + [f"the next minutes will hold these notes again: {why}" for why in why_not]

    def _known(self) -> tuple[list["_Held"], str]:
        def held(kept: Any) -> list[_Held]:
            return [
                _Held(
                    datetime.fromisoformat(each["at"]).astimezone() if each["at"] else None,
                    [str(name) for name in each["notes"]],
                )
                for each in kept
            ]

        said = "notes from earlier minutes are in these too"
        return _understood(self.file, held, [], said)


class _Held(NamedTuple):
    at: datetime | None
    notes: list[str]

    @property
    def day(self) -> date | None:
        return self.at.date() if self.at else None

    def order(self) -> float:
        return self.at.timestamp() if self.at else 0.0


def _last_before(day: date, held: Iterable[_Held]) -> datetime | None:
    return max((each.at for each in held if each.at and each.at.date() < day), default=None)


def _folded(held: list[_Held]) -> list[_Held]:
    """Return what minutes of other days held, that of all but the last few days as of no day.

    Each of those stays of its own, since a clock may have been wrong in between.
    """
    old, last = held[:-DAYS], held[-DAYS:]
    if not old:
        return last
    return [_together(None, old), *last]


def _together(at: datetime | None, held: Iterable[_Held]) -> _Held:
    return _Held(at, [name for each in held for name in each.notes])


def _current(names: Iterable[str], current: Set[str]) -> list[str]:
    """Return the versions without those since replaced, the current ones last."""
    ids = {name.rpartition(":")[0] for name in current}
    kept = dict.fromkeys(
        name if name in current or (id_ := name.rpartition(":")[0]) not in ids else f"{id_}:"
        for name in names
    )
    return sorted(kept, key=lambda name: name in current)[-MOST_VERSIONS:]


def _understood(
    file: Path, understand: Callable[[Any], Kept], none: Kept, otherwise: str
) -> tuple[Kept, str]:
    """Return what a record holds; `none`, and what follows, if it is there and damaged."""
    try:
        return understand(_read(file, MAX_LOG_BYTES)), ""
    except FileNotFoundError:
        return none, ""
    except _UNREADABLE as error:
        why = reason(error) if isinstance(error, OSError) else "it is damaged"
        return none, f"{file} cannot be read ({why}): {otherwise}"


def _read(file: Path, most: int) -> Any:
    """Return what `_write` has written, of so many bytes at the most."""
    return json.loads(read_file(file, most))


def _write(file: Path, value: Any) -> list[str]:
    """Write a value as JSON; return the file and the reason, in one line, where that fails."""
    try:
        make_folder(file.parent)
        write_file(file, json.dumps(value).encode(), mode=PRIVATE)
    except (OSError, ValueError) as error:
        return [f"{file} ({reason(error)})"]
    return []
