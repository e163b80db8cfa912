"""Makes an article from a paper: cleaned up, with details and quotations, as the text of a file."""

from dataclasses import dataclass, field

from ccgbrief.pack import AgendaItem, Page, PassageKind, is_too_rich
from ccgbrief.papers.cleanup import tidied, with_headings
from ccgbrief.papers.metadata import Details, details_of, without_details
from ccgbrief.papers.paper import LeftOut, Paper
from ccgbrief.papers.quotations import with_quotations
from ccgbrief.papers.writing import article_text

_TOO_RICH = (
    "It is too long for all of Markdown: paragraphs, headings, items, rows and pages are known, "
    "quotations are not; papers of its parts would be read in full."
)


@dataclass(frozen=True, slots=True)
class ReadingOptions(Details):
    """Options for reading papers; details given here take precedence over those of a paper."""

    keep_all: bool = False
    """True to keep every line."""
    split: bool = False
    """True to make an article of each top bookmark."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that is not yet in a pack."""

    details: Details
    is_title_certain: bool
    """False if the first words or the file's name serve as the title."""
    text: str = field(repr=False)
    """The whole file."""
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()
    quotations: int = 0
    """How many quotations have a speaker."""
    pages: tuple[Page, ...] = ()
    """Its first and last page, if it has pages."""
    item: AgendaItem | None = None
    """What it is of an agenda, if it is a part of a paper that was divided at its bookmarks."""


def make_draft(paper: Paper, name: str, options: ReadingOptions) -> Draft:
    """Return the article that a paper, read from a file of that name, becomes."""
    kept, left_out = paper.blocks, paper.left_out
    if not options.keep_all and not paper.has_headings:
        article, around = tidied(paper.blocks)
        if article:
            kept, left_out = article, left_out + around
    details, is_title_certain = details_of(paper, kept, name, options)
    if not options.keep_all:
        kept = without_details(kept, details)
    if not paper.has_headings:
        kept = with_headings(kept)
    blocks = with_quotations(kept)
    pages = [block.page for block in blocks if block.page is not None]
    text = article_text(details, blocks)
    return Draft(
        details=details,
        is_title_certain=is_title_certain,
        text=text,
        left_out=left_out,
        remarks=(*paper.remarks, *([_TOO_RICH] if is_too_rich(text) else [])),
        quotations=sum(block.kind is PassageKind.QUOTATION for block in blocks),
        pages=(pages[0], pages[-1]) if pages else (),
    )
