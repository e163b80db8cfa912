"""`ccgbrief show`: what a tab of the screen shows, as plain text or as JSON."""

import csv
import os
import re
import shutil
import sys
import textwrap
from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from ccgbrief.commands.opening import open_to_read
from ccgbrief.commands.output import (
    DONE,
    NO,
    CommandError,
    print_json,
    print_left_out,
    print_message,
    print_result,
)
from ccgbrief.notebook import Note, Place, contradiction
from ccgbrief.pack import PARTS, Area, Article, Duty, Figure, Pack, Term, anchor_words, cite, quoted
from ccgbrief.suggest import did_you_mean
from ccgbrief.system import as_argument
from ccgbrief.text import clean_line, fold
from ccgbrief.view import tabs
from ccgbrief.view.address import address_of_place, changed_words, doubt_about, item_of
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.figures import without_bars
from ccgbrief.view.heights import hanging
from ccgbrief.view.panes import blocks_of
from ccgbrief.view.tables import table_passages
from ccgbrief.view.view_state import ViewState

_OF_ARTICLE = (
    "id", "title", "short", "author", "publication", "published", "kind", "url", "pages",
)  # fmt: skip
_OF_PASSAGE = ("number", "kind", "text", "heading", "speaker", "role")
"""What JSON gives as it is."""

_SIGNED = re.compile(r"[+-]\W{0,2}\d[\d., ]*+(?:%|[A-Za-z]{0,3})")
"""A number with its sign, such as `-£3.4m`, and no formula."""

WIDEST = 100
"""The most columns of plain text."""


def show(wanted: Namespace) -> int:
    """Print an article, an area, a duty, a figure, a term or a group of them."""
    session = open_to_read(wanted, notes=wanted.what == "notes")
    pack = session.pack
    what = _named(pack, {"focus-areas": "areas"}.get(wanted.what, wanted.what))
    shown = ViewState(
        pack, session.notebook, public=not wanted.private, series=session.series, commands=()
    )
    if wanted.tsv:
        return _print_tables(pack, what)
    if what in PARTS and any(item.id == what for item in _items(pack)):
        others = f"what else has the id “{what}” cannot be shown by it"
        print_message(f"{others}; ccgbrief check {as_argument(pack.folder)} says what to rename")
    notes_in = _notes_in_json if wanted.json else _notes_in_text
    if wanted.json:
        print_json(_as_json(shown, what))
    else:
        print_result("\n".join(plain(_blocks(shown, what), _width())))
    if not wanted.private:
        # The overview names some notes, and counts the others.
        counted = "notes" if what == "overview" and not wanted.json else what
        every = {*notes_in(replace(shown, public=False), counted)}
        print_left_out(len(every.difference(notes_in(shown, counted))))
    return DONE


def _notes_in_text(shown: ViewState, what: str) -> list[Note]:
    return list(dict.fromkeys(block.note for block in _blocks(shown, what) if block.note))


def _notes_in_json(shown: ViewState, what: str) -> list[Note]:
    groups: dict[str, tuple[Area | Duty, ...]]
    groups = {"areas": shown.pack.areas, "duties": shown.pack.duties}
    ids = [item.id for item in groups[what]] if what in groups else [what]
    about = (note for item in ids for note in shown.notes_about(item))
    return [*about, *_notes_in_text(shown, what)]


def _print_tables(pack: Pack, what: str) -> int:
    """Print the tables of an article with tabs between cells and an empty line between tables."""
    article = pack.article(what)
    if article is None:
        articles = ", ".join(article.id for article in pack.articles)
        raise CommandError(f"--tsv prints the tables of an article; show one of {articles}")
    tables = groupby(table_passages(article.passages), key=itemgetter(1))
    printed = [[row.cells for row, _ in rows] for table, rows in tables if table]
    for number, rows in enumerate(printed):
        if number:
            print()
        writer = csv.writer(sys.stdout, "excel-tab", lineterminator="\n")
        writer.writerows(map(_not_run, cells) for cells in rows)
    if not printed:
        print_message(f"there is no table in {article.id}")
    return DONE if printed else NO


def _not_run(cell: str) -> str:
    """Return a cell with an apostrophe before it if a spreadsheet would take it for a formula."""
    said = clean_line(cell)
    is_run = said[:1] in set("=+-@") and any(map(str.isalnum, said)) and not _SIGNED.fullmatch(said)
    return f"'{said}" if is_run else said


def _width() -> int:
    """Return the columns of the terminal; a pipe has no limit unless COLUMNS sets one."""
    if not (sys.stdout.isatty() or os.environ.get("COLUMNS")):
        return sys.maxsize
    return min(shutil.get_terminal_size().columns, WIDEST)


def _blocks(shown: ViewState, what: str) -> list[Block]:
    pack, shown = shown.pack, replace(shown, unfolded=shown.everything)
    if what in PARTS:
        return blocks_of(tabs.BY_NAME[what], shown)
    for tab, items in (
        (tabs.DUTIES, pack.duties),
        (tabs.AREAS, pack.areas),
        (tabs.FIGURES, pack.figures),
    ):
        if any(item.id == what for item in items):
            return [block for block in blocks_of(tab, shown) if _is_of(block, what)]
    if pack.article(what):
        return blocks_of(what, shown)
    if term := _term(pack, what):
        return [block for block in blocks_of(tabs.GLOSSARY, shown) if _is_of(block, term.term)]
    raise _nothing(pack, what)


def _is_of(block: Block, item: str) -> bool:
    """Return whether a block belongs to an area, duty, figure or term, or is a note on it."""
    if block.note is None:
        return item in {block.key, item_of(block.key)}
    place = block.note.place
    return item in {place.area, place.duty, place.figure, place.term}


def _items(pack: Pack) -> list[Article | Duty | Area | Figure]:
    return [*pack.articles, *pack.duties, *pack.areas, *pack.figures]


def _names(pack: Pack) -> dict[str, str]:
    """Return the ids of everything that can be shown, by each of its names; parts come first."""
    items, parts = _items(pack), {part: part for part in PARTS}
    labels = {article.label: article.id for article in pack.articles}
    titles = {item.title: item.id for item in items}
    terms = {name: term.term for term in pack.terms for name in (term.expansion, term.term) if name}
    ids = {item.id: item.id for item in items}
    return {**parts, **terms, **labels, **titles, **ids, **parts}


def _named(pack: Pack, wanted: str) -> str:
    """Return the id of what is named by its id or its full title, in upper or lower case."""
    names = _names(pack)
    if wanted in names.values():
        return wanted
    said = fold(wanted).strip()
    return next((known for name, known in names.items() if fold(name) == said), wanted)


def _term(pack: Pack, what: str) -> Term | None:
    return next((term for term in pack.terms if fold(term.term) == fold(what)), None)


def _nothing(pack: Pack, what: str) -> CommandError:
    groups, articles = ", ".join(tabs.BY_NAME), ", ".join(article.id for article in pack.articles)
    others = "or the id of a duty, focus area or figure, or a term of the glossary"
    listed = ", ".join(filter(None, (f"show one of {groups}", articles, others)))
    cure = did_you_mean(what, _names(pack), listed)
    return CommandError(f"there is no “{what}” to show; {cure}")


def _as_json(shown: ViewState, what: str) -> Any:
    pack = shown.pack
    if what in _AS_JSON:
        return _AS_JSON[what](shown)
    if article := pack.article(what):
        return {**_article_as_json(article), **_notes_on(shown, "article", article.id)}
    every = [*_areas(shown), *_duties(shown), *_figures(shown)]
    if found := next((each for each in every if each["id"] == what), None):
        return found
    if term := _term(pack, what):
        return _term_as_json(shown, term)
    raise _nothing(pack, what)


def plain(blocks: Iterable[Block], width: int) -> list[str]:
    """Return blocks as lines of at most `width` characters."""
    lines: list[str] = []
    for block in blocks:
        indent = " " * block.indent
        rest = indent + " " * hanging(block)
        first = f"{indent}{block.marker} " if block.marker else indent
        lines += [""] * (block.gap if lines else 0)
        if len(first) > len(rest):  # the marker has lines of its own
            lines += _wrapped(block.marker, width, indent, indent)
            first = rest
        if block.look is Look.CODE:
            lines += [f"{indent}{line}" for line in block.text.split("\n")]
        elif block.look is Look.FIGURE:
            lines += _drawn(block.text, width, indent)
        elif aligned := _aligned(block, width):
            lines += aligned
        else:
            text = quoted(block.passage) if block.table and block.passage else block.text
            for line in text.split("\n"):
                lines += _wrapped(line, width, first, rest)
                first = rest
        if block.look is Look.TITLE:
            lines.append("=" * min(len(block.text), width))
        elif block.look in {Look.HEADING, Look.TOPIC}:
            lines.append(rest + "-" * min(len(block.text), width - len(rest)))
        if block.details:
            lines += _wrapped(block.details, width, rest, rest)
    return lines


def _aligned(block: Block, width: int) -> list[str]:
    """Return the lines of a row aligned with its table; none if that is too wide."""
    columns = block.table.columns(width) if block.table else None
    if columns is None or not columns.fits or block.passage is None:
        return []
    lines = columns.text(block.passage.cells)
    return [*lines, "  ".join(columns.rules())] if block.is_head else lines


def _drawn(text: str, width: int, indent: str) -> list[str]:
    """Return a drawn figure; if it does not fit, its labels and numbers without the bars."""
    lines = [f"{indent}{line}" for line in text.split("\n")]
    if all(len(line) <= width for line in lines):
        return lines
    bare = without_bars(text).split("\n")
    return [part for line in bare for part in _wrapped(line, width, indent, indent + "  ")]


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    wrapper = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    wrapper.initial_indent, wrapper.subsequent_indent = first, rest
    return wrapper.wrap(text)


def _article_as_json(article: Article) -> dict[str, Any]:
    passages = [
        {
            **{name: getattr(passage, name) for name in _OF_PASSAGE},
            "page": passage.page.as_json if passage.page else None,
            "anchor": f"{article.id}: {anchor_words(passage, article.passages)}",
            **({"cells": passage.cells, "heads": passage.heads} if passage.cells else {}),
        }
        for passage in article.passages
    ]
    return {**_about(article), "passages": passages}


def _about(article: Article) -> dict[str, Any]:
    return {**{name: getattr(article, name) for name in _OF_ARTICLE}, "citation": cite(article)}


def _overview(shown: ViewState) -> dict[str, Any]:
    pack, is_known = shown.pack, not shown.notebook.is_unread
    return {
        "id": pack.id,
        "title": pack.title,
        "summary": pack.summary,
        "edition": pack.edition,
        "articles": [
            {**_about(a), **_noted(is_known, read=shown.notebook.is_read(a.id))}
            for a in pack.articles
        ],
        **_noted(is_known, notes=_notes_as_json(shown, _notes_in_text(shown, "overview"))),
    }


def _noted(is_known: bool, **said: Any) -> dict[str, Any]:  # noqa: FBT001
    """Return what notebooks say; each is null if one could not be read that may say otherwise."""
    return said if is_known else dict.fromkeys(said)


def _item(
    shown: ViewState,
    item: Area | Duty,
    is_known: bool,  # noqa: FBT001
    **said: Any,
) -> dict[str, Any]:
    notes = _notes_as_json(shown, shown.notes_about(item.id))
    return {
        **item._asdict(),
        "evidence": [str(anchor) for anchor in item.evidence],
        **_noted(not shown.notebook.is_unread, notes=notes),
        **_noted(is_known, **said),
    }


def _areas(shown: ViewState) -> list[dict[str, Any]]:
    said = []
    for area in shown.pack.areas:
        position = shown.position(area.id)
        is_known = shown.knows_position(area.id)
        said.append(_item(shown, area, is_known, position=position.text if position else ""))
    return said


def _duties(shown: ViewState) -> list[dict[str, Any]]:
    book = shown.notebook
    return [
        _item(
            shown,
            duty,
            book.knows_status_of(duty.id),
            ticked=book.is_ticked(duty.id),
            status=book.status_of(duty.id).value,
            owner=book.owner_of(duty.id),
        )
        for duty in shown.pack.duties
    ]


def _figures(shown: ViewState) -> list[dict[str, Any]]:
    figures = shown.pack.figures
    return [{**each.as_dict(), **_notes_on(shown, "figure", each.id)} for each in figures]


def _term_as_json(shown: ViewState, term: Term) -> dict[str, Any]:
    return {**term._asdict(), **_notes_on(shown, "term", term.term)}


def _notes_on(shown: ViewState, part: str, name: str) -> dict[str, Any]:
    """Return the notes of whose place that part has this name, such as the article."""
    notes = [note for note in shown.notes if getattr(note.place, part) == name]
    return _noted(not shown.notebook.is_unread, notes=_notes_as_json(shown, notes))


_AS_JSON: dict[str, Callable[[ViewState], Any]] = {
    "overview": _overview,
    "areas": _areas,
    "duties": _duties,
    "figures": _figures,
    "glossary": lambda shown: [_term_as_json(shown, term) for term in shown.pack.terms],
    "notes": lambda shown: _notes_as_json(shown, shown.every_note),
}


def _notes_as_json(shown: ViewState, notes: Iterable[Note]) -> list[dict[str, Any]]:
    return [_note_as_json(shown, note) for note in notes]


def _note_as_json(shown: ViewState, note: Note) -> dict[str, Any]:
    """Return a note with what is known of its place; one of an earlier meeting names that."""
    meeting = shown.series.meeting_of(note)
    return {
        **note.as_dict(),
        "placed": note.place == Place() or address_of_place(shown.pack, note.place) is not None,
        "doubt": doubt_about(shown.pack, note.place),
        "contradiction": contradiction(note),
        **({"now": now} if (now := changed_words(shown.pack, note.place)) else {}),
        **({"meeting": clean_line(meeting.title)} if meeting else {}),
    }
