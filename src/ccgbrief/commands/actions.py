"""`ccgbrief actions`: who is to do what and by when, printed or as a calendar file."""

import sys
from argparse import Namespace
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from ccgbrief import paths
from ccgbrief.commands.dates import coming_day, year_read
from ccgbrief.commands.opening import open_to_read
from ccgbrief.commands.output import (
    DONE,
    NO,
    CommandError,
    print_done,
    print_json,
    print_left_out,
    print_message,
    print_result,
    write_output,
)
from ccgbrief.kinds import NO_DAY, NOBODY
from ccgbrief.notebook import contradiction
from ccgbrief.notebook.actions import ALL, Action, Wanted, actions_of, by_day, by_owner, is_named
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.notebook.meeting import HALF_A_YEAR
from ccgbrief.session import Session
from ccgbrief.state import keep_in_calendars, read_in_calendars
from ccgbrief.text import clean_line, listed, words


def actions(wanted: Namespace) -> int:
    """List actions, or write them to a calendar file."""
    if wanted.output and not wanted.ical:
        raise CommandError("-o: it names the file of a calendar; give --ical with it")
    if wanted.ical and wanted.json:
        raise CommandError("--ical: it writes a calendar; give it without --json")
    if wanted.owner is not None and not words(wanted.owner):
        raise CommandError("--owner: it names nobody; give a name, or leave it out for everybody")
    session = open_to_read(wanted, notes=True)
    due = coming_day(wanted.due, "--due") if wanted.due is not None else None
    if due and (year := year_read(due, wanted.due, HALF_A_YEAR.days)):
        print_message(f"due {year}")  # of the same day last year, which is nearer, others are due
    owner = wanted.owner or ""
    chosen = Wanted(wanted.open, owner, due, _is_whole_name(session, owner, ical=wanted.ical))
    if wanted.ical:
        return _write_calendar(session, wanted, chosen)
    found = _actions(session, chosen, private=wanted.private)
    found = by_owner(found) if wanted.by == "owner" else by_day(found)
    if wanted.json:
        print_json([_as_dict(action, local_today()) for action in found])
    else:
        for action in found:
            print_result(_line(action, local_today()))
    for said in _unfinished(chosen, found):
        print_message(said)
    print_left_out(_private_left_out(session, wanted, chosen))
    if not found:
        print_message("no actions match")
    return DONE if found else NO


def _is_whole_name(session: Session, owner: str, *, ical: bool) -> bool:
    """Return whether somebody whose name has these whole words has an action, here or in calendars.

    Then nobody else is meant, whose name only begins so.
    """
    names = [action.note.owner for action in _actions(session, ALL, private=True)]
    if ical:
        stores = session.store, *(meeting.store for meeting in session.series.meetings)
        known = [read_in_calendars(paths.calendar_file(store.path))[0] for store in stores]
        names += [was.owner for each in known for was in each.values()]
    return any(is_named(name, owner, is_whole=True) for name in names)


def _unfinished(wanted: Wanted, found: Iterable[Action]) -> list[str]:
    """Say whose actions these are, where the owner's name was not given whole."""
    names = dict.fromkeys(clean_line(action.note.owner) for action in found)
    if wanted.is_whole or not names:
        return []
    named, those = clean_line(wanted.owner), listed(names, "and")
    return [f"nobody here is called “{named}” in full; these are the actions of {those}"]


def _actions(session: Session, wanted: Wanted, *, private: bool) -> list[Action]:
    found = actions_of(session.notebook.notes(private=private), session.pack.id, "", wanted)
    for meeting in session.series.meetings:
        notes = meeting.notebook.notes(private=private)
        found += actions_of(notes, meeting.pack, meeting.title, wanted)
    return found


def _private_left_out(session: Session, wanted: Namespace, chosen: Wanted) -> int:
    if wanted.private:
        return 0
    every, public = (len(_actions(session, chosen, private=each)) for each in (True, False))
    return every - public


def _line(action: Action, day: date) -> str:
    note = action.note
    state = action.state(day)
    if note.done and note.done_at:
        state = f"done {note.done_at.astimezone().date().isoformat()}"
    due = note.due.isoformat() if note.due else NO_DAY
    origin = f" (from {clean_line(action.meeting)})" if action.meeting else ""
    private = " (private)" if note.private else ""
    owner = clean_line(note.owner) or NOBODY
    other = f" ({said})" if (said := contradiction(note)) else ""
    return f"{state}  {due}  {owner}: {clean_line(note.text)}{other}{private}{origin}"


def _as_dict(action: Action, day: date) -> dict[str, Any]:
    done_at = action.note.done_at
    return {
        **action.note.as_dict(),
        "done_at": done_at.isoformat() if done_at else None,
        "state": action.state(day),
        "contradiction": contradiction(action.note),
        "pack": action.pack,
        "meeting": action.meeting,
    }


def _write_calendar(session: Session, wanted: Namespace, chosen: Wanted) -> int:
    from ccgbrief.notebook.calendar_export import as_calendar, to_export  # noqa: PLC0415 (few want one)

    meetings = [(session.store, session.pack.title)]
    meetings += [(each.store, each.title) for each in session.series.meetings]
    exports, doubts, now = {}, [], datetime.now(UTC).replace(microsecond=0)
    for store, title in meetings:
        file = paths.calendar_file(store.path)
        known, doubt = read_in_calendars(file)
        doubts += [doubt] if doubt else []
        exports[file] = to_export(store.notebook, title, known, chosen, now, private=wanted.private)
    found = by_day(action for each in exports.values() for action in each.actions)
    doubts += _unfinished(chosen, found)
    cancelled = [each for export in exports.values() for each in export.cancelled]
    data, said = as_calendar(found, cancelled, now), []
    if wanted.output:
        said = write_output(session, wanted.output, data, "actions.ics", force=wanted.force)
        said.append(f"holds {len(found)} action{'' if len(found) == 1 else 's'}")
        said += [f"cancels {len(cancelled)} that calendars have"] if cancelled else []
    else:
        sys.stdout.buffer.write(data)
    if missing := sum(each.missing for each in exports.values()):
        one = missing == 1
        doubts.append(
            f"{missing} action{' that calendars have is' if one else 's that calendars have are'} "
            f"missing in the notebook; {'it is' if one else 'they are'} not cancelled, as nobody "
            f"deleted {'it' if one else 'them'}"
        )
    if several := sum(each.of_several for each in exports.values()):
        have = "action has" if several == 1 else "actions have"
        kept = "of which the calendar holds one: the open one, if only one is done"
        doubts.append(f"{several} {have} two texts, {kept}")
    for file, each in exports.items():
        said += keep_in_calendars(file, each.known) if each.known else []
    if wanted.output:
        print_done("; ".join(said))
    else:
        doubts += said
    for doubt in doubts:
        print_message(doubt)
    print_left_out(_private_left_out(session, wanted, chosen))
    return DONE
