"""Reads a pack folder into the model: for everyone who opens one.

A fault that hides something of the pack stops the reading, after all files were looked at, so
that the reader is told all of them at once.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from ccgbrief.files import reason
from ccgbrief.pack.articles import read_article
from ccgbrief.pack.items import is_plain_name, read_area, read_duty, read_figure, read_id, read_term
from ccgbrief.pack.model import Area, Duty, Figure, Pack, Term
from ccgbrief.pack.problems import Fault, PackError
from ccgbrief.pack.schema import MAX_TABLE_BYTES, Table, parse_table
from ccgbrief.pack.source import Source
from ccgbrief.pack.toml_positions import TomlText
from ccgbrief.text import clean_line

FORMAT = 1
"""The pack format this program reads."""

MANIFEST = "pack.toml"
AREAS, DUTIES, FIGURES, GLOSSARY = OTHERS = (
    "focus-areas.toml",
    "duties.toml",
    "figures.toml",
    "glossary.toml",
)
"""The files that a pack may do without."""

FILES = (MANIFEST, *OTHERS)
"""All of a pack but its articles."""

# What Windows keeps for devices, and the notebook that would be the file of our own settings.
_RESERVED = {"con", "prn", "aux", "nul", "config"}

_Item = TypeVar("_Item", Area, Duty, Figure, Term)


@dataclass(slots=True)
class Reading:
    """What was read of a pack, and what was wrong with it."""

    pack: Pack | None = None
    faults: list[Fault] = field(default_factory=list)
    manifest: Table | None = None
    names: tuple[str, ...] = ()
    """The articles that the manifest names, also those that could not be read."""
    unread: set[str] = field(default_factory=set)
    """The files of which something could not be read, so that more may be in them than is known."""
    tables: dict[Area | Duty | Figure | Term, Table] = field(default_factory=dict)
    """The table that each was read from."""


def read_pack(folder: Path) -> Pack:
    """Read the pack in `folder`; raises PackError with all faults that hide something of it.

    Of large articles only the beginning is read, and the rest when their passages are asked for.
    """
    reading = collect_pack(folder, whole=False)
    fatal = [fault for fault in reading.faults if fault.fatal]
    if reading.pack is None or fatal:
        raise PackError(fatal)
    return replace(reading.pack, faults=tuple(reading.faults))


def collect_pack(folder: Path, *, whole: bool = True) -> Reading:
    """Read what can be read of the pack, gathering what is wrong."""
    reading = Reading()
    try:
        (folder / MANIFEST).lstat()
    except (OSError, ValueError) as error:
        problem = f"is no folder of a pack ({MANIFEST}: {reason(error)})"
        reading.faults.append(Fault(folder, problem, "name a pack folder with --pack"))
        return reading
    source = Source(folder, reading.faults, whole)
    reading.manifest = _read_table(source, MANIFEST)
    if reading.manifest:
        reading.pack = _read_manifest(source, reading.manifest, reading)
    return reading


def _read_manifest(source: Source, manifest: Table, reading: Reading) -> Pack:
    _check_format(manifest)
    pack_id = read_id(manifest)
    if pack_id.lower() in _RESERVED:
        manifest.fault("id", f"“{pack_id}” is kept for something else", "choose another")
    if not manifest.get("articles"):
        problem = "is empty" if "articles" in manifest.data else "is missing"
        manifest.fault("articles", problem, 'write articles = ["…"]')
    names = [name.removesuffix(".md") for name in manifest.texts("articles")]
    reading.names = tuple(name for name in names if is_plain_name(name))
    if not names or len(reading.names) < len(names):
        reading.unread.add(MANIFEST)
    articles = [read_article(source, name, manifest) for name in names]
    pack = Pack(
        id=pack_id,
        title=manifest.text("title", required=True),
        folder=source.folder,
        articles=tuple(a for a in articles if a),
        summary=_paragraphs(manifest, "summary"),
        edition=manifest.text("edition"),
        areas=_read_all(source, AREAS, "area", read_area, reading),
        duties=_read_all(source, DUTIES, "duty", read_duty, reading),
        figures=_read_all(source, FIGURES, "figure", read_figure, reading),
        terms=_read_all(source, GLOSSARY, "term", read_term, reading),
    )
    manifest.tell_unread()
    return pack


def _check_format(manifest: Table) -> None:
    found = manifest.number_of("format", required=True, such_as=FORMAT)
    if found is not None and found != FORMAT:
        cure = "install a newer ccgbrief" if found > FORMAT else f"write format = {FORMAT}"
        manifest.fault("format", f"is {found}, not {FORMAT}", cure)


def _paragraphs(table: Table, key: str) -> str:
    """Return a text with its empty lines kept as the ends of paragraphs."""
    parts = re.split(r"\n[ \t]*\n", table.raw_text(key))
    return "\n\n".join(filter(None, (clean_line(part) for part in parts)))


def _read_table(source: Source, name: str) -> Table | None:
    file = source.folder / name
    text = source.read(file, MAX_TABLE_BYTES)
    return None if text is None else parse_table(TomlText(file, text), source.faults)


def _read_all(
    source: Source, name: str, key: str, make: Callable[[Table], _Item], reading: Reading
) -> tuple[_Item, ...]:
    """Read the tables `[[key]]` of a file."""
    if not os.path.lexists(source.folder / name):
        return ()
    whole = _read_table(source, name)
    if whole is None:
        reading.unread.add(name)
        return ()
    before = len(reading.faults)
    items = []
    for table in whole.tables(key):
        item = make(table)
        items.append(item)
        reading.tables[item] = table
    # A file of [[dutty]] and nothing else would be read as one without a duty.
    whole.tell_unread(fatal=key not in whole.data)
    if any(fault.fatal for fault in reading.faults[before:]):
        reading.unread.add(name)
    return tuple(items)
