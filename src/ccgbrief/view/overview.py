"""Makes the overview: what the pack is, how far the reader has got, and the ways in."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, chain, combinations, pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from ccgbrief.kinds import MINUTED, NoteKind
from ccgbrief.notebook import Note, Place, Status, note_in, writing
from ccgbrief.notebook.meeting import NAMES, fields_of, heading_notes, quorum_of
from ccgbrief.pack import Area, Pack, Span, sections
from ccgbrief.text import clean_line, first_words, shortened
from ccgbrief.view import tabs
from ccgbrief.view.address import Address, address_of_item, address_of_place, draft_key, passage_key
from ccgbrief.view.agenda import article_list
from ccgbrief.view.areas_and_duties import (
    PROMPTS,
    answered,
    area_progress,
    duty_progress,
    duty_status,
    section_block,
)
from ccgbrief.view.blocks import Block, Look, headed
from ccgbrief.view.heights import estimate
from ccgbrief.view.keys import FIXED_KEYS
from ccgbrief.view.note_blocks import QUOTED_LENGTH, note_block, place_name
from ccgbrief.view.view_state import NOT_READ, UNKNOWN, ViewState

if TYPE_CHECKING:
    from ccgbrief.minutes.changes import Change

MOST_LISTED = 5
"""How many actions and changes are listed, so that the overview can be read at a glance."""

SETTLED, UNSETTLED = "●", "○"
"""The signs of a focus area with and without a position, which no key ticks."""

FIRST_KEYS = {
    "Find": (("search", "search, even misspelt"), ("cursor.open", "read"), ("back", "back")),
    "Write": (("note", "note"), ("note.action", "action"), ("note.decision", "decision")),
    "Leave": (("minutes", "write the minutes"), ("quit", "quit"), ("help", "all keys")),
}
"""The first commands to know, by id, under what they are for, and what each does in a word."""

BETWEEN_KEYS = "  "

MOST_SAID = 180
"""Characters of what an article, a duty or an area is about: about three lines."""

MOST_LETTERS = 150
"""Characters of an action: about two lines."""


ROOM_FOR_COLUMNS = {3: 200, 2: 120}
"""The width from which the overview has so many columns."""

DETAILS = 4
"""How much more the overview can say; see `_sections`."""

MOST_OF_A_COLUMN = 0.08
"""Of an average column, how much of a section stays together at least."""

COST_OF_A_CUT = 6
"""Rows by which the columns must be shorter for a section to be divided."""

COLUMN_WIDTH = 60
"""Width of a column, from which its height is estimated."""


def overview_blocks(shown: ViewState) -> list[Block]:
    """Return the pack's purpose, its articles, areas and duties at a glance, and the bookmarks."""
    return [block for section in _sections(shown) for block in section]


def columns_for(width: int) -> int:
    """Return how many columns the overview has on a screen of that width."""
    return next((count for count, least in ROOM_FOR_COLUMNS.items() if width >= least), 1)


def overview_columns(shown: ViewState, count: int, rows: int = 0) -> list[list[Block]]:
    """Return the overview in at most `count` columns, with all details that `rows` have room for.

    The columns are about as tall as each other. The sections keep their order, and one is divided
    only where that saves many rows; what the pack is has another below it.
    """
    columns: list[list[Block]] = []
    for detail in range(DETAILS + 1):
        longer = _set_out(_sections(shown, detail), count)
        is_too_tall = max(map(_height, longer)) > rows
        if not (columns and is_too_tall):
            columns = longer
        if is_too_tall:
            break  # no article of a large pack is read for details that have no room
    return columns


def _height(blocks: Iterable[Block]) -> int:
    return sum(estimate(block, COLUMN_WIDTH) for block in blocks)


def _set_out(made: Iterable[list[Block]], count: int) -> list[list[Block]]:
    about, first, *rest = (section for section in made if section)
    whole = [about + first, *rest]
    most = sum(map(_height, whole)) / count * MOST_OF_A_COLUMN
    parted = [list(_parts(section, most)) for section in whole]
    parts = [part for section in parted for part in section]
    begun = {id(section[0]) for section in parted}
    tops = [0, *accumulate(map(_height, parts))]

    def cost(cuts: tuple[int, ...]) -> int:
        """Return the rows of the tallest column, and some for each section that is divided."""
        tallest = max(tops[end] - tops[start] for start, end in pairwise((0, *cuts, len(parts))))
        return tallest + COST_OF_A_CUT * sum(id(parts[cut]) not in begun for cut in cuts)

    ways = combinations(range(1, len(parts)), min(count, len(parts)) - 1)
    ends = (0, *min(ways, key=cost), len(parts))
    columns = [[*chain.from_iterable(parts[start:end])] for start, end in pairwise(ends)]
    return [[first._replace(gap=0), *rest] for first, *rest in columns]


def _parts(section: Iterable[Block], most: float) -> Iterator[list[Block]]:
    """Part a section that is more than `most` rows tall, before rows the cursor rests on."""
    part: list[Block] = []
    for block in section:
        if part and block.rests and _height(part) + estimate(block, COLUMN_WIDTH) > most:
            yield part
            part = []
        part.append(block)
    yield part


def _sections(shown: ViewState, detail: int = 0) -> Sequence[list[Block]]:
    """Return the sections of the overview, some of which may be empty.

    With detail 1, articles say what they are about, and the latest notes are listed; with 2, duties
    and areas do too; with 3, areas have their prompts; with 4, all say it in more words.
    """
    pack = shown.pack
    purpose, rest = summary_parts(pack)
    title = Block("title", pack.title, Look.TITLE, below=purpose, gap=0)
    unread = [Block("unread", NOT_READ, Look.OVERDUE)] if shown.notebook.is_unread else []
    articles, duties, areas = article_list(shown), _duties(shown), _areas(shown)
    edition = [Block("edition", f"Edition {pack.edition}", Look.FAINT)] if pack.edition else []
    return (
        [
            title,
            *unread,
            *_drafts(shown),
            *_first_keys(shown),
            *_meeting(shown),
            *_after_final(shown),
            *_last_position(shown),
        ],
        *(_open_notes(shown, kind) for kind in MINUTED if kind.can_be_done),
        _since(shown) or (_latest(shown) if detail else []),
        _bookmarks(shown),
        _described(shown, articles, detail) if detail > 0 else articles,
        _described(shown, duties, detail) if detail > 1 else duties,
        _described(shown, areas, detail) if detail > 1 else areas,
        _ways_in(shown),
        [*(Block(f"summary/{i}", part, gap=1) for i, part in enumerate(rest)), *edition],
    )


def _described(shown: ViewState, blocks: list[Block], detail: int) -> list[Block]:
    """Add what each article, duty or area is about, as what is first said of it has it."""
    many = Counter(block.place for block in blocks)
    made: list[Block] = []
    for block in blocks:
        place, indent = block.place or Place(), len(block.marker) + 1
        made.append(block)
        # Of several items that share a paper none begins with its first sentence.
        if (said := _about(shown.pack, place, detail)) and many[place] == 1:
            about = Block(f"about/{block.key}", said, Look.FAINT, indent=indent, gap=0, rests=False)
            made.append(about._replace(place=place))
        if detail > 2 and (area := shown.pack.area(place.area)):
            made += [
                section_block(area, part, shown)._replace(
                    indent=indent, leads=address_of_item(area, part.number)
                )
                for part in sections(area)
                if part.heading == PROMPTS
            ]
    return made


def _about(pack: Pack, place: Place, detail: int) -> str:
    article, duty, area = pack.article(place.article), pack.duty(place.duty), pack.area(place.area)
    said = article.opening if article else duty.means if duty else area.why if area else ""
    if detail < DETAILS:
        return first_words(first_sentence(said)[0], MOST_SAID)
    return first_words(said, 2 * MOST_SAID)


def _meeting(shown: ViewState) -> list[Block]:
    """Return who is recorded as present, and how many are needed."""
    fields = fields_of(heading_notes(shown.notes, shown.pack.series))
    here = "; ".join(f"{label}: {clean_line(fields[label])}" for label in NAMES if label in fields)
    if not here:
        return []
    return [Block("meeting", here, Look.FAINT, below=quorum_of(fields, shown.pack.quorum))]


def _after_final(shown: ViewState) -> list[Block]:
    """Return how many notes of the last meeting came too late for its final minutes."""
    said = shown.series.after_final
    return [Block("after-final", said, Look.FAINT)] if said else []


def summary_parts(pack: Pack) -> tuple[str, list[str]]:
    """Return the first sentence of the pack's summary, which states its purpose, and the rest."""
    purpose, rest = first_sentence(pack.summary.strip())
    return purpose, [part for part in re.split(r"\n{2,}", rest) if part]


def first_sentence(text: str) -> tuple[str, str]:
    """Return the first sentence of a text, and the rest."""
    first, _, rest = re.sub(r"(?<=[.?!])\s+", "\0", text, count=1).partition("\0")
    return first, rest


def _first_keys(shown: ViewState) -> list[Block]:
    """Return the first keys to know in aligned columns, a row for each thing to do.

    They are not for those to whom the pack is presented.
    """
    if not shown.commands or shown.presenting:
        return []
    keys = {**FIXED_KEYS, **{command.id: command.key for command in shown.commands}}
    rows = [[(keys[id_], what) for id_, what in row] for row in FIRST_KEYS.values()]
    widths = [
        max(cell_len(" ".join(each)) for each in column) for column in zip(*rows, strict=True)
    ]
    blocks: list[Block] = []
    for purpose, row in zip(FIRST_KEYS, rows, strict=True):
        text, spans = "", []
        for (key, what), width in zip(row, widths, strict=True):
            spans.append(Span(len(text), len(text) + len(key), "strong"))
            text += set_cell_size(f"{key} {what}", width) + BETWEEN_KEYS
        gap = int(not blocks)
        blocks.append(
            Block(
                f"keys/{purpose}",
                text.rstrip(),
                spans=tuple(spans),
                marker=f"{purpose:<6}",
                gap=gap,
                rests=False,
            )
        )
    return blocks


def _drafts(shown: ViewState) -> list[Block]:
    """Return what was being written when the program ended, each to be kept or discarded."""
    drafts = [draft for _, draft in shown.drafts()]
    notes = [note_in(draft.contents) for draft in drafts]
    return [
        Block(
            draft_key(draft.path.name),
            f"{writing(draft.contents)} when the program ended, and is not kept",
            Look.OVERDUE,
            below="enter on this row opens it; there enter keeps it, and esc discards it",
            marker="→",
        )
        for draft, note in zip(drafts, notes, strict=True)
        if not (shown.public and note and note.private)
    ]


def _last_position(shown: ViewState) -> list[Block]:
    """Return the way back to where the reader was last time, if that was in an article."""
    address = shown.last
    article = shown.pack.article(address.tab) if address else None
    if address is None or article is None:
        return []
    passage = next((p for p in article.passages if passage_key(p.number) == address.key), None)
    said = ", ".join(filter(None, passage.cells)) or passage.text if passage else ""
    words = f": “{shortened(said.strip('“”'), QUOTED_LENGTH)}”" if said else ""
    text = f"Where you left off: {article.label}{words}"
    return [Block("left-off", text, marker="→", leads=address)]


def _open_notes(shown: ViewState, kind: NoteKind) -> list[Block]:
    """Return the open notes of a kind, the most urgent first and those without a day last."""
    every = (*shown.carried, *shown.notes)
    actions = [note for note in every if note.kind is kind and not note.done]
    actions.sort(key=lambda note: (note.due or date.max, note.written))
    return _listed(shown, kind.traits.plural, f"Open {kind.traits.plural}", actions)


def _latest(shown: ViewState) -> list[Block]:
    """Return what was written last, apart from what is open and the names of those present."""
    listed_elsewhere = heading_notes(shown.notes, shown.pack.series)
    notes = [n for n in shown.notes if not n.kind.can_be_done and n not in listed_elsewhere]
    notes.sort(key=lambda note: note.written, reverse=True)
    return _listed(shown, "latest", "Latest notes", notes)


def _listed(shown: ViewState, key: str, heading: str, notes: Sequence[Note]) -> list[Block]:
    """Return the first few notes under a heading, and how many more there are."""
    rows = [
        note_block(shown, note)._replace(
            text=shortened(clean_line(note.text), MOST_LETTERS),
            leads=address_of_place(shown.pack, note.place),
        )
        for note in notes[:MOST_LISTED]
    ]
    return headed(key, heading, rows + _more(key, len(notes)), Look.HEADING)


def _since(shown: ViewState) -> list[Block]:
    """Return what was written since the last meeting, in the notebooks of earlier ones too."""
    day = shown.since
    if day is None:
        return []
    from ccgbrief.minutes.changes import changes_in_series  # noqa: PLC0415 (nothing was written before)

    book, private = shown.notebook, not shown.public
    changes = changes_in_series(shown.pack, book, shown.series, day, private=private)
    recent = enumerate(changes[-MOST_LISTED:])
    rows = [_change(shown, change)._replace(key=f"since/{i}") for i, change in recent]
    heading = f"Since {day.day} {day:%B %Y}"
    return headed("since", heading, rows + _more("since", len(changes)), Look.HEADING)


def _change(shown: ViewState, change: "Change") -> Block:
    from ccgbrief.minutes.changes import common_to_series  # noqa: PLC0415 (as above)

    meeting, place = change.meeting, change.place
    pack = common_to_series(shown.pack) if meeting else shown.pack
    origin = f" (from {clean_line(meeting.title)})" if meeting else ""
    text = f"{change.what}: {change.text or place_name(pack, place)}{origin}"
    is_there = meeting and place.question
    leads = Address(tabs.NOTES) if is_there else address_of_place(pack, place)
    return Block("since", text, marker="·", gap=0, leads=leads)


def _more(key: str, count: int) -> list[Block]:
    """Say how many there are besides those listed."""
    more, leads = count - MOST_LISTED, Address(tabs.NOTES)
    row = Block(f"{key}/more", f"{more} more", marker="→", gap=0, leads=leads)
    return [row] if more > 0 else []


def _duties(shown: ViewState) -> list[Block]:
    """Return how far the duties are, and each with its mark and who is responsible for it."""
    if not shown.pack.duties:
        return []
    return [
        duty_progress(shown)._replace(gap=1),
        *(
            Block(
                f"duty/{duty.id}",
                duty.title,
                Look.DONE if shown.notebook.status_of(duty.id) is Status.IN_PLACE else Look.TEXT,
                status=duty_status(shown, duty),
                marker=shown.box(duty.id),
                gap=0,
                leads=address_of_item(duty),
                place=Place(duty=duty.id),
            )
            for duty in shown.pack.duties
        ),
    ]


def _areas(shown: ViewState) -> list[Block]:
    """Return how many areas have a position, and each area with its answered prompts."""
    if not shown.pack.areas:
        return []
    return [
        area_progress(shown)._replace(gap=1),
        *(
            Block(
                f"area/{area.id}",
                area.title,
                status=answered(shown, [area]),
                marker=_sign(shown, area),
                gap=0,
                leads=address_of_item(area),
                place=Place(area=area.id),
            )
            for area in shown.pack.areas
        ),
    ]


def _sign(shown: ViewState, area: Area) -> str:
    if shown.position(area.id):
        return SETTLED
    return UNSETTLED if shown.knows_position(area.id) else UNKNOWN


def _ways_in(shown: ViewState) -> list[Block]:
    ways = (
        (tabs.FIGURES, "figure", "figures", len(shown.pack.figures)),
        (tabs.GLOSSARY, "glossary entry", "glossary entries", len(shown.pack.terms)),
        (tabs.NOTES, "note", "notes", len(shown.notes)),
    )
    blocks: list[Block] = []
    for tab, one, many, count in ways:
        if count:
            text, gap = f"1 {one}" if count == 1 else f"{count} {many}", int(not blocks)
            blocks.append(Block(f"way/{tab}", text, marker="→", gap=gap, leads=Address(tab)))
    return blocks


def _bookmarks(shown: ViewState) -> list[Block]:
    rows = [
        Block(
            f"bookmark/{i}",
            place_name(shown.pack, mark.place),
            marker="♦",
            gap=0,
            leads=address_of_place(shown.pack, mark.place),
            place=mark.place,
        )
        for i, mark in enumerate(shown.notebook.bookmarks())
    ]
    return headed("bookmarks", "Bookmarks", rows, Look.HEADING)
