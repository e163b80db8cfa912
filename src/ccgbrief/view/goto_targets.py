"""Finds where `g` can go: every article, heading, area, duty, figure and term, by name."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from ccgbrief.pack import Article, Pack, Page
from ccgbrief.text import clean_line, first_words, fold, shortened
from ccgbrief.view import tabs
from ccgbrief.view.address import Address, address_of_item, address_of_passage
from ccgbrief.view.blocks import Block, Listed, Look

MOST = 50
"""How many destinations are listed at a time."""

LONGEST_NAME = 500
"""Characters of what is typed that are compared with names: more is a paste, and no name."""

LEAST_LIKENESS = 75.0
"""Out of 100 (rapidfuzz `ratio`, mean of the typed words); below it a name is unrelated to them."""

MOST_PARSED = 12
"""Up to this many articles, all are parsed for their headings; beyond, only those that are open."""

LONGEST_ALIKE = 40
"""Characters that two names may begin with in common before their ends have to be shown."""

FIRST_WORDS = 40
"""Columns of the words that distinguish a page."""

_PAGES = re.compile(r"(?i)(?:(pages?|pp?\.?)|(slides?)|(sheets?))\s*(\S.*)")
"""Typed pages: a unit, and a label or a range of labels."""

_RANGE = re.compile(r"(\S+?)\s*(?:-+|to)\s*(\S+)")

_BARE = re.compile(r"\d+|[ivxlc]+")
"""A label without a unit that may mean a page: `143`, `iv`."""


class Destination(NamedTuple):
    """A place with a name."""

    name: str
    what: str
    """Its description: `article`, `duty`, or the article of a heading."""
    address: Address
    under: str = ""
    """For a heading, the nearest one of a higher rank."""


class PagesTyped(NamedTuple):
    label: str
    """Folded, like all labels here."""
    last: str = ""
    """The last of a range; empty for one page."""
    units: tuple[str, ...] = ()
    """`page`, `slide` or `sheet`; `p` may be any of them, and without a unit this is empty."""

    @property
    def is_certain(self) -> bool:
        """Whether only a page can be meant."""
        return bool(self.units) and self.label.isdecimal()

    def means(self, page: Page) -> bool:
        """Return whether it is one of these pages."""
        if self.units and page.unit not in self.units:
            return False
        label = fold(page.label)
        ends = (self.label, label, self.last)
        if self.last and all(each.isdecimal() for each in ends):
            first, this, last = map(int, ends)
            return first <= this <= last
        return label in {self.label, self.last}


def pages_typed(typed: str) -> PagesTyped | None:
    """Return the pages that `p143`, `pp. 12–20`, `p iv`, `slide 3` or `143` mean, else None."""
    typed = fold(typed).strip()
    found = _PAGES.fullmatch(typed)
    if not found:
        return PagesTyped(typed) if _BARE.fullmatch(typed) else None
    units = ("slide",) if found[2] else ("sheet",) if found[3] else ("page", "slide", "sheet")
    between = _RANGE.fullmatch(found[4])
    # The name of a sheet may have a dash in it.
    if between and (between[1].isdecimal() or found[1]):
        return PagesTyped(between[1], between[2], units)
    return PagesTyped(found[4], units=units)


def destinations(pack: Pack) -> list[Destination]:
    """Return every place of the pack that has a name."""
    found = [
        Destination(tab.label, "tab", Address(tab.id))
        for tab in tabs.tabs_of(pack)
        if not tab.is_article
    ]
    parse_all = len(pack.articles) <= MOST_PARSED
    for article in pack.articles:
        about = ", ".join(part for part in ("article", article.author) if part)
        # It can be found by its title and by the label on its tab.
        name = f"{article.short}: {article.title}" if article.short else article.title
        found.append(Destination(name, about, Address(article.id, "title")))
        if parse_all or article.is_parsed:
            found += _headings(article)
    found += [Destination(a.title, "focus area", address_of_item(a)) for a in pack.areas]
    found += [Destination(d.title, "duty", address_of_item(d)) for d in pack.duties]
    found += [Destination(f.title, "figure", Address(tabs.FIGURES, f.id)) for f in pack.figures]
    for term in pack.terms:
        name = f"{term.term}, {term.expansion}" if term.expansion else term.term
        found.append(Destination(name, "glossary", Address(tabs.GLOSSARY, term.term)))
    return _told_apart(found)


def _headings(article: Article) -> list[Destination]:
    return [
        Destination(
            heading.text,
            ", ".join(filter(None, (f"in {article.label}", heading.page and heading.page.cited))),
            address_of_passage(heading),
            under=heading.heading,
        )
        for heading in article.headings
    ]


def _told_apart(places: list[Destination]) -> list[Destination]:
    """Distinguish places that look alike by the heading above them, or else by number.

    Two months of one report have the same headings, and one page may have two of the same words.
    """
    alike = Counter(map(_look, places))
    places = [
        each._replace(what=f"{each.what}, under {each.under}")
        if each.under and alike[_look(each)] > 1
        else each
        for each in places
    ]
    alike, met = Counter(map(_look, places)), Counter[tuple[str, str]]()
    for i, each in enumerate(places):
        if (count := alike[_look(each)]) > 1:
            met[_look(each)] += 1
            places[i] = each._replace(what=f"{each.what}, {met[_look(each)]} of {count}")
    return places


def _look(place: Destination) -> tuple[str, str]:
    return place.name, place.what


def places_named(typed: str, pack: Pack, tab: str, places: list[Destination]) -> list[Destination]:
    """Return the places with names like what is typed, pages first; none for a missing page."""
    wanted = pages_typed(typed)
    found = _pages(wanted, pack, tab) if wanted else []
    if wanted and wanted.is_certain:
        return found[:MOST]
    near = nearest(typed, [place.name for place in places])
    return [*found, *(places[i] for i in near)][:MOST]


def listed_places(
    typed: str, pack: Pack, tab: str, places: list[Destination], words: str
) -> Listed:
    """List the places with names like what is typed, a page of the open tab first.

    Where there is none, the `words` would be searched for, `g` too if it was of them.
    """
    found = places_named(typed, pack, tab, places)
    summary = places_summary(typed, pack, tab, len(found), words)
    nothing = Block("none", summary, Look.FAINT, gap=0)
    return Listed(destination_blocks(found) or [nothing], summary)


def is_page(typed: str) -> bool:
    """Return whether what is typed can only be a page."""
    wanted = pages_typed(typed)
    return bool(wanted and wanted.is_certain)


def places_summary(typed: str, pack: Pack, tab: str, count: int, words: str) -> str:
    """Say how many places were found, or that there is no such page or name."""
    if not count and not is_page(typed):
        meant = shortened(clean_line(words), FIRST_WORDS)
        return f"no place has that name; enter searches for “{meant}”"
    if count:
        return f"{count} place{'s' if count != 1 else ''}"
    paged = [article for article in _open_first(pack, tab) if article.page_beginnings]
    if not paged:
        return "no paper of this pack has pages"
    first, *_, last = [*paged[0].page_beginnings] * 2
    return f"no such page; {paged[0].label} has {first.cited} to {last.cited}"


def _open_first(pack: Pack, tab: str) -> list[Article]:
    return sorted(pack.articles, key=lambda article: article.id != tab)


def _pages(wanted: PagesTyped, pack: Pack, tab: str) -> list[Destination]:
    """Return where the typed pages begin: in the open article, then in the others."""
    return _told_apart(
        [
            Destination(
                page.cited,
                f"in {article.label}: {shortened(passage.text, FIRST_WORDS)}",
                address_of_passage(passage),
            )
            for article in _open_first(pack, tab)
            # A word that may be a label is only looked up where that costs nothing.
            if wanted.units or article.id == tab or article.is_parsed
            for page, passage in article.page_beginnings.items()
            if wanted.means(page)
        ]
    )


def nearest(typed: str, names: Sequence[str]) -> list[int]:
    """Return which names are most like what was typed, the best first."""
    wanted = fold(typed[:LONGEST_NAME]).strip()
    if not wanted:
        return [*range(min(len(names), MOST))]
    names = [fold(name) for name in names]
    begin = [i for i, name in enumerate(names) if name.startswith(wanted)]
    inside = [i for i, name in enumerate(names) if wanted in name and i not in set(begin)]
    words = re.findall(r"\w+", wanted)
    order = dict.fromkeys([*begin, *inside, *(_alike(words, names) if words else [])])
    return [*order][:MOST]


def _alike(typed: Sequence[str], names: Sequence[str]) -> list[int]:
    """Return which names have words like the typed ones, the best first.

    The last word may be half typed. Words are compared once, however many names have them.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (not before something is typed)

    def alike(word: str, beginning: int | None = None) -> dict[str, float]:
        cut = [each[:beginning] for each in vocabulary]
        found = process.extract(word, cut, scorer=fuzz.ratio, score_cutoff=1, limit=None)
        return {vocabulary[i]: score for _, score, i in found}

    words = [re.findall(r"\w+", name) for name in names]
    vocabulary = list(dict.fromkeys(chain.from_iterable(words)))
    likeness = [alike(word) for word in typed]
    unfinished = alike(typed[-1], len(typed[-1]))
    likeness[-1] = {
        each: max(score, likeness[-1].get(each, 0.0)) for each, score in unfinished.items()
    }
    means = [
        sum(max((like.get(w, 0.0) for w in each), default=0.0) for like in likeness) / len(typed)
        for each in words
    ]
    related = (i for i, mean in enumerate(means) if mean >= LEAST_LIKENESS)
    return sorted(related, key=lambda i: -means[i])


def destination_blocks(found: list[Destination]) -> list[Block]:
    """Return a block of one row for each destination."""
    return [
        Block(
            str(i),
            _told_by_end(place.name, [other.name for other in found]),
            status=place.what,
            is_one_row=True,
            gap=0,
            leads=place.address,
        )
        for i, place in enumerate(found)
    ]


def _told_by_end(name: str, others: Sequence[str]) -> str:
    """Leave out the middle of a name that begins for long as another does."""
    begun = name[:LONGEST_ALIKE]
    alike = [other for other in others if other != name and other.startswith(begun)]
    if len(name) < LONGEST_ALIKE or not alike:
        return name
    from rapidfuzz.distance import Prefix  # noqa: PLC0415 (seldom needed)

    differs = max(Prefix.similarity(name, other) for other in alike)
    end = name[name.rfind(" ", 0, differs) + 1 :]
    return f"{first_words(name, LONGEST_ALIKE // 2)} {end}"
