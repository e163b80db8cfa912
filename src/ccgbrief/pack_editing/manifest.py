"""Edits the pack.toml of a pack when papers are added or removed, keeping the owner's layout."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import tomli
import tomli_w

from ccgbrief.files import read_file, reason
from ccgbrief.pack import AgendaItem, Pack
from ccgbrief.pack.files import MANIFEST, OTHERS
from ccgbrief.pack.reader import FORMAT, id_cure, is_plain_name
from ccgbrief.pack.schema import MAX_ARTICLES, MAX_MANIFEST_BYTES, MAX_TABLE_BYTES
from ccgbrief.papers.paper import PaperError
from ccgbrief.system import as_argument
from ccgbrief.text import clean_line, decode

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

ARTICLES = "articles"
ORIGINALS = "originals"
"""The folder of the pack with the files that its articles were made of."""

_BOM = "\ufeff"

OURS = "# Made by ccgbrief add --split, which adds to this file as long as this line is in it.\n"
"""The first line of an agenda that is not the reader's own."""


def refuse_no_pack(folder: Path, beside: Pack | None) -> None:
    """Raise PaperError for a folder that is not a pack, unless one is to be made `beside` one."""
    if beside is None and not (folder / MANIFEST).exists():
        problem = f"{folder}: it has no {MANIFEST}, so it is not a pack"
        raise PaperError(f"{problem}; name a pack folder with --pack")


class Manifest:
    """A pack.toml as it is on the disk now, to be changed while the lock of the pack is held."""

    def __init__(self, folder: Path, beside: Pack | None = None) -> None:
        """Read it; `beside` as for `add_papers`. Raises PaperError where it cannot be changed."""
        self.folder = folder
        self._file = folder / MANIFEST
        self.beside = beside
        self.data, self._text = self._read()
        """What the file holds; None if there is none yet."""
        try:
            self._table = tomli.loads(self._text.removeprefix(_BOM))
        except (ValueError, RecursionError) as error:
            problem = f"it is not valid TOML ({clean_line(str(error))})"
            raise self._error(f"{problem}; correct that line") from error
        found = self._table.get("format")
        if found != FORMAT:
            cure = "change it with the ccgbrief that made it"
            raise self._error(f"its format is {found}, not {FORMAT}; {cure}")
        names = self._table.get("articles", [])
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise self._error('articles is not a list of texts; write articles = ["…"]')
        self._listed: list[str] = names
        self.articles = [name.removesuffix(".md") for name in names]
        if odd := [name for name in self.articles if not is_plain_name(name)]:
            raise self._error(f"“{odd[0]}” is not the name of an article; {id_cure(odd[0])}")

    def _read(self) -> tuple[bytes | None, str]:
        """Return the file and its text; for one that is not there yet, the text to begin with."""
        try:
            data = read_file(self._file, MAX_MANIFEST_BYTES)
            text, encoding = decode(data)
            return data, text if encoding.startswith("utf-16") else data.decode()
        except FileNotFoundError:
            refuse_no_pack(self.folder, self.beside)
        except UnicodeDecodeError as error:
            raise self._error("it is not UTF-8; save it as UTF-8") from error
        except (OSError, ValueError) as error:
            raise self._error(f"{reason(error)}; name a pack that can be read") from error
        pack_id, title = (self.beside.id, self.beside.title) if self.beside else ("", "")
        title = f"Your own papers beside “{title}”"
        first = {"format": FORMAT, "id": pack_id, "title": title, "articles": []}
        return None, tomli_w.dumps(first)

    def _error(self, problem: str) -> PaperError:
        return PaperError(f"{self._file}: {problem}")

    def ids(self) -> set[str]:
        """Return every name that means something in the pack, or is a file of it."""
        ids = set(self.articles)
        for name in OTHERS:
            file = self.folder / name
            try:
                tables = tomli.loads(decode(read_file(file, MAX_TABLE_BYTES)).text)
            except FileNotFoundError:
                continue
            except (OSError, ValueError, RecursionError) as error:
                cure = f"ccgbrief check {as_argument(self.folder)} lists what is wrong"
                raise PaperError(f"{file}: {reason(error)}; {cure}") from error
            items = (item for found in tables.values() if isinstance(found, list) for item in found)
            ids.update(str(item.get("id", "")) for item in items if isinstance(item, dict))
        if self.beside:
            ids |= self.beside.ids
        for inner in (ARTICLES, ORIGINALS):
            ids.update(path.stem for path in (self.folder / inner).glob("*"))
        return ids

    def changed(self, add: Collection[str] = (), remove: Collection[str] = ()) -> bytes:
        """Return the file with articles more at the end of its list, or without some.

        `b""` for one that is needed no more. Raises PaperError where that cannot be done.
        """
        names = [name for name in self.articles if name not in remove] + list(add)
        if not names and self.beside:
            return b""
        if len(names) > MAX_ARTICLES:
            raise self._error(f"a pack has at most {MAX_ARTICLES:,} articles; start another pack")
        for on_own_lines in (False, True):  # behind a comment, tomlkit needs to be told
            document = self._document()
            listed = document.setdefault("articles", [])
            for name in [name for name in listed if name.removesuffix(".md") in remove]:
                listed.remove(name)
            if on_own_lines:
                listed.add_line(*add, indent="  ")
            else:
                listed.extend(add)
            if data := self._encoded(document, articles=[str(name) for name in listed]):
                return data
        raise self._error("its list of articles cannot be edited; change it by hand")

    def in_series(self, series: str) -> bytes:
        """Return the file with the series that its pack belongs to.

        Raises PaperError where that cannot be done.
        """
        document = self._document()
        document["series"] = series
        if data := self._encoded(document, series=series):
            return data
        raise self._error(f'it cannot be edited; write series = "{series}" into it by hand')

    def _document(self) -> "TOMLDocument":
        import tomlkit  # noqa: PLC0415 (26 ms, for few commands)

        return tomlkit.parse(self._text.removeprefix(_BOM))

    def _encoded(self, document: "TOMLDocument", **changed: object) -> bytes:
        """Return the file as it was edited, `b""` if more of it has changed than was meant to."""
        text = document.as_string()
        with suppress(ValueError):
            if tomli.loads(text) == self._table | changed:
                data = f"{_BOM * self._text.startswith(_BOM)}{text}".encode()
                if len(data) > MAX_MANIFEST_BYTES:
                    raise self._error(f"it would be larger than {MAX_MANIFEST_BYTES / 1e6:g} MB")
                return data
        return b""


def is_own(agenda: str) -> bool:
    """Return whether the text of an agenda is the reader's own, which must not be changed."""
    return bool(agenda) and OURS.strip() not in agenda.splitlines()


def with_items(agenda: str, items: Sequence[AgendaItem]) -> str:
    """Return the text of an agenda with items added, except for those whose article it has.

    A number that is there already is left out of what is added, so that one item has it. Raises
    ValueError where the text is not valid TOML.
    """
    listed = tomli.loads(agenda).get("item", [])
    known = {item.get("article") for item in listed}
    numbers = {item.get("number") for item in listed}
    added = [
        (item._replace(number="") if item.number in numbers else item)._asdict()
        for item in items
        if item.article not in known
    ]
    text = agenda if not agenda or agenda.endswith("\n") else f"{agenda}\n"
    return (text or OURS) + "".join(f"\n[[item]]\n{tomli_w.dumps(item)}" for item in added)
