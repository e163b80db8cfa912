"""Keys on rows where they do nothing: each says what it is for and which key helps there."""

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Notebook, Place
from ccgbrief.pack import Pack
from ccgbrief.view import note_actions, tabs
from ccgbrief.view.blocks import Block
from ccgbrief.view.keys import COMMANDS
from ccgbrief.view.panes import blocks_of
from ccgbrief.view.refusals import REFUSALS, RowKind, refusal, row_kind, unbound
from ccgbrief.view.view_state import ViewState

ONE_LINE = 110
"""Characters of a refusal: it is read at a glance."""


def every_block(pack: Pack, notebook: Notebook) -> list[Block]:
    """Return all rows of all tabs, with notes of every kind, a bookmark, and all unfolded."""
    for kind in NoteKind:
        notebook.add_note(f"A {kind.value}", kind=kind, place=Place(article=pack.articles[0].id))
    notebook.add_note("On a duty", place=Place(duty=pack.duties[0].id))
    notebook.add_note("On the meeting")
    notebook.bookmark(Place(area=pack.areas[0].id))
    shown = ViewState(pack, notebook)
    unfolded = ViewState(pack, notebook, shown.everything)
    return [
        block
        for tab in (*(tab.id for tab in tabs.tabs_of(pack)), tabs.GLOSSARY)
        for block in blocks_of(tab, unfolded)
        if block.rests
    ]


def test_every_row_is_of_a_kind_and_every_kind_has_rows(pack: Pack, notebook: Notebook) -> None:
    kinds = {row_kind(pack, block) for block in every_block(pack, notebook)}
    assert kinds == set(RowKind)
    assert row_kind(pack, None) is RowKind.ROW


@pytest.mark.parametrize("command", REFUSALS)
def test_a_refused_key_says_in_one_line_which_key_helps_on_this_row(
    command: str, small: Pack, notebook: Notebook
) -> None:
    rows = {row_kind(small, block): block for block in every_block(small, notebook)}
    acts = {
        "tick": lambda row: note_actions.ticked_by(small, row) is not None,
        "note.edit": lambda row: row.note is not None,
        "bookmark": lambda row: note_actions.place_of(small, row) != Place(),
    }
    for kind, row in rows.items():
        said = refusal(command, small, row, COMMANDS)
        assert "\n" not in said
        assert len(said) <= ONE_LINE
        instead = REFUSALS[command].on.get(kind, REFUSALS[command].instead)
        assert f"; {next(c.shown for c in COMMANDS if c.id == instead.command)} " in said
        assert instead.command != command or command == "bookmark"
        assert instead.command not in acts or acts[instead.command](row)


@pytest.mark.parametrize("command", REFUSALS)
def test_a_note_of_an_earlier_meeting_is_not_said_to_be_changed_at_this_one(
    command: str, small: Pack, notebook: Notebook
) -> None:
    for block in every_block(small, notebook):
        if block.note and command != "note.edit":
            said = refusal(command, small, block, COMMANDS, is_earlier=True)
            assert "; e " not in said
            assert len(said) <= ONE_LINE


@pytest.mark.parametrize(
    "change", [note_actions.tick, note_actions.turn_status, note_actions.bookmark]
)
def test_a_key_is_refused_exactly_where_it_changes_nothing(
    change: note_actions.Change, small: Pack, notebook: Notebook
) -> None:
    for block in [*every_block(small, notebook), None]:
        before = notebook.contents
        said = change(small, notebook, block)
        assert (said == "") == (notebook.contents == before), block


@pytest.mark.parametrize(
    ("command", "tab", "text", "said"),
    [
        ("tick", tabs.AREAS, "", "; c writes the board’s position on this area"),
        ("tick", tabs.OVERVIEW, "A small pack", "; n writes a note on the meeting"),
        ("tick", tabs.FIGURES, "", "; n writes a note here"),
        ("status", tabs.NOTES, "A action", "; space marks this action as done"),
        ("status", tabs.NOTES, "A question", "; space marks this question as answered"),
        ("owner", tabs.NOTES, "A action", "; e changes this action: @name says who"),
        ("owner", tabs.OVERVIEW, "A small pack", "; a writes an action: @name says who"),
        ("note.delete", tabs.OVERVIEW, "focus area:", "; m removes the bookmark"),
        ("copy.pick", tabs.GLOSSARY, "", "; y copies this row"),
    ],
)
def test_what_is_meant_depends_on_the_row(
    command: str, tab: str, text: str, said: str, small: Pack, notebook: Notebook
) -> None:
    every_block(small, notebook)
    blocks = blocks_of(tab, ViewState(small, notebook))
    block = next(block for block in blocks if block.rests and text in block.text)
    assert refusal(command, small, block, COMMANDS).endswith(said)


def test_keys_are_called_as_the_reader_has_set_them(small: Pack) -> None:
    commands = [c._replace(shown="T") if c.id == "tick" else c for c in COMMANDS]
    assert refusal("tick", small, None, commands).startswith("T ticks duties")


def test_of_a_key_that_is_nobodys_it_is_said_where_the_right_one_is_listed() -> None:
    commands = [c._replace(shown="! F2") if c.id == "help" else c for c in COMMANDS]
    assert unbound("F7", commands) == "F7 does nothing here; ! lists all keys, / searches"
