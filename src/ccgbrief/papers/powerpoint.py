"""Prepares PowerPoint files for pandoc, which passes over groups, notes and what is hidden."""

from copy import deepcopy
from posixpath import join, normpath, split

from lxml import etree

from ccgbrief.pack import Page
from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.paper import LeftOut
from ccgbrief.papers.word import CHART, Element, chart, parsed, unwrap
from ccgbrief.text import clean_line

_SHOW = "ppt/presentation.xml"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_TRUE = {"1", "true"}
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def prepared(data: bytes) -> tuple[bytes, list[LeftOut]]:
    """Return a .pptx file without groups and hidden slides; and what these, notes, charts say.

    Raises LxmlError and KeyError where it is damaged.
    """
    parts = unpacked(data)
    notes: list[LeftOut] = []
    listed = _related(parts, _SHOW)
    slides = (listed[e.get(f"{_R}id")] for e in parsed(parts[_SHOW]).iter(f"{_P}sldId"))
    for number, name in enumerate(slides, start=1):
        page = Page(str(number), "slide")
        own = _related(parts, name).values()
        notes += [chart(parts[part], page) for part in own if CHART.fullmatch(part)]
        texts = (_note(parsed(parts[part])) for part in own if "/notesSlides/" in part)
        notes += [LeftOut(text, "a note for the speaker", page) for text in texts if text]
        slide = parsed(parts[name])
        if slide.get("show") in {"0", "false"}:
            notes.append(LeftOut(_text(slide), "on a hidden slide", page))
            slide.find(f".//{_P}spTree").clear()
        for group in list(slide.iter(f"{_P}grpSp")):
            unwrap(group)
        _fill_spans(slide)
        parts[name] = etree.tostring(slide, encoding="UTF-8", xml_declaration=True)
    return packed(parts), notes


def _related(parts: dict[str, bytes], name: str) -> dict[str, str]:
    """Return the parts that a part refers to, by the ids of the relations."""
    folder, own = split(name)
    relations = parts.get(f"{folder}/_rels/{own}.rels")
    found = parsed(relations) if relations else ()
    return {e.get("Id"): normpath(join("/", folder, e.get("Target")))[1:] for e in found}


def _fill_spans(slide: Element) -> None:
    """Repeat a merged cell in the places that it covers, which the file has as empty cells."""
    for row in slide.iter(f"{_A}tr"):
        above = row.getprevious()
        for at, cell in enumerate(row.findall(f"{_A}tc")):
            if cell.get("vMerge") in _TRUE:
                cell[:] = deepcopy(above.findall(f"{_A}tc")[at][:])
            elif cell.get("hMerge") in _TRUE:
                cell[:] = deepcopy(cell.getprevious()[:])


def _note(slide: Element) -> str:
    bodies = (
        shape
        for shape in slide.iter(f"{_P}sp")
        if any(e.get("type") == "body" for e in shape.iter(f"{_P}ph"))
    )
    return " ".join(map(_text, bodies))


def _text(element: Element) -> str:
    paragraphs = element.iter(f"{_A}p")
    return clean_line(" ".join("".join(t.text or "" for t in p.iter(f"{_A}t")) for p in paragraphs))
