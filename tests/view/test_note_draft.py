from datetime import UTC, date, datetime

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Note, Notebook, Place, contradiction
from ccgbrief.view.note_draft import KINDS, NoteDraft

TODAY = date(2026, 11, 22)

HEDGE = Place(article="first-paper", words="Responsibility for the hedge")


def texts(notebook: Notebook) -> list[str]:
    return [note.text for note in notebook.notes()]


def test_a_draft_without_a_word_becomes_no_note(notebook: Notebook) -> None:
    draft = NoteDraft(HEDGE, text="  \n ")
    assert not draft.close(notebook, TODAY)
    assert texts(notebook) == []


def test_what_is_tried_in_copies_is_one_and_the_same_note(notebook: Notebook) -> None:
    draft = NoteDraft(HEDGE, note=notebook.blank_note())
    tried = [notebook.copy() for _ in range(3)]
    for draft.text, copy in zip(("a", "ab", "abc"), tried, strict=True):
        draft.try_in(copy, TODAY)
    notes = [copy.notes()[0] for copy in tried]
    assert [note.text for note in notes] == ["a", "ab", "abc"]
    assert texts(notebook) == []
    kept = draft.close(notebook, TODAY)
    assert kept == notes[-1]
    assert {note.id for note in notes} == {kept.id}
    assert kept.place == HEDGE


def test_an_empty_draft_is_tried_in_no_copy(notebook: Notebook) -> None:
    draft = NoteDraft.of(notebook.add_note("abc"))
    draft.text = " "
    copy = notebook.copy()
    draft.try_in(copy, TODAY)
    assert copy.contents == notebook.contents


def test_closing_twice_leaves_one_note_as_it_was(notebook: Notebook) -> None:
    draft = NoteDraft(HEDGE, text="abc")
    first = draft.close(notebook, TODAY)
    assert draft.close(notebook, TODAY) is first
    assert texts(notebook) == ["abc"]


def test_a_note_whose_words_were_all_taken_out_is_deleted(notebook: Notebook) -> None:
    draft = NoteDraft.of(notebook.add_note("abc"))
    draft.text = " "
    for _ in range(2):
        assert not draft.close(notebook, TODAY)
    assert texts(notebook) == []


def test_a_closed_draft_is_kept_as_it_was_last_written(notebook: Notebook) -> None:
    draft = NoteDraft(HEDGE, text="abc")
    assert draft.close(notebook, TODAY)
    assert texts(notebook) == ["abc"]


def test_kind_and_privacy_reach_the_note(notebook: Notebook) -> None:
    draft = NoteDraft(Place(), text="who pays?")
    draft.turn_kind()
    draft.private = True
    assert draft.close(notebook, TODAY)
    note = notebook.notes(private=True)[0]
    assert (note.kind, note.private) == (NoteKind.QUESTION, True)


def test_turning_the_kind_goes_through_all_and_begins_again() -> None:
    draft = NoteDraft(Place())
    seen = []
    for _ in KINDS:
        seen.append(draft.kind)
        draft.turn_kind()
    assert set(seen) == set(NoteKind)
    assert draft.kind is seen[0]


def test_a_draft_of_a_note_begins_with_all_it_says(notebook: Notebook) -> None:
    note = notebook.add_note("act", kind=NoteKind.ACTION, place=HEDGE, private=True)
    draft = NoteDraft.of(note)
    assert (draft.text, draft.kind, draft.place, draft.private) == (
        "act",
        NoteKind.ACTION,
        HEDGE,
        True,
    )


@pytest.mark.parametrize("text", ["act at once", "act"])
def test_editing_a_note_keeps_who_is_to_do_it_and_by_when(notebook: Notebook, text: str) -> None:
    note = notebook.add_note("act", kind=NoteKind.ACTION, owner="The clerk")
    draft = NoteDraft.of(note)
    draft.text = text
    draft.close(notebook, TODAY)
    assert [(n.text, n.owner) for n in notebook.notes()] == [(text, "The clerk")]


def test_an_action_says_who_and_by_when_in_its_own_words(notebook: Notebook) -> None:
    draft = NoteDraft(HEDGE, text="Trim it @The clerk, by 1 December", kind=NoteKind.ACTION)
    draft.close(notebook, TODAY)
    (note,) = notebook.notes()
    assert (note.owner, note.due) == ("The clerk", date(2026, 12, 1))


def test_a_note_that_says_that_it_is_private_is_private(notebook: Notebook) -> None:
    draft = NoteDraft(HEDGE, "private: Ask them")
    assert draft.title("Hedge", TODAY) == "private note on Hedge"
    kept = draft.close(notebook, TODAY)
    assert kept
    assert kept.private


def test_letters_that_the_terminal_did_not_send_in_utf_8_are_said_once(notebook: Notebook) -> None:
    """A terminal in Latin-1 sends `é` as one byte, which stands there as a sign for none."""
    draft = NoteDraft(HEDGE, "The caf\ufffd was paid")
    said = "\ufffd stands for what your terminal did not send in UTF-8: e corrects it"
    assert draft.doubt(TODAY) == said
    kept = draft.close(notebook, TODAY)
    assert kept
    again = NoteDraft.of(kept)
    again.text += " twice"
    assert again.doubt(TODAY) == ""
    again.text += " \ufffd5"
    assert again.doubt(TODAY) == said


def edited(note: Note, text: str, notebook: Notebook, today: date = TODAY) -> Note:
    """Return what a note is after its text was changed."""
    draft = NoteDraft.of(note)
    draft.text = text
    kept = draft.close(notebook, today)
    assert kept
    return kept


def an_action(text: str, notebook: Notebook) -> Note:
    kept = NoteDraft(HEDGE, text, NoteKind.ACTION).close(notebook, TODAY)
    assert kept
    return kept


def test_mending_a_word_after_the_day_is_past_moves_no_date(notebook: Notebook) -> None:
    note = an_action("Aks @Jo by 1 December", notebook)
    mended = edited(note, "Ask @Jo by 1 December", notebook, date(2026, 12, 3))
    assert (mended.owner, mended.due) == ("Jo", date(2026, 12, 1))


def test_a_day_that_is_typed_later_is_told_from_then_and_kept_from_then_on(
    notebook: Notebook,
) -> None:
    note = an_action("Ask @Jo by 1 December", notebook)
    later = edited(note, "Ask by Friday", notebook, date(2027, 3, 1))
    assert later.due == date(2027, 3, 5)
    once_more = edited(later, "Ask them by Friday", notebook, date(2027, 3, 20))
    assert once_more.due == date(2027, 3, 5)


def test_words_of_a_day_that_may_have_been_typed_later_are_no_contradiction() -> None:
    began, later = datetime(2026, 11, 20, 9, tzinfo=UTC), datetime(2026, 12, 3, 9, tzinfo=UTC)
    note = Note("a", "Ask @Ash by Friday", began, NoteKind.ACTION, owner="Ash")
    assert contradiction(note._replace(due=date(2026, 12, 4), changed=later)) == ""
    assert contradiction(note._replace(due=date(2026, 12, 4))) != ""
    said = note._replace(text="Ask @Ash by 1 December 2026", due=date(2026, 12, 4), changed=later)
    assert contradiction(said) == "its words say by 1 December 2026"


@pytest.mark.parametrize("text", ["Ask @Jo by 31 February", "Ask @Jo"])
def test_a_day_whose_words_are_gone_is_gone(notebook: Notebook, text: str) -> None:
    changed = edited(an_action("Ask @Jo by 1 December", notebook), text, notebook)
    assert (changed.owner, changed.due) == ("Jo", None)


def test_an_owner_whose_name_is_gone_is_gone(notebook: Notebook) -> None:
    assert edited(an_action("Ask @Jo", notebook), "Ask", notebook).owner == ""


@pytest.mark.parametrize(
    ("kind", "text", "title"),
    [
        (NoteKind.NOTE, "x by 31 February", "note on Hedge"),
        (NoteKind.ACTION, "@Jo by 1/12", "action for Jo, by 1 Dec 2026, on Hedge"),
        (
            NoteKind.ACTION,
            "by 31 February",
            "action, “by 31 February” is not a date I know, @name says who, on Hedge",
        ),
        (
            NoteKind.ACTION,
            "@Jo Check Kim’s rota by Friday or Monday",
            "action for Jo, “by Friday or Monday” is not a date I know, on Hedge",
        ),
        (NoteKind.DECISION, "Yes: for 2, against 1", "decision, for 2, against 1, on Hedge"),
        (NoteKind.DECISION, "Yes", "decision on Hedge"),
        (NoteKind.DECLARATION, "@Ash, leaves", "declaration by Ash, agreed: leaves, on Hedge"),
        (
            NoteKind.DECLARATION,
            "partner",
            "declaration, @name says who, no outcome, on Hedge",
        ),
    ],
)
def test_the_title_says_how_the_words_were_read(kind: NoteKind, text: str, title: str) -> None:
    assert NoteDraft(HEDGE, text, kind).title("Hedge", TODAY) == title


LONG = "@Jo Check Kim’s rota by Friday or Monday"


@pytest.mark.parametrize(
    ("place", "text", "columns", "title"),
    [
        (
            Place(duty="d"),
            "@Jo by 1/12",
            74,
            "action for Jo, by 1 Dec 2026, on duty: Trim the hedge",
        ),
        (Place(duty="d"), "@Jo by 1/12", 50, "action for Jo, by 1 Dec 2026, on this duty"),
        (Place(duty="d"), "@Jo by 1/12", 40, "action for Jo, by 1 Dec 2026"),
        (Place(), "@Jo by 1/12", 45, "action for Jo, by 1 Dec 2026, on the meeting"),
        (
            Place(article="a", words="hedge"),
            LONG,
            74,
            "action for Jo, “by Friday or Monday” is not a date I know, on this passage",
        ),
        (
            Place(article="a", words="hedge"),
            LONG.replace("@Jo", "@Practice Manager Northern Localities,"),
            74,
            "action for Practice Manager…, “by Friday or Monday” is not a date I know",
        ),
    ],
)
def test_where_the_title_has_less_room_it_says_less(
    place: Place, text: str, columns: int, title: str
) -> None:
    on = "the meeting" if place == Place() else "duty: Trim the hedge"
    assert NoteDraft(place, text, NoteKind.ACTION).title(on, TODAY, columns) == title
    assert len(title) <= columns


def test_the_title_says_that_a_note_is_private() -> None:
    assert (
        NoteDraft(Place(), private=True).title("the meeting", TODAY)
        == "private note on the meeting"
    )


def test_a_plain_note_owes_nothing_whatever_it_says(notebook: Notebook) -> None:
    NoteDraft(HEDGE, text="Trim it @The clerk, by 1 December").close(notebook, TODAY)
    (note,) = notebook.notes()
    assert (note.owner, note.due) == ("", None)


@pytest.mark.parametrize(
    ("text", "opened_by", "is_doubtful"),
    [
        ("Ask the parishvidence", "e", True),
        ("Ask the parish about it", "e", False),
        ("Ask the parishvidence", "", False),
        ("Ask the par", "e", False),
    ],
)
def test_a_word_typed_onto_a_note_may_not_be_meant(
    notebook: Notebook, text: str, opened_by: str, *, is_doubtful: bool
) -> None:
    draft = NoteDraft.of(notebook.add_note("Ask the parish"))
    draft.text = text
    assert draft.is_doubtful(opened_by) is is_doubtful


def test_what_stands_in_a_note_before_anything_is_typed_makes_none(notebook: Notebook) -> None:
    draft = NoteDraft(Place(), "Item 3: ", begun="Item 3: ")
    assert not draft.is_changed
    assert draft.close(notebook, TODAY) is None
    draft.text += "ow"
    assert draft.is_at_stake
    assert draft.is_doubtful("n")
    assert draft.query("n") == "now"
    draft.text = "Item 3: exit"
    assert NoteDraft(Place(), draft.text, NoteKind.QUESTION, begun="Item 3: ").means_leaving
