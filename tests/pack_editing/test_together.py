"""Several processes that change one pack at once: each waits for the others, and none loses."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

import ccgbrief
from ccgbrief.pack import check_pack, read_pack
from ccgbrief.pack_editing import (
    Options,
    PaperError,
    Watch,
    add_papers,
    new_pack,
    remove_article,
    transaction,
)
from ccgbrief.paths import PACK_LOCK
from tests.pack_editing.test_adding import put
from tests.pack_editing.test_near_duplicates import text

pytestmark = pytest.mark.usefixtures("here")

ROUNDS = 50 if os.environ.get("CCGBRIEF_LONG") else 2

HOLD = """
import sys, time
from pathlib import Path
from ccgbrief.pack_editing.transaction import changing
with changing(Path(sys.argv[1])) as change:
    change.put("articles/half.md", b"half")
    print("held", flush=True)
    time.sleep(600)
"""


def start(*arguments: object) -> "subprocess.Popen[str]":
    source = str(Path(ccgbrief.__file__).parents[1])
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": source},
    )


@pytest.mark.parametrize("number", range(ROUNDS))
def test_adds_and_removes_at_once_lose_nothing(folder: Path, tmp_path: Path, number: int) -> None:
    """Three papers come, two of them with one title, and one goes."""
    old = put(tmp_path, "old.txt", f"An old paper\n\n{text(9)}")
    add_papers([old], folder, Options())
    new = [
        put(tmp_path, f"{i}.txt", f"{title}\n\n{text(100 * number + i)}")
        for i, title in enumerate(["Minutes", "Minutes", "Agenda"])
    ]
    calls = [*(("add", paper) for paper in new), ("remove", "an-old-paper")]
    running = [start("-m", "ccgbrief", *call, "--pack", folder) for call in calls]
    for process in running:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, out + err
    names = [article.id for article in read_pack(folder).articles]
    assert names[0] == "start-here"
    assert sorted(names[1:]) == ["agenda", "minutes", "minutes-2"]
    originals = {file.read_bytes() for file in (folder / "originals").iterdir()}
    assert originals == {paper.read_bytes() for paper in new}
    assert (folder / "removed" / "an-old-paper.txt").read_bytes() == old.read_bytes()
    assert check_pack(folder) == []
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_another_process_is_waited_for_and_that_is_said(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "PATIENCE", 0.01)
    paper = put(tmp_path, "a.txt", f"The paper\n\n{text(1)}")
    lock = FileLock(folder / PACK_LOCK)
    lock.acquire()
    said = []

    def waiting(_: Path) -> None:
        said.append(read_pack(folder).articles[-1].id)
        lock.release()

    add_papers([paper], folder, Options(), watch=Watch(waiting))
    assert said == ["start-here"]
    assert read_pack(folder).articles[-1].id == "the-paper"


def test_the_pack_of_the_meeting_before_is_waited_for_too(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new one may give it a series."""
    monkeypatch.setattr(transaction, "PATIENCE", 0.01)
    lock = FileLock(folder / PACK_LOCK)
    lock.acquire()
    said = []

    def waiting(of: Path) -> None:
        said.append(of)
        lock.release()

    new_pack(tmp_path / "next", series="board", after=folder, watch=Watch(waiting))
    assert said == [folder]
    assert read_pack(folder).series == "board"


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_the_lock_of_a_killed_process_is_taken_over(folder: Path, tmp_path: Path) -> None:
    paper = put(tmp_path, "a.txt", f"The paper\n\n{text(1)}")
    holding = start("-c", HOLD, folder)
    assert holding.stdout
    assert holding.stdout.readline() == "held\n"
    holding.send_signal(signal.SIGKILL)
    holding.communicate()
    assert (folder / PACK_LOCK).exists()
    add_papers([paper], folder, Options(), watch=Watch(lambda _: pytest.fail("nobody is there")))
    assert [a.id for a in read_pack(folder).articles] == ["start-here", "the-paper"]
    assert check_pack(folder) == []


def test_what_the_owner_writes_into_the_manifest_meanwhile_stays(
    folder: Path, tmp_path: Path
) -> None:
    paper = put(tmp_path, "a.txt", f"The paper\n\n{text(1)}")
    manifest = folder / "pack.toml"
    text_of_mine = put(folder / "articles", "mine.md", '+++\ntitle = "Mine"\n+++\n\nWords.\n')

    edited = manifest.read_text("utf-8").replace('"start-here"', '"start-here", "mine"')

    def edit(_: object) -> None:
        manifest.write_text(edited, "utf-8")

    add_papers([paper], folder, Options(), edit)
    names = [article.id for article in read_pack(folder).articles]
    assert names == ["start-here", text_of_mine.stem, "the-paper"]


@pytest.mark.parametrize(
    "change",
    [
        lambda pack: add_papers([pack.parent / "b.txt"], pack, Options()),
        lambda pack: remove_article(pack, "the-paper"),
    ],
    ids=["add", "remove"],
)
def test_a_manifest_that_changes_in_the_last_moment_is_not_written_over(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], object],
) -> None:
    add_papers([put(tmp_path, "a.txt", f"The paper\n\n{text(1)}")], folder, Options())
    put(tmp_path, "b.txt", f"Another\n\n{text(2)}")
    manifest = folder / "pack.toml"
    real = transaction.Transaction.commit

    def late(waiting: transaction.Transaction) -> None:
        manifest.write_text(manifest.read_text("utf-8") + "# mine\n", "utf-8")
        real(waiting)

    monkeypatch.setattr(transaction.Transaction, "commit", late)
    with pytest.raises(PaperError, match=r"pack\.toml was changed by another program; try again"):
        change(folder)
    assert manifest.read_text("utf-8").endswith("# mine\n")
    assert [a.id for a in read_pack(folder).articles] == ["start-here", "the-paper"]
    assert check_pack(folder) == []
