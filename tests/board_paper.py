"""A board's papers as one PDF of 300 pages: bookmarks, front pages, a wide table: for the tests."""

from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

ITEMS = (
    "Apologies and declarations",
    "Minutes of the last meeting",
    "Matters arising",
    "Chief Executive’s report",
    "Finance report",
    "Quality and safety report",
    "Performance dashboard",
    "Workforce",
    "Risk register",
    "Primary care co-commissioning",
    "Estates strategy",
    "Any other business",
)
FRONT, A_COVER = ("i", "ii", "iii", "iv"), "Papers for the governing body"
"""The labels of the first pages, which stand before all items, and their first line."""

PAGES = 300
A_ITEM = (PAGES - len(FRONT)) // len(ITEMS)
"""Pages of an item; the last one has what is left."""

FINANCE = 4
"""The item with the table, on its second page, above a stamp."""

TABLE_PAGE = FINANCE * A_ITEM + 2
"""Its label."""

MONTHS = ("April", "May", "June", "July", "August", "September", "October", "November", "December")
HEADS = ("Practice", *(f"{month}-forecast" for month in MONTHS))
PRACTICES = 24

STAMP = (0, 0, 255)
"""Red, green and blue of what no text holds."""


def row(practice: int) -> tuple[str, ...]:
    """Return the cells of a row of the table."""
    return f"Practice {practice}", *(f"{practice * 1000 + 7 * m:,}" for m in range(len(MONTHS)))


def write_board(file: Path) -> None:
    """Write the papers: a bookmark for each item and one for an annex within it."""
    canvas = Canvas(str(file), pagesize=A4, invariant=1)
    canvas.addPageLabel(0, "ROMAN_LOWER", 1)
    canvas.addPageLabel(len(FRONT), "ARABIC", 1)
    for number, _ in enumerate(FRONT):
        lines = (A_COVER, "5 May 2015") if not number else (f"Members, part {number}",)
        _text(canvas, lines)
    for page in range(PAGES - len(FRONT)):
        item, within = divmod(page, A_ITEM)
        if item < len(ITEMS):
            _bookmarks(canvas, item, within)
        if page + 1 == TABLE_PAGE:
            _table(canvas)
        else:
            head = [f"{item + 1}. {ITEMS[item]}"] if item < len(ITEMS) and not within else []
            text = f"On page {page + 1} the board is asked to note the spending of ward {page + 1}."
            # At changing heights, or else they would be taken for running heads.
            _text(canvas, (*head, text, text.replace("note", "discuss")), 100 + 11 * (page % 7))
    canvas.save()


def _bookmarks(canvas: Canvas, item: int, within: int) -> None:
    if within == 0:
        _bookmark(canvas, f"{item + 1}. {ITEMS[item]}", 0)
    elif within == 10:
        _bookmark(canvas, f"Annex to {ITEMS[item]}", 1)


def _bookmark(canvas: Canvas, title: str, level: int) -> None:
    canvas.bookmarkPage(title)
    canvas.addOutlineEntry(title, title, level)


def _text(canvas: Canvas, lines: tuple[str, ...], down: int = 100) -> None:
    canvas.setPageSize(A4)
    for i, line in enumerate(lines):
        canvas.drawString(70, A4[1] - down - 30 * i, line)
    canvas.showPage()


def _table(canvas: Canvas) -> None:
    width, height = landscape(A4)
    canvas.setPageSize((width, height))
    canvas.setFont("Helvetica", 7)
    lefts = [40 + 78 * column for column in range(len(HEADS) + 1)]
    tops = [height - 60 - 16 * line for line in range(PRACTICES + 2)]
    for left in lefts:
        canvas.line(left, tops[0], left, tops[-1])
    for top in tops:
        canvas.line(lefts[0], top, lefts[-1], top)
    for top, cells in zip(tops, (HEADS, *map(row, range(1, PRACTICES + 1))), strict=False):
        for left, cell in zip(lefts, cells, strict=False):
            canvas.drawString(left + 4, top - 11, cell)
    canvas.setFillColorRGB(*(part / 255 for part in STAMP))
    canvas.rect(40, 20, width - 80, 80, stroke=0, fill=1)
    canvas.showPage()
