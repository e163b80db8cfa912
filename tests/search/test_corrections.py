"""What it costs to misspell a word, by the table that was learned."""

import pytest

from ccgbrief.search.corrections import MOST_COST, TABLE, learned_costs, misspelling_cost


def test_the_licence_stands_beside_the_table() -> None:
    assert "by-sa/3.0" in TABLE.with_name("misspellings-licence.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("typed", "likelier", "other"),
    [
        ("beleive", "believe", "beehive"),
        ("definately", "definitely", "defiantly"),
        ("fotograf", "photograph", "monograph"),
        ("rebell", "rebel", "rebuilt"),
    ],
)
def test_what_people_often_write_costs_less(typed: str, likelier: str, other: str) -> None:
    costs = [
        misspelling_cost(f"^{word}$", f"^{typed}$", learned_costs) for word in (likelier, other)
    ]
    assert costs == sorted(costs)
    assert costs[0] < costs[1]


def test_a_word_as_it_is_costs_nothing_and_another_no_more_than_the_most() -> None:
    assert misspelling_cost("^care$", "^care$", learned_costs) == 0
    assert misspelling_cost("^care$", "^xqzvvk$", learned_costs) == MOST_COST
    assert misspelling_cost("^care$", "^слово$", learned_costs) == MOST_COST
