"""P11: eleven kinds of control sequence in every text of pack and notebook, and none comes out."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.small_pack import write_toml
from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal
from tests.terminal.test_meeting import CTRL_Q
from tests.tui import hostile

PAYLOADS = (
    "\x1b]0;owned\x07",  # the window's title
    "\x1b]52;c;b3duZWQ=\x07",  # the clipboard
    "\x1b]8;;file:///owned\x1b\\",  # a link
    "\x1b[7777;7777H",  # the cursor
    "\x1bc",  # everything anew
    "\x1bP+q7777\x1b\\",  # a question to the terminal, which it answers as if typed
    "\x9b7777m",  # C1: a colour
    "\x9d0;owned\x9c",  # C1: the title
    "\x08\x7f\x07",  # what rubs out, and rings
    "\x0e\x0f",  # another alphabet
    "\u202e\u200b\u2066",  # another direction, and no width
)

ALL = "".join(PAYLOADS)

ALLOWED = re.compile(
    rb"\x1b\[[0-9;:?<>=$]*[ -/]*[@-~]"  # CSI: position, colour, modes
    rb"|\x1b\]52;c;[A-Za-z0-9+/=]*(?:\x07|\x1b\\)"  # copying, which the reader asked for
    rb"|\x1b\]22;[a-z-]*\x07"  # the shape of the mouse pointer
    rb"|\x1b[78=>()][B0]?"
)
"""What the program itself sends."""

OWN_CLIPBOARD = b"\x1b]52;c;b3duZWQ="


def leaks(written: bytes) -> list[str]:
    """Return what is in the output that no text may bring there."""
    found = [word for word in (b"\x1b[7777", b"\x1bP", OWN_CLIPBOARD) if word in written]
    rest = ALLOWED.sub(b"", written).decode(errors="replace")
    odd = re.findall(
        "[\x00-\x07\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", rest
    )
    return [repr(each) for each in (*found, *sorted(set(odd)))]


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(hostile, "HOSTILE", f"{hostile.MARKUP} {ALL}")
    pack, notes = hostile.write_hostile_pack(tmp_path / "hostile"), tmp_path / "notes.toml"
    write_toml(notes, {**(book := hostile.hostile_notebook()), **odd_and_owned(book["notes"])})
    copy = hostile.hostile_notebook()
    copy["notes"] = [{**note, "id": f"c{note['id']}"} for note in copy["notes"]]
    name = f"notes (copy {ALL.replace('/', '')}).toml"
    write_toml(tmp_path / name, copy)
    return ["--pack", str(pack), "--notes", str(notes)]


def odd_and_owned(notes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return notes with two texts of one and one that is no note, and a duty with an owner."""
    text, at = f"another text {ALL}", notes[0]["written"]
    other = {**notes[0], "text": text, "by": "there"}
    return {
        "notes": [*notes, other, {"id": "odd", "text": text, "written": f"yesterday {ALL}"}],
        "ticked": {"measure": {"at": at, "rev": 1, "owner": f"owner {ALL}"}},
    }


def pasted(text: str) -> bytes:
    return f"\x1b[200~{text}\x1b[201~".encode()


class Gone(str):
    """A text that is on the screen no more."""

    __slots__ = ()


KINDS = {"q": "question", "a": "action", "c": "decision", "i": "declaration"}

VISITS: tuple[tuple[str | bytes, str], ...] = (
    ("2", "title of first-paper"),
    ("jjj", "▌"),
    ("]", "▌"),
    ("4", "Trim in time"),
    ("\r", "Evidence"),
    ("5", "Measure the hedge"),
    ("\r", "▌"),
    (" ", "Measure the hedge"),
    ("ss", "n hand"),
    ("b", "enter go there"),
    ("\x1b", "/ search: a few"),
    ("w", "Who is responsible"),
    (pasted(f"clerk {ALL}") + b"\r", "is responsible for it"),
    ("2jjl", "▌"),
    ("6", "Yards trimmed"),
    ("7", "note 0"),
    ("y", "clipboard"),
    ("f", "▌"),
    ("ffffff", "▌"),
    ("o", "▌"),
    ("o", "note 0"),
    ("CC", "opie"),
    ("y", "clipboard"),
    *(
        (f"{key}{kind} of it {ALL[-3:]}\r", f"{kind.capitalize()} saved")
        for key, kind in KINDS.items()
    ),
    ("7", "note 0"),
    ("8", "hedge helper"),
    ("mm", "ookmark"),
    ("y", "clipboard"),
    ("1", "A small pack"),
    ("/blurred", "Responsibility for the hedge"),
    (pasted(ALL), "blurred"),
    ("\x1b", "/ search: a few"),
    ("/note owned", "note owned"),
    ("\x1b", "/ search: a few"),
    ("gmeasure", "Measure the hedge"),
    ("\r", "What to have in place"),
    ("7", "note 0"),
    ("e", "until enter keeps it"),
    (pasted(f"pasted {ALL}"), "pasted"),
    ("\x14\x07", "private"),
    ("\r", "Decision saved"),
    ("j", "▌"),  # the note, a decision now, is no longer among the actions
    ("dd", "deleted"),
    ("uu", "Undone"),
    ("v", "PUBLIC"),
    ("vv", "shown"),
    ("MM", "Merged"),
    ("xx", "inutes"),
    ("\x10", "Find anything by"),
    ("settings file", "Settings file"),
    ("\r", Gone("Settings file")),
    ("\x10", "Find anything by"),
    ("theme light", "Theme: light"),
    ("\r", Gone("theme light")),
    ("?", "changes keys"),
    ("\x1b", Gone("changes keys")),
)


@pytest.mark.parametrize("columns", [80, 140])
def test_no_screen_lets_any_of_them_out(start: Start, options: list[str], columns: int) -> None:
    """Every tab, the results with their preview, places, help, palette, editor and messages."""
    terminal = start(*options, columns=columns, rows=40)
    terminal.until_shown("1 Overview")
    for keys, awaited in VISITS:
        terminal.type(keys)
        (terminal.until_gone if isinstance(awaited, Gone) else terminal.until_shown)(awaited)
    terminal.type(CTRL_Q)
    assert terminal.until_ended() == 0
    assert leaks(terminal.written) == []
    assert PAYLOADS[0].encode() not in terminal.written


def test_the_palette_lets_none_of_them_out(start: Start, options: list[str]) -> None:
    terminal = start(*options, rows=40)
    terminal.until_shown("1 Overview")
    terminal.type("\x10")
    terminal.until_shown("Find anything by")
    terminal.type("hedge")
    terminal.until(lambda: "Measure the hedge" in terminal.text, "a place of the pack")
    terminal.type(pasted(ALL))
    terminal.type(CTRL_Q)
    assert terminal.until_ended() == 0
    assert leaks(terminal.written) == []


EVERY_COMMAND = """
import shlex, sys
from ccgbrief.cli import main
from tests.terminal.test_leaks import ALL

for line in open(sys.argv[1], encoding="utf-8"):
    words = [word.replace("ALL", ALL) for word in shlex.split(line)]
    if words[0] == "add":
        words = [word.replace("/", "") for word in words]
    try:
        main([*words[:1], *sys.argv[2:], *words[1:]])
    except SystemExit:
        pass
    print("done:", line, flush=True)
"""
"""Does the commands of a file one by one, as they would be typed."""

COMMANDS = """
show
show first-paper
show areas
show trimming
show duties
show measure
show figures
show glossary
show notes
show notes --json
show duties --json
show "ALL"
search blurred
search note --json
search "ALL"
search blurred --limit "ALL"
check
check "no ALL"
where
note "a note ALL" --owner "ALL" --kind action
note "a note" --on "first-paper: ALL"
note "a note" --kind "ALL"
note "a note" --due "ALL"
tick measure
tick "ALL"
untick measure
minutes
minutes --public
minutes --format json
minutes --format html
minutes --format "ALL"
minutes -o "/no/ALL.md"
new --series "ALL" "new ALL" "ALL.pdf"
add "ALL.txt"
remove "ALL"
since 2015-01-01
since 2015-01-01 --json
since "ALL"
search --batch queries
search --batch queries --json
search --batch "no ALL"
add hostile.md
add "hostile ALL.html"
show --pack "no pack ALL"
show notes --notes "/no/where/ALL"
"ALL"
show --ALL
"""


def test_no_command_lets_any_of_them_out(
    environment: dict[str, str], options: list[str], tmp_path: Path
) -> None:
    """What they print, and what they say of arguments that hold them."""
    (tmp_path / "queries").write_text(f"blurred {ALL}\nnote", encoding="utf-8")
    for name in ("hostile.md", f"hostile {ALL.replace('/', '')}.html"):
        paper = f"# A paper {ALL}\n\nSomebody {ALL} said “so {ALL} it is”.\n\n<p>{ALL}</p>\n"
        (tmp_path / name).write_text(paper, encoding="utf-8")
    (tmp_path / "commands").write_text(COMMANDS.strip(), encoding="utf-8")
    root = Path(__file__).parents[2]
    path = f"{environment['PYTHONPATH']}:{root}"
    program = ["-c", EVERY_COMMAND, str(tmp_path / "commands"), *options]
    with Terminal(program, {**environment, "PYTHONPATH": path}, tmp_path, 140) as terminal:
        assert terminal.until_ended() == 0
        done = terminal.written.count(b"done: ")
        assert done == len(COMMANDS.split("\n")) - 2
        assert b"Traceback" not in terminal.written
        assert leaks(terminal.written) == []


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_each_of_them_would_be_noticed(payload: str) -> None:
    assert leaks(f"before {payload} after".encode())
