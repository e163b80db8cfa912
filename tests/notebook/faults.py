"""Calls to the system that fail, one after the other until every step of a save had its turn."""

import os
from collections.abc import Callable
from errno import ENOSPC
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any
from unittest.mock import patch

import pytest

from ccgbrief import system
from ccgbrief.files import write_file

STEPS = (
    *("chmod", "chown", "close", "fstat", "fsync", "link", "lstat", "mkdir", "open", "read"),
    *("readlink", "replace", "scandir", "stat", "unlink", "write", "swap_names"),
    "keep_attributes",
)
"""The calls by which a notebook is saved."""


def _owner(name: str) -> ModuleType:
    return os if hasattr(os, name) else system


class Faults:
    """While it is entered, call number `step` does `fault`; if `persistent` all later ones too."""

    def __init__(self, step: int, fault: Callable[[], None], *, persistent: bool = False) -> None:
        self.calls = 0
        self.hit = ""
        self._step = step
        self._fault = fault
        self._persistent = persistent
        self._patches = [patch.object(_owner(name), name, self._faulty(name)) for name in STEPS]

    def _faulty(self, name: str) -> Callable[..., Any]:
        original = getattr(_owner(name), name)

        def call(*args: Any, **more: Any) -> Any:
            self.calls += 1
            if self.calls == self._step or (self._persistent and self.calls > self._step):
                self.hit = self.hit or name
                if name == "close":  # a close that fails has closed all the same
                    original(*args, **more)
                self._fault()
            return original(*args, **more)

        return call

    def __enter__(self) -> "Faults":
        for each in self._patches:
            each.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for each in self._patches:
            each.stop()


def full_below(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every write below a folder, as a full disk does."""

    def refused(path: Path, data: bytes, *, mode: int = 0o666) -> list[str]:
        if path.is_relative_to(folder):
            raise OSError(ENOSPC, "No space left on device")
        return write_file(path, data, mode=mode)

    monkeypatch.setattr("ccgbrief.notebook.backups.write_file", refused)
