"""The calendar files are read back by icalendar and by vobject."""

import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from icalendar import Calendar, Todo

from ccgbrief.errors import UserError
from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Contents, Notebook, Place
from ccgbrief.notebook.actions import Wanted, actions_of
from ccgbrief.notebook.calendar_export import Export, as_calendar, to_export
from tests.clock import Clock

LATER = datetime(2026, 11, 29, 10, tzinfo=UTC)
"""When calendar files are written."""


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 22, 10, tzinfo=UTC))


@pytest.fixture
def notebook(clock: Clock) -> Notebook:
    return Notebook("small", "aaaa", clock)


def calendar(notebook: Notebook) -> bytes:
    return as_calendar(actions_of(notebook.notes(private=True), notebook.pack, "Board of November"))


def todos(data: bytes) -> list[Any]:
    return [each for each in Calendar.from_ical(data).walk() if isinstance(each, Todo)]


def test_a_to_do_has_what_the_action_says(notebook: Notebook) -> None:
    notebook.add_note(
        "Ask for a split; in writing, please",
        kind=NoteKind.ACTION,
        owner="Dr Ash",
        due=date(2026, 12, 1),
        place=Place("roles", "nobody knows"),
    )
    notebook.add_note("no action")
    data = calendar(notebook)
    (todo,) = todos(data)
    assert todo["SUMMARY"] == "Ask for a split; in writing, please"
    assert todo["DUE"].dt == date(2026, 12, 1)
    assert todo["CONTACT"] == "Dr Ash"
    assert todo["STATUS"] == "NEEDS-ACTION"
    assert todo["DESCRIPTION"] == ("Owner: Dr Ash\nAgreed at: Board of November\nOn: nobody knows")
    read = vobject.readOne(data.decode())
    assert read.vtodo.summary.value == "Ask for a split; in writing, please"
    assert read.vtodo.due.value == date(2026, 12, 1)
    assert read.vtodo.uid.value == str(todo["UID"])


def test_a_second_file_changes_what_is_there_and_doubles_nothing(
    notebook: Notebook, clock: Clock
) -> None:
    note = notebook.add_note("Ask", kind=NoteKind.ACTION, due=date(2026, 12, 1))
    other = notebook.add_note("Wait", kind=NoteKind.ACTION)
    first = {str(todo["UID"]): todo for todo in todos(calendar(notebook))}
    clock.now += timedelta(days=3)
    notebook.edit_note(note, done=True)
    data = calendar(notebook)
    second = {str(todo["UID"]): todo for todo in todos(data)}
    assert first.keys() == second.keys()
    was, became = (each[f"small.{note.id}@ccgbrief"] for each in (first, second))
    assert int(became["SEQUENCE"]) > int(was["SEQUENCE"])
    assert became["LAST-MODIFIED"].dt > was["LAST-MODIFIED"].dt
    assert (was["STATUS"], became["STATUS"]) == ("NEEDS-ACTION", "COMPLETED")
    assert became["COMPLETED"].dt == clock.now
    unchanged = f"small.{other.id}@ccgbrief"
    assert first[unchanged].to_ical() == second[unchanged].to_ical()
    assert {each.uid.value for each in vobject.readOne(data.decode()).vtodo_list} == second.keys()


def exported(notebook: Notebook, known: Any = None, **given: Any) -> Export:
    wanted = Wanted(**{key: value for key, value in given.items() if key != "private"})
    private = given.get("private", False)
    return to_export(notebook, "Board", known or {}, wanted, LATER, private=private)


@pytest.mark.parametrize("how", ["deleted", "made a note", "made private"])
def test_an_action_that_is_none_any_more_is_cancelled_in_calendars(
    notebook: Notebook, clock: Clock, how: str
) -> None:
    note = notebook.add_note("Ask", kind=NoteKind.ACTION, owner="Dr Ash")
    other = notebook.add_note("Wait", kind=NoteKind.ACTION)
    first = exported(notebook)
    assert first.cancelled == ()
    if how == "deleted":
        notebook.delete_note(note)
    elif how == "made a note":
        notebook.edit_note(note, kind=NoteKind.NOTE)
    else:
        notebook.edit_note(note, private=True)
    second = exported(notebook, first.known)
    gone = [each.note for each in second.cancelled]
    assert (gone, other.id in second.known) == ([note.id], True)
    was, data = as_calendar(first.actions), as_calendar(second.actions, second.cancelled, clock.now)
    before = {str(todo["UID"]): todo for todo in todos(was)}
    after = {str(todo["UID"]): todo for todo in todos(data)}
    assert before.keys() == after.keys()
    uid = f"small.{note.id}@ccgbrief"
    assert after[uid]["STATUS"] == "CANCELLED"
    assert int(after[uid]["SEQUENCE"]) > int(before[uid]["SEQUENCE"])
    assert b"Ask" not in data
    assert "CANCELLED" in {each.status.value for each in vobject.readOne(data.decode()).vtodo_list}
    assert exported(notebook, second.known) == second


@pytest.mark.parametrize("field", [{"text": "Ask twice"}, {"due": date(2026, 12, 9)}])
def test_an_action_changed_by_hand_is_a_later_revision_in_calendars(
    notebook: Notebook, clock: Clock, field: Any
) -> None:
    note = notebook.add_note("Ask", kind=NoteKind.ACTION)
    first = exported(notebook)
    changed = Notebook("small", "bbbb", clock)
    changed.merge(Contents(notes={note.id: (note._replace(**field),)}))
    second = exported(changed, first.known)
    (was,), (became,) = (todos(as_calendar(each.actions)) for each in (first, second))
    assert int(became["SEQUENCE"]) == int(was["SEQUENCE"]) + 1
    assert became["LAST-MODIFIED"].dt == LATER
    third = exported(changed, second.known)
    assert (third.actions, third.known) == (second.actions, second.known)
    changed.edit_note(changed.notes()[0], "Ask three times")
    (last,) = todos(as_calendar(exported(changed, third.known).actions))
    assert int(last["SEQUENCE"]) > int(became["SEQUENCE"])


def test_of_two_texts_of_an_action_the_wanted_and_open_one_goes_out_and_that_is_counted(
    notebook: Notebook, clock: Clock
) -> None:
    note = notebook.add_note("Ask", kind=NoteKind.ACTION, owner="Ash")
    other = Notebook("small", "bbbb", clock)
    other.merge(notebook.contents)
    ours = notebook.edit_note(note, "Ask again")
    theirs = other.edit_note(note, "Ask in writing", owner="Elm", done=True)
    notebook.merge(other.contents)
    for owner, text in (("", ours), ("Ash", ours), ("Elm", theirs)):
        export = exported(notebook, owner=owner)
        assert ([each.note for each in export.actions], export.of_several) == ([text], 1)
    notebook.edit_note(theirs, kind=NoteKind.NOTE, private=True)
    (action,) = exported(notebook, private=True).actions
    assert (action.note.text, action.note.private) == ("Ask again", True)
    notebook.delete_note(ours)
    assert exported(notebook, private=True).of_several == 0


def test_an_action_says_what_its_own_words_say_otherwise(notebook: Notebook) -> None:
    notebook.add_note("Ask @Kim", kind=NoteKind.ACTION, owner="Ash")
    (todo,) = todos(calendar(notebook))
    assert "Owner: Ash\nIts words say Kim" in todo["DESCRIPTION"]


def test_an_action_that_was_brought_back_is_there_again(notebook: Notebook, clock: Clock) -> None:
    note = notebook.add_note("Ask", kind=NoteKind.ACTION)
    first = exported(notebook)
    notebook.delete_note(note)
    second = exported(notebook, first.known)
    notebook.restore_note(
        notebook.contents.notes[note.id][0]._replace(gone=False, text="Ask", kind=NoteKind.ACTION)
    )
    third = exported(notebook, second.known)
    assert third.cancelled == ()
    assert third.known[note.id].sequence > second.cancelled[0].sequence
    before = Notebook("small", "bbbb", clock)  # as from a backup
    before.merge(Contents(notes={note.id: (note,)}))
    last = exported(before, second.known)
    (todo,) = todos(as_calendar(last.actions))
    assert int(todo["SEQUENCE"]) > second.cancelled[0].sequence
    assert exported(before, last.known) == last


def test_an_action_that_the_notebook_lacks_is_not_cancelled(
    notebook: Notebook, clock: Clock
) -> None:
    note = notebook.add_note("Ask", kind=NoteKind.ACTION, owner="Dr Ash")
    notebook.add_note("Ask them", kind=NoteKind.ACTION, private=True)
    known = exported(notebook, private=True).known
    empty = Notebook("small", "bbbb", clock)
    assert exported(empty, known) == Export((), (), known, missing=1)
    assert exported(empty, known, private=True).missing == 2
    assert exported(empty, known, owner="kim").missing == 0
    assert exported(notebook, known).actions[0].note.id == note.id
    notebook.delete_note(note)
    assert exported(empty, exported(notebook, known).known).missing == 0


def test_what_calendars_have_goes_out_again_whatever_else_is_asked_for(notebook: Notebook) -> None:
    note = notebook.add_note("Ask", kind=NoteKind.ACTION, owner="Dr Ash", due=date(2026, 12, 1))
    notebook.add_note("Never sent", kind=NoteKind.ACTION, done=True)
    known = exported(notebook, open_only=True).known
    assert set(known) == {note.id}
    note = notebook.edit_note(note, done=True, due=date(2027, 1, 1), owner="Jo")
    for given in (
        {"open_only": True},
        {"due": date(2026, 12, 5)},
        {"owner": "ash"},
        {"owner": "jo"},
    ):
        assert [each.note.text for each in exported(notebook, known, **given).actions] == ["Ask"]
    assert exported(notebook, known, owner="kim").actions == ()
    notebook.delete_note(note)
    assert exported(notebook, known, owner="kim").cancelled == ()
    assert len(exported(notebook, known, owner="ash").cancelled) == 1


def test_who_does_not_ask_for_private_actions_learns_nothing_of_them(notebook: Notebook) -> None:
    note = notebook.add_note("Ask", kind=NoteKind.ACTION, private=True)
    known = exported(notebook, private=True).known
    assert exported(notebook, known).actions == ()
    notebook.delete_note(note)
    assert exported(notebook, known).cancelled == ()
    assert len(exported(notebook, known, private=True).cancelled) == 1


def test_of_two_versions_of_an_action_one_goes_out(notebook: Notebook, clock: Clock) -> None:
    note = notebook.add_note("Ask", kind=NoteKind.ACTION)
    other = Notebook("small", "bbbb", clock)
    other.merge(notebook.contents)
    notebook.edit_note(note, "Ask them")
    other.edit_note(note, "Ask us")
    notebook.merge(other.contents)
    assert len(notebook.notes()) == 2
    assert len(exported(notebook).actions) == 1


def test_what_a_note_holds_breaks_no_line_of_the_file(notebook: Notebook) -> None:
    hostile = "END:VTODO\r\nBEGIN:VEVENT\nx\x1b]0;y\x07 \\n;,:" + "ü" * 200
    notebook.add_note(hostile, kind=NoteKind.ACTION, owner=hostile)
    notebook.add_note("", kind=NoteKind.ACTION, private=True)
    data = calendar(notebook)
    assert [each.name for each in Calendar.from_ical(data).subcomponents] == ["VTODO", "VTODO"]
    assert len(vobject.readOne(data.decode()).vtodo_list) == 2
    assert b"\x1b" not in data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert [str(todo["CLASS"]) for todo in todos(data)] == ["PUBLIC", "PRIVATE"]


def test_without_the_library_the_command_that_brings_it_is_named(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(UserError, match=r"not installed; .* -m pip install icalendar"):
        calendar(notebook)
