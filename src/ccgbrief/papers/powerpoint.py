"""Prepares PowerPoint files for pandoc, which ignores groups, notes, numbers and what is hidden.

It also puts a blank between the runs of a paragraph, and so into words: each paragraph is one run.
"""

import re
from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from ccgbrief.pack import Page
from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.numerals import lowered, numeral, raised
from ccgbrief.papers.paper import HIDDEN, STRUCK, UNREAD, LeftOut, Prepared
from ccgbrief.papers.word import (
    CHART,
    DIAGRAM,
    LABEL_END,
    LABEL_START,
    MC,
    Element,
    chart,
    drawings_of,
    files_within,
    parsed,
    related,
    unwrap,
)
from ccgbrief.text import clean_line

_SHOW = "ppt/presentation.xml"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_HIDDEN = "//p:cNvPr[@hidden='1' or @hidden='true']/../parent::*[not(self::p:spTree)]"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TRUE = {"1", "true"}
_AROUND = {"Period": ("", "."), "ParenR": ("", ")"), "ParenBoth": ("(", ")"), "Plain": ("", "")}
MERGED = "\ue002"
"""In a cell that the one before it covers; a private character, as those around labels."""
_COUNTED = re.compile(rf"(alpha|roman|arabic)(Lc|Uc)?({'|'.join(_AROUND)})")
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def prepared(data: bytes) -> Prepared:
    """Return a .pptx file without groups and hidden slides; and what these, notes, charts say.

    Raises LxmlError and KeyError where it is damaged.
    """
    parts = unpacked(data)
    notes: list[LeftOut] = []
    lines: list[LeftOut] = []
    listed = related(parts, _SHOW)
    slides = (listed[e.get(f"{_R}id")] for e in parsed(parts[_SHOW]).iter(f"{_P}sldId"))
    for number, name in enumerate(slides, start=1):
        page = Page(str(number), "slide")
        drawn = filter(CHART.fullmatch, drawings_of(parts, name))
        notes += [chart(parsed(parts[part]), page) for part in drawn]
        notes += files_within(parts, name, page)
        own = related(parts, name).values()
        texts = (_note(parsed(parts[part])) for part in own if "/notesSlides/" in part)
        notes += [LeftOut(text, "a note for the speaker", page) for text in texts if text]
        slide = parsed(parts[name])
        if slide.get("show") in {"0", "false"}:
            notes.append(LeftOut(_text(slide), "on a hidden slide", page))
            slide.find(f".//{_P}spTree").clear()
        notes += [LeftOut(text, HIDDEN, page) for text in _without_wrappers(slide) if text]
        _fill_spans(slide)
        notes += [LeftOut(text, STRUCK, page) for text in map(_join, slide.iter(f"{_A}p")) if text]
        diagrams = (parsed(parts[part]) for part in own if DIAGRAM.fullmatch(part))
        said = (_text(p) for each in (slide, *diagrams) for p in each.iter(f"{_A}p"))
        lines += [LeftOut(text, UNREAD, page) for text in said if text]
        for body in slide.iter(f"{_A}txBody", f"{_P}txBody"):
            _number(body.findall(f"{_A}p"))
        parts[name] = etree.tostring(slide, encoding="UTF-8", xml_declaration=True)
    return Prepared(packed(parts), notes, lines)


def _without_wrappers(slide: Element) -> list[str]:
    """Put shapes in the places of their groups and choices; return what hidden ones say."""
    for either in list(slide.iter(f"{MC}AlternateContent")):
        version = max(either, key=lambda each: bool(_text(each)), default=either)
        either[:] = version[:]
        unwrap(either)
    hidden = slide.xpath(_HIDDEN, namespaces={"p": _P[1:-1]})
    for shape in hidden:
        shape.getparent().remove(shape)
    for group in list(slide.iter(f"{_P}grpSp")):
        unwrap(group)
    return list(map(_text, hidden))


def _fill_spans(slide: Element) -> None:
    """Mark the places that a merged cell covers beside it, and repeat it in those below.

    The file has empty cells there, and pandoc does not know that they are covered.
    """
    for row in slide.iter(f"{_A}tr"):
        above = row.getprevious()
        for at, cell in enumerate(row.findall(f"{_A}tc")):
            if cell.get("vMerge") in _TRUE:
                cell[:] = deepcopy(above.findall(f"{_A}tc")[at][:])
            elif cell.get("hMerge") in _TRUE:
                next(cell.iter(f"{_A}p")).append(_run(MERGED))


def _number(paragraphs: Iterable[Element]) -> None:
    """Put its number, which PowerPoint counts, before each numbered paragraph of a shape."""
    counts: dict[int, tuple[dict[str, str], int]] = {}
    for paragraph in filter(_text, paragraphs):
        own = paragraph.find(f"{_A}pPr")
        level = int(own.get("lvl", "0")) if own is not None else 0
        counted = own.find(f"{_A}buAutoNum") if own is not None else None
        form = dict(counted.attrib) if counted is not None else {}
        same, last = counts.get(level, ({}, 0))
        number = last + 1 if form == same else int(form.get("startAt", "1"))
        counts = {depth: counts[depth] for depth in counts if depth < level}
        if kind := _COUNTED.fullmatch(form.get("type", "")):
            counts[level] = (form, number)
            before, after = _AROUND[kind[3]]
            style = f"{'Upper' if kind[2] == 'Uc' else 'Lower'}{kind[1].title()}"
            first = next(paragraph.iter(f"{_A}t"))
            label = f"{before}{numeral(number, style)}{after}"
            first.text = f"{LABEL_START}{label}{LABEL_END}{first.text}"


def _join(paragraph: Element) -> str:
    """Make one run of those of a paragraph; return what of it is struck out."""
    said: list[str] = []
    struck: list[str] = []
    for piece in paragraph.iter(f"{_A}r", f"{_A}fld", f"{_A}br", _MATH):
        style = piece.find(f"{_A}rPr")
        stated = dict(style.attrib) if style is not None else {}
        text = " " if piece.tag == f"{_A}br" else piece.findtext(f"{_A}t") or piece.text or ""
        if (shift := stated.get("baseline", "")).strip("0%"):
            text = lowered(text) if shift.startswith("-") else raised(text)
        is_struck = stated.get("strike") in {"sngStrike", "dblStrike"}
        (struck if is_struck else said).append(text)
    paragraph[:] = [*paragraph.findall(f"{_A}pPr"), *([_run("".join(said))] if said else [])]
    return clean_line("".join(struck))


def _run(text: str) -> Element:
    run = etree.Element(f"{_A}r")
    etree.SubElement(run, f"{_A}t").text = text
    return run


def _note(slide: Element) -> str:
    bodies = (
        shape
        for shape in slide.iter(f"{_P}sp")
        if any(e.get("type") == "body" for e in shape.iter(f"{_P}ph"))
    )
    return " ".join(map(_text, bodies))


def _text(element: Element) -> str:
    paragraphs = element.iter(f"{_A}p")
    texts = ("".join(t.text or "" for t in p.iter(f"{_A}t", _MATH)) for p in paragraphs)
    return clean_line(" ".join(texts))
