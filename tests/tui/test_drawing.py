import pytest
from textual.content import Content
from textual.style import Style

from ccgbrief.pack import Passage, PassageKind, Span
from ccgbrief.tui.widgets.drawing import STYLES, draw, draw_heads
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.heights import MARGIN
from ccgbrief.view.tables import Table

PLAIN = {name: Style() for name in STYLES}


def plain(block: Block, width: int = 40) -> list[str]:
    return [row.plain.rstrip() for row in draw(block, width, PLAIN)]


def reversed_words(rows: list[Content]) -> list[str]:
    return [
        row.plain[span.start : span.end]
        for row in rows
        for span in row.spans
        if isinstance(span.style, Style) and span.style.reverse
    ]


def test_the_gap_comes_first_and_the_line_below_last() -> None:
    assert plain(Block("k", "words", gap=2, below="hers")) == ["", "", "words", "hers"]


@pytest.mark.parametrize(
    ("text", "width", "drawn"),
    [
        ("words", 23, ["words        in hand", "hers"]),
        ("words and more", 26, ["words and more  in hand", "hers"]),
        ("words and more", 25, ["words and more", "in hand", "hers"]),
        ("words and more", 12, ["words and", "more", "in hand", "hers"]),
        ("words and more", 16, ["words and", "more  in hand", "hers"]),
        ("", 23, ["             in hand", "hers"]),
    ],
)
def test_how_it_stands_is_at_the_right_edge_or_below_where_there_is_no_room(
    text: str, width: int, drawn: list[str]
) -> None:
    assert plain(Block("k", text, gap=0, status="in hand", below="hers"), width) == drawn


def test_what_is_set_off_in_a_faint_line_is_not_dimmed_with_it() -> None:
    styles = {**PLAIN, Look.FAINT: Style(dim=True), Look.TOPIC: Style(bold=True)}
    block = Block("k", "words", below="area · hers", below_spans=(Span(0, 4, Look.TOPIC),))
    row = draw(block, 40, styles)[-1]
    assert [(s.text, s.style.dim) for s in row.render_segments() if s.style] == [
        ("area", False),
        (" · hers", True),
    ]


def test_rows_after_the_first_hang_under_the_text_and_not_under_its_marker() -> None:
    block = Block("k", "one two three four", marker="•", indent=2, gap=0)
    assert plain(block, 18) == ["  • one two", "    three four"]


def test_a_marker_that_would_leave_no_room_for_the_text_has_rows_of_its_own() -> None:
    block = Block("k", "one two three", marker="¶ action, Practice manager:", indent=2, gap=0)
    assert plain(block, 80) == ["  ¶ action, Practice manager:", "    one two three"]
    assert plain(block, 24) == ["  ¶ action, Practice", "  manager:", "    one two three"]


def test_a_quotation_has_a_rule_beside_every_row() -> None:
    block = Block("k", "one two three four", Look.QUOTE, gap=0, below="— by her")
    assert all(row.startswith("│ ") for row in plain(block, 18))


def test_lines_of_a_text_stay_lines_and_a_figure_is_cut_at_the_edge() -> None:
    assert plain(Block("k", "one\n\ntwo", gap=0)) == ["one", "", "two"]
    figure = Block("k", "a long line of a figure\nb", Look.FIGURE, gap=0)
    assert plain(figure, 15) == ["a long line…", "b"]


@pytest.mark.parametrize("width", [16, 20, 40, 80, 300])
@pytest.mark.parametrize("look", list(Look))
@pytest.mark.parametrize("marker", ["", "¶ declaration, A long name, by 12 Dec 2026, private:"])
def test_no_row_is_wider_than_the_list(look: Look, width: int, marker: str) -> None:
    text = "words 漢字漢字漢字漢字漢字漢字 " + "a" * 120 + " end"
    spans = (Span(0, 5, "strong"),)
    block = Block("k", text, look, below=text, spans=spans, marker=marker)
    for row in draw(block, width, PLAIN):
        assert row.cell_length <= width - MARGIN


def test_no_letter_is_lost_in_wrapping() -> None:
    text = "A hedge that is left grows over the road, and “nobody” trims it — zoë."
    drawn = " ".join(plain(Block("k", text, gap=0), 24))
    assert drawn.split() == text.split()


def test_what_was_found_is_reversed_where_it_stands_also_over_two_rows() -> None:
    block = Block("k", "one two three four", gap=0)
    rows = draw(block, 14, PLAIN, [(0, 3), (8, 18)])
    assert " ".join(" ".join(reversed_words(rows)).split()) == "one three four"


def test_marks_beyond_the_end_of_the_text_do_no_harm() -> None:
    rows = draw(Block("k", "short", gap=0), 40, PLAIN, [(0, 5), (50, 60)])
    assert [row.plain for row in rows] == ["short"]


def test_markup_in_a_text_is_letters() -> None:
    assert plain(Block("k", "[b]x[/] [/nope]", gap=0)) == ["[b]x[/] [/nope]"]


def row_block(*cells: str, heads: tuple[str, ...] = (), table: Table) -> Block:
    text = " | ".join(cells)
    passage = Passage("a", 1, PassageKind.ROW, text, cells=cells, heads=heads)
    return Block("k", text, passage=passage, table=table, gap=0)


def test_heads_have_a_rule_below_them_that_says_where_the_table_goes_on() -> None:
    heads = ("Unit", *["Spend"] * 6)
    table = Table([("Cardiology", *["12,345"] * 6)], heads)
    table.shift = 1
    block = row_block(*heads, table=table)
    assert [row.plain.rstrip() for row in draw(block, 43, PLAIN)] == [
        "Unit         Spend   Spend   Spend",
        "────────── ‹──────  ──────  ────── ›",
    ]
    kept = draw_heads(table, 43, PLAIN)
    assert [row.plain for row in kept] == [row.plain for row in draw(block, 43, PLAIN)]


def test_a_table_without_heads_says_beside_each_row_that_it_goes_on() -> None:
    cells = ("Cardiology", *["12,345"] * 6)
    block = row_block(*cells, table=Table([cells]))
    assert plain(block, 43) == ["Cardiology  12,345  12,345  12,345     ›"]


def test_what_is_set_off_in_a_row_stays_so_in_its_cell() -> None:
    table = Table([("one two three four", "five")])
    block = row_block("one two three four", "five", table=table)
    rows = draw(block, 21, PLAIN, matched=[(4, 13), (21, 25)])
    assert [row.plain.rstrip() for row in rows] == ["one two       five", "three four"]
    assert reversed_words(rows) == ["two", "five", "three"]
