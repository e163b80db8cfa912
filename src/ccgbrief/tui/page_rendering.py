"""Makes the visible part of a page ready for the terminal, in a thread: for the page screen."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.geometry import Size
from textual.strip import Strip

from ccgbrief.errors import UserError
from ccgbrief.pdf_drawing import INSTALL, PagePicture, draw_page
from ccgbrief.tui.widgets.terminal_picture import half_blocks, kitty_picture, sixel_picture
from ccgbrief.view.printed_page import Answers, Graphics, PageView, begun

if TYPE_CHECKING:
    from PIL.Image import Image


BLOCK = (1, 2)
"""Pixels of a cell that half blocks fill."""


class Rendered(NamedTuple):
    """A part of a page, ready to be shown."""

    drawn: PagePicture
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


def render_or_why_not(wanted: Wanted, drawn: PagePicture | None) -> Rendered | str:
    """Return the part of the page that is seen, or why it cannot be drawn."""
    try:
        return render(wanted, drawn)
    except UserError as error:
        return str(error)
    except ImportError:
        return f"Pictures of pages need the pages extra; {INSTALL}"


def render(wanted: Wanted, drawn: PagePicture | None) -> Rendered:
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


def _has_scale(drawn: PagePicture, scale: float) -> bool:
    """Return whether a page was drawn at so many pixels a point."""
    return bool(scale) and abs(drawn.size[0] - drawn.points[0] * scale) <= 1
