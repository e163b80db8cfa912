"""Finds names in a pack that lead nowhere or to two things, each time that it is read."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from ccgbrief.pack.agenda import number_key
from ccgbrief.pack.contents import Item, PackContents
from ccgbrief.pack.files import AREAS, DUTIES, MANIFEST
from ccgbrief.pack.model import Anchor, Area, Article, Duty, Figure, Pack
from ccgbrief.suggest import nearest_cure, nearest_name

_T = TypeVar("_T")

_PASSED_OVER = "it is passed over"

IN_WORDS = "write ARTICLE: WORDS, some of its words that stand nowhere else"
"""How to name a passage."""


def check_names(pack: Pack, contents: PackContents) -> None:
    """Add a problem for each name that is given twice, or that is not known."""
    _check_articles(contents)
    _check_ids(pack, contents)
    _check_agenda(pack, contents)
    duties, areas = ([each.id for each in group] for group in (pack.duties, pack.areas))
    for area in pack.areas if DUTIES not in contents.unread else ():
        _check_known(area, "duties", area.duties, duties, contents)
    for duty in pack.duties if AREAS not in contents.unread else ():
        _check_known(duty, "areas", duty.areas, areas, contents)
    if MANIFEST in contents.unread:  # it may name more articles
        return
    for figure in pack.figures:
        named = filter(None, [figure.article])
        _check_known(figure, "article", named, contents.names, contents, "no article is named")
    anchored: tuple[Area | Duty, ...] = (*pack.areas, *pack.duties)
    names = frozenset(contents.names)
    for item in anchored:
        _check_evidence(
            item, [each for each in item.evidence if each.article not in names], contents
        )


def repeated(items: Iterable[_T], name: Callable[[_T], str]) -> Iterator[_T]:
    """Yield the items whose name an earlier one has."""
    seen = set[str]()
    for item in items:
        if name(item) and name(item) in seen:
            yield item
        seen.add(name(item))


def _check_articles(contents: PackContents) -> None:
    counts = Counter(contents.names)
    for name in repeated(contents.names, str.casefold):
        if contents.manifest:
            what, cure, until = f"names “{name}” twice", "take one out", "it is shown twice"
            if counts[name] == 1:
                others = "the same with other capitals, which is one file on Windows"
                what, cure, until = f"names “{name}” and {others}", "rename one of them", ""
            contents.manifest.report("articles", what, cure, fatal=False, until=until)


def _check_ids(pack: Pack, contents: PackContents) -> None:
    """Add a problem for each id of two things: notes, ticks and commands give the id alone."""
    kinds: dict[str, type] = dict.fromkeys(contents.names, Article)
    items: tuple[Area | Duty | Figure, ...] = (*pack.areas, *pack.duties, *pack.figures)
    for item in items:
        if item.id in kinds:
            is_alike = kinds[item.id] is type(item)
            until = "what is said of one is of both" if is_alike else "commands reach one of them"
            what = f"“{item.id}” is the id of something else"
            contents.warn(item, "id", what, "rename one of them", until=until)
        elif item.id:
            kinds[item.id] = type(item)


def _check_agenda(pack: Pack, contents: PackContents) -> None:
    numbers: set[str] = set()
    for item in pack.agenda:
        number = number_key(item.number)
        if number and number in numbers:  # a note that begins `Item 3:` is on the first
            what, until = f"“{item.number}” is the number of another item", "notes that name it"
            until += " are under the other"
            contents.warn(item, "number", what, "number them apart", until=until)
        numbers.add(number)
        is_known = item.article in contents.names or MANIFEST in contents.unread
        if item.article and not is_known:
            what, until = f"“{item.article}” is not known", "that item has no paper"
            cure = nearest_cure(item.article, contents.names)
            contents.tables[item].report("article", what, cure, holding=item.article, until=until)


def _check_known(
    item: Item,
    key: str,
    named: Iterable[str],
    known: Sequence[str],
    contents: PackContents,
    until: str = _PASSED_OVER,
) -> None:
    for name in named:
        if name not in known:
            cure = nearest_cure(name, known)
            contents.warn(item, key, f"“{name}” is not known", cure, name, until)


def _check_evidence(item: Area | Duty, lost: Iterable[Anchor], contents: PackContents) -> None:
    for anchor in lost:
        near = nearest_name(anchor.article, contents.names)
        cure = f"write {Anchor(near, anchor.words or 'WORDS')}" if near else IN_WORDS
        what = f"“{anchor.article}” is not an article of the pack"
        holding = anchor.words or anchor.article
        contents.warn(item, "evidence", what, cure, holding, "it leads nowhere")
