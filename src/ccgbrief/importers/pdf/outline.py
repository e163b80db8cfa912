"""Finds the headings of a PDF: its bookmarks; without those, lines in larger or bold type."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pypdfium2 as pdfium

from ccgbrief.importers.pdf.page import Line, Sheet
from ccgbrief.importers.pdf.paragraphs import LARGER, Heading, Headings, Setting
from ccgbrief.text import clean_line, words

MOST_BOOKMARKS = 5_000

MOST_A_PAGE = 2
"""Headings recognised by their type; where there would be more, the smaller kinds are left."""

LEAST_ALLOWED = 8
"""So many a short paper may have."""

LONGEST_HEADING = 120
LONGEST_BOLD_HEADING = 80
"""Characters."""

TITLE = 1.3
"""By so much at least a title's type is larger than most of its page's."""

LEAST_TITLE = 4
"""Letters."""

TITLE_WORDS = 0.6
"""Share of the words of the title that a file states that its first page has."""

MOST_LINES = 3
"""Of a heading."""

DEEPEST = 5

_NO_HEADING = re.compile(
    r"(?i:fig(?:ure|\.)?|table|chart|graph|box|exhibit|plate)\s*(?:[A-Z]{0,3}[-.]?\d|[IVX]+\b|[A-Z]\b).*"
    r"|(?i:sources?|notes?)\s*:.*|[\W\d_]*|.*….*"
)
"""Captions, figures, and lines of contents."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    title: str
    level: int
    """From 1."""
    sheet: int
    """0-based."""


def bookmarks_of(document: pdfium.PdfDocument) -> list[Bookmark]:
    """Return the bookmarks that have a title and point to a page."""
    found: list[Bookmark] = []
    count = len(document)
    for mark in islice(document.get_toc(), MOST_BOOKMARKS):
        try:
            title, dest = clean_line(mark.get_title()), mark.get_dest()
            sheet = dest.get_index() if dest else None
        except (pdfium.PdfiumError, UnicodeError):
            continue
        if title and sheet is not None and sheet < count:
            found.append(Bookmark(title, mark.level + 1, sheet))
    return found


def bookmarked(sheets: Sequence[Sheet], bookmarks: Sequence[Bookmark]) -> Headings:
    """Return the headings that bookmarks make: their own lines, or above the text of the page."""
    found = Headings()
    for mark in bookmarks:
        lines = [n for n in sheets[mark.sheet].lines if id(n) not in found.lines]
        heading = Heading(mark.title, min(mark.level, DEEPEST), mark.sheet)
        if own := _lines_of(mark.title, lines):
            found.put(heading, own)
        else:
            found.above.setdefault(mark.sheet, []).append(heading)
    return found


def _lines_of(title: str, lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines that a bookmark's title is printed in."""
    wanted = _letters(title)
    for i, line in enumerate(lines):
        text = _letters(line.text)
        if not text or text not in wanted:
            continue
        for end in range(i + 1, min(i + MOST_LINES, len(lines)) + 1):
            text = "".join(_letters(n.text) for n in lines[i:end])
            if text == wanted or _unnumbered(text) == _unnumbered(wanted) != "":
                return lines[i:end]
            if text not in wanted:
                break
    return ()


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _unnumbered(letters: str) -> str:
    return letters.lstrip("0123456789")


def headings_by_type(sheets: Sequence[Sheet], setting: Setting) -> Headings:
    """Return the lines that are headings by their size, or bold above plain text.

    Where there would be many on a page, the smaller kinds stay text.
    """
    kinds: dict[tuple[float, bool], list[tuple[int, Sequence[Line]]]] = {}
    for i, sheet in enumerate(sheets):
        groups = list(_groups(sheet.lines, setting))
        tops = Counter((kind, round(lines[0].base)) for kind, lines in groups)
        for kind, lines in groups:
            if tops[kind, round(lines[0].base)] == 1:  # heads of columns stand beside each other
                kinds.setdefault(kind, []).append((i, lines))
    repeated = Counter(_text(lines) for some in kinds.values() for _, lines in some)
    found = Headings()
    count = 0
    for level, kind in enumerate(sorted(kinds, reverse=True), start=1):
        some = [(i, lines) for i, lines in kinds[kind] if repeated[_text(lines)] == 1]
        count += len(some)
        if count >= max(MOST_A_PAGE * len(sheets), LEAST_ALLOWED):
            break
        for i, lines in some:
            found.put(Heading(_text(lines), min(level, DEEPEST), i), lines)
    return found


def _groups(
    lines: Sequence[Line], setting: Setting
) -> Iterator[tuple[tuple[float, bool], Sequence[Line]]]:
    """Yield the lines that look like a heading, with their size and weight."""
    at = 0
    while at < len(lines):
        kind = _kind(lines[at], setting)
        end = at + 1
        while (
            kind
            and end < len(lines)
            and _is_alike(lines[end - 1], lines[end])
            and _is_close(lines[end - 1], lines[end])
        ):
            end += 1
        has_text_below = end < len(lines) and lines[end].size <= lines[at].size + 0.5
        goes_on = at and _is_alike(lines[at - 1], lines[at]) and _is_close(lines[at - 1], lines[at])
        if kind and end - at <= MOST_LINES and has_text_below and not goes_on:
            yield kind, lines[at:end]
        at = end


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
    large = [
        line for line in lines if line.size > max(TITLE * sizes[len(sizes) // 2], sizes[-1] - 0.5)
    ]
    end = next(
        (i for i in range(1, len(large)) if not _is_close(large[i - 1], large[i])), len(large)
    )
    title = _text(large[:end])
    is_title = sum(map(str.isalpha, title)) >= LEAST_TITLE and len(title) <= LONGEST_HEADING
    return title if is_title and not _NO_HEADING.fullmatch(title) else ""


def _text(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _kind(line: Line, setting: Setting) -> tuple[float, bool] | None:
    """Return the size and weight of a line that may be a heading."""
    text = line.text
    if len(line.segments) > 1 or len(text) > LONGEST_HEADING or _NO_HEADING.fullmatch(text):
        return None
    letters = sum(map(str.isalpha, text))
    if letters < max(3, len(text) / 2) or text[0].islower():
        return None
    is_larger = line.size > setting.body * LARGER
    is_title = len(text) <= LONGEST_BOLD_HEADING and text[-1] not in ".,;:"
    if is_larger or (line.bold and is_title and line.size > setting.body * 0.95):
        return round(line.size * 2) / 2, line.bold
    return None


def _is_alike(line: Line, following: Line) -> bool:
    return line.bold == following.bold and abs(line.size - following.size) < 0.5


def _is_close(line: Line, following: Line) -> bool:
    return line.column == following.column and 0 < following.base - line.base < 1.6 * line.size
