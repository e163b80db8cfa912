"""Ways to spoil a pack, and what is then said of it: for the tests of reading and checking."""

from pathlib import Path

import pytest

from ccgbrief.pack import PackError, check_pack, read_pack


def spoil(pack: Path, name: str, old: str, new: str) -> None:
    """Put `new` for `old`, which must be there, in a file of the pack; `""`: at its end."""
    file = pack / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    changed = text.replace(old, new) if old else text + new
    file.write_text(changed, encoding="utf-8", newline="\n")


def told(pack: Path) -> list[str]:
    """Return what `check` says, with the pack's folder left out and an `!` before what is fatal."""
    return [
        f"{'!' * problem.fatal}{problem}".replace(f"{pack}/", "").replace(f"{pack}", "PACK")
        for problem in check_pack(pack)
    ]


def refused(pack: Path) -> str:
    """Return the one line that opening the pack ends in."""
    with pytest.raises(PackError) as error:
        read_pack(pack)
    return str(error.value).replace(f"{pack}/", "").replace(f"{pack}", "PACK")
