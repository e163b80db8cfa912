"""The reader's own papers beside a pack that is not theirs to change."""

from pathlib import Path

import pytest

from ccgbrief.pack import Pack, read_pack
from ccgbrief.pack_editing import (
    Options,
    PaperError,
    add_papers,
    remove_article,
    with_own_papers,
)
from tests.pack_editing.test_near_duplicates import text

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def pack(folder: Path) -> Pack:
    return read_pack(folder)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "a.txt"
    file.write_text(f"Start here\n\n{text(1)}")
    return file


def test_own_papers_are_further_articles_under_names_of_their_own(
    pack: Pack, paper: Path, tmp_path: Path
) -> None:
    own = tmp_path / "data" / "own"
    add_papers([paper], own, Options(), beside=pack)
    both = with_own_papers(pack, own)
    assert [article.id for article in both.articles] == ["start-here", "start-here-2"]
    assert both.articles[1].passages[0].article == "start-here-2"
    assert (both.id, both.folder) == (pack.id, pack.folder)


def test_without_own_papers_the_pack_is_itself(pack: Pack, tmp_path: Path) -> None:
    assert with_own_papers(pack, tmp_path / "none") is pack


def test_the_last_own_paper_can_be_taken_out(pack: Pack, paper: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    add_papers([paper], own, Options(), beside=pack)
    remove_article(own, "start-here-2", beside=pack)
    assert with_own_papers(pack, own) is pack
    add_papers([paper], own, Options(), beside=pack)
    assert len(with_own_papers(pack, own).articles) == 2


def test_an_id_that_a_later_edition_of_the_pack_takes_is_lengthened(
    pack: Pack, paper: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    add_papers([paper], own, Options(title="New"), beside=pack)
    later = Pack(
        pack.id, pack.title, pack.folder, (*pack.articles, with_own_papers(pack, own).articles[1])
    )
    both = with_own_papers(later, own)
    assert [article.id for article in both.articles] == ["start-here", "new", "own-new"]
    assert both.articles[2].passages[0].article == "own-new"


def test_an_article_of_the_pack_itself_is_not_removed(pack: Pack, tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="start-here is an article of “The board” itself; only"):
        remove_article(tmp_path / "own", "start-here", beside=pack)
    assert not (tmp_path / "own").exists()
