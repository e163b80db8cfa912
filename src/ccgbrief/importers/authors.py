"""Knows names, and the box about its author that stands below an article on a page."""

import re
from collections.abc import Sequence

from ccgbrief.importers.furniture import Marks
from ccgbrief.importers.paper import Block

_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.-]+(?: (?:[A-ZÀ-Þ][\w’'.-]*|de|van|von|der|la|di)){1,3}")


def is_name(text: str) -> bool:
    """Return whether a line is written as a person's name is."""
    return bool(_NAME.fullmatch(text)) and not text.isupper()


def author_below(blocks: Sequence[Block]) -> int | None:
    """Return where a name stands alone and the text about that person follows, None if nowhere.

    The last name is given where it stands several times.
    """
    for i in range(len(blocks) - 1, 0, -1):
        above, about = blocks[i - 1].text, blocks[i].text
        first = re.escape(above.split()[0]) if above else "-"
        if is_name(above) and re.match(
            rf"{first}(?:\b.{{0,40}})? (?:is|has|was|works|writes)\b", about
        ):
            return i - 1
    return None


def about_the_author(blocks: Sequence[Block], marks: Marks) -> Marks:
    """Mark the box about the author at the end, below furniture that ends the article."""
    name = author_below(blocks)
    if name is None or not any(i < name for i in marks) or name < len(blocks) / 2:
        return set()
    found = {name, name + 1}
    while name and blocks[name - 1].text == blocks[name].text:
        name -= 1
        found.add(name)
    return found
