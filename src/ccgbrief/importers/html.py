"""Reads web pages: trafilatura decides what is the article; what its tags state is kept with it."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import trafilatura
from lxml import html as lxml_html
from lxml.etree import LxmlError
from trafilatura.settings import Document

from ccgbrief.importers.numerals import lowered, numeral, raised
from ccgbrief.importers.paper import Block, LeftOut, Paper, PaperError, Source, Tell
from ccgbrief.importers.plain import decoded
from ccgbrief.pack import PassageKind
from ccgbrief.text import clean, clean_line, decode

MOST_BYTES = 10_000_000
"""A page without pictures is a hundredth of this."""

MOST_COLUMNS = 200
MOST_CELLS = 200_000
"""Of a table whose spans are filled in."""

MOST_LOST = 2 / 3
"""Of a page's text; where more is hidden a script shows it, where more is struck a tag is open."""

_SHOWN_LATER = "Most of the page is hidden until a script shows it; what is hidden was kept."

_LABEL = re.compile(r"\s*⟦([^⟧]*)⟧\s*")
"""Marks that this puts into a page before trafilatura reads it: what would be lost otherwise."""

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PARTS = {"code", "div", "head", "list", "p", "quote", "table"}
"""The tags of trafilatura that are no part of a line."""

_LEAF = ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "figcaption", "div")

Element = Any
"""An element of lxml."""


def read_html(source: Source, tell: Tell) -> Paper:
    """Read a web page: its article with headings, lists, tables and quotations."""
    if len(source.data) > MOST_BYTES:
        raise PaperError(f"it is larger than {MOST_BYTES / 1e6:g} MB; save the page as PDF")
    text, remarks = _text_of(source)
    try:
        page = trafilatura.load_html(text)
        if page is None:
            raise PaperError("there is no text in it; save the page as PDF")
        if not _drop_hidden(page):
            remarks = (*remarks, _SHOWN_LATER)
        struck = [LeftOut(said, "struck out") for said in _stated(page)]
        tell(0, 0)
        whole = [clean_line(line) for line in _lines(page)]
        found = None if source.keep_all else _article(page)
        blocks = tuple(_blocks(found.body)) if found else ()
        if not blocks:
            blocks = tuple(_whole_page(whole))
    except (LxmlError, RecursionError, ValueError) as error:
        raise PaperError("its tags cannot be made out; save it as text") from error
    tell(1, 1)
    if found is None and not source.keep_all:
        remarks = (*remarks, "No article was recognised in the page; all of its text is kept.")
    return Paper(
        blocks,
        title=clean_line(found.title or "") if found else _title(page),
        author=clean_line(found.author or "").replace(";", ",") if found else "",
        publication=clean_line(found.sitename or "") if found else "",
        published=clean_line(found.date or "") if found else "",
        left_out=(*struck, *(_left_out(whole, blocks) if found else ())),
        remarks=remarks,
    )


def _article(page: Element) -> Document | None:
    found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
    return found if isinstance(found, Document) and len(found.body) else None


def _text_of(source: Source) -> tuple[str, tuple[str, ...]]:
    """Return the text of a page in the encoding that it declares.

    Bytes that are UTF-8 are that whatever is declared: pages that were saved anew often are.
    """
    declared = _DECLARED.search(source.data[:4096])
    try:
        text, encoding = decode(source.data)
    except ValueError:
        encoding = ""
    if declared and encoding in {"", "cp1252"}:
        name = declared[1].decode("ascii").lower()
        with suppress(LookupError):
            # What is called Latin 1 on the web is Windows-1252 by the rules of HTML.
            latin = name in {"iso-8859-1", "latin1", "us-ascii", "utf-8"}
            return source.data.decode("cp1252" if latin else name, "replace"), ()
    return (text, ()) if encoding else decoded(source)


def _title(page: Element) -> str:
    return clean_line(page.findtext(".//title") or "")


def _stated(page: Element) -> list[str]:
    """Write into a page what it states by tags that trafilatura drops; return what was struck."""
    struck = []
    most = MOST_LOST * _size(page)
    for element in list(page.iter("del", "s", "strike")):
        if _size(element) <= most:
            struck.append(clean_line(element.text_content()))
            element.drop_tree()
    for element in list(page.iter("q")):
        element.text = f"“{element.text or ''}"
        _append(element, "”")
        element.drop_tag()
    for shifted in list(page.iter("sup", "sub")):
        _mark_level(shifted)
    for ordered in page.iter("ol"):
        _number_items(ordered)
    for quotation in page.iter("blockquote"):
        _attribute(quotation)
    for table in page.iter("table"):
        _fill_spans(table)
    return [text for text in struck if text]


def _drop_hidden(page: Element) -> bool:
    """Take out of a page what it hides, unless that is most of it; return whether it is out."""
    hidden = [e for e in page.iter() if isinstance(e.tag, str) and _is_hidden(e)]
    every = set(hidden)
    outer = [e for e in hidden if every.isdisjoint(e.iterancestors())]
    if sum(map(_size, outer)) > MOST_LOST * _size(page):
        return False
    for element in outer:
        if element.getparent() is not None:
            element.drop_tree()
    return True


def _size(element: Element) -> int:
    """Return how many characters of text are in an element."""
    texts = element.xpath(".//text()[not(ancestor::script|ancestor::style|ancestor::head)]")
    return sum(len(text.strip()) for text in texts)


def _is_hidden(element: Element) -> bool:
    return (
        "hidden" in element.attrib
        or (element.tag == "template" and "shadowrootmode" not in element.attrib)
        or bool(_HIDDEN_STYLE.search(element.get("style", "")))
    )


def _append(element: Element, text: str) -> None:
    """Add text at the end of what is in an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _mark_level(element: Element) -> None:
    text = clean_line(element.text_content())
    is_lowered = element.tag == "sub"
    is_note = not is_lowered and text.isdecimal() and element.find(".//a") is not None
    text = f" [{text}]" if is_note else (lowered(text) if is_lowered else raised(text))
    for child in list(element):
        element.remove(child)
    element.text = text
    element.drop_tag()


def _number_items(ordered: Element) -> None:
    """Put its number before each item, as it is printed."""
    number = _whole_number(ordered.get("start"), 1)
    for item in ordered.iterchildren("li"):
        number = _whole_number(item.get("value"), number)
        kind = {"a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
        label = numeral(number, kind.get(ordered.get("type", ""), ""))
        item.text = f"⟦{label}.⟧ {item.text or ''}"
        number += 1


def _whole_number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise


def _attribute(quotation: Element) -> None:
    """Put before a quotation whose it is, where the page states it beside the words."""
    cited = quotation.find(".//footer")
    if cited is None:
        cited = _last(quotation, "cite")
    parent = quotation.getparent()
    if cited is None and parent is not None and parent.tag == "figure":
        cited = parent.find("figcaption")
        parent.drop_tag()  # or trafilatura would take it for a picture
    said = clean_line(cited.text_content()).lstrip("—–- ") if cited is not None else ""
    if cited is None or not said:
        return
    cited.drop_tree()
    first = quotation if (quotation.text or "").strip() else next(iter(quotation), quotation)
    first.text = f"⟦{said}⟧ {first.text or ''}"


def _last(quotation: Element, tag: str) -> Element | None:
    """Return the last element of that tag, unless words follow it: those cite it themselves."""
    found = next(iter(reversed(list(quotation.iter(tag)))), None)
    element = found
    while element is not None and element is not quotation:
        if (element.tail or "").strip(" \n\t.)") or element.getnext() is not None:
            return None
        element = element.getparent()
    return found


def _fill_spans(table: Element) -> None:
    """Repeat cells that reach over several rows or columns, so that each row has them all."""
    if table.find(".//*[@colspan]") is None and table.find(".//*[@rowspan]") is None:
        return
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    places: dict[tuple[int, int], Element] = {}
    for i, row in enumerate(rows):
        j = 0
        for cell in list(row.iterchildren("td", "th")):
            while (i, j) in places:
                j += 1
            across = min(max(_whole_number(cell.attrib.pop("colspan", None), 1), 1), MOST_COLUMNS)
            down = max(_whole_number(cell.attrib.pop("rowspan", None), 1), 1)
            for y in range(i, min(i + down, len(rows))):
                for x in range(j, j + across):
                    places.setdefault((y, x), cell if (y, x) == (i, j) else _copied(cell))
            j += across
    width = max((x for _, x in places), default=-1) + 1
    if len(rows) * width <= MOST_CELLS:
        for i, row in enumerate(rows):
            row[:] = [places.get((i, j), lxml_html.Element("td")) for j in range(width)]


def _copied(cell: Element) -> Element:
    copy = lxml_html.Element(cell.tag)
    copy.text = clean_line(" ".join(cell.xpath(".//text()[not(ancestor::script|ancestor::style)]")))
    return copy


def _blocks(body: Element) -> Iterator[Block]:
    """Yield the blocks of what trafilatura takes for the article."""
    for part in _parts(body):
        match getattr(part, "tag", ""):
            case "head":
                level = part.get("rend", "h2").removeprefix("h")
                if text := _line(part):
                    yield Block(PassageKind.HEADING, text, int(level) if level.isdigit() else 2)
            case "list":
                yield from _items(part, 0)
            case "quote":
                yield from _quotation(part)
            case "code":
                yield Block(PassageKind.CODE, clean("".join(part.itertext())).strip("\n"))
            case "table":
                yield from _table(part)
            case "div":
                yield from _blocks(part)
            case _:
                if text := _LABEL.sub(" ", _line(part)).strip():
                    yield Block(PassageKind.PARAGRAPH, text)


def _parts(element: Element) -> Iterator[Element]:
    """Yield the blocks in an element, and as texts the lines between them."""
    text = element.text or ""
    for child in element:
        if child.tag in _PARTS:
            if text.strip():
                yield text
            yield child
            text = ""
        else:
            text += f" {_line(child)} "
        text += child.tail or ""
    if text.strip():
        yield text


def _line(part: Element) -> str:
    return clean_line(part if isinstance(part, str) else " ".join(part.itertext()))


def _items(listed: Element, depth: int) -> Iterator[Block]:
    for item in listed.iterchildren("item"):
        own = [item.text or ""]
        inner = []
        for child in item:
            if child.tag == "list":
                inner.append(child)
            else:
                own.append(" ".join(child.itertext()))
            own.append(child.tail or "")
        text = clean_line(" ".join(own))
        label = _LABEL.match(text)
        text = _LABEL.sub(" ", text).strip()
        if text:
            yield Block(PassageKind.ITEM, text, depth, marker=label[1] if label else "•")
        for each in inner:
            yield from _items(each, depth + 1)


def _quotation(element: Element) -> Iterator[Block]:
    text = "\n".join(filter(None, map(_line, _parts(element))))
    said = _LABEL.match(text)
    speaker, _, role = said[1].partition(", ") if said else ("", "", "")
    if text := _LABEL.sub("", text):
        yield Block(PassageKind.QUOTATION, text, speaker=speaker, role=role)


def _table(element: Element) -> Iterator[Block]:
    rows, heads = [], 0
    for row in element.iter("row"):
        cells = list(row.iterchildren("cell"))
        rows.append(tuple(clean_line(" ".join(cell.itertext())) for cell in cells))
        is_head = bool(cells) and all(c.get("role") == "head" for c in cells if len(c) or c.text)
        heads += is_head and heads == len(rows) - 1
    width = max(map(len, rows), default=0)
    grid = tuple((*row, *[""] * (width - len(row))) for row in rows if any(row))
    if width == 1:
        for (text,) in grid:
            yield Block(PassageKind.PARAGRAPH, text)
    elif grid:
        yield Block(PassageKind.ROW, "", rows=grid, heads=min(heads, len(grid)))


def _lines(page: Element) -> Iterator[str]:
    """Yield the texts of a page, one for each element that holds text and no such element."""
    body = page.find("body")
    for element in (page if body is None else body).iter(*_LEAF):
        if element.find(".//p") is None and element.find(".//div") is None:
            text = " ".join(element.itertext())
            if text.strip() and next(element.iterancestors("script", "style"), None) is None:
                yield text


def _whole_page(lines: list[str]) -> Iterator[Block]:
    for line in lines:
        yield Block(PassageKind.PARAGRAPH, _LABEL.sub(r"\1 ", line).strip())


def _left_out(lines: list[str], blocks: tuple[Block, ...]) -> Iterator[LeftOut]:
    """Yield the lines of the page that are not in the article."""
    kept = _letters(
        " ".join(" ".join([b.text, *(c for row in b.rows for c in row)]) for b in blocks)
    )
    for line in dict.fromkeys(_LABEL.sub(" ", line).strip() for line in lines):
        if _letters(line) not in kept:
            yield LeftOut(line, "not part of the article, by trafilatura")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
