"""Where files live: below the home folder, and the shipped pack beside the program."""

from pathlib import Path

import pytest
from platformdirs import PlatformDirs

from ccgbrief import paths
from ccgbrief.errors import UserError


def test_all_that_is_written_lies_below_the_home_folder(home: Path) -> None:
    """And so no test touches the home folder of whoever runs it."""
    for place in (
        paths.notebook_file("some-pack"),
        paths.index_file("some-pack"),
        paths.state_folder(),
        paths.config_file(),
        paths.synonyms_file(),
    ):
        assert place.is_relative_to(home)
        assert "ccgbrief" in place.parts


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("named", [None, "", "relative", "/elsewhere/of mine"])
@pytest.mark.parametrize("kind", ["data", "cache", "state", "config"])
def test_files_are_where_platformdirs_would_have_them(
    monkeypatch: pytest.MonkeyPatch, kind: str, named: str | None
) -> None:
    variable = f"XDG_{kind.upper()}_HOME"
    monkeypatch.delenv(variable, raising=False)
    if named is not None:
        monkeypatch.setenv(variable, named)
    files = {
        "data": paths.notebook_file("some-pack").parent,
        "cache": paths.index_file("some-pack").parent,
        "state": paths.state_folder(),
        "config": paths.config_file().parent,
    }
    wanted = getattr(PlatformDirs("ccgbrief", appauthor=False), f"user_{kind}_dir")
    assert files[kind] == Path(wanted)


def test_a_user_without_a_home_folder_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container that runs as a number without an entry in passwd."""

    def unknown(_: PlatformDirs) -> str:
        raise RuntimeError

    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(PlatformDirs, "user_data_dir", property(unknown))
    with pytest.raises(UserError, match="set HOME"):
        paths.notebook_file("some-pack")


def test_each_pack_has_its_own_notebook_and_index() -> None:
    assert paths.notebook_file("one") != paths.notebook_file("two")
    assert paths.index_file("one") != paths.index_file("two")
    assert paths.notebook_file("one").name == "one.toml"


def test_the_shipped_pack_is_the_folder_in_a_checkout() -> None:
    assert (paths.shipped_pack() / "pack.toml").is_file()


def test_an_installed_program_has_its_pack_within(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    (tmp_path / "content").mkdir()
    assert paths.shipped_pack() == tmp_path / "content"


def test_a_lost_shipped_pack_is_told_with_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    with pytest.raises(FileNotFoundError, match=r"install ccgbrief again or use --pack$"):
        paths.shipped_pack()
