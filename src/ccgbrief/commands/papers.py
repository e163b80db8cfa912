"""`ccgbrief new`, `add` and `remove`: the reader's own papers."""

import re
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from types import FrameType

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from ccgbrief import paths
from ccgbrief.commands.output import DONE, NO, CommandError, print_done, print_message
from ccgbrief.notebook.final_minutes import after_final, final_minutes_of, late_notes
from ccgbrief.pack import Pack, read_pack
from ccgbrief.pack.references import date_parts
from ccgbrief.pack_editing import (
    FIRST_ARTICLE,
    Options,
    Outcome,
    Step,
    Watch,
    add_papers,
    new_pack,
    remove_article,
)
from ccgbrief.papers.paper import PaperError
from ccgbrief.session import open_session
from ccgbrief.system import as_argument, ending_signals
from ccgbrief.text import address_problem, clean_line, without_echo

_AS_BEFORE = "the pack is as it was"


def new(wanted: Namespace) -> int:
    """Make a pack folder, with the papers named, if any."""
    series = wanted.series
    if series is None and wanted.after is None:
        series = _asked_series()
    for name in wanted.files:
        Path.cwd()  # as in `_add`, before anything is made
        problem = address_problem(name)
        if problem or not (Path(name).exists() or set(name) & set("*?[")):
            raise CommandError(f"{name or '“”'}: {problem or 'no such file'}; nothing was made")
    with _interruptible("nothing was made") as watch:
        made = new_pack(
            wanted.folder,
            wanted.title or "",
            series or "",
            wanted.after,
            watch,
            lambda: _name_series(wanted),
        )
        print_done(
            f"A pack to start from is in {wanted.folder}: "
            f"ccgbrief --pack {as_argument(wanted.folder)} opens it"
        )
        if made.joined:
            print_done(made.joined)
        after = _after_final(wanted) if wanted.after else ""
        for line in filter(None, [made.renamed, *made.doubts, made.not_joined, after]):
            print_message(line)
    added = _add_to_new(wanted) if wanted.files else DONE
    return max(NO if made.not_joined else DONE, added)


def _add_to_new(wanted: Namespace) -> int:
    cure = f"ccgbrief add FILE --pack {as_argument(wanted.folder)} adds them"
    left = f"{wanted.folder} is there without its papers; {cure}"
    try:
        added = _add(wanted.files, wanted.folder, Options(split=wanted.split), left)
    except PaperError as error:
        raise PaperError(f"{error}; {left}") from error
    if wanted.after and len(read_pack(wanted.folder).articles) > 1:
        with _interruptible(
            f"{wanted.folder} is there with {FIRST_ARTICLE}"
        ) as watch:  # who makes the next pack knows what it says
            for sentence in remove_article(wanted.folder, FIRST_ARTICLE, watch=watch):
                print_done(sentence)
    return added


def _name_series(wanted: Namespace) -> str:
    """Have the notebook of the meeting before name its series, if it does not; return why not."""
    session = open_session(wanted.after, wanted.notes, series=False)
    problem = session.store.name_series()
    until = f"until then nothing from “{session.pack.title}” is carried over"
    return f"{problem}; {until}" if problem else ""


def _after_final(wanted: Namespace) -> str:
    """Say what was written after the final minutes of the meeting before."""
    before = open_session(wanted.after, wanted.notes, series=False)
    final = final_minutes_of(before.store.path, before.pack.id)
    if final is None:
        return ""
    return after_final(final, before.pack.title, late_notes(final, before.notebook.notes()))


def _asked_series() -> str:
    """Ask at a terminal which series of meetings a pack belongs to."""
    if not _is_interactive():
        return ""
    try:
        return input("Series of meetings, such as governing-body (enter for none): ")
    except EOFError:
        return ""


def _is_interactive() -> bool:
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout))


def add(wanted: Namespace) -> int:
    """Make articles from papers, in the pack named or beside the shipped one."""
    options = Options(
        title=wanted.title or "",
        author=wanted.author or "",
        published=_published(wanted.published or ""),
        publication=wanted.publication or "",
        keep_all=wanted.keep_all,
        anyway=wanted.anyway,
        replaces=wanted.replaces or "",
        split=wanted.split,
    )
    folder, beside = _target(wanted)
    return _add(wanted.files, folder, options, f"nothing was added, and {_AS_BEFORE}", beside)


def _published(said: str) -> str:
    """Return when a paper was published; raises CommandError if that is no year, month or day."""
    numbers = re.fullmatch(r"(\d{4})-(\d\d?)(?:-(\d\d?))?", said)
    with suppress(ValueError):
        if numbers:
            date(*(int(number or 1) for number in numbers.groups()))
        if not said or date_parts(said)[0]:
            return said
    example = "give it as 2026, 2026-11 or 2026-11-05"
    raise CommandError(f"--published: “{said}” is no year, month or day; {example}")


def remove(wanted: Namespace) -> int:
    """Remove an article from a pack; its files are kept."""
    folder, beside = _target(wanted)
    with _interruptible(f"nothing was removed, and {_AS_BEFORE}") as watch:
        for sentence in remove_article(folder, wanted.article, beside=beside, watch=watch):
            print_done(sentence)
    return DONE


def _target(wanted: Namespace) -> tuple[Path, Pack | None]:
    """Return the folder of the pack to change, and the shipped pack if the papers go beside it."""
    if wanted.pack:
        return wanted.pack, None
    shipped = read_pack(paths.shipped_pack())
    return paths.own_papers(shipped.id), shipped


def _add(
    files: list[str], folder: Path, options: Options, left: str, beside: Pack | None = None
) -> int:
    """Add papers, and print what became of each; return the exit status."""
    Path.cwd()  # raises FileNotFoundError if it is gone, where no process can be started
    with _interruptible(left) as watch:
        with _progress() as show:
            results = add_papers(files, folder, options, show, beside=beside, watch=watch)
        for sentence in (sentence for result in results for sentence in result.sentences):
            print_done(without_echo(sentence))
    return NO if any(r.outcome is Outcome.REFUSED for r in results) else DONE


def _say_waiting(folder: Path) -> None:
    print_message(f"{folder}: another ccgbrief is changing this pack; waiting for it to end")


@contextmanager
def _interruptible(left: str) -> Iterator[Watch]:
    """Undo what was begun if a signal ends the program, and say what is `left`.

    Once a change is being made no signal ends it before what was done is printed.
    """
    before = {number: signal.signal(number, _interrupt) for number in ending_signals()}

    def go_on() -> None:
        for number in before:
            signal.signal(number, signal.SIG_IGN)

    try:
        yield Watch(_say_waiting, go_on)
    except KeyboardInterrupt as interrupt:
        print_message(f"interrupted; {left}")
        number = interrupt.args[0] if interrupt.args else signal.SIGINT
        raise SystemExit(128 + number) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def _interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    raise KeyboardInterrupt(number)


@contextmanager
def _progress() -> Iterator[Callable[[Step], None]]:
    """Show a progress bar with the name of the file, if there is a terminal."""
    columns = (TextColumn("{task.fields[name]}", markup=False), BarColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not sys.stderr.isatty()
    ) as bar:
        task = bar.add_task("", total=None, name="")

        def tell(step: Step) -> None:
            part = step.page / step.pages if step.pages else 0
            page = f", page {step.page} of {step.pages}" if step.pages else ""
            name = clean_line(f"{step.number} of {step.count}: {step.file.name}{page}")
            is_known = step.pages or step.count > 1  # else the bar only shows that work goes on
            total = step.count if is_known else None
            bar.update(task, completed=step.number - 1 + part, total=total, name=name)

        yield tell
