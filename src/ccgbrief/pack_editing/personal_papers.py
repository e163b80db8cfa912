"""The reader's own papers beside a pack that is not theirs to change, such as the shipped one.

They are a pack of their own in the reader's folder, with the same id, and are shown as further
articles of the pack they stand beside.
"""

from dataclasses import replace
from pathlib import Path

from ccgbrief.pack import Article, Pack, read_pack
from ccgbrief.pack.files import MANIFEST
from ccgbrief.pack_editing.transaction import recover


def with_own_papers(pack: Pack, folder: Path) -> Pack:
    """Return the pack with the reader's own papers in `folder` as further articles.

    Without such a folder it is the pack itself. An article whose id the pack has by now, in a
    later edition, is shown under a longer one. Raises PackError.
    """
    if problems := recover(folder):
        pack = replace(pack, problems=(*pack.problems, *problems))
    if not (folder / MANIFEST).exists():
        return pack
    taken = {article.id for article in pack.articles}
    own = (_renamed(a) if a.id in taken else a for a in read_pack(folder).articles)
    return replace(pack, articles=(*pack.articles, *own))


def _renamed(article: Article) -> Article:
    name = f"own-{article.id}"
    return replace(
        article,
        id=name,
        parse=lambda: tuple(passage._replace(article=name) for passage in article.parse()),
    )
