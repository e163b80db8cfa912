"""The reader's notebook: ticks, read marks, bookmarks and notes, and the file that keeps them."""

from ccgbrief.notebook.conflict_copies import ConflictCopy, fingerprint_of, note_in, writing
from ccgbrief.notebook.draft_file import Change
from ccgbrief.notebook.messages import Failed, MergeBy, Saved
from ccgbrief.notebook.model import Contents, Mark, Note, NotebookHead, Place, Status, says_private
from ccgbrief.notebook.notebook import Notebook, NoteFields
from ccgbrief.notebook.queries import (
    agreed,
    answers_to,
    as_read,
    contradiction,
    interests_in,
    position_on,
    version_of,
)
from ccgbrief.notebook.series import NO_SERIES, Carried, Meeting, Series
from ccgbrief.notebook.store import NotebookStore
from ccgbrief.notebook.undo import UndoHistory, Undone

__all__ = [
    "NO_SERIES",
    "Carried",
    "Change",
    "ConflictCopy",
    "Contents",
    "Failed",
    "Mark",
    "Meeting",
    "MergeBy",
    "Note",
    "NoteFields",
    "Notebook",
    "NotebookHead",
    "NotebookStore",
    "Place",
    "Saved",
    "Series",
    "Status",
    "UndoHistory",
    "Undone",
    "agreed",
    "answers_to",
    "as_read",
    "contradiction",
    "fingerprint_of",
    "interests_in",
    "note_in",
    "position_on",
    "says_private",
    "version_of",
    "writing",
]
