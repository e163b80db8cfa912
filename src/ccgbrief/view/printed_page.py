"""Decides which page of a paper is shown and how closely, and what opens the original.

Everything is decided here without the screen: the file, the page, its visible part, how this
terminal can show a picture, and the command of the system's own viewer.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from enum import StrEnum
from glob import escape
from pathlib import Path
from typing import NamedTuple

from ccgbrief.files import reason
from ccgbrief.pack import Article, Pack
from ccgbrief.pdf_drawing import MOST_PIXELS
from ccgbrief.system import has_desktop, opener, start_apart
from ccgbrief.view.address import passage_at
from ccgbrief.view.blocks import Block

ORIGINALS = "originals"
"""The folder of a pack in which `add` keeps the originals of articles."""

CLOSER = 1.5
"""The factor of a step of zooming in."""

STEP = 0.3
"""The share of the visible part by which an arrow key moves."""

CELL = (10, 20)
"""Pixels of a terminal's cell if it does not report them."""


class Graphics(StrEnum):
    """How a terminal can show a picture."""

    KITTY = "kitty"
    SIXEL = "sixel"
    HALF_BLOCKS = "half blocks"


class Original(NamedTuple):
    """The file that an article was made from, and where in it the reader is."""

    file: Path
    title: str = ""
    """Of the article."""
    label: str = ""
    """Label of the page; empty if the article has none."""

    @property
    def is_drawn(self) -> bool:
        return self.file.suffix.lower() == ".pdf"


def original_of(pack: Pack, tab: str, block: Block | None) -> Original | str:
    """Return the file that the article under the cursor was made of, or say why there is none."""
    place = block.place if block else None
    passage = block.passage if block else None
    article = pack.article(passage.article if passage else place.article if place else tab)
    article = article or pack.article(tab)
    if article is None:
        return "P shows the page that a passage of a paper is printed on: open a paper first"
    if passage is None and place and place.words:
        passage = passage_at(article, place)
    folder = article.path.parent.parent / ORIGINALS
    stem = article.path.stem
    named = (file for file in folder.glob(f"{escape(stem)}.*") if file.stem == stem)
    found = sorted(file for file in named if file.is_file())
    if not found:
        return f"There is no page to show: no original of “{article.label}” is kept in {ORIGINALS}"
    return Original(found[0], article.title, _label(article, passage.number if passage else 0))


def _label(article: Article, number: int) -> str:
    """Return the label of the page that a passage is on.

    Before the first page, it is that of the first; it is empty for a paper without pages.
    """
    if number < len(article.passages) and (page := article.passages[number].page):
        return page.label
    return next((p.page.label for p in article.passages if p.page), "")


class PageView(NamedTuple):
    """The zoom and position at which a page is shown."""

    points: tuple[float, float]
    """Width and height of the page."""
    room: tuple[int, int]
    """The pixels available to show it."""
    level: int = 0
    """How many steps it is zoomed in."""
    across: float = 0.5
    """The visible part: from 0, its left edge, to 1, its right edge."""
    down: float = 0.0
    """The same from its top to its bottom."""

    @property
    def has_width(self) -> bool:
        """Whether the page is narrower than the room where the whole of it is seen."""
        width, height = self.points
        return self.room[0] / width > 1.1 * self.room[1] / height

    @property
    def scales(self) -> list[float]:
        """Pixels per point at each level: the whole page, its whole width, and closer."""
        width, height = self.points
        whole = min(self.room[0] / width, self.room[1] / height)
        most = (MOST_PIXELS / (width * height)) ** 0.5
        scales = [min(whole, most)]
        if self.has_width:
            scales.append(min(self.room[0] / width, most))
        while scales[-1] * CLOSER <= most and scales[-1] < 8:
            scales.append(scales[-1] * CLOSER)
        return scales

    @property
    def scale(self) -> float:
        """Pixels per point at present."""
        return self.scales[min(self.level, len(self.scales) - 1)]

    def part(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """Return the edges of the visible part of a page of that size in pixels.

        They are left, upper, right and lower, as in Pillow.
        """
        wide, high = (min(here, there) for here, there in zip(size, self.room, strict=True))
        left = round(self.across * (size[0] - wide))
        top = round(self.down * (size[1] - high))
        return left, top, left + wide, top + high

    def closer(self, step: int) -> "PageView":
        """Zoom in or out; the middle of the visible part stays in place."""
        last = len(self.scales) - 1
        other = self._replace(level=min(max(min(self.level, last) + step, 0), last))
        (wide, high), (wider, higher) = self.size, other.size
        return other._replace(
            across=_axis(self.across, wide, wider, self.room[0]),
            down=_axis(self.down, high, higher, self.room[1]),
        )

    def moved(self, right: int, down: int) -> "PageView":
        (wide, high), (columns, rows) = self.size, self.room
        return self._replace(
            across=_axis(self.across, wide, wide, columns, right * STEP * columns),
            down=_axis(self.down, high, high, rows, down * STEP * rows),
        )

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the whole page in pixels."""
        return self.points[0] * self.scale, self.points[1] * self.scale


def _axis(at: float, before: float, after: float, room: float, moved: float = 0) -> float:
    """Return the visible part of a page, of which `at` was visible at the size `before`.

    The middle of the visible part stays, apart from the pixels that it is moved. If all of it was
    visible, or will be, it stays as it was.
    """
    if before <= room or after <= room:
        return at
    middle = (at * (before - room) + room / 2 + moved) / before
    return min(max((middle * after - room / 2) / (after - room), 0), 1)


QUERY = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[16t\x1b[c"
"""Asks a terminal whether it supports kitty's graphics, how large its cells are, and what it is.

Every terminal answers the last, and answers come in this order.
"""


class Answers(NamedTuple):
    """A terminal's answers so far."""

    graphics: Graphics = Graphics.HALF_BLOCKS
    cell: tuple[int, int] = CELL
    complete: bool = False

    def take(self, answer: str) -> "Answers":
        """Add one answer."""
        if re.fullmatch(r"\x1b_Gi=31[^;]*;OK\x1b\\", answer):
            return self._replace(graphics=Graphics.KITTY)
        if size := re.fullmatch(r"\x1b\[6;(\d{1,3});(\d{1,3})t", answer):
            height, width = int(size[1]), int(size[2])
            return self._replace(cell=(width, height)) if width and height else self
        if about := re.fullmatch(r"\x1b\[\?([\d;]+)c", answer):
            knows_sixel = "4" in about[1].split(";")[1:] and self.graphics is not Graphics.KITTY
            graphics = Graphics.SIXEL if knows_sixel else self.graphics
            return self._replace(graphics=graphics, complete=True)
        return self


def begun(points: tuple[float, float], room: tuple[int, int], graphics: Graphics) -> PageView:
    """Return how a page is looked at first: whole, or in half blocks at its whole width.

    A whole page would be some thirty half blocks wide on a terminal of 80 columns.
    """
    view = PageView(points, room)
    return view.closer(int(graphics is Graphics.HALF_BLOCKS and view.has_width))


def offer(file: Path, environment: Mapping[str, str]) -> str:
    """Say what shows a file that we do not show, or show coarsely."""
    if has_desktop(environment):
        return "enter opens it in the system’s viewer"
    return f"the original is {file}"


def why_no_pictures(environment: Mapping[str, str], graphics: Graphics | None = None) -> str:
    """Say why this terminal shows no picture, before it is asked and after; `""` if it does."""
    if "NO_COLOR" in environment:
        return "NO_COLOR is set: no pictures are shown"
    if environment.get("TERM", "") in {"", "dumb", "linux"}:
        return "This terminal shows no pictures"
    remote = "SSH_CONNECTION" in environment or "SSH_TTY" in environment
    if remote and graphics is Graphics.HALF_BLOCKS:
        return "This terminal shows no pictures over ssh"
    return ""


_VIEWERS = {
    "evince": ["evince", "--page-index={page}", "{file}"],
    "papers": ["papers", "--page-index={page}", "{file}"],
    "atril": ["atril", "--page-index={page}", "{file}"],
    "xreader": ["xreader", "--page-index={page}", "{file}"],
    "okular": ["okular", "--page={page}", "{file}"],
    "zathura": ["zathura", "--page={page}", "{file}"],
    "mupdf": ["mupdf", "{file}", "{page}"],
    "xpdf": ["xpdf", "{file}", "{page}"],
    "qpdfview": ["qpdfview", "--unique", "{file}#{page}"],
}
"""Viewers that accept a page, by part of the name of their desktop file."""


def viewer_command(file: Path, page: int, default: str = "") -> tuple[list[str], bool]:
    """Return the command that opens a file, and whether it opens it at `page`, counted from 1.

    `default` is the desktop file of the system's viewer, as `xdg-mime` gives it.
    """
    for name, command in _VIEWERS.items():
        if page and name in default.lower():
            return [part.format(file=file, page=page) for part in command], True
    return [opener(), str(file)], False


def open_original(file: Path, page: int = 0) -> str:
    """Open a file in the system's own viewer, away from our terminal; say what was done.

    It opens at `page`, counted from 1, if the viewer accepts one. This may take long, so call it in
    a thread.
    """
    if not has_desktop(os.environ):
        return f"There is no viewer here; the original is {file}"
    default = _default_viewer() if file.suffix.lower() == ".pdf" else ""
    command, at_page = viewer_command(file.absolute(), page, default)
    try:
        start_apart(command)
    except OSError as error:
        return f"{file.name} could not be opened ({reason(error)}); it is {file}"
    return f"Opened: {file.name}{f' at page {page}' if at_page else ''}"


def _default_viewer() -> str:
    command = ["xdg-mime", "query", "default", "application/pdf"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=2, check=False)  # noqa: S603 (no shell, nothing of the reader's)
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
