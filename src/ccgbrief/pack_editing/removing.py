"""Removes articles from a pack; their files are kept."""

from pathlib import Path

from ccgbrief.pack import Area, Duty, Pack, PackError, read_pack
from ccgbrief.pack.files import MANIFEST
from ccgbrief.pack_editing.manifest import ARTICLES, ORIGINALS, Manifest, refuse_no_pack
from ccgbrief.pack_editing.transaction import UNWATCHED, Transaction, Watch, changing
from ccgbrief.papers.paper import PaperError
from ccgbrief.suggest import did_you_mean
from ccgbrief.text import clean_line

REMOVED = "removed"
"""The folder of the pack in which its former articles lie."""


def remove_article(
    folder: Path,
    article_id: str,
    *,
    beside: Pack | None = None,
    watch: Watch = UNWATCHED,
) -> tuple[str, ...]:
    """Take an article out of the pack in `folder`, and return what to report, a line each.

    Its files move to the folder `removed`. `beside` as for `add_papers`. Raises
    PackError or PaperError, the pack being as it was.
    """
    refuse_no_pack(folder, beside)
    with changing(folder, watch) as change:
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
        set_aside(change, article_id, f"{REMOVED}/{article_id}")
        doubts = change.commit()
    where = f"its files are in {folder / REMOVED}"
    said = [f"“{title}” ({article_id}) is no longer in the pack; {where}."]
    if named:
        said.append(f"{', '.join(named)} still refer to it; ccgbrief check lists the lines.")
    return tuple(map(clean_line, [*said, *doubts]))


def set_aside(change: Transaction, article_id: str, stem: str) -> str:
    """Move an article's files to free names that begin with `stem`; return the article's own.

    Those that begin with it now stay as they are.
    """
    number, free = 1, stem
    while any(change.folder.glob(f"{free}.*")):
        number += 1
        free = f"{stem}-{number}"
    originals = (change.folder / ORIGINALS).glob(f"{article_id}.*")
    for name in (
        f"{ARTICLES}/{article_id}.md",
        *(f"{ORIGINALS}/{file.name}" for file in originals),
    ):
        if (change.folder / name).is_file() and not name.startswith(stem):
            ending = name.rpartition("/")[2].removeprefix(article_id)
            kind = ".original" if name == f"{ORIGINALS}/{article_id}.md" else ""
            change.copy(name, f"{free}{kind}{ending}")
            change.remove(name)
    return f"{free}.md"


def _known_of(folder: Path, article_id: str) -> tuple[str, list[str]]:
    """Return the title of an article, and what refers to it: figures, areas, duties, items."""
    try:
        pack = read_pack(folder)
    except PackError:  # taking an article out may be what mends it
        return article_id, []
    article = pack.article(article_id)
    title = article.title if article else article_id
    evidence: list[Area | Duty] = [*pack.areas, *pack.duties]
    named = [item.id for item in evidence if any(a.article == article_id for a in item.evidence)]
    figures = (figure.id for figure in pack.figures if figure.article == article_id)
    items = [f"“{item.name}” of the agenda" for item in pack.agenda if item.article == article_id]
    return title, [*figures, *named, *items]
