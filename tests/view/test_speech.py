"""Blocks as sentences for somebody who listens."""

from ccgbrief.notebook import Place
from ccgbrief.pack import Passage, PassageKind
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.speech import spoken, spoken_line, undrawn


def test_a_row_of_a_table_is_said_with_its_heads() -> None:
    row = Passage("a", 0, PassageKind.ROW, "A | 1", cells=("A", "1"), heads=("Ward", "Oct"))
    assert spoken(Block("p0", row.text, passage=row)) == "A: Oct 1"


def test_a_box_is_said_as_what_it_means() -> None:
    assert spoken(Block("d", "Count", marker="[x]")) == "done: Count"
    assert spoken(Block("d", "Count", marker="[~]")) == "in hand: Count"
    article = Block("a", "Hedge", marker="[ ]", place=Place(article="first"))
    assert spoken(article) == "unread: Hedge"


def test_a_drawn_figure_is_said_with_labels_and_numbers() -> None:
    drawn = "2013 ━━━━━━╸ 60 yards\n2014 ━━━ 30 yards"
    assert spoken(Block("f", drawn, Look.FIGURE)) == "2013 60 yards\n2014 30 yards"


def test_a_list_says_each_item_on_one_line() -> None:
    block = Block("n", "Ask\nthem", below="action · by 1 Dec 2026")
    assert spoken_line(block) == "Ask. them action; by 1 Dec 2026"
    assert spoken_line(Block("n", "“Who?”", below="— A gardener")) == "“Who?” — A gardener"


def test_no_sign_that_draws_is_left() -> None:
    assert undrawn("│ ├──┤ ■□ ares → areas") == "ares read as areas"
