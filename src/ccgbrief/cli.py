"""The command `ccgbrief`: reads what was asked and hands it to the command that does it.

Imports next to nothing, so that each command pays only for what it needs, and an interrupt finds
us ready to end quietly.
"""

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from ccgbrief import __version__
from ccgbrief.errors import ToldError
from ccgbrief.text import clean_line

DESCRIPTION = """A briefing pack you drive from the keyboard while the meeting goes on.
Without a command it opens the pack on the screen."""

COULD_NOT = 2
INTERRUPTED = 130

MOST_RESULTS = 10_000
"""Results that can be asked for."""

MOST_SAID = 300
"""Characters of a message about the command line, which may hold anything."""


class _Parser(argparse.ArgumentParser):
    """Tells what is wrong with the command line in one line."""

    def error(self, message: str) -> NoReturn:
        """End with the message and the way to the help."""
        _tell(f"{clean_line(message)[:MOST_SAID]}; see {self.prog} --help")
        sys.exit(COULD_NOT)


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; return the exit status."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")  # a terminal that cannot show “ shows ?
        status = _do(_read(arguments))
        if sys.stdout:
            sys.stdout.flush()
    except ToldError as error:
        _tell(str(error))
        status = COULD_NOT
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        status = 0  # who reads us has had enough, as `head` does
        _fall_silent()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        where = f"{error.filename}: " if error.filename else ""
        _tell(f"{where}{reason}; name another file or make room")
        status = COULD_NOT
        _fall_silent()
    return status


def _do(wanted: argparse.Namespace) -> int:
    module, _, name = wanted.do.partition(":")
    command: Callable[[argparse.Namespace], int] = getattr(
        import_module(f"ccgbrief.commands.{module}"), name
    )
    return command(wanted)


def _read(arguments: list[str] | None) -> argparse.Namespace:
    parser = _parser()
    wanted, unknown = parser.parse_known_args(arguments)
    if unknown and not _are_words(wanted, unknown):
        parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return wanted


def _are_words(wanted: argparse.Namespace, unknown: list[str]) -> bool:
    """Take `-word` of a search as a word to leave out, which argparse thinks an option."""
    if not hasattr(wanted, "words") or any(word.startswith("--") for word in unknown):
        return False
    wanted.words += unknown
    return True


def _tell(text: str) -> None:
    """Print one line on standard error, if there is one that takes it."""
    try:
        if sys.stderr:
            print(f"ccgbrief: {clean_line(text)}", file=sys.stderr, flush=True)
    except OSError:
        _fall_silent()


def _fall_silent() -> None:
    """Print nothing more: Python would try to, once more, on leaving."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        if stream:
            os.dup2(nowhere, number)


def _path(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise argparse.ArgumentTypeError(f"“{text}” begins with the home of nobody known") from None


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:9]) <= MOST_RESULTS:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1 to {MOST_RESULTS}")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    _add_files(common, argparse.SUPPRESS)
    parser = _Parser(prog="ccgbrief", description=DESCRIPTION, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"ccgbrief {__version__}")
    _add_files(parser, None)
    parser.set_defaults(do="screen:open_screen")
    commands = parser.add_subparsers(
        title="commands",
        metavar="COMMAND",
        parser_class=_Parser,
        prog="ccgbrief",  # argparse would find it out with shutil
    )

    def command(name: str, do: str, what: str, example: str) -> argparse.ArgumentParser:
        added = commands.add_parser(
            name,
            help=what,
            description=f"{what[0].upper()}{what[1:]}.",
            epilog=f"example: ccgbrief {example}",
            parents=[common],
            allow_abbrev=False,
        )
        added.set_defaults(do=do)
        return added

    _add_reading(command)
    _add_writing(command)
    _add_papers(command)
    return parser


def _add_files(parser: argparse.ArgumentParser, default: object) -> None:
    pack = "the pack's folder (default: the pack that ships with ccgbrief)"
    notes = "the notebook's file (default: see ccgbrief where)"
    parser.add_argument("--pack", metavar="DIR", type=_path, default=default, help=pack)
    parser.add_argument("--notes", metavar="FILE", type=_path, default=default, help=notes)


_Add = Callable[[str, str, str, str], argparse.ArgumentParser]


def _add_reading(command: _Add) -> None:
    found = command(
        "search", "search:search", "find words, even misspelt", 'search "owns primry care"'
    )
    found.add_argument("words", metavar="WORDS", nargs="*", help="what you remember")
    found.add_argument("--json", action="store_true", help="print JSON")
    found.add_argument("--limit", metavar="N", type=_count, default=10, help="results at the most")
    found.add_argument("--batch", metavar="FILE", help="one query a line; - for standard input")
    shown = command("show", "show:show", "print an article or a part of the pack", "show duties")
    shown.add_argument(
        "what",
        metavar="WHAT",
        nargs="?",
        default="overview",
        help="overview, areas, duties, figures, glossary, notes, "
        "the id of an article, area, duty or figure, or a term of the glossary",
    )
    shown.add_argument("--public", action="store_true", help="leave private notes out")
    shown.add_argument("--json", action="store_true", help="print JSON")
    checked = command("check", "place:check", "list every fault of a pack", "check my-pack")
    checked.add_argument("folder", metavar="DIR", nargs="?", type=_path, help="the pack's folder")
    command("where", "place:where", "list every file that is read or written", "where")


def _add_writing(command: _Add) -> None:
    noted = command(
        "note",
        "write:note",
        "write one note",
        'note "Ask for a written split" --on roles --kind action',
    )
    noted.add_argument("text", metavar="TEXT", help="what to note; - reads it from standard input")
    noted.add_argument(
        "--on", metavar="ANCHOR", help="an id, or “article: some words”; none is the meeting"
    )
    noted.add_argument(
        "--kind", default="note", help="note, question, action, decision or declaration"
    )
    noted.add_argument("--owner", help="who is to do it, of an action; whose interest it is")
    noted.add_argument(
        "--due", metavar="DATE", help="by when: “1 December”, 1/12, Friday, 2026-12-01"
    )
    noted.add_argument("--private", action="store_true", help="leave it out of the public view")
    for name, what in (("tick", "tick a duty"), ("untick", "take the tick of a duty back")):
        ticked = command(name, f"write:{name}", what, f"{name} award-contracts")
        ticked.add_argument("duty", metavar="DUTY", help="its id, number or title")
    told = command("since", "since:since", "list what was written since a day", "since 2026-11-01")
    told.add_argument(
        "day", metavar="DATE", nargs="+", help="as 2026-11-01, 1 November, yesterday, Friday"
    )
    told.add_argument("--public", action="store_true", help="leave private notes out")
    told.add_argument("--json", action="store_true", help="print JSON")
    left = command(
        "minutes",
        "minutes:minutes",
        "print the minutes, or write them into a file",
        "minutes --public -o minutes.html",
    )
    left.add_argument("-o", dest="output", metavar="FILE", type=_path, help="write them there")
    left.add_argument("--format", help="md, html or json (default: as the file's ending says)")
    left.add_argument("--public", action="store_true", help="leave private notes out")
    left.add_argument(
        "--since", metavar="DAY", help="leave out what is older; last: since the last minutes"
    )
    left.add_argument("--title", metavar="TEXT", help="what the meeting is called")
    left.add_argument("--present", metavar="TEXT", help="who was there")
    left.add_argument("--figures", action="store_true", help="add every figure of the pack")


def _add_papers(command: _Add) -> None:
    made = command("new", "papers:new", "make a pack to start from", "new my-pack papers/*.pdf")
    made.add_argument("folder", metavar="DIR", type=_path, help="a folder that is not there yet")
    made.add_argument("files", metavar="FILE", nargs="*", help="papers to begin with")
    made.add_argument("--title", help="the pack's title")
    added = command(
        "add", "papers:add", "make articles of papers", "add board-pack.pdf --published 2026-11"
    )
    added.add_argument(
        "files", metavar="FILE", nargs="+", help="text, Markdown, HTML, PDF, Word; or a folder"
    )
    for option, what in (
        ("title", "the paper's title"),
        ("author", "who wrote it"),
        ("publication", "where it was published"),
        ("published", "when, as 2026-11"),
    ):
        added.add_argument(f"--{option}", help=f"{what} (default: as the file tells it)")
    added.add_argument("--keep-all", action="store_true", help="leave no line out")
    added.add_argument("--anyway", action="store_true", help="add also what is there already")
    removed = command("remove", "papers:remove", "take an article out", "remove board-pack")
    removed.add_argument("article", metavar="ARTICLE", help="the article's id")
