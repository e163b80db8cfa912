"""Finds and runs pandoc and LibreOffice: for papers, and for minutes."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

MOST_MEMORY = "600m"
"""Pandoc's own heap, in its own words."""


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

    The paths in its command are absolute.
    """
    nothing = subprocess.DEVNULL
    with suppress(subprocess.TimeoutExpired):
        return subprocess.run(  # noqa: S603 - a program that is installed, no shell
            command,
            stdin=stdin or nothing,
            stdout=stdout or nothing,
            stderr=nothing,
            timeout=seconds,
            check=False,
            cwd=tempfile.gettempdir(),  # the current folder may be gone
        ).returncode
    return None
