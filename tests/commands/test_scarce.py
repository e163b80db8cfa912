"""Where the system has little left to give: nothing is changed, or what was written is printed."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from ccgbrief.cli import NO_MEMORY, main
from tests.commands.conftest import Run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits are those of POSIX")

HANDLES = 12

LIMITED = """
import resource, sys
from ccgbrief.cli import main
resource.setrlimit(getattr(resource, sys.argv.pop(1)), (int(sys.argv.pop(1)),) * 2)
sys.exit(main())
"""


SLOW = """
import sys, time
from ccgbrief.cli import main
from ccgbrief.minutes import office

def slow(*_, **__):
    print("begun", flush=True)
    time.sleep(60)

office.run_program = slow
sys.exit(main(["minutes", "-o", sys.argv[1]]))
"""


def add_with(limit: str, number: int, paper: Path) -> "subprocess.CompletedProcess[str]":
    """Add a paper in a process with a limit on what it may have, once the program has begun."""
    return subprocess.run(
        [sys.executable, "-c", LIMITED, limit, str(number), "add", str(paper)],
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [
        (["note", "-"], "words of mine\nand more\n"),
        (["note", "words of mine\nand more"], ""),
        (["--plain"], "note words of mine\nquit\n"),
    ],
)
def test_what_no_file_has_room_for_is_printed(arguments: list[str], typed: str, run: Run) -> None:
    """P5: there is none for a rescue file either."""
    run("note", "before")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "RLIMIT_FSIZE", "0", *arguments],
        env={**os.environ, "PYTHONUTF8": "1"},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "ccgbrief: not saved: note: words of mine" in done.stderr.splitlines()
    assert "and more" not in typed or "ccgbrief: not saved: and more" in done.stderr.splitlines()
    assert "unsaved changes are in no file" in done.stderr


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "ponds.txt"
    file.write_text("Ponds of the parish\n\nThere are nine of them.\n", "utf-8")
    return file


def test_with_twelve_handles_the_paper_is_refused_in_one_line(paper: Path, run: Run) -> None:
    done = add_with("RLIMIT_NOFILE", HANDLES, paper)
    assert done.returncode == 1
    assert done.stderr == ""
    cure = "no process can be started (too many open files); close other programs"
    assert done.stdout == f"{paper}: {cure}\n"
    assert run("add", str(paper)).status == 0  # and nothing was left in its way


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the limit is not kept")
@pytest.mark.parametrize("room", range(0, 24, 4))
def test_with_little_memory_it_is_added_or_refused_in_one_line(
    paper: Path, room: int, run: Run
) -> None:
    """Megabytes beyond those that the program itself needs to begin."""
    needed = subprocess.run(
        [sys.executable, "-c", "import ccgbrief.cli as c; print(open('/proc/self/status').read())"],
        capture_output=True,
        text=True,
        check=True,
    )
    (peak,) = (line for line in needed.stdout.splitlines() if line.startswith("VmPeak"))
    done = add_with("RLIMIT_AS", (int(peak.split()[1]) >> 10) + room << 20, paper)
    assert done.returncode in {0, 1, 2}
    assert len((done.stdout + done.stderr).splitlines()) == 1, done.stdout + done.stderr
    assert run("add", str(paper), "--anyway").status == 0


def test_without_a_process_to_be_had_it_is_refused_in_one_line(
    paper: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = Mock(side_effect=OSError(errno.EAGAIN, "Resource temporarily unavailable"))
    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", refused)
    done = run("add", paper)
    assert (done.status, done.err) == (1, "")
    cure = "no process can be started (resource temporarily unavailable); close other programs"
    assert done.out == f"{paper}: {cure}\n"


def test_a_library_that_cannot_be_loaded_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ccgbrief.commands.since", None)
    said = run("since", "yesterday")
    assert said.status == 2
    assert said.one_line.startswith("part of the program cannot be loaded (")


def test_where_memory_ends_within_a_command_that_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python raises SystemError where a library that a command needs cannot be loaded."""
    fault = SystemError("error return without exception set")
    monkeypatch.setattr("ccgbrief.commands.search.open_to_search", Mock(side_effect=fault))
    said = run("search", "funding")
    assert said.status == 2
    assert said.one_line.startswith("part of the program cannot be loaded (error return")


@pytest.mark.parametrize("fault", [MemoryError, SystemError])
def test_where_there_is_no_memory_for_a_message_that_is_the_message(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], fault: type[Exception]
) -> None:
    monkeypatch.setattr("ccgbrief.cli.without_echo", Mock(side_effect=fault))
    assert main(["show", "nothing"]) == 2
    assert capfd.readouterr() == ("", f"ccgbrief: {NO_MEMORY}\n")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_minutes_that_a_signal_ends_leave_nothing_in_the_temporary_folder(
    run: Run, tmp_path: Path, name: str
) -> None:
    run("note", "before")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, str(tmp_path / "x.docx")],
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
    ) as made:
        assert made.stdout
        assert made.stdout.readline() == b"begun\n"
        assert list(temporary.iterdir())
        made.send_signal(getattr(signal, name))
    assert made.returncode == 128 + getattr(signal, name)
    assert list(temporary.iterdir()) == []


def test_minutes_without_room_for_temporary_files_blame_no_output(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run("note", "before")
    full = OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    monkeypatch.setattr(
        "ccgbrief.minutes.office.tempfile.TemporaryDirectory", Mock(side_effect=full)
    )
    done = run("minutes", "-o", tmp_path / "x.docx")
    assert done.status == 2
    assert done.err == (
        "ccgbrief: the minutes could not be made (file too large); make room for temporary files, "
        "or write .html\n"
    )
