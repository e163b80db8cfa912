from dataclasses import replace
from pathlib import Path

import pytest

from ccgbrief.pack import AgendaItem, Article, Pack, Page, Passage, PassageKind
from ccgbrief.view.address import Address, passage_key
from ccgbrief.view.agenda import step_on_agenda

AGENDA = (
    AgendaItem("Welcome", "1"),
    AgendaItem("Finance", "2", "bundle", "1–2", "Dr Ash"),
    AgendaItem("Estates", "3", "bundle", "3"),
    AgendaItem("Hedge", "", "first-paper"),
)


@pytest.fixture
def pack(small: Pack) -> Pack:
    passages = tuple(
        Passage("bundle", n, PassageKind.PARAGRAPH, f"Words {n}.", page=Page(str(n + 1)))
        for n in range(4)
    )
    bundle = Article("bundle", "Bundle", Path("bundle.md"), parse=lambda: passages)
    return replace(small, agenda=AGENDA, articles=(bundle, *small.articles))


@pytest.mark.parametrize(
    ("tab", "number", "step", "title"),
    [
        ("overview", -1, 1, "Finance"),
        ("overview", -1, -1, "Hedge"),
        ("bundle", 0, 1, "Estates"),
        ("bundle", 1, 1, "Estates"),
        ("bundle", 2, 1, "Hedge"),
        ("bundle", 2, -1, "Finance"),
        ("bundle", 3, 1, "Estates"),
        ("second-paper", 3, 1, "Finance"),
    ],
)
def test_the_next_item_is_the_one_after_that_of_the_passage(
    pack: Pack, tab: str, number: int, step: int, title: str
) -> None:
    place = step_on_agenda(pack, tab, number, step)
    assert place
    assert title in place.said
    assert "back to" not in place.said


@pytest.mark.parametrize(
    ("tab", "number", "step", "said"),
    [
        ("first-paper", -1, 1, "Agenda, back to the first: 2. Finance (Dr Ash)"),
        ("bundle", 0, -1, "Agenda, back to the last: Hedge"),
    ],
)
def test_a_step_past_the_last_item_says_that_it_goes_round(
    pack: Pack, tab: str, number: int, step: int, said: str
) -> None:
    place = step_on_agenda(pack, tab, number, step)
    assert place
    assert place.said == said


def test_an_item_begins_with_its_first_page_and_says_who_presents_it(pack: Pack) -> None:
    estates = step_on_agenda(pack, "bundle", 0, 1)
    assert estates
    assert estates.address == Address("bundle", passage_key(2))
    assert estates.said == "Agenda: 3. Estates"
    finance = step_on_agenda(pack, "overview", -1, 1)
    assert finance
    assert (finance.address.key, finance.said) == (passage_key(0), "Agenda: 2. Finance (Dr Ash)")
    hedge = step_on_agenda(pack, "overview", -1, -1)
    assert hedge
    assert (hedge.address, hedge.said) == (Address("first-paper"), "Agenda: Hedge")


def test_without_papers_on_the_agenda_there_is_no_item_to_go_to(small: Pack) -> None:
    assert step_on_agenda(small, "overview", -1, 1) is None
    assert step_on_agenda(replace(small, agenda=AGENDA[:1]), "overview", -1, 1) is None
