"""Keys that people press by habit, from other programs: each does or says what is expected."""

from pathlib import Path

import pytest

from ccgbrief.tui.app import BriefApp
from ccgbrief.tui.autosave import Autosave, SaveState
from ccgbrief.tui.screens.help import HelpScreen
from ccgbrief.tui.screens.key_prompt import KeyScreen
from ccgbrief.tui.screens.main import MainScreen
from tests.tui.desk import open_desk


async def test_f1_shows_the_keys_wherever_one_is_and_hides_them_again(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        for keys in ([], ["/", *"kell"], ["n", *"ab"], ["ctrl+p"], ["H"]):
            await desk.press(*keys)
            under = desk.app.screen
            await desk.press("f1")
            assert isinstance(desk.app.screen, HelpScreen)
            await desk.press("f1")
            assert desk.app.screen is under
            await desk.press("escape", "escape")
            await desk.until(lambda: isinstance(desk.app.screen, MainScreen), "the main screen")


async def test_f1_does_what_the_reader_has_given_it_and_can_be_given(
    small_folder: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('[keys]\nhelp = "?"\nsearch = "f1"\n', encoding="utf-8")
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=settings) as desk:
        await desk.press("f1", *"kell")
        assert desk.box.value == "kell"
        await desk.press("escape")
        await desk.press("ctrl+p", *"change a key: contents")
        await desk.until(lambda: desk.shows("Change a key: contents"), "the offer")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, KeyScreen), "the question")
        await desk.press("f1")
        assert desk.shows("“f1” is the key for search")


async def test_ctrl_f_searches_and_pressed_again_begins_other_words(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("ctrl+f", *"kell")
        assert desk.box.value == "kell"
        await desk.press("ctrl+f", *"ward")
        assert desk.box.value == "ward"


async def test_ctrl_z_takes_back_a_change_at_once(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("n", *"Ask who", "enter")
        await desk.press("ctrl+z")
        assert desk.said.startswith("Undone")
        assert not desk.session.notebook.notes(private=True)


@pytest.mark.parametrize("key", ["ctrl+c", "Q", "f10", "ctrl+w", "ctrl+x"])
async def test_keys_that_end_other_programs_say_how_to_leave(
    small_folder: Path, tmp_path: Path, key: str
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press(key)
        assert desk.said == "ctrl+q quits; everything is saved"


@pytest.mark.parametrize("keys", [":q", ":wq", ":q!"])
async def test_who_leaves_as_in_vi_has_left(small_folder: Path, tmp_path: Path, keys: str) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press(*keys, "enter")
        await desk.until(lambda: desk.app._exit, "the end")
    assert not (tmp_path / "notes.toml").exists()


async def test_a_colon_is_typed_where_one_types_and_may_be_given_to_a_command(
    small_folder: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "config.toml"
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("n", *"To do: ask")
        assert desk.editor.text == "To do: ask"
    settings.write_text('[keys]\nsearch = ":"\n', encoding="utf-8")
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=settings) as desk:
        await desk.press(":", *"kell")
        assert desk.box.value == "kell"


@pytest.mark.parametrize("keys", [["ctrl+s"], ["n", *"ab", "ctrl+s"]])
async def test_ctrl_s_says_that_nobody_has_to_save(
    small_folder: Path, tmp_path: Path, keys: list[str]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press(*keys)
        assert desk.said == "What enter keeps is saved at once: there is no key for saving"


async def test_ctrl_s_says_so_if_it_is_not_saved(
    small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        monkeypatch.setattr(Autosave, "state", SaveState.READ_ONLY)
        await desk.press("ctrl+s")
        assert desk.said == "Not saved: read only"


@pytest.mark.parametrize(("key", "shown"), [("f7", "F7"), ("K", "K"), ("ctrl+g", "ctrl+g")])
async def test_a_key_that_is_nobodys_says_where_the_right_one_is_listed(
    small_folder: Path, tmp_path: Path, key: str, shown: str
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press(key)
        assert desk.said == f"{shown} does nothing here; ? lists all keys, / searches"


async def test_tab_moves_nothing_and_is_not_scolded(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        here = desk.standing
        await desk.press("tab")
        assert (desk.standing, desk.said) == (here, "")


async def test_ctrl_z_can_suspend_for_who_is_used_to_that(
    small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suspended: list[BriefApp] = []

    def suspend(app: BriefApp) -> None:
        suspended.append(app)

    monkeypatch.setattr(BriefApp, "action_suspend_process", suspend)
    settings = tmp_path / "config.toml"
    settings.write_text('[keys]\nundo = "u"\nsuspend = "ctrl+z"\n', encoding="utf-8")
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=settings) as desk:
        assert desk.said == ""
        await desk.press("ctrl+z")
        assert suspended == [desk.app]


@pytest.mark.parametrize("keys", [["?"], ["ctrl+p"], ["H"], ["4", "enter", "b"]])
async def test_ctrl_c_closes_what_is_over_the_text(
    small_folder: Path, tmp_path: Path, keys: list[str]
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press(*keys)
        assert not isinstance(desk.app.screen, MainScreen)
        await desk.press("ctrl+c")
        await desk.until(lambda: isinstance(desk.app.screen, MainScreen), "the main screen")
        await desk.press("ctrl+c")
        assert desk.said == "ctrl+q quits; everything is saved"


async def test_ctrl_c_copies_what_is_selected_in_a_note(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("n", *"Ask who", "shift+home", "ctrl+c")
        assert desk.app.clipboard == "Ask who"
        assert desk.editor.text == "Ask who"
