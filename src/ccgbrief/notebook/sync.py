"""Merges what others write to a notebook file into the open notebook, for `NotebookStore`."""

from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from pathlib import Path

from ccgbrief.notebook.backups import backup_of
from ccgbrief.notebook.external_edits import ExternalEdits, withheld
from ccgbrief.notebook.merge import misses
from ccgbrief.notebook.messages import Messages, conflict_message, fault_messages
from ccgbrief.notebook.model import Contents, Note, NotebookHead, UnparsedItem
from ccgbrief.notebook.notebook import Notebook
from ccgbrief.notebook.queries import conflicts_in
from ccgbrief.notebook.snapshot import FileSnapshot, look

SETTLING = 3.0
"""Seconds between two reads that must agree before a half-written file is overwritten."""


class FileSync:
    """What one open copy of a notebook has read from its file.

    A file that is copied over a slow line is, for a while, only its beginning. Overwritten at that
    moment, all that was still to come would be lost.
    """

    def __init__(self, path: Path, notebook: Notebook, messages: Messages) -> None:
        """Start without reading; what the reader must know goes into `messages`."""
        self.snapshot = FileSnapshot()
        """What was last read."""
        self.head = NotebookHead()
        """What the notebook last said about itself, even if its file is gone by now."""
        self._path = path
        self._notebook = notebook
        self._messages = messages
        self._edits = ExternalEdits()
        self._whole = Contents()
        """The content of the file when it was last read and nothing was missing from it."""
        self._conflicts: Mapping[str, Sequence[Note]] | None = None
        """The notes of which two versions were written at once; None before the first read."""
        self._has_read = False
        self._inode = 0
        """A file that is written in place keeps this."""
        self._may_be_half = False
        self._doubted: FileSnapshot | None = None
        """What was read when it was last left alone because it may be half written."""

    def look(self) -> bool:
        """Read the file and merge what is new; return whether anything was."""
        snapshot = look(self._path, self._notebook.pack, self.snapshot)
        if snapshot is self.snapshot:
            return False
        self.snapshot = snapshot
        self.head = snapshot.head if snapshot.head != NotebookHead() else self.head
        self._has_read |= not snapshot.is_unread
        self._notebook.is_unread = not self._has_read
        self._notebook.forget_withheld(self._withheld(snapshot))
        self._notebook.forget(*self._removed_by_hand(snapshot))
        if snapshot.refusal:
            self._messages.add(snapshot.refusal)
        for line in fault_messages(snapshot.faults):
            self._messages.add(line)
        changed = self._merge(snapshot)
        self._report_conflicts()
        return changed

    def _report_conflicts(self) -> None:
        """Report the new ones; at first only those of two texts, which wait for the reader."""
        before, self._conflicts = self._conflicts, conflicts_in(self._notebook.contents)
        for note_id in self._conflicts.keys() - (before or {}).keys():
            versions = self._conflicts[note_id]
            if before is not None or not any(version.gone for version in versions):
                self._messages.add(conflict_message(versions))

    def is_settled(self) -> bool:
        """Return whether the file may be overwritten; two reads of a partial one must agree."""
        settled = not self._may_be_half or self.snapshot is self._doubted
        self._doubted = self.snapshot
        return settled

    def wrote(self, data: bytes, contents: Contents, head: NotebookHead) -> None:
        """Record that the file was replaced by ours."""
        self.snapshot, self.head = FileSnapshot(data, contents, head=head), head
        self._has_read, self._notebook.is_unread = True, False
        self._inode, self._may_be_half, self._doubted = _inode_of(self._path), False, None
        self._whole = contents
        self._edits.remember(contents)
        self._report_conflicts()

    def merge_late(self, replaced: FileSnapshot) -> bool:
        """Merge what somebody wrote to the old file, now .bak, while it was being replaced."""
        late = look(backup_of(self._path), self._notebook.pack, replaced)
        return late is not replaced and self._merge(late)

    def _merge(self, snapshot: FileSnapshot) -> bool:
        return self._notebook.merge(self._edits.read(snapshot.contents))

    def _withheld(self, snapshot: FileSnapshot) -> Set[tuple[str, str]]:
        """Return the tables and keys of what the file now holds back, if nothing new is here."""
        before, here = self._whole, self._notebook.contents
        held = withheld(snapshot.contents, before) if snapshot.good else set()
        self._whole = before.without(held)  # it is not missing from the file
        return {
            (table, key)
            for table, key in held
            if getattr(here, table).get(key) == getattr(before, table)[key]
        }

    def _removed_by_hand(self, snapshot: FileSnapshot) -> tuple[Set[UnparsedItem], Set[str]]:
        """Return the unparsed items and unknown keys that somebody removed, if all else is there.

        Also records whether the file may be half written.
        """
        old_inode, self._inode = self._inode, _inode_of(self._path)
        before, now = self._whole, snapshot.contents
        lost = misses(now, before)
        in_place = old_inode == self._inode
        self._may_be_half = snapshot.is_blank or bool(snapshot.broken) or (lost and in_place)
        if lost or snapshot.refusal or not snapshot.good:
            return frozenset(), frozenset()
        self._whole = now
        return before.unparsed - now.unparsed, before.extra.keys() - now.extra.keys()


def _inode_of(path: Path) -> int:
    with suppress(OSError, ValueError):
        return path.stat().st_ino
    return 0
