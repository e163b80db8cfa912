"""Defines and reads the command line, for `cli`."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any, NoReturn

from ccgbrief import __version__
from ccgbrief.errors import UserError
from ccgbrief.kinds import NoteKind
from ccgbrief.suggest import did_you_mean, nearest_name
from ccgbrief.text import address_problem, as_typed, capitalised, clean_line, listed

DESCRIPTION = """A briefing pack you drive from the keyboard during a meeting.
Without a command it opens the pack on the screen."""

EXAMPLE = 'example: ccgbrief search "owns primry care"; ccgbrief COMMAND --help says more'

MOST_RESULTS = 10_000
"""The most results that can be asked for."""

MOST_SAID = 300
"""Characters of a message about the command line, which may contain anything."""


class UsageError(UserError):
    """The command line makes no sense; the text is one line that points to the help."""


_UNSEEN = partial(argparse.HelpFormatter, width=80)
"""Formats each argument as it is added, to check it; the width of the terminal, which takes 2 ms
to find, matters only to help."""


class _Parser(argparse.ArgumentParser):
    """A parser that reports what is wrong with the command line in one line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_UNSEEN, **options)
        self.register("type", None, as_typed)  # for whatever has no type, unlike names of files

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Report an unknown value together with the nearest known one."""
        if action.choices is not None and value not in action.choices:
            what = "command" if isinstance(action.choices, dict) else "choice"
            cure = did_you_mean(value, action.choices)
            raise argparse.ArgumentError(
                action if what == "choice" else None, f"there is no {what} “{value}”; {cure}"
            )

    def format_help(self) -> str:
        self.formatter_class = argparse.HelpFormatter
        return super().format_help()

    def print_help(self, file: object = None) -> None:
        """Print the help; raises OSError if that fails, which argparse passes over."""
        del file
        sys.stdout.write(self.format_help())
        sys.stdout.flush()

    def error(self, message: str) -> NoReturn:
        """End with the message and the way to the help."""
        said = clean_line(message)[:MOST_SAID]
        raise UsageError(said if said.endswith("?") else f"{said}; see {self.prog} --help")


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the arguments; `do` names the module and the function that carries them out.

    Raises UsageError if they make no sense.
    """
    parser = _parser(_command_in(arguments))
    try:
        wanted, unknown = parser.parse_known_args(arguments)
    except UsageError:
        if strange := _strange_option(arguments, parser):  # its value is taken for a command
            raise UsageError(_not_understood(strange, parser, "")) from None
        raise
    if unknown and not _are_words(wanted, unknown):
        raise UsageError(_not_understood(unknown[0], parser, wanted.command))
    return wanted


def _strange_option(arguments: Sequence[str], parser: argparse.ArgumentParser) -> str:
    """Return the first option before the command that does not exist, or `""`."""
    known = parser._option_string_actions  # noqa: SLF001 (argparse has no other list)
    given = takewhile(lambda each: each not in _COMMANDS, arguments)
    marked = (each for each in given if each.startswith("-") and each.strip("-"))
    return next((each for each in marked if each.partition("=")[0] not in known), "")


def _not_understood(argument: str, parser: argparse.ArgumentParser, command: str) -> str:
    """Name the option nearest to one that does not exist, and where the right ones are listed."""
    of = f" {command}" if command else ""
    listed = f"see ccgbrief{of} --help"
    said = clean_line(argument)[:MOST_SAID]
    if not argument.startswith("-"):
        return f"“{said}” is one argument too many; {listed}"
    near = nearest_name(argument.lstrip("-"), _options(parser, command))
    return f"there is no option {said}; {f'did you mean --{near}?' if near else listed}"


def _options(parser: argparse.ArgumentParser, command: str) -> Iterator[str]:
    for action in parser._actions:  # noqa: SLF001 (argparse has no other list)
        yield from (name[2:] for name in action.option_strings if name.startswith("--"))
        if isinstance(action.choices, dict) and command in action.choices:
            yield from _options(action.choices[command], "")


def every_argument() -> argparse.ArgumentParser:
    """Return the parser with all commands, for shell completion."""
    return _parser(None)


def _command_in(arguments: Sequence[str]) -> str | None:
    """Return the command, `""` for the screen; None if only argparse can tell."""
    rest = list(arguments)
    while len(rest) > 1 and rest[0] in _FILES and not rest[1].startswith("-"):
        del rest[:2]
    if not rest:
        return ""
    return rest[0] if rest[0] in _COMMANDS else None


def _are_words(wanted: argparse.Namespace, unknown: list[str]) -> bool:
    """Add what argparse leaves over to a list: words or files that follow an option.

    In a search, `-word` excludes a word.
    """
    listed = next((name for name in ("words", "files", "day") if hasattr(wanted, name)), "")
    marks = "--" if listed == "words" else "-"
    if not listed or any(word.startswith(marks) and word != "-" for word in unknown):
        return False
    read = unknown if listed == "files" else map(as_typed, unknown)
    setattr(wanted, listed, [*getattr(wanted, listed), *read])
    return True


def _path(text: str) -> Path:
    """Return a path; raises UsageError, and FileNotFoundError if it is in a folder that is gone."""
    if problem := address_problem(text):
        raise UsageError(f"{text or '“”'}: {problem}")
    try:
        path = Path(text).expanduser()
    except RuntimeError:
        raise argparse.ArgumentTypeError(
            f"“{text}” begins with the home of an unknown user"
        ) from None
    if not path.is_absolute() and text != "-":
        Path.cwd()
    return path


def _filled(text: str) -> str:
    """Return what was given unless it is blank, as that of a variable that was never set."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty; give something, or leave the option out")
    return as_typed(text)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:9]) <= MOST_RESULTS:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 to {MOST_RESULTS}")
    return int(text)


class _Words(argparse.Action):
    """Takes all words up to the next option as one value: `--since 1 October`, unquoted."""

    def __init__(self, option_strings: Sequence[str], dest: str, **others: Any) -> None:
        super().__init__(option_strings, dest, nargs="+", **others)

    def __call__(
        self, _: argparse.ArgumentParser, wanted: argparse.Namespace, words: Any, *__: object
    ) -> None:
        setattr(wanted, self.dest, " ".join(words))


class _Version(argparse.Action):
    """Prints the version, and which extras are installed."""

    def __init__(self, option_strings: Sequence[str], dest: str, **others: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, **others)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.util import find_spec  # noqa: PLC0415 (who asks for the version waits)

        print(f"ccgbrief {__version__}")  # noqa: T201 (it was asked for)
        for extra, brought in _EXTRAS.items():
            missing = [
                name
                for name, modules in brought.items()
                if not all(map(find_spec, modules.split()))
            ]
            without = f" without {', '.join(missing)}" if 0 < len(missing) < len(brought) else ""
            said = f"installed{without}" if without or not missing else "not installed"
            cure = f": pip install 'ccgbrief[{extra}]'" if missing else ""
            print(f"{extra} is {said}{cure}")  # noqa: T201 (see above)
        sys.stdout.flush()  # on exit it would be too late to say that it failed
        parser.exit()


_EXTRAS = {
    "calendar": {"calendar files": "icalendar"},
    "pages": {"PDF": "pypdfium2", "Pillow": "PIL", "sixels": "textual_image"},
    "papers": {
        "PDF": "pypdfium2",
        "Word, PowerPoint and e-books": "pypandoc",
        "rich text": "pypandoc striprtf",
        "Excel": "openpyxl xlfmt",
        "web pages": "cssselect2 pypandoc tinycss2 trafilatura",
        "invitations": "icalendar",
    },
}
"""For each extra, what it brings and the modules that it needs."""

_FILES = {
    "--pack": ("DIR", "the pack's folder (default: the pack that ships with ccgbrief)"),
    "--notes": ("FILE", "the notebook's file (default: see ccgbrief where)"),
}
"""Options for every command, before or after its name."""


def _parser(only: str | None) -> argparse.ArgumentParser:
    """Return the parser with one command, with none for `""`, with all of them for None.

    Each command takes a third of a millisecond to add, and only one is needed at a time.
    """
    common = _Parser(add_help=False)
    _add_files(common, argparse.SUPPRESS)
    parser = _Parser(prog="ccgbrief", description=DESCRIPTION, epilog=EXAMPLE, allow_abbrev=False)
    _add_options(parser)
    parser.set_defaults(do="screen:open_screen", command="")
    if only == "":
        return parser
    commands = parser.add_subparsers(
        title="commands",
        metavar="COMMAND",
        parser_class=_Parser,
        prog="ccgbrief",  # argparse would import shutil to find out
    )
    commands.type = str  # or all that follows a command would be taken for words, files too
    for name in _COMMANDS if only is None else [only]:
        do, what, example, add = _COMMANDS[name]
        added = commands.add_parser(
            name,
            help=what,
            description=f"{capitalised(what)}.",
            epilog=f"example: ccgbrief {name} {example}".rstrip(),
            parents=[common],
            allow_abbrev=False,
        )
        added.set_defaults(do=do, command=name)
        add(added)
    return parser


def _add_options(parser: argparse.ArgumentParser) -> None:
    """Add what goes without a command."""
    about = "print the version and which extras are installed"
    parser.add_argument("--version", action=_Version, help=about)
    _add_files(parser, None)
    parser.add_argument(
        "--plain",
        dest="do",
        action="store_const",
        const="plain:converse",
        help="a dialogue line by line, without drawing: for screen readers",
    )
    _flag(parser, "--present", "private notes hidden, text set wider: for a projector")
    _flag(parser, "--no-mouse", "leave the mouse to the terminal, to select text")


def _add_files(parser: argparse.ArgumentParser, default: object) -> None:
    for name, (shown, what) in _FILES.items():
        _value(parser, name, shown, what, type=_path, default=default)


def _flag(parser: argparse._ActionsContainer, name: str, what: str) -> None:
    parser.add_argument(name, action="store_true", help=what)


def _value(
    parser: argparse._ActionsContainer, name: str, metavar: str, what: str, **more: Any
) -> None:
    """Add an argument that takes a value; `name` begins with hyphens if it may be left out."""
    parser.add_argument(name, metavar=metavar, help=what, **more)


_Adding = Callable[[argparse.ArgumentParser], object]


def _search(parser: argparse.ArgumentParser) -> None:
    _value(parser, "words", "WORDS", "what you remember", nargs="*")
    _flag(parser, "--json", "print JSON")
    _value(parser, "--limit", "N", "show at most N results (10 without it)", type=_count)
    parser.add_argument(
        "--cite", choices=("bibtex", "csl-json"), help="print the articles found as references"
    )
    _value(parser, "--batch", "FILE", "one query a line; - for standard input", type=_path)
    _flag(parser, "--private", "find private notes too")


def _show(parser: argparse.ArgumentParser) -> None:
    what = (
        "overview, areas, duties, figures, glossary, notes, "
        "the id of an article, area, duty or figure, or a term of the glossary"
    )
    _value(parser, "what", "WHAT", what, nargs="?", default="overview")
    _flag(parser, "--private", "include private notes, marked")
    form = parser.add_mutually_exclusive_group()
    _flag(form, "--json", "print JSON")
    _flag(form, "--tsv", "its tables as TSV, with ' before what a spreadsheet would run")


def _check(parser: argparse.ArgumentParser) -> None:
    what = "the pack's folder; without it, the pack that opens, and your own papers beside it"
    _value(parser, "folder", "DIR", what, nargs="?", type=_path)


def _note(parser: argparse.ArgumentParser) -> None:
    where = "an id, or “id: some words” of a passage or line there; without it, the meeting"
    _value(parser, "text", "TEXT", "what to note; - reads it from standard input")
    _value(parser, "--on", "ANCHOR", where)
    _value(parser, "--kind", "KIND", listed(NoteKind, "or"), default="note")
    whose = "who is to do an action, or whose interest is declared"
    _value(parser, "--owner", "OWNER", whose, type=_filled)
    _value(parser, "--due", "DATE", "by when: “1 December”, 1/12, Friday, 2026-12-01")
    _flag(parser, "--private", "keep it out of minutes and of anything printed")


def _tick(parser: argparse.ArgumentParser) -> None:
    _value(parser, "duty", "DUTY", "its id, number or title")


def _since(parser: argparse.ArgumentParser) -> None:
    _value(parser, "day", "DATE", "as 2026-11-01, 1 November, yesterday, Friday", action=_Words)
    _flag(parser, "--private", "include private notes, marked")
    _flag(parser, "--json", "print JSON")


def _actions(parser: argparse.ArgumentParser) -> None:
    _flag(parser, "--open", "only those that are not done")
    whose = "only those of whoever has this name; its beginning will do"
    _value(parser, "--owner", "NAME", whose, action=_Words)
    _value(parser, "--due", "DAY", "only those that are due by that day", action=_Words)
    parser.add_argument(
        "--by", choices=("day", "owner"), default="day", help="in which order (default: day)"
    )
    _flag(parser, "--private", "include private ones, marked")
    _flag(parser, "--json", "print JSON")
    _flag(parser, "--ical", "write a file that calendar programs read")
    _add_output(parser)


def _add_output(parser: argparse.ArgumentParser) -> None:
    _value(parser, "-o", "FILE", "write to this file", dest="output", type=_path)
    _flag(parser, "--force", "replace a file that ccgbrief has not written")


_FORMATS = "md, html, json, docx, odt or pdf (default: as the file's ending says)"


def _minutes(parser: argparse.ArgumentParser) -> None:
    since = (
        "include what was written since that day "
        "(default: all of a meeting of a series; of another pack what no earlier minutes held)"
    )
    template = "a Word or OpenDocument file whose styles, header and footer they take"
    _add_output(parser)
    _value(parser, "--format", "FORMAT", _FORMATS, type=_filled)
    copy = parser.add_mutually_exclusive_group()
    _flag(copy, "--private", "include private notes, marked")
    _flag(copy, "--public", "say that it is a public copy")
    chosen = parser.add_mutually_exclusive_group()
    _value(chosen, "--since", "DAY", since, action=_Words)
    _flag(chosen, "--all", "include everything")
    _value(parser, "--title", "TEXT", "what the meeting is called", type=_filled)
    _value(parser, "--present", "TEXT", "who was there", type=_filled)
    _flag(parser, "--figures", "add every figure of the pack")
    _flag(parser, "--every-item", "list items of the agenda on which nothing was said as noted")
    _flag(parser, "--reading", "list the articles marked as read")
    _flag(
        parser, "--final", "no longer a draft: a copy in this format, which never changes, is kept"
    )
    _value(parser, "--template", "FILE", template, type=_path)


def _new(parser: argparse.ArgumentParser) -> None:
    before = "the pack of the meeting before: same areas, duties, glossary and series"
    _value(parser, "folder", "DIR", "a folder that does not exist yet", type=_path)
    _value(parser, "files", "FILE", "papers to start with", type=str, nargs="*")
    _value(parser, "--title", "TITLE", "the pack's title", type=_filled)
    _add_split(parser)
    _value(parser, "--series", "NAME", "the series its meetings belong to", type=_filled)
    _value(parser, "--after", "DIR", before, type=_path)


def _add(parser: argparse.ArgumentParser) -> None:
    papers = "PDF, Word, Excel, PowerPoint, web page, e-mail, text, …; or a folder"
    _value(parser, "files", "FILE", papers, type=str, nargs="+")
    for option, what in (
        ("title", "the paper's title"),
        ("author", "who wrote it"),
        ("publication", "where it was published"),
        ("published", "when, as 2026-11"),
    ):
        about = f"{what} (default: read from the file)"
        parser.add_argument(f"--{option}", help=about, type=_filled)
    _flag(parser, "--keep-all", "leave out only what is hidden, deleted or beside the text")
    _flag(parser, "--anyway", "add it even if it is there already")
    _add_split(parser)
    _value(parser, "--replaces", "ARTICLE", "the id of the article it replaces", type=_filled)


def _add_split(parser: argparse.ArgumentParser) -> None:
    _flag(parser, "--split", "make an article of each bookmark of a PDF")


def _remove(parser: argparse.ArgumentParser) -> None:
    _value(parser, "article", "ARTICLE", "the article's id")


def _completion(parser: argparse.ArgumentParser) -> None:
    _value(parser, "shell", "SHELL", "bash, zsh or fish")


_COMMANDS: dict[str, tuple[str, str, str, _Adding]] = {
    "search": ("search:search", "find words, even misspelt", '"owns primry care"', _search),
    "show": ("show:show", "print an article or a part of the pack", "duties", _show),
    "check": ("check:check", "list every problem of a pack", "my-pack", _check),
    "where": ("check:where", "list every file that is read or written", "", lambda _: None),
    "note": (
        "write:note",
        "write one note",
        '"Ask for a written split" --on roles --kind action',
        _note,
    ),
    "tick": ("write:tick", "tick a duty", "award-contracts", _tick),
    "untick": ("write:untick", "untick a duty", "award-contracts", _tick),
    "since": ("since:since", "list what was written since a day", "2026-11-01", _since),
    "actions": (
        "actions:actions",
        "list who is to do what, and by when",
        "--open --owner Ash",
        _actions,
    ),
    "minutes": (
        "minutes:minutes",
        "print the minutes, or write them into a file",
        "-o minutes.docx",
        _minutes,
    ),
    "new": ("papers:new", "create a pack to start from", "my-pack papers/*.pdf", _new),
    "add": ("papers:add", "turn papers into articles", "board-pack.pdf --published 2026-11", _add),
    "remove": ("papers:remove", "remove an article", "board-pack", _remove),
    "completion": (
        "completion:completion",
        "print the completion script for a shell",
        "fish > ~/.config/fish/completions/ccgbrief.fish",
        _completion,
    ),
}
"""For each command: its function, a description, an example, and its arguments."""
