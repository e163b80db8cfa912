"""Nothing takes more than a time in proportion to what is read.

A pattern that walks a text again from each of its places takes hours over a megabyte that somebody
wrote for that.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pkgutil import iter_modules

import pytest

import ccgbrief
from ccgbrief.errors import UserError
from ccgbrief.kinds import NoteKind
from ccgbrief.minutes import phrases
from ccgbrief.notebook.assignments import read_assignment
from ccgbrief.notebook.date_parser import find_day
from ccgbrief.notebook.meeting import labelled, names_in, quorum_of
from ccgbrief.notebook.toml_limits import refuse_costly
from ccgbrief.notebook.votes import read_votes
from ccgbrief.pack.differences import compare
from ccgbrief.pack.passages import read_passages
from ccgbrief.papers.article import ReadingOptions, make_draft
from ccgbrief.papers.formats import read_paper
from ccgbrief.papers.paper import Source
from ccgbrief.search.query import parse_query
from ccgbrief.text import clean, clean_line, decode, fold, shortened, without_echo, words
from tests.growth import Used, patterns_in, slow_pattern_text, slow_reader_text

TODAY = date(2026, 11, 22)
ROOMS = [found.name for found in iter_modules(ccgbrief.__path__) if found.name != "__main__"]


def test_the_patterns_of_a_room_are_found() -> None:
    assert len(patterns_in("papers") | patterns_in("pack_editing")) > 100


@pytest.mark.no_cover
@pytest.mark.parametrize("room", ROOMS)
def test_no_pattern_takes_more_than_in_proportion(room: str) -> None:
    worst = {used.pattern.pattern: slow_pattern_text(used) for used in patterns_in(room)}
    assert {pattern: found for pattern, found in worst.items() if found} == {}


@pytest.mark.parametrize(
    "slow",
    [
        r"\s*,",  # blanks that no comma follows
        r"<a [^>]*>",
        r"<!--.*?-->",
        r"” said (.+?):",
        r"(?P<name>[A-Z]\w+(?: \w+)*) said",
        r"(?:<!--.{0,500}?-->\s*){0,3}<html",
        r"(?:a+)+b",
    ],
)
def test_a_pattern_that_walks_again_is_found_out(slow: str) -> None:
    assert slow_pattern_text(Used(re.compile(slow, re.DOTALL), walks=True))


def test_a_reader_that_walks_again_is_found_out() -> None:
    assert slow_reader_text(
        lambda text: [text.count("|", i) for i, c in enumerate(text) if c == "|"]
    )


def _paper(ending: str) -> Callable[[str], object]:
    """Return what makes an article of a paper whose name ends so."""

    def read(text: str) -> object:
        source = Source(f"paper.{ending}", text.removesuffix("\0").encode())
        return make_draft(read_paper(source, lambda _, __: None), source.name, ReadingOptions())

    return read


READERS: dict[str, Callable[[str], object]] = {
    "text": _paper("txt"),
    "Markdown": _paper("md"),
    "table of values": _paper("csv"),
    "web page": _paper("html"),
    "e-mail": lambda text: _paper("eml")(f"Subject: {text[:900]}\nFrom: a@b\n\n{text}"),
    "article": lambda text: read_passages("paper", text),
    "addresses": lambda text: [*phrases.runs(text)],
    "assignment": lambda text: read_assignment(text, NoteKind.ACTION, TODAY),
    "day": lambda text: find_day(text, TODAY),
    "votes": read_votes,
    "heading of a meeting": lambda text: (
        labelled(text),
        names_in(text),
        quorum_of({"Present": text}, 3),
    ),
    "query": parse_query,
    "words": words,
    "shown text": lambda text: (clean(text), clean_line(text), shortened(text, 80), fold(text)),
    "message": without_echo,
    "bytes": lambda text: decode(text.encode("utf-16-le")),
    "notebook": refuse_costly,
    "two texts": lambda text: compare(text, text[len(text) // 3 :]),
}
"""Whole readers of what somebody wrote, which may be quadratic between their patterns."""


@pytest.mark.no_cover
@pytest.mark.parametrize("reader", READERS)
def test_no_reader_takes_more_than_in_proportion(reader: str) -> None:
    def read(text: str) -> None:
        with suppress(ValueError, UserError):
            READERS[reader](text)

    assert slow_reader_text(read) is None
