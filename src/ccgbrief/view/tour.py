"""The tour that a first start offers: its steps, and what completes each of them."""

from collections.abc import Iterable
from typing import NamedTuple

from ccgbrief.view.keys import FIXED_KEYS, PRESS, Command, Keys

SEARCHED = "owns primry care"
"""Words for the first search, misspelt as a reader in a hurry types them."""

TYPED, LANDED, KEPT = "typed", "landed", "kept"
"""What is done without a command of its own: a search is typed, a result opened, a note kept."""


class Step(NamedTuple):
    """One thing to do."""

    command: str
    """The command whose key is to be pressed."""
    does: str
    """What the key does, or what to do after it."""
    done_by: str
    """The command, or one of the above, that completes the step."""


STEPS = (
    Step("search", f"and type {SEARCHED}", TYPED),
    Step("cursor.open", "to go to what was found", LANDED),
    Step("copy", "to copy it with its citation", "copy"),
    Step("note", "and type a few words, then enter", KEPT),
    Step("undo", "twice to take the note back", "undo"),
    Step("help", "to see all keys", "help"),
    Step("quit", "to leave; everything is saved", "quit"),
)


class Tour(NamedTuple):
    """How far the reader is on the tour."""

    at: int = 0
    """The step to do next, from 0."""

    @property
    def is_at_end(self) -> bool:
        """Whether only leaving is left to be shown."""
        return self.at == len(STEPS) - 1

    def after(self, done: str) -> "Tour":
        """Return the tour once something was done: a step further if that was its step."""
        if done == LANDED and STEPS[self.at].done_by == TYPED:  # with Enter, before all was typed
            return Tour(self.at + 2)
        return Tour(self.at + 1) if done == STEPS[self.at].done_by else self

    def keys(self, commands: Iterable[Command], *, searching: bool = False) -> Keys:
        """Return the step for the last line, in place of the keys there.

        Escape ends the tour, except while searching, which it leaves.
        """
        step = STEPS[self.at]
        shown = {**FIXED_KEYS, **{each.id: each.key for each in commands}}
        clicked = {"cursor.open": f"{PRESS}enter", "quit": ""}.get(step.command, step.command)
        key = (shown[step.command], step.does, clicked)
        if searching:  # what was found stands before it
            return (key, ("esc", "back", f"{PRESS}escape"))
        number = (f"Tour {self.at + 1}/{len(STEPS)}", "press", "")
        return (number, key, ("esc", "ends the tour", f"{PRESS}escape"))


def is_typed(typed: str) -> bool:
    """Return whether enough is typed to count as the first search."""
    return len(typed.strip()) >= len(SEARCHED)
