"""Converts a notebook to and from the bytes of its file, item by item.

A faulty item affects only itself: it is kept word for word and reported. The output is TOML 1.0,
whatever was read.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import tomli
import tomli_w

from ccgbrief.notebook.merge import hand, latest
from ccgbrief.notebook.model import MARKS, Contents, Mark, Note, NotebookHead, UnparsedItem
from ccgbrief.notebook.schema import (
    WrongItemError,
    as_toml,
    mark_from,
    note_from,
    table_of_mark,
    table_of_note,
)
from ccgbrief.notebook.toml_limits import refuse_costly, refuse_deep
from ccgbrief.suggest import misspelt
from ccgbrief.text import clean_line, decode

FORMAT = 1
"""The format that is written, and the newest that can be read."""

KNOWN_KEYS = {"format", *NotebookHead._fields, "notes", *MARKS}

_ESCAPED = re.compile(r'[\x00-\x08\x0a-\x1f"\\\x7f]')
_ESCAPES = {
    "\b": "\\b", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"
}  # fmt: skip
"""Characters that must be escaped in a TOML string, some of which have a short form."""

_NO_INLINE = 100
"""An indent so wide that tomli-w writes every note as a table of its own."""

_INDENT = 4
"""The indent of each level of an array that is written in its place."""


_AGAIN = "~"
"""After the key of a mark that is not understood, beside a later one; no id ends with it."""


class ParsedNotebook(NamedTuple):
    contents: Contents = Contents()
    format: int | None = FORMAT
    """None if the file names none, and so may not be a notebook."""
    head: NotebookHead = NotebookHead()
    faults: tuple[str, ...] = ()
    """One line for each item that was kept but not understood: those of `contents.unparsed`, of
    `contents.extra`, and of the unknown keys of other items, in this order."""


def read_contents(data: bytes) -> ParsedNotebook:
    """Read the bytes of a notebook file; an empty one is a new notebook.

    Raises ValueError, its text the reason in one line, for what is not valid TOML or is too costly.
    """
    if not data.strip():
        return ParsedNotebook()
    decoded = decode(data)
    if decoded.encoding.endswith("cp1252"):
        raise ValueError("it is not in UTF-8")
    refuse_costly(decoded.text)
    try:
        document = tomli.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise ValueError(clean_line(str(error))) from error
    refuse_deep(document)
    return _reading(document)


def _reading(document: dict[str, Any]) -> ParsedNotebook:
    version, head = document.get("format"), head_of(document)
    version = version if type(version) is int and version > 0 else None
    unparsed: dict[UnparsedItem, str] = {}
    unknown: list[str] = []
    try:
        contents = _contents(document, unparsed, unknown)
    except ValueError:
        if version == FORMAT:
            raise
        return ParsedNotebook(format=version, head=head)  # only a newer version knows its structure
    return ParsedNotebook(contents, version, head, (*unparsed.values(), *unknown))


def head_of(document: dict[str, Any]) -> NotebookHead:
    """Return what a notebook says about itself, as far as it is text."""
    said = (document.get(key) for key in NotebookHead._fields)
    return NotebookHead(*(value if isinstance(value, str) else "" for value in said))


def _contents(
    document: dict[str, Any], unparsed: dict[UnparsedItem, str], unknown: list[str]
) -> Contents:
    """Return what a notebook contains; say in `unknown` which keys have no effect."""
    extra = {key: as_toml({key: document[key]}) for key in sorted(document.keys() - KNOWN_KEYS)}
    for key in extra:
        near = misspelt(key, KNOWN_KEYS)
        unknown.append(f"`{key}` is not a known key" + (f"; write `{near}`" if near else ""))
    return Contents(
        **{table: _marks(table, document.get(table, {}), unparsed, unknown) for table in MARKS},
        notes=_notes(document.get("notes", []), unparsed, unknown),
        unparsed=frozenset(unparsed),
        extra=extra,
    )


def _unknown_keys(of: str, item: Mark | Note) -> str:
    keys = ", ".join(f"`{key}`" for key in tomli.loads(item.extra))
    return f"{of}: not known, and without effect: {keys}"


def _marks(
    name: str, table: object, unparsed: dict[UnparsedItem, str], unknown: list[str]
) -> dict[str, Mark]:
    if not isinstance(table, dict):
        raise ValueError(f"`{name}` is not a table")  # noqa: TRY004 - the file is wrong, not a call
    marks = {}
    for key, value in table.items():
        own = key.rstrip(_AGAIN)
        is_set_since = key != own and (own in table or own in marks)
        fault = f"`{own}` was set since; correct that, and take this out" if is_set_since else ""
        try:
            mark = mark_from(value)
        except WrongItemError as error:
            fault = str(error)
        if fault:
            unparsed[UnparsedItem(name, own, as_toml({"value": value}))] = f"{name}.{key}: {fault}"
            continue
        marks[own] = mark
        if mark.extra:
            unknown.append(_unknown_keys(f"{name}.{key}", mark))
    return marks


def _notes(
    array: object, unparsed: dict[UnparsedItem, str], unknown: list[str]
) -> dict[str, tuple[Note, ...]]:
    if not isinstance(array, list):
        raise ValueError("`notes` is not a list of tables")  # noqa: TRY004 - as above
    notes: dict[str, list[Note]] = {}
    for number, value in enumerate(array, start=1):
        try:
            note = note_from(value)
            notes.setdefault(note.id, []).append(note)
            if note.extra:
                unknown.append(_unknown_keys(f"note {number}", note))
        except WrongItemError as error:
            item = UnparsedItem("notes", "", as_toml({"value": value}))
            unparsed[item] = f"note {number}: {error}"
    return {
        key: latest(_told_apart(versions)) if len(versions) > 1 else (versions[0],)
        for key, versions in notes.items()
    }


def _told_apart(versions: Iterable[Note]) -> list[Note]:
    """Return the versions of one note under names of their own, each a `rev` and a `by`.

    Whoever copies a note by hand, and gives it other words, may leave the copy all three. What
    builds on the first would take the place of the copy as well.
    """
    named: dict[tuple[int, str], Note] = {}
    return [
        v if v == named.setdefault((v.rev, v.by), v) else v._replace(by=hand(v)) for v in versions
    ]


def write_contents(contents: Contents, head: NotebookHead) -> bytes:
    """Return the bytes of a notebook file that `read_contents` reads as `contents`."""
    unknown: dict[str, Any] = {}
    for toml in contents.extra.values():
        unknown.update(tomli.loads(toml))
    tables: dict[str, Any] = {
        **{table: _tables_of(marks) for table, marks in contents.marks.items()},
        "notes": [],
    }
    for item in sorted(contents.unparsed):
        _put_back(item, tables[item.table])
    every = (note for versions in contents.notes.values() for note in versions)
    notes = sorted(every, key=lambda note: note.written)
    texts = []
    if tables["notes"]:
        # An item that is not understood may not be a table, and then no note can be one.
        tables["notes"] = [*map(table_of_note, notes), *tables["notes"]]
    else:
        texts = list(map(_text_of_note, notes))
    filled = {name: table for name, table in tables.items() if table}
    said = {key: value for key, value in head._asdict().items() if value}
    beginning = _dumped({"format": FORMAT, **said, **unknown, **filled})
    return "\n".join([beginning, *texts]).encode()


def _dumped(document: dict[str, Any]) -> str:
    text = tomli_w.dumps(document, indent=_NO_INLINE)
    levels = rf"(?m)^(?: {{{_NO_INLINE}}})+"  # of arrays; no string of tomli-w begins a line
    return re.sub(levels, lambda found: " " * (len(found[0]) // _NO_INLINE * _INDENT), text)


def _text_of_note(note: Note) -> str:
    """Return a note as tomli-w would, in a quarter of the time, since a save writes all of them."""
    table = table_of_note(note)
    if note.extra:
        return _dumped({"notes": [table]})
    lines = [f"{key} = {_value(value)}\n" for key, value in table.items()]
    return f"[[notes]]\n{''.join(lines)}"


def _value(value: object) -> str:
    if type(value) is str:
        return f'"{_ESCAPED.sub(_escape, value)}"'
    return str(value).lower() if type(value) is bool else str(value)


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    return _ESCAPES.get(sign) or f"\\u{ord(sign):04x}"


def _tables_of(marks: Mapping[str, Mark]) -> dict[str, Any]:
    return {key: table_of_mark(mark) for key, mark in sorted(marks.items())}


def _put_back(item: UnparsedItem, into: Any) -> None:
    value = item.content
    if isinstance(into, list):
        into.append(value)
        return
    key = item.key
    while key in into:  # it has been ticked again since
        key += _AGAIN
    into[key] = value
