"""The state from which panes are made, and the blocks that several panes share."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import NO_SERIES, Note, Notebook, Place, Series, Status, agreed, position_on
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.pack import (
    Anchor,
    Area,
    Article,
    Duty,
    Finding,
    Pack,
    Passage,
    Quote,
    attribution,
    doubt,
    find_again,
    find_passage,
    quoted,
    sections,
)
from ccgbrief.text import clean, clean_line, first_words, shortened
from ccgbrief.view.address import (
    Address,
    Key,
    Row,
    changed_words,
    doubt_about,
    note_key,
    passage_key,
    row_key,
)
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.keys import COMMANDS, Command

NOTED, BOOKMARKED, PICKED = "¶", "♦", "»"
"""Signs in the margin, which even the plainest console has."""

DONE, BEGUN, NOT_DONE = "[x]", "[~]", "[ ]"
BOXES = {Status.IN_PLACE: DONE, Status.IN_HAND: BEGUN, Status.NOT_STARTED: NOT_DONE}

QUOTED_LENGTH = 72
"""Characters of a passage that identify it elsewhere: about one line."""

ANSWER_LENGTH = 300
"""Characters of an answer shown with its question; the answer is also a note of its own."""

CHANGED_LENGTH = 500
"""The same if its words have changed, so that both versions can be compared."""

FOLDED_ROWS, FOLDED_LETTERS = 6, 480
"""Rows, and characters, that are shown of a longer note until it is unfolded."""


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
    commands: tuple[Command, ...] = COMMANDS
    """The commands with their present keys."""
    today: date = field(default_factory=local_today)
    """The day by which actions are judged overdue."""
    made: dict[str, Body] | None = field(default=None, compare=False)
    """Caches the blocks of passages by article."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes that may be shown."""
        return self.notebook.notes(private=not self.public)

    def notes_about(self, item: str) -> tuple[Note, ...]:
        """Return those on a focus area or a duty and its lines, by its id."""
        found = self.notebook.notes_about(item)
        return tuple(note for note in found if not (self.public and note.private))

    @property
    def carried(self) -> tuple[Note, ...]:
        """The notes that earlier meetings left open, and those that were done since."""
        own = self.notebook.contents
        found = self.series.carried(own, self.today, private=not self.public)
        return tuple(each.note for each in found)

    def position(self, area: str) -> Note | None:
        """Return the board's position on a focus area, from this meeting or an earlier one."""
        if own := position_on(self.notes_about(area), area):
            return own
        earlier = self.series.position_on(area, private=not self.public)
        return earlier.note if earlier else None

    def key_of(self, note: Note) -> Key:
        """Return the key of a note's block."""
        if meeting := self.series.meeting_of(note):
            return note_key(f"{meeting.pack}.{note.id}")
        return note_key(self.notebook.name_of(note))

    @property
    def everything(self) -> frozenset[Row]:
        """The ids of everything that can be unfolded."""
        items = (each.id for group in (self.pack.areas, self.pack.duties) for each in group)
        return frozenset([*items, *map(self.key_of, self.notes)])


def evidence_blocks(pack: Pack, evidence: Iterable[Anchor], owner: str) -> list[Block]:
    """Return a block for each anchor, leading to its passage; `owner` begins their keys."""
    return [
        _evidence_block(pack, anchor)._replace(
            key=row_key(owner, "evidence", i + 1), gap=int(i > 0)
        )
        for i, anchor in enumerate(evidence)
    ]


def evidence_found(article: Article, words: str) -> tuple[tuple[Passage, ...], Finding]:
    """Return the passage with the words of evidence, after any others that have them too."""
    placed = find_passage(words, article.passages)
    if placed.exact:
        return placed.rivals, Finding(placed.passage)
    return (), find_again(Quote(words), article)


def _evidence_block(pack: Pack, anchor: Anchor) -> Block:
    """Return the passage that an anchor leads to, or the nearest one if it leads nowhere."""
    article = pack.article(anchor.article)
    rivals, found = evidence_found(article, anchor.words) if article else ((), Finding())
    passage, place = found.passage, Place(article=anchor.article, words=anchor.words)
    if article is None or passage is None:
        where = article.title if article else f"“{anchor.article}”, no article of this pack"
        lost = f"words no longer found in {where}: “{anchor.words.strip('“”')}”"
        return Block("", lost, Look.FAINT, marker="?", indent=2, place=place)
    unsure = f"one of {len(rivals) + 1} passages with these words" if rivals else ""
    unsure = unsure or doubt(Quote(anchor.words), found)
    source = f"background beside {article.label}" if passage.is_background else article.label
    return Block(
        "",
        quoted(passage),
        look=Look.QUOTE if passage.speaker else Look.TEXT,
        marker="→",
        indent=2,
        below="; ".join(part for part in (attribution(passage), source, unsure) if part),
        leads=Address(article.id, passage_key(passage.number)),
        passage=passage,
        place=place,
    )


def note_block(
    shown: ViewState, note: Note, *, below: str = "", indent: int = 0, gap: int = 0
) -> Block:
    """Return the block of a note, wherever it is shown; `below` adds to it."""
    marker = note.kind.traits.sign
    if note.kind.can_be_done:
        marker += f" {DONE if note.done else NOT_DONE}"
    key, text = shown.key_of(note), clean(note.text)
    short = text if key in shown.unfolded else beginning(text)
    meeting = shown.series.meeting_of(note)
    doubt = "" if meeting else clean_line(doubt_about(shown.pack, note.place))
    origin = f"from {clean_line(meeting.title)}" if meeting else ""
    below = " · ".join(filter(None, (origin, below, doubt)))
    if note.kind is NoteKind.QUESTION:
        book = meeting.notebook if meeting else shown.notebook
        answers = book.answers(note, private=not shown.public)
        said = [f"answer: {shortened(clean_line(each.text), ANSWER_LENGTH)}" for each in answers]
        below = " · ".join(filter(None, (below, *said)))
    if short != text:
        below = " · ".join(filter(None, (below, f"enter unfolds {len(text):,} letters")))
    return Block(
        key=key,
        text=short,
        folds=key if short != text else "",
        look=note_look(note, shown.today),
        marker=marker,
        indent=indent,
        below=" · ".join(part for part in (_kind(shown, note), below) if part),
        gap=gap,
        note=note,
        place=note.place,
    )


def note_look(note: Note, today: date) -> Look:
    """Return how a note is drawn: in the hue of its kind, unless it is done or overdue."""
    if note.done:
        return Look.DONE
    if note.due and note.due < today:
        return Look.OVERDUE
    return Look(note.kind.traits.hue)


def beginning(text: str) -> str:
    """Return a long text up to its sixth row; a short one as it is."""
    lines = text.split("\n", FOLDED_ROWS)
    begun = shortened("\n".join(lines[:FOLDED_ROWS]), FOLDED_LETTERS)
    return f"{begun}\n…" if len(lines) > FOLDED_ROWS and not begun.endswith("…") else begun


def _kind(shown: ViewState, note: Note) -> str:
    parts = [note.kind.value] if note.kind is not NoteKind.NOTE else []
    if note.owner:
        parts.append(clean_line(note.owner))
    if note.due:
        parts.append(f"by {note.due.day} {note.due:%b %Y}")
    if note.done:
        parts.append(f"{note.kind.traits.done}{_on_day(note.done_at)}")
    elif note.due and note.due < shown.today:
        parts.append("overdue")
    if note.kind.traits.has_outcome:
        said = agreed(note)
        parts.append(f"agreed: {clean_line(said)}" if said else "not yet agreed")
    if note.private:
        parts.append("private")
    if shown.notebook.twins(note):
        parts.append("one of two texts written at once: delete one with d")
    return ", ".join(parts)


def _on_day(at: datetime | None) -> str:
    if at is None:
        return ""
    day = at.astimezone()
    return f" {day.day} {day:%b %Y}"


def notes_on(shown: ViewState, place: Place) -> list[Block]:
    """Return the blocks of the notes on exactly this place."""
    return [note_block(shown, note, indent=4) for note in shown.notes if note.place == place]


def notes_about(shown: ViewState, item: Area | Duty) -> list[Block]:
    """Return the blocks of the notes on an area or a duty that are not shown elsewhere in it."""
    position = shown.position(item.id) if isinstance(item, Area) else None
    open_sections = (
        {section.text for section in sections(item)} if item.id in shown.unfolded else set()
    )
    return [
        note_block(shown, note, indent=2)
        for note in shown.notes_about(item.id)
        if item.id == (note.place.area if isinstance(item, Area) else note.place.duty)
        and note.place.words not in open_sections
        and note is not position
    ]


def place_name(pack: Pack, place: Place, notes: Iterable[Note] = ()) -> str:
    """Say in a few words what a note is on, even if the pack no longer has it.

    A question is named if it is one of `notes`.
    """
    if place.question:
        asked = next((note.text for note in notes if note.id == place.question), "")
        return (
            f"question: {first_words(clean_line(asked), QUOTED_LENGTH)}" if asked else "a question"
        )
    if place.duty:
        duty = pack.duty(place.duty)
        return f"duty: {duty.title if duty else clean_line(place.duty)}{_part(place)}"
    if place.area:
        area = pack.area(place.area)
        return f"focus area: {area.title if area else clean_line(place.area)}{_part(place)}"
    if place.figure:
        titles = [figure.title for figure in pack.figures if figure.id == place.figure]
        return f"figure: {next(iter(titles), clean_line(place.figure))}"
    if place.term or not place.article:
        return f"glossary: {clean_line(place.term)}" if place.term else "the meeting"
    article = pack.article(place.article)
    label = article.label if article else clean_line(place.article)
    changed = changed_words(pack, place)
    words = clean_line(changed or place.words).strip("“”")
    length = CHANGED_LENGTH if changed else QUOTED_LENGTH
    return f"“{first_words(words, length)}”, {label}" if words else label


def _part(place: Place) -> str:
    return f", “{first_words(clean_line(place.words), QUOTED_LENGTH)}”" if place.words else ""
