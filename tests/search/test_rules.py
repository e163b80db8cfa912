"""What comes first, rule by rule, in the small pack of conftest.py: add a line to add a case."""

import pytest

from ccgbrief.search.finder import Finder

OWNS = "nobody really knowing who owns primary care"
GREY = "there are still too many grey areas"
CO = "Co-commissioning began without money for more staff."
BOARD = "The groups’ board meets the health and wellbeing board twice a year."
SCORE = "The mean score was 7.2, and 29 per cent of boards gave less than five."
BUDGET = "The budget of £8bn is to grow by 29% in two years."
SPELLING = "An organisation chooses its colours for the programme."
HWB = "HWB (health and wellbeing board): A committee of the council."
SHARE = "Nearly two thirds of the café’s naïve customers don’t complain."


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        # a wrong letter, a lacking one, one too many, two swapped, doubled, a wrong vowel
        ("owns primery care", OWNS),
        ("owns primry care", OWNS),
        ("owns primmary care", OWNS),
        ("owns pirmary care", OWNS),
        ("realy knowing", OWNS),
        ("gray areas", GREY),
        ("grey ares", GREY),
        # as it sounds
        ("noing", OWNS),
        ("kolours", SPELLING),
        ("kommishoning munny", CO),
        # joined and split
        ("cocommissioning", CO),
        ("co commissioning", CO),
        ("co-commissioning", CO),
        ("cocomissioning", CO),
        ("greyareas", GREY),
        # two words in one, with a wrong letter
        ("gryeareas", GREY),
        ("ownspremary", OWNS),
        ("greyaraes", GREY),
        ("well-being board twice", BOARD),
        ("commissioning be gan", CO),
        # endings
        ("organisations", SPELLING),
        ("scores", SCORE),
        ("complaining customers", SHARE),
        ("beginning without money", CO),
        (
            "muddling answered team",
            "Who answers for what has become muddled between the groups and the area teams.",
        ),
        ("customer complained", SHARE),
        # British and American
        ("organization", SPELLING),
        ("colors program", SPELLING),
        # accents, quotation marks, dashes
        ("cafe naive", SHARE),
        ("café’s naïve", SHARE),
        ("don't complain", SHARE),
        ("dont complain", SHARE),
        ("co–commissioning", CO),
        # numbers
        ("7.2", SCORE),
        ("29% of boards", SCORE),
        ("29 per cent of boards", SCORE),
        ("29 percent of boards", SCORE),
        ("grow 29 per cent", BUDGET),
        ("£8bn", BUDGET),
        ("8 billion", BUDGET),
        ("2/3 of the", SHARE),
        # what the glossary says is the same
        ("HWB", HWB),
        ("hwb twice", BOARD),
        ("health and wellbeing board", HWB),
        ("groups board meets the hwb", BOARD),
        # any order, unknown words, an unfinished word
        ("care primary owns", OWNS),
        ("owns primary care zebra", OWNS),
        ("who owns prim", OWNS),
        ("nob", OWNS),
        ("7", SCORE),
        # question words and other common ones, which need not be there
        ("who says the areas are grey", GREY),
        ("how many customers complain", SHARE),
        ("what is primary care for", OWNS),
        # a speaker's role
        ("practice manager owns", OWNS),
    ],
)
def test_what_is_meant_comes_first(finder: Finder, typed: str, wanted: str) -> None:
    texts = [hit.entry.text for hit in finder.find(typed).hits]
    assert texts[:1] == [wanted]
