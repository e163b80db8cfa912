"""Writes the minutes as Markdown, for a file that people read, edit and pass on.

What people wrote appears as they typed it: characters with a meaning in Markdown are escaped, so
that no note can become a heading, a table or HTML.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import indent

from ccgbrief.minutes import layout, phrases
from ccgbrief.minutes.model import Minutes
from ccgbrief.notebook.meeting import in_words
from ccgbrief.text import clean_line, is_web_address

_INLINE = re.compile(r"[\\`*_\[\]|~$]|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_EDGE = re.compile(r"^[#>+=:-]|#$")
_NUMBERED = re.compile(r"^\d+(?=[.)](?:\s|$))")


def as_markdown(minutes: Minutes) -> str:
    """Return the minutes as CommonMark, ending in a newline."""
    document = layout.lay_out(minutes)
    parts = [
        f"# {_line(document.title)}",
        f"{document.kind}, {in_words(document.held)}",
        *(f"{label}: {_line(text)}" for label, text in document.details.items()),
        *document.scope,
    ]
    for heading, blocks in document.sections:
        parts += [f"## {heading}", *_blocks(blocks)]
    return "\n\n".join([*parts, phrases.SIGN_OFF]) + "\n"


def _joined(blocks: Iterable[layout.Block]) -> str:
    return "\n\n".join(_blocks(blocks))


def _blocks(blocks: Iterable[layout.Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case layout.Heading(text):
                yield f"### {_line(text)}"
            case layout.Paragraph(text, source, url):
                said = _line(f"{text} {source}")
                yield f"{said}, <{url}>" if is_web_address(url) else said
            case layout.Said(paragraphs, label, facts, remarks):
                yield _paragraphs(paragraphs, f"{label}: " if label else "")
                known = [*(f"{name}: {_line(fact)}" for name, fact in facts), *remarks]
                if known:
                    yield f"{'. '.join(known)}."
            case layout.Quotation(paragraphs, source):
                quote = f"{_paragraphs(paragraphs)}\n\n{_line(source)}".rstrip("\n")
                yield indent(quote, "> ").replace("\n\n", "\n>\n")
            case layout.Items(items, is_numbered):
                yield _list(map(_joined, items), is_numbered=is_numbered)
            case layout.Table(caption, _, rows, is_numbered):
                yield caption
                items = [[row.said if is_numbered else _short(row.said), *row.more] for row in rows]
                yield _list(map(_joined, items), is_numbered=is_numbered)
            case layout.Chart(figure):
                yield f"### {_line(figure.title)}"
                yield "\n".join(f"- {_line(v.label)}: {_line(v.said)}" for v in figure.values)


def _short(said: layout.Said) -> layout.Said:
    """Return a text that begins with its facts, as in `In hand (Jo): Review contracts`."""
    first, *others = (fact for _, fact in said.facts if fact)
    return said._replace(label=f"{first} ({', '.join(others)})" if others else first, facts=())


def _list(items: Iterable[str], *, is_numbered: bool) -> str:
    if not is_numbered:
        return "\n".join(_item("- ", item) for item in items)
    return "\n\n".join(_item(f"{number}. ", item) for number, item in enumerate(items, 1))


def _item(marker: str, text: str) -> str:
    below = " " * len(marker)
    return marker + indent(text, below).removeprefix(below)


def _paragraphs(paragraphs: Sequence[str], label: str = "") -> str:
    """Return paragraphs that keep their line breaks."""
    first, *others = paragraphs
    return "\n\n".join(
        "  \n".join(_line(line) for line in paragraph.split("\n"))
        for paragraph in (label + first, *others)
    )


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
