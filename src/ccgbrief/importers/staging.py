"""Holds new articles beside a pack until all are read, then places them at one stroke."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Self

from filelock import FileLock

from ccgbrief.files import reason
from ccgbrief.importers.article import Draft
from ccgbrief.importers.details import Details
from ccgbrief.importers.formats import ending_of
from ccgbrief.importers.manifest import articles_of, with_article
from ccgbrief.importers.names import article_id, label
from ccgbrief.importers.paper import PaperError, Source
from ccgbrief.importers.placing import is_unsettled, put_back, put_files, settle
from ccgbrief.importers.target import ARTICLES, MANIFEST, ORIGINALS, Target
from ccgbrief.importers.writing import with_short

_PREFIX = ".adding-"
_LOCK = "lock"
"""Held while the process lives that the folder belongs to."""
_NEW = "new"
"""Names the articles that the pack did not have."""


@dataclass(frozen=True, slots=True)
class Staged:
    """An article that waits for its place."""

    id: str
    details: Details
    files: dict[str, Path]
    """What is to be put into the pack, by the name it gets there."""
    original: str
    """Where in the pack the file lies that it was made of."""
    left_out: str = ""
    """Where in the pack the lines lie that are no part of it, if there are any."""
    earlier: str = ""
    """Where in the pack the article lies that it takes the place of; `""` if it is a new one."""


class Staging:
    """A folder within the pack in which articles wait; nothing of it is left in the end."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._waiting: dict[str, Staged] = {}
        self._taken: set[str] = set()
        self._folder = Path()
        self._lock: FileLock | None = None
        self._is_new_pack = not target.folder.exists()

    def __enter__(self) -> Self:
        folder = self._target.folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._folder = Path(mkdtemp(prefix=_PREFIX, dir=folder))
            self._lock = FileLock(self._folder / _LOCK, timeout=0)
            self._lock.acquire()
        except OSError as error:
            raise PaperError(
                f"{folder}: {reason(error)}; name a pack that can be written"
            ) from error
        self._taken = self._target.ids()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._lock:
            self._lock.release()
        _clear_away(self._folder)
        if self._is_new_pack:
            folder = self._target.folder
            for made in (folder / ARTICLES, folder / ORIGINALS, folder):
                with suppress(OSError):  # it stays where there is something in it
                    made.rmdir()

    def hold(self, draft: Draft, source: Source, instead: str = "") -> Staged:
        """Let an article wait; it takes the place of another with `instead`."""
        name = instead or article_id(draft.details.title, self._taken, Path(source.name).stem)
        self._taken.add(name)
        kept = f"{ORIGINALS}/{name}{ending_of(source)}"
        files = self._earlier(name) if instead else {}
        earlier = next(iter(files), "")
        files[kept] = self._put(f"{name}.original", source.data)
        left_out = f"{ORIGINALS}/{name}.left-out.txt" if draft.left_out else ""
        if left_out:
            lines = "".join(f"{line}\n" for line in draft.left_out)
            files[left_out] = self._put(f"{name}.left-out", lines.encode())
        files[f"{ARTICLES}/{name}.md"] = self._put(f"{name}.md", draft.text.encode())
        staged = Staged(name, draft.details, files, kept, left_out, earlier)
        self._waiting[name] = staged
        return staged

    def _earlier(self, name: str) -> dict[str, Path]:
        """Return the files of an article that another takes the place of, under free names."""
        folder = self._target.folder / ORIGINALS
        number, mark = 1, "earlier"
        while any(folder.glob(f"{name}.{mark}.*")):
            number += 1
            mark = f"earlier-{number}"
        article = self._target.folder / ARTICLES / f"{name}.md"
        found = {f"{ORIGINALS}/{name}.{mark}.md": article}
        for file in folder.glob(f"{name}.*"):
            kind = file.name.removeprefix(name)
            if not kind.startswith(".earlier") and file.is_file():
                found[f"{ORIGINALS}/{name}.{mark}.original{kind}"] = file
        return {
            place: self._put(f"{name}.{mark}-{i}", file.read_bytes())
            for i, (place, file) in enumerate(found.items())
        }

    def _put(self, name: str, data: bytes) -> Path:
        (self._folder / name).write_bytes(data)
        return self._folder / name

    def drop(self, name: str) -> None:
        """Let an article wait no more."""
        del self._waiting[name]

    def place(self) -> None:
        """Put all that waits into the pack; an error or interruption puts back what was there."""
        self._label()
        files = {n: file for staged in self._waiting.values() for n, file in staged.files.items()}
        new = [staged.id for staged in self._waiting.values() if not staged.earlier]
        try:
            self._put(_NEW, "\n".join(new).encode())
            put_files(self._target.folder, files, self._folder)
            if new:
                self._target.change_list(lambda text: _with_all(text, new))
            settle(self._folder)
        except BaseException as error:
            with suppress(OSError, ValueError, PaperError):  # it is tried again the next time
                _mend(self._target.folder, self._folder)
            if isinstance(error, OSError):
                folder = self._target.folder
                raise PaperError(f"{folder}: {reason(error)}; the pack is as it was") from error
            raise

    def _label(self) -> None:
        """Give each article that waits a label that tells it from all others."""
        titles = {a.id: a.title for a in self._target.articles}
        titles |= {name: staged.details.title for name, staged in self._waiting.items()}
        order = sorted(titles, key=lambda name: titles[name].casefold().split())
        for i, name in enumerate(order):
            if name in self._waiting:
                beside = [titles[n] for n in (*order[max(i - 1, 0) : i], *order[i + 1 : i + 2])]
                short = label(titles[name], beside, self._waiting[name].details.published)
                text = (self._folder / f"{name}.md").read_bytes().decode()
                self._put(f"{name}.md", with_short(text, short).encode())


def sweep(folder: Path) -> None:
    """Undo what a killed process had begun to add to the pack in `folder`, and clear it away."""
    for left in folder.glob(f"{_PREFIX}*"):
        if left.is_symlink() or (left / _LOCK).is_symlink():
            continue  # we make none, and a lock that is opened is emptied
        with suppress(OSError, ValueError, PaperError):  # OSError: its process lives
            with FileLock(left / _LOCK, timeout=0):
                _mend(folder, left)
            _clear_away(left)


def _mend(folder: Path, staging: Path) -> None:
    """Take back what was placed, unless the list of articles, which comes last, names it."""
    if not is_unsettled(staging):
        return
    new = (staging / _NEW).read_text("utf-8").split()
    manifest = folder / MANIFEST
    listed = articles_of(manifest.read_text("utf-8")) if new and manifest.exists() else []
    if new and set(new) <= set(listed):
        settle(staging)
    else:
        put_back(folder, staging)


def _clear_away(staging: Path) -> None:
    if not is_unsettled(staging):
        shutil.rmtree(staging, ignore_errors=True)


def _with_all(manifest: str, names: list[str]) -> str:
    for name in names:
        if name not in articles_of(manifest):
            manifest = with_article(manifest, name)
    return manifest
