"""P6: every way in which the app can end, be stopped or be squeezed, with a note half typed."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import monotonic

import pytest

from tests.conftest import LONG
from tests.terminal.conftest import Start
from tests.terminal.kept import drafts, texts
from tests.terminal.terminal import ALTERNATE, ORDINARY, Terminal
from tests.terminal.test_ending import NOTE, is_as_before
from tests.terminal.test_meeting import CTRL_Q, keep_and_leave, ready

CRASHED = 70

NO_TERMINAL_OF_ITS_OWN = """
import os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
child = os.fork()
if child == 0:
    os.setsid()
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    os.execv(sys.executable, [sys.executable, "-m", "ccgbrief", *sys.argv[1:]])
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
"""The program in a session that has no controlling terminal: it is told nothing of a closed one."""

TO_NOWHERE = """
import os, sys
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
os.execv(sys.executable, [sys.executable, "-m", "ccgbrief", *sys.argv[1:]])
"""
"""The program as a shell starts it with `> /dev/null`."""

FAULTY = """
import sys
from ccgbrief.cli import main
from ccgbrief.tui.app import BriefApp
from ccgbrief.tui.screens.main import MainScreen

def fail(*_):
    raise RuntimeError("a fault of ours")

async def fail_later(*_):
    fail()

def in_an_action(self):
    fail()

def in_a_worker(self):
    self.run_worker(fail_later(self))

def in_a_thread(self):
    self.run_worker(fail, thread=True)

def in_a_timer(self):
    self.set_timer(0.01, fail)

def in_a_callback(self):
    self.call_later(fail)

def in_drawing(self):
    self.status.render = fail
    self.status.refresh()

def in_closing(self):
    self.app._close_all = fail_later
    self.app.exit()

MainScreen.show_help = locals()[sys.argv.pop(1)]
sys.exit(main(sys.argv[1:]))
"""
"""The program with a fault in what its key `?` does."""

NO_THREADS = """
import sys
from ccgbrief.cli import main
from ccgbrief.view.searcher import Searcher

def start(self):
    raise RuntimeError("can't start new thread")

Searcher.start = start
sys.exit(main(sys.argv[1:]))
"""
"""The program on a system that lets it begin no thread for the search."""

BUSY = """
import sys, time
from ccgbrief.cli import main
from ccgbrief.tui.screens.main import MainScreen

def be_busy(self):
    self.app._driver.write("busy")
    self.app._driver.flush()
    time.sleep(2)

MainScreen.show_help = be_busy
sys.exit(main(sys.argv[1:]))
"""
"""The program, which for two seconds after the key `?` takes in no other."""

STOPPED_WHILE_PAINTED = """
import os, signal, sys
from ccgbrief.cli import main
from ccgbrief.tui.screens.main import MainScreen

def stop_while_painted(self):
    with self.app._driver._writer_thread._queue.mutex:
        os.kill(os.getpid(), signal.SIGTSTP)

MainScreen.show_help = stop_while_painted
sys.exit(main(sys.argv[1:]))
"""
"""The program, stopped after the key `?` in the moment in which something is painted."""

RESIZED_WHILE_RESIZED = """
import fcntl, os, signal, struct, sys, termios
from textual.drivers.linux_driver import LinuxDriver
from ccgbrief.cli import main

read_size = LinuxDriver._get_terminal_size

def resized_as_it_is_read(driver):
    size = read_size(driver)
    if size == (3, 10):
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        os.kill(os.getpid(), signal.SIGWINCH)
    return size

LinuxDriver._get_terminal_size = resized_as_it_is_read
sys.exit(main(sys.argv[1:]))
"""
"""The program on a terminal that grows again between a shrinking and its being noticed."""

CONSOLE_CLOSED = """
import os, sys, threading
from contextlib import contextmanager
from ccgbrief import system
from ccgbrief.cli import main
from ccgbrief.tui import app
from ccgbrief.tui.screens.main import MainScreen

def hang(self):
    self.app._driver.write("hanging")
    self.app._driver.flush()
    threading.Event().wait()

@contextmanager
def at_closed_console(end):
    def close():
        open(gate).read()
        end()
        os._exit(0)

    threading.Thread(target=close, daemon=True).start()
    yield

gate, app.CONSOLE_SECONDS = sys.argv.pop(1), float(sys.argv.pop(1))
MainScreen.show_help = hang
system.at_closed_console = at_closed_console
sys.exit(main(sys.argv[1:]))
"""
"""The program in a console window that is closed, as on Windows, when a pipe is written to.

After the key `?` it hangs for ever.
"""

FAULTY_START = """
import sys
from ccgbrief.cli import main
from ccgbrief.tui.screens.main import MainScreen

def fail(*_):
    raise RuntimeError("a fault of ours")

MainScreen.show_state = fail
sys.exit(main(sys.argv[1:]))
"""
"""The program with a fault in mounting its screen."""


MINUTES_TAKE_LONG = """
import sys
from ccgbrief.cli import main
from ccgbrief.errors import UserError
from ccgbrief.minutes.formats import FORMATS

def write(minutes, template):
    open(gate).read()
    if does == "fail":
        raise UserError("no room for them")
    if does == "break":
        raise RuntimeError("a fault of ours")
    return b"the minutes"

gate, does = sys.argv.pop(1), sys.argv.pop(1)
FORMATS["pdf"] = FORMATS["pdf"]._replace(write=write)
sys.exit(main(sys.argv[1:]))
"""
"""The program, which writes minutes as PDF, or fails to, only when a pipe is written to."""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes.toml"


def write(terminal: Terminal) -> None:
    """Type a note, the last letters of which are not saved yet."""
    terminal.type("N")
    terminal.until_shown("until enter keeps it")
    terminal.type(NOTE)
    terminal.until_shown(NOTE)
    terminal.until_shown("ctrl+n new line")  # the last row is drawn last


@contextmanager
def running(
    program: str, environment: dict[str, str], folder: Path, *arguments: str
) -> Iterator[Terminal]:
    command = ["-c", program, *arguments, "--notes", str(folder / "notes.toml")]
    with Terminal(command, environment, folder) as terminal:
        yield terminal


@pytest.mark.parametrize(
    "number", [signal.SIGABRT, signal.SIGUSR1, signal.SIGUSR2], ids=lambda number: number.name
)
def test_a_signal_that_nobody_should_send_loses_nothing_either(
    start: Start, notes: Path, home: Path, number: signal.Signals
) -> None:
    terminal = ready(start("--notes", str(notes)))
    write(terminal)
    terminal.send(number)
    assert terminal.until_ended() == 128 + number
    assert is_as_before(terminal)
    assert (texts(notes), drafts(home)) == ([], [NOTE])


def test_several_signals_at_once_as_when_a_machine_is_shut_down(
    start: Start, notes: Path, home: Path
) -> None:
    terminal = ready(start("--notes", str(notes)))
    write(terminal)
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGCONT, signal.SIGTERM):
        if terminal.process.poll() is None:
            terminal.send(number)
    assert terminal.until_ended() in {128 + signal.SIGHUP, 128 + signal.SIGTERM}
    assert is_as_before(terminal)
    assert (texts(notes), drafts(home)) == ([], [NOTE])


def test_a_terminal_closed_in_the_moment_of_leaving_loses_nothing(
    start: Start, notes: Path, home: Path
) -> None:
    terminal = ready(start("--notes", str(notes)))
    write(terminal)
    terminal.type(CTRL_Q)
    terminal.hang_up()
    terminal.process.wait(30)
    assert (texts(notes), drafts(home)) == ([], [NOTE])


def test_keys_before_the_key_to_leave_are_typed_first(start: Start, notes: Path) -> None:
    """Though they come in one burst, and wait elsewhere than the key that leaves."""
    terminal = ready(start("--notes", str(notes)))
    write(terminal)
    terminal.type(f", then{CTRL_Q}")
    terminal.until_shown("Keep this note?")
    terminal.type("\r")
    assert terminal.until_ended() == 0
    assert texts(notes) == [f"{NOTE}, then"]


@pytest.mark.skipif(sys.platform == "win32", reason="no sessions there")
def test_a_terminal_that_is_closed_and_was_nobodys_loses_nothing(
    environment: dict[str, str], tmp_path: Path, notes: Path, home: Path
) -> None:
    """No signal comes then; without a look at the terminal the app would run on for ever."""
    with running(NO_TERMINAL_OF_ITS_OWN, environment, tmp_path) as terminal:
        write(ready(terminal))
        terminal.hang_up()
        assert terminal.process.wait(30) == 128 + signal.SIGHUP
        assert (texts(notes), drafts(home)) == ([], [NOTE])


@pytest.mark.skipif(sys.platform == "win32", reason="it stands in for that")
@pytest.mark.parametrize("hangs", [False, True])
def test_a_console_window_that_is_closed_loses_nothing(
    environment: dict[str, str], tmp_path: Path, notes: Path, home: Path, *, hangs: bool
) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    patience = "0.2" if hangs else "60"
    with running(CONSOLE_CLOSED, environment, tmp_path, str(gate), patience) as terminal:
        write(ready(terminal))
        if hangs:
            terminal.type("\r")
            terminal.until_shown("Note saved")
            terminal.type("?")
            terminal.until_shown("hanging")
        gate.write_text("closed", "utf-8")
        assert terminal.until_ended() == (0 if hangs else 128 + signal.SIGHUP)
        assert (texts(notes), drafts(home)) == (([NOTE], []) if hangs else ([], [NOTE]))


@pytest.mark.parametrize(
    "place",
    [
        "in_an_action",
        "in_a_worker",
        "in_a_thread",
        "in_a_timer",
        "in_a_callback",
        "in_drawing",
        "in_closing",
    ],
)
def test_an_exception_in_any_handler_loses_nothing(
    environment: dict[str, str], tmp_path: Path, notes: Path, place: str
) -> None:
    with running(FAULTY, environment, tmp_path, place) as terminal:
        write(ready(terminal))
        terminal.type("\r")
        terminal.until_gone("ctrl+n new line")
        terminal.type("?")
        assert terminal.until_ended() == CRASHED
        assert is_as_before(terminal)
        assert b"Traceback" not in terminal.written
        assert texts(notes) == [NOTE]


def test_an_exception_while_it_starts_gives_the_terminal_back(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with running(FAULTY_START, environment, tmp_path) as terminal:
        assert terminal.until_ended() == CRASHED
        assert is_as_before(terminal)


def test_where_no_thread_can_be_started_that_is_said(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with running(NO_THREADS, environment, tmp_path) as terminal:
        assert terminal.until_ended() == 2
        assert is_as_before(terminal)
        assert b"no further thread can be started; close other programs" in terminal.written
    assert not [*tmp_path.rglob("crash.txt")]


@pytest.mark.parametrize("moment", range(8 * LONG))
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name)
def test_a_signal_while_it_starts_leaves_the_terminal_as_it_was(
    start: Start, notes: Path, number: signal.Signals, moment: int
) -> None:
    """At every moment: before there is a screen, with the first bytes of it, and after."""
    terminal = start("--notes", str(notes))
    if moment:
        terminal.until(lambda: ALTERNATE in terminal.written, "the first of the screen")
    until = monotonic() + 0.02 * max(0, moment - 1)
    terminal.until(lambda: monotonic() >= until, "the moment")
    terminal.send(number)
    assert terminal.until_ended() in {128 + number, -number}
    assert terminal.present_settings == terminal.settings
    if moment:
        assert is_as_before(terminal)
    assert not list(notes.parent.glob(".ccgbrief-*"))


def test_a_signal_in_a_flood_of_keys_ends_it(environment: dict[str, str], tmp_path: Path) -> None:
    with running(BUSY, environment, tmp_path) as terminal:
        terminal.until_shown("? help")
        terminal.type("?" + "j" * 1000)
        terminal.until_shown("busy")
        until = monotonic() + 0.5
        terminal.until(lambda: monotonic() >= until, "the keys to be taken in")
        terminal.send(signal.SIGTERM)
        assert terminal.until_ended() == 128 + signal.SIGTERM
        assert is_as_before(terminal)


def test_stopped_and_continued_it_gives_the_terminal_back_and_takes_it_again(
    start: Start, notes: Path
) -> None:
    terminal = ready(start("--notes", str(notes)))
    write(terminal)
    status = Path(f"/proc/{terminal.process.pid}/stat")
    terminal.send(signal.SIGTSTP)
    terminal.until(lambda: ") T " in status.read_text(encoding="utf-8"), "its being stopped")
    assert terminal.present_settings == terminal.settings
    terminal.send(signal.SIGCONT)
    terminal.until(lambda: terminal.present_settings != terminal.settings, "the terminal taken")
    terminal.type(" again")
    terminal.until_shown(f"{NOTE} again")
    keep_and_leave(terminal)
    assert terminal.present_settings == terminal.settings
    assert texts(notes) == [f"{NOTE} again"]


def test_stopped_in_the_middle_of_painting_it_gives_the_terminal_back_too(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with running(STOPPED_WHILE_PAINTED, environment, tmp_path) as terminal:
        ready(terminal).type("?")
        status = Path(f"/proc/{terminal.process.pid}/stat")
        terminal.until(lambda: ") T " in status.read_text(encoding="utf-8"), "its being stopped")
        assert terminal.present_settings == terminal.settings
        terminal.send(signal.SIGCONT)
        terminal.until(lambda: terminal.present_settings != terminal.settings, "the terminal taken")
        terminal.type(CTRL_Q)
        assert terminal.until_ended() == 0


def test_suspend_stops_it_and_fg_shows_the_screen_whole(start: Start, notes: Path) -> None:
    terminal = ready(start("--notes", str(notes)))
    status = Path(f"/proc/{terminal.process.pid}/stat")
    terminal.type("\x10suspend")
    terminal.until_shown("Suspend")
    terminal.type("\r")
    terminal.until(lambda: ") T " in status.read_text(encoding="utf-8"), "its being stopped")
    assert terminal.present_settings == terminal.settings
    drawn = len(terminal.written)
    terminal.send(signal.SIGCONT)
    terminal.until(lambda: terminal.present_settings != terminal.settings, "the terminal taken")
    for row in ("Overview", "duties in place", "help"):  # nothing of it stands there any more
        terminal.until(lambda row=row: row.encode() in terminal.written[drawn:], f"{row} again")  # type: ignore[misc]
    terminal.type(CTRL_Q)
    assert terminal.until_ended() == 0
    assert terminal.present_settings == terminal.settings


def test_a_storm_of_sizes_changes_nothing(start: Start, notes: Path) -> None:
    terminal = ready(start("--notes", str(notes)))
    write(terminal)
    sizes = [(1, 1), (200, 60), (0, 0), (10, 3), (3, 10), (40, 12), (2, 2), (500, 200)]
    for columns, rows in islice(sizes * 50, 400):
        terminal.resize(columns, rows)
        terminal.send(signal.SIGWINCH)
    terminal.resize(80, 24)
    terminal.type(" still")
    terminal.until_shown(f"{NOTE} still")
    keep_and_leave(terminal)
    assert is_as_before(terminal)
    assert texts(notes) == [f"{NOTE} still"]


def test_of_two_sizes_at_once_the_newer_one_is_taken(
    environment: dict[str, str], tmp_path: Path, notes: Path
) -> None:
    with running(RESIZED_WHILE_RESIZED, environment, tmp_path) as terminal:
        write(ready(terminal))
        terminal.resize(3, 10)
        terminal.until(lambda: terminal.size == (80, 24), "the size it has given itself")
        terminal.resize(80, 24)
        terminal.type(" still")
        terminal.until_shown(f"{NOTE} still")
        keep_and_leave(terminal)
        assert texts(notes) == [f"{NOTE} still"]


@pytest.mark.parametrize("size", [(1, 1), (0, 0), (10, 3), (3, 10), (1000, 500)], ids=str)
def test_on_a_terminal_far_too_small_or_large_what_is_typed_is_kept(
    start: Start, notes: Path, size: tuple[int, int]
) -> None:
    columns, rows = size
    terminal = start("--notes", str(notes), columns=columns, rows=rows)
    terminal.until(lambda: terminal.present_settings != terminal.settings, "the terminal taken")
    terminal.type(f"N{NOTE}\r")
    terminal.until(lambda: texts(notes) == [NOTE], "the note in the file")
    terminal.type(CTRL_Q)
    assert terminal.until_ended() == 0
    assert is_as_before(terminal)
    assert texts(notes) == [NOTE]


def test_the_key_that_interrupts_says_how_to_leave_and_ends_nothing(
    start: Start, notes: Path
) -> None:
    terminal = ready(start("--notes", str(notes)))
    terminal.type("\x03")
    terminal.until_shown("ctrl+q quits; everything is saved")
    write(terminal)
    terminal.type("\x03 and on")
    terminal.until_shown(f"{NOTE} and on")
    keep_and_leave(terminal)
    assert texts(notes) == [f"{NOTE} and on"]


def test_with_standard_output_elsewhere_it_runs_as_ever(
    environment: dict[str, str], tmp_path: Path, notes: Path
) -> None:
    """Textual draws on standard error."""
    with running(TO_NOWHERE, environment, tmp_path) as terminal:
        write(ready(terminal))
        keep_and_leave(terminal)
        assert is_as_before(terminal)
        assert texts(notes) == [NOTE]


def test_in_the_locale_c_it_runs_as_ever(
    environment: dict[str, str], tmp_path: Path, notes: Path
) -> None:
    """Every file is opened in UTF-8, whatever the system calls usual."""
    c = {**environment, "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    with Terminal(["-m", "ccgbrief", "--notes", str(notes)], c, tmp_path) as terminal:
        terminal.until_shown("1 Overview")
        terminal.type("N")
        terminal.until_shown("until enter keeps it")
        terminal.type("Déjà dit\r")
        terminal.until(lambda: len("".join(texts(notes))) > 0, "the note in the file")
        terminal.type(CTRL_Q)
        assert terminal.until_ended() == 0
        assert texts(notes) == ["Déjà dit"]


@pytest.mark.parametrize(
    ("does", "status", "said"),
    [
        ("write", 0, "Minutes written: "),
        ("fail", 2, "Minutes not written: no room for them"),
        ("break", 2, "Minutes not written: the program ended before they were"),
    ],
)
def test_what_became_of_minutes_is_printed_where_one_left_while_they_were_written(
    environment: dict[str, str], tmp_path: Path, does: str, status: int, said: str
) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    with running(MINUTES_TAKE_LONG, environment, tmp_path, str(gate), does) as terminal:
        ready(terminal)
        terminal.type("x")
        terminal.until_shown("PDF")
        terminal.type("6")
        terminal.until_shown("Writing the minutes as PDF")
        terminal.type(CTRL_Q)
        terminal.until(lambda: ORDINARY in terminal.written, "the ordinary screen")
        gate.write_text("go on")
        assert terminal.until_ended() == status
    assert said in terminal.written[terminal.written.rfind(ORDINARY) :].decode()
    assert len(list(tmp_path.glob("minutes-*.pdf"))) == (does == "write")
