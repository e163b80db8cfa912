"""What the reader has chosen: theme, keys, how copies look; one TOML file, for the screen.

The file is the reader's own: a choice made in the app changes one line of it and nothing else.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import tomli

from ccgbrief.files import read_file, reason
from ccgbrief.text import clean_line, decode

MAX_SETTINGS_BYTES = 256_000
"""No choice of keys is longer."""

THEMES = ("dark", "light", "high-contrast", "terminal")
"""Names of the themes; `terminal` keeps to the sixteen colours the terminal has."""

COPIES = ("plain", "markdown", "line")
"""How a passage is copied: with its citation after a dash, as a Markdown quotation, on one line."""

LEAST_LIKENESS = 50.0
"""Of 100 (rapidfuzz WRatio): below it a wrong name is not taken for a misspelt one."""

_NAMES = ("theme", "copy", "keys")

_TEMPLATE = """\
# Settings of ccgbrief. Change what you like and start it again; what is wrong here is told at
# the start and has no effect.

# Colours: {themes}.
theme = "{theme}"

# What y copies: plain (“words” — speaker; source), markdown (a block quotation) or line (all on
# one line).
copy = "{copy}"

# Keys in place of a command's own, by the command's id: one, or a list. A key is a character or
# a name: "f3", "ctrl+f", "shift+down", "space", "enter", "pagedown". In the app, the palette
# changes them: type “change a key”.
[keys]
# search = ["/", "f3"]
# minutes = "X"
#
# The commands and the keys they have of their own:
{commands}
"""


class Settings(NamedTuple):
    """The reader's choices."""

    theme: str = THEMES[0]
    copy: str = COPIES[0]
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Keys by the id of a command, as written; they replace its own."""


def read_settings(file: Path) -> tuple[Settings, list[str]]:
    """Read the settings and what is wrong with them, a line each; what is wrong has no effect.

    A missing file is no fault. Whether ids and keys mean anything is for the screen to say.
    """
    try:
        values = tomli.loads(decode(read_file(file, MAX_SETTINGS_BYTES)).text)
    except FileNotFoundError:
        return Settings(), []
    except (OSError, ValueError, RecursionError) as error:
        return Settings(), [clean_line(f"{file}: not read ({reason(error)}); mend or remove it")]
    faults = [unknown("setting", name, _NAMES) for name in values if name not in _NAMES]
    chosen = Settings(
        theme=_choice(values, "theme", THEMES, faults),
        copy=_choice(values, "copy", COPIES, faults),
        keys=_keys(values.get("keys", {}), faults),
    )
    return chosen, [clean_line(f"{file}: {fault}") for fault in faults]


def _choice(
    values: Mapping[str, Any], name: str, allowed: tuple[str, ...], faults: list[str]
) -> str:
    value = values.get(name, allowed[0])
    if value not in allowed:
        faults.append(unknown(name, str(value), allowed))
        return allowed[0]
    return str(value)


def _keys(values: object, faults: list[str]) -> dict[str, tuple[str, ...]]:
    if not isinstance(values, dict):
        faults.append('keys is no table; write [keys] and under it lines such as search = "f3"')
        return {}
    chosen = {}
    for command, keys in values.items():
        listed = keys if isinstance(keys, list) else [keys]
        if listed and all(isinstance(key, str) and key for key in listed):
            chosen[command] = tuple(part for key in listed for part in _parted(key))
        else:
            faults.append(f'keys.{command} names no key; write {command} = "f3"')
    return chosen


def _parted(keys: str) -> list[str]:
    """Part keys by commas; a comma or a space alone is a key itself."""
    if len(keys) == 1:
        return [keys]
    return [key.strip() for key in keys.split(",") if key.strip()] or [keys]


def unknown(what: str, wanted: str, known: Iterable[str], otherwise: str = "") -> str:
    """Say that there is no such thing, and which is the nearest there is, or else `otherwise`."""
    from rapidfuzz import process  # noqa: PLC0415 (seldom is a name unknown)

    known = list(known)
    near = process.extractOne(wanted, known, score_cutoff=LEAST_LIKENESS)
    cure = f"did you mean {near[0]}?" if near else otherwise or f"use one of {', '.join(known)}"
    return f"there is no {what} “{wanted}”; {cure}"


def template(settings: Settings, commands: Iterable[tuple[str, str]]) -> str:
    """Return the text of a settings file that explains itself; `commands` are ids and keys."""
    rows = "\n".join(f"# {command:<18} {keys}" for command, keys in commands)
    return _TEMPLATE.format(
        themes=", ".join(THEMES), theme=settings.theme, copy=settings.copy, commands=rows
    )


def remember(file: Path, name: str, value: str, otherwise: str) -> str:
    """Write one choice into the file; return why not in one line, `""` when it is done.

    All else stays as it is written. Where there is no file, one with the text `otherwise` is made.
    """
    return _change(file, otherwise, with_setting, {name: value}, (name, value))


def remember_key(file: Path, command: str, key: str, otherwise: str) -> str:
    """Write the key of a command into the file, as `remember` writes other choices."""
    return _change(file, otherwise, with_key, {"keys": {command: key}}, (command, key))


def _change(
    file: Path,
    otherwise: str,
    change: Callable[[str, str, str], str],
    chosen: Mapping[str, Any],
    words: tuple[str, str],
) -> str:
    try:
        text = read_file(file, MAX_SETTINGS_BYTES).decode("utf-8")
    except FileNotFoundError:
        text = otherwise
    except (OSError, ValueError) as error:
        return _not_remembered(file, error)
    changed = change(text, *words)
    try:
        # Strings over several lines and the like: better no change than a wrong one.
        if tomli.loads(changed) != _with(tomli.loads(text), chosen):
            name, value = words
            return _not_remembered(file, ValueError(f"write {name} = {_quoted(value)} yourself"))
    except (ValueError, RecursionError) as error:
        return _not_remembered(file, error)
    return write_settings(file, changed)


def _with(values: Mapping[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with what was chosen, the other keys of its table kept."""
    nested = {
        name: values.get(name, {}) | value if isinstance(value, dict) else value
        for name, value in chosen.items()
    }
    return {**values, **nested}


def write_settings(file: Path, text: str) -> str:
    """Write the settings file whole or not at all; return why not, `""` when it is done."""
    from ccgbrief.minutes import write_whole  # noqa: PLC0415 (most settings are only read)

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, text)
    except (OSError, ValueError) as error:
        return _not_remembered(file, error)
    return ""


def _not_remembered(file: Path, error: Exception) -> str:
    return clean_line(f"not remembered: {file} ({reason(error)})")


def with_setting(text: str, name: str, value: str) -> str:
    """Return the text of a settings file with one choice changed, all else as it was written."""
    table = re.search(r"^[ \t]*\[", text, re.MULTILINE)
    top, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
    setting = re.compile(
        rf"""^([ \t]*["']?{name}["']?[ \t]*=[ \t]*)("[^"\r\n]*"|'[^'\r\n]*'|[^#\r\n]*?)"""
        r"(?=[ \t]*(?:#.*)?\r?$)",
        re.MULTILINE,
    )
    if setting.search(top):
        return setting.sub(lambda found: f'{found[1]}"{value}"', top, count=1) + rest
    end = "\r\n" if "\r\n" in text else "\n"
    gap = end if table else ""
    if top and not top.endswith("\n"):
        top += end
    return f'{top}{name} = "{value}"{end}{gap}{rest}'


def with_key(text: str, command: str, key: str) -> str:
    """Return the text of a settings file with another key for a command, all else as it was."""
    table = re.search(r"^[ \t]*\[[ \t]*keys[ \t]*\][^\n]*(?:\n|$)", text, re.MULTILINE)
    end = "\r\n" if "\r\n" in text else "\n"
    line = f"{_quoted(command) if '.' in command else command} = {_quoted(key)}"
    if not table:
        gap = "" if not text or text.endswith("\n") else end
        return f"{text}{gap}{end}[keys]{end}{line}{end}"
    following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, table.end())
    stop = following.start() if following else len(text)
    before, keys, after = text[: table.end()], text[table.end() : stop], text[stop:]
    own = re.compile(
        rf"""^[ \t]*["']?{re.escape(command)}["']?[ \t]*=[ \t]*"""
        r"""("[^"\r\n]*"|'[^'\r\n]*'|\[[^\]\r\n]*\])""",
        re.MULTILINE,
    )
    if own.search(keys):
        return f"{before}{own.sub(lambda _: line, keys, count=1)}{after}"
    gap = "" if before.endswith("\n") else end
    return f"{before}{gap}{line}{end}{keys}{after}"


def _quoted(text: str) -> str:
    """Return a text as a TOML string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
