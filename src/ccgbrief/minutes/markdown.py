"""Writes the minutes as Markdown, for a file that people read, edit and pass on.

What people wrote appears as they typed it: characters with a meaning in Markdown are escaped, so
that no note can become a heading, a table or HTML.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from ccgbrief.kinds import MINUTED
from ccgbrief.minutes import phrases
from ccgbrief.minutes.model import (
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

_INLINE = re.compile(r"[\\`*_\[\]|~$]|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_EDGE = re.compile(r"^[#>+=:-]|#$")
_NUMBERED = re.compile(r"^\d+(?=[.)](?:\s|$))")


def as_markdown(minutes: Minutes) -> str:
    """Return the minutes as CommonMark, ending in a newline."""
    items, day = phrases.items_of(minutes), minutes.held
    sections = [
        _head(minutes),
        _section("Agenda", _agenda(minutes)),
        *(
            _section(kind.heading, _numbered(_entry(e, day, items) for e in minutes.listed(kind)))
            for kind in MINUTED
        ),
        _section("Focus areas", _areas(minutes)),
        _section("Duties", _duties(minutes)),
        _section("Articles read", [f"- {_cited(article)}" for article in minutes.articles]),
        _section("Figures", _figures(minutes.figures)),
        [phrases.SIGN_OFF],
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _head(minutes: Minutes) -> list[str]:
    head = dict(minutes.head)
    name = head.pop(MEETING, "")
    lines = [
        f"# {_line(name or minutes.title)}",
        "",
        f"{phrases.KIND[minutes.final]}, {in_words(minutes.held)}",
    ]
    if name:
        lines += ["", f"Briefing pack: {_line(minutes.title)}"]
    for label, text in head.items():
        lines += ["", f"{label}: {_line(text)}"]
    if scope := phrases.scope(minutes):
        lines += ["", scope]
    if minutes.public:
        lines += ["", phrases.PUBLIC]
    if not minutes.entries:
        lines += ["", phrases.NOTHING]
    return lines


def _section(heading: str, lines: list[str]) -> list[str]:
    return [f"## {heading}", "", *lines] if lines else []


def _agenda(minutes: Minutes) -> list[str]:
    lines: list[str] = []
    for on, said in phrases.agenda(minutes):
        lines += [*([""] if lines else []), f"### {_line(on.item.name)}"]
        lines += ["", _line(about)] if (about := phrases.item_about(on)) else []
        for label, entry, is_on_the_same in said:
            lines += ["", *_under(label, entry, minutes.held)]
            lines += [] if is_on_the_same else _subject(entry.subject)
            lines += _answers(entry, minutes.held)
    return lines


def _duties(minutes: Minutes) -> list[str]:
    if not minutes.duties:
        return []
    listed = [line for duty in minutes.duties for line in _item("- ", _duty(duty, minutes))]
    return [f"Of {len(minutes.duties)}: {phrases.progress(minutes)}.", "", *listed]


def _duty(duty: DutyStanding, minutes: Minutes) -> list[str]:
    lines = [f"{_line(phrases.standing(duty))}: {_line(duty.title)}"]
    if duty.interests:
        lines += ["", f"Interests: {_line(', '.join(duty.interests))}"]
    return lines + _notes(duty.notes, minutes)


def _areas(minutes: Minutes) -> list[str]:
    lines: list[str] = []
    for area in minutes.areas:
        if area.is_discussed:
            lines += [*([""] if lines else []), f"### {_line(area.title)}", ""]
            lines += _area(area, minutes)
    return lines


def _area(area: AreaStanding, minutes: Minutes) -> list[str]:
    position = area.position
    lines = _labelled("Position", position, minutes) if position else [f"{phrases.NO_POSITION}."]
    answered = [prompt for prompt in area.prompts if prompt.answers]
    if answered:
        lines += ["", f"{phrases.answered(area)}:", ""]
    lines += _numbered(
        [
            *_block(prompt.text),
            *(
                line
                for answer in prompt.answers
                for line in ("", *_labelled(phrases.answer(answer), answer, minutes))
            ),
        ]
        for prompt in answered
    )
    return lines + _notes(area.notes, minutes)


def _labelled(label: str, entry: Entry, minutes: Minutes) -> list[str]:
    """Return an entry under a label; one that is listed above is named, and not said again."""
    if above := phrases.listed_above(entry, minutes):
        return [f"{label}: {above}"]
    return _under(label, entry, minutes.held)


def _under(label: str, entry: Entry, day: date) -> list[str]:
    first, *rest = _block(entry.text)
    return [f"{label}: {first}", *rest, *_assignment(entry, day)]


def _notes(notes: Iterable[Entry], minutes: Minutes) -> list[str]:
    """Return plain notes under their subject, naming the line of it that they are on."""
    lines: list[str] = []
    for note in notes:
        lines += ["", *_labelled(_line(phrases.note_label(note)), note, minutes)]
    return lines


def _numbered(entries: Iterable[list[str]]) -> list[str]:
    lines: list[str] = []
    for count, entry in enumerate(entries, 1):
        lines += [*([""] if lines else []), *_item(f"{count}. ", entry)]
    return lines


def _item(marker: str, lines: list[str]) -> list[str]:
    first, *rest = lines
    indent = " " * len(marker)
    return [marker + first, *(f"{indent}{line}" if line else "" for line in rest)]


def _entry(entry: Entry, day: date, items: Mapping[Entry, str]) -> list[str]:
    said = [*_block(entry.text), *_assignment(entry, day)]
    if entry in items:
        return [*said, "", _line(items[entry])]
    return said + _subject(entry.subject) + _answers(entry, day)


def _answers(entry: Entry, day: date) -> list[str]:
    return [line for each in entry.answers for line in ("", *_under("Answer", each, day))]


def _assignment(entry: Entry, day: date) -> list[str]:
    said = [f"{label}: {_line(what)}" for label, what in phrases.assignment(entry, day)]
    said += phrases.remarks(entry)
    return ["", f"{'. '.join(said)}."] if said else []


def _subject(subject: Subject) -> list[str]:
    about = phrases.about(subject)
    lines = ["", f"{_line(about)}:" if phrases.words(subject) else _line(about)] if about else []
    if words := phrases.words(subject):
        quote = _block(words)
        if origin := phrases.origin(subject):
            quote += ["", _line(origin)]
        lines += ["", *(f"> {line}".rstrip() for line in quote)]
    if doubt := phrases.doubt(subject):
        lines += ["", _line(doubt)]
    return lines


def _figures(figures: Iterable[CitedFigure]) -> list[str]:
    lines: list[str] = []
    for cited in figures:
        figure = cited.figure
        lines += [""] if lines else []
        lines += [f"### {_line(figure.title)}", ""]
        lines += [f"- {_line(v.label)}: {_line(v.said)}" for v in figure.values]
        source = f"Source: {_line(cited.source.citation)}"
        lines += ["", f"{_line(phrases.particulars(figure))} {source}".strip()]
    return lines


def _cited(article: CitedArticle) -> str:
    citation = _line(article.citation)
    return f"{citation}, <{article.url}>" if is_web_address(article.url) else citation


def _block(text: str) -> list[str]:
    """Return a text as paragraphs that keep their line breaks."""
    lines = [_line(line) for line in (clean(text).strip() or phrases.NO_WORDS).split("\n")]
    return [
        f"{line}  " if line and below else line
        for above, line, below in zip(["", *lines], lines, [*lines[1:], ""], strict=False)
        if line or above
    ]


def _line(text: str) -> str:
    """Return a text on one line, escaped so that Markdown shows it as it is anywhere on a line."""
    line = "".join(
        _link(run) if run.is_link else _INLINE.sub(r"\\\g<0>", run.text)
        for run in phrases.runs(clean_line(text))
    )
    return _NUMBERED.sub(r"\g<0>\\", _EDGE.sub(r"\\\g<0>", line))


def _link(run: phrases.Run) -> str:
    if run.target == run.text:
        return f"<{run.text}>"
    shown = _INLINE.sub(r"\\\g<0>", run.text)
    return f"[{shown}](<{run.target}>)"
