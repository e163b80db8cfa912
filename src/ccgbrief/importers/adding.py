"""Adds papers to a pack: reads each apart, tells copies from new ones, places all at one stroke."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from ccgbrief.files import read_file, reason
from ccgbrief.importers.apart import ReadingRoom
from ccgbrief.importers.article import Draft, Options, sketch_of
from ccgbrief.importers.finding import named_files
from ccgbrief.importers.likeness import Shelf, Sketch, are_editions
from ccgbrief.importers.paper import PaperError, Source, Tell
from ccgbrief.importers.results import (
    Added,
    Step,
    added,
    duplicate,
    passed_over,
    refused,
    superseded,
)
from ccgbrief.importers.staging import Staging, sweep
from ccgbrief.importers.target import Target
from ccgbrief.pack import Article, Pack
from ccgbrief.text import clean_line, decode

MOST_BYTES = 300_000_000
"""Of one paper; scanned packs of many hundred pages are of that size."""

BETTER = 1.02
"""A copy with so many times the words, marks and capitals is the better one."""

Progress = Callable[[Step], None]


def add_papers(
    files: Iterable[str | Path],
    folder: Path,
    options: Options,
    progress: Progress = lambda _: None,
    *,
    beside: Pack | None = None,
) -> list[Added]:
    """Add papers to the pack in `folder` and return what became of each, in their order.

    With `beside`, the folder is that of the reader's own papers to that pack, and is made where
    there is none. Interrupted, it leaves the pack as it was. A file that cannot be read is a
    result; raises PackError or PaperError where nothing can be added.
    """
    paths, skipped = _paths(files, options)
    sweep(folder)
    target = Target(folder, beside)
    with Staging(target) as staging, ReadingRoom() as room:
        desk = _Desk(target, staging, options)
        for number, path in enumerate(paths, start=1):
            step = Step(path, number, len(paths))
            progress(step)
            tell = partial(_tell, step, progress)
            desk.take(path, partial(_read, room, options, tell))
        staging.place()
    return [*desk.results.values(), *(passed_over(*found) for found in skipped.items())]


def _tell(step: Step, progress: Progress, page: int, pages: int) -> None:
    progress(Step(step.file, step.number, step.count, page, pages))


def _read(room: ReadingRoom, options: Options, tell: Tell, source: Source) -> Draft:
    return room.read(source, options, tell)


def _paths(
    files: Iterable[str | Path], options: Options
) -> tuple[Sequence[Path], dict[Path, Counter[str]]]:
    try:
        paths, skipped = named_files(files)
    except (ValueError, OSError) as error:
        raise PaperError(clean_line(str(error))) from error
    if not paths:
        raise PaperError("no file was named; name text, HTML, PDF or Word files, or a folder")
    if options.title and len(paths) > 1:
        raise PaperError("--title is for one paper; add each with its own")
    return paths, skipped


class _Desk:
    """The papers of one call, and what became of those that were taken so far."""

    def __init__(self, target: Target, staging: Staging, options: Options) -> None:
        self.results: dict[Path, Added] = {}
        self._staging = staging
        self._options = options
        self._shelf = Shelf()
        self._titles: dict[str, str] = {}
        self._new: dict[str, Path] = {}
        for article in target.articles:
            self._shelf.put(article.id, _sketch(article))
            self._titles[article.id] = article.title

    def take(self, path: Path, read: Callable[[Source], Draft]) -> None:
        """Read a file and decide what becomes of it."""
        try:
            _refuse_link_out(path)
            source = Source(path.name, read_file(path, MOST_BYTES), self._options.keep_all)
            draft = read(source)
        except (PaperError, OSError, ValueError) as error:
            self.results[path] = refused(path, reason(error))
        else:
            self._decide(path, draft, source)

    def _decide(self, path: Path, draft: Draft, source: Source) -> None:
        near = [] if self._options.anyway else self._shelf.like(draft.sketch)
        copies = [n for n in near if not are_editions(draft.sketch, self._shelf.sketches[n])]
        if not copies:
            edition = self._titles[near[0]] if near else ""
            self._keep(path, draft, source, edition=edition)
        elif draft.sketch.merit <= BETTER * self._shelf.sketches[copies[0]].merit:
            self.results[path] = duplicate(path, copies[0], self._titles[copies[0]])
        elif copies[0] in self._new:
            earlier = self._new.pop(copies[0])
            self._staging.drop(copies[0])
            self._shelf.take_off(copies[0])
            name = self._keep(path, draft, source)
            self.results[earlier] = superseded(earlier, path, name)
        else:
            self._keep(path, draft, source, instead=copies[0])

    def _keep(
        self, path: Path, draft: Draft, source: Source, *, instead: str = "", edition: str = ""
    ) -> str:
        """Hold a paper for its place in the pack; return its article's id."""
        staged = self._staging.hold(draft, source, instead)
        self.results[path] = added(path, draft, staged, self._titles.get(instead, ""), edition)
        self._shelf.put(staged.id, draft.sketch)
        self._titles[staged.id] = draft.details.title
        if not instead:
            self._new[staged.id] = path
        return staged.id


def _sketch(article: Article) -> Sketch:
    try:
        return sketch_of(decode(read_file(article.path, MOST_BYTES)).text)
    except (OSError, ValueError) as error:
        raise PaperError(f"{article.path}: {reason(error)}; mend it or take it out") from error


def _refuse_link_out(path: Path) -> None:
    """Refuse a link that leads out of its folder: somebody may have put it among papers."""
    real, folder = os.path.realpath(path), os.path.realpath(path.parent)
    if path.is_symlink() and not Path(real).is_relative_to(folder):
        raise ValueError("it is a link that leads out of its folder; name the file itself")
