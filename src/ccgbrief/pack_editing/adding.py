"""Adds papers to a pack: reads each in a separate process, and adds all of them together."""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn

from ccgbrief import paths
from ccgbrief.files import read_file, reason
from ccgbrief.pack import AgendaItem, Pack
from ccgbrief.pack.files import AGENDA, MANIFEST
from ccgbrief.pack.reader import MAX_ARTICLE_BYTES, MAX_FRONT
from ccgbrief.pack.schema import MAX_ARTICLES, MAX_TABLE_BYTES
from ccgbrief.pack_editing import near_duplicates, reports
from ccgbrief.pack_editing.file_selection import select_files
from ccgbrief.pack_editing.front_matter import with_short
from ccgbrief.pack_editing.manifest import (
    ARTICLES,
    ORIGINALS,
    Manifest,
    is_own,
    refuse_no_pack,
    with_items,
)
from ccgbrief.pack_editing.names import article_id, label
from ccgbrief.pack_editing.near_duplicates import Library, Sketch, read_article, sketch_of
from ccgbrief.pack_editing.removing import set_aside
from ccgbrief.pack_editing.reports import Added, Outcome, Step
from ccgbrief.pack_editing.transaction import (
    MOST_BYTES,
    UNWATCHED,
    Transaction,
    UnwritableError,
    Watch,
    changing,
)
from ccgbrief.papers.article import Draft, ReadingOptions
from ccgbrief.papers.formats import ending_of, format_of
from ccgbrief.papers.metadata import GOES_ON
from ccgbrief.papers.paper import PaperError, Source
from ccgbrief.papers.worker import Reading, Worker
from ccgbrief.suggest import did_you_mean

BETTER = 1.1
"""A copy with this many times the words, punctuation and capitals is much the better one."""

LONGEST_LABEL = 100
"""Characters that the line with the label for its tab adds to an article."""

Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Options(ReadingOptions):
    anyway: bool = False
    """True to add a paper even if the pack has a near-duplicate."""
    replaces: str = ""
    """Id of the article that the paper replaces."""

    @property
    def of_one_paper(self) -> str:
        """The option given that only one paper can have; `""` for none."""
        return "--title" if self.title else "--replaces" if self.replaces else ""


def add_papers(
    files: Iterable[str | Path],
    folder: Path,
    options: Options,
    progress: Progress = lambda _: None,
    *,
    beside: Pack | None = None,
    watch: Watch = UNWATCHED,
) -> list[Added]:
    """Add papers to the pack in `folder` and return what became of each, in their order.

    With `beside`, the folder is that of the reader's own papers to that pack, and is made where
    there is none. Interrupted, it leaves the pack as it was. A file that cannot be read is a
    result; raises PaperError if nothing can be added.
    """
    chosen = select_files(files)
    if (options.split or len(chosen.files) > 1) and options.of_one_paper:
        cure = "leave --split out" if options.split else "add each with its own"
        raise PaperError(f"{options.of_one_paper} is for one paper; {cure}")
    refuse_no_pack(folder, beside)
    with changing(folder, watch) as change:
        addition = _Addition(change, Manifest(folder, beside), options)
        with closing(Worker()) as worker:
            for number, path in enumerate(chosen.files, start=1):
                step = Step(path, number, len(chosen.files))
                progress(step)
                tell = partial(_tell, progress, step)
                addition.take(path, partial(worker.read, options=options, tell=tell))
        addition.place()
    others = [reports.passed_over(*found) for found in chosen.passed_over.items()]
    return [*addition.results, *(reports.refused(*found) for found in chosen.refused), *others]


def _tell(progress: Progress, step: Step, page: int, pages: int) -> None:
    progress(replace(step, page=page, pages=pages))


class _Paper(NamedTuple):
    path: Path
    """Its file; for a file within another, the names of both."""
    source: Source
    draft: Draft
    sketch: Sketch


class _Held(NamedTuple):
    """A new or better article that is waiting to be placed."""

    result: int
    """The index of its file among the results."""
    title: str
    published: str
    files: tuple[str, ...]
    """What is put into the pack."""


class _Addition:
    """The papers of one call, and the outcome of those read so far."""

    def __init__(self, change: Transaction, manifest: Manifest, options: Options) -> None:
        if options.replaces and options.replaces not in manifest.articles:
            cure = did_you_mean(options.replaces, manifest.articles)
            raise PaperError(f"--replaces: there is no article “{options.replaces}”; {cure}")
        self.results: list[Added] = []
        self._change = change
        self._manifest = manifest
        self._options = options
        self._taken = manifest.ids()
        cache = paths.sketches_file(manifest.folder)
        self._library = Library(manifest.folder / ARTICLES, manifest.articles, cache)
        self._held: dict[str, _Held] = {}
        """The articles that wait, by id."""
        self._items: dict[int, AgendaItem] = {}
        """What the papers are of an agenda, by index of their results."""

    def take(self, path: Path, read: Callable[[Source], Iterable[Reading]]) -> None:
        """Read a file and decide what to do with each paper in it."""
        try:
            _refuse_link_out(path)
            source = Source(path.name, read_file(path, MOST_BYTES), self._options.keep_all)
            instead = self._options.replaces
            option = self._options.of_one_paper
            if option and format_of(source).name == "zip":
                _refuse_archive(option)
            for reading in read(source):
                inner = reading.source
                path_in = path / inner.name if inner else path
                self._take(path_in, inner or source, reading, instead)
                if reading.drafts:
                    instead = ""  # what is attached to a paper is added beside it
        except UnwritableError:
            raise
        except PaperError as error:
            self.results.append(reports.refused(path, str(error)))
        except Exception as error:  # noqa: BLE001 - no file may cost another one
            self.results.append(reports.refused(path, reason(error)))

    def _take(self, path: Path, source: Source, reading: Reading, instead: str) -> None:
        if reading.problem:
            self.results.append(reports.refused(path, reading.problem))
        for draft in reading.drafts:
            try:
                paper = _Paper(path, source, draft, sketch_of(draft.text))
                self._check_limits(paper, instead)
                result = self._hold(paper, instead) if instead else self._decide(paper)
                if draft.item:
                    self._items[len(self.results)] = draft.item
            except UnwritableError:
                raise
            except PaperError as error:
                result = reports.refused(path, str(error))
            self.results.append(result)

    def _check_limits(self, paper: _Paper, instead: str) -> None:
        """Refuse what could be written to a pack but not read back; raises PaperError."""
        full = len(self._manifest.articles) + len(self._held) >= MAX_ARTICLES
        if full and not instead:
            raise PaperError(f"the pack has {MAX_ARTICLES:,} articles; start another pack")
        if paper.draft.text.find("\n+++\n") + LONGEST_LABEL > MAX_FRONT:
            raise PaperError("its title, author or publication is too long; give shorter ones")
        if len(paper.draft.text.encode()) > MAX_ARTICLE_BYTES:
            most = f"{MAX_ARTICLE_BYTES / 1e6:g} MB"
            raise PaperError(f"it has more than {most} of text; divide it into several files")

    def _decide(self, paper: _Paper) -> Added:
        library = self._library
        path = paper.path
        near = [] if self._options.anyway else library.like(paper.sketch)
        copies = self._copies(paper, near)
        if not copies:
            return self._hold(
                paper,
                more=[
                    reports.another_edition(
                        library.titles[name], name, is_part=self._is_part(paper, name)
                    )
                    for name in near[:1]
                ],
            )
        copy = copies[0]
        other = library.sketch(copy)
        if paper.sketch.merit <= BETTER * other.merit:
            is_same = paper.sketch == other
            return reports.duplicate(path, copy, library.titles[copy], is_same=is_same)
        if copy in self._held:
            return self._supersede(paper, copy)
        return self._hold(paper, copy)

    def _copies(self, paper: _Paper, near: Iterable[str]) -> list[str]:
        """Return which of the articles nearly the same as a paper are no other editions of it."""
        library = self._library
        return [
            name
            for name in near
            if not (
                near_duplicates.are_editions(paper.sketch, library.sketch(name))
                or self._is_beside(paper, name)
                or self._is_part(paper, name)
                or near_duplicates.name_others(paper.draft.text, self._newest_text_of(name))
            )
        ]

    def _is_part(self, paper: _Paper, article: str) -> bool:
        """Return whether one of two papers that are nearly one is only a part of the other.

        The longer one has a title of its own then, which is nowhere in the other, and neither is
        known by its first words alone.
        """
        one, other = paper.sketch, self._library.sketch(article)
        titles = (paper.draft.details.title, self._library.titles[article])
        is_named = not any(title.endswith(GOES_ON) for title in titles)
        if not (is_named and near_duplicates.differ_in_length(one, other)):
            return False
        texts = [paper.draft.text, self._newest_text_of(article)]
        shorter, longer = texts if one.size < other.size else reversed(texts)
        return not near_duplicates.has_title_of(shorter, longer)

    def _is_beside(self, paper: _Paper, article: str) -> bool:
        """Return whether both are parts of one file, which repeats itself where it means to."""
        held = self._held.get(article)
        return bool(held and paper.draft.item and self.results[held.result].file == paper.path)

    def _supersede(self, paper: _Paper, worse: str) -> Added:
        """Hold a paper in place of one of this call that is nearly the same."""
        held = self._held[worse]
        instead = worse if worse in self._manifest.articles else ""
        with self._change.attempt():
            for name in held.files:
                self._change.forget(name)
            self._taken.discard(worse)
            better = self._hold(paper, instead)
        if better.article != worse:
            del self._held[worse]
            self._library.take_out(worse)
        file = self.results[held.result].file
        self.results[held.result] = reports.superseded(file, paper.path, better.article)
        return better

    def _hold(self, paper: _Paper, instead: str = "", more: Sequence[str] = ()) -> Added:
        """Prepare the files of an article, which takes the place of another with `instead`."""
        details, draft, source = paper.draft.details, paper.draft, paper.source
        article = instead or article_id(details.title, self._taken, Path(source.name).stem)
        original = f"{ORIGINALS}/{article}{ending_of(source)}"
        texts = {f"{ARTICLES}/{article}.md": draft.text}
        if draft.left_out:
            texts[reports.left_out_file(article)] = "".join(f"{line}\n" for line in draft.left_out)
        with self._change.attempt():
            if instead:
                before = self._text_of(article)
                earlier = set_aside(self._change, article, f"{ORIGINALS}/{article}.earlier")
                titles = self._library.titles
                more = reports.replaced(titles[article], earlier, before, draft.text)
                copies = self._copies(paper, self._library.like(paper.sketch))
                pack = None if self._manifest.beside else self._manifest.folder
                others = [name for name in copies if name != article]
                more += [reports.copy(titles[name], name, pack) for name in others]
            self._change.put(original, source.data)
            for name, text in texts.items():
                self._change.put(name, text.encode())
        self._taken.add(article)
        held = _Held(len(self.results), details.title, details.published, (original, *texts))
        self._held[article] = held
        self._library.put(article, details.title, paper.sketch)
        keep_all = self._options.keep_all
        result = reports.added(paper.path, draft, article, original, more, keep_all=keep_all)
        return replace(result, outcome=Outcome.REPLACED) if instead else result

    def _newest_text_of(self, article: str) -> str:
        """Return the text of an article as it waits, or else as the pack has it."""
        if article in self._held:
            return self._change.staged(f"{ARTICLES}/{article}.md").decode()
        return self._text_of(article)

    def _text_of(self, article: str) -> str:
        """Return the text of an article that is to be replaced; raises PaperError."""
        file = self._manifest.folder / ARTICLES / f"{article}.md"
        try:
            return read_article(file)
        except (OSError, ValueError) as error:
            raise PaperError(f"{file}: {reason(error)}, so it is not replaced") from error

    def place(self) -> None:
        """Put everything that is waiting into the pack."""
        self._add_labels()
        new = [name for name in self._held if name not in self._manifest.articles]
        if new:  # its owner may have edited it while the papers were read
            manifest = Manifest(self._manifest.folder, self._manifest.beside)
            self._change.put(MANIFEST, manifest.changed(add=new), manifest.data)
        self._put_agenda()
        for doubt in self._change.commit():
            self._say(len(self.results) - 1, doubt)
        self._library.keep()

    def _say(self, result: int, sentence: str) -> None:
        """Add a sentence to what is said of a file."""
        found = self.results[result]
        self.results[result] = replace(found, sentences=(*found.sentences, sentence))

    def _put_agenda(self) -> None:
        """Add the items of the papers to the agenda of the pack, unless it is the reader's own."""
        if not self._items:
            return
        items = [item._replace(article=self.results[i].article) for i, item in self._items.items()]
        file = self._manifest.folder / AGENDA
        before = read_file(file, MAX_TABLE_BYTES) if file.exists() else None
        agenda = (before or b"").decode("utf-8-sig")
        after = with_items(agenda, items).encode()
        if is_own(agenda):
            said = f"{AGENDA} is your own and was left as it is."
        elif len(after) > MAX_TABLE_BYTES:
            said = f"{AGENDA} has no room for its items and was left as it is."
        else:
            said = f"{AGENDA} lists its items."
            self._change.put(AGENDA, after, before)
        self._say(max(self._items), said)

    def _add_labels(self) -> None:
        """Give each new article a label for its tab that distinguishes it from all others."""
        titles = self._library.titles
        order = sorted(titles, key=lambda name: titles[name].casefold().split())
        for i, article in enumerate(order):
            if held := self._held.get(article):
                beside = [titles[n] for n in (*order[max(i - 1, 0) : i], *order[i + 1 : i + 2])]
                if short := label(held.title, beside, held.published):
                    name = f"{ARTICLES}/{article}.md"
                    text = self._change.staged(name).decode()
                    self._change.put(name, with_short(text, short).encode())


def _refuse_archive(option: str) -> NoReturn:
    raise PaperError(f"{option} is for one paper; unpack it, and add the one that is meant")


def _refuse_link_out(path: Path) -> None:
    """Refuse a link out of its folder, which somebody may have put among papers."""
    real, folder = os.path.realpath(path), os.path.realpath(path.parent)
    if path.is_symlink() and not Path(real).is_relative_to(folder):
        raise PaperError("it is a link that leads out of its folder; name the file itself")
