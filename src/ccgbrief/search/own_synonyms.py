"""The reader's own synonyms: a TOML file whose lines have a word and others that mean the same."""

from pathlib import Path
from typing import NamedTuple

from ccgbrief.files import read_file, reason
from ccgbrief.text import clean_line, decode

MAX_BYTES = 256_000
"""Some ten thousand synonyms."""


class OwnSynonyms(NamedTuple):
    pairs: tuple[tuple[str, str], ...] = ()
    fault: str = ""
    """What is wrong with the file, in one line with the cure; what is right in it counts."""


def read_own_synonyms(file: Path) -> OwnSynonyms:
    """Read a file with lines such as `funding = ["money", "cash"]`; a missing one has none."""
    try:
        data = read_file(file, MAX_BYTES)
    except FileNotFoundError:
        return OwnSynonyms()
    except (OSError, ValueError) as error:
        return OwnSynonyms(fault=_not_read(file, error))
    import tomli  # noqa: PLC0415 (few readers have such a file)

    try:
        values = tomli.loads(decode(data).text)
    except (ValueError, RecursionError) as error:
        return OwnSynonyms(fault=_not_read(file, error))
    pairs: list[tuple[str, str]] = []
    fault = ""
    for word, others in values.items():
        if isinstance(others, list) and all(isinstance(other, str) for other in others):
            pairs += ((word, other) for other in others)
        else:
            fault = fault or clean_line(
                f'{file}: “{word}” has no list of words; write {word} = ["…"]'
            )
    return OwnSynonyms(tuple(pairs), fault)


def _not_read(file: Path, error: Exception) -> str:
    return clean_line(f"{file}: not read ({reason(error)}); fix or remove it")
