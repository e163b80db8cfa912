"""What each tab shows: from pack and notebook to blocks, as pure functions."""

from ccgbrief.tui.panes.pane import Shown, blocks_of

__all__ = ["Shown", "blocks_of"]
