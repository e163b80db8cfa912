from dataclasses import replace
from pathlib import Path

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Notebook, Place
from ccgbrief.pack import Pack, Page, files, read_pack
from ccgbrief.view.address import Row, note_key, passage_key
from ccgbrief.view.article import beginning_blocks, row_read
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.note_blocks import FOLDED_LETTERS, beginning
from ccgbrief.view.panes import blocks_of
from ccgbrief.view.view_state import BOOKMARKED, NOTED, ViewState
from tests import small_pack
from tests.small_pack import with_texts

PAPER = "first-paper"
BLURRED = "Responsibility for the hedge has become blurred"
QUOTED = "nobody knows who trims the hawthorn"


def on(words: str) -> Place:
    return Place(article=PAPER, words=words)


def pane(pack: Pack, notebook: Notebook, *, public: bool = False) -> list[Block]:
    return blocks_of(PAPER, ViewState(pack, notebook, public=public))


def keys(blocks: list[Block]) -> list[Row]:
    return [block.key for block in blocks]


def block_with(blocks: list[Block], text: str) -> Block:
    return next(block for block in blocks if text in block.text)


def test_it_begins_with_what_the_article_is(small: Pack, notebook: Notebook) -> None:
    head = pane(small, notebook)[0]
    assert (head.text, head.look) == ("Who tends the hedge", Look.TITLE)
    assert head.below.startswith("A. Author · The Paper · 2015 · opinion")
    assert head.place == Place(article=PAPER)


def test_it_says_whether_the_article_was_read(small: Pack, notebook: Notebook) -> None:
    assert pane(small, notebook)[0].below.endswith("unread")
    notebook.mark_read(PAPER)
    assert pane(small, notebook)[0].below.endswith("· read")


def test_every_passage_of_an_article_is_shown_once_in_its_order(
    pack: Pack, notebook: Notebook
) -> None:
    for article in pack.articles:
        blocks = blocks_of(article.id, ViewState(pack, notebook))
        assert tuple(block.passage for block in blocks if block.passage) == article.passages
        assert [b.text for b in blocks if b.passage] == [p.text for p in article.passages]


def test_a_quotation_says_whose_words_it_is(small: Pack, notebook: Notebook) -> None:
    quotation = block_with(pane(small, notebook), QUOTED)
    assert quotation.look is Look.QUOTE
    assert quotation.below == "— A gardener, to the parish clerk"


def test_items_stand_close_together_with_their_markers_and_deeper_ones_further_in(
    small: Pack, notebook: Notebook
) -> None:
    blocks = pane(small, notebook)
    outer, inner = block_with(blocks, "on Mondays"), block_with(blocks, "with shears")
    assert (outer.marker, outer.gap, inner.gap) == ("•", 0, 0)
    assert inner.indent > outer.indent
    assert block_with(blocks, "First it measures").marker == "1."


def test_words_that_are_set_off_keep_their_spans(small: Pack, notebook: Notebook) -> None:
    cost = block_with(pane(small, notebook), "three pounds")
    styles = {cost.text[span.start : span.end]: span.style for span in cost.spans}
    assert styles == {
        "three": "strong",
        "they say": "emphasis",
        "the list": "link",
        "code": "code",
    }


def test_a_note_stands_under_the_passage_it_hangs_on(small: Pack, notebook: Notebook) -> None:
    note = notebook.add_note("Ask the parish", place=on(BLURRED))
    blocks = pane(small, notebook)
    at = keys(blocks).index(note_key(note.id))
    assert BLURRED in blocks[at - 1].text
    assert blocks[at - 1].sign == NOTED
    assert (blocks[at].text, blocks[at].look, blocks[at].note) == (
        "Ask the parish",
        Look.NOTE,
        note,
    )


def test_several_notes_on_a_passage_stand_in_the_order_they_were_written(
    small: Pack, notebook: Notebook
) -> None:
    first = notebook.add_note("one", place=on(BLURRED))
    second = notebook.add_note("two", place=on(BLURRED))
    found = keys(pane(small, notebook))
    assert found.index(note_key(second.id)) == found.index(note_key(first.id)) + 1


def test_a_note_finds_its_passage_though_the_passage_was_edited(
    small: Pack, notebook: Notebook
) -> None:
    edited = "Responsibilities for the hedge have become blurred between the parish"
    note = notebook.add_note("Ask", place=on(edited))
    blocks = pane(small, notebook)
    assert BLURRED in blocks[keys(blocks).index(note_key(note.id)) - 1].text


def test_a_note_on_the_second_of_two_passages_alike_stands_under_the_second(
    small: Pack, notebook: Notebook
) -> None:
    pack = with_texts(small, "Before", "For example", "Between", "For example", "After")
    second = notebook.add_note("Ask", place=on("For example")._replace(near=3))
    first = notebook.add_note("As it was before", place=on("For example"))
    found = keys(pane(pack, notebook))
    assert found.index(note_key(first.id)) == found.index(passage_key(1)) + 1
    assert found.index(note_key(second.id)) == found.index(passage_key(3)) + 1


def test_a_note_on_the_whole_article_stands_above_its_first_passage(
    small: Pack, notebook: Notebook
) -> None:
    note = notebook.add_note("Read it again", place=Place(article=PAPER))
    found = keys(pane(small, notebook))
    assert found.index("title") < found.index(note_key(note.id)) < found.index(passage_key(0))


def test_a_note_whose_words_are_gone_is_shown_at_the_end_with_the_words(
    small: Pack, notebook: Notebook
) -> None:
    note = notebook.add_note("Ask", place=on("the zebra crossing by the windmill"))
    blocks = pane(small, notebook)
    assert blocks[-1].key == note_key(note.id)
    assert blocks[-1].below == "on “the zebra crossing by the windmill”; r attaches it"
    assert blocks[-2].key == "unplaced"


def test_notes_of_other_articles_duties_and_the_meeting_stay_out(
    small: Pack, notebook: Notebook
) -> None:
    before = keys(pane(small, notebook))
    for place in (Place(article="second-paper"), Place(duty="measure"), Place(area="trimming")):
        notebook.add_note("elsewhere", place=place)
    notebook.add_note("on the meeting")
    assert keys(pane(small, notebook)) == before


def test_a_bookmark_is_a_sign_in_the_margin(small: Pack, notebook: Notebook) -> None:
    notebook.bookmark(on(QUOTED))
    signs = {block.text: block.sign for block in pane(small, notebook) if block.sign}
    assert list(signs.values()) == [BOOKMARKED]
    assert QUOTED in next(iter(signs))


def test_the_public_view_leaves_private_notes_out(small: Pack, notebook: Notebook) -> None:
    notebook.add_note("for all", place=on(BLURRED))
    notebook.add_note("for me", place=on(BLURRED), private=True)
    notebook.add_note("lost and for me", place=on("no such words in it anywhere"), private=True)
    texts = [block.text for block in pane(small, notebook, public=True)]
    assert "for all" in texts
    assert not {"for me", "lost and for me"} & set(texts)
    assert {"for me", "lost and for me"} <= {block.text for block in pane(small, notebook)}


def test_kind_owner_and_privacy_stand_below_a_note(small: Pack, notebook: Notebook) -> None:
    notebook.add_note(
        "Measure", place=on(BLURRED), kind=NoteKind.ACTION, owner="The clerk", private=True
    )
    assert block_with(pane(small, notebook), "Measure").below == "action, The clerk, private"


def test_an_id_that_is_no_article_shows_nothing(small: Pack, notebook: Notebook) -> None:
    assert blocks_of("no-such-paper", ViewState(small, notebook)) == []


def test_a_figure_is_drawn_under_the_passage_that_has_its_numbers(
    small: Pack, notebook: Notebook
) -> None:
    blocks = pane(small, notebook)
    at = next(i for i, block in enumerate(blocks) if block.key == "figure/yards")
    assert "120" in blocks[at - 1].text
    assert blocks[at].text.startswith("Yards trimmed\n")
    assert not blocks[at].rests


def test_a_page_is_named_where_it_begins_and_the_cursor_passes_over_it(
    small: Pack, notebook: Notebook
) -> None:
    first = small.articles[0]
    paged = tuple(p._replace(page=Page(f"{7 + p.number // 3}")) for p in first.passages)
    pack = replace(small, articles=(replace(first, parse=lambda: paged), *small.articles[1:]))
    blocks = pane(pack, notebook)
    marks = [i for i, block in enumerate(blocks) if str(block.key).startswith("page/")]
    assert [blocks[i].text for i in marks[:2]] == ["p. 7", "p. 8"]
    assert [blocks[i + 1].key for i in marks[:2]] == [passage_key(0), passage_key(3)]
    assert not any(blocks[i].rests for i in marks)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.example.org/a/very/long/way.html", "example.org/…"),
        ("https://example.org", "example.org"),
        ("doi:10.1000/182", "doi:10.1000/182"),
        ("", ""),
    ],
)
def test_an_address_on_the_web_is_shown_by_its_host_and_copied_whole(
    small: Pack, notebook: Notebook, url: str, shown: str
) -> None:
    articles = (replace(small.articles[0], url=url), *small.articles[1:])
    blocks = pane(replace(small, articles=articles), notebook)
    assert [block.text for block in blocks if block.key == "url"] == ([shown] if shown else [])
    assert blocks[0].copies.endswith(url)


LONG = "A word after another. " * 1000


def test_a_long_note_is_folded_until_it_is_unfolded(small: Pack, notebook: Notebook) -> None:
    note = notebook.add_note(LONG, place=on(BLURRED))
    folded = block_with(pane(small, notebook), "A word")
    assert len(folded.text) <= FOLDED_LETTERS
    assert folded.text.endswith("…")
    assert "enter shows all 22,000 characters" in folded.below
    shown = ViewState(small, notebook, frozenset({folded.folds}))
    assert block_with(blocks_of("first-paper", shown), "A word").text == note.text


def test_a_note_of_many_lines_shows_the_first_of_them() -> None:
    assert beginning("\n".join("abcdefghi")) == "a\nb\nc\nd\ne\nf\n…"
    assert beginning("a\nb\n") == "a\nb\n"


def test_the_rows_of_a_table_stand_close_and_apart_from_what_is_around_it(
    small: Pack, notebook: Notebook
) -> None:
    rows = [block for block in pane(small, notebook) if block.table]
    assert [(row.text, row.gap, row.is_head) for row in rows] == [
        ("Year | Yards", 1, True),
        ("2014 | 120", 0, False),
    ]
    assert rows[0].table is rows[1].table
    assert [row_read(block) for block in rows] == ["", "2014: Yards 120"]
    assert row_read(pane(small, notebook)[0]) == row_read(None) == ""
    assert block_with(pane(small, notebook), "one line of code").gap == 1


@pytest.mark.parametrize("size", [100_000, 1_500_000], ids=["read whole", "read later"])
def test_the_first_passages_of_a_long_article_are_shown_without_reading_the_others(
    notebook: Notebook, tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "COARSEST_CLOCK", -1)  # a file that was written just now counts
    folder = small_pack.write_pack(tmp_path / "pack")
    text = small_pack.SECOND_PAPER.replace("\n\n## What", "\n\n<!-- page 7 -->\n\n## What")
    text += "".join(f"\n\nPassage {n} says something." for n in range(size // 30))
    (folder / "articles" / "second-paper.md").write_text(text, encoding="utf-8")
    pack = read_pack(folder)
    article, shown = pack.articles[1], ViewState(pack, notebook, made={})
    begun = beginning_blocks(article, shown)
    assert not article.is_parsed
    whole = [b for b in blocks_of(article.id, shown) if b.look is not Look.FIGURE]
    assert len(begun) > 100
    assert begun[:-1] == whole[: len(begun) - 1]
    assert article.passages == article.parse()
    assert beginning_blocks(article, shown) == [], "all of it is at hand"
    again = beginning_blocks(article, ViewState(pack, notebook, made={}))
    assert again == whole[: len(again)]


def test_a_short_article_is_shown_whole_at_once(small: Pack, notebook: Notebook) -> None:
    for article in small.articles:
        assert beginning_blocks(article, ViewState(small, notebook, made={})) == []
