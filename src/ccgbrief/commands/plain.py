"""`ccgbrief --plain`: the pack as a dialogue on standard input and output, without drawing."""

import re
import sys
from argparse import Namespace
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from typing import TYPE_CHECKING

from ccgbrief import paths
from ccgbrief.commands.opening import lasting
from ccgbrief.commands.output import (
    COULD_NOT,
    DONE,
    TOO_LONG_TO_TYPE,
    CommandError,
    drop_output,
    may_be_cut,
    print_message,
    print_result,
)
from ccgbrief.files import reason
from ccgbrief.session import open_session
from ccgbrief.settings import read_settings
from ccgbrief.text import decode_line
from ccgbrief.view.dialogue import Dialogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROMPT = "> "

MAX_LINE = 100_000
"""Bytes of a line: a longer one was not typed."""

MOST_NULS = 3
"""One among so many bytes; ASCII in UTF-16 has one among two."""

MAX_SKIPPED = 10_000_000
"""Bytes of a longer one that are passed over to read the next: a device has no next."""


def converse(wanted: Namespace) -> int:
    """Answer line by line until the reader leaves or standard input ends."""
    if sys.stdin is None:
        raise CommandError("standard input is closed; try ccgbrief search or show")
    settings, faults = read_settings(paths.config_file())
    for fault in faults:
        print_message(fault)
    session = open_session(lasting(wanted.pack), lasting(wanted.notes))
    dialogue = Dialogue(session, settings.minutes, public=wanted.present)
    unsaved: list[str] = []
    answers = _Answers()
    say = answers.say
    try:
        say(dialogue.greet())
        for line in _lines(say):
            say(dialogue.answer(line))
            if dialogue.has_ended:
                break
    finally:
        unsaved = dialogue.close()
        for message in unsaved:
            print_message(message)
    return COULD_NOT if unsaved or answers.have_failed else DONE


def _lines(say: "Callable[[list[str]], None]") -> "Iterator[str]":
    """Yield what is typed; a prompt before it only where somebody types."""
    told = False
    while True:
        if sys.stdin.isatty():
            print(PROMPT, end="", flush=True)
        line = sys.stdin.buffer.readline(MAX_LINE + 1)
        if not line:
            return
        if len(line) > MAX_LINE:
            skipped = 0
            while line and not line.endswith(b"\n"):
                line = sys.stdin.buffer.readline(MAX_LINE)
                if (skipped := skipped + len(line)) > MAX_SKIPPED:
                    raise CommandError(
                        f"standard input: a line is longer than {MAX_SKIPPED / 1e6:g} MB; "
                        "nothing after it was read"
                    )
            say([f"That line is longer than {MAX_LINE:,} bytes; nothing was done with it."])
            continue
        if may_be_cut(line):
            say([f"That line is {TOO_LONG_TO_TYPE}; nothing was done with it."])
            continue
        if line.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            raise CommandError("standard input: it is in UTF-16; save it as UTF-8")
        if line.count(b"\0") > len(line) / MOST_NULS:
            say(["That line is in UTF-16, which is not read; nothing was done with it."])
            if not told:
                print_message("standard input: lines in UTF-16 were passed over; save it as UTF-8")
            told = True
            continue
        yield from re.split(r"\r(?=.)", decode_line(line))


class _Answers:
    """Prints the answers, until whoever reads them has gone.

    What a script gives us is still done then, and that nobody reads the answers is said once.
    Where somebody types, the dialogue ends.
    """

    def __init__(self) -> None:
        self._are_printed = True
        self.have_failed = False
        """Whether they could not be printed for another reason."""

    def say(self, lines: list[str]) -> None:
        if not self._are_printed:
            return
        try:
            print_result("\n".join(lines))
            sys.stdout.flush()
        except OSError as error:
            if sys.stdin.isatty():
                raise
            self._are_printed, self.have_failed = False, not isinstance(error, BrokenPipeError)
            why = "" if not self.have_failed else f" ({reason(error)})"
            drop_output()
            print_message(f"standard output took no more{why}; the rest is done without an answer")
