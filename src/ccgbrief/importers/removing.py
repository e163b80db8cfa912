"""Takes articles out of a pack, keeping what was taken out."""

from dataclasses import dataclass
from pathlib import Path

from ccgbrief.files import reason
from ccgbrief.importers.manifest import articles_of, without_article
from ccgbrief.importers.paper import PaperError
from ccgbrief.importers.staging import sweep
from ccgbrief.importers.target import ARTICLES, ORIGINALS, Target
from ccgbrief.pack import Area, Duty, Pack
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
    """What to tell, a line each."""


def remove_article(folder: Path, article_id: str, *, beside: Pack | None = None) -> Removed:
    """Take an article out of the pack in `folder`; its files move to the folder `removed`.

    `beside` as for `add_papers`. Raises PackError or PaperError, the pack being as it was.
    """
    sweep(folder)
    target = Target(folder, beside)
    article = target.pack.article(article_id) if target.pack else None
    if target.pack is None or article is None:
        names = [a.id for a in target.articles]
        cure = did_you_mean(article_id, names)
        raise PaperError(clean_line(f"{folder}: there is no article “{article_id}” here; {cure}"))
    if len(target.articles) == 1 and beside is None:
        raise PaperError(f"{folder}: {article_id} is its only article; add another one first")
    target.change_list(lambda text: _without(text, article_id))
    said = [f"“{article.title}” ({article_id}) is out of the pack; {_put_away(folder, article_id)}"]
    if named := _named_by(target.pack, article_id):
        said.append(f"{', '.join(named)} still name it; ccgbrief check tells the lines.")
    return Removed(article_id, article.title, tuple(map(clean_line, said)))


def _without(manifest: str, article_id: str) -> str:
    return (
        without_article(manifest, article_id) if article_id in articles_of(manifest) else manifest
    )


def _put_away(folder: Path, article_id: str) -> str:
    """Move an article's files, and say where they are."""
    away = folder / REMOVED
    files = [folder / ARTICLES / f"{article_id}.md", *(folder / ORIGINALS).glob(f"{article_id}.*")]
    number, stem = 1, article_id
    while any(away.glob(f"{stem}.*")):  # what was taken out before stays as it is
        number += 1
        stem = f"{article_id}-{number}"
    try:
        away.mkdir(exist_ok=True)
        for file in files:
            ending = file.name.removeprefix(article_id)
            is_original = file.parent.name == ORIGINALS and ending == ".md"
            file.replace(away / f"{stem}{'.original' if is_original else ''}{ending}")
    except OSError as error:
        return f"its files stay where they were ({reason(error)})."
    return f"its files are in {away}."


def _named_by(pack: Pack, article_id: str) -> list[str]:
    """Return the figures, focus areas and duties that lead to an article."""
    evidence: list[Area | Duty] = [*pack.areas, *pack.duties]
    named = [item.id for item in evidence if any(a.article == article_id for a in item.evidence)]
    return [*(figure.id for figure in pack.figures if figure.article == article_id), *named]
