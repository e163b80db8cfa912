from dataclasses import replace

import pytest
from rich.cells import cell_len

from ccgbrief.pack import AgendaItem, Pack
from ccgbrief.tui.widgets.tab_row import EDGE
from ccgbrief.view.tabs import Rows, ShownTab, Tab, fit_tabs, numbered, tab_rows, tabs_of

TABS = (
    Tab("overview:", "Overview"),
    Tab("one", "A longer label", is_article=True),
    Tab("two", "Another", is_article=True),
    Tab("duties:", "Duties"),
    Tab("notes:", "Notes"),
)
MANY = tuple(Tab(f"t{i}", f"Article number {i}", is_article=True) for i in range(15))
LONG = (TABS[0], Tab("long", "A title that goes on for very long " * 4, is_article=True), *TABS[2:])


PAPERS = (
    "Apologies and declarations",
    "Minutes of the last meeting",
    "Matters arising",
    "Chief Executive’s report",
    "Finance report, month 8",
    "Quality and safety",
    "Risk register and board assurance framework",
    "Estates",
)


def agenda(articles: int) -> tuple[Tab, ...]:
    """Return the tabs of a board pack."""
    papers = (Tab(f"a{i}", PAPERS[i % len(PAPERS)], is_article=True) for i in range(articles))
    return (TABS[0], *papers, TABS[-1])


def in_view(shown: Rows) -> list[ShownTab]:
    return [tab for row in shown for tab in row]


def texts(shown: Rows) -> list[str]:
    return [tab.text for tab in in_view(shown)]


def columns(shown: Rows) -> int:
    return max(sum(cell_len(tab.text) + 2 for tab in row) for row in shown)


def label(tab: ShownTab, tabs: tuple[Tab, ...]) -> str:
    """Return what is shown of a tab's label."""
    digit = (
        "1234567890"[numbered(tabs).index(tab.position)] if tab.position in numbered(tabs) else ""
    )
    return tab.text.removeprefix(digit).strip()


def test_where_there_is_room_every_label_is_whole() -> None:
    assert texts(fit_tabs(TABS, 0, 80)) == [
        "1 Overview",
        "2 A longer label",
        "3 Another",
        "4 Duties",
        "5 Notes",
    ]


def test_where_there_is_less_room_names_shrink_together_and_the_open_one_last() -> None:
    assert texts(fit_tabs(TABS, 0, 56)) == [
        "1 Overview",
        "2 A longer…",
        "3 Another",
        "4 Duties",
        "5 Notes",
    ]
    papers = agenda(3)
    assert texts(fit_tabs(papers, 1, 76)) == [
        "1 Overview",
        "2 Apologies and declarations",
        "3 Minutes…",
        "4 Matters…",
        "5 Notes",
    ]


WIDTHS = pytest.mark.parametrize("width", [38, 60, 78, 98, 118, 138])
ROWS = pytest.mark.parametrize("rows", [1, 2])


@WIDTHS
@ROWS
@pytest.mark.parametrize("articles", [1, 4, 10, 40])
def test_whichever_is_open_it_is_seen_with_its_neighbours_and_nothing_is_too_wide(
    articles: int, rows: int, width: int
) -> None:
    tabs = agenda(articles)
    for active in range(len(tabs)):
        shown = fit_tabs(tabs, active, width, rows)
        positions = [tab.position for tab in in_view(shown)]
        assert columns(shown) <= width
        assert len(shown) <= rows
        assert positions == list(range(positions[0], positions[-1] + 1))
        assert {max(active - 1, 0), active, min(active + 1, len(tabs) - 1)} <= {*positions}


@WIDTHS
@ROWS
@pytest.mark.parametrize("articles", [4, 10, 40])
def test_no_name_has_less_than_eight_letters_and_the_open_one_is_whole(
    articles: int, rows: int, width: int
) -> None:
    tabs = agenda(articles)
    for active in range(len(tabs)):
        for tab in in_view(fit_tabs(tabs, active, width, rows)):
            seen, whole = label(tab, tabs), tabs[tab.position].label
            if tab.position != active:
                # At the narrowest the open one and its two neighbours are all there is room for.
                assert width < 60 or len(whole) < 9 or len(whole[: len(seen)].rstrip("…")) >= 7
            elif width >= 78:
                assert seen == whole


@pytest.mark.parametrize("articles", [4, 10, 40])
def test_no_column_is_empty_that_a_name_could_have(articles: int) -> None:
    tabs = agenda(articles)
    for width in range(60, 140):
        shown = fit_tabs(tabs, 0, width)
        cut = [tab for tab in in_view(shown) if tab.text.endswith("…")]
        # Each name that is cut could have one column more only if all could.
        assert not cut or width - 1 - columns(shown) < len(cut) + max(
            cell_len("6 Finance…") + 2 if len(in_view(shown)) < len(tabs) else 0, 2
        )


@pytest.mark.parametrize("width", [40, 60, 78, 138])
def test_a_title_too_long_for_any_row_is_cut_so_that_others_are_seen(width: int) -> None:
    shown = fit_tabs(LONG, 1, width)
    labels = {tab.position: tab.text for tab in in_view(shown)}
    assert labels[1].startswith("2 A title that")
    assert labels[1].endswith("…")
    assert {0, 1, 2} <= labels.keys()
    assert columns(shown) <= width


def test_more_tabs_than_fit_are_a_window_that_moves_no_further_than_it_must() -> None:
    first = [in_view(fit_tabs(MANY, active, 98))[0].position for active in range(len(MANY))]
    assert first[:4] == [0, 0, 0, 0]
    assert first == sorted(first)


def test_tabs_take_two_rows_where_they_need_them_and_the_window_has_thirty() -> None:
    assert tab_rows(agenda(4), 98, 40) == 1
    assert tab_rows(agenda(10), 98, 29) == 1
    assert tab_rows(agenda(10), 98, 30) == 2
    assert len(fit_tabs(agenda(10), 0, 98, 2)) == 2


@pytest.mark.parametrize("rows", [1, 2])
@pytest.mark.parametrize("articles", [1, 4, 7, 10, 40])
def test_it_never_depends_on_the_open_tab_how_many_rows_there_are(articles: int, rows: int) -> None:
    tabs = agenda(articles)
    for width in range(60, 140, 3):
        needed = tab_rows(tabs, width, 24 if rows == 1 else 40)
        assert {len(fit_tabs(tabs, active, width, needed)) for active in range(len(tabs))} == {
            needed
        }


def test_where_there_are_more_than_ten_tabs_what_every_pack_has_keeps_its_digit() -> None:
    tabs = (TABS[0], *MANY, *TABS[3:])
    found = numbered(tabs)
    assert [tabs[place].label for place in found[-2:]] == ["Duties", "Notes"]
    assert list(found[:-2]) == list(range(8))
    shown = {tab.position: tab.text for tab in in_view(fit_tabs(tabs, 0, 1000))}
    assert (shown[0], shown[16], shown[17]) == ("1 Overview", "9 Duties", "0 Notes")
    assert shown[8] == "Article number 7"


def test_ten_digits_name_the_first_ten_articles_where_there_is_nothing_else() -> None:
    shown = texts(fit_tabs(MANY, 0, 1000))
    assert [text[0] for text in shown[:10]] == list("1234567890")
    assert shown[10] == "Article number 10"


def test_no_width_at_all_leaves_the_active_tab() -> None:
    assert [tab.position for tab in in_view(fit_tabs(MANY, 3, -2))] == [3]


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
    assert [text[2:] for text in texts(shown)] == [tab.label for tab in tabs]


def test_every_article_of_the_shipped_pack_has_a_readable_word_on_a_small_screen(
    shipped: Pack,
) -> None:
    shown = texts(fit_tabs(tabs_of(shipped), 0, 80 - len(EDGE)))
    for number, article in enumerate(shipped.articles, 1):
        assert shown[number].split()[1] in {article.label.split()[0], "Barometer…"}


def test_wide_letters_take_two_columns() -> None:
    wide = tuple(Tab(str(i), "漢字漢字漢字漢字") for i in range(6))
    for width in (20, 40, 60, 80):
        shown = fit_tabs(wide, 2, width)
        assert any(tab.position == 2 for tab in in_view(shown))
        assert columns(shown) <= max(width, 20)


def test_an_article_of_the_agenda_is_named_as_there_without_its_number(small: Pack) -> None:
    first, second = small.articles
    papers = (replace(first, short="1. The hedge and …"), replace(second, short="Ponds"))
    agenda = (
        AgendaItem("The hedge and the parish", "1", article=first.id),
        AgendaItem("Water", "2", article=second.id),
    )
    labels = [tab.label for tab in tabs_of(replace(small, articles=papers, agenda=agenda))]
    assert labels[1:3] == ["The hedge and the parish", "Ponds"]
