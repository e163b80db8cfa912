"""Prints for the commands: results on standard output, everything else on standard error."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from ccgbrief.errors import UserError
from ccgbrief.files import reason
from ccgbrief.text import clean, clean_line, without_echo

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"

DONE, NO, COULD_NOT = 0, 1, 2
"""Exit statuses: done; the answer is no (nothing found, problems found); could not be done."""


class CommandError(UserError):
    """The command cannot be carried out; the text is one line with the cure."""


def print_result(text: str = "") -> None:
    """Print one or more lines of a result."""
    print(clean(text))


def print_done(text: str) -> None:
    """Print what was done and saved; if that cannot be printed, say so on standard error.

    A script must not repeat it because the disk for its log is full.
    """
    try:
        print_result(text)
        sys.stdout.flush()
        problem = "" if sys.__stdout__ else "it is closed"
    except OSError as error:
        problem = reason(error)
    if problem:
        print_message(f"{text}; standard output took nothing ({problem})")
        nowhere = os.open(os.devnull, os.O_WRONLY)
        if sys.__stdout__:  # Python would try once more on exit
            os.dup2(nowhere, sys.__stdout__.fileno())
        os.close(nowhere)


def print_message(text: str) -> None:
    """Print one line to standard error, if possible."""
    with suppress(OSError):
        if sys.stderr:
            print(f"ccgbrief: {without_echo(clean_line(text))}", file=sys.stderr)


def print_left_out(private: int) -> None:
    """Say how many private notes were left out of a result, if any."""
    if private:
        notes, them = ("note", "it") if private == 1 else ("notes", "them")
        print_message(f"{private} private {notes} left out; --private includes {them}")


def print_json(value: Any) -> None:
    import json  # noqa: PLC0415 (only those who ask for JSON pay for it)

    text = json.dumps(value, ensure_ascii=False, default=str)
    if clean(text) != text or not _is_writable(text):
        text = json.dumps(value, default=str)  # the same value, in ASCII
    print(text)


def _is_writable(text: str) -> bool:
    try:
        text.encode((sys.stdout and sys.stdout.encoding) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return cleaned `text` with `spans` in bold where standard output is a terminal."""
    if not sys.stdout or not sys.stdout.isatty() or os.environ.get("NO_COLOR") or not spans:
        return clean(text)
    parts, end = [], 0
    for start, stop in sorted(spans):
        parts += [clean(text[end:start]), BOLD, clean(text[start:stop]), PLAIN]
        end = stop
    return "".join([*parts, clean(text[end:])])
