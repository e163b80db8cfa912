"""What stands where on a printed page: for the steps that turn a PDF into paragraphs.

Lengths are points, from the top left of the page as it is shown.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words that stand close together on one line."""

    text: str
    left: float
    right: float
    base: float
    """How far from the top the line is that the letters stand on."""
    size: float
    """Height of the type."""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column: one fragment, or several with gaps between."""

    fragments: tuple[Fragment, ...]
    """From left to right."""
    column: int = 0
    """Number of the column, in reading order over the whole page."""

    @property
    def text(self) -> str:
        """What it says."""
        return " ".join(fragment.text for fragment in self.fragments)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.fragments[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.fragments[-1].right

    @property
    def base(self) -> float:
        """How far from the top it stands."""
        return self.fragments[0].base

    @property
    def size(self) -> float:
        """Height of its longest fragment's type."""
        return max(self.fragments, key=lambda f: len(f.text)).size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(fragment.bold for fragment in self.fragments)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in the order in which they are read."""

    lines: tuple[Line, ...]
    height: float
    number: int | None
    """The number it goes by."""
