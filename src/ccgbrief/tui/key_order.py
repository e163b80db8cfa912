"""Keeps keys in the order in which they were typed, for the app: some wait until a box is gone."""

from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.widget import Widget


class KeyOrder:
    """Keys that have waited, which come before all that were typed since."""

    def __init__(self, app: App[Any], press: Callable[[events.Key], Awaitable[None]]) -> None:
        self._app = app
        self._press = press
        self._waiting: deque[events.Key] = deque()

    def press_first(self, key: events.Key) -> None:
        """Have a key pressed before those that are still queued."""
        self._waiting.append(key)
        self._app.call_later(self.press_waiting)

    async def press_waiting(self) -> None:
        while self._waiting:
            await self._press(self._waiting.popleft())


@runtime_checkable
class InOrder(Protocol):
    """An app that presses keys in their order."""

    key_order: KeyOrder


def pass_on(widget: Widget, key: events.Key) -> None:
    """Press a key again, before any that came since: it was meant for what one before it led to."""
    if isinstance(widget.app, InOrder):
        widget.app.key_order.press_first(events.Key(key.key, key.character))
