"""Gives the screens over the main one their base, which closes itself and nothing else."""

from typing import ClassVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType


class BoxScreen(ModalScreen[ScreenResultType]):
    """A box over the main screen, of the class `-foot` where it is one line or two at its foot."""

    is_for_reading: ClassVar[bool] = False
    """Whether nothing is typed or asked there, so that letters may go on with a word."""

    DEFAULT_CSS = """
    BoxScreen.-foot { align: center bottom; background: $background 60%; }
    BoxScreen:nocolor { background: transparent; }  /* or what is below would be blank */
    BoxScreen.-foot > * {
        width: 100%; height: auto; max-height: 100%; padding: 0 2;
        border: round $accent; background: $background;
    }
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with a result; Textual would close what has come over it, or what is below."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
