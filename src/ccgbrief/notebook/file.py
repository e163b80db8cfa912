"""The notebook's file: the door through which the screen and the commands open and save it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from os import urandom
from pathlib import Path

from ccgbrief.files import read_file, reason
from ccgbrief.notebook.book import Notebook
from ccgbrief.notebook.model import Contents
from ccgbrief.notebook.saving import replace_file
from ccgbrief.notebook.toml import read_contents, write_contents
from ccgbrief.text import clean_line

MAX_SIZE = 8_000_000
"""Bytes that a notebook's file may have."""


@dataclass(frozen=True, slots=True)
class Saved:
    """All of the notebook is in its file."""

    messages: tuple[str, ...] = ()
    """What is in doubt all the same, a line each."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The notebook could not be saved; it is still in memory."""

    message: str
    """One line: the file, the reason, and where the text is."""
    rescue: Path | None = None
    """The file in which the text is, unless that could not be written either."""


class NotebookFile:
    """A notebook and the file it is kept in."""

    def __init__(self, path: Path, notebook: Notebook, state: Path) -> None:
        """Tie `notebook` to the file at `path`; use `open`."""
        self.path = path
        self.notebook = notebook
        self.read_only = ""
        """Why nothing can be written; empty where it can."""
        self._state = state
        self._messages: list[str] = []
        self._on_disk: Contents | None = None

    @classmethod
    def open(
        cls,
        path: Path,
        pack: str,
        state: Path,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> "NotebookFile":
        """Read the notebook of `pack` at `path`; a missing file is a new notebook.

        `state` is the folder for what is kept elsewhere. Never raises: `messages` tell.
        """
        notebook = Notebook(pack, urandom(2).hex(), clock)
        file = cls(path, notebook, state)
        file.refresh()
        return file

    @property
    def unsaved(self) -> bool:
        """Whether the notebook holds anything that its file does not."""
        return self.notebook.contents != (self._on_disk or Contents())

    def take_messages(self) -> tuple[str, ...]:
        """Return what there is to tell, a line each, once."""
        messages, self._messages = tuple(self._messages), []
        return messages

    def refresh(self) -> bool:
        """Take in what other copies have written; return whether there was anything."""
        try:
            reading = read_contents(read_file(self.path, MAX_SIZE))
        except FileNotFoundError:
            return False
        except (OSError, ValueError) as error:
            self.read_only = clean_line(f"{self.path}: {reason(error)}")
            self._messages.append(self.read_only)
            return False
        self._on_disk = reading.contents
        return self.notebook.unite(reading.contents)

    def save(self) -> Saved | Failed:
        """Write the notebook into its file."""
        if self.read_only:
            return Failed(self.read_only)
        self.refresh()
        contents = self.notebook.contents
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            doubts = replace_file(self.path, write_contents(contents, self.notebook.pack))
        except (OSError, ValueError) as error:
            return Failed(clean_line(f"{self.path}: not saved ({reason(error)})"))
        self._on_disk = contents
        return Saved(tuple(clean_line(f"{self.path}: {doubt}") for doubt in doubts))

    def close(self) -> Saved | Failed:
        """Save for the last time."""
        return self.save() if self.unsaved else Saved()
