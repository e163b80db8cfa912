from dataclasses import replace
from pathlib import Path

import pytest

from ccgbrief.notebook import Notebook, Place
from ccgbrief.pack import Article, Pack, PassageKind, Term
from ccgbrief.paths import shipped_pack
from ccgbrief.tui import searching
from ccgbrief.tui.widgets.reader import Reader
from ccgbrief.tui.widgets.split_view import LEAST_BESIDE, SidePanel, columns_beside
from ccgbrief.view import tabs
from ccgbrief.view.address import Address, section_key
from ccgbrief.view.blocks import Block
from ccgbrief.view.contents import HERE, contents_of
from ccgbrief.view.panes import blocks_of
from ccgbrief.view.side_panel import (
    LEAST_CONTENTS,
    Beside,
    beside_of,
    blocks_beside_article,
    blocks_beside_item,
    blocks_beside_row,
    blocks_beside_term,
)
from ccgbrief.view.view_state import ViewState
from tests.tui.desk import LARGE, NORMAL, open_desk

ARTICLE = "losing-its-way"

SIZE = (40, 30)


def number_of(block: Block) -> int:
    assert block.passage
    return block.passage.number


def beside_without_uses(article: Article) -> Beside:
    return Beside(article, contents_of(article), {})


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def under(blocks: list[Block], words: str) -> Block:
    return next(block for block in blocks if words in block.text)


@pytest.mark.parametrize("width", [20, 40, 80, 109])
def test_nothing_stands_beside_the_text_on_a_narrow_screen(width: int) -> None:
    assert columns_beside(width) == 0


@pytest.mark.parametrize("width", [110, 140, 250])
def test_what_stands_beside_the_text_leaves_it_its_room(width: int) -> None:
    assert columns_beside(width) >= LEAST_BESIDE
    assert width - columns_beside(width) >= 72


def test_the_contents_say_under_which_heading_the_cursor_is(
    shipped: Pack, notebook: Notebook
) -> None:
    article, shown = shipped.article(ARTICLE), ViewState(shipped, notebook)
    assert article
    current = under(blocks_of(ARTICLE, shown), "They lack the resources")
    beside = blocks_beside_article(
        beside_without_uses(article), shown, number_of(current), [], SIZE
    )
    assert current.passage
    assert [b.text for b in beside if b.marker == HERE] == [current.passage.heading]
    headings = [p.text for p in article.passages if p.kind is PassageKind.HEADING]
    assert texts(beside) == ["In this article", *headings]


def test_of_very_many_headings_those_about_the_cursor_are_shown(
    shipped: Pack, notebook: Notebook
) -> None:
    original = shipped.article(ARTICLE)
    assert original
    passages = tuple(
        original.passages[0]._replace(
            number=number,
            kind=PassageKind.PARAGRAPH if number % 2 else PassageKind.HEADING,
            text=f"{'Text' if number % 2 else 'Heading'} {number // 2}.",
        )
        for number in range(200)
    )
    article = replace(original, parse=lambda: passages)
    pack = replace(shipped, articles=(article,))
    current = under(blocks_of(ARTICLE, ViewState(pack, notebook)), "Text 50.")
    shown = ViewState(pack, notebook)
    fixed = beside_without_uses(article)
    beside = blocks_beside_article(fixed, shown, number_of(current), [], SIZE)
    assert len(beside) == SIZE[1]
    assert under(beside, "Heading 50.").marker == HERE
    noted = [notebook.add_note(f"Note {n}", place=Place(article=ARTICLE)) for n in range(10)]
    beside = blocks_beside_article(fixed, shown, number_of(current), noted, SIZE)
    assert len(beside) < SIZE[1]
    assert under(beside, "Heading 50.").marker == HERE
    assert texts(beside)[-1] == "Note 9"
    beside = blocks_beside_article(fixed, shown, number_of(current), noted * 3, SIZE)
    assert texts(beside).index("Notes on it") == LEAST_CONTENTS + 1


def test_a_passage_says_what_it_is_evidence_for_and_leads_there(
    shipped: Pack, notebook: Notebook
) -> None:
    article, shown = shipped.article(ARTICLE), ViewState(shipped, notebook)
    assert article
    current = under(blocks_of(ARTICLE, shown), "The interest of CCG leaders is waning")
    beside = blocks_beside_article(beside_of(article, shipped), shown, number_of(current), [], SIZE)
    assert "It is evidence for" in texts(beside)
    leads = [block.leads for block in beside if block.leads]
    assert Address(tabs.AREAS, section_key("clinical-leaders", 0)) in leads


def test_notes_on_a_passage_stand_beside_it_too(shipped: Pack, notebook: Notebook) -> None:
    article, shown = shipped.article(ARTICLE), ViewState(shipped, notebook)
    assert article
    note = notebook.add_note("Ask whose it is", place=Place(article=ARTICLE))
    beside = blocks_beside_article(beside_without_uses(article), shown, -1, [note], SIZE)
    assert texts(beside)[-2:] == ["Notes on it", "Ask whose it is"]


def test_an_area_has_the_words_of_its_evidence_beside_it(shipped: Pack, notebook: Notebook) -> None:
    area = shipped.areas[0]
    head = under(blocks_of(tabs.AREAS, ViewState(shipped, notebook)), area.title)
    beside = blocks_beside_item(area, ViewState(shipped, notebook), head)
    assert texts(beside)[0] == "Evidence"
    assert len(beside) == 1 + len(area.evidence)


def test_what_is_unfolded_has_beside_it_what_its_text_does_not_say(
    shipped: Pack, notebook: Notebook
) -> None:
    area = shipped.areas[0]
    duties = [d for d in shipped.duties if d.id in area.duties]
    notebook.set_owner(duties[0].id, "Dr Ash")
    shown = ViewState(shipped, notebook, frozenset({area.id, duties[0].id}))
    in_text = blocks_of(tabs.AREAS, shown)
    beside = blocks_beside_item(area, shown, under(in_text, area.title))
    assert texts(beside) == ["About its duties", *(duty.title for duty in duties)]
    assert [block.below for block in beside[1:]] == [duty.means for duty in duties]
    assert beside[1].status == "Dr Ash"
    assert not {block.text for block in in_text} & {block.below for block in beside[1:]}
    duty = duties[0]
    beside = blocks_beside_item(duty, shown, under(blocks_of(tabs.DUTIES, shown), duty.title))
    areas = [a for a in shipped.areas if a.id in duty.areas]
    assert texts(beside) == ["About its focus areas", *(a.title for a in areas)]
    assert [block.below for block in beside[1:]] == [a.why for a in areas]
    assert beside[1].status.endswith("prompts answered")


def test_a_piece_of_evidence_is_shown_where_it_stands(shipped: Pack, notebook: Notebook) -> None:
    area = shipped.areas[0]
    shown = ViewState(shipped, notebook, frozenset({area.id}))
    piece = next(block for block in blocks_of(tabs.AREAS, shown) if block.passage)
    assert piece.passage
    article = shipped.article(piece.passage.article)
    assert article
    beside = blocks_beside_item(area, shown, piece)
    assert texts(beside)[0] == article.label
    assert [block.text for block in beside if block.marker == HERE] == [piece.text]
    assert len(beside) > 3


async def test_a_pane_comes_and_goes_with_the_width(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", NORMAL) as desk:
        await desk.press("2", "j")
        assert not desk.app.query(SidePanel)
        await desk.resize(*LARGE)
        assert desk.shows("In this article", desk.app.query_one(SidePanel))
        at = desk.standing
        await desk.resize(*NORMAL)
        assert not desk.shows("In this article")
        assert desk.reader.size.width == NORMAL[0]
        assert desk.standing == at


async def test_what_has_nothing_beside_it_has_the_whole_screen(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", LARGE) as desk:
        await desk.press("7")
        assert desk.reader.size.width > LARGE[0] - LEAST_BESIDE
        await desk.press("2")
        assert desk.reader.size.width < LARGE[0] - LEAST_BESIDE
        await desk.press("7")
        assert desk.reader.size.width > LARGE[0] - LEAST_BESIDE


async def test_a_click_on_the_outline_goes_to_the_heading(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", LARGE) as desk:
        await desk.press("2")
        beside = desk.app.query_one(SidePanel)
        row = next(i for i, text in enumerate(desk.rows(beside)) if i and text.strip())
        heading = desk.rows(beside)[row].strip("│ »")
        await desk.pilot.click(beside, offset=(8, row))
        await desk.settle()
        assert desk.under_cursor == heading


async def test_a_long_article_has_its_columns_before_all_of_it_is_made(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reader, "_make_rest", lambda *_: None)  # it is never made
    monkeypatch.setattr(searching, "FIRST_PAINT_SECONDS", 3600)  # the index would parse it
    async with open_desk(report, tmp_path / "notes.toml", LARGE) as desk:
        await desk.press("2")
        assert desk.reader.is_begun
        assert desk.reader.size.width == LARGE[0] - columns_beside(LARGE[0])


@pytest.mark.parametrize("number", range(3))
def test_beside_a_note_is_what_it_is_on(shipped: Pack, notebook: Notebook, number: int) -> None:
    article, area = shipped.articles[0], shipped.areas[0]
    quotation = next(p for p in article.passages if p.kind is PassageKind.QUOTATION)
    notebook.add_note("Present: Dr Ash")
    notebook.add_note("Agreed", place=Place(area=area.id))
    notebook.add_note("Ask who", place=Place(article=article.id, words=quotation.text))
    shown = ViewState(shipped, notebook)
    rows = [block for block in blocks_of(tabs.NOTES, shown) if block.note]
    beside = blocks_beside_row(rows[number], shown)
    title, first = [
        (article.label, ""),
        (area.title, area.why),
        ("The meeting", "Present: Dr Ash"),
    ][number]
    assert beside[0].text == title
    assert first in texts(beside) or quotation.text in texts(beside)


async def test_the_panel_stays_from_note_to_note(tmp_path: Path) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", LARGE) as desk:
        desk.session.notebook.add_note("On nothing")
        desk.session.notebook.add_note("On an article", place=Place(article=ARTICLE))
        await desk.press("9")
        panel = desk.app.query_one(SidePanel)
        titles = []
        for key in ("home", "down", "down"):
            await desk.press(key)
            titles.append(str(panel.border_title))
            assert panel.display
        assert {"Losing its way", "The meeting"} <= {*titles}


def test_beside_a_term_are_the_passages_that_name_it_or_what_it_stands_for(small: Pack) -> None:
    article = small.articles[0]
    passage = article.passages[1]
    word = max(passage.text.split(), key=len).strip(".,")
    head, first, *_ = blocks_beside_term(Term("XQZ", "", word.upper()[:1] + word[1:]), small)
    assert head.text == "XQZ"
    assert word in first.text
    assert first.below.startswith(small.articles[0].label)
    assert first.leads
    (span,) = first.spans
    assert first.text[span.start : span.end].casefold().startswith(word.casefold())


def test_an_acronym_is_not_a_word_in_small_letters(small: Pack) -> None:
    for name in ("THE", "XQZZV"):
        assert texts(blocks_beside_term(Term(name, ""), small))[1:] == [
            "None of the articles names it"
        ]


async def test_the_glossary_has_where_a_term_is_named_beside_it(tmp_path: Path) -> None:
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", LARGE) as desk:
        await desk.press("0")
        width = desk.reader.size.width
        assert width < LARGE[0] - LEAST_BESIDE + 1
        panel = desk.app.query_one(SidePanel)
        titles = set()
        for _ in range(6):
            await desk.press("j")
            titles.add(str(panel.border_title))
            assert panel.display
            assert desk.reader.size.width == width
        assert len(titles) == 6
