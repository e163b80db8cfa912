"""Reads PDF files: PDFium provides the text and its order, and this adds blocks and pages."""

import re
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

import pypdfium2 as pdfium
from pypdfium2 import raw

from ccgbrief.pack import Page
from ccgbrief.page_labels import distinct_labels
from ccgbrief.papers.paper import (
    BLOTTED,
    CUT_SHORT,
    HIDDEN,
    LAYER,
    LOCKED,
    OUTSIDE,
    STRUCK,
    Block,
    LeftOut,
    Paper,
    PaperError,
    Source,
    Tell,
)
from ccgbrief.papers.pdf.annotations import annotations_on, with_annotations
from ccgbrief.papers.pdf.characters import Characters
from ccgbrief.papers.pdf.headers_footers import without_running_lines
from ccgbrief.papers.pdf.lines import in_force, lines_of
from ccgbrief.papers.pdf.outline import (
    bookmarks_of,
    title_of,
    with_bookmarks,
    with_headings,
)
from ccgbrief.papers.pdf.page import Sheet, Word, with_blocks
from ccgbrief.papers.pdf.paragraphs import blocks_of
from ccgbrief.papers.pdf.ruled_tables import ruled_table
from ccgbrief.papers.pdf.rulings import Drawn, drawn_on, grids_of, with_struck
from ccgbrief.papers.pdf.tables import with_tables
from ccgbrief.papers.pdf.unseen import (
    count_undrawn,
    may_have_layered_forms,
    with_blotted,
    with_layers,
)
from ccgbrief.text import clean_line

MOST_PAGES = 10_000

MOST_LETTERS = 30_000_000
"""Of a whole file: some ten times the longest printed book."""

PICTURE = 0.5
"""Share of a page from which on a picture is what the page shows."""

UNNAMED = 2
"""Pieces of text for each letter: a page has more only where most of them have no known letter."""

MOST_CONTROLS = 0.1
"""Share of control characters: in 560 files, 0.13 and more where letters are unknown, else 0.05."""

STAMP = 40
"""Words: a page that shows a picture has no text of its own where it has fewer."""

OWN = 10
"""Words a page, in lines that no stamp has: pages that show pictures have a text from there."""

SELDOM = 0.25
"""Share of the pages: what is on more of them may be a stamp."""

RECOGNISED = 5
"""Words a page that were put beneath pictures: so many are their text, and one is in some scans."""

ENGLISH = 50
"""A paper that says “the” so often is in English."""

_LIGATURE = re.compile("f[fil]|[ﬀ-ﬄ]")
_WANTING = (
    "It has hardly any fi, fl or ff, so its words may lack letters that their font does not name: "
)
_COVER = (
    "It is a form that only Adobe’s programs show (XFA), and this may be no more than its cover: "
    "print it to PDF there, and add that."
)
_NO_PART = {BLOTTED, HIDDEN, LAYER, OUTSIDE, STRUCK}
"""What is hidden or deleted, and left out with `keep_all` too."""
_UNPARTED = "several bookmarks name the page and no place on it, so they are not parted"
_RECOGNITION = "run “ocrmypdf IN OUT” and add OUT"
_BESIDE_TEXT = "run “ocrmypdf --redo-ocr IN OUT” and add OUT"
"""Without an option it stops at a page that has text."""
_UNNAMED = "run “ocrmypdf --force-ocr IN OUT” and add OUT"


def read_pdf(source: Source, tell: Tell) -> Paper:
    """Read a PDF file page by page; running heads and feet are left out."""
    document = _opened(source)
    pages = _pages(document)
    sheets, unread = _sheets(document, source, tell)
    if len(unread) == len(sheets):
        raise PaperError(CUT_SHORT)
    pictures = [i for i, sheet in enumerate(sheets) if _is_scan(sheet)]
    if len({*pictures, *(i for i, sheet in enumerate(sheets) if not sheet.flow)}) == len(sheets):
        _refuse_scans(sheets, is_tagged=bool(raw.FPDFCatalog_IsTagged(document)))
    blank = [i for i, s in enumerate(sheets) if i not in unread and s.is_blank]
    unnamed = [i for i, sheet in enumerate(sheets) if sheet.is_unnamed]
    lost = [i for i, sheet in enumerate(sheets) if sheet.lost and i not in unnamed]
    pictures = [i for i in pictures if i not in unnamed]
    faults = (
        (unread, "damaged and could not be read"),
        (blank, "blank, or so damaged that nothing on it can be seen"),
        (unnamed, f"many letters are unknown by their font: {_UNNAMED}"),
        (lost, f"letters that are unknown by their font are shown as �: {_UNNAMED}"),
        (pictures, f"a picture with few words beside it or none; if it shows text, {_BESIDE_TEXT}"),
    )
    remarks = [_remark([pages[i].label for i in some], why) for some, why in faults if some]
    if _lacks_ligatures(sheets):
        remarks.append(f"{_WANTING}{_UNNAMED}.")
    if document.get_formtype() == raw.FORMTYPE_XFA_FULL:
        remarks.insert(0, _COVER)
    known = document.get_metadata_dict()
    title = title_of(sheets, clean_line(known.get("Title", "")))
    left_out = [(i, each.text, each.reason) for i, s in enumerate(sheets) for each in s.hidden]
    if not source.keep_all:
        sheets, running = without_running_lines(sheets)
        left_out += running
    marks, nowhere = bookmarks_of(document, pages)
    sheets = with_tables(sheets)
    sheets, some = with_bookmarks(sheets, pages, marks) if marks else (with_headings(sheets), [])
    if some:
        remarks.append(_remark([pages[i].label for i in some], _UNPARTED))
    if nowhere:
        shown = ", ".join(f"“{title}”" for title in nowhere[:8]) + (", …" if nowhere[8:] else "")
        remarks.append(f"Bookmarks that lead to no page, of which nothing is made: {shown}.")
    return Paper(
        tuple(blocks_of(sheets, pages)),
        title=title,
        author=clean_line(known.get("Author", "")),
        left_out=tuple(LeftOut(clean_line(text), why, pages[i]) for i, text, why in left_out),
        remarks=tuple(remarks),
        outline=tuple(marks),
    )


def _opened(source: Source) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(source.data)
        document.init_forms()
        count = len(document)
    except pdfium.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise PaperError(LOCKED) from error
        raise PaperError(CUT_SHORT) from error
    if not count:
        raise PaperError("it has no pages that can be found; get a whole copy")
    if count > MOST_PAGES:
        raise PaperError(f"it has {count:,} pages; divide it into files of up to {MOST_PAGES:,}")
    return document


def _sheets(
    document: pdfium.PdfDocument, source: Source, tell: Tell
) -> tuple[list[Sheet], list[int]]:
    """Return what each page holds, and which pages could not be read."""
    sheets: list[Sheet] = []
    unread: list[int] = []
    letters = 0
    layered = may_have_layered_forms(source.data)
    for i in range(len(document)):
        tell(i + 1, len(document))
        try:
            sheets.append(_sheet(document, i, keep_all=source.keep_all, layered=layered))
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - a broken page costs no other
            unread.append(i)
            sheets.append(Sheet((), 0.0))
        letters += sum(len(line.text) for line in sheets[-1].lines)
        if letters > MOST_LETTERS:
            raise PaperError("it has more text than any paper; divide it into several files")
    return sheets, unread


def _sheet(document: pdfium.PdfDocument, number: int, *, keep_all: bool, layered: bool) -> Sheet:
    with closing(document[number]) as page:
        characters, drawn, words = _words_on(page)
        large = PICTURE * characters.height * characters.width
        words = with_struck(words, drawn)
        if drawn.image <= large:  # beneath a larger one stands what was recognised in it
            words = with_layers(words, page, may_be_forms=layered)
        recognised = count_undrawn(words, page) if drawn.image > large else 0
        if page.get_rotation() == characters.turned:
            words = with_blotted(words, drawn, page, is_scan=drawn.image > large)
        annotations = annotations_on(page, characters.shown)
        if annotations:
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    said: list[LeftOut] = []
    if annotations:
        with closing(document[number]) as page, closing(page.get_textpage()) as text:
            turned = characters.turned if characters.count else None
            upon = Characters(page, text, turned).words()
        words, said = with_annotations(words, upon, annotations)
    if keep_all:
        words = [w if w.hidden in _NO_PART else replace(w, hidden="") for w in words]
    tables: list[tuple[int, Block]] = []
    for grid in grids_of(drawn):
        if found := ruled_table(grid, [word for word in words if not word.hidden]):
            table, used = found
            places = {word.order for word in used}
            tables.append((min(places), table))
            words = [word for word in words if word.order not in places]
    shown = in_force(words)
    flow = with_blocks(lines_of(shown), tables)
    is_drawn = drawn.picture > large or (drawn.objects > drawn.texts and not shown and not tables)
    hidden = sorted((word for word in words if word.hidden), key=attrgetter("hidden"), reverse=True)
    for why, some in groupby(hidden, key=attrgetter("hidden")):
        said.append(LeftOut(" ".join(word.text for word in some), why))
    is_unnamed = _is_unnamed(characters, drawn)
    return Sheet(
        tuple(flow),
        characters.height,
        is_drawn,
        is_unnamed,
        characters.lost,
        recognised,
        hidden=tuple(said),
    )


def _is_unnamed(characters: Characters, drawn: Drawn) -> bool:
    """Return whether PDFium cannot say which letters a good part of a page's text has."""
    return (
        characters.controls > MOST_CONTROLS * characters.count
        or drawn.texts > UNNAMED * max(characters.count, 1)
        or 2 * drawn.upright > drawn.texts
    )


def _words_on(page: pdfium.PdfPage) -> tuple[Characters, Drawn, list[Word]]:
    """Return the letters of a page, what is drawn on it, and its words, turned as its text is.

    PDFium has what begins at one height in order from the left, as the page lies: lines of a page
    that lies on its side.
    """
    with closing(page.get_textpage()) as text:
        characters = Characters(page, text)
        turned = characters.turned
        if turned % 90 or turned == page.get_rotation() or not characters.count:
            drawn = drawn_on(page, characters.shown)
            return characters, drawn, characters.words(drawn)
    page.set_rotation(turned)
    with closing(page.get_textpage()) as text:
        characters = Characters(page, text, turned)
        drawn = drawn_on(page, characters.shown)
        return characters, drawn, characters.words(drawn)


def _is_scan(sheet: Sheet) -> bool:
    words = sum(len(line.text.split()) for line in sheet.lines)
    return sheet.is_drawn and words < STAMP and len(sheet.lines) == len(sheet.flow)


def _refuse_scans(sheets: Sequence[Sheet], *, is_tagged: bool) -> None:
    """Raise PaperError for pages that show pictures, unless they have text of their own.

    What is stamped on pages says the same on each, but for its numbers, or is short. What
    recognition put there is no stamp; and programs that set text tag it.
    """
    if sum(sheet.recognised for sheet in sheets) >= RECOGNISED * len(sheets):
        return
    lines = [(i, line.text) for i, sheet in enumerate(sheets) for line in sheet.lines]
    if not lines:
        raise PaperError(f"it holds pictures of pages and no text; {_RECOGNITION}")
    pages: defaultdict[str, set[int]] = defaultdict(set)
    for i, text in lines:
        pages[_letters(text)].add(i)
    seldom = max(len(sheets) * SELDOM, 1)
    own = sum(len(text.split()) for _, text in lines if len(pages[_letters(text)]) <= seldom)
    if own < max(STAMP / 2 if is_tagged else STAMP, OWN * len(sheets)):
        problem = "it holds pictures of pages, with no more words on them than a stamp has"
        raise PaperError(f"{problem}; {_UNNAMED}")


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text)).lower()


def _lacks_ligatures(sheets: Sequence[Sheet]) -> bool:
    """Return whether a paper in English has so few of fi, fl and ff as none has.

    There is more than one for eight times “the” in each of 90 papers whose letters are all known.
    """
    text = "\n".join(line.text for sheet in sheets for line in sheet.lines).lower()
    articles = len(re.findall(r"\bthe\b", text))
    return articles > ENGLISH and 10 * len(_LIGATURE.findall(text)) < articles


def _remark(labels: Sequence[str], what: str) -> str:
    """Say what is the matter with some pages of the file."""
    shown = ", ".join(labels[:8]) + (", …" if len(labels) > 8 else "")
    return f"{'Page' if len(labels) == 1 else 'Pages'} {shown}: {what}."


def _pages(document: pdfium.PdfDocument) -> list[Page]:
    labels = distinct_labels([document.get_page_label(i) for i in range(len(document))])
    return [Page(label) for label in labels]
