"""What a meeting leaves behind, as values that never change: for the formats that write it out."""

from dataclasses import dataclass
from datetime import date, datetime

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Place, Status
from ccgbrief.notebook.meeting import Votes
from ccgbrief.pack import AgendaItem, Figure, Page


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """An article of the pack, and how it is cited."""

    id: str
    title: str
    citation: str
    url: str
    """As the pack has it: any text."""


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """A figure of the pack, and where it comes from."""

    figure: Figure
    source: CitedArticle
    """The article it stands with; of one that is not from it, cited as background."""


@dataclass(frozen=True, slots=True)
class DutyStanding:
    """A duty, and how far it is."""

    id: str
    title: str
    status: Status
    owner: str = ""
    """Who sees to it."""
    interests: tuple[str, ...] = ()
    """Who has declared an interest in it, and what was agreed."""
    notes: tuple["Entry", ...] = ()
    """The plain notes on it and its lines."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a note is on, as the pack has it on the day of the minutes."""

    place: Place
    """As the notebook has it."""
    placed: bool = True
    """False when the pack no longer has what the note is on."""
    title: str = ""
    """Of the duty, focus area or article; its id where the pack has it no longer."""
    words: str = ""
    """The whole passage; of one that is gone, the words that the note kept."""
    is_quotation: bool = False
    """Whether the words are somebody's own. Other passages may be a summary of the article: they
    must not be put in the mouth of its author."""
    is_background: bool = False
    """Whether the words are the pack's own background, beside the article."""
    citation: str = ""
    """Of the article or passage, with whose words they are."""
    url: str = ""
    """Of the article, as the pack has it: any text."""
    page: Page | None = None
    """Of the passage, as far as it is known."""
    doubt: str = ""
    """What is not sure of the passage: its words may have changed since the note was written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A note as it stands in the minutes."""

    id: str
    kind: NoteKind
    text: str
    """Without the words that say owner, day and what was agreed, which stand beside it."""
    written: datetime
    """In UTC."""
    subject: Subject
    owner: str = ""
    due: date | None = None
    done: bool = False
    """Of an action: it has been seen to."""
    done_on: date | None = None
    """The day on which it was ticked as done, in the reader's own calendar."""
    agreed: str = ""
    """Of a declaration: whether they leave, stay, do not vote."""
    votes: Votes | None = None
    """Of a decision: how it was voted on, if that was recorded."""
    meeting: str = ""
    """Title of the earlier meeting it comes from; empty for this one."""
    private: bool = False
    disputed: bool = False
    """Another text was written for the same note at the same time; both are here."""
    answers: tuple["Entry", ...] = ()
    """The plain notes that answer a question."""
    late: bool = False
    """No earlier minutes held it, although it was written before the last of them."""

    @property
    def has_home(self) -> bool:
        """Whether it is on a focus area or a duty that the pack has."""
        place = self.subject.place
        return self.subject.placed and bool(place.area or place.duty)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question that a focus area puts to the board, and what was noted on it."""

    text: str
    answers: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """A focus area, and what the board has said of it."""

    id: str
    title: str
    position: Entry | None = None
    """The newest decision on it."""
    prompts: tuple[Prompt, ...] = ()
    notes: tuple[Entry, ...] = ()
    """The plain notes on it that answer no prompt."""

    @property
    def is_discussed(self) -> bool:
        """Whether there is anything to minute."""
        return bool(self.position or self.notes or any(p.answers for p in self.prompts))


@dataclass(frozen=True, slots=True)
class AgendaStanding:
    """An item of the agenda, and what was said on it."""

    item: AgendaItem
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """What a meeting leaves behind."""

    pack: str
    """Id of the pack."""
    title: str
    """Of the pack."""
    edition: str
    day: date
    public: bool
    """Whether private notes were left out; nothing tells whether there are any."""
    articles: tuple[CitedArticle, ...]
    """Those marked as read."""
    duties: tuple[DutyStanding, ...]
    entries: tuple[Entry, ...]
    """In the order in which they were begun."""
    figures: tuple[CitedFigure, ...]
    """Those that an entry is on."""
    areas: tuple[AreaStanding, ...] = ()
    agenda: tuple[AgendaStanding, ...] = ()
    """In its order; items on which nothing was said only if that was asked for."""
    head: tuple[tuple[str, str], ...] = ()
    """Labels and texts of what stands above the minutes: the meeting, who was present."""
    final: bool = False
    """Whether they are no longer a draft."""
    since: date | None = None
    """The day before which nothing was taken in but actions that are still open; None for all."""
    fresh: int = 0
    """Notes that these minutes hold for the first time, or as they are now for the first time."""
    carried: int = 0
    """Those that are here because they are still open."""

    def of_kind(self, kind: NoteKind) -> tuple[Entry, ...]:
        """Return the entries of that kind."""
        return tuple(entry for entry in self.entries if entry.kind is kind)

    def listed(self, kind: NoteKind) -> tuple[Entry, ...]:
        """Return those that stand under the heading of the kind.

        Plain notes on areas and duties stand with these, and what was said on an item of the agenda
        under that, but for actions, which are all in one table.
        """
        apart = kind.traits.stays_with_item
        elsewhere = [] if kind.traits.has_day else [e for on in self.agenda for e in on.entries]
        return tuple(
            e for e in self.of_kind(kind) if not (apart and e.has_home) and e not in elsewhere
        )
