from datetime import date, timedelta

from ccgbrief.kinds import NoteKind
from ccgbrief.minutes.changes import changes_since
from ccgbrief.notebook import Notebook, Place, Status
from ccgbrief.pack import Pack
from tests.minutes.conftest import Clock

FIRST, SECOND = date(2026, 11, 22), date(2026, 11, 23)


def told(pack: Pack, notebook: Notebook, since: date) -> list[tuple[str, str]]:
    return [
        (change.what, change.text) for change in changes_since(pack, notebook, since, private=True)
    ]


def test_what_became_of_a_duty_is_told_with_who_sees_to_it(pack: Pack, notebook: Notebook) -> None:
    notebook.set_status("contracts", Status.IN_HAND)
    notebook.tick("complaints")
    notebook.untick("complaints")
    notebook.set_owner("complaints", "Jo")
    assert told(pack, notebook, FIRST) == [
        ("in hand", "Review contracts"),
        ("not started", "Handle complaints"),
        ("responsible", "Handle complaints (Jo)"),
    ]


def test_who_is_responsible_for_what_was_never_begun_is_told(
    pack: Pack, notebook: Notebook
) -> None:
    notebook.set_owner("complaints", "Zed")
    assert told(pack, notebook, FIRST) == [("responsible", "Handle complaints (Zed)")]


def test_who_is_responsible_is_told_when_that_was_said(
    pack: Pack, notebook: Notebook, clock: Clock
) -> None:
    """A tick of another day stays on that day."""
    notebook.tick("contracts")
    notebook.set_owner("complaints", "Jo")
    clock.now += timedelta(days=1)
    notebook.set_owner("contracts", "Zoe")
    notebook.set_owner("complaints", "Ann")
    assert told(pack, notebook, SECOND) == [
        ("responsible", "Review contracts (Zoe)"),
        ("responsible", "Handle complaints (Ann)"),
    ]
    assert told(pack, notebook, FIRST)[0] == ("ticked", "Review contracts")
    clock.now += timedelta(days=1)
    notebook.set_owner("contracts", "")
    assert told(pack, notebook, SECOND)[-1] == ("responsible", "Review contracts (nobody)")
    notebook.tick("complaints")
    assert told(pack, notebook, SECOND)[-1] == ("ticked", "Handle complaints (Ann)")


def test_what_was_done_is_told_at_the_time_it_was_done(
    pack: Pack, notebook: Notebook, clock: Clock
) -> None:
    """And not when it was written, though both are of the same days."""
    note = notebook.add_note("Ask them", kind=NoteKind.ACTION)
    clock.now += timedelta(hours=2)
    note = notebook.edit_note(note, done=True)
    (change,) = changes_since(pack, notebook, FIRST)
    assert (change.what, change.at) == ("action done", note.done_at)


def test_bookmarks_and_articles_that_are_unread_again_are_told(
    pack: Pack, notebook: Notebook
) -> None:
    place = Place("roles", "nobody knows")
    notebook.bookmark(place)
    notebook.mark_read("survey")
    notebook.mark_unread("survey")
    bookmarked, unread = changes_since(pack, notebook, FIRST)
    assert (bookmarked.what, bookmarked.place) == ("bookmarked", place)
    assert (unread.what, unread.text) == ("unread", "What they answered")


def test_a_note_of_an_earlier_day_is_told_when_it_is_changed_or_done(
    pack: Pack, notebook: Notebook, clock: Clock
) -> None:
    note = notebook.add_note("Ask", kind=NoteKind.ACTION)
    kept = notebook.add_note("Kept", kind=NoteKind.DECISION)
    notebook.edit_note(kept, "Kept so")
    assert told(pack, notebook, FIRST) == [("action", "Ask"), ("decision", "Kept so")]
    clock.now += timedelta(days=1)
    assert told(pack, notebook, SECOND) == []
    note = notebook.edit_note(note, "Ask them")
    assert told(pack, notebook, SECOND) == [("action changed", "Ask them")]
    notebook.edit_note(note, done=True)
    assert told(pack, notebook, SECOND) == [("action done", "Ask them")]


def test_since_may_be_a_moment_of_a_day(pack: Pack, notebook: Notebook, clock: Clock) -> None:
    notebook.add_note("before")
    moment = clock()
    notebook.add_note("after")
    assert told(pack, notebook, moment) == [("note", "after")]


def test_private_notes_are_told_as_private(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("for me", private=True)
    assert told(pack, notebook, FIRST) == [("private note", "for me")]
    assert changes_since(pack, notebook, FIRST) == ()
