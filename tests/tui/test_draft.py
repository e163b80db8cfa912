from datetime import date

import pytest

from ccgbrief.notebook import Notebook, NoteKind, Place
from ccgbrief.tui.draft import KINDS, Draft

TODAY = date(2026, 11, 22)

HEDGE = Place(article="first-paper", words="Responsibility for the hedge")


def texts(notebook: Notebook) -> list[str]:
    return [note.text for note in notebook.notes()]


def test_a_draft_without_a_word_becomes_no_note(notebook: Notebook) -> None:
    draft = Draft(HEDGE, text="  \n ")
    assert not draft.write(notebook, TODAY)
    assert not draft.close(notebook, TODAY)
    assert texts(notebook) == []


def test_every_writing_changes_one_and_the_same_note(notebook: Notebook) -> None:
    draft = Draft(HEDGE)
    for draft.text in ("a", "ab", "abc"):
        assert draft.write(notebook, TODAY)
    assert texts(notebook) == ["abc"]
    assert notebook.notes()[0].place == HEDGE


def test_writing_the_same_again_leaves_nothing_to_save(notebook: Notebook) -> None:
    draft = Draft(HEDGE, text="abc")
    draft.write(notebook, TODAY)
    assert not draft.write(notebook, TODAY)


def test_a_note_whose_words_were_all_taken_out_is_deleted(notebook: Notebook) -> None:
    draft = Draft(HEDGE, text="abc")
    draft.write(notebook, TODAY)
    draft.text = " "
    assert not draft.close(notebook, TODAY)
    assert texts(notebook) == []


def test_a_closed_draft_is_kept_as_it_was_last_written(notebook: Notebook) -> None:
    draft = Draft(HEDGE, text="abc")
    assert draft.close(notebook, TODAY)
    assert texts(notebook) == ["abc"]


def test_kind_and_privacy_reach_the_note(notebook: Notebook) -> None:
    draft = Draft(Place(), text="who pays?")
    draft.write(notebook, TODAY)
    draft.turn_kind()
    draft.private = True
    assert draft.write(notebook, TODAY)
    note = notebook.notes()[0]
    assert (note.kind, note.private) == (NoteKind.QUESTION, True)


def test_turning_the_kind_goes_through_all_and_begins_again() -> None:
    draft = Draft(Place())
    seen = []
    for _ in KINDS:
        seen.append(draft.kind)
        draft.turn_kind()
    assert set(seen) == set(NoteKind)
    assert draft.kind is seen[0]


def test_a_draft_of_a_note_begins_with_all_it_says(notebook: Notebook) -> None:
    note = notebook.add_note("act", kind=NoteKind.ACTION, place=HEDGE, private=True)
    draft = Draft.of(note)
    assert (draft.text, draft.kind, draft.place, draft.private) == (
        "act",
        NoteKind.ACTION,
        HEDGE,
        True,
    )


@pytest.mark.parametrize("text", ["act at once", "act"])
def test_editing_a_note_keeps_who_is_to_do_it_and_by_when(notebook: Notebook, text: str) -> None:
    note = notebook.add_note("act", kind=NoteKind.ACTION, owner="The clerk")
    draft = Draft.of(note)
    draft.text = text
    draft.close(notebook, TODAY)
    assert [(n.text, n.owner) for n in notebook.notes()] == [(text, "The clerk")]


def test_an_action_says_who_and_by_when_in_its_own_words(notebook: Notebook) -> None:
    draft = Draft(HEDGE, text="Trim it @The clerk, by 1 December", kind=NoteKind.ACTION)
    draft.close(notebook, TODAY)
    (note,) = notebook.notes()
    assert (note.owner, note.due) == ("The clerk", date(2026, 12, 1))


def test_a_plain_note_owes_nothing_whatever_it_says(notebook: Notebook) -> None:
    Draft(HEDGE, text="Trim it @The clerk, by 1 December").close(notebook, TODAY)
    (note,) = notebook.notes()
    assert (note.owner, note.due) == ("", None)
