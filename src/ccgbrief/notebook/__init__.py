"""What the reader writes: ticks, read marks, bookmarks and notes, and the file that keeps them."""

from ccgbrief.notebook.conflict_copies import ConflictCopy, fingerprint_of
from ccgbrief.notebook.messages import Failed, Saved
from ccgbrief.notebook.model import Contents, Mark, Note, Place, Status
from ccgbrief.notebook.notebook import Notebook, NoteFields
from ccgbrief.notebook.queries import agreed, answers_to, interests_in, position_on
from ccgbrief.notebook.store import NotebookStore
from ccgbrief.notebook.undo import UndoHistory, Undone

__all__ = [
    "ConflictCopy",
    "Contents",
    "Failed",
    "Mark",
    "Note",
    "NoteFields",
    "Notebook",
    "NotebookStore",
    "Place",
    "Saved",
    "Status",
    "UndoHistory",
    "Undone",
    "agreed",
    "answers_to",
    "fingerprint_of",
    "interests_in",
    "position_on",
]
