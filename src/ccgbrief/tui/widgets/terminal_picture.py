"""Shows a picture in one of the ways that terminals support, for the page of a paper."""

from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from ccgbrief.tui.textual_patches import write_to_terminal
from ccgbrief.view.printed_page import Graphics

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURE_ID = 4_242
"""The id by which kitty knows the picture; the next one with it replaces it."""

CHUNK = 4_096
"""Characters of a picture that kitty accepts at a time."""

FORGET = f"\x1b_Ga=d,d=I,i={PICTURE_ID},q=2\x1b\\"
"""Makes kitty remove the picture, which it keeps above all text."""


def kitty_picture(image: "Image", columns: int, rows: int) -> str:
    """Return the sequence that shows a picture over so many cells in kitty and the like."""
    file = BytesIO()
    image.save(file, "png", compress_level=1)
    data = b64encode(file.getvalue()).decode("ascii")
    parts = [data[i : i + CHUNK] for i in range(0, len(data), CHUNK)]
    # Without `C=1` the cursor would move, and scroll the screen at its foot.
    head = f"a=T,f=100,i={PICTURE_ID},p=1,c={columns},r={rows},C=1,q=2,"
    return "".join(
        f"\x1b_G{'' if number else head}m={int(number < len(parts) - 1)};{part}\x1b\\"
        for number, part in enumerate(parts)
    )


def sixel_picture(image: "Image") -> str:
    """Return the sequence that shows a picture in terminals with sixels."""
    # Its public modules query the terminal on import, and would take the answer from Textual.
    from textual_image._sixel import image_to_sixels  # noqa: PLC0415 (only where it is needed)

    return str(image_to_sixels(image))


def half_blocks(image: "Image") -> list[Strip]:
    """Return a picture in which two rows of pixels make one row of cells."""
    pixels = image.convert("RGB").tobytes()

    def color(x: int, y: int) -> Color:
        at = 3 * (y * image.width + x)
        return Color.from_rgb(*pixels[at : at + 3])

    return [
        Strip(
            [
                Segment("▀", Style(color=color(x, y), bgcolor=color(x, y + 1)))
                for x in range(image.width)
            ]
        )
        for y in range(0, image.height - 1, 2)
    ]


class PagePicture(Widget):
    """Shows a picture in its centre, or nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._cells = Size()
        self._strips: list[Strip] = []
        self._written = ""
        self._graphics = Graphics.HALF_BLOCKS

    def show(self, cells: Size, strips: list[Strip], written: str, graphics: Graphics) -> None:
        """Show a picture that takes so many cells, as strips or as a sequence written over them."""
        self._cells, self._strips, self._written = cells, strips, written
        self._graphics = graphics
        self.refresh()

    def forget(self) -> None:
        if self._graphics is Graphics.KITTY and self._written:
            write_to_terminal(self.app, FORGET)
        self.show(Size(), [], "", self._graphics)

    def render_line(self, y: int) -> Strip:
        """Return a row of the picture, or the empty one over which it is written."""
        base = self.visual_style.rich_style
        at = y - self._top
        if not 0 <= at < len(self._strips):
            if y == 0 and self._written:
                self.call_after_refresh(self._write)
            return Strip.blank(self.size.width, base)
        left = Strip.blank((self.size.width - self._cells.width) // 2, base)
        return Strip.join([left, self._strips[at]]).adjust_cell_length(self.size.width, base)

    @property
    def _top(self) -> int:
        return (self.size.height - self._cells.height) // 2

    def _write(self) -> None:
        """Write the picture over the cells that were painted for it."""
        if not (self.is_attached and self.screen.is_current and self._written):
            return
        row = self.region.y + self._top + 1
        column = self.region.x + (self.size.width - self._cells.width) // 2 + 1
        write_to_terminal(self.app, f"\x1b7\x1b[{row};{column}H{self._written}\x1b8")
