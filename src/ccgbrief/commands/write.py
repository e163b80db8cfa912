"""`ccgbrief note`, `tick` and `untick`: writing in the notebook without opening the screen."""

import sys
from argparse import Namespace

from ccgbrief.commands.dates import coming_day, year_read
from ccgbrief.commands.opening import open_to_write
from ccgbrief.commands.output import (
    DONE,
    TOO_LONG_TO_TYPE,
    CommandError,
    may_be_cut,
    print_done,
    print_message,
)
from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Failed, Place, Status, as_read
from ccgbrief.notebook.assignments import as_name, controls_in, read_assignment
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.notebook.meeting import doubt_of
from ccgbrief.session import Session
from ccgbrief.suggest import did_you_mean
from ccgbrief.text import clean, clean_line, decode

REPLACED = "\ufffd"
"""What stands for characters that cannot be shown."""

MAX_NOTE_BYTES = 1_000_000
"""Bytes of a note on standard input; anything longer was not meant as one."""


def note(wanted: Namespace) -> int:
    if wanted.kind not in set(NoteKind):
        cure = did_you_mean(wanted.kind, NoteKind, f"give one of {', '.join(NoteKind)}")
        raise CommandError(f"--kind: there is no kind “{wanted.kind}”; {cure}")
    session = open_to_write(wanted)
    typed = _read_note() if wanted.text == "-" else wanted.text
    text = clean(typed).strip()
    if not text:
        raise CommandError("the note has no words; give them in quotation marks, or - to read them")
    try:
        place, taken_for = (Place(), "") if wanted.on is None else session.place_of(wanted.on)
    except ValueError as error:
        raise CommandError(f"--on: {error}") from error
    replaced, kind = _replaced(typed), NoteKind(wanted.kind)
    said = read_assignment(text, kind, local_today())
    due = coming_day(wanted.due, "--due") if wanted.due is not None else said.due
    question = next((n for n in session.questions if n.id == place.question), None)
    written = session.notebook.add_note(
        text,
        kind=kind,
        place=place,
        owner=_name(wanted.owner) if wanted.owner else said.owner,
        due=due,
        private=wanted.private or (question is not None and session.notebook.is_private(question)),
    )
    session.notebook.tick_answered(written)
    _tell_replaced(replaced)
    if said.doubt_of_day and not due:
        print_message(f"{said.doubt_of_day}; it is saved without one")
    if due and (year := year_read(due, wanted.due or text)):
        print_message(f"due {year}")
    notes, pack = session.notebook.notes(), session.pack
    if doubt := doubt_of(written, notes, local_today(), pack, session.series):
        print_message(doubt)
    _save(session)
    if taken_for:
        print_message(f"--on: read as “{taken_for.strip('“”')}”")
    private = " (private)" if written.private else ""
    read = clean_line(", ".join([kind.value, *as_read(written, pack.agenda)]))
    print_done(f"Saved ({read}): {written.text}{private}")
    return DONE


def _name(given: str) -> str:
    """Return a name that was given, without its `@`; several with one each are as many people."""
    several = given.count("@") > 1
    said = read_assignment(given, NoteKind.ACTION, local_today()).owner if several else ""
    if removed := controls_in(given):
        print_message(removed)
    _tell_replaced(_replaced(given))
    return said or as_name(given)


def _replaced(text: str) -> int:
    return clean(text).count(REPLACED) - text.count(REPLACED)


def _tell_replaced(count: int) -> None:
    if count:
        print_message(f"{count} × a character that cannot be shown was replaced by {REPLACED}")


def _read_note() -> str:
    if sys.stdin is None:
        raise CommandError("standard input is closed; give the words of the note")
    data = sys.stdin.buffer.read(MAX_NOTE_BYTES + 1)
    if any(map(may_be_cut, data.split(b"\n"))):
        raise CommandError(f"standard input: a line is {TOO_LONG_TO_TYPE}; give shorter ones")
    if len(data) > MAX_NOTE_BYTES:
        raise CommandError("standard input: it is longer than any note; keep it in a file")
    try:
        return decode(data).text
    except ValueError as error:
        raise CommandError(f"standard input: {error}; give the words of the note") from error


def tick(wanted: Namespace) -> int:
    return _set(wanted, Status.IN_PLACE, "Ticked")


def untick(wanted: Namespace) -> int:
    return _set(wanted, Status.NOT_STARTED, "Unticked")


def _set(wanted: Namespace, status: Status, said: str) -> int:
    session = open_to_write(wanted)
    try:
        duty_id = session.duty_id(wanted.duty)
    except ValueError as error:
        raise CommandError(str(error)) from error
    session.notebook.set_status(duty_id, status)
    _save(session)
    duty, duties, book = session.pack.duty(duty_id), session.pack.duties, session.notebook
    is_known = all(book.knows_status_of(each.id) for each in duties)
    done = sum(book.is_ticked(each.id) for each in duties) if is_known else "?"
    print_done(f"{said}: {duty.title if duty else duty_id} ({done} of {len(duties)} in place)")
    return DONE


def _save(session: Session) -> None:
    outcome = session.store.close()
    if isinstance(outcome, Failed):
        problem, *unsaved = outcome.message.split("\n")
        for line in unsaved:
            print_message(line)
        raise CommandError(problem)
    for message in session.store.take_messages():
        print_message(message)
