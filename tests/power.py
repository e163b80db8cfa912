"""Records what a program has the disk do, and makes every disk that a power cut may leave.

A disk keeps what was synced: the bytes of a file whose handle was, the names in a folder whose
handle was. Of all else any part may be gone after a cut. Only what goes through `os` and `open`
is seen, and the swap of two names, which is all that this program does; nothing is recorded
outside one folder.
"""

import _pyio  # type: ignore[import-not-found]
import builtins
import io
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ccgbrief import system


@dataclass(eq=False)
class File:
    """A file on the modelled disk, under however many names."""

    now: bytes
    synced: bytes


@dataclass(eq=False)
class Folder:
    """A folder on the modelled disk."""

    now: dict[str, "File | Folder"] = field(default_factory=dict)
    synced: dict[str, "File | Folder"] = field(default_factory=dict)


State = dict[str, bytes | None]
"""A folder with all that is in it: bytes of the files by their path in it, None for folders."""


def state_of(folder: Path) -> State:
    return {
        str(path.relative_to(folder)): None if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
    }


def write_state(state: State, folder: Path) -> None:
    """Make the folder hold a state and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, data in state.items():
        if data is None:
            (folder / name).mkdir(exist_ok=True)
        else:
            (folder / name).write_bytes(data)


class Disk:
    """A model of one folder on a disk, and the states in which a cut at some moment leaves it."""

    def __init__(self, root: Path) -> None:
        self._root = Path(os.path.realpath(root))
        self._top = self._read(self._root)
        self.states: dict[tuple[tuple[str, bytes | None], ...], int] = {}
        """Every state that a cut may leave, with the number of steps done before the first."""
        self.steps = 0
        self.cut()

    def _read(self, folder: Path) -> Folder:
        found = Folder()
        for path in folder.iterdir():
            entry = self._read(path) if path.is_dir() else File(path.read_bytes(), b"")
            if isinstance(entry, File):
                entry.synced = entry.now
            found.now[path.name] = entry
        found.synced = dict(found.now)
        return found

    def holds(self, path: str) -> bool:
        return Path(os.path.abspath(path)).is_relative_to(self._root)  # noqa: PTH100 - links stay

    def folder_of(self, path: str) -> tuple[Folder, str]:
        """Return the folder that a name is in, and the name."""
        *above, name = Path(os.path.abspath(path)).relative_to(self._root).parts  # noqa: PTH100
        folder = self._top
        for part in above:
            inner = folder.now[part]
            assert isinstance(inner, Folder)
            folder = inner
        return folder, name

    def find(self, path: str) -> "File | Folder | None":
        if Path(os.path.abspath(path)) == self._root:  # noqa: PTH100
            return self._top
        folder, name = self.folder_of(path)
        return folder.now.get(name)

    def cut(self) -> None:
        """Keep every state that a cut at this moment may leave."""
        folders = [f for f in self._folders(self._top) if f.now != f.synced]
        kept = [set(folders), set[Folder]()]
        kept += [{folder} for folder in folders]
        kept += [set(folders) - {folder} for folder in folders]
        for torn in (False, True):
            for on_disk in kept:
                state = dict(self._state(self._top, "", on_disk, torn=torn))
                self.states.setdefault(tuple(sorted(state.items())), self.steps)

    def last(self) -> State:
        """Return the state that holds nothing but what was synced up to now."""
        return dict(sorted(self._state(self._top, "", set(), torn=False)))

    def _folders(self, folder: Folder) -> Iterator[Folder]:
        yield folder
        for inner in {**folder.synced, **folder.now}.values():
            if isinstance(inner, Folder):
                yield from self._folders(inner)

    def _state(
        self, folder: Folder, above: str, on_disk: set[Folder], *, torn: bool
    ) -> Iterator[tuple[str, bytes | None]]:
        for name, entry in (folder.now if folder in on_disk else folder.synced).items():
            if isinstance(entry, Folder):
                yield above + name, None
                yield from self._state(entry, f"{above}{name}/", on_disk, torn=torn)
            elif torn and entry.now != entry.synced:
                yield above + name, entry.now[: len(entry.now) // 2]
            else:
                yield above + name, entry.synced


class _Recorder:
    """Stands between the program and `os`, and tells a disk of each step that went well."""

    def __init__(self, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
        self._disk = disk
        self._opened: dict[int, File | Folder] = {}
        self._paths: dict[int, str] = {}
        self._real: dict[str, Callable[..., Any]] = {}
        for name in (
            *("open", "close", "write", "fsync", "ftruncate", "truncate", "sendfile"),
            *("rename", "replace", "link", "unlink", "remove", "mkdir", "rmdir"),
        ):
            self._real[name] = getattr(os, name)
            monkeypatch.setattr(os, name, getattr(self, f"_{name}"))
        for module in (io, builtins):  # in Python, so that it goes through os
            monkeypatch.setattr(module, "open", _pyio.open)
        monkeypatch.setattr(shutil, "_USE_CP_SENDFILE", False)
        self._real["swap_names"] = system.swap_names
        monkeypatch.setattr(system, "swap_names", self._swap_names)

    def _step(self) -> None:
        self._disk.steps += 1
        self._disk.cut()

    def _path(self, path: Any, dir_fd: int | None = None) -> str:
        name = os.fsdecode(path)
        if dir_fd is not None:
            name = str(Path(self._paths.get(dir_fd, "/nowhere")) / name)
        folder, last = os.path.split(os.path.abspath(name))  # noqa: PTH100
        return str(Path(os.path.realpath(folder)) / last)

    def _open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        name = self._path(path, dir_fd)
        if os.path.islink(name):  # noqa: PTH114
            name = os.path.realpath(name)
        handle: int = self._real["open"](path, flags, mode, dir_fd=dir_fd)
        self._paths[handle] = name
        if not self._disk.holds(name):
            return handle
        found = self._disk.find(name)
        if found is None:
            folder, last = self._disk.folder_of(name)
            found = folder.now[last] = File(b"", b"")
            self._step()
        elif isinstance(found, File) and flags & os.O_TRUNC:
            found.now = b""
            self._step()
        self._opened[handle] = found
        return handle

    def _close(self, handle: int) -> None:
        self._opened.pop(handle, None)
        self._paths.pop(handle, None)
        self._real["close"](handle)

    def _write(self, handle: int, data: Any) -> int:
        start = os.lseek(handle, 0, os.SEEK_CUR) if handle in self._opened else 0
        done: int = self._real["write"](handle, data)
        file = self._opened.get(handle)
        if isinstance(file, File):
            file.now = file.now[:start] + bytes(data)[:done] + file.now[start + done :]
            self._step()
        return done

    def _fsync(self, handle: int) -> None:
        self._real["fsync"](handle)
        found = self._opened.get(handle)
        if isinstance(found, File):
            found.synced = found.now
        elif found:
            found.synced = dict(found.now)

    def _ftruncate(self, handle: int, length: int) -> None:
        self._real["ftruncate"](handle, length)
        file = self._opened.get(handle)
        if isinstance(file, File) and len(file.now) != length:
            file.now = file.now[:length].ljust(length, b"\0")
            self._step()

    def _truncate(self, path: Any, length: int) -> None:
        if isinstance(path, int):
            self._ftruncate(path, length)
        else:
            raise NotImplementedError("truncating by name")

    def _sendfile(self, *_: Any, **__: Any) -> int:
        raise NotImplementedError("sendfile")

    def _rename(
        self, source: Any, target: Any, *, src_dir_fd: Any = None, dst_dir_fd: Any = None
    ) -> None:
        old, new = self._path(source, src_dir_fd), self._path(target, dst_dir_fd)
        self._real["rename"](source, target, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)
        if self._disk.holds(old) or self._disk.holds(new):
            before, name = self._disk.folder_of(old)
            moved = before.now[name]
            after, renamed = self._disk.folder_of(new)
            if after.now.get(renamed) is not moved:  # two names of one file: nothing is done
                del before.now[name]
                after.now[renamed] = moved
            self._step()

    _replace = _rename

    def _swap_names(self, one: bytes, other: bytes) -> int:
        error: int = self._real["swap_names"](one, other)
        if not error and self._disk.holds(self._path(one)):
            (before, old), (after, new) = map(
                self._disk.folder_of, (self._path(one), self._path(other))
            )
            before.now[old], after.now[new] = after.now[new], before.now[old]
            self._step()
        return error

    def _link(self, source: Any, target: Any, **more: Any) -> None:
        self._real["link"](source, target, **more)
        if self._disk.holds(self._path(target)):
            found = self._disk.find(self._path(source))
            assert isinstance(found, File)
            folder, name = self._disk.folder_of(self._path(target))
            folder.now[name] = found
            self._step()

    def _unlink(self, path: Any, *, dir_fd: int | None = None) -> None:
        name = self._path(path, dir_fd)
        self._real["unlink"](path, dir_fd=dir_fd)
        self._gone(name)

    _remove = _unlink

    def _rmdir(self, path: Any, *, dir_fd: int | None = None) -> None:
        name = self._path(path, dir_fd)
        self._real["rmdir"](path, dir_fd=dir_fd)
        self._gone(name)

    def _gone(self, name: str) -> None:
        if self._disk.holds(name):
            folder, last = self._disk.folder_of(name)
            del folder.now[last]
            self._step()

    def _mkdir(self, path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
        name = self._path(path, dir_fd)
        self._real["mkdir"](path, mode, dir_fd=dir_fd)
        if self._disk.holds(name):
            folder, last = self._disk.folder_of(name)
            folder.now[last] = Folder()
            self._step()


def record(root: Path, work: Callable[[], object]) -> Disk:
    """Do some work and return the disk with every state a cut may have left `root` in."""
    disk = Disk(root)
    with pytest.MonkeyPatch.context() as monkeypatch:
        _Recorder(disk, monkeypatch)
        work()
    return disk
