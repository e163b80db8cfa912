"""Holds new articles beside a pack until all are read, then places them at one stroke."""

import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Self

from ccgbrief.documents.article import Draft
from ccgbrief.documents.manifest import articles_of, with_article
from ccgbrief.documents.names import article_id
from ccgbrief.documents.paper import PaperError
from ccgbrief.documents.placing import put_file
from ccgbrief.documents.target import ARTICLES, ORIGINALS, Target
from ccgbrief.files import reason

ABANDONED = 86_400.0
"""Seconds after which a folder of this kind is what a killed process left behind."""

_PREFIX = ".adding-"


@dataclass(frozen=True, slots=True)
class Staged:
    """An article that waits for its place."""

    id: str
    suffix: str
    """Ending of the file it was made of."""
    is_new: bool
    """False when it takes the place of the article of that id."""

    @property
    def original(self) -> str:
        """Where in the pack the file lies that it was made of."""
        return f"{ORIGINALS}/{self.id}{self.suffix}"


class Staging:
    """A folder within the pack in which articles wait; nothing of it is left in the end."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._taken = target.ids()
        self._waiting: dict[str, Staged] = {}
        self._folder = Path()
        self._is_new_pack = not target.folder.exists()

    def __enter__(self) -> Self:
        folder = self._target.folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _sweep(folder)
            self._folder = Path(mkdtemp(prefix=_PREFIX, dir=folder))
        except OSError as error:
            raise PaperError(
                f"{folder}: {reason(error)}; name a pack that can be written"
            ) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        if self._is_new_pack:
            folder = self._target.folder
            for made in (folder / ARTICLES, folder / ORIGINALS, folder):
                with suppress(OSError):  # it stays where there is something in it
                    made.rmdir()

    def hold(self, draft: Draft, original: bytes, suffix: str, instead: str = "") -> Staged:
        """Let an article wait; it takes the place of another with `instead`."""
        name = instead or article_id(draft.details.title, self._taken)
        self._taken.add(name)
        staged = Staged(name, suffix.lower(), is_new=not instead)
        (self._folder / f"{name}.md").write_text(draft.text, encoding="utf-8", newline="\n")
        (self._folder / f"{name}.original").write_bytes(original)
        self._waiting[name] = staged
        return staged

    def drop(self, name: str) -> None:
        """Let an article wait no more."""
        del self._waiting[name]

    def place(self) -> None:
        """Put all that waits into the pack; an error or interruption puts back what was there."""
        before: dict[Path, bytes | None] = {}
        new = [staged.id for staged in self._waiting.values() if staged.is_new]
        try:
            for staged in self._waiting.values():
                self._place(staged, before)
            if new:
                self._target.change_list(lambda text: _with_all(text, new))
        except BaseException as error:
            for path, data in before.items():
                _put_back(path, data)
            if isinstance(error, OSError):
                folder = self._target.folder
                raise PaperError(f"{folder}: {reason(error)}; the pack is as it was") from error
            raise

    def _place(self, staged: Staged, before: dict[Path, bytes | None]) -> None:
        """Put an article and its original into the pack, noting what was there."""
        article = self._target.folder / ARTICLES / f"{staged.id}.md"
        original = self._target.folder / staged.original
        files = {
            original: (self._folder / f"{staged.id}.original").read_bytes(),
            article: (self._folder / f"{staged.id}.md").read_bytes(),
        }
        if not staged.is_new:
            files[original.with_name(f"{staged.id}.earlier.md")] = article.read_bytes()
        for path, data in files.items():
            before[path] = path.read_bytes() if path.exists() else None
            put_file(path, data)


def _put_back(path: Path, data: bytes | None) -> None:
    with suppress(OSError):
        if data is None:
            path.unlink(missing_ok=True)
        else:
            put_file(path, data)


def _with_all(manifest: str, names: list[str]) -> str:
    for name in names:
        if name not in articles_of(manifest):
            manifest = with_article(manifest, name)
    return manifest


def _sweep(folder: Path) -> None:
    for path in folder.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > ABANDONED:
                shutil.rmtree(path, ignore_errors=True)
