"""What holds for all tests of this room."""

import errno
import sys

import pytest


@pytest.fixture(autouse=True)
def no_settling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no save wait until a file has settled; tests that are about that pass a `wait`."""
    monkeypatch.setattr("ccgbrief.notebook.store.SETTLING", 0.0)


@pytest.fixture(params=[True, False], ids=["names can be swapped", "names cannot be swapped"])
def swapping(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Tell whether the system can swap the names of two files, as Linux and macOS can."""
    if not request.param:
        monkeypatch.setattr("ccgbrief.system.swap_names", lambda _one, _other: errno.ENOSYS)
    elif sys.platform not in {"linux", "darwin"}:
        pytest.skip("names cannot be swapped here")
    return bool(request.param)
