"""Shows where the links of a passage lead, and opens one, for the main screen.

The text of a link may differ from its target, and opening some targets starts a program. So the
target itself is shown first, and only web pages are opened.
"""

import os
import sys
from typing import NamedTuple

from ccgbrief.files import reason
from ccgbrief.pack import Pack
from ccgbrief.system import has_desktop, start_apart
from ccgbrief.text import clean_line, openable
from ccgbrief.view.blocks import Block


class Question(NamedTuple):
    """Shows where one of several links leads, and asks whether to open it."""

    targets: tuple[str, ...]
    number: int = 0

    @property
    def page(self) -> str | None:
        """The page that is opened if the answer is yes."""
        return openable(self.targets[self.number]) if self.targets else None

    @property
    def text(self) -> str:
        if not self.targets:
            return "There is no link under the cursor"
        does = "enter opens it" if self.page else "only http and https links are opened"
        count = len(self.targets)
        more = f" ({self.number + 1} of {count}; press it again for the next)" if count > 1 else ""
        return f"Leads to {clean_line(self.targets[self.number])}; {does}{more}"

    def next(self) -> "Question":
        return self._replace(number=(self.number + 1) % max(len(self.targets), 1))


def question_on(pack: Pack, block: Block | None) -> Question:
    """Ask about the links of a block; for an article's title, about its own page."""
    if block is None:
        return Question(())
    place = block.place
    article = pack.article(place.article) if place and not place.words else None
    found = [*(span.target for span in block.spans), article.url if article else ""]
    return Question(tuple(dict.fromkeys(filter(None, found))))


def open_page(page: str) -> str:
    """Open a page in the browser, away from our terminal; say what was done."""
    if not has_desktop(os.environ):
        return f"There is no browser here to open {page}"
    try:
        start_apart([sys.executable, "-m", "webbrowser", page])
    except OSError as error:
        return f"{page} could not be opened ({reason(error)})"
    return f"Opened: {page}"
