"""Finds the files named one by one, by a folder, or by a pattern."""

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ccgbrief.files import reason
from ccgbrief.papers.formats import FORMATS
from ccgbrief.papers.paper import PaperError
from ccgbrief.text import address_problem

READABLE = frozenset(suffix for each in FORMATS for suffix in each.suffixes)
"""Endings of the files that are taken from a folder."""

MOST_FILES = 10_000


@dataclass(frozen=True, slots=True)
class Selection:
    files: tuple[Path, ...]
    """The papers, each once, in the order of the names; including names that do not exist."""
    refused: tuple[tuple[str, str], ...]
    """The names without any paper, and why."""
    passed_over: dict[Path, Counter[str]]
    """How many other files each folder has, by their endings."""


def select_files(names: Iterable[str | Path]) -> Selection:
    """Return the files that are named.

    A folder stands for the papers in it and in its folders, a pattern with `*`, `?` or `[` for
    what fits. Raises PaperError where no name stands for a paper, or some for too many.
    """
    found: dict[Path, None] = {}
    refused: list[tuple[str, str]] = []
    others: dict[Path, Counter[str]] = {}
    for name in map(str, names):
        try:
            for path in _of_name(name, others):
                found.setdefault(path)
                if len(found) > MOST_FILES:
                    most = f"more than {MOST_FILES:,} files"
                    raise PaperError(f"{name}: {most}; name a smaller folder")
        except (ValueError, OSError) as error:
            refused.append((name or "“”", reason(error)))
    if not found and refused:
        raise PaperError(f"{refused[0][0]}: {refused[0][1]}")
    if not found:
        raise PaperError("no file was named; name papers, or a folder of them")
    return Selection(tuple(found), tuple(refused), others)


def _of_name(name: str, others: dict[Path, Counter[str]]) -> Iterator[Path]:
    path = Path(name)
    if problem := address_problem(name):
        raise ValueError(problem)
    if path.is_dir():
        counted: Counter[str] = Counter()
        papers = _papers_in(path, counted)
        first = next(papers, None)
        if first is None:
            raise ValueError("no paper of a kind that is read is in this folder; name the files")
        yield first
        yield from papers
        if counted:
            others[path] = counted
    elif path.exists() or path.is_symlink() or not glob.has_magic(name):
        yield path
    else:
        fitting = sorted(glob.iglob(str(path), recursive=True))  # noqa: PTH207 - a pattern, absolute or not
        if not fitting:
            raise ValueError("no file fits this pattern")
        yield from (Path(name) for name in fitting if not Path(name).is_dir())


def _papers_in(folder: Path, others: Counter[str]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        suffix = path.suffix.lower()
        if path.name.startswith("."):
            if suffix in READABLE:
                others[f"hidden {suffix}"] += 1
            continue
        if path.is_dir() and path.is_symlink():
            others[f"folder that is a link ({path.name})"] += 1
        elif path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            others[f"folder that may not be read ({path.name})"] += 1
        elif path.is_dir():
            yield from _papers_in(path, others)
        elif suffix in READABLE:
            yield path
        else:
            others[suffix or "no ending"] += 1
