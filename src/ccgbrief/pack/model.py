"""The parts of a pack as immutable values, for every room that reads one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from ccgbrief.pack.agenda import AgendaItem
from ccgbrief.pack.files import AGENDA
from ccgbrief.pack.problems import Problem, with_others
from ccgbrief.page_labels import Page
from ccgbrief.text import plain_words

PARTS = ("overview", "areas", "duties", "figures", "glossary", "notes")
"""What every pack is shown in, apart from its articles."""

NO_IDS = frozenset({*PARTS, "focus-areas"})
"""What names a part in commands, and so no article, area, duty or figure."""


class PassageKind(StrEnum):
    """What sort of block a passage is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTATION = "quote"
    ROW = "row"
    CODE = "code"


PARAGRAPH = PassageKind.PARAGRAPH


class Span(NamedTuple):
    """A span of a passage's text that is emphasised, code or a link."""

    start: int
    """0-based position in the passage's text."""
    end: int
    """Position after the last character."""
    style: str
    """`strong`, `emphasis`, `code` or `link`."""
    target: str = ""
    """The target of a link, as written."""


class Passage(NamedTuple):
    """One block of an article: what search finds, the cursor rests on, and a note is on."""

    article: str
    """Id of the article it stands in."""
    number: int
    """0-based place among the article's passages."""
    kind: PassageKind
    text: str
    """Plain text, cleaned; for a quotation, without the line that attributes it."""
    heading: str = ""
    """The nearest heading above it; for a heading, the nearest of a higher rank."""
    level: int = 0
    """Rank of a heading (1 is the highest); depth of an item in nested lists, from 0; for
    preformatted text, 1 if the line directly follows another."""
    marker: str = ""
    """An item's bullet, number or label as printed: `•`, `5.`, `(a)`, `1.1`."""
    speaker: str = ""
    """Who said a quotation, as its attribution names them."""
    role: str = ""
    """The speaker’s role: the attribution after its first comma."""
    page: Page | None = None
    """Its page in the paper, if known; shared by the passages of a page."""
    line: int = 0
    """1-based line of the article's file on which it begins."""
    spans: tuple[Span, ...] = ()
    cells: tuple[str, ...] = ()
    """The cells of a row, empty ones too."""
    heads: tuple[str, ...] = ()
    """The heads above a row's cells, one a cell; shared by the rows of a table, `()` for none."""
    is_background: bool = False
    """True for text that the pack adds in its own words."""


@dataclass(frozen=True)
class Article:
    """A brief or an imported paper, whose passages are parsed when first needed."""

    id: str
    title: str
    path: Path
    parse: Callable[[], tuple[Passage, ...]] = field(repr=False, compare=False)
    """Reads the passages; called once."""
    short: str = ""
    """A short label for its tab."""
    author: str = ""
    publication: str = ""
    published: str = ""
    """When it was published, as far as known: a year, a month or a day, as written."""
    kind: str = ""
    """What sort of paper: opinion, leader, news, …"""
    url: str = ""
    pages: str = ""
    """Its pages in the publication, as written."""
    background: str = ""
    """The heading under which the pack adds its own words."""
    begin: Callable[[], tuple[Passage, ...]] | None = field(default=None, repr=False, compare=False)
    """Reads the first few hundred passages of a long article; None for a short one."""
    skim: Callable[[], tuple[Passage, ...]] | None = field(default=None, repr=False, compare=False)
    """Reads the first few passages, enough to say what it is about."""
    digest: str = field(default="", compare=False)
    """Identifies this version of the text; empty for an article without a file."""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return self.parse()

    @cached_property
    def opening(self) -> str:
        """Its first paragraph that is no title, address or date; `""` if it begins with none."""
        paragraphs = (p.text for p in (self.skim() if self.skim else ()) if p.kind is PARAGRAPH)
        return next((text for text in paragraphs if _has_sentence(text)), "")

    @cached_property
    def headings(self) -> tuple[Passage, ...]:
        return tuple(p for p in self.passages if p.kind is PassageKind.HEADING)

    @cached_property
    def page_beginnings(self) -> dict[Page, Passage]:
        """The first passage of each page, in order; none for a paper without pages."""
        beginnings: dict[Page, Passage] = {}
        for passage in self.passages:
            if passage.page is not None:
                beginnings.setdefault(passage.page, passage)
        return beginnings

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The words of each passage as `plain_words` has them."""
        return tuple(plain_words(passage.text) for passage in self.passages)

    @cached_property
    def found_again(self) -> dict[object, Any]:
        """A cache for `find_again`, which is called with the same quotes at every key."""
        return {}

    @property
    def is_parsed(self) -> bool:
        """Whether the passages have been read from the text."""
        return "passages" in self.__dict__

    @property
    def label(self) -> str:
        """The text on its tab."""
        return self.short or self.title


class Anchor(NamedTuple):
    """Some words of an article, which identify a passage even after the text was edited."""

    article: str
    words: str

    def __str__(self) -> str:
        return f"{self.article}: {self.words}" if self.words else self.article


class Area(NamedTuple):
    """A focus area that the board is asked to look at."""

    id: str
    title: str
    why: str
    kind: str = "action"
    """`action`: something to do; `warning`: something to bear in mind."""
    prompts: tuple[str, ...] = ()
    """Questions for the board."""
    evidence: tuple[Anchor, ...] = ()
    duties: tuple[str, ...] = ()
    """Ids of the duties it touches."""


class Duty(NamedTuple):
    """Something the organisation takes on, which the board ticks when it is in place."""

    id: str
    title: str
    means: str
    ready: tuple[str, ...] = ()
    """What should be in place."""
    watch: tuple[str, ...] = ()
    """What can go wrong."""
    areas: tuple[str, ...] = ()
    """Ids of the focus areas that bear on it."""
    evidence: tuple[Anchor, ...] = ()
    since: str = ""
    """What has become of it since the articles were written."""


class Value(NamedTuple):
    """One number of a figure."""

    label: str
    value: float
    shown: str = ""
    """The source's wording, where it is not the bare number: `about a quarter`."""
    stated: bool = True
    """False for a number that was worked out and is not stated in the source."""

    @property
    def said(self) -> str:
        """It in the source's wording, or as a number; marked if it was worked out."""
        whole = self.value == round(self.value)
        said = self.shown or f"{round(self.value) if whole else self.value:,}"
        return said if self.stated else f"{said} (worked out, not stated)"


class Figure(NamedTuple):
    """A number, or a series of numbers, with what is needed to interpret it."""

    id: str
    title: str
    article: str
    """Id of the article it comes from."""
    kind: str
    """`share`: parts of a whole; `series`: one measure over time; `count`: numbers of things."""
    unit: str
    base: str
    """Who was surveyed, or what was counted."""
    values: tuple[Value, ...]
    caveat: str = ""
    top: float | None = None
    """The number that a full bar represents; the largest value if not given."""
    background: bool = False
    """True when its numbers do not come from the article."""

    def as_dict(self) -> dict[str, Any]:
        """Return the figure as a dictionary, including its values."""
        return {**self._asdict(), "values": [value._asdict() for value in self.values]}


class Term(NamedTuple):
    """An entry of the glossary."""

    term: str
    meaning: str
    expansion: str = ""
    """The expansion of an abbreviation."""
    kind: str = "organisation"
    """`organisation`, `role`, `policy` or `person`."""


@dataclass(frozen=True)
class Pack:
    """A briefing pack: articles, with the areas, duties, figures and terms that refer to them."""

    id: str
    title: str
    folder: Path
    articles: tuple[Article, ...]
    summary: str = ""
    edition: str = ""
    series: str = ""
    """The series of meetings it belongs to; empty for a pack on its own."""
    quorum: int = 0
    """How many must be present for the meeting to decide; 0 if not known."""
    areas: tuple[Area, ...] = ()
    duties: tuple[Duty, ...] = ()
    figures: tuple[Figure, ...] = ()
    terms: tuple[Term, ...] = ()
    plain_words: tuple[tuple[str, str], ...] = ()
    """Pairs of what people say and the words of the pack that it stands for."""
    agenda: tuple[AgendaItem, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    """Problems that did not keep it from opening; fatal ones leave something out."""

    @property
    def hidden(self) -> str:
        """Which parts are not shown as they should be, and why, in one line; empty if all are."""
        hidden = [problem for problem in self.problems if problem.fatal]
        hidden += [each for each in self.problems if each.until and not each.fatal]
        if not hidden:
            return ""
        first, until = hidden[0], hidden[0].until
        if first.file.name == AGENDA and first.fatal and not until:
            until = "the agenda is shown without that item" if self.agenda else "no agenda is shown"
        return with_others(hidden, self.folder, f"; until then {until}" if until else "")

    @property
    def ids(self) -> set[str]:
        """What notes, anchors and commands name by its id alone."""
        groups = (self.articles, self.areas, self.duties, self.figures)
        return {item.id for group in groups for item in group}

    def article(self, article_id: str) -> Article | None:
        return self._articles.get(article_id)

    @cached_property
    def _articles(self) -> dict[str, Article]:
        return {article.id: article for article in reversed(self.articles)}

    def area(self, area_id: str) -> Area | None:
        return next((a for a in self.areas if a.id == area_id), None)

    def duty(self, duty_id: str) -> Duty | None:
        return next((d for d in self.duties if d.id == duty_id), None)


def _has_sentence(text: str) -> bool:
    """Tell whether a word from the seventh on ends with a mark."""
    return any(word.endswith((".", "!", "?", ":", ";")) for word in text.split()[6:])
