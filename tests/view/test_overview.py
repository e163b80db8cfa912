"""The overview in columns: which sections stand side by side on a wide screen."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Meeting, Notebook, NotebookStore, Place, Series
from ccgbrief.pack import AgendaItem, Pack, Passage, PassageKind
from ccgbrief.session import open_session
from ccgbrief.view import tabs
from ccgbrief.view.address import Address, passage_key, section_key
from ccgbrief.view.blocks import Block
from ccgbrief.view.heights import estimate
from ccgbrief.view.keys import COMMANDS
from ccgbrief.view.overview import (
    COLUMN_WIDTH,
    columns_for,
    overview_blocks,
    overview_columns,
)
from ccgbrief.view.panes import columns_of
from ccgbrief.view.view_state import ViewState


@pytest.mark.parametrize(
    ("width", "columns"),
    [(40, 1), (80, 1), (119, 1), (120, 2), (199, 2), (200, 3), (400, 3)],
)
def test_a_wide_screen_has_two_columns_and_a_very_wide_one_three(width: int, columns: int) -> None:
    assert columns_for(width) == columns


@pytest.mark.parametrize("count", [2, 3])
def test_the_columns_hold_the_overview_in_its_order(
    pack: Pack, notebook: Notebook, count: int
) -> None:
    notebook.add_note("Buy a tape", kind=NoteKind.ACTION)
    shown = ViewState(pack, notebook)
    columns = overview_columns(shown, count)
    assert len(columns) == count
    assert [b.key for column in columns for b in column] == [b.key for b in overview_blocks(shown)]
    assert all(column[0].gap == 0 for column in columns)


def height(column: list[Block]) -> int:
    return sum(estimate(block, COLUMN_WIDTH) for block in column)


@pytest.mark.parametrize("count", [2, 3])
def test_no_column_of_the_shipped_pack_is_less_than_half_of_the_tallest(
    shipped: Pack, notebook: Notebook, count: int
) -> None:
    for number in range(6):
        heights = [height(c) for c in overview_columns(ViewState(shipped, notebook), count)]
        assert min(heights) * 2 >= max(heights)
        notebook.add_note(f"Ask for paper {number}", kind=NoteKind.ACTION)


def test_only_the_overview_has_columns(small: Pack, notebook: Notebook) -> None:
    shown = ViewState(small, notebook)
    assert len(columns_of(tabs.DUTIES, shown, 3, 0)) == 1
    assert len(columns_of(tabs.OVERVIEW, shown, 1, 0)) == 1


def test_presented_columns_stand_a_row_further_apart(small: Pack, notebook: Notebook) -> None:
    usual = columns_of(tabs.OVERVIEW, ViewState(small, notebook), 2, 0)
    presented = columns_of(tabs.OVERVIEW, ViewState(small, notebook, presenting=True), 2, 0)
    assert [b.gap + 1 for b in usual[1][1:]] == [b.gap for b in presented[1][1:]]


def test_the_first_keys_are_the_readers_own_and_each_is_set_off(
    small: Pack, notebook: Notebook
) -> None:
    commands = tuple(c._replace(shown="F3 S") if c.id == "search" else c for c in COMMANDS)
    blocks = overview_blocks(ViewState(small, notebook, commands=commands))
    rows = [block for block in blocks if str(block.key).startswith("keys/")]
    assert [[row.text[span.start : span.end] for span in row.spans] for row in rows] == [
        ["F3", "enter", "esc"],
        ["n", "a", "c"],
        ["x", "ctrl+q", "?"],
    ]


def texts_of(columns: list[list[Block]]) -> list[str]:
    return [block.text for column in columns for block in column]


def test_what_rows_are_left_says_what_articles_duties_and_areas_are_about(
    shipped: Pack, notebook: Notebook
) -> None:
    shown = ViewState(shipped, notebook)
    bare, low, tall = (overview_columns(shown, 3, rows) for rows in (0, 25, 70))
    about_article = "Clinical commissioning urgently needs new direction"
    assert low == bare
    assert not any(text.startswith(about_article) for text in texts_of(bare))
    assert any(text.startswith(about_article) for text in texts_of(tall))
    assert set(shipped.areas[0].prompts) <= {*texts_of(tall)}
    assert texts_of(bare) == [text for text in texts_of(tall) if text in texts_of(bare)]


def test_no_article_is_read_for_details_that_have_no_room(
    shipped: Pack, notebook: Notebook
) -> None:
    def skim() -> tuple[Passage, ...]:
        raise AssertionError("an article was read")

    articles = tuple(replace(article, skim=skim) for article in shipped.articles)
    shown = ViewState(replace(shipped, articles=articles), notebook)
    assert overview_columns(shown, 3, 5) == overview_columns(shown, 3)


@pytest.mark.parametrize("rows", range(20, 90, 5))
@pytest.mark.parametrize("count", [2, 3])
def test_details_never_make_the_overview_longer_than_the_screen(
    shipped: Pack, notebook: Notebook, count: int, rows: int
) -> None:
    notebook.add_note("We trim", kind=NoteKind.DECISION)
    shown = ViewState(shipped, notebook)
    bare, full = overview_columns(shown, count), overview_columns(shown, count, rows)
    assert max(map(height, full)) <= max(rows, *map(height, bare))


@pytest.mark.parametrize("count", [2, 3])
def test_a_long_agenda_goes_on_in_the_next_column(
    small: Pack, notebook: Notebook, count: int
) -> None:
    agenda = tuple(AgendaItem(f"Item {n}", article=small.articles[0].id) for n in range(40))
    shown = ViewState(replace(small, agenda=agenda), notebook)
    heights = [height(column) for column in overview_columns(shown, count)]
    assert max(heights) - min(heights) < 10


def test_the_latest_notes_are_listed_without_what_stands_elsewhere(
    small: Pack, notebook: Notebook
) -> None:
    notebook.add_note("Present: Dr Ash")
    notebook.add_note("Buy a tape", kind=NoteKind.ACTION)
    notebook.add_note("Mine alone", private=True)
    notebook.add_note("We trim", kind=NoteKind.DECISION)
    shown = ViewState(small, notebook)
    made = [block for column in overview_columns(shown, 2, 200) for block in column]
    at = [block.key for block in made].index("latest")
    assert [block.text for block in made[at + 1 : at + 3]] == ["We trim", "Mine alone"]
    assert sum("Dr Ash" in block.text for block in made) == 1
    assert "Mine alone" not in texts_of(overview_columns(replace(shown, public=True), 2, 200))


def test_where_one_left_off_in_a_table_is_told_by_the_cells_that_have_words(
    small: Pack, notebook: Notebook
) -> None:
    cells = ("Ward 35", "", "1,295")
    row = Passage("ponds", 0, PassageKind.ROW, "Ward 35 |  | 1,295", cells=cells)
    article = replace(small.articles[0], id="ponds", short="Ponds", parse=lambda: (row,))
    last = Address("ponds", passage_key(0))
    blocks = overview_blocks(ViewState(replace(small, articles=(article,)), notebook, last=last))
    assert next(b.text for b in blocks if b.key == "left-off") == (
        "Where you left off: Ponds: “Ward 35, 1,295”"
    )


def test_a_duty_that_was_begun_and_has_left_the_pack_is_named(
    small: Pack, notebook: Notebook
) -> None:
    notebook.tick("gone\x1b")
    blocks = overview_blocks(ViewState(small, notebook))
    (progress,) = [b for b in blocks if b.key == "progress/duties"]
    assert progress.below == "Begun too, and no longer in the pack: gone␛"


def test_what_a_notebook_that_cannot_be_read_would_say_is_not_counted(
    small: Pack, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.toml"
    notes.write_text("format = 99\n", encoding="utf-8")
    session = open_session(small.folder, notes)
    blocks = overview_blocks(ViewState(session.pack, session.notebook))
    (progress,) = [b for b in blocks if b.key == "progress/duties"]
    assert progress.text == "? of 2 duties in place"
    assert "■" not in progress.text


def test_what_was_written_since_lists_the_notebooks_of_earlier_meetings_too(
    small: Pack, notebook: Notebook, tmp_path: Path
) -> None:
    store = NotebookStore.open(tmp_path / "november.toml", "november", tmp_path)
    book = store.notebook
    asked = book.add_note("Who pays?", kind=NoteKind.QUESTION)
    book.add_note("The parish", place=Place(question=asked.id))
    book.add_note("We trim", kind=NoteKind.DECISION, place=Place(area="trimming"))
    book.add_note("Mine", private=True, place=Place(article="first-paper"))
    notebook.add_note("Of today", place=Place(article="first-paper"))
    (first,) = (note.written for note in notebook.notes())
    november = Meeting("November", store, first, date(2026, 11, 1))
    day = date(2000, 1, 1)
    shown = ViewState(small, notebook, series=Series((november,)), since=day)

    def since(shown: ViewState) -> dict[str, Address | None]:
        blocks = overview_blocks(shown)
        at = [block.text for block in blocks].index("Since 1 January 2000")
        return {b.text: b.leads for b in blocks[at + 1 :] if str(b.key).startswith("since/")}

    rows = since(shown)
    assert rows == {
        "note: Of today": Address("first-paper", "title"),
        "question: Who pays? (from November)": None,
        "note: The parish (from November)": Address(tabs.NOTES),
        "decision: We trim (from November)": Address(tabs.AREAS, section_key("trimming")),
        "private note: Mine (from November)": None,
    }
    assert since(replace(shown, public=True)).keys() == rows.keys() - {
        "private note: Mine (from November)"
    }
