"""`ccgbrief minutes`: what leaves the meeting, printed or written into a file."""

import json
import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from ccgbrief import paths
from ccgbrief.commands.dates import past_day
from ccgbrief.commands.opening import PATIENCE, open_to_read
from ccgbrief.commands.output import (
    DONE,
    CommandError,
    print_done,
    print_left_out,
    print_message,
    print_result,
    refuse_output,
    write_output,
)
from ccgbrief.files import make_folder, place_new, reason, remove
from ccgbrief.minutes import phrases
from ccgbrief.minutes.build import Options
from ccgbrief.minutes.formats import FORMATS
from ccgbrief.minutes.selection import EVERYTHING, Selection
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.notebook.final_minutes import unlisted
from ccgbrief.notebook.lock import locked
from ccgbrief.notebook.meeting import MEETING, PRESENT, each_on_a_line
from ccgbrief.session import Session
from ccgbrief.settings import read_settings, template_for, unused_template
from ccgbrief.system import unwinding
from ccgbrief.text import listed
from ccgbrief.view.minutes import (
    MOVE_OTHERS,
    beside_final,
    doubt_of_day,
    doubts_of_notes,
    draw_up,
    final_minutes_of,
    is_final,
    selection_for,
)

READ_ONLY = 0o444
"""The permissions of a file with final minutes."""

STANDARD_OUTPUT = Path("-")
"""Stands for standard output in place of a file's name."""


def minutes(wanted: Namespace) -> int:
    """Print the minutes, or write them to the file named."""
    if wanted.format and wanted.format not in FORMATS:
        known = ", ".join(FORMATS)
        raise CommandError(f"there is no format “{wanted.format}”; give one of {known}")
    return write_out(open_to_read(wanted, notes=True), wanted)


def write_out(session: Session, wanted: Namespace) -> int:
    path: Path | None = None if wanted.output == STANDARD_OUTPUT else wanted.output
    form = wanted.format or (_guessed(path) if path else next(iter(FORMATS)))
    if wanted.template and FORMATS[form].is_text:
        styled = ", ".join(name for name, each in FORMATS.items() if not each.is_text)
        raise CommandError(f"--template: it is for {styled}, and these minutes are {form}")
    template = wanted.template or _template_chosen(form)
    selection = _selection(session, wanted)
    options = Options(
        public=wanted.public,
        private=wanted.private,
        selection=selection,
        every_figure=wanted.figures,
        reading=wanted.reading,
        every_item=wanted.every_item,
        final=wanted.final,
        given={MEETING: wanted.title or "", PRESENT: each_on_a_line(wanted.present or "")},
    )
    if wanted.every_item and not session.pack.agenda:
        print_message("--every-item: this pack has no agenda, so it adds nothing")
    drawn = draw_up(session, local_today(), options)
    holding = phrases.holding(drawn.minutes)
    if selection.is_rest and not drawn.minutes.fresh:
        holding += "; --all holds everything"
    if guessed := doubt_of_day(session):
        print_message(guessed)
    for doubt in doubts_of_notes(session, drawn, local_today()):
        print_message(doubt)
    frozen = _frozen_file(session, drawn.minutes.held, form) if wanted.final else None
    try:
        with unwinding():
            data = FORMATS[form].write(drawn.minutes, template)
    except OSError as error:
        cure = "make room for temporary files, or write .html"
        raise CommandError(f"the minutes could not be made ({reason(error)}); {cure}") from error
    if path or frozen:
        day = drawn.minutes.held
        said = [*_write_files(session, day, data, path, frozen, force=wanted.force), holding]
        said += drawn.keep(session, frozen)
        print_done("; ".join(said))
    else:
        _print(data, form)
        if selection.is_rest:
            print_message(holding)
    print_left_out(drawn.left_out)
    beside = "" if wanted.final else beside_final(session, drawn.minutes.held)
    for doubt in filter(None, [selection.doubt, beside]):
        print_message(doubt)
    return DONE


def _template_chosen(form: str) -> Path | None:
    """Return the template that the settings name for a format."""
    ending = FORMATS[form].template
    if not ending:
        return None
    settings, faults = read_settings(paths.config_file())
    for fault in faults:
        print_message(fault)
    if unused := unused_template(settings, ending):
        print_message(unused)
    return template_for(settings, ending)


def _refuse_other_final(session: Session, day: date) -> None:
    if files := final_minutes_of(session, day):
        move = "move the file to write others" if len(files) == 1 else MOVE_OTHERS
        named = listed(map(str, files), "and")
        raise CommandError(f"{named}: the minutes of this meeting are {is_final(files)}; {move}")
    if unknown := unlisted(session.store.path):
        raise CommandError(f"{unknown}; make the folder readable")


def _frozen_file(session: Session, day: date, form: str) -> Path:
    """Return where the final minutes of that day are kept; raises CommandError if some are."""
    _refuse_other_final(session, day)
    if session.pack.series and not session.store.path.exists():
        session.store.save(anyway=True)  # or no later meeting of the series would find this one
    name = f"{session.pack.id}-{day.isoformat()}{FORMATS[form].endings[0]}"
    return paths.final_minutes(session.store.path) / name


def _freeze(session: Session, day: date, file: Path, data: bytes) -> list[str]:
    """Keep final minutes where they never change; returns what to say of it.

    The lock of the notebook makes other commands wait, which may have made others final meanwhile.
    """
    try:
        make_folder(file.parent)
        with locked(session.store.path, PATIENCE):
            _refuse_other_final(session, day)
            return [f"Final minutes kept: {file}", *place_new(file, data, mode=READ_ONLY)]
    except OSError as error:
        _refuse_other_final(session, day)  # where nothing can be locked
        raise CommandError(f"{file}: {reason(error)}; they are not final yet") from error


def _write_files(
    session: Session,
    day: date,
    data: bytes,
    path: Path | None,
    frozen: Path | None,
    *,
    force: bool,
) -> list[str]:
    """Write the minutes where they are wanted, and where they never change; or neither of the two.

    Returns what to say of it. Raises CommandError.
    """
    if path:
        refuse_output(session, path)
    kept = _freeze(session, day, frozen, data) if frozen else []
    if path is None:
        return kept
    try:
        return [*write_output(session, path, data, "minutes.html", force=force), *kept]
    except CommandError:
        if frozen:
            remove(frozen)
        raise


def _print(data: bytes, form: str) -> None:
    if FORMATS[form].is_text:
        print_result(_printable(data.decode(), form).rstrip("\n"))
    elif sys.stdout.isatty():
        raise CommandError(f"minutes as {FORMATS[form].name} cannot be shown; name a file with -o")
    else:
        sys.stdout.buffer.write(data)


def _selection(session: Session, wanted: Namespace) -> Selection:
    if wanted.all:
        return EVERYTHING
    if _is_day(wanted.since):
        return Selection(past_day(wanted.since))
    if not wanted.since:
        return selection_for(session, local_today())
    selection = selection_for(session, local_today(), rest=True)
    if not (selection.is_rest or selection.doubt or selection.unrecorded):
        print_message("no minutes were written before today, so these hold everything")
    return selection


def _is_day(since: str | None) -> bool:
    return since not in {None, "last"}


def _guessed(path: Path) -> str:
    if not path.suffix:
        return next(iter(FORMATS))
    endings = {ending: form for form, each in FORMATS.items() for ending in each.endings}
    form = endings.get(path.suffix.lower())
    if form is None:
        known = listed((each.endings[0] for each in FORMATS.values()), "or")
        raise CommandError(
            f"{path}: minutes are not written as {path.suffix}; "
            f"end the name in {known}, or give --format"
        )
    return form


def _printable(text: str, form: str) -> str:
    """Return `text`, in ASCII where standard output cannot say all of it and the format can."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        if form == "html":
            return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
        if form == "json":
            return json.dumps(json.loads(text), indent=2)
    return text
