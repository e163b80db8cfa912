"""Articles as files: what is written is read back as it was meant, whatever it holds."""

from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ccgbrief.pack import Page, PassageKind, quoted, read_passages
from ccgbrief.papers.article import article_text, markdown
from ccgbrief.papers.metadata import Details
from ccgbrief.papers.paper import Block, Link
from ccgbrief.text import clean_line

MARKS = st.text(
    st.sampled_from([*"ab1 .)#>*_`[]()<>!-+=~|\\&;:\"'“”’—/éx\t\n"]), min_size=1, max_size=30
)
KINDS = st.sampled_from(
    [
        PassageKind.PARAGRAPH,
        PassageKind.ITEM,
        PassageKind.HEADING,
        PassageKind.QUOTATION,
        PassageKind.CODE,
    ]
)


def block(kind: PassageKind, text: str, level: int, page: str) -> Block:
    speaker = "Ann" if kind is PassageKind.QUOTATION else ""
    return Block(kind, text, level=level, marker="•", page=Page(page), speaker=speaker)


@given(st.lists(st.tuples(KINDS, MARKS, st.integers(0, 3), st.integers(1, 3)), max_size=5))
def test_marks_of_markdown_in_a_text_are_read_back_as_text(
    parts: list[tuple[PassageKind, str, int, int]],
) -> None:
    blocks = [
        block(kind, clean_line(text), level, str(page))
        for kind, text, level, page in sorted(parts, key=lambda part: part[3])
        if clean_line(text)
    ]
    passages = read_passages("a", markdown(blocks))
    assert [(p.kind, p.text, p.page, p.speaker) for p in passages] == [
        (b.kind, b.text, b.page, b.speaker) for b in blocks
    ]


@given(KINDS.filter(lambda kind: kind is not PassageKind.CODE), MARKS, MARKS, MARKS)
@example(PassageKind.PARAGRAPH, " ", "\\]", " ")
@example(PassageKind.PARAGRAPH, " ", "]:", " ")
@example(PassageKind.PARAGRAPH, "a!", "b", " ")
@example(PassageKind.PARAGRAPH, "__", "1", "__")
def test_marks_of_markdown_around_and_in_a_link_are_read_back_as_text(
    kind: PassageKind, before: str, words: str, after: str
) -> None:
    words, text = clean_line(words), clean_line(f"{before}{clean_line(words)}{after}")
    assume(words and text)
    target = "https://example.org/a_b?c=1&amp;d=(e)#f"
    linked = replace(block(kind, text, 1, "1"), links=(Link(words, target),))
    (passage,) = read_passages("a", markdown([linked]))
    assert (passage.kind, passage.text) == (kind, text)
    found = [(text[s.start : s.end], s.target) for s in passage.spans if s.target]
    assert found in ([], [(words, target)])


def test_a_table_keeps_its_cells_and_its_lines_their_number() -> None:
    table = Block(PassageKind.ROW, "", rows=(("Town", "a|b"), ("Northam", ""), ("*x*", "3")))
    texts = [p.text for p in read_passages("a", markdown([table]))]
    assert texts[0] == "Town | a|b"
    assert texts[1].startswith("Northam")
    assert texts[2] == "*x* | 3"


CELLS = st.sampled_from(["", "a", "a|b", "18.2", "*x*", "\\", "- c", "1. d", "<e>", "| f"])


@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4),
    st.tuples(CELLS, CELLS, CELLS),
    st.booleans(),
)
def test_the_rows_of_a_grid_are_read_back_with_the_heads_above_them(
    rows: list[tuple[str, ...]], heads: tuple[str, ...], has_heads: bool
) -> None:
    grid = (heads, *rows) if has_heads and any(heads) else tuple(rows)
    count = len(grid) - len(rows)
    passages = read_passages("a", markdown([Block(PassageKind.ROW, "", rows=grid, heads=count)]))
    assert [p.cells for p in passages] == [row for row in grid if any(row)]
    body = passages[count:]
    assert {p.heads for p in body} <= {heads if count else ()}
    assert len({id(p.heads) for p in body}) <= 1


def test_several_rows_of_heads_are_one() -> None:
    rows = (("", "2014/15", "2014/15"), ("", "Actual", "Plan"), ("Cardiology", "18.2", "17.9"))
    *_, row = read_passages("a", markdown([Block(PassageKind.ROW, "", rows=rows, heads=2)]))
    assert quoted(row) == "Cardiology: 2014/15 Actual 18.2, 2014/15 Plan 17.9"


@pytest.mark.parametrize(
    ("below", "said"),
    [
        ([("", "£000", "(%)"), ("Cardiology", "18", "3")], "Cardiology: Plan £000 18, Var (%) 3"),
        ([("", "£’000", ""), ("Cardiology", "18", "3")], "Cardiology: Plan £’000 18, Var 3"),
        ([("", "£000", "3"), ("Cardiology", "18", "4")], "Cardiology: Plan 18, Var 4"),
        ([("Cardiology", "%", "%")], "Cardiology: Plan %, Var %"),
    ],
)
def test_units_below_the_heads_are_part_of_them(below: list[tuple[str, ...]], said: str) -> None:
    table = Block(PassageKind.ROW, "", rows=(("Ward", "Plan", "Var"), *below), heads=1)
    assert quoted(read_passages("a", markdown([table]))[-1]) == said


def test_numbers_of_items_stay() -> None:
    items = [
        Block(PassageKind.ITEM, "Agree", marker="3."),
        Block(PassageKind.ITEM, "b", marker="4."),
    ]
    assert [p.marker for p in read_passages("a", markdown(items))] == ["3.", "4."]


def test_a_quotation_of_several_paragraphs_is_one_passage_with_its_speaker() -> None:
    said = Block(PassageKind.QUOTATION, "“One.\nTwo.”", speaker="Ann Example", role="chair, Mill")
    (passage,) = read_passages("a", markdown([said]))
    assert (passage.text, passage.speaker, passage.role) == (
        "“One. Two.”",
        "Ann Example",
        "chair, Mill",
    )


def test_the_highest_heading_of_an_article_stands_below_its_title() -> None:
    blocks = [Block(PassageKind.HEADING, "A", level=3), Block(PassageKind.HEADING, "B", level=4)]
    assert markdown(blocks) == "## A\n\n### B\n"


def test_front_matter_has_what_is_known_and_no_more() -> None:
    text = article_text(Details('The "mill"', author="Ann\x1bExample"), [])
    assert text.startswith('+++\ntitle = "The \\"mill\\""\nauthor = "Ann␛Example"\n+++\n')
