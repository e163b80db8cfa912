"""P7: the lock by which open copies of a notebook take turns."""

import stat
import sys
from pathlib import Path

import filelock
import pytest

from ccgbrief.notebook import Saved
from ccgbrief.notebook.lock import lock_of, locked
from tests.notebook.children import opened, texts


def test_the_lock_is_on_a_file_beside_that_stays(tmp_path: Path) -> None:
    """P7: were it deleted, two copies could each hold a lock of that name."""
    file = opened(tmp_path)
    file.notebook.add_note("x")
    assert file.save() == Saved()
    assert lock_of(file.path) == tmp_path / "notes.toml.lock"
    assert lock_of(file.path).is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_whoever_may_write_to_a_notebook_may_lock_it(tmp_path: Path) -> None:
    """P7: only the first of those who share one could."""
    file = opened(tmp_path)
    for mode in (0o600, 0o660):  # its owner shares it later
        file.notebook.add_note("x")
        assert file.save() == Saved()
        assert stat.S_IMODE(lock_of(file.path).stat().st_mode) == 0o600
        file.path.chmod(mode)
    file.notebook.add_note("x")
    assert file.save() == Saved()
    assert stat.S_IMODE(lock_of(file.path).stat().st_mode) == 0o660


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_and_what_it_leads_to_share_one_lock(tmp_path: Path) -> None:
    """P7."""
    (tmp_path / "link").symlink_to("notes.toml")
    assert lock_of(tmp_path / "link") == lock_of(tmp_path / "notes.toml")


def test_a_copy_that_holds_the_lock_for_too_long_does_not_stop_a_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P7: it may have been stopped with Ctrl+Z in the midst of saving."""
    monkeypatch.setattr("ccgbrief.notebook.lock.PATIENCE", 0.0)
    file = opened(tmp_path)
    file.notebook.add_note("x")
    with filelock.FileLock(lock_of(file.path)):
        with locked(file.path) as held:
            assert not held
        assert file.save() == Saved()
    assert texts(opened(tmp_path)) == ["x"]
    with locked(file.path) as held:
        assert held
