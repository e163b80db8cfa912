from dataclasses import replace

import pytest
from rich.cells import cell_len

from ccgbrief.pack import Pack
from ccgbrief.tui.tabs import LEAST_LABEL, ShownTab, Tab, fit_tabs, shortened, tabs_of

TABS = tuple(Tab(name, name) for name in ("Overview", "A longer label", "Duties", "Notes"))
MANY = tuple(Tab(f"t{i}", f"Article number {i}") for i in range(15))


def columns(shown: tuple[ShownTab, ...]) -> int:
    return sum(len(tab.text) + 2 for tab in shown)


def test_where_there_is_room_every_label_is_whole() -> None:
    shown = fit_tabs(TABS, 0, 80)
    assert [tab.text for tab in shown] == ["1 Overview", "2 A longer label", "3 Duties", "4 Notes"]


def test_where_there_is_less_room_long_labels_are_cut_but_not_the_active_one() -> None:
    assert [tab.text for tab in fit_tabs(TABS, 0, 46)] == [
        "1 Overview",
        "2 A longer l…",
        "3 Duties",
        "4 Notes",
    ]
    assert fit_tabs(TABS, 1, 48)[1].text == "2 A longer label"


@pytest.mark.parametrize("width", [10, 24, 38, 60, 78, 138])
@pytest.mark.parametrize("active", [0, 1, 7, 13, 14])
def test_the_active_tab_is_whole_and_the_row_fits(active: int, width: int) -> None:
    shown = fit_tabs(MANY, active, width)
    labels = {tab.position: tab.text for tab in shown}
    assert labels[active].endswith(MANY[active].label)
    assert columns(shown) <= width or len(shown) == 1


def test_tabs_that_are_shown_stand_side_by_side() -> None:
    positions = [tab.position for tab in fit_tabs(MANY, 7, 60)]
    assert positions == list(range(positions[0], positions[-1] + 1))
    assert positions[0] < 7 < positions[-1]


def test_a_label_is_never_cut_to_less_than_says_something() -> None:
    for tab in fit_tabs(MANY, 7, 60):
        assert len(tab.text) >= LEAST_LABEL


def test_ten_digits_name_the_first_ten_tabs_and_no_other() -> None:
    texts = [tab.text for tab in fit_tabs(MANY, 0, 1000)]
    assert [text[0] for text in texts[:10]] == list("1234567890")
    assert texts[10] == "Article number 10"


def test_no_width_at_all_leaves_the_active_tab() -> None:
    assert [tab.position for tab in fit_tabs(MANY, 3, -2)] == [3]


def test_a_pack_has_a_tab_for_what_it_has(small: Pack) -> None:
    assert [tab.label for tab in tabs_of(small)] == [
        "Overview",
        "Hedge",
        "Ponds",
        "Focus areas",
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


def test_shortened_text_has_the_length_that_was_asked_for() -> None:
    assert shortened("twelve chars", 12) == "twelve chars"
    assert shortened("twelve chars!", 12) == "twelve char…"
    assert shortened("eleven  chars", 8) == "eleven…"


def test_wide_letters_take_two_columns() -> None:
    wide = tuple(Tab(str(i), "漢字漢字漢字漢字") for i in range(6))
    for width in (20, 40, 60, 80):
        shown = fit_tabs(wide, 2, width)
        assert any(tab.position == 2 for tab in shown)
        assert sum(cell_len(tab.text) + 2 for tab in shown) <= max(width, 20)
