"""What the reader has chosen while the app runs: read at the start, changed and remembered."""

from dataclasses import replace
from pathlib import Path

from ccgbrief.settings import COPIES, Settings, read_settings, remember, template, write_settings
from ccgbrief.text import clean_line
from ccgbrief.tui.keymap import keymap, with_keys
from ccgbrief.tui.keys import COMMANDS

COPY_NAMES = dict(zip(COPIES, ("plain text", "Markdown", "one line"), strict=True))
"""The ways of copying as they are called."""


class Choices:
    """The settings that hold now, and the file they are remembered in."""

    def __init__(self, file: Path | None = None) -> None:
        """Without a file nothing is read or remembered."""
        self._file = file
        self.settings, self.faults = read_settings(file) if file else (Settings(), [])
        self.keys, wrong = keymap(self.settings.keys)
        self.faults += [clean_line(f"{file}: {fault}") for fault in wrong]
        self.commands = with_keys(COMMANDS, self.keys)
        """The commands with the keys that they have now."""

    def choose_theme(self, theme: str) -> str:
        """Take a theme of that name from now on; return what to say."""
        self.settings = replace(self.settings, theme=theme)
        return self._remember(f"Theme: {theme}", "theme", theme)

    def choose_copy(self, form: str) -> str:
        """Copy in that form from now on; return what to say."""
        self.settings = replace(self.settings, copy=form)
        return self._remember(f"Copies as {COPY_NAMES[form]} from now on", "copy", form)

    def turn_copy(self) -> str:
        """Copy in the next form from now on; return what to say."""
        return self.choose_copy(COPIES[(COPIES.index(self.settings.copy) + 1) % len(COPIES)])

    def show_file(self) -> str:
        """Write a settings file that explains itself if there is none; return where it is."""
        if self._file is None:
            return "No settings file is in use"
        where = clean_line(str(self._file))
        if _is_there(self._file):
            return f"Settings: {where}; what you change holds from the next start"
        return write_settings(self._file, self._template()) or f"Settings written: {where}"

    def _remember(self, done: str, name: str, value: str) -> str:
        why_not = remember(self._file, name, value, self._template()) if self._file else ""
        return f"{done}; {why_not}" if why_not else done

    def _template(self) -> str:
        own = [(command.id, command.keys.replace(",", ", ")) for command in COMMANDS]
        return template(self.settings, own)


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:  # in a folder that is not to be looked into: not to be written over either
        return True
