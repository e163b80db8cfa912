"""The page of a paper as it is printed, as closely as one likes; Escape goes back to the text."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Static

from ccgbrief.errors import UserError
from ccgbrief.pdf_drawing import INSTALL, DrawnPage, draw_page
from ccgbrief.text import clean_line
from ccgbrief.tui.textual_patches import TerminalAnswered, write_to_terminal
from ccgbrief.tui.widgets.status_row import StatusRow
from ccgbrief.tui.widgets.terminal_picture import (
    PagePicture,
    half_blocks,
    kitty_picture,
    sixel_picture,
)
from ccgbrief.view.keys import PAGE_KEYS
from ccgbrief.view.printed_page import (
    QUERY,
    Answers,
    Graphics,
    Original,
    PageView,
    begun,
    offer,
    open_original,
    why_no_pictures,
)

if TYPE_CHECKING:
    from PIL.Image import Image

ANSWER_SECONDS = 1.0
"""After which a terminal that has answered nothing is taken for one that never will."""

BLOCK = (1, 2)
"""Pixels of a cell that half blocks fill."""


class Rendered(NamedTuple):
    """A part of a page, ready to be shown."""

    drawn: DrawnPage
    view: PageView
    cells: Size
    strips: list[Strip]
    written: str


class Wanted(NamedTuple):
    """What is to be seen of a file, and how."""

    file: Path
    page: str | int
    """Its label, or its place in the file."""
    view: PageView | None
    """None to begin with."""
    room: tuple[int, int]
    """Pixels there are."""
    answers: Answers
    """Of the terminal that shows it."""


def pixels_of_cell(answers: Answers) -> tuple[int, int]:
    """Return the pixels of a cell, as this terminal shows pictures."""
    return BLOCK if answers.graphics is Graphics.HALF_BLOCKS else answers.cell


def render(wanted: Wanted, drawn: DrawnPage | None) -> Rendered:
    """Return the part that is seen, drawn anew where `drawn` is not the page at that size.

    Raises UserError, and ImportError where the extra for pages is missing.
    """
    from PIL import Image  # noqa: PLC0415 (not before a page is asked for)

    view, room = wanted.view, wanted.room
    scale = view._replace(room=room).scale if view else 0
    if drawn is None or drawn.place != wanted.page or not _has_scale(drawn, scale):
        drawn = draw_page(wanted.file, wanted.page, room, scale)
    view = view or begun(drawn.points, room, wanted.answers.graphics)
    view = view._replace(points=drawn.points, room=room)
    if not _has_scale(drawn, view.scale):  # another page is of another size
        drawn = draw_page(wanted.file, drawn.place, room, view.scale)
    whole = Image.frombuffer("RGB", drawn.size, drawn.pixels, "raw", "RGB", drawn.stride, 1)
    part = whole.crop(view.part(drawn.size))
    cell = pixels_of_cell(wanted.answers)
    cells = Size(*(-(-have // cell) for have, cell in zip(part.size, cell, strict=True)))
    return Rendered(drawn, view, cells, *_written(part, cells, wanted))


def _written(part: "Image", cells: Size, wanted: Wanted) -> tuple[list[Strip], str]:
    """Return a picture as rows of the screen, or as what is written to the terminal."""
    from PIL import Image  # noqa: PLC0415 (as above)

    width, height = pixels_of_cell(wanted.answers)
    full = (cells.width * width, cells.height * height)
    whole = Image.new("RGB", full, "white")  # what is left of the last cells
    whole.paste(part)
    match wanted.answers.graphics:
        case Graphics.KITTY:
            return [], kitty_picture(whole, cells.width, cells.height)
        case Graphics.SIXEL:
            return [], sixel_picture(whole)
        case _:
            return half_blocks(whole), ""


def _has_scale(drawn: DrawnPage, scale: float) -> bool:
    """Return whether a page was drawn at so many pixels a point."""
    return bool(scale) and abs(drawn.size[0] - drawn.points[0] * scale) <= 1


class PageScreen(Screen[None]):
    """Shows one page of a file after the other."""

    DEFAULT_CSS = """
    PageScreen {
        .heading, .coarse { padding: 0 0 0 3; }
        .heading {
            height: 1; background: $surface; text-wrap: nowrap; text-overflow: ellipsis;
        }
        .coarse { display: none; height: auto; color: $text-muted; }
        .instead { height: 1fr; padding: 1 3; }
        PagePicture { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority, what follows one of these in one burst is for the screen below.
        Binding("escape,q,P", "dismiss", "Back", show=False, priority=True),
        Binding("plus,equals_sign", "closer(1)", "Zoom in", show=False),
        Binding("minus,underscore", "closer(-1)", "Zoom out", show=False),
        Binding("left,h", "move(-1, 0)", "Left", show=False),
        Binding("right,l", "move(1, 0)", "Right", show=False),
        Binding("up,k", "move(0, -1)", "Up", show=False),
        Binding("down,j", "move(0, 1)", "Down", show=False),
        Binding("pagedown,ctrl+d", "turn(1)", "Next page", show=False),
        Binding("pageup,ctrl+u", "turn(-1)", "Previous page", show=False),
        Binding("enter", "open", "Open the original", show=False),
    ]

    def __init__(self, original: Original) -> None:
        super().__init__()
        self._original = original
        self._instead = why_no_pictures(os.environ)
        if not original.is_drawn:
            self._instead = f"Only pages of a PDF can be shown; this one is {original.file.name}"
        self._answers = Answers()
        self._begun_with: Graphics | None = None
        """How pages are drawn, once the terminal has answered or was waited for."""
        self._wanted: str | int = original.label
        self._view: PageView | None = None
        self._drawn: DrawnPage | None = None
        self._busy = self._again = False
        self._picture = PagePicture()
        self._status = StatusRow()

    def compose(self) -> ComposeResult:
        yield Static(Content(self._original.title), classes="heading")
        offered = offer(self._original.file, os.environ)
        coarse = f"This terminal draws pages roughly; {offered}"
        yield Static(Content(clean_line(coarse)), classes="coarse")
        yield Static(classes="instead")
        yield self._picture
        self._status.show_keys(PAGE_KEYS)
        yield self._status

    def on_mount(self) -> None:
        """Ask the terminal what it can show; draw once it has answered."""
        if self._instead:
            self._say_instead(self._instead)
            return
        self.query_one(".instead").display = False
        self._status.show_summary("Drawing the page …")
        if write_to_terminal(self.app, QUERY):
            self.set_timer(ANSWER_SECONDS, self._begin)
        else:
            self.call_after_refresh(self._begin)

    @on(TerminalAnswered)
    def _answered(self, event: TerminalAnswered) -> None:
        self._answers = self._answers.take(event.answer)
        if self._answers.complete and self._answers.graphics is not self._begun_with:
            self._view = None  # over a slow line answers come when half blocks are drawn
            self._begin()

    def _begin(self) -> None:
        """Draw in the way that the terminal can show pictures, as far as it has answered."""
        graphics = self._answers.graphics
        if graphics is self._begun_with or not self.is_attached:
            return
        self._begun_with = graphics
        self._instead = why_no_pictures(os.environ, graphics)
        if self._instead:
            self._say_instead(self._instead)
            return
        self.query_one(".instead").display = False
        self.query_one(".coarse").display = graphics is Graphics.HALF_BLOCKS
        self._picture.display = True
        self.call_after_refresh(self._draw)

    def _say_instead(self, why: str) -> None:
        self._instead = why
        self._picture.forget()
        self._picture.display = False
        said = self.query_one(".instead", Static)
        said.display = True
        self.query_one(".coarse").display = False
        said.update(Content(clean_line(f"{why}; {offer(self._original.file, os.environ)}")))
        self._status.show_keys(PAGE_KEYS[-2:])

    @property
    def _room(self) -> tuple[int, int]:
        width, height = self._picture.size
        across, down = pixels_of_cell(self._answers)
        return max(width, 1) * across, max(height, 1) * down

    def action_closer(self, step: int) -> None:
        if self._view:
            self._view = self._view.closer(step)
            self._draw()

    def action_move(self, right: int, down: int) -> None:
        if self._view:
            self._view = self._view.moved(right, down)
            self._draw()

    def action_turn(self, step: int) -> None:
        if self._drawn and 0 <= (place := self._at + step) < self._drawn.pages:
            self._wanted = place
            if self._view:
                self._view = self._view._replace(down=0.0)
            self._draw()

    @property
    def _at(self) -> int:
        """The place of the page in the file, also of one that is not drawn as yet."""
        if isinstance(self._wanted, int):
            return self._wanted
        return self._drawn.place if self._drawn else 0

    def action_open(self) -> None:
        """Open the file in the system's own viewer, at this page."""
        page = self._at + 1 if self._drawn or isinstance(self._wanted, int) else 0
        self.run_worker(partial(self._open, page), thread=True, group="viewer")

    def _open(self, page: int) -> None:
        said = open_original(self._original.file, page)
        self.app.call_from_thread(self._status.show_message, said)

    def on_resize(self) -> None:
        if self._begun_with and not self._instead:
            if self._view:
                self._view = self._view._replace(room=self._room)
            self.call_after_refresh(self._draw)

    def on_screen_suspend(self) -> None:
        """Take the picture away: kitty keeps it above whatever is shown next."""
        self._picture.forget()

    def on_screen_resume(self) -> None:
        if self._view and not self._instead:
            self._draw()

    def on_unmount(self) -> None:
        self._picture.forget()

    def _draw(self) -> None:
        """Draw in a thread what is wanted now; what is wanted meanwhile is drawn after it."""
        if self._busy:
            self._again = True
            return
        self._busy = True
        file, room = self._original.file, self._room
        wanted = Wanted(file, self._wanted, self._view, room, self._answers)
        make = partial(self._make, wanted, self._drawn)
        self.run_worker(make, thread=True, group="page", exit_on_error=False)

    def _make(self, wanted: Wanted, drawn: DrawnPage | None) -> None:
        try:
            found: Rendered | str = render(wanted, drawn)
        except UserError as error:
            found = str(error)
        except ImportError:
            found = f"Pictures of pages need the pages extra; {INSTALL}"
        self.app.call_from_thread(self._show, found)

    def _show(self, found: Rendered | str) -> None:
        self._busy = False
        if not self.is_attached:
            return
        if isinstance(found, str):
            self._say_instead(found)
            return
        if self._again:
            self._again = False
            self._drawn = found.drawn
            self._view = self._view or found.view
            self._draw()
            return
        self._drawn, self._view = found.drawn, found.view
        self._wanted = found.drawn.place
        self._picture.show(found.cells, found.strips, found.written, self._answers.graphics)
        drawn = found.drawn
        self._status.show_summary(f"p. {drawn.label} ({drawn.place + 1} of {drawn.pages})")
