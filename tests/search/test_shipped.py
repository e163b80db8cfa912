"""What a reader of the shipped pack half remembers, and what comes first: add a line for a case."""

from collections.abc import Iterator

import pytest

from ccgbrief.locations import shipped_pack
from ccgbrief.pack import read_pack
from ccgbrief.search import Finder, open_finder


@pytest.fixture(scope="module")
def shipped() -> Iterator[Finder]:
    finder = open_finder(read_pack(shipped_pack()))
    yield finder
    finder.close()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("owns primry care", "nobody really knowing who owns primary care"),
        ("who owns primery care", "nobody really knowing who owns primary care"),
        ("nobdy realy knowing", "nobody really knowing who owns primary care"),
        ("practice manager owns", "nobody really knowing who owns primary care"),
        ("grey ares", "grey areas"),
        ("gray areas", "grey areas"),
        ("remains fragil", "remains fragile"),
        ("pragmatic flexable", "pragmatic and flexible local solutions"),
        ("no posibility of aditional", "no possibility of additional administrative resources"),
        ("HWB", "health and wellbeing board"),
        ("7.2", "7.2"),
        ("29%", "29 per cent"),
        ("29 per cent", "29 per cent"),
        ("cocommissioning", "co-commissioning"),
        ("co commissioning", "co-commissioning"),
        ("conflicts of intrest", "onflicts of interest"),
    ],
)
def test_what_is_half_remembered_comes_first(shipped: Finder, typed: str, wanted: str) -> None:
    assert wanted in shipped.find(typed).hits[0].entry.text


@pytest.mark.parametrize("typed", ["209 CCGs", "is:figure delegated", "279 GPs were surveyed"])
def test_background_is_not_cited_as_the_article(shipped: Finder, typed: str) -> None:
    entry = shipped.find(typed).hits[0].entry
    assert "Background in this pack, beside “" in entry.citation
    assert "2013" not in entry.citation
    assert not entry.author


def test_every_entry_of_the_shipped_pack_is_first_for_its_own_words(shipped: Finder) -> None:
    entries = [hit.entry for hit in shipped.find("is:quote", 1000).hits]
    assert entries
    for entry in entries:
        assert shipped.find(f"{entry.text} ").hits[0].entry.text == entry.text
