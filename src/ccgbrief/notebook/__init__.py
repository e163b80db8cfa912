"""What the reader writes: ticks, read marks, bookmarks and notes, and the file that keeps them."""

from ccgbrief.notebook.book import Notebook
from ccgbrief.notebook.file import Failed, NotebookFile, Saved
from ccgbrief.notebook.model import Contents, Mark, Note, NoteKind, Place
from ccgbrief.notebook.pace import Pace

__all__ = [
    "Contents",
    "Failed",
    "Mark",
    "Note",
    "NoteKind",
    "Notebook",
    "NotebookFile",
    "Pace",
    "Place",
    "Saved",
]
