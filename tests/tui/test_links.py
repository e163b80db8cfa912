"""Input 39: links are opened only if they lead to a page of the web, and once that was shown."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from ccgbrief.pack import Span
from ccgbrief.view.blocks import Block
from ccgbrief.view.links import Question, open_page, question_on
from tests.small_pack import write_pack
from tests.tui.desk import Desk, open_desk

HOSTILE = (
    "[a](--version) [b](ssh://-oProxyCommand=x) [c](vscode://file/x) [d](https://example.org/true)"
)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were opened."""
    pages: list[str] = []

    def note(page: str) -> str:
        pages.append(page)
        return f"Opened: {page}"

    monkeypatch.setattr("ccgbrief.tui.navigation.open_page", note)
    return pages


async def to_the_link(desk: Desk, text: str) -> None:
    await desk.press("2")
    for _ in range(40):
        if text in desk.under_cursor:
            return
        await desk.press("j")
    raise AssertionError(text)


async def test_a_link_is_opened_after_its_target_was_shown_and_enter_said_yes(
    small_folder: Path, tmp_path: Path, opened: list[str]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await to_the_link(desk, "the list")
        await desk.press("enter")
        assert opened == []
        await desk.press("l")
        assert desk.said == "Leads to https://example.org/list; enter opens it"
        assert opened == []
        await desk.press("enter", "enter")
        assert opened == ["https://example.org/list"]


async def test_a_question_that_is_gone_or_was_about_another_passage_opens_nothing(
    small_folder: Path, tmp_path: Path, opened: list[str]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await to_the_link(desk, "the list")
        await desk.press("l", "k", "enter")
        await desk.press("j", "l", "m", "enter")
        assert opened == []


async def test_other_targets_are_shown_and_never_opened(tmp_path: Path, opened: list[str]) -> None:
    folder = write_pack(tmp_path / "pack")
    article = folder / "articles" / "first-paper.md"
    article.write_text(article.read_text(encoding="utf-8") + f"\n{HOSTILE}\n", encoding="utf-8")
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        await to_the_link(desk, "a b c d")
        for target in ("--version", "ssh://-oProxyCommand=x", "vscode://file/x"):
            await desk.press("l")
            assert desk.said.startswith(
                f"Leads to {target}; only http and https links are opened ("
            )
            await desk.press("enter")
            assert opened == []
        await desk.press("l", "enter")
        assert opened == ["https://example.org/true"]


async def test_where_there_is_no_link_that_is_said(
    small_folder: Path, tmp_path: Path, opened: list[str]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("5", "l", "enter")
        assert opened == []
        await desk.press("l")
        assert desk.said == "There is no link under the cursor; g goes to a place"


def test_a_target_that_would_drive_the_terminal_is_shown_as_symbols() -> None:
    """P11."""
    assert "␛" in Question(("https://example.org/\x1b]0;t",)).text


def test_the_links_of_a_passage_are_each_asked_about_once() -> None:
    spans = [Span(0, 1, "link", target) for target in ("a", "b", "a")] + [Span(0, 1, "strong")]
    question = question_on(None, Block("key", "text", spans=tuple(spans)))  # type: ignore[arg-type]
    assert question.targets == ("a", "b")
    assert question.next().next() == question


def test_the_browser_gets_no_terminal_to_draw_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """P11: what it says goes nowhere."""
    started: list[dict[str, Any]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **how: started.append(how))
    monkeypatch.setenv("DISPLAY", ":0")
    assert open_page("https://example.org") == "Opened: https://example.org"
    (how,) = started
    assert {how[name] for name in ("stdin", "stdout", "stderr")} == {subprocess.DEVNULL}
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert open_page("https://example.org").startswith("There is no browser here")
    assert len(started) == 1
