"""What a notebook's file holds at this moment, and what a process takes: for the tests beside."""

from pathlib import Path

from ccgbrief.notebook.serialization import ParsedNotebook, read_contents


def reading(notes: Path) -> ParsedNotebook:
    """Read the file as it is; no file is an empty notebook. Raises ValueError for a broken one."""
    try:
        return read_contents(notes.read_bytes())
    except FileNotFoundError:
        return ParsedNotebook()


def texts(notes: Path) -> list[str]:
    """Return the texts of all notes in the file that were not deleted, the oldest first."""
    contents = reading(notes).contents
    live = [n for versions in contents.notes.values() for n in versions if not n.gone]
    return [note.text for note in sorted(live, key=lambda note: note.written)]


def drafts(home: Path) -> list[str]:
    """Return the texts of what is being written, from the files of drafts."""
    return [text for file in home.rglob("*-draft.toml") for text in texts(file)]


def ticked(notes: Path) -> set[str]:
    """Return the duties that are ticked in the file."""
    marks = reading(notes).contents.ticked.items()
    return {duty for duty, mark in marks if not mark.gone}


def taken(process: int, what: str) -> int:
    """Return a figure of a process from the system: `VmRSS` in kB, or `Threads`."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1])
    raise LookupError(what)


def open_files(process: int) -> int:
    """Return how many file descriptors a process holds."""
    return len(list(Path(f"/proc/{process}/fd").iterdir()))
