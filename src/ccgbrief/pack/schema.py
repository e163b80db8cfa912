"""Reads TOML tables and checks their types, for `reader.py`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import tomli

from ccgbrief.pack.problems import Problem
from ccgbrief.pack.toml_positions import TomlText
from ccgbrief.suggest import nearest_name
from ccgbrief.text import clean_line

MAX_TABLE_BYTES = 256_000
"""Bytes: some 40,000 words; hostile TOML of this size is parsed in about a second."""

MAX_TEXT = 20_000
"""Characters of one text; anything longer was not written to be read on a screen."""

MAX_TEXTS = 1_000
"""How many texts a list may have."""

MAX_ARTICLES = 10_000
"""How many articles a pack may have."""

MAX_MANIFEST_BYTES = 1_000_000
"""Bytes of pack.toml, which names them."""

MAX_NUMBER = 1e15
"""Numbers up to this are exact, and short enough to be shown."""

_TWICE = "Cannot overwrite a value"
"""The message of tomllib for a key that is set twice."""


@dataclass(slots=True)
class Table:
    """One table: returns its values by type, and collects what is wrong with them."""

    source: TomlText
    data: dict[str, Any]
    problems: list[Problem]
    header: str = ""
    """The name in its header, `duty` for `[[duty]]`; empty at the top of the file."""
    number: int = 0
    """0-based place among the tables with that header."""
    within: str = ""
    """The key of the table under that header which contains this one, if any."""
    asked: set[str] = field(default_factory=set)
    """The keys that were read; any others are unknown."""

    def get(self, key: str, default: object = None) -> Any:
        """Return the value of `key` as it is, and record that it was read."""
        self.asked.add(key)
        return self.data.get(key, default)

    def text(self, key: str, *, required: bool = False) -> str:
        """Return the one-line text of `key`, `""` if there is none."""
        return clean_line(self.raw_text(key, required=required))

    def raw_text(self, key: str, *, required: bool = False) -> str:
        """Return the text of `key` as written, not yet cleaned."""
        value = self.get(key, "")
        if hasattr(value, "isoformat"):
            value = value.isoformat()
        elif _is_number(value):
            value = str(value)
        if not isinstance(value, str):
            self.report(key, "is not a text", f'write {key} = "…"')
            return ""
        if len(value) > MAX_TEXT:
            self.report(key, f"is longer than {MAX_TEXT:,} characters", "shorten it")
            return value[:MAX_TEXT]
        if required and not clean_line(value):
            self.report(key, "is missing", f'write {key} = "…"')
        return value

    def texts(self, key: str, most: int = MAX_TEXTS) -> tuple[str, ...]:
        """Return the texts of a list, which may have `most` entries; empty if there is none."""
        value = self.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.report(key, "is not a list of texts", f'write {key} = ["…", "…"]')
            return ()
        if len(value) > most or any(len(text) > MAX_TEXT for text in value):
            limits = f"{most:,} texts of {MAX_TEXT:,} characters"
            self.report(key, f"has more than {limits}", "shorten it")
            return ()
        return tuple(clean_line(text) for text in value)

    def listed(self) -> "Iterator[tuple[str, str]]":
        """Yield every key with each text of its list."""
        return ((key, text) for key in self.data for text in self.texts(key))

    def number_of(self, key: str, *, required: bool = False, such_as: float = 12) -> float | None:
        """Return the number of `key`, None if there is none; the cure quotes `such_as`."""
        value = self.get(key)
        if value is None and not required:
            return None
        if not _is_number(value):
            what = "is missing" if value is None else "is not a number of reasonable size"
            if isinstance(value, str):
                what = "is text, not a number"
                such_as = _as_number(value) or such_as
            self.report(key, what, f"write {key} = {such_as:g}")
            return None
        number: float = value
        return number

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.get(key, default)
        if not isinstance(value, bool):
            self.report(key, "is neither true nor false", f"write {key} = true or {key} = false")
            return default
        return value

    def tables(self, key: str) -> "Iterator[Table]":
        value = self.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            inner = f"write {key} = [{{ … }}, {{ … }}]"
            cure = inner if self.header else f"begin each with a line [[{key}]]"
            self.report(key, "is not a list of tables", cure)
            return
        for number, data in enumerate(value):
            if self.header:
                table = Table(self.source, data, self.problems, self.header, self.number, key)
            else:
                table = Table(self.source, data, self.problems, key, number)
            yield table
            table.report_unread()

    def report_unread(self, *, fatal: bool = False) -> None:
        """Add a problem for each unknown key, naming the key that may be meant."""
        known = sorted(self.asked)
        for key in self.data:
            if key not in self.asked:
                near = nearest_name(key, known)
                cure = f"write {near}" if near else "take it out"
                is_own = not near and self.source.file.suffix != ".toml"  # some papers have more
                until = "" if is_own else "it is passed over"
                self.report(key, "is not a known key", cure, fatal=fatal, until=until)

    def report(
        self,
        key: str,
        what: str,
        cure: str,
        *,
        fatal: bool = True,
        holding: str = "",
        until: str = "",
    ) -> None:
        """Add a problem with `key`, on the line of its value that has `holding`."""
        line = self.source.line_of(self.header, self.number, self.within or key, holding)
        key = clean_line(key)
        self.problems.append(Problem(self.source.file, what, cure, line, key, fatal, until))


def _as_number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if _is_number(number) else None


def _is_number(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and -MAX_NUMBER <= value <= MAX_NUMBER  # not so of nan either
    )


def parse_table(source: TomlText, problems: list[Problem]) -> Table | None:
    """Parse TOML; or add a problem and return None."""
    cure = "fix it"
    try:
        return Table(source, tomli.loads(source.text), problems)
    except tomli.TOMLDecodeError as error:
        line, what = source.first_line + error.lineno - 1, error.msg
        if twice := source.set_twice(error.lineno) if what == _TWICE else None:
            key, first = twice
            what, cure = f"“{key}” is set twice, first on line {first}", "take one of them out"
    except RecursionError as error:
        line, what = None, str(error)
    except ValueError:  # Python's own limit, whose message is meant for programmers
        line, what = None, "a number has too many digits"
    problems.append(Problem(source.file, f"is not valid TOML ({clean_line(what)})", cure, line))
    return None
