"""The notebook's file: the door through which the screen and the commands open and save it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import chain
from os import urandom
from pathlib import Path
from threading import RLock
from time import sleep

from ccgbrief.notebook.book import Notebook
from ccgbrief.notebook.copies import Offer, beside, offers
from ccgbrief.notebook.disk import make_folder
from ccgbrief.notebook.keeping import keep_backup, keep_day, rescue, rescued_before, set_aside
from ccgbrief.notebook.locking import locked
from ccgbrief.notebook.mending import Hand
from ccgbrief.notebook.model import Contents
from ccgbrief.notebook.saving import replace_file, resolved
from ccgbrief.notebook.sight import Sight, look, refuse_unreadable
from ccgbrief.notebook.telling import Failed, Messages, Saved, failed, shortened
from ccgbrief.notebook.toml import write_contents
from ccgbrief.text import clean_line

QUIET_LOOKS = 3
"""How often the file must be found as it was left, where no lock was to be had."""

MOST_LOOKS = 20
"""How often it is looked at on leaving; two copies agree long before."""

PAUSE = 0.15
"""Seconds between such looks."""

CURE = "delete the one that is wrong: d on the screen, or in the file while no ccgbrief is open"
"""What ends a conflict; a text taken out of the file comes back from a copy that is open."""

FAULTS_TOLD = 3
"""Items of a file that could not be understood and are told one by one."""


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
        self.read_only = ""
        """Why nothing can be written, in one line with the cure; empty where it can."""
        self.offers: tuple[Offer, ...] = ()
        """Other copies that hold something this notebook does not; see `accept`."""
        self._state = state
        self._clock = clock
        self._seen: Sight | None = None
        self._on_disk = Contents()
        self._hand = Hand()
        self._locked = True
        self._rescued: Path | None = None
        self._messages = Messages(path)
        self._busy = RLock()
        self._makes_folder = False

    @classmethod
    def open(
        cls, path: Path, pack: str, state: Path, clock: Callable[[], datetime] = _now
    ) -> "NotebookFile":
        """Open the notebook of the pack with the id `pack`; a missing file is a new notebook.

        `state` is the folder for what is kept elsewhere: `locations.state_folder()`. Raises
        nothing: what is wrong stands in `read_only` and `take_messages()`.
        """
        file = cls(path, Notebook(pack, urandom(3).hex(), clock), state, clock)
        with suppress(OSError, ValueError):
            file._makes_folder = not resolved(path).parent.exists()
        file.refresh()
        file.look_for_copies()
        return file

    @property
    def unsaved(self) -> bool:
        """Whether the notebook holds anything that its file, when last seen, did not."""
        return self.notebook.contents != self._on_disk

    def take_messages(self) -> tuple[str, ...]:
        """Return what there is to tell the reader, a line each; each is returned once."""
        with self._busy:
            return self._messages.take()

    def refresh(self) -> bool:
        """Take in what other copies wrote into the file; return whether there was anything.

        Meant for every second. It may find `unsaved` to have become true: the file was deleted,
        or another copy that had no lock has written over what this one wrote.
        """
        with self._busy:
            sight = look(self.path, self.notebook.pack, self._seen)
            return sight is not self._seen and self._take_in(sight)

    def save(self) -> Saved | Failed:
        """Unite the notebook with its file, and write what the file does not hold yet."""
        with self._busy:
            if not self.unsaved:
                return Saved()
            try:
                self._find_folder()
                with locked(self.path) as self._locked:
                    self._write()
            except (OSError, ValueError) as error:
                return self._fail(error)
            if self._rescued:
                with suppress(OSError):
                    self._rescued.unlink()
                self._rescued = None
            return Saved()

    def close(self, wait: Callable[[float], None] = sleep) -> Saved | Failed:
        """Save for the last time; where there is no lock, watch for half a second that it stays."""
        self.refresh()
        outcome = self.save()
        quiet = 0
        for _ in range(MOST_LOOKS):
            if self._locked or quiet == QUIET_LOOKS or isinstance(outcome, Failed):
                break
            wait(PAUSE)
            self.refresh()
            quiet = 0 if self.unsaved else quiet + 1
            outcome = self.save()
        return outcome

    def look_for_copies(self) -> None:
        """Fill `offers` with the copies of the notebook that hold something new."""
        with self._busy:
            if self.read_only:
                return
            lost = not (self._seen and self._seen.good)
            found = chain(rescued_before(self._state, self.path), beside(self.path, backup=lost))
            self.offers = offers(found, self.notebook.contents, self.notebook.pack)
            for offer in self.offers:
                self._messages.tell(f"{offer.news} new or different in another copy, {offer.path}")

    def accept(self, offer: Offer) -> None:
        """Take in what a copy holds; the copy itself stays as it is."""
        with self._busy:
            self.notebook.unite(offer.contents)
            self.offers = tuple(other for other in self.offers if other != offer)

    def _take_in(self, sight: Sight) -> bool:
        """Unite the notebook with what was seen, and tell what the reader must know of it."""
        self._seen, self._on_disk = sight, sight.contents
        tell = self._messages.tell
        self.read_only = clean_line(f"{self.path}: {sight.barred}") if sight.barred else ""
        if sight.barred:
            tell(sight.barred)
        if sight.broken:
            with suppress(OSError):
                self._set_aside(sight)
        for fault in sight.faults[:FAULTS_TOLD]:
            tell(f"{fault}; it is kept as it is, mend it in a text editor")
        if more := sight.faults[FAULTS_TOLD:]:
            tell(f"{len(more)} more items could not be understood and are kept as they are")
        known = self.notebook.conflicts()
        changed = self.notebook.unite(self._hand.read(sight.contents))
        for note_id, versions in self.notebook.conflicts().items():
            if note_id not in known:
                texts = " and ".join(f"“{shortened(note.text)}”" for note in versions)
                tell(f"written in two copies at once, and both kept: {texts}; {CURE}")
        return changed

    def _find_folder(self) -> None:
        """Make the folder if it never was; raise OSError if it was and went, as a stick does."""
        folder = resolved(self.path).parent
        if self._makes_folder:
            make_folder(folder)
        else:
            folder.stat()

    def _today(self) -> date:
        return self._clock().date()

    def _set_aside(self, sight: Sight) -> None:
        try:
            aside = set_aside(self.path, sight.data or b"", "broken", self._today())
        except OSError:
            self._messages.tell(f"{sight.broken}; it stays as it is, for no copy could be made")
            raise
        self._messages.tell(
            f"{sight.broken}; it is kept as {aside.name}: mend that and put it back, or go on anew"
        )

    def _write(self) -> None:
        """Do what `save` does, the lock being held; raises OSError and ValueError."""
        sight = look(self.path, self.notebook.pack, self._seen)
        if sight is not self._seen:
            self._take_in(sight)
        if sight.barred:
            raise ValueError(sight.barred)
        if sight.broken:
            self._set_aside(sight)
        contents = self.notebook.contents
        if contents == sight.contents:
            return
        data = write_contents(contents, self.notebook.pack)
        refuse_unreadable(data)
        doubts = [] if sight.good else keep_backup(self.path, self._today())
        doubts += replace_file(self.path, data, sight.good)
        if sight.good:
            doubts += keep_day(self._state, self.path, sight.good, self._today())
        for doubt in doubts:
            self._messages.tell(doubt)
        if lost := self.notebook.take_replaced():
            self._messages.tell(f"{lost} × what no file can hold was replaced by �")
        self._seen, self._on_disk = Sight(data, contents), contents
        self._hand.remember(contents)

    def _fail(self, error: Exception) -> Failed:
        with suppress(ValueError):
            data = write_contents(self.notebook.contents, self.notebook.pack)
            self._rescued = rescue(self._state, self.path, self.notebook.by, data, self._rescued)
        return failed(self.path, error, self._rescued)
