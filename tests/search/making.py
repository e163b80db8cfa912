"""Makes small packs of values, in no file, and finders over a few texts."""

from collections.abc import Callable
from pathlib import Path

from ccgbrief.pack import Article, Pack, Page, Passage, PassageKind
from ccgbrief.search.cache import open_finder
from ccgbrief.search.finder import Finder


def passages(article: str, *blocks: str) -> tuple[Passage, ...]:
    """Make passages: `# ` begins a heading, `> ` a quotation with `|` before its speaker."""
    made = []
    heading = ""
    for number, block in enumerate(blocks):
        mark, _, text = block.partition(" ")
        if mark == "#":
            heading = text
            made.append(Passage(article, number, PassageKind.HEADING, text, level=2))
        elif mark == ">":
            words, _, said_by = text.partition("|")
            speaker, _, role = said_by.partition(",")
            made.append(
                Passage(
                    article,
                    number,
                    PassageKind.QUOTATION,
                    words.strip(),
                    heading=heading,
                    speaker=speaker.strip(),
                    role=role.strip(),
                )
            )
        else:
            made.append(
                Passage(
                    article,
                    number,
                    PassageKind.PARAGRAPH,
                    block,
                    heading,
                    page=Page(f"{number + 140}"),
                )
            )
    return tuple(made)


def article(article_id: str, title: str, author: str, *blocks: str) -> Article:
    """Make an article of such blocks, in no file."""
    return Article(
        id=article_id,
        title=title,
        path=Path("nowhere") / f"{article_id}.md",
        parse=lambda: passages(article_id, *blocks),
        author=author,
        short=title.split(maxsplit=1)[0],
        publication="The Paper",
        published="2015",
    )


def pack_of(*articles: Article) -> Pack:
    """Make a pack of articles."""
    return Pack(id="made", title="A made pack", folder=Path("nowhere"), articles=articles)


def finder_over(*blocks: str) -> Finder:
    """Open a finder over one article of such blocks."""
    return open_finder(pack_of(article("made", "Untitled", "", *blocks)))


OpenOver = Callable[..., Finder]
"""Opens a finder over texts, and closes it after the test: the fixture `open_over`."""


def found(finder: Finder, typed: str) -> list[str]:
    """Return the texts that are found, the best first."""
    return [hit.entry.text for hit in finder.find(typed).hits]
