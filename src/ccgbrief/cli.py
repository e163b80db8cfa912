"""The command `ccgbrief`: runs a subcommand and reports failures.

It imports next to nothing, so that each command pays only for what it needs, and an interrupt ends
it quietly at any time.
"""

import atexit
import codecs
import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING

from ccgbrief.arguments import every_argument, read_arguments
from ccgbrief.errors import UserError
from ccgbrief.text import clean_line, plain_signs, without_echo

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

COULD_NOT = 2
INTERRUPTED = 130

NO_MEMORY = "there is not enough memory; close other programs and try again"
_NO_MEMORY_LINE = f"ccgbrief: {NO_MEMORY}\n".encode()
"""Made while there is memory."""

SELDOM = 50_000
"""Objects made between two garbage collections: imports make no garbage, and commands are short."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    try:
        _stand_in_for_closed()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                _choose_encoding(stream)
        if "TZ" in os.environ and (zone := import_module("ccgbrief.system").leave_absurd_zone()):
            _tell(f"TZ={zone} is a day or more from UTC, which is used in its place")
        if "_ARGCOMPLETE" in os.environ:  # a shell asks what comes next on its command line
            import_module("ccgbrief.commands.completion").complete(every_argument())
        status = _do(read_arguments(sys.argv[1:] if arguments is None else arguments))
        if sys.stdout:
            sys.stdout.flush()
    except UserError as error:
        _tell(str(error))
        status = COULD_NOT
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        status = 0  # the program that reads us has stopped, as `head` does
        _fall_silent()
    except (MemoryError, OverflowError) as error:  # too large is a time beyond the year 2262
        no_time = f"{error}; set the system’s clock right, if it is wrong"
        _tell(NO_MEMORY if isinstance(error, MemoryError) else no_time)
        status = COULD_NOT
    except (ImportError, SystemError) as error:  # also where there is no memory for a library
        _tell(f"part of the program cannot be loaded ({error}); make room, or install it again")
        status = COULD_NOT
    except OSError as error:
        is_closed = not (error.filename or sys.__stdout__)
        reason = "it is closed" if is_closed else (error.strerror or str(error)).lower()
        where = f"{error.filename or 'standard output'}: "
        is_adrift = isinstance(error, FileNotFoundError) and not error.filename
        _tell(
            "the current folder is gone; change to another one"
            if is_adrift
            else f"{where}{reason}; name another file or make room"
        )
        status = COULD_NOT
        _fall_silent()
    return status


def _stand_in_for_closed() -> None:
    """Open nothing in place of closed standard streams; printing to standard output fails.

    Else the next file that is opened takes their number, and whatever is printed there ends in it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            how = os.O_WRONLY if name == "stderr" else os.O_RDONLY
            os.set_inheritable(os.open(os.devnull, how), True)  # noqa: FBT003 (it takes no name)
            if name != "stdin":  # commands that read it say that it is closed
                setattr(sys, name, os.fdopen(number, "w", encoding="utf-8"))


def _choose_encoding(stream: TextIOWrapper) -> None:
    """Write UTF-8 to files and pipes whatever the locale; a console keeps its own encoding."""
    codecs.register_error("ccgbrief.plain", plain_signs)
    encoding = None if stream.isatty() else "utf-8"
    stream.reconfigure(encoding=encoding, errors="ccgbrief.plain")


def _do(wanted: "Namespace") -> int:
    gc.set_threshold(SELDOM)
    atexit.register(gc.freeze)  # Python also checks everything imported on exit: 6 ms for nothing
    module, _, name = wanted.do.partition(":")
    try:
        command: Callable[[Namespace], int] = getattr(
            import_module(f"ccgbrief.commands.{module}"), name
        )
    except ValueError as error:  # from Python's compiler, where memory ends
        raise ImportError(clean_line(str(error))) from error
    return command(wanted)


def _tell(text: str) -> None:
    """Print one line to standard error, if possible."""
    try:
        if sys.stderr:
            try:
                print(f"ccgbrief: {without_echo(clean_line(text))}", file=sys.stderr, flush=True)
            except (MemoryError, SystemError):  # as Python itself raises where memory ends
                os.write(2, _NO_MEMORY_LINE)
    except OSError:
        _fall_silent()


def _fall_silent() -> None:
    """Stop all output, since Python would try to flush once more on exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        if stream:
            os.dup2(nowhere, number)
