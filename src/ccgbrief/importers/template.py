"""Makes a pack to start from: a page that explains, and an example of everything else."""

from importlib.resources import files
from pathlib import Path

import tomli_w

from ccgbrief.files import reason
from ccgbrief.importers.manifest import ARTICLES
from ccgbrief.importers.names import article_id
from ccgbrief.importers.paper import PaperError
from ccgbrief.importers.transaction import LOCK, STAGING, changing
from ccgbrief.pack.files import MANIFEST
from ccgbrief.pack.schema import MAX_TEXT
from ccgbrief.text import clean_line

FIRST_ARTICLE = "start-here"
_TABLES = ("focus-areas.toml", "duties.toml", "figures.toml", "glossary.toml")


def new_pack(folder: Path, title: str = "") -> Path:
    """Make a pack in a folder that is new or empty, and return its manifest.

    The title is that of the folder's name unless it is given. Raises PaperError, with nothing
    left of a pack that could not be made.
    """
    name = clean_line(title) or clean_line(folder.resolve().name) or "A new pack"
    if len(name) > MAX_TEXT:
        raise PaperError(f"--title is longer than {MAX_TEXT:,} characters; give a shorter one")
    _refuse_unless_empty(folder)
    with changing(folder) as change:
        _refuse_unless_empty(folder)
        for part, text in _parts(name).items():
            change.put(part, text.encode())
        change.commit()
    return folder / MANIFEST


def _refuse_unless_empty(folder: Path) -> None:
    try:
        found = {path.name for path in folder.iterdir()} if folder.exists() else set()
    except OSError as error:
        raise PaperError(f"{folder}: {reason(error)}; name a new folder") from error
    if found - {LOCK, STAGING}:
        raise PaperError(f"{folder}: there is something in this folder; name a new one")


def _parts(title: str) -> dict[str, str]:
    """Return the files of a new pack, the manifest last: it makes the folder a pack."""
    starter = files(__package__) / "starter"
    parts = {name: (starter / name).read_text(encoding="utf-8") for name in _TABLES}
    article = f"{FIRST_ARTICLE}.md"
    parts[f"{ARTICLES}/{article}"] = (starter / article).read_text(encoding="utf-8")
    manifest = tomli_w.dumps({"format": 1, "id": article_id(title, ()), "title": title})
    parts[MANIFEST] = (
        f'{manifest}summary = ""  # a few sentences for the overview\n'
        f'edition = ""  # for example 2026-11\n'
        f'articles = [  # in the order of their tabs\n  "{FIRST_ARTICLE}",\n]\n'
    )
    return parts
