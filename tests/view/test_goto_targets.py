from pathlib import Path

import pytest

from ccgbrief.pack import Pack, read_pack
from ccgbrief.view import tabs
from ccgbrief.view.address import Address, passage_key, section_key
from ccgbrief.view.goto_targets import (
    MOST,
    destination_blocks,
    destinations,
    nearest,
    page_named,
    places_named,
    places_summary,
)


def names(typed: str, pack: Pack) -> list[str]:
    return [place.name for place in nearest(typed, destinations(pack))]


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


def test_letters_that_are_in_no_name_find_nothing(small: Pack) -> None:
    assert names("qqqqzzzz", small) == []


def test_no_place_is_listed_twice_and_no_more_than_can_be_read(shipped: Pack) -> None:
    for typed in ("", "c", "commissioning", "a"):
        found = nearest(typed, destinations(shipped))
        assert len(found) <= MOST
        assert len({(place.name, place.address) for place in found}) == len(found)


def test_a_row_says_what_it_leads_to_and_leads_there(small: Pack) -> None:
    (block,) = destination_blocks(nearest("count the", destinations(small)))[:1]
    assert block.text == "Count the ponds · duty"
    assert block.leads == Address(tabs.DUTIES, section_key("count", 0))
    assert block.text[block.spans[0].start : block.spans[0].end] == "Count the ponds"


def test_an_article_is_listed_with_its_author_and_a_heading_with_its_article(small: Pack) -> None:
    whats = {place.name: place.what for place in destinations(small)}
    assert whats["Hedge: Who tends the hedge"] == "article, A. Author"
    assert whats["What it costs"] == "in Hedge"


def test_a_page_is_named_by_its_number(tmp_path: Path) -> None:
    folder = tmp_path / "paged"
    (folder / "articles").mkdir(parents=True)
    (folder / "pack.toml").write_text(
        'format = 1\nid = "paged"\ntitle = "Paged"\narticles = ["one", "two"]\n'
    )
    for name in ("one", "two"):
        (folder / "articles" / f"{name}.md").write_text(
            f'+++\ntitle = "{name}"\n+++\n\n<!-- page 142 -->\n\nBefore.\n\n'
            "<!-- page 143 -->\n\nFirst there.\n\nSecond.\n\n"
            "<!-- page iv -->\n\nThird.\n\n<!-- slide 3 -->\n\nFourth.\n\n"
            "<!-- sheet Budget 2015 -->\n\nFifth.\n"
        )
    pack = read_pack(folder)
    for typed in ("p143", "P. 143", "page 143"):
        assert [d.address for d in page_named(typed, pack, "two")] == [
            Address("two", passage_key(1))
        ]
    assert [d.address.tab for d in page_named("p143", pack, "overview:")] == ["one", "two"]
    for typed, number in (("p iv", 3), ("piv", 3), ("slide 3", 4), ("p3", 4)):
        assert [d.address for d in page_named(typed, pack, "two")] == [
            Address("two", passage_key(number))
        ]
    (sheet,) = page_named("Sheet budget 2015", pack, "two")
    assert (sheet.name, sheet.address) == ("sheet Budget 2015", Address("two", passage_key(5)))
    assert page_named("page 3", pack, "two") != []
    assert page_named("sheet 3", pack, "two") == []
    assert page_named("p9", pack, "two") == []
    assert page_named("pond", pack, "two") == []
    places = destinations(pack)
    assert len(places_named("p143", pack, "two", places)) == 1
    assert places_named("p600", pack, "two", places) == []
    assert places_summary("p600", 0) == "no such page"
    assert places_summary("pond", 0) == "0 places"


def test_no_place_is_listed_twice(pack: Pack) -> None:
    places = [(place.address.tab, place.address.key or "title") for place in destinations(pack)]
    assert len(places) == len(set(places))
