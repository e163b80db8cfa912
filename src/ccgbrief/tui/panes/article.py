"""The pane of an article: what it is, its passages, and the reader's notes under them."""

from collections import defaultdict
from functools import partial

from ccgbrief.notebook import Note, Place
from ccgbrief.pack import Article, Passage, PassageKind, attribution, cite
from ccgbrief.text import clean_line
from ccgbrief.tui.blocks import Block, Look
from ccgbrief.tui.garbage import staying
from ccgbrief.tui.panes.figures import passage_of, titled_bars
from ccgbrief.tui.panes.shown import BOOKMARKED, NOTED, Shown, note_block, passage_key
from ccgbrief.tui.places import passage_at

MOST_MADE = 30_000
"""Blocks that are kept, of all articles together; they take some 12 MB."""

_LOOKS = {
    PassageKind.HEADING: Look.HEADING,
    PassageKind.QUOTATION: Look.QUOTE,
    PassageKind.CODE: Look.CODE,
}


def article_blocks(article: Article, shown: Shown) -> list[Block]:
    """Return the blocks of an article: head, passages, notes."""
    notes, unplaced = _by_passage(article, shown.notes)
    marked = _bookmarked(article, shown)
    figures = _figures(article, shown)
    made = _passage_blocks(article, shown)
    blocks = _head(article, shown)
    for note in notes.pop(None, []):
        blocks.append(note_block(shown, note))
    page = None
    for passage, block in zip(article.passages, made, strict=True):
        if passage.page is not None and passage.page != page:
            page = passage.page
            mark = f"p. {page}"
            blocks.append(Block(f"page/{passage.number}", mark, Look.FAINT, rests=False))
        here = notes.get(passage.number, ())
        sign = BOOKMARKED if passage.number in marked else NOTED if here else ""
        blocks.append(block._replace(sign=sign) if sign else block)
        blocks += figures.get(block.key, ())
        blocks += [note_block(shown, note, indent=2) for note in here]
    if unplaced:
        blocks.append(Block("unplaced", "Notes on words that are gone from it", Look.HEADING))
        blocks += [
            note_block(shown, note, below=f"on “{clean_line(note.place.words)}”")
            for note in unplaced
        ]
    return blocks


def _passage_blocks(article: Article, shown: Shown) -> list[Block]:
    """Return the blocks of the passages as they are without notes; a long article has 10,000."""
    if shown.made is None:
        return list(map(passage_block, article.passages))
    if article.id not in shown.made:
        if sum(map(len, shown.made.values())) > MOST_MADE:
            shown.made.clear()
        with staying():
            shown.made[article.id] = list(map(passage_block, article.passages))
    return shown.made[article.id]


def _head(article: Article, shown: Shown) -> list[Block]:
    read = "read" if shown.notebook.is_read(article.id) else "unread"
    about = (article.author, article.publication, article.published, article.kind, read)
    return [
        Block(
            "title",
            article.title,
            Look.TITLE,
            below=" · ".join(part for part in about if part),
            gap=0,
            place=Place(article=article.id),
            copies=f"{cite(article)}. {article.url}" if article.url else cite(article),
        ),
        *_address(article.url),
    ]


def _address(url: str) -> list[Block]:
    """Return where the article is to be read, without what nobody reads out."""
    host, slash, _ = url.partition("//")[2].removeprefix("www.").partition("/")
    shown = f"{host}/…" if slash else host or url
    return [Block("url", shown, Look.FAINT, gap=0, rests=False)] if url else []


def passage_block(passage: Passage, sign: str = "") -> Block:
    """Return the block of a passage; its place is named by its words."""
    item = passage.kind is PassageKind.ITEM
    close = item or passage.kind is PassageKind.ROW
    return Block(
        key=passage_key(passage),
        text=passage.text,
        look=_LOOKS.get(passage.kind, Look.TEXT),
        spans=passage.spans,
        marker=passage.marker,
        indent=2 * passage.level + 2 if item else 0,
        below=f"— {attribution(passage)}" if passage.speaker else "",
        gap=0 if close and passage.number else 1,
        sign=sign,
        passage=passage,
        place=Place(article=passage.article, words=passage.text),
    )


def _figures(article: Article, shown: Shown) -> dict[str, list[Block]]:
    """Return the article's figures, drawn, by the key of the passage that has their numbers."""
    drawn: defaultdict[str, list[Block]] = defaultdict(list)
    for figure in shown.pack.figures:
        if figure.article == article.id:
            block = Block(
                f"figure/{figure.id}",
                "\n".join(titled_bars(figure)),
                Look.FIGURE,
                indent=4,
                rests=False,
                drawn=partial(titled_bars, figure),
            )
            drawn[passage_of(figure, article)].append(block)
    return drawn


def _by_passage(
    article: Article, notes: list[Note]
) -> tuple[dict[int | None, list[Note]], list[Note]]:
    """Return the notes on the article by the passage they hang on, and those whose is gone.

    Notes on the article as a whole are under None.
    """
    placed: defaultdict[int | None, list[Note]] = defaultdict(list)
    unplaced = []
    for note in notes:
        if note.place.article != article.id:
            continue
        if not note.place.words:
            placed[None].append(note)
        elif passage := passage_at(article, note.place):
            placed[passage.number].append(note)
        else:
            unplaced.append(note)
    return placed, unplaced


def _bookmarked(article: Article, shown: Shown) -> set[int]:
    places = [mark.place for mark in shown.notebook.bookmarks() if mark.place.article == article.id]
    found = (passage_at(article, place) for place in places)
    return {passage.number for passage in found if passage}
