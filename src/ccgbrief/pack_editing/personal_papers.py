"""The reader's own papers beside a pack that is not theirs to change, such as the shipped one.

They are a pack of their own in the reader's folder, with the same id, and are shown as further
articles of the pack they stand beside.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from ccgbrief.pack import Article, Pack, Passage, lost_papers, own_id, read_pack
from ccgbrief.pack.files import MANIFEST
from ccgbrief.pack_editing.transaction import recover


def with_own_papers(pack: Pack, folder: Path) -> Pack:
    """Return the pack with the reader's own papers in `folder`, and the agenda they list.

    Without such a folder it is the pack itself. An article whose id the pack has by now, in a
    later edition, is shown under a longer one. Raises PackError.
    """
    problems = recover(folder)
    if not (folder / MANIFEST).exists():
        problems += lost_papers(folder)
        return replace(pack, problems=(*pack.problems, *problems)) if problems else pack
    own, taken = read_pack(folder), pack.ids
    names = {article.id: own_id(article.id, taken) for article in own.articles}
    return replace(
        pack,
        articles=(*pack.articles, *(_renamed(each, names[each.id]) for each in own.articles)),
        agenda=(
            *pack.agenda,
            *(item._replace(article=names.get(item.article, "")) for item in own.agenda),
        ),
        problems=(*pack.problems, *problems, *own.problems),
    )


def _renamed(article: Article, name: str) -> Article:
    if name == article.id:
        return article
    begin = partial(_named, article.begin, name) if article.begin else None
    return replace(article, id=name, parse=partial(_named, article.parse, name), begin=begin)


def _named(read: Callable[[], tuple[Passage, ...]], name: str) -> tuple[Passage, ...]:
    return tuple(passage._replace(article=name) for passage in read())
