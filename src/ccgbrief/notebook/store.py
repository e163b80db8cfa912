"""The notebook's file: the door through which the screen and the commands open and save it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import chain
from os import urandom
from pathlib import Path
from threading import RLock
from time import sleep

from ccgbrief.files import make_folder, resolved
from ccgbrief.notebook.backups import (
    ChangedError,
    drop_rescued,
    keep_backup,
    keep_day,
    replace_notebook,
    rescue,
    rescued_before,
)
from ccgbrief.notebook.breakage import keep_broken, keep_for_writers, told_to_readers
from ccgbrief.notebook.conflict_copies import Offer, beside, offers, offers_told
from ccgbrief.notebook.lock import locked
from ccgbrief.notebook.messages import Failed, Messages, Saved, failed, said_at_the_end
from ccgbrief.notebook.notebook import Notebook
from ccgbrief.notebook.serialization import write_contents
from ccgbrief.notebook.settling import SETTLING
from ccgbrief.notebook.snapshot import Sight, refuse_unreadable
from ccgbrief.notebook.sync import Watch

QUIET_LOOKS = 3
"""How often the file must be found as it was left, where no lock was to be had."""

MOST_LOOKS = 20
"""How often it is looked at on leaving; two copies agree long before."""

PAUSE = 0.15
"""Seconds between such looks."""

MOST_WAITS = 3
"""How often a save waits for the file to settle."""

MOST_STARTS = 30
"""How often a save begins again because somebody else wrote into the file meanwhile."""

_RESTLESS = "another program keeps writing into it; close that, or name another file with --notes"


def _now() -> datetime:
    return datetime.now(UTC)


class NotebookFile:
    """A notebook and the file it is kept in; any thread may call any method."""

    def __init__(
        self, path: Path, notebook: Notebook, state: Path, clock: Callable[[], datetime]
    ) -> None:
        """Tie `notebook` to the file at `path` without a look at it; use `open`."""
        self.path = path
        self.notebook = notebook
        self.offers: tuple[Offer, ...] = ()
        """Other copies that hold something this notebook does not; see `accept`."""
        self._state = state
        self._clock = clock
        self._locked = True
        self._rescued: Path | None = None
        self._messages = Messages(path)
        self._watch = Watch(path, notebook, self._messages)
        self._busy = RLock()
        self._makes_folder = False

    @classmethod
    def open(
        cls, path: Path, pack: str, state: Path, clock: Callable[[], datetime] = _now
    ) -> "NotebookFile":
        """Open the notebook of the pack with the id `pack`; a missing file is a new notebook.

        `state` is the folder for what is kept elsewhere: `paths.state_folder()`. Raises
        nothing: what is wrong stands in `read_only` and `take_messages()`.
        """
        file = cls(path, Notebook(pack, urandom(3).hex(), clock), state, clock)
        with suppress(OSError, ValueError):
            file._makes_folder = not resolved(path).parent.exists()
        file.refresh()
        file.look_for_copies()
        return file

    @property
    def read_only(self) -> str:
        """Why nothing can be written, in one line with the cure; empty where it can."""
        return self._watch.read_only

    @property
    def unsaved(self) -> bool:
        """Whether the notebook holds anything that its file, when last seen, did not."""
        return self.notebook.contents != self._watch.on_disk

    @property
    def broken(self) -> str:
        """Why the file cannot be understood, in one line with the cure; empty where it can."""
        sight = self._watch.sight
        if sight is None or not sight.broken:
            return ""
        return told_to_readers(self.path, self.notebook.pack, sight)

    def said_at_the_end(self) -> list[str]:
        """Return what was written and is nowhere but in memory, a line each."""
        return said_at_the_end(self.notebook.contents, self._watch.on_disk, self.notebook.by)

    def take_messages(self) -> tuple[str, ...]:
        """Return what there is to tell the reader, a line each; each is returned once."""
        with self._busy:
            return self._messages.take()

    def take_news(self) -> bool:
        """Return whether anything was taken in from the file since last asked, by any method.

        Also a save takes in what it finds: whoever shows the notebook asks after either.
        """
        with self._busy:
            return self._watch.take_news()

    def refresh(self) -> bool:
        """Take in what other copies wrote into the file; return whether there was anything.

        Meant for every second. It may find `unsaved` to have become true: the file was deleted,
        or another copy that had no lock has written over what this one wrote.
        """
        with self._busy:
            before = self._watch.sight
            sight, changed = self._watch.look()
            if sight.broken and sight is before:  # nobody is in the midst of writing it
                with suppress(OSError):
                    self._set_aside(sight)
            return changed

    def put_aside(self, wait: Callable[[float], None] = sleep) -> str:
        """Set a file aside that cannot be understood, nor after a while; say so in one line.

        Returns nothing if it can be understood, or stands aside from before: `save` then goes on
        with a new notebook.
        """
        if not self.broken:
            return ""
        wait(SETTLING)
        with self._busy:
            sight, _ = self._watch.look()
            if not sight.broken:
                return ""
            return keep_for_writers(self.path, self.notebook.pack, sight, self._today())

    def save(self, wait: Callable[[float], None] = sleep) -> Saved | Failed:
        """Unite the notebook with its file, and write what the file does not hold yet.

        Waits where the file seems to be in the midst of being written by another program.
        """
        for _ in range(MOST_WAITS):
            with self._busy:
                if not self.unsaved:
                    return Saved()
                if outcome := self._try_to_save():
                    return outcome
            wait(SETTLING)
        with self._busy:
            return self._fail(ValueError(_RESTLESS))

    def _try_to_save(self) -> Saved | Failed | None:
        """Return None if it is to be tried again after a while."""
        try:
            folder = resolved(self.path).parent
            if self._makes_folder:
                make_folder(folder)
            else:
                folder.stat()  # one that was there and is not, as a stick is taken out, is not made
            with locked(self.path) as self._locked:
                for _ in range(MOST_STARTS):
                    with suppress(ChangedError):
                        return self._saved() if self._write() else None
            return self._fail(ValueError(_RESTLESS))
        except (OSError, ValueError) as error:
            return self._fail(error)

    def _saved(self) -> Saved:
        if self._rescued:
            drop_rescued(self._rescued)
            self._rescued = None
        return Saved()

    def close(self, wait: Callable[[float], None] = sleep) -> Saved | Failed:
        """Save for the last time; where there is no lock, watch for half a second that it stays."""
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
        return outcome

    def look_for_copies(self) -> None:
        """Fill `offers` with the copies of the notebook that hold something new."""
        with self._busy:
            if self.read_only:
                return
            lost = not (self._watch.sight and self._watch.sight.good)
            found = chain(rescued_before(self._state, self.path), beside(self.path, backup=lost))
            self.offers, left = offers(found, self.notebook.contents, self.notebook.pack)
            for line in offers_told(self.offers, left):
                self._messages.tell(line)

    def accept(self, offer: Offer) -> None:
        """Take in what a copy holds; the copy itself stays as it is."""
        with self._busy:
            self.notebook.unite(offer.contents)
            self.offers = tuple(other for other in self.offers if other != offer)

    def _today(self) -> date:
        return self._clock().date()

    def _set_aside(self, sight: Sight) -> None:
        try:
            self._messages.tell(keep_broken(self.path, sight, self._today()))
        except OSError:
            self._messages.tell(f"{sight.broken}; it stays as it is, for no copy could be made")
            raise

    def _write(self) -> bool:
        """Do what `save` does, the lock being held; return whether it was time for it.

        Raises OSError, ValueError, and ChangedError where it is to be done again.
        """
        sight, _ = self._watch.look()
        if sight.barred:
            raise ValueError(sight.barred)
        if not self._watch.is_settled(sight):
            return False
        if sight.broken:
            self._set_aside(sight)
        contents = self.notebook.contents
        if contents == sight.contents:
            return True
        data = write_contents(contents, self.notebook.pack)
        refuse_unreadable(data)
        doubts = [] if sight.good else keep_backup(self.path, self._today())
        doubts += replace_notebook(self.path, data, sight.data or b"", backup=bool(sight.good))
        backed = sight.good and not doubts
        if sight.good:
            doubts += keep_day(self._state, self.path, sight.good, self._today())
        for doubt in doubts:
            self._messages.tell(doubt)
        if lost := self.notebook.take_replaced():
            self._messages.tell(f"{lost} × what no file can hold was replaced by �")
        late = backed and self._watch.look_late(sight)
        self._watch.wrote(data, contents)
        if late:
            raise ChangedError(self.path)
        return True

    def _fail(self, error: Exception) -> Failed:
        with suppress(ValueError):
            data = write_contents(self.notebook.contents, self.notebook.pack)
            self._rescued = rescue(self._state, self.path, self.notebook.by, data, self._rescued)
        return failed(self.path, error, self._rescued)
