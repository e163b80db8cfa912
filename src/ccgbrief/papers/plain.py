"""Reads plain text: lines, wrapped or not, become possible headings, items and paragraphs."""

import codecs
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, groupby
from statistics import quantiles
from textwrap import dedent

from ccgbrief.pack import Page, PassageKind
from ccgbrief.papers.paper import Block, Paper, PaperError, Source, Tell
from ccgbrief.text import clean, clean_line, counted, decode

WIDEST = 120
"""Characters; longer lines were not broken to fit a page."""

NARROWEST = 52
"""Below it, twelve of thirteen messages and texts had only short lines, such as heads."""

LEAST_KNOWN = 500
"""Words: a text with fewer may well not have those of which it makes a compound."""

_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HALF = re.compile(r"\W*(?P<half>\w+(?:-\w+)*)-")
_REST = re.compile(r"\w+")

LEAST_LINES = 3
"""In a row, each with a gap between words, that are a table within other text."""

LONGEST_LINE = 100_000
"""Characters; a longer line is no writing."""

MOST_BYTES = 6_000_000
"""Of text in one file, a million words: more would be read for longer than five seconds."""

MOST_CONTROLS = 0.02
"""Share of control characters above which bytes are no text."""

MOST_CONTROLS_OF_A_NOTE = 20
"""So many are borne in a text of any length."""

ITEM = re.compile(
    r"(?P<marker>[•·▪◦‣●○■□–-]|[+−](?=\s+[£$€]?\d)|\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}[.)]"
    r"|\d{1,2}(?:\.\d{1,2})+\.?(?=\s+[“\"(]?[A-ZÀ-Þ]))\s+(?P<text>\S.*)",
    re.DOTALL,
)
"""A text that begins with the mark of an item."""
_GAP = re.compile(r"[^\s.:;!?](?: {3,}|\t)\S")
"""What parts the columns of a table that somebody has typed."""
_COLUMNS = re.compile(r"(?<![^\s.:;!?])(?=[^\s.:;!?\w]*\w)[^\s.:;!?]++(?: {3,}|\t)\S")
"""Such a gap behind a word, and not behind a mark that begins the line."""
_PLUS = re.compile(r"^([ \t]*)\+(?![ \t]+[£$€]?\d)(?=\s)", re.MULTILINE)
_ASTERISK = re.compile(r"^([ \t]*)\*(?=\s)", re.MULTILINE)
_STARRED = re.compile(r"(?<!\S)[^\s*]+\*(?!\S)")
"""A word or a figure to which a line that begins with an asterisk is the note."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PAGE_BREAK = "\f"


@dataclass(frozen=True, slots=True)
class Spellings:
    """How a text spells its words where no line ends within them."""

    known: frozenset[str]
    """Words and hyphenated compounds in small letters."""

    def join(self, first: str, second: str) -> str:
        """Join a line to the next, with the halves of a word separated by its hyphen made whole.

        The hyphen goes where the text has the whole word elsewhere, and where a long text has
        neither half: “commis-” and “sioning” are one word where it says “commissioning”; “long-”
        and “term” stay “long-term”.
        """
        half = _HALF.fullmatch(first[first.rfind(" ") + 1 :])
        rest = _REST.match(second)
        if not half or not rest:
            return f"{first} {second}"
        is_one_word = rest[0].islower() and self._is_one_word(half["half"].lower(), rest[0])
        return f"{first[:-1]}{second}" if is_one_word else f"{first}{second}"

    def _is_one_word(self, half: str, rest: str) -> bool:
        if f"{half}-{rest}" in self.known or not half.isalpha():
            return False
        are_parts = half not in self.known and rest not in self.known
        return f"{half}{rest}" in self.known or (are_parts and len(self.known) >= LEAST_KNOWN)


def spellings(lines: Iterable[str]) -> Spellings:
    """Learn the spellings of a text from the words that stand whole in its lines."""
    known: set[str] = set()
    is_half = False
    for line in lines:
        whole = line.lstrip()
        words = _COMPOUND.findall(whole)
        if is_half:
            words = words[1:]
        is_half = whole.endswith("-")
        for word in words[:-1] if is_half else words:
            known |= {word.lower(), *word.lower().split("-")}
    return Spellings(frozenset(known))


def wrap_width(groups: Iterable[list[str]]) -> int:
    """Return the width at which the lines of a text were broken; 0 if they were not.

    A group is lines that no empty line parts.
    """
    parts = chain.from_iterable(map(_parted, groups))
    inner = [len(line) for is_table, group in parts if not is_table for line in group[:-1]]
    if len(inner) < 2:
        return 0
    width = round(quantiles(inner, n=10)[-1])
    full = sum(length >= 0.7 * width for length in inner)
    return width if NARROWEST <= width <= WIDEST and full >= 0.6 * len(inner) else 0


def is_wrapped(line: str, following: str, width: int) -> bool:
    """Return whether the following line began only because its first word had no more room."""
    first_word = following.split(maxsplit=1)[0]
    return bool(width) and len(line) + 1 + len(first_word) > 0.97 * width


def read_plain(source: Source, tell: Tell) -> Paper:
    """Read plain text in any encoding that `decode` knows."""
    text, remarks = decoded(source)
    refuse_endless_lines(text)
    pages = [_groups(clean(p).split("\n")) for p in _with_bullets(text).split(_PAGE_BREAK)]
    width = wrap_width([group for groups in pages for group in groups])
    known = spellings(text.split("\n"))
    blocks: list[Block] = []
    for number, groups in enumerate(pages, start=1):
        page = Page(str(number)) if len(pages) > 1 else None
        blocks += _blocks(groups, width, page, known)
        tell(number, len(pages))
    return Paper(tuple(blocks), remarks=remarks, has_headings=False)


def decoded(source: Source) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and what is to be said of its encoding."""
    if len(source.data) > MOST_BYTES:
        most = f"{MOST_BYTES / 1e6:g} MB"
        raise PaperError(f"it has more than {most} of text; divide it into several files")
    try:
        text, encoding = decode(source.data)
    except ValueError as error:
        raise PaperError(f"{error}; name a text, HTML, PDF or Word file") from error
    if len(_CONTROL.findall(text)) > max(MOST_CONTROLS * len(text), MOST_CONTROLS_OF_A_NOTE):
        raise PaperError("it is not text; name a text, HTML, PDF or Word file")
    return text, _said_of(text, encoding)


def _said_of(text: str, encoding: str) -> tuple[str, ...]:
    return () if encoding == "utf-8" else (f"It was read as {_NAMES[encoding]}.", *_unread(text))


def _unread(text: str) -> tuple[str, ...]:
    """Say how many characters of a text stand for bytes that its encoding has not."""
    count = text.count("\ufffd")
    cure = "could not be read, and others may be wrong; save it as UTF-8."
    return (f"{counted(count, 'character')} {cure}",) if count else ()


def meant(declared: str) -> str:
    """Return the encoding that a declared one stands for on the web; raises LookupError."""
    name = codecs.lookup(declared).name
    return _MEANT.get(name, name)


def decoded_as(data: bytes, declared: str) -> tuple[str, tuple[str, ...]]:
    """Return a text as declared, unless its bytes show that it is another one, and what to say.

    What is UTF-8 is that, whatever is declared: files that were saved anew often are. ASCII may
    stand for the signs of another encoding. Raises LookupError and ValueError.
    """
    with suppress(ValueError):
        text, encoding = decode(data)
        is_clear = "cp1252" not in encoding and not data.isascii()
        if is_clear or meant(declared or "ascii") in {"cp1252", "utf-8"}:
            said = _said_of(text, encoding)
            return text, said if "+" in encoding else said[1:]
    text = data.decode(meant(declared or "ascii"), "replace")
    return text, _unread(text)


def refuse_endless_lines(text: str) -> None:
    """Raise PaperError where a line is longer than anybody writes."""
    if max(map(len, text.split("\n")), default=0) > LONGEST_LINE:
        raise PaperError(f"it has a line of more than {LONGEST_LINE:,} characters; break it up")


_MEANT = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    **dict.fromkeys(("iso8859-11", "tis-620"), "cp874"),
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""The encodings with more signs that programs declare by an older name."""
_NAMES = {
    "cp1252": "Windows-1252",
    "utf-8+cp1252": "UTF-8, and in the places that are not UTF-8 as Windows-1252",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}


def _blocks(
    groups: list[list[str]], width: int, page: Page | None, known: Spellings
) -> list[Block]:
    made: list[Block] = []
    for is_table, group in chain.from_iterable(map(_parted, groups)):
        if is_table:
            made.append(Block(PassageKind.CODE, dedent("\n".join(group)), page=page))
            continue
        whole: list[str] = []
        for i, line in enumerate(group):
            if i and is_wrapped(group[i - 1], line, width) and not ITEM.fullmatch(line.lstrip()):
                whole[-1] = known.join(whole[-1], line.strip())
            else:
                whole.append(line)
        made += [as_block(line, page, close=i > 0) for i, line in enumerate(whole)]
    return made


def _with_bullets(text: str) -> str:
    """Return a text with bullets in place of the signs that are typed for them."""
    text = _PLUS.sub(r"\1•", text)
    return text if _STARRED.search(text) else _ASTERISK.sub(r"\1•", text)


def _parted(group: list[str]) -> list[tuple[bool, list[str]]]:
    """Part the lines of a group into what is set in columns, most of it or lines in a row."""
    if len(group) > 1 and 2 * sum(bool(_GAP.search(line)) for line in group) > len(group):
        return [(True, group)]
    parts: list[tuple[bool, list[str]]] = []
    for is_set, run in groupby(group, key=lambda line: bool(_COLUMNS.search(line))):
        lines = list(run)
        is_table = is_set and len(lines) >= LEAST_LINES
        if is_table or not parts or parts[-1][0]:
            parts.append((is_table, lines))
        else:
            parts[-1][1].extend(lines)
    return parts


def _groups(lines: list[str]) -> list[list[str]]:
    """Part lines at the empty ones."""
    runs = groupby(map(str.rstrip, lines), key=bool)
    return [list(run) for has_words, run in runs if has_words]


def as_block(
    line: str, page: Page | None, *, close: bool = False, indent: int | None = None
) -> Block:
    """Make an item, with its number or sign as printed, or a paragraph of one whole line.

    How far it is from the left its blanks say, if nobody else does.
    """
    item = ITEM.fullmatch(line.strip())
    if not item:
        return Block(PassageKind.PARAGRAPH, clean_line(line), page=page, close=close)
    return Block(
        PassageKind.ITEM,
        clean_line(item["text"]),
        marker=item["marker"],
        indent=len(line) - len(line.lstrip()) if indent is None else indent,
        page=page,
        close=close,
    )
