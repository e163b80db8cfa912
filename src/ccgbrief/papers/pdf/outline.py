"""Finds the headings of a PDF: its bookmarks; without those, lines in larger or bold type."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from operator import itemgetter

import pypdfium2 as pdfium
from pypdfium2 import raw

from ccgbrief.pack import Page, PassageKind
from ccgbrief.papers.completeness import letters
from ccgbrief.papers.paper import Block, Outlined
from ccgbrief.papers.pdf.page import Flow, Line, Sheet, body_size
from ccgbrief.text import clean_line, words

MOST_BOOKMARKS = 5_000

MOST_A_PAGE = 2
"""Headings recognised by their type; where there would be more, the smaller kinds are left."""

MOST_ABOVE = 20
"""Bookmarks of a page that it does not have in print; a file cut out of a larger one may have all
of that one's.
"""

TOP = 0.85
"""Share of a page's height from which on a bookmark leads to its beginning."""

SHIFTED = 0.6
"""In heights of type: so far below a line at most a bookmark stands that leads to it."""

_PLACE_OF_TOP = {raw.PDFDEST_VIEW_XYZ: 1, raw.PDFDEST_VIEW_FITH: 0, raw.PDFDEST_VIEW_FITBH: 0}
"""Where the upper edge stands in what a bookmark says of the view; other views are whole pages."""

LEAST_ALLOWED = 8
"""So many a short paper may have."""

LARGER = 1.12
"""By so much a heading's type is larger than the text's."""

LONGEST_HEADING = 120
"""Characters."""

LONGEST_BOLD = 80
"""Characters of a heading that is only bold."""

MOST_LINES = 3
"""Of a heading."""

TITLE = 1.3
"""By so much at least a title's type is larger than most of its page's."""

TITLE_WORDS = 0.6
"""Share of the words of the title that a file states that its first page has."""

DEEPEST = 5

_NO_HEADING = re.compile(
    r"(?i:fig(?:ure|\.)?|table|chart|graph|box|exhibit|plate)\s*(?:[A-Z]{0,3}[-.]?\d|[IVX]+\b|[A-Z]\b).*"
    r"|(?i:sources?|notes?)\s*:.*|[\W\d_]*|.*….*"
)
"""Captions, figures, and lines of contents."""


def bookmarks_of(
    document: pdfium.PdfDocument, pages: Sequence[Page]
) -> tuple[list[Outlined], list[str]]:
    """Return the bookmarks with a title, and the titles of those that lead to no page.

    One that leads nowhere itself, as a head above others does, leads to the first of these.
    """
    found: list[Outlined] = []
    heads: list[tuple[int, str]] = []
    nowhere: list[str] = []
    for mark in islice(document.get_toc(), MOST_BOOKMARKS):
        nowhere += [title for level, title in heads if level >= mark.level]
        heads = [head for head in heads if head[0] < mark.level]
        try:
            title = clean_line(mark.get_title())
            dest = mark.get_dest() if _leads_here(mark) else None
            sheet = dest.get_index() if dest else None
            page = pages[sheet] if sheet is not None and sheet < len(pages) else None
            height = document.get_page_size(sheet)[1] if page else 0.0
            down = _down(dest, height) if page else 0.0
        except (pdfium.PdfiumError, UnicodeError):
            continue
        if page and title:
            is_at_top = down <= (1 - TOP) * height
            for level, text in (*heads, (mark.level, title)):
                found.append(Outlined(level + 1, text, page, is_at_top, down))
            heads = []
        elif title:
            heads.append((mark.level, title))
    return found, [*nowhere, *(title for _, title in heads)]


def _leads_here(mark: pdfium.PdfBookmark) -> bool:
    """Return whether a bookmark states a place, or an action that leads to one in this file."""
    action = raw.FPDFBookmark_GetAction(mark)
    return not action or raw.FPDFAction_GetType(action) == raw.PDFACTION_GOTO


def _down(dest: pdfium.PdfDest, height: float) -> float:
    """Return how far down a page so many points high a bookmark leads; 0 where it says not."""
    view, numbers = dest.get_view()
    at = _PLACE_OF_TOP.get(view)
    top = numbers[at] if at is not None and at < len(numbers) else 0
    return height - top if top else 0.0


def with_bookmarks(
    sheets: Sequence[Sheet], pages: Sequence[Page], bookmarks: Sequence[Outlined]
) -> tuple[list[Sheet], list[int]]:
    """Make headings of bookmarks, in the place of their lines.

    One that is not printed stands where it leads, below those before it. Also returns the pages
    to which several lead that have neither title nor place on them.
    """
    flows = [list(sheet.flow) for sheet in sheets]
    below, added = [0] * len(sheets), [0] * len(sheets)
    places = {page: i for i, page in enumerate(pages)}
    unplaced: Counter[tuple[int, int]] = Counter()
    for mark in bookmarks:
        i = places[mark.page]
        at, end = _place(mark.title, flows[i])
        if at == end:
            unplaced[i, mark.level] += not mark.down
            if added[i] == MOST_ABOVE:
                continue
            lines = ((n, p) for n, p in enumerate(flows[i]) if isinstance(p, Line))
            leads = (n for n, line in lines if line.base > mark.down - SHIFTED * line.size)
            at = max(next(leads, below[i]), below[i])
            if mark.is_at_top and not any(isinstance(p, Line) for p in flows[i][below[i] : at]):
                at = below[i]  # also above a table
            end = at
            added[i] += 1
        flows[i][at:end] = [_heading(mark.title, mark.level)]
        below[i] = at + 1
    made = [replace(sheet, flow=flow) for sheet, flow in zip(sheets, flows, strict=True)]
    return made, sorted({i for (i, _), count in unplaced.items() if count > 1})


def _place(title: str, flow: Flow) -> tuple[int, int]:
    """Return from where to where a bookmark's title is printed, an empty stretch if nowhere."""
    wanted = letters(title)
    for at in range(len(flow)):
        text = ""
        for end, part in enumerate(flow[at : at + MOST_LINES], start=at + 1):
            text += letters(part.text) if isinstance(part, Line) else ""
            if not text or not isinstance(part, Line) or text not in wanted:
                break
            if text == wanted or _unnumbered(text) == _unnumbered(wanted) != "":
                return at, end
    return 0, 0


def _heading(text: str, level: int) -> Block:
    return Block(PassageKind.HEADING, clean_line(text), level=min(level, DEEPEST))


def _unnumbered(letters: str) -> str:
    return letters.lstrip("0123456789")


def with_headings(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Make headings of lines that are larger than the text, or bold above plain text.

    Where there would be many on a page, the smaller kinds stay text; so do lines that are
    repeated.
    """
    body = body_size(sheets)
    kinds: dict[tuple[float, bool], list[tuple[int, int, int, str]]] = {}
    for i, sheet in enumerate(sheets):
        bases = Counter(round(line.base) for line in sheet.lines)
        for at, end in _groups(sheet.flow):
            if kind := _kind(sheet.flow[at], body, bases):
                kinds.setdefault(kind, []).append((i, at, end, _text(sheet.flow[at:end])))
    repeated = Counter(text for some in kinds.values() for *_, text in some)
    chosen: list[tuple[int, int, int, Block]] = []
    for level, kind in enumerate(sorted(kinds, reverse=True), start=1):
        some = [(i, n, m, _heading(t, level)) for i, n, m, t in kinds[kind] if repeated[t] == 1]
        if len(chosen) + len(some) >= max(MOST_A_PAGE * len(sheets), LEAST_ALLOWED):
            break
        chosen += some
    flows = [list(sheet.flow) for sheet in sheets]
    for i, at, end, heading in sorted(chosen, key=itemgetter(0, 1), reverse=True):
        flows[i][at:end] = [heading]
    return [replace(sheet, flow=flow) for sheet, flow in zip(sheets, flows, strict=True)]


def _groups(flow: Flow) -> Iterator[tuple[int, int]]:
    """Yield from where to where a few lines are set alike, above something else."""
    at = 0
    while at < len(flow):
        end = at + 1
        while end < len(flow) and _go_together(flow[end - 1], flow[end]):
            end += 1
        if end - at <= MOST_LINES and end < len(flow):
            yield at, end
        at = end


def _kind(part: Line | Block, body: float, bases: Counter[int]) -> tuple[float, bool] | None:
    """Return the size and weight of a line that may be a heading: it has no other beside it."""
    if not isinstance(part, Line) or len(part.segments) > 1 or bases[round(part.base)] > 1:
        return None
    text, letters = part.text, sum(map(str.isalpha, part.text))
    is_text = letters >= max(3, len(text) / 2) and not text[0].islower()
    if not is_text or len(text) > LONGEST_HEADING or _NO_HEADING.fullmatch(text):
        return None
    is_bold = part.bold and len(text) <= LONGEST_BOLD and text[-1] not in ".,;:"
    if part.size > body * LARGER or (is_bold and part.size > body * 0.95):
        return round(part.size * 2) / 2, part.bold
    return None


def title_of(sheets: Sequence[Sheet], stated: str) -> str:
    """Return the title that a file states if its first page has it, else that page's large letters.

    Templates and programs leave titles in files that are of another paper or of none.
    """
    lines = next((sheet.lines for sheet in sheets if sheet.lines), [])
    there = {word.folded for word in words(_text(lines))}
    own = [word.folded in there for word in words(stated)]
    if own and sum(own) >= TITLE_WORDS * len(own):
        return stated
    sizes = sorted(line.size for line in lines for _ in line.text)
    large = [n for n in lines if n.size > max(TITLE * sizes[len(sizes) // 2], sizes[-1] - 0.5)]
    count = 1
    while count < len(large) and _go_together(large[count - 1], large[count]):
        count += 1
    title = _text(large[:count])
    is_title = sum(map(str.isalpha, title)) > 3 and len(title) <= LONGEST_HEADING
    return title if is_title and not _NO_HEADING.fullmatch(title) else ""


def _text(parts: Flow) -> str:
    return " ".join(part.text for part in parts if isinstance(part, Line))


def _go_together(part: Line | Block, following: Line | Block) -> bool:
    """Return whether two lines are set alike, and close to each other."""
    if not isinstance(part, Line) or not isinstance(following, Line):
        return False
    is_alike = part.bold == following.bold and abs(part.size - following.size) < 0.5
    is_close = 0 < following.base - part.base < 1.6 * part.size
    return is_alike and is_close and part.column == following.column
