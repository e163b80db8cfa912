from dataclasses import replace

import pytest
from rich.cells import cell_len

from ccgbrief.pack import Pack
from ccgbrief.tui.widgets.tab_row import EDGE
from ccgbrief.view.tabs import ShownTab, Tab, fit_tabs, numbered, tabs_of

TABS = (
    Tab("overview:", "Overview"),
    Tab("one", "A longer label", is_article=True),
    Tab("two", "Another", is_article=True),
    Tab("duties:", "Duties"),
    Tab("notes:", "Notes"),
)
MANY = tuple(Tab(f"t{i}", f"Article number {i}", is_article=True) for i in range(15))
LONG = (TABS[0], Tab("long", "A title that goes on for very long " * 4, is_article=True), *TABS[2:])


def texts(shown: tuple[ShownTab, ...]) -> list[str]:
    return [tab.text for tab in shown]


def columns(shown: tuple[ShownTab, ...]) -> int:
    return sum(len(tab.text) + 2 for tab in shown)


def test_where_there_is_room_every_label_is_whole() -> None:
    assert texts(fit_tabs(TABS, 0, 80)) == [
        "1 Overview",
        "2 A longer label",
        "3 Another",
        "4 Duties",
        "5 Notes",
    ]


def test_where_there_is_less_room_articles_that_are_not_open_have_their_digits_alone() -> None:
    assert texts(fit_tabs(TABS, 0, 48)) == ["1 Overview", "2", "3", "4 Duties", "5 Notes"]
    assert texts(fit_tabs(TABS, 2, 54)) == ["1 Overview", "2", "3 Another", "4 Duties", "5 Notes"]


def test_a_tab_that_is_no_article_is_never_without_its_label() -> None:
    for width in range(12, 90):
        for tab in fit_tabs(TABS, 1, width):
            assert TABS[tab.position].is_article or TABS[tab.position].label in tab.text


@pytest.mark.parametrize("width", [40, 60, 78, 138])
def test_a_long_title_leaves_other_tabs_in_sight_and_says_that_it_is_cut(width: int) -> None:
    shown = fit_tabs(LONG, 1, width)
    labels = {tab.position: tab.text for tab in shown}
    assert labels[1].startswith("2 A title that")
    assert labels[1].endswith("…")
    assert len(shown) >= 3
    assert columns(shown) <= width


@pytest.mark.parametrize("width", [38, 60, 78, 138])
@pytest.mark.parametrize("active", [0, 1, 7, 13, 14])
def test_the_active_tab_is_whole_and_the_row_fits(active: int, width: int) -> None:
    shown = fit_tabs(MANY, active, width)
    labels = {tab.position: tab.text for tab in shown}
    assert labels[active].endswith(MANY[active].label)
    assert columns(shown) <= width


def test_tabs_that_are_shown_stand_side_by_side() -> None:
    positions = [tab.position for tab in fit_tabs(MANY, 7, 40)]
    assert positions == list(range(positions[0], positions[-1] + 1))
    assert positions[0] < 7 < positions[-1]


def test_where_there_are_more_than_ten_tabs_what_every_pack_has_keeps_its_digit() -> None:
    tabs = (TABS[0], *MANY, *TABS[3:])
    found = numbered(tabs)
    assert [tabs[place].label for place in found[-2:]] == ["Duties", "Notes"]
    assert list(found[:-2]) == list(range(8))
    shown = {tab.position: tab.text for tab in fit_tabs(tabs, 0, 1000)}
    assert (shown[0], shown[16], shown[17]) == ("1 Overview", "9 Duties", "0 Notes")
    assert shown[8] == "Article number 7"


def test_ten_digits_name_the_first_ten_articles_where_there_is_nothing_else() -> None:
    shown = texts(fit_tabs(MANY, 0, 1000))
    assert [text[0] for text in shown[:10]] == list("1234567890")
    assert shown[10] == "Article number 10"


def test_no_width_at_all_leaves_the_active_tab() -> None:
    assert [tab.position for tab in fit_tabs(MANY, 3, -2)] == [3]


def test_a_pack_has_a_tab_for_what_it_has(small: Pack) -> None:
    assert [tab.label for tab in tabs_of(small)] == [
        "Overview",
        "Hedge",
        "Ponds",
        "Areas",
        "Duties",
        "Figures",
        "Notes",
        "Glossary",
    ]
    bare = replace(small, areas=(), duties=(), figures=(), terms=())
    assert [tab.label for tab in tabs_of(bare)] == ["Overview", "Hedge", "Ponds", "Notes"]


def test_no_two_tabs_have_one_id(pack: Pack) -> None:
    ids = [tab.id for tab in tabs_of(pack)]
    assert len(ids) == len(set(ids))


def test_every_tab_of_the_shipped_pack_has_a_digit(shipped: Pack) -> None:
    assert len(tabs_of(shipped)) <= 10


def test_all_tabs_of_the_shipped_pack_are_seen_whole_on_a_large_screen(shipped: Pack) -> None:
    tabs = tabs_of(shipped)
    shown = fit_tabs(tabs, 0, 140 - len(EDGE))
    assert [tab.text[2:] for tab in shown] == [tab.label for tab in tabs]


def test_all_tabs_of_the_shipped_pack_are_seen_on_a_small_screen(shipped: Pack) -> None:
    assert len(fit_tabs(tabs_of(shipped), 0, 80 - len(EDGE))) == len(tabs_of(shipped))


def test_wide_letters_take_two_columns() -> None:
    wide = tuple(Tab(str(i), "漢字漢字漢字漢字") for i in range(6))
    for width in (20, 40, 60, 80):
        shown = fit_tabs(wide, 2, width)
        assert any(tab.position == 2 for tab in shown)
        assert sum(cell_len(tab.text) + 2 for tab in shown) <= max(width, 20)
