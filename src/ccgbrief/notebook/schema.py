"""The keys of one table of the notebook file, each taken out once and checked, for `items`."""

import re
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from ccgbrief.notebook.model import NoteKind, Place

PLACE = ("article", "words", "duty", "area", "figure", "term")
"""The keys that say in words where a note or a bookmark is."""

MAX_REV = 10**15 - 1
"""Numbers far above this are not the same in every program that reads TOML."""

MOST_WRITINGS = 10**12
"""No item is written more often; a number above this was typed, and none could follow it."""

_BY = r"[A-Za-z0-9_-]{0,32}"
_SEEN = rf"({_BY}):(\d{{1,15}})"

_EXPECTED = {
    str: "text in quotes",
    bool: "true or false",
    int: "a whole number",
    datetime: "a time like 2026-11-22T10:03:00Z",
}

_YEARS = range(1900, 9000)
"""Of a time that may stand in a notebook."""

_T = TypeVar("_T", str, bool, int, datetime)


class WrongItemError(ValueError):
    """An item is not what it should be; the text says in what."""


class Fields:
    """What is left of a table; whatever is taken out raises WrongItemError if it is wrong."""

    def __init__(self, table: object) -> None:
        """Begin with the whole table."""
        if not isinstance(table, dict):
            raise WrongItemError("it is no table")
        self._left: dict[str, Any] = dict(table)

    def rest(self) -> str:
        """Return what nobody has taken, as TOML."""
        return as_toml(self._left)

    def text(self, key: str, default: str | None = "") -> str:
        """Take a text; without a default it must be there."""
        return self._take(key, str, default)

    def flag(self, key: str) -> bool:
        """Take yes or no; no if it is not there."""
        return self._take(key, bool, default=False)

    def instant(self, key: str) -> datetime:
        """Take a moment, in UTC."""
        found = self._take(key, datetime, None)
        # Near the ends of the calendar no day after it, and no clock elsewhere, can be told.
        if found.tzinfo is None or found.year not in _YEARS:
            raise WrongItemError(f"`{key}` must be {_EXPECTED[datetime]}")
        return found.astimezone(UTC)

    def instant_if_any(self, key: str) -> datetime | None:
        """Take a moment, in UTC, that need not be there."""
        return self.instant(key) if key in self._left else None

    def due(self) -> date | None:
        """Take the day by which something is to be done."""
        found = self._left.pop("due", None)
        if found is not None and type(found) is not date:
            raise WrongItemError("`due` must be a date like 2026-12-01")
        return found

    def kind(self) -> NoteKind:
        """Take what a note is for."""
        try:
            return NoteKind(self.text("kind", "note"))
        except ValueError:
            raise WrongItemError(f"`kind` must be one of {', '.join(NoteKind)}") from None

    def place(self) -> Place:
        """Take all that says where something is."""
        return Place._make((*map(self.text, PLACE), self._number("near")))

    def rev(self) -> int:
        """Take which writing of the item it is; 0 for one written by hand, or counted by hand."""
        found = self._number("rev")
        return found if found <= MOST_WRITINGS else 0

    def by(self) -> str:
        """Take whose writing of the item it is."""
        found = self.text("by")
        if not re.fullmatch(_BY, found):
            raise WrongItemError("`by` must be a few letters and digits")
        return found

    def seen(self) -> tuple[tuple[str, int], ...]:
        """Take which writings the item takes account of."""
        found = [re.fullmatch(_SEEN, pair) for pair in self.text("seen").split()]
        if None in found:
            raise WrongItemError("`seen` must be pairs like k3v9:2")
        return tuple(sorted({pair[1]: int(pair[2]) for pair in found if pair}.items()))

    def _number(self, key: str) -> int:
        found = self._take(key, int, 0)
        if not 0 <= found <= MAX_REV:
            raise WrongItemError(f"`{key}` is out of range")
        return found

    def _take(self, key: str, kind: type[_T], default: _T | None) -> _T:
        found = self._left.pop(key, default)
        if found is None:
            raise WrongItemError(f"`{key}` is missing")
        if type(found) is not kind:  # True is an int to isinstance
            raise WrongItemError(f"`{key}` must be {_EXPECTED[kind]}")
        return found


def as_toml(table: dict[str, Any]) -> str:
    """Return a table as TOML text, the same whatever the order of its keys was."""
    import tomli_w  # noqa: PLC0415 (most tables are only read)

    return tomli_w.dumps(_in_order(table)) if table else ""


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    return [_in_order(each) for each in value] if isinstance(value, list) else value
