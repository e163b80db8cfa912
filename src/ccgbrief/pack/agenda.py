"""The agenda of a pack: the items of a meeting, each with its article and pages."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ccgbrief.pack.schema import Table
from ccgbrief.page_labels import Page

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
    return AgendaItem(
        title=table.text("title", required=True),
        number=table.text("number"),
        article=table.text("article").removesuffix(".md"),
        pages=table.text("pages"),
        lead=table.text("lead"),
    )


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
