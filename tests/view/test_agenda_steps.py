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


@pytest.mark.parametrize("pages", [("", ""), ("", "2"), ("1–2", "2"), ("2", "2"), ("9", "")])
@pytest.mark.parametrize("step", [1, -1])
def test_every_item_of_those_that_share_pages_is_come_to(
    pack: Pack, pages: tuple[str, str], step: int
) -> None:
    one, two = (AgendaItem(f"Item {p}", str(n), "bundle", p) for n, p in enumerate(pages, 2))
    pack = replace(pack, agenda=(AGENDA[3], one, two, AgendaItem("Ponds", "", "second-paper")))
    at, last, steps = Address("overview"), None, []
    for _ in range(4):
        number = passages_at(pack, at)
        place = step_on_agenda(pack, at.tab, number, step, last)
        assert place
        at, last = place.address, place.at
        steps.append(last)
    assert steps == [0, 1, 2, 3][::step]


def passages_at(pack: Pack, address: Address) -> int:
    """Return the number of the passage at an address; -1 if none is there."""
    article = pack.article(address.tab)
    passages = article.passages if article else ()
    return next((p.number for p in passages if passage_key(p.number) == address.key), -1)


def test_the_last_item_counts_only_while_the_passage_is_in_it(pack: Pack) -> None:
    place = step_on_agenda(pack, "bundle", 2, 1, last=0)
    assert place
    assert place.said == "Agenda: Hedge"
    assert step_on_agenda(pack, "bundle", 2, 1, last=7) == place


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
