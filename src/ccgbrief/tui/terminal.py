"""What Textual leaves undone about the terminal: bytes that are no text, and one that is gone."""

import os
import select
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable
from functools import partial
from typing import Any


def accept_any_bytes() -> None:
    """Have bytes from the keyboard that are no UTF-8 read as �, and not end the app.

    Textual's decoder is strict, and one such byte stops its input thread and with it the app
    (Textual issue 6456).
    """
    if os.name != "nt":
        from textual.drivers import linux_driver  # noqa: PLC0415 (not to be had on Windows)

        linux_driver.getincrementaldecoder = _tolerant  # type: ignore[attr-defined,assignment]


def _tolerant(encoding: str) -> Callable[[], Any]:
    return partial(getincrementaldecoder(encoding), errors="replace")


def is_terminal_gone() -> bool:
    """Tell whether the terminal at standard input was closed.

    A process that has no controlling terminal is sent no signal when that happens.
    """
    if os.name == "nt" or sys.__stdin__ is None:
        return False
    poll = select.poll()
    poll.register(sys.__stdin__.fileno(), 0)  # a hang-up and an error are always reported
    return any(
        event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0)
    )
