"""The pane one starts on: what the pack is, how far the reader is, and the ways in."""

from dataclasses import replace
from datetime import date

from ccgbrief.notebook import NoteKind, Place
from ccgbrief.pack import Article
from ccgbrief.tui import tabs
from ccgbrief.tui.blocks import Address, Block, Look
from ccgbrief.tui.panes.items import area_progress, duty_progress, progress_block
from ccgbrief.tui.panes.shown import (
    DONE,
    NOT_DONE,
    QUOTED_LENGTH,
    Shown,
    note_block,
    passage_key,
    place_name,
)
from ccgbrief.tui.places import address_of_place
from ccgbrief.tui.tabs import shortened

MOST_LISTED = 5
"""Actions and changes listed: the overview is to be seen at a glance."""


def overview_blocks(shown: Shown) -> list[Block]:
    """Return what the pack is, its articles, areas and duties at a glance, and the bookmarks."""
    pack = shown.pack
    edition = f"Edition {pack.edition}" if pack.edition else ""
    return [
        Block("title", pack.title, Look.TITLE, below=edition, gap=0),
        *_progress(shown),
        *_left_off(shown),
        *_open_actions(shown),
        *_articles(shown),
        *_bookmarks(shown),
        *_since(shown),
        *(
            Block(f"summary/{i}", part, gap=1)
            for i, part in enumerate(pack.summary.split("\n\n"))
            if part
        ),
    ]


def _progress(shown: Shown) -> list[Block]:
    pack, notebook = shown.pack, shown.notebook
    read = sum(notebook.is_read(article.id) for article in pack.articles)
    lines = [progress_block("progress/articles", "articles read", read, len(pack.articles))]
    if pack.duties:
        lines.append(duty_progress(shown))
    if pack.areas:
        lines.append(area_progress(shown))
    return lines


def _left_off(shown: Shown) -> list[Block]:
    """Return the way back to where the reader was the last time, if that was in an article."""
    address = shown.left.address
    article = shown.pack.article(address.tab) if address else None
    if address is None or article is None:
        return []
    passage = next((p for p in article.passages if passage_key(p) == address.key), None)
    words = f": “{shortened(passage.text.strip('“”'), QUOTED_LENGTH)}”" if passage else ""
    text = f"Where you left off: {article.label}{words}"
    return [Block("left-off", text, marker="→", leads=address)]


def _open_actions(shown: Shown) -> list[Block]:
    """Return the actions, the most pressing first; those without a day last."""
    actions = [n for n in shown.notes if n.kind is NoteKind.ACTION and not n.done]
    if not actions:
        return []
    actions.sort(key=lambda note: (note.due or date.max, note.written))
    return [
        Block("actions", "Open actions", Look.FAINT, rests=False),
        *(
            replace(
                note_block(shown, note),
                leads=address_of_place(shown.pack, note.place),
            )
            for note in actions[:MOST_LISTED]
        ),
        *_more("actions", len(actions), tabs.NOTES),
    ]


def _since(shown: Shown) -> list[Block]:
    """Return what was written since the last meeting."""
    day = shown.since
    if day is None:
        return []
    from ccgbrief.minutes import changes_since  # noqa: PLC0415 (nothing was written before)

    changes = changes_since(shown.pack, shown.notebook, day, public=shown.public)
    if not changes:
        return []
    return [
        Block("since", f"Since {day.day} {day:%B %Y}", Look.FAINT, rests=False),
        *(
            Block(
                f"since/{i}",
                f"{change.what}: {change.text or place_name(shown.pack, change.place)}",
                marker="·",
                gap=0,
                leads=address_of_place(shown.pack, change.place),
            )
            for i, change in enumerate(changes[-MOST_LISTED:])
        ),
        *_more("since", len(changes), tabs.NOTES),
    ]


def _more(key: str, count: int, tab: str) -> list[Block]:
    """Say how many there are beside those listed."""
    more = count - MOST_LISTED
    if more <= 0:
        return []
    return [Block(f"{key}/more", f"{more} more", marker="→", gap=0, leads=Address(tab))]


def _articles(shown: Shown) -> list[Block]:
    return [
        Block("articles", "Articles", Look.FAINT, rests=False),
        *(
            Block(
                f"article/{article.id}",
                article.title,
                marker=DONE if shown.notebook.is_read(article.id) else NOT_DONE,
                below=_about(article),
                gap=0,
                leads=Address(article.id),
                place=Place(article=article.id),
            )
            for article in shown.pack.articles
        ),
        *_ways_in(shown),
    ]


def _about(article: Article) -> str:
    about = (article.author, article.publication, article.published, article.kind)
    return " · ".join(part for part in about if part)


def _ways_in(shown: Shown) -> list[Block]:
    ways = [
        (tabs.AREAS, "focus area", "focus areas", len(shown.pack.areas)),
        (tabs.DUTIES, "duty", "duties", len(shown.pack.duties)),
        (tabs.FIGURES, "figure", "figures", len(shown.pack.figures)),
        (tabs.GLOSSARY, "glossary entry", "glossary entries", len(shown.pack.terms)),
        (tabs.NOTES, "note", "notes", len(shown.notes)),
    ]
    shown_ways = [
        (tab, f"1 {one}" if count == 1 else f"{count} {many}")
        for tab, one, many, count in ways
        if count
    ]
    return [
        Block(f"way/{tab}", text, marker="→", gap=int(i == 0), leads=Address(tab))
        for i, (tab, text) in enumerate(shown_ways)
    ]


def _bookmarks(shown: Shown) -> list[Block]:
    marks = shown.notebook.bookmarks()
    if not marks:
        return []
    return [
        Block("bookmarks", "Bookmarks", Look.FAINT, rests=False),
        *(
            Block(
                f"bookmark/{i}",
                place_name(shown.pack, mark.place),
                marker="♦",
                gap=0,
                leads=address_of_place(shown.pack, mark.place),
                place=mark.place,
            )
            for i, mark in enumerate(marks)
        ),
    ]
