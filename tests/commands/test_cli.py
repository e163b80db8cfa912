"""The command line as a whole: what every command has, and how the program fails."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ccgbrief
from ccgbrief import __version__
from ccgbrief.__main__ import run as run_program
from ccgbrief.commands import show
from tests.commands.conftest import Program, Ran, Run

COMMANDS = {
    "search": ["search", "seven"],
    "batch": ["search", "--batch", "-"],
    "show": ["show", "duties"],
    "note": ["note", "x"],
    "tick": ["tick", "open-early"],
    "untick": ["untick", "open-early"],
    "minutes": ["minutes"],
    "check": ["check"],
    "where": ["where"],
}
EVERY = pytest.mark.parametrize("command", COMMANDS.values(), ids=list(COMMANDS))

ASK_FOR_TEXTUAL = """
import sys
from ccgbrief.cli import main
status = main(sys.argv[1:])
print(status, sorted(name for name in sys.modules if name.partition(".")[0] == "textual"))
"""

ASK_FOR_RAPIDFUZZ = """
import sys
from ccgbrief.cli import main
main(sys.argv[1:])
print("rapidfuzz" in sys.modules, "platformdirs" in sys.modules)
"""


@EVERY
def test_pack_and_notes_may_be_named_before_the_command_or_after_it(
    run: Run, here: list[str], command: list[str]
) -> None:
    before, after = run(*here, *command), run(*command, *here)
    assert before.status == 0
    assert before == after


@EVERY
def test_no_command_imports_textual_or_what_only_edits_files(
    here: list[str], tmp_path: Path, command: list[str]
) -> None:
    ask = ASK_FOR_TEXTUAL.replace('== "textual"', 'in {"textual", "tomlkit"}')
    done = subprocess.run(
        [sys.executable, "-c", ask, *command, *here],
        input=b"",
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(ccgbrief.__file__).parents[1])},
        cwd=tmp_path,
    )
    assert done.stdout.decode().splitlines()[-1] == "0 []", done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="platformdirs is needed elsewhere")
def test_what_is_spelt_right_is_found_without_importing_what_corrects_it(
    run: Run,
) -> None:
    run("search", "seven")  # makes the index of the shipped pack, for which more is needed
    for typed, is_corrected in (("owns primary care", False), ("owns primry care", True)):
        done = subprocess.run(
            [sys.executable, "-c", ASK_FOR_RAPIDFUZZ, "search", typed],
            capture_output=True,
            check=True,
        )
        assert done.stdout.decode().splitlines()[-1] == f"{is_corrected} False"


@EVERY
def test_a_pack_that_is_not_there_is_told_with_the_cure(
    run: Run, tmp_path: Path, command: list[str]
) -> None:
    done = run(*command, "--pack", tmp_path / "gone")
    if command == ["where"]:
        assert done.status == 0
    else:
        assert done.status == 2
        assert done.one_line.startswith(f"{tmp_path / 'gone'}: ")
        assert done.one_line.endswith("; name a pack folder with --pack")


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (b"id = [", ":1: is not valid TOML"),
        (b'format = 99\nid = "x"\ntitle = "x"\narticles = ["early-doors"]', "format: is 99, not 1"),
        (b"\0", "cannot be read (it is not text"),
        (b"", ": articles: names no article"),
    ],
    ids=["not TOML", "another format", "not text", "empty"],
)
def test_a_pack_that_cannot_be_read_is_told_in_one_line(
    run: Run, here: list[str], two_article_pack: Path, manifest: bytes, said: str
) -> None:
    (two_article_pack / "pack.toml").write_bytes(manifest)
    done = run("show", *here)
    assert done.status == 2
    assert str(two_article_pack / "pack.toml") in done.one_line or manifest == b""
    assert said in done.one_line or manifest == b""


@pytest.mark.parametrize(
    "arguments",
    [
        ["serch", "seven"],
        ["\x1b]0;owned\x07"],
        ["--shout"],
        ["search", "--jsn", "x"],
        ["show", "--\x1b[31m"],
        ["tick"],
        ["note"],
        ["search", "--limit", "0", "x"],
        ["show", "duties", "figures"],
        ["--pack"],
        ["minutes", "-o"],
        ["minutes", "--public", "--private"],
    ],
)
def test_a_command_line_that_is_wrong_is_told_in_one_harmless_line(
    run: Run, arguments: list[str]
) -> None:
    done = run(*arguments)
    assert done.status == 2
    assert "\x1b" not in done.err
    assert done.one_line.endswith(("--help", "did you mean search?", "did you mean --json?"))


def test_abbreviated_options_are_not_guessed(run: Run, here: list[str]) -> None:
    assert run("search", *here, "--js", "seven").status == 2


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out.splitlines() == [
        f"ccgbrief {__version__}",
        "calendar is installed",
        "pages is installed",
        "papers is installed",
    ]


@pytest.mark.parametrize("command", sorted({line[0] for line in COMMANDS.values()}))
def test_every_command_has_a_help_with_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.status == 0
    assert f"example: ccgbrief {command}" in done.out
    assert "--pack DIR" in done.out
    whole = run("--help").out
    assert command in whole
    assert 'example: ccgbrief search "owns primry care"' in whole


def test_without_a_terminal_the_screen_is_refused_with_the_way_out(program: Program) -> None:
    done = program()
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert b"there is no terminal" in done.stderr
    assert b"ccgbrief --plain" in done.stderr


def test_an_interrupted_command_ends_as_a_shell_expects(
    run: Run, here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> Ran:
        raise KeyboardInterrupt

    monkeypatch.setattr(show, "blocks_of", interrupted)
    assert run("show", *here) == Ran(130, "", "")


def test_a_reader_that_has_had_enough_is_no_fault(here: list[str], tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "ccgbrief", *here, "show", "late-lights"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(ccgbrief.__file__).parents[1])},
        cwd=tmp_path,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "variables",
    [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
     {"PYTHONIOENCODING": "ascii"}],
    ids=["C", "C without UTF-8", "ASCII"],
)  # fmt: skip
def test_a_terminal_without_curly_quotes_still_gets_the_words(
    program: Program, here: list[str], variables: dict[str, str]
) -> None:
    done = program("search", *here, "heat eleven", **variables)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"we heat eleven rooms for three patients" in done.stdout
    answer = json.loads(program("search", *here, "--json", "heat eleven", **variables).stdout)
    assert answer["hits"][0]["text"] == "“we heat eleven rooms for three patients”"


def test_notes_survive_a_locale_without_utf_8(program: Program, here: list[str]) -> None:
    variables = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert program("note", *here, "-", given="zoë".encode(), **variables).returncode == 0
    shown = program("show", *here, "notes", "--json", **variables)
    assert json.loads(shown.stdout)[0]["text"] == "zoë"


def test_bytes_that_are_no_text_on_the_command_line_are_borne(
    program: Program, here: list[str]
) -> None:
    for command in ("search", "tick", "note", "show"):
        done = program(*here, command, os.fsdecode(b"caf\xe9"))
        assert b"Traceback" not in done.stderr
        assert done.returncode in {0, 1, 2}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_a_file_whose_name_is_no_text_is_the_one_that_was_typed(
    program: Program, here: list[str], notes: Path, tmp_path: Path
) -> None:
    assert program(*here, "note", "Buy a tape").returncode == 0
    named = notes.rename(tmp_path / os.fsdecode(b"n\xe9.toml"))
    paper = tmp_path / os.fsdecode(b"caf\xe9.txt")
    paper.write_text("A paper on cups\n\nThe cups are to be counted every week.\n")
    pack = tmp_path / os.fsdecode(b"p\xe9")
    shutil.copytree(here[1], pack)
    shown = program("show", "--pack", pack, "--notes", named, "notes")
    assert b"Buy a tape" in shown.stdout
    assert program("check", pack).returncode == 0
    assert program("add", "--pack", pack, paper).returncode == 0
    assert program("note", "Buy two", "--pack", pack, "--notes", named).returncode == 0
    assert b"Buy two" in named.read_bytes()


def test_words_that_follow_an_option_are_read_whatever_the_locale(
    program: Program, here: list[str]
) -> None:
    found = program("search", "--limit", "1", *here, os.fsdecode(b"\xa3140"), "a", "week")
    assert (found.returncode, found.stderr) == (0, b"")


def test_an_interrupt_while_the_program_is_loaded_ends_it_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupted:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "ccgbrief.cli":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "ccgbrief.cli")
    monkeypatch.setattr(sys, "meta_path", [Interrupted()])
    assert run_program() == 130
    assert capsys.readouterr() == ("", "")


def test_the_version_says_which_extras_are_missing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = {"icalendar", "pypandoc"}
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name in missing else 1)
    said = run("--version").out.splitlines()[1:]
    assert said == [
        "calendar is not installed: pip install 'ccgbrief[calendar]'",
        "pages is installed",
        "papers is installed without Word, PowerPoint and e-books, rich text, web pages, "
        "invitations: pip install 'ccgbrief[papers]'",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serach", "x"], "there is no command “serach”; did you mean search?"),
        (["xxqq"], "there is no command “xxqq”; use one of search, show, "),
        (["search", "x", "--cite", "bibtx"], "there is no choice “bibtx”; did you mean bibtex?"),
        (["show", "--jsn"], "there is no option --jsn; did you mean --json?"),
        (["--pakc", "nov"], "there is no option --pakc; did you mean --pack?"),
        (["--pack", "a", "-notes", "b", "show"], "no option -notes; did you mean --notes?"),
        (["minutes", "--sections"], "there is no option --sections; see ccgbrief minutes --help"),
        (["where", "else"], "“else” is one argument too many; see ccgbrief where --help"),
    ],
)
def test_a_slip_on_the_command_line_names_what_may_have_been_meant(
    run: Run, arguments: list[str], said: str
) -> None:
    done = run(*arguments)
    assert done.status == 2
    assert said in done.one_line


def test_a_clock_that_nothing_can_read_is_one_line(
    run: Run, here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def beyond() -> int:
        raise OverflowError("timestamp too large to convert to C _PyTime_t")

    monkeypatch.setattr("time.time_ns", beyond)
    done = run("note", *here, "Buy a tape")
    assert done.status == 2
    assert done.one_line == (
        "timestamp too large to convert to C _PyTime_t; "
        "set the system’s clock right, if it is wrong"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        "note x --notes ADDRESS",
        "show notes --notes ADDRESS",
        "--pack ADDRESS",
        "check ADDRESS",
        "minutes -o ADDRESS",
        "minutes -o m.docx --template ADDRESS",
        "actions --ical -o ADDRESS",
        "search --batch ADDRESS",
        "new ADDRESS",
        "new made --after ADDRESS",
        "new made ADDRESS",
        "add ADDRESS",
    ],
)
@pytest.mark.parametrize("address", ["https://example.org/a.toml", "file:///a.toml"])
def test_an_address_is_never_taken_for_a_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: str, address: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = list(tmp_path.iterdir())
    done = run(*arguments.replace("ADDRESS", address).split())
    assert done.status == 2
    assert done.one_line.startswith(f"{address}: it is an address, not a file; name a file on this")
    assert list(tmp_path.iterdir()) == before


def test_a_drive_is_no_address(run: Run) -> None:
    assert "address" not in run("check", "c://nothing").one_line


@pytest.mark.parametrize("given", ["", " "])
@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("add paper.md", "title author publication published replaces"),
        ("new pack", "title series"),
        ("note Mend", "owner"),
        ("minutes", "title present format"),
    ],
)
def test_an_option_with_nothing_in_it_is_not_taken_for_left_out(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    options: str,
    given: str,
) -> None:
    """Such as `--replaces "$ID"` in a script that never set it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.md").write_text("The hedge is trimmed.\n", "utf-8")
    for option in options.split():
        done = run(*command.split(), f"--{option}", given)
        assert done.status == 2
        assert f"--{option}: it is empty" in done.one_line
    assert [*tmp_path.iterdir()] == [tmp_path / "paper.md"]
