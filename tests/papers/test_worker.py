"""Reading apart: a file that crashes, hangs or eats memory ends only its own reading."""

import errno
import logging
import os
import signal
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from ccgbrief.pack import read_pack
from ccgbrief.pack_editing import Options, Outcome, add_papers
from ccgbrief.papers.article import ReadingOptions
from ccgbrief.papers.paper import PaperError, Source, Tell
from ccgbrief.papers.worker import QUIET, Reading, Worker, make
from ccgbrief.system import ending_signals
from tests import paper_files

GOOD = Source("good.txt", b"Hello there.")


def misbehave(source: Source, options: ReadingOptions, tell: Tell) -> Iterator[Reading]:
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
        case "mutter":
            logging.getLogger("library").warning("this file is odd")
            warnings.warn("this file is old", stacklevel=1)
            print("0 is out of range")  # noqa: T201 (as openpyxl does)
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
    with closing(Worker(quiet, misbehave)) as worker, pytest.raises(PaperError, match=reason):
        list(worker.read(Source(name, b""), ReadingOptions(), lambda _page, _count: None))


@pytest.mark.skipif(sys.platform == "win32", reason="a console's ctrl+c goes to all its processes")
def test_an_interrupt_does_not_reach_the_reader_though_it_is_only_being_started(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """It would print a traceback; whoever asked ends it in one line."""
    start = SpawnProcess.start

    def interrupted(process: SpawnProcess) -> None:
        start(process)
        assert process.pid
        os.kill(process.pid, signal.SIGINT)

    monkeypatch.setattr(SpawnProcess, "start", interrupted)
    with closing(Worker()) as worker:
        (reading,) = worker.read(GOOD, ReadingOptions(), lambda *_: None)
    assert reading.drafts
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such signals")
@pytest.mark.parametrize("number", ending_signals()[:3])
def test_a_signal_that_comes_while_the_reader_is_being_started_waits_until_it_is(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], number: int
) -> None:
    """The reader would miss what it is to begin with, and print a traceback."""
    start, started = SpawnProcess.start, []

    def interrupted(process: SpawnProcess) -> None:
        os.kill(os.getpid(), number)
        start(process)
        started.append(process)

    monkeypatch.setattr(SpawnProcess, "start", interrupted)
    before = signal.signal(number, signal.default_int_handler)
    try:
        with closing(Worker()) as worker, pytest.raises(KeyboardInterrupt):
            list(worker.read(GOOD, ReadingOptions(), lambda *_: None))
    finally:
        signal.signal(number, before)
    (process,) = started
    with pytest.raises(ValueError, match="closed"):  # it was ended
        process.is_alive()
    assert capfd.readouterr().err == ""


def test_after_a_file_that_ends_its_reader_the_next_is_read() -> None:
    with closing(Worker(work=misbehave)) as worker:
        with pytest.raises(PaperError, match="broke down"):
            list(worker.read(Source("crash", b""), ReadingOptions(), lambda _page, _count: None))
        (reading,) = worker.read(GOOD, ReadingOptions(), lambda *_: None)
        assert [draft.details.title for draft in reading.drafts] == ["Hello there."]


def test_what_libraries_mutter_over_a_file_is_not_printed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with closing(Worker(work=misbehave)) as worker:
        list(worker.read(Source("mutter", b""), ReadingOptions(), lambda *_: None))
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds to such a limit")
def test_a_reading_that_wants_too_much_memory_is_one_line() -> None:
    with closing(Worker(work=misbehave)) as worker, pytest.raises(PaperError, match="more memory"):
        list(worker.read(Source("eat", b""), ReadingOptions(), lambda _page, _count: None))


def test_the_pages_of_a_reading_are_told_as_they_come() -> None:
    told: list[tuple[int, int]] = []
    with closing(Worker(work=misbehave)) as worker:
        list(
            worker.read(
                Source("talk", b""), Options(), lambda page, count: told.append((page, count))
            )
        )
    assert told[:3] == [(1, 3), (2, 3), (3, 3)]


def test_papers_are_added_from_such_a_process(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(
        paper_files.pdf([paper_files.column("A paper of the mill.")], title="Mill")
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
        closing(Worker()) as worker,
        pytest.raises(PaperError, match=r"no process can be started \(too many open files\)"),
    ):
        list(worker.read(Source("a.txt", b"A"), ReadingOptions(), lambda *_: None))


def unloaded(*_: object) -> Iterator[Reading]:
    raise OSError("libpdfium.so: failed to map segment from shared object")
    yield


def test_a_library_that_finds_no_memory_is_not_taken_for_a_broken_file() -> None:
    with (
        closing(Worker(work=unloaded)) as worker,
        pytest.raises(PaperError, match="not enough memory"),
    ):
        list(worker.read(Source("a.txt", b"A"), ReadingOptions(), lambda *_: None))


def no_room(*_: object) -> Iterator[Reading]:
    raise OSError(errno.ENOSPC, "No space left on device")
    yield


def test_a_folder_without_room_is_not_taken_for_a_broken_file() -> None:
    with (
        closing(Worker(work=no_room)) as worker,
        pytest.raises(PaperError, match=r"has no room to read it \(no space left on device\)"),
    ):
        list(worker.read(Source("a.txt", b"A"), ReadingOptions(), lambda *_: None))
