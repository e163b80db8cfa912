"""Copies text through the system's own clipboard where there is one: beside the terminal's."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

PATIENCE = 2.0
"""Seconds a clipboard program is given."""


def clipboard_commands(
    environment: Mapping[str, str],
    platform: str = sys.platform,
    which: Callable[[str], str | None] = shutil.which,
) -> list[list[str]]:
    """Return the programs there are that take text into a clipboard, the likeliest first."""
    candidates: list[list[str]] = []
    if platform == "darwin":
        candidates.append(["pbcopy"])
    elif platform == "win32" or "WSL_DISTRO_NAME" in environment:
        candidates.append(["clip.exe"])
    if environment.get("WAYLAND_DISPLAY"):
        candidates.append(["wl-copy"])
    if environment.get("DISPLAY"):
        candidates += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    if environment.get("TMUX"):
        candidates.append(["tmux", "load-buffer", "-w", "-"])
    return [command for command in candidates if which(command[0])]


def give_to_system(text: str) -> str:
    """Hand text to the first clipboard program that takes it; return its name, `""` for none.

    May take seconds: for a thread.
    """
    for command in clipboard_commands(os.environ):
        if _takes(command, text):
            return command[0]
    return ""


def _takes(command: list[str], text: str) -> bool:
    encoding = "utf-16-le" if command[0] == "clip.exe" else "utf-8"
    try:
        done = subprocess.run(  # noqa: S603 (one of the commands above, and no shell)
            command,
            input=text.encode(encoding, errors="replace"),
            stdout=subprocess.DEVNULL,  # xclip stays behind, and would hold a pipe open
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
            start_new_session=True,  # what stays behind outlives the terminal's window
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
