"""What a reader does in a notebook, before any file comes into it; P7 and P8 rest on it."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Note, Notebook, Place, Status
from ccgbrief.notebook.merge import builds_on
from ccgbrief.notebook.model import Mark
from ccgbrief.notebook.queries import conflicts_in

NOON = datetime(2026, 11, 22, 12, 0, 0, 654321, tzinfo=UTC)
PASSAGE = Place(article="losing-its-way", words="who owns primary care")


@pytest.fixture
def book() -> Notebook:
    return Notebook("co-commissioning", "k3v9", lambda: NOON)


def test_a_duty_can_be_ticked_and_the_tick_taken_back(book: Notebook) -> None:
    book.tick("complaints")
    assert book.is_ticked("complaints")
    assert book.ticked() == {"complaints": NOON.replace(microsecond=0)}
    book.untick("complaints")
    assert not book.is_ticked("complaints")
    book.tick("complaints")
    assert book.is_ticked("complaints")
    assert book.contents.ticked["complaints"].rev == 3


def test_ticking_twice_is_ticking_once(book: Notebook) -> None:
    book.tick("complaints")
    before = book.contents
    book.tick("complaints")
    book.untick("gp-budgets")
    assert book.contents is before


def test_a_duty_is_not_started_in_hand_or_in_place(book: Notebook) -> None:
    seen = [book.status_of("complaints")]
    for status in (Status.IN_HAND, Status.IN_PLACE, Status.NOT_STARTED):
        book.set_status("complaints", status)
        seen.append(book.status_of("complaints"))
        assert book.is_ticked("complaints") == (status is Status.IN_PLACE)
    assert seen == [Status.NOT_STARTED, Status.IN_HAND, Status.IN_PLACE, Status.NOT_STARTED]
    book.set_status("complaints", Status.IN_HAND)
    book.tick("complaints")
    assert book.status_of("complaints") is Status.IN_PLACE


def test_who_sees_to_a_duty_stays_whatever_its_status(book: Notebook) -> None:
    book.set_owner("complaints", "The clerk")
    assert book.status_of("complaints") is Status.NOT_STARTED
    book.tick("complaints")
    book.untick("complaints")
    assert book.owner_of("complaints") == "The clerk"
    before = book.contents
    book.set_owner("complaints", "The clerk")
    assert book.contents is before


def test_a_tick_taken_back_leaves_a_mark_for_other_copies(book: Notebook) -> None:
    """P8."""
    book.tick("complaints")
    book.untick("complaints")
    assert book.contents.ticked["complaints"].gone


def test_an_article_can_be_marked_read_and_unread(book: Notebook) -> None:
    book.mark_read("third-barometer")
    assert book.is_read("third-barometer")
    assert not book.is_read("losing-its-way")
    book.mark_unread("third-barometer")
    assert book.read() == {}


def test_a_place_has_one_bookmark_however_often_it_is_set(book: Notebook) -> None:
    book.bookmark(PASSAGE)
    book.bookmark(PASSAGE)
    book.bookmark(Place(duty="complaints"))
    assert [mark.place for mark in book.bookmarks()] == [PASSAGE, Place(duty="complaints")]
    book.unbookmark(PASSAGE)
    assert [mark.place for mark in book.bookmarks()] == [Place(duty="complaints")]


def test_notes_come_in_the_order_they_were_begun_whatever_is_edited(book: Notebook) -> None:
    first = book.add_note("first")
    book.add_note("second", place=PASSAGE)
    book.edit_note(first, "first, longer")
    assert [note.text for note in book.notes()] == ["first, longer", "second"]


def test_an_edit_is_a_new_version_of_the_same_note(book: Notebook) -> None:
    note = book.add_note("Ask", kind=NoteKind.ACTION, owner="Practice manager")
    edited = book.edit_note(note, due=date(2026, 12, 1), private=True)
    assert (edited.id, edited.text, edited.owner) == (note.id, "Ask", "Practice manager")
    assert (note.rev, edited.rev, edited.due) == (1, 2, date(2026, 12, 1))
    assert book.notes() == ()
    assert book.notes(private=True) == (edited,)


def test_an_edit_that_changes_nothing_is_no_new_version(book: Notebook) -> None:
    note = book.add_note("Ask")
    assert book.edit_note(note, "Ask", owner="") is note


def test_an_edit_of_a_version_already_replaced_here_replaces_it_again(book: Notebook) -> None:
    note = book.add_note("one")
    book.edit_note(note, "two")
    book.edit_note(note, "three")
    assert [n.text for n in book.notes()] == ["three"]


def test_a_deleted_note_leaves_a_mark_without_its_words_and_can_be_restored(
    book: Notebook,
) -> None:
    """P8: another copy must learn of the deletion; the words must not stay in the file."""
    note = book.add_note("Dr A has shares in it", place=PASSAGE, owner="Dr A")
    book.delete_note(note)
    assert book.notes() == ()
    (mark,) = book.contents.notes[note.id]
    assert (mark.gone, mark.text, mark.owner, mark.place) == (True, "", "", Place())
    restored = book.restore_note(note)
    assert book.notes() == (restored,)
    assert restored.text == note.text


def test_a_note_is_dated_in_whole_seconds_of_universal_time() -> None:
    summer = timezone(timedelta(hours=1))
    book = Notebook("p", "a", lambda: NOON.astimezone(summer))
    note = book.add_note("x")
    assert note.written == NOON.replace(microsecond=0)
    assert note.written.tzinfo is UTC


def test_what_no_file_can_hold_is_replaced_and_counted(book: Notebook) -> None:
    """P5: a lone surrogate would make every later save fail."""
    note = book.add_note("a\ud800b", owner="\udc80", place=Place(words="\udfff"))
    book.tick("x\udc80")
    assert (note.text, note.owner, note.place.words) == ("a\ufffdb", "\ufffd", "\ufffd")
    assert book.is_ticked("x\ufffd")
    assert (book.take_replaced(), book.take_replaced()) == (4, 0)


def test_texts_written_at_once_in_two_copies_are_twins(book: Notebook) -> None:
    """P7: both are kept, however often each was changed, and each can be edited alone."""
    note = book.add_note("agreed")
    other = Notebook(book.pack, "x1y2", lambda: NOON)
    other.merge(book.contents)
    theirs = other.edit_note(other.edit_note(note, "agreed, with"), "agreed, with conditions")
    mine = book.edit_note(note, "not agreed")
    assert book.merge(other.contents)
    assert {n.text for n in book.notes()} == {"not agreed", "agreed, with conditions"}
    assert book.twins(mine) == (theirs,)
    mine = book.edit_note(mine, "not agreed yet")
    assert {n.text for n in book.notes()} == {"not agreed yet", "agreed, with conditions"}
    book.delete_note(theirs)
    assert book.notes() == (mine,)
    assert book.twins(mine) == ()


def test_what_two_copies_say_alike_is_said_once(book: Notebook) -> None:
    """P7: an action that is ticked in two copies is done, and not two actions."""
    action = book.add_note("Ring them", kind=NoteKind.ACTION)
    other = Notebook(book.pack, "x1y2", lambda: NOON + timedelta(seconds=2))
    other.merge(book.contents)
    theirs = other.edit_note(action, done=True)
    mine = book.edit_note(action, done=True)
    assert book.merge(other.contents)
    assert book.notes() == (mine,)
    assert (book.twins(mine), conflicts_in(book.contents)) == ((), {})
    assert other.merge(book.contents)
    assert other.notes() == (mine,)  # done when it was first
    opened = book.edit_note(mine, done=False)
    assert book.notes() == (opened,)
    assert not book.merge(other.contents)
    other.merge(book.contents)
    assert other.notes() == (opened,)
    assert builds_on(opened, theirs)
    assert builds_on(opened, mine)


def test_of_three_texts_the_two_that_say_alike_are_told_as_one(book: Notebook) -> None:
    note = book.add_note("agreed")
    for by, text in (("x1", "agreed today"), ("x2", "agreed today"), ("x3", "not agreed")):
        other = Notebook(book.pack, by, lambda: NOON)
        other.merge(book.contents)
        other.edit_note(note, text)
        book.merge(other.contents)
    (versions,) = conflicts_in(book.contents).values()
    assert sorted(version.text for version in versions) == ["agreed today", "not agreed"]


def test_going_on_with_the_others_text_never_touches_ones_own(book: Notebook) -> None:
    """P7: deleted, brought back and changed again, it is still only that text that changes."""
    note = book.add_note("agreed")
    other = Notebook(book.pack, "x1y2", lambda: NOON)
    other.merge(book.contents)
    theirs = other.edit_note(note, "not agreed")
    book.edit_note(book.edit_note(note, "agreed to"), "agreed today")
    book.merge(other.contents)
    book.delete_note(theirs)
    theirs = book.restore_note(theirs)
    for text in ("not agreed y", "not agreed yet"):
        theirs = book.edit_note(theirs, text)
    assert {n.text for n in book.notes()} == {"agreed today", "not agreed yet"}
    other.merge(book.contents)
    assert {n.text for n in other.notes()} == {"agreed today", "not agreed yet"}


def test_uniting_tells_whether_anything_was_new(book: Notebook) -> None:
    other = Notebook(book.pack, "x1y2", lambda: NOON)
    other.tick("complaints")
    assert book.merge(other.contents)
    assert not book.merge(other.contents)


def test_a_change_on_a_later_day_says_when() -> None:
    now = NOON
    later = Notebook("co-commissioning", "k3v9", lambda: now)
    note = later.edit_note(later.add_note("a"), "ab")
    assert note.changed is None
    now += timedelta(days=1)
    note = later.edit_note(note, "abc")
    assert note.changed == now.replace(microsecond=0)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows sets the zone of no program")
def test_the_days_of_a_change_are_those_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "LAX+8")
        time.tzset()
        now = datetime(2026, 11, 29, 1, tzinfo=UTC)  # 17:00 on the 28th there
        book = Notebook("small", "k3v9", lambda: now)
        note = book.edit_note(book.add_note("a"), "ab")
        assert note.changed is None
        now += timedelta(hours=19)
        assert book.edit_note(note, "abc").changed == now
    time.tzset()


def test_two_copies_that_mark_one_place_have_one_bookmark() -> None:
    """P7."""
    one, two = (Notebook("pack", by, lambda: NOON) for by in "ab")
    for book in (one, two):
        book.bookmark(Place("losing-its-way", "who owns"))
    one.merge(two.contents)
    assert len(one.bookmarks()) == 1


def test_a_name_and_a_tick_of_two_copies_are_both_kept() -> None:
    """P7: whichever was written first, and though one copy writes more often."""
    one, two = (Notebook("pack", by, lambda: NOON) for by in "ab")
    one.set_owner("contracts", "Dr Ash")
    two.tick("contracts")
    two.set_status("contracts", Status.IN_HAND)
    two.merge(one.contents)
    one.merge(two.contents)
    for book in (one, two):
        assert book.owner_of("contracts") == "Dr Ash"
        assert book.status_of("contracts") is Status.IN_HAND
    one.set_owner("contracts", "")
    two.tick("contracts")
    one.merge(two.contents)
    assert one.owner_of("contracts") == ""
    assert one.status_of("contracts") is Status.IN_PLACE
    two.merge(one.contents)
    two.untick("contracts")
    for name in ("Kim", "Jo"):
        one.set_owner("contracts", name)
    one.merge(two.contents)
    assert (one.owner_of("contracts"), one.is_ticked("contracts")) == ("Jo", False)


def test_whom_a_tick_only_carries_from_an_earlier_meeting_gives_way_to_who_is_named() -> None:
    carried = {"contracts": Mark(NOON, owner="Zoe", owner_rev=3, owner_by="z", rev=2)}
    one, two = (Notebook("pack", by, lambda: NOON) for by in "ab")
    one.carried = two.carried = carried
    one.set_status("contracts", Status.IN_HAND)
    two.set_owner("contracts", "Anna")
    assert two.status_of("contracts") is Status.IN_PLACE
    two.merge(one.contents)
    assert two.owner_of("contracts") == "Anna"
    assert two.status_of("contracts") is Status.IN_HAND


def test_who_is_named_at_an_earlier_meeting_after_a_tick_here_is_carried_too() -> None:
    book = Notebook("pack", "a", lambda: NOON)
    book.tick("contracts")
    book.carried = {"contracts": Mark(NOON, gone=True, owner="Zoe", owner_rev=1, owner_by="z")}
    assert (book.owner_of("contracts"), book.is_ticked("contracts")) == ("Zoe", True)
    book.set_owner("contracts", "")
    assert (book.owner_of("contracts"), book.is_ticked("contracts")) == ("", True)
    book.set_owner("contracts", "Anna")
    assert (book.owner_of("contracts"), book.is_ticked("contracts")) == ("Anna", True)


def test_to_name_an_owner_does_not_say_whether_a_duty_is_begun() -> None:
    book = Notebook("pack", "a", lambda: NOON)
    book.lacks_carried = True
    book.set_owner("contracts", "Anna")
    assert not book.knows_status_of("contracts")
    book.lacks_carried = False
    book.carried = {"contracts": Mark(NOON)}
    assert book.is_ticked("contracts")
    assert book.owner_of("contracts") == "Anna"


def test_the_notes_about_an_item_are_those_on_it_and_its_lines(notebook: Notebook) -> None:
    on_area = notebook.add_note("a", place=Place(area="conflicts"))
    notebook.add_note("b", place=Place(duty="contracts"))
    notebook.add_note("c")
    assert notebook.notes_about("conflicts") == (on_area,)
    on_line = notebook.add_note("d", place=Place(area="conflicts", words="Who?"))
    assert notebook.notes_about("conflicts") == (on_area, on_line)
    assert notebook.notes_about("no such item") == ()


def test_what_becomes_a_note_that_is_never_done_is_not_done(book: Notebook) -> None:
    action = book.edit_note(book.add_note("Ring", kind=NoteKind.ACTION), done=True)
    decision = book.edit_note(action, kind=NoteKind.DECISION)
    assert (decision.done, decision.done_at) == (False, None)
    assert not book.edit_note(decision, kind=NoteKind.ACTION).done
    assert book.edit_note(action, "Ring them").done


def test_the_notes_are_selected_once_for_all_who_ask_for_them(book: Notebook) -> None:
    """`since` asks for them at each of 10,000 notes."""
    book.add_note("for all")
    book.add_note("for me", private=True)
    assert book.notes() is book.notes()
    assert [note.text for note in book.notes()] == ["for all"]
    book.add_note("for all too")
    assert len(book.notes()) == 2


def test_both_texts_of_a_note_are_private_while_one_of_them_is(book: Notebook) -> None:
    """Somebody has made it private, and nobody who saw that has taken it back."""
    note = book.add_note("The rent", place=Place(question="who-pays"))
    other = Notebook("pack", "b", lambda: NOON)
    other.merge(book.contents)
    longer = book.edit_note(note, "The rent of Elm House")
    hidden = other.edit_note(note, private=True)
    book.merge(other.contents)
    assert {*book.notes(private=True)} == {longer, hidden}
    assert book.notes() == book.answers(Note("who-pays", "", NOON)) == ()
    assert book.is_private(longer)
    book.delete_note(hidden)
    assert book.notes() == (longer,)


def test_an_answer_ticks_its_question_once_and_is_kept_with_it(book: Notebook) -> None:
    question = book.add_note("Who pays?", kind=NoteKind.QUESTION)
    answer = book.add_note("We do", place=Place(question=question.id))
    hidden = book.add_note("Nobody knows", place=Place(question=question.id), private=True)
    action = book.add_note("Pay", kind=NoteKind.ACTION, place=Place(question=question.id))
    assert book.tick_answered(action) is None
    ticked = book.tick_answered(answer)
    assert ticked
    assert (ticked.id, ticked.done) == (question.id, True)
    assert book.tick_answered(hidden) is None
    assert book.answers(question) == (answer,)
    assert book.answers(question, private=True) == (answer, hidden)
    book.delete_note(answer)
    assert book.answers(question) == ()
    assert book.tick_answered(book.add_note("alone")) is None
