"""Lists what office files have beside their text: charts, diagrams, files, and that of sheets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from html import unescape
from posixpath import join, normpath, split
from typing import Any

from lxml import etree

from ccgbrief.pack import Page
from ccgbrief.papers.paper import (
    CONTROL,
    DRAWN,
    EMPTY,
    PICTURED,
    RUNNING,
    SIGNER,
    TICKED,
    WITHIN,
    LeftOut,
    Paper,
    PaperError,
)
from ccgbrief.text import clean_line

MOST_XML = 60_000_000
"""Bytes of a part unpacked, which take eight times as much memory: some 10,000 pages of text."""

DRAWINGS = ("chart", "chartEx", "chartUserShapes", "drawing")
"""The kinds of relations to charts, to what is drawn on them, and to that on a sheet."""
_FILES = ("aFChunk", "oleObject", "package", "subDocument")
"""The kinds of relations to whole files, as to a workbook that is shown by a picture of it."""
_STATED = "//@*[local-name() = 'value'][../@*[. = 'Caption' or . = 'Value']]"
"""The label of a control that is a part by itself, and what is ticked or typed in it."""
CANVAS = "{http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas}lockedCanvas"
"""Shapes that were pasted into a text from PowerPoint or Excel."""
BOOK = "xl/workbook.xml"
MOST_PAGES = 8
"""That are named where several have the same fault."""

_SAID = """//@*[name() = 'descr' and ../../..//*[local-name() = 'blip']
    or name() = 'alt' and ../*[local-name() = 'imagedata']]"""
"""What is said of pictures, in today's drawings and in older ones."""
_NOTHING_SAID = re.compile(
    r".*\.(?:png|jpe?g|gif|bmp|tiff?|svg|webp|emf|wmf)|\S*://\S*|(?:(?:picture|image) ?\d*)?",
    re.IGNORECASE,
)
"""The name of a file, an address or a number: what programs say of a picture of their own."""
_ALONE = (
    "Nothing but pictures: {}; to have their text, save the file as PDF, run “ocrmypdf IN OUT” on "
    "that and add OUT."
)
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_O = "{urn:schemas-microsoft-com:office:office}"
_V = "{urn:schemas-microsoft-com:vml}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RUNS = re.compile(rb"<(?:\w{1,9}:)?(?:odd|even|first)(?:Header|Footer)>([^<]*)<")
_CODE = re.compile(r'&("[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|.)')
"""In a head or foot: a font, a colour, a size, a part of it, or what Excel fills in."""
_SAYS_NOTHING = {"", "of", "page", "page of"}
"""What is left of a foot that has nothing but the number of the page."""

Element = Any
"""An element of lxml, which has no types of its own."""


def parsed(text: bytes) -> Element:
    if len(text) > MOST_XML:
        raise PaperError("it has more text than any paper; divide it into several files")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
        collect_ids=False,  # one `xml:id` may stand twice where lists were copied
    )
    return etree.fromstring(text, parser)


def related(parts: Mapping[str, bytes], name: str, *kinds: str) -> dict[str, str]:
    """Return the parts that are there of those that a part refers to, by the ids of the relations.

    The whole file has the name `""`. With `kinds` only relations of these are returned: how their
    types end.
    """
    found = _targets(parts, name, *kinds).items()
    return {key: part for key, part in found if part in parts}


def _targets(parts: Mapping[str, bytes], name: str, *kinds: str) -> dict[str, str]:
    """Return as `related` what a part refers to, also what is not there."""
    relations = parts.get(_relations(name))
    return {
        e.get("Id"): _target(name, e)
        for e in (parsed(relations) if relations else ())
        if not kinds or e.get("Type", "").rpartition("/")[2] in kinds
    }


def main_part(parts: Mapping[str, bytes], usual: str) -> str:
    """Return the part of an office file that all others are parts of; the usual if none is said."""
    with suppress(etree.LxmlError):
        return next(iter(related(parts, "", "officeDocument").values()), usual)
    return usual


def renamed(parts: Mapping[str, bytes], names: Mapping[str, str]) -> dict[str, bytes]:
    """Return the parts of an office file, some under other names, with relations to match."""
    moved = {name: part for name, part in parts.items() if name not in names}
    moved |= {new: parts[old] for old, new in names.items() if old in parts}
    for name in filter(lambda name: _relations(name) in parts, ("", *parts)):
        relations = parsed(parts[_relations(name)])
        for each in relations:
            if each.get("TargetMode") != "External":
                target = _target(name, each)
                each.set("Target", f"/{names.get(target, target)}")
        moved[_relations(names.get(name, name))] = etree.tostring(relations)
    return moved


def _relations(name: str) -> str:
    folder, own = split(name)
    return join(folder, "_rels", f"{own}.rels")


def _target(name: str, relation: Element) -> str:
    return normpath(join("/", split(name)[0], relation.get("Target")))[1:]


def beside_text(
    parts: Mapping[str, bytes],
    name: str,
    page: Page | None = None,
    kinds: Sequence[str] = (*DRAWINGS, "diagramData"),
) -> Iterator[LeftOut]:
    """Yield what a part of an office file shows beside its own text; raises LxmlError."""
    drawn = [name]
    for each in drawn:  # and what is drawn on what is drawn
        own = dict.fromkeys(related(parts, each, *kinds).values())
        drawn += [n for n in own if n not in drawn]
    for each in drawn[1:]:
        yield from _drawn(parsed(parts[each]), page)
    shown = (n for n in related(parts, name, "image").values() if n.lower().endswith(".pdf"))
    for each in dict.fromkeys([*_targets(parts, name, *_FILES).values(), *shown]):
        yield LeftOut(clean_line(split(each)[1]), WITHIN, page)
    for each in related(parts, name, "control").values():
        said = clean_line(" ".join(parsed(parts[each]).xpath(_STATED)))
        yield LeftOut(said or split(each)[1], CONTROL, page)


@lru_cache(1)
def theme_colours(theme: bytes) -> dict[str, str]:
    """Return the colours of the theme of an office file as six digits, by their names in it."""
    scheme = parsed(theme).iterfind(f".//{_A}clrScheme/*")
    return {
        etree.QName(each).localname: colour.get("lastClr", colour.get("val", "")).upper()
        for each in scheme
        for colour in each
    }


def pictures(root: Element, page: Page | None = None, said: str = _SAID) -> Iterator[LeftOut]:
    """Yield what is said of pictures for those who do not see them.

    Of a page that has some there is first a line that says nothing.
    """
    if page and next(root.iter(f"{_A}blip"), None) is not None:
        yield LeftOut("", PICTURED, page)
    for text in dict.fromkeys(map(clean_line, root.xpath(said))):
        if not _NOTHING_SAID.fullmatch(text):
            yield LeftOut(text, PICTURED, page)


def told_of_pictures(paper: Paper) -> Paper:
    """Return a paper that lists once what is said of pictures, and tells of pages with no more."""
    read = {block.page for block in paper.blocks}
    found = [each for each in paper.left_out if each.reason == PICTURED]
    first = {each.text: each for each in reversed(found)}
    first.pop("", None)
    pages = [
        each.page.cited for each in found if each.page and not each.text and each.page not in read
    ]
    others = tuple(each for each in paper.left_out if each.reason != PICTURED)
    left_out = (*others, *reversed(first.values()))
    shown = ", ".join((*pages[:MOST_PAGES], *["…"] * (len(pages) > MOST_PAGES)))
    remarks = (_ALONE.format(shown),) if pages else ()
    return replace(paper, left_out=left_out, remarks=(*paper.remarks, *remarks))


def canvases(root: Element) -> Iterator[LeftOut]:
    """Yield the words of shapes that were pasted into a text."""
    for canvas in root.iter(CANVAS):
        if text := _words(canvas):
            yield LeftOut(f"A diagram: {text}", DRAWN)


def signers(root: Element) -> Iterator[LeftOut]:
    """Yield who is to sign on the lines for that, which are drawn."""
    for line in root.iter("{*}signatureline"):
        named = (line.get(f"{_O}suggestedsigner{which}", "") for which in ("", "2", "email"))
        yield LeftOut(clean_line(", ".join(filter(None, named))), SIGNER)


def beside_cells(parts: Mapping[str, bytes]) -> Iterator[LeftOut]:
    """Yield what is beside the cells of a workbook; raises LxmlError where its XML is damaged."""
    book = main_part(parts, BOOK)
    names = related(parts, book)
    for sheet in parsed(parts[book]).iter("{*}sheet"):
        page = Page(clean_line(sheet.get("name", "")), "sheet")
        name = names.get(sheet.get(f"{_R}id"), "")
        runs = dict.fromkeys(map(_running, _RUNS.findall(parts.get(name, b""))))
        yield from (LeftOut(t, RUNNING, page) for t in runs if t.lower() not in _SAYS_NOTHING)
        for part in related(parts, name, "vmlDrawing").values():
            yield from (replace(each, page=page) for each in _controls(parts[part]))
        is_hidden = sheet.get("state", "visible") != "visible"
        yield from (o for o in beside_text(parts, name, page) if o.text or not is_hidden)


def _controls(drawing: bytes) -> Iterator[LeftOut]:
    """Yield what is ticked or chosen in the controls on a sheet, with their labels."""
    parser = etree.XMLParser(recover=True, resolve_entities=False)
    closed = drawing.replace(b"<br>", b"<br/>")  # which Excel leaves open
    root = etree.fromstring(b"<all>%s</all>" % closed, parser)
    for shape in root.iter(f"{_V}shape"):
        data = shape.find(f"{_X}ClientData")
        if data is None or data.get("ObjectType") == "Note":
            continue
        state = {etree.QName(each).localname: each.text or "" for each in data}
        has_tick = data.get("ObjectType") in {"Checkbox", "Radio"}
        tick = (EMPTY, TICKED)[state.get("Checked") == "1"] if has_tick else ""
        chosen = f"{state['FmlaRange']}: {state.get('Sel')}" if "FmlaRange" in state else ""
        label = " ".join(text for box in shape.iter(f"{_V}textbox") for text in box.itertext())
        if text := clean_line(" ".join((tick, label, chosen))):
            yield LeftOut(text, CONTROL)
    yield from signers(root)


def _running(stated: bytes) -> str:
    """Return the words of a head or foot, whose parts and formats are codes in it."""
    text = unescape(stated.decode(errors="replace"))
    signs = {"&": "&", **dict.fromkeys("LCR", " ")}
    return clean_line(_CODE.sub(lambda code: signs.get(code[1], ""), text))


def _drawn(root: Element, page: Page | None) -> Iterator[LeftOut]:
    """Yield the words and figures of a chart or a diagram, or of the boxes on a sheet."""
    if not root.tag.endswith("}wsDr"):
        name = "A diagram" if root.tag.endswith("}dataModel") else "A chart"
        texts = (e.text for e in root.iter(f"{_A}t", "{*}v", "{*}pt") if e.text)
        yield LeftOut(clean_line(f"{name}: {' '.join(texts)}"), DRAWN, page)
        return
    for shape in root.iter("{*}sp"):
        text = _words(shape)
        if text and next(shape.iterancestors(f"{_MC}Fallback"), None) is None:
            yield LeftOut(text, "in a text box", page)
    yield from pictures(root, page)


def _words(shape: Element) -> str:
    lines = (p.iter(f"{_A}t", f"{_A}br") for p in shape.iter(f"{_A}p"))
    said = ("".join(piece.text or " " for piece in line) for line in lines)
    return clean_line(" ".join(said))
