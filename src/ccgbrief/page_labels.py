"""Pages, slides and sheets of papers, and how an article's file marks them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ccgbrief.text import clean_line

PAGE_COMMENT = (
    r"<!--[ \t]*(?i:(?!page[ \t]+break[ \t]*-->)(page|slide|sheet))[ \t]+"
    r"([^\s<>-](?:[^<>\x00-\x1f]{0,78}[^\s<>-])?)[ \t]*-->"
)
"""Marks in an article's Markdown where a page begins; its groups are the unit and the label."""

LIKE_PAGE_COMMENT = (
    rf"(?!{PAGE_COMMENT})<!--[ \t]*(?i:pages?|pp?|slides?|sheets?)(?![^\W\d])"
    r"[^<>\n\d]*\d[^<>\n]{0,80}>"
)
"""What seems to be meant as one, and is not."""


class Page(NamedTuple):
    """A page, slide or sheet of a paper."""

    label: str
    """Its printed number or the name on its tab: `143`, `iv`, `Budget 2015`."""
    unit: str = "page"
    """`page`, `slide` or `sheet`."""

    def __str__(self) -> str:
        return self.cited

    @property
    def cited(self) -> str:
        """Its form in a citation: `p. 143`, `slide 3`, `sheet Budget 2015`."""
        return f"{'p.' if self.unit == 'page' else self.unit} {self.label}"

    @property
    def as_json(self) -> int | str:
        """Its number if it is numbered, else the text that a reader would use."""
        if self.unit != "page":
            return self.cited
        return int(self.label) if self.label.isdecimal() else self.label

    @property
    def comment(self) -> str:
        """The comment that marks it in an article's Markdown, which `page_of` reads back."""
        label = clean_line(self.label).replace("<", "‹").replace(">", "›").replace("--", "–")
        return f"<!-- {self.unit} {label.strip('-')[:80].rstrip(' -') or '?'} -->"


def page_of(found: re.Match[str]) -> Page:
    """Return the page that a comment marks, given its match of `PAGE_COMMENT`."""
    return Page(clean_line(found[2]), found[1].lower())


def distinct_labels(labels: Sequence[str | None]) -> list[str]:
    """Return the labels of a file's pages; their numbers if two are equal or one is missing."""
    shown = [clean_line(label or "") for label in labels]
    if all(shown) and len(set(shown)) == len(shown):
        return shown
    return [str(place) for place in range(1, len(shown) + 1)]
