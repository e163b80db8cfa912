"""What a pane is made from, and what several panes show alike."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import NO_SERIES, Note, Notebook, Place, Series, Status, agreed, position_on
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
from ccgbrief.text import clean, clean_line, shortened
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
"""Signs in the margin; all are in the character set of the plainest console."""

DONE, BEGUN, NOT_DONE = "[x]", "[~]", "[ ]"
BOXES = {Status.IN_PLACE: DONE, Status.IN_HAND: BEGUN, Status.NOT_STARTED: NOT_DONE}

QUOTED_LENGTH = 72
"""Characters of a passage by which it is named elsewhere: about one line."""

ANSWER_LENGTH = 300
"""Characters of an answer that are shown with its question; the answer is a note of its own."""

CHANGED_LENGTH = 500
"""The same where its words have changed, so that both readings can be compared."""

FOLDED_ROWS, FOLDED_LETTERS = 6, 480
"""Of a note that is longer, until it is unfolded."""


def local_today() -> date:
    """Return the day of the reader's own calendar."""
    return date.today()  # noqa: DTZ011 (the reader's own calendar is meant)


class Body(NamedTuple):
    """The passages of an article as they are without notes."""

    blocks: list[Block]
    """Theirs, and before the first of a page its number."""
    places: list[int]
    """Where among them each passage stands."""


@dataclass(frozen=True, slots=True)
class ViewState:
    """What is to be shown of a pack and its notebook."""

    pack: Pack
    notebook: Notebook
    unfolded: frozenset[Row] = frozenset()
    """Ids of the areas and duties whose particulars are shown, keys of long notes shown whole."""
    public: bool = False
    """Leaves private notes out."""
    presenting: bool = False
    """Sets blocks further apart, to be read from the back of a room; it is public then, too."""
    note_filter: str = ""
    """The kind or #tag that the notes are narrowed to; none for all."""
    by_place: bool = False
    """Lists the notes by what they are on, not by time."""
    last: Address | None = None
    """Where the reader was the last time, if there was one."""
    picked: tuple[Passage, ...] = ()
    """The passages that are copied and written out together."""
    series: Series = NO_SERIES
    """The earlier meetings, of which what is open is shown too."""
    since: date | None = None
    """From when on the overview tells what was written: a day, or a moment of one."""
    commands: tuple[Command, ...] = COMMANDS
    """The commands with the keys that they have now."""
    today: date = field(default_factory=local_today)
    """By which actions are overdue."""
    made: dict[str, Body] | None = field(default=None, compare=False)
    """Keeps the blocks of passages by article, where they will be shown again."""

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
        """Return the board's position on a focus area, as this meeting or an earlier one has it."""
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
        """All that can be unfolded."""
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
    """Return where the words of evidence stand now, after other passages that have them too."""
    placed = find_passage(words, article.passages)
    if placed.exact:
        return placed.rivals, Finding(placed.passage)
    return (), find_again(Quote(words), article)


def _evidence_block(pack: Pack, anchor: Anchor) -> Block:
    """Return what an anchor leads to; of one that leads nowhere, what it would have led to."""
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
    """Return the block of a note, wherever it is shown; `below` says more of it."""
    marker = NOTED if not note.kind.can_be_done else DONE if note.done else NOT_DONE
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
        look=Look.NOTE,
        marker=marker,
        indent=indent,
        below=" · ".join(part for part in (_kind(shown, note), below) if part),
        gap=gap,
        note=note,
        place=note.place,
    )


def beginning(text: str) -> str:
    """Return a text of many rows as far as the sixth; one of few as it is."""
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
    """Say in a few words what a note is on; the pack may no longer have it.

    A question is named where it is one of `notes`.
    """
    if place.question:
        asked = next((note.text for note in notes if note.id == place.question), "")
        return f"question: {shortened(clean_line(asked), QUOTED_LENGTH)}" if asked else "a question"
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
    return f"“{shortened(words, length)}”, {label}" if words else label


def _part(place: Place) -> str:
    return f", “{shortened(clean_line(place.words), QUOTED_LENGTH)}”" if place.words else ""
