"""Makes the panes of focus areas and duties: lists that unfold, with evidence to step into."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from ccgbrief.notebook import Place, Status, answers_to, interests_in
from ccgbrief.pack import Area, Duty, Pack, Section, Span, sections
from ccgbrief.text import clean_line, counted
from ccgbrief.view.address import address_of_item, row_key, section_key
from ccgbrief.view.blocks import Block, Look, headed
from ccgbrief.view.evidence import evidence_blocks
from ccgbrief.view.note_blocks import note_block, notes_about, notes_on
from ccgbrief.view.view_state import ViewState

PROMPTS = "Ask"
"""Heading of the sections that can be answered."""

BULLETED = {"What to have in place", "What can go wrong"}
"""Headings of sections that are lists."""

MOST_DRAWN = 20
"""The most squares in a progress line; more would be nothing but a row of squares."""


def area_blocks(shown: ViewState) -> list[Block]:
    """Return the focus areas; unfolded ones with prompts, evidence, duties and notes."""
    blocks: list[Block] = []
    for number, area in enumerate(shown.pack.areas, 1):
        warning = "A warning, not an action" if area.kind == "warning" else ""
        cure = shown.by_key(" ({} writes it)", "note.decision")
        is_settled = shown.position(area.id) or not shown.knows_position(area.id)
        open_yet = "" if is_settled else f"No position yet{cure}"
        head = Block(
            section_key(area.id),
            area.title,
            marker=f"{number}.",
            below=" · ".join(filter(None, (warning, open_yet))),
            status=answered(shown, [area]),
            gap=int(number > 1),
        )
        blocks += _item_blocks(area, head, shown)
    return blocks


def duty_blocks(shown: ViewState) -> list[Block]:
    """Return the checklist of duties with its progress; unfolded ones with their details."""
    duties = shown.pack.duties
    blocks = [duty_progress(shown)]
    for duty in duties:
        status = shown.notebook.status_of(duty.id)
        interests = clean_line(", ".join(interests_in(shown.notes_about(duty.id), duty.id)))
        head = Block(
            section_key(duty.id),
            duty.title,
            marker=shown.box(duty.id),
            below=f"Interests: {interests}" if interests else "",
            status=duty_status(shown, duty),
        )
        if status is Status.IN_PLACE:
            head = head._replace(spans=(Span(0, len(duty.title), Look.DONE),))
        blocks += _item_blocks(duty, head, shown)
    return blocks


def duty_status(shown: ViewState, duty: Duty) -> str:
    """Say how far a duty is, where its box leaves a doubt, and who is responsible for it."""
    begun = "in hand" if shown.notebook.status_of(duty.id) is Status.IN_HAND else ""
    owner = clean_line(shown.notebook.owner_of(duty.id))
    return ", ".join(filter(None, (begun, owner)))


def _item_blocks(item: Area | Duty, head: Block, shown: ViewState) -> list[Block]:
    """Return title, explanation, unfolded details and notes of an item; `head` has its title."""
    is_area = isinstance(item, Area)
    place = _place(item)
    meaning = item.why if isinstance(item, Area) else item.means
    copies = f"{item.title}: {meaning}"
    look = Look.HEADING if item.id in shown.unfolded else Look.TOPIC
    blocks = [
        head._replace(look=look, place=place, copies=copies, folds=item.id),
        Block(
            section_key(item.id, 1),
            meaning,
            indent=len(head.marker) + 1,
            gap=0,
            rests=False,
            place=place,
            folds=item.id,
        ),
    ]
    position = shown.position(item.id) if is_area else None
    if position:
        block = note_block(shown, position, indent=2)
        blocks.append(block._replace(text=f"Position: {block.text}"))
    if item.id in shown.unfolded:
        blocks += _particulars(item, shown)
        heading = "Duties it touches" if is_area else "Focus areas that bear on it"
        links = [_link(item, each) for each in related(shown.pack, item)]
        blocks += headed(row_key(item.id, "links"), heading, links, indent=2)
    return blocks + notes_about(shown, item)


def answered(shown: ViewState, areas: Iterable[Area]) -> str:
    """Say how many prompts of these areas are answered; `""` if there are none, or nobody knows."""
    prompts = [(area.id, prompt) for area in areas for prompt in area.prompts]
    if shown.notebook.is_unread:
        return ""
    done = sum(bool(answers_to(shown.notes_about(area), area, prompt)) for area, prompt in prompts)
    return f"{done} of {counted(len(prompts), 'prompt')} answered" if prompts else ""


def area_progress(shown: ViewState) -> Block:
    """Return a line that states and draws on how many areas the board has a position."""
    areas = shown.pack.areas
    done = sum(shown.position(area.id) is not None for area in areas)
    known = all(shown.knows_position(area.id) for area in areas)
    all_of_them = f"{counted(len(areas), 'focus area')} with a position"
    block = progress_block("progress/areas", all_of_them, done, len(areas), is_known=known)
    return block._replace(look=Look.TEXT, status=answered(shown, areas))


def duty_progress(shown: ViewState) -> Block:
    """Return a line that states and draws the progress of the duties."""
    standing = [shown.notebook.status_of(duty.id) for duty in shown.pack.duties]
    done, begun = standing.count(Status.IN_PLACE), standing.count(Status.IN_HAND)
    known = all(shown.notebook.knows_status_of(duty.id) for duty in shown.pack.duties)
    total = len(standing)
    all_of_them = f"{counted(total, 'duty', 'duties')} in place"
    block = progress_block("progress/duties", all_of_them, done, total, begun, is_known=known)
    gone = shown.notebook.begun_besides({duty.id for duty in shown.pack.duties})
    said = f"Begun too, and no longer in the pack: {', '.join(gone)}" if gone else ""
    return block._replace(below=clean_line(said))


def progress_block(
    key: str, all_of_them: str, done: int, total: int, begun: int = 0, *, is_known: bool
) -> Block:
    """Return a line that states and draws how much is done of `total`, in words, if it is known."""
    bar = "■" * done + "▪" * begun + "□" * (total - done - begun) + "  "
    drawn = bar if total <= MOST_DRAWN and is_known else ""
    in_hand = f", {begun} in hand" if begun else ""
    text = f"{drawn}{done if is_known else '?'} of {all_of_them}{in_hand}"
    spans = (Span(0, len(drawn), Look.FAINT), Span(len(drawn), len(text), Look.HEADING))
    return Block(key, text, Look.FIGURE, spans, gap=0, rests=False)


def related(pack: Pack, item: Area | Duty) -> Sequence[Area | Duty]:
    """Return the duties of an area, or the areas of a duty."""
    if isinstance(item, Area):
        return [duty for duty in pack.duties if duty.id in item.duties]
    return [area for area in pack.areas if area.id in item.areas]


def _place(item: Area | Duty, words: str = "") -> Place:
    if isinstance(item, Area):
        return Place(area=item.id, words=words)
    return Place(duty=item.id, words=words)


def _particulars(item: Area | Duty, shown: ViewState) -> list[Block]:
    """Return the details of an unfolded item after its title and explanation."""
    blocks: list[Block] = []
    rest = [section for section in sections(item) if section.number > 1]
    for heading, group in groupby(rest, key=lambda section: section.heading):
        rows = []
        for section in group:
            rows.append(section_block(item, section, shown))
            rows += notes_on(shown, _place(item, section.text))
        blocks += headed(row_key(item.id, heading), heading, rows, indent=2)
    found = evidence_blocks(shown.pack, item.evidence, item.id)
    return blocks + headed(row_key(item.id, "evidence"), "Evidence", found, indent=2)


def section_block(item: Area | Duty, section: Section, shown: ViewState) -> Block:
    marker = "•" if section.heading in BULLETED else ""
    if section.heading == PROMPTS:
        answers = answers_to(shown.notes_about(item.id), item.id, section.text)
        marker = shown.tick_box(bool(answers))
    return Block(
        section_key(item.id, section.number),
        section.text,
        marker=marker,
        indent=2,
        gap=0,
        place=_place(item, section.text),
        copies=f"{item.title}: {section.text}",
    )


def _link(owner: Area | Duty, item: Area | Duty) -> Block:
    key, leads = row_key(owner.id, f"link/{item.id}"), address_of_item(item)
    # Below a duty all keys are for that, as on its evidence; an area has none but to write.
    place = _place(owner) if isinstance(owner, Duty) else None
    return Block(key, item.title, marker="→", indent=2, gap=0, leads=leads, place=place)
