"""The minutes as Markdown: for a file that people read, edit and pass on.

What people wrote stands there as they typed it: signs that Markdown would take as its own are
escaped, so that no note can become a heading, a table or HTML.
"""

import re
from collections.abc import Iterable

from ccgbrief.minutes import wording
from ccgbrief.minutes.gathering import CitedArticle, CitedFigure, Entry, Minutes, Subject
from ccgbrief.text import clean, clean_line

_INLINE = re.compile(r"[\\`*_\[\]|~$]|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_EDGE = re.compile(r"^[#>+=:-]|#$")
_NUMBERED = re.compile(r"^\d+(?=[.)](?:\s|$))")


def as_markdown(minutes: Minutes) -> str:
    """Return the minutes as CommonMark, ending in a newline."""
    sections = [
        _head(minutes),
        *(
            _section(heading, _entries(minutes.of_kind(kind)))
            for kind, heading in wording.HEADINGS.items()
        ),
        _section("Duties", _duties(minutes)),
        _section("Articles read", [f"- {_cited(article)}" for article in minutes.articles]),
        _section("Figures", _figures(minutes.figures)),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _head(minutes: Minutes) -> list[str]:
    lines = [f"# {_line(minutes.title)}", "", f"Minutes, {wording.day(minutes.day)}"]
    if minutes.public:
        lines += ["", wording.PUBLIC]
    if not minutes.entries:
        lines += ["", wording.NOTHING]
    return lines


def _section(heading: str, lines: list[str]) -> list[str]:
    return [f"## {heading}", "", *lines] if lines else []


def _duties(minutes: Minutes) -> list[str]:
    if not minutes.duties:
        return []
    listed = [f"- {_line(wording.standing(duty))}: {_line(duty.title)}" for duty in minutes.duties]
    return [f"Of {len(minutes.duties)}: {wording.progress(minutes)}.", "", *listed]


def _entries(entries: Iterable[Entry]) -> list[str]:
    lines: list[str] = []
    for count, entry in enumerate(entries, 1):
        marker = f"{count}. "
        indent = " " * len(marker)
        first, *rest = _entry(entry)
        lines += [""] if lines else []
        lines += [marker + first, *(f"{indent}{line}" if line else "" for line in rest)]
    return lines


def _entry(entry: Entry) -> list[str]:
    lines = _block(entry.text)
    said = [f"{label}: {_line(what)}" for label, what in wording.owed(entry)]
    if said := [*said, *wording.remarks(entry)]:
        lines += ["", f"{'. '.join(said)}."]
    return lines + _subject(entry.subject)


def _subject(subject: Subject) -> list[str]:
    about = wording.about(subject)
    lines = ["", f"{_line(about)}:" if wording.words(subject) else _line(about)] if about else []
    if words := wording.words(subject):
        quote = _block(words)
        if origin := wording.origin(subject):
            quote += ["", _line(origin)]
        lines += ["", *(f"> {line}".rstrip() for line in quote)]
    return lines


def _figures(figures: Iterable[CitedFigure]) -> list[str]:
    lines: list[str] = []
    for cited in figures:
        figure = cited.figure
        lines += [""] if lines else []
        lines += [f"### {_line(figure.title)}", ""]
        lines += [f"- {_line(v.label)}: {_line(wording.number(v))}" for v in figure.values]
        source = f"Source: {_line(cited.source.citation)}"
        lines += ["", f"{_line(wording.particulars(figure))} {source}".strip()]
    return lines


def _cited(article: CitedArticle) -> str:
    citation = _line(article.citation)
    return f"{citation}, <{article.url}>" if wording.is_link(article.url) else citation


def _block(text: str) -> list[str]:
    """Return a text as paragraphs whose lines stay lines."""
    lines = [_line(line) for line in (clean(text).strip() or wording.NO_WORDS).split("\n")]
    return [
        f"{line}  " if line and below else line
        for above, line, below in zip(["", *lines], lines, [*lines[1:], ""], strict=False)
        if line or above
    ]


def _line(text: str) -> str:
    """Return a text on one line that Markdown shows as it is, wherever on a line it stands."""
    line = "".join(
        f"<{run.text}>" if run.is_link else _INLINE.sub(r"\\\g<0>", run.text)
        for run in wording.runs(clean_line(text))
    )
    return _NUMBERED.sub(r"\g<0>\\", _EDGE.sub(r"\\\g<0>", line))
