"""P7, P9: others who write into the file in place, at their own pace or in the moment we do."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ccgbrief.files import StagedFile
from ccgbrief.notebook import Failed, NotebookStore, Saved, backups
from tests.notebook.children import AT, opened

Wait = Callable[[float], None]


def texts(file: NotebookStore) -> list[str]:
    return sorted(note.text for note in file.notebook.notes())


@pytest.fixture
def one(tmp_path: Path) -> NotebookStore:
    """A notebook with a saved note."""
    file = opened(tmp_path)
    file.notebook.add_note("agreed")
    file.save()
    return file


@pytest.fixture
def laptops(tmp_path: Path) -> bytes:
    """What a notebook on another machine holds."""
    other = NotebookStore.open(tmp_path / "other.toml", "pack", tmp_path / "s", lambda: AT)
    for number in range(6):
        other.notebook.add_note(f"from the laptop {number}")
    other.save()
    return other.path.read_bytes()


def half_of(data: bytes) -> int:
    """Return where to cut a notebook so that both halves are whole notes."""
    return data.index(b"\n[[notes]]", len(data) // 2)


def broken_half_of(data: bytes) -> int:
    """Return where to cut it in the midst of a note."""
    return half_of(data) - 8


@pytest.mark.parametrize(
    "cut", [half_of, broken_half_of, lambda _: 0], ids=["half", "torn", "none"]
)
def test_a_file_that_is_copied_slowly_over_ours_is_waited_for(
    one: NotebookStore, laptops: bytes, cut: Callable[[bytes], int]
) -> None:
    """Written over halfway, the other half of it would come into a file that has no name."""
    one.notebook.add_note("and more")
    with one.path.open("wb", buffering=0) as copying:
        copying.write(laptops[: cut(laptops)])
        waits = []

        def wait(seconds: float) -> None:
            waits.append(seconds)
            if not copying.closed:
                copying.write(laptops[cut(laptops) :])
                copying.close()

        assert one.save(wait) == Saved()
    assert len(waits) == 2  # until two looks found the same
    everything = [*(f"from the laptop {n}" for n in range(6)), "agreed", "and more"]
    assert texts(one) == texts(opened(one.path.parent)) == sorted(everything)
    assert one.take_messages() == ()
    assert not list(one.path.parent.glob("*.broken-*"))


def test_a_command_waits_for_such_a_file_too(tmp_path: Path, laptops: bytes) -> None:
    path = tmp_path / "notes.toml"
    path.write_bytes(laptops[: broken_half_of(laptops)])
    file = opened(tmp_path)
    assert file.broken

    def wait(_seconds: float) -> None:
        path.write_bytes(laptops)

    assert file.set_broken_aside(wait) == ""
    assert not file.broken
    assert len(texts(file)) == 6


def test_a_file_that_never_settles_holds_nobody_for_ever(
    one: NotebookStore, laptops: bytes
) -> None:
    """P5, P12: what cannot be saved is rescued."""
    waits = []

    def write_on(_seconds: float) -> None:
        waits.append(1)
        with one.path.open("wb") as copying:
            copying.write(laptops[: 40 + len(waits)])

    one.notebook.add_note("and more")
    write_on(0)
    outcome = one.save(write_on)
    assert isinstance(outcome, Failed)
    assert outcome.rescue
    assert "another program keeps writing into it" in outcome.message
    assert len(waits) < 10


def meanwhile(monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[], None]) -> None:
    """Have `act` done once, just before a step of saving."""
    owner = backups if hasattr(backups, name) else StagedFile
    step = getattr(owner, name)
    acts = [act]

    def interrupted(*args: Any) -> Any:
        if acts:
            acts.pop()()
        return step(*args)

    monkeypatch.setattr(owner, name, interrupted)


@pytest.mark.parametrize(
    ("swapping", "step"),
    [
        *((True, step) for step in ("_refuse_changed", "exchange", "_make_backup")),
        *((False, step) for step in ("_hold", "_refuse_changed", "put_in_place", "_make_backup")),
    ],
    indirect=["swapping"],
)
@pytest.mark.usefixtures("swapping")
def test_an_editor_that_saves_while_we_do_loses_nothing(
    one: NotebookStore, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """It had the file open before we replaced it, so what it writes may go where .bak is."""
    old = one.path.open("r+", encoding="utf-8")

    def save_by_hand() -> None:
        whole = old.read().replace("agreed", "agreed by hand")
        old.seek(0)
        old.write(whole)
        old.close()

    meanwhile(monkeypatch, step, save_by_hand)
    one.notebook.add_note("and more")
    assert one.save() == Saved()
    assert texts(one) == texts(opened(one.path.parent)) == ["agreed by hand", "and more"]


@pytest.mark.parametrize(
    ("swapping", "step"),
    [(True, "_refuse_changed"), (True, "exchange"), (False, "_refuse_changed")],
    indirect=["swapping"],
)
@pytest.mark.usefixtures("swapping")
def test_an_editor_that_replaces_the_file_while_we_write_loses_nothing(
    one: NotebookStore, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def save_by_hand() -> None:
        new = one.path.with_name("new")
        new.write_bytes(one.path.read_bytes().replace(b"agreed", b"agreed by hand"))
        new.replace(one.path)

    meanwhile(monkeypatch, step, save_by_hand)
    one.notebook.add_note("and more")
    assert one.save() == Saved()
    assert texts(one) == texts(opened(one.path.parent)) == ["agreed by hand", "and more"]


def test_what_two_other_programs_write_in_one_moment_is_all_kept(
    one: NotebookStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P7: one replaces the file before we do, the other before its version is put back."""
    if sys.platform not in {"linux", "darwin"}:
        pytest.skip("names cannot be swapped here")
    theirs = []
    for name in ("second", "third"):
        other = NotebookStore.open(tmp_path / name, "pack", tmp_path / "state", lambda: AT)
        other.notebook.add_note(name)
        other.save()
        theirs.append(tmp_path / name)
    exchange = StagedFile.exchange

    def interrupted(staged: StagedFile) -> bool:
        if theirs:
            theirs.pop(0).replace(one.path)
        return exchange(staged)

    monkeypatch.setattr(StagedFile, "exchange", interrupted)
    one.notebook.add_note("and more")
    assert one.save() == Saved()
    assert texts(one) == texts(opened(tmp_path)) == ["agreed", "and more", "second"]
    (kept,) = tmp_path.glob("notes.saving-*.toml")
    one.find_copies()
    assert [copy.path for copy in one.copies] == [kept]
    one.accept(one.copies[0])
    assert texts(one) == ["agreed", "and more", "second", "third"]
