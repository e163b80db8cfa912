from collections.abc import Callable
from dataclasses import replace

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Notebook, Place
from ccgbrief.pack import AgendaItem, Pack, Page, Passage, PassageKind
from ccgbrief.view.address import Address, passage_key
from ccgbrief.view.agenda import article_list, noted_on_it
from ccgbrief.view.blocks import Block
from ccgbrief.view.contents import contents_of_pack
from ccgbrief.view.view_state import DONE, NOT_DONE, ViewState

FIRST, SECOND = "first-paper", "second-paper"

ITEMS = (
    AgendaItem("Apologies", "1", lead="The chair"),
    AgendaItem("The hedge", "2", article=FIRST, pages="3–12", lead="Dr Ash"),
    AgendaItem("Any other business"),
)


@pytest.fixture
def shown(small: Pack, notebook: Notebook) -> Callable[..., ViewState]:
    """Return the state of the small pack with an agenda."""
    return lambda *items: ViewState(replace(small, agenda=items or ITEMS), notebook)


def texts(blocks: list[Block]) -> list[tuple[str, str, str]]:
    return [(block.marker, block.text, block.details) for block in blocks[1:]]


def test_the_items_stand_in_their_order_and_then_what_is_not_on_the_agenda(
    shown: Callable[..., ViewState], notebook: Notebook
) -> None:
    notebook.mark_read(SECOND)
    assert texts(article_list(shown())) == [
        ("   ", "1. Apologies", "The chair"),
        (NOT_DONE, "2. The hedge", "pp. 3–12 · Dr Ash · unread"),
        ("   ", "Any other business", ""),
        (DONE, "A survey of ponds", ""),
    ]
    assert [block.leads for block in article_list(shown())[1:]] == [
        None,
        Address(FIRST),
        None,
        Address(SECOND),
    ]


def test_what_was_noted_on_an_item_is_counted_by_kind(
    shown: Callable[..., ViewState], notebook: Notebook
) -> None:
    place = Place(article=FIRST, words="Responsibility for the hedge")
    for kind, on in (
        (NoteKind.NOTE, place),
        (NoteKind.NOTE, Place(article=FIRST)),
        (NoteKind.ACTION, place),
    ):
        notebook.add_note("A word", kind=kind, place=on)
    notebook.add_note("Item 1: none", place=Place())
    notebook.add_note("On the ponds", place=Place(article=SECOND))
    notebook.add_note("On a duty", place=Place(duty="measure"))
    assert [below for _, _, below in texts(article_list(shown()))] == [
        "The chair · 1 note",
        "pp. 3–12 · Dr Ash · unread · 2 notes, 1 action",
        "",
        "1 note",
    ]


def test_private_notes_are_not_counted_in_the_public_view(
    shown: Callable[..., ViewState], notebook: Notebook
) -> None:
    notebook.add_note("Between us", place=Place(article=FIRST), private=True)
    assert "1 note" in texts(article_list(shown()))[1][2]
    assert "note" not in texts(article_list(replace(shown(), public=True)))[1][2]


def test_items_that_share_a_paper_begin_and_are_noted_on_at_their_own_pages(
    small: Pack, notebook: Notebook
) -> None:
    passages = tuple(
        Passage(FIRST, n, PassageKind.PARAGRAPH, f"Matter {n} is raised.", page=Page(str(n)))
        for n in range(1, 9)
    )
    passages = tuple(p._replace(number=n) for n, p in enumerate(passages))
    items = (
        AgendaItem("Early", "1", article=FIRST, pages="1–4"),
        AgendaItem("Late", "2", article=FIRST, pages="5-8"),
    )
    paper = replace(small.articles[0], parse=lambda: passages)
    pack = replace(small, articles=(paper, small.articles[1]), agenda=items)
    notebook.add_note("Why?", place=Place(article=FIRST, words="Matter 6 is raised."))
    early, late = article_list(ViewState(pack, notebook))[1:3]
    assert (early.leads, late.leads) == (
        Address(FIRST, passage_key(0)),
        Address(FIRST, passage_key(4)),
    )
    assert (early.details, late.details) == ("pp. 1–4 · unread", "pp. 5-8 · unread · 1 note")


def test_no_paper_is_read_for_an_agenda_on_which_each_item_has_its_own(
    small: Pack, notebook: Notebook
) -> None:
    def never() -> tuple[Passage, ...]:
        raise AssertionError("a paper was read")

    papers = tuple(replace(article, parse=never) for article in small.articles)
    pack = replace(small, articles=papers, agenda=ITEMS)
    notebook.add_note("Why?", place=Place(article=FIRST, words="Responsibility"))
    assert len(article_list(ViewState(pack, notebook))) == 5


def test_the_contents_of_the_pack_are_its_agenda(shown: Callable[..., ViewState]) -> None:
    lines = contents_of_pack(shown().pack)
    assert [(line.name, line.page) for line in lines] == [
        ("2. The hedge", "pp. 3–12"),
        ("A survey of ponds", ""),
    ]


def test_nothing_noted_says_nothing() -> None:
    assert noted_on_it({}) == ""
    assert noted_on_it({NoteKind.DECISION: 1, NoteKind.QUESTION: 2}) == "2 questions, 1 decision"
