"""Takes articles out of a pack; their files are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ccgbrief.importers.manifest import ARTICLES, ORIGINALS, Manifest, refuse_no_pack
from ccgbrief.importers.paper import PaperError
from ccgbrief.importers.transaction import Transaction, changing
from ccgbrief.pack import Area, Duty, Pack, PackError, read_pack
from ccgbrief.pack.files import MANIFEST
from ccgbrief.suggest import did_you_mean
from ccgbrief.text import clean_line

REMOVED = "removed"
"""The folder of the pack in which its former articles lie."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What became of an article that was taken out."""

    article: str
    title: str
    sentences: tuple[str, ...]
    """What to report, a line each."""


def remove_article(
    folder: Path,
    article_id: str,
    *,
    beside: Pack | None = None,
    waiting: Callable[[], None] = lambda: None,
) -> Removed:
    """Take an article out of the pack in `folder`; its files move to the folder `removed`.

    `beside` and `waiting` as for `add_papers`. Raises PackError or PaperError, the pack being as
    it was.
    """
    refuse_no_pack(folder, beside)
    with changing(folder, waiting) as change:
        manifest = Manifest(folder, beside)
        if article_id not in manifest.articles:
            if beside and beside.article(article_id):
                problem = f"{article_id} is an article of “{beside.title}” itself"
                raise PaperError(f"{problem}; only papers of your own can be removed")
            cure = did_you_mean(article_id, manifest.articles)
            raise PaperError(f"{folder}: there is no article “{article_id}” here; {cure}")
        if len(manifest.articles) == 1 and beside is None:
            raise PaperError(f"{folder}: {article_id} is its only article; add another one first")
        title, named = _known_of(folder, article_id)
        if changed := manifest.changed(remove=[article_id]):
            change.put(MANIFEST, changed, manifest.data)
        else:
            change.remove(MANIFEST)
        _set_aside(change, article_id)
        change.commit()
    away = folder / REMOVED
    said = [f"“{title}” ({article_id}) is no longer in the pack; its files are in {away}."]
    if named:
        said.append(f"{', '.join(named)} still refer to it; ccgbrief check lists the lines.")
    return Removed(article_id, title, tuple(map(clean_line, said)))


def _set_aside(change: Transaction, article_id: str) -> None:
    """Move an article's files to the folder of removed ones, under names that are free."""
    away = change.folder / REMOVED
    number, stem = 1, article_id
    while any(away.glob(f"{stem}.*")):  # what was taken out before stays as it is
        number += 1
        stem = f"{article_id}-{number}"
    originals = (change.folder / ORIGINALS).glob(f"{article_id}.*")
    names = [f"{ARTICLES}/{article_id}.md", *(f"{ORIGINALS}/{file.name}" for file in originals)]
    for name in (name for name in names if (change.folder / name).is_file()):
        ending = name.rpartition("/")[2].removeprefix(article_id)
        kind = ".original" if name == f"{ORIGINALS}/{article_id}.md" else ""
        change.copy(name, f"{REMOVED}/{stem}{kind}{ending}")
        change.remove(name)


def _known_of(folder: Path, article_id: str) -> tuple[str, list[str]]:
    """Return the title of an article and the figures, focus areas and duties that refer to it."""
    try:
        pack = read_pack(folder)
    except PackError:  # taking an article out may be what mends it
        return article_id, []
    article = pack.article(article_id)
    title = article.title if article else article_id
    evidence: list[Area | Duty] = [*pack.areas, *pack.duties]
    named = [item.id for item in evidence if any(a.article == article_id for a in item.evidence)]
    figures = (figure.id for figure in pack.figures if figure.article == article_id)
    return title, [*figures, *named]
