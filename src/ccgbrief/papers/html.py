"""Reads web pages: trafilatura extracts the article, and what the tags state is kept with it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import trafilatura
from lxml import html as lxml_html
from lxml.etree import LxmlError
from trafilatura.settings import Document

from ccgbrief.pack import PassageKind
from ccgbrief.papers.completeness import missing
from ccgbrief.papers.grids import filled_grid
from ccgbrief.papers.numerals import lowered, numeral, raised
from ccgbrief.papers.paper import STRUCK, Block, LeftOut, Paper, PaperError, Source, Tell
from ccgbrief.papers.plain import decoded
from ccgbrief.text import clean, clean_line, decode

MOST_BYTES = 10_000_000
"""Bytes; a typical page without pictures has a hundredth of this."""

MOST_MARKED = 2 / 3
"""Of a page's text; where an element that is struck has more a tag is open, and one that is hidden
is shown by a script.
"""

_SHOWN_LATER = "Most of the page is hidden until a script shows it; what is hidden was kept."

_LABEL = re.compile(r"(?:(?<!\s)\s++)?⟦([^⟦⟧]*)⟧\s*")
"""Marks that this puts into a page before trafilatura reads it: what would be lost otherwise."""

_SET = {" ": "\ue000", "\n": "\ue001"}
"""What stands for blanks and line ends of preformatted text, which trafilatura would fold."""
_AS_SET = str.maketrans({sign: blank for blank, sign in _SET.items()})

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*(?:[\"']\s*)?([\w:.-]{2,40})", re.IGNORECASE
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PARTS = {"code", "div", "head", "list", "p", "quote", "table"}
"""The tags of trafilatura that are no part of a line."""

_CELLS = ("td", "th")
_LEAF = (
    *("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("dt", "dd", "figcaption", "summary", "pre", "div"),
)

Element = Any
"""An element of lxml."""


def read_html(source: Source, tell: Tell) -> Paper:
    """Read a web page: its article with headings, lists, tables and quotations."""
    if len(source.data) > MOST_BYTES:
        raise PaperError(f"it is larger than {MOST_BYTES / 1e6:g} MB; save the page as PDF")
    text, remarks = _text_of(source)
    try:
        page: Element = trafilatura.load_html(text)
        if page is None:
            raise PaperError("there is no text in it; save the page as PDF")
        if page.find(".//frame") is not None:
            raise PaperError("it only shows other pages in its frames; save each of them")
        tell(0, 0)
        if _drop_hidden(page):
            remarks = (*remarks, _SHOWN_LATER)
        struck = [LeftOut(said, STRUCK) for said in _stated(page)]
        lines = [clean_line(line.translate(_AS_SET)) for line in _lines(page)]
        article = None if source.keep_all else _article(page)
        blocks = tuple(_blocks(article.body)) if article else ()
    except (LxmlError, RecursionError, ValueError) as error:
        raise PaperError("its tags cannot be made out; save it as text") from error
    tell(1, 1)
    if article is None and not source.keep_all:
        remarks = (*remarks, "No article was recognised in the page; all of its text is kept.")
    known = article or Document()
    return Paper(
        blocks or tuple(map(_paragraph, lines)),
        title=clean_line(known.title or page.findtext(".//title") or ""),
        author=clean_line(known.author or "").replace(";", ","),
        publication=clean_line(known.sitename or ""),
        published=clean_line(known.date or ""),
        left_out=(*struck, *(_around(lines, blocks) if blocks else ())),
        remarks=remarks,
    )


def _article(page: Element) -> Document | None:
    found = trafilatura.bare_extraction(
        page,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},  # as stated
    )
    return found if isinstance(found, Document) else None


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


def _stated(page: Element) -> list[str]:
    """Write into a page what it states by tags that trafilatura drops; return what was struck."""
    struck = []
    most = MOST_MARKED * _size(page)
    for element in list(page.iter("del", "s", "strike")):
        if _size(element) <= most:
            struck.append(clean_line(element.text_content()))
            element.drop_tree()
    for element in list(page.iter("q")):
        element.text = f"“{element.text or ''}"
        element.tail = f"”{element.tail or ''}"
        element.drop_tag()
    for preformatted in page.iter("pre"):
        text = preformatted.text_content().replace("\r", "").expandtabs().strip("\n")
        preformatted.clear(keep_tail=True)
        preformatted.text = text.translate(str.maketrans(_SET))
    for shifted in list(page.iter("sup", "sub")):
        _mark_level(shifted)
    for ordered in page.iter("ol"):
        _number_items(ordered)
    for quotation in page.iter("blockquote"):
        _attribute(quotation)
    for caption in list(page.iter("caption")):
        caption.tag = "p"
        caption.getparent().addprevious(caption)  # or it would be a part of the first head
    for table in page.iter("table"):
        _fill_spans(table)
    return [text for text in struck if text]


def _drop_hidden(page: Element) -> bool:
    """Take out of a page what it hides; return whether most of it is hidden, which then stays."""
    most = MOST_MARKED * _size(page)
    is_shown_later = False
    for element in [e for e in page.iter() if isinstance(e.tag, str) and _is_hidden(e)]:
        if _size(element) > most:
            is_shown_later = True
        elif element.getparent() is not None:
            element.drop_tree()
    return is_shown_later


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


def _mark_level(element: Element) -> None:
    text = clean_line(element.text_content())
    is_lowered = element.tag == "sub"
    is_note = not is_lowered and text.isdecimal() and element.find(".//a") is not None
    text = f" [{text}]" if is_note else (lowered(text) if is_lowered else raised(text))
    element.clear(keep_tail=True)
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
    cites = quotation.findall(".//cite")
    whole = clean_line(quotation.text_content()).rstrip(" .)")
    if cited is None and cites and whole.endswith(clean_line(cites[-1].text_content())):
        cited = cites[-1]  # where words follow it, they cite it themselves
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


def _fill_spans(table: Element) -> None:
    """Repeat cells that reach over several rows or columns, so that each row has them all."""
    if table.find(".//*[@colspan]") is None and table.find(".//*[@rowspan]") is None:
        return
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    cells = [
        [
            (cell, _span(cell, "rowspan"), _span(cell, "colspan"))
            for cell in row.iterchildren(*_CELLS)
        ]
        for row in rows
    ]
    placed: set[Element] = set()
    for row, filled in zip(rows, filled_grid(cells, None), strict=True):
        own = []
        for cell in filled:
            own.append(_copied(cell) if cell is None or cell in placed else cell)
            placed.add(cell)
        row[:] = own


def _span(cell: Element, attribute: str) -> int:
    return _whole_number(cell.attrib.pop(attribute, None), 1)


def _copied(cell: Element) -> Element:
    if cell is None:
        return lxml_html.Element("td")
    copy = lxml_html.Element(cell.tag)
    copy.text = clean_line(" ".join(cell.xpath(".//text()[not(ancestor::script|ancestor::style)]")))
    return copy


def _blocks(body: Element) -> Iterator[Block]:
    for part in _parts(body):
        if _SET["\n"] in (text := part if isinstance(part, str) else "".join(part.itertext())):
            yield Block(PassageKind.CODE, clean(text.translate(_AS_SET)).strip("\n"))
            continue
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


def _paragraph(line: str) -> Block:
    return Block(PassageKind.PARAGRAPH, _LABEL.sub(r"\1 ", line).strip())


def _around(lines: Iterable[str], blocks: Sequence[Block]) -> Iterator[LeftOut]:
    """Yield the lines of the page that are not in the article."""
    texts = (_LABEL.sub(" ", line).strip() for line in lines)
    outside = (LeftOut(text, "not part of the article, by trafilatura") for text in texts)
    return missing(outside, blocks)
