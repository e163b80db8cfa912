from datetime import date
from pathlib import Path

import pytest

from ccgbrief.notebook import Notebook
from ccgbrief.pack import Pack, Passage
from ccgbrief.view.article import article_blocks
from ccgbrief.view.copying import (
    LINE,
    MARKDOWN,
    PLAIN,
    copied_together,
    counted,
    write_together,
)
from ccgbrief.view.view_state import PICKED, ViewState

DAY = date(2026, 11, 22)


@pytest.fixture
def picked(small: Pack) -> tuple[Passage, Passage]:
    """Return a quotation of the first paper, and before it a passage of the second."""
    first, second = small.articles
    quotation = next(p for p in first.passages if p.speaker)
    return second.passages[1], quotation


def test_passages_are_copied_with_citations_in_the_order_of_the_pack(
    small: Pack, picked: tuple[Passage, Passage]
) -> None:
    quotation, other = copied_together(small, picked).split("\n\n")
    assert quotation.startswith("“nobody knows who trims the hawthorn” — A gardener")
    assert other.endswith("(from the pack’s text of “A survey of ponds”)")
    assert len(copied_together(small, picked, LINE).splitlines()) == 2
    assert copied_together(small, picked, MARKDOWN).count("\n\n> ") == 1
    gone = picked[0]._replace(article="gone")
    assert copied_together(small, [gone]) == ""


def test_passages_are_written_into_a_new_file_each_time(
    small: Pack, picked: tuple[Passage, Passage], tmp_path: Path
) -> None:
    for form, name in (
        (PLAIN, "quotations-2026-11-22.txt"),
        (PLAIN, "quotations-2026-11-22-2.txt"),
        (MARKDOWN, "quotations-2026-11-22.md"),
    ):
        said = write_together(small, picked, form, DAY, tmp_path)
        assert said == f"2 passages written: {tmp_path / name}"
        text = (tmp_path / name).read_text("utf-8")
        assert text == f"{copied_together(small, picked, form)}\n"


def test_what_cannot_be_written_is_said(
    small: Pack, picked: tuple[Passage, Passage], tmp_path: Path
) -> None:
    assert write_together(small, (), PLAIN, DAY) == "No passage is selected: z selects one"
    said = write_together(small, picked, PLAIN, DAY, tmp_path / "nowhere")
    assert said.endswith("not written (no such file or directory)")
    assert counted(picked[:1]) == "1 passage"


def test_a_passage_that_is_picked_out_has_a_sign(
    small: Pack, notebook: Notebook, picked: tuple[Passage, Passage]
) -> None:
    blocks = article_blocks(small.articles[0], ViewState(small, notebook, picked=picked))
    signed = [block.passage for block in blocks if block.sign == PICKED]
    assert signed == [picked[1]]
