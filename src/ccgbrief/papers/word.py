"""Prepares Word files for pandoc, which ignores printed numbers, fields, hidden text and boxes.

Word does not store the numbers of headings and items but counts them by the rules of the file; so
does this. Each is put before its paragraph between two marks, and `pandoc.py` takes it out again.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise, product
from typing import Any
from unicodedata import category

from lxml import etree

from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.bound_data import bound, stores_of
from ccgbrief.papers.bullets import BULLET
from ccgbrief.papers.completeness import as_lines
from ccgbrief.papers.drawings import (
    CANVAS,
    Element,
    beside_text,
    canvases,
    main_part,
    parsed,
    pictures,
    related,
    renamed,
    signers,
)
from ccgbrief.papers.grids import MOST_COLUMNS
from ccgbrief.papers.numerals import LEAST_MOVED, Level, label_of, numeral, padded
from ccgbrief.papers.paper import BLOTTED, DELETED, HIDDEN, RUNNING, STRUCK, LeftOut, Prepared
from ccgbrief.papers.signs import has_signs, shown
from ccgbrief.papers.word_styles import Styles, W, formats, is_on, value
from ccgbrief.text import clean_line

LABEL_START, LABEL_END = "\ue000\ue001"
"""Around the printed number of a paragraph; private characters."""

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PREFIXES = {
    "w": W[1:-1],
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": _M[1:-1],
    "v": "urn:schemas-microsoft-com:vml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
"""The usual prefixes of namespaces, by which pandoc knows the elements of a file."""

_DOCUMENT = "word/document.xml"
_TEXTS = (_DOCUMENT, "word/endnotes.xml", "word/footnotes.xml")
_KINDS = ("endnotes", "footnotes", "comments", "numbering", "settings", "styles")
"""Of parts that pandoc knows by their usual names, as `word/styles.xml`."""

_WORD_ART = "/descendant::*[local-name() = 'textpath']/@string"
"""Words that are set as a picture, as those of watermarks are."""
_SHOWN = re.compile(r"\s*(?:EQ|QUOTE|SYMBOL|AUTONUM|LISTNUM|GOTOBUTTON|MACROBUTTON)", re.IGNORECASE)
"""Fields that need no result in the file: Word shows what they state."""
_ON = "not(@w:val = '0' or @w:val = 'false' or @w:val = 'off')"
_REMOVED = "/descendant::w:r[ancestor::w:del or ancestor::w:moveFrom]"
_STRIKES = f"w:rPr/*[self::w:strike or self::w:dstrike][{_ON}]"
_STRIKING = {"strike", "dstrike"}
_BACKS = ("highlight", "shd")
_USUAL_SIZE = """/descendant::w:docDefaults//w:sz
    | //w:style[@w:type = 'paragraph'][@w:default[. = '1' or . = 'true' or . = 'on']]/w:rPr/w:sz"""
_BLACK = "000000"
_HIGHLIGHTS = {
    "black": _BLACK,
    "blue": "0000FF",
    "cyan": "00FFFF",
    "green": "00FF00",
    "magenta": "FF00FF",
    "red": "FF0000",
    "white": "FFFFFF",
    "yellow": "FFFF00",
}
_UNSEEN = (
    (
        """/descendant::*[*[local-name() = 'docPr' or local-name() = 'cNvPr']
                [@hidden[. = '1' or . = 'true']]
            or self::v:*[contains(translate(@style, ' ', ''), 'visibility:hidden')]]""",
        HIDDEN,
    ),
    (f"/descendant::m:r[w:rPr/w:vanish[{_ON}]][ancestor::m:oMath]", HIDDEN),
    ("/descendant::*[self::w:del or self::w:moveFrom][ancestor::m:oMath]", DELETED),
    (f"/descendant::m:r[{_STRIKES}][ancestor::m:oMath]", STRUCK),
)
"""Shapes and parts of equations that are not in force, and which pandoc reads."""
_SAID = f"""/descendant::w:t[not(ancestor::w:moveFrom or ancestor::mc:Fallback
    or ../{_STRIKES})]/text()"""
_ALIKE = {f"{W}ptab": f"{W}tab", f"{W}cr": f"{W}tab", f"{W}dstrike": f"{W}strike"}
"""Elements that pandoc does not know, and those it takes for the same."""
_NUMERALS = {
    "lowerLetter": "LowerAlpha",
    "upperLetter": "UpperAlpha",
    "bullet": "",
    "decimalZero": "01",
}
_MARKS = [f"{W}{kind}noteReference" for kind in ("foot", "end")]
_NOTES = [*_MARKS, f"{W}footnote", f"{W}endnote"]
_A = f"{{{_PREFIXES['a']}}}"
_WORDS = (f"{W}t", f"{_M}t")
_ALL_WORDS = (*_WORDS, f"{W}delText", f"{_A}t")
"""Also those of shapes, and those deleted before what they stand in was."""
_APART = [f"{space}{tag}" for space in (W, _A) for tag in ("p", "br", "tab", "cr")]
"""What stands between words, which runs may divide."""
_USUAL_MARKS = {"footnote": "decimal", "endnote": "lowerRoman"}
IN_FIGURES = "Numbers of lists that are words, signs or of another script in print are in figures."
BY_PAGE = "Its notes are numbered through; in print, each page begins anew."
_TRANSPARENT = [f"{W}{tag}" for tag in ("bdo", "customXml", "dir", "fldSimple")]

_OLDER_BOXES = "/descendant::mc:Fallback[../mc:Choice//w:txbxContent]"
_IN_RUNS = "/descendant::w:txbxContent[ancestor::w:r[ancestor::w:p]]"
_SETTING_HEADS = f"{W}tblStylePr[@{W}type='firstRow']"
_MAY_STATE_HEADS = f"/descendant::w:tbl[w:tr[1][not(w:trPr/w:tblHeader[{_ON}])]]/w:tblPr/w:tblLook"
"""What Word states of every table, where neither the table nor its style sets heads apart."""
_BOXES = "/descendant::w:lvlText[@w:val = '☐' or @w:val = '☒']"
_ENDS_NOWHERE = "w:pPr/w:rPr[w:del or w:moveFrom]"


def prepared(data: bytes) -> Prepared:
    """Return a .docx file with its printed numbers as text, fields unwrapped, hidden text gone.

    What is hidden, drawn, or runs at the top and foot of its pages is returned with it. Raises
    LxmlError where its XML is damaged.
    """
    parts = _with_usual_names(unpacked(data))
    around = related(parts, _DOCUMENT, "header", "footer").values()
    used = {_DOCUMENT, *related(parts, _DOCUMENT, *_KINDS).values(), *around}
    parts |= {name: _prefixed(parts[name]) for name in used}
    of_styles = parsed(parts.get("word/styles.xml", b"<none/>"))
    styles, usual = Styles(of_styles), _usual_size(of_styles)
    lists = parsed(parts.get("word/numbering.xml", b"<none/>"))
    numbering = _Numbering(lists, styles)
    if boxes := lists.xpath(_BOXES, namespaces=_PREFIXES):  # pandoc has its own way with these
        for each in boxes:
            each.set(f"{W}val", BULLET)
        parts["word/numbering.xml"] = etree.tostring(lists)
    settings = parsed(parts.get("word/settings.xml", b"<none/>"))
    marks: dict[tuple[str, str], str] = {}
    dropped: dict[tuple[str, str], str] = {}
    lines: list[LeftOut] = []
    stores = stores_of(parts, _DOCUMENT)
    roots = [parsed(parts[name]) for name in around]
    lost: list[LeftOut] = []
    for root in roots:
        lost += _empty_boxes(root, styles)  # or their text is there in both of its forms
        lost += bound(root, stores)
    running = (t for root in roots for t in (_text(root), *map(clean_line, root.xpath(_WORD_ART))))
    left_out = [LeftOut(text, RUNNING) for text in dict.fromkeys(running) if text] + lost
    for name in filter(parts.__contains__, _TEXTS):  # notes come after the document
        root = parsed(parts[name])
        _show_signs(root)
        _state_fonts(root, styles)
        left_out += (*_empty_boxes(root, styles), *bound(root, stores))
        left_out += _drop_notes(root, styles, dropped)
        left_out += _drop_rows(root)
        left_out += _take_hidden(root, styles)
        _strike(root, styles)
        _raise(root, styles, usual)
        instructions = _empty_instructions(root)
        _take_back_heads(root, styles)
        subtitles = styles.named("Subtitle")
        for each in [e for e in root.iter(f"{W}pStyle") if value(e) in subtitles][1:]:
            each.getparent().remove(each)  # pandoc reads one
        left_out += (*beside_text(parts, name), *signers(root))
        lines += as_lines(root.xpath(_SAID, namespaces=_PREFIXES), _as_shown)
        lines += as_lines((*root.xpath(_WORD_ART), *instructions))
        _mark_notes(root, settings, marks)
        roots.append(root)
        parts[name] = _prepared_part(root, numbering)
    lines += _comments(parsed(parts.get("word/comments.xml", b"<none/>")))
    for listed in (pictures, canvases):
        left_out += dict.fromkeys(each for root in roots for each in listed(root))
    remarks = tuple(_remarks(roots, settings, numbering))
    return Prepared(packed(parts), left_out, lines, remarks)


def _as_shown(text: Any) -> str:
    """Return a text of a run as its font shows it, and so as pandoc reads it."""
    font = text.getparent().getparent().find(f"{W}rPr/{W}rFonts")
    return str(text) if font is None else shown(str(text), font.get(f"{W}ascii"))


def _show_signs(root: Element) -> None:
    """Put signs that are stated by their numbers as text; pandoc drops those of usual fonts."""
    for each in root.iter(f"{W}sym"):
        code = each.get(f"{W}char", "")
        if re.fullmatch("[0-9A-Fa-f]{2,4}", code) and not has_signs(each.get(f"{W}font")):
            sign = chr(int(code, 16))
            is_sign = category(sign) not in {"Cc", "Cn", "Co", "Cs"}
            each.tag, each.text = f"{W}t", sign if is_sign else "\ufffd"


def _state_fonts(root: Element, styles: Styles) -> None:
    """State of runs the font of signs that only a style gives them; pandoc looks at runs alone."""
    signing = any(has_signs(_font(each)) for each in styles.every("rFonts"))
    for run in styles.runs(root, "rFonts") if signing else ():
        font = _font(styles.nearest(run, "rFonts"))
        if has_signs(font) and not formats(run, "rFonts"):
            own = _own_properties(run)
            for each in own.findall(f"{W}rFonts"):
                own.remove(each)
            etree.SubElement(own, f"{W}rFonts", {f"{W}ascii": font, f"{W}hAnsi": font})


def _font(stated: Element | None) -> str:
    """Return the name of a font; `""` for one of the theme, and for none."""
    return "" if stated is None else str(stated.get(f"{W}ascii", ""))


def _comments(root: Element) -> Iterator[LeftOut]:
    """Yield all comments; pandoc reads those on some words, and not those at a place."""
    for each in root.iter(f"{W}comment"):
        by = clean_line(" by ".join(filter(None, ("comment", each.get(f"{W}author")))))
        yield LeftOut(_text(each), by)


def _with_usual_names(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a file under the names by which pandoc knows them."""
    main = main_part(parts, _DOCUMENT)
    kinds = ((name, kind) for kind in _KINDS for name in related(parts, main, kind).values())
    names = {main: _DOCUMENT} | {name: f"word/{kind}.xml" for name, kind in kinds}
    return parts if all(map(str.__eq__, names, names.values())) else renamed(parts, names)


def _text(*elements: Element, tags: Sequence[str] = _WORDS) -> str:
    return clean_line("".join(t.text or " " for e in elements for t in e.iter(*tags, *_APART)))


def _prefixed(text: bytes) -> bytes:
    """Return a part with the usual prefixes, where another program has chosen its own."""
    root = parsed(text)
    if root.prefix in {None, "w"} or root.nsmap[root.prefix] != _PREFIXES["w"]:
        return text
    usual = etree.Element(root.tag, dict(root.attrib), nsmap=_PREFIXES)
    usual[:] = root
    return bytes(etree.tostring(usual, encoding="UTF-8", xml_declaration=True))


def _hidden(root: Element, styles: Styles) -> Iterator[Element]:
    """Yield the runs that are hidden by themselves or by a style that hides."""
    for run in styles.runs(root, "vanish"):
        own = run.find(f"{W}rPr/{W}vanish")
        if is_on(own) if own is not None else styles.turn_on(run, "vanish"):
            yield run


def _take_hidden(root: Element, styles: Styles) -> Iterator[LeftOut]:
    """Take out what is blotted out or hidden, and yield it."""
    why = dict.fromkeys(_blotted(root, styles), BLOTTED)
    why |= {text: HIDDEN for run in _hidden(root, styles) for text in run.iter(f"{W}t")}
    pieces = root.iter(f"{W}p", f"{W}t", f"{W}tab", f"{W}br")
    for reason, together in groupby(pieces, why.get):
        texts = list(together) if reason else []
        if text := clean_line("".join(each.text or "" for each in texts)):
            yield LeftOut(text, reason or "")
        for each in texts:
            each.text = None


def _blotted(root: Element, styles: Styles) -> Iterator[Element]:
    """Yield the texts that have the colour which is stated to be behind them.

    Where no colour of the words is stated they are black, but white on a dark shade.
    """
    shades: dict[Element, Element] = {}

    def shade(run: Element, name: str) -> Element:
        around = next(run.iterancestors(f"{W}{name}"), None)
        if around is not None and around not in shades:
            shades[around] = around.find(f"{W}{name}Pr/{W}shd")
        return shades.get(around)

    stating = [each.getparent().getparent() for each in root.iter(*(f"{W}{b}" for b in _BACKS))]
    backed = {run for each in stating for run in each.iter(f"{W}r")}
    backed |= {r for r in styles.runs(root, *_BACKS) if styles.turn_on(r, *_BACKS)}
    for run in filter(backed.__contains__, root.iter(f"{W}r")):
        stated = {name: styles.nearest(run, name) for name in ("color", *_BACKS)}
        ink = value(stated.get("color")).upper() or "AUTO"
        if (lit := value(stated.get("highlight"))) not in {"", "none"}:
            is_blotted = _HIGHLIGHTS.get(lit) == ink.replace("AUTO", _BLACK)
        else:
            behind = (stated["shd"], shade(run, "p"), shade(run, "tc"))
            is_blotted = ink == next(filter(None, map(_fill, behind)), "")
        if is_blotted:
            yield from run.iter(f"{W}t")


def _fill(shade: Element) -> str:
    """Return the colour of a shade; `""` for none."""
    if shade is None:
        return ""
    name = "color" if value(shade) == "solid" else "fill"
    return str(shade.get(f"{W}{name}", "auto")).upper().replace("AUTO", "")


def _strike(root: Element, styles: Styles) -> None:
    """Strike out what only a style strikes out; pandoc passes over those of paragraphs."""
    for run in styles.runs(root, *_STRIKING):
        if styles.turn_on(run, *_STRIKING) and not _STRIKING & formats(run).keys():
            etree.SubElement(_own_properties(run), f"{W}strike")
    for stated in root.xpath("/descendant::w:rPr[w:strike and w:dstrike]/*", namespaces=_PREFIXES):
        if stated.tag.removeprefix(W) in _STRIKING and not is_on(
            stated
        ):  # or the first would count for both
            stated.getparent().remove(stated)


def _usual_size(styles: Element) -> int:
    """Return the size of letters, in half points, that a file has where nothing else is stated."""
    return _count([None, *styles.xpath(_USUAL_SIZE, namespaces=_PREFIXES)][-1], 20)


def _raise(root: Element, styles: Styles, usual: int) -> None:
    """State as raised or lowered what is moved up or down in smaller letters, as LibreOffice does.

    So is what stands right beside others that are not moved so, as by Word's “Position: Raised”.
    pandoc would read a power as part of the figure before it. `usual` is the size of letters, in
    half points, where none is stated.
    """

    def stated(run: Element, name: str, other: int) -> int:
        return _count(styles.nearest(run, name), other)

    largest: dict[Element, int] = {}  # half points, in each paragraph
    shifted: set[Element] = set()
    for run in styles.runs(root, "position"):
        paragraph = next(run.iterancestors(f"{W}p"))
        if paragraph not in largest:
            runs = paragraph.iter(f"{W}r")
            largest[paragraph] = max(stated(each, "sz", usual) for each in runs)
        moved, size = stated(run, "position", 0), stated(run, "sz", usual)
        before = next(run.itersiblings(f"{W}r", preceding=True), None)
        is_beside = before is not None and (
            before in shifted
            if stated(before, "position", 0) == moved
            else abs(moved) >= LEAST_MOVED * size and _ends_in_print(before)
        )
        if moved and (size < largest[paragraph] or is_beside):
            shifted.add(run)
            where = {f"{W}val": "superscript" if moved > 0 else "subscript"}
            etree.SubElement(_own_properties(run), f"{W}vertAlign", where)


def _ends_in_print(run: Element) -> bool:
    last = next(run.iterchildren(reversed=True), None)
    return last is not None and bool((last.text or "")[-1:].strip())


def _own_properties(run: Element) -> Element:
    own = run.find(f"{W}rPr")
    if own is None:
        own = etree.Element(f"{W}rPr")
        run.insert(0, own)
    return own


def _empty_instructions(root: Element) -> list[str]:
    """Take out what stands in the instruction of a field, as the result of one within it.

    Returns the instructions of which Word makes what it shows, and which have no result.
    """
    are_instructions: list[bool] = []  # of the fields that have begun, from the outermost
    stated: list[str] = []  # in the same fields
    inside: list[Element] = []
    shown: list[str] = []
    for each in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        kind = each.get(f"{W}fldCharType")
        if kind == "begin":
            are_instructions.append(True)
            stated.append("")
        elif not are_instructions:
            continue
        elif kind == "end":
            are_instructions.pop()
            shown.append(stated.pop())
        elif kind:
            are_instructions[-1] = False
        elif each.tag == f"{W}instrText":
            stated[-1] += each.text or ""
        elif any(are_instructions):
            inside.append(each)
        else:
            stated = [""] * len(stated)
    if not are_instructions:  # a damaged file has fields without an end
        for text in inside:
            text.getparent().remove(text)
    shown += root.xpath("/descendant::w:fldSimple[not(.//w:t)]/@w:instr", namespaces=_PREFIXES)
    return [text for text in shown if _SHOWN.match(text)]


def _dropped(root: Element, styles: Styles) -> list[tuple[Element, str]]:
    """Return the runs in which marks of notes and boxes are not in force, and so their words."""
    removed = [(run, DELETED) for run in root.xpath(_REMOVED, namespaces=_PREFIXES)]
    return removed + [(run, HIDDEN) for run in _hidden(root, styles)]


def _drop_notes(
    root: Element, styles: Styles, dropped: dict[tuple[str, str], str]
) -> Iterator[LeftOut]:
    """Take out the marks that are deleted or hidden, then the notes of these, and yield them."""
    for run, why in _dropped(root, styles):
        for mark in run.iterchildren(*_MARKS):
            dropped[_note(mark)] = why
            run.remove(mark)
    for mark in root.iter(*_MARKS):  # what was moved has two
        dropped.pop(_note(mark), None)
    for note in [each for each in root.iter(*_NOTES) if _note(each) in dropped]:
        yield LeftOut(_text(note), dropped[_note(note)])
        note.getparent().remove(note)


def _drop_rows(root: Element) -> Iterator[LeftOut]:
    """Take the rows out that were deleted, and yield them, each cell on its own."""
    for row in root.xpath("/descendant::w:tr[w:trPr/w:del]", namespaces=_PREFIXES):
        texts = (_text(cell, tags=_ALL_WORDS) for cell in row.iter(f"{W}tc"))
        yield from (LeftOut(text, DELETED) for text in texts if text)
        below = next(row.itersiblings(f"{W}tr"), None)
        merged = _merged(row)
        for column, merge in _merged(below).items() if below is not None else ():
            if value(merged.get(column)) == "restart":  # or it would go on with the cell above
                merge.set(f"{W}val", "restart")
        row.getparent().remove(row)


def _merged(row: Element) -> dict[int, Element]:
    """Return what a row states of the cells that are merged down, by the columns they begin in."""
    cells = _placed(row.iterfind(f"{W}tc"))
    stated = ((column, cell.find(f"{W}tcPr/{W}vMerge")) for column, cell in cells)
    return {column: merge for column, merge in stated if merge is not None}


def _placed(cells: Iterable[Element]) -> Iterator[tuple[int, Element]]:
    """Yield the cells of a row, each after the column it begins in."""
    column = 0
    for cell in cells:
        yield column, cell
        column += _count(cell.find(f"{W}tcPr/{W}gridSpan"))


def _note(element: Element) -> tuple[str, str]:
    """Return the kind and the id of a note or of the mark of one."""
    return etree.QName(element).localname.removesuffix("Reference"), element.get(f"{W}id")


def _mark_notes(root: Element, settings: Element, marks: dict[tuple[str, str], str]) -> None:
    """Keep the marks of notes as Word prints them, or put them before the notes."""
    counts: Counter[str] = Counter()
    keys = product(_USUAL_MARKS, ("numFmt", "numRestart", "numStart"))
    stated = {(kind, name): _of_notes(kind, name, root, settings) for kind, name in keys}
    last = None  # the last paragraph of a section that has ended
    for each in root.iter(*_NOTES, f"{W}sectPr"):
        if each.tag == f"{W}sectPr":
            last = next(each.iterancestors(f"{W}p"), None)
            continue
        key = kind, _ = _note(each)
        if last is not None and last not in each.iterancestors():
            last = None
            for of in _USUAL_MARKS:
                counts[of] *= stated[of, "numRestart"] != "eachSect"
        reference = each.tag in _MARKS
        if reference and each.get(f"{W}customMarkFollows") in {"1", "true", "on"}:
            marks[key] = _text(each.getparent()) or "*"  # a sign of another font
            etree.strip_elements(each.getparent(), f"{W}t", with_tail=False)
        elif reference:
            counts[kind] += 1
            start = stated[kind, "numStart"]
            number = counts[kind] - 1 + (int(start) if re.fullmatch(r"\d{1,6}", start) else 1)
            marks[key] = numeral(number, _numerals(stated[kind, "numFmt"] or _USUAL_MARKS[kind]))
        elif key in marks and (first := each.find(f"{W}p")) is not None:
            _put_label(first, marks[key])


def _remarks(roots: Sequence[Element], settings: Element, numbering: "_Numbering") -> Iterator[str]:
    """Yield what is said of numbers that are shown otherwise than in print."""
    if numbering.unknown:
        yield IN_FIGURES
    kinds = {_note(each)[0] for root in roots for each in root.iter(*_MARKS)}
    if any(_of_notes(kind, "numRestart", *roots, settings) == "eachPage" for kind in kinds):
        yield BY_PAGE


def _of_notes(kind: str, name: str, *roots: Element) -> str:
    """Return what is stated of the notes of a kind; `""` for nothing."""
    found = (value(root.find(f".//{W}{kind}Pr/{W}{name}")) for root in roots)
    return next(filter(None, found), "")


def _take_back_heads(root: Element, styles: Styles) -> None:
    """Take from tables the heads that Word states of each, if nothing shows them.

    The first of two columns may be names of what is in the other, unless heads are repeated, bold,
    or set apart by the style. More columns are labels beside values where their format says so.
    """
    setting = styles.having(_SETTING_HEADS)
    for stated in root.xpath(_MAY_STATE_HEADS, namespaces=_PREFIXES):
        table = next(stated.iterancestors(f"{W}tbl"))
        if value(table.find(f"{W}tblPr/{W}tblStyle")) in setting:
            continue
        if len(table.findall(f"{W}tblGrid/{W}gridCol")) == 2:
            runs = filter(_text, table.find(f"{W}tr").iter(f"{W}r"))
            are_heads = all(_is_bold(run, styles) for run in runs)
        else:
            are_heads = not _has_labels_beside_values(table, styles)
        if not are_heads:
            stated.getparent().remove(stated)


def _has_labels_beside_values(table: Element, styles: Styles) -> bool:
    """Return whether each column has one format in all rows, with a bold or filled one inside.

    Rows that are one cell, as titles are, say nothing of columns.
    """
    formats: dict[int, set[tuple[bool, str]]] = defaultdict(set)
    rows = [cells for row in table.iterfind(f"{W}tr") if len(cells := row.findall(f"{W}tc")) > 1]
    for row in rows:
        for column, cell in _placed(row):
            runs = [run for run in cell.iter(f"{W}r") if _text(run)]
            if runs:
                is_bold = all(_is_bold(run, styles) for run in runs)
                formats[column].add((is_bold, _fill(cell.find(f"{W}tcPr/{W}shd"))))
    if len(rows) < 2 or any(len(found) > 1 for found in formats.values()):
        return False
    are_bold, are_filled = (
        [bool(style[what]) for _, found in sorted(formats.items()) for style in found]
        for what in (0, 1)
    )
    return any((False, True) in pairwise(each) for each in (are_bold, are_filled))


def _is_bold(run: Element, styles: Styles) -> bool:
    bold = styles.nearest(run, "b")
    return bold is not None and is_on(bold)


def _prepared_part(root: Element, numbering: "_Numbering") -> bytes:
    for skipped in root.iter(f"{W}gridBefore"):
        for _ in range(min(_count(skipped), MOST_COLUMNS)):
            empty = etree.Element(f"{W}tc")
            etree.SubElement(empty, f"{W}p")
            skipped.getparent().addnext(empty)  # behind the properties of the row
    etree.strip_tags(root, *_TRANSPARENT)
    _join_paragraphs(root)
    for table in root.iter(f"{W}tbl"):
        _state_columns(table)
    for element in list(root.iter(*_ALIKE)):
        element.tag = _ALIKE[element.tag]
    for box in root.iter(f"{W}checkBox", f"{W}ddList"):
        next(box.iterancestors(f"{W}r")).addprevious(_run(_chosen(box)))
    for paragraph in root.iter(f"{W}p"):
        label = numbering.label(paragraph)
        if label and not _says(paragraph):
            # A blank line in print; but a column of a table may be nothing but numbers.
            if paragraph.getparent().tag == f"{W}tc":
                _put_label(paragraph, "", label)
        elif label:
            _put_label(paragraph, label)
        elif label is None:
            _take_from_list(paragraph)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _join_paragraphs(root: Element) -> None:
    """Make one paragraph of two between which the end of the first was deleted, or moved away.

    As in Word it is of the second's style and list.
    """
    for first in root.xpath(f"/descendant::w:p[{_ENDS_NOWHERE}]", namespaces=_PREFIXES):
        second = next(first.itersiblings(f"{W}p", f"{W}tbl", f"{W}sdt"), None)
        if second is not None and second.tag == f"{W}sdt":
            second = next(second.iterfind(f"{W}sdtContent/*"), None)
        if second is not None and second.tag == first.tag:
            at = int(second.find(f"{W}pPr") is not None)
            second[at:at] = [each for each in first if each.tag != f"{W}pPr"]
            first.getparent().remove(first)


def _state_columns(table: Element) -> None:
    """State as many columns as a row has, where fewer are: pandoc drops the cells beyond them."""
    grid = table.find(f"{W}tblGrid")
    if grid is None:
        grid = etree.Element(f"{W}tblGrid")
        table.insert(int(table.find(f"{W}tblPr") is not None), grid)
    rows = (_within(row, "tc") for row in _within(table, "tr"))
    spans = ([_count(cell.find(f"{W}tcPr/{W}gridSpan")) for cell in row] for row in rows)
    widths = (sum(min(span, MOST_COLUMNS) for span in row) for row in spans)
    for _ in range(len(grid), max(widths, default=0)):
        etree.SubElement(grid, f"{W}gridCol", {f"{W}w": "1000"})


def _within(element: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those that a control is around."""
    for each in element:
        if each.tag == f"{W}{name}":
            yield each
        elif each.tag == f"{W}sdt":
            yield from each.iterfind(f"{W}sdtContent/{W}{name}")


def _put_label(paragraph: Element, label: str, text: str = "") -> None:
    at = 1 if paragraph.find(f"{W}pPr") is not None else 0
    words = "".join(paragraph[at].itertext()) if len(paragraph) > at else ""
    if words.startswith(LABEL_START):  # the mark of a note that begins with an item
        paragraph.insert(at + 1, _run(f"{label} {text}"))
    else:
        paragraph.insert(at, _run(f"{LABEL_START}{label}{LABEL_END}{text}"))


def _says(paragraph: Element) -> bool:
    return bool("".join(paragraph.itertext()).strip())


def _take_from_list(paragraph: Element) -> None:
    """Say of a paragraph that it is in no list, as numId 0 does in Word; pandoc would number it."""
    stated = paragraph.find(f"{W}pPr")
    if stated is None:
        stated = etree.Element(f"{W}pPr")
        paragraph.insert(0, stated)
    for number in stated.findall(f"{W}numPr"):
        stated.remove(number)
    for style in stated.findall(f"{W}pStyle"):
        own = etree.SubElement(stated, f"{W}numPr")
        etree.SubElement(own, f"{W}numId", {f"{W}val": "0"})
        style.addnext(own)


def _run(text: str) -> Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}t").text = text
    return run


def _chosen(box: Element) -> str:
    """Return what is ticked or chosen in a field of a form, which has that as data."""
    states = {e.tag: e for e in box}
    if box.tag == f"{W}checkBox":
        state = states.get(f"{W}checked", states.get(f"{W}default"))
        return "☒" if state is not None and is_on(state) else "☐"
    at = _count(states.get(f"{W}result", states.get(f"{W}default")), 0)
    return "".join([value(e) for e in box.iter(f"{W}listEntry")][at : at + 1])


def _empty_boxes(root: Element, styles: Styles) -> list[LeftOut]:
    """Put the text of boxes below the paragraphs they stand in, which pandoc would drop for it.

    Returns what was taken out, as that of boxes that are hidden, or stand in what is deleted.
    """
    for older in root.xpath(_OLDER_BOXES, namespaces=_PREFIXES):
        older.getparent().remove(older)
    unseen = {e: why for path, why in _UNSEEN for e in root.xpath(path, namespaces=_PREFIXES)}
    for run, why in _dropped(root, styles):
        unseen |= dict.fromkeys(run.iter(f"{W}txbxContent", CANVAS), why)
    texts = ((_text(each, tags=_ALL_WORDS), why) for each, why in unseen.items())
    left_out = [LeftOut(text, why) for text, why in texts if text]
    for each in unseen:
        each.getparent().remove(each)
    for box in reversed(root.xpath(_IN_RUNS, namespaces=_PREFIXES)):
        paragraph = next(box.iterancestors(f"{W}p"))
        for block in reversed(list(box)):
            paragraph.addnext(block)
        box.getparent().remove(box)
    return left_out


class _Numbering:
    """Counts the numbered paragraphs of a document, by its lists and its styles."""

    def __init__(self, numbering: Element, styles: Styles) -> None:
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._lists: dict[str, tuple[str, dict[int, Level]]] = {}
        """What each list counts together with others, and its levels."""
        self._anew: set[tuple[str, int]] = set()
        """Levels of lists that are still to begin anew, once."""
        self.unknown: set[str] = set()
        """How numbers are written of which only the figures are known."""
        abstract = {e.get(f"{W}abstractNumId"): e for e in numbering.iter(f"{W}abstractNum")}
        shared = {name: _levels(each) for name, each in abstract.items()}
        of_styles = {value(e.find(f"{W}styleLink")): name for name, e in abstract.items()}
        of_styles.pop("", None)
        links = {n: value(e.find(f"{W}numStyleLink")) for n, e in abstract.items()}
        for each in numbering.iter(f"{W}num"):
            number, together = each.get(f"{W}numId"), value(each.find(f"{W}abstractNumId"))
            together = of_styles.get(links.get(together, ""), together)
            levels = shared.get(together, {}) | _levels(each)
            for start in each.iter(f"{W}startOverride"):
                at = _level_of(start.getparent())
                if at in levels:
                    levels[at] = levels[at]._replace(start=_count(start))
                    self._anew.add((number, at))
            self._lists[number] = (together, levels)

    def label(self, paragraph: Element) -> str | None:
        """Return what Word prints before a paragraph; `""` for a bullet, and for one in no list.

        None for one that is in a list, and has no number there.
        """
        number, level = self._list_of(paragraph)
        together, levels = self._lists.get(number, ("", {}))
        if level not in levels:
            return ""
        counts = self._counts[together]
        if (number, level) in self._anew:
            self._anew.remove((number, level))
            counts.pop(level, None)
        if _is_gone(paragraph):
            return ""
        return label_of(levels, level, counts, self.unknown)

    def _list_of(self, paragraph: Element) -> tuple[str, int]:
        """Return the list that a paragraph belongs to, by itself or by its style, and its level."""
        name = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        own, of_style = paragraph.find(f"{W}pPr/{W}numPr"), self._styles.stated(name)
        at = None if own is None else own.find(f"{W}ilvl")  # which may be nearer than the list
        number = "" if own is None else value(own.find(f"{W}numId"))
        if not number:
            number = value(of_style.get("numId"))
            at = of_style.get("ilvl") if at is None else at
        _, levels = self._lists.get(number, ("", {}))
        named = (i for i, level in levels.items() if name and level.paragraphs == name)
        return (number, _count(at, next(named, 1) - 1) + 1) if number else ("", 0)


def _is_gone(paragraph: Element) -> bool:
    """Return whether all of a paragraph was deleted or moved away, and so its number."""
    if not paragraph.xpath(_ENDS_NOWHERE, namespaces=_PREFIXES):
        return False
    stays = paragraph.xpath(".//w:t[not(ancestor::w:moveFrom)]/text()", namespaces=_PREFIXES)
    return not "".join(stays).strip()


def _count(element: Element, other: int = 1) -> int:
    """Return the number that an element states, or another if there is none."""
    return int(value(element)) if re.fullmatch(r"-?\d{1,6}", value(element)) else other


def _levels(read: Element) -> dict[int, Level]:
    return {_level_of(each): _level(each) for each in read.iter(f"{W}lvl")}


def _level_of(element: Element) -> int:
    """Return the level that an element is about, from 1."""
    return int(element.get(f"{W}ilvl", "0")) + 1


def _numerals(style: str) -> str:
    """Return how numbers are written, as for `numeral`, from Word's name for it."""
    return _NUMERALS.get(style, f"{style[0].upper()}{style[1:]}")


def _level(stated: Element) -> Level:
    form = stated.find(f".//{W}numFmt")  # today's forms stand beside one for older programs
    own = "" if form is None else padded(form.get(f"{W}format", ""))
    return Level(
        re.sub(r"%(\d)", r"%\1%", value(stated.find(f"{W}lvlText"))),
        own or _numerals(value(form) or "decimal"),
        _count(stated.find(f"{W}start"), 0),
        _count(stated.find(f"{W}lvlRestart"), 99),
        any(map(is_on, stated.iterfind(f"{W}isLgl"))),
        value(stated.find(f"{W}pStyle")),
        (value(stated.find(f"{W}lvlText")), _font(formats(stated).get("rFonts"))),
    )
