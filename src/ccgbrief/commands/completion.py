"""`ccgbrief completion`, and the answers to a shell that completes a command line."""

from argparse import Action, ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from ccgbrief.commands.output import DONE, CommandError, print_result
from ccgbrief.errors import UserError
from ccgbrief.kinds import NoteKind
from ccgbrief.pack import Pack
from ccgbrief.session import open_session

SHELLS = ("bash", "zsh", "fish")


def completion(wanted: Namespace) -> int:
    """Print the lines that a shell reads at startup."""
    from argcomplete.shell_integration import shellcode  # noqa: PLC0415 (28 ms for this alone)

    if wanted.shell not in SHELLS:
        raise CommandError(f"there is no completion for “{wanted.shell}”; use {', '.join(SHELLS)}")
    print_result(shellcode(["ccgbrief"], shell=wanted.shell))
    return DONE


def complete(parser: ArgumentParser) -> None:
    """Answer a shell that asks through the environment what comes next, and exit."""
    from argcomplete import autocomplete  # noqa: PLC0415 (see above)

    for action in _actions(parser):
        if ids := _IDS.get(action.dest):
            action.completer = partial(_completions, ids)  # type: ignore[attr-defined]
    autocomplete(parser)


def _completions(
    ids: Callable[[Pack], Iterable[str]], parsed_args: Namespace, **_others: Any
) -> list[str]:
    """Return the completions of an argument, from the pack named; none if it cannot be read."""
    try:
        return list(ids(open_session(parsed_args.pack, parsed_args.notes, series=False).pack))
    except (OSError, UserError):
        return []


def _actions(parser: ArgumentParser) -> Iterator[Action]:
    for action in parser._actions:  # noqa: SLF001 (argparse has no other list)
        yield action
        if isinstance(action.choices, dict):
            for command in action.choices.values():
                yield from _actions(command)


def _shown(pack: Pack) -> Iterator[str]:
    from ccgbrief.view.tabs import BY_NAME  # noqa: PLC0415 (it imports Rich)

    yield from BY_NAME
    yield from _places(pack)
    yield from (figure.id for figure in pack.figures)


def _formats(pack: Pack) -> Iterable[str]:
    from ccgbrief.minutes.formats import FORMATS  # noqa: PLC0415 (it imports what writes them)

    del pack
    return FORMATS


def _places(pack: Pack) -> Iterator[str]:
    yield from (item.id for group in (pack.articles, pack.areas, pack.duties) for item in group)


_IDS: dict[str, Callable[[Pack], Iterable[str]]] = {
    "what": _shown,
    "on": _places,
    "duty": lambda pack: (duty.id for duty in pack.duties),
    "article": lambda pack: (article.id for article in pack.articles),
    "kind": lambda _: NoteKind,
    "format": _formats,
    "shell": lambda _: SHELLS,
}
"""The completions of arguments, by their names in `arguments`."""
