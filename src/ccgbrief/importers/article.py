"""Makes an article from a paper: cleaned up, with details and quotations, as the text of a file."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import tomli

from ccgbrief.importers.cleanup import tidied, with_headings
from ccgbrief.importers.metadata import Details, details_of, without_details
from ccgbrief.importers.near_duplicates import Sketch, edition_of, sketch
from ccgbrief.importers.paper import LeftOut, Paper
from ccgbrief.importers.quotations import with_quotations
from ccgbrief.importers.writing import EDITION, article_text
from ccgbrief.pack import AgendaItem, Page, PassageKind, is_too_rich

_FRONT = re.compile(r"\+\+\+\n(.*?\n)\+\+\+\n", re.DOTALL)
_DATED = re.compile(rf"^(?:title = |published = |{EDITION})(.*)$", re.MULTILINE)
"""The lines of an article's front matter that tell which edition of a report it is."""
_COMMENT = re.compile(r"<!--(?:.*?-->|.*+)", re.DOTALL)  # one without an end goes to the end
_TOO_RICH = (
    "It is too long for all of Markdown: paragraphs, headings, items, rows and pages are known, "
    "quotations are not; papers of its parts would be read in full."
)


@dataclass(frozen=True, slots=True)
class Options(Details):
    """Options for adding papers; details given here take precedence over those of a paper."""

    keep_all: bool = False
    """True to keep every line."""
    anyway: bool = False
    """True to add a paper even if the pack has a near-duplicate."""
    replaces: str = ""
    """Id of the article that the paper replaces."""
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
    sketch: Sketch = field(repr=False)
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()
    quotations: int = 0
    """How many quotations have a speaker."""
    pages: tuple[Page, ...] = ()
    """Its first and last page, if it has pages."""
    item: AgendaItem | None = None
    """What it is of an agenda, if it is a part of a paper that was divided at its bookmarks."""


def make_draft(paper: Paper, name: str, options: Options) -> Draft:
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
    text = article_text(
        details, blocks, edition_of(Path(name).stem, [line.text for line in left_out])
    )
    return Draft(
        details=details,
        is_title_certain=is_title_certain,
        text=text,
        sketch=sketch_of(text),
        left_out=left_out,
        remarks=(*paper.remarks, *([_TOO_RICH] if is_too_rich(text) else [])),
        quotations=sum(block.kind is PassageKind.QUOTATION for block in blocks),
        pages=(pages[0], pages[-1]) if pages else (),
    )


def sketch_of(article: str) -> Sketch:
    """Return the sketch of an article's text: it does not count how its pages are marked."""
    front = _FRONT.match(article)
    above = _DATED.findall(front[0]) if front else []
    body = article[front.end() :] if front else article
    return sketch(_COMMENT.sub("", body), "\n".join(above))


def title_of(article: str) -> str:
    """Return the title in the front matter of an article, `""` where there is none."""
    front = _FRONT.match(article)
    try:
        return str(tomli.loads(front[1]).get("title", "")) if front else ""
    except (ValueError, RecursionError):
        return ""
