"""Finds the line on which a TOML key is set, for the problems in a pack.

TOML parsers do not keep positions, so the text is read again line by line: headers are counted, and
the first line that sets each key below them is recorded.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_HEADER = r"\s*\[(\[?)([^\[\]]+)\]"
_SETTING = r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*[=.]"""

_STRING = (  # possessive, so that the text is skipped once, without backtracking
    r'(?s)"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+"
)

_Place = tuple[str, int, str]
"""Header, its 0-based place among those of the same name, and key (empty for the header itself)."""


@dataclass(frozen=True)
class TomlText:
    """A piece of TOML, its file, and its position in it."""

    file: Path
    text: str
    first_line: int = 1
    """The line of the file on which the text begins."""

    def line_of(self, header: str, number: int, key: str, holding: str = "") -> int | None:
        """Return the line that sets `key` below that header, or else the line of the header.

        In a value over several lines, it is the first line that contains `holding`.
        """
        found = self._places.get((header, number, key))
        if found is None:
            found = self._places.get((header, number, ""))
        elif holding:
            for i in range(found, len(self._lines)):
                if holding in self._lines[i]:
                    found = i
                    break
                if i > found and re.match(_SETTING, self._lines[i]):
                    break
        return None if found is None else self.first_line + found

    def set_twice(self, line: int) -> tuple[str, int] | None:
        """Return the key that is set on or last before the 1-based `line`, and its first line."""
        settings = [(i, place) for i, place in self._settings() if i < line]
        if not settings:
            return None
        place = settings[-1][1]
        return place[2], self.first_line + self._places[place]

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _places(self) -> dict[_Place, int]:
        places: dict[_Place, int] = {}
        for i, place in self._settings():
            places.setdefault(place, i)
        return places

    def _settings(self) -> Iterator[tuple[int, _Place]]:
        arrays: Counter[str] = Counter()
        section = ("", 0)
        bare = re.sub(_STRING, _emptied, self.text)
        for i, line in enumerate(bare.split("\n")):
            if header := re.match(_HEADER, line):
                name, _, inner = header[2].strip(" \t\"'").partition(".")
                if inner:  # [[figure.values]] belongs to the last [[figure]]
                    section = (name, arrays[name] - 1)
                    yield i, (*section, inner)
                    section = (f"{name}.{inner}", i)
                else:
                    section = (name, arrays[name])
                    arrays[name] += bool(header[1])
                    yield i, (*section, "")
                yield i, ("", 0, name)
            elif setting := re.match(_SETTING, line):
                yield i, (*section, next(filter(None, setting.groups()), ""))


def _emptied(string: re.Match[str]) -> str:
    """Return only the line ends of a string, since its text is neither header nor key."""
    return "\n" * string[0].count("\n") or string[0]
