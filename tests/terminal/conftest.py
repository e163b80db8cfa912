"""Starts the program on a terminal of its own, with files of its own."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

import ccgbrief
from tests.terminal.terminal import Terminal

LEFT_OUT = {"COLUMNS", "LINES", "LC_ALL", "NO_COLOR", "TMUX", "DISPLAY", "WAYLAND_DISPLAY"}
"""Variables that would tell the program another size, another tongue or another clipboard."""

DELIBERATE_KEYS = """
import sys
from ccgbrief.view import typed_words
typed_words.BURST_SECONDS = typed_words.WORD_SECONDS = 0.0
typed_words.LONE_WORDS = 0
from ccgbrief.cli import main
sys.exit(main())
"""
"""The program, which takes keys for deliberate ones, however fast a test types them."""

Start = Callable[..., Terminal]
"""Starts `ccgbrief` with arguments on a new terminal."""


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """The variables the program is started with."""
    return {
        **{name: value for name, value in os.environ.items() if name not in LEFT_OUT},
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(Path(ccgbrief.__file__).parents[1]),
        "PYTHONWARNINGS": "default",
        "TERM": "xterm-256color",
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
    }


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    """Return what starts the program; whatever still runs is ended after the test."""
    with ExitStack() as running:

        def started(*arguments: str, columns: int = 80, rows: int = 24) -> Terminal:
            command = ["-c", DELIBERATE_KEYS, *arguments]
            return running.enter_context(Terminal(command, environment, tmp_path, columns, rows))

        yield started
