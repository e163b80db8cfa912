"""The manual page, made from the arguments of the command line: for the wheel."""

import argparse
import re
from collections.abc import Iterator

from ccgbrief import __version__
from ccgbrief.arguments import DESCRIPTION, every_argument

STATUS = {
    "0": "done",
    "1": "no: nothing was found, or problems were",
    "2": "could not; one line on standard error names the file and the cure",
}


def manual_page() -> str:
    """Return the page as roff."""
    parser = every_argument()
    for each in (parser, *_commands(parser).values()):
        each.__dict__["color"] = False  # Python 3.14 would colour it for a terminal
    return "\n".join(_lines(parser)) + "\n"


def _lines(parser: argparse.ArgumentParser) -> Iterator[str]:
    summary, without_command = DESCRIPTION.split("\n", 1)
    yield f'.TH CCGBRIEF 1 "" "ccgbrief {__version__}"'
    yield from (".nh", ".ad l")  # what is to be typed is not hyphenated or spaced out
    yield ".SH NAME"
    yield rf"ccgbrief \- {_plain(summary.rstrip('.'))}"
    yield ".SH SYNOPSIS"
    yield _usage(parser)
    yield ".SH DESCRIPTION"
    yield _plain(without_command)
    yield ".SH OPTIONS"
    yield from _arguments(parser)
    yield ".SH COMMANDS"
    yield "--pack and --notes go with every command.".replace("-", r"\-")
    for name, command in _commands(parser).items():
        yield f".SS {name}"
        yield _usage(command)
        yield ".PP"
        yield _plain(command.description or "")
        yield from _arguments(command, besides=("--help", "--pack", "--notes"))
        yield ".PP"
        yield _plain((command.epilog or "").replace("example", "Example", 1))
    yield ".SH EXIT STATUS"
    for status, meaning in STATUS.items():
        yield from (".TP", status, _plain(meaning))
    yield ".SH FILES"
    yield "ccgbrief where lists every file that is read or written."


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    listed = (action.choices for action in parser._actions)  # noqa: SLF001 (there is no other list)
    return next(choices for choices in listed if isinstance(choices, dict))


def _usage(parser: argparse.ArgumentParser) -> str:
    words = parser.format_usage().removeprefix("usage: ").split()
    return _plain(" ".join(words))


def _arguments(parser: argparse.ArgumentParser, besides: tuple[str, ...] = ()) -> Iterator[str]:
    formatter = parser._get_formatter()  # noqa: SLF001 (what writes the help)
    for action in parser._actions:  # noqa: SLF001 (see above)
        is_hidden = action.help == argparse.SUPPRESS or isinstance(action.choices, dict)
        if is_hidden or set(besides) & set(action.option_strings):
            continue
        yield ".TP"
        yield _plain(formatter._format_action_invocation(action))  # noqa: SLF001 (see above)
        yield _plain(formatter._expand_help(action))  # noqa: SLF001 (see above)


def _plain(text: str) -> str:
    """Return text in which roff finds nothing to act on."""
    lines = text.replace("\\", r"\e").replace("-", r"\-").splitlines()
    return "\n".join(re.sub(r"^(?=[.'])", r"\\&", line) for line in lines)
