"""The agenda of a pack: the items of a meeting, each with its article and pages."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ccgbrief.pack.schema import Table
from ccgbrief.page_labels import Page
from ccgbrief.text import clean_line

_BEGINNING = re.compile(
    r"[\s*•–—-]*+(?:agenda\s++)?items?(?:\s++|(?=\d))(?:no\.?\s*+(?=\d)|number\s++)?", re.IGNORECASE
)
_SEPARATOR = re.compile(r"(?:[:–—\n]|\.(?!\w)|(?<=\s)-(?=\s))(?: ?[:.–—]){0,3}")
LONGEST_NUMBER = 24
"""Characters of the number of an item that a note may name."""

_DASH = re.compile(r"(?:(?<!\s)\s++)?[-–—]\s*")


class AgendaItem(NamedTuple):
    title: str
    number: str = ""
    """As printed, without a full stop at its end."""
    article: str = ""
    """Id of its paper, empty if it has none."""
    pages: str = ""
    """Its pages as their labels say, the first and the last: `12–19`; or one."""
    lead: str = ""
    """Who presents it."""

    @property
    def name(self) -> str:
        """Its number and title: `3. Finance report`."""
        return f"{self.number}. {self.title}" if self.number else self.title

    @property
    def cited_pages(self) -> str:
        """Its pages in the form of a citation: `p. 12`, `pp. 12–19`."""
        return f"{'p.' if self.pages.isalnum() else 'pp.'} {self.pages}" if self.pages else ""


def read_agenda_item(table: Table) -> AgendaItem:
    if isinstance(number := table.get("number"), float):  # of which 4.10 and 4.1 are the same
        cure, until = 'write number = "4.10"', f"it is item {number}"
        table.report("number", "is not a text", cure, fatal=False, until=until)
    return AgendaItem(
        title=table.text("title", required=True),
        number=table.text("number"),
        article=table.text("article").removesuffix(".md"),
        pages=table.text("pages"),
        lead=table.text("lead"),
    )


@lru_cache(1_000)
def number_key(number: str) -> str:
    """Return the number of an item as it is compared: `5(a)` is `5 A`, and `—` is none."""
    plain = " ".join(number.casefold().split()).strip(" .")
    if not any(map(str.isalnum, plain)):
        return ""
    return re.sub(r"(?<=\d) (?=[a-z]$)", "", re.sub(r" ?\(([a-z]{1,4})\)", r"\1", plain))


@lru_cache(4)
def _places(agenda: tuple[AgendaItem, ...]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the place of the first item with each number, as it is compared and as it stands."""
    backwards = [(at, agenda[at].number) for at in reversed(range(len(agenda)))]
    keys = {key: at for at, number in backwards if (key := number_key(number))}
    return keys, {number.casefold(): at for at, number in backwards}


def named_item(text: str, agenda: Sequence[AgendaItem]) -> tuple[int, int] | None:
    """Return which item a text that begins `Item 3:` is on, and where what it says begins.

    An item may be named by its title too, if no other has the same.
    """
    begins = _BEGINNING.match(text)
    if begins is None:
        return None
    keys, exact = _places(tuple(agenda))
    for found in _SEPARATOR.finditer(text, begins.end(), begins.end() + LONGEST_NUMBER):
        said = text[begins.end() : found.start()]
        if (key := number_key(said)) in keys:
            return exact.get(said.strip().casefold(), keys[key]), found.end()
    ends = [_end_of_title(text, begins.end(), item.title) for item in agenda]
    end = max(ends, default=0)
    return (ends.index(end), end) if end and ends.count(end) == 1 else None


def beginning_of_note(number: int, agenda: Sequence[AgendaItem]) -> str:
    """Return how a note on the item in that place begins: `Item 3: `; `""` if none leads there."""
    item = agenda[number]
    begun = (f"Item {clean_line(name)}:" for name in (item.number, item.title) if name)
    leading = (text for text in begun if named_item(text, agenda) == (number, len(text)))
    return next((f"{text} " for text in leading), "")


def _end_of_title(text: str, start: int, title: str) -> int:
    """Return where what follows a title and a colon in a text begins; 0 if the title is another."""
    end = start + len(title)
    if text[start:end].casefold() != title.casefold():
        return 0
    rest = text[end:]
    found = _SEPARATOR.match(text, end + len(rest) - len(rest.lstrip(" ")))
    return found.end() if found else 0


def doubtful_item(text: str, agenda: Sequence[AgendaItem]) -> str:
    """Say that a text begins with `Item` and is under none of these; `""` if not."""
    if not agenda or not _BEGINNING.match(text) or named_item(text, agenda):
        return ""
    begun = filter(None, (beginning_of_note(at, agenda) for at in range(len(agenda))))
    example = next(begun, "").rstrip()
    cure = f"begin as in “{example}”" if example else "number the items in agenda.toml"
    return f"it is under no item; {cure}"


def items_at(
    agenda: Sequence[AgendaItem], article: str, page: Page | None, pages: Collection[Page]
) -> list[int]:
    """Return which items a page of an article may belong to, the one of fewest pages first.

    Those are the items that have the page, but for one with all the pages of another of them. A
    page of no item belongs to those of the whole article, or else to any of its items. `pages` are
    all that the article has.
    """
    of_paper = [at for at, item in enumerate(agenda) if item.article == article]
    own = {at: frozenset(pages_of(agenda[at], pages) or ()) for at in of_paper}
    holding = [at for at in of_paper if page in own[at]]
    narrow = [at for at in holding if not any(own[other] < own[at] for other in holding)]
    whole = [at for at in of_paper if not agenda[at].pages]
    return sorted(narrow, key=lambda at: len(own[at])) or whole or of_paper


def item_at(
    agenda: Sequence[AgendaItem], article: str, page: Page | None, pages: Collection[Page]
) -> int | None:
    """Return the first of the items that a page may belong to; None if there is none."""
    return next(iter(items_at(agenda, article, page, pages)), None)


def wrong_pages(item: AgendaItem, pages: Iterable[Page]) -> tuple[str, str] | None:
    """Return what is wrong with the pages of an item, and which there are; None if nothing is."""
    there = list(pages)
    if pages_of(item, there) is not None:
        return None
    what = f"“{item.pages}” is not a page or a range of pages of {item.article}"
    return what, f"it has {there[0].label}–{there[-1].label}" if there else "it has none"


def pages_of(item: AgendaItem, pages: Iterable[Page]) -> tuple[Page, ...] | None:
    """Return the pages of an item, out of those that its article has; None if one is missing.

    A label may have a dash of its own: `A-1–A-4` are the pages from A-1 to A-4.
    """
    there = list(dict.fromkeys(pages))
    if not item.pages:
        return tuple(there)
    labels = [page.label for page in there]
    ends = [(item.pages, item.pages)] + [
        (item.pages[: dash.start()], item.pages[dash.end() :])
        for dash in _DASH.finditer(item.pages)
    ]
    for first, last in ends:
        if first in labels and last in labels[labels.index(first) :]:
            return tuple(there[labels.index(first) : labels.index(last) + 1])
    return None
