"""A pack made of values, a notebook on it, and texts that mean harm."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st

from ccgbrief.kinds import NoteKind
from ccgbrief.minutes.model import (
    AreaStanding,
    CitedArticle,
    CitedFigure,
    DutyStanding,
    Entry,
    Minutes,
    Prompt,
    Subject,
)
from ccgbrief.notebook import Note, Notebook, Place, Status
from ccgbrief.pack import Area, Article, Duty, Figure, Pack, Page, Passage, PassageKind, Value

DAY = date(2026, 11, 22)

PAYLOADS = (
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "| a | b |\n|---|---|",
    "---",
    "===",
    "a\n:-:",
    "```\nfence",
    "~~~",
    "    code",
    "<script>alert(1)</script>",
    "<!-- ",
    "</p></div></main>",
    "<img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)' x='",
    "&lt;b&gt; &amp; &#60;",
    "[a](javascript:alert(1))",
    "![a](http://example.org/a.png)",
    "[a]: http://example.org",
    "<javascript:alert(1)>",
    "https://example.org/<script>",
    "https://example.org/a_b*c*|d\"e'f",
    "*a* _b_ `c` ~~d~~ $e$ \\",
    "trailing #",
    "two  \nlines\\\nand three",
    '"}]}, {"a": "',
    "\x1b]52;c;aGk=\x07\x9b31m\x00\x7f",
    "\u202edlrow\u2066\u200b\ufeff",
    "\ud800",
    "]]> ?> <![CDATA[",
    "</style><b>",
)


def hostile() -> st.SearchStrategy[str]:
    """Return texts out of what breaks Markdown, HTML, JSON and terminals, and of anything."""
    piece = st.one_of(st.sampled_from(PAYLOADS), st.text(max_size=12))
    between = st.sampled_from(["", " ", "\n", "\n\n", "\r\n", "x"])
    pairs = st.lists(st.tuples(piece, between), min_size=1, max_size=5)
    return pairs.map(lambda parts: "".join(text + gap for text, gap in parts))


def minutes_saying(text: str) -> Minutes:
    """Return minutes that say `text` wherever something from outside can stand."""
    source = CitedArticle(text, text, text, text)
    subjects = (
        Subject(Place()),
        Subject(Place(duty=f"d{text}"), title=text),
        Subject(Place(area=f"a{text}"), placed=False, title=text),
        Subject(Place(text, text), title=text, words=text, citation=text, url=text),
        Subject(Place(text, text), title=text, words=text, is_quotation=True, citation=text),
        Subject(Place(text, text), placed=False, title=text, words=text, citation=text),
    )
    entries = tuple(
        Entry(Note("a1", text, datetime(2026, 11, 22, tzinfo=UTC), kind, owner=text), subject)
        for kind in NoteKind
        for subject in subjects
    )
    prompts = (Prompt(text, entries[-6:]), Prompt(text))
    values = (Value(text, 12, text), Value(text, 7.2, stated=False))
    figure = Figure(text, text, text, "share", text, text, values, caveat=text, top=100)
    return Minutes(
        pack=text,
        title=text,
        edition=text,
        day=DAY,
        held=DAY,
        public=False,
        articles=(source,),
        duties=(DutyStanding(text, text, Status.IN_PLACE, text, (text, text), entries[-6:]),),
        entries=entries,
        figures=(CitedFigure(figure, source.citation, source.url),),
        areas=(
            AreaStanding(text, text, entries[0], prompts, entries[-6:]),
            AreaStanding(text, text, None, prompts),
        ),
        head=(("Meeting", text), ("Present", text)),
    )


def _article(article_id: str, title: str, *passages: Passage) -> Article:
    return Article(
        id=article_id,
        title=title,
        path=Path("nowhere") / f"{article_id}.md",
        parse=lambda: passages,
        author="An Author",
        publication="The Paper",
        published="2015",
        url=f"https://example.org/{article_id}",
    )


@pytest.fixture
def pack() -> Pack:
    quotation = Passage(
        "roles",
        0,
        PassageKind.QUOTATION,
        "nobody knows who owns it",
        speaker="A manager",
        role="to the board",
        page=Page("3"),
    )
    summary = Passage("roles", 1, PassageKind.PARAGRAPH, "Money is short, the author argues.")
    own = Passage("roles", 2, PassageKind.PARAGRAPH, "Money came later.", is_background=True)
    age = (Value("Age", 1500),)
    return Pack(
        id="small",
        title="A small pack",
        folder=Path("nowhere"),
        articles=(
            _article("roles", "Who owns what", quotation, summary, own),
            _article("survey", "What they answered"),
        ),
        areas=(
            Area(
                "conflicts",
                "Conflicts of interest",
                "Friends decide.",
                "action",
                ("Who decides?", "Who?"),
            ),
        ),
        duties=(
            Duty("contracts", "Review contracts", "Looking at them."),
            Duty("complaints", "Handle complaints", "Answering them."),
        ),
        figures=(
            Figure(
                "answers",
                "Who leads",
                "survey",
                "share",
                "per cent",
                "94 leaders",
                (Value("Groups", 51), Value("Not stated", 12, stated=False)),
                caveat="The rest is our arithmetic.",
                top=100,
            ),
            Figure("age", "How old", "roles", "count", "years", "Groups", age, background=True),
        ),
    )


class Clock:
    """Is a minute later each time it is looked at, and as much later as it is set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return a clock of the test's own."""
    return Clock()


@pytest.fixture
def notebook(pack: Pack, clock: Clock) -> Notebook:
    return Notebook(pack.id, "aaaa", clock)


@pytest.fixture
def theirs(pack: Pack, clock: Clock) -> Notebook:
    """Return another copy of the notebook, open at the same time."""
    return Notebook(pack.id, "bbbb", clock)
