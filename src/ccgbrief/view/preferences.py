"""The reader's preferences while the app runs: read at the start, changed and saved."""

from pathlib import Path

from ccgbrief.settings import COPIES, Settings, read_settings, remember, template, write_settings
from ccgbrief.text import clean_line
from ccgbrief.view.key_settings import keymap, shown_key, with_keys
from ccgbrief.view.keys import COMMANDS, FIXED_KEYS, NO_KEY

COPY_NAMES = dict(zip(COPIES, ("plain text", "Markdown", "one line"), strict=True))
"""The names of the forms of copies."""

MOST_FAULTS = 5
"""How many faults are reported at the start; a screenful would hide the text."""


class Preferences:
    """The present settings, and the file in which they are saved."""

    def __init__(self, file: Path | None = None) -> None:
        """Read the settings; without a file nothing is read or saved."""
        self._file = file
        self.settings, self.faults = read_settings(file) if file else (Settings(), [])
        self.keys, wrong = keymap(self.settings.keys)
        self.faults += [clean_line(f"{file}: {fault}") for fault in wrong]
        self.commands = with_keys(COMMANDS, self.keys)
        """The commands with their present keys."""

    def report(self) -> str:
        """Return what is wrong with the settings: the first few faults, naming the file once."""
        if len(self.faults) < 2:
            return "".join(self.faults)
        file = clean_line(str(self._file))
        first = [fault.removeprefix(f"{file}: ") for fault in self.faults[:MOST_FAULTS]]
        left = len(self.faults) - len(first)
        more = [f"and {left} more: ccgbrief where lists them"] if left else []
        return "\n".join([f"{len(self.faults)} problems in {file}:", *first, *more])

    def choose_key(self, command: str, key: str) -> tuple[bool, str]:
        """Assign a command this key and no other; return whether that worked, and a message."""
        keys, faults = keymap({**self.keys, command: (key,)})
        if faults:
            return False, faults[0].partition(": ")[2]
        self.keys = keys
        self.commands = with_keys(COMMANDS, self.keys)
        kept = self.keys[command]
        self.settings = self.settings._replace(keys={**self.settings.keys, command: kept})
        label = next(each.label for each in COMMANDS if each.id == command)
        done = f"{shown_key(kept[0])} is the key for “{label}” from now on"
        return True, self._remember(done, ("keys", command), kept[0])

    def choose_theme(self, theme: str) -> str:
        """Use this theme from now on; return a message."""
        self.settings = self.settings._replace(theme=theme)
        return self._remember(f"Theme: {theme}", ("theme",), theme)

    def choose_copy(self, form: str) -> str:
        """Copy in this form from now on; return a message."""
        self.settings = self.settings._replace(copy=form)
        return self._remember(f"Copies as {COPY_NAMES[form]} from now on", ("copy",), form)

    def choose_minutes(self, form: str) -> None:
        """Write minutes in this format from now on."""
        if form != self.settings.minutes:
            self.settings = self.settings._replace(minutes=form)
            self._remember("", ("minutes",), form)

    def turn_copy(self) -> str:
        """Copy in the next form from now on; return a message."""
        return self.choose_copy(COPIES[(COPIES.index(self.settings.copy) + 1) % len(COPIES)])

    def show_file(self) -> str:
        """Write a settings file with explanations if there is none; return its path."""
        if self._file is None:
            return "No settings file is in use"
        where = clean_line(str(self._file))
        if _is_there(self._file):
            return f"Settings: {where}; changes take effect at the next start"
        return write_settings(self._file, self._template()) or f"Settings written: {where}"

    def _remember(self, done: str, path: tuple[str, ...], value: str) -> str:
        why_not = remember(self._file, path, value, self._template()) if self._file else ""
        return f"{done}; {why_not}" if why_not else done

    def _template(self) -> str:
        own = [(command.id, command.keys.replace(",", ", ") or NO_KEY) for command in COMMANDS]
        own += [(name, f"{key} (always)") for name, key in FIXED_KEYS.items()]
        return template(self.settings, own)


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:
        # It is in a folder that cannot be searched, so it may exist and must not be overwritten.
        return True
