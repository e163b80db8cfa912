"""Letters that are typed without `/`: no record is made of them, and what they mean is found."""

from itertools import count
from pathlib import Path

import pytest

from ccgbrief.tui.widgets.search_box import Mode
from ccgbrief.view import tabs
from tests.tui.desk import open_desk


@pytest.fixture(autouse=True)
def deliberate_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take keys that come fast for words, as the program does."""
    monkeypatch.setattr("ccgbrief.view.typed_words.BURST_SECONDS", 0.15)
    monkeypatch.setattr("ccgbrief.view.typed_words.WORD_SECONDS", 1.0)
    monkeypatch.setattr("ccgbrief.view.typed_words.LONE_WORDS", 1)


async def test_a_word_typed_while_reading_is_searched_for(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("2", "down")
        before = desk.standing
        await desk.press(*"shears")  # s would say how far a duty is
        assert desk.box.value == "shears"
        await desk.until(lambda: desk.shows("with shears", desk.results), "what was meant")
        await desk.press("escape")
        assert desk.standing == before
        assert not desk.session.notebook.contents.ticked


async def test_what_the_first_letter_did_is_taken_back(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("2", "down", *"measure")  # m bookmarks
        assert desk.box.value == "measure"
        assert not desk.session.notebook.bookmarks()


@pytest.mark.parametrize("typed", ["dd form", "dd-form"])
async def test_what_the_letters_before_a_space_or_hyphen_did_is_taken_back(
    small_folder: Path, tmp_path: Path, typed: str
) -> None:
    """“dd form” deleted the note under the cursor, and nothing said so."""
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        for text in ("one", "two"):
            desk.session.notebook.add_note(text)
        await desk.press("7")
        await desk.press("home")
        await desk.press(*typed)
        assert desk.box.value.endswith("form")
        assert len(desk.session.notebook.notes()) == 2


@pytest.mark.parametrize(
    ("answer", "kept", "query"),
    [("enter", ["inety"], ""), ("escape", [], ""), ("/", [], "ninety")],
)
async def test_a_word_that_begins_like_a_note_is_kept_only_if_that_is_meant(
    small_folder: Path, tmp_path: Path, answer: str, kept: list[str], query: str
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press(*"ninety", "enter")
        assert desk.shows("Keep this note? enter keeps, esc discards", desk.editor)
        assert desk.shows("/ searches for “ninety” instead", desk.editor)
        await desk.press(answer)
        assert [note.text for note in desk.session.notebook.notes()] == kept
        assert desk.box.value == query
        assert not desk.app.query("NoteEditor")


async def test_any_other_key_goes_on_writing(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press(*"nab", "enter", *" of the pond is five words", "enter")
        assert [n.text for n in desk.session.notebook.notes()] == ["ab of the pond is five words"]


@pytest.mark.parametrize("ends", ["enter", "escape"])
@pytest.mark.parametrize(
    ("answer", "kept", "query"),
    [("enter", "ho", ""), ("escape", "", ""), ("/", "", "who")],
)
async def test_a_word_that_begins_like_a_name_is_kept_only_if_that_is_meant(
    small_folder: Path, tmp_path: Path, ends: str, answer: str, kept: str, query: str
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("5", *"who", ends)
        assert desk.shows("Keep this name? enter keeps, esc discards")
        assert desk.shows("/ searches for “who” instead")
        await desk.press(answer)
        assert desk.session.notebook.owner_of("measure") == kept
        assert desk.box.value == query
        assert not desk.app.query("OwnerBox")


async def test_any_other_key_goes_on_with_the_name(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("5", *"who", "enter", *" of / the clerks is meant", "enter")
        assert desk.session.notebook.owner_of("measure") == "ho of / the clerks is meant"


async def test_no_letter_is_counted_twice(small_folder: Path, tmp_path: Path) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("2", *"hedge")  # h is no key, and comes back from what is read
        assert desk.box.value == "hedge"


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        (["5"], "space again ticks it; "),
        (["5", "space"], "space again unticks it; "),
        (["2"], "space again marks it as read; "),
        (["2", "space"], "space again marks it as unread; "),
    ],
)
async def test_space_after_a_letter_says_what_it_would_do(
    small_folder: Path, tmp_path: Path, keys: list[str], says: str
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        for key in [*keys, "down", "up"]:
            await desk.press(key)
        await desk.press("z", "space")
        assert desk.said == f"{says}to search, press / first"


@pytest.mark.parametrize("next_keys", ["j", "jk", "ln"])
async def test_what_enter_kept_stays_however_soon_other_letters_follow(
    small_folder: Path, tmp_path: Path, next_keys: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They come together from a slow line, or when the screen has stood still."""
    monkeypatch.setattr("ccgbrief.tui.typed_letters.time_of", lambda _: 1.0)
    words = "Dr Ash asks for the split of the budget by June"
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("N", *words, "enter")
        await desk.press(*next_keys)
        assert [note.text for note in desk.session.notebook.notes()] == [words]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each key come a quarter of a second after the last."""
    ticks = count()
    monkeypatch.setattr("ccgbrief.tui.typed_letters.time_of", lambda _: next(ticks) * 0.25)


@pytest.mark.usefixtures("slow")
async def test_a_word_whose_letter_opened_the_evidence_goes_on_as_a_search(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("4", "enter")
        stood = desk.standing
        for letter in "budget":
            await desk.press(letter)
        assert desk.box.value == "budget"
        await desk.press("escape")
        assert (desk.app.focused, desk.standing) == (desk.reader, stood)


@pytest.mark.usefixtures("slow")
async def test_two_words_of_which_one_was_thrown_away_are_not_one_search(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        for key in ["5", *"quality", "escape", "escape", "j", *"workload", "escape"]:
            await desk.press(key)
        assert desk.shows("/ searches for “workload” instead")
        await desk.press("/")
        assert desk.box.value == "workload"


@pytest.mark.usefixtures("slow")
async def test_escape_takes_back_where_a_word_has_led_and_not_what_was_done_before_it(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        for key in ["5", "v", "down", *"desk"]:
            await desk.press(key)
        assert desk.under_cursor == "Measure the hedge"
        await desk.press("escape")
        assert desk.under_cursor != "Measure the hedge"
        assert desk.reader.tab == tabs.DUTIES
        assert desk.reader.shown.public


@pytest.mark.parametrize("tab", ["1", "2"])
async def test_a_word_that_has_opened_the_contents_is_searched_for_whole(
    tab: str, small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press(tab, *"tariff")
        assert desk.shows("not in the contents; enter searches for “tariff”")
        await desk.press("enter")
        assert (desk.box.value, desk.box.mode) == ("tariff", Mode.SEARCH)
