"""What readers of the shipped pack half remember, and what comes first: a line for each case."""

from collections.abc import Iterator

import pytest

from ccgbrief.pack import Pack, read_pack
from ccgbrief.paths import shipped_pack
from ccgbrief.search import Kind
from ccgbrief.search.cache import open_finder
from ccgbrief.search.finder import Finder


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
        ("cocommissioning", "Co-commissioning: CCGs taking part"),
        ("co commissioning", "Co-commissioning: CCGs taking part"),
        ("co comissioning", "Co-commissioning: CCGs taking part"),
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
        ("command-and-control", "Command and control: Direction from above"),
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
        # any order, unknown words, an unfinished word, a speaker's role
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
        # literal, excluded, filtered
        ("“grey areas”", GREY),
        ("grey areas -lots", "different areas"),
        ("by:kell uncertanty", "still uncertainty about commissioning"),
        ("is:quote relationships key", "getting relationships right is absolutely key"),
        ("in:barometer is:passage 7.2", "They averaged 7.2"),
    ],
)
def test_what_is_half_remembered_comes_first(shipped: Finder, typed: str, wanted: str) -> None:
    assert wanted in shipped.find(typed).hits[0].entry.text


def names_of(pack: Pack) -> list[tuple[str, Kind, str]]:
    """Return each name of the pack with what it is the name of."""
    return [
        *((name, Kind.TERM, t.term) for t in pack.terms for name in (t.term, t.expansion) if name),
        *((duty.title, Kind.DUTY, duty.id) for duty in pack.duties),
        *((area.title, Kind.AREA, area.id) for area in pack.areas),
        *((figure.title, Kind.FIGURE, figure.id) for figure in pack.figures),
        *((name, Kind.ARTICLE, a.id) for a in pack.articles for name in (a.title, a.short)),
    ]


def test_every_name_of_the_pack_typed_whole_finds_what_it_names_first(shipped: Finder) -> None:
    for name, kind, source in names_of(read_pack(shipped_pack())):
        entry = shipped.find(name).hits[0].entry
        assert (entry.kind, entry.source) == (kind, source), name


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("gp", "GP"),
        ("gps", "GP"),
        ("c.c.g.", "CCG"),
        ("C.C.G", "CCG"),
        ("nhs england", "NHS England"),
        ("cocommissioning", "Co-commissioning"),
        ("kings fund", "King’s Fund"),
        ("jeremey hunt", "Jeremy Hunt"),
        ("tarrif", "Tariff"),
        ("who is jeremy hunt", "Jeremy Hunt"),
        ("what is a csu", "CSU"),
        ("is:term gp", "GP"),
    ],
)
def test_a_name_is_known_however_it_is_typed(shipped: Finder, typed: str, term: str) -> None:
    assert shipped.find(typed).hits[0].entry.source == term


@pytest.mark.parametrize("typed", ["how many ccgs", "how much budget", "how many leaders"])
def test_the_question_how_many_is_answered_with_a_figure(shipped: Finder, typed: str) -> None:
    assert shipped.find(typed).hits[0].entry.kind is Kind.FIGURE


@pytest.mark.parametrize("typed", ["how many ccgs", "how many ccgs are there"])
def test_the_figure_that_counts_what_is_asked_for_comes_first(shipped: Finder, typed: str) -> None:
    assert "211 CCGs" in shipped.find(typed).hits[0].entry.text


@pytest.mark.parametrize(
    "typed",
    [
        "football results",
        "what is the weather like tomorrow",
        "python list comprehension",
        "mortgage interest calculator",
    ],
)
def test_a_query_about_something_else_finds_nothing(shipped: Finder, typed: str) -> None:
    assert not shipped.find(typed).hits


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("lib dems", "Liberal Democrats"),
        ("bosses quitting", "walk out"),
        ("mixed messages", "different lines"),
        ("row over prices", "objections from trusts"),
    ],
)
def test_what_lay_people_say_finds_what_the_articles_say(
    shipped: Finder, typed: str, wanted: str
) -> None:
    hits = shipped.find(typed).hits[:5]
    assert any(wanted in hit.entry.text and hit.about for hit in hits)


def test_all_plain_words_stand_for_words_of_the_pack(shipped: Finder) -> None:
    own = dict.fromkeys(own for _, own in read_pack(shipped_pack()).plain_words)
    assert len(own) > 200
    assert [words for words in own if shipped.find(words).hits[0].lacks] == []


@pytest.mark.parametrize("typed", ["rationing of treatment", "denied treatment"])
def test_plain_words_lead_to_the_term_that_has_the_other_words_too(
    typed: str, shipped: Finder
) -> None:
    assert shipped.find(typed).hits[0].entry.title == "Access constraints"


def test_a_name_is_found_only_where_the_filters_allow_it(shipped: Finder) -> None:
    assert {hit.entry.kind for hit in shipped.find("is:quote nhs england").hits} == {Kind.QUOTE}


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
