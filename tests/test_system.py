"""What differs by operating system stands in one module, and each system's branch does its part."""

import ast
import errno
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from platform import libc_ver
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import Mock

import pytest

import ccgbrief
from ccgbrief import system

SOURCE = Path(ccgbrief.__file__).parent

OF_ONE_SYSTEM = re.compile(
    r"sys\.platform|os\.name\b|\bos\.(O_\w+|geteuid|getuid|fork|chown|\w+xattr|sched_\w+|setsid|killpg)"
    r"|signal\.SIG(?!INT\b|TERM\b|_)\w+"
    r"|select\.poll\b|from os import (name|O_\w+)|^import (fcntl|termios|resource|msvcrt|pwd|grp)\b"
)

EVERYWHERE = {"os.O_RDONLY", "os.O_WRONLY", "os.O_RDWR", "os.O_CREAT", "os.O_EXCL"}


def test_no_other_module_asks_which_system_it_runs_on() -> None:
    asking = {
        f"{file.relative_to(SOURCE)}: {found[0]}"
        for file in SOURCE.rglob("*.py")
        if file.name != "system.py"
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, (ast.Attribute, ast.Import, ast.ImportFrom))
        and (found := OF_ONE_SYSTEM.search(ast.unparse(node)))
        and found[0] not in EVERYWHERE
    }
    assert asking == set()


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(system, "PAUSE", 0.0)


@pytest.mark.parametrize(
    ("name", "is_legal"),
    [
        ("minutes 2026-12-01.md", True),
        ("Protokoll “März”.docx", True),
        ("console.md", True),
        (".bak", True),
        ("minutes 12:30.md", False),
        ("minutes.md:hidden", False),
        ("what?", False),
        ("a\\b", False),
        ("a\tb", False),
        ("Con", False),
        ("aux .md", False),
        ("lpt0.tar.gz", False),
        ("board.", False),
        ("board ", False),
    ],
)
def test_a_name_is_legal_if_every_system_takes_it(name: str, is_legal: bool) -> None:
    assert system.is_legal_name(name) is is_legal


def test_a_path_is_said_as_it_is_typed_behind_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [system.as_argument(each) for each in ("june", Path("Board June"), "it's", "-dash")]
    assert said == ["june", "'Board June'", "'it'\"'\"'s'", "./-dash"]
    monkeypatch.setattr("sys.platform", "win32")
    assert system.as_argument("Board June") == '"Board June"'
    assert system.as_argument(PureWindowsPath("C:/packs/june")) == "C:\\packs\\june"


def test_only_folders_that_are_still_to_be_made_must_have_legal_names(tmp_path: Path) -> None:
    assert system.illegal_name(tmp_path / "con" / "board") == "con"
    assert system.illegal_name(tmp_path / "board" / "aux.md") == "aux.md"
    (tmp_path / "dots.").mkdir()
    assert system.illegal_name(tmp_path / "dots." / "board") == ""
    assert system.illegal_name(Path("board")) == ""


@pytest.mark.parametrize("path", ["C:\\Board\\notes.toml", "\\\\server\\share\\x.md", "C:x.md"])
def test_drives_and_shares_are_not_part_of_a_name(path: str) -> None:
    windows_path = PureWindowsPath(path)
    assert system.is_legal_name(windows_path.name)
    assert windows_path.parents[-1].name == ""


@pytest.mark.usefixtures("windows")
def test_windows_is_asked_again_for_a_file_that_is_held_open() -> None:
    held = Mock(side_effect=[PermissionError, PermissionError, None])
    system.retried(held)
    assert held.call_count == 3
    with pytest.raises(PermissionError):
        system.retried(for_ever := Mock(side_effect=PermissionError))
    assert for_ever.call_count == system.TRIES
    with pytest.raises(FileNotFoundError):
        system.retried(missing := Mock(side_effect=FileNotFoundError))
    assert missing.call_count == 1


def test_other_systems_are_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(PermissionError):
        system.retried(refused := Mock(side_effect=PermissionError))
    assert refused.call_count == 1


@pytest.mark.usefixtures("windows")
def test_windows_has_no_folders_to_open_no_owners_and_no_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "chown", Mock(side_effect=AssertionError), raising=False)
    monkeypatch.setitem(sys.modules, "resource", None)
    assert system.open_folder(tmp_path) is None
    theirs: Any = SimpleNamespace(st_uid=1, st_gid=2)
    system.keep_owner(tmp_path, tmp_path.stat(), theirs)
    system.limit_memory(1)
    assert system.is_own(tmp_path)
    assert not system.is_terminal_gone()
    assert system.has_desktop({})


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_the_group_of_a_file_is_kept_by_whoever_may_not_give_the_file_away(
    platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    chown = Mock(side_effect=[PermissionError, None])
    monkeypatch.setattr(os, "chown", chown, raising=False)
    found, theirs = SimpleNamespace(st_uid=2, st_gid=3), SimpleNamespace(st_uid=1, st_gid=4)
    with pytest.raises(PermissionError):
        system.keep_owner(tmp_path, cast("Any", found), cast("Any", theirs))
    assert [each.args for each in chown.call_args_list] == [(tmp_path, 1, 4), (tmp_path, -1, 4)]
    system.keep_owner(tmp_path, cast("Any", found), cast("Any", found))
    assert chown.call_count == 2


@pytest.mark.parametrize("number", [errno.ENOTSUP, errno.EIO])
def test_a_file_system_without_attributes_keeps_none(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    listing = Mock(side_effect=OSError(number, os.strerror(number)))
    monkeypatch.setattr(os, "listxattr", listing, raising=False)
    if number == errno.ENOTSUP:
        assert not system.keep_attributes(tmp_path, tmp_path)
    else:
        with pytest.raises(OSError, match=os.strerror(number)):
            system.keep_attributes(tmp_path, tmp_path)


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_other_systems_are_not_asked_for_attributes(
    platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr(os, "listxattr", Mock(side_effect=AssertionError), raising=False)
    assert not system.keep_attributes(tmp_path, tmp_path)


def test_macos_writes_through_the_memory_of_the_drive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = SimpleNamespace(fcntl=Mock(), F_FULLFSYNC=51)
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setitem(sys.modules, "fcntl", control)
    with (tmp_path / "file").open("wb") as file:
        system.sync(file.fileno())
        control.fcntl.assert_called_once_with(file.fileno(), 51)
        control.fcntl.side_effect = OSError
        system.sync(file.fileno())  # a drive that cannot has been asked, which is all there is


@pytest.mark.parametrize(("platform", "call"), [("linux", "renameat2"), ("darwin", "renamex_np")])
def test_names_are_swapped_by_the_call_of_the_system(
    platform: str, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    library = Mock(spec=[call])
    getattr(library, call).return_value = 0
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: library)
    assert system.swap_names(b"a", b"b") == 0
    getattr(library, call).return_value = -1
    monkeypatch.setattr("ctypes.get_errno", lambda: errno.EBUSY)
    assert system.swap_names(b"a", b"b") == errno.EBUSY


@pytest.mark.usefixtures("windows")
def test_windows_swaps_no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", Mock(side_effect=TypeError))
    assert system.swap_names(b"a", b"b") == errno.ENOSYS


IN_USE_AFTER = """
from pathlib import Path
from threading import Thread
from ccgbrief import system

def read_and_forget():
    some = [bytes(600_000 + 1_000 * number) for number in range(100)]
    kept.extend(block[:2_000] for block in some)

def in_use():
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0])

system.return_memory()
kept, before = [], in_use()
for _ in range(3):
    threads = [Thread(target=read_and_forget) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print(in_use() - before)
"""
"""Prints the kB that a process takes whose threads had 180 MB at a time, and kept 2 of them."""


@pytest.mark.skipif(libc_ver()[0] != "glibc", reason="another C library")
def test_what_threads_no_longer_need_goes_back_to_the_system() -> None:
    taken = subprocess.check_output([sys.executable, "-c", IN_USE_AFTER], text=True)
    assert int(taken) < 10_000


@pytest.mark.parametrize("library", [Mock(side_effect=TypeError), Mock(return_value=object())])
def test_a_c_library_without_such_options_stays_as_it_is(
    library: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ctypes.CDLL", library)
    system.return_memory()
    library.assert_called_once_with(None)


def test_a_folder_of_somebody_else_is_not_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1, raising=False)
    assert not system.is_own(tmp_path)
    assert not system.is_own(tmp_path / "missing")


def test_a_program_ends_by_the_signals_that_the_system_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "SIGBREAK", 21, raising=False)
    monkeypatch.delattr(signal, "SIGHUP", raising=False)
    found = system.ending_signals()
    assert {signal.SIGINT, signal.SIGTERM, 21} <= set(found)
    assert 1 not in found


class Console:
    """Stands in for what Windows does about the window of a console."""

    def __init__(self) -> None:
        self.handlers: list[Callable[[int], bool]] = []

    def SetConsoleCtrlHandler(self, handler: Callable[[int], bool], add: bool) -> bool:  # noqa: N802
        (self.handlers.append if add else self.handlers.remove)(handler)
        return True


@pytest.fixture
def console(windows: None, monkeypatch: pytest.MonkeyPatch) -> Console:
    del windows
    console = Console()
    monkeypatch.setattr("ctypes.WINFUNCTYPE", lambda *_: lambda function: function, raising=False)
    monkeypatch.setattr("ctypes.windll", SimpleNamespace(kernel32=console), raising=False)
    return console


@pytest.mark.parametrize(
    ("event", "is_saved"), [(0, False), (1, False), (2, True), (5, True), (6, True)]
)
def test_closing_the_window_of_a_console_saves_before_windows_ends_the_process(
    event: int, is_saved: bool, console: Console
) -> None:
    save = Mock()
    with system.at_closed_console(save):
        (handler,) = console.handlers
        assert bool(handler(event)) is is_saved
        assert save.called is is_saved
    assert console.handlers == []


def test_other_systems_are_asked_nothing_about_a_console(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    with system.at_closed_console(Mock(side_effect=AssertionError)):
        assert console.handlers == []


@pytest.mark.parametrize(
    ("platform", "variables", "there"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_only_linux_may_have_no_windows(
    platform: str, variables: dict[str, str], there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert system.has_desktop(variables) is there


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
@pytest.mark.parametrize(("there", "set_to"), [(-1, 1000), (5000, 1000), (70, 70)])
def test_a_lower_limit_of_memory_stays(
    there: int, set_to: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource  # noqa: PLC0415 - is not there on Windows

    monkeypatch.setattr(resource, "RLIM_INFINITY", -1)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (there, there))
    monkeypatch.setattr(resource, "setrlimit", limit := Mock())
    system.limit_memory(1000)
    limit.assert_called_with(resource.RLIMIT_AS, (set_to, set_to))


def test_what_is_opened_outlives_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: dict[str, object] = {}
    monkeypatch.setattr(subprocess, "Popen", lambda _, **rest: begun.update(rest))
    system.start_apart(["xdg-open", str(tmp_path)])
    assert begun["start_new_session"]
    assert begun["stdout"] == begun["stderr"] == begun["stdin"] == subprocess.DEVNULL
