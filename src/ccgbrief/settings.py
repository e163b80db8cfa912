"""The reader's settings (theme, keys, form of copies) in one TOML file, for the screen.

The file is the reader's own: a choice made in the app changes one line of it and nothing else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import tomli

from ccgbrief.errors import UserError
from ccgbrief.files import make_folder, read_file, reason, write_file
from ccgbrief.suggest import did_you_mean
from ccgbrief.text import address_problem, clean_line, decode

MAX_SETTINGS_BYTES = 256_000
"""The most characters of a choice of keys."""

THEMES = ("dark", "light", "high-contrast", "terminal")
"""Names of the themes; `terminal` uses only the sixteen colours of the terminal."""

COPIES = ("plain", "markdown", "line")
"""The form of a copy: with the citation after a dash, as a Markdown quotation, on one line."""

TEMPLATES = (".docx", ".odt")
"""File endings of documents whose styles minutes can take."""

_NAMES = ("theme", "copy", "minutes", "template", "keys")

_TEMPLATE = """\
# Settings of ccgbrief. Change what you like and start it again; what is wrong here is reported
# at the start and has no effect.

# Colours: {themes}.
theme = "{theme}"

# What y copies: plain (“words” — speaker; source), markdown (a block quotation) or line (all on
# one line).
copy = "{copy}"

# What x writes the minutes as: {formats}.
minutes = "{minutes}"

# A Word or OpenDocument file whose styles, header and footer minutes take: beside this file, or
# with its whole path. Word and PDF take those of a .docx, OpenDocument those of an .odt.
# template = "house.docx"

# Keys in place of a command's own, by the command's id: one, or a list. A key is a character or
# a name: "f3", "ctrl+f", "shift+down", "space", "enter", "pagedown". In the app, the palette
# changes them: type “change a key”.
[keys]
# search = ["/", "f3"]
# minutes = "X"
#
# The commands and their own keys:
{commands}
"""


class Settings(NamedTuple):
    """The reader's choices."""

    theme: str = THEMES[0]
    copy: str = COPIES[0]
    minutes: str = "md"
    """The format of minutes, as used with `--format`."""
    template: Path | None = None
    """The document whose styles minutes take."""
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Keys by command id, as written; they replace the command's own."""


def read_settings(file: Path) -> tuple[Settings, list[str]]:
    """Read the settings, and what is wrong with them, a line each; wrong settings have no effect.

    A missing file is not an error. The screen checks whether ids and keys exist.
    """
    try:
        values = tomli.loads(decode(read_file(file, MAX_SETTINGS_BYTES)).text)
    except FileNotFoundError:
        return Settings(), []
    except (OSError, ValueError, RecursionError) as error:
        return Settings(), [clean_line(f"{file}: not read ({reason(error)}); fix or remove it")]
    faults = [_unknown("setting", name, _NAMES) for name in values if name not in _NAMES]
    chosen = Settings(
        theme=_choice(values, "theme", THEMES, faults),
        copy=_choice(values, "copy", COPIES, faults),
        # The writers are imported only if a format is chosen.
        minutes=_choice(values, "minutes", _formats(), faults) if "minutes" in values else "md",
        template=_house_style(values, file.parent, faults),
        keys=_keys(values.get("keys", {}), faults),
    )
    return chosen, [clean_line(f"{file}: {fault}") for fault in faults]


def _choice(
    values: Mapping[str, Any], name: str, allowed: tuple[str, ...], faults: list[str]
) -> str:
    value = values.get(name, allowed[0])
    if value not in allowed:
        faults.append(_unknown(name, str(value), allowed))
        return allowed[0]
    return str(value)


def _house_style(values: Mapping[str, Any], folder: Path, faults: list[str]) -> Path | None:
    given = values.get("template", "")
    if not given:
        return None
    if problem := address_problem(str(given)):
        faults.append(f"template: “{given}”: {problem}")
        return None
    if not isinstance(given, str) or Path(given).suffix.lower() not in TEMPLATES:
        faults.append(
            f'template: “{given}” is neither .docx nor .odt; write template = "house.docx"'
        )
        return None
    from ccgbrief.minutes.office import read_template  # noqa: PLC0415 (if there is one)

    try:
        file = folder / Path(given).expanduser()
        read_template(file, file.suffix.lower().removeprefix("."))
    except RuntimeError:
        faults.append(f"template: “{given}” begins with the home of an unknown user")
    except UserError as error:
        faults.append(f"template: {error}")
    else:
        return file
    return None


def _formats() -> tuple[str, ...]:
    from ccgbrief.minutes.formats import FORMATS  # noqa: PLC0415 (12 ms)

    return tuple(FORMATS)


def _keys(values: object, faults: list[str]) -> dict[str, tuple[str, ...]]:
    if not isinstance(values, dict):
        faults.append('keys is not a table; write [keys] and under it lines such as search = "f3"')
        return {}
    chosen = {}
    for command, keys in _by_command(values):
        listed = keys if isinstance(keys, list) else [keys]
        if listed and all(isinstance(key, str) and key for key in listed):
            chosen[command] = tuple(part for key in listed for part in _parted(key))
        else:
            faults.append(f'keys.{command} names no key; write "{command}" = "f3"')
    return chosen


def _by_command(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield commands and their keys; `note.edit` without quotation marks is a table in TOML.

    Those come first: the program writes quotation marks, and what it writes counts.
    """
    for group, inner in values.items():
        if isinstance(inner, dict):
            yield from ((f"{group}.{name}", keys) for name, keys in inner.items())
    yield from (each for each in values.items() if not isinstance(each[1], dict))


def _parted(keys: str) -> list[str]:
    """Split keys at commas; a comma or a space alone is itself a key."""
    if len(keys) == 1:
        return [keys]
    return [key.strip() for key in keys.split(",") if key.strip()] or [keys]


def _unknown(what: str, wanted: str, known: tuple[str, ...]) -> str:
    return f"there is no {what} “{wanted}”; {did_you_mean(wanted, known)}"


def template_for(settings: Settings, ending: str) -> Path | None:
    """Return the file whose styles minutes take, if it is one with that ending."""
    file = settings.template
    return file if file and file.suffix.lower() == ending else None


def unused_template(settings: Settings, ending: str) -> str:
    """Say that minutes do not take the styles of the template, which is of another kind; or `""`.

    `ending` is that of the templates for their format, empty if it takes none.
    """
    file = settings.template
    if not (file and ending) or template_for(settings, ending):
        return ""
    return f"the template {file} is not used: for these minutes it would be a {ending} file"


def template(settings: Settings, commands: Iterable[tuple[str, str]]) -> str:
    """Return the text of a settings file with explanations; `commands` are ids and keys."""
    rows = "\n".join(f"# {command:<18} {keys}" for command, keys in commands)
    return _TEMPLATE.format(
        themes=", ".join(THEMES),
        theme=settings.theme,
        copy=settings.copy,
        formats=", ".join(_formats()),
        minutes=settings.minutes,
        commands=rows,
    )


def remember(file: Path, path: tuple[str, ...], value: str, otherwise: str) -> str:
    """Write one choice to the file; return why that failed in one line, `""` if it did not.

    `path` is its name, with its table before it. Everything else in the file stays as written. If
    there is no file, it is created from `otherwise`.
    """
    try:
        is_there = file.exists()
        text = read_file(file, MAX_SETTINGS_BYTES).decode("utf-8-sig") if is_there else otherwise
        changed = with_value(text, path, value)
    except (OSError, ValueError) as error:
        return _not_remembered(file, error)
    return write_settings(file, changed)


def with_value(text: str, path: tuple[str, ...], value: str) -> str:
    """Return the text of a settings file with one value changed and everything else as written.

    `path` is the key, with its table before it. Raises ValueError if that is impossible.
    """
    import tomlkit  # noqa: PLC0415 (26 ms, and settings are seldom changed)

    *tables, key = path
    try:
        tomli.loads(text)  # refuses at once what would take tomlkit minutes
        document = tomlkit.parse(text)
        table: Any = document
        for name in tables:
            table = table.setdefault(name, tomlkit.table())
        table[key] = value
        changed = document.as_string()
    except (ValueError, RecursionError, AttributeError, TypeError) as error:
        raise ValueError(f"write {key} = {value!r} yourself: {reason(error)}") from error
    return re.sub(r"(?<!\r)\n", "\r\n", changed) if "\r\n" in text else changed


def write_settings(file: Path, text: str) -> str:
    """Write the settings file atomically; return why that failed, `""` if it did not."""
    try:
        make_folder(file.parent)
        write_file(file, text.encode())
    except (OSError, ValueError) as error:
        return _not_remembered(file, error)
    return ""


def _not_remembered(file: Path, error: Exception) -> str:
    return clean_line(f"not remembered: {file} ({reason(error)})")
