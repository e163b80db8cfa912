"""Builds the minutes as a pandoc document tree, for Word, OpenDocument and PDF.

In a tree, unlike in markup, what people wrote can only ever be text. Title, headings, quotations
and tables use pandoc's own styles, which a house template may define.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ccgbrief.kinds import MINUTED
from ccgbrief.minutes import phrases
from ccgbrief.minutes.model import (
    AgendaStanding,
    AreaStanding,
    CitedArticle,
    CitedFigure,
    DutyStanding,
    Entry,
    Minutes,
    Subject,
)
from ccgbrief.notebook.meeting import MEETING, in_words
from ccgbrief.text import clean, clean_line, is_web_address

Node = dict[str, Any]
"""A node of pandoc's tree: `t` is its type, and `c`, if present, its content."""

VERSION = [1, 23]
"""The version of the tree's format, as in pandoc 3."""

_NO_NAME: list[Any] = ["", [], []]
_BREAK: Node = {"t": "LineBreak"}
_SPACE: Node = {"t": "Space"}
_LEFT: Node = {"t": "AlignLeft"}
_TO_FIT: Node = {"t": "ColWidthDefault"}
_ACTION_WIDTHS = (0.09, 0.37, 0.18, 0.19, 0.17)
_DUTY_WIDTHS = (0.56, 0.2, 0.24)
_HEAD_WIDTHS = (0.25, 0.75)


def as_tree(minutes: Minutes) -> Node:
    """Return the minutes as a document in pandoc's JSON."""
    head = dict(minutes.head)
    name = head.pop(MEETING, "")
    texts = {
        "title": name or minutes.title,
        "subtitle": phrases.KIND[minutes.final],
        "date": in_words(minutes.held),
        "lang": "en-GB",
    }
    return {
        "pandoc-api-version": VERSION,
        "meta": {key: {"t": "MetaInlines", "c": _inlines(text)} for key, text in texts.items()},
        "blocks": [
            *_head(minutes, head, named=bool(name)),
            *_sections(minutes),
            _para(phrases.SIGN_OFF),
        ],
    }


def _head(minutes: Minutes, head: dict[str, str], *, named: bool) -> list[Node]:
    if named:
        head = {"Briefing pack": minutes.title, **head}
    rows = [[_cell(label), _cell(text)] for label, text in head.items()]
    said = [phrases.scope(minutes), phrases.PUBLIC if minutes.public else ""]
    said.append("" if minutes.entries else phrases.NOTHING)
    return [
        *([_table((), rows, _HEAD_WIDTHS)] if rows else []),
        *(_para(text) for text in said if text),
    ]


def _sections(minutes: Minutes) -> Iterable[Node]:
    agenda = [b for each in phrases.agenda(minutes) for b in _on_agenda(*each, minutes.held)]
    yield from _section("Agenda", agenda)
    for kind in MINUTED:
        entries = minutes.listed(kind)
        listing = _actions if kind.traits.has_day else _listed
        yield from _section(kind.heading, [listing(entries, minutes)] if entries else [])
    areas = [block for area in minutes.areas if area.is_discussed for block in _area(area, minutes)]
    yield from _section("Focus areas", areas)
    yield from _section("Duties", _duties(minutes) if minutes.duties else [])
    read = [[_cited(article)] for article in minutes.articles]
    yield from _section("Articles read", [_node("BulletList", read)] if read else [])
    yield from _section("Figures", [block for cited in minutes.figures for block in _figure(cited)])


def _on_agenda(on: AgendaStanding, said: Iterable[phrases.AgendaEntry], day: date) -> list[Node]:
    about = phrases.item_about(on)
    blocks = [_heading(2, on.item.name), *([_para(about)] if about else [])]
    for label, entry, is_on_the_same in said:
        blocks += _under(label, entry, day)
        blocks += [] if is_on_the_same else _subject(entry.subject)
        blocks += _answers(entry, day)
    return blocks


def _section(heading: str, blocks: Sequence[Node]) -> list[Node]:
    return [_heading(1, heading), *blocks] if blocks else []


def _listed(entries: Iterable[Entry], minutes: Minutes) -> Node:
    day = minutes.held
    items = [
        [
            *_blocks(e.text),
            *_assignment(e, day),
            *_remarks(e),
            *_subject(e.subject),
            *_answers(e, day),
        ]
        for e in entries
    ]
    return _node("OrderedList", [[1, {"t": "Decimal"}, {"t": "Period"}], items])


def _answers(entry: Entry, day: date) -> list[Node]:
    return [block for answer in entry.answers for block in _under("Answer", answer, day)]


def _actions(entries: Iterable[Entry], minutes: Minutes) -> Node:
    day, items = minutes.held, phrases.items_of(minutes)
    rows = [
        [
            _cell(str(count)),
            [
                *_blocks(entry.text),
                *_remarks(entry),
                *([_para(items[entry])] if entry in items else _subject(entry.subject)),
            ],
            *(_cell(what) for _, what in phrases.assignment(entry, day)),
        ]
        for count, entry in enumerate(entries, 1)
    ]
    return _table(("No.", "Action", "Owner", "Due", "State"), rows, _ACTION_WIDTHS)


def _assignment(entry: Entry, day: date) -> list[Node]:
    said = [f"{label}: {what}" for label, what in phrases.assignment(entry, day)]
    return [_para(" · ".join(said))] if said else []


def _remarks(entry: Entry) -> list[Node]:
    return [_para(remark) for remark in phrases.remarks(entry)]


def _subject(subject: Subject) -> list[Node]:
    about, doubt = phrases.about(subject), phrases.doubt(subject)
    quote = []
    if words := phrases.words(subject):
        origin = phrases.origin(subject)
        source = [_node("Para", _linked(origin, subject.url))] if origin else []
        quote = [_node("BlockQuote", [*_blocks(words), *source])]
    return [*([_para(about)] if about else []), *quote, *([_para(doubt)] if doubt else [])]


def _area(area: AreaStanding, minutes: Minutes) -> list[Node]:
    answered = [prompt for prompt in area.prompts if prompt.answers]
    position = area.position
    count = phrases.answered(area)
    return [
        _heading(2, area.title),
        *(
            _labelled("Position", position, minutes)
            if position
            else [_para(f"{phrases.NO_POSITION}.")]
        ),
        *([_para(f"{count}:")] if answered else []),
        *(
            block
            for prompt in answered
            for block in (
                _node("Para", [_node("Strong", _inlines(prompt.text))]),
                *(b for e in prompt.answers for b in _labelled(phrases.answer(e), e, minutes)),
            )
        ),
        *_notes(area.notes, minutes),
    ]


def _labelled(label: str, entry: Entry, minutes: Minutes) -> list[Node]:
    """Return an entry under a label; one that is listed above is named, and not said again."""
    if above := phrases.listed_above(entry, minutes):
        return [_para(f"{label}: {above}")]
    return _under(label, entry, minutes.held)


def _under(label: str, entry: Entry, day: date) -> list[Node]:
    first, *rest = _blocks(entry.text)
    told = _node("Para", [_node("Strong", _inlines(f"{label}:")), _SPACE, *first["c"]])
    return [told, *rest, *_assignment(entry, day), *_remarks(entry)]


def _notes(notes: Iterable[Entry], minutes: Minutes) -> list[Node]:
    return [block for note in notes for block in _labelled(phrases.note_label(note), note, minutes)]


def _duties(minutes: Minutes) -> list[Node]:
    rows = [_duty(duty, minutes) for duty in minutes.duties]
    return [
        _para(f"Of {len(minutes.duties)}: {phrases.progress(minutes)}."),
        _table(("Duty", "Status", "Owner"), rows, _DUTY_WIDTHS),
    ]


def _duty(duty: DutyStanding, minutes: Minutes) -> list[list[Node]]:
    said = ", ".join(duty.interests)
    interests = [_para(f"Interests: {said}")] if said else []
    return [
        [*_cell(duty.title), *interests, *_notes(duty.notes, minutes)],
        _cell(phrases.STATUSES[duty.status]),
        _cell(duty.owner),
    ]


def _figure(cited: CitedFigure) -> list[Node]:
    figure = cited.figure
    rows = [[_cell(v.label), _cell(v.said)] for v in figure.values]
    about = f"{phrases.particulars(figure)} Source:"
    source = _linked(cited.source.citation, cited.source.url)
    return [
        _heading(2, figure.title),
        _table(("", figure.unit or "Number"), rows),
        _node("Para", [*_inlines(about), _SPACE, *source]),
    ]


def _cited(article: CitedArticle) -> Node:
    return _node("Plain", _linked(article.citation, article.url))


def _heading(level: int, text: str) -> Node:
    return _node("Header", [level, _NO_NAME, _inlines(text)])


def _table(
    heads: Sequence[str],
    rows: Sequence[Sequence[Sequence[Node]]],
    widths: Sequence[float] | None = None,
) -> Node:
    """Return a table whose cells are blocks; widths are fractions of the page's width."""
    columns = max(len(row) for row in rows)
    sizes = [_node("ColWidth", width) for width in widths or ()] or [_TO_FIT] * columns
    names = [[_node("Plain", [_node("Strong", _inlines(name))])] if name else [] for name in heads]
    head = [_row(names)] if any(heads) else []
    body = [_NO_NAME, 0, [], [_row(row) for row in rows]]
    return _node(
        "Table",
        [
            _NO_NAME,
            [None, []],
            [[_LEFT, size] for size in sizes],
            [_NO_NAME, head],
            [body],
            [_NO_NAME, []],
        ],
    )


def _row(cells: Iterable[Sequence[Node]]) -> list[Any]:
    return [_NO_NAME, [[_NO_NAME, {"t": "AlignDefault"}, 1, 1, list(cell)] for cell in cells]]


def _blocks(text: str) -> list[Node]:
    """Return a text as paragraphs that keep their line breaks."""
    said = clean(text).strip() or phrases.NO_WORDS
    return [_node("Para", _lines(block)) for block in phrases.paragraphs(said)]


def _lines(text: str) -> list[Node]:
    lines: list[Node] = []
    for line in text.split("\n"):
        lines += [*([_BREAK] if lines else []), *_runs(line)]
    return lines


def _para(text: str) -> Node:
    return _node("Para", _inlines(text))


def _cell(text: str) -> list[Node]:
    return [_node("Plain", _inlines(text))] if text else []


def _linked(text: str, url: str) -> list[Node]:
    inside = _inlines(text)
    return [_node("Link", [_NO_NAME, inside, [url, ""]])] if is_web_address(url) else inside


def _runs(line: str) -> list[Node]:
    nodes: list[Node] = []
    for run in phrases.runs(clean_line(line)):
        inside = _linked(run.text, run.target) if run.is_link else _inlines(run.text)
        nodes += [_SPACE] * run.text.startswith(" ") + inside + [_SPACE] * run.text.endswith(" ")
    return nodes


def _inlines(text: str) -> list[Node]:
    nodes: list[Node] = []
    for word in clean_line(text).split():
        nodes += [_SPACE] * bool(nodes) + [_node("Str", word)]
    return nodes


def _node(kind: str, content: Any) -> Node:
    return {"t": kind, "c": content}
