from ccgbrief.notebook import Notebook
from ccgbrief.pack import Pack
from ccgbrief.view import tabs
from ccgbrief.view.blocks import Block
from ccgbrief.view.copying import LINE, MARKDOWN, copied, copy_message, words_of
from ccgbrief.view.panes import blocks_of
from ccgbrief.view.view_state import ViewState

SOURCE = "A. Author, “Who tends the hedge”, The Paper, 2015"


def block_with(pack: Pack, notebook: Notebook, tab: str, text: str) -> Block:
    shown = ViewState(pack, notebook, frozenset({"measure", "trimming"}))
    return next(block for block in blocks_of(tab, shown) if text in block.text)


def several_lines(pack: Pack, notebook: Notebook) -> Block:
    block = block_with(pack, notebook, "first-paper", "one line of code")
    assert block.passage
    return block._replace(passage=block.passage._replace(text="one line\n  and another"))


def test_a_row_is_copied_with_its_heads(small: Pack, notebook: Notebook) -> None:
    block = block_with(small, notebook, "first-paper", "has become blurred")
    assert block.passage
    cells, heads = ("Cardiology", "18.2", "17.9"), ("Unit", "Oct", "Nov")
    row = block._replace(passage=block.passage._replace(cells=cells, heads=heads))
    assert copied(small, row).startswith("Cardiology: Oct 18.2, Nov 17.9 (from the pack’s text")
    assert words_of(row) == "Cardiology: Oct 18.2, Nov 17.9"


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
    own = block._replace(passage=block.passage._replace(text="Mown.", is_background=True))
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
    code = several_lines(small, notebook)
    lines = copied(small, code, MARKDOWN).split("\n")
    assert len(lines) > 3
    assert all(line.startswith(">") for line in lines)


def test_what_markdown_would_take_for_markup_is_escaped(small: Pack, notebook: Notebook) -> None:
    block = block_with(small, notebook, "first-paper", "has become blurred")
    assert block.passage
    odd = block._replace(
        passage=block.passage._replace(text="1. a *b* <i> &lt; &\n# c_d\n- [e](f)")
    )
    assert copied(small, odd, MARKDOWN).split("\n")[:3] == [
        r"> 1\. a \*b\* \<i\> \&lt; &",
        r"> \# c\_d",
        r"> \- \[e\](f)",
    ]


def test_a_copy_on_one_line_has_no_other(small: Pack, notebook: Notebook) -> None:
    code = several_lines(small, notebook)
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


FROM_PACK = " (from the pack “A small pack”, 2026-11)"


def test_what_the_pack_says_of_its_own_is_copied_with_the_pack_as_its_source(
    small: Pack, notebook: Notebook
) -> None:
    term = block_with(small, notebook, tabs.GLOSSARY, "Reed")
    assert copied(small, term) == f"Reed: A tall grass by the water.{FROM_PACK}"
    assert words_of(term) == "Reed: A tall grass by the water."
    duty = block_with(small, notebook, tabs.DUTIES, "Measure the hedge")
    assert copied(small, duty).startswith("Measure the hedge: ")
    assert copied(small, duty).endswith(FROM_PACK)
    assert copied(small, None) == ""


def test_the_title_of_an_article_is_copied_as_its_citation(small: Pack, notebook: Notebook) -> None:
    title = block_with(small, notebook, "first-paper", "Who tends the hedge")
    assert copied(small, title).startswith(SOURCE)


def test_a_figure_on_one_line_has_its_numbers_after_their_labels(
    small: Pack, notebook: Notebook
) -> None:
    yards = block_with(small, notebook, tabs.FIGURES, "Yards trimmed")
    assert copied(small, yards, LINE).startswith(
        "Yards trimmed; 2013 60 (worked out, not stated); 2014 about 120; In yards."
    )
    frogs = block_with(small, notebook, tabs.FIGURES, "Ponds with frogs")
    assert "Ponds in which at least one frog was seen 25; " in copied(small, frogs, LINE)


def test_the_message_about_a_copy_is_one_short_line(small: Pack, notebook: Notebook) -> None:
    code = block_with(small, notebook, "first-paper", "one line of code")
    message = copy_message(copied(small, code), "first-paper")
    assert message.endswith("(or: ccgbrief show first-paper prints it)")
    assert "\n" not in message
    assert len(message) < 120
