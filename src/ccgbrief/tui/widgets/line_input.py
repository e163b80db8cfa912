"""One line to type into: what the search box, the forms and the filter of the help are made of."""

from collections.abc import Callable
from typing import Any

from textual import events
from textual.widgets import Input

from ccgbrief.text import clean_line
from ccgbrief.tui.textual_patches import do_in_order


class LineInput(Input):
    """Does keys in the order in which they are typed, and takes what is pasted as one line."""

    DEFAULT_CSS = "LineInput > .input--suggestion { text-style: italic; }"
    """The rest of a name is not only fainter, so that it is never taken for what was typed."""

    def __init__(
        self, value: str = "", *, complete: Callable[[str], str | None] | None = None, **others: Any
    ) -> None:
        """`complete` returns what may be meant by what is typed, if it is known."""
        self._complete = complete
        super().__init__(value, **others)
        self.cursor_blink = False

    def watch_value(self) -> None:
        self.suggest()

    def suggest(self) -> None:
        """Offer what may be meant by what is typed, as far as that is known by now.

        Textual's suggesters leave coroutines behind that are reported when the app ends.
        """
        self._suggestion = (self._complete and self.value and self._complete(self.value)) or ""

    async def _on_key(self, event: events.Key) -> None:
        await do_in_order(self, event)

    def _on_paste(self, event: events.Paste) -> None:
        """Clean pasted text; Textual calls Input's own handler next."""
        event.text = clean_line(event.text)
