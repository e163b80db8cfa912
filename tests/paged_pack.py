"""A pack of one article with three pages, and the PDF that it was made of: for tests of pages."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.small_pack import write_toml

COLOURS = {"iv": (255, 0, 0), "7": (0, 255, 0), "8": (0, 0, 255)}
"""Red, green and blue of the left half of each page, by its label; its right half is white."""

WIDTH, HEIGHT = 200, 280
"""Points of a page."""

PAPER = """+++
title = "The paper"
+++

<!-- page iv -->

## How it begins

Words of page four in Roman.

<!-- page 7 -->

Words of page seven.

<!-- page 8 -->

Words of page eight.
"""


def write_pack(folder: Path, original: str = "paper.pdf") -> Path:
    """Write the pack into a new folder; return it."""
    for name in ("articles", "originals"):
        (folder / name).mkdir(parents=True)
    manifest = {"format": 1, "id": "paged", "title": "Paged", "articles": ["paper", "brief"]}
    write_toml(folder / "pack.toml", manifest)
    (folder / "articles" / "paper.md").write_text(PAPER, encoding="utf-8")
    brief = '+++\ntitle = "The brief"\n+++\n\nIt was never a file.\n'
    (folder / "articles" / "brief.md").write_text(brief, encoding="utf-8")
    (folder / "originals" / "paper.left-out.txt").write_text("a running head", encoding="utf-8")
    write_pdf(folder / "originals" / original)
    return folder


def write_pdf(file: Path) -> None:
    """Write the three pages."""
    canvas = Canvas(str(file), pagesize=(WIDTH, HEIGHT))
    canvas.addPageLabel(0, "ROMAN_LOWER", 4)
    canvas.addPageLabel(1, "ARABIC", 7)
    for red, green, blue in COLOURS.values():
        canvas.setFillColorRGB(red / 255, green / 255, blue / 255)
        canvas.rect(0, 0, WIDTH / 2, HEIGHT, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
