"""What differs between Linux, macOS and Windows, for every room: nothing else asks which it is.

The tests stand in for the calls of the systems that they do not run on.
"""

import os
import shlex
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from errno import ENOSYS, ENOTSUP
from itertools import takewhile
from pathlib import Path, PurePath
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(port + n for port in ("com", "lpt") for n in "0123456789¹²³"))
)
"""Names that Windows gives to devices, whatever ending follows."""

ILLEGAL = frozenset('<>:"/\\|?*')
"""Signs that no name of a file has on Windows; a colon would begin the name of a hidden stream."""

BINARY = getattr(os, "O_BINARY", 0)
"""Flag for `os.open` without which Windows writes line ends of its own."""

READING = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe put there after a look must not hold us
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | BINARY
)
"""Flags for `os.open` to read what may turn out to be no plain file."""

TRIES = 10
"""Attempts on Windows at what it refuses while another program has the file open."""

PAUSE = 0.02
"""Seconds between two attempts."""

DAY = 24 * 60 * 60
"""Seconds; no time zone is so far from UTC, and Python's datetime knows none."""

HUNG_UP = 129
"""Exit status of a program whose terminal has gone: 128, and the number of SIGHUP."""

CONSOLE_CLOSED = frozenset((2, 5, 6))
"""Events of a Windows console whose window is closed, or whose user logs off or shuts down."""

MOST_TYPED = 4_095
"""Bytes of a line at a terminal that Linux passes on; it shows what follows, and drops it."""

LARGE_BLOCK = 1 << 19
"""Bytes from which memory is worth giving back at once."""

_ENDING = (
    "SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGABRT", "SIGUSR1", "SIGUSR2", "SIGBREAK",
    "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGXCPU", "SIGIO", "SIGPWR", "SIGSTKFLT",
)  # fmt: skip
"""Signals that end a program that does nothing about them, and leave it the time to do so."""


def is_windows() -> bool:
    return sys.platform == "win32"


def is_linux() -> bool:
    return sys.platform == "linux"


def is_legal_name(name: str) -> bool:
    """Return whether a file or folder can have this name on every system."""
    is_device = name.lower().partition(".")[0].rstrip() in DEVICES
    has_illegal = any(sign in ILLEGAL or sign < " " for sign in name)
    return not (is_device or has_illegal or name.endswith((".", " ")))


def illegal_name(path: Path) -> str:
    """Return the name in a path that is not legal on every system; empty if all are.

    Those of folders that exist are.
    """
    missing = takewhile(lambda folder: not folder.exists(), path.parents)
    names = (path.name, *(folder.name for folder in missing))
    return next((name for name in names if not is_legal_name(name)), "")


def unusable_name(path: Path) -> str:
    """Return why no file can be made there on this system; empty if one can."""
    is_refused = is_windows() and illegal_name(path)
    return "no file can have this name on Windows" if is_refused else ""


def as_argument(path: PurePath | str) -> str:
    """Return a path as it is typed behind a command, in quotation marks where it needs them."""
    said = f".{os.sep}{path}" if f"{path}".startswith("-") else f"{path}"
    if is_windows():
        return f'"{said}"' if set(said) & set(" &()^;,=") else said
    return shlex.quote(said)


def retried(action: Callable[[], object]) -> None:
    """Do something to a file that Windows may refuse for a moment; raises as the action does.

    A virus scanner, a backup or a sync program has each new file open for some hundredths there.
    """
    for _ in range(TRIES - 1 if is_windows() else 0):
        try:
            action()
        except PermissionError:
            sleep(PAUSE)
        else:
            return
    action()


def open_folder(folder: Path) -> int | None:
    """Open a folder to sync it; None on Windows, where that cannot be done and need not be."""
    if sys.platform == "win32":
        return None
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)


def sync(handle: int) -> None:
    """Get an open file or folder onto the disk; raises OSError."""
    if sys.platform == "darwin":  # there fsync leaves it in the drive's own memory
        import fcntl  # noqa: PLC0415 (not there on Windows)

        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    os.fsync(handle)


def swap_names(one: bytes, other: bytes) -> int:
    """Swap the names of two files at one stroke; return the system's error, 0 if it is done.

    Some systems cannot, containers may forbid it, and a file may be missing or mounted.
    """
    import ctypes  # noqa: PLC0415 (4 ms to import, and most commands write nothing)

    swap = ctypes.c_uint(2)  # RENAME_EXCHANGE, and RENAME_SWAP on macOS
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = libc.renamex_np(one, other, swap)
        else:
            here = -100  # AT_FDCWD
            failed = libc.renameat2(here, one, here, other, swap)
    except (AttributeError, OSError, TypeError):  # an older C library, or Windows
        return ENOSYS
    return ctypes.get_errno() if failed else 0


def keep_owner(path: Path, found: os.stat_result, like: os.stat_result) -> None:
    """Give a file, as it was found, the owner and group of another; raises OSError.

    Whoever may not give it away may still give it to a group that they are in. Windows has no such
    numbers.
    """
    if sys.platform == "win32" or (found.st_uid, found.st_gid) == (like.st_uid, like.st_gid):
        return
    try:
        os.chown(path, like.st_uid, like.st_gid)
    except OSError:
        os.chown(path, -1, like.st_gid)
        raise


def keep_attributes(path: Path, like: Path) -> bool:
    """Give a file the access list and the reader's own attributes of another, and no others.

    Returns whether there is an access list: the rights of the group are then the most that it
    gives. Raises OSError. Only on Linux does Python know of any.
    """
    if sys.platform != "linux":
        return False
    wanted = _attributes(like)
    for name in _attributes(path) - wanted:  # a folder may give some to what is made in it
        os.removexattr(path, name)
    for name in wanted:
        os.setxattr(path, name, os.getxattr(like, name))
    return any(name.startswith("system.") for name in wanted)


def _attributes(path: Path) -> set[str]:
    """Return the names of the access list of a file and of what its readers gave it."""
    if sys.platform != "linux":
        return set()
    try:
        found = os.listxattr(path)
    except OSError as error:
        if error.errno != ENOTSUP:
            raise
        found = []
    return {name for name in found if name.startswith(("system.", "user."))}


def is_own(path: Path) -> bool:
    """Return whether a path in a folder that others write to is the reader's, not somebody else's.

    On Windows everybody has a folder for temporary files of their own.
    """
    if sys.platform == "win32":
        return True
    with suppress(OSError):
        return path.lstat().st_uid == os.geteuid()
    return False


def limit_memory(most: int) -> None:
    """Let this process use so many bytes at most, and leave no core, where there are limits.

    A lower limit that it already has stays.
    """
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 (not there on Windows)

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(resource.RLIMIT_AS, (least, least))


def return_memory() -> None:
    """Have large blocks of memory go back to the system as soon as they are free.

    The C library of Linux keeps them in a heap for each thread: after an hour with 10,000 notes
    that was 300 MB, of which 35 were in use.
    """
    import ctypes  # noqa: PLC0415 (4 ms to import, and only the app runs so long)

    with suppress(AttributeError, OSError, TypeError):  # another C library, or another system
        set_option = ctypes.CDLL(None).mallopt
        set_option(-8, 1)  # M_ARENA_MAX
        set_option(-3, LARGE_BLOCK)  # M_MMAP_THRESHOLD
        set_option(-1, LARGE_BLOCK)  # M_TRIM_THRESHOLD


def ending_signals() -> list[int]:
    """Return the signals that ask a program to end, of those that the system has."""
    return [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]


@contextmanager
def holding_interrupts() -> Iterator[None]:
    """Have the signals that we handle to end wait; on Windows they cannot.

    Ctrl+c never reaches a process begun meanwhile.
    """
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415 (15 ms to import)

    resource_tracker.ensure_running()  # it would let interrupts through when it is begun later
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with _putting_off():  # for another thread may get what is blocked in this one
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _putting_off() -> Iterator[None]:
    """Handle the signals only afterwards that end us and are handled, in the main thread."""
    came: list[int] = []
    handlers = {each: signal.getsignal(each) for each in ending_signals()}
    handlers = {each: handler for each, handler in handlers.items() if callable(handler)}
    if threading.current_thread() is not threading.main_thread():
        handlers = {}
    for each in handlers:
        signal.signal(each, lambda number, _: came.append(number))
    try:
        yield
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler)
        for each in came:
            signal.raise_signal(each)


@contextmanager
def unwinding() -> Iterator[None]:
    """Let a signal that would end a command end it as ctrl+c does: temporary files are removed."""

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    signals = [each for each in ending_signals() if signal.getsignal(each) is signal.SIG_DFL]
    for each in signals:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each in signals:
            signal.signal(each, signal.SIG_DFL)


@contextmanager
def at_closed_console(end: Callable[[], object]) -> Iterator[None]:
    """Have `end` called when the console window is closed, on Windows; elsewhere a signal comes.

    It is called in a thread that Windows makes, and the process ends when it returns, or after five
    seconds. A handler of SIGBREAK would not do: Python calls it in the main thread, and by then
    the process may have ended.
    """
    if sys.platform != "win32":
        yield
        return
    import ctypes  # noqa: PLC0415 (4 ms to import)

    def handle(event: int) -> bool:
        is_closed = event in CONSOLE_CLOSED
        if is_closed:
            end()
        return is_closed

    handler = ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_uint)(handle)
    set_handler = ctypes.windll.kernel32.SetConsoleCtrlHandler
    set_handler(handler, 1)
    try:
        yield
    finally:
        set_handler(handler, 0)


def leave_absurd_zone() -> str:
    """Take UTC in place of the zone of the environment if that is none; return which that was."""
    if is_windows() or abs(time.localtime().tm_gmtoff) < DAY:
        return ""
    zone = os.environ["TZ"]
    os.environ["TZ"] = "UTC"
    time.tzset()
    return zone


def size_signal() -> int:
    """Return the signal of a terminal whose size has changed; Windows has none (AttributeError)."""
    number: int = getattr(signal, "SIGWINCH")  # noqa: B009 (not there on Windows)
    return number


def is_terminal_gone() -> bool:
    """Return whether the terminal at standard input was closed.

    A process without a controlling terminal gets no signal when that happens.
    """
    if sys.platform == "win32" or sys.__stdin__ is None:
        return False
    import select  # noqa: PLC0415 (its poll is not there on Windows)

    poll = select.poll()
    poll.register(sys.__stdin__.fileno(), 0)  # a hang-up and an error are always reported
    gone = select.POLLHUP | select.POLLERR | select.POLLNVAL
    return any(event & gone for _, event in poll.poll(0))


def has_desktop(environment: Mapping[str, str]) -> bool:
    """Return whether there may be windows in which a browser or a viewer opens."""
    is_named = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    return bool(is_named) or sys.platform != "linux"


def opener() -> str:
    """Return the program that opens a file in whatever the reader has for it."""
    return {"darwin": "open", "win32": "explorer"}.get(sys.platform, "xdg-open")


def start_apart(command: Sequence[str]) -> None:
    """Start a program away from our terminal, which it may outlive; raises OSError."""
    import subprocess  # noqa: PLC0415 (few commands start a program)

    subprocess.Popen(  # noqa: S603 (no shell; callers have passed what they name)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def end_session(process: "subprocess.Popen[bytes]") -> None:
    """End a program that was started in a session of its own, with what it has begun."""
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def own_clipboard(environment: Mapping[str, str]) -> list[str]:
    """Return the command that takes text into the system's own clipboard, if it has one."""
    if sys.platform == "darwin":
        return ["pbcopy"]
    is_beside_windows = "WSL_DISTRO_NAME" in environment
    return ["clip.exe"] if sys.platform == "win32" or is_beside_windows else []
