"""Reads PowerPoint files: each slide is a page, and what its shapes say is its text.

Hidden slides and shapes, what is struck out, notes, charts and files within are listed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from ccgbrief.pack import Page, PassageKind
from ccgbrief.papers.archives import unpacked
from ccgbrief.papers.bullets import BULLET
from ccgbrief.papers.drawings import (
    DRAWINGS,
    Element,
    beside_text,
    main_part,
    parsed,
    pictures,
    related,
    theme_colours,
    told_of_pictures,
)
from ccgbrief.papers.numerals import lowered, numeral, raised
from ccgbrief.papers.pandoc import DAMAGED, tabled, whole, with_titles
from ccgbrief.papers.paper import (
    BLOTTED,
    HIDDEN,
    RUNNING,
    STRUCK,
    Block,
    LeftOut,
    Paper,
    PaperError,
    Source,
    Tell,
)
from ccgbrief.papers.signs import shown
from ccgbrief.papers.word import IN_FIGURES
from ccgbrief.text import clean_line

_SHOW = "ppt/presentation.xml"
_SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
_A, _P, _M, _ = (f"{{{space}}}" for space in _SPACES.values())
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_OLDER = "/descendant::mc:Fallback[../mc:Choice//*[self::a:t or self::m:t]]"
_NOTE = "/descendant::*[self::p:sp[not(.//p:ph/@type='sldNum')] or self::p:graphicFrame]"
_EDGES_OF_NOTES = "/descendant::p:sp[.//p:ph[@type='hdr' or @type='ftr' or @type='dt']]"
_HIDDEN = "/descendant::*[*/p:cNvPr[@hidden='1' or @hidden='true']][not(self::p:spTree)]"
_OWN = "/descendant::p:*[self::p:sp or self::p:graphicFrame][not(.//p:ph)]"
"""What a layout shows itself, and is no place for what a slide says."""
_STRUCK = "/descendant::a:r[a:rPr[@strike='sngStrike' or @strike='dblStrike']]"
_PLAIN_STYLES = " or ".join(
    f". = '{{{name}}}'"
    for name in (
        "5C22544A-7EE6-4342-B048-85BDC9FD1C3A",
        "2D5ABB26-0587-4C30-8999-92F81FD0307C",
        "5940675A-B579-460E-94D1-54222C63F5DA",
    )
)
"""Medium Style 2, which PowerPoint gives tables by itself, and the two without colours."""
_EDGES = " or ".join(
    f"ancestor::a:tbl[1]/a:tblPr[1]/@{name}[. = '1' or . = 'true'] and not({within})"
    for name, within in (
        ("firstRow", "../preceding-sibling::a:tr[1]"),
        ("lastRow", "../following-sibling::a:tr[1]"),
        ("firstCol", "preceding-sibling::a:tc[1]"),
        ("lastCol", "following-sibling::a:tc[1]"),
    )
)
_PLAIN = f"""ancestor::p:sp[1][p:nvSpPr/p:cNvSpPr/@txBox[. = '1' or . = 'true']]
        [not(p:style or p:txBody/a:lstStyle/*)]
    | ancestor::a:tc[1][not({_EDGES})]
        [not(ancestor::a:tbl[1]/a:tblPr[1]/a:tableStyleId[not({_PLAIN_STYLES})])]"""
"""A box or a cell whose words have the colour of the theme's text, unless they state their own."""
_BACKED = f"""/descendant::a:r[a:rPr/a:highlight or a:rPr/a:solidFill
    or ({_PLAIN})[p:spPr/a:solidFill or a:tcPr/a:solidFill]]"""
"""Runs that may have the colour behind them."""
_FILL = "ancestor::a:tc[1]/a:tcPr/a:solidFill/* | ancestor::p:sp[1]/p:spPr/a:solidFill/*"
_TITLES = "/descendant::p:sp[.//p:ph[@type='title' or @type='ctrTitle']]/p:txBody"
_FRAMES = """/descendant::p:spTree/p:*[not(.//p:ph[@type = 'title' or @type = 'ctrTitle'])]
    /*[self::p:xfrm or self::p:spPr or self::p:grpSpPr]
    /descendant-or-self::*[self::p:xfrm or self::a:xfrm][not(number(@rot))]"""
"""Where the shapes of a slide stand."""
_NO_HEADS = """a:tblPr[@* or a:tableStyleId[not(../a:noFill)]]
    [not(@firstRow = '1' or @firstRow = 'true')]"""
"""Says that a table has no heads; Google Slides and PowerPoint 2003 state nothing of any table."""
_CELLS = "a:tc[not(@hMerge[.='1' or .='true'] or @vMerge[.='1' or .='true'])]"
"""Those that none beside or above them covers."""
_COMMENT = ("{*}text", "{*}txBody")
_EQUATIONS = "/descendant::m:oMath[.//m:e or .//m:num][.//m:t]"
_SYMBOL = re.compile("[\uf000-\uf0ff]")
"""Letters that are in the font for symbols, whatever font the others are in."""
_LETTER = re.compile(r"[^\W\d_]")
_OFF = {"0", "false"}
_AROUND = {
    "Period": ("", "."),
    "ParenR": ("", ")"),
    "ParenBoth": ("(", ")"),
    "Plain": ("", ""),
    "Minus": ("", "-"),
}
_COUNTED = re.compile(rf"(\w*?)({'|'.join(_AROUND)})")
_NUMERALS = {
    "alphaLc": "LowerAlpha",
    "alphaUc": "UpperAlpha",
    "romanLc": "LowerRoman",
    "romanUc": "UpperRoman",
    "arabic": "Decimal",
    "arabicDb": "Decimal",
}
_CIRCLES = dict(enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", start=1))
_BULLETS = tuple(f"{_A}{name}" for name in ("buNone", "buChar", "buBlip", "buAutoNum"))
_COUNTER = _BULLETS[-1]
_TITLE, _RUNNING = {"title", "ctrTitle"}, {"dt", "ftr", "sldNum"}
"""The kinds of places for titles, and for what is the same on all slides."""
_PLACEHOLDER = f"{_P}nvSpPr/{_P}nvPr/{_P}ph"


class _Place(NamedTuple):
    """Where a text stands."""

    page: Page
    around: Sequence[Element]
    """The layout and the master of its slide."""
    unknown: set[str]
    """The kinds of numbers that are met with and not known."""


def read_slides(source: Source, tell: Tell) -> Paper:
    """Read a .pptx file; raises PaperError."""
    blocks: list[Block] = []
    left_out: list[LeftOut] = []
    around: dict[LeftOut, None] = {}
    unknown: set[str] = set()
    try:
        parts = unpacked(source.data)
        show = main_part(parts, _SHOW)
        stated = parsed(parts[show])
        size, first = stated.find(f"{_P}sldSz"), int(stated.get("firstSlideNum", "1"))
        listed, authors = related(parts, show), _authors(parts, show)
        slides = [listed[e.get(f"{_R}id")] for e in stated.iter(f"{_P}sldId")]
        for number, name in enumerate(slides, start=1):
            page, printed = Page(str(number), "slide"), str(first + number - 1)
            slide = _slide(parts, name, printed)
            left_out += beside_text(parts, name, page, DRAWINGS)  # diagrams are read
            said = []
            for part in related(parts, name, "notesSlide").values():
                notes = _slide(parts, part, printed)
                left_out += [*beside_text(parts, part, page, DRAWINGS), *pictures(notes)]
                edges = filter(None, _take(notes, _EDGES_OF_NOTES))
                around |= dict.fromkeys(LeftOut(text, RUNNING) for text in edges)
                around |= dict.fromkeys(_around(parts, part, notes))
                said.append((_take(notes, _NOTE), "a note for the speaker"))
            said += _comments(parts, name, authors)
            if slide.get("show") in _OFF:
                said.append((_take(slide, "/descendant::p:spTree"), "on a hidden slide"))
            else:
                around |= dict.fromkeys(_around(parts, name, slide))
            said.append((_taken(_beside(slide, size)), "beside the slide"))
            said += [(_take(slide, _HIDDEN), HIDDEN), (_take(slide, _STRUCK), STRUCK)]
            said.append((_taken(_blotted(parts, name, slide)), BLOTTED))
            said.append((_take_equations(slide), "an equation, which is not read"))
            left_out += [LeftOut(each, why, page) for texts, why in said for each in texts if each]
            left_out += pictures(slide, page)
            blocks += with_titles(_blocks(slide, _Place(page, _beneath(parts, name), unknown)))
            tell(number, len(slides))
    except (etree.LxmlError, KeyError, ValueError) as error:
        raise PaperError(DAMAGED) from error
    remarks = (IN_FIGURES,) if unknown else ()
    paper = Paper(tuple(blocks), left_out=(*left_out, *around), remarks=remarks)
    return told_of_pictures(paper)


def _slide(parts: Mapping[str, bytes], name: str, number: str) -> Element:
    """Return a slide, or the page for its notes, with its diagrams as they are drawn.

    Fields for its number have that, where Google Slides writes “‹#›”.
    """
    slide, own = parsed(parts[name]), related(parts, name)
    for diagram in list(slide.iter(_DIAGRAM)):
        stated = parsed(parts[own[diagram.get(f"{_R}dm")]])
        drawing = parts.get(own.get(stated.xpath("string(//@relId)"), ""))
        drawn = parsed(drawing) if drawing else stated  # in the order of the slide
        diagram.append(drawn if _text(drawn) else stated)
    _take(slide, _OLDER)
    for text in slide.iterfind(f".//{_A}fld[@type='slidenum']/{_A}t"):
        text.text = number
    return slide


def _authors(parts: Mapping[str, bytes], show: str) -> dict[str, str]:
    """Return who commented on the slides, by the ids that comments have of them."""
    names = related(parts, show, "authors", "commentAuthors").values()
    return {e.get("id"): e.get("name", "") for name in names for e in parsed(parts[name])}


def _comments(
    parts: Mapping[str, bytes], name: str, authors: Mapping[str, str]
) -> Iterator[tuple[list[str], str]]:
    for part in related(parts, name, "comments").values():
        for each in parsed(parts[part]).iter("{*}cm", "{*}reply"):
            texts = [_text(e) or clean_line(e.text or "") for e in each.iterchildren(*_COMMENT)]
            by = ("comment", authors.get(each.get("authorId")))
            yield texts, clean_line(" by ".join(filter(None, by)))


def _around(parts: Mapping[str, bytes], name: str, slide: Element) -> Iterator[LeftOut]:
    """Yield what the layout and the master of a slide show on it, and not only where it stands.

    The page for its notes has a master alone.
    """
    for kinds in (("slideLayout", "notesMaster"), ("slideMaster",)):
        name = next(iter(related(parts, name, *kinds).values()), "")
        if slide.get("showMasterSp") in _OFF or name not in parts:
            return
        slide = parsed(parts[name])
        for path in (_OLDER, _HIDDEN):
            _take(slide, path)
        yield from pictures(slide)
        texts = filter(_LETTER.search, _take(slide, _OWN))
        yield from (LeftOut(text, RUNNING) for text in texts)


def _beside(slide: Element, size: Element) -> list[Element]:
    """Return the shapes beside a slide, which nobody sees there; titles may stand there on purpose.

    Lengths are in EMU, and a shape that is turned may reach further.
    """
    found = []
    for frame in slide.xpath(_FRAMES, namespaces=_SPACES) if size is not None else ():
        place, extent = frame.find(f"{_A}off"), frame.find(f"{_A}ext")
        for from_, long in (("x", "cx"), ("y", "cy")) if None not in (place, extent) else ():
            start, end = int(place.get(from_, 0)), int(size.get(long, 0))
            if start >= end or start + int(extent.get(long, 0)) <= 0:
                found.append(frame.xpath("ancestor::p:*[parent::p:spTree]", namespaces=_SPACES)[0])
                break
    return found


def _take(slide: Element, path: str) -> list[str]:
    """Take what a path finds out of a slide, and return what it says."""
    return _taken(slide.xpath(path, namespaces=_SPACES))


def _taken(found: Sequence[Element]) -> list[str]:
    texts = list(map(_text, found))
    for each in found:
        each.getparent().remove(each)
    return texts


def _take_equations(slide: Element) -> list[str]:
    """Put a word in the place of equations that are more than a line, and return what is in them.

    Their letters and figures alone would say 12 for a half.
    """
    found = slide.xpath(_EQUATIONS, namespaces=_SPACES)
    texts = list(map(_text, found))
    for each in found:
        first, *others = each.iter(f"{_M}t")
        first.text = "[equation]"
        for other in others:
            other.text = ""
    return texts


def _blotted(parts: Mapping[str, bytes], name: str, slide: Element) -> list[Element]:
    """Return the runs that have the colour which is stated to be behind them."""
    found = []
    runs = slide.xpath(_BACKED, namespaces=_SPACES)
    colours = _colours(parts, name) if runs else {}
    for run in runs:
        ink, lit = (run.find(f"{_A}rPr/{_A}{name}/*") for name in ("solidFill", "highlight"))
        is_plain = bool(run.xpath(_PLAIN, namespaces=_SPACES))
        usual = colours.get("tx1", "") if is_plain else ""
        stated = usual if ink is None else _colour(ink, colours)
        if lit is not None:
            is_blotted = _colour(lit, colours) == (stated or colours.get("tx1"))
        else:
            fills = run.xpath(_FILL, namespaces=_SPACES)
            is_blotted = bool(stated) and any(_colour(fill, colours) == stated for fill in fills)
        found += [run] if is_blotted else []
    return found


def _colour(stated: Element, colours: Mapping[str, str]) -> str:
    """Return a colour as six digits, with how it is made lighter or darker."""
    name = stated.get("lastClr", stated.get("val", ""))
    changes = ("".join((each.tag, each.get("val", ""))) for each in stated)
    return " ".join((colours.get(name, name).upper(), *changes))


def _colours(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Return the colours that have names on a slide: those of its theme, and what they are for."""
    for kind in ("slideLayout", "slideMaster"):
        name = next(iter(related(parts, name, kind).values()), "")
    theme = next(iter(related(parts, name, "theme").values()), "") if name else ""
    if theme not in parts:
        return {}
    colours = theme_colours(parts[theme])
    uses = parsed(parts[name]).find(f"{_P}clrMap")
    return colours | {
        use: colours.get(of, "") for use, of in (() if uses is None else uses.items())
    }


def _beneath(parts: Mapping[str, bytes], name: str) -> list[Element]:
    """Return the layout and the master of a slide."""
    found = []
    for kind in ("slideLayout", "slideMaster"):
        name = next(iter(related(parts, name, kind).values()), "")
        found += [parsed(parts[name])] if name else []
    return found


def _blocks(slide: Element, place: _Place) -> Iterator[Block]:
    page = place.page
    titles = slide.xpath(_TITLES, namespaces=_SPACES)
    text = " ".join(whole(line) for title in titles for line in _lines(title, place))
    if text:
        yield Block(PassageKind.HEADING, text, 2, page=page)
    for shape in slide.iter(f"{_P}txBody", f"{_A}tbl", _DIAGRAM):
        if shape.tag == f"{_A}tbl":
            rows = (row.xpath(_CELLS, namespaces=_SPACES) for row in shape.iter(f"{_A}tr"))
            heads = int(not shape.xpath(_NO_HEADS, namespaces=_SPACES))
            yield from tabled([[_cell(each, place) for each in row] for row in rows], heads, page)
        elif shape not in titles:
            yield from _lines(shape, place)


def _cell(cell: Element, place: _Place) -> tuple[str, int, int]:
    """Return what a cell says, and over how many rows and columns it reaches."""
    text = " ".join(map(whole, _lines(cell, place)))
    return text, int(cell.get("rowSpan", "1")), int(cell.get("gridSpan", "1"))


def _lines(shape: Element, place: _Place) -> Iterator[Block]:
    """Yield the paragraphs of a shape, the numbers of items as PowerPoint counts them."""
    counts: dict[int, tuple[dict[str, str], int]] = {}
    styles = _list_styles(shape, place.around)
    for paragraph in filter(_text, shape.iter(f"{_A}p")):
        own = paragraph.find(f"{_A}pPr")
        level = 0 if own is None else int(own.get("lvl", "0"))
        bullet = _bullet(paragraph, level, styles)
        form = dict(bullet.attrib) if bullet is not None and bullet.tag == _COUNTER else {}
        same, last = counts.get(level, ({}, 0))
        number = last + 1 if form == same else int(form.get("startAt", "1"))
        counts = {depth: counts[depth] for depth in counts if depth < level}
        marker = "" if own is None else _sign(own)
        if form:
            counts[level] = (form, number)
            marker = _number(number, form.get("type", ""), place.unknown)
        item = PassageKind.ITEM if marker else PassageKind.PARAGRAPH
        yield Block(item, _text(paragraph), level if marker else 0, marker, place.page)


def _sign(own: Element) -> str:
    """Return the bullet that a paragraph states of itself, if any, as its font shows it."""
    sign, font = own.find(f"{_A}buChar"), own.find(f"{_A}buFont")
    if sign is None:
        return ""
    return shown(sign.get("char", ""), "" if font is None else font.get("typeface")) or BULLET


def _number(number: int, kind: str, unknown: set[str]) -> str:
    """Return a number as PowerPoint writes those of a kind; of one that is not known, figures."""
    found = _COUNTED.fullmatch(kind)
    letters, ends = found.groups() if found else (kind, "Period")
    if letters.startswith("circleNum") and number in _CIRCLES:
        return _CIRCLES[number]
    if letters not in _NUMERALS and not letters.startswith("circleNum"):
        unknown.add(kind)
    return numeral(number, _NUMERALS.get(letters, "Decimal")).join(_AROUND[ends])


def _bullet(paragraph: Element, level: int, styles: Sequence[Element]) -> Element | None:
    """Return what is stated nearest of what stands before a paragraph."""
    own, name = paragraph.getparent().find(f"{_A}lstStyle"), f"{_A}lvl{level + 1}pPr"
    of_level = (each.find(name) for each in (own, *styles) if each is not None)
    stated = (each for each in (paragraph.find(f"{_A}pPr"), *of_level) if each is not None)
    return next((bullet for each in stated for bullet in each.iterchildren(*_BULLETS)), None)


def _list_styles(shape: Element, around: Sequence[Element]) -> list[Element]:
    """Return what is stated of the levels of a text by what it stands on, nearest first.

    That is its place on the layout, then that on the master, and the master itself.
    """
    place = shape.getparent().find(_PLACEHOLDER)
    if place is None:
        return []
    found = []
    kind, number = place.get("type", ""), place.get("idx", "0")
    for tree in around:
        is_master = tree.tag == f"{_P}sldMaster"
        places = {each.getparent().getparent(): each for each in tree.iter(f"{_P}ph")}
        for other, each in places.items():
            its = each.get("type", "")
            if kind in _TITLE or its in _TITLE or is_master:
                is_same = (kind in _TITLE) == (its in _TITLE) and its not in _RUNNING
            else:
                is_same = each.get("idx", "0") == number
            if is_same:
                kind = its or kind
                found += other.getparent().iterfind(f"{_P}txBody/{_A}lstStyle")
                break
        if is_master and kind not in _RUNNING:
            which = "titleStyle" if kind in _TITLE else "bodyStyle"
            found += tree.iterfind(f"{_P}txStyles/{_P}{which}")
    return found


def _text(element: Element) -> str:
    """Return what the paragraphs in an element say, or the element itself."""
    paragraphs = list(element.iter(f"{_A}p")) or [element]
    runs = (f"{_A}r", f"{_A}fld", f"{_A}br", f"{_M}t")
    return clean_line(" ".join("".join(map(_said, p.iter(*runs))) for p in paragraphs))


def _typeface(run: Element, kind: str) -> str:
    return "".join(run.xpath(f"a:rPr/a:{kind}/@typeface", namespaces=_SPACES))


def _said(run: Element) -> str:
    """Return what a run of a paragraph says, raised and lowered figures as such."""
    text = " " if run.tag == f"{_A}br" else run.findtext(f"{_A}t") or run.text or ""
    text = shown(text.replace("_x000B_", " "), _typeface(run, "latin"))
    text = _SYMBOL.sub(lambda sign: shown(sign[0], _typeface(run, "sym")), text)
    shift = "".join(run.xpath("a:rPr/@baseline", namespaces=_SPACES)).strip("0%")
    if not shift:
        return text
    return lowered(text) if shift.startswith("-") else raised(text)
