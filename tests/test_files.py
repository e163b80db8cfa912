"""P12, the reading of files: what is no plain file of a bearable size is refused at once."""

import errno
import os
import socket
import sys
from pathlib import Path

import pytest

from ccgbrief.files import read_file, reason

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="no pipes or devices by path")


def test_a_plain_file_comes_back_byte_for_byte(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"\xff\0\r\n\x1b")
    assert read_file(file, 5) == b"\xff\0\r\n\x1b"


def test_an_empty_file_is_read_as_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert read_file(tmp_path / "a", 0) == b""


def test_a_file_one_byte_over_the_cap_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"123456")
    with pytest.raises(ValueError, match=r"^it is larger than 0\.005 kB$"):
        read_file(tmp_path / "a", 5)


def test_a_sparse_giant_is_refused_without_being_read(tmp_path: Path) -> None:
    """P12: eight gigabytes of nothing would otherwise fill the memory."""
    with (tmp_path / "a").open("wb") as file:
        file.truncate(8 << 30)
    with pytest.raises(ValueError, match=r"^it is larger than 8 MB$"):
        read_file(tmp_path / "a", 8_000_000)


def test_a_missing_file_is_told_apart_from_a_refused_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        read_file(tmp_path / "a", 5)
    assert reason(missing.value) == "no such file or directory"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^it is a folder, not a file$"):
        read_file(tmp_path, 5)


@needs_posix
def test_a_link_is_followed_and_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"here")
    (tmp_path / "link").symlink_to("a")
    assert read_file(tmp_path / "link", 5) == b"here"
    (tmp_path / "round").symlink_to("about")
    (tmp_path / "about").symlink_to("round")
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        read_file(tmp_path / "round", 5)


@needs_posix
def test_a_pipe_that_nobody_writes_to_does_not_hold_the_reader(tmp_path: Path) -> None:
    """P12."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ValueError, match=r"^it is a device, pipe or socket, not a file$"):
        read_file(tmp_path / "pipe", 5)


@needs_posix
def test_a_device_and_a_socket_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """P12."""
    (tmp_path / "zero").symlink_to("/dev/zero")
    with pytest.raises(ValueError, match="device"):
        read_file(tmp_path / "zero", 5)
    monkeypatch.chdir(tmp_path)  # a socket's address may be too long otherwise
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        with pytest.raises(ValueError, match="socket"):
            read_file(Path("socket"), 5)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc here")
def test_a_file_that_tells_no_size_is_still_capped() -> None:
    """P12: /proc files claim to be empty."""
    with pytest.raises(ValueError, match="larger"):
        read_file(Path("/proc/self/status"), 10)


@needs_posix
def test_a_pipe_put_in_place_of_a_file_after_the_look_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P12: between the look and the opening somebody else may act."""
    plain = tmp_path / "plain"
    plain.touch()
    os.mkfifo(tmp_path / "pipe")
    looked = plain.stat()
    monkeypatch.setattr(Path, "stat", lambda _path: looked)
    with pytest.raises(ValueError, match="pipe"):
        read_file(tmp_path / "pipe", 5)


def test_no_file_is_left_open(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"123456")
    before = os.open(os.devnull, os.O_RDONLY)
    os.close(before)
    read_file(tmp_path / "a", 6)
    for _ in range(3):
        with pytest.raises(ValueError, match="larger"):
            read_file(tmp_path / "a", 5)
    after = os.open(os.devnull, os.O_RDONLY)
    os.close(after)
    assert after == before


def test_a_reason_is_one_line_without_control_characters() -> None:
    """P11."""
    assert reason(ValueError("a\x1b[2Jb\nc")) == "a␛[2Jb c"
    assert reason(OSError(errno.ENOSPC, "No space left on device")) == "no space left on device"
    assert reason(ValueError()) == "ValueError"
