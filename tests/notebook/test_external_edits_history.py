"""P7: long histories of two copies, in which somebody also changes the file with an editor."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from tests.notebook.strategies import many
from tests.notebook.test_history import History, Written, who


class HandHistory(History):
    """Two readers and somebody with an editor: what they write takes the place of what they saw."""

    @rule(me=who, pick=st.integers(0, 5))
    def change_by_hand(self, me: int, pick: int) -> None:
        for file in self.files:
            file.refresh()
        path = self.folder / "notes.toml"
        whole = path.read_text(encoding="utf-8") if path.exists() else ""
        there = sorted(text for text in self.model if f'text = "{text}"\n' in whole)
        if not there:
            return
        old = there[pick % len(there)]
        new = self.new_text()
        self.model[new] = Written(over={old} | self.model[old].over)
        path.write_text(whole.replace(f'"{old}"', f'"{new}"'), encoding="utf-8")
        self.files[me].refresh()


@pytest.mark.no_cover
def test_after_any_history_what_was_changed_by_hand_is_there_and_nothing_else_is_lost() -> None:
    run_state_machine_as_test(HandHistory, settings=settings(many(60), stateful_step_count=20))
