"""P7: what somebody changes in the notebook's file by hand while it is open is a newer version."""

import re
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.notebook import NotebookStore, Saved, Status
from ccgbrief.notebook.external_edits import ExternalEdits
from ccgbrief.notebook.merge import merge_contents
from ccgbrief.notebook.model import Contents, Note
from ccgbrief.notebook.queries import conflicts_in
from ccgbrief.view.note_actions import merge_copies
from ccgbrief.view.note_draft import NoteDraft
from tests.notebook.children import AT, opened
from tests.notebook.strategies import contents, many


def texts(file: NotebookStore) -> list[str]:
    return sorted(note.text for note in file.notebook.notes())


def by_hand(file: NotebookStore, old: str, new: str) -> None:
    """Change the file as an editor does."""
    text = file.path.read_text(encoding="utf-8")
    assert old in text
    file.path.write_text(text.replace(old, new), encoding="utf-8")


def settle(*files: NotebookStore) -> None:
    for file in (*files, *files):
        file.refresh()
        assert file.save() == Saved()


@pytest.fixture
def one(tmp_path: Path) -> NotebookStore:
    """A notebook with a saved note."""
    file = opened(tmp_path)
    file.notebook.add_note("agreed")
    file.notebook.tick("complaints")
    file.save()
    return file


@pytest.mark.parametrize(("line", "owner"), [("", ""), ('owner = "Kim"\n', "Kim")])
def test_a_name_changed_by_hand_takes_the_place_of_what_it_was(
    one: NotebookStore, tmp_path: Path, line: str, owner: str
) -> None:
    one.notebook.set_owner("complaints", "Dr Ash")
    one.notebook.set_status("complaints", Status.IN_HAND)
    one.save()
    two = opened(tmp_path)
    by_hand(one, 'owner = "Dr Ash"\n', line)
    settle(one, two)
    for file in (one, two, opened(tmp_path)):
        assert file.notebook.owner_of("complaints") == owner
        assert file.notebook.status_of("complaints") is Status.IN_HAND


def test_a_note_that_begins_with_private_by_hand_is_private(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.notebook.add_note("late")
    file.save()
    text = file.path.read_text("utf-8").replace('"late"', '"private: late"')
    file.path.write_text(text, "utf-8")
    assert [note.private for note in opened(tmp_path).notebook.notes(private=True)] == [True]
    file.refresh()
    assert file.notebook.notes() == ()


def test_a_text_changed_by_hand_takes_the_place_of_what_it_was(
    one: NotebookStore, tmp_path: Path
) -> None:
    two = opened(tmp_path)
    by_hand(one, "agreed", "agreed by hand")
    assert one.refresh()
    assert texts(one) == ["agreed by hand"]
    assert one.unsaved
    settle(one, two)
    for file in (one, two, opened(tmp_path)):
        assert texts(file) == ["agreed by hand"]
        assert conflicts_in(file.notebook.contents) == {}
        assert file.take_messages() == ()
        assert not file.unsaved


@pytest.mark.parametrize("line", ["Private = true", "privat = true", 'private = "yes"'])
@pytest.mark.parametrize("is_open", [True, False])
def test_a_note_made_private_by_a_slip_is_held_back_until_that_is_mended_and_nothing_is_lost(
    one: NotebookStore, tmp_path: Path, line: str, *, is_open: bool
) -> None:
    beside = opened(tmp_path)
    by_hand(one, 'text = "agreed"', f'text = "agreed on 91,000"\n{line}')
    settle(one, beside)
    assert "agreed on 91,000" in one.path.read_text(encoding="utf-8")
    for file in (one, beside, opened(tmp_path)):
        assert not file.notebook.notes(private=True)
        file.notebook.add_note("another")
    settle(one, beside)
    by_hand(one, line, "private = true")
    files = (one, beside, opened(tmp_path)) if is_open else (opened(tmp_path),)
    settle(*files)
    for file in files:
        (note,) = (each for each in file.notebook.notes(private=True) if each.text != "another")
        assert (note.text, note.private) == ("agreed on 91,000", True)
        assert conflicts_in(file.notebook.contents) == {}
        assert file.notebook.contents.unparsed == frozenset()


def test_a_note_changed_here_while_a_slip_holds_it_back_is_kept(one: NotebookStore) -> None:
    by_hand(one, 'text = "agreed"', 'text = "agreed"\nPrivate = true')
    (note,) = one.notebook.notes()
    one.notebook.edit_note(note, text="agreed again")
    settle(one)
    assert texts(one) == ["agreed again"]


def test_a_note_that_was_being_changed_when_a_slip_held_it_back_takes_no_place(
    one: NotebookStore, tmp_path: Path
) -> None:
    (begun,) = one.notebook.notes()
    by_hand(one, 'text = "agreed"', 'text = "agreed on 91,000"\nprivate = "yes"')
    settle(one)
    draft = NoteDraft.of(begun)
    draft.text = "agreed again"
    draft.close(one.notebook, AT.date())
    assert draft.doubt(AT.date()) == "it is private, as it is meant to be in the file"
    assert not one.notebook.notes(private=False)
    settle(one)
    by_hand(one, 'private = "yes"', "private = true")
    for file in (opened(tmp_path), one):
        settle(file)
        kept = file.notebook.contents.notes[begun.id]
        assert {note.text for note in kept} == {"agreed on 91,000", "agreed again"}
        assert not file.notebook.notes(private=False)


@pytest.mark.parametrize("is_edited_here", [False, True])
def test_a_note_held_back_for_any_slip_takes_its_place_once_that_is_mended(
    one: NotebookStore, tmp_path: Path, *, is_edited_here: bool
) -> None:
    """The old one was written back beside it: both were minuted, or the new one was lost."""
    beside = opened(tmp_path)
    (begun,) = one.notebook.notes()
    by_hand(one, 'text = "agreed"\n', 'text = "agreed on 91,000"\nknd = "decision"\n')
    settle(one, beside)
    assert not one.notebook.notes()
    assert "agreed on 91,000" in one.path.read_text(encoding="utf-8")
    if is_edited_here:  # its box was open
        one.notebook.edit_note(begun, "agreed again")
        settle(one, beside)
    by_hand(one, 'knd = "decision"\n', "")
    settle(one, beside)
    kept = ["agreed again"] * is_edited_here + ["agreed on 91,000"]
    for file in (one, beside, opened(tmp_path)):
        assert texts(file) == kept
        assert bool(conflicts_in(file.notebook.contents)) == is_edited_here
        assert file.notebook.contents.unparsed == frozenset()


def test_a_duty_whose_status_is_none_by_hand_is_held_back_until_that_is_mended(
    one: NotebookStore, tmp_path: Path
) -> None:
    """The old tick was written back beside it, and stayed when the new status was put right."""
    beside = opened(tmp_path)
    by_hand(one, "[ticked.complaints]", '[ticked.complaints]\nstatus = "in hand"')
    settle(one, beside)
    assert one.notebook.status_of("complaints") is Status.NOT_STARTED
    by_hand(one, "in hand", "in-hand")
    settle(one, beside)
    for file in (one, beside, opened(tmp_path)):
        assert file.notebook.status_of("complaints") is Status.IN_HAND
        assert list(file.notebook.contents.ticked) == ["complaints"]
        assert file.notebook.contents.unparsed == frozenset()


@pytest.mark.parametrize("is_open", [True, False])
def test_a_duty_ticked_while_its_status_is_none_stays_and_the_other_is_told(
    one: NotebookStore, tmp_path: Path, *, is_open: bool
) -> None:
    """It was taken for another duty, `complaints~`, once it was put right."""
    by_hand(one, "[ticked.complaints]", '[ticked.complaints]\nstatus = "in hand"')
    file = one if is_open else opened(tmp_path)
    settle(file)
    file.notebook.tick("complaints")
    settle(file)
    file.take_messages()
    by_hand(one, "in hand", "in-hand")
    settle(file)
    for each in (file, opened(tmp_path)):
        assert list(each.notebook.ticked()) == ["complaints"]
        (told,) = each.take_messages()
        assert "ticked.complaints~: `complaints` was set since; correct that" in told
    text = one.path.read_text(encoding="utf-8")
    taken_out = re.sub(r"(?ms)^\[ticked\.complaints\].*?(?=^\[)", "", text)
    one.path.write_text(taken_out, encoding="utf-8")
    again = opened(tmp_path)
    assert again.notebook.status_of("complaints") is Status.IN_HAND
    assert again.take_messages() == ()


def test_copies_that_see_the_change_at_once_make_one_version_of_it(
    one: NotebookStore, tmp_path: Path
) -> None:
    """Neither has saved it when the other sees it."""
    two = opened(tmp_path)
    by_hand(one, "agreed", "agreed by hand")
    one.refresh()
    two.refresh()
    assert one.notebook.contents == two.notebook.contents
    settle(two, one)
    assert texts(opened(tmp_path)) == ["agreed by hand"]


def test_changes_by_hand_one_after_the_other_end_in_the_last_also_where_none_was_saved_between(
    one: NotebookStore, tmp_path: Path
) -> None:
    """One copy sees both, the other the second alone: they agree, and nothing is a conflict."""
    two = opened(tmp_path)
    by_hand(one, "agreed", "refused")
    one.refresh()
    by_hand(one, "refused", "deferred")
    one.refresh()
    two.refresh()
    assert texts(one) == texts(two) == ["deferred"]
    settle(two, one)
    for file in (one, two, opened(tmp_path)):
        assert texts(file) == ["deferred"]
        assert conflicts_in(file.notebook.contents) == {}


def test_a_tick_changed_twice_by_hand_is_as_the_second_left_it(one: NotebookStore) -> None:
    path = one.path
    whole = path.read_text(encoding="utf-8")
    by = f'by = "{one.notebook.by}"'
    assert whole.count(by) == 2
    for owner in ("Ann", "Bob", "Cy", "Di"):
        path.write_text(whole.replace(by, f'{by}\nowner = "{owner}"'), encoding="utf-8")
        one.refresh()
        assert one.notebook.owner_of("complaints") == owner


def test_it_can_be_changed_by_hand_again_and_back(one: NotebookStore) -> None:
    for old, new in (("agreed", "refused"), ("refused", "deferred"), ("deferred", "agreed")):
        by_hand(one, old, new)
        settle(one)
        assert texts(one) == [new]


def test_it_goes_on_being_edited_in_the_app(one: NotebookStore, tmp_path: Path) -> None:
    by_hand(one, "agreed", "agreed by hand")
    settle(one)
    (note,) = one.notebook.notes()
    for text in ("agreed by hand a", "agreed by hand and here"):
        note = one.notebook.edit_note(note, text)
    settle(one)
    assert texts(opened(tmp_path)) == ["agreed by hand and here"]


def test_what_was_typed_in_the_app_at_the_same_time_stays_beside_it(
    one: NotebookStore, tmp_path: Path
) -> None:
    (note,) = one.notebook.notes()
    note = one.notebook.edit_note(note, "not agreed")
    by_hand(one, "agreed", "agreed by hand")
    one.refresh()
    one.notebook.edit_note(note, "not agreed at all")
    settle(one)
    assert texts(one) == texts(opened(tmp_path)) == ["agreed by hand", "not agreed at all"]


def test_an_editor_that_had_an_older_version_open_replaces_nothing_newer(
    one: NotebookStore, tmp_path: Path
) -> None:
    """The editor writes the whole file as it was when it was opened there, but for one text."""
    old = one.path.read_text(encoding="utf-8")
    (note,) = one.notebook.notes()
    one.notebook.edit_note(note, "agreed today")
    one.notebook.add_note("another")
    one.save()
    one.path.write_text(old.replace("agreed", "agreed by hand"), encoding="utf-8")
    settle(one)
    assert texts(one) == texts(opened(tmp_path)) == ["agreed by hand", "agreed today", "another"]


def test_an_editor_that_only_writes_an_older_file_back_changes_nothing(one: NotebookStore) -> None:
    old = one.path.read_bytes()
    (note,) = one.notebook.notes()
    one.notebook.edit_note(note, "agreed today")
    one.save()
    one.path.write_bytes(old)
    settle(one)
    assert texts(one) == ["agreed today"]
    assert one.take_messages() == ()


def test_a_note_marked_as_gone_by_hand_is_gone(one: NotebookStore, tmp_path: Path) -> None:
    two = opened(tmp_path)
    by_hand(one, 'text = "agreed"\n', "gone = true\n")
    settle(one, two)
    assert texts(one) == texts(two) == []


def test_a_tick_taken_back_by_hand_is_taken_back_everywhere(
    one: NotebookStore, tmp_path: Path
) -> None:
    two = opened(tmp_path)
    by_hand(one, "[ticked.complaints]\n", "[ticked.complaints]\ngone = true\n")
    settle(two, one)
    for file in (one, two, opened(tmp_path)):
        assert not file.notebook.is_ticked("complaints")
    one.notebook.tick("complaints")
    settle(one, two)
    assert two.notebook.is_ticked("complaints")


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_in_whatever_order_copies_learn_of_it_they_agree(
    one: NotebookStore, tmp_path: Path, order: tuple[int, ...]
) -> None:
    files = [one, opened(tmp_path), opened(tmp_path)]
    by_hand(one, "agreed", "agreed by hand")
    for number in order:
        files[number].notebook.add_note(f"from {number}")
        assert files[number].save() == Saved()
    settle(*files)
    for file in (*files, opened(tmp_path)):
        assert texts(file) == ["agreed by hand", "from 0", "from 1", "from 2"]


ODD = """
color = "red"

[[notes]]
id = "abc"
text = "Ask"
written = "yesterday"
"""


@pytest.mark.parametrize("settled", [False, True], ids=["at once", "after a save"])
def test_what_was_not_understood_and_is_corrected_by_hand_is_read(
    one: NotebookStore, tmp_path: Path, settled: bool
) -> None:
    """P8: nothing brings the wrong item back, nor a key that was taken out."""
    whole = one.path.read_text(encoding="utf-8")
    key, item = ODD.split("\n\n")
    one.path.write_text(f"{key}\n{whole}\n{item}", encoding="utf-8")
    two = opened(tmp_path)
    one.refresh()
    assert "note 2: " in one.take_messages()[0]
    if settled:
        one.notebook.add_note("and more")
        settle(one, two)
    by_hand(one, 'color = "red"\n', "")
    by_hand(one, '"yesterday"', "2026-11-22T10:04:10Z")
    settle(one, two)
    for file in (one, two, opened(tmp_path)):
        assert "Ask" in texts(file)
        assert file.notebook.contents.unparsed == frozenset()
        assert file.notebook.contents.extra == {}
        assert not file.unsaved
    assert opened(tmp_path).take_messages() == ()


def test_what_is_corrected_in_a_file_seen_half_written_stays_corrected(
    one: NotebookStore, tmp_path: Path
) -> None:
    """P8: an editor empties the file before it writes it."""
    whole = one.path.read_text(encoding="utf-8")
    one.path.write_text(whole + ODD.partition("\n\n")[2], encoding="utf-8")
    settle(one)
    mended = one.path.read_text(encoding="utf-8").replace('"yesterday"', "2026-11-22T10:04:10Z")
    for seen in ("", mended[:-30], mended[: mended.index("[[notes]]")], mended):
        one.path.write_text(seen, encoding="utf-8")
        one.refresh()
    settle(one)
    assert "Ask" in texts(one)
    assert (
        one.notebook.contents.unparsed == opened(tmp_path).notebook.contents.unparsed == frozenset()
    )


def test_what_was_not_understood_outlives_a_file_that_was_deleted_or_cut_off(
    one: NotebookStore,
) -> None:
    """P8: there nobody mended anything."""
    whole = one.path.read_text(encoding="utf-8")
    one.path.write_text(whole + ODD.partition("\n\n")[2], encoding="utf-8")
    settle(one)
    for cut in (None, "", "format = 1\n", whole[: whole.index("[[notes]]")]):
        if cut is None:
            one.path.unlink()
        else:
            one.path.write_text(cut, encoding="utf-8")
        settle(one)
        assert len(one.notebook.contents.unparsed) == 1
        assert "yesterday" in one.path.read_text(encoding="utf-8")


def test_two_texts_under_one_name_that_were_there_from_the_beginning_are_both_kept(
    tmp_path: Path,
) -> None:
    """Nobody can tell which of them was first."""
    file = opened(tmp_path)
    file.notebook.add_note("agreed")
    file.save()
    whole = file.path.read_text(encoding="utf-8")
    twin = whole[whole.index("[[notes]]") :].replace("agreed", "refused")
    file.path.write_text(f"{whole}\n{twin}", encoding="utf-8")
    settle(file)
    again = opened(tmp_path)
    assert texts(file) == texts(again) == ["agreed", "refused"]


@pytest.mark.parametrize("is_open", [True, False])
def test_a_note_that_was_copied_with_its_id_outlives_a_change_of_the_other(
    one: NotebookStore, tmp_path: Path, *, is_open: bool
) -> None:
    (note,) = one.notebook.notes()
    whole = one.path.read_text("utf-8")
    twin = whole[whole.index("[[notes]]") :].replace(note.text, "a copy")
    one.notebook.edit_note(note, "changed meanwhile")
    one.save()
    file = one.path if is_open else tmp_path / "notes (1).toml"
    file.write_text(f"{whole}\n{twin}", "utf-8")
    if is_open:
        settle(one)
    again = opened(tmp_path)
    merge_copies(again)
    assert texts(again) == ["a copy", "changed meanwhile"]


@pytest.mark.parametrize("way", ["on the screen", "in the file"])
def test_the_cure_given_for_two_texts_works(one: NotebookStore, tmp_path: Path, way: str) -> None:
    two = opened(tmp_path)
    one.notebook.edit_note(one.notebook.notes()[0], "agreed today")
    two.notebook.edit_note(two.notebook.notes()[0], "refused")
    settle(one, two)
    assert "delete the one that is wrong" in one.take_messages()[0]
    if way == "on the screen":
        two.notebook.delete_note(next(n for n in two.notebook.notes() if n.text == "refused"))
        settle(two, one)
        assert texts(one) == ["agreed today"]
    else:
        whole = one.path.read_text(encoding="utf-8")
        wrong = re.search(
            r"\[\[notes\]\]\n(?:(?!\[\[).*\n)*?text = \"refused\"\n(?:[^\[\n].*\n)*", whole
        )
        assert wrong
        one.path.write_text(whole.replace(wrong[0], ""), encoding="utf-8")
    last = opened(tmp_path)
    assert texts(last) == ["agreed today"]
    assert last.take_messages() == ()


@many(100)
@given(contents, st.data())
def test_whatever_is_in_the_file_a_changed_note_replaces_exactly_itself(
    before: Contents, data: st.DataObject
) -> None:
    names = [(n.id, n.rev, n.by) for versions in before.notes.values() for n in versions]
    single = [
        n for vs in before.notes.values() for n in vs if names.count((n.id, n.rev, n.by)) == 1
    ]
    if not single:
        return
    note = data.draw(st.sampled_from(single))
    changed = Note(note.id, f"{note.text}!", AT, rev=note.rev, by=note.by, seen=note.seen)
    versions = tuple(changed if n == note else n for n in before.notes[note.id])
    after = Contents(notes={**before.notes, note.id: versions})
    mine, yours = ExternalEdits(), ExternalEdits()
    mine.remember(before)
    yours.remember(before)
    read = mine.read(after)
    assert read == yours.read(after)
    both = merge_contents(before, read)
    kept = {(n.text, n.written) for n in both.notes[note.id]}
    assert (changed.text, changed.written) in kept
    assert note not in both.notes[note.id]
    others = {n for n in before.notes[note.id] if n != note}
    assert others <= set(both.notes[note.id])
    assert mine.read(after) == after


@many(50)
@given(contents)
def test_what_nobody_changed_by_hand_is_read_as_it_is(before: Contents) -> None:
    hand = ExternalEdits()
    assert hand.read(before) is before
    assert hand.read(before) is before
