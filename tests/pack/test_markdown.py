"""Markdown as blocks: the quick way through prose gives just what the parser gives."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ccgbrief.pack import Page
from ccgbrief.pack import markdown as parser
from ccgbrief.pack.markdown import Block, counting_up, parse_blocks, read_blocks

WORDS = (
    *(
        "word",
        "Wörter",
        "1. x",
        "12) y",
        "2015",
        "“said”",
        "(aside)",
        "£8bn",
        "— A. N. Other, chair",
    ),
    *(
        "[sic]",
        "a*b*",
        "c_d_",
        "`e`",
        "[f](g)",
        "[h]",
        "&amp;",
        "Q&A",
        "i\\*j",
        "k|l",
        "a < b",
        "#",
    ),
    *("!", "\u00ad", f"e{6 * chr(0x301)}", "\u200d", "\x1b", "\t", "  ", "\u00a0", "\u2028"),
)
MARKERS = (
    *("", "", "", "# ", "###### ", "#", "> ", ">", ">> ", "- ", "* ", "+ ", "-", "1. ", "23. "),
    *("1) ", "  ", "    ", "\t", "- - ", "> - ", "- [ ] ", "| ", "=", "--", "|-|-|", "-     "),
    *(
        "<!-- page 7 -->",
        "<!-- page iv --> ",
        "<!-- slide 3 -->",
        "<!-- sheet B & C -->",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "```",
        "~~~",
    ),
    *("[h]: http://x", "---", "***"),
)

lines = st.builds(
    lambda marker, words, end: f"{marker}{' '.join(words)}{end}",
    st.sampled_from(MARKERS),
    st.lists(st.sampled_from(WORDS), max_size=4),
    st.sampled_from(["", "", "", " ", "  ", " #", "\\"]),
)
documents = st.lists(st.one_of(lines, st.sampled_from(["", "", " ", "\t"])), max_size=12).map(
    "\n".join
)


def told(markdown: str, *, quick: bool) -> list[Block | Page]:
    """Return the blocks; the parser has an empty one more where there is a comment."""
    blocks = read_blocks(markdown) if quick else parse_blocks(markdown)
    return [each for each in blocks if isinstance(each, Page) or each.text.strip()]


@settings(max_examples=1_000, deadline=None)
@given(documents)
@example("- one\n\n  more of one\n\n    code")
@example("1. one\n2. two\n\nAnd then\n\n    code")
@example("> one\n\n> two\n> — Somebody, chair")
@example("One\n====\n\nTwo\n----")
@example("See [h] here\n\n[h]: http://x")
@example("See [f](http://x) here")
@example("# One #")
@example("```\nOne\n\nTwo\n```")
@example("> ```\n\nTwo")
@example("<!--\nOne\n\nTwo\n-->")
@example("a | b\n- | -\nc | d")
@example("- one\n\n\n\n- two\n\nThree  \nfour")
def test_the_quick_way_gives_what_the_parser_gives(markdown: str) -> None:
    assert told(markdown, quick=True) == told(markdown, quick=False)


@pytest.mark.parametrize(
    "markdown",
    [
        "One paragraph,\nin two lines.",
        "Brackets [sic] are words, and so is 2/3 of 7.2% at £8bn.",
        "# A heading",
        "> “Words” of [the] chair\n> — A. Chair, of a board",
        "- one\n- two",
        "3. three\n10. ten",
        "<!-- page 143 -->",
        "<!-- page iv -->",
        "<!-- slide 3 -->",
        "<!-- sheet Budget 2015 -->",
    ],
)
def test_prose_needs_no_parser(markdown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("was parsed")

    monkeypatch.setattr(parser, "parse_blocks", refuse)
    list(read_blocks(f"{markdown}\n\nAnd more.\n"))


@pytest.mark.parametrize(
    ("markdown", "markers"),
    [
        ("1. a\n1. b\n1. c", "1. 2. 3."),
        ("3. a\n\n3. b", "3. 4."),
        ("1. a\n    1. b\n    1. c\n1. d\n    1. e", "1. 1. 2. 2. 1."),
        ("1. a\n2. b\n2. c", "1. 2. 2."),
        ("- a\n\n1. b\n1. c\n\n- d", "• 1. 2. •"),
        ("4. a\n- **4.** b\n- **4.** c", "4. 4. 4."),
        ("1. a\n\nAnd\n\n1. b", "1.  1."),
        ("- a\n- b", "• •"),
        ("1. a\n\n       code\n\n1. b\n1. c", "1.  2. 3."),
        ("1. a\n\n   | A |\n   |---|\n   | 1 |\n\n1. b", "1.   2."),
        ("1. a\n\n   > said\n\n   # Head\n\n1. b", "1.   2."),
        ("1. a\n   <!-- why -->\n1. b\n1. c", "1.  2. 3."),
        ("1. a\n   - x\n\n         code\n1. b", "1. •  2."),
        ("1. a\n\n<!-- why -->\n\n1. b", "1.  1."),
    ],
)
def test_items_that_all_have_one_number_count_up(markdown: str, markers: str) -> None:
    blocks = counting_up(read_blocks(markdown))
    assert " ".join(block.marker for block in blocks if isinstance(block, Block)) == markers
