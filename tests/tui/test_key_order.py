"""However a line packs the keys, the same is recorded as if they came one by one."""

import asyncio
import random
from pathlib import Path

import pytest
from textual import events
from textual.widget import Widget

from ccgbrief.tui.question import Question
from tests.tui.desk import open_desk

STEPS = 8
"""What is done one after the other, with each packing."""

AT_ONCE = (1, 1, 2, 3, 5, 8, 13, 40)
"""Keys that come in one read."""


def written(chance: random.Random) -> tuple[list[str], list[str]]:
    """Return keys, and the notes that they make."""
    keys: list[str] = []
    notes: list[str] = []
    for number in range(STEPS):
        text = f"Point {number} rents agreed"
        does = chance.choice(["N", "N", "n", "discard", "leave", "form", "search"])
        match does:
            case "N" | "n":
                keys += [does, *text, "enter"]
                notes.append(text)
            case "discard":
                keys += ["N", *text, "escape", "escape"]
            case "leave":
                keys += ["n", "escape"]
            case "form":
                keys += ["H", "escape"]
            case "search":
                keys += ["/", *"frogs", "escape"]
    return keys, notes


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(6))
async def test_keys_make_the_same_notes_however_they_come(
    seed: int, small_folder: Path, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    keys, notes = written(chance)
    reads = []
    async with open_desk(small_folder, tmp_path / "notes.toml") as desk:
        await desk.press("5", "j", "w")
        name = [*"Kim Ash", "enter"]
        keys = [*name, *keys]
        while keys:
            count = chance.choice(AT_ONCE)
            reads.append(keys[:count])
            desk.send(*reads[-1])
            del keys[:count]
            for _ in range(chance.randint(0, 60)):
                await asyncio.sleep(0)
        await desk.press()
        found = [note.text for note in desk.session.notebook.notes()]
        assert (found, desk.session.notebook.owner_of("count")) == (notes, "Kim Ash"), reads


def test_keys_that_were_held_are_pressed_once_and_those_that_were_queued_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pressed: list[str] = []
    monkeypatch.setattr("ccgbrief.tui.question.pass_on", lambda _, key: pressed.append(key.key))
    question = Question(Widget(), (), lambda: None, lambda: None)
    assert not question.hold(events.Key("n", "n"))
    question.is_answered = True
    for name, is_queued in (("enter", True), ("c", False), ("a", True), ("enter", True)):
        assert question.hold(events.Key(name, None), is_queued=is_queued)
    question.release()
    question.release()
    assert pressed == ["a", "enter", "c"]
