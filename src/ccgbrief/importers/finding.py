"""Finds the files that somebody names: one by one, by a folder, or by a pattern."""

import glob
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

READABLE = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx"}
)
"""Endings of the files that are taken out of a folder."""

MOST_FILES = 10_000


def named_files(names: Iterable[str | Path]) -> tuple[list[Path], dict[Path, Counter[str]]]:
    """Return the files that are named, without repeating one; what does not exist as it is.

    A folder stands for the papers in it and in its folders, a pattern with `*`, `?` or `[` for
    what fits. The other files of each folder are counted by their endings. Raises ValueError
    where a name stands for no paper, or for too many.
    """
    found: dict[Path, None] = {}
    skipped: dict[Path, Counter[str]] = {}
    for name in names:
        for path in _of_name(Path(name), skipped):
            found.setdefault(path)
            if len(found) > MOST_FILES:
                raise ValueError(f"{name}: more than {MOST_FILES:,} files; name a smaller folder")
    return list(found), skipped


def _of_name(path: Path, skipped: dict[Path, Counter[str]]) -> Iterator[Path]:
    if path.is_dir():
        others: Counter[str] = Counter()
        papers = _papers_in(path, others)
        first = next(papers, None)
        if first is None:
            raise ValueError(
                f"{path}: no text, HTML, PDF or Word file in this folder; name the files"
            )
        yield first
        yield from papers
        if others:
            skipped[path] = others
    elif path.exists() or path.is_symlink() or not glob.has_magic(str(path)):
        yield path
    else:
        fitting = sorted(glob.iglob(str(path), recursive=True))  # noqa: PTH207 - a pattern, absolute or not
        if not fitting:
            raise ValueError(f"{path}: no file fits this pattern")
        yield from (Path(name) for name in fitting if not Path(name).is_dir())


def _papers_in(folder: Path, others: Counter[str]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        suffix = path.suffix.lower()
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _papers_in(path, others)
        elif suffix in READABLE:
            yield path
        else:
            others[suffix or "without ending"] += 1
