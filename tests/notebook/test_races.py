"""P2, P6 and P7 with real processes: killed while saving, and two writing at the same time.

CCGBRIEF_LONG=1 in the environment makes them ten times as long.
"""

import os
import random
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
import tomli

from ccgbrief.notebook import Saved
from tests.notebook.children import context, edit_without_end, opened, write_notes

LONG = 10 if os.environ.get("CCGBRIEF_LONG") else 1
KILLS = 100 * LONG
ROUNDS = 3 * LONG
EACH = 30

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and forking are POSIX")


def all_told(told: Connection) -> list[Any]:
    """Return what a process had still told when it ended."""
    found = []
    try:
        while True:
            found.append(told.recv())
    except EOFError:
        return found


def started(target: Any, *args: Any) -> tuple[Any, Connection]:
    ours, theirs = context().Pipe(duplex=False)
    child = context().Process(target=target, args=(*args, theirs))
    child.start()
    theirs.close()
    return child, ours


def texts(folder: Path) -> list[str]:
    document = tomli.loads((folder / "notes.toml").read_text("utf-8"))
    return [note["text"] for note in document["notes"]]


def test_killed_while_saving_the_file_is_whole_and_holds_what_was_acknowledged(
    tmp_path: Path,
) -> None:
    """P1, P2, P6: kill -9 at any moment of a hundred; half-written files do not pile up."""
    moment = random.Random(2015)
    for number in range(KILLS):
        folder = tmp_path / str(number // 20)  # some rounds in one folder: a real history
        folder.mkdir(exist_ok=True)
        child, told = started(edit_without_end, folder)
        first = told.recv()
        time.sleep(moment.uniform(0, 0.02))  # so that the kill comes in the midst of something
        child.kill()
        child.join()
        note_id, acknowledged = [first, *all_told(told)][-1]
        again = opened(folder)
        assert again.take_messages() == ()
        (note,) = again.notebook.contents.notes[note_id]
        assert int(note.text.split()[0]) >= acknowledged
    for left in tmp_path.glob("*/.ccgbrief-*"):
        os.utime(left, (0, 0))
    for folder in tmp_path.iterdir():
        file = opened(folder)
        file.notebook.add_note("after")
        assert file.save() == Saved()
    assert not list(tmp_path.glob("*/.ccgbrief-*"))


@pytest.mark.parametrize("lock", [True, False], ids=["with a lock", "without"])
def test_two_writers_at_once_lose_no_acknowledged_note(tmp_path: Path, lock: bool) -> None:
    """P7."""
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        writers = [started(write_notes, folder, name, EACH, lock) for name in "ab"]
        acknowledged = [text for _, told in writers for text in all_told(told)]
        for child, _ in writers:
            child.join()
            assert child.exitcode == 0
        assert len(acknowledged) == 2 * EACH
        assert sorted(texts(folder)) == sorted(acknowledged)


def test_a_writer_that_is_killed_takes_nothing_with_it_and_holds_nobody_up(
    tmp_path: Path,
) -> None:
    """P7: what either of them acknowledged is there, though one held the lock when it died."""
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        victim, victims = started(write_notes, folder, "a", 10_000, True)
        other, others = started(write_notes, folder, "b", EACH, True)
        acknowledged = [victims.recv() for _ in range(5)]
        victim.kill()
        victim.join()
        acknowledged += all_told(victims) + all_told(others)
        other.join()
        assert other.exitcode == 0
        assert len([text for text in acknowledged if text.startswith("b")]) == EACH
        assert set(texts(folder)) >= set(acknowledged)
