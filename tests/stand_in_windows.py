"""Runs commands as on Windows, in a process of its own, without what that lacks.

    python -m tests.stand_in_windows FOLDER < COMMANDS

Standard input is a JSON list of commands, each a list of arguments; each is answered by a line of
JSON with its status, output and errors. `hold FILE TRIES` has another program keep a file open
until that has been waited for so often; `merge FILE COPY` does what `merge` below says. Below
FOLDER, names are those of Windows: some are refused, upper and lower case are the same, and what
is open can be neither replaced nor removed. What Windows would do silently, such as writing into a
hidden stream, is a FAULT in the errors.
"""

import asyncio  # noqa: F401 (these libraries choose their branch for the system when first imported)
import builtins
import ctypes
import errno
import io
import json
import multiprocessing.connection
import multiprocessing.popen_fork
import multiprocessing.popen_spawn_posix
import multiprocessing.resource_tracker
import os
import shutil
import signal
import sqlite3
import subprocess  # noqa: F401 (see above)
import sys
import tempfile  # noqa: F401 (see above)
import traceback
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import filelock._unix
import icalendar  # noqa: F401 (see above)
import platformdirs  # noqa: F401 (see above)

MODULES = ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty")
OF_OS = (
    *("O_CLOEXEC", "O_DIRECTORY", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK", "chown", "fchmod"),
    *("fchown", "fork", "geteuid", "getuid", "killpg", "sched_getaffinity", "setsid", "uname"),
)
SIGNALS = (
    *("SIGALRM", "SIGHUP", "SIGIO", "SIGKILL", "SIGPIPE", "SIGPROF", "SIGPWR", "SIGQUIT"),
    *("SIGSTKFLT", "SIGUSR1", "SIGUSR2", "SIGVTALRM", "SIGWINCH", "SIGXCPU"),
)

BINARY = 1 << 30
LONGEST = 259
PORTS = {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
DEVICES = {"con", "prn", "aux", "nul"} | PORTS


class Windows:
    """The calls of `os` and `open`, as Windows would answer them below a folder."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.faults: list[str] = []
        self.held, self.tries = -1, 0

    def hold(self, path: str, tries: int) -> None:
        """Keep a file open until `pause` has been called so often."""
        self.held, self.tries = OPEN(path, os.O_RDONLY), tries

    def pause(self, seconds: float) -> None:
        """Stand in for `sleep`, in which other programs go on."""
        del seconds
        self.tries -= 1
        if self.held >= 0 and self.tries <= 0:
            os.close(self.held)
            self.held = -1

    def found(self, path: Any, *, is_made: bool = False) -> Any:
        """Return the path under which a file is really there; raises OSError as Windows does.

        It is a fault to make a file of which Windows would make another one.
        """
        if isinstance(path, int) or path in {None, ":memory:"}:
            return path
        text = os.fsdecode(path)
        if not text.startswith(os.sep):
            text = os.path.join(os.getcwd(), text)  # noqa: PTH118, PTH109 (what Path calls is replaced)
        if not text.startswith(self.folder + os.sep):
            return path
        if len(text) > LONGEST:
            raise FileNotFoundError(errno.ENOENT, "The system cannot find the path specified", text)
        real = self.folder
        for name in text.removeprefix(self.folder).strip(os.sep).split("/"):
            self._check(name, text, is_made=is_made)
            real = os.path.join(real, self._as_written(real, name))  # noqa: PTH118 (see above)
        return real

    def _check(self, name: str, path: str, *, is_made: bool) -> None:
        if name in {".", "..", ""}:
            return
        if any(sign in '<>"|?*\\' or sign < " " for sign in name):
            problem = OSError(errno.EINVAL, "The filename or directory name is incorrect", path)
            problem.__dict__["winerror"] = 123
            raise problem
        is_device = name.partition(".")[0].strip().lower() in DEVICES
        if is_made and (":" in name or name.endswith((".", " ")) or is_device):
            self.faults.append(f"FAULT: {name!r} is a stream, a device or another name")

    def _as_written(self, folder: str, name: str) -> str:
        try:
            there = LISTDIR(folder)
        except OSError:
            return name
        if name in there:
            return name
        return next((each for each in there if each.lower() == name.lower()), name)

    def refuse_open(self, path: str) -> None:
        """Raise PermissionError where this process has the file, or one below it, open."""
        real = os.path.realpath(path)
        for handle in LISTDIR("/proc/self/fd"):
            try:
                held = os.readlink(f"/proc/self/fd/{handle}")  # noqa: PTH115 (see above)
            except OSError:
                continue
            if held == real or held.startswith(real + os.sep):
                raise PermissionError(errno.EACCES, "The process cannot access the file", path)

    def one(self, call: Callable[..., Any], *, alone: bool = False) -> Callable[..., Any]:
        """Return a call on one path; `alone` if nobody may have it open."""
        makes = call in {MKDIR, CONNECT}

        def called(path: Any, *others: Any, **named: Any) -> Any:
            real = self.found(path, is_made=makes)
            if alone:
                self.refuse_open(os.fsdecode(real))
            return call(real, *others, **named)

        return called

    def two(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a call that renames."""

        def called(path: Any, target: Any, *others: Any, **named: Any) -> Any:
            real, new = self.found(path), self.found(target, is_made=True)
            for each in (real, new):
                self.refuse_open(os.fsdecode(each))
            if call is RENAME and os.path.exists(new):  # noqa: PTH110 (see above)
                raise FileExistsError(errno.EEXIST, "The file exists", new)
            return call(real, new, *others, **named)

        return called

    def open(self, path: Any, flags: int, *others: Any, **named: Any) -> int:
        """Stand in for `os.open`: folders cannot be opened, and text has its line ends changed."""
        real = self.found(path, is_made=bool(flags & os.O_CREAT))
        if os.path.isdir(real):  # noqa: PTH112 (see above)
            raise PermissionError(errno.EACCES, "Permission denied", path)
        is_written = flags & (os.O_WRONLY | os.O_RDWR) and real is not path
        if is_written and not flags & BINARY:
            self.faults.append(f"FAULT: {path} is written without O_BINARY")
        return OPEN(real, flags & ~BINARY, *others, **named)

    def sync(self, handle: int) -> None:
        """Stand in for `os.fsync`, which takes only what is open for writing."""
        number = handle if isinstance(handle, int) else handle.fileno()
        about = Path(f"/proc/self/fdinfo/{number}").read_text("ascii")
        flags = next(line for line in about.splitlines() if line.startswith("flags:"))
        if not int(flags.split()[1], 8) & 3:
            raise OSError(errno.EBADF, "Bad file descriptor")
        FSYNC(handle)


LISTDIR, MKDIR, OPEN, FSYNC, RENAME = os.listdir, os.mkdir, os.open, os.fsync, os.rename
CONNECT = sqlite3.connect


def stand_in(folder: Path) -> Windows:
    """Make this process find Windows where it looks."""
    windows = Windows(str(folder))
    vars(filelock._unix)["os"] = SimpleNamespace(**vars(os))  # it locks as on Linux
    vars(multiprocessing.popen_fork)["signal"] = SimpleNamespace(**vars(signal))
    for module in MODULES:
        sys.modules[module] = None  # type: ignore[assignment]
    for name in OF_OS:
        vars(os).pop(name, None)
    for name in SIGNALS:
        vars(signal).pop(name, None)
    vars(signal)["SIGBREAK"] = signal.SIGTTIN
    vars(os)["O_BINARY"] = BINARY
    shutil._use_fd_functions = False  # type: ignore[attr-defined]
    for name in ("stat", "lstat", "mkdir", "scandir", "listdir", "chmod", "access", "utime"):
        setattr(os, name, windows.one(getattr(os, name)))
    for name in ("unlink", "remove", "rmdir"):
        setattr(os, name, windows.one(getattr(os, name), alone=True))
    for name in ("rename", "replace"):
        setattr(os, name, windows.two(getattr(os, name)))
    vars(os).update(open=windows.open, fsync=windows.sync)
    vars(io)["open"] = vars(builtins)["open"] = windows.one(io.open)
    vars(sqlite3)["connect"] = windows.one(CONNECT)
    vars(ctypes)["CDLL"] = _no_library
    sys.platform = "win32"
    return windows


def _no_library(*_: Any, **__: Any) -> None:
    """Stand in for the C library of POSIX, which Windows has not."""
    raise TypeError


class Output(io.TextIOWrapper):
    """Standard output or standard error, in the signs of western Europe."""

    def __init__(self, *, is_console: bool) -> None:
        self.bytes = io.BytesIO()
        self.is_console = is_console
        super().__init__(self.bytes, encoding="cp1252", newline="\n")

    def isatty(self) -> bool:
        return self.is_console

    def text(self) -> str:
        self.flush()
        return self.bytes.getvalue().decode(self.encoding)


def merge(arguments: list[str]) -> int:
    """Have two copies of the program write in one notebook, and take in a copy that a sync made."""
    from ccgbrief.notebook import NotebookStore, Saved  # noqa: PLC0415 (it must find Windows)

    path, conflict = map(Path, arguments)
    one, other = (NotebookStore.open(path, "pack", path.parent / "state") for _ in range(2))
    third = NotebookStore.open(conflict, "pack", path.parent / "state")
    outcomes = []
    for store, text in ((one, "from one"), (other, "from the other"), (third, "from a copy")):
        store.notebook.add_note(text)
        outcomes.append(store.save(lambda _: None))
    one.refresh()
    one.find_copies()
    for copy in one.copies:
        one.accept(copy)
    outcomes += [store.close(lambda _: None) for store in (one, other)]
    return int(any(not isinstance(outcome, Saved) for outcome in outcomes))


def main() -> None:
    """Run the commands of standard input."""
    windows = stand_in(Path(sys.argv[1]))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    from ccgbrief import system  # noqa: PLC0415 (it must find Windows)
    from ccgbrief.cli import main as run  # noqa: PLC0415

    vars(system)["sleep"] = windows.pause

    for arguments in json.load(sys.stdin):
        if arguments[0] == "hold":
            windows.hold(*arguments[1:])
            continue
        sys.stdout, sys.stderr = out, err = Output(is_console=True), Output(is_console=False)
        try:
            status = merge(arguments[1:]) if arguments[0] == "merge" else run(arguments)
        except SystemExit as ended:
            status = int(ended.code or 0)
        except Exception:  # noqa: BLE001 (whatever it is, the test is to see it)
            traceback.print_exc()
            status = -1
        faults = "".join(f"{fault}\n" for fault in windows.faults)
        windows.faults.clear()
        answers.write(json.dumps([status, out.text(), err.text() + faults]) + "\n")


if __name__ == "__main__":
    main()
