from dataclasses import replace

from ccgbrief.notebook import Notebook
from ccgbrief.pack import Pack
from ccgbrief.tui import tabs
from ccgbrief.tui.blocks import Block
from ccgbrief.tui.copying import LINE, MARKDOWN, copied, copy_message, words_of
from ccgbrief.tui.panes import Shown, blocks_of

SOURCE = "A. Author, “Who tends the hedge”, The Paper, 2015"


def block_with(pack: Pack, notebook: Notebook, tab: str, text: str) -> Block:
    shown = Shown(pack, notebook, frozenset({"measure", "trimming"}))
    return next(block for block in blocks_of(tab, shown) if text in block.text)


def test_only_a_quotation_is_copied_in_quotation_marks(small: Pack, notebook: Notebook) -> None:
    """A brief's own text must not be handed on as the words of its author."""
    quotation = block_with(small, notebook, "first-paper", "hawthorn")
    assert copied(small, quotation) == (
        f"“nobody knows who trims the hawthorn” — A gardener, to the parish clerk; {SOURCE}"
    )
    passage = block_with(small, notebook, "first-paper", "has become blurred")
    assert copied(small, passage).startswith("Responsibility for the hedge has become")
    assert copied(small, passage).endswith(f"(from the pack’s text of {SOURCE})")


def test_background_is_copied_as_the_packs_own_and_not_as_of_the_article(
    small: Pack, notebook: Notebook
) -> None:
    block = block_with(small, notebook, "first-paper", "has become blurred")
    assert block.passage
    own = replace(block, passage=replace(block.passage, text="Mown.", is_background=True))
    assert copied(small, own) == ("Mown. (Background in this pack, beside “Who tends the hedge”)")


def test_a_quotation_is_copied_as_a_markdown_block_quotation_with_its_source_line(
    small: Pack, notebook: Notebook
) -> None:
    quotation = block_with(small, notebook, "first-paper", "hawthorn")
    assert copied(small, quotation, MARKDOWN) == (
        f"> “nobody knows who trims the hawthorn”\n>\n> — A gardener, to the parish clerk; {SOURCE}"
    )


def test_a_passage_of_several_lines_stays_in_its_markdown_quotation(
    small: Pack, notebook: Notebook
) -> None:
    code = block_with(small, notebook, "first-paper", "one line of code")
    assert "\n" in code.text
    lines = copied(small, code, MARKDOWN).split("\n")
    assert len(lines) > 3
    assert all(line.startswith(">") for line in lines)


def test_what_markdown_would_take_for_markup_is_escaped(small: Pack, notebook: Notebook) -> None:
    block = block_with(small, notebook, "first-paper", "has become blurred")
    assert block.passage
    odd = replace(block, passage=replace(block.passage, text="1. a *b* <i>\n# c_d\n- [e](f)"))
    assert copied(small, odd, MARKDOWN).split("\n")[:3] == [
        r"> 1\. a \*b\* \<i\>",
        r"> \# c\_d",
        r"> \- \[e\](f)",
    ]


def test_a_copy_on_one_line_has_no_other(small: Pack, notebook: Notebook) -> None:
    code = block_with(small, notebook, "first-paper", "one line of code")
    assert "\n" in copied(small, code)
    assert "\n" not in copied(small, code, LINE)
    assert copied(small, code, LINE).endswith(f"{SOURCE})")


def test_words_alone_have_no_citation(small: Pack, notebook: Notebook) -> None:
    quotation = block_with(small, notebook, "first-paper", "hawthorn")
    assert words_of(quotation) == "“nobody knows who trims the hawthorn”"
    assert words_of(None) == ""


def test_evidence_is_copied_like_the_passage_it_shows(small: Pack, notebook: Notebook) -> None:
    evidence = block_with(small, notebook, tabs.AREAS, "hawthorn")
    there = block_with(small, notebook, "first-paper", "hawthorn")
    assert copied(small, evidence) == copied(small, there)


def test_anything_else_is_copied_as_it_stands(small: Pack, notebook: Notebook) -> None:
    term = block_with(small, notebook, tabs.GLOSSARY, "Reed")
    assert copied(small, term) == "Reed: A tall grass by the water."
    assert words_of(term) == "Reed: A tall grass by the water."
    assert copied(small, None) == ""


def test_the_message_about_a_copy_is_one_short_line(small: Pack, notebook: Notebook) -> None:
    code = block_with(small, notebook, "first-paper", "one line of code")
    message = copy_message(copied(small, code))
    assert "\n" not in message
    assert len(message) < 120
