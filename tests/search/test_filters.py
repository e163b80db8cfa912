"""What filters let through, what they say when they are wrong, and how they are completed."""

from contextlib import closing
from pathlib import Path

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.pack import Article, Pack, Page, Passage, PassageKind
from ccgbrief.search import Entry, Kind, completions
from ccgbrief.search.cache import open_finder
from ccgbrief.search.entries import KINDS
from ccgbrief.search.filters import FILTERS, FilterRule
from ccgbrief.search.finder import Finder
from tests.search.making import found, pack_of


def kinds(finder: Finder, typed: str) -> set[Kind | NoteKind]:
    return {hit.entry.kind for hit in finder.find(typed).hits}


def articles(finder: Finder, typed: str) -> set[str]:
    return {hit.entry.article for hit in finder.find(typed).hits}


@pytest.mark.parametrize("kind", list(Kind))
def test_a_kind_alone_lists_all_of_that_kind(finder: Finder, kind: Kind) -> None:
    assert kinds(finder, f"is:{kind}") == {kind}


@pytest.mark.parametrize("typed", ["is:quote", "is:quotes", "is:QUO", "is:q"])
def test_a_kind_may_be_begun_or_in_the_plural(finder: Finder, typed: str) -> None:
    assert kinds(finder, f"{typed} the areas owns") == {Kind.QUOTE}


def test_by_names_a_speaker(finder: Finder) -> None:
    assert found(finder, "by:kell") == ["there are still too many grey areas"]


def test_by_names_the_author_of_what_nobody_is_quoted_with(finder: Finder) -> None:
    texts = found(finder, "by:vize")
    assert "Co-commissioning began without money for more staff." in texts
    assert "nobody really knowing who owns primary care" not in texts


@pytest.mark.parametrize(
    "typed", ["in:third-barometer", "in:barometer", "in:third", 'in:"of the boards"']
)
def test_in_names_an_article_by_its_id_or_its_title(finder: Finder, typed: str) -> None:
    assert articles(finder, f"{typed} areas") == {"third-barometer"}


def test_in_names_a_duty(finder: Finder) -> None:
    assert {hit.entry.source for hit in finder.find("in:complaints").hits} == {"complaints"}


def test_p_names_a_page(finder: Finder) -> None:
    assert {hit.entry.page for hit in finder.find("p:141").hits} == {Page("141")}


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("p:iv", Page("iv")),
        ("p:IV", Page("iv")),
        ("p:3", Page("3", "slide")),
        ('p:"slide 3"', Page("3", "slide")),
        ('p:"budget 2015"', Page("Budget 2015", "sheet")),
    ],
)
def test_p_names_pages_by_their_labels_and_slides_and_sheets(typed: str, page: Page) -> None:
    pages = (Page("iv"), Page("3", "slide"), Page("Budget 2015", "sheet"))
    passages = tuple(
        Passage("paper", number, PassageKind.PARAGRAPH, f"the hedge {number}", page=each)
        for number, each in enumerate(pages)
    )
    paper = Article("paper", "Paper", Path("paper.md"), lambda: passages)
    with closing(open_finder(pack_of(paper))) as made:
        assert [hit.entry.page for hit in made.find(typed).hits] == [page]


def test_filters_narrow_together_and_a_minus_turns_one_round(finder: Finder) -> None:
    assert kinds(finder, "in:barometer -is:quote areas") <= {Kind.PASSAGE, Kind.FIGURE}
    assert found(finder, "in:barometer -is:quote -is:passage areas") == []


def test_an_excluded_word_takes_away_what_has_it(finder: Finder) -> None:
    assert found(finder, "grey -hair -glossary") == ["there are still too many grey areas"]


def test_a_literal_phrase_is_not_corrected(finder: Finder) -> None:
    assert found(finder, '"grey areas"') == ["there are still too many grey areas"]
    assert found(finder, '"grey ares" ') == []


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("is:speech owns", "is: “speech” is not a kind; the kinds are quote, passage, "),
        (
            "by:nobody owns",
            "by: nobody called “nobody” is quoted, has written or is named in a note here",
        ),
        ("is:qote owns", "is: “qote” is not a kind; did you mean quote?"),
        (
            "in:baromter owns",
            "in: no article, focus area or duty is called “baromter”; did you mean Barometer?",
        ),
        ("in:nowhere owns", "in: no article, focus area or duty is called “nowhere”"),
        ("p:ix owns", "p: there is no page “ix” here"),
    ],
)
def test_a_wrong_filter_is_reported_and_finds_nothing(
    finder: Finder, typed: str, message: str
) -> None:
    answer = finder.find(typed)
    assert not answer.hits
    assert [fault[: len(message)] for fault in answer.faults] == [message]


def test_another_filter_is_one_entry_of_the_table(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = FilterRule(lambda entry: (entry.heading,), "no heading has “{value}”")
    monkeypatch.setitem(FILTERS, "under", rule)
    with closing(open_finder(pack)) as made:
        assert found(made, "under:answered grey") == [
            "there are still too many grey areas",
            "Grey hair is found in many areas of the country.",
        ]
        assert made.find("under:nothing").faults == ("under: no heading has “nothing”",)
        assert completions("under:answered", made.filter_values) == ('under:"What they answered" ',)


def test_an_unknown_filter_is_searched_as_words_and_reported(finder: Finder) -> None:
    answer = finder.find("year:2015 grey areas")
    assert answer.hits[0].entry.text == "there are still too many grey areas"
    assert answer.faults == ("there is no filter “year:”; the filters are is:, by:, in:, p:",)


def test_messages_about_filters_are_safe_to_show(finder: Finder) -> None:
    assert "\x1b" not in finder.find("in:\x1b[2J").faults[0]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("areas is:q", ("areas is:quote ", "areas is:question ")),
        ("is:a", ("is:article ", "is:area ", "is:action ")),
        ("by:ke", ("by:Kellaway ",)),
        ("by:viz", ('by:"Richard Vize" ',)),
        ("care in:comp", ("care in:complaints ",)),
        ("-is:not", ("-is:note ",)),
        ("is:", tuple(f"is:{kind} " for kind in KINDS)),
        ("is:quote ", ()),
        ("grey", ()),
        ("in:nowhere", ()),
        ("", ()),
    ],
)
def test_a_filter_being_typed_is_completed(
    finder: Finder, typed: str, offered: tuple[str, ...]
) -> None:
    assert completions(typed, finder.filter_values) == offered


def test_notes_are_found_by_their_kind_and_all_together(finder: Finder) -> None:
    kept = [
        Entry(NoteKind.DECISION, "d", 0, "Agreed to trim the hedge"),
        Entry(NoteKind.ACTION, "a", 0, "Trim the hedge"),
        Entry(NoteKind.NOTE, "n", 0, "The hedge is tall"),
    ]
    finder.update_notes(kept)
    assert kinds(finder, "is:decision") == {NoteKind.DECISION}
    assert kinds(finder, "is:note") == {NoteKind.DECISION, NoteKind.ACTION, NoteKind.NOTE}
    assert kinds(finder, "-is:decision hedge") >= {NoteKind.ACTION, NoteKind.NOTE}
