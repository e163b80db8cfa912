"""Reads PDF files: PDFium gives every letter with its place and size, the rest is done here.

Of the libraries tried it alone parts the words of any font and marks the hyphens of line ends.
"""

from dataclasses import replace

import pypdfium2 as pdfium
from pypdfium2 import raw

from ccgbrief.importers.columns import lines_of
from ccgbrief.importers.letters import fragments_of
from ccgbrief.importers.page import Fragment, Page
from ccgbrief.importers.paper import Paper, PaperError, Source, Tell
from ccgbrief.importers.paragraphs import blocks_of
from ccgbrief.importers.running import part_running_lines
from ccgbrief.text import clean_line

MOST_PAGES = 10_000
MOST_UNNUMBERED = 0.4
"""Share of sheets before the first printed number that a book may have."""

MOST_LETTERS = 30_000_000
"""Of a whole file: some ten times the longest printed book."""


def read_pdf(source: Source, tell: Tell) -> Paper:
    """Read a PDF file page by page; running headers and footers are left out."""
    try:
        document = pdfium.PdfDocument(source.data)
        count = len(document)
    except pdfium.PdfiumError as error:
        raise PaperError(_why_not(error)) from error
    if not count:
        raise PaperError("it has no pages that can be found; get a whole copy")
    if count > MOST_PAGES:
        raise PaperError(f"it has {count:,} pages; part it into files of at most {MOST_PAGES:,}")
    pages, unread = _pages(document, count, tell)
    if not any(page.lines for page in pages):
        raise PaperError(
            "it holds pictures of pages and no text; run it through text recognition (OCRmyPDF)"
        )
    numbers, remarks = _page_numbers(document, count)
    remarks += _told(unread, "damaged and could not be read")
    remarks += _told(
        [i for i, page in enumerate(pages) if not page.lines and i not in unread],
        "without text: a picture, perhaps",
    )
    pages = [replace(page, number=n) for page, n in zip(pages, numbers, strict=True)]
    kept, left_out = (pages, ()) if source.keep_all else part_running_lines(pages)
    known = document.get_metadata_dict()
    return Paper(
        blocks_of(kept),
        title=clean_line(known.get("Title", "")),
        author=clean_line(known.get("Author", "")),
        left_out=left_out,
        remarks=remarks,
    )


def _why_not(error: pdfium.PdfiumError) -> str:
    if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
        return "it is locked by a password; save it without one"
    return "it is damaged or cut short; get a whole copy"


def _pages(document: pdfium.PdfDocument, count: int, tell: Tell) -> tuple[list[Page], list[int]]:
    """Return the lines of each page, and which pages could not be read."""
    found: list[list[Fragment]] = []
    heights: list[float] = []
    unread: list[int] = []
    letters = 0
    for i in range(count):
        tell(i + 1, count)
        try:
            fragments, height = fragments_of(document, i)
        except pdfium.PdfiumError:
            unread.append(i)
            fragments, height = [], 0.0
        letters += sum(len(fragment.text) for fragment in fragments)
        if letters > MOST_LETTERS:
            raise PaperError("it has more text than any paper; part it into several files")
        found.append(fragments)
        heights.append(height)
    lines = zip(lines_of(found), heights, strict=True)
    return [Page(some, height, number=None) for some, height in lines], unread


def _told(pages: list[int], what: str) -> tuple[str, ...]:
    """Say what is the matter with some sheets of the file."""
    if not pages:
        return ()
    shown = ", ".join(str(i + 1) for i in pages[:8]) + (", …" if len(pages) > 8 else "")
    sheets = f"Sheet {shown} of the file is" if len(pages) == 1 else f"Sheets {shown} of it are"
    return (f"{sheets} {what}.",)


def _page_numbers(
    document: pdfium.PdfDocument, count: int
) -> tuple[list[int | None], tuple[str, ...]]:
    """Return the number each page goes by: the printed one where the file tells it for certain.

    That is when the page labels of most sheets, up to the last, are plain numbers that rise by
    one; the sheets before them (a cover; i, ii, iii) then have no number.
    """
    labels = [document.get_page_label(i) or "" for i in range(count)]
    numbers = [int(text) if text.isdecimal() and len(text) < 7 else None for text in labels]
    first = count
    while (
        first
        and (last := numbers[first - 1]) is not None
        and (first == count or last + 1 == numbers[first])
    ):
        first -= 1
    if first > count * MOST_UNNUMBERED or first == count or numbers[first] == first + 1:
        return [*range(1, count + 1)], ()
    told = f"Pages are numbered as printed: p. {numbers[first]} is sheet {first + 1} of the file"
    told += "; the sheets before it have no number." if first else "."
    return [None] * first + numbers[first:], (told,)
