"""What a letter would change, said before it does: for the main screen.

A letter may be the first of a word that was to be searched for, and so none of them changes a
record, or shows a room what is private, on its own.
"""

from collections.abc import Callable

from ccgbrief.files import current_folder
from ccgbrief.notebook import Note, Place, UndoHistory
from ccgbrief.pack import Article
from ccgbrief.session import Session
from ccgbrief.text import clean_line, first_words
from ccgbrief.view.blocks import Block
from ccgbrief.view.note_actions import (
    bookmarks_on,
    duty_of,
    is_done,
    next_status,
    place_of,
    ticked_by,
)
from ccgbrief.view.note_blocks import QUOTED_LENGTH, place_name
from ccgbrief.view.view_state import ViewState

ASKED_EACH_TIME = frozenset({"copy.write"})
"""Commands that a third press does not do once more: each time leaves another file."""


def change_asked_for(
    command: str,
    session: Session,
    shown: ViewState,
    block: Block | None,
    notes: Callable[[], list[Note]],
    history: UndoHistory,
) -> str:
    """Return what the letter of a command would change; `""` where that is nothing.

    `block` is under the cursor; `notes` returns those there or on it, and is called if need be.
    """
    ask: dict[str, Callable[[], str]] = {
        "tick": lambda: _tick(session, block),
        "bookmark": lambda: _bookmark(session, block),
        "status": lambda: _status(session, block),
        "note.delete": lambda: _delete(session, notes()),
        "note.attach": lambda: _attach(session, notes(), block),
        "undo": lambda: _undo(history, shown),
        "minutes": lambda: "asks how to write the minutes",
        "merge": lambda: "merges in copies of the notebook",
        "copy.write": lambda: _write(shown),
        "public": lambda: _public(shown),
        "copy.form": lambda: "changes the format of copies, from now on",
    }
    return ask[command]() if command in ask else ""


def _tick(session: Session, block: Block | None) -> str:
    item = ticked_by(session.pack, block)
    if block is None or item is None:
        return ""
    done = is_done(session.pack, session.notebook, block)
    if isinstance(item, Note):
        return "opens it again" if done else f"marks it as {item.kind.traits.done}"
    if isinstance(item, Article):
        return f"marks it as {'unread' if done else 'read'}"
    return "unticks it" if done else "ticks it"


def _bookmark(session: Session, block: Block | None) -> str:
    place = place_of(session.pack, block)
    if place == Place():
        return ""
    is_marked = bookmarks_on(session.pack, session.notebook, place)
    does = "removes the bookmark from" if is_marked else "bookmarks"
    return f"{does} {place_name(session.pack, place)}"


def _status(session: Session, block: Block | None) -> str:
    duty = duty_of(session.pack, block)
    if duty is None:
        return ""
    status = next_status(session.notebook, duty)
    return f"marks as {status.replace('-', ' ')}: {duty.title}"


def _delete(session: Session, notes: list[Note]) -> str:
    if len(notes) != 1 or session.series.meeting_of(notes[0]):
        return ""
    return f"deletes the {notes[0].kind.value} “{_begun(notes[0])}”"


def _attach(session: Session, notes: list[Note], block: Block | None) -> str:
    if block is None or not (block.note or block.passage):
        return ""
    if notes and session.series.meeting_of(notes[0]):
        return ""
    return f"attaches “{_begun(notes[0])}” anew" if notes else "attaches a note here"


def _undo(history: UndoHistory, shown: ViewState) -> str:
    if not history.count:
        return ""
    is_hidden = shown.public and history.is_last_private
    return f"undoes: {'a change of a private note' if is_hidden else history.last}"


def _public(shown: ViewState) -> str:
    does = "shows" if shown.public else "hides"
    return "" if shown.presenting else f"{does} private notes"


def _write(shown: ViewState) -> str:
    count = len(shown.picked)
    passages = "1 selected passage" if count == 1 else f"{count} selected passages"
    return f"writes {passages} into a new file in {current_folder()}" if count else ""


def _begun(note: Note) -> str:
    return first_words(clean_line(note.text), QUOTED_LENGTH)
