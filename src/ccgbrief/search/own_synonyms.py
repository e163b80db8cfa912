"""The reader's own synonyms: a TOML file whose lines have a word and others that mean the same."""

from pathlib import Path
from typing import NamedTuple

from ccgbrief.files import read_file, reason
from ccgbrief.text import clean_line, decode


class OwnSynonyms(NamedTuple):
    pairs: tuple[tuple[str, str], ...] = ()
    fault: str = ""
    """What is wrong with the file, in one line with the cure; what is right in it counts."""


def read_own_synonyms(file: Path) -> OwnSynonyms:
    """Read a file with lines such as `funding = ["money", "cash"]`; a missing one has none."""
    from ccgbrief.pack.problems import Problem  # noqa: PLC0415 (60 ms; few have such a file)
    from ccgbrief.pack.schema import MAX_TABLE_BYTES, parse_table  # noqa: PLC0415
    from ccgbrief.pack.toml_positions import TomlText  # noqa: PLC0415

    try:
        text = decode(read_file(file, MAX_TABLE_BYTES)).text
    except FileNotFoundError:
        return OwnSynonyms()
    except (OSError, ValueError) as error:
        return OwnSynonyms(fault=clean_line(f"{file}: not read ({reason(error)}); remove it"))
    problems: list[Problem] = []
    table = parse_table(TomlText(file, text), problems)
    pairs = tuple(table.listed()) if table else ()
    return OwnSynonyms(pairs, str(problems[0]) if problems else "")
