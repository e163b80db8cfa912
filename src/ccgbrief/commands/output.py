"""Prints for the commands, results on standard output and the rest on standard error, or writes."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccgbrief import paths
from ccgbrief.errors import UserError
from ccgbrief.files import reason, write_file
from ccgbrief.system import MOST_TYPED, unusable_name
from ccgbrief.text import clean, clean_line, without_echo

if TYPE_CHECKING:
    from ccgbrief.session import Session

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"

DONE, NO, COULD_NOT = 0, 1, 2
"""Exit statuses: done; the answer is no (nothing found, problems found); could not be done."""

TOO_LONG_TO_TYPE = f"longer than a terminal passes on whole ({MOST_TYPED - 1:,} bytes)"
"""What is said of a line at a terminal that may have been cut."""


def may_be_cut(line: bytes) -> bool:
    """Return whether the terminal on standard input may have dropped the end of a line."""
    return sys.stdin.isatty() and len(line.removesuffix(b"\n")) >= MOST_TYPED


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
    except OSError as error:
        problem = reason(error) if sys.__stdout__ else "it is closed"
        print_message(f"{text}; standard output took nothing ({problem})")
        drop_output()


def drop_output() -> None:
    """Let nothing more be printed on standard output; Python would try once more on exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
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


def is_within(file: Path, folder: Path) -> bool:
    """Return whether a file is in a folder, or in one below it, whatever links lead there."""
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))


def refuse_own(session: "Session", path: Path) -> None:
    """Refuse to overwrite files of ours or the reader's, which a slip must not destroy.

    Raises CommandError for the notebook and its copies, files of the pack and the settings, whether
    they exist yet or not.
    """
    folder, kept = session.pack.folder, session.store.path
    own = paths.own_papers(session.pack.id)
    within = (folder / "articles", folder / "originals", own, paths.state_folder())
    is_copy = path.name.casefold().startswith(kept.name.casefold()) and _is_same(
        path.parent, kept.parent
    )
    papers = (article.path for article in session.pack.articles)
    files = (kept, *papers, paths.config_file())
    is_toml = path.suffix.lower() == ".toml" and is_within(path, folder)
    if (
        is_toml
        or is_copy
        or any(is_within(path, each) for each in within)
        or any(_is_same(path, file) for file in files)
    ):
        raise CommandError(
            f"{path}: it belongs to the notebook, the pack or the settings; name another file"
        )


def refuse_output(session: "Session", file: Path) -> None:
    """Raise CommandError for what `-o` must not name: the program's own files, and odd names."""
    refuse_own(session, file)
    if why := unusable_name(file):
        raise CommandError(f"{file}: {why}; name another file with -o")


def write_output(
    session: "Session", file: Path, data: bytes, such_as: str, *, force: bool = False
) -> list[str]:
    """Write the file that `-o` names; return what to say of it, what is not certain last.

    Raises CommandError, also for a file of the pack, the notebook or the settings, and without
    `force` for any file that `-o` has not written, or that was changed since. `such_as` is a usual
    name.
    """
    from ccgbrief.state import is_own_output, keep_output  # noqa: PLC0415 (json, 10 ms)

    refuse_output(session, file)
    log = paths.outputs_file()
    if not force and file.is_file() and not is_own_output(log, file):
        raise CommandError(
            f"{file}: it exists, and is not as ccgbrief wrote it; "
            "name another file with -o, or replace it with --force"
        )
    try:
        doubts = write_file(file, data)
    except (OSError, ValueError) as error:
        cure = f"{reason(error)}; name another file with -o"
        if file.is_dir():
            cure = f"it is a folder; name a file in it, such as {file / such_as}"
        elif isinstance(error, FileNotFoundError):
            cure = "its folder does not exist; create it, or name another file with -o"
        raise CommandError(f"{file}: {cure}") from error
    doubts += keep_output(log, file, data)
    return [f"Written: {clean_line(str(file))}", *doubts]


def _is_same(path: Path, file: Path) -> bool:
    try:
        return path.samefile(file)
    except OSError:  # one of them is not there yet
        return os.path.realpath(path) == os.path.realpath(file)
