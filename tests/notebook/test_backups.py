"""P4, P5, P7: how a notebook is replaced, and the copies of it that are kept and rescued."""

import errno
import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from ccgbrief.notebook import Failed, NotebookStore, Saved
from ccgbrief.notebook.backups import DAYS, ChangedError, replace_notebook
from tests.notebook.children import AT, opened, texts

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
        monkeypatch.setattr("ccgbrief.system.swap_names", lambda _one, _other: errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        replace_notebook(file, b"new", old_data=b"old")
    assert file.read_bytes() == b"old"
    assert (file.parent / "notes.toml.bak").read_bytes() == b"older"
    assert names(file.parent) == {"notes.toml", "notes.toml.bak"}


@posix
def test_a_file_of_somebody_else_in_a_sticky_folder_gets_no_name_that_nobody_may_remove(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    file.parent.chmod(0o1777)
    monkeypatch.setattr("ccgbrief.system.is_own", lambda _: False)
    monkeypatch.setattr("ccgbrief.system.swap_names", lambda _one, _other: errno.EPERM)
    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr(Path, "hardlink_to", lambda *_: pytest.fail("it could not be removed"))
    with pytest.raises(OSError, match=os.strerror(errno.EPERM)):
        replace_notebook(file, b"new", old_data=b"old")
    assert names(file.parent) == {"notes.toml"}


@posix
def test_a_bak_that_is_the_file_itself_leaves_nothing_behind(file: Path) -> None:
    """People make such things with `ln`; a rename onto the same file does nothing at all."""
    (file.parent / "notes.toml.bak").hardlink_to(file)
    replace_notebook(file, b"new", old_data=b"old")
    assert (file.parent / "notes.toml.bak").read_bytes() == b"old"
    assert names(file.parent) == {"notes.toml", "notes.toml.bak"}


@pytest.mark.parametrize("number", [errno.EPERM, errno.EINVAL, errno.EBUSY, errno.EIO])
def test_a_system_that_does_not_swap_names_for_any_reason_is_saved_to(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Some containers answer that a call they do not know is not permitted."""
    monkeypatch.setattr("ccgbrief.system.swap_names", lambda _one, _other: number)
    assert replace_notebook(file, b"new", b"old") == ([], True)
    assert file.read_bytes() == b"new"
    assert (file.parent / "notes.toml.bak").read_bytes() == b"old"


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
    monkeypatch.setattr("ccgbrief.system.swap_names", lambda _one, _other: errno.EBUSY)
    if not links:
        monkeypatch.setattr(os, "link", refuse_links)
    assert replace_notebook(file, b"new", b"old") == ([], True)
    assert file.read_bytes() == b"new"
    assert (file.parent / "notes.toml.bak").read_bytes() == b"old"
    assert names(file.parent) == {"notes.toml", "notes.toml.bak"}


def test_the_beginnings_of_the_last_seven_days_of_change_are_kept_elsewhere(
    tmp_path: Path,
) -> None:
    """P4: as the notebook was before the first change of each day."""
    now = [AT]
    file = NotebookStore.open(tmp_path / "notes.toml", "pack", tmp_path / "state", lambda: now[0])
    for day in range(10):
        now[0] = AT + timedelta(days=day)
        for part in ("morning", "evening"):
            file.notebook.add_note(f"{part} of day {day}")
            assert file.save() == Saved()
    (folder,) = (tmp_path / "state" / "days").iterdir()
    kept = sorted(folder.iterdir())
    assert len(kept) == DAYS
    assert [path.name for path in kept][:: DAYS - 1] == ["2026-11-25.toml", "2026-12-01.toml"]
    last = NotebookStore.open(kept[-1], "pack", tmp_path / "s", lambda: AT)
    assert texts(last)[-1] == "evening of day 8"


def test_notebooks_of_one_name_in_two_folders_keep_their_days_apart(tmp_path: Path) -> None:
    """P4."""
    for name in ("a", "b"):
        file = NotebookStore.open(
            tmp_path / name / "notes.toml", "pack", tmp_path / "s", lambda: AT
        )
        for text in (name, "more"):
            file.notebook.add_note(text)
            file.save()
    kept = [path.read_text("utf-8") for path in (tmp_path / "s" / "days").glob("*/*")]
    assert sorted('text = "b"' in text for text in kept) == [False, True]


def test_days_that_cannot_be_kept_stop_no_save_and_are_reported_once(tmp_path: Path) -> None:
    """P4, P5."""
    (tmp_path / "state").write_text("a file in the place of the folder")
    file = opened(tmp_path)
    told: list[str] = []
    for text in "abc":
        file.notebook.add_note(text)
        assert file.save() == Saved()
        told += file.take_messages()
    (message,) = told
    assert "the copy of earlier days could not be kept" in message


def test_a_rescue_finds_another_place_when_its_folder_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P5."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    (tmp_path / "state").write_text("a file in the place of the folder")
    (tmp_path / "notes.toml").mkdir()
    file = opened(tmp_path)
    file.notebook.add_note("x")
    first, second = file.save(), file.save()
    assert isinstance(first, Failed)
    assert first == second
    assert first.rescue
    assert tmp_path / "temp" in first.rescue.parents
    assert 'text = "x"' in first.rescue.read_text("utf-8")


def test_what_was_rescued_among_the_temporary_files_is_offered_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P5: and the folder goes with it once all is saved."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    (tmp_path / "state").write_text("a file in the place of the folder")
    (tmp_path / "notes.toml").mkdir()
    file = opened(tmp_path)
    file.notebook.add_note("x")
    file.save()
    (tmp_path / "notes.toml").rmdir()
    again = opened(tmp_path)
    (offer,) = again.copies
    again.accept(offer)
    assert again.save() == Saved()
    assert texts(opened(tmp_path)) == ["x"]
    file.save()
    assert list((tmp_path / "temp").iterdir()) == []


def test_folders_do_not_pile_up_among_the_temporary_files_when_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P5: saving is tried again every few seconds."""

    def refuse(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    file = opened(tmp_path)
    file.notebook.add_note("x")
    monkeypatch.setattr("ccgbrief.files.write_new", refuse)
    for _ in range(3):
        outcome = file.save()
        assert isinstance(outcome, Failed)
        assert outcome.rescue is None
    assert list((tmp_path / "temp").iterdir()) == []


def test_days_saved_under_a_clock_in_the_future_stop_no_copy_of_today(tmp_path: Path) -> None:
    """P4: a clock that was wrong is put right, and the copies go on."""
    now = [AT]
    file = NotebookStore.open(tmp_path / "notes.toml", "pack", tmp_path / "state", lambda: now[0])
    for day in (*range(1000, 1008), *range(10)):
        now[0] = AT + timedelta(days=day)
        file.notebook.add_note(f"day {day}")
        file.save()
    (folder,) = (tmp_path / "state" / "days").iterdir()
    kept = {path.stem for path in folder.iterdir()}
    today = now[0].date()
    assert {(today - timedelta(days=back)).isoformat() for back in range(DAYS)} <= kept


def test_what_is_rescued_from_a_notebook_at_its_limit_is_taken_in_once_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P5: a rescue file with all of it would be too large to be read again."""
    file = opened(tmp_path)
    file.notebook.add_note("old")
    file.save()
    monkeypatch.setattr("ccgbrief.notebook.snapshot.MAX_SIZE", file.path.stat().st_size + 100)
    file.notebook.add_note("new")
    outcome = file.save()
    assert isinstance(outcome, Failed)
    again = opened(tmp_path)
    (copy,) = again.copies
    assert copy.path == outcome.rescue
    again.accept(copy)
    assert sorted(texts(again)) == ["new", "old"]
