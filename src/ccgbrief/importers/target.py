"""A pack that papers are added to or taken from: what is in it, and changing its list."""

from collections.abc import Callable
from pathlib import Path

import tomli_w

from ccgbrief.files import read_file, reason
from ccgbrief.importers.manifest import articles_of
from ccgbrief.importers.paper import PaperError
from ccgbrief.importers.placing import put_file
from ccgbrief.pack import Article, Pack, read_pack

MANIFEST = "pack.toml"
ARTICLES = "articles"
ORIGINALS = "originals"
"""The folder of the pack in which the files lie that its articles were made of."""

_MOST_BYTES = 4_000_000


class Target:
    """A pack's folder; with `beside`, the folder of the reader's own papers to that pack."""

    def __init__(self, folder: Path, beside: Pack | None = None) -> None:
        """Read the pack; raises PackError where it cannot be read."""
        self.folder = folder
        self.beside = beside
        self.manifest = folder / MANIFEST
        is_new = beside is not None and not self.manifest.exists()
        self.pack = None if is_new else read_pack(folder)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles that are there now."""
        return self.pack.articles if self.pack else ()

    def ids(self) -> set[str]:
        """Return every name that means something in the pack, or is a file of it."""
        packs = [pack for pack in (self.pack, self.beside) if pack]
        ids = {
            item.id
            for pack in packs
            for group in (pack.articles, pack.areas, pack.duties, pack.figures)
            for item in group
        }
        for folder in (ARTICLES, ORIGINALS):
            ids.update(path.stem for path in (self.folder / folder).glob("*"))
        return ids

    def change_list(self, change: Callable[[str], str]) -> None:
        """Change the list of articles as it is on the disk at this moment."""
        try:
            if self.manifest.exists():
                # Bytes and not decoded text: line ends and a byte order mark stay as they are.
                text = read_file(self.manifest, _MOST_BYTES).decode()
            else:
                text = self._first_manifest()
            changed = change(text)
            if not articles_of(changed) and self.beside is not None:
                self.manifest.unlink(missing_ok=True)
            else:
                put_file(self.manifest, changed.encode())
        except UnicodeDecodeError as error:
            raise PaperError(f"{self.manifest}: is not UTF-8; save it as UTF-8") from error
        except PaperError as error:
            raise PaperError(f"{self.manifest}: {error}") from error
        except (OSError, ValueError) as error:
            raise PaperError(f"{self.manifest}: {reason(error)}; the pack is as it was") from error

    def _first_manifest(self) -> str:
        pack = self.beside
        title = f"Your own papers beside “{pack.title}”" if pack else ""
        return (
            tomli_w.dumps({"format": 1, "id": pack.id if pack else "", "title": title})
            + "articles = []\n"
        )
