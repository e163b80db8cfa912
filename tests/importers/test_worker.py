"""Reading apart: a file that crashes, hangs or eats memory ends only its own reading."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ccgbrief.importers import Options, Outcome, add_papers
from ccgbrief.importers.paper import PaperError, Source, Tell
from ccgbrief.importers.worker import QUIET, Reading, ReadingRoom, make
from ccgbrief.pack import read_pack
from tests.importers import papers

GOOD = Source("good.txt", b"Hello there.")


def misbehave(source: Source, options: Options, tell: Tell) -> Iterator[Reading]:
    """Do what the file's name says; runs in the reading process."""
    match source.name:
        case "crash":
            os.abort()
        case "hang":
            time.sleep(60)
        case "eat":
            bytearray(1 << 40)
        case "raise":
            raise ZeroDivisionError
        case "talk":
            for page in range(1, 4):
                tell(page, 3)
    yield from make(GOOD, options, tell)


@pytest.mark.parametrize(
    ("name", "quiet", "reason"),
    [
        ("crash", QUIET, "broke down"),
        ("hang", 3, "takes more than a minute"),
        ("raise", QUIET, "broke down"),
    ],
)
def test_what_a_file_does_to_its_reader_is_one_line(name: str, quiet: float, reason: str) -> None:
    with ReadingRoom(quiet, misbehave) as room, pytest.raises(PaperError, match=reason):
        list(room.read(Source(name, b""), Options(), lambda _page, _count: None))


def test_after_a_file_that_ends_its_reader_the_next_is_read() -> None:
    with ReadingRoom(work=misbehave) as room:
        with pytest.raises(PaperError, match="broke down"):
            list(room.read(Source("crash", b""), Options(), lambda _page, _count: None))
        (reading,) = room.read(GOOD, Options(), lambda *_: None)
        assert [draft.details.title for draft in reading.drafts] == ["Hello there."]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds to such a limit")
def test_a_reading_that_wants_too_much_memory_is_one_line() -> None:
    with ReadingRoom(work=misbehave) as room, pytest.raises(PaperError, match="more memory"):
        list(room.read(Source("eat", b""), Options(), lambda _page, _count: None))


def test_the_pages_of_a_reading_are_told_as_they_come() -> None:
    told: list[tuple[int, int]] = []
    with ReadingRoom(work=misbehave) as room:
        list(
            room.read(
                Source("talk", b""), Options(), lambda page, count: told.append((page, count))
            )
        )
    assert told[:3] == [(1, 3), (2, 3), (3, 3)]


def test_papers_are_added_from_such_a_process(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(
        papers.pdf([papers.column("A paper of the mill.")], title="Mill")
    )
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 and no more")
    results = add_papers([tmp_path / "a.pdf", tmp_path / "b.pdf"], folder, Options())
    assert [result.outcome for result in results] == [Outcome.ADDED, Outcome.REFUSED]
    assert [article.id for article in read_pack(folder).articles] == ["start-here", "mill"]


def test_where_no_process_can_be_had_that_is_said_and_not_that_the_file_is_broken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def start(_: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", start)
    with (
        ReadingRoom() as room,
        pytest.raises(PaperError, match=r"no process can be started \(too many open files\)"),
    ):
        list(room.read(Source("a.txt", b"A"), Options(), lambda *_: None))


def unloaded(*_: object) -> Iterator[Reading]:
    raise OSError("libpdfium.so: failed to map segment from shared object")
    yield


def test_a_library_that_finds_no_memory_is_not_taken_for_a_broken_file() -> None:
    with ReadingRoom(work=unloaded) as room, pytest.raises(PaperError, match="not enough memory"):
        list(room.read(Source("a.txt", b"A"), Options(), lambda *_: None))
