"""Puts files into a pack, each whole or not at all, and several together: for whoever changes one.

What several files were before is noted first, beside them, so that whoever comes next can put
it back when the process that placed them was killed.
"""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from ccgbrief.files import make_folder, read_file, resolved, write_file

_JOURNAL = "journal.json"
_MOST_BYTES = 16_000_000


def put_file(path: Path, data: bytes) -> None:
    """Put `data` into the file at `path`, old or new, at one stroke; symbolic links are followed.

    Raises OSError when it is as it was.
    """
    make_folder(resolved(path).parent, mode=0o777)
    write_file(path, data)


def put_files(pack: Path, files: Mapping[str, Path], notes: Path) -> None:
    """Put files into a pack by their names in it, each the copy of one that waits elsewhere.

    The folder `notes` then knows what there was before. Raises OSError; `put_back` mends it.
    """
    before: dict[str, str] = {}
    for number, name in enumerate(files):
        if (pack / name).exists():
            before[name] = f"before-{number}"
            shutil.copyfile(pack / name, notes / before[name])
    placed = {name: [file.name, before.get(name)] for name, file in files.items()}
    put_file(notes / _JOURNAL, json.dumps(placed).encode())
    for name, file in files.items():
        put_file(pack / name, file.read_bytes())


def put_back(pack: Path, notes: Path) -> None:
    """Put back what was there before `put_files`; what somebody has changed since then stays."""
    if not is_unsettled(notes):
        return
    for name, (waiting, before) in _noted(notes).items():
        path, waited = pack / name, _within(notes, waiting)
        if not _within(pack, name).exists() or path.read_bytes() != waited.read_bytes():
            continue
        if before:
            put_file(path, _within(notes, before).read_bytes())
        else:
            path.unlink()
    settle(notes)


def _noted(notes: Path) -> dict[str, tuple[str, str]]:
    """Read a journal, which anybody may have written; raises OSError and ValueError."""
    try:
        noted = json.loads(read_file(notes / _JOURNAL, _MOST_BYTES))
        return {
            str(name): (str(waiting), before or "") for name, (waiting, before) in noted.items()
        }
    except (AttributeError, TypeError, RecursionError) as error:
        raise ValueError(f"{notes}: is no journal of files") from error


def _within(folder: Path, name: str) -> Path:
    """Return where a name leads; raises ValueError where that is outside the folder."""
    path = Path(os.path.realpath(folder / name))
    if not path.is_relative_to(os.path.realpath(folder)):
        raise ValueError(f"{name} leads out of {folder}")
    return path


def is_unsettled(notes: Path) -> bool:
    """Return whether files were placed of which it is open whether they stay."""
    return (notes / _JOURNAL).exists()


def settle(notes: Path) -> None:
    """Let what is there stay."""
    (notes / _JOURNAL).unlink(missing_ok=True)
