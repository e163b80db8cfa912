"""Finds copies of a notebook with notes that it lacks, for the reader to merge.

Sync programs leave them beside the file under names of their own; a backup or a rescued copy may
have more than a file that was lost. Names are only a hint: a copy is offered if it can be read.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from ccgbrief.files import read_file, resolved
from ccgbrief.notebook.backups import backup_of, checksum, last_saved, rescued_before
from ccgbrief.notebook.draft_file import is_draft
from ccgbrief.notebook.external_edits import brought_in, key_of, name_of
from ccgbrief.notebook.final_minutes import RECORD
from ccgbrief.notebook.merge import merge_contents
from ccgbrief.notebook.messages import (
    AGAIN_CURES,
    DRAFT_CURES,
    MERGE_ALL_CURES,
    MERGE_CURES,
    NO_CURES,
    SHORT,
    Cures,
    fault_messages,
)
from ccgbrief.notebook.model import MARKS, Contents, Note
from ccgbrief.notebook.snapshot import MAX_SIZE, FileSnapshot, look, read_head
from ccgbrief.text import clean_line, counted, shortened

MAX_READ = 100
"""How many copies are read, the newest first."""

MOST_NAMED = 2
"""How many copies are named; more are said in one line, as there is not room for all."""

MAX_OFFERED = 10
"""How many copies with something new are offered at a time."""

_COARSEST = 2
"""Seconds by which the time of a file may be rounded, as FAT does."""


_BROKEN = ".broken-"
"""In the names of what was set aside unread; a `.bak-DATE` is the backup of a lost file."""


class ConflictCopy(NamedTuple):
    """A copy with something that the notebook lacks."""

    path: Path
    contents: Contents
    news: int
    """How many ticks, marks, notes and items not understood in it are new or different."""
    faults: tuple[str, ...] = ()
    """One line for each item in it that is not understood."""
    is_draft: bool = False
    """Whether it is what was being written when a program ended: one note, or one name."""


def new_copies(
    candidates: Iterable[Path], backups: Iterable[Path], mine: Contents, pack: str
) -> tuple[tuple[ConflictCopy, ...], int]:
    """Return those of the files that are notebooks of the pack with something new.

    What one of them has is not new again in an older one, nor in backups of our own. Also returns
    how many files were not read because there were too many.
    """
    found: list[ConflictCopy] = []
    newest_first = partial(sorted, key=_changed_at, reverse=True)
    paths = [*newest_first(candidates), *newest_first(backups)]
    for number, path in enumerate(paths):
        if number == MAX_READ or len(found) == MAX_OFFERED:
            return tuple(found), len(paths) - number
        snapshot = look(path, pack)
        if snapshot.refusal or snapshot.broken:
            continue
        contents = brought_in(snapshot.contents, mine)
        both = merge_contents(mine, contents)
        if news := count_news(mine, both):
            unparsed, extra = snapshot.contents.unparsed, snapshot.contents.extra
            faults = snapshot.faults[: len(unparsed) + len(extra)]
            one = is_draft(path) and _is_one(snapshot.contents)
            found.append(ConflictCopy(path, contents, news, faults, one))
            mine = mine if one else both
    return tuple(found), 0


def _is_one(draft: Contents) -> bool:
    """Return whether all that a draft holds is one note or name, with which its file may go.

    One that was edited by hand may hold more, which is merged like a copy.
    """
    notes = [note for versions in draft.notes.values() for note in versions if not note.gone]
    others = (*draft.read, *draft.bookmarks, *draft.unparsed, *draft.extra)
    return len(notes) + len(draft.ticked) == 1 and not others


def faults_in(copies: Iterable[ConflictCopy]) -> Iterator[str]:
    """Yield what is not understood in copies, as it is said of the notebook, with their names."""
    for copy in copies:
        yield from (clean_line(f"{copy.path}: {line}") for line in fault_messages(copy.faults))


def unreadable_lines(rescued: Iterable[Path], pack: str) -> Iterator[str]:
    """Yield one line for each file with what a program could not keep that cannot be read."""
    for path in rescued:
        snapshot = look(path, pack)
        what = "what was being written" if is_draft(path) else "notes that were not saved"
        what = f"{path}: {what} when the program ended"
        if why := snapshot.broken or snapshot.refusal.partition(";")[0]:
            cure = "copy the words from there, then remove it"
            yield clean_line(f"{what} cannot be read ({why}); {cure}")
        elif snapshot.data is not None and snapshot.contents == Contents():
            yield clean_line(f"{what} is lost, as there is nothing in the file; remove it")


def unreadable_copies(others: Iterable[Path], pack: str) -> Iterator[str]:
    """Yield one line for each file that looks like a copy of the notebook and cannot be read."""
    for path in sorted(filter(Path.is_file, others), key=_changed_at, reverse=True)[:MAX_READ]:
        snapshot = look(path, pack)
        is_newer = bool(snapshot.refusal) and snapshot.contents != Contents()
        is_ours = snapshot.data is None or is_newer or _pack_of(path) == pack
        if snapshot.broken or (snapshot.refusal and is_ours):
            why = snapshot.broken or snapshot.refusal.partition(";")[0]
            cure = "open it with a newer ccgbrief" if is_newer else "fix it in a text editor"
            yield clean_line(
                f"{path}: it looks like a copy of this notebook and cannot be read ({why}); what "
                f"it may have more is missing here: {cure}, or move it away"
            )


def copy_messages(found: Sequence[ConflictCopy], left: int) -> Iterator[tuple[str, Cures]]:
    """Yield what `new_copies` found as messages, each with what merges, keeps or discards it."""
    copies = [copy for copy in found if not copy.is_draft]
    for copy in found:
        if copy.is_draft:
            yield f"{writing(copy.contents)} when the program ended, and not kept", DRAFT_CURES
        elif len(copies) <= MOST_NAMED:
            yield f"{copy.news} new or different in another copy, {copy.path}", MERGE_CURES
    if len(copies) > MOST_NAMED:
        such = f"something new or different in {len(copies)} other copies, such as {copies[0].path}"
        yield such, MERGE_ALL_CURES
    if left:
        cures = AGAIN_CURES if len(found) == MAX_OFFERED else NO_CURES
        one, more = "more file that looks like a copy was", "more files that look like copies were"
        yield f"{counted(left, one, more)} not read", cures


def writing(draft: Contents) -> str:
    """Say what was being written, without the words of a private note."""
    note = note_in(draft)
    if note is None:
        return "A name was being typed"
    text = "A private note" if note.private else f"“{shortened(clean_line(note.text), SHORT)}”"
    return f"{text} was being written"


def note_in(draft: Contents) -> Note | None:
    """Return the note that was being written; None if it was a name."""
    every = (note for versions in draft.notes.values() for note in versions)
    return next((note for note in every if not note.gone), None)


def _changed_at(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def fingerprint_of(path: Path, state: Path, least: int) -> str:
    """Return a fingerprint of a notebook file without parsing it.

    It is empty for a file of fewer than `least` bytes, for one that cannot be read, and if there
    are files that may be copies of it, since there may be something to report about those.
    """
    try:
        data = read_file(path, MAX_SIZE)
    except (OSError, ValueError):
        return ""
    if len(data) < least or any(chain(rescued_before(state, path), beside(path))):
        return ""
    return checksum(data)


def is_replaced(path: Path, state: Path, mine: Contents, pack: str, file: FileSnapshot) -> bool:
    """Return whether another program put its version of the notebook over what was saved here.

    The `file` then is older than what was saved, or has what was written by a ccgbrief elsewhere,
    neither of which is so where somebody corrects, adds or takes out something by hand; and `mine`
    lacks some of what was saved.
    """
    last = look(last_saved(state, path), pack, file)
    if last is file or not last.good:
        return False
    saved = last.contents
    held = _not_understood(saved, saved) | _not_understood(file.contents, saved)
    theirs = _written_elsewhere(file.contents.without(held), saved)
    signed = (v.by for versions in theirs.notes.values() for v in versions)
    is_other = any(signed) or any(m.by for marks in theirs.marks.values() for m in marks.values())
    is_older = _changed_at(path) + _COARSEST < _changed_at(last_saved(state, path))
    ours = _written_elsewhere(saved.without(held), mine)
    return (is_other or is_older) and count_news(mine, merge_contents(mine, ours)) > 0


def _not_understood(contents: Contents, saved: Contents) -> set[tuple[str, str]]:
    """Return the tables and keys of what is there and not understood, or under no known name.

    What was set since is beside it under its own key, and it may be put right by hand.
    """
    unknown = "".join(contents.extra.values())
    named = {("notes", key) for key in saved.notes if unknown and f'"{key}"' in unknown}
    held = {(item.table, key_of(item)) for item in contents.unparsed}
    return named | held | {(table, key.rstrip("~")) for table, key in held}


def _written_elsewhere(there: Contents, mine: Contents) -> Contents:
    """Return the notes and marks of a copy whose very version `mine` does not have."""
    known = {name_of("notes", key, v) for key, versions in mine.notes.items() for v in versions}
    known |= {
        name_of(t, key, mark) for t, marks in mine.marks.items() for key, mark in marks.items()
    }
    notes = {
        key: tuple(each for each in versions if name_of("notes", key, each) not in known)
        for key, versions in there.notes.items()
    }
    marks = {
        table: {key: mark for key, mark in every.items() if name_of(table, key, mark) not in known}
        for table, every in there.marks.items()
    }
    new = Contents(notes={key: versions for key, versions in notes.items() if versions})
    return new._replace(**marks)  # type: ignore[arg-type]


def beside(path: Path) -> Iterator[Path]:
    """Find possible copies of the notebook in its folder, but not its .bak.

    `notes (conflicted copy).toml`, `notes-LAPTOP.toml`, `Copy of notes.toml` and
    `notes.toml.conflict1` are such, unless they name another pack than the notebook does.
    """
    try:
        target = resolved(path)
        entries = os.scandir(target.parent)
    except (OSError, ValueError):
        return
    is_like = _likeness(target)
    with entries:  # however many there are: a name takes a microsecond
        alike = [target.with_name(entry.name) for entry in entries if is_like(entry.name)]
    pack = _pack_of(target) if alike else ""
    yield from (path for path in alike if not pack or _pack_of(path) in {"", pack})


def _pack_of(path: Path) -> str:
    """Return the pack that a notebook names at its beginning; `""` if it cannot be read."""
    with suppress(OSError, ValueError, RecursionError):
        return read_head(path).pack
    return ""


def _likeness(target: Path) -> Callable[[str], bool]:
    """Return what says whether a sync program may have given a name to a copy of the file."""
    ours = {target.name, backup_of(target).name}
    # `notes` is no part of the word `notesheet`.
    named = re.compile(rf"(?:^|[\W_]){re.escape(target.stem)}(?![^\W\d_])(.*)", re.IGNORECASE)

    def is_like(name: str) -> bool:
        if name in ours:
            return False
        is_aside = name.startswith(f"{target.name}{_BROKEN}") or name.endswith((".lock", RECORD))
        found = None if is_aside else named.search(name)
        return found is not None and target.suffix.lower() in found[1].lower()

    return is_like


def count_news(mine: Contents, both: Contents) -> int:
    """Return how many ticks, marks, notes and items not understood are new or different in both."""
    new: int = sum(
        item != getattr(mine, table).get(key)
        for table in (*MARKS, "notes", "extra")
        for key, item in getattr(both, table).items()
    )
    return new + len(both.unparsed - mine.unparsed)
