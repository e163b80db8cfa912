"""What the reader writes: ticks, read marks, bookmarks and notes, and the file that keeps them."""

from ccgbrief.notebook.book import Notebook, Wording
from ccgbrief.notebook.copies import Offer
from ccgbrief.notebook.file import NotebookFile
from ccgbrief.notebook.model import Contents, Mark, Note, NoteKind, Place, Status
from ccgbrief.notebook.pace import Pace
from ccgbrief.notebook.standing import agreed, answers_to, interests_in, position_on
from ccgbrief.notebook.telling import Failed, Saved

__all__ = [
    "Contents",
    "Failed",
    "Mark",
    "Note",
    "NoteKind",
    "Notebook",
    "NotebookFile",
    "Offer",
    "Pace",
    "Place",
    "Saved",
    "Status",
    "Wording",
    "agreed",
    "answers_to",
    "interests_in",
    "position_on",
]
