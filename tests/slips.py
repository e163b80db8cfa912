"""Misspells the keys of TOML texts by a letter, for tests that nothing is passed over unsaid."""

import re
from collections.abc import Iterator

_KEY = re.compile(r"(?:^(?:\[\[?)?|[{,]\s*)(\w+)(?=[.\]]|\s*=)")
"""A key that is set on a line, or whose table begins there."""


def misspelt_keys(text: str) -> Iterator[tuple[str, str]]:
    """Yield a place and a slip, and the text with it, for each key misspelt in each way."""
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        for found in _KEY.finditer(line):
            for slip in _slips(found[1]):
                new = f"{line[: found.start(1)]}{slip}{line[found.end() :]}"
                rest = lines[number + 1 :]
                yield f"{number + 1}: {slip}", "".join([*lines[:number], new, *rest])


def _slips(key: str) -> set[str]:
    """Return a key with a letter less, a letter more, two letters swapped, and a capital."""
    swapped = f"{key[:-2]}{key[-1]}{key[-2]}"
    return {key[:-1] or "x", f"{key}s", swapped, key.capitalize()} - {key}
