"""What is said of a key that does nothing on a row: what it is for, and which key helps there."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Place
from ccgbrief.pack import Pack
from ccgbrief.view.address import item_of
from ccgbrief.view.blocks import Block
from ccgbrief.view.keys import Command, id_of
from ccgbrief.view.note_actions import duty_of


class RowKind(StrEnum):
    """What a row shows, as far as keys make a difference."""

    ACTION = "action"
    QUESTION = "question"
    NOTE = "note"
    BOOKMARK = "bookmark"
    DUTY = "duty"
    AREA = "area"
    ARTICLE = "article"
    PASSAGE = "passage"
    PLACE = "place"
    """Another place of the pack: a figure, a term."""
    ROW = "row"
    """What is not of the pack: a title, a way to another tab."""


class Instead(NamedTuple):
    """A command that does on a row what may have been meant."""

    command: str
    does: str


class Refusal(NamedTuple):
    """What to say where a command does nothing."""

    says: str
    """What its key is for, or what there is not; `{key}` stands for the key."""
    instead: Instead
    """On any row that is not among the next."""
    on: Mapping[RowKind, Instead] = {}


_WRITE = Instead("note", "writes a note here")
_WRITE_ON_MEETING = Instead("note", "writes a note on the meeting")
_EDIT = Instead("note.edit", "changes this note")
_POSITION = Instead(id_of(NoteKind.DECISION), "writes the board’s position on this area")
_NOT_A_NOTE = Refusal(
    "There is no note under the cursor",
    _WRITE,
    {RowKind.BOOKMARK: Instead("bookmark", "removes the bookmark")},
)

REFUSALS: Mapping[str, Refusal] = {
    "tick": Refusal(
        "{key} ticks duties, actions, questions and articles",
        _WRITE,
        {RowKind.NOTE: _EDIT, RowKind.AREA: _POSITION},
    ),
    "status": Refusal(
        "{key} changes the status of a duty",
        _WRITE,
        {
            RowKind.ACTION: Instead("tick", "marks this action as done"),
            RowKind.QUESTION: Instead("tick", "marks this question as answered"),
            RowKind.NOTE: _EDIT,
            RowKind.AREA: _POSITION,
            RowKind.ARTICLE: Instead("tick", "marks this article as read"),
            RowKind.PASSAGE: Instead("tick", "marks the article as read"),
        },
    ),
    "owner": Refusal(
        "{key} records who is responsible for a duty",
        Instead(id_of(NoteKind.ACTION), "writes an action: @name says who"),
        {RowKind.ACTION: Instead("note.edit", "changes this action: @name says who")},
    ),
    "bookmark": Refusal("There is nothing to bookmark here", Instead("goto", "goes to a place")),
    "note.edit": _NOT_A_NOTE,
    "note.delete": _NOT_A_NOTE,
    "note.attach": Refusal(
        "{key} attaches a note whose words have changed or are gone",
        _WRITE,
        dict.fromkeys((RowKind.ACTION, RowKind.QUESTION, RowKind.NOTE), _EDIT),
    ),
    "copy.pick": Refusal(
        "{key} selects passages, to copy them together", Instead("copy", "copies this row")
    ),
    "link": Refusal("There is no link under the cursor", Instead("goto", "goes to a place")),
    "beside": Refusal(
        "{key} shows the evidence of an area or a duty", Instead("goto", "goes to one of them")
    ),
}
"""By the id of the command."""


def row_kind(pack: Pack, block: Block | None) -> RowKind:
    """Return what the row under the cursor shows."""
    if block is None:
        return RowKind.ROW
    if block.note:
        kind = block.note.kind
        return RowKind(kind.value) if kind.can_be_done else RowKind.NOTE
    place = block.place or Place()
    holds = {
        RowKind.BOOKMARK: isinstance(block.key, str) and block.key.startswith("bookmark/"),
        RowKind.DUTY: duty_of(pack, block),
        RowKind.AREA: pack.area(place.area) or pack.area(item_of(block.key)),
        RowKind.PASSAGE: block.passage,
        RowKind.ARTICLE: place.article,
        RowKind.PLACE: place != Place(),
    }
    return next((kind for kind, found in holds.items() if found), RowKind.ROW)


def refusal(
    command: str,
    pack: Pack,
    block: Block | None,
    commands: Iterable[Command],
    *,
    is_earlier: bool = False,
) -> str:
    """Say in one line what a command is for and which key does what may be meant on this row.

    A note of an earlier meeting (`is_earlier`) cannot be changed at this one.
    """
    keys = {each.id: each.key for each in commands}
    refused = REFUSALS[command]
    kind = row_kind(pack, block)
    instead = refused.on.get(kind, refused.instead)
    if is_earlier and instead.command == "note.edit":
        instead = refused.instead
    if instead is _WRITE and kind is RowKind.ROW:
        instead = _WRITE_ON_MEETING
    return f"{refused.says.format(key=keys[command])}; {keys[instead.command]} {instead.does}"


def unbound(key: str, commands: Iterable[Command]) -> str:
    """Say of a key that does nothing anywhere where the right one is listed.

    `key` is as it is written for people.
    """
    keys = {each.id: each.key for each in commands}
    return f"{key} does nothing here; {keys['help']} lists all keys, {keys['search']} searches"
