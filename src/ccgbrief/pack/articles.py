"""Reads the articles of a pack, each front matter in TOML and then Markdown: for its reader."""

import re
from dataclasses import replace
from functools import partial

from ccgbrief.pack.blocks import is_too_rich
from ccgbrief.pack.faults import Fault
from ccgbrief.pack.items import ID_CURE, is_plain_name
from ccgbrief.pack.lines import TomlText
from ccgbrief.pack.model import Article
from ccgbrief.pack.passages import read_passages
from ccgbrief.pack.source import Source, digest
from ccgbrief.pack.tables import Table, parse_table

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
    text = source.read(file, MAX_ARTICLE_BYTES)
    if text is None:
        return None
    found = _FRONT.match(text[:MAX_FRONT])
    if found is None:
        missing = "does not begin with front matter between two lines +++"
        problem = missing if text.strip() else "is an empty article"
        cure = 'begin it with the lines +++, title = "…" and +++'
        source.faults.append(Fault(file, problem, cure, line=1))
        return None
    body_line = found[0].count("\n") + 1
    table = parse_table(TomlText(file, found[1], first_line=2), source.faults)
    if table is None:
        return None
    return replace(_article(name, table, text[found.end() :], body_line), digest=digest(text))


def _article(name: str, table: Table, body: str, body_line: int) -> Article:
    file = table.source.file
    if is_too_rich(body):
        problem = "has too many lines or marks to be read as Markdown, and is shown as plain text"
        table.faults.append(Fault(file, problem, "part it into several articles", fatal=False))
    background = table.text("background")
    article = Article(
        id=name,
        title=table.text("title", required=True),
        path=file,
        parse=partial(read_passages, name, body, body_line, background),
        short=table.text("short"),
        author=table.text("author"),
        publication=table.text("publication"),
        published=table.text("published"),
        kind=table.text("kind"),
        url=table.text("url"),
        pages=table.text("pages"),
        background=background,
    )
    table.tell_unread()
    return article
