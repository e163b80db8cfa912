import sys
from pathlib import Path

import pytest

from ccgbrief.tui import clipboard
from ccgbrief.tui.clipboard import clipboard_command, give_to_system

KEEP = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"


def everything(name: str) -> str:
    return f"/usr/bin/{name}"


def nothing(_: str) -> None:
    return None


@pytest.mark.parametrize(
    ("environment", "platform", "program"),
    [
        ({}, "darwin", "pbcopy"),
        ({}, "win32", "clip.exe"),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", "clip.exe"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "linux", "wl-copy"),
        ({"DISPLAY": ":0"}, "linux", "xclip"),
        ({"TMUX": "/tmp/tmux,1,0"}, "linux", "tmux"),
    ],
)
def test_each_system_has_its_program(
    environment: dict[str, str], platform: str, program: str
) -> None:
    assert clipboard_command(environment, platform, everything)[0] == program
    assert clipboard_command(environment, platform, nothing) == []


def test_without_a_desktop_there_is_no_program() -> None:
    assert clipboard_command({}, "linux", everything) == []


def test_a_program_that_is_missing_is_passed_over() -> None:
    found = clipboard_command(
        {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"},
        "linux",
        lambda name: None if name in {"wl-copy", "xclip"} else name,
    )
    assert found[0] == "xsel"


def test_text_is_handed_over_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    command = [sys.executable, "-c", KEEP, str(kept)]
    monkeypatch.setattr(clipboard, "clipboard_command", lambda _: command)
    assert give_to_system("“zoë”\n") == sys.executable
    assert kept.read_text(encoding="utf-8") == "“zoë”\n"


@pytest.mark.parametrize(
    "command", [[], ["/nowhere/at/all"], [sys.executable, "-c", "raise SystemExit(1)"]]
)
def test_a_program_that_fails_is_no_clipboard(
    monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setattr(clipboard, "clipboard_command", lambda _: command)
    assert give_to_system("x") == ""
