"""Finds and runs pandoc and LibreOffice: for papers, and for minutes."""

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from ccgbrief.system import end_session

MOST_MEMORY = "600m"
"""Pandoc's own heap, in its own words."""


KILLED = "pandoc was ended by the system or found no room; close other programs or make room"

OUT_OF_MEMORY = 251
"""What pandoc ends with in a heap of `MOST_MEMORY`, or where the system has less."""

_NOT_OF_THE_FILE = {1, 254}
"""What pandoc ends with where it cannot start, read or write: anything else is about the file."""


def is_killed(status: int | None) -> bool:
    """Return whether pandoc was ended by a signal, or could not begin, and not over its input."""
    return status is not None and (status < 0 or status in _NOT_OF_THE_FILE)


def pandoc() -> list[str]:
    """Return the beginning of a pandoc command; raises ImportError if there is no pandoc.

    Run with it, pandoc opens no file that is not named on its command line.
    """
    return [_pandoc(), "+RTS", f"-M{MOST_MEMORY}", "-RTS", "--sandbox"]


def _pandoc() -> str:
    if found := shutil.which("pandoc"):
        return found
    import pypandoc  # noqa: PLC0415 - only where the system has no pandoc

    # Asked for its path, it would first run it, and say that there is none if memory is short.
    if found := shutil.which("pandoc", path=Path(pypandoc.__file__).with_name("files")):
        return found
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise ImportError(name="pandoc") from error


def libreoffice() -> str | None:
    """Return the path of LibreOffice; None if it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(
    program: str,
    file: Path,
    ending: str,
    seconds: float,
    options: Sequence[str] = (),
) -> bytes | None:
    """Return a file as LibreOffice converts it; None if it cannot. The folder is written in."""
    folder = file.parent
    command = [
        *(program, "--headless", "--norestore", "--convert-to", ending, "--outdir", str(folder)),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *options,
        str(file),
    ]
    run_program(command, seconds)
    made = file.with_suffix(f".{ending}")
    return made.read_bytes() if made.is_file() else None


def run_program(
    command: Sequence[str],
    seconds: float,
    stdin: IO[bytes] | None = None,
    stdout: IO[bytes] | None = None,
) -> int | None:
    """Run a program without a shell; return its exit status, None if it took too long.

    The paths in its command are absolute. Where a signal to us ends the wait, in the main thread,
    the programs that it has begun are ended too: LibreOffice's own would go on writing.
    """
    nothing, is_ours = subprocess.DEVNULL, _is_ended_by_signals()
    folder = tempfile.gettempdir()  # LibreOffice fails where TMPDIR is empty, relative or no folder
    with subprocess.Popen(  # noqa: S603 - a program that is installed, no shell
        command,
        stdin=stdin or nothing,
        stdout=stdout or nothing,
        stderr=nothing,
        cwd=folder,  # the current one may be gone
        env={**os.environ, "TMPDIR": folder},
        start_new_session=is_ours,
    ) as process:
        try:
            return process.wait(seconds)
        except BaseException as error:
            (end_session if is_ours else subprocess.Popen.kill)(process)
            if isinstance(error, subprocess.TimeoutExpired):
                return None
            raise


def _is_ended_by_signals() -> bool:
    """Return whether a signal to this process alone ends what it runs.

    A worker is ended by its parent, and what the screen runs in a thread by the terminal's signals.
    """
    from multiprocessing import parent_process  # noqa: PLC0415 (15 ms to import)

    return threading.current_thread() is threading.main_thread() and parent_process() is None
