"""Messages to the reader about the notebook's file: one line each, and each line once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from errno import EACCES, EDQUOT, EFBIG, ENOSPC, EPERM, EROFS
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from ccgbrief.files import reason
from ccgbrief.notebook.merge import difference
from ccgbrief.notebook.model import Contents, Mark, Note
from ccgbrief.notebook.notebook import Notebook
from ccgbrief.text import clean, clean_line, counted, shortened

CURE = "delete the one that is wrong: d on the screen, or in the file while no ccgbrief is open"
"""The way to end a conflict; a text removed from the file comes back from a copy that is open."""

GONE_CURE = "delete it again if it is to go"


class MergeBy(StrEnum):
    """What merges a copy: named in a message to whoever is told of one."""

    KEY = "M"
    LINE = "“merge”"
    COMMAND = "“merge” in ccgbrief --plain"


Cures = Mapping[MergeBy, str]
"""What can be done about something that was found, to be said where it is shown."""

NO_CURES: Cures = {}
MERGE_CURES: Cures = {by: f"{by} merges it" for by in MergeBy}
MERGE_ALL_CURES: Cures = {by: f"{by} merges them" for by in MergeBy}
AGAIN_CURES: Cures = {by: f"{by}, once these are merged, reads them" for by in MergeBy}
DRAFT_CURES: Cures = {
    MergeBy.KEY: "",  # the overview has a row for each
    MergeBy.LINE: "“keep” keeps it, “discard” discards it",
    MergeBy.COMMAND: "ccgbrief, once it is started, offers to keep or discard it",
}


MAX_FAULTS = 3
"""How many faulty items of a file are reported one by one."""

SHORT = 40
"""Characters of a note that a message shows."""


@dataclass(frozen=True, slots=True)
class Saved:
    """All of the notebook is in its file; a message says so if the disk did not confirm it."""


class Failed(NamedTuple):
    """The notebook could not be saved. It is still in memory, and the next save tries again."""

    message: str
    """One line: the file, the reason, the cure, and where the text is.

    At the end, where it is in no file, the lines after it are the text.
    """
    rescue: Path | None
    """The file to which the unsaved notes were rescued, unless that failed too."""


def save_failure(path: Path, error: Exception, rescue: Path | None) -> Failed:
    """Say why the notebook at `path` was not saved; a ValueError names its own cure."""
    where = f"in {rescue}" if rescue else "in no file"
    return Failed(
        clean_line(f"{path}: not saved: {_why(error)}; unsaved changes are {where}"), rescue
    )


def _why(error: Exception) -> str:
    if not isinstance(error, OSError):
        return reason(error)
    if error.errno in {ENOSPC, EDQUOT, EFBIG}:
        return f"{reason(error)}; make room there"
    if error.errno in {EACCES, EPERM, EROFS}:
        return f"{reason(error)}; allow writing there, or name another file with --notes"
    return f"{reason(error)}; name another file with --notes"


def fault_messages(faults: Sequence[str]) -> list[str]:
    """Return messages about items that were kept but not understood."""
    lines = [f"{fault}; it is kept as it is, fix it in a text editor" for fault in faults]
    if more := lines[MAX_FAULTS:]:
        rest = f"{counted(len(more), 'more item')} could not be understood; kept unchanged"
        return [*lines[:MAX_FAULTS], rest]
    return lines


def conflict_message(versions: Collection[Note]) -> str:
    """Report that one note has several texts, or was deleted in one copy and changed in another.

    The words of a private one are left out.
    """
    kept = [note for note in versions if not note.gone]
    said, verb, cure = "deleted in one copy and changed in another at once, and", "is", GONE_CURE
    if len(kept) > 1:
        said, verb, cure = "written in two copies at once, and both", "are", CURE
    if any(note.private for note in versions):
        until = "; until then both are private" if len(kept) > 1 else ""
        return f"a private note was {said} {verb} kept; {cure}{until}"
    texts = " and ".join(f"“{shortened(clean_line(note.text), SHORT)}”" for note in kept)
    return f"{said} kept: {texts}; {cure}"


def unsaved_lines(notebook: Notebook, saved: Contents) -> list[str]:
    """Return, one line for each, what was written in an open notebook and is not in the file."""

    def is_mine(item: Mark | Note) -> bool:
        if isinstance(item, Mark) and item.owner_by == notebook.by:
            return True
        return item.by == notebook.by or item.by.startswith(f"{notebook.by}-")

    unsaved = difference(notebook.contents, saved)
    texts = []
    for note in filter(is_mine, chain.from_iterable(unsaved.notes.values())):
        if not note.gone:
            due = f"by {note.due}" if note.due else ""
            texts.append(f"{', '.join(filter(None, (note.kind, note.owner, due)))}: {note.text}")
    for duty, mark in unsaved.ticked.items():
        if is_mine(mark):
            ticked = "not ticked" if mark.gone else mark.status or "ticked"
            texts.append(f"{duty}: {ticked}{f', {mark.owner}' if mark.owner else ''}")
    for article, mark in unsaved.read.items():
        if is_mine(mark):
            texts.append(f"{article}: {'unread' if mark.gone else 'read'}")
    for mark in filter(is_mine, unsaved.bookmarks.values()):
        if not mark.gone:
            place = mark.place
            on = ": ".join(filter(None, (place.article, place.words, place.duty, place.area)))
            texts.append(f"bookmark on {on}")
    return [f"not saved: {line}" for text in texts for line in clean(text).split("\n")]


class Messages:
    """Messages about the file at `path` that are waiting to be shown."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: list[tuple[str, Cures]] = []
        self._known: set[str] = set()

    def line(self, text: str) -> str:
        """Return `text` on one clean line with the file's name before it."""
        return clean_line(f"{self._path}: {text}")

    def add(self, text: str, cures: Cures = NO_CURES) -> None:
        """Queue such a line to be shown, unless it was shown before; `take` adds one of `cures`."""
        self.add_line(self.line(text), cures)

    def add_line(self, line: str, cures: Cures = NO_CURES) -> None:
        """Queue a line that names its file itself, unless it was shown before."""
        if line not in self._known:
            self._known.add(line)
            self._waiting.append((line, cures))

    def hand_over(self, to: "Messages") -> None:
        """Queue what is waiting in another, to be shown there."""
        for line, cures in self._waiting:
            to.add_line(line, cures)
        self._waiting.clear()

    def take(self, by: MergeBy) -> tuple[str, ...]:
        """Return the waiting lines, oldest first, and clear them.

        A draft has none where it has a row of its own.
        """
        lines = tuple(self._waiting)
        del self._waiting[: len(lines)]  # another thread may just have added one
        said = ((line, cures) for line, cures in lines if not cures or cures[by])
        return tuple(f"{line}; {cures[by]}" if cures else line for line, cures in said)
