"""Puts files into a pack so that each is there whole or not at all, for whoever changes one."""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def put_file(path: Path, data: bytes) -> None:
    """Put `data` into the file at `path`, old or new, at one stroke; symbolic links are followed.

    Raises OSError when it is as it was.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    temp = target.with_name(f".ccgbrief-{os.urandom(4).hex()}.tmp")
    try:
        with temp.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, temp)
        temp.replace(target)
    except BaseException:
        with suppress(OSError):
            temp.unlink()
        raise
