from pathlib import Path

import pytest

from ccgbrief.pack import Pack, read_pack
from ccgbrief.view import tabs
from ccgbrief.view.address import Address, passage_key, section_key
from ccgbrief.view.goto_targets import (
    LONGEST_NAME,
    MOST,
    Destination,
    PagesTyped,
    destination_blocks,
    destinations,
    nearest,
    pages_typed,
    places_named,
    places_summary,
)


def near(typed: str, pack: Pack) -> list[Destination]:
    places = destinations(pack)
    return [places[i] for i in nearest(typed, [place.name for place in places])]


def names(typed: str, pack: Pack) -> list[str]:
    return [place.name for place in near(typed, pack)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("pond", "Ponds: A survey of ponds"),
        ("PONDS", "Ponds: A survey of ponds"),
        ("dut", "Duties"),
        ("measure", "Measure the hedge"),
        ("mesure", "Measure the hedge"),
        ("answerable", "Who is answerable"),
        ("hedge helper", "HH, hedge helper"),
        ("frogs", "Ponds with frogs"),
        ("less water", "Less water"),
    ],
)
def test_a_name_is_found_by_its_beginning_its_middle_or_nearly(
    small: Pack, typed: str, name: str
) -> None:
    assert names(typed, small)[0] == name


def test_with_nothing_typed_all_are_listed_the_tabs_first(small: Pack) -> None:
    own = [tab.label for tab in tabs.tabs_of(small) if not tab.is_article]
    assert names(" ", small)[: len(own)] == own


def test_a_megabyte_that_is_pasted_is_compared_no_further_than_a_name_is_long(small: Pack) -> None:
    begun = "measure the hedge " * 30
    assert len(begun) > LONGEST_NAME
    pasted = "".join([begun, *map("word{} ".format, range(100_000))])
    assert names(pasted, small) == names(begun, small) != []


def test_letters_that_are_in_no_name_find_nothing(small: Pack) -> None:
    assert names("qqqqzzzz", small) == []


def test_no_place_is_listed_twice_and_no_more_than_can_be_read(shipped: Pack) -> None:
    for typed in ("", "c", "commissioning", "a"):
        found = near(typed, shipped)
        assert len(found) <= MOST
        assert len({(place.name, place.address) for place in found}) == len(found)


def test_brackets_and_dashes_between_words_are_no_part_of_them(small: Pack) -> None:
    for typed in ("[count] (the)", "count/the ponds!", "ponds—count"):
        assert near(typed, small)[0].name == "Count the ponds"
    assert near("[/—]", small) == []


def test_a_row_says_what_it_leads_to_and_leads_there(small: Pack) -> None:
    (block,) = destination_blocks(near("count the", small))[:1]
    assert (block.text, block.status) == ("Count the ponds", "duty")
    assert block.leads == Address(tabs.DUTIES, section_key("count", 0))


def test_an_article_is_listed_with_its_author_and_a_heading_with_its_article(small: Pack) -> None:
    whats = {place.name: place.what for place in destinations(small)}
    assert whats["Hedge: Who tends the hedge"] == "article, A. Author"
    assert whats["What it costs"] == "in Hedge"


@pytest.fixture
def paged(tmp_path: Path) -> Pack:
    """A pack of two papers with the same pages, and of a deck of slides."""
    folder = tmp_path / "paged"
    (folder / "articles").mkdir(parents=True)
    (folder / "pack.toml").write_text(
        'format = 1\nid = "paged"\ntitle = "Paged"\narticles = ["one", "two", "deck"]\n'
    )
    for name in ("one", "two"):
        (folder / "articles" / f"{name}.md").write_text(
            f'+++\ntitle = "{name}"\n+++\n\n<!-- page 142 -->\n\n## Purpose\n\n'
            "<!-- page 143 -->\n\nFirst there.\n\nSecond.\n\n"
            "<!-- page iv -->\n\nThird.\n\n<!-- page 150 -->\n\n## Purpose\n\n### Cost\n\n"
            "Few.\n\n## Risk\n\n### Cost\n\nMany.\n\n### Cost\n\nFewer.\n\n"
            "<!-- sheet Budget 2015-16 -->\n\nFifth.\n"
        )
    (folder / "articles" / "deck.md").write_text(
        '+++\ntitle = "deck"\n+++\n\n<!-- slide 3 -->\n\nThree.\n\n'
        "<!-- slide 143 -->\n\nThe last.\n"
    )
    return read_pack(folder)


def pages(typed: str, pack: Pack, tab: str = "two") -> list[tuple[str, str]]:
    """Return the tab and the name of the pages that are named."""
    found = places_named(typed, pack, tab, [])
    return [(place.address.tab, place.name) for place in found]


@pytest.mark.parametrize(
    "typed", ["p143", "P. 143", "page 143", "p 143", "pp. 143", "Pages 143", "143", " 143 "]
)
def test_a_page_is_named_by_its_number_the_open_paper_first_and_slides_alike(
    paged: Pack, typed: str
) -> None:
    for article in paged.articles:
        assert article.passages
    assert pages(typed, paged) == [("two", "p. 143"), ("one", "p. 143"), ("deck", "slide 143")]
    assert [tab for tab, _ in pages(typed, paged, "deck")] == ["deck", "one", "two"]
    first = places_named(typed, paged, "two", [])[0]
    assert first.address == Address("two", passage_key(1))
    assert first.what == "in two: First there."


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("p iv", ["p. iv", "p. iv"]),
        ("piv", ["p. iv", "p. iv"]),
        ("iv", ["p. iv", "p. iv"]),
        ("slide 3", ["slide 3"]),
        ("page 3", ["slide 3"]),
        ("sheet budget 2015-16", ["sheet Budget 2015-16"] * 2),
        ("sheet 3", []),
        ("p9", []),
    ],
)
def test_labels_slides_and_sheets_are_named_too(paged: Pack, typed: str, found: list[str]) -> None:
    for article in paged.articles:
        assert article.passages
    assert [name for _, name in pages(typed, paged)] == found


@pytest.mark.parametrize("typed", ["pp. 140–149", "pp 140-149", "p140 to 149", "pages 142—143"])
def test_a_range_names_all_its_pages(paged: Pack, typed: str) -> None:
    mine = [name for tab, name in pages(typed, paged) if tab == "two"]
    assert mine == ["p. 142", "p. 143"]


def test_a_word_that_begins_like_a_page_is_a_word(paged: Pack) -> None:
    assert pages_typed("pond") == PagesTyped("ond", units=("page", "slide", "sheet"))
    assert pages("pond", paged) == []
    assert pages_typed("purpose 2 to 3") == PagesTyped(
        "urpose 2 to 3", units=("page", "slide", "sheet")
    )
    assert pages_typed("conflicts") is None
    assert not pages("civil", paged)


def test_what_may_be_a_word_is_looked_for_only_in_what_is_read_already(paged: Pack) -> None:
    assert [tab for tab, _ in pages("143", paged)] == ["two"]
    assert [article.is_parsed for article in paged.articles] == [False, True, False]


def test_of_a_page_that_is_lacking_one_line_says_which_there_are(paged: Pack, small: Pack) -> None:
    assert places_named("p600", paged, "two", destinations(paged)) == []
    assert (
        places_summary("p600", paged, "two", 0, "p600")
        == "no such page; two has p. 142 to sheet Budget 2015-16"
    )
    assert places_summary("p143", small, "", 0, "p143") == "no paper of this pack has pages"
    assert (
        places_summary("ond", paged, "two", 0, "gond")
        == "no place has that name; enter searches for “gond”"
    )
    assert places_summary("p iv", small, "", 1, "p iv") == "1 place"


def test_a_heading_has_its_page_beside_it_and_no_two_look_alike(paged: Pack) -> None:
    mine = [(p.name, p.what) for p in destinations(paged) if "in two" in p.what]
    assert mine == [
        ("Purpose", "in two, p. 142"),
        ("Purpose", "in two, p. 150"),
        ("Cost", "in two, p. 150, under Purpose"),
        ("Risk", "in two, p. 150"),
        ("Cost", "in two, p. 150, under Risk, 1 of 2"),
        ("Cost", "in two, p. 150, under Risk, 2 of 2"),
    ]


def test_no_two_places_look_alike(pack: Pack) -> None:
    places = [(place.name, place.what) for place in destinations(pack)]
    assert len(places) == len(set(places))


def test_no_place_is_listed_twice(pack: Pack) -> None:
    places = [(place.address.tab, place.address.key or "title") for place in destinations(pack)]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("typed", "name"),
    [("hegde", "Hedge"), ("hegd", "Hedge"), ("overnance", ""), ("qwertyu", ""), ("pnods", "Ponds")],
)
def test_a_misspelt_name_is_listed_and_what_is_like_none_is_not(
    small: Pack, typed: str, name: str
) -> None:
    found = [place.name for place in places_named(typed, small, "", destinations(small))]
    assert any(name in each for each in found) if name else found == []


def test_names_that_begin_alike_are_told_apart_by_their_ends() -> None:
    reports = [
        f"Integrated performance report to the governing body of the group, {month} 2014"
        for month in ("November", "December")
    ]
    named = [Destination(name, "article", Address("")) for name in [*reports, "Ponds"]]
    assert [block.text for block in destination_blocks(named)] == [
        "Integrated… November 2014",
        "Integrated… December 2014",
        "Ponds",
    ]


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (60, ("A survey of ponds in the county", "article, Dr Ash and others")),
        (58, ("A survey of ponds in the…", "article, Dr Ash and others")),
        (30, ("A survey of…", "article, Dr…")),
    ],
)
def test_a_place_takes_one_row_whose_end_says_what_it_is(
    columns: int, row: tuple[str, str]
) -> None:
    place = Destination(
        "A survey of ponds in the county", "article, Dr Ash and others", Address("")
    )
    (block,) = destination_blocks([place])
    assert block.in_one_row(columns) == row
