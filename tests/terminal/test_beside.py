"""P5, P7: the open app, others who write into its notebook, and a folder that goes away."""

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import monotonic

import pytest

from tests.terminal.conftest import Start
from tests.terminal.kept import reading, texts, ticked
from tests.terminal.terminal import ORDINARY, Terminal
from tests.terminal.test_meeting import CTRL_Q, keep_and_leave, leave, ready

SEEN_WITHIN = 2.0
"""Seconds until what another copy has saved stands on the screen."""

DUTIES = ("award-contracts", "complaints")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes.toml"


def command(environment: dict[str, str], notes: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "ccgbrief", "--notes", str(notes), *arguments],
        env=environment,
        check=True,
        capture_output=True,
    )


def joined(terminal: Terminal) -> str:
    """Return what is on the screen as if it had one row: paths are parted anywhere."""
    return "".join(row.strip() for row in terminal.rows)


def test_what_a_command_writes_is_soon_on_the_screen(
    start: Start, environment: dict[str, str], notes: Path
) -> None:
    """P7; the middle one of five, for a machine may be busy with something else for a moment."""
    terminal = ready(start("--notes", str(notes), rows=40))
    terminal.type("9")
    took = []
    for number in range(5):
        command(environment, notes, "note", f"from outside {number}")
        saved = monotonic()
        terminal.until_shown(f"from outside {number}")
        took.append(monotonic() - saved)
    assert median(took) <= SEEN_WITHIN
    leave(terminal)


def test_papers_that_commands_add_and_remove_are_soon_on_the_screen(
    start: Start, environment: dict[str, str], notes: Path, tmp_path: Path
) -> None:
    """The reader's own papers, beside the shipped pack; the middle one of five, as above."""
    terminal = ready(start("--notes", str(notes), rows=40, columns=140))
    took = []
    for number in range(5):
        paper = tmp_path / f"dove-{number}.txt"
        paper.write_text(f"Dovecote {number}\n\nIt holds {number + 40} doves.\n", "utf-8")
        command(environment, notes, "add", "--anyway", str(paper))
        added = monotonic()
        terminal.until_shown(f"New: “Dovecote {number}”")
        took.append(monotonic() - added)
        command(environment, notes, "remove", f"dovecote-{number}")
        terminal.until_shown(f"Removed: “Dovecote {number}”")
    assert median(took) <= SEEN_WITHIN
    leave(terminal)


def test_commands_beside_somebody_who_types_lose_nothing(
    start: Start, environment: dict[str, str], notes: Path
) -> None:
    """P7: ticks and notes by command, while a note is typed letter by letter."""
    terminal = ready(start("--notes", str(notes)))
    terminal.type("N")
    terminal.until_shown("until enter keeps it")
    typed = ""
    for number, duty in enumerate((*DUTIES, *DUTIES)):
        word = f"word{number} "
        for letter in word:
            terminal.type(letter)
        typed += word
        command(environment, notes, "tick" if number < len(DUTIES) else "untick", duty)
        command(environment, notes, "note", f"beside {number}")
        terminal.until_shown(word.strip())
    command(environment, notes, "tick", DUTIES[0])
    keep_and_leave(terminal)
    assert sorted(texts(notes)) == sorted([typed, *(f"beside {n}" for n in range(4))])
    assert ticked(notes) == {DUTIES[0]}


def test_two_who_type_at_once_into_one_notebook_lose_nothing(start: Start, notes: Path) -> None:
    """P7: and each sees what the other wrote, without a key."""
    two = [ready(start("--notes", str(notes), rows=40)) for _ in range(2)]
    typed = ["", ""]
    for terminal in two:
        terminal.type("9N")
        terminal.until_shown("until enter keeps it")
    for number in range(12):
        for who, terminal in enumerate(two):
            word = f"{'ab'[who]}{number} "
            terminal.type(word)
            typed[who] += word
            terminal.until_shown(word.strip())
    for terminal in two:
        terminal.type("\r")
        terminal.until_gone("ctrl+n new line")
    for who, terminal in enumerate(two):
        terminal.until_shown(typed[1 - who].strip())
    for terminal in two:
        leave(terminal)
    assert sorted(texts(notes)) == sorted(typed)
    assert not list(notes.parent.glob(".ccgbrief-*"))


def test_two_who_change_one_note_at_once_both_keep_their_text_and_are_told_the_cure(
    start: Start, environment: dict[str, str], notes: Path
) -> None:
    """P7."""
    command(environment, notes, "note", "agreed")
    two = [ready(start("--notes", str(notes), rows=40)) for _ in range(2)]
    for terminal in two:
        terminal.type("9")
        terminal.until_shown("agreed")
        terminal.type("e")
        terminal.until_shown("until enter keeps it")
    for number in range(5):
        for who, terminal in enumerate(two):
            terminal.type(f" {'ab'[who]}{number}")
            terminal.until_shown(f"{'ab'[who]}{number}")
    for terminal in two:
        keep_and_leave(terminal)
    kept = [f"agreed {' '.join(f'{who}{n}' for n in range(5))}" for who in "ab"]
    assert sorted(texts(notes)) == kept
    again = start("--notes", str(notes))
    again.until(lambda: "delete the one that is wrong" in " ".join(again.text.split()), "the cure")


def test_a_note_changed_in_an_editor_while_the_app_is_open_is_shown_and_stays(
    start: Start, notes: Path
) -> None:
    """P7: it is the newer version, and nobody is warned."""
    terminal = ready(start("--notes", str(notes), rows=40))
    terminal.type("9Nagreed\r")
    terminal.until(lambda: texts(notes) == ["agreed"], "the note in the file")
    whole = notes.read_text(encoding="utf-8")
    notes.write_text(whole.replace('"agreed"', '"changed by hand"'), encoding="utf-8")
    terminal.until_shown("changed by hand")
    terminal.until(
        lambda: [n.rev for vs in reading(notes).contents.notes.values() for n in vs] != [1],
        "the new version in the file",
    )
    assert "written in two copies" not in terminal.text
    leave(terminal)
    assert texts(notes) == ["changed by hand"]


def test_what_cannot_be_saved_is_told_whole_until_it_is_saved(start: Start, tmp_path: Path) -> None:
    """P5: the folder goes, as a memory stick does, and comes back."""
    folder = tmp_path / "a folder with a long name" / ("of a memory stick " * 4).strip()
    folder.mkdir(parents=True)
    notes = folder / "notes of the meeting.toml"
    terminal = ready(start("--notes", str(notes)))
    gone = folder.rename(tmp_path / "gone")
    terminal.type("Nagreed\r")
    told = f"{notes}: not saved: no such file or directory"
    squeezed = told.replace(" ", "")

    def shown() -> str:
        return joined(terminal).replace(" ", "")

    terminal.until(lambda: squeezed in shown(), told)
    terminal.until(
        lambda: "unsavedchangesarein" in shown() and ".toml" in shown(), "the rescue file"
    )
    terminal.type("/\x1b")  # something else on that row
    terminal.until(lambda: squeezed in shown(), "the line again")
    gone.rename(folder)
    terminal.until(lambda: texts(notes) == ["agreed"], "the note in the file")
    terminal.until(lambda: "notsaved:" not in shown(), "no such line any more")
    leave(terminal)
    assert b"not saved" not in terminal.written[terminal.written.rfind(ORDINARY) :]


def test_what_could_not_be_saved_is_told_again_at_the_end(start: Start, tmp_path: Path) -> None:
    """P5: with where it is instead."""
    folder = tmp_path / "stick"
    folder.mkdir()
    terminal = ready(start("--notes", str(folder / "notes.toml")))
    folder.rmdir()
    terminal.type(f"Nagreed\r{CTRL_Q}")
    assert terminal.until_ended() == 2
    told = terminal.written[terminal.written.rfind(ORDINARY) :].decode()
    assert "notes.toml: not saved: no such file or directory" in told
    rescued = Path(told[told.index("unsaved changes are in ") + 23 :].strip().replace("\r\n", ""))
    assert texts(rescued) == ["agreed"]
