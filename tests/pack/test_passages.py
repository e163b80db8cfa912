"""Markdown cut into passages: every sort of block, who speaks, which page, where spans stand."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.pack import Passage, PassageKind, read_passages
from ccgbrief.pack.passages import MAX_NAME, MAX_PASSAGE
from ccgbrief.text import clean, words


def read(markdown: str) -> tuple[Passage, ...]:
    return read_passages("paper", markdown)


def only(markdown: str) -> Passage:
    (passage,) = read(markdown)
    return passage


def kinds(markdown: str) -> list[tuple[str, str]]:
    return [(passage.kind.value, passage.text) for passage in read(markdown)]


def spans(passage: Passage) -> list[tuple[str, str, str]]:
    return [(s.style, passage.text[s.start : s.end], s.target) for s in passage.spans]


def test_every_block_becomes_a_passage_of_its_kind() -> None:
    markdown = """\
# Title

A paragraph
on two lines.

- an item

> words

| a | b |
|---|---|
| c | d |

```
code  as
 it is
```

    indented

<div>html</div>

***
"""
    assert kinds(markdown) == [
        ("heading", "Title"),
        ("paragraph", "A paragraph on two lines."),
        ("item", "an item"),
        ("quote", "words"),
        ("row", "a | b"),
        ("row", "c | d"),
        ("code", "code  as"),
        ("code", " it is"),
        ("code", "indented"),
        ("code", "<div>html</div>"),
    ]


def test_passages_are_numbered_and_know_their_article_and_line() -> None:
    passages = read_passages("paper", "# H\n\na\nb\n\n- c\n- d\n\n|e|\n|-|\n|f|\n", first_line=9)
    assert [p.number for p in passages] == [0, 1, 2, 3, 4, 5]
    assert [p.line for p in passages] == [9, 11, 14, 15, 17, 19]
    assert {p.article for p in passages} == {"paper"}


def test_nothing_is_made_of_nothing() -> None:
    assert read("") == ()
    assert read("\n \n#\n\n>\n\n-\n\n|  | |\n|--|--|\n\n```\n```\n\n<!-- unsaid -->\n") == ()


def test_a_passage_knows_the_heading_above_it_and_a_heading_its_superior() -> None:
    markdown = "a\n# One\nb\n### Deep\nc\n## Two\nd\n# Three\ne"
    assert [(p.text, p.heading) for p in read(markdown)] == [
        ("a", ""),
        ("One", ""),
        ("b", "One"),
        ("Deep", "One"),
        ("c", "Deep"),
        ("Two", "One"),
        ("d", "Two"),
        ("Three", ""),
        ("e", "Three"),
    ]
    assert [p.level for p in read(markdown) if p.kind is PassageKind.HEADING] == [1, 3, 2, 1]


def test_items_have_their_marker_and_depth_and_only_their_first_paragraph_a_marker() -> None:
    markdown = """\
3. three
4. four

   more of four
   - inner
     1. innermost
- other
"""
    assert [(p.marker, p.level, p.text) for p in read(markdown)] == [
        ("3.", 0, "three"),
        ("4.", 0, "four"),
        ("", 0, "more of four"),
        ("•", 1, "inner"),
        ("1.", 2, "innermost"),
        ("•", 0, "other"),
    ]


def test_an_empty_item_lends_its_marker_to_nobody() -> None:
    assert [(p.kind.value, p.marker) for p in read("-\n\nafter")] == [("paragraph", "")]


def test_an_empty_cell_keeps_its_place() -> None:
    assert [p.text for p in read("|a|b|c|\n|-|-|-|\n||x||\n")] == ["a | b | c", " | x | "]


TABLE = "| Unit | Oct | Nov |\n|---|---|---|\n| Cardiology | 18.2 | 17.9 |\n| | | 4 |\n"


@pytest.mark.parametrize("lines", [0, 20_001], ids=["parsed", "too long to be parsed"])
def test_a_row_knows_its_cells_and_shares_the_heads_above_them(lines: int) -> None:
    head, first, second, *_ = read(TABLE + "\n" + "* a *\n" * lines)
    assert head.cells == ("Unit", "Oct", "Nov")
    assert head.heads == ()
    assert (first.text, first.cells) == (
        "Cardiology | 18.2 | 17.9",
        ("Cardiology", "18.2", "17.9"),
    )
    assert first.heads == ("Unit", "Oct", "Nov")
    assert second.heads is first.heads
    assert (second.text, second.cells) == (" |  | 4", ("", "", "4"))


@pytest.mark.parametrize("lines", [0, 20_001], ids=["parsed", "too long to be parsed"])
def test_an_empty_row_of_heads_is_no_passage_and_gives_none(lines: int) -> None:
    row, *_ = read("| | |\n|---|---|\n| a\\|b | c |\n\n" + "* a *\n" * lines)
    assert (row.kind, row.text) == (PassageKind.ROW, "a|b | c")
    assert (row.cells, row.heads) == (("a|b", "c"), ())


def test_the_heads_of_one_table_are_not_those_of_the_next() -> None:
    *_, last = read(f"{TABLE}\n| | |\n|---|---|\n| a | b |\n")
    assert (last.cells, last.heads) == (("a", "b"), ())


def test_the_parts_of_a_row_too_long_for_one_passage_have_no_cells() -> None:
    parts = read(f"| a | b |\n|---|---|\n| c | {'d ' * MAX_PASSAGE}|\n")[1:]
    assert len(parts) > 1
    assert {(p.cells, p.heads) for p in parts} == {((), ())}


@pytest.mark.parametrize(
    "label",
    ["(a)", "a)", "b.", "(iv)", "xii.", "1.1", "1.1.", "10.2.3", "(1)", "A1", "A2.3", "3a", "2(b)"],
)
def test_a_label_in_bold_stands_in_place_of_the_bullet(label: str) -> None:
    item = only(f"- **{label}** one *two*")
    assert (item.marker, item.text) == (label, "one two")
    assert spans(item) == [("emphasis", "two", "")]


@pytest.mark.parametrize(
    "words",
    ["**Cost** of it", "**a b** of it", "**2015** was", "**7** of", "**Note.** It", "**1.1**of"],
)
def test_other_bold_words_stay_in_their_item(words: str) -> None:
    item = only(f"- {words}")
    assert (item.marker, item.text) == ("•", words.replace("**", ""))


def test_a_number_is_kept_as_it_is_written() -> None:
    assert [p.marker for p in read("07) a\n08) b\n\n5. c")] == ["07)", "08)", "5."]


def test_each_line_of_preformatted_text_is_a_passage_as_it_stands() -> None:
    passages = read("before\n\n```\nUnit    Oct\n\nWard A   18\n  of it   2\n```\n\n    x\n    y\n")
    assert [(p.text, p.level, p.line) for p in passages[1:]] == [
        ("Unit    Oct", 0, 4),
        ("Ward A   18", 0, 6),
        ("  of it   2", 1, 7),
        ("x", 0, 10),
        ("y", 1, 11),
    ]


def test_the_last_line_of_a_quotation_says_who_speaks() -> None:
    said = only("> “nobody knows”\n> — Practice manager, to the board, in May")
    assert said.text == "“nobody knows”"
    assert (said.speaker, said.role) == ("Practice manager", "to the board, in May")


@pytest.mark.parametrize("dash", ["—", "– ", "--", "― "])
@pytest.mark.parametrize("gap", ["\n> ", "\n>\n> ", "  \n> ", "\\\n>    "])
def test_a_speaker_follows_any_dash_on_a_line_of_its_own(dash: str, gap: str) -> None:
    said = only(f"> words{gap}{dash}The board")
    assert (said.text, said.speaker, said.role) == ("words", "The board", "")


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("> words — The board", "words — The board"),
        ("> — The board", "— The board"),
        ("> words\n> —", "words —"),
        ("> words\n> — , role", "words — , role"),
        ("> — The board\n> words", "— The board words"),
    ],
)
def test_without_words_and_a_name_nobody_is_named(markdown: str, text: str) -> None:
    said = only(markdown)
    assert (said.text, said.speaker, said.role) == (text, "", "")


def test_a_heading_or_a_speaker_that_is_a_whole_text_is_not_repeated_in_full() -> None:
    """P12: every passage below a heading carries it."""
    passages = read(f"# {'h' * 9_000}\na\n> b\n> — {'s' * 9_000}")
    assert passages[1].heading == "h" * MAX_NAME
    assert passages[2].speaker == ""
    assert passages[2].text.endswith("sss")


def test_a_quotation_is_one_passage_whatever_it_holds() -> None:
    markdown = """\
> # Head
> one *two*
>
> - three
>
>       four
>
> > five
>
> | six |
> |-----|
> — The board
"""
    said = only(markdown)
    assert said.text == "Head one two three four five six"
    assert said.speaker == "The board"
    assert spans(said) == [("emphasis", "two", "")]


@pytest.mark.parametrize(
    ("markdown", "parts"),
    [
        (
            "> All of it.\n> - Jane Doe, chair",
            [("quote", "All of it."), ("item", "Jane Doe, chair")],
        ),
        ("> Parts:\n> 1. one\n> 2. two", [("quote", "Parts:"), ("item", "one"), ("item", "two")]),
        ("> a\n> > b\n>\n> c", [("quote", "a"), ("quote", "b"), ("quote", "c")]),
        ("> # a\n> b", [("quote", "a"), ("quote", "b")]),
    ],
)
def test_a_quotation_that_nobody_is_named_for_is_what_it_holds(
    markdown: str, parts: list[tuple[str, str]]
) -> None:
    assert kinds(markdown) == parts


def test_who_is_named_for_a_quotation_within_another_did_not_say_what_is_around() -> None:
    around, within = read("> Outer.\n> > Inner.\n> > — Ann Ash, nurse")
    assert (around.text, around.speaker) == ("Outer.", "")
    assert (within.text, within.speaker, within.role) == ("Inner.", "Ann Ash", "nurse")


def test_a_quotation_in_an_item_is_a_quotation() -> None:
    assert kinds("- a\n  > b\n- c") == [("item", "a"), ("quote", "b"), ("item", "c")]


def test_a_page_comment_counts_from_there_on_and_is_no_passage() -> None:
    markdown = """\
a

<!-- page 143 -->

b <!-- an aside --> c

<!-- page 144 --><!--page   145--> d
<!-- page 146 -->
e

`<!-- page 9 -->`

<!-- page iv -->

f

<!-- page break -->

<!-- slide 3 -->

g

<!-- sheet Budget 2015 -->

h
"""
    assert [(p.text, p.page and p.page.cited) for p in read(markdown)] == [
        ("a", None),
        ("b  c", "p. 143"),
        (" d", "p. 145"),
        ("e", "p. 146"),
        ("<!-- page 9 -->", "p. 146"),
        ("f", "p. iv"),
        ("g", "slide 3"),
        ("h", "sheet Budget 2015"),
    ]


def test_a_page_that_begins_within_a_block_counts_for_what_follows() -> None:
    markdown = """\
> a
>
> <!-- Page 11 -->
>
> b

c <!-- page 12 --> d

e

- f

  <!-- page 13 -->

| g |
|---|
| h<!-- page 14 --> |

i
"""
    assert [(p.text, p.page and p.page.label) for p in read(markdown)] == [
        ("a b", None),
        ("c  d", "11"),
        ("e", "12"),
        ("f", "12"),
        ("g", "13"),
        ("h", "13"),
        ("i", "14"),
    ]


def test_the_passages_of_a_page_share_it() -> None:
    first, second, third = read("<!-- page iv -->\n\na\n\n- b\n\n<!-- page iv -->\n\nc")
    assert first.page is second.page
    assert first.page == third.page


def test_a_comment_that_is_not_closed_is_text() -> None:
    assert only("<!-- page 3").text == "<!-- page 3"
    assert only("a <!-- b").text == "a <!-- b"


def test_emphasis_code_and_links_stand_where_their_words_stand() -> None:
    passage = only("Ask *who* **owns *it*** in `code` or [the *text*](https://e.org/a?b=c).")
    assert passage.text == "Ask who owns it in code or the text."
    assert sorted(spans(passage)) == [
        ("code", "code", ""),
        ("emphasis", "it", ""),
        ("emphasis", "text", ""),
        ("emphasis", "who", ""),
        ("link", "the text", "https://e.org/a?b=c"),
        ("strong", "owns it", ""),
    ]


def test_spans_stand_right_after_cells_quotations_tabs_and_line_ends() -> None:
    assert spans(read("|a|*b*|\n|-|-|\n|`c`|d **e**|\n")[0]) == [("emphasis", "b", "")]
    assert spans(read("|a|*b*|\n|-|-|\n|`c`|d **e**|\n")[1]) == [
        ("code", "c", ""),
        ("strong", "e", ""),
    ]
    assert spans(only("> a\n>\n> b *c*\n> — *D*, e")) == [("emphasis", "c", "")]
    assert spans(only("a&#9;b *c*\n**d**")) == [("emphasis", "c", ""), ("strong", "d", "")]


def test_a_link_without_words_is_no_span() -> None:
    assert only("a [](https://e.org) b").spans == ()


def test_spans_stand_right_after_what_cleaning_makes_longer_or_shorter() -> None:
    passage = only("co&shy;op&#9;x&#x202e; *who* e" + "&#x301;" * 9 + " **owns**")
    assert passage.text == "coop    x\ufffd who e\u0301\u0301\u0301\u0301 owns"
    assert spans(passage) == [("emphasis", "who", ""), ("strong", "owns", "")]


@pytest.mark.parametrize(
    ("entity", "shown"),
    [
        ("&#27;", "\ufffd"),  # the parser itself has no such character
        ("&#155;", "\ufffd"),
        ("&#x202e;", "\ufffd"),
        ("&#x200b;", ""),
        ("&#xe0041;", "\ufffd"),
        ("&#0;", "\ufffd"),
        ("&#8232;x", " x"),
        ("&amp;&copy;", "&©"),
    ],
)
@pytest.mark.parametrize("around", ["a{}b", "# a{}b", "- a{}b", "> a{}b", "*a{}b*", "[a{}b](/c)"])
def test_what_an_entity_hides_passes_the_gate_too(entity: str, shown: str, around: str) -> None:
    """P11: such characters are not in the file and so are not seen before Markdown is read."""
    assert only(around.format(entity)).text == f"a{shown}b"


def test_controls_in_text_code_html_and_targets_are_shown_as_symbols() -> None:
    """P11."""
    for around in ("a{}b", "`a{}b`", "```\na{}b\n```", "    a{}b", "<p>a{}b", "> — a{}b"):
        assert "a␛]0;x␇b" in only(around.format("\x1b]0;x\x07")).text
    said = only("> words\n> — a\x1bb, c\x1bd")
    assert (said.speaker, said.role) == ("a␛b", "c␛d")
    (span,) = only("[a](<http://e.org/\u202e\x1b>)").spans
    assert span.target == clean(span.target)


def test_marks_stacked_over_several_spans_are_capped_all_the_same() -> None:
    """P12: each piece alone is harmless."""
    passage = only("e" + "".join(f"[{chr(0x300 + i) * 4}](/x)" for i in range(9)))
    assert passage.text == clean(passage.text)
    assert passage.spans == ()


def test_links_that_a_browser_would_run_are_no_links() -> None:
    assert only("[a](javascript:alert(1))").spans == ()


def test_lists_deeper_than_the_parser_goes_lose_no_word() -> None:
    for depth in (9, 10, 11, 50, 20_000):
        assert "deep" in read("- " * depth + "deep")[-1].text
        assert "deep" in read("> " * depth + "deep")[-1].text


def test_a_long_passage_is_parted_between_words() -> None:
    """RELIABILITY input 33."""
    long = "word " * 2_000_000
    parts = read(f"> *first* {long}*last*\n> — The board")
    assert " ".join(part.text for part in parts) == f"first {long}last"
    assert max(len(part.text) for part in parts) <= MAX_PASSAGE
    assert {(part.speaker, part.line) for part in parts} == {("The board", 1)}
    assert [part.number for part in parts] == list(range(len(parts)))
    assert spans(parts[0]) == [("emphasis", "first", "")]
    assert spans(parts[-1]) == [("emphasis", "last", "")]


def test_a_long_passage_without_a_gap_is_parted_anyway() -> None:
    parts = read("x" * (2 * MAX_PASSAGE + 1) + "\n\n```\n" + "y\n" * MAX_PASSAGE + "```")
    assert [len(part.text) for part in parts[:3]] == [MAX_PASSAGE, MAX_PASSAGE, 1]
    assert "\n".join(part.text for part in parts[3:]) == "y\n" * (MAX_PASSAGE - 1) + "y"


WORDS = st.text("abc", min_size=1, max_size=3)
LINES = st.builds(
    lambda marks, told, end: "".join(marks) + " ".join(told) + end,
    st.lists(st.sampled_from(["> ", "- ", "# ", "    ", "  ", "> — ", "```\n"]), max_size=4),
    st.lists(st.one_of(WORDS, WORDS.map("*{}*".format), WORDS.map("`{}`".format)), max_size=4),
    st.sampled_from(["\n", "\n\n", "  \n", ", "]),
)
MARKDOWN = st.lists(LINES, max_size=12).map("".join)


@given(MARKDOWN)
def test_no_word_is_lost_whatever_it_is_wrapped_in(markdown: str) -> None:
    told = " ".join(f"{p.text} {p.speaker} {p.role}" for p in read(markdown))
    # What follows the marks of a fence names a language and is not shown.
    written = re.sub(r"```.*", "", markdown)
    assert not Counter(w.folded for w in words(written)) - Counter(w.folded for w in words(told))


@given(
    st.one_of(MARKDOWN, st.text("&#x;1b20e3 \n*[]()`<>!-—|\x1b\u0301\u200d\u202e\t👩", max_size=60))
)
def test_any_markdown_gives_clean_passages_in_order(markdown: str) -> None:
    passages = read(markdown)
    assert [p.number for p in passages] == list(range(len(passages)))
    for p in passages:
        assert p.text.strip()
        for text in (p.text, p.heading, p.speaker, p.role, *(s.target for s in p.spans)):
            assert text == clean(text)
        assert p.kind is PassageKind.CODE or "\n" not in p.text
        assert 1 <= p.line <= markdown.count("\n") + 1
        assert all(0 <= s.start < s.end <= len(p.text) for s in p.spans)
    assert [p.line for p in passages] == sorted(p.line for p in passages)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# The mill\n\na\n\n# The mill", ["a", "The mill"]),
        ("The mill\n========\n\na", ["a"]),
        ("<!-- page 1 -->\n\n# The mill\n\na", ["a"]),
        ("## The mill\n\na", ["The mill", "a"]),
        ("# Another\n\na", ["Another", "a"]),
        ("a\n\n# The mill", ["a", "The mill"]),
    ],
)
def test_a_first_heading_that_only_repeats_the_title_is_no_passage(
    markdown: str, expected: list[str]
) -> None:
    made = read_passages("paper", markdown, title="The mill")
    assert [p.text for p in made] == expected
    assert [p.number for p in made] == [*range(len(expected))]
    assert made[0].heading == ""


def test_what_stands_under_the_heading_of_the_background_is_background() -> None:
    markdown = "# A\n\nx\n\n## Our notes\n\na\n\n### Part\n\n- b\n\n> c\n\n## Our\n\nd"
    made = read_passages("paper", markdown, background="Our notes")
    assert [p.text for p in made if p.is_background] == ["Our notes", "a", "Part", "b", "c"]
    assert not any(p.is_background for p in read(markdown))
    assert not any(p.is_background for p in read("## \n\na"))
