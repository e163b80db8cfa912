"""P7, P8: copies may meet in any order and as often as they like, and nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.notebook import Contents
from ccgbrief.notebook.merge import latest, merge_contents, seen_by
from ccgbrief.notebook.model import Note
from tests.notebook.strategies import contents, many, notes


@many(150)
@given(contents, contents)
def test_it_makes_no_difference_who_unites_with_whom(one: Contents, two: Contents) -> None:
    """P7: commutative."""
    assert merge_contents(one, two) == merge_contents(two, one)


@many(150)
@given(contents, contents, contents)
def test_it_makes_no_difference_who_unites_first(
    one: Contents, two: Contents, three: Contents
) -> None:
    """P7: associative."""
    assert merge_contents(merge_contents(one, two), three) == merge_contents(
        one, merge_contents(two, three)
    )


@many(100)
@given(contents, contents)
def test_uniting_again_brings_nothing_new(one: Contents, two: Contents) -> None:
    """P7: idempotent; what is known already is known to be, so that nothing is written."""
    both = merge_contents(one, two)
    assert merge_contents(one, one) is one
    assert merge_contents(both, one) is both
    assert merge_contents(both, two) is both
    assert merge_contents(both, both) is both


@many(150)
@given(contents, contents)
def test_nothing_disappears_but_what_was_written_over(one: Contents, two: Contents) -> None:
    """P7, P8: each item is there, or one that is later, or that takes account of it."""
    both = merge_contents(one, two)
    for side in (one, two):
        assert side.unparsed <= both.unparsed
        assert side.extra.keys() <= both.extra.keys()
        for marks, united in (
            (side.ticked, both.ticked),
            (side.read, both.read),
            (side.bookmarks, both.bookmarks),
        ):
            for key, mark in marks.items():
                assert united[key] == mark or united[key].rev >= mark.rev
        for key, versions in side.notes.items():
            for note in versions:
                assert note in both.notes[key] or any(
                    seen_by(over).get(note.by, -1) >= note.rev for over in both.notes[key]
                )


@many(200)
@given(st.lists(notes(st.just("a")), min_size=1, max_size=6))
def test_of_the_versions_of_a_note_one_always_stays(versions: list[Note]) -> None:
    """P7: whatever the file says of who has seen what."""
    assert latest(versions)
    assert set(latest(versions)) <= set(versions)


@many(100)
@given(st.lists(notes(st.just("a")), max_size=6))
def test_an_equal_rev_with_a_different_text_keeps_both(versions: list[Note]) -> None:
    """P7."""
    kept = latest(versions)
    top = max((note.rev for note in versions), default=0)
    assert {note for note in versions if note.rev == top} <= set(kept)
