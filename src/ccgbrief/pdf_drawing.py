"""Pages of a PDF as pictures, each drawn by PDFium in a process of its own: for the screen.

    python -m ccgbrief.pdf_drawing FILE PAGE WIDTH HEIGHT SCALE

writes one line of JSON and then the pixels. Whatever a hostile or broken file does to PDFium, the
reader's notes are in another process.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from ccgbrief.errors import UserError
from ccgbrief.page_labels import distinct_labels
from ccgbrief.system import limit_memory
from ccgbrief.text import clean_line

PATIENCE = 20.0
"""Seconds that a page is given; most take a fifth of one."""

MEMORY = 3 << 30
"""Bytes that the process may use, where the system knows such a limit."""

MOST_PIXELS = 16_000_000
"""Of a page as it is drawn: A4 at 340 dots an inch."""

MISSING = 3
"""Exit status where PDFium is not installed."""

INSTALL = "install it with: pip install 'ccgbrief[pages]'"


class DrawnPage(NamedTuple):
    """A page as it was drawn, and where in the file it stands."""

    place: int
    """In the file, from 0."""
    pages: int
    """Of the file."""
    label: str
    """What is printed on it."""
    points: tuple[float, float]
    """Width and height of the paper; there are 72 in an inch."""
    size: tuple[int, int]
    """Width and height in pixels."""
    stride: int
    """Bytes of a row of pixels."""
    pixels: bytes
    """Red, green and blue of each."""


def draw_page(file: Path, page: str | int, room: tuple[int, int], scale: float = 0) -> DrawnPage:
    """Draw a page, given by label or place, at `scale` pixels a point; 0 has it fit the room.

    Where no page has that label, the first is drawn. Raises UserError, in one line.
    """
    wanted = f"label:{page}" if isinstance(page, str) else f"place:{page}"
    arguments = [str(file.absolute()), wanted, *map(str, room), repr(scale)]
    command = [sys.executable, "-m", __spec__.name, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 (our own program, and no shell)
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise UserError(f"{file.name} could not be drawn ({type(error).__name__})") from error
    if done.returncode == MISSING:
        raise UserError(f"drawing pages needs PDFium; {INSTALL}")
    head, newline, pixels = done.stdout.partition(b"\n")
    if done.returncode or not newline:
        raise UserError(f"{file.name} could not be drawn: it is damaged or locked")
    found: dict[str, Any] = json.loads(head)
    pairs: dict[str, Any] = {name: tuple(found.pop(name)) for name in ("points", "size")}
    return DrawnPage(**found, **pairs, pixels=pixels)


def main(arguments: Sequence[str]) -> int:
    """Draw the page that the arguments name; return the exit status."""
    try:
        import pypdfium2 as pdfium  # noqa: PLC0415 (only in the process that draws)
    except ImportError:
        return MISSING
    file, wanted, width, height, scale = arguments
    limit_memory(MEMORY)
    document = pdfium.PdfDocument(file)
    with suppress(pdfium.PdfiumError):
        document.init_forms()  # stamps and filled-in fields are drawn too
    labels = distinct_labels([document.get_page_label(i) for i in range(len(document))])
    place = _place_of(wanted, labels)
    page = document[place]
    points = page.get_size()
    fitting = min(int(width) / points[0], int(height) / points[1])
    most = (MOST_PIXELS / (points[0] * points[1])) ** 0.5
    bitmap = page.render(scale=min(float(scale) or fitting, most), rev_byteorder=True)
    head = {
        "place": place,
        "pages": len(document),
        "label": clean_line(labels[place]),
        "points": points,
        "size": (bitmap.width, bitmap.height),
        "stride": bitmap.stride,
    }
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    sys.stdout.buffer.write(bytes(bitmap.buffer))
    return 0


def _place_of(wanted: str, labels: Sequence[str]) -> int:
    kind, _, name = wanted.partition(":")
    if kind == "place":
        return min(max(int(name), 0), len(labels) - 1)
    return labels.index(name) if name in labels else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
