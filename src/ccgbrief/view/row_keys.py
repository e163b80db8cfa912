"""Which keys the last line offers: those that do something on the row under the cursor first."""

from collections.abc import Iterable, Mapping

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Note, Place
from ccgbrief.view import note_actions
from ccgbrief.view.address import is_draft_key, item_of
from ccgbrief.view.blocks import Block
from ccgbrief.view.keys import QUIT_KEY, Command, Keys
from ccgbrief.view.view_state import ViewState

Choices = Mapping[str, str]
"""What commands do here, by their ids; with `""` they are called what they always are."""

ALWAYS: Choices = dict.fromkeys(("search", "back", "goto", "help"), "")
"""Offered wherever the cursor is, after what can be done there."""

ON_MATCH: Choices = dict.fromkeys(("found.next", "found.previous", "back", "copy", "note"), "")
"""Offered on a match of what was searched for."""

_PASSAGE: Choices = dict.fromkeys(("note", "copy", "bookmark"), "")


def row_choices(shown: ViewState, block: Block | None) -> Choices:
    """Return what can be done on the row under the cursor, the most usual first."""
    if block is None:
        return {}
    opens, ticks, compares = (
        _opening(shown, block),
        _ticking(shown, block),
        _comparing(shown, block),
    )
    if block.note:
        choices = {**opens, **_on_note(shown, block.note)}
    elif block.passage:
        choices = {**opens, **_PASSAGE, **(compares if block.leads else ticks)}
    elif note_actions.duty_of(shown.pack, block):
        choices = {**ticks, "status": "", "owner": "", "note": "", **opens, **compares}
    elif block.place and block.place.area:
        choices = {**opens, **_on_area(shown, block.place), **compares}
    elif block.place and block.place.article:
        choices = {**opens, **ticks, "note": "", "bookmark": ""}
    else:
        choices = {**opens, **(_PASSAGE if block.place else {"note": ""} if block.begins else {})}
    return choices


def footer_keys(commands: Iterable[Command], choices: Choices) -> Keys:
    """Return the keys for the last line: of what can be done here, then of what always can.

    The last but one is the key that quits, the last one that for help.
    """
    by_id = {command.id: command for command in commands}
    offered = {**choices, **ALWAYS, **choices}
    *keys, last = (
        (by_id[each].key, does or by_id[each].label, each) for each, does in offered.items()
    )
    return (*keys, QUIT_KEY, last)


def _opening(shown: ViewState, block: Block) -> Choices:
    """Return what Enter does here, if it does anything."""
    if block.folds and (block.note or not block.leads):
        return {"cursor.open": "fold" if block.folds in shown.unfolded else "unfold"}
    if is_draft_key(block.key):
        return {"cursor.open": "open"}
    return {"cursor.open": "go there"} if block.leads else {}


def _on_area(shown: ViewState, place: Place) -> Choices:
    if not place.words:
        return {"note.decision": "write a position", "note": ""}
    area = shown.pack.area(place.area)
    return {"note": "answer" if area and place.words in area.prompts else "", "note.decision": ""}


def _on_note(shown: ViewState, note: Note) -> Choices:
    # Notes of earlier meetings can be ticked and answered, and stay as they are otherwise.
    is_own = shown.series.meeting_of(note) is None
    can = {"note.edit": "edit", "note.delete": "delete"} if is_own else {}
    if note.kind.can_be_done:
        can["tick"] = "reopen" if note.done else note.kind.traits.done
    if note.kind is NoteKind.QUESTION:
        can["note"] = "answer"
    return can


def _ticking(shown: ViewState, block: Block) -> Choices:
    """Return what Space does here, if it does anything."""
    done = note_actions.is_done(shown.pack, shown.notebook, block)
    if done is None:
        return {}
    if note_actions.duty_of(shown.pack, block):
        return {"tick": "untick" if done else ""}
    return {"tick": "mark unread" if done else "mark read"}


def _comparing(shown: ViewState, block: Block) -> Choices:
    """Return the key that shows evidence side by side, where the block's item has any."""
    place = block.place
    owner = item_of(block.key) or (place and (place.duty or place.area)) or ""
    item = shown.pack.area(owner) or shown.pack.duty(owner)
    return {"beside": ""} if item and item.evidence else {}
