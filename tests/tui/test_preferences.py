"""Journeys: keys of one's own, the form of copies, the settings file."""

from pathlib import Path
from shutil import copytree

import pytest

from ccgbrief.tui.palette import Palette
from ccgbrief.tui.screens.help import HelpScreen
from ccgbrief.tui.screens.key_prompt import KeyScreen
from ccgbrief.tui.screens.main import MainScreen
from ccgbrief.tui.widgets.search_box import Mode
from ccgbrief.view.keys import COMMANDS
from ccgbrief.view.palette import OTHER_WORDS
from ccgbrief.view.preferences import Preferences
from tests.tui.desk import open_desk


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "config.toml"


def written(file: Path, text: str) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


async def test_a_command_is_done_by_the_key_it_was_given_and_by_its_own_no_more(
    small_folder: Path, tmp_path: Path, file: Path
) -> None:
    written(
        file,
        '[keys]\nsearch = ["f3", "S"]\nhelp = "!"\n"cursor.next" = ","\n"found.previous" = ";"\n',
    )
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        assert desk.said == ""
        await desk.press("/")
        assert not desk.box.has_focus
        for key in ("f3", "S"):
            await desk.press(key)
            assert desk.app.focused is desk.box
            await desk.press("escape")
        before = desk.standing
        await desk.press("j")
        assert desk.standing == before
        await desk.press(",")
        assert desk.standing != before
        await desk.press("!")
        assert isinstance(desk.app.screen, HelpScreen)


async def test_commands_that_change_places_keep_apart(
    small_folder: Path, tmp_path: Path, file: Path
) -> None:
    written(file, '[keys]\nsearch = "g"\ngoto = "/"\n')
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        modes = []
        for key in ("g", "/"):
            await desk.press(key)
            modes.append(desk.box.mode)
            await desk.press("escape")
        assert modes == [Mode.SEARCH, Mode.GO]


async def test_a_key_of_ones_own_types_itself_where_one_is_typing(
    small_folder: Path, tmp_path: Path, file: Path
) -> None:
    written(file, '[keys]\nsearch = "S"\n')
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        await desk.press("S", "S")
        assert desk.box.value == "S"


async def test_footer_help_and_palette_show_the_keys_that_hold(
    small_folder: Path, tmp_path: Path, file: Path
) -> None:
    written(file, '[keys]\nsearch = "f3"\n"tab.1" = "f2"\n')
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        assert "F3 search" in desk.rows()[-1].replace("  ", " ")
        await desk.press("/", "f3", "escape")
        assert "F3 search" in desk.rows()[-1].replace("  ", " ")
        await desk.press("ctrl+p", *"search")
        await desk.until(lambda: desk.offers("Search", "F3"), "the key in the palette")
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, MainScreen), "the main screen")
        await desk.press("?")
        assert desk.shows("F3           Find anything")
        seen: list[str] = []
        while seen != (seen := desk.rows()):
            if desk.shows("F2           Tab 1"):
                break
            await desk.press("pagedown")
        assert desk.shows("F2           Tab 1")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[keys]\nserach = "f3"', "did you mean search?"),
        ('[keys]\nsearch = "pgdn"', "did you mean pagedown?"),
        ('[keys]\nsearch = "g"', "the key for goto"),
        ('theme = "dusk"', "there is no theme “dusk”"),
        ("][", "fix or remove it"),
    ],
)
async def test_what_is_wrong_is_told_at_the_start_and_the_app_goes_on(
    small_folder: Path, tmp_path: Path, file: Path, text: str, told: str
) -> None:
    written(file, text)
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        assert told in desk.said
        await desk.press("/")
        assert desk.app.focused is desk.box


async def test_of_many_faults_the_first_are_told_and_how_many_there_are(
    small_folder: Path, tmp_path: Path, file: Path
) -> None:
    written(file, "\n".join(f"wrong{number} = 1" for number in range(40)))
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        assert "“wrong4”" in desk.said
        assert "“wrong5”" not in desk.said
        assert desk.said.startswith(f"40 problems in {file}:\n")
        assert desk.said.count(file.name) == 1
        assert desk.said.endswith("and 35 more: ccgbrief where lists them")


def change_a_key(label: str) -> list[str]:
    """Return the keys that ask for another key for a command."""
    return ["ctrl+p", *f"change a key: {label}"]


async def test_a_key_is_changed_in_the_app_holds_at_once_and_is_remembered(
    small_folder: Path, tmp_path: Path, file: Path
) -> None:
    notes = tmp_path / "notes.toml"
    async with open_desk(small_folder, notes, settings=file) as desk:
        await desk.press(*change_a_key("search"))
        await desk.until(lambda: desk.offers("Change a key: search", "/"), "the offer")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, KeyScreen), "the question")
        await desk.press("g")
        assert desk.shows("“g” is the key for goto; choose another")
        await desk.press("S")
        assert desk.said == "S is the key for “search” from now on"
        await desk.press("/")
        assert desk.app.focused is not desk.box
        await desk.press("S")
        assert desk.app.focused is desk.box
        await desk.press("escape")
        assert "S search" in desk.rows()[-1]
    async with open_desk(small_folder, notes, settings=file) as desk:
        assert desk.said == ""
        await desk.press("S")
        assert desk.app.focused is desk.box


async def test_a_key_stays_as_it_is_when_escape_is_pressed(
    small_folder: Path, tmp_path: Path, file: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        await desk.press(*change_a_key("bookmark"))
        await desk.until(lambda: desk.offers("Change a key: bookmark", "m"), "the offer")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, KeyScreen), "the question")
        await desk.press("escape")
        assert isinstance(desk.app.screen, MainScreen)
        assert Preferences(file).keys == {}


@pytest.mark.parametrize("key", ["/", "?", ",", '"', "\\", "é", "f3", "ctrl+f", "ctrl+b", " "])
def test_any_key_that_is_free_can_be_given_and_is_read_again(file: Path, key: str) -> None:
    preferences = Preferences(file)
    free = {"/": "search", "?": "help", " ": "tick", ",": "found.previous", "ctrl+f": "search"}.get(
        key, "minutes"
    )
    given, said = preferences.choose_key(free, key)
    assert given, said
    again = Preferences(file)
    assert again.faults == []
    assert again.keys[free] == (key,)


@pytest.mark.parametrize("command", ["palette", "quit"])
def test_what_always_has_its_key_is_told_by_name(file: Path, command: str) -> None:
    (fault,) = Preferences(written(file, f'[keys]\n{command} = "z"\n')).faults
    assert f"{command} always has ctrl+" in fault


async def test_faults_of_the_pack_that_hide_nothing_are_told_at_the_start_in_one_line(
    small_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "pack"
    copytree(small_folder, folder)
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        assert not desk.said
    for article in sorted((folder / "articles").iterdir())[:2]:
        text = article.read_text("utf-8").replace("+++\n", "+++\nweight = 3\n", 1)
        article.write_text(text, "utf-8")
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        assert desk.said == f"2 problems in the pack: ccgbrief check {folder} lists them"


async def test_an_item_of_the_agenda_that_is_left_out_is_told_with_its_line(
    small_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "pack"
    copytree(small_folder, folder)
    (folder / "agenda.toml").write_text("[[item]]\ntitle = 5\n\n[[item]]\ntitle = []\n", "utf-8")
    async with open_desk(folder, tmp_path / "notes.toml") as desk:
        assert desk.said == (
            f'{folder / "agenda.toml"}:5: title: is not a text; write title = "…"; '
            "until then the agenda is shown without that item"
        )


async def test_copies_are_made_in_the_form_chosen_also_after_a_restart(
    small_folder: Path, tmp_path: Path, file: Path
) -> None:
    notes = tmp_path / "notes.toml"
    async with open_desk(small_folder, notes, settings=file) as desk:
        await desk.search("hawthorn")
        await desk.press("enter")
        await desk.press("C", "C")
        assert desk.said == "Copies as Markdown from now on"
        await desk.press("y")
        assert desk.app.clipboard.startswith("> “nobody knows who trims the hawthorn”\n>\n> — ")
    async with open_desk(small_folder, notes, settings=file) as desk:
        await desk.search("hawthorn")
        await desk.press("enter")
        await desk.press("y")
        assert desk.app.clipboard.startswith("> “")
        await desk.press("Y")
        assert desk.app.clipboard == "“nobody knows who trims the hawthorn”"
        await desk.press("ctrl+p", *"copy as plain")
        await desk.until(lambda: desk.shows("Copy as plain text"), "the form")
        await desk.press("enter")
        await desk.until(lambda: desk.said.startswith("Copies as plain text"), "the choice")
        await desk.press("y")
        assert desk.app.clipboard.startswith("“nobody")


async def test_a_choice_that_cannot_be_remembered_holds_and_is_told(
    small_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "in the way").write_text("")
    file = tmp_path / "in the way" / "config.toml"
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        await desk.press("C", "C")
        assert desk.said.startswith("Copies as Markdown from now on; not remembered: ")
        assert "in the way" in desk.said


async def test_every_place_is_found_in_the_palette_and_gone_to(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        before = desk.standing
        await desk.press("ctrl+p", *"measure the hedge")
        await desk.until(lambda: desk.shows("Measure the hedge"), "the duty")
        await desk.press("enter")
        await desk.until(lambda: desk.under_cursor == "Measure the hedge", "the duty's own row")
        await desk.press("escape")
        assert desk.standing == before


async def test_the_settings_file_is_written_once_and_named(
    small_folder: Path, tmp_path: Path, file: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        for _ in range(2):
            await desk.press("ctrl+p", *"settings file")
            await desk.until(lambda: desk.shows("Settings file"), "the command")
            await desk.press("enter")
            await desk.until(lambda: str(file) in desk.said.replace("\n", ""), "its name")
            desk.app.screen.status.show_message("")  # type: ignore[attr-defined]
    assert Preferences(file).faults == []
    assert Preferences(file).show_file().startswith("Settings: ")


def test_the_settings_file_that_is_written_names_every_command(file: Path) -> None:
    preferences = Preferences(file)
    assert preferences.show_file() == f"Settings written: {file}"
    text = file.read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"# {command.id} " in text
    assert Preferences(file).faults == []
    assert preferences.show_file().startswith(f"Settings: {file}")


def test_an_example_in_the_settings_file_holds_when_its_comment_sign_is_taken_away(
    file: Path,
) -> None:
    Preferences(file).show_file()
    text = file.read_text(encoding="utf-8").replace("# search =", "search =")
    written(file, text.replace("# minutes =", "minutes ="))
    preferences = Preferences(file)
    assert preferences.faults == []
    assert preferences.keys == {"search": ("/", "f3"), "minutes": ("X",)}


def test_a_settings_file_that_cannot_be_looked_at_is_not_written_over(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    preferences = Preferences(file)
    monkeypatch.setattr(Path, "exists", refuse)
    assert preferences.show_file().startswith(f"Settings: {file}")
    monkeypatch.undo()
    assert not file.exists()


async def test_the_palette_has_every_name_that_another_word_leads_to(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        palette = Palette(desk.app.screen)
        for word, names in OTHER_WORDS.items():
            hits = [hit async for hit in palette.search(word)]
            shown = [hit.text or "" for hit in hits]
            assert shown[0].startswith(names), (word, shown[:3])
            assert all(any(each.startswith(name) for each in shown) for name in names), word
