"""The state from which panes are made, what is kept of it, and signs that several of them use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ccgbrief import paths
from ccgbrief.notebook import (
    NO_SERIES,
    ConflictCopy,
    Note,
    Notebook,
    NotebookStore,
    Series,
    Status,
    position_on,
)
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.pack import Pack, Passage
from ccgbrief.session import Session
from ccgbrief.state import keep_position, last_position
from ccgbrief.view import tabs
from ccgbrief.view.address import Address, Key, Row, note_key, read_key
from ccgbrief.view.blocks import Block
from ccgbrief.view.keys import COMMANDS, NO_KEY, Command

NOTED, BOOKMARKED, PICKED = "¶", "♦", "»"
"""Signs in the margin, which even the plainest console has."""

DONE, BEGUN, NOT_DONE, UNKNOWN = "[x]", "[~]", "[ ]", "[?]"
NOT_READ = "The notebook could not be read: what is noted, ticked and read is not known."

BOXES = {Status.IN_PLACE: DONE, Status.IN_HAND: BEGUN, Status.NOT_STARTED: NOT_DONE}


class Body(NamedTuple):
    """The passages of an article without notes."""

    blocks: list[Block]
    """Their blocks, with the page number before the first block of a page."""
    places: list[int]
    """The position of each passage among the blocks."""


@dataclass(frozen=True, slots=True)
class ViewState:
    """Which parts of a pack and its notebook are shown."""

    pack: Pack
    notebook: Notebook
    unfolded: frozenset[Row] = frozenset()
    """Ids of the areas and duties whose details are shown, and keys of long notes shown in full."""
    public: bool = False
    """Leaves private notes out."""
    presenting: bool = False
    """Sets blocks further apart, to be read from the back of a room; it is public then, too."""
    note_filter: str = ""
    """The kind or #tag that the notes are filtered by; empty for all."""
    by_place: bool = False
    """Whether notes are listed by place, not by time."""
    last: Address | None = None
    """Where the reader was last time, if there was one."""
    picked: tuple[Passage, ...] = ()
    """The passages that are picked out, to be copied or written together."""
    series: Series = NO_SERIES
    """The earlier meetings, whose open items are shown too."""
    since: date | None = None
    """The day or moment since which the overview lists what was written."""
    drafts: Callable[[], Sequence[tuple[NotebookStore, ConflictCopy]]] = tuple
    """Returns what was being written when programs ended."""
    commands: tuple[Command, ...] = COMMANDS
    """The commands with their present keys; none where no keys are pressed."""
    today: date = field(default_factory=local_today)
    """The day by which actions are judged overdue."""
    made: dict[str, Body] = field(default_factory=dict, compare=False)
    """Caches the blocks of passages by article."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes that may be shown."""
        return self.notebook.notes(private=not self.public)

    def notes_about(self, item: str) -> tuple[Note, ...]:
        """Return those on a focus area or a duty and its lines, by its id."""
        book = self.notebook
        found = book.notes_about(item)
        return tuple(note for note in found if not (self.public and book.is_private(note)))

    @property
    def carried(self) -> tuple[Note, ...]:
        """The notes that earlier meetings left open, and those that were done since."""
        found = self.series.carried(self.today, private=not self.public)
        return tuple(each.note for each in found)

    @property
    def decided(self) -> tuple[Note, ...]:
        """What earlier meetings decided, the last one's first."""
        return tuple(each.note for each in self.series.decided(private=not self.public))

    @property
    def every_note(self) -> tuple[Note, ...]:
        """The notes, and what earlier meetings left open and decided."""
        return (*self.notes, *self.carried, *self.decided)

    def position(self, area: str) -> Note | None:
        """Return the board's position on a focus area, from this meeting or an earlier one."""
        if own := position_on(self.notes_about(area), area):
            return own
        earlier = self.series.position_on(area, private=not self.public)
        return earlier.note if earlier else None

    def by_key(self, said: str, command: str) -> str:
        """Return what is said with the key of a command in it; `""` where it has no key."""
        key = next((each.key for each in self.commands if each.id == command), NO_KEY)
        return "" if key == NO_KEY else said.format(key)

    def knows_position(self, area: str) -> bool:
        """Return whether a focus area has a position, or no notebook that may was left unread."""
        is_unread = self.notebook.is_unread or self.series.is_unread
        return not is_unread or self.position(area) is not None

    def box(self, duty: str) -> str:
        """Return the box of a duty, by its id."""
        book = self.notebook
        return BOXES[book.status_of(duty)] if book.knows_status_of(duty) else UNKNOWN

    def tick_box(self, done: bool) -> str:  # noqa: FBT001
        """Return the box of what is done or not; only what is, is known of a notebook not read."""
        return DONE if done else UNKNOWN if self.notebook.is_unread else NOT_DONE

    def key_of(self, note: Note) -> Key:
        if meeting := self.series.meeting_of(note):
            return note_key(f"{meeting.pack}.{meeting.notebook.name_of(note)}")
        return note_key(self.notebook.name_of(note))

    @property
    def everything(self) -> frozenset[Row]:
        """The ids of everything that can be unfolded."""
        items = (each.id for group in (self.pack.areas, self.pack.duties) for each in group)
        return frozenset([*items, *map(self.key_of, self.notes)])


def first_view(session: Session, commands: tuple[Command, ...], *, presenting: bool) -> ViewState:
    """Return what is shown first; the overview leads on to where the reader was last."""
    position, today = last_position(paths.position_file(session.pack.id)), local_today()
    since = session.minutes_log.last_written(today)
    return ViewState(
        session.pack,
        session.notebook,
        last=Address(position.tab, read_key(position.key)) if position.tab else None,
        series=session.series,
        drafts=session.drafts,
        public=presenting,
        presenting=presenting,
        since=since or position.opened_before(today),
        today=today,
        commands=commands,
    )


def keep_last(shown: ViewState, address: Address) -> None:
    """Keep where the reader is for the next start; nobody needs to be led back to the overview."""
    if address.tab == tabs.OVERVIEW:
        address = shown.last or address
    keep_position(paths.position_file(shown.pack.id), address.tab, str(address.key), local_today())
