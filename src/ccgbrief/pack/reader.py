"""Reads a pack folder into the model: for everyone who opens one.

A fault that hides something of the pack stops the reading, after all files were looked at, so
that the reader is told all of them at once.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from ccgbrief.files import read_file, reason
from ccgbrief.pack.anchors import parse_anchor
from ccgbrief.pack.faults import Fault, PackError
from ccgbrief.pack.model import Anchor, Area, Article, Duty, Figure, Pack, Term, Value
from ccgbrief.pack.passages import read_passages
from ccgbrief.pack.tables import Table, TomlText, parse_table, read_table
from ccgbrief.text import clean, clean_line, decode

FORMAT = 1
"""The pack format this program reads."""

MAX_ARTICLE_BYTES = 64_000_000
"""About a million passages."""

_ID = re.compile(r"[^\W_]+(?:[-_.][^\W_]+)*")
_FENCE = "+++"

_Item = TypeVar("_Item")


@dataclass(slots=True)
class Reading:
    """What was read of a pack, and what was wrong with it."""

    pack: Pack | None = None
    faults: list[Fault] = field(default_factory=list)
    tables: dict[str, Table] = field(default_factory=dict)
    """The table each focus area, duty and figure was read from, by its id."""


def read_pack(folder: Path) -> Pack:
    """Read the pack in `folder`; raises PackError with all faults that hide something of it."""
    reading = collect_pack(folder)
    fatal = [fault for fault in reading.faults if fault.fatal]
    if reading.pack is None or fatal:
        raise PackError(fatal)
    return reading.pack


def collect_pack(folder: Path) -> Reading:
    """Read what can be read of the pack, gathering what is wrong."""
    reading = Reading()
    manifest_file = folder / "pack.toml"
    if not manifest_file.exists():
        problem = "there is no pack here (no pack.toml)" if folder.is_dir() else "no such folder"
        reading.faults.append(Fault(folder, problem, "name a pack folder with --pack"))
        return reading
    manifest = read_table(manifest_file, reading.faults)
    if manifest is None:
        return reading
    _check_format(manifest)
    pack_id = manifest.text("id", required=True)
    if pack_id and not _ID.fullmatch(pack_id):
        manifest.fault("id", f"“{pack_id}” is no plain name", "use letters, digits and hyphens")
    names = manifest.texts("articles")
    if not names:
        manifest.fault("articles", "names no article", 'write articles = ["…"]')
    articles = [_read_article(folder, name, manifest) for name in names]
    reading.pack = Pack(
        id=pack_id,
        title=manifest.text("title", required=True),
        folder=folder,
        articles=tuple(a for a in articles if a),
        summary=_paragraphs(manifest, "summary"),
        edition=manifest.text("edition"),
        areas=_read_all(folder / "focus-areas.toml", "area", _area, reading),
        duties=_read_all(folder / "duties.toml", "duty", _duty, reading),
        figures=_read_all(folder / "figures.toml", "figure", _figure, reading),
        terms=_read_all(folder / "glossary.toml", "term", _term, reading),
    )
    manifest.tell_unread()
    return reading


def _check_format(manifest: Table) -> None:
    if (found := manifest.number_of("format")) is None:
        manifest.fault("format", "is missing", f"write format = {FORMAT}")
    elif found != FORMAT:
        manifest.fault("format", f"is {found}, not {FORMAT}", "install a newer ccgbrief")


def _paragraphs(table: Table, key: str) -> str:
    """Return a text with its empty lines kept as the ends of paragraphs."""
    value = table.get(key, "")
    if not isinstance(value, str):
        return table.text(key)
    return "\n\n".join(clean_line(part) for part in clean(value).split("\n\n") if part.strip())


def _read_article(folder: Path, name: str, manifest: Table) -> Article | None:
    file = folder / "articles" / f"{name}.md"
    if not _ID.fullmatch(name) or not file.resolve().is_relative_to(folder.resolve()):
        manifest.fault("articles", f"“{name}” leads out of the pack", "name a file in articles/")
        return None
    try:
        text = decode(read_file(file, MAX_ARTICLE_BYTES)).text
    except (OSError, ValueError) as error:
        problem = f"cannot be read ({reason(error)})"
        cure = "put it there or take its name out of pack.toml"
        manifest.faults.append(Fault(file, problem, cure))
        return None
    front, body, body_line = _split(text)
    if front is None:
        problem = f"does not begin with front matter between two lines {_FENCE}"
        cure = f'begin it with {_FENCE}, title = "…" and {_FENCE}'
        manifest.faults.append(Fault(file, problem, cure, line=1))
        return None
    table = parse_table(TomlText(file, front, first_line=2), manifest.faults)
    if table is None:
        return None
    article = Article(
        id=name,
        title=table.text("title", required=True),
        path=file,
        parse=partial(read_passages, name, body, body_line),
        short=table.text("short"),
        author=table.text("author"),
        publication=table.text("publication"),
        published=table.text("published"),
        kind=table.text("kind"),
        url=table.text("url"),
        pages=table.text("pages"),
    )
    table.tell_unread()
    return article


def _split(text: str) -> tuple[str | None, str, int]:
    """Part an article into front matter, body and the line on which the body begins."""
    opening = f"{_FENCE}\n"
    if not text.startswith(opening):
        return None, text, 1
    front, fence, body = text[len(opening) :].partition(f"\n{_FENCE}\n")
    if not fence:
        return None, text, 1
    return front, body, front.count("\n") + 4


def _read_all(
    file: Path, key: str, make: Callable[[Table], _Item], reading: Reading
) -> tuple[_Item, ...]:
    """Read the tables `[[key]]` of a file that a pack may do without."""
    whole = read_table(file, reading.faults) if file.exists() else None
    if whole is None:
        return ()
    items = []
    for table in whole.tables(key):
        items.append(make(table))
        if isinstance(item_id := table.data.get("id"), str):
            reading.tables[item_id] = table
    whole.tell_unread()
    return tuple(items)


def _anchors(table: Table) -> tuple[Anchor, ...]:
    return tuple(parse_anchor(text) for text in table.texts("evidence"))


def _one_of(table: Table, key: str, allowed: Iterable[str]) -> str:
    """Return the value of `key`, which must be one of `allowed`; the first stands for none."""
    first, *others = allowed
    value = table.text(key) or first
    if value not in (first, *others):
        table.fault(key, f"is “{value}”", f"write one of {', '.join((first, *others))}")
    return value


def _area(table: Table) -> Area:
    return Area(
        id=table.text("id", required=True),
        title=table.text("title", required=True),
        why=table.text("why"),
        kind=_one_of(table, "kind", ("action", "warning")),
        prompts=table.texts("prompts"),
        evidence=_anchors(table),
        duties=table.texts("duties"),
    )


def _duty(table: Table) -> Duty:
    return Duty(
        id=table.text("id", required=True),
        title=table.text("title", required=True),
        means=table.text("means"),
        ready=table.texts("ready"),
        watch=table.texts("watch"),
        areas=table.texts("areas"),
        evidence=_anchors(table),
        since=table.text("since"),
    )


def _figure(table: Table) -> Figure:
    return Figure(
        id=table.text("id", required=True),
        title=table.text("title", required=True),
        article=table.text("article", required=True),
        kind=_one_of(table, "kind", ("share", "series", "count")),
        unit=table.text("unit"),
        base=table.text("base"),
        values=tuple(_value(t) for t in table.tables("values")),
        caveat=table.text("caveat"),
        top=table.number_of("top"),
    )


def _value(table: Table) -> Value:
    number = table.number_of("value")
    if number is None and "value" not in table.data:
        table.fault("value", "is missing", "write value = 12")
    return Value(
        label=table.text("label", required=True),
        value=number or 0,
        shown=table.text("shown"),
        stated=table.flag("stated", default=True),
    )


def _term(table: Table) -> Term:
    return Term(
        term=table.text("term", required=True),
        meaning=table.text("meaning", required=True),
        expansion=table.text("expansion"),
        kind=_one_of(table, "kind", ("organisation", "role", "policy", "person")),
    )
