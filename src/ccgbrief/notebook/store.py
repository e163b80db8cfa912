"""Opens and saves a notebook in its file, for the screen and the commands."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain
from os import urandom
from pathlib import Path
from threading import RLock
from time import sleep

from ccgbrief.files import is_there, make_folder, reason, resolved
from ccgbrief.notebook.backups import (
    ChangedError,
    backup_of,
    drop_rescued,
    keep_day,
    keep_saved,
    last_saved,
    replace_notebook,
    rescue,
    rescued_before,
)
from ccgbrief.notebook.broken import broken_message, keep_backups, keep_broken, keep_broken_once
from ccgbrief.notebook.conflict_copies import (
    ConflictCopy,
    beside,
    copy_messages,
    count_news,
    faults_in,
    is_replaced,
    new_copies,
    unreadable_copies,
    unreadable_lines,
)
from ccgbrief.notebook.draft_file import DraftFile
from ccgbrief.notebook.external_edits import with_replaced, without_mended
from ccgbrief.notebook.lock import PATIENCE, lock_of, locked
from ccgbrief.notebook.merge import difference
from ccgbrief.notebook.messages import Failed, MergeBy, Messages, Saved, save_failure, unsaved_lines
from ccgbrief.notebook.model import Contents, NotebookHead
from ccgbrief.notebook.notebook import Notebook
from ccgbrief.notebook.serialization import write_contents
from ccgbrief.notebook.snapshot import FileSnapshot, refuse_unreadable
from ccgbrief.notebook.sync import SETTLING, FileSync

QUIET_LOOKS = 3
"""How many times the file must be found unchanged if it could not be locked."""

MOST_LOOKS = 20
"""How many times it is read on leaving; two copies agree long before."""

PAUSE = 0.15
"""Seconds between these checks."""

MOST_WAITS = 3
"""How many times a save waits for the file to settle."""

MOST_STARTS = 30
"""How many times a save starts again because somebody else wrote to the file meanwhile."""

_RESTLESS = "another program keeps writing into it; close that, or name another file with --notes"

_EMPTIED = "it is empty, though it was saved before; look for its notes in a copy elsewhere"

Wait = Callable[[float], None]
"""Waits so many seconds."""


def _now() -> datetime:
    return datetime.now(UTC)


class NotebookStore:
    """A notebook and the file it is kept in; any thread may call any method."""

    def __init__(
        self, path: Path, notebook: Notebook, state: Path, clock: Callable[[], datetime]
    ) -> None:
        """Attach `notebook` to the file at `path` without reading it; use `open` instead."""
        self.path = path
        self.notebook = notebook
        self.copies: tuple[ConflictCopy, ...] = ()
        """Other copies with something that this notebook lacks; see `accept`."""
        self.drafts: tuple[ConflictCopy, ...] = ()
        """What was being written when programs ended, and not kept; see `resume`."""
        self.new_head: NotebookHead | None = None
        """What the notebook says about itself when next written; None for what its file says."""
        self.patience = PATIENCE
        """Seconds that a save waits for other copies."""
        self.waiting: Callable[[], None] = lambda: None
        """Called when it has waited for a second."""
        self.draft = DraftFile(state, path, notebook)
        """What is being written to it."""
        self._state = state
        self._clock = clock
        self._locked = True
        self._rescued: Path | None = None
        self._rescued_contents: Contents | None = None
        """All that the notebook had when what its file lacked was rescued last."""
        self.messages = Messages(path)
        """What the reader is to know; `take_messages` returns each once."""
        self._sync = FileSync(path, notebook, self.messages)
        self._busy = RLock()
        self._makes_folder = False
        self._signs: set[tuple[Path, int, int]] = set()
        """Of the files beside it that may be copies, when those were last looked for."""

    @classmethod
    def open(
        cls,
        path: Path,
        pack: str,
        state: Path,
        clock: Callable[[], datetime] = _now,
        *,
        copies: bool = True,
    ) -> "NotebookStore":
        """Open the notebook of the pack with the id `pack`; a missing file is a new notebook.

        `state` is the folder for files kept elsewhere: `paths.state_folder()`. Without `copies`,
        none are looked for. Raises nothing: problems are in `read_only` and `take_messages()`.
        """
        store = cls(path, Notebook(pack, urandom(3).hex(), clock), state, clock)
        with suppress(OSError, ValueError):
            store._makes_folder = not resolved(path).parent.exists()
        store.refresh()
        if copies:
            store.find_copies()
        return store

    @property
    def read_only(self) -> str:
        """Why nothing can be written, in one line with the cure; empty if it can."""
        return self.messages.line(refusal) if (refusal := self._sync.snapshot.refusal) else ""

    @property
    def head(self) -> NotebookHead:
        """What the notebook says about itself."""
        return (self.new_head or self._sync.head)._replace(pack=self.notebook.pack)

    @property
    def written_for(self) -> NotebookHead:
        """What its file says of the pack that it was last written for."""
        return self._sync.head

    @property
    def unread(self) -> str:
        """Why the file could not be read, in one line; it must not be taken for empty."""
        return self.broken or (self.read_only if self._sync.snapshot.is_unread else "")

    @property
    def unsaved(self) -> bool:
        """Whether the notebook has anything that its file, when last read, did not."""
        return self.notebook.contents != self._sync.snapshot.contents

    @property
    def is_on_disk(self) -> bool:
        """Whether all that is in the notebook is in its file, or rescued to another."""
        return not self.unsaved or self.notebook.contents == self._rescued_contents

    @property
    def broken(self) -> str:
        """Why the file cannot be understood, in one line with the cure; empty if it can."""
        snapshot = self._sync.snapshot
        return broken_message(self.path, self.notebook.pack, snapshot) if snapshot.broken else ""

    def take_messages(self, by: MergeBy = MergeBy.COMMAND) -> tuple[str, ...]:
        """Return what the reader should know, one line for each; each is returned only once.

        `by` is what merges a copy where they are shown.
        """
        with self._busy:
            return self.messages.take(by)

    def refresh(self, *, sets_aside: bool = True) -> bool:
        """Merge what other copies wrote to the file; return whether there was anything.

        A file that is still not understood is set aside, or else only said to be so.

        This is meant to be called every second. Afterwards `unsaved` may be true: the file was
        deleted, or another copy without a lock has overwritten what this one wrote.
        """
        with self._busy:
            before = self._sync.snapshot
            changed = self._sync.look()
            if before.broken and self._sync.snapshot is before:  # nobody is writing it any more
                self._report_broken(sets_aside=sets_aside)
            return changed

    def _report_broken(self, *, sets_aside: bool) -> None:
        if sets_aside:
            with suppress(OSError):
                self._set_aside()
        else:
            self.messages.add_line(f"{self.broken}; what was read of it before is kept here")

    def set_broken_aside(self, wait: Wait = sleep) -> str:
        """Set a file aside that cannot be understood even after a while; say so in one line.

        Returns `""` if it can be understood, or was set aside before: `save` then continues with a
        new notebook.
        """
        if not self.broken:
            return ""
        wait(SETTLING)
        with self._busy:
            self._sync.look()
            snapshot = self._sync.snapshot
            if not snapshot.broken:
                return ""
            return keep_broken_once(self.path, self.notebook.pack, snapshot, self._clock().date())

    def save(self, wait: Wait = sleep, *, anyway: bool = False) -> Saved | Failed:
        """Merge the notebook with its file, and write what the file lacks; all of it if `anyway`.

        Waits if another program seems to be in the middle of writing the file.
        """
        for _ in range(MOST_WAITS):
            with self._busy:
                if not (self.unsaved or anyway):
                    return Saved()
                if outcome := self._try_to_save(anyway=anyway):
                    return outcome
            wait(SETTLING)
        with self._busy:
            return self._fail(ValueError(_RESTLESS))

    @property
    def unnamed_series(self) -> str:
        """The series of its pack, by which other meetings find it, if its file does not name it."""
        series = self.new_head.series if self.new_head else ""
        snapshot = self._sync.snapshot
        is_named = series == snapshot.head.series or not snapshot.data  # then the first save does
        return "" if is_named else series

    def name_series(self, wait: Wait = sleep) -> str:
        """Have a notebook that was begun before its pack was of a series name it in its file.

        Returns why that could not be done, in one line.
        """
        if not self.unnamed_series:
            return ""
        if problem := self.broken or self.read_only:
            return problem
        outcome = self.save(wait, anyway=True)
        return outcome.message if isinstance(outcome, Failed) else ""

    def close(self, wait: Wait = sleep) -> Saved | Failed:
        """Save for the last time; without a lock, watch the file for half a second.

        Where that fails and there is no rescue file, the message has all that is in no file.
        """
        self.refresh()
        outcome = self.save(wait)
        quiet = 0
        for _ in range(MOST_LOOKS):
            if self._locked or quiet == QUIET_LOOKS or isinstance(outcome, Failed):
                break
            wait(PAUSE)
            self.refresh()
            quiet = 0 if self.unsaved else quiet + 1
            outcome = self.save(wait)
        if isinstance(outcome, Failed) and outcome.rescue is None:
            unsaved = unsaved_lines(self.notebook, self._sync.snapshot.contents)
            return outcome._replace(message="\n".join([outcome.message, *unsaved]))
        return outcome

    def find_new_copies(self) -> None:
        """Look for copies again, if a file that may be one has come or changed."""
        if self._signs != self._signs_beside():
            self.find_copies()

    def _signs_beside(self) -> set[tuple[Path, int, int]]:
        signs = set()
        for path in beside(self.path):
            with suppress(OSError):
                status = path.stat()
                signs.add((path, status.st_mtime_ns, status.st_size))
        return signs

    def find_copies(self, *, in_folder: bool = True, offers: bool = True) -> None:
        """Fill `copies` with the copies of the notebook that have something new, and `drafts`.

        Without `in_folder`, only with what was rescued or being written when a program ended.
        Without `offers`, nothing is said of them: they are merged at once.
        """
        with self._busy:
            if self.read_only:
                return
            pack = self.notebook.pack
            self._signs = self._signs_beside() if in_folder else self._signs
            for _ in range(MOST_STARTS):
                rescued = tuple(self.draft.others(rescued_before(self._state, self.path)))
                snapshot = self._sync.snapshot
                others = tuple(beside(self.path)) if in_folder else ()
                own, contents = self.backups() if in_folder else (), self.notebook.contents
                every, left = new_copies((*rescued, *others), own, contents, pack)
                if not every or not self._sync.look():  # it may have been saved to meanwhile
                    break
            unread = unreadable_copies((*others, *own), pack)
            unreadable = chain(unreadable_lines(rescued, pack), unread)
            for line in chain(unreadable, faults_in(every)):
                self.messages.add_line(line)
            is_emptied = snapshot.is_blank and self.notebook.contents == Contents()
            if is_emptied and not every and is_there(lock_of(self.path)):
                self.messages.add(_EMPTIED)
            self.drafts = tuple(copy for copy in every if copy.is_draft)
            self.copies = tuple(copy for copy in every if not copy.is_draft)
            for line, cures in copy_messages(every, left) if offers else ():
                self.messages.add(line, cures)

    def backups(self) -> tuple[Path, ...]:
        """Return the files with what was saved here and may be missing from the file.

        It is lost, holds nothing, or another version was put over it.
        """
        mine, file = self.notebook.contents, self._sync.snapshot
        is_lost = not file.good or file.contents == Contents()
        if is_lost or is_replaced(self.path, self._state, mine, self.notebook.pack, file):
            return last_saved(self._state, self.path), backup_of(self.path)
        return ()

    def accept(self, copy: ConflictCopy) -> int:
        """Merge a copy, which itself is not changed; return how much of it was new or different."""
        with self._busy:
            before = self.notebook.contents
            self.notebook.merge(without_mended(copy.contents, self.notebook.contents))
            self.copies = tuple(other for other in self.copies if other != copy)
            return count_news(before, self.notebook.contents)

    def resume(self, draft: ConflictCopy) -> None:
        """Let what was being written be held, kept or discarded here, and no longer offered."""
        with self._busy:
            self.draft.resume(draft.path)
            self.drafts = tuple(other for other in self.drafts if other != draft)

    def _set_aside(self) -> None:
        snapshot = self._sync.snapshot
        try:
            self.messages.add(keep_broken(self.path, snapshot, self._clock().date()))
        except OSError:
            self.messages.add(f"{snapshot.broken}; it stays as it is, for no copy could be made")
            raise

    def _try_to_save(self, *, anyway: bool) -> Saved | Failed | None:
        """Return None if it should be tried again after a while."""
        try:
            folder = resolved(self.path).parent
            if self._makes_folder and not self._sync.snapshot.refusal:
                make_folder(folder)
            else:
                folder.stat()  # on a memory stick that was removed it is not created again
            with locked(self.path, self.patience, self.waiting) as self._locked:
                for _ in range(MOST_STARTS):
                    with suppress(ChangedError):
                        return self._write(anyway=anyway)
            return self._fail(ValueError(_RESTLESS))
        except (OSError, ValueError) as error:
            return self._fail(error)

    def _write(self, *, anyway: bool) -> Saved | None:
        """Do what `save` does while the lock is held; return None if the file has not settled.

        Raises OSError, ValueError, and ChangedError if it should be tried again.
        """
        self._sync.look()
        snapshot = self._sync.snapshot
        if snapshot.refusal:
            raise ValueError(snapshot.refusal)
        if not self._sync.is_settled():
            return None
        if snapshot.broken:
            self._set_aside()
        contents = self.notebook.contents
        if contents != snapshot.contents or anyway:
            self._replace(contents, snapshot)
        self._drop_rescued()
        return Saved()

    def _replace(self, contents: Contents, snapshot: FileSnapshot) -> None:
        data = write_contents(contents, self.head)
        refuse_unreadable(data)
        good, today = snapshot.good, self._clock().date()
        unkept = keep_backups(self.path, self.backups(), today)  # which are then not written over
        backup = bool(good) and not unkept
        result = replace_notebook(self.path, data, snapshot.data or b"", backup=backup)
        doubts = [*unkept, *result.doubts]
        if good:
            doubts += keep_day(self._state, self.path, good, today)
        for doubt in doubts:
            self.messages.add(doubt)
        if lost := self.notebook.take_replaced():
            self.messages.add(f"{lost} × a character that no file can hold was replaced by �")
        late = result.has_backup and self._sync.merge_late(snapshot)
        if not unkept:
            keep_saved(self._state, self.path, data)
        self._sync.wrote(data, contents, self.head)
        if late:
            raise ChangedError(self.path)

    def _fail(self, error: Exception) -> Failed:
        if not self.unsaved:
            return Failed(self.messages.line(reason(error)), None)
        rescued = None
        with suppress(ValueError):
            saved, contents = self._sync.snapshot.contents, self.notebook.contents
            new = with_replaced(difference(contents, saved), saved)
            data = write_contents(new, self.head)
            rescued = rescue(self._state, self.path, self.notebook.by, data, self._rescued)
            self._rescued_contents = contents if rescued else self._rescued_contents
        if rescued and rescued != self._rescued:
            self._drop_rescued()
            self._rescued = rescued
        return save_failure(self.path, error, rescued)

    def _drop_rescued(self) -> None:
        if self._rescued:
            drop_rescued(self._rescued)
            self._rescued = None
