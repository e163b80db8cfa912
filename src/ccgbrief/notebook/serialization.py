"""A notebook to and from the bytes of its file, for `NotebookFile`: read item by item, kept whole.

What is wrong with one item costs that item only: it is kept word for word and told. TOML 1.0 is
written, whatever is read.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import tomli

from ccgbrief.notebook.items import mark_from, note_from, table_of_mark, table_of_note
from ccgbrief.notebook.merge import latest
from ccgbrief.notebook.model import Contents, Mark, Note, Odd
from ccgbrief.notebook.schema import WrongItemError, as_toml
from ccgbrief.notebook.toml_limits import refuse_costly, refuse_deep
from ccgbrief.text import clean_line, decode

FORMAT = 1
"""The format written, and the newest that is understood."""

_MARKS = ("ticked", "read", "bookmarks")
_KNOWN = {"format", "pack", "notes", *_MARKS}

_NO_INLINE = 100
"""An indent so wide that tomli-w gives every note a table of its own."""


class Reading(NamedTuple):
    """What a file said."""

    contents: Contents = Contents()
    format: int | None = FORMAT
    """None where the file names none, and so may be no notebook."""
    pack: str = ""
    """Id of the pack it belongs to."""
    faults: tuple[str, ...] = ()
    """A line for each item that was kept but not understood."""


def read_contents(data: bytes) -> Reading:
    """Read the bytes of a notebook file; an empty one is a new notebook.

    Raises ValueError, its text the reason in one line, for what is no TOML or is too costly.
    """
    if not data.strip():
        return Reading()
    decoded = decode(data)
    if decoded.encoding == "cp1252":
        raise ValueError("it is not in UTF-8")
    refuse_costly(decoded.text)
    try:
        document = tomli.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise ValueError(clean_line(str(error))) from error
    refuse_deep(document)
    return _reading(document)


def _reading(document: dict[str, Any]) -> Reading:
    version, pack = document.get("format"), document.get("pack")
    version = version if type(version) is int and version > 0 else None
    pack = pack if isinstance(pack, str) else ""
    odd: dict[Odd, str] = {}
    try:
        contents = _contents(document, odd)
    except ValueError:
        if version == FORMAT:
            raise
        return Reading(format=version, pack=pack)  # what shape it should have is not ours to say
    return Reading(contents, version, pack, tuple(odd.values()))


def _contents(document: dict[str, Any], odd: dict[Odd, str]) -> Contents:
    tables = {name: _marks(name, document.get(name, {}), odd) for name in _MARKS}
    return Contents(
        ticked=tables["ticked"],
        read=tables["read"],
        bookmarks=tables["bookmarks"],
        notes=_notes(document.get("notes", []), odd),
        odd=frozenset(odd),
        extra={key: as_toml({key: document[key]}) for key in document.keys() - _KNOWN},
    )


def _marks(name: str, table: object, odd: dict[Odd, str]) -> dict[str, Mark]:
    if not isinstance(table, dict):
        raise ValueError(f"`{name}` is no table")  # noqa: TRY004 - the file is wrong, not a call
    marks = {}
    for key, value in table.items():
        try:
            marks[key] = mark_from(value)
        except WrongItemError as error:
            odd[Odd(name, key, as_toml({"value": value}))] = f"{name}.{key}: {error}"
    return marks


def _notes(array: object, odd: dict[Odd, str]) -> dict[str, tuple[Note, ...]]:
    if not isinstance(array, list):
        raise ValueError("`notes` is no array of tables")  # noqa: TRY004 - as above
    notes: dict[str, list[Note]] = {}
    for number, value in enumerate(array, start=1):
        try:
            note = note_from(value)
        except WrongItemError as error:
            odd[Odd("notes", "", as_toml({"value": value}))] = f"note {number}: {error}"
        else:
            notes.setdefault(note.id, []).append(note)
    return {key: latest(versions) for key, versions in notes.items()}


def write_contents(contents: Contents, pack: str) -> bytes:
    """Return the bytes of a notebook file that `read_contents` reads as `contents`."""
    unknown: dict[str, Any] = {}
    for toml in contents.extra.values():
        unknown.update(tomli.loads(toml))
    versions = [note for versions in contents.notes.values() for note in versions]
    tables: dict[str, Any] = {
        "ticked": _tables_of(contents.ticked),
        "read": _tables_of(contents.read),
        "bookmarks": _tables_of(contents.bookmarks),
        "notes": [table_of_note(note) for note in sorted(versions, key=lambda n: n.written)],
    }
    for odd in sorted(contents.odd):
        _put_back(odd, tables[odd.table])
    filled = {name: table for name, table in tables.items() if table}
    document = {"format": FORMAT, "pack": pack, **unknown, **filled}
    import tomli_w  # noqa: PLC0415 (most notebooks are only read)

    return tomli_w.dumps(document, indent=_NO_INLINE).encode()


def _tables_of(marks: Mapping[str, Mark]) -> dict[str, Any]:
    return {key: table_of_mark(mark) for key, mark in sorted(marks.items())}


def _put_back(odd: Odd, into: Any) -> None:
    value = tomli.loads(odd.value)["value"]
    if isinstance(into, list):
        into.append(value)
        return
    key = odd.key
    while key in into:  # it has been ticked again, rightly, since
        key += "~"
    into[key] = value
