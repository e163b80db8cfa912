"""Knows the files of a pack's folder, for those who write near them or find it half changed."""

from os.path import realpath
from pathlib import Path

from ccgbrief.pack.reader import FILES

CHANGE_JOURNAL = ".changing/journal.json"
"""In a pack's folder while it is being changed, and after that only if the program was killed."""

_FOLDERS = ("articles", "originals")


def is_of_pack(file: Path, folder: Path) -> bool:
    """Tell whether `file`, there or not, is a file of the pack in `folder`; links are followed."""
    place = _true(file)
    if not place.is_relative_to(_true(folder)):
        return False
    inner = [folder / name for name in _FOLDERS]
    if any(place.is_relative_to(_true(each)) for each in inner):
        return True
    linked = (link for each in inner if each.is_dir() for link in each.iterdir())
    return any(place == _true(each) for each in (*(folder / name for name in FILES), *linked))


def _true(path: Path) -> Path:
    """Return where a path leads, as it is for systems that take `Pack.toml` for `pack.toml`."""
    return Path(realpath(path).casefold())
