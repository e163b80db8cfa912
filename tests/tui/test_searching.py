"""Journeys: searching, and going to a name."""

import re
from pathlib import Path

import pytest
from textual import events

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Place
from ccgbrief.paths import searches_file, shipped_pack
from ccgbrief.search import Answer
from ccgbrief.state import earlier_searches, keep_searches
from ccgbrief.tui.widgets.search_pane import SearchPane
from ccgbrief.view import tabs
from tests.tui.desk import LARGE, NORMAL, SMALL, open_desk

SIZES = pytest.mark.parametrize("size", [NORMAL, SMALL, LARGE], ids=["80x24", "40x12", "140x40"])


async def test_the_search_box_is_on_every_tab(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        for _ in tabs.tabs_of(desk.session.pack):
            assert "/ search" in desk.rows()[1]
            await desk.press("]")


@SIZES
async def test_results_come_while_one_types_and_show_what_was_found(
    small_folder: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", size) as desk:
        await desk.search("hawth")
        assert desk.shows("nobody knows who trims", desk.results)
        assert desk.shows("quote · A gardener", desk.results)
        assert desk.marked(desk.results).strip() == "hawthorn"
        await desk.search("hawthorn trims")
        assert {"trims", "hawthorn"} <= set(desk.marked(desk.results).split())


@SIZES
async def test_a_misspelt_search_lands_on_the_passage_with_its_words_marked(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", size) as desk:
        await desk.search("grey ares")
        assert "ares → areas" in desk.said
        await desk.press("enter")
        assert desk.reader.tab == "third-barometer"
        assert "lots of grey areas in terms of" in desk.under_cursor
        assert desk.marked(desk.reader).split() == ["grey", "areas"]
        assert desk.app.focused is desk.reader


@SIZES
async def test_escape_after_landing_goes_back_to_exactly_where_the_reader_was(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", size) as desk:
        await desk.press("2", *"jjjjjjjjjjkk")
        left, seen = desk.standing, desk.rows(desk.reader)
        await desk.search("grey ares")
        await desk.press("enter")
        assert desk.reader.tab == "third-barometer"
        await desk.press("j", "j")
        await desk.press("escape")
        assert desk.standing == left
        assert desk.rows(desk.reader) == seen


@SIZES
async def test_escape_gives_up_a_search_and_shows_what_was_read(
    small_folder: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", size) as desk:
        await desk.press("3", *"jjjjjjj")
        left, seen = desk.standing, desk.rows(desk.reader)
        await desk.search("frogs")
        assert desk.rows(desk.results)
        await desk.press("escape")
        assert desk.standing == left
        assert desk.rows(desk.reader) == seen
        assert desk.app.focused is desk.reader


async def test_landing_again_and_again_can_be_undone_step_by_step(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        places = []
        for words in ("hawthorn", "number 17", "shears"):
            places.append(desk.standing)
            await desk.search(words)
            await desk.press("enter")
            assert desk.standing not in places
        for place in reversed(places):
            await desk.press("escape")
            assert desk.standing == place


async def test_the_highlight_goes_with_escape_and_with_the_next_search(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("2")
        await desk.search("hawthorn")
        await desk.press("enter")
        assert desk.marked(desk.reader).split() == ["hawthorn"]
        await desk.search("shears")
        await desk.press("enter")
        assert desk.marked(desk.reader).split() == ["shears"]
        await desk.press("escape")
        assert desk.marked(desk.reader) == ""


async def test_arrows_choose_among_the_results_while_the_box_keeps_the_letters(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.search("frogs")
        first = desk.results.current
        await desk.press("down", "down", "up")
        assert desk.results.current != first
        assert desk.box.value == "frogs"
        chosen = desk.results.current
        assert chosen is not None
        assert chosen.leads is not None
        await desk.press("enter")
        assert desk.reader.standpoint.address == chosen.leads


async def test_page_keys_go_through_the_results(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.search("frogs")
        first = desk.results.current
        await desk.press("pagedown")
        assert desk.results.current != first
        await desk.press("pageup", "pageup")
        assert desk.results.current == first


async def test_nothing_found_says_so_and_enter_stays(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.search("xqzzv")
        assert desk.shows("Nothing found for “xqzzv”", desk.results)
        await desk.press("enter")
        assert desk.app.focused is desk.box
        await desk.press("escape")
        assert desk.reader.tab == tabs.OVERVIEW


async def test_keys_that_follow_a_slash_in_one_burst_are_typed(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("/", "q", "3", " ", "x", "?", "/", "N")
        assert desk.box.value == "q3 x?/N"
        assert desk.reader.tab == tabs.OVERVIEW
        assert desk.session.notebook.notes() == ()


async def test_keys_that_follow_enter_in_one_burst_are_for_what_was_gone_to(
    small_folder: Path, tmp_path: Path
) -> None:
    """Also where the answer is not there yet when they come."""
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("/", *"holds frogs", "enter", "c", *"agreed", "enter")
        await desk.until(lambda: bool(desk.session.notebook.notes()), "the decision")
        await desk.settle()
        note = desk.session.notebook.notes()[0]
        assert (note.kind, note.text) == (NoteKind.DECISION, "agreed")
        assert "holds frogs" in note.place.words
        assert desk.under_cursor.startswith(note.place.words)


async def test_keys_that_follow_escape_in_one_burst_are_for_the_text(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("/", *"frogs", "escape", "2", "j")
        assert desk.reader.tab == "first-paper"
        assert desk.box.value == ""


async def test_keys_that_follow_enter_where_nothing_was_found_are_typed(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("/", *"xqzzv", "enter", *"yc")
        await desk.until(lambda: desk.box.value == "xqzzvyc", "the letters")


async def test_keys_pressed_one_by_one_after_a_slash_are_typed(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.pilot.press("slash", "q", "3")
        assert desk.box.value == "q3"


async def test_enter_before_the_answer_is_there_goes_to_the_first_result_when_it_is(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("/", *"hawthorn", "enter")
        await desk.until(lambda: desk.reader.tab == "first-paper", "the first paper")
        await desk.settle()
        assert "nobody knows" in desk.under_cursor


async def test_a_search_that_is_left_before_its_answer_is_there_leads_nowhere(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("3")
        before = desk.standing
        await desk.search("hawth")
        pane = desk.app.query_one(SearchPane)
        answer, pane._answer = pane._answer, Answer("")
        await desk.press("enter", "escape")
        pane.post_message(SearchPane.Answered(answer))
        await desk.settle()
        assert desk.standing == before


async def test_what_was_sought_last_stands_there_to_be_looked_at_again(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.search("hawthorn")
        await desk.press("enter")
        await desk.press("/")
        assert desk.box.value == "hawthorn"
        assert desk.shows("nobody knows who trims", desk.results)


async def test_a_wide_screen_shows_the_passage_in_its_context_beside_the_results(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", LARGE) as desk:
        await desk.search("hawthorn")
        assert desk.preview.display
        assert desk.shows("nobody knows who trims", desk.preview)
        assert desk.shows("Responsibility for the hedge", desk.preview)
        assert desk.marked(desk.preview).split() == ["hawthorn"]
        await desk.search("number 33")
        assert desk.shows("Pond number 33", desk.preview)
        assert desk.shows("Pond number 32", desk.preview)


async def test_a_narrow_and_low_screen_has_the_results_alone(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", (80, 18)) as desk:
        await desk.search("hawthorn")
        assert desk.preview.region.width == 0
        assert desk.results.region.width == 80


async def test_a_duty_that_is_found_in_its_particulars_is_unfolded(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.search("tape fifty yards")
        await desk.press("enter")
        assert desk.reader.tab == tabs.DUTIES
        assert desk.under_cursor == "A tape of fifty yards"
        assert set(desk.marked(desk.reader).split()) == {"tape", "fifty", "yards"}


@pytest.mark.parametrize(
    ("words", "tab", "text"),
    [
        ("grass by the water", tabs.GLOSSARY, "Reed: A tall grass by the water."),
        ("ponds dry out", tabs.AREAS, "The ponds may dry out, whatever is done."),
        ("yards trimmed", tabs.FIGURES, "Yards trimmed"),
        ("what it costs", "first-paper", "What it costs"),
    ],
)
async def test_every_kind_of_thing_is_found_and_landed_on(
    small_folder: Path, tmp_path: Path, words: str, tab: str, text: str
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.search(words)
        await desk.press("enter")
        assert (desk.reader.tab, desk.under_cursor) == (tab, text)
        marked = desk.marked(desk.reader).lower().split()
        assert marked == [
            word for word in re.findall(r"\w+", text.lower()) if word in words.split()
        ]


async def test_a_note_can_be_found_as_soon_as_it_is_written(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("N", *"zebra", "enter")
        await desk.search("zebra")
        assert desk.shows("zebra", desk.results)
        await desk.press("enter")
        assert (desk.reader.tab, desk.under_cursor) == (tabs.NOTES, "zebra")


async def test_private_notes_are_not_found_in_the_public_view(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", LARGE) as desk:
        on = Place(article="first-paper", words="nobody knows who trims the hawthorn")
        desk.session.notebook.add_note("zebra of mine", private=True, place=on)
        desk.app.screen.show_changes()  # type: ignore[attr-defined]
        await desk.search("zebra")
        await desk.until(lambda: desk.shows("zebra of mine", desk.results), "the private note")
        assert desk.shows("note · private · Hedge", desk.results)
        await desk.press("escape")
        await desk.press("v")
        await desk.search("zebra")
        assert not desk.shows("zebra of mine")
        await desk.search("hawthorn")
        assert desk.shows("nobody knows", desk.preview)
        assert not desk.shows("zebra of mine")


async def test_going_to_a_name_lands_there_and_escape_comes_back(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("3", "j", "j")
        left = desk.standing
        await desk.press("g", *"count the")
        assert desk.rows(desk.results)[0].split("  ")[1:][:1] == ["Count the ponds"]
        assert desk.rows(desk.results)[0].endswith("  duty")
        await desk.press("enter")
        assert (desk.reader.tab, desk.under_cursor) == (tabs.DUTIES, "Count the ponds")
        await desk.press("escape")
        assert desk.standing == left


async def test_a_burst_after_g_lands_too(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("g", *"gloss", "enter")
        assert desk.reader.tab == tabs.GLOSSARY


async def test_searching_and_going_keep_their_words_apart(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.search("frogs")
        await desk.press("escape")
        await desk.press("g")
        assert desk.box.value == ""
        assert desk.shows("go to: an article")
        await desk.press(*"pon", "escape")
        assert desk.box.value == ""
        assert desk.shows("/ search:")
        await desk.press("/")
        assert desk.box.value == "frogs"


async def test_pasted_text_passes_the_gate(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("/")
        await desk.paste("haw\x1b]52;c;eA==\x07\nthorn")
        assert desk.box.value == "haw␛]52;c;eA==␇ thorn"


async def test_what_is_pasted_while_reading_is_searched_for(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.paste("\n")
        assert desk.app.focused is desk.reader
        await desk.paste("trims the\x1b\nhawthorn\n")
        assert desk.box.value == "trims the␛ hawthorn"
        await desk.until(lambda: desk.shows("nobody knows who trims", desk.results), "the result")
        await desk.press("escape")
        assert desk.app.focused is desk.reader
        await desk.press("n")
        await desk.paste("a note")
        assert desk.editor.text == "a note"


async def test_a_search_that_begins_while_the_app_ends_is_no_fault(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        desk.app.exit(return_code=7)
        desk.app.screen.call_next(desk.app.screen.run_action, "search")
    assert desk.app.return_code == 7


async def test_a_result_that_is_clicked_twice_is_landed_on(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.search("frogs")
        row = next(y for y, text in enumerate(desk.rows(desk.results)) if "number 3 " in text)
        await desk.pilot.click(desk.results, offset=(10, row))
        assert desk.app.focused is desk.box
        await desk.pilot.click(desk.results, offset=(10, row), times=2)
        await desk.settle()
        assert desk.under_cursor.startswith("Pond number 3 ")


async def test_an_arrow_up_in_the_empty_box_brings_earlier_searches_back(
    small_folder: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.toml"
    async with open_desk(small_folder, notes) as desk:
        for words in ("hawthorn", "frogs"):
            await desk.search(words)
            await desk.press("enter")
        await desk.search("led nowhere")
        await desk.press("escape")
    async with open_desk(small_folder, notes) as desk:
        await desk.press("/", "up")
        assert desk.box.value == "frogs"
        await desk.until(lambda: desk.shows("frogs", desk.results), "its results")
        await desk.press("up")
        assert desk.box.value == "hawthorn"
        await desk.press("up")
        assert desk.box.value == "hawthorn"
        await desk.press("up", "x", "up")
        assert desk.box.value == "hawthornx"


async def test_the_searches_of_two_windows_are_kept(small_folder: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.toml"
    async with open_desk(small_folder, notes) as desk:
        await desk.search("hawthorn")
        await desk.press("enter")
        keep_searches(searches_file("small"), ["frogs"])
    assert earlier_searches(searches_file("small")) == ["frogs", "hawthorn"]


async def test_while_others_look_on_no_search_is_kept_or_brought_back(
    small_folder: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.toml"
    async with open_desk(small_folder, notes) as desk:
        await desk.search("hawthorn")
        await desk.press("enter", "V")
        await desk.search("frogs")
        await desk.press("enter")
        await desk.press("/")
        desk.box.value = ""
        await desk.press("up")
        assert desk.box.value == ""
        assert desk.box.earlier == ["hawthorn"]


async def test_the_passage_of_a_result_stands_below_where_there_is_no_room_beside(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.search("hawthorn")
        assert desk.preview.region.y > desk.results.region.y
        assert desk.shows("trims the hawthorn", desk.preview)
        await desk.press("escape", "g")
        assert not desk.preview.display or desk.preview.region.height == 0
        await desk.press("escape")
        await desk.resize(*SMALL)
        await desk.search("hawthorn")
        assert desk.shows("hawthorn", desk.results)
        assert desk.preview.region.height == 0


async def test_a_key_that_reaches_the_box_once_it_is_left_is_done_where_one_reads(
    small_folder: Path, tmp_path: Path
) -> None:
    """It was pressed while the box still had the focus, and waited in its queue."""
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.search("hawthorn")
        await desk.press("enter")
        desk.box.post_message(events.Key("g", "g"))
        await desk.settle()
        assert desk.shows("go to: ")
        assert desk.box.value == ""


@SIZES
async def test_before_the_first_letter_the_text_stays_and_a_click_in_it_leaves_the_box_open(
    small_folder: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", size) as desk:
        await desk.press("2", "/")
        await desk.pilot.click(desk.reader, offset=(10, 3))
        assert desk.box.has_focus
        text = desk.rows()[3:-1]
        await desk.search("hawthorn")
        assert desk.rows()[3:-1] != text
        await desk.press("ctrl+f", "backspace")
        assert desk.rows()[3:-1] == text
        await desk.press("escape")
        assert desk.reader.has_focus


@SIZES
async def test_nothing_found_says_how_to_search_and_offers_nothing_to_choose(
    small_folder: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", size) as desk:
        await desk.search("hawthorn")
        await desk.search("xqzzv")
        assert desk.shows("While searching")
        assert not desk.shows("▌")
        assert "go there" not in desk.rows()[-1]
        await desk.search("hawthorn")
        assert not desk.shows("While searching")
        assert ("go there" in desk.rows()[-1]) is (size != SMALL)
