"""The tour that a first start offers: its steps, and what completes each of them."""

from collections.abc import Iterable
from typing import NamedTuple

from ccgbrief.search import Answer
from ccgbrief.view.keys import FIXED_KEYS, PRESS, Command, Keys

ASKED = "who owns primary care?"
"""What is to be found first, from words of the reader's own."""

ANSWER = "owns primary care"
"""Words of the quotation that answers it."""

LEAST_COLUMNS = 80
"""Columns of the terminal from which each step is one line."""

FOUND, LANDED, KEPT = "found", "landed", "kept"
"""What is done without a command: the quotation is found, a result opened, a note kept."""


class Step(NamedTuple):
    """One thing to do."""

    command: str
    """The command whose key is to be pressed."""
    does: str
    """What the key does, or what to do after it."""
    done_by: str
    """The command, or one of the above, that completes the step."""


STEPS = (
    Step("search", f"and find, misspelt: {ASKED}", FOUND),
    Step("cursor.open", "to go to what was found", LANDED),
    Step("copy", "to copy it with its citation", "copy"),
    Step("note", "and type a few words, then enter", KEPT),
    Step("undo", "twice to undo the last change, or {help} to go on", "undo"),
    Step("help", "to see all keys", "help"),
    Step("quit", "to leave; there is no need to save", "quit"),
)


TO_COPY = Step("search", "and go to a passage, to copy it", "copy")
"""In place of the step that copies, where the cursor is on no passage."""


class Tour(NamedTuple):
    """How far the reader is on the tour."""

    at: int = 0
    """The step to do next, from 0."""

    @property
    def is_at_end(self) -> bool:
        """Whether only leaving is left to be shown."""
        return self.at == len(STEPS) - 1

    def after(self, done: str) -> "Tour":
        """Return the tour once something was done that completes this step, or the next one."""
        ahead = [step.done_by for step in STEPS[self.at : self.at + 2]]
        if done not in ahead:
            return self
        return Tour(self.at + 1 + ahead.index(done))

    def found(self, *, is_found: bool) -> "Tour":
        """Return the tour once a search has found what is asked for, or something else."""
        return Tour(int(is_found)) if STEPS[self.at].done_by in {FOUND, LANDED} else self

    def keys(
        self,
        commands: Iterable[Command],
        *,
        searching: Keys = (),
        can_copy: bool = True,
        has_way_back: bool = False,
    ) -> Keys:
        """Return the step for the last line, in place of the keys there.

        `searching` are the keys of an open search. Who has left it, or the passage to be copied, is
        asked to search once more. Escape ends the tour where there is nothing to go back from.
        """
        at = 0 if STEPS[self.at].done_by == LANDED and not searching else self.at
        step = STEPS[at]
        if step.command == "copy" and not can_copy and not searching:
            step = TO_COPY
        shown = {**FIXED_KEYS, **{each.id: each.key for each in commands}}
        clicked = {"cursor.open": f"{PRESS}enter", "quit": ""}.get(step.command, step.command)
        key = (shown[step.command], step.does.format(help=shown["help"]), clicked)
        if searching and step.done_by == FOUND:
            key = ("type", f"a few words, misspelt: {ASKED}", "")
        if searching and step.done_by not in {FOUND, LANDED}:
            return searching  # it is done where something was found
        if searching:  # what was found stands before it
            return (key, ("esc", "back", f"{PRESS}escape"))
        number = (f"Tour {at + 1}/{len(STEPS)}", "press", "")
        return (number, key, ("esc", "back" if has_way_back else "end tour", f"{PRESS}escape"))


def is_found(answer: Answer) -> bool:
    """Return whether the best result of a search is the quotation that the tour asks for."""
    return bool(answer.hits) and ANSWER in answer.hits[0].entry.shown
