"""Reads the articles of a pack, each front matter in TOML and then Markdown: for its reader."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ccgbrief.pack.items import ID_CURE, is_plain_name
from ccgbrief.pack.markdown import is_too_rich
from ccgbrief.pack.model import Article, Passage, PassageKind
from ccgbrief.pack.passages import read_passages
from ccgbrief.pack.problems import Fault
from ccgbrief.pack.schema import Table, parse_table
from ccgbrief.pack.source import Source, digest
from ccgbrief.pack.toml_positions import TomlText

MAX_ARTICLE_BYTES = 64_000_000
"""About a million passages."""

MAX_FRONT = 16_000
"""Characters of front matter."""

_FRONT = re.compile(r"\+\+\+[ \t]*\n((?:.*\n)*?)\+\+\+[ \t]*(?:\n|\Z)")


def read_article(source: Source, name: str, manifest: Table) -> Article | None:
    """Read the article `name` that the manifest lists; None, and a fault more, if it cannot be."""
    if not is_plain_name(name):
        problem = f"“{name}” is not the name of a file in articles/"
        manifest.fault("articles", problem, ID_CURE, holding=name)
        return None
    file = source.folder / "articles" / f"{name}.md"
    if (beginning := source.read_beginning(file)) and (found := _front_of(beginning[0])):
        parse = partial(_read_passages, source.folder, name)
        table = parse_table(TomlText(file, found[1], first_line=2), source.faults)
        return _article(name, table, parse, beginning[1]) if table else None
    text = source.read(file, MAX_ARTICLE_BYTES)
    if text is None:
        return None
    found = _front_of(text)
    if found is None:
        missing = "does not begin with front matter between two lines +++"
        problem = missing if text.strip() else "is an empty article"
        cure = 'begin it with the lines +++, title = "…" and +++'
        source.faults.append(Fault(file, problem, cure, line=1))
        return None
    table = parse_table(TomlText(file, found[1], first_line=2), source.faults)
    if table is None:
        return None
    body, body_line = text[found.end() :], found[0].count("\n") + 1
    if is_too_rich(body):
        problem = "has too many lines or marks to be read as Markdown, and is shown as plain text"
        table.faults.append(Fault(file, problem, "part it into several articles", fatal=False))
    return _article(name, table, partial(read_passages, name, body, body_line), digest(text))


def _front_of(text: str) -> re.Match[str] | None:
    return _FRONT.match(text[:MAX_FRONT])


def _read_passages(folder: Path, name: str, background: str) -> tuple[Passage, ...]:
    """Read the passages of an article of which only the beginning was read; for a fault say it."""
    source, file = Source(folder, []), folder / "articles" / f"{name}.md"
    text = source.read(file, MAX_ARTICLE_BYTES) or ""
    if found := _front_of(text):
        return read_passages(name, text[found.end() :], found[0].count("\n") + 1, background)
    fault = next(iter(source.faults), Fault(file, "has changed", "start ccgbrief again"))
    return (Passage(name, 0, PassageKind.PARAGRAPH, str(fault)),)


def _article(
    name: str, table: Table, parse: Callable[[str], tuple[Passage, ...]], made_of: str
) -> Article:
    background = table.text("background")
    article = Article(
        id=name,
        title=table.text("title", required=True),
        path=table.source.file,
        parse=partial(parse, background),
        short=table.text("short"),
        author=table.text("author"),
        publication=table.text("publication"),
        published=table.text("published"),
        kind=table.text("kind"),
        url=table.text("url"),
        pages=table.text("pages"),
        background=background,
        digest=made_of,
    )
    table.tell_unread()
    return article
