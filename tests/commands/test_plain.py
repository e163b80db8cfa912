"""`ccgbrief --plain`: lines in, lines out, from any terminal and any pipe."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ccgbrief.commands import plain
from tests.commands.conftest import Program, Run

DRAWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2500-\u25ff]")


def test_a_meeting_is_followed_line_by_line(run: Run, here: list[str], notes: Path) -> None:
    done = run(
        *here,
        "--plain",
        stdin=b"outside at half past sevn\n1\na: Count them @Practice manager, by 1 Dec\nquit\n",
    )
    assert done.status == 0
    assert done.err == ""
    assert done.out.startswith("2 articles in Opening hours of the surgery.\n")
    assert "sevn read as seven" in done.out
    assert "Reception desk, on the queue; The editors" in done.out
    assert "1 action for Practice manager, by 1 Dec" in done.out
    assert not DRAWN.search(done.out)
    assert 'owner = "Practice manager"' in notes.read_text("utf-8")


def test_the_end_of_input_leaves_and_a_last_line_without_an_end_counts(
    run: Run, here: list[str], notes: Path
) -> None:
    done = run(*here, "--plain", stdin=b"note Some words")
    assert done.status == 0
    assert "Some words" in notes.read_text("utf-8")
    assert run(*here, "--plain", stdin=b"").status == 0


def test_every_screen_of_the_shipped_pack_is_said_without_drawing(run: Run, notes: Path) -> None:
    lists = ("overview", "articles", "areas", "duties", "figures", "glossary", "contents", "help")
    typed = "\n".join(f"{name}\n1\n\n\n" for name in lists)
    done = run("--notes", notes, "--plain", stdin=typed.encode())
    assert done.status == 0
    assert not DRAWN.search(done.out)


def test_a_line_that_is_too_long_is_one_clear_line_and_the_next_is_answered(
    run: Run, here: list[str]
) -> None:
    done = run(*here, "--plain", stdin=b"x" * (2 * plain.MAX_LINE + 10) + b"\nduties\n")
    assert done.out.count("nothing was done with it") == 1
    assert "2 in duties." in done.out


def test_a_line_that_never_ends_ends_the_dialogue_with_status_2_and_what_was_written_is_saved(
    run: Run, here: list[str], notes: Path
) -> None:
    done = run(*here, "--plain", stdin=b"note Some words\n" + bytes(plain.MAX_SKIPPED * 2))
    assert done.status == 2
    assert done.err == (
        "ccgbrief: standard input: a line is longer than 10 MB; nothing after it was read\n"
    )
    assert "Some words" in notes.read_text("utf-8")


def test_bytes_that_are_no_text_are_answered_like_any_words(run: Run, here: list[str]) -> None:
    done = run(*here, "--plain", stdin=b"\xff\xfd\x00\x1b[2J\nquit\n")
    assert done.status == 0
    assert "0 found." in done.out
    assert not DRAWN.search(done.out)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_text_in_utf_16_is_refused_and_not_searched_for(
    run: Run, here: list[str], encoding: str
) -> None:
    done = run(*here, "--plain", stdin="\ufeffnote One\r\nquit\r\n".encode(encoding))
    assert done.status == 2
    assert done.err == "ccgbrief: standard input: it is in UTF-16; save it as UTF-8\n"


def test_a_line_in_utf_16_among_others_is_passed_over_and_said(
    run: Run, here: list[str], notes: Path
) -> None:
    given = b"note The first\n" + "note Mid way\n".encode("utf-16-le") + b"\nnote The last\n"
    done = run(*here, "--plain", stdin=given)
    assert (
        done.err == "ccgbrief: standard input: lines in UTF-16 were passed over; save it as UTF-8\n"
    )
    assert "That line is in UTF-16" in done.out
    assert [t in notes.read_text("utf-8") for t in ("The first", "The last")] == [True, True]


def test_what_is_given_is_done_on_a_full_disk_for_answers(here: list[str], notes: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ccgbrief", *here, "--plain"],
            input=b"note The first\nnote The second\n",
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    said = "standard output took no more (no space left on device); the rest is done without"
    assert said in done.stderr.decode()
    assert done.returncode == 2
    assert "The second" in notes.read_text("utf-8")


def test_lines_may_end_as_on_an_old_mac(run: Run, here: list[str], notes: Path) -> None:
    run(*here, "--plain", stdin=b"note The first\rnote The second\rquit\r")
    assert [notes.read_text("utf-8").count(text) for text in ("The first", "The second")] == [1, 1]
    assert "first note" not in notes.read_text("utf-8")


def test_letters_of_windows_1252_are_noted_as_they_are(
    run: Run, here: list[str], notes: Path
) -> None:
    run(*here, "--plain", stdin="note Café £5 paid\nquit\n".encode("cp1252"))
    assert "Café £5 paid" in notes.read_text("utf-8")


def test_a_mistake_in_the_settings_is_reported_and_costs_nothing(
    run: Run, here: list[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = home / "config.toml"
    settings.write_text('theme = "drak"\n', encoding="utf-8")
    monkeypatch.setattr("ccgbrief.paths.config_file", lambda: settings)
    done = run(*here, "--plain", stdin=b"quit\n")
    assert done.status == 0
    assert "did you mean dark?" in done.err


def test_what_cannot_be_saved_at_the_end_is_said_with_status_2(
    run: Run, here: list[str], notes: Path
) -> None:
    notes.mkdir()
    done = run(*here, "--plain", stdin=b"note Some words\nquit\n")
    assert done.status in {0, 2}
    assert "notes.toml" in done.out + done.err


def test_a_dumb_terminal_and_a_pipe_are_enough(program: Program, here: list[str]) -> None:
    done = program(*here, "--plain", given=b"duties\ntick 1\nquit\n", TERM="dumb")
    assert done.returncode == 0
    assert b"Ticked: Open at seven." in done.stdout
    assert b"\x1b" not in done.stdout + done.stderr


def test_what_is_given_is_done_although_nobody_reads_the_answers(
    here: list[str], notes: Path
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "ccgbrief", *here, "--plain"],
        input=b"note The first\nnote The second\n" * 50,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    said = b"ccgbrief: standard output took no more; the rest is done without an answer\n"
    assert (done.returncode, done.stderr) == (0, said)
    assert notes.read_text("utf-8").count("The second") == 50


def test_it_never_imports_textual(here: list[str]) -> None:
    code = (
        "import sys; from ccgbrief.cli import main; main(sys.argv[1:]); "
        "print('textual' in sys.modules)"
    )
    typed = "hedge\n1\nnext\nnote Some words\ntick 1\nundo\noverview\nfigures\nquit\n"
    done = subprocess.run(
        [sys.executable, "-c", code, *here, "--plain"],
        input=typed,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "False"


def test_no_private_note_is_said_to_a_room(run: Run, here: list[str]) -> None:
    run("note", *here, "about the lease", "--private")
    assert "about the lease" in run(*here, "--plain", stdin=b"notes\n").out
    done = run(*here, "--present", "--plain", stdin=b"notes\nlease\nquit\n")
    assert done.status == 0
    assert "about the lease" not in done.out
