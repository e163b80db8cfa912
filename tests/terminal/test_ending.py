"""P6: however it ends, what was written is saved and the terminal is as it was before."""

import signal
from pathlib import Path

import pytest

from tests.terminal.conftest import Start
from tests.terminal.kept import texts
from tests.terminal.terminal import ALTERNATE, ORDINARY, Terminal
from tests.terminal.test_meeting import CTRL_Q, keep_and_leave, ready

NOTE = "Ask for a written split"


FAULTY = """
import sys
from ccgbrief.cli import main
from ccgbrief.view import note_actions

def tick(*_):
    secret = "a text that has passed no gate"
    raise RuntimeError("a fault of ours")

note_actions.tick = tick
sys.exit(main(sys.argv[1:]))
"""
"""The program with a fault in what a key does."""


def with_a_note(start: Start) -> Terminal:
    """Start the program and write a note, the last letters not yet saved."""
    terminal = ready(start())
    terminal.type("n")
    terminal.until_shown("until enter keeps it")
    terminal.type(NOTE)
    terminal.until_shown(NOTE)
    return terminal


def is_as_before(terminal: Terminal) -> bool:
    """Tell whether the terminal was given back: its settings, its screen, its mouse."""
    return (
        terminal.present_settings == terminal.settings
        and terminal.written.count(ALTERNATE) == terminal.written.count(ORDINARY) == 1
        and terminal.written.rfind(b"\x1b[?1000l") > terminal.written.rfind(b"\x1b[?1000h")
        and terminal.written.rfind(b"\x1b[?25h") > terminal.written.rfind(b"\x1b[?25l")
    )


def is_kept(start: Start) -> bool:
    """Tell whether the note is a record, and nothing else waits to be kept."""
    shown = start("show", "notes")
    shown.until_shown(NOTE)
    return shown.until_ended() == 0 and "was being written" not in shown.text


def is_offered(start: Start) -> bool:
    """Tell whether the note is no record, and a command says that it waits."""
    shown = start("show", "notes")
    shown.until(lambda: f"“{NOTE}” was being written" in " ".join(shown.text.split()), "the offer")
    return shown.until_ended() == 0 and "offers to keep or discard it" in " ".join(
        shown.text.split()
    )


def test_the_key_to_leave_gives_the_terminal_back(start: Start) -> None:
    terminal = with_a_note(start)
    assert terminal.present_settings != terminal.settings
    keep_and_leave(terminal)
    assert is_as_before(terminal)
    assert is_kept(start)


def test_the_key_to_leave_pressed_twice_leaves_a_draft(start: Start) -> None:
    terminal = with_a_note(start)
    terminal.type(CTRL_Q * 2)
    assert terminal.until_ended() == 0
    assert is_as_before(terminal)
    assert is_offered(start)


def test_what_is_discarded_on_leaving_is_nowhere(start: Start, home: Path) -> None:
    terminal = with_a_note(start)
    terminal.type(CTRL_Q)
    terminal.until_shown("Keep this note?")
    terminal.type("\x1b")
    assert terminal.until_ended() == 0
    assert not any(NOTE.encode() in f.read_bytes() for f in home.rglob("*") if f.is_file())


@pytest.mark.parametrize(
    "number",
    [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGALRM, signal.SIGXCPU],
    ids=lambda number: number.name,
)
def test_a_signal_ends_it_with_a_draft_left_and_the_terminal_given_back(
    start: Start, number: signal.Signals
) -> None:
    terminal = with_a_note(start)
    terminal.send(number)
    assert terminal.until_ended() == 128 + number
    assert is_as_before(terminal)
    assert is_offered(start)


def test_a_terminal_that_is_closed_loses_nothing(start: Start) -> None:
    terminal = with_a_note(start)
    terminal.hang_up()
    assert terminal.process.wait(30) == 128 + signal.SIGHUP
    assert is_offered(start)


def test_a_byte_that_is_no_text_does_not_end_it(start: Start) -> None:
    terminal = with_a_note(start)
    terminal.type(b"\xff")
    terminal.type(" now")
    terminal.until(lambda: " now" in terminal.text, "what was typed after it")
    keep_and_leave(terminal)
    assert is_kept(start)


def test_a_paste_without_an_end_does_not_take_the_keyboard_away(
    start: Start, tmp_path: Path
) -> None:
    """Input 40: what was pasted and what was typed are in the note, and it can be left."""
    notes = tmp_path / "notes.toml"
    terminal = ready(start("--notes", str(notes)))
    terminal.type("N")
    terminal.until_shown("until enter keeps it")
    terminal.type(f"\x1b[200~{NOTE}")
    terminal.until_shown(NOTE)
    terminal.type(" now")
    terminal.until_shown(f"{NOTE} now")
    keep_and_leave(terminal)
    assert texts(notes) == [f"{NOTE} now"]


def test_what_there_is_to_tell_is_shown_whole_however_long_it_is(
    start: Start, tmp_path: Path
) -> None:
    notes = tmp_path / "here.toml"
    notes.write_text("this is no notebook")
    terminal = start("--notes", str(notes))
    terminal.until(lambda: "here.toml.broken-" in "".join(terminal.rows), "where it is now")
    terminal.type(CTRL_Q)
    assert terminal.until_ended() == 0
    assert b"Traceback" not in terminal.written
    assert is_as_before(terminal)


def test_a_terminal_that_can_show_no_screen_is_told_so(
    environment: dict[str, str], tmp_path: Path
) -> None:
    for term, said in (("dumb", "TERM=dumb"), ("", "TERM is not set")):
        with Terminal(["-m", "ccgbrief"], {**environment, "TERM": term}, tmp_path, 100) as terminal:
            assert terminal.until_ended() == 2
            assert terminal.text.strip().startswith(f"ccgbrief: this terminal ({said}) cannot")
            assert "ccgbrief --plain" in terminal.text
            assert ALTERNATE not in terminal.written


def test_a_fault_of_its_own_loses_nothing_and_is_reported_in_one_line(
    environment: dict[str, str], tmp_path: Path, start: Start
) -> None:
    with Terminal(["-c", FAULTY], environment, tmp_path) as terminal:
        ready(terminal)
        terminal.type(f"n{NOTE}")
        terminal.until_shown("until enter keeps it")
        terminal.until_shown(NOTE)
        terminal.until_shown("ctrl+n new line")  # the last row is drawn last
        terminal.type("\r")
        terminal.until_gone("ctrl+n new line")
        terminal.type("7")
        terminal.until_shown("Review and renew")
        terminal.type(" ")
        assert terminal.until_ended() == 70
        assert is_as_before(terminal)
        told = terminal.written[terminal.written.rfind(ORDINARY) :].decode()
        assert "ccgbrief: ended because of an internal error" in told
        assert "a text that has passed no gate" not in told
        assert "Traceback" not in told
        report = Path(told[told.index("error; ") + 7 : told.index(" says which")])
        assert "a fault of ours" in report.read_text(encoding="utf-8")
    assert is_kept(start)
