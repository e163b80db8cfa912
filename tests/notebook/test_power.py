"""P1, P2, P4: power cuts at every step of saving a notebook."""

from pathlib import Path

import pytest

from ccgbrief.notebook import Saved
from tests.notebook.children import opened
from tests.power import record, write_state

pytestmark = pytest.mark.usefixtures("swapping")


@pytest.mark.parametrize("saves", [0, 1, 2])
def test_a_cut_at_any_step_of_a_save_leaves_the_notebook_old_or_new(
    tmp_path: Path, saves: int
) -> None:
    """Once it is called saved it is new; the .bak is a whole notebook too."""
    folder = tmp_path / "disk"
    folder.mkdir()
    store = opened(folder)
    for number in range(saves):
        store.notebook.add_note(f"note {number}")
        assert store.save() == Saved()
    store.notebook.add_note("new")
    disk = record(folder, store.save)
    assert store.take_messages() == ()
    old = [f"note {number}" for number in range(saves)]
    cut = tmp_path / "cut"
    for state in disk.states:
        write_state(dict(state), cut)
        again = opened(cut)
        assert [note.text for note in again.notebook.notes()] in (old, [*old, "new"])
        assert not again.broken
        if (cut / "notes.toml.bak").exists():
            (cut / "notes.toml.bak").replace(cut / "notes.toml")
            assert [note.text for note in opened(cut).notebook.notes()] in (old[:-1], old)
    assert len(disk.states) > 3
    write_state(disk.last(), cut)
    assert [note.text for note in opened(cut).notebook.notes()] == [*old, "new"]
