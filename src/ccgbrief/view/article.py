"""Makes the pane of an article: its head, its passages, and the reader's notes below them."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from ccgbrief.notebook import Note, Place
from ccgbrief.pack import Article, Passage, PassageKind, attribution, cite, find_again, quoted
from ccgbrief.text import clean_line, shortened
from ccgbrief.view.address import passage_at, passage_key
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.figures import passage_of, titled_bars
from ccgbrief.view.gc_pause import staying
from ccgbrief.view.note_blocks import QUOTED_LENGTH, note_block
from ccgbrief.view.tables import table_passages
from ccgbrief.view.view_state import BOOKMARKED, NOTED, PICKED, Body, ViewState

MOST_MADE = 30_000
"""How many blocks of all articles are cached; they take some 12 MB."""

LONG = 1_000
"""From this many passages on, the beginning of an article is shown before the rest is made."""

FIRST_PASSAGES = 300
"""How many passages that beginning has; more than a screen has rows."""

OF_THE_WHOLE = -1
"""Stands for the article as a whole in place of a passage's number."""

_LOOKS = {
    PassageKind.HEADING: Look.HEADING,
    PassageKind.PARAGRAPH: Look.TEXT,
    PassageKind.ITEM: Look.TEXT,
    PassageKind.ROW: Look.TEXT,
    PassageKind.QUOTATION: Look.QUOTE,
    PassageKind.CODE: Look.CODE,
}


def article_blocks(article: Article, shown: ViewState) -> list[Block]:
    """Return the blocks of an article: head, passages, notes."""
    body = _body_of(article, shown)
    notes, unplaced = _by_passage(article, shown.notes)
    marked = _bookmarked(article, shown)
    picked = {passage.number for passage in shown.picked if passage.article == article.id}
    figures = _figures(article, shown)
    blocks = list(body.blocks)  # 10,000 passages need not be searched for a note on one
    for number in sorted({*notes, *marked, *figures, *picked} - {OF_THE_WHOLE}, reverse=True):
        here = notes.get(number, ())
        own = BOOKMARKED if number in marked else NOTED if here else ""
        sign = PICKED if number in picked else own
        place = body.places[number]
        blocks[place : place + 1] = [
            blocks[place]._replace(sign=sign),
            *figures.get(number, ()),
            *(note_block(shown, note, indent=2) for note in here),
        ]
    whole = [note_block(shown, note) for note in notes.get(OF_THE_WHOLE, ())]
    blocks[:0] = [*_head(article, shown), *whole]
    if unplaced:
        blocks.append(Block("unplaced", "Notes on words that are no longer in it", Look.HEADING))
        blocks += [note_block(shown, note, below=_lost(shown, article, note)) for note in unplaced]
    return blocks


def beginning_blocks(article: Article, shown: ViewState) -> list[Block]:
    """Return the head and the first passages of a long article; nothing if all are cached.

    Notes and figures come with the complete article.
    """
    if article.id in shown.made:
        return []
    if article.is_parsed:
        some = article.passages[:FIRST_PASSAGES] if len(article.passages) > LONG else ()
    else:
        some = article.begin() if article.begin else ()
    return [*_head(article, shown), *_blocks_of(some).blocks] if some else []


def keep_body(article: Article, shown: ViewState, body: Body) -> None:
    """Cache the blocks of an article's passages, which were made in a thread."""
    if sum(len(body.blocks) for body in shown.made.values()) > MOST_MADE:
        shown.made.clear()
    shown.made[article.id] = body


def _body_of(article: Article, shown: ViewState) -> Body:
    if article.id not in shown.made:
        keep_body(article, shown, make_body(article))
    return shown.made[article.id]


def make_body(article: Article) -> Body:
    """Make the blocks of the passages; a long article has 10,000."""
    with staying():
        return _blocks_of(article.passages)


def _blocks_of(passages: Sequence[Passage]) -> Body:
    blocks: list[Block] = []
    places = []
    page = above = None
    for passage, table in table_passages(passages):
        if passage.page is not None and passage.page != page:
            page = passage.page
            number = f"page/{passage.number}"
            blocks.append(Block(number, page.cited, Look.FAINT, rests=False, begins_page=True))
        places.append(len(blocks))
        block = passage_block(passage)
        if table or above:
            block = block._replace(table=table, gap=int(table is not above))
            above = table
        blocks.append(block)
    return Body(blocks, places)


def _head(article: Article, shown: ViewState) -> list[Block]:
    unread = "" if shown.notebook.is_unread else "unread"
    read = "read" if shown.notebook.is_read(article.id) else unread
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
    """Return the address where the article can be read, without the parts that nobody reads out."""
    host, slash, _ = url.partition("//")[2].removeprefix("www.").partition("/")
    shown = f"{host}/…" if slash else host or url
    return [Block("url", shown, Look.FAINT, gap=0, rests=False)] if url else []


def passage_block(passage: Passage, sign: str = "") -> Block:
    """Return the block of a passage, whose place is identified by its words."""
    item = passage.kind is PassageKind.ITEM
    follows = passage.kind is PassageKind.CODE and passage.level > 0
    close = item or follows or passage.kind is PassageKind.ROW
    return Block(
        key=passage_key(passage.number),
        text=passage.text,
        look=_LOOKS[passage.kind],
        spans=passage.spans,
        marker=passage.marker,
        indent=2 * passage.level + 2 if item else 0,
        below=f"— {attribution(passage)}" if passage.speaker else "",
        gap=0 if close and passage.number else 1,
        sign=sign,
        passage=passage,
        place=Place(article=passage.article, words=passage.text),
    )


def row_read(block: Block | None) -> str:
    """Return a row of a table with its head before each cell; `""` for any other passage."""
    return (
        quoted(block.passage)
        if block and block.table and not block.is_head and block.passage and block.passage.heads
        else ""
    )


def _figures(article: Article, shown: ViewState) -> dict[int, list[Block]]:
    """Return the article's figures, drawn, by the passage that has their numbers."""
    drawn: defaultdict[int, list[Block]] = defaultdict(list)
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
            if passage := passage_of(figure, article):
                drawn[passage.number].append(block)
    return drawn


def _by_passage(
    article: Article, notes: Sequence[Note]
) -> tuple[dict[int, list[Note]], list[Note]]:
    """Return the notes on the article by passage, and those whose passage is gone."""
    placed: defaultdict[int, list[Note]] = defaultdict(list)
    unplaced = []
    for note in notes:
        if note.place.article != article.id:
            continue
        if not note.place.words:
            placed[OF_THE_WHOLE].append(note)
        elif passage := passage_at(article, note.place):
            placed[passage.number].append(note)
        else:
            unplaced.append(note)
    return placed, unplaced


def _lost(shown: ViewState, article: Article, note: Note) -> str:
    """Say what a note was on, and which passage is most like it now."""
    nearest = find_again(note.place.quote, article).nearest
    likest = f"; the nearest now is “{shortened(nearest.text, QUOTED_LENGTH)}”" if nearest else ""
    cure = shown.by_key("; {} attaches it", "note.attach")
    return f"on “{clean_line(note.place.words)}”{likest}{cure}"


def _bookmarked(article: Article, shown: ViewState) -> set[int]:
    places = [mark.place for mark in shown.notebook.bookmarks() if mark.place.article == article.id]
    found = (passage_at(article, place) for place in places)
    return {passage.number for passage in found if passage}
