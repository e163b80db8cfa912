"""Reads TOML tables with their types checked, for the reader of packs.

TOML parsers forget where a key stood, so its line is looked for again in the text: the header of
the table by its number, then the key below it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli
from rapidfuzz import process

from ccgbrief.files import read_file, reason
from ccgbrief.pack.faults import Fault
from ccgbrief.text import clean, clean_line, decode

MAX_MANIFEST_BYTES = 4_000_000
"""No list of duties is longer; a file that is was not written for this."""


@dataclass(frozen=True, slots=True)
class TomlText:
    """A piece of TOML and where it stands in which file."""

    file: Path
    text: str
    first_line: int = 1
    """Line of the file on which the text begins."""


@dataclass(slots=True)
class Table:
    """One table: gives its values by type, and gathers what is wrong with them."""

    source: TomlText
    data: dict[str, Any]
    faults: list[Fault]
    header: str = ""
    """The header it stands under, as `[[duty]]`; none for the top of the file."""
    number: int = 0
    """0-based place among the tables with that header."""
    asked: set[str] = field(default_factory=set)
    """The keys that were asked for: what else is there, nobody reads."""

    def get(self, key: str, default: object = None) -> Any:
        """Return the value of `key` as it is, noting that it was asked for."""
        self.asked.add(key)
        return self.data.get(key, default)

    def text(self, key: str, *, required: bool = False) -> str:
        """Return the one-line text of `key`, `""` where there is none."""
        value = self.get(key, "")
        if key in self.data and not isinstance(value, str | int | float):
            if not hasattr(value, "isoformat"):
                self.fault(key, "is not a text", f'write {key} = "…"')
                return ""
            value = value.isoformat()
        line = clean_line(str(value))
        if required and not line:
            self.fault(key, "is missing", f'write {key} = "…"')
        return line

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list, none where there is no list."""
        value = self.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.fault(key, "is not a list of texts", f'write {key} = ["…", "…"]')
            return ()
        return tuple(clean_line(v) for v in value)

    def number_of(self, key: str) -> float | None:
        """Return the number of `key`, None where there is none."""
        value = self.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or value - value != 0:
            self.fault(key, "is not a number", f"write {key} = 12 or {key} = 7.2")
            return None
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Return the yes or no of `key`."""
        value = self.get(key, default)
        if not isinstance(value, bool):
            self.fault(key, "is neither true nor false", f"write {key} = true or {key} = false")
            return default
        return value

    def tables(self, key: str) -> "Iterator[Table]":
        """Return the tables of an array of tables."""
        value = self.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.fault(key, "is not a list of tables", f"begin each with a line [[{key}]]")
            return
        for number, data in enumerate(value):
            # A table within a table is placed by the outer one: its own header may be inline.
            header, place = (self.header, self.number) if self.header else (f"[[{key}]]", number)
            table = Table(self.source, data, self.faults, header, place)
            yield table
            table.tell_unread()

    def tell_unread(self) -> None:
        """Add a fault for each key that nobody asked for, with the one that may be meant."""
        for key in self.data.keys() - self.asked:
            near = process.extractOne(key, sorted(self.asked), score_cutoff=60)
            cure = f"write {near[0]}" if near else "take it out"
            self.fault(key, "is no key that is read here", cure, fatal=False)

    def fault(
        self, key: str, problem: str, cure: str, *, fatal: bool = True, holding: str = ""
    ) -> None:
        """Add what is wrong with `key` to the faults."""
        line = self.line_of(key, holding)
        self.faults.append(Fault(self.source.file, problem, cure, line, clean_line(key), fatal))

    def line_of(self, key: str, holding: str = "") -> int | None:
        """Return the line on which `key` is set, or else the one on which the table begins.

        Of a value over several lines it is the first that has the text `holding`.
        """
        lines = self.source.text.split("\n")
        start = _header_line(lines, self.header, self.number) if self.header else 0
        if start is None:
            return None
        setting = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
        for i in range(start + bool(self.header), len(lines)):
            if lines[i].lstrip().startswith("[["):
                break
            if setting.match(lines[i]):
                held = (j for j in range(i, len(lines)) if holding and holding in lines[j])
                return self.source.first_line + next(held, i)
        return self.source.first_line + start if self.header else None


def _header_line(lines: list[str], header: str, number: int) -> int | None:
    pattern = re.compile(rf"\s*{re.escape(header[:2])}\s*{re.escape(header[2:-2])}\s*\]\]")
    found = [i for i, line in enumerate(lines) if pattern.match(line)]
    return found[number] if number < len(found) else None


def read_table(file: Path, faults: list[Fault]) -> Table | None:
    """Read a TOML file; None, and a fault more, where that cannot be done."""
    try:
        text = decode(read_file(file, MAX_MANIFEST_BYTES)).text
    except (OSError, ValueError) as error:
        faults.append(Fault(file, f"cannot be read ({reason(error)})", "mend or remove it"))
        return None
    return parse_table(TomlText(file, text), faults)


def parse_table(source: TomlText, faults: list[Fault]) -> Table | None:
    """Parse TOML; None, and a fault more, where it is none."""
    try:
        return Table(source, tomli.loads(source.text), faults)
    except tomli.TOMLDecodeError as error:
        line = source.first_line + error.lineno - 1 if error.lineno else None
        problem = f"is not TOML ({clean(error.msg)})"
    except (ValueError, RecursionError) as error:
        line, problem = None, f"is not TOML ({clean(str(error))[:80]})"
    faults.append(Fault(source.file, problem, "mend that line", line))
    return None
