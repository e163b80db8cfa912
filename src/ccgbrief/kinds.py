"""Defines the kinds of note, one row each, for every room.

A new kind is one more member of `NoteKind`: keys, help, palette, search, minutes, JSON, completion
and the overview take it from there.
"""

from enum import StrEnum
from typing import Any, NamedTuple, Self

NOBODY, NO_DAY, NO_OUTCOME, NO_VOTES = "nobody named", "no date", "no outcome", "no votes"
"""What stands for the owner and the day of a note, what was agreed, and votes, if it has none."""


class Traits(NamedTuple):
    name: str
    """Its name in the notebook, after `is:` and after `--kind`."""
    key: str
    """The key that writes one."""
    plural: str
    """The name of its list in JSON, and of its heading in minutes unless another is given."""
    help: str
    """What the key does, as a sentence without a full stop."""
    sign: str = "¶"
    """One character before it, from those that even the plainest console has."""
    hue: str = "note"
    """Its colour: the name of a `Look`, for which every theme has a colour."""
    heading: str = ""
    """The heading in minutes, if the plural does not say enough."""
    owner: str = ""
    """What minutes call the person named in it with `@`; empty if it names nobody."""
    has_day: bool = False
    """Whether its text may give a day by which it is to be done."""
    has_votes: bool = False
    """Whether its text may give the votes."""
    has_outcome: bool = False
    """Whether its text may say what the meeting agreed about it."""
    done: str = ""
    """What it is called once it is finished; empty if it never is. Until then it is open, and
    appears on the overview and in the minutes of every meeting."""
    stays_with_item: bool = False
    """Whether minutes list one on a duty or focus area there, not under its own heading."""


class NoteKind(StrEnum):
    """The purpose of a note, in the order of the editor's menu; minutes use the reverse order."""

    NOTE = Traits(
        "note",
        key="n",
        plural="notes",
        help="Write a note on the passage, duty or area under the cursor",
        stays_with_item=True,
    )
    QUESTION = Traits(
        "question",
        key="q",
        plural="questions",
        help="Write a question on it",
        sign="?",
        hue="question",
        done="answered",
    )
    ACTION = Traits(
        "action",
        key="a",
        plural="actions",
        help="Write an action: @name says who, “by 1 December” when",
        sign="!",
        hue="action",
        owner="Owner",
        has_day=True,
        done="done",
    )
    DECISION = Traits(
        "decision",
        key="c",
        plural="decisions",
        help="Write a decision; “for 9, against 1” records votes",
        sign="=",
        hue="decision",
        has_votes=True,
    )
    DECLARATION = Traits(
        "declaration",
        key="i",
        plural="declarations",
        help="Write a declaration of interest: @name says who",
        sign="§",
        hue="declaration",
        heading="Declarations of interest",
        owner="Declared by",
        has_outcome=True,
    )

    traits: Traits

    def __new__(cls, *row: Any) -> Self:
        """Make a member equal to its name, so that files and messages contain plain words."""
        kind = str.__new__(cls, row[0])
        kind._value_ = row[0]
        kind.traits = Traits(*row)
        return kind

    @property
    def heading(self) -> str:
        """The heading of its list in minutes."""
        return self.traits.heading or self.traits.plural.capitalize()

    @property
    def can_be_done(self) -> bool:
        """Whether a note of this kind is open until it is ticked."""
        return bool(self.traits.done)


MINUTED = tuple(reversed(NoteKind))
"""The kinds in the order in which boards minute them."""
