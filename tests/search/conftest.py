"""A small pack made of values, and a finder over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ccgbrief.pack import Area, Duty, Figure, Pack, Term, Value
from ccgbrief.search.cache import open_finder
from ccgbrief.search.finder import Finder
from tests.search.making import OpenOver, article, finder_over


@pytest.fixture
def pack() -> Pack:
    return Pack(
        id="small",
        title="A small pack",
        folder=Path("nowhere"),
        articles=(
            article(
                "losing-its-way",
                "Commissioning at a crossroads",
                "Richard Vize",
                "# Who is answerable",
                "Who answers for what has become muddled between the groups and the area teams.",
                "> nobody really knowing who owns primary care | a practice manager",
                "Surgeries own their premises, and some of them their care homes.",
                "Co-commissioning began without money for more staff.",
                "The groups’ board meets the health and wellbeing board twice a year.",
            ),
            article(
                "third-barometer",
                "Barometer of the boards",
                "Jane Author",
                "# What they answered",
                "> there are still too many grey areas | Kellaway, chair of a board",
                "Grey hair is found in many areas of the country.",
                "The mean score was 7.2, and 29 per cent of boards gave less than five.",
                "The budget of £8bn is to grow by 29% in two years.",
                "An organisation chooses its colours for the programme.",
                "Nearly two thirds of the café’s naïve customers don’t complain.",
            ),
        ),
        areas=(
            Area(
                "conflicts-of-interest",
                "Conflicts of interest",
                "Doctors oversee contracts of their friends.",
                prompts=("Is there a register of what everybody owns?",),
            ),
        ),
        duties=(
            Duty(
                "complaints",
                "Handling complaints",
                "Answering patients who are not content.",
                ready=("A named officer who reads every letter",),
                watch=("Letters lie unread",),
                since="It stayed with the national body.",
            ),
        ),
        figures=(
            Figure(
                "confidence",
                "Confidence in the plan",
                "third-barometer",
                "share",
                "%",
                "340 leaders asked",
                (Value("confident", 41), Value("doubtful", 25, "about a quarter")),
            ),
        ),
        terms=(
            Term("HWB", "A committee of the council.", "health and wellbeing board"),
            Term("CCG", "A body of surgeries.", "clinical commissioning group"),
        ),
    )


@pytest.fixture
def finder(pack: Pack) -> Iterator[Finder]:
    opened = open_finder(pack)
    yield opened
    opened.close()


@pytest.fixture
def open_over() -> Iterator[OpenOver]:
    """Return a function that opens a finder over some texts until the test has ended."""
    opened: list[Finder] = []

    def open_one(*blocks: str) -> Finder:
        opened.append(finder_over(*blocks))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
