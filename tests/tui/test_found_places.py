"""Journeys: results that come from one paper, and the other places where what was found stands."""

from pathlib import Path

import pytest
import tomli_w

from ccgbrief.tui.widgets.status_row import StatusRow
from tests.tui.desk import LARGE, NORMAL, open_desk

FUND = "the Better Care Fund"

PAPERS = {
    "finance": [(3, f"Of {FUND} one half is spent."), (14, f"A plan for {FUND} follows.")]
    + [(20 + n, f"In month {n} {FUND} paid for {n} beds in ward {n}.") for n in range(1, 7)],
    "quality": [(60, f"Complaints about {FUND} are few."), (61, "Falls are fewer.")],
}


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a pack of two papers with pages; not to be written in."""
    folder = tmp_path_factory.mktemp("packs") / "board"
    (folder / "articles").mkdir(parents=True)
    manifest = {"format": 1, "id": "board", "title": "Board", "articles": list(PAPERS)}
    (folder / "pack.toml").write_text(tomli_w.dumps(manifest), encoding="utf-8")
    for name, passages in PAPERS.items():
        text = "\n\n".join(f"<!-- page {page} -->\n\n{words}" for page, words in passages)
        head = f'+++\ntitle = "{name.title()} report"\n+++\n\n'
        (folder / "articles" / f"{name}.md").write_text(head + text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("size", [NORMAL, LARGE])
async def test_the_results_of_one_paper_unfold_and_fold_again(
    board: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(board, tmp_path / "notes.toml", size) as desk:
        await desk.search("better care fund")
        assert desk.shows("6 more in Finance report", desk.results)
        assert desk.shows("Complaints", desk.results)
        blocks = len(desk.results._view.blocks)
        await desk.press("right")
        assert not desk.shows("more in Finance report", desk.results)
        assert len(desk.results._view.blocks) == blocks + 5
        await desk.press("right")
        assert desk.shows("6 more in Finance report", desk.results)


async def test_enter_on_the_fold_unfolds_it_and_leads_on_from_there(
    board: Path, tmp_path: Path
) -> None:
    async with open_desk(board, tmp_path / "notes.toml") as desk:
        await desk.search("better care fund")
        while not (desk.results.current and desk.results.current.folds):
            await desk.press("down")
        await desk.press("enter")
        assert desk.results.current
        first = desk.results.current.text
        assert desk.results.current.indent
        await desk.press("enter")
        assert desk.under_cursor == first


async def test_the_right_arrow_moves_in_what_is_typed_and_completes_it(
    board: Path, tmp_path: Path
) -> None:
    async with open_desk(board, tmp_path / "notes.toml") as desk:
        await desk.search("better care fund")
        blocks = desk.results._view.blocks
        await desk.press("left", "right")
        assert desk.results._view.blocks == blocks


async def test_a_phrase_says_where_else_it_stands_and_is_stepped_through(
    board: Path, tmp_path: Path
) -> None:
    async with open_desk(board, tmp_path / "notes.toml") as desk:
        before = desk.standing
        await desk.search("better care fund")
        await desk.press("enter")
        landed = desk.standing
        pages = {3, 14, *range(21, 27)} - {14 if "plan" in desk.under_cursor else 3}
        listed = ", ".join(map(str, sorted(pages)))
        assert desk.said.startswith(f"also on p. {listed}; in Quality report on p. 60: ")
        seen = []
        for _ in range(9):
            await desk.press(".")
            seen.append(desk.under_cursor)
            assert FUND in desk.under_cursor
            assert "Better Care Fund" in desk.marked(desk.reader)
        assert len(set(seen)) == 9
        assert desk.standing[:2] == landed[:2]
        await desk.press(",")
        assert desk.under_cursor == seen[-2]
        assert " of 9 · p. " in desk.said
        await desk.press("escape")
        assert desk.standing == before


async def test_a_step_after_the_way_back_can_be_taken_back_too(board: Path, tmp_path: Path) -> None:
    async with open_desk(board, tmp_path / "notes.toml") as desk:
        await desk.search("better care fund")
        await desk.press("enter")
        await desk.press("escape")
        before = desk.standing
        await desk.press(".")
        assert desk.standing != before
        await desk.press("escape")
        assert desk.standing == before


async def test_the_last_line_offers_the_keys_from_match_to_match_until_one_goes_on(
    board: Path, tmp_path: Path
) -> None:
    async with open_desk(board, tmp_path / "notes.toml") as desk:
        status = desk.app.query_one(StatusRow)
        assert not desk.shows("next match", status)
        await desk.search("better care fund")
        await desk.press("enter")
        status.show_message("")
        await desk.settle()
        assert desk.shows(". next match  , previous match", status)
        await desk.press("escape")
        assert not desk.shows("next match", status)
        assert desk.shows("/ search", status)


async def test_words_that_stand_once_lead_to_the_other_results_in_their_article(
    board: Path, tmp_path: Path
) -> None:
    async with open_desk(board, tmp_path / "notes.toml") as desk:
        await desk.search("complaints falls fewer")
        await desk.press("enter")
        first = desk.under_cursor
        await desk.press(".")
        assert desk.under_cursor != first
        assert desk.reader.tab == "quality"
        assert "2 of 2" in desk.said or "1 of 2" in desk.said
        await desk.press(",")
        assert desk.under_cursor == first


async def test_before_any_search_a_step_says_what_it_is_for(board: Path, tmp_path: Path) -> None:
    async with open_desk(board, tmp_path / "notes.toml") as desk:
        before = desk.standing
        await desk.press(".")
        assert "search first" in desk.said
        assert desk.standing == before


async def test_where_only_a_note_was_found_no_match_of_the_articles_is_next(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("full_stop")
        assert desk.said == ". and , go from match to match in the articles: search first"
        desk.session.notebook.add_note("zanzibar one")
        await desk.press("N", *"zanzibar two", "enter")
        await desk.search("zanzibar")
        await desk.press("enter")
        assert not desk.shows("next match", desk.app.query_one(StatusRow))
        await desk.press("full_stop")
        assert desk.said.endswith("in the articles: none has what was found")
