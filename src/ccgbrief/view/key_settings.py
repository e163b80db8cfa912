"""Applies the keys in the settings file to the commands: checks them, and reports what is wrong."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from string import ascii_lowercase
from unicodedata import lookup

from ccgbrief.suggest import did_you_mean
from ccgbrief.view.keys import COMMANDS, FIXED_KEYS, Command

MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")

_FUNCTION_KEYS = tuple(f"f{number}" for number in range(1, 25))

NAMED = (
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *("insert", "delete", "backspace", "tab", "enter", "escape"),
    *_FUNCTION_KEYS,
)
"""Keys that type no character."""

CHARACTERS = ("space", "slash", "question_mark", "comma", "full_stop", "colon", "semicolon")
"""Names of characters that are worth suggesting."""

RESERVED = {"ctrl+c": "copying", "ctrl+p": "the palette", "ctrl+q": "leaving"}
"""Keys that cannot be changed, so that nobody locks themselves in."""

_SAME = {"ctrl+i": "tab", "ctrl+j": "enter", "ctrl+m": "enter", "ctrl+[": "escape"}
"""Keys that a terminal cannot tell apart."""

_NAMES = {" ": "space", ",": "comma"}
"""Characters that always need a name, since Textual splits keys at commas."""

_SHOWN = {
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}

_CALLED = {
    "space": " ",
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "minus": "-",
    "plus": "+",
    "underscore": "_",
    "hyphen_minus": "-",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}
"""Names of characters other than Unicode's."""

Keymap = dict[str, tuple[str, ...]]
"""Keys by command id: a character, or a name with its modifiers in alphabetical order."""


def key_named(written: str) -> str:
    """Return the key that is meant; raises ValueError, naming the nearest, if there is none."""
    if len(written) == 1 and written.isprintable():
        return written
    *modifiers, name = (part.strip().lower() for part in written.split("+"))
    if modifiers == ["shift"] and len(name) == 1:
        raise ValueError(f"there is no key “{written}”; did you mean {name.upper()}?")
    char = "" if name in NAMED else _character(name)
    base = char if char and not modifiers else name
    if not (char or name in NAMED) or not set(modifiers) <= set(MODIFIERS):
        cure = did_you_mean(written, _proposals(), 'write "f3", "ctrl+f" or "x"')
        raise ValueError(f"there is no key “{written}”; {cure}")
    key = "+".join([*sorted(set(modifiers)), base])
    return _SAME.get(key, key)


def _character(name: str) -> str:
    char = _CALLED.get(name, name)
    if len(char) > 1:
        with suppress(KeyError):
            char = lookup(name.replace("_", " "))
    return char if len(char) == 1 and char.isprintable() else ""


def _proposals() -> list[str]:
    with_modifiers = (f"{m}+{key}" for m in ("ctrl", "alt") for key in [*ascii_lowercase, *NAMED])
    return [*NAMED, *CHARACTERS, *with_modifiers, *(f"shift+{key}" for key in NAMED)]


def keymap(wanted: Mapping[str, tuple[str, ...]]) -> tuple[Keymap, list[str]]:
    """Return the keys that can be assigned as wanted, and why others cannot, one line for each."""
    chosen: Keymap = {}
    faults = []
    for command, keys in wanted.items():
        try:
            chosen[_known(command)] = tuple(dict.fromkeys(map(key_named, keys)))
        except ValueError as error:
            faults.append(f"keys.{command}: {error}")
    while chosen and (clash := _clash(chosen)):
        command, fault = clash
        del chosen[command]
        faults.append(f"keys.{command}: {fault}")
    return chosen, faults


def _known(command: str) -> str:
    if key := FIXED_KEYS.get(command):
        raise ValueError(f"{command} always has {key}; its key cannot be changed")
    ids = [each.id for each in COMMANDS]
    if command not in ids:
        listed = "a settings file that the palette writes lists them"
        cure = did_you_mean(command, [*ids, *FIXED_KEYS], listed)
        raise ValueError(f"there is no command “{command}”; {cure}")
    return command


def _clash(chosen: Keymap) -> tuple[str, str] | None:
    """Return the first command whose key belongs to another, and a message about it."""
    owners = {
        key: command.id
        for command in COMMANDS
        if command.id not in chosen
        for key in map(key_named, filter(None, command.keys.split(",")))
    }
    for command, keys in chosen.items():
        for key in keys:
            if use := RESERVED.get(key):
                return command, f"{key} is for {use}; choose another"
            if owner := owners.get(key):
                return (
                    command,
                    f"“{key}” is the key for {owner}; choose another, or give {owner} a new one",
                )
        owners |= dict.fromkeys(keys, command)
    return None


def textual_keys(keys: Keymap) -> dict[str, str]:
    return {id_: ",".join(_NAMES.get(key, key) for key in each) for id_, each in keys.items()}


def with_keys(commands: Iterable[Command], keys: Keymap) -> tuple[Command, ...]:
    written = textual_keys(keys)
    shown = {id_: " ".join(map(shown_key, each)) for id_, each in keys.items()}
    return tuple(
        each._replace(keys=written[each.id], shown=shown[each.id]) if each.id in keys else each
        for each in commands
    )


def shown_key(key: str) -> str:
    """Return a key as it is written for people."""
    *modifiers, base = key.split("+") if len(key) > 1 else [key]
    shown = base.upper() if base in _FUNCTION_KEYS else _SHOWN.get(base, _NAMES.get(base, base))
    return "+".join([*modifiers, shown])
