"""`ccgbrief` alone: opens the pack on the screen."""

import os
import sys
from argparse import Namespace

from ccgbrief.commands.opening import lasting
from ccgbrief.commands.output import CommandError, print_message
from ccgbrief.system import is_windows
from ccgbrief.view import gc_pause

_FOR_TEXTUAL = {"TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DRIVER", "TEXTUAL_FPS"}
"""Variables that Textual developers set for themselves; a wrong value ends the app."""

FRAMES = "120"
"""How often Textual paints per second at most, so that two-step changes appear sooner."""


def open_screen(wanted: Namespace) -> int:
    """Show the pack until the reader quits."""
    # Textual draws on standard error and reads standard input, and hangs without them.
    if not all(stream and stream.isatty() for stream in (sys.__stdin__, sys.__stderr__)):
        raise CommandError("there is no terminal to open the pack on; try ccgbrief --plain")
    terminal = os.environ.get("TERM", "")
    if terminal in {"", "dumb"} and not is_windows():
        what = f"TERM={terminal}" if terminal else "TERM is not set"
        raise CommandError(f"this terminal ({what}) cannot show a screen; try ccgbrief --plain")
    for name in _FOR_TEXTUAL & os.environ.keys():
        del os.environ[name]
    os.environ["TEXTUAL_FPS"] = FRAMES
    gc_pause.pause()
    from ccgbrief.session import open_session  # noqa: PLC0415 (without the looking)

    session = open_session(lasting(wanted.pack), lasting(wanted.notes), series=False)
    if problem := session.store.name_series():
        session.store.messages.add_line(f"{problem}; until then the next meetings do not find it")
    from ccgbrief.tui.app import run  # noqa: PLC0415 (commands never pay for Textual)

    status, left = run(session, mouse=not wanted.no_mouse, presenting=wanted.present)
    for line in left:
        print_message(line)
    return status
