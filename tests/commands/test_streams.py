"""Where what is printed or written goes: a closed output, a pipe, a name that is taken."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ccgbrief.cli import _choose_encoding
from tests.commands.conftest import Program, Run
from tests.conftest import LONG


@pytest.mark.parametrize(
    "what",
    ["show duties", "show overview", "minutes", "search lights", "where", "--help", "--version"],
)
def test_a_closed_output_is_said_and_the_command_has_failed(what: str, here: list[str]) -> None:
    options = [] if what.startswith("-") else here
    command = shlex.join([sys.executable, "-m", "ccgbrief", *what.split(), *options])
    done = subprocess.run(["sh", "-c", f"{command} >&-"], capture_output=True, check=False)
    said = b"ccgbrief: standard output: it is closed; name another file or make room\n"
    assert (done.returncode, done.stderr) == (2, said)


def test_check_says_that_its_output_is_closed_and_blames_no_pack(here: list[str]) -> None:
    command = shlex.join([sys.executable, "-m", "ccgbrief", "check", here[1]])
    done = subprocess.run(["sh", "-c", f"{command} >&-"], capture_output=True, check=False)
    said = b"ccgbrief: standard output: it is closed; name another file or make room\n"
    assert (done.returncode, done.stderr) == (2, said)


def test_what_prints_nothing_needs_no_output(here: list[str]) -> None:
    command = shlex.join([sys.executable, "-m", "ccgbrief", "search", "zebra", *here])
    done = subprocess.run(["sh", "-c", f"{command} >&-"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, "ccgbrief: nothing found for “zebra”\n".encode())


@pytest.mark.parametrize("closed", ["2>&-", "<&- 2>&-", "<&- >&- 2>&-"])
def test_a_paper_is_added_whichever_streams_are_closed(
    here: list[str], two_article_pack: Path, tmp_path: Path, closed: str
) -> None:
    paper = tmp_path / "ponds.txt"
    paper.write_text("Ponds of the parish\n\nThere are nine of them.\n", "utf-8")
    command = shlex.join([sys.executable, "-m", "ccgbrief", "add", str(paper), *here])
    done = subprocess.run(["sh", "-c", f"{command} {closed}"], capture_output=True, check=False)
    assert done.returncode == 0
    assert (b"Ponds of the parish" in done.stdout) is (">&-" not in closed.split())
    assert (two_article_pack / "articles" / "ponds-of-the-parish.md").exists()


def test_a_command_without_any_stream_has_failed_as_without_an_output(here: list[str]) -> None:
    command = shlex.join([sys.executable, "-m", "ccgbrief", "show", "duties", *here])
    assert subprocess.run(["sh", "-c", f"{command} <&- >&- 2>&-"], check=False).returncode == 2


@pytest.mark.parametrize("zone", ["UTC+24", "UTC-24", "XXX+167"])
def test_a_time_zone_that_is_none_is_named_and_utc_taken(zone: str, here: list[str]) -> None:
    command = [sys.executable, "-m", "ccgbrief", "since", "yesterday", *here]
    done = subprocess.run(
        command, capture_output=True, check=False, env={**os.environ, "TZ": zone}, text=True
    )
    assert done.returncode == 1
    first, second, *others = done.stderr.splitlines()
    assert first == f"ccgbrief: TZ={zone} is a day or more from UTC, which is used in its place"
    assert (second.startswith("ccgbrief: nothing was written since"), others) == (True, [])


@pytest.mark.parametrize("encoding", ["ascii", "utf-16", "cp1252:strict", "cp037"])
@pytest.mark.parametrize(
    "what",
    ["search --json “nobody has ever”", "show --json notes", "minutes --format json"],
)
def test_json_in_a_pipe_is_utf_8_whatever_encoding_is_set(
    program: Program, here: list[str], encoding: str, what: str
) -> None:
    program("note", *here, "-", given="Zoë – “10 €”".encode())
    expected = program(*what.split(" ", 2), *here, PYTHONUTF8="1").stdout
    done = program(*what.split(" ", 2), *here, PYTHONIOENCODING=encoding)
    assert (done.stdout, done.stderr, done.returncode) == (expected, b"", 0)
    assert "“" in json.dumps(json.loads(done.stdout.decode()), ensure_ascii=False)


@pytest.mark.parametrize("form", ["md", "html"])
def test_minutes_in_a_pipe_are_utf_8_whatever_encoding_is_set(
    program: Program, here: list[str], form: str
) -> None:
    program("note", *here, "-", given="Zoë – “10 €”".encode())
    done = program("minutes", *here, "--format", form, PYTHONIOENCODING="ascii")
    assert "Zoë – “10 €”" in done.stdout.decode()


def test_a_dash_is_standard_output(run: Run, here: list[str], tmp_path: Path) -> None:
    done = run("minutes", *here, "-o", "-")
    assert done.status == 0
    assert done.out == run("minutes", *here).out
    assert not (tmp_path / "-").exists()


def test_minutes_are_written_over_nothing_of_the_reader(
    run: Run, here: list[str], notes: Path, two_article_pack: Path
) -> None:
    """P4, P5: not over the last good copy either."""
    for text in ("one", "two"):
        run("note", *here, text)
    kept = [notes, notes.with_name(f"{notes.name}.bak"), two_article_pack / "pack.toml"]
    before = [file.read_bytes() for file in kept]
    for file in kept:
        done = run("minutes", *here, "--format", "md", "-o", str(file))
        assert done.status == 2
        assert "name another file" in done.one_line
    assert [file.read_bytes() for file in kept] == before


@pytest.mark.parametrize(
    "arguments",
    [
        *(("search", start) for start in ("", "by:", "in:", "p:", "is:", '"', "-", "zebra ”")),
        *(("search", "--json", start) for start in ("", "by:")),
        *((*most, "") for most in (("show",), ("tick",), ("remove",), ("since",), ("add",))),
        *((*most, "") for most in (("note", "x", "--on"), ("minutes", "--format"))),
    ],
    ids=" ".join,
)
def test_what_was_typed_is_not_echoed_whole(
    run: Run, here: list[str], arguments: tuple[str, ...]
) -> None:
    *most, start = arguments
    done = run(*most, *here, "--", start + "z" * 100_000)
    assert done.status in {1, 2}
    assert 0 < len(done.out + done.err) < 6_000


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
@pytest.mark.parametrize("output", ["full", "closed"])
def test_a_note_that_is_saved_is_done_though_nothing_takes_the_word_of_it(
    here: list[str], notes: Path, output: str
) -> None:
    to = "> /dev/full" if output == "full" else ">&-"
    command = shlex.join([sys.executable, "-m", "ccgbrief", "note", "Once only", *here])
    done = subprocess.run(["sh", "-c", f"{command} {to}"], capture_output=True, check=False)
    assert done.returncode == 0
    assert b"Saved (note): Once only; standard output took nothing" in done.stderr
    assert notes.read_text("utf-8").count("Once only") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_that_cannot_be_printed_has_failed(option: str) -> None:
    command = shlex.join([sys.executable, "-m", "ccgbrief", option])
    shell = ["sh", "-c", f"{command} > /dev/full"]
    done = subprocess.run(shell, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"ccgbrief: standard output: no space left on device; ")


@pytest.mark.parametrize("locale", ["POSIX", "C", "en_US.ISO-8859-1"])
@pytest.mark.parametrize("coerced", ["1", "0"])
def test_words_arrive_whole_whatever_the_locale(
    program: Program, here: list[str], notes: Path, locale: str, coerced: str
) -> None:
    variables = {"LC_ALL": locale, "PYTHONCOERCECLOCALE": coerced, "PYTHONUTF8": coerced}
    words = ("“Café” 日本", "--kind", "action", "--owner", "Müller")
    assert program("note", *words, *here, **variables).returncode == 0
    assert "“Café” 日本" in notes.read_text("utf-8")
    assert "Müller" in notes.read_text("utf-8")
    assert "Café".encode() in program("search", "Café", *here, **variables).stdout


def test_what_is_no_text_in_a_note_is_replaced_and_said(
    run: Run, here: list[str], notes: Path
) -> None:
    done = run("note", "half \udcff\udcfe\udc00 done", *here)
    assert done.status == 0
    assert "3 × a character that cannot be shown was replaced by" in done.err
    assert "half ��� done" in notes.read_text("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
def test_a_pack_that_is_made_is_made_though_nothing_takes_the_word_of_it(tmp_path: Path) -> None:
    command = shlex.join([sys.executable, "-m", "ccgbrief", "new", str(tmp_path / "board")])
    done = subprocess.run(
        ["sh", "-c", f"{command} > /dev/full"], capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0
    assert "opens it; standard output took nothing" in done.stderr


def test_many_notes_at_once_are_all_saved(here: list[str], notes: Path) -> None:
    """P7: each waits for its turn."""
    command = [sys.executable, "-m", "ccgbrief", "note", *here]
    count = 12 * LONG
    started = [
        subprocess.Popen([*command, f"Number {n}"], stdout=subprocess.DEVNULL) for n in range(count)
    ]
    assert [process.wait() for process in started] == [0] * count
    assert notes.read_text("utf-8").count("Number ") == count


def test_what_no_encoding_has_is_named_and_never_a_question_mark(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with os.fdopen(os.dup(1), "w", encoding="cp1252") as stream:
        _choose_encoding(stream)
        stream.write("half a sign: \ud83d")
    assert capfd.readouterr().out == "half a sign: \\ud83d"


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be removed there")
@pytest.mark.parametrize(
    "arguments",
    ["note x --notes n.toml", "show --pack p", "new p", "new /made /a.md", "add a.md", "add /a.md"],
)
def test_without_a_current_folder_it_says_so(tmp_path: Path, arguments: str) -> None:
    """Even where the path is absolute, for papers are read by a process of their own."""
    gone = tmp_path / "gone"
    gone.mkdir()
    command = shlex.join([sys.executable, "-m", "ccgbrief", *arguments.split()])
    script = f"cd {shlex.quote(str(gone))} && rmdir {shlex.quote(str(gone))} && {command}"
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 2
    assert done.stderr == "ccgbrief: the current folder is gone; change to another one\n"
