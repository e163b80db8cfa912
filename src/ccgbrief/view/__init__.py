"""What each tab shows and each key does, as pure functions; knows no Textual."""

from ccgbrief.view.panes import Shown, blocks_of

__all__ = ["Shown", "blocks_of"]
