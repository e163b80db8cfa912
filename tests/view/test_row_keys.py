"""The keys that the last line offers are those that do something on the row under the cursor."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Place, Status
from ccgbrief.pack import Pack, read_pack
from ccgbrief.view import tabs
from ccgbrief.view.address import Address
from ccgbrief.view.blocks import Block
from ccgbrief.view.keys import COMMANDS, fitting_keys
from ccgbrief.view.note_actions import begin_note
from ccgbrief.view.panes import blocks_of
from ccgbrief.view.row_keys import ON_MATCH, footer_keys, row_choices
from ccgbrief.view.view_state import ViewState
from tests import small_pack


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return read_pack(small_pack.write_pack(tmp_path / "pack"))


@pytest.fixture
def shown(pack: Pack) -> ViewState:
    state = ViewState(pack, small_pack.empty_notebook())
    return replace(state, unfolded=state.everything)


def on(shown: ViewState, tab: str, is_meant: Callable[[Block], object]) -> str:
    """Return what is offered on the first row of a tab that is meant: keys and words."""
    block = next(each for each in blocks_of(tab, shown) if each.rests and is_meant(each))
    keys = footer_keys(COMMANDS, row_choices(shown, block))
    return "  ".join(f"{key} {does}" for key, does, _ in keys)


ALWAYS = "/ search  esc back  g go to  ctrl+q quit  ? help"


def test_on_a_duty_it_is_ticked_and_given_a_status_an_owner_and_a_note(shown: ViewState) -> None:
    offered = on(shown, tabs.DUTIES, lambda block: block.folds)
    assert offered.startswith("space tick  s status  w who  n note  enter fold")
    assert offered.endswith(ALWAYS)


def test_space_on_a_duty_that_is_in_place_unticks_it(shown: ViewState, pack: Pack) -> None:
    shown.notebook.set_status(pack.duties[0].id, Status.IN_PLACE)
    assert on(shown, tabs.DUTIES, lambda block: block.folds).startswith("space untick")


def test_a_folded_duty_unfolds(shown: ViewState) -> None:
    folded = replace(shown, unfolded=frozenset())
    assert "enter unfold" in on(folded, tabs.DUTIES, lambda block: block.folds)


def test_on_an_area_a_position_is_written(shown: ViewState) -> None:
    offered = on(shown, tabs.AREAS, lambda block: block.folds)
    assert offered.startswith("enter fold  c write a position  n note")


def test_on_an_area_of_a_duty_a_note_is_on_the_duty(shown: ViewState, pack: Pack) -> None:
    (link, *_) = (b for b in blocks_of(tabs.DUTIES, shown) if b.leads and not b.passage)
    assert begin_note(pack, link, NoteKind.NOTE).place.duty in {duty.id for duty in pack.duties}
    assert "n note" in on(shown, tabs.DUTIES, lambda block: block.key == link.key)


def test_on_a_prompt_of_an_area_it_is_answered(shown: ViewState, pack: Pack) -> None:
    prompts = {prompt for area in pack.areas for prompt in area.prompts}
    offered = on(shown, tabs.AREAS, lambda block: block.place and block.place.words in prompts)
    assert offered.startswith("n answer  c decision")


def test_on_evidence_enter_goes_there_and_it_is_compared(shown: ViewState) -> None:
    offered = on(shown, tabs.AREAS, lambda block: block.passage)
    assert offered.startswith("enter go there  n note  y copy  m bookmark  b side by side")


def test_on_a_passage_it_is_noted_copied_and_bookmarked(shown: ViewState, pack: Pack) -> None:
    article = pack.articles[0]
    passage = on(shown, article.id, lambda block: block.passage)
    assert passage.startswith("n note  y copy  m bookmark  space mark read  / search")
    shown.notebook.mark_read(article.id)
    assert "space mark unread" in on(shown, article.id, lambda block: block.passage)


def test_on_the_row_of_an_article_enter_goes_there_and_space_marks_it_as_read(
    shown: ViewState, pack: Pack
) -> None:
    article = pack.articles[0].id
    offered = on(shown, tabs.OVERVIEW, lambda block: block.leads == Address(article))
    assert offered.startswith("enter go there  space mark read  n note")


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        (NoteKind.NOTE, "e edit  d delete  / search"),
        (NoteKind.ACTION, "e edit  d delete  space done  / search"),
        (NoteKind.QUESTION, "e edit  d delete  space answered  n answer  / search"),
        (NoteKind.DECISION, "e edit  d delete  / search"),
    ],
)
def test_on_a_note_it_is_changed_deleted_and_finished(
    shown: ViewState, kind: NoteKind, offered: str
) -> None:
    shown.notebook.add_note("Trim it", kind=kind, place=Place())
    assert on(shown, tabs.NOTES, lambda block: block.note).startswith(offered)


def test_a_note_that_is_done_is_opened_again(shown: ViewState) -> None:
    note = shown.notebook.add_note("Trim it", kind=NoteKind.ACTION)
    shown.notebook.edit_note(note, done=True)
    assert "space reopen" in on(shown, tabs.NOTES, lambda block: block.note)


def test_without_a_row_only_what_always_works_is_offered(shown: ViewState) -> None:
    assert row_choices(shown, None) == {}
    assert [key for key, _, _ in footer_keys(COMMANDS, {})] == ["/", "esc", "g", "ctrl+q", "?"]


def test_on_a_match_the_next_one_comes_first_and_no_key_twice() -> None:
    keys = [key for key, _, _ in footer_keys(COMMANDS, ON_MATCH)]
    assert keys == [".", ",", "esc", "y", "n", "/", "g", "ctrl+q", "?"]


def test_what_is_offered_is_a_command_that_there_is(shown: ViewState, pack: Pack) -> None:
    known = {command.id for command in COMMANDS}
    for tab in tabs.tabs_of(pack):
        for block in blocks_of(tab.id, shown):
            assert row_choices(shown, block).keys() <= known


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_help_and_the_first_key_of_the_row_are_there_however_narrow_it_is(
    shown: ViewState, columns: int
) -> None:
    duty = next(block for block in blocks_of(tabs.DUTIES, shown) if block.folds)
    keys = fitting_keys(footer_keys(COMMANDS, row_choices(shown, duty)), columns)
    assert (keys[0][0], keys[-1][0]) == ("space", "?")
