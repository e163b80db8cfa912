"""Gives the screens over the main one their base, which closes itself and nothing else."""

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType


class BoxScreen(ModalScreen[ScreenResultType]):
    """A box over the main screen."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with a result; Textual would close what has come over it, or what is below."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
