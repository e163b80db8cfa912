"""Journeys: articles of thousands of passages, of which the beginning is shown first."""

from pathlib import Path

import pytest

from ccgbrief.pack import Article
from ccgbrief.tui.widgets.reader import Reader
from tests import small_pack
from tests.small_pack import write_toml
from tests.tui.desk import LARGE, NORMAL, open_desk

PASSAGES = 2_000


@pytest.fixture
def long_pack(tmp_path: Path) -> Path:
    """The small pack with a third paper of many passages."""
    folder = small_pack.write_pack(tmp_path / "pack")
    names = [*small_pack.MANIFEST["articles"], "long"]
    write_toml(folder / "pack.toml", {**small_pack.MANIFEST, "articles": names})
    text = "\n\n".join(
        f"Passage {n} says what passages say of the matter." for n in range(PASSAGES)
    )
    (folder / "articles" / "long.md").write_text(f'+++\ntitle = "Long"\n+++\n\n{text}\n', "utf-8")
    return folder


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[Article]:
    """Have the rest of an article wait, as it does on a slow machine; hold what waits."""
    waiting: list[Article] = []
    monkeypatch.setattr(Reader, "_make_rest", lambda _, article, __: waiting.append(article))
    return waiting


@pytest.mark.parametrize("size", [NORMAL, LARGE], ids=["80x24", "140x40"])
async def test_the_beginning_is_shown_first_and_the_rest_follows(
    long_pack: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_desk(long_pack, tmp_path / "notes.toml", size) as desk:
        await desk.press("4", "j")
        assert desk.shows("Passage 0 says", desk.reader)
        first = desk.standing
        await desk.until(lambda: not desk.reader.is_begun, "all of the article")
        assert desk.standing == first
        assert len(desk.reader._view.blocks) == PASSAGES + 1
        await desk.press("end")
        assert desk.under_cursor.startswith(f"Passage {PASSAGES - 1} ")


async def test_the_beginning_can_be_read_before_there_is_more(
    long_pack: Path, tmp_path: Path, held: list[Article]
) -> None:
    async with open_desk(long_pack, tmp_path / "notes.toml", LARGE) as desk:
        await desk.press("4", "j", "j", "j", "pagedown")
        assert [article.id for article in held] == ["long"]
        assert desk.under_cursor.startswith("Passage ")
        assert desk.shows(f"▌  {desk.under_cursor}", desk.reader)


@pytest.mark.parametrize("keys", [["end"], ["pagedown"] * 200, ["end", "home", "end"]])
async def test_whoever_is_faster_than_the_rest_waits_for_it(
    long_pack: Path, tmp_path: Path, held: list[Article], keys: list[str]
) -> None:
    async with open_desk(long_pack, tmp_path / "notes.toml") as desk:
        await desk.press("4")
        assert held
        assert desk.reader.is_begun
        await desk.press(*keys)
        assert desk.under_cursor.startswith(f"Passage {PASSAGES - 1} ")
        assert not desk.reader.is_begun


async def test_a_search_leads_to_a_passage_beyond_the_beginning(
    long_pack: Path, tmp_path: Path, held: list[Article]
) -> None:
    async with open_desk(long_pack, tmp_path / "notes.toml") as desk:
        await desk.search('"passage 1777"')
        await desk.press("enter")
        assert desk.under_cursor.startswith("Passage 1777 ")
        assert not held


async def test_a_note_on_the_beginning_stands_under_it_at_once(
    long_pack: Path, tmp_path: Path, held: list[Article]
) -> None:
    async with open_desk(long_pack, tmp_path / "notes.toml") as desk:
        await desk.press("4", "j", "j", "n", *"Ask them", "enter")
        assert held
        assert desk.shows("Ask them", desk.reader)
        assert len(desk.reader._view.blocks) == PASSAGES + 2


async def test_another_tab_that_is_opened_meanwhile_stays(long_pack: Path, tmp_path: Path) -> None:
    async with open_desk(long_pack, tmp_path / "notes.toml") as desk:
        await desk.press("4", "2")
        article = desk.session.pack.articles[2]
        made = desk.reader.shown.made
        assert made is not None
        await desk.until(lambda: article.id in made, "all of the article")
        assert desk.reader.tab == "first-paper"
        assert desk.shows("Who is answerable", desk.reader)
