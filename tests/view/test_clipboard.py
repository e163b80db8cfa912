import sys
from pathlib import Path

import pytest

from ccgbrief.view import copying
from ccgbrief.view.copying import clipboard_commands, give_to_system

KEEP = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
FAILS = [[sys.executable, "-c", "raise SystemExit(1)"], ["/nowhere/at/all"]]


def everything(name: str) -> str:
    return f"/usr/bin/{name}"


def nothing(_: str) -> None:
    return None


@pytest.mark.parametrize(
    ("environment", "platform", "programs"),
    [
        ({}, "darwin", ["pbcopy"]),
        ({}, "win32", ["clip.exe"]),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", ["clip.exe"]),
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "linux", ["wl-copy", "xclip", "xsel"]),
        ({"DISPLAY": ":0", "TMUX": "x"}, "linux", ["xclip", "xsel", "tmux"]),
        ({}, "linux", []),
    ],
)
def test_each_system_has_its_programs_the_likeliest_first(
    environment: dict[str, str],
    platform: str,
    programs: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    found = clipboard_commands(environment, everything)
    assert [command[0] for command in found] == programs
    assert clipboard_commands(environment, nothing) == []


def test_text_is_handed_whole_to_the_first_program_that_takes_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    commands = [*FAILS, [sys.executable, "-c", KEEP, str(kept)]]
    monkeypatch.setattr(copying, "clipboard_commands", lambda _: commands)
    assert give_to_system("“zoë”\n") == sys.executable
    assert kept.read_text(encoding="utf-8") == "“zoë”\n"


@pytest.mark.parametrize("commands", [[], FAILS])
def test_programs_that_fail_are_no_clipboard(
    monkeypatch: pytest.MonkeyPatch, commands: list[list[str]]
) -> None:
    monkeypatch.setattr(copying, "clipboard_commands", lambda _: commands)
    assert give_to_system("x") == ""
