"""What the parts of the main screen bind their keys to."""

from collections.abc import Callable

Commands = dict[str, Callable[..., None]]
"""What each command of `view.keys` does, by its id."""
