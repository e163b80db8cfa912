"""One line to type into: what the search box, the forms and the filter of the help are made of."""

from collections.abc import Callable
from typing import Any

from textual import events
from textual.suggester import Suggester
from textual.widgets import Input

from ccgbrief.text import clean_line
from ccgbrief.tui.textual_patches import do_in_order


class _Completing(Suggester):
    def __init__(self, complete: Callable[[str], str | None]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        return self._complete(value)


class LineInput(Input):
    """Does keys in the order in which they are typed, and takes what is pasted as one line."""

    def __init__(
        self, value: str = "", *, complete: Callable[[str], str | None] | None = None, **others: Any
    ) -> None:
        """`complete` returns what may be meant by what is typed, if it is known."""
        suggester = _Completing(complete) if complete else None
        super().__init__(value, suggester=suggester, **others)
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        await do_in_order(self, event)

    def _on_paste(self, event: events.Paste) -> None:
        """Clean pasted text; Textual calls Input's own handler next."""
        event.text = clean_line(event.text)
