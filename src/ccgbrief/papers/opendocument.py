"""Prepares OpenDocument texts for pandoc, which ignores printed numbers and hidden text.

Comments, deletions and what runs at the top and foot of pages are listed. Numbers are counted by
the styles of lists, as for Word.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from itertools import chain, islice

from lxml import etree

from ccgbrief.papers.archives import packed, unpacked
from ccgbrief.papers.completeness import as_lines
from ccgbrief.papers.drawings import Element, parsed
from ccgbrief.papers.grids import MOST_COLUMNS
from ccgbrief.papers.numerals import Level, label_of, padded
from ccgbrief.papers.page_tables import reached
from ccgbrief.papers.paper import (
    BLOTTED,
    DELETED,
    DRAWN,
    EMPTY,
    HIDDEN,
    RUNNING,
    STRUCK,
    TICKED,
    LeftOut,
    Prepared,
)
from ccgbrief.papers.signs import shown
from ccgbrief.papers.word import IN_FIGURES, LABEL_END, LABEL_START
from ccgbrief.text import clean_line

_CONTENT, _STYLES = "content.xml", "styles.xml"
_NO_STYLES = b"""<s:document-styles
    xmlns:s="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>"""
_OBJECT = re.compile(r"[^/]+/content\.xml")
_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "form": "urn:oasis:names:tc:opendocument:xmlns:form:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
_OFFICE, _STYLE, _TEXT, _TABLE, _DRAW, _FORM, _, _SVG, _FIELD, _LOEXT = (
    f"{{{space}}}" for space in _SPACES.values()
)
# As in other readers not `//a[…]`, `//a//b` or `a | b`, for which libxml2 compares each with each.
_SAID = """/descendant::text()[normalize-space() and ancestor::office:text
    and not(ancestor::office:annotation or ancestor::text:tracked-changes
    or ancestor::text:note-citation)]"""
_SHOWN = "style:text-properties/@text:display"
_FONT = "style:text-properties/@style:font-name"
_BULLET_FONT = "style:text-properties/@fo:font-family | style:text-properties/@style:font-name"
_LINE_THROUGH = "style:text-properties/@style:text-line-through-style"
_INK = """style:text-properties[not(@style:use-window-font-color = 'true')]/@fo:color
    | style:text-properties/@style:use-window-font-color[. = 'true']"""
"""The colour of words, or that it is black or white, whichever is seen on what is behind them."""
_BEHIND = """style:text-properties/@fo:background-color[. != 'transparent']
    | style:*[not(../style:text-properties/@fo:background-color[. != 'transparent'])]
        /@fo:background-color[. != 'transparent']"""
_HIDDEN = """/descendant::*[text:hidden-paragraph[@text:is-hidden='true']
    or not(self::text:hidden-paragraph) and (@text:display='none' or @text:is-hidden='true')]"""
_BLOCKS = "*[self::text:p or self::text:h or self::text:list or self::table:table]"
_BOXES = f"""/descendant::*[self::draw:*[{_BLOCKS}]
    or self::table:table-cell[ancestor::table:table-cell]]"""
_PLACE = """(ancestor::text:p | ancestor::text:h | ancestor::table:table)[last()]
    | (ancestor-or-self::draw:*)[1][not(ancestor::text:p or ancestor::text:h)]"""
_FIELDS = """/descendant::text:*[parent::text:p or parent::text:h or parent::text:span
    or parent::text:a or parent::text:ruby][.//text() and not(self::text:a or self::text:note
    or self::text:ruby-text or self::text:script or . = " ")]"""
_ROWS_BELOW = """following-sibling::table:table-row
    | following-sibling::table:table-rows/table:table-row"""
_CONTROLS = "/descendant::form:*[@form:id]"
_FORMS = """/descendant::*[self::draw:control or self::field:fieldmark
    or self::loext:content-control]"""
"""What is filled in: drawn, as in Word's older forms, and as in today's."""
_LABELLED = """/descendant::*[self::text:p or self::text:h or self::text:note]
    [not(ancestor::text:tracked-changes)]"""
"""What has a number in print: what was deleted stands at the head of the file, and has none."""
_UNLISTED = "office:automatic-styles/style:style[@style:list-style-name = '']"
_IN_ITEMS = [f"{_TEXT}{name}" for name in ("p", "h", "list")]
_BLANKS = [f"{_TEXT}{name}" for name in ("line-break", "s", "tab")]
_XML = "http://www.w3.org/XML/1998/namespace"
_FORMAT = f"{_LOEXT}num-list-format"
"""How LibreOffice states the number of a level, as `%1%.%2%)`."""
_NUMERALS = {
    "": "None",
    "1": "Decimal",
    "1st": "Ordinal",
    "*": "Chicago",
    "a": "LowerLetters",
    "A": "UpperLetters",
    "i": "LowerRoman",
    "I": "UpperRoman",
}

_ANY_LEVEL = 0
"""Where the number of the last item is kept, of whatever level."""

MOST_LEVELS = 10
"""Levels that a list has in OpenDocument."""

_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def prepared(data: bytes) -> Prepared:
    """Return an .odt file without what it hides, which is listed with its comments and deletions.

    Raises LxmlError and KeyError where it is damaged.
    """
    parts = unpacked(data)
    content = parsed(parts[_CONTENT])
    styles = parsed(parts.get(_STYLES, _NO_STYLES))
    if styles.find(f"{_OFFICE}styles") is None:  # which may be absent, but not for pandoc
        etree.SubElement(styles, f"{_OFFICE}styles")
        parts[_STYLES] = etree.tostring(styles, encoding="UTF-8")
    for blank in (e for root in (content, styles) for e in root.iter(*_BLANKS)):
        blank.text = " "
    found: list[LeftOut] = []
    for each in content.iter(f"{_OFFICE}annotation", f"{_TEXT}deletion"):
        author = each.findtext(_CREATOR)
        comment = clean_line(f"comment by {author}" if author else "comment")
        reason = comment if each.tag == f"{_OFFICE}annotation" else DELETED
        found += [LeftOut(text, reason)] if (text := _text(each)) else []
    of_styles = [styles, content]
    hiding = {name: how == "none" for name, how in _stated(of_styles, _SHOWN).items()}
    striking = {n: how not in {"", "none"} for n, how in _stated(of_styles, _LINE_THROUGH).items()}
    hidden = _outermost(content, hiding, _HIDDEN)
    struck, blotted = _outermost(content, striking), _blotted(content, of_styles)
    for why, elements in ((HIDDEN, hidden), (STRUCK, struck), (BLOTTED, blotted)):
        found += [LeftOut(text, why) for each in elements if (text := _text(each))]
        _empty(elements)
    for name in ("columns", "rows"):  # cells before the rows that they are in
        repeated = f"/descendant::*[@table:number-{name}-repeated]"
        for each in content.xpath(repeated, namespaces=_SPACES):
            count = each.attrib.pop(f"{_TABLE}number-{name}-repeated")
            for _ in range(1, min(int(count), MOST_COLUMNS) if count.isdecimal() else 1):
                each.addnext(deepcopy(each))
    around = styles.iterfind(f".//{_STYLE}master-page/*")
    running = dict.fromkeys(map(_text, around))
    found += [LeftOut(text, RUNNING) for text in running if re.search(r"[^\W\d]", text)]
    _show_signs(content, of_styles)
    _fill_in(content)
    said = content.xpath(_SAID, namespaces=_SPACES)
    _lift(content)
    _state_heads(content)
    _widen(content)
    numbering = _Numbering((styles, content))
    _label(content, numbering, hidden)
    data = packed(parts | {_CONTENT: etree.tostring(content, encoding="UTF-8")})
    found += filter(None, (_drawn(parts[n]) for n in sorted(parts) if _OBJECT.fullmatch(n)))
    remarks = (IN_FIGURES,) if numbering.unknown else ()
    return Prepared(data, found, as_lines(said), remarks)


class _Numbering:
    """Counts the items and the headings of a text by the styles of its lists."""

    def __init__(self, roots: Sequence[Element]) -> None:
        fonts = _families(roots)
        found = [
            e for root in roots for e in root.iter(f"{_TEXT}list-style", f"{_TEXT}outline-style")
        ]
        outline = f"{_TEXT}outline-style"
        names = ["" if e.tag == outline else e.get(f"{_STYLE}name", "") for e in found]
        self._styles = {name: _levels(e, fonts) for name, e in zip(names, found, strict=True)}
        consecutive = f"{_TEXT}consecutive-numbering"
        self._consecutive = {
            n for n, e in zip(names, found, strict=True) if e.get(consecutive) == "true"
        }
        """The styles of lists whose levels are counted together."""
        self._unlisted = {
            e.get(f"{_STYLE}name") for e in roots[-1].xpath(_UNLISTED, namespaces=_SPACES)
        }
        """Styles of single paragraphs that take these out of their list."""
        self._counts: dict[Element, dict[int, int]] = defaultdict(dict)
        self._first: dict[Element, Element] = {}
        """Of each list the one that it goes on with, or itself."""
        self._named: dict[str, Element] = {}
        """The last list of each name."""
        self._last: tuple[str, Element] = ("", None)
        """The style of the last list, and the first of those that it goes on with."""
        self.unknown: set[str] = set()
        """How numbers are written of which only the figures are known."""

    def label(self, paragraph: Element) -> str | None:
        """Return what is printed before a paragraph; `""` for a bullet, and for one in no list.

        None for one that is in a list, and has neither.
        """
        item = paragraph.getparent()
        if item.tag == f"{_TEXT}list-header":
            return None
        if item.tag == f"{_TEXT}list-item":
            lists = list(islice(item.iterancestors(f"{_TEXT}list"), MOST_LEVELS))
            names = (
                item.get(f"{_TEXT}style-override"),
                *(e.get(f"{_TEXT}style-name") for e in lists),
            )
            name = next(filter(None, names), "")
            if next(item.iterchildren(*_IN_ITEMS)) is not paragraph:
                return None
            return self._counted(self._list(lists[-1]), len(lists), name, item)
        if paragraph.get(f"{_TEXT}style-name") in self._unlisted:
            return ""
        if paragraph.tag == f"{_TEXT}h" and paragraph.get(f"{_TEXT}is-list-header") != "true":
            level = _number(paragraph, "outline-level", 1)
            return self._counted(None, level, "", paragraph)
        return ""

    def _list(self, found: Element) -> Element:
        """Return the first of the lists that a list goes on with."""
        if found not in self._first:
            style, name = found.get(f"{_TEXT}style-name", ""), found.get(f"{{{_XML}}}id")
            first = self._named.get(found.get(f"{_TEXT}continue-list"), found)
            goes_on = found.get(f"{_TEXT}continue-numbering") == "true"
            if first is found and goes_on and style == self._last[0]:
                first = self._last[1] if self._last[1] is not None else found
            self._first[found], self._last = first, (style, first)
            if name:
                self._named[name] = first
        return self._first[found]

    def _counted(self, of: Element, level: int, name: str, item: Element) -> str | None:
        levels, counts = self._styles.get(name, {}), self._counts[of]
        begins_anew = bool(item.get(f"{_TEXT}start-value"))
        if begins_anew:
            counts[level] = _number(item, "start-value", 1) - 1
        if level not in levels:
            return ""
        if name in self._consecutive and not begins_anew:
            counts[level] = counts.get(_ANY_LEVEL, levels[level].start - 1)
        label = label_of(levels, level, counts, self.unknown)
        counts[_ANY_LEVEL] = counts.get(level, 0)
        return label


def _levels(style: Element, fonts: Mapping[str, str]) -> dict[int, Level]:
    stated = {_number(each, "level", 0): each for each in style}
    numerals = {at: _numerals(each) for at, each in stated.items()}
    levels = {}
    for at, own in stated.items():
        shown = range(at + 1 - _number(own, "display-levels", 1), at + 1)
        counting = (each for each in shown if numerals.get(each, "") not in {"", "None"})
        numbers = ".".join(f"%{each}%" for each in counting)
        around = (own.get(f"{_STYLE}num-{name}", "") for name in ("prefix", "suffix"))
        form = own.get(_FORMAT) or numbers.join(around)
        font = str(next(iter(own.xpath(_BULLET_FONT, namespaces=_SPACES)), ""))
        bullet = own.get(f"{_TEXT}bullet-char", ""), fonts.get(font, font)
        start = _number(own, "start-value", 1)
        levels[at] = Level(form, numerals[at], start, bullet=bullet)
    return levels


def _numerals(level: Element) -> str:
    """Return how a level writes its numbers, as for `numeral`; `""` for a bullet or a picture."""
    is_counted = level.tag.endswith(("-number", f"{_TEXT}outline-level-style"))
    form = str(level.get(f"{_STYLE}num-format", ""))
    if style := padded(form):
        return style
    form = form.partition(",")[0]  # of `*, †, ‡, ...`
    style = _NUMERALS.get(form, form) if is_counted else ""
    is_doubled = level.get(f"{_STYLE}num-letter-sync") == "true"
    return style.replace("Letters", "Alpha") if is_doubled else style


def _number(element: Element, name: str, other: int) -> int:
    stated = element.get(f"{_TEXT}{name}", "")
    return int(stated) if re.fullmatch(r"\d{1,6}", stated) else other


def _drawn(part: bytes) -> LeftOut | None:
    """Return what a chart or a table says that is drawn in a text; pandoc reads formulas."""
    root = parsed(part)
    what = "A chart" if root.find(f".//{_OFFICE}chart") is not None else "A sheet"
    text = _text(root)
    is_read = root.find(f".//{_OFFICE}body") is None
    return None if is_read or not text else LeftOut(f"{what}: {text}", DRAWN)


def _text(element: Element) -> str:
    paragraphs = list(element.iter(f"{_TEXT}p", f"{_TEXT}h")) or [element]
    return clean_line(" ".join("".join(each.itertext()) for each in paragraphs))


def _stated(roots: Iterable[Element], path: str) -> dict[str, str]:
    """Return what styles say of something, by themselves or by those they derive from."""
    styles = {s.get(f"{_STYLE}name"): s for root in roots for s in root.iter(f"{_STYLE}style")}
    find = etree.XPath(path, namespaces=_SPACES)
    own = {name: "".join(find(style)[:1]) for name, style in styles.items()}
    said: dict[str, str] = {}
    for first in styles:
        line, name = dict[str, None](), first
        while name in own and not own[name] and name not in said and name not in line:
            line[name] = None
            name = styles[name].get(f"{_STYLE}parent-style-name")
        said |= dict.fromkeys([*line, first], own.get(name) or said.get(name, ""))
    return said


def _families(roots: Sequence[Element]) -> dict[str, str]:
    """Return which family each font is of, by its name in the file."""
    faces = chain.from_iterable(root.iter(f"{_STYLE}font-face") for root in roots)
    return {e.get(f"{_STYLE}name"): e.get(f"{_SVG}font-family") for e in faces}


def _show_signs(content: Element, roots: Sequence[Element]) -> None:
    """Put signs in the places of letters in the fonts that have some."""
    families = _families(roots)
    named = {style: families.get(name) for style, name in _stated(roots, _FONT).items() if name}
    fonts: dict[Element, str | None] = {}
    for each in content.iter():
        around = fonts.get(each.getparent())
        fonts[each] = named.get(each.get(f"{_TEXT}style-name"), around)
        each.text, each.tail = shown(each.text, fonts[each]), shown(each.tail, around)


def _outermost(content: Element, named: Mapping[str, bool], path: str = "") -> dict[Element, None]:
    """Return what has one of the styles that are named or is at a path, and is in nothing such."""
    found = dict.fromkeys(e for e in content.iter() if named.get(e.get(f"{_TEXT}style-name")))
    found |= dict.fromkeys(content.xpath(path, namespaces=_SPACES) if path else ())
    return {e: None for e in found if not any(each in found for each in e.iterancestors())}


def _blotted(content: Element, roots: Sequence[Element]) -> dict[Element, None]:
    """Return what has the colour that is stated to be behind it, and is in nothing such."""
    inks, fills = _stated(roots, _INK), _stated(roots, _BEHIND)
    elements = list(content.iter()) if any(fills.values()) else []
    ink, behind = {content.getparent(): ""}, {content.getparent(): ""}
    for each in elements:
        name = each.get(f"{_TEXT}style-name", each.get(f"{_TABLE}style-name"))
        ink[each] = inks.get(name) or ink[each.getparent()]
        behind[each] = fills.get(name) or behind[each.getparent()]
    seen = {content.getparent()}
    for each in reversed(elements):
        if each in seen or not behind[each] or ink[each].lower() != behind[each].lower():
            seen |= {each, each.getparent()}
    return {e: None for e in elements if e not in seen and e.getparent() in seen}


def _lift(content: Element) -> None:
    """Put what is in boxes, shapes and tables within cells below what these stand in."""
    for box in reversed(content.xpath(_BOXES, namespaces=_SPACES)):
        place = box.xpath(_PLACE, namespaces=_SPACES)[-1]
        for block in reversed(box.xpath(_BLOCKS, namespaces=_SPACES)):
            place.addnext(block)
    for field in content.xpath(_FIELDS, namespaces=_SPACES):
        field.tag = f"{_TEXT}span"


def _state_heads(content: Element) -> None:
    """Count the rows that spans of heads reach among the heads, where pandoc ends the spans."""
    for heads in content.iter(f"{_TABLE}table-header-rows"):
        rows = [*heads, *heads.xpath(_ROWS_BELOW, namespaces=_SPACES)]
        heads[:] = reached(rows, f"{_TABLE}number-rows-spanned", len(heads))


def _widen(content: Element) -> None:
    """Give a row of each table as many cells as there are columns, by which pandoc counts these.

    What is beyond the last column it drops.
    """
    for table in content.iter(f"{_TABLE}table"):
        rows = (row.findall(f"{_TABLE}*") for row in table.iter(f"{_TABLE}table-row"))
        fullest: list[Element] = max(rows, key=len, default=[])
        for cell in fullest:
            if cell.tag == f"{_TABLE}covered-table-cell":
                etree.SubElement(cell.getparent(), f"{_TABLE}table-cell")


def _label(content: Element, numbering: _Numbering, hidden: Mapping[Element, None]) -> None:
    """Put before paragraphs and notes what is printed there; an empty label where nothing is."""
    for each in content.xpath(_LABELLED, namespaces=_SPACES):
        if each.tag == f"{_TEXT}note":
            label, first = each.findtext(f"{_TEXT}note-citation", ""), each.find(f".//{_TEXT}p")
        else:
            label, first = "" if each in hidden else numbering.label(each), each
        if label == "" or first is None:
            continue
        if "".join(first.itertext()).strip():
            first.text = f"{LABEL_START}{label or ''}{LABEL_END}{first.text or ''}"
        elif label and first.xpath("ancestor::table:table-cell", namespaces=_SPACES):
            first.text = f"{LABEL_START}{LABEL_END}{label}"  # a column may be nothing but numbers
    for header in content.iter(f"{_TEXT}list-header"):
        header.tag = f"{_TEXT}list-item"  # pandoc counts it in any case
    in_cells = content.xpath("/descendant::text:h[ancestor::table:table-cell]", namespaces=_SPACES)
    for each in in_cells:
        each.tag = f"{_TEXT}p"


def _fill_in(content: Element) -> None:
    """Put what is ticked, typed or chosen in the fields of a form in their places."""
    controls = {e.get(f"{_FORM}id"): e for e in content.xpath(_CONTROLS, namespaces=_SPACES)}
    for field in content.xpath(_FORMS, namespaces=_SPACES):
        if field.tag == f"{_FIELD}fieldmark":
            field.text = _marked(field)
        elif (control := controls.get(field.get(f"{_DRAW}control"))) is not None:
            field.text = _typed(control)
        is_beside_text = field.getparent().tag == f"{_OFFICE}text"
        field.tag = f"{_TEXT}{'p' if is_beside_text else 'span'}"


def _marked(field: Element) -> str:
    """Return what is ticked or chosen in a field of the older kind, which has that as data."""
    stated: dict[str, list[str]] = defaultdict(list)
    for each in field:
        stated[each.get(f"{_FIELD}name", "")].append(each.get(f"{_FIELD}value", ""))
    if field.get(f"{_FIELD}type", "").endswith("CHECKBOX"):
        return TICKED if "true" in stated["Checkbox_Checked"] else EMPTY
    at = "".join(stated["Dropdown_Selected"])
    return "".join(stated["Dropdown_ListEntry"][int(at) :][:1]) if at.isdecimal() else ""


def _typed(control: Element) -> str:
    """Return what is ticked, typed or chosen in a control that is drawn, with its label."""

    def now(each: Element, name: str) -> str:
        return str(each.get(f"{_FORM}current-{name}", each.get(f"{_FORM}{name}", "")))

    chosen = [each.get(f"{_FORM}label") for each in control if now(each, "selected") == "true"]
    said = now(control, "value")
    if control.tag in {f"{_FORM}checkbox", f"{_FORM}radio"}:
        is_on = now(control, "state") == "checked" or now(control, "selected") == "true"
        said = TICKED if is_on else EMPTY
    said = "" if control.tag == f"{_FORM}password" else said
    return clean_line(" ".join(filter(None, (said, control.get(f"{_FORM}label"), *chosen))))


def _empty(elements: Iterable[Element]) -> None:
    for element in elements:
        element.text = None
        for within in element.iterdescendants():
            within.text = within.tail = None
