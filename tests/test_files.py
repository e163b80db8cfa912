"""How files are read (P12: only plain ones of a bearable size) and written (P1, P2, P3, P5)."""

import errno
import os
import socket
import stat
import struct
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from ccgbrief.files import (
    PRIVATE,
    make_folder,
    place_new,
    read_file,
    reason,
    rights_kept,
    write_file,
    write_new,
    write_numbered,
)
from tests.notebook.children import context

posix = pytest.mark.skipif(sys.platform == "win32", reason="links, modes and pipes of POSIX")


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


def test_a_missing_file_is_distinguished_from_a_refused_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        read_file(tmp_path / "a", 5)
    assert reason(missing.value) == "no such file or directory"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^it is a folder, not a file$"):
        read_file(tmp_path, 5)


@posix
def test_a_link_is_followed_and_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"here")
    (tmp_path / "link").symlink_to("a")
    assert read_file(tmp_path / "link", 5) == b"here"
    (tmp_path / "round").symlink_to("about")
    (tmp_path / "about").symlink_to("round")
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        read_file(tmp_path / "round", 5)


@posix
def test_a_pipe_that_nobody_writes_to_does_not_hold_the_reader(tmp_path: Path) -> None:
    """P12."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ValueError, match=r"^it is a device, pipe or socket, not a file$"):
        read_file(tmp_path / "pipe", 5)


@posix
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


@posix
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


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notes.toml"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_file_is_replaced_and_nothing_else_is_left(file: Path) -> None:
    assert write_file(file, b"new") == []
    assert file.read_bytes() == b"new"
    assert names(file.parent) == {"notes.toml"}


def test_a_file_that_was_not_there_is_made_for_its_owner_only(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"new", mode=PRIVATE)
    assert (tmp_path / "a").read_bytes() == b"new"
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


@posix
def test_the_disk_has_the_text_before_the_name_and_the_name_before_it_is_called_saved(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P1: a file replaced before its text is on the disk may be empty after a power cut."""
    done: list[str] = []

    def noting(name: str) -> Callable[..., Any]:
        original = getattr(os, name)

        def call(*args: Any) -> Any:
            result = original(*args)
            folder = name == "fsync" and stat.S_ISDIR(os.fstat(args[0]).st_mode)
            done.append("fsync of the folder" if folder else name)
            return result

        return call

    for name in ("write", "fsync", "replace"):
        monkeypatch.setattr(os, name, noting(name))
    write_file(file, b"new")
    assert done == ["write", "fsync", "replace", "fsync of the folder"]


def test_a_file_that_somebody_just_reads_is_replaced_a_moment_later(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P5: on Windows the other copy's look at the file would now and then make a save fail."""
    replace, busy = os.replace, [True, True]

    def refuse_twice(*args: Any) -> None:
        if busy:
            busy.pop()
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        replace(*args)

    monkeypatch.setattr(os, "replace", refuse_twice)
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("ccgbrief.system.PAUSE", 0.0)
    monkeypatch.setattr("ccgbrief.system.TRIES", 2)
    with pytest.raises(PermissionError):
        write_file(file, b"new")
    busy.append(True)
    assert write_file(file, b"new") == []
    assert file.read_bytes() == b"new"


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o777, 0o600])
def test_mode_bits_survive(file: Path, mode: int) -> None:
    """P3."""
    file.chmod(mode)
    write_file(file, b"new")
    assert stat.S_IMODE(file.stat().st_mode) == mode


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may chown")
def test_the_owner_survives_where_that_is_permitted(file: Path) -> None:
    """P3."""
    os.chown(file, 12345, 54321)
    write_file(file, b"new")
    assert (file.stat().st_uid, file.stat().st_gid) == (12345, 54321)


@posix
def test_permissions_that_cannot_be_kept_are_reported_and_the_text_is_saved(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P3: some file systems give all files the same rights, and refuse any others."""

    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    file.chmod(0o644)
    monkeypatch.setattr(os, "chmod", refuse)
    monkeypatch.setattr(os, "chown", refuse)
    assert write_file(file, b"new") == [
        "the file's permissions could not be kept (operation not permitted)"
    ]
    assert file.read_bytes() == b"new"


@posix
@pytest.mark.parametrize("relative", [True, False])
def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(
    file: Path, tmp_path: Path, relative: bool
) -> None:
    """P3: people keep the real file in a folder of their own."""
    (tmp_path / "here").mkdir()
    link = tmp_path / "here" / "link"
    link.symlink_to(Path("../notes.toml") if relative else file)
    write_file(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert names(tmp_path / "here") == {"link"}


@posix
def test_a_link_that_leads_nowhere_is_filled(tmp_path: Path) -> None:
    """P3."""
    (tmp_path / "link").symlink_to("later.toml")
    write_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "later.toml").read_bytes() == b"new"


@posix
def test_what_is_no_plain_file_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "round").symlink_to("round")
    before = names(tmp_path)
    with pytest.raises(ValueError, match="pipe"):
        write_file(tmp_path / "pipe", b"new")
    with pytest.raises(ValueError, match="folder"):
        write_file(tmp_path / "folder", b"new")
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        write_file(tmp_path / "round", b"new")
    with pytest.raises(ValueError, match="device"):
        write_file(Path("/dev/null"), b"new")
    assert names(tmp_path) == before
    assert (tmp_path / "pipe").is_fifo()


@posix
def test_a_file_marked_as_read_only_is_not_replaced_behind_its_owners_back(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(PermissionError, match="marked as read-only"):
        write_file(file, b"new")
    assert file.read_bytes() == b"old"


def test_a_short_write_is_continued(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:2]))
    write_file(file, b"longer than two")
    assert file.read_bytes() == b"longer than two"


def test_a_disk_that_only_says_it_wrote_is_noticed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P2: without the look at the size, the old text would be replaced by half the new one."""
    write = os.write

    def lie(handle: int, data: bytes) -> int:
        write(handle, bytes(data)[:2])
        return len(data)

    monkeypatch.setattr(os, "write", lie)
    with pytest.raises(OSError, match="did not keep"):
        write_file(file, b"new text")
    assert file.read_bytes() == b"old"
    assert names(file.parent) == {"notes.toml"}


@posix
def test_a_folder_that_cannot_be_synced_leaves_a_doubt_and_no_failure(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P1: the new text is there; to call it a failure would be wrong, to say nothing too."""
    fsync = os.fsync

    def fail_for_folders(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", fail_for_folders)
    assert write_file(file, b"new") == ["saved, but not confirmed on disk (input/output error)"]
    assert file.read_bytes() == b"new"


def test_only_what_a_killed_process_left_long_ago_is_swept(file: Path) -> None:
    stale = file.parent / ".ccgbrief-0badcafe.tmp"
    busy = file.parent / ".ccgbrief-deadbeef.tmp"
    other = file.parent / ".other.tmp"
    for path in (stale, busy, other):
        path.touch()
    now = file.stat().st_mtime
    for path in (stale, other):
        os.utime(path, (now - 3600, now - 3600))
    write_file(file, b"new")
    assert names(file.parent) == {"notes.toml", busy.name, other.name}


def test_a_new_file_is_never_written_over_another(file: Path) -> None:
    """P9."""
    with pytest.raises(FileExistsError):
        write_new(file, b"new")
    assert file.read_bytes() == b"old"


@posix
@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_is_whole_or_not_there_and_replaces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    """P2, P9: also where what was begun cannot be removed again."""
    file, link = tmp_path / "final.md", tmp_path / "link.md"
    link.symlink_to(tmp_path / "nowhere.md")
    if not has_links:
        monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", refusing(errno.EIO))
        broken.setattr(os, "unlink", refusing(errno.EROFS))
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            place_new(file, b"new")
    assert not file.exists()
    assert place_new(file, b"new", mode=0o444) == []
    for looks in (True, False):  # another program may take the name after it was looked at
        if not looks:
            monkeypatch.setattr(os.path, "lexists", lambda _: False)
        for path in (file, link):
            with pytest.raises(FileExistsError):
                place_new(path, b"other")
    assert file.read_bytes() == b"new"
    assert not link.exists()
    assert len(list(tmp_path.glob(".ccgbrief-*.tmp"))) == 1  # which is swept after a minute


@pytest.mark.parametrize("has_links", [True, False])
def test_files_written_at_once_under_one_name_are_numbered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    if not has_links:
        monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(lambda i: write_numbered(tmp_path, "minutes", ".md", b"%d" % i)[0], range(24))
        )
    assert [file.read_bytes() for file in found] == [b"%d" % i for i in range(24)]
    assert {file.name for file in found} == {"minutes.md"} | {
        f"minutes-{number}.md" for number in range(2, 25)
    }


@posix
def test_a_numbered_file_is_not_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "minutes.md").symlink_to(tmp_path / "elsewhere.md")
    file, _ = write_numbered(tmp_path, "minutes", ".md", b"new")
    assert file == tmp_path / "minutes-2.md"
    assert not (tmp_path / "elsewhere.md").exists()


def test_a_numbered_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as error:
        write_numbered(tmp_path / "gone", "minutes", ".md", b"new")
    assert error.value.filename == str(tmp_path / "gone" / "minutes.md")


def test_a_folder_is_made_with_those_above_it_for_its_owner_only(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700


def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    if sys.platform != "win32":
        before = os.umask(0o027)
        try:
            write_file(tmp_path / "a", b"new")
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def refusing(number: int) -> Callable[..., None]:
    def refuse(*_args: object, **_more: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@posix
@pytest.mark.parametrize("number", [errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL])
def test_a_file_system_without_permissions_owners_or_syncing_is_written_to(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """P1, P3: such as network shares and sticks; what cannot be promised is said in one line."""
    file.chmod(0o640)
    for call in ("chmod", "chown", "fsync"):
        monkeypatch.setattr(os, call, refusing(number))
    permissions, syncing = write_file(file, b"new")
    assert permissions.startswith("the file's permissions could not be kept (")
    assert syncing.startswith("saved, but not confirmed on disk (")
    assert file.read_bytes() == b"new"
    assert names(file.parent) == {"notes.toml"}


@posix
def test_an_owner_that_the_file_system_cannot_set_stops_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P3."""
    file.chmod(0o644)
    looked, real = file.stat(), Path.stat
    owned = os.stat_result((*looked[:4], looked.st_uid + 1, *looked[5:10]))
    monkeypatch.setattr(Path, "stat", lambda path: owned if path == file else real(path))
    monkeypatch.setattr(os, "chown", refusing(errno.EOPNOTSUPP))
    assert write_new(file.parent / "a", b"new", like=file) == [
        "the file's owner could not be kept, and may do less with it now"
    ]
    assert (file.parent / "a").read_bytes() == b"new"


def owned_by(owner: int, group: int, mode: int = 0) -> os.stat_result:
    return os.stat_result((stat.S_IFREG | mode, 0, 0, 1, owner, group, 0, 0, 0, 0))


@posix
@pytest.mark.parametrize(
    ("mode", "owner", "group", "left", "lost"),
    [
        (0o660, 1, 1, 0o660, ""),
        (0o4755, 1, 1, 0o4755, ""),
        (0o660, 2, 1, 0o660, ""),  # the owner is in the group, and may do what it may
        (0o4775, 2, 1, 0o775, ""),
        (0o640, 2, 1, 0o640, "owner"),
        (0o660, 1, 2, 0o600, "group"),
        (0o660, 2, 2, 0o600, "owner and group"),
        (0o664, 1, 2, 0o644, "group"),
        (0o606, 1, 2, 0o600, "group"),  # who could do nothing before would be one of the others
        (0o666, 2, 2, 0o666, ""),
        (0o644, 1, 2, 0o644, ""),
    ],
)
def test_nobody_may_do_more_with_a_file_that_gets_another_owner_or_group(
    mode: int, owner: int, group: int, left: int, lost: str
) -> None:
    """P3: private notes would be readable to the saver's own group."""
    assert rights_kept(owned_by(1, 1, mode), owned_by(owner, group)) == (left, lost)


@posix
def test_an_access_list_may_have_left_the_owner_more_than_the_mode_says() -> None:
    """P3: the rights of the group in the mode are then those of whoever is in the list."""
    kept = rights_kept(owned_by(1, 1, 0o660), owned_by(2, 1), is_listed=True)
    assert kept == (0o660, "owner")


def write_as(file: Path, groups: list[int], told: Connection) -> None:
    """Write a file as another user, whose own group is 100."""
    os.setgroups(groups)
    os.setgid(100)
    os.setuid(3002)
    told.send(write_file(file, b"new"))


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may chown")
@pytest.mark.parametrize(
    ("group", "mode", "then", "doubts"),
    [
        (4000, 0o660, (4000, 0o660), []),
        (4001, 0o666, (100, 0o666), []),
        (4001, 0o662, (100, 0o622), ["owner and group"]),
    ],
)
def test_a_member_of_the_group_who_saves_leaves_the_file_to_the_group(
    group: int, mode: int, then: tuple[int, int], doubts: list[str]
) -> None:
    """P3: the others were locked out; in a folder of its own, for another user must get to it."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        file = Path(name) / "notes.toml"
        file.write_bytes(b"old")
        os.chown(file, 3001, group)
        file.chmod(mode)
        ours, theirs = context().Pipe()
        child = context().Process(target=write_as, args=(file, [4000], theirs))
        child.start()
        said, found = ours.recv(), file.stat()
        child.join()
        assert file.read_bytes() == b"new"
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (3002, *then)
    assert said == [
        f"the file's {x} could not be kept, and may do less with it now" for x in doubts
    ]


def access_list(*entries: tuple[int, int, int]) -> bytes:
    """Return an access list of POSIX from the tag, rights and user of each entry."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *each) for each in entries)


NOBODY = 0xFFFFFFFF
LISTED = access_list(
    (1, 6, NOBODY), (2, 4, 65534), (4, 0, NOBODY), (16, 4, NOBODY), (32, 0, NOBODY)
)
"""The owner may write, one user may read, and the group may do nothing."""


def attributes(file: Path) -> dict[str, bytes]:
    assert sys.platform == "linux"
    return {name: os.getxattr(file, name) for name in os.listxattr(file)}


def give(file: Path, **values: bytes) -> None:
    """Give a file attributes, or skip the test where it can have none."""
    if sys.platform != "linux":
        pytest.skip("Python knows of no attributes here")
    try:
        for name, value in values.items():
            os.setxattr(file, name.replace("_", ".", 1), value)
    except OSError as error:
        pytest.skip(f"files here have no attributes ({error})")


def test_an_access_list_and_attributes_survive(file: Path) -> None:
    """P3: the group could read what one user was given, and the user could not."""
    file.chmod(0o600)
    give(file, system_posix_acl_access=LISTED, user_tag=b"board")
    before = attributes(file), file.stat().st_mode
    assert write_file(file, b"new") == []
    assert (attributes(file), file.stat().st_mode) == before


def test_what_a_folder_gives_to_new_files_is_not_given_to_one_that_has_it_not(file: Path) -> None:
    """P3: somebody has taken it from the file, or it is older."""
    give(file.parent, system_posix_acl_default=LISTED)
    file.chmod(0o660)
    assert write_file(file, b"new") == []
    assert "system.posix_acl_access" not in attributes(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o660


def test_an_access_list_that_cannot_be_kept_leaves_the_file_to_its_owner(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P3."""
    give(file, system_posix_acl_access=LISTED)
    monkeypatch.setattr(os, "setxattr", refusing(errno.EPERM))
    assert write_file(file, b"new") == [
        "the file's access list and attributes could not be kept (operation not permitted),"
        " so only its owner may open it"
    ]
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


class Mounted:
    """Makes a file one that nothing can replace, as a file that a container has mounted."""

    def __init__(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        replace = os.replace

        def refuse(source: Path, target: Path) -> None:
            if Path(target) == file:
                raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
            replace(source, target)

        monkeypatch.setattr(os, "replace", refuse)


@pytest.mark.parametrize("old", [b"old", b"something that is longer"])
def test_a_mounted_file_is_written_in_place_once_the_copy_beside_it_is_safe(
    file: Path, monkeypatch: pytest.MonkeyPatch, old: bytes
) -> None:
    file.write_bytes(old)
    number = file.stat().st_ino
    Mounted(file, monkeypatch)
    beside: list[bytes] = []
    write = os.write

    def look(handle: int, data: bytes) -> int:
        if os.fstat(handle).st_ino == number:
            beside.extend(path.read_bytes() for path in file.parent.glob("notes.saving-*.toml"))
        return write(handle, data)

    monkeypatch.setattr(os, "write", look)
    assert write_file(file, b"new text") == []
    assert beside == [b"new text"]
    assert file.read_bytes() == b"new text"
    assert file.stat().st_ino == number
    assert names(file.parent) == {"notes.toml"}


@pytest.mark.parametrize("restorable", [True, False])
def test_a_mounted_file_that_cannot_be_written_is_restored_or_the_copy_stays(
    file: Path, monkeypatch: pytest.MonkeyPatch, restorable: bool
) -> None:
    """P5."""
    number = file.stat().st_ino
    Mounted(file, monkeypatch)
    write, failures = os.write, [True] if restorable else [True] * 2

    def fill_up(handle: int, data: bytes) -> int:
        if os.fstat(handle).st_ino == number and failures:
            failures.pop()
            write(handle, data[:1])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(handle, data)

    monkeypatch.setattr(os, "write", fill_up)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)) as failed:
        write_file(file, b"new")
    if restorable:
        assert file.read_bytes() == b"old"
        assert names(file.parent) == {"notes.toml"}
    else:
        (copy,) = file.parent.glob("notes.saving-*.toml")
        assert copy.read_bytes() == b"new"
        assert str(copy) in str(failed.value)


@posix
def test_a_folder_that_may_be_written_and_not_read_leaves_a_doubt(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P1."""
    opening = os.open

    def refuse_folders(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_DIRECTORY:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return opening(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse_folders)
    (doubt,) = write_file(file, b"new")
    assert doubt.endswith("not confirmed on disk (permission denied)")
    make_folder(file.parent / "a" / "b")
    assert (file.parent / "a" / "b").is_dir()
