"""The command `ccgbrief`: reads what was asked and hands it to the room that does it."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

from ccgbrief import __version__
from ccgbrief.commands import minutes, papers, place, search, show, write
from ccgbrief.commands.output import COULD_NOT, DONE, CommandError, tell
from ccgbrief.notebook import NoteKind
from ccgbrief.pack import PackError
from ccgbrief.session import Session, open_session
from ccgbrief.text import clean_line

DESCRIPTION = """A briefing pack you drive from the keyboard while the meeting goes on.
Without a command it opens the pack on the screen."""


MOST_RESULTS = 10_000
"""Results that can be asked for."""


class _Parser(argparse.ArgumentParser):
    """Tells what is wrong with the command line in one line."""

    def error(self, message: str) -> NoReturn:
        tell(f"{clean_line(message)}; see {self.prog} --help")
        sys.exit(COULD_NOT)


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that cannot show “ shows ?
    parser = _parser()
    wanted, unknown = parser.parse_known_args(arguments)
    if unknown and not _are_words(wanted, unknown):
        parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    try:
        status: int = wanted.do(wanted)
        sys.stdout.flush()
    except PackError as error:
        tell(str(error))
    except (CommandError, FileNotFoundError) as error:
        tell(str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _fall_silent()  # who reads us has had enough, as `head` does
        return DONE
    else:
        return status
    return COULD_NOT


def _are_words(wanted: argparse.Namespace, unknown: list[str]) -> bool:
    """Take `-word` of a search as a word to leave out, which argparse thinks an option."""
    if not hasattr(wanted, "words") or any(word.startswith("--") for word in unknown):
        return False
    wanted.words += unknown
    return True


def _fall_silent() -> None:
    """Print nothing more: Python would try to, once more, on leaving."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


def _in_session(
    do: Callable[[Session, argparse.Namespace], int],
) -> Callable[[argparse.Namespace], int]:
    """Return a command that opens the pack and the notebook first."""

    def command(wanted: argparse.Namespace) -> int:
        session = open_session(wanted.pack, wanted.notes)
        for message in session.file.take_messages():
            tell(message)
        return do(session, wanted)

    return command


def _open(wanted: argparse.Namespace) -> int:
    # Textual draws on standard error and reads standard input; without them it only hangs.
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise CommandError("there is no terminal to open the pack on; try ccgbrief search or show")
    if os.environ.get("TERM", "") in {"", "dumb"} and os.name != "nt":
        raise CommandError("this terminal (TERM=dumb) cannot show a screen; try ccgbrief show")
    session = open_session(wanted.pack, wanted.notes)
    from ccgbrief.tui.app import run  # noqa: PLC0415 (commands never pay for Textual)

    status, left = run(session)
    try:
        for line in left:
            tell(line)
        sys.stdout.flush()
    except OSError:
        _fall_silent()  # the terminal was closed
    return status


def _folder(text: str) -> Path:
    return Path(text).expanduser()


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date such as 2026-12-01") from None


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    _add_files(common, argparse.SUPPRESS)
    parser = _Parser(prog="ccgbrief", description=DESCRIPTION, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"ccgbrief {__version__}")
    _add_files(parser, None)
    parser.set_defaults(do=_open)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)

    def command(
        name: str, do: Callable[[argparse.Namespace], int], what: str, example: str
    ) -> argparse.ArgumentParser:
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
    parser.add_argument("--pack", metavar="DIR", type=_folder, default=default, help=pack)
    parser.add_argument("--notes", metavar="FILE", type=_folder, default=default, help=notes)


_Add = Callable[[str, Callable[[argparse.Namespace], int], str, str], argparse.ArgumentParser]


def _add_reading(command: _Add) -> None:
    found = command(
        "search", _in_session(_search), "find words, even misspelt", 'search "owns primry care"'
    )
    found.add_argument("words", metavar="WORDS", nargs="*", help="what you remember of it")
    found.add_argument("--json", action="store_true", help="print JSON")
    found.add_argument("--limit", metavar="N", type=_count, default=10, help="results at the most")
    found.add_argument("--batch", metavar="FILE", help="one query a line; - for standard input")
    shown = command(
        "show", _in_session(show.show), "print an article or a part of the pack", "show duties"
    )
    shown.add_argument(
        "what",
        metavar="WHAT",
        nargs="?",
        default="overview",
        help="an article's id, overview, areas, duties, figures, glossary or notes",
    )
    shown.add_argument("--json", action="store_true", help="print JSON")
    checked = command("check", place.check, "list every fault of a pack", "check my-pack")
    checked.add_argument("folder", metavar="DIR", nargs="?", type=_folder, help="the pack's folder")
    command("where", place.where, "list every file that is read or written", "where")
    left = command(
        "minutes", _in_session(minutes.minutes), "print or write the minutes", "minutes -o m.html"
    )
    left.add_argument(
        "--format", choices=minutes.FORMATS, help="default: as FILE's ending says, else md"
    )
    left.add_argument("-o", dest="output", metavar="FILE", type=_folder, help="write them there")
    left.add_argument("--public", action="store_true", help="leave private notes out")


def _search(session: Session, wanted: argparse.Namespace) -> int:
    if not wanted.words and wanted.batch is None:
        raise CommandError("there is nothing to search for; give some words, or --batch FILE")
    return search.search(session, wanted)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:9]) <= MOST_RESULTS:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1 to {MOST_RESULTS}")
    return int(text)


def _add_writing(command: _Add) -> None:
    noted = command(
        "note",
        _in_session(write.note),
        "write one note",
        'note "Ask for a written split" --on roles --kind action',
    )
    noted.add_argument("text", metavar="TEXT", help="what to note; - reads it from standard input")
    noted.add_argument(
        "--on", metavar="ANCHOR", help="an id, or “article: some words”; none is the meeting"
    )
    kinds = [kind.value for kind in NoteKind]
    noted.add_argument("--kind", choices=kinds, default="note", help="one of %(choices)s")
    noted.add_argument("--owner", help="who is to do it, of an action")
    noted.add_argument("--due", metavar="DATE", type=_date, help="by when, as 2026-12-01")
    noted.add_argument("--private", action="store_true", help="leave it out of the public view")
    for name, do, what in (
        ("tick", write.tick, "tick a duty"),
        ("untick", write.untick, "take the tick of a duty back"),
    ):
        ticked = command(name, _in_session(do), what, f"{name} award-contracts")
        ticked.add_argument(
            "duty", metavar="DUTY", help="the duty's id, as ccgbrief show duties --json has it"
        )


def _add_papers(command: _Add) -> None:
    made = command("new", papers.new, "make a pack to start from", "new my-pack papers/*.pdf")
    made.add_argument("folder", metavar="DIR", type=_folder, help="a folder that is not there yet")
    made.add_argument("files", metavar="FILE", nargs="*", help="papers to begin with")
    made.add_argument("--title", help="the pack's title")
    added = command(
        "add", papers.add, "make articles of papers", "add board-pack.pdf --published 2026-11"
    )
    added.add_argument(
        "files", metavar="FILE", nargs="+", help="text, Markdown, HTML, PDF, Word; or a folder"
    )
    for option in ("title", "author", "publication", "published"):
        added.add_argument(f"--{option}", help=f"the paper's {option}, where the file is silent")
    added.add_argument("--keep-all", action="store_true", help="leave no line out")
    added.add_argument("--anyway", action="store_true", help="add also what is there already")
    removed = command("remove", papers.remove, "take an article out", "remove board-pack")
    removed.add_argument("article", metavar="ARTICLE", help="the article's id")
