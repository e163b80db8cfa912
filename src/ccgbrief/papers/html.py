"""Reads web pages: trafilatura says what is the article, and pandoc what the page's tags state."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from html import escape
from itertools import accumulate, chain, takewhile

import trafilatura
from lxml import etree
from lxml.etree import LxmlError, ParserError
from lxml.html import HTMLParser, document_fromstring, fragment_fromstring
from trafilatura.settings import Document
from trafilatura.utils import repair_faulty_html
from trafilatura.xpaths import BODY_XPATH

from ccgbrief.papers.completeness import as_lines
from ccgbrief.papers.drawings import Element, pictures
from ccgbrief.papers.page_fields import put_in_fields
from ccgbrief.papers.page_lists import state_numbers
from ccgbrief.papers.page_markers import state_markers
from ccgbrief.papers.page_rules import Style, styles_of
from ccgbrief.papers.page_styles import is_gone, show_signs, tag_raised, unseen, write_content
from ccgbrief.papers.page_tables import state_heads
from ccgbrief.papers.pandoc import read_page, with_titles
from ccgbrief.papers.paper import (
    DRAWN,
    HIDDEN,
    Block,
    LeftOut,
    Paper,
    PaperError,
    Source,
    Tell,
)
from ccgbrief.papers.plain import decoded, decoded_as
from ccgbrief.text import clean_line, fold

MOST_BYTES = 10_000_000
"""Bytes; a typical page without pictures has a hundredth of this."""

MOST_MARKED = 2 / 3
"""Of a page's text; where more is hidden, a script shows it."""

MOST_PARAGRAPHS = 0.9
"""Share of the text in paragraphs that stands in the element that holds the article."""

LEAST_STATED = 0.5
"""Share of it that stands in what a tag or name states to be the article; a teaser has less."""

RUN = 9
"""Letters of the runs by which a block of the page is found in the article."""

LEAST_FOUND = 0.5
"""Share of a block's runs that the article has where the block is a part of it."""

SHORT = 300
"""Runs; a block with no more is found once for each time that the article has it."""

_SHOWN_LATER = "Most of the page is hidden until a script shows it; what is hidden was kept."
_COUNTED = "Its style numbers some of it, such as its sections; those numbers are not read."
_AROUND = "seems not to be part of the article"
_WHOLE = "No article was recognised in the page; all of its text is kept."

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*(?:[\"']\s*)?(?!utf-?16)([\w:.-]{2,40})", re.IGNORECASE
)
"""The encoding of a page; one in UTF-16 could not be found to say so."""
_WORD_PROCESSOR = re.compile(
    r"microsoft (?:word|excel|powerpoint)|libreoffice|openoffice|staroffice|abiword|pandoc",
    re.IGNORECASE,
)
_END_OF_LINE = re.compile(r"</br\s*+/?>", re.IGNORECASE)
"""What browsers take for `<br>`, and the parser for nothing."""
_NO_TEXT = ("script", "style", "iframe")
_WIDTHS = ("col", "colgroup")
"""Of a table; pandoc counts those with a span as one, and drops the cells after it."""
_TOO_DEEP = "Its tags stand so deep in each other that its end is not read; save the page as PDF."
_SETTING = (
    "/descendant::table[.//table or .//h1 or"
    " .//td[.//h2 or .//h3][normalize-space() != normalize-space((.//h2 | .//h3)[1])]]"
)
"""A table that sets the page; headings that stand alone in their cells are heads of columns."""
_PICTURES = """/descendant::img[not(ancestor::a or ancestor::nav
    or ancestor::aside or ancestor::footer or ancestor::header)]/@alt"""
"""What is said of pictures that lead to no other page."""
_NAMED = """/descendant::*[ancestor::body][
    self::svg[not(ancestor::svg)][@aria-label or .//title[normalize-space()] or .//desc]
    or (self::i or @role = 'img') and (@aria-label or @title)
        and not(self::img or self::svg or self::title or self::desc or normalize-space())]"""
"""What is drawn with a name, as today's pages draw ticks."""
_FIGURES = "/descendant::img[@alt][ancestor::td[not(normalize-space())]]"
"""Pictures that are all that a cell has, as ticks are in tables with heads."""
_IN_GRID = ("td", "th", "li")
"""What those after it would move up without, or be counted otherwise; so is a row with spans."""
_GENERATOR = """/descendant::meta[translate(@name, 'GENRATO', 'genrato') = 'generator']/@content"""
_NO_WORDS = "ancestor::script or ancestor::style or ancestor::head"
_SAID = "/descendant::text()[normalize-space() and not(ancestor::head)]"


def read_html(source: Source, tell: Tell) -> Paper:
    """Read a web page: its article with headings, lists, tables and quotations."""
    if len(source.data) > MOST_BYTES:
        raise PaperError(f"it is larger than {MOST_BYTES / 1e6:g} MB; save the page as PDF")
    text, remarks = _text_of(source)
    text = _without_sections(text) if source.suffix == ".xhtml" else text
    try:
        page, unread = _parsed(text)
        remarks += unread
        if page.find(".//frame") is not None:
            raise PaperError("it only shows other pages in its frames; save each of them")
        tell(0, 0)
        for frame in page.xpath("/descendant::iframe[@srcdoc]"):
            frame[:] = [fragment_fromstring(frame.get("srcdoc"), create_parent="div")]
            frame.tag, frame.text = "div", None
        styles, parts = styles_of(page)
        show_signs(styles)
        is_counted = write_content(parts)
        hidden, is_shown_later = _drop_unseen(page, styles)
        tag_raised(page, styles)
        if state_markers(styles, parts) or is_counted:
            remarks = (*remarks, _COUNTED)
        if is_shown_later:
            remarks = (*remarks, _SHOWN_LATER)
        hidden += [line for line in _without_fields(page) if line.text]
        prepared = _prepared(page)
        blocks, left_out = read_page(prepared, as_lines(page.xpath(_SAID)))
        articles = [] if source.keep_all else _articles(page)
        is_whole = source.keep_all or _is_document(page)
    except (LxmlError, RecursionError, ValueError) as error:
        raise PaperError("its tags cannot be made out; save it as text") from error
    tell(1, 1)
    known = next(iter(articles), Document())
    kept = () if is_whole else tuple(_of_article(blocks, [each.text or "" for each in articles]))
    if not kept and not is_whole:
        remarks = (*remarks, _WHOLE)
    own = set(kept)
    rest = [block for block in blocks if block not in own] if own else ()
    lines = dict.fromkeys(" ".join(filter(None, (b.text, *chain(*b.rows)))) for b in rest)
    return Paper(
        tuple(with_titles(kept or blocks)),
        title=clean_line(known.title or page.findtext(".//title") or ""),
        author=clean_line(known.author or "").replace(";", ","),
        publication=clean_line(known.sitename or ""),
        published=clean_line(known.date or ""),
        left_out=(*left_out, *hidden, *(LeftOut(line, _AROUND) for line in lines)),
        remarks=remarks,
    )


def _parsed(text: str) -> tuple[Element, tuple[str, ...]]:
    """Return the tree of a page as trafilatura makes it, but eight times as deep, and remarks.

    Where tags are never closed each stands in the one before, and what stands deeper than a parser
    goes is lost to it with all that follows.
    """
    text = _END_OF_LINE.sub("<br>", text)
    repaired = repair_faulty_html(text, text[:50].lower()).encode(errors="replace")
    for huge in (True, False):
        parser = HTMLParser(
            huge_tree=huge,
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,
            encoding="utf-8",
        )
        try:
            page = document_fromstring(repaired, parser=parser)
        except ParserError as error:
            raise PaperError("there is no text in it; save the page as PDF") from error
        if not any("depth" in each.message for each in parser.error_log):
            return page, ()
    return page, (_TOO_DEEP,)  # less deep again, or what works on the tree fails


def _articles(page: Element) -> list[Document]:
    """Return what trafilatura takes for the article of a page, once or twice, or nothing.

    Where no tag or name says what is the article, or not what most of it is, it gathers paragraphs
    alone. It is then asked again with the element around most of them for the article.
    """
    for struck in list(page.iter("del", "s", "strike")):
        if struck.find(".//p") is None:  # a tag that is never closed is around all that follows
            struck.drop_tree()
    for figure in page.xpath("/descendant::figure[.//blockquote]"):
        figure.drop_tag()  # or trafilatura would take it for a picture
    found = [_extracted(page)]
    around = _around(page) if _is_gathered(page, found[0]) else None
    if around is not None:
        article = around.makeelement("article", {})
        article.text, around.text = around.text, None
        article[:], around[:] = list(around), [article]
        around.getparent().remove(around)  # or another would be the first
        found.append(_extracted(around))
    return [each for each in found if isinstance(each, Document)]


def _is_gathered(page: Element, found: object) -> bool:
    """Return whether an article is the paragraphs of a page, and not what it states to be that."""
    whole = _in_paragraphs(page)
    stated = [each for known in BODY_XPATH for each in known(page)[:1]]
    is_small = max(map(_in_paragraphs, stated), default=0) < LEAST_STATED * whole
    length = len(found.text or "") if isinstance(found, Document) else 0
    return not stated or (is_small and length > MOST_PARAGRAPHS * whole)


def _in_paragraphs(element: Element) -> int:
    return sum(len(paragraph.text_content()) for paragraph in element.iter("p"))


def _extracted(page: Element) -> object:
    return trafilatura.bare_extraction(
        page,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},  # as stated
    )


def _around(page: Element) -> Element | None:
    """Return the innermost element around most of the text in paragraphs; None if it has none."""
    sizes: Counter[Element] = Counter()
    for paragraph in page.iter("p"):
        length = len(paragraph.text_content())
        for around in paragraph.iterancestors("body", "div", "main", "section"):
            sizes[around] += length
    most = MOST_PARAGRAPHS * max(sizes.values(), default=0)
    return next((e for e in reversed(list(page.iter())) if sizes[e] > most), None)


def _is_document(page: Element) -> bool:
    """Return whether a page states that a word processor saved it, and so is one paper."""
    said = page.xpath(_GENERATOR)
    return any(_WORD_PROCESSOR.match(each.strip()) for each in said)


def _without_sections(text: str) -> str:
    """Return an XHTML page without sections of plain characters, which HTML takes for comments."""
    first, *rest = text.split("<![CDATA[")
    parts = (part.partition("]]>") for part in rest)
    return first + "".join(escape(plain) + after for plain, _, after in parts)


def _text_of(source: Source) -> tuple[str, tuple[str, ...]]:
    """Return the text of a page in the encoding that it declares."""
    declared = _DECLARED.search(source.data[:4096])
    if declared and b"\0" not in source.data:
        with suppress(LookupError, ValueError):
            return decoded_as(source.data, declared[1].decode("ascii"))
    return decoded(source)


def _prepared(page: Element) -> bytes:
    """Return a page with what its tags state and pandoc passes over, and without programs."""
    for element in list(page.iter(*_NO_TEXT, *_WIDTHS)):
        element.drop_tree()
    # Or pandoc would read nothing else.
    for element in page.xpath("/descendant::*[self::main or @role]"):
        element.tag = "div" if element.tag == "main" else element.tag
        element.attrib.pop("role", None)
    for table in page.xpath(_SETTING):
        parts = table.iter("tbody", "thead", "tfoot", "tr", "td", "th")
        own = [part for part in parts if next(part.iterancestors("table")) is table]
        for part in (table, *own):
            part.tag = "div"
    state_heads(page)
    state_numbers(page)
    return bytes(etree.tostring(page, encoding="utf-8", method="html"))


def _drop_unseen(page: Element, styles: dict[Element, Style]) -> tuple[list[LeftOut], bool]:
    """Take out of a page what nobody reads of it, and return it.

    True goes with it where most of the page is hidden, in one or by parts, which then stays.
    """
    sizes = _sizes(page)
    most = MOST_MARKED * sizes[page]
    found = dict(unseen(page, styles))
    hidden = {e for e, why in found.items() if why == HIDDEN}
    kept = {e for e in hidden if sizes[e] > most}
    if sum(sizes[e] for e in _outermost(page, hidden - kept)) > most:
        kept = hidden
    lines: dict[LeftOut, None] = {}
    spanned = set(page.xpath("/descendant::table[.//@rowspan]"))
    for element in list(_outermost(page, found.keys() - kept)):
        lines[LeftOut(clean_line(" ".join(_said(element))), found[element])] = None
        table = next(element.iterancestors("table"), None)
        in_grid = element.tag in _IN_GRID or (element.tag == "tr" and table in spanned)
        _take_out(element, has_place=in_grid and not is_gone(element, styles[element]))
    return [line for line in lines if any(map(str.isalnum, line.text))], bool(kept)


def _take_out(element: Element, *, has_place: bool) -> None:
    """Take an element out of its page; a cell or an item stays, empty, where it has its place."""
    for each in element.iter(*_IN_GRID) if has_place else ():
        each[:], each.text = [], None
    if not has_place:
        element.drop_tree()


def _outermost(page: Element, chosen: Collection[Element]) -> Iterator[Element]:
    """Yield those of some elements of a page that are in none of the others."""
    within = set()
    for element in page.iter():
        if (above := element.getparent()) in within or element in chosen:
            if above is not None and above not in within:
                yield element
            within.add(element)


def _without_fields(page: Element) -> Iterator[LeftOut]:
    """Put what is filled in, ticked or chosen in its place; yield what is offered, and drawn."""
    yield from put_in_fields(page)
    for drawn in page.xpath(_NAMED):
        titles = list(drawn.iter("title", "desc"))
        stated = drawn.get("aria-label") or drawn.get("title")
        said = stated or " ".join(title.text_content() for title in titles)
        drawn.addprevious(drawn.makeelement("img", {"alt": clean_line(said)}))
        for title in titles:
            title.drop_tree()
    with_heads = set(page.xpath("/descendant::table[.//th]"))
    for picture in page.xpath(_FIGURES):
        if with_heads.isdisjoint(picture.iterancestors("table")):
            continue
        picture.tag, picture.text = "span", picture.get("alt")
    yield from dict.fromkeys(pictures(page, said=_PICTURES))
    for drawing in page.xpath("/descendant::svg[not(ancestor::svg)]"):
        said = drawing.xpath("descendant::text()[ancestor::text]")
        yield LeftOut(clean_line(" ".join(said)), DRAWN)
        drawing.clear(keep_tail=True)
        drawing.tag = "img"
    for picture in page.iter("img"):
        picture.set("src", "#")  # or, without any, pandoc would part a sentence at it


def _sizes(page: Element) -> Counter[Element]:
    """Return how many characters of text are in each element of a page."""
    sizes: Counter[Element] = Counter()
    for element in reversed(list(page.iter())):
        is_text = element.tag not in {"script", "style", "head"}
        sizes[element] = is_text * (sizes[element] + len((element.text or "").strip()))
        sizes[element.getparent()] += sizes[element] + len((element.tail or "").strip())
    return sizes


def _said(element: Element) -> list[str]:
    return list(element.xpath(f"descendant::text()[not({_NO_WORDS})]"))


def _of_article(blocks: Iterable[Block], articles: Iterable[str]) -> Iterator[Block]:
    """Yield the blocks of a page that are in one of the texts of its article.

    Both are compared by their letters: neither ends its lines where the other does.
    """
    known: Counter[str] = Counter()
    for article in articles:
        known |= Counter(_runs_across(re.split(r"[|\n]", article)))
    for block in blocks:
        parts = dict.fromkeys(chain(*block.rows)) if block.rows else block.text.split("\n")
        own = list(chain.from_iterable(_runs(_letters(part)) for part in parts))
        there = [run for run in own if known[run] > 0]
        if len(there) > LEAST_FOUND * len(own):
            yield block
            if len(own) <= SHORT:
                known.subtract(there)


def _runs_across(lines: Iterable[str]) -> Iterator[str]:
    """Yield the runs of letters of an article, and what fewer letters its lines say in a row.

    Of a short page trafilatura ends a line before and after each tag, as within 10<sup>6</sup>.
    """
    own = list(filter(None, map(_letters, lines)))
    whole = "".join(own)
    if len(whole) >= RUN:
        yield from _runs(whole)
    for at in range(len(own)):
        yield from takewhile(lambda said: len(said) < RUN, accumulate(own[at : at + RUN]))


def _runs(letters: str) -> Iterator[str]:
    """Yield the runs in letters; all of them where they are fewer."""
    return (letters[i : i + RUN] for i in range(max(len(letters) - RUN + 1, min(len(letters), 1))))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
