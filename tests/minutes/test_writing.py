import os
from pathlib import Path

import pytest

from ccgbrief.minutes import write_whole


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "m.md"
    file.write_text("something longer than before")
    file.chmod(0o640)
    write_whole(file, "“new”\n")
    assert file.read_bytes() == "“new”\n".encode()
    assert file.stat().st_mode & 0o777 == 0o640
    assert [found.name for found in tmp_path.iterdir()] == ["m.md"]


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be replaced there")
def test_who_has_the_old_file_open_goes_on_reading_all_of_it(tmp_path: Path) -> None:
    file = tmp_path / "m.md"
    file.write_text("old")
    with file.open() as reading:
        write_whole(file, "new")
        assert reading.read() == "old"
    assert file.read_text() == "new"


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "m.md"
    file.write_text("old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, "new")
    assert file.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["m.md"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_symbolic_link_is_followed(tmp_path: Path) -> None:
    file, link = tmp_path / "m.md", tmp_path / "link.md"
    link.symlink_to(file)
    write_whole(link, "new")
    assert link.is_symlink()
    assert file.read_text() == "new"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="folder"):
        write_whole(tmp_path, "new")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders there")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ValueError, match="pipe"):
        write_whole(tmp_path / "pipe", "new")


def test_a_file_marked_as_read_only_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "m.md"
    file.write_text("old")
    file.chmod(0o444)
    with pytest.raises(PermissionError, match="read-only"):
        write_whole(file, "new")
    assert file.read_text() == "old"
