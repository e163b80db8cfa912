"""What is told to the reader about the notebook's file: one line each, and each line once."""

from dataclasses import dataclass
from errno import EACCES, EDQUOT, EFBIG, ENOSPC, EPERM, EROFS
from pathlib import Path

from ccgbrief.files import reason
from ccgbrief.text import clean_line

SHORT = 40
"""Characters of a note that a message shows."""


@dataclass(frozen=True, slots=True)
class Saved:
    """All of the notebook is in its file, and the disk has confirmed it unless a message doubts."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The notebook could not be saved. It is still in memory, and the next save tries again."""

    message: str
    """One line: the file, the reason, the cure, and where the text is."""
    rescue: Path | None
    """The file in which all of it is instead, unless that could not be written either."""


def failed(path: Path, error: Exception, rescue: Path | None) -> Failed:
    """Word the failure to save the notebook at `path`; a ValueError brings its own cure."""
    where = f"your notes are in {rescue}" if rescue else "your notes are only in this window"
    return Failed(clean_line(f"{path}: not saved: {_why(error)}; {where}"), rescue)


def _why(error: Exception) -> str:
    if not isinstance(error, OSError):
        return reason(error)
    if error.errno in {ENOSPC, EDQUOT, EFBIG}:
        return f"{reason(error)}; make room there"
    if error.errno in {EACCES, EPERM, EROFS}:
        return f"{reason(error)}; allow writing there, or name another file with --notes"
    return f"{reason(error)}; name another file with --notes"


def shortened(text: str) -> str:
    """Return the beginning of a note's text, by which its writer knows it again."""
    line = clean_line(text)
    return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"


class Messages:
    """Lines that wait to be shown."""

    def __init__(self, path: Path) -> None:
        """Begin with none about the file at `path`."""
        self._path = path
        self._waiting: list[str] = []
        self._known: set[str] = set()

    def tell(self, text: str) -> None:
        """Have `text`, with the file's name before it, shown; unless that was done before."""
        line = clean_line(f"{self._path}: {text}")
        if line not in self._known:
            self._known.add(line)
            self._waiting.append(line)

    def take(self) -> tuple[str, ...]:
        """Return the lines that wait, oldest first; they wait no longer."""
        lines, self._waiting = tuple(self._waiting), []
        return lines
