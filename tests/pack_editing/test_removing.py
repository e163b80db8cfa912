"""Removing articles: out of the list, and their files put away."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ccgbrief.pack import check_pack, read_pack
from ccgbrief.pack_editing import Options, PaperError, add_papers, remove_article
from tests.pack_editing.test_near_duplicates import text

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def two(folder: Path, tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(f"The paper\n\n{text(1)}")
    add_papers([tmp_path / "a.txt"], folder, Options())
    return folder


def test_an_article_goes_and_its_files_are_put_away(two: Path) -> None:
    said = remove_article(two, "the-paper")
    assert [a.id for a in read_pack(two).articles] == ["start-here"]
    assert sorted(p.name for p in (two / "removed").iterdir()) == ["the-paper.md", "the-paper.txt"]
    assert str(two / "removed") in said[0]
    assert check_pack(two) == []


def test_a_paper_taken_out_can_be_added_again(two: Path, tmp_path: Path) -> None:
    remove_article(two, "the-paper")
    (result,) = add_papers([tmp_path / "a.txt"], two, Options())
    assert result.article == "the-paper"


def test_what_was_taken_out_before_stays_as_it_is(two: Path, tmp_path: Path) -> None:
    article = two / "articles" / "the-paper.md"
    article.write_text(article.read_text("utf-8") + "\nMy own line.\n", "utf-8")
    remove_article(two, "the-paper")
    add_papers([tmp_path / "a.txt"], two, Options())
    remove_article(two, "the-paper")
    assert "My own line." in (two / "removed" / "the-paper.md").read_text("utf-8")
    assert (two / "removed" / "the-paper-2.md").exists()


def test_a_wrong_name_is_told_with_the_one_that_may_be_meant(two: Path) -> None:
    with pytest.raises(PaperError, match=r"did you mean the-paper\?"):
        remove_article(two, "the-papr")


def test_the_last_article_of_a_pack_stays(two: Path) -> None:
    remove_article(two, "the-paper")
    with pytest.raises(PaperError, match="its only article"):
        remove_article(two, "start-here")
    assert read_pack(two).articles


def test_what_still_names_the_article_is_told(two: Path) -> None:
    figure = '[[figure]]\nid = "calls"\ntitle = "Calls"\narticle = "the-paper"\n'
    (two / "figures.toml").write_text(f"{figure}values = [{{ label = 'a', value = 1 }}]\n")
    item = '[[item]]\nnumber = "3"\ntitle = "Calls"\narticle = "the-paper"\n'
    (two / "agenda.toml").write_text(item)
    said = remove_article(two, "the-paper")[1]
    assert said.startswith("calls, “3. Calls” of the agenda still refer to it")


@pytest.mark.parametrize("spoil", [Path.unlink, lambda file: file.write_text("no front matter")])
def test_an_article_that_cannot_be_read_can_be_taken_out(
    two: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(two / "articles" / "the-paper.md")
    remove_article(two, "the-paper")
    assert [a.id for a in read_pack(two).articles] == ["start-here"]
    assert (two / "removed" / "the-paper.txt").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions")
def test_a_file_keeps_its_permissions_where_it_goes(two: Path) -> None:
    (two / "articles" / "the-paper.md").chmod(0o600)
    (two / "pack.toml").chmod(0o640)
    remove_article(two, "the-paper")
    assert (two / "removed" / "the-paper.md").stat().st_mode & 0o777 == 0o600
    assert (two / "pack.toml").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes")
def test_a_pipe_among_the_originals_stays_and_holds_nobody(two: Path) -> None:
    os.mkfifo(two / "originals" / "the-paper.pipe")
    remove_article(two, "the-paper")
    assert (two / "originals" / "the-paper.pipe").exists()
