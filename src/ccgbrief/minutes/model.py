"""The contents of minutes as immutable values, for the formats that write them out."""

from datetime import date
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Note, Place, Status
from ccgbrief.notebook.votes import Votes
from ccgbrief.pack import AgendaItem, Figure, Page


class CitedArticle(NamedTuple):
    """An article of the pack and its citation."""

    id: str
    title: str
    citation: str
    url: str
    """As in the pack, so any text."""


class CitedFigure(NamedTuple):
    """A figure of the pack and its source."""

    figure: Figure
    citation: str
    """The article it belongs to, as background if the figure is not from it."""
    url: str
    """That of the article as in the pack, so any text."""


class DutyStanding(NamedTuple):
    id: str
    title: str
    status: Status | None
    """None if a notebook that may say it was not read."""
    owner: str = ""
    """Who is responsible for it."""
    interests: tuple[str, ...] = ()
    """Declared interests in it, and what was agreed about them."""
    notes: tuple["Entry", ...] = ()
    """The plain notes on it and on its lines."""


class Subject(NamedTuple):
    """What a note is on, as it is in the pack on the day of the minutes."""

    place: Place
    """As the notebook has it."""
    placed: bool = True
    """False if the pack no longer has what the note is on."""
    title: str = ""
    """Title of the duty, focus area or article; its id if the pack no longer has it."""
    words: str = ""
    """The whole passage; if it has changed or is gone, the words that the note was made on."""
    is_quotation: bool = False
    """Whether the words are somebody's own. Other passages may be a summary of the article, and
    must not be attributed to its author."""
    is_background: bool = False
    """Whether the words are background that the pack adds to the article."""
    citation: str = ""
    """Citation of the article or passage, including the speaker."""
    url: str = ""
    """Link of the article, as in the pack, so any text."""
    page: Page | None = None
    """Page of the passage, if known."""
    doubt: str = ""
    """What is uncertain about the passage, such as how it reads now."""


class Entry(NamedTuple):
    """A note as it appears in the minutes."""

    note: Note
    """As it was typed; under an item of the agenda without the `Item 3:` that put it there."""
    subject: Subject
    agreed: str = ""
    """What was agreed about a declaration: they leave, stay or do not vote."""
    votes: Votes | None = None
    """The recorded vote on a decision, if any."""
    meeting: str = ""
    """Title of the earlier meeting it comes from; empty for this one."""
    disputed: bool = False
    """Another text was written for the same note at the same time; both are included."""
    answers: tuple["Entry", ...] = ()
    """The plain notes that answer a question."""
    is_of_another_day: bool = False
    """Whether it was written neither at the meeting nor when the minutes were."""
    late: bool = False
    """It was not in any earlier minutes, although it was written before the last of them."""

    @property
    def stays_with_item(self) -> bool:
        """Whether it is listed with the focus area or duty that it is on, not with its kind."""
        on_item = self.subject.placed and bool(self.note.place.area or self.note.place.duty)
        return on_item and self.note.kind.traits.stays_with_item


class Prompt(NamedTuple):
    """A question that a focus area puts to the board, with the notes on it."""

    text: str
    answers: tuple[Entry, ...] = ()


class AreaStanding(NamedTuple):
    """A focus area, with what the board has said about it."""

    id: str
    title: str
    position: Entry | None = None
    """The newest decision on it."""
    prompts: tuple[Prompt, ...] = ()
    notes: tuple[Entry, ...] = ()
    """The plain notes on it that answer no prompt."""
    is_known: bool = True
    """False without a position where a notebook that may have one was not read."""

    @property
    def is_discussed(self) -> bool:
        """Whether there is anything to minute."""
        return bool(self.position or self.notes or any(p.answers for p in self.prompts))


class AgendaStanding(NamedTuple):
    """An item of the agenda, with what was said on it."""

    item: AgendaItem
    entries: tuple[Entry, ...] = ()
    in_heading: str = ""
    """What the heading of the minutes says on it."""
    paper: str = ""
    """The title of its paper."""


class Minutes(NamedTuple):
    pack: str
    """Id of the pack."""
    title: str
    """Of the pack."""
    edition: str
    day: date
    """On which they are written, in the reader's own calendar."""
    held: date
    """On which the meeting was, as far as its notes say; by this day actions are overdue."""
    public: bool
    """Whether private notes were left out; nothing shows whether there are any."""
    articles: tuple[CitedArticle, ...]
    """Those marked as read."""
    duties: tuple[DutyStanding, ...]
    entries: tuple[Entry, ...]
    """In the order in which they were begun."""
    figures: tuple[CitedFigure, ...]
    """Those that an entry is on."""
    areas: tuple[AreaStanding, ...] = ()
    agenda: tuple[AgendaStanding, ...] = ()
    """In agenda order; items on which nothing was said are included only on request."""
    head: tuple[tuple[str, str], ...] = ()
    """Labels and texts of the heading, such as the meeting and who was present."""
    final: bool = False
    """Whether they are final, not a draft."""
    since: date | None = None
    """The first day of the notes included, apart from actions that are still open, if known."""
    is_rest: bool = False
    """Whether notes of before, or of earlier minutes, are not included unless they are open."""
    fresh: int = 0
    """How many notes are in minutes for the first time, or in this version for the first time."""
    before: int = 0
    """How many of those were written before the last minutes."""
    private: int = 0
    """How many of all the notes are private."""
    carried: int = 0
    """How many are included because they are still open."""

    def of_kind(self, kind: NoteKind) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.note.kind is kind)

    def listed(self, kind: NoteKind) -> tuple[Entry, ...]:
        """Return the entries that appear under the heading of the kind.

        Plain notes on areas and duties appear with those, and what was said on an agenda item
        appears there, except for actions, which are all in one table.
        """
        elsewhere = (
            set() if kind.traits.has_day else {e.note.id for on in self.agenda for e in on.entries}
        )
        here = (entry for entry in self.of_kind(kind) if not entry.stays_with_item)
        return tuple(entry for entry in here if entry.note.id not in elsewhere)
