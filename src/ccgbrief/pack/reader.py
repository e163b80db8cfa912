"""Reads a pack folder into the model, for everyone who opens one."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import replace
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from ccgbrief.files import reason
from ccgbrief.pack.agenda import AgendaItem, read_agenda_item
from ccgbrief.pack.anchors import parse_anchor
from ccgbrief.pack.consistency import check_names
from ccgbrief.pack.contents import PackContents
from ccgbrief.pack.files import (
    AGENDA,
    AREAS,
    BEGINNING,
    DUTIES,
    FIGURES,
    GLOSSARY,
    MANIFEST,
    NOT_OF_PACK,
    PLAIN_WORDS,
    PackFiles,
    digest,
)
from ccgbrief.pack.markdown import cells_beyond_heads, is_too_rich
from ccgbrief.pack.model import (
    Anchor,
    Area,
    Article,
    Duty,
    Figure,
    Pack,
    Passage,
    PassageKind,
    Term,
    Value,
)
from ccgbrief.pack.passages import read_passages
from ccgbrief.pack.problems import PackError, Problem
from ccgbrief.pack.schema import (
    MAX_ARTICLES,
    MAX_MANIFEST_BYTES,
    MAX_TABLE_BYTES,
    Table,
    parse_table,
)
from ccgbrief.pack.toml_positions import TomlText
from ccgbrief.page_labels import LIKE_PAGE_COMMENT
from ccgbrief.system import DEVICES, is_legal_name
from ccgbrief.text import clean_line

FORMAT = 1
"""The pack format this program reads."""

# Names that Windows keeps for devices, and the one whose notebook would be our settings file.
RESERVED = DEVICES | {"config"}

MAX_ID = 80
"""Characters of an id, which becomes part of file names."""

MAX_SERIES = 200
"""Characters of the name of a series, which stands at the beginning of every notebook of it."""

_ID = re.compile(r"[^\W_]+(?:[-_.][^\W_]+)*")


MAX_ARTICLE_BYTES = 64_000_000
"""About a million passages."""

SKIMMED = 1_000
"""Characters of an article that are read to say what it is about."""

MAX_FRONT = 16_000
"""Characters of front matter."""

_PARTICULARS = ("short", "author", "publication", "published", "kind", "url", "pages")
_FRONT = re.compile(r"\+\+\+[ \t]*\n((?:.*\n)*?)\+\+\+[ \t]*(?:\n|\Z)")


_Item = TypeVar("_Item", Area, Duty, Figure, Term, AgendaItem)


def read_pack(folder: Path) -> Pack:
    """Read the pack in `folder`; raises PackError with every problem that hides part of it.

    Mistakes in an agenda do not keep a pack from opening: the items that can be read are there.
    Only the beginning of a large article is read; the rest follows when its passages are needed.
    """
    contents = collect_pack(folder, whole=False)
    fatal = [each for each in contents.problems if each.fatal and each.file.name != AGENDA]
    if contents.pack is None or fatal:
        raise PackError(fatal, folder)
    return replace(contents.pack, problems=tuple(contents.problems))


def collect_pack(folder: Path, *, whole: bool = True) -> PackContents:
    """Read as much of the pack as possible, and collect what is wrong."""
    contents = PackContents()
    try:
        (folder / MANIFEST).lstat()
    except (OSError, ValueError) as error:
        others = {f"{MANIFEST}{more}" for more in ("", ".txt", ".toml")}
        named = (f for f in folder.glob("*") if f.name.lower() in others)
        if isinstance(error, FileNotFoundError) and (near := next(named, None)):
            contents.problems.append(Problem(near, NOT_OF_PACK, f"rename it {MANIFEST}"))
            return contents
        is_gone = isinstance(error, FileNotFoundError) and not os.path.lexists(folder)
        why = "there is no such folder" if is_gone else f"{MANIFEST}: {reason(error)}"
        what = f"is not a pack folder ({why})"
        contents.problems.append(Problem(folder, what, "name a pack folder with --pack"))
        return contents
    files = PackFiles(folder, contents.problems, whole)
    contents.manifest = _read_table(files, MANIFEST)
    if contents.manifest:
        contents.pack = _read_manifest(files, contents.manifest, contents)
    return contents


def _read_manifest(files: PackFiles, manifest: Table, contents: PackContents) -> Pack:
    _check_format(manifest)
    pack_id = read_id(manifest)
    is_device = is_plain_name(pack_id) and not is_legal_name(pack_id)
    if pack_id.lower() in RESERVED or is_device:
        manifest.report("id", f"“{pack_id}” is reserved", "choose another")
    if not manifest.get("articles"):
        what = "is empty" if "articles" in manifest.data else "is missing"
        manifest.report("articles", what, 'write articles = ["…"]')
    names = [name.removesuffix(".md") for name in manifest.texts("articles", MAX_ARTICLES)]
    contents.names = tuple(name for name in names if is_plain_name(name))
    if not names or len(contents.names) < len(names):
        contents.unread.add(MANIFEST)
    articles = [read_article(files, name, manifest) for name in names]
    pack = Pack(
        id=pack_id,
        title=manifest.text("title", required=True),
        folder=files.folder,
        articles=tuple(a for a in articles if a),
        summary=_paragraphs(manifest, "summary"),
        edition=manifest.text("edition"),
        series=_series(manifest),
        quorum=_quorum(manifest),
        areas=_read_all(files, AREAS, "area", read_area, contents),
        duties=_read_all(files, DUTIES, "duty", read_duty, contents),
        figures=_read_all(files, FIGURES, "figure", read_figure, contents),
        terms=_read_all(files, GLOSSARY, "term", read_term, contents),
        plain_words=_read_plain_words(files, contents),
        agenda=_read_all(files, AGENDA, "item", read_agenda_item, contents),
    )
    manifest.report_unread()
    check_names(pack, contents)
    contents.problems += _unlisted(files.folder, {*contents.names, *contents.unread})
    return pack


def _unlisted(folder: Path, known: Set[str]) -> Iterator[Problem]:
    """Yield the articles that the manifest does not list, as where another copy was put over it."""
    for file in sorted((folder / "articles").glob("*.md")) if MANIFEST not in known else ():
        if file.stem not in known:
            cure = f'add "{file.stem}" to articles in {MANIFEST}'
            if _unusable_name(file.stem):  # as many of those that sync programs give
                cure = "rename it and add it; remove it if it is a copy that a sync program left"
            yield Problem(file, "is not in the pack", cure, fatal=False)


def _series(manifest: Table) -> str:
    found = manifest.text("series")
    if len(found) > MAX_SERIES:
        manifest.report("series", f"is longer than {MAX_SERIES} characters", "shorten it")
    return found


def _quorum(manifest: Table) -> int:
    found = manifest.number_of("quorum", such_as=6)
    if found is None:
        return 0
    if found < 1 or found != int(found):
        manifest.report("quorum", f"is {found}, not a number of people", "write quorum = 6")
        return 0
    return int(found)


def _check_format(manifest: Table) -> None:
    found = manifest.number_of("format", required=True, such_as=FORMAT)
    if found is not None and found != FORMAT:
        cure = "install a newer ccgbrief" if found > FORMAT else f"write format = {FORMAT}"
        manifest.report("format", f"is {found}, not {FORMAT}", cure)


def _paragraphs(table: Table, key: str) -> str:
    """Return a text whose empty lines still separate paragraphs."""
    parts = re.split(r"\n[ \t]*\n", table.raw_text(key))
    return "\n\n".join(filter(None, (clean_line(part) for part in parts)))


def _read_table(files: PackFiles, name: str) -> Table | None:
    file = files.folder / name
    text = files.read(file, MAX_MANIFEST_BYTES if name == MANIFEST else MAX_TABLE_BYTES)
    return None if text is None else parse_table(TomlText(file, text), files.problems)


def _read_all(
    files: PackFiles, name: str, key: str, make: Callable[[Table], _Item], contents: PackContents
) -> tuple[_Item, ...]:
    if not os.path.lexists(files.folder / name):
        return ()
    whole = _read_table(files, name)
    if whole is None:
        contents.unread.add(name)
        return ()
    before = len(contents.problems)
    items = []
    for table in whole.tables(key):
        known = len(contents.problems)
        item = make(table)
        if name == AGENDA and any(problem.fatal for problem in contents.problems[known:]):
            continue
        items.append(item)
        contents.tables[item] = table
    # A file with nothing but [[dutty]] would be read as one without any duty.
    whole.report_unread(fatal=key not in whole.data)
    if any(problem.fatal for problem in contents.problems[before:]):
        contents.unread.add(name)
    return tuple(items)


def _read_plain_words(files: PackFiles, contents: PackContents) -> tuple[tuple[str, str], ...]:
    """Return what people say, each with the words of the pack on whose line it stands."""
    if not os.path.lexists(files.folder / PLAIN_WORDS):
        return ()
    table = _read_table(files, PLAIN_WORDS)
    if table is None:
        contents.unread.add(PLAIN_WORDS)
        return ()
    return tuple((said, own) for own, said in table.listed())


def read_article(files: PackFiles, name: str, manifest: Table) -> Article | None:
    """Read the article `name` in the manifest's list; or add a problem and return None."""
    if unusable := _unusable_name(name):
        manifest.report("articles", *unusable, holding=name)
        return None
    file = files.folder / "articles" / f"{name}.md"
    if (beginning := files.read_beginning(file)) and (found := front_of(beginning[0])):
        parse = partial(_read_passages, files.folder, name)
        table = parse_table(TomlText(file, found[1], first_line=2), files.problems)
        start, end = found.end(), beginning[0].rfind("\n\n")
        body_line = found[0].count("\n") + 1
        first = beginning[0][start:end]
        begin = partial(read_passages, name, first, body_line) if first else None
        return _article(name, table, parse, beginning[1], first, begin) if table else None
    if (text := files.read(file, MAX_ARTICLE_BYTES)) is None:
        return None
    if (found := front_of(text)) is None:
        missing = "does not begin with front matter between two lines +++"
        what = missing if text.strip() else "is an empty article"
        cure = 'begin it with the lines +++, title = "…" and +++'
        files.problems.append(Problem(file, what, cure, line=1))
        return None
    if (table := parse_table(TomlText(file, found[1], first_line=2), files.problems)) is None:
        return None
    body, body_line = text[found.end() :], found[0].count("\n") + 1
    cut = body.rfind("\n\n", 0, BEGINNING) if len(body) > BEGINNING else 0
    begin = partial(read_passages, name, body[:cut], body_line) if cut > 0 else None
    if is_too_rich(body):
        what = "has too many lines or marks to be read as Markdown, and is shown as plain text"
        table.problems.append(Problem(file, what, "divide it into several articles", fatal=False))
    if files.whole:
        table.problems += _beyond_heads(file, body, body_line)
        table.problems += _unread_pages(file, body, body_line)
    parse = partial(read_passages, name, body, body_line)
    return _article(name, table, parse, digest(text), body, begin)


def _beyond_heads(file: Path, body: str, body_line: int) -> Iterator[Problem]:
    """Yield a problem for each row of which cells are not shown."""
    for line, found in groupby(cells_beyond_heads(body), key=itemgetter(0)):
        cells = ", ".join(f"“{cell}”" for _, _, cell in found)
        what = f"cells beyond the heads of their table are not shown: {cells}"
        cure = r"write heads for them, or \| for a bar within a cell"
        yield Problem(file, what, cure, body_line + line, fatal=False)


def _unread_pages(file: Path, body: str, body_line: int) -> Iterator[Problem]:
    """Yield a problem for each comment that seems to say where a page begins, and does not."""
    for found in re.finditer(LIKE_PAGE_COMMENT, body):
        what = f"“{found[0]}” begins no page"
        line = body_line + body.count("\n", 0, found.start())
        yield Problem(file, what, "write it as <!-- page 143 -->", line, fatal=False)


def _unusable_name(name: str) -> tuple[str, str] | None:
    """Return why no article can have this name, and the cure; None if one can."""
    if not is_plain_name(name):
        return f"“{name}” is not the name of a file in articles/", id_cure(name)
    if not is_legal_name(name):
        return f"“{name}” is a name that no file can have on Windows", "rename the article"
    return None


def front_of(text: str) -> re.Match[str] | None:
    return _FRONT.match(text[:MAX_FRONT])


def _read_passages(folder: Path, name: str, background: str, title: str) -> tuple[Passage, ...]:
    """Read the passages of an article whose front matter was read earlier; or say why not."""
    files, file = PackFiles(folder, []), folder / "articles" / f"{name}.md"
    text = files.read(file, MAX_ARTICLE_BYTES) or ""
    if found := front_of(text):
        return read_passages(name, text[found.end() :], found[0].count("\n") + 1, background, title)
    problem = next(iter(files.problems), Problem(file, "has changed", "start ccgbrief again"))
    return (Passage(name, 0, PassageKind.PARAGRAPH, str(problem)),)


def _article(
    name: str,
    table: Table,
    parse: Callable[[str, str], tuple[Passage, ...]],
    made_of: str,
    text: str,
    begin: Callable[[str, str], tuple[Passage, ...]] | None = None,
) -> Article:
    background, title = table.text("background"), table.text("title", required=True)
    cut = text.rfind("\n\n", 0, SKIMMED) if len(text) > SKIMMED else -1
    first = text[: cut if cut > 0 else SKIMMED]
    article = Article(
        id=name,
        title=title,
        path=table.source.file,
        parse=partial(parse, background, title),
        **{key: table.text(key) for key in _PARTICULARS},
        background=background,
        begin=partial(begin, background, title) if begin else None,
        digest=made_of,
        skim=partial(read_passages, name, first, 1, background, title),
    )
    table.report_unread()
    return article


def is_plain_name(name: str) -> bool:
    """Return whether `name` can be an id, which is typed without quotes and used as a file name."""
    return len(name) <= MAX_ID and _ID.fullmatch(name) is not None


def id_cure(name: str) -> str:
    """Return the cure for a name that is not plain."""
    most = f"at most {MAX_ID} " if len(name) > MAX_ID else ""
    return f"use {most}letters, digits and hyphens"


def read_id(table: Table) -> str:
    found = table.text("id", required=True)
    if found and not is_plain_name(found):
        table.report("id", f"“{found}” is not a plain name", id_cure(found))
    return found


def read_area(table: Table) -> Area:
    return Area(
        id=read_id(table),
        title=table.text("title", required=True),
        why=table.text("why"),
        kind=_one_of(table, "kind", ("action", "warning")),
        prompts=table.texts("prompts"),
        evidence=_anchors(table),
        duties=table.texts("duties"),
    )


def read_duty(table: Table) -> Duty:
    return Duty(
        id=read_id(table),
        title=table.text("title", required=True),
        means=table.text("means"),
        ready=table.texts("ready"),
        watch=table.texts("watch"),
        areas=table.texts("areas"),
        evidence=_anchors(table),
        since=table.text("since"),
    )


def read_figure(table: Table) -> Figure:
    top = table.number_of("top")
    if top is not None and top <= 0:
        table.report("top", f"is {top}, which no bar can show", "write a number above 0")
    return Figure(
        id=read_id(table),
        title=table.text("title", required=True),
        article=table.text("article", required=True),
        kind=_one_of(table, "kind", ("share", "series", "count")),
        unit=table.text("unit"),
        base=table.text("base"),
        values=tuple(_value(t) for t in table.tables("values")),
        caveat=table.text("caveat"),
        top=top,
        background=table.flag("background", default=False),
    )


def read_term(table: Table) -> Term:
    return Term(
        term=table.text("term", required=True),
        meaning=table.text("meaning", required=True),
        expansion=table.text("expansion"),
        kind=_one_of(table, "kind", ("organisation", "role", "policy", "person")),
    )


def _value(table: Table) -> Value:
    return Value(
        label=table.text("label", required=True),
        value=table.number_of("value", required=True) or 0,
        shown=table.text("shown"),
        stated=table.flag("stated", default=True),
    )


def _anchors(table: Table) -> tuple[Anchor, ...]:
    return tuple(parse_anchor(text) for text in table.texts("evidence"))


def _one_of(table: Table, key: str, allowed: Iterable[str]) -> str:
    """Return the value of `key`, which must be one of `allowed`; the first is the default."""
    first, *others = allowed
    value = table.text(key) or first
    if value not in (first, *others):
        table.report(key, f"is “{value}”", f"write one of {', '.join((first, *others))}")
    return value
