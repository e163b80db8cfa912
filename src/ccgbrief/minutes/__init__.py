"""What leaves the room: the minutes of a meeting, made from the pack and the notebook."""

from ccgbrief.minutes.markdown import minutes_as_markdown

__all__ = ["minutes_as_markdown"]
