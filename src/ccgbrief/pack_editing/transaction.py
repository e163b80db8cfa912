"""Changes several files of a pack together or not at all, for everything that writes to one.

New files are staged in a folder within the pack until all of them are on the disk. A journal then
records the size and hash that each file has and will have, and the files are moved into place; the
change is final once the journal is gone. If a process dies in between, the next one restores the
old files, unless everything was already in place.
"""

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from ccgbrief.files import (
    PRIVATE,
    folder_synced,
    is_there,
    make_alike,
    make_folder,
    move_file,
    read_file,
    reason,
    sync_file,
    sync_folder,
    write_file,
    write_new,
)
from ccgbrief.pack import CHANGE_JOURNAL, Problem
from ccgbrief.papers.paper import PaperError
from ccgbrief.paths import PACK_LOCK

MOST_BYTES = 300_000_000
"""Largest file of a pack; scanned papers of many hundred pages reach it."""

LARGE = 1_000_000
"""Bytes from which on what is put twice is on the disk once."""

PATIENCE = 1.0
"""Seconds to wait for another process before saying so."""

STAGING, _JOURNAL = CHANGE_JOURNAL.split("/")
"""The folder within a pack in which a change is prepared, and its journal there."""

_MOST_JOURNAL = 16_000_000

_CURE = f"move {STAGING} out of the pack"
"""What to do about a journal that nobody can go by."""


class Watch(NamedTuple):
    """What whoever asks for a change is told of it."""

    waiting: Callable[[Path], object] = lambda _: None
    """Called with the folder of a pack that another process has been changing for `PATIENCE`."""
    beginning: Callable[[], object] = lambda: None
    """Called before anything is changed: nothing should interrupt it from then on."""


UNWATCHED = Watch()


class _Step(NamedTuple):
    """One file of a change, by the digest that it has before and after; None is no file."""

    name: str
    """Path within the pack, with `/`."""
    old: str | None
    new: str | None


class Transaction:
    """A change of a pack that is being prepared; `changing` opens one."""

    def __init__(self, folder: Path, watch: Watch) -> None:
        self.folder = folder
        self._watch = watch
        self._staging = folder / STAGING
        self._staged: dict[str, Path | None] = {}
        self._expected: dict[str, str] = {}
        self._count = 0
        self._large: tuple[bytes, Path] | None = None
        """What was put last of what is large, and where it is."""

    def put(self, name: str, data: bytes, instead_of: bytes | None = None) -> None:
        """Have the file `name` of the pack hold `data`, if it then still holds `instead_of`."""
        staged = self._new_name()
        try:
            if self._large and self._large[0] is data:
                _duplicate(self._large[1], staged)
            else:
                write_new(staged, data, mode=PRIVATE if is_there(self.folder / name) else 0o666)
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        if len(data) >= LARGE:
            self._large = (data, staged)
        self.forget(name)
        self._staged[name] = staged
        if instead_of is not None:
            self._expected[name] = f"{len(instead_of)} {hashlib.sha256(instead_of).hexdigest()}"

    def copy(self, name: str, other: str) -> None:
        """Have the file `other` of the pack hold what `name` holds now."""
        staged = self._new_name()
        try:
            _duplicate(_within(self.folder, name), staged)
        except OSError as error:
            raise _unwritable(self.folder / name, error) from error
        self.forget(other)
        self._staged[other] = staged

    def remove(self, name: str) -> None:
        """Have no file `name` in the pack."""
        self._staged[name] = None

    def forget(self, name: str) -> None:
        """Leave a file as it is after all."""
        self._staged.pop(name, None)

    def staged(self, name: str) -> bytes:
        """Return what `put` was given for a file, `b""` for nothing."""
        staged = self._staged.get(name)
        return read_file(staged, MOST_BYTES) if staged else b""

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Leave the change as it was prepared so far if what is added to it here fails."""
        before = dict(self._staged)
        try:
            yield
        except BaseException:
            self._staged = before
            raise

    def commit(self) -> list[str]:
        """Make the change, folder by folder in the order in which it was prepared.

        Returns a line for each thing that could not be confirmed or kept. Raises PaperError, or
        what interrupts it, if the pack is as it was.
        """
        if not self._staged:
            return []
        self._watch.beginning()
        try:
            steps = zip(self._record(), self._staged.values(), strict=True)
            by_folder: dict[Path, list[tuple[_Step, Path | None]]] = {}
            doubts = []
            for step, staged in steps:
                folder = _within(self.folder, step.name).parent
                by_folder.setdefault(folder, []).append((step, staged))
            for folder, some in by_folder.items():
                make_folder(folder, mode=0o777)
                for step, staged in some:
                    doubts += self._apply(step, staged)
                sync_folder(folder)
            return [*doubts, *_settle(self._staging)]
        except BaseException as error:
            if self._is_done_after_all():
                return []
            if not isinstance(error, (OSError, ValueError)):
                raise
            left = (self._staging / _JOURNAL).exists()
            then = (
                "make room; the next command ends it or puts it back"
                if left
                else "the pack is as it was"
            )
            raise PaperError(f"{self.folder}: {reason(error)}; {then}") from error

    def _record(self) -> list[_Step]:
        """Write the journal, once everything that it names is on the disk."""
        steps = []
        for number, (name, staged) in enumerate(self._staged.items()):
            place = _within(self.folder, name)
            old = _digest(place)
            if old != self._expected.get(name, old):
                raise ValueError(_changed(name))
            if old is not None:
                _duplicate(place, self._staging / f"old-{number}")
            steps.append(_Step(name, old, _digest(staged) if staged else None))
        for folder in (self._staging, self.folder):
            sync_folder(folder)
        write_file(self._staging / _JOURNAL, json.dumps(steps).encode())
        return steps

    def _apply(self, step: _Step, staged: Path | None) -> list[str]:
        place = _within(self.folder, step.name)
        if _digest(place) != step.old:
            raise ValueError(_changed(step.name))
        if not staged:
            place.unlink(missing_ok=True)
            return []
        doubts = make_alike(staged, place) if step.old is not None else []
        move_file(staged, place)
        return [f"{step.name}: {doubt}" for doubt in doubts]

    def _is_done_after_all(self) -> bool:
        """Undo what was begun, unless only the end of a finished change was interrupted."""
        try:
            return _finish(self.folder)
        except (OSError, ValueError):
            return False

    def _new_name(self) -> Path:
        self._count += 1
        return self._staging / f"new-{self._count}"


@contextmanager
def changing(folder: Path, watch: Watch = UNWATCHED) -> Iterator[Transaction]:
    """Hold the lock of a pack, whose folder is made if need be, and prepare a change of it.

    What a killed process had begun is undone first. Raises PaperError where the pack cannot be
    written.
    """
    is_new = not folder.exists()
    try:
        lock = _acquired(folder, watch)
    except (OSError, NotImplementedError) as error:
        raise _unwritable(folder, error) from error
    staging = folder / STAGING
    try:
        try:
            _recover(folder)
            staging.mkdir()
            for made in (folder / PACK_LOCK, staging):  # others may wait, or have to undo this
                make_alike(made, folder)
        except OSError as error:
            raise _unwritable(folder, error) from error
        except ValueError as error:
            raise PaperError(f"{folder / CHANGE_JOURNAL}: {error}; {_CURE}") from error
        yield Transaction(folder, watch)
    finally:
        _clear_away(staging)
        with suppress(OSError):  # Windows keeps a file that is open
            (folder / PACK_LOCK).unlink()  # those who wait for it see that it is gone
        lock.release()
        if is_new:
            with suppress(OSError):  # it stays if anything is in it
                folder.rmdir()


def recover(folder: Path) -> list[Problem]:
    """Undo what a killed process had begun to change in a pack, for those who are to read it.

    Returns a journal that cannot be right as a problem of the pack.
    """
    try:
        if (folder / STAGING / _JOURNAL).exists():
            with FileLock(folder / PACK_LOCK, timeout=PATIENCE):  # OSError: its process lives
                _recover(folder)
                (folder / PACK_LOCK).unlink()
    except OSError:
        pass
    except ValueError as error:
        return [
            Problem(folder / CHANGE_JOURNAL, f"{error}, so the pack may be half changed", _CURE)
        ]
    return []


def _recover(folder: Path) -> None:
    if (folder / STAGING).is_symlink():
        raise ValueError(f"{STAGING} is a link, which this program never makes")
    _finish(folder)
    _clear_away(folder / STAGING)


def _acquired(folder: Path, watch: Watch) -> FileLock:
    lock = FileLock(folder / PACK_LOCK)
    is_told = False
    while True:
        make_folder(folder, mode=0o777)
        try:
            lock.acquire(timeout=-1 if is_told else PATIENCE)
        except Timeout:
            is_told = True
            watch.waiting(folder)
        except FileNotFoundError:
            if folder.exists():
                raise
            # another process has just taken its empty folder away: it is made again
        else:
            return lock


def _changed(name: str) -> str:
    return f"{name} was changed by another program; try again"


class UnwritableError(PaperError):
    """A pack cannot be written, whichever paper it was to have."""


def _unwritable(path: Path, error: Exception) -> UnwritableError:
    cure = "make room or allow writing there, or name another folder"
    return UnwritableError(f"{path}: {reason(error)}; {cure}")


def _finish(folder: Path) -> bool:
    """Put back what was there before a change; return True for one that was complete and stays.

    A file that somebody has changed since then stays as it is. Raises OSError and ValueError.
    """
    staging = folder / STAGING
    if not (staging / _JOURNAL).exists():
        return False
    steps = _read_journal(staging)
    is_complete = all(_digest(_within(folder, step.name)) == step.new for step in steps)
    for number, step in reversed(list(enumerate(steps))):
        if not is_complete and step.old != step.new:
            _put_back(folder, number, step)
    _settle(staging)
    return is_complete


def _put_back(folder: Path, number: int, step: _Step) -> None:
    place, kept = _within(folder, step.name), folder / STAGING / f"old-{number}"
    if _digest(place) == step.new:
        if step.old is None:
            place.unlink()
            sync_folder(place.parent)
        elif _digest(kept) == step.old:
            back = kept.with_name(f"back-{number}")
            back.unlink(missing_ok=True)
            _duplicate(kept, back)  # another cut may follow, which must find the copy
            make_folder(place.parent, mode=0o777)
            move_file(back, place)
            sync_folder(place.parent)
    if step.old is None:
        with suppress(OSError):  # it stays if anything is in it
            place.parent.rmdir()


def _read_journal(staging: Path) -> list[_Step]:
    """Read a journal, which anybody may have written; raises OSError and ValueError."""
    journal = staging / _JOURNAL
    try:
        steps = [_Step(*step) for step in json.loads(read_file(journal, _MOST_JOURNAL))]
        if all(
            isinstance(s.name, str) and {type(s.old), type(s.new)} <= {str, type(None)}
            for s in steps
        ):
            return steps
    except (TypeError, ValueError, RecursionError):
        pass
    raise ValueError("it is not a journal of changes")


def _settle(staging: Path) -> list[str]:
    """Make a change, or having it undone, final; return a line if that could not be confirmed."""
    (staging / _JOURNAL).unlink()
    return folder_synced(staging)


def _clear_away(staging: Path) -> None:
    if not (staging / _JOURNAL).exists():
        shutil.rmtree(staging, ignore_errors=True)


def _within(folder: Path, name: str) -> Path:
    """Return where a name leads; raises ValueError if that is outside the folder."""
    path = Path(os.path.realpath(folder / name))
    if not path.is_relative_to(os.path.realpath(folder)):
        raise ValueError(f"{name} is a link that leads out of the pack")
    return path


def _digest(file: Path) -> str | None:
    """Return the size and hash of a file, None if there is none."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # a pipe would hold us
            raise ValueError(f"{file.name} is not a file")
        with file.open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
            return f"{opened.tell()} {found}"
    except FileNotFoundError:
        return None


def _duplicate(file: Path, other: Path) -> None:
    """Give a file a second name, which takes no room, or copy it; either is then on the disk."""
    try:
        other.hardlink_to(file)
        sync_file(other)
    except OSError:
        other.unlink(missing_ok=True)
        write_new(other, read_file(file, MOST_BYTES), like=file)
