"""What the reader writes: ticks, read marks, bookmarks and notes, and the file that keeps them."""

from ccgbrief.notebook.conflict_copies import Offer
from ccgbrief.notebook.messages import Failed, Saved
from ccgbrief.notebook.model import Contents, Mark, Note, NoteKind, Place, Status
from ccgbrief.notebook.notebook import Notebook, Wording
from ccgbrief.notebook.queries import agreed, answers_to, interests_in, position_on
from ccgbrief.notebook.save_schedule import Pace
from ccgbrief.notebook.store import NotebookFile

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
