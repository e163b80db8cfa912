"""Makes an article from a paper: cleaned up, with details and quotations, as the text of a file."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import groupby

import tomli_w

from ccgbrief.pack import AgendaItem, Page, PassageKind, is_too_rich
from ccgbrief.papers.bullets import BULLET, with_bullets
from ccgbrief.papers.cleanup import tidied, with_headings
from ccgbrief.papers.grids import has_units
from ccgbrief.papers.metadata import Details, details_of, without_title
from ccgbrief.papers.paper import ABOVE, LINKED, Block, LeftOut, Link, Paper
from ccgbrief.papers.quotations import with_quotations
from ccgbrief.text import clean, clean_line, is_web_address, openable

DEEPEST = 4
"""Depth of nested lists that is kept."""

_MARKUP = re.compile(r"[\\`*<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|(?<=\])[(\[]|!(?=\[)")
_MARKUP_IN_LINK = re.compile(rf"{_MARKUP.pattern}|[\[\]]")
_NUMBER = r"\d{1,9}[.)]"
_FENCE = re.compile(r"`{3,}")

_TOO_RICH = (
    "It is too long for all of Markdown: paragraphs, headings, items, rows and pages are known, "
    "quotations are not; papers of its parts would be read in full."
)


def article_text(details: Details, blocks: Sequence[Block], *, has_title: bool = True) -> str:
    """Return the text of an article's file, whose first heading is the title where it has one."""
    front = {key: clean_line(value) for key, value in asdict(details).items() if value}
    title = Block(PassageKind.HEADING, details.title, level=1)
    heading = f"{_block(title, top=2)}\n\n" if has_title else ""
    return f"+++\n{tomli_w.dumps(front)}+++\n\n{heading}{markdown(blocks)}"


def markdown(blocks: Sequence[Block]) -> str:
    """Return blocks as Markdown; a page begins with a comment that names it."""
    top = min((b.level for b in blocks if b.kind is PassageKind.HEADING), default=1)
    parts: list[str] = []
    page: Page | None = None
    for (on_page, is_list), group in groupby(
        blocks, lambda b: (b.page, b.kind is PassageKind.ITEM)
    ):
        if on_page is not None and on_page != page:
            parts.append(on_page.comment)
            page = on_page
        some = list(group)
        parts += [_list(some)] if is_list else [_block(block, top) for block in some]
    return "\n\n".join(filter(None, parts)) + "\n"


def _block(block: Block, top: int) -> str:
    if block.rows:
        return _table(block)
    if block.kind is PassageKind.HEADING:
        linked = _linked(block)
        plain = linked.rstrip("#")
        text = plain + (len(linked) - len(plain)) * r"\#"
        return f"{'#' * min(block.level - top + 2, 6)} {_start(text)}"
    if block.kind is PassageKind.QUOTATION and block.speaker:
        parts = (replace(block, text=part) for part in block.text.split("\n"))
        said = "\n>\n".join(f"> {_start(_linked(part))}" for part in parts)
        by = (clean_line(block.speaker).replace(",", ""), block.role)
        return f"{said}\n> — {_inline(', '.join(filter(None, by)))}"
    if block.kind is PassageKind.CODE:
        text = clean(block.text)
        fence = "`" * max([3, *(len(run) + 1 for run in _FENCE.findall(text))])
        return f"{fence}\n{text}\n{fence}"
    return _start(_linked(block))


def _list(items: Sequence[Block]) -> str:
    lines: list[str] = []
    above = (-1, "")
    last: dict[int, str] = {}
    for item in items:
        depth = min(item.level, above[0] + 1, DEEPEST)  # an item stands at most one within the last
        is_listed = bool(re.fullmatch(_NUMBER, item.marker)) and last.get(depth) != item.marker
        last = {each: last[each] for each in last if each < depth} | {depth: item.marker}
        style = item.marker[-1:] if is_listed else "-"
        # Only a 1 begins a list right under words; any other number would go on with them.
        if lines and style != "-" and (depth, style) != above and depth >= above[0]:
            lines.append("")
        lines.append(_item(item, depth, is_listed=is_listed))
        above = (depth, style)
    return "\n".join(lines)


def _item(block: Block, depth: int, *, is_listed: bool) -> str:
    """Return an item; a label that Markdown has no list for stands in bold before its text.

    Nor has it one for a number that stands before two: it would count up.
    """
    marker, text = block.marker, _start(_linked(block))
    if not is_listed:
        label = "" if marker in {"", BULLET} else _inline(marker)
        marker, text = "-", f"**{label}** {text}" if label else text
    return f"{'    ' * depth}{marker} {text}"


def _table(block: Block) -> str:
    """Return a table; its several rows of heads, and their units, are one, each column's joined."""
    below = block.rows[block.heads :]
    count = block.heads + (block.heads > 0 and len(below) > 1 and has_units(below[0]))
    above, rows = block.rows[:count], block.rows[count:]
    columns = zip(*above, strict=True) if above else ((),) * len(block.rows[0])
    heads = [" ".join(dict.fromkeys(filter(None, column))) for column in columns]
    cells = ([_inline(text).replace("|", "\\|") for text in row] for row in (heads, *rows))
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([lines[0], "|" + "---|" * len(heads), *lines[1:]])


def _linked(block: Block) -> str:
    """Return the line of a block, with those of its links that are to a page and have words."""
    text, made, at = clean_line(block.text), "", 0
    for link in block.links:
        words = rf"(?<!\w){re.escape(clean_line(link.words))}(?!\w)"
        found = re.compile(words).search(text, at) if _is_page(link.target) else None
        if found and found[0]:
            before = re.sub(r"!$", r"\!", _escaped(text[at : found.start()]))  # no picture
            shown = _escaped(found[0], _MARKUP_IN_LINK)
            made += f"{before}[{shown}]({_target(link)})"
            at = found.end()
    return made + _escaped(text[at:])


def _is_page(target: str) -> bool:
    return is_web_address(target) and openable(target) is not None


def _target(link: Link) -> str:
    """Return where a link leads as Markdown has it, in which `&copy;` would be a sign."""
    return f"<{link.target.replace('&', '&amp;')}>"


def _inline(text: str) -> str:
    """Return a line of text with what Markdown would take for a mark made plain."""
    return _escaped(clean_line(text))


def _escaped(text: str, markup: re.Pattern[str] = _MARKUP) -> str:
    return markup.sub(lambda found: f"\\{found[0]}", text)


def _start(text: str) -> str:
    """Make plain what Markdown would take for a mark at the beginning of a line."""
    if number := re.match(r"\d{1,9}(?=[.)](?:\s|$))", text):
        return f"{number[0]}\\{text[number.end() :]}"
    return f"\\{text}" if re.match(r"[#>+=~|-]|\[(?=(?:\\.|[^\]\\])*+\]:)", text) else text


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
    links = dict.fromkeys((link, block.page) for block in kept for link in block.links)
    # A line further down that may be the title stays in its place.
    has_title = is_title_certain or details.title in (block.text for block in kept[:1])
    if has_title and not options.keep_all:
        kept = without_title(kept, details.title)
    if not paper.has_headings:
        kept = with_headings(kept)
    blocks = tuple(with_bullets(with_quotations(kept)))
    pages = [block.page for block in blocks if block.page is not None]
    text = article_text(details, blocks, has_title=has_title)
    lost = (
        LeftOut(clean_line(str(a)), LINKED, p) for a, p in links if f"({_target(a)})" not in text
    )
    own = paper.title if paper.title_is_sure else ""  # which stands in front matter
    replaced = {own} - {"", details.title, *(block.text for block in kept)}
    return Draft(
        details=details,
        is_title_certain=is_title_certain,
        text=text,
        left_out=(*left_out, *(LeftOut(f"title: {t}", ABOVE) for t in replaced), *lost),
        remarks=(*paper.remarks, *([_TOO_RICH] if is_too_rich(text) else [])),
        quotations=sum(block.kind is PassageKind.QUOTATION for block in blocks),
        pages=(pages[0], pages[-1]) if pages else (),
    )
