"""How a notebook is replaced: P4 (the .bak), P7 (never over what somebody wrote meanwhile)."""

import errno
import os
import sys
from pathlib import Path

import pytest

from ccgbrief.notebook.backups import ChangedError, replace_notebook

pytestmark = pytest.mark.usefixtures("swapping")
posix = pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notes.toml"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_copy_before_the_last_is_kept_as_bak(file: Path) -> None:
    """P4."""
    replace_notebook(file, b"new", old_data=b"old")
    replace_notebook(file, b"newer", old_data=b"new")
    assert file.read_bytes() == b"newer"
    assert (file.parent / "notes.toml.bak").read_bytes() == b"new"
    assert names(file.parent) == {"notes.toml", "notes.toml.bak"}


def test_bak_is_kept_where_files_cannot_have_two_names(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P4: FAT, and many network folders, know no hard links."""

    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    assert replace_notebook(file, b"new", old_data=b"old") == ([], True)
    assert (file.parent / "notes.toml.bak").read_bytes() == b"old"
    assert names(file.parent) == {"notes.toml", "notes.toml.bak"}


def test_a_save_that_fails_leaves_the_backup_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch, swapping: bool
) -> None:
    """P5: two failures in a row must not put what is in the file over what was before it."""
    (file.parent / "notes.toml.bak").write_bytes(b"older")

    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target) == file:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    if swapping:
        monkeypatch.setattr("ccgbrief.files._exchange", lambda _one, _other: errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        replace_notebook(file, b"new", old_data=b"old")
    assert file.read_bytes() == b"old"
    assert (file.parent / "notes.toml.bak").read_bytes() == b"older"
    assert names(file.parent) == {"notes.toml", "notes.toml.bak"}


@posix
def test_a_bak_that_is_the_file_itself_leaves_nothing_behind(file: Path) -> None:
    """People make such things with `ln`; a rename onto the same file does nothing at all."""
    (file.parent / "notes.toml.bak").hardlink_to(file)
    replace_notebook(file, b"new", old_data=b"old")
    assert (file.parent / "notes.toml.bak").read_bytes() == b"old"
    assert names(file.parent) == {"notes.toml", "notes.toml.bak"}


def test_a_save_goes_on_without_a_backup_and_says_so(file: Path) -> None:
    (file.parent / "notes.toml.bak").mkdir()
    ((doubt,), has_backup) = replace_notebook(file, b"new", old_data=b"old")
    assert not has_backup
    assert doubt.startswith("notes.toml.bak could not be kept (")
    assert file.read_bytes() == b"new"
    assert names(file.parent) == {"notes.toml", "notes.toml.bak"}


def test_a_name_as_long_as_names_may_be_can_be_saved_without_a_backup(tmp_path: Path) -> None:
    """The name of the half-written file is short for this; .bak would be too long."""
    file = tmp_path / ("n" * 250 + ".toml")
    file.write_bytes(b"old")
    ((doubt,), has_backup) = replace_notebook(file, b"new", old_data=b"old")
    assert not has_backup
    assert "could not be kept" in doubt
    assert names(tmp_path) == {file.name}
    assert file.read_bytes() == b"new"


def test_what_somebody_wrote_since_the_last_look_is_not_replaced(file: Path) -> None:
    """P7: an editor may save in the moment that we do."""
    for now in (b"by hand", b"new"):
        file.write_bytes(now)
        with pytest.raises(ChangedError):
            replace_notebook(file, b"newer", old_data=b"old")
        assert file.read_bytes() == now
        assert names(file.parent) == {"notes.toml"}
    assert replace_notebook(file, b"newer", old_data=b"new") == ([], True)


@pytest.mark.parametrize("links", [True, False])
def test_a_mounted_notebook_keeps_its_backup(
    file: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """P4: written in place, a .bak that is only a second name of the file would change with it."""
    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target) == file:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        replace(source, target)

    def refuse_links(*_args: object, **_more: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr("ccgbrief.files._exchange", lambda _one, _other: errno.EBUSY)
    if not links:
        monkeypatch.setattr(os, "link", refuse_links)
    assert replace_notebook(file, b"new", b"old") == ([], True)
    assert file.read_bytes() == b"new"
    assert (file.parent / "notes.toml.bak").read_bytes() == b"old"
    assert names(file.parent) == {"notes.toml", "notes.toml.bak"}
