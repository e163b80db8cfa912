"""Themes: nothing is told by colours alone, and all of them can be read."""

from pathlib import Path

import pytest
from rich.color import Color as RichColour
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from ccgbrief.kinds import NoteKind
from ccgbrief.paths import shipped_pack
from ccgbrief.settings import THEMES
from ccgbrief.tui.themes import DARK, DARK_HUES, theme_called
from ccgbrief.tui.widgets.note_editor import NoteEditor
from ccgbrief.tui.widgets.status_row import StatusRow
from ccgbrief.tui.widgets.tab_row import TabRow
from tests.tui.desk import LARGE, Desk, open_desk
from tests.tui.test_snapshots import BARE, picture

pytestmark = pytest.mark.no_cover  # the same code again and again

COVERING = {"help", "palette", "who-is-here"}
"""Scenes with a dialog over the screen, which is dimmed below it."""

HUES = tuple(name for name in DARK_HUES if name != "secondary-text-style")

TEXTS = (
    "foreground",
    "text-muted",
    "text-primary",
    "text-accent",
    "text-warning",
    "text-success",
    *HUES,
)


def contrast(name: str, text: str) -> float:
    """Return the contrast of a text with the background as WCAG counts it, 1 to 21."""
    theme = theme_called(name)
    assert theme
    colours = theme.to_color_system().generate() | theme.variables
    light = sorted(_luminance(Color.parse(colours[each])) for each in (text, "background"))
    return (light[1] + 0.05) / (light[0] + 0.05)


def _luminance(colour: Color) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_on_paper_can_be_read(text: str) -> None:
    assert contrast("light", text) >= 4.5


@pytest.mark.parametrize("text", TEXTS)
def test_high_contrast_is_high(text: str) -> None:
    assert contrast("high-contrast", text) >= 12


@pytest.mark.parametrize("name", ["light", "high-contrast", "terminal"])
def test_every_theme_has_a_hue_for_each_kind_and_none_is_the_accent(name: str) -> None:
    theme = theme_called(name)
    assert theme
    assert set(DARK_HUES) <= set(theme.variables)
    assert theme.accent not in {theme.variables[hue] for hue in HUES}
    kinds = [theme.variables[kind.traits.hue] for kind in NoteKind]
    assert len(set(kinds)) == len(kinds)


def test_kinds_of_note_differ_without_colour_too() -> None:
    signs = [kind.traits.sign for kind in NoteKind]
    assert len(set(signs)) == len(signs)
    assert all(len(sign.encode("latin-1")) == 1 for sign in signs)


async def test_secondary_text_is_set_off_in_high_contrast(
    small_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "high-contrast"\n')
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        await desk.press("2")
        source = next(s for s in segments(desk) if "The Paper" in s.text)
        assert source.style
        assert source.style.italic


@pytest.mark.parametrize("theme", THEMES)
async def test_the_theme_of_the_settings_is_shown(
    small_folder: Path, tmp_path: Path, theme: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'theme = "{theme}"\n')
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        assert desk.app.theme == (DARK if theme == "dark" else theme)
        assert desk.said == ""


async def test_the_terminals_theme_uses_no_colours_of_its_own(
    small_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "terminal"\n')
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        await desk.press("2", "n", *"a note")
        assert all(colour.triplet is None for colour in colours(desk))


async def test_nothing_has_a_colour_where_none_is_wanted(
    small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("2", "n", *"a note")
        assert desk.shows("a note")
        assert {colour.name for colour in colours(desk)} <= {"default"}


async def test_without_colours_everything_is_still_told(
    small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("5", "space", "v")
        assert desk.shows("[x] Measure the hedge")
        assert "PUBLIC VIEW" in desk.marked(desk.app.query_one(StatusRow))
        assert "5 Duties" in desk.marked(desk.app.query_one(TabRow))
        assert sum(row.startswith("▌") for row in desk.rows(desk.reader)) >= 1
        await desk.search("hawthorn")
        assert "hawthorn" in desk.marked(desk.results)
        assert desk.shows("│ “nobody knows who trims the hawthorn”")


@pytest.mark.parametrize("no_color", [False, True])
async def test_secondary_text_is_dim_where_the_terminal_has_the_colours(
    small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_color: bool
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "terminal"\n')
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        await desk.press("2")
        source = next(s for s in segments(desk) if "The Paper" in s.text)
        text = next(s for s in segments(desk) if "Responsibility for the hedge" in s.text)
        assert source.style
        assert source.style.dim
        assert text.style
        assert not text.style.dim


async def test_without_colours_the_row_chosen_in_the_palette_is_underlined(
    small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("ctrl+p", *"theme")
        await desk.until(lambda: "Theme: dark" in underlined(desk), "an underlined row")
        assert "Theme: light" not in underlined(desk)


async def test_a_theme_is_chosen_in_the_palette_and_remembered(
    small_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        await desk.press("ctrl+p", *"theme light")
        await desk.until(lambda: desk.shows("Theme: light"), "the theme")
        await desk.press("enter")
        await desk.until(lambda: desk.app.theme == "light", "paper")
        assert desk.said == "Theme: light"
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        assert desk.app.theme == "light"


@pytest.mark.parametrize("theme", ["dark", "light", "high-contrast"])
@pytest.mark.parametrize("scene", [scene for scene in BARE if scene not in COVERING])
async def test_everything_on_the_screen_stands_out_from_its_ground(
    scene: str, theme: str, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'theme = "{theme}"\n')
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", LARGE, file) as desk:
        await picture(desk, BARE[scene])
        faint = {
            (segment.text.strip(), round(ratio, 2))
            for strip in desk.app.screen._compositor.render_strips()
            for segment in strip
            if segment.text.strip()
            and segment.style
            and (ratio := drawn_contrast(segment.style)) < (3 if is_drawing(segment.text) else 4.5)
        }
    assert faint == set()


async def test_without_colours_a_box_leaves_what_is_above_it_in_sight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(shipped_pack(), tmp_path / "notes.toml", LARGE) as desk:
        await desk.press("x")
        assert desk.shows("Write the minutes")
        assert desk.shows("What a governing body has to decide")
        assert desk.app.screen.styles.background.a == 0


async def test_the_note_box_grows_with_its_text_to_a_third_of_the_screen(
    small_folder: Path, tmp_path: Path
) -> None:
    async with open_desk(small_folder, tmp_path / "notes.toml", LARGE) as desk:
        await desk.press("2", "n", *"one")
        box = desk.app.query_one(NoteEditor)
        assert box.outer_size.height == 3
        await desk.press("ctrl+n", *"two")
        assert box.outer_size.height == 4
        await desk.press(*["ctrl+n"] * 30)
        assert box.outer_size.height == LARGE[1] // 3


async def test_no_text_touches_the_scroll_bar(report: Path, tmp_path: Path) -> None:
    async with open_desk(report, tmp_path / "notes.toml") as desk:
        await desk.press("2")
        rows = [f"{row:<80}" for row in desk.rows(desk.reader)]
        assert max(len(row[:78].rstrip()) for row in rows) > 70
        assert {row[78] for row in rows} == {" "}


def drawn_contrast(style: Style) -> float:
    """Return the contrast of text with its background, 1 to 21; none has the terminal's own."""
    if not (style.color and style.color.triplet and style.bgcolor and style.bgcolor.triplet):
        return 21.0
    drawn = (Color(*style.color.triplet), Color(*style.bgcolor.triplet))
    dark, light = sorted(map(_luminance, drawn))
    return (light + 0.05) / (dark + 0.05)


def is_drawing(text: str) -> bool:
    """Tell whether a text is lines and blocks only: borders, scroll bars."""
    return all(char == " " or "\u2500" <= char <= "\u259f" for char in text)


def segments(desk: Desk) -> list[Segment]:
    """Return all that stands on the screen, with how it is drawn."""
    return [segment for strip in desk.app.screen._compositor.render_strips() for segment in strip]


def colours(desk: Desk) -> list[RichColour]:
    """Return all colours that reach the terminal."""
    strips = desk.app.screen._compositor.render_strips()
    for each in desk.app._filters:
        if each.enabled:
            strips = [strip.apply_filter(each, Color(0, 0, 0)) for strip in strips]
    styles = [segment.style for strip in strips for segment in strip if segment.style]
    return [colour for style in styles for colour in (style.color, style.bgcolor) if colour]


def underlined(desk: Desk) -> str:
    """Return what is underlined."""
    strips = desk.app.screen._compositor.render_strips()
    return " ".join(s.text for strip in strips for s in strip if s.style and s.style.underline)


async def test_where_one_types_is_seen_in_the_terminals_own_colours_too(
    small_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "terminal"\n')
    async with open_desk(small_folder, tmp_path / "notes.toml", settings=file) as desk:
        for keys in (["/"], ["g"], ["H"]):
            await desk.press(*keys)
            assert desk.app.focused
            style = desk.app.focused.get_component_rich_style("input--cursor")
            await desk.press("escape")
            assert style.reverse
            assert style.color == style.bgcolor == RichColour.default()
