"""The form for the meeting itself: its fields, where they are saved, and which names it knows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain

from ccgbrief.notebook import Contents, Note, Notebook, Series, note_in
from ccgbrief.notebook.date_parser import mentioned_days, read_day
from ccgbrief.notebook.meeting import (
    DATE,
    LABELS,
    LAST_MINUTES,
    as_note,
    each_once,
    every_heading,
    fields_of,
    heading_notes,
    in_words,
    names_in,
    people_in,
)
from ccgbrief.text import clean_line, fold
from ccgbrief.view.typed_words import is_doubtful

_BEING_TYPED = re.compile(r'(?:^|[\s(/&,])@["“]?([^\s@,;:"“”][^@,;:"“”\n]*)$')

_BETWEEN = r"[,;]\s*"


def fields_today(notebook: Notebook, today: date, series: str = "") -> dict[str, str]:
    """Return the fields of today's meeting by label; private notes are ignored.

    In a pack of a `series` they are those of its one meeting, whenever they were written.
    """
    return fields_of(_notes_today(notebook, today, series))


def fields_being_typed(
    written: Contents, notebook: Notebook, today: date, series: str = ""
) -> dict[str, str]:
    """Return the fields of a draft that was a form of today, by label; none of any other draft.

    What was written meanwhile is on no form, so that such a draft has to be kept beside it.
    """
    kept = notebook.copy()
    kept.merge(written)
    notes = _notes_today(kept, today, series)
    return fields_of(notes) if notes == [note_in(written)] else {}


def suggested_fields(series: Series, today: date, title: str = "") -> dict[str, str]:
    """Return what may be meant for each label: as at the last meeting of the series.

    The day is the one in the `title` of the pack, or else today.
    """
    day = {DATE: in_words(_day_in(title, today))}
    if not series.meetings:
        return day
    last = series.meetings[-1]
    before = fields_of(every_heading(last.notebook.notes()))
    approved = {} if series.is_unread else {LAST_MINUTES: f"{last.name}: approved"}
    return before | day | approved


def _day_in(title: str, today: date) -> date:
    """Return the day that a title states, in the year nearest to `today`; `today` if it has none.

    A weekday alone says nothing of which meeting it is, and one with its year more than others.
    """
    stated = [said for said in mentioned_days(title) if any(map(str.isdigit, said))]
    read = [{read_day(said, today, past=past) for past in (False, True)} for said in stated]
    with_year = [days for days in read if len(days) == 1 and None not in days]
    days = sorted(filter(None, chain(*(with_year or read))))
    return min(days, key=lambda day: abs(day - today), default=today)


def write_fields(
    notebook: Notebook, fields: Mapping[str, str], today: date, series: str = ""
) -> Note | None:
    """Write the fields of today's meeting to one note; return it, if there is one.

    Other notes on that meeting with such fields become part of it.
    """
    notes = _notes_today(notebook, today, series)
    text = as_note({label: clean_line(fields.get(label, "")) for label in LABELS})
    for note in notes[1:] if text else notes:
        notebook.delete_note(note)
    if not text:
        return None
    return notebook.edit_note(notes[0], text) if notes else notebook.add_note(text)


def merged_fields(
    begun: Mapping[str, str], typed: Mapping[str, str], now: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Return the fields with what was typed into a form that was begun with other ones.

    Those that somebody else has changed since stay; the second value is the labels of those that
    both have changed, of which both texts are kept.
    """
    fields: dict[str, str] = {}
    both: list[str] = []
    for label in LABELS:
        old, mine, theirs = (clean_line(each.get(label, "")) for each in (begun, typed, now))
        fields[label] = theirs if mine == old else mine
        if mine and theirs and old not in {mine, theirs} and mine != theirs:
            fields[label] = each_once([theirs, mine])
            both.append(label)
    return fields, both


def is_slip(before: Mapping[str, str], fields: Mapping[str, str]) -> bool:
    """Return whether what was typed may be the rest of a word that opened the form."""
    typed = [text for label, text in fields.items() if text != before.get(label, "")]
    return len(typed) == 1 and bool(typed[0]) and is_doubtful(typed[0], "H")


def known_people(notebook: Notebook, series: Series) -> list[str]:
    """Return everybody named here or at earlier meetings, by name; private notes name nobody."""
    names: dict[str, str] = {}
    for book in (*(meeting.notebook for meeting in series.meetings), notebook):
        notes = book.notes()
        heads = (people_in(fields_of([note])) for note in every_heading(notes))
        named = (*chain.from_iterable(heads), *_owners(notes))
        names |= {fold(name): name for name in named}
    return sorted(names.values(), key=fold)


def completed_list(typed: str, names: Sequence[str]) -> str | None:
    """Return a list of names with the last one completed; None if no name begins that way."""
    last = re.split(_BETWEEN, typed)[-1]
    rest = _rest(last, names, names_in(typed))
    return typed + rest if rest else None


def completion_of_owner(before: str, names: Sequence[str]) -> str:
    """Return the rest of the name after an `@` at the end of a text."""
    found = _BEING_TYPED.search(before)
    return _rest(found[1], names) if found else ""


def _rest(typed: str, names: Iterable[str], but: Sequence[str] = ()) -> str:
    wanted = typed.casefold()
    longer = (name for name in names if len(name) > len(typed) and name not in but)
    begun = (name for name in longer if wanted and name.casefold().startswith(wanted))
    return next(begun, typed)[len(typed) :]


def _owners(notes: Iterable[Note]) -> Iterable[str]:
    return (name for note in notes for name in names_in(clean_line(note.owner)))


def _notes_today(notebook: Notebook, today: date, series: str) -> list[Note]:
    notes = heading_notes(notebook.notes(), series)
    return [note for note in notes if series or note.written.astimezone().date() == today]
