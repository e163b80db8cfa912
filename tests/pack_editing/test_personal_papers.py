"""The reader's own papers beside a pack that is not theirs to change."""

from dataclasses import replace
from pathlib import Path

import pytest

from ccgbrief.pack import Pack, check_pack, read_pack
from ccgbrief.pack_editing import (
    Options,
    PaperError,
    add_papers,
    remove_article,
    with_own_papers,
)
from tests.pack_editing.test_near_duplicates import text
from tests.paper_files import BOARD_PACK

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


def test_an_id_that_the_pack_has_too_is_said_and_begins_no_long_paper(
    pack: Pack, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    add_papers([paper], own, Options(title="New"), beside=pack)
    assert check_pack(own, pack) == []
    manifest = own / "pack.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('"new"', '"start-here"'), "utf-8")
    (own / "articles" / "new.md").rename(own / "articles" / "start-here.md")
    (problem,) = check_pack(own, pack)
    assert str(problem) == (
        f"{manifest}:4: articles: “start-here” is an id of “The board”, so it is shown as "
        "own-start-here here; rename it"
    )
    monkeypatch.setattr("ccgbrief.pack.reader.BEGINNING", 500)
    begin = with_own_papers(pack, own).articles[1].begin
    assert begin
    assert {passage.article for passage in begin()} == {"own-start-here"}


def test_the_agenda_of_own_papers_is_that_of_the_pack(pack: Pack, tmp_path: Path) -> None:
    own, file = tmp_path / "own", tmp_path / "board.pdf"
    file.write_bytes(BOARD_PACK)
    add_papers([file], own, Options(split=True), beside=pack)
    both = with_own_papers(pack, own)
    assert [(item.name, item.article) for item in both.agenda] == [
        ("1. Minutes", "1-minutes"),
        ("2. Report of the chair", "2-report-of-the-chair"),
        ("3. Finance", "3-finance"),
    ]
    later = replace(pack, articles=(*pack.articles, replace(both.articles[0], id="1-minutes")))
    assert with_own_papers(later, own).agenda[0].article == "own-1-minutes"


def test_what_is_wrong_with_own_papers_is_said_of_the_pack(
    pack: Pack, paper: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    add_papers([paper], own, Options(), beside=pack)
    (own / "agenda.toml").write_text('[[item]]\nnumber = "1"\n', "utf-8")
    assert "title: is missing" in with_own_papers(pack, own).hidden


def test_own_papers_whose_manifest_has_gone_are_missed(
    pack: Pack, paper: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    add_papers([paper], own, Options(), beside=pack)
    (own / "pack.toml").unlink()
    assert with_own_papers(pack, own).hidden == str(check_pack(own, pack)[0])
    assert "none of your own papers is shown (1 article)" in str(check_pack(own, pack)[0])


def test_an_article_of_the_pack_itself_is_not_removed(pack: Pack, tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="start-here is an article of “The board” itself; only"):
        remove_article(tmp_path / "own", "start-here", beside=pack)
    assert not (tmp_path / "own").exists()
