"""What a reader of the shipped pack half remembers, and what comes first: add a line for a case."""

from collections.abc import Iterator

import pytest

from ccgbrief.pack import read_pack
from ccgbrief.paths import shipped_pack
from ccgbrief.search import Finder, open_finder


@pytest.fixture(scope="module")
def shipped() -> Iterator[Finder]:
    finder = open_finder(read_pack(shipped_pack()))
    yield finder
    finder.close()


OWNS = "nobody really knowing who owns primary care"
GREY = "lots of grey areas"
IN_HOUSE = "support services in-house"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        # a wrong letter, a lacking one, one too many, two swapped, doubled, a wrong vowel
        ("owns primry care", OWNS),
        ("who owns primery care", OWNS),
        ("nobdy realy knowing", OWNS),
        ("nobody knwoing", OWNS),
        ("gray areas", "grey areas"),
        ("grey ares", "grey areas"),
        ("remains fragil", "remains fragile"),
        ("pragmatic flexable", "pragmatic and flexible local solutions"),
        ("no posibility of aditional", "no possibility of additional administrative resources"),
        ("conflicts of intrest", "onflicts of interest"),
        ("emergancy mesures", "emergency measures"),
        ("acelerated and extented", "accelerated and extended"),
        ("herd diferent lines", "had heard different lines"),
        ("tarrif debacle", "a debacle in Vize’s word"),
        # whose words they are, and some of them
        ("practice manager owns primary care", OWNS),
        ("hunt done its bit", "done its bit"),
        ("hunt accelerated", "accelerated and extended"),
        ("kell uncertainty", "still uncertainty about commissioning"),
        ("nuffield fragile", "remains fragile"),
        # as it sounds
        ("rutheless finances", "a more ruthless focus on finances"),
        ("medical librarean", "edical librarian since 1999"),
        ("adjusting overstrane", "does not overstrain people"),
        # joined and split
        ("cocommissioning", "co-commissioning"),
        ("co commissioning", "co-commissioning"),
        ("co comissioning", "co-commissioning"),
        ("inhouse", IN_HOUSE),
        ("in house support", IN_HOUSE),
        ("greyareas", GREY),
        ("over strain people", "does not overstrain people"),
        # endings
        ("overseeing contracts", "oversee contracts"),
        ("struggles capacity", "struggle for capacity"),
        ("restructring", "restructuring"),
        # British and American
        ("organizational upheaval", "organisational upheaval"),
        ("labor policy", "policy"),
        ("signaled strongly", "signalled strongly"),
        # accents, quotation marks, dashes
        ("de brun appraise", "Caroline De Brún"),
        ("king's fund publications", "King’s Fund"),
        ("kings fund publications", "King’s Fund"),
        ("2015–16 shortfalls", "2015-16"),
        ("command-and-control", "command and control"),
        # numbers
        ("7.2", "7.2"),
        ("averaged 6.5", "averaged 6.5"),
        ("29%", "29 per cent"),
        ("29 per cent", "29 per cent"),
        ("41 percent of all", "41 per cent of all"),
        ("£8bn subsidise", "£8bn"),
        ("8 billion subsidise", "£8bn"),
        ("2/3", "two thirds"),
        # what the glossary says is the same, either way
        ("HWB", "health and wellbeing board"),
        ("health and wellbeing boards in charge", "imagine HWBs in charge"),
        ("quality innovation productivity prevention", "QIPP"),
        # any order, words that are nowhere, a word begun, a speaker's role
        ("care primary owns", OWNS),
        ("nobody zebra owns primary", OWNS),
        ("who owns pri", OWNS),
        ("q", "questions"),
        ("practice manager owns", OWNS),
        # half typed and misspelt already
        ("comunuc", "how your partners communicate"),
        ("coorde", "focused and coordinated experimentation"),
        ("confgu", "service configuration areas"),
        ("idepen", "run independently"),
        # a quotation before prose
        ("balance right", "make sure we get the balance right"),
        # literal, excluded, narrowed
        ("“grey areas”", GREY),
        ("grey areas -lots", "different areas"),
        ("by:kell uncertanty", "still uncertainty about commissioning"),
        ("is:quote relationships key", "getting relationships right is absolutely key"),
        ("in:barometer is:passage 7.2", "They averaged 7.2"),
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


def test_every_quotation_is_first_for_its_speaker_and_its_words(shipped: Finder) -> None:
    pack = read_pack(shipped_pack())
    quotations = [p for a in pack.articles for p in a.passages if p.speaker]
    assert len(quotations) > 15
    for quotation in quotations:
        speaker = quotation.speaker.split()[-1]
        typed = f"{speaker} {' '.join(quotation.text.strip('“”').split()[:4])}"
        assert shipped.find(typed).hits[0].entry.text == quotation.text, typed


def test_every_entry_of_the_shipped_pack_is_first_for_its_own_words(shipped: Finder) -> None:
    entries = [hit.entry for hit in shipped.find("is:quote", 1000).hits]
    assert entries
    for entry in entries:
        assert shipped.find(f"{entry.text} ").hits[0].entry.text == entry.text
