"""P12: a long meeting takes no more memory, files and threads than a short one."""

import shutil
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import tomli
import tomli_w

from ccgbrief.paths import shipped_pack
from tests.benchmarks.packs import make_notebook, make_pack
from tests.conftest import LONG
from tests.terminal.conftest import Start
from tests.terminal.kept import open_files, taken, texts
from tests.terminal.terminal import Terminal
from tests.terminal.test_meeting import leave, ready

ACTIONS, WARM = (300, 100) if LONG == 1 else (5_000, 2_500)
"""Actions in all, and after how many of them the app is warm."""

ARTICLES, NOTES = (0, 0) if LONG == 1 else (1_000, 10_000)
"""Articles beside those of the shipped pack, and notes in the notebook to begin with."""

MOST_GROWN = 10_000
"""kB by which the app may grow once it is warm."""

MOST_THREADS = 2
"""By which their number may differ: idle ones of a pool come and go."""


def rounds() -> Iterator[list[tuple[str, str]]]:
    """Give the actions of a meeting: the keys of each, and what is then on the screen."""
    for number in count():
        yield [
            ("1", "1 Overview"),
            ("7", "Review and renew"),
            (" ", "tick" if number % 2 else "Tick"),
            ("2", "2 "),
            ("jj", "▌"),
            ("mm", "ookmark"),
            (f"Nsoak {number}.", f"soak {number}."),
            ("\r", "Note saved"),
            ("/grey ares", "ares → areas"),
            ("\r", "grey areas"),
            ("\x1b", "? help"),
            ("]", "? help"),
            ("?", "changes keys"),
            ("\x1b", "? help"),
        ]


def hold(terminal: Terminal, meeting: Iterator[list[tuple[str, str]]], actions: int) -> int:
    """Do so many actions, whole rounds of them; return how many rounds it were."""
    done = 0
    for number in count(1):
        (steps,) = islice(meeting, 1)
        for keys, shown in steps:
            terminal.type(keys)
            terminal.until_shown(shown)
        done += len(steps)
        if done >= actions:
            return number
    raise AssertionError


def large_pack(folder: Path) -> Path:
    """Return the shipped pack with many more articles behind its own."""
    others = make_pack(folder / "others", ARTICLES, 20)
    pack = folder / "pack"
    shutil.copytree(shipped_pack(), pack)
    shutil.copytree(others / "articles", pack / "articles", dirs_exist_ok=True)
    manifest = tomli.loads((pack / "pack.toml").read_text("utf-8"))
    manifest["articles"] += tomli.loads((others / "pack.toml").read_text("utf-8"))["articles"]
    (pack / "pack.toml").write_text(tomli_w.dumps(manifest), "utf-8")
    return pack


def test_after_hundreds_of_actions_the_app_is_as_small_as_before(
    start: Start, tmp_path: Path
) -> None:
    notes = make_notebook(tmp_path, NOTES)
    terminal = ready(start("--pack", str(large_pack(tmp_path)), "--notes", str(notes)))
    process = terminal.process.pid
    meeting = rounds()
    warm = hold(terminal, meeting, WARM)
    before = taken(process, "VmRSS"), open_files(process), taken(process, "Threads")
    after_rounds = warm + hold(terminal, meeting, ACTIONS - WARM)
    terminal.until(lambda: len(texts(notes)) == NOTES + after_rounds, "all notes in the file")
    terminal.until(lambda: open_files(process) == before[1], "as many open files as before")
    assert taken(process, "VmRSS") - before[0] < MOST_GROWN
    assert abs(taken(process, "Threads") - before[2]) <= MOST_THREADS
    leave(terminal)
    written = sorted(text for text in texts(notes) if text.startswith("soak "))
    assert written == sorted(f"soak {number}." for number in range(after_rounds))
