"""Copies text: through the terminal, and through the system's own clipboard where there is one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

PATIENCE = 2.0
"""Seconds a clipboard program is given."""


def clipboard_command(
    environment: Mapping[str, str],
    platform: str = sys.platform,
    which: Callable[[str], str | None] = shutil.which,
) -> list[str]:
    """Return the program that takes text into the system's clipboard, none where there is none."""
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
    return next((command for command in candidates if which(command[0])), [])


def give_to_system(text: str) -> str:
    """Hand text to the system's clipboard program; return its name, `""` where that failed."""
    command = clipboard_command(os.environ)
    if not command:
        return ""
    encoding = "utf-16-le" if command[0] == "clip.exe" else "utf-8"
    try:
        done = subprocess.run(  # noqa: S603 (one of the commands above, and no shell)
            command,
            input=text.encode(encoding),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return command[0] if done.returncode == 0 else ""
