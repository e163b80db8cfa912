"""Where `g` can go: every article, heading, area, duty, figure and term, found by its name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from ccgbrief.pack import Article, Pack, PassageKind, Span
from ccgbrief.text import fold
from ccgbrief.view import tabs
from ccgbrief.view.address import Address, passage_key, section_key
from ccgbrief.view.blocks import Block

MOST = 50
"""Destinations listed at a time."""

LEAST_LIKENESS = 55.0
"""Of 100 (rapidfuzz WRatio): below it a name has nothing to do with what was typed."""


MOST_PARSED = 12
"""Articles of a pack up to which all are parsed for their headings; beyond, those that are open."""

_PAGE = r"(?i)(page|slide|sheet|p\.?)\s*(\S.*)"
"""What may be a page as it is typed: a unit and a label."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A place with a name."""

    name: str
    what: str
    """What it is: `article`, `duty`, a heading of which article."""
    address: Address


class Named(Protocol):
    """Something that is found by its name."""

    @property
    def name(self) -> str:
        """What it is called."""


_Named = TypeVar("_Named", bound=Named)


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
        # By its title or by what its tab says: both are found.
        name = f"{article.short}: {article.title}" if article.short else article.title
        found.append(Destination(name, about, Address(article.id, "title")))
        found += [
            Destination(p.text, f"in {article.label}", Address(article.id, passage_key(p.number)))
            for p in (article.passages if parse_all or article.is_parsed else ())
            if p.kind is PassageKind.HEADING
        ]
    found += [
        Destination(a.title, "focus area", Address(tabs.AREAS, section_key(a.id)))
        for a in pack.areas
    ]
    found += [
        Destination(d.title, "duty", Address(tabs.DUTIES, section_key(d.id))) for d in pack.duties
    ]
    found += [Destination(f.title, "figure", Address(tabs.FIGURES, f.id)) for f in pack.figures]
    for term in pack.terms:
        name = f"{term.term}, {term.expansion}" if term.expansion else term.term
        found.append(Destination(name, "glossary", Address(tabs.GLOSSARY, term.term)))
    return found


def places_named(typed: str, pack: Pack, tab: str, places: list[Destination]) -> list[Destination]:
    """Return the places with names like what is typed, a page first; of a lacking number, none."""
    found = page_named(typed, pack, tab)
    return found if _is_number(typed) else found + nearest(typed, places)


def places_summary(typed: str, count: int) -> str:
    """Return how many places were found, or that there is no such page."""
    if not count and _is_number(typed):
        return "no such page"
    return f"{count} place{'s' if count != 1 else ''}"


def page_named(typed: str, pack: Pack, tab: str) -> list[Destination]:
    """Return where the page begins that `p143` names: in the open article, else in all."""
    named = re.fullmatch(_PAGE, typed.strip())
    if not named:
        return []
    unit, label = named[1].lower(), fold(named[2])
    units = [unit] if unit in {"slide", "sheet"} else ["page", "slide", "sheet"]
    found = (_page(article, units, label) for article in pack.articles if article.id == tab)
    if here := [place for place in found if place]:
        return here
    return [place for article in pack.articles if (place := _page(article, units, label))]


def _is_number(typed: str) -> bool:
    named = re.fullmatch(_PAGE, typed.strip())
    return named is not None and named[2].isdecimal()


def _page(article: Article, units: Sequence[str], label: str) -> Destination | None:
    """Return where the page of an article begins that has that folded label."""
    pages = {passage.page: passage.number for passage in reversed(article.passages)}
    for page, number in pages.items():
        if page and page.unit in units and fold(page.label) == label:
            return Destination(page.cited, article.label, Address(article.id, passage_key(number)))
    return None


def nearest(typed: str, places: list[_Named]) -> list[_Named]:
    """Return the things whose names are most like what was typed, the best first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (not before something is typed)

    wanted = fold(typed).strip()
    if not wanted:
        return places[:MOST]
    names = [fold(place.name) for place in places]
    begin = [i for i, name in enumerate(names) if name.startswith(wanted)]
    inside = [i for i, name in enumerate(names) if wanted in name and i not in set(begin)]
    rest = process.extract(
        wanted, names, scorer=fuzz.WRatio, score_cutoff=LEAST_LIKENESS, limit=MOST
    )
    order = dict.fromkeys([*begin, *inside, *(i for _, _, i in rest)])
    return [places[i] for i in order][:MOST]


def destination_blocks(found: list[Destination]) -> list[Block]:
    """Return a block for each place."""
    return [
        Block(
            str(i),
            f"{place.name} · {place.what}",
            spans=(Span(0, len(place.name), "strong"),),
            gap=0,
            leads=place.address,
        )
        for i, place in enumerate(found)
    ]
