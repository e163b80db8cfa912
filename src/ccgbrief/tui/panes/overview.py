"""The pane one starts on: what the pack is, how far the reader is, and the ways in."""

from ccgbrief.notebook import Place
from ccgbrief.pack import Article
from ccgbrief.tui import tabs
from ccgbrief.tui.blocks import Address, Block, Look
from ccgbrief.tui.panes.items import duty_progress, progress_block
from ccgbrief.tui.panes.shown import DONE, NOT_DONE, Shown, place_name
from ccgbrief.tui.places import address_of_place


def overview_blocks(shown: Shown) -> list[Block]:
    """Return what the pack is, its articles, areas and duties at a glance, and the bookmarks."""
    pack = shown.pack
    edition = f"Edition {pack.edition}" if pack.edition else ""
    return [
        Block("title", pack.title, Look.TITLE, below=edition, gap=0),
        *_progress(shown),
        *_articles(shown),
        *_bookmarks(shown),
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
    return lines


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
        (tabs.AREAS, "focus areas", len(shown.pack.areas)),
        (tabs.DUTIES, "duties", len(shown.pack.duties)),
        (tabs.FIGURES, "figures", len(shown.pack.figures)),
        (tabs.GLOSSARY, "glossary entries", len(shown.pack.terms)),
        (tabs.NOTES, "notes", len(shown.notes)),
    ]
    shown_ways = [(tab, f"{count} {what}") for tab, what, count in ways if count]
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
