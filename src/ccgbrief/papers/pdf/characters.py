"""Gets the words of a page with their positions from PDFium, in its order."""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise
from statistics import median

import pypdfium2 as pdfium
from pypdfium2 import raw

from ccgbrief.papers.numerals import lowered, raised
from ccgbrief.papers.paper import OUTSIDE
from ccgbrief.papers.pdf.page import Word, gathered
from ccgbrief.papers.pdf.rulings import TOUCH, Drawn

MOST_LETTERS = 200_000
"""Of a page."""

LOOKED_AT = 50
"""Letters of a page that show which way its text runs."""

TURNED = "turned text"
"""Why words are left out that run up or down the page."""

MARGIN = 0.12
"""Share of a page's width, where no other text stands."""

STEP = 15
"""Degrees: what is turned by less than half of it is level, as on a page that was scanned askew."""

SMALLER = 0.9
SHIFTED = 0.08
"""Shares of the type's height: raised and lowered digits are smaller, and stand off the line."""

LINE = 0.6
"""In heights of type: letters whose lines are farther apart are not of one word."""

OFF = 0.15
"""In heights of type: a line ends so near to the letters that it strikes out, or nearer."""

MARKS = 3
"""Letters, such as X, that stand alone in cells; more different ones are a word's."""

_CONTROL = re.compile("[\x01\x03-\x08\x0e-\x1f\x7f-\x9f]")
"""What PDFium gives, among others, for letters of which their font only says how they look."""

_NAMELESS = r"[\0\x01\x03-\x08\x0e-\x1f\x7f-\x9f]"
_LOST = re.compile(rf"(?<=[^\W_]){_NAMELESS}|{_NAMELESS}(?=[^\W_])")
"""One beside a letter or a digit: a ligature, a minus sign, the µ of a unit."""

LEAST_INK = 0.025
"""In heights of type: what is drawn less high is a space; a minus sign is 0.03."""

_LINE_HYPHENS = "\x02\ufffe\u00ad"
"""What PDFium gives for a hyphen at the end of a line; the other half of the word follows."""

_POINT_LAST = re.compile(r"\d+[%)]?[.,]")
_DECIMALS = re.compile(r"[.,]\d")
_CLOSING = re.compile(r"[.,;:!?)\]’”]+$")
_ORDINAL = re.compile(r"(?i)st|nd|rd|th|er|i?[eè]?me|re|[eoº]")
_RAISED = re.compile(r"[-+−–]?\d[\d,–-]*")
_WORD = re.compile(rf"[^\s\0]*?[{_LINE_HYPHENS}]|[^\s\0]+")
_DIGIT = re.compile(r"\d")
_OF_FIGURES = re.compile(r"[-\d+−–,./]")
_NAME_LENGTH = 64


class Characters:
    """The letters of a page by their number, placed from its top left as its lines are read."""

    def __init__(
        self, page: pdfium.PdfPage, text: pdfium.PdfTextPage, turned: int | None = None
    ) -> None:
        """Read a page, whose text is turned by so many degrees, or else as most of its letters."""
        self._text = text.raw
        left, bottom, right, top = page.get_bbox()  # also where all pages have one together
        self._box = left, bottom, right, top
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = raw.FS_MATRIX()
        self._rect = raw.FS_RECTF()
        self._name = ctypes.create_string_buffer(_NAME_LENGTH)
        self._flags = ctypes.c_int()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self.count = min(text.count_chars(), MOST_LETTERS)
        step = max(self.count // LOOKED_AT, 1)
        angles = Counter(self._setting(i)[1] for i in range(0, self.count, step))
        most = max(angles, key=lambda angle: angles[angle], default=0)
        self.turned = most if turned is None else turned
        self.controls = 0
        """How many of those read are no letters."""
        self.lost = 0
        """How many letters and signs of words are not known, and shown as `�`."""
        self.width, self.height = right - left, top - bottom
        if self.turned in {90, 270}:
            self.width, self.height = self.height, self.width

    def words(self, drawn: Drawn | None = None) -> list[Word]:
        """Return the words of the page, parted also by what is drawn on it."""
        found: list[Word] = []
        last = 0
        for match in _WORD.finditer(self._letters()):
            start = match.start()
            parts = self._parts(start, match[0])
            for part in chain.from_iterable(self._parted(part, drawn) for part in parts):
                i = part[0]
                word = self._word(i, match[0][i - start : part.stop - start])
                if found and word.hidden == found[-1].hidden == TURNED and self._goes_on(last, i):
                    found[-1] = replace(found[-1], text=found[-1].text + word.text)
                elif found and (rest := _rest(found[-1], word)):
                    text = found[-1].text + rest
                    found[-1] = replace(found[-1], text=text, right=word.right)
                else:
                    found.append(word)
                last = part[-1]
        return list(_with_turned_heads(found, self.width))

    def _parts(self, start: int, text: str) -> list[range]:
        """Return which letters are one word: all of them unless some are turned or far apart.

        Figures that stand alone in their cells, beside or below each other, are one for PDFium.
        """
        whole = range(start, start + len(text))
        (size, turned), last = self._setting(start), whole[-1]
        if turned == self._setting(last)[1]:
            left, right = self._edges({start, last})
            is_wide = right - left > len(text) * size
            is_high = text.isdecimal() and abs(self._base(start) - self._base(last)) > LINE * size
            if turned != self.turned or not (is_wide or is_high):
                return [whole]
        parts = gathered(whole, lambda part, i: self._goes_on(part[-1], i))
        if len(parts) == len(text) and text.isalpha() and len({*text}) > MARKS:
            return [whole]  # a word with its letters set apart
        return [range(part[0], part[-1] + 1) for part in parts]

    def _parted(self, part: range, drawn: Drawn | None) -> Sequence[range]:
        """Return which letters of a word are one: PDFium needs more room than cells may leave.

        It is parted where a line that strikes out begins or ends, where a line stands between its
        letters, and between figures that the file draws apart and with room between them; one of a
        single digit is a figure's beginning as often.
        """
        base, (size, turned) = self._base(part[0]), self._setting(part[0])
        left, right = self._edges({part[0], part[-1]})
        struck, down = drawn.ends_in(left, right, base, size) if drawn else ([], [])
        is_of_pieces = self._piece(part[0]) != self._piece(part[-1])
        may_part = len(part) > 1 and turned == self.turned
        if not may_part or not (struck or down or is_of_pieces):
            return [part]
        boxes = [self._box_of(i)[:2] for i in part]
        gaps = [(end, start) for (_, end), (start, _) in pairwise(boxes)]
        middles = {sum(gap) / 2: at for at, gap in enumerate(gaps)}
        nearest = (min(middles, key=lambda middle: abs(x - middle)) for x in struck)
        ends = {middles[m] for m, x in zip(nearest, struck, strict=True) if abs(x - m) < OFF * size}
        drawn_at_once = Counter(map(self._piece, part))
        pieces = [*pairwise(map(self._piece, part))]
        inner = [end - start for (start, end), (a, b) in zip(gaps, pieces, strict=True) if a == b]
        is_close = bool(inner) and max(inner) < TOUCH * size / 2
        are_figures = [chr(raw.FPDFText_GetUnicode(self._text, i)).isdecimal() for i in part]

        def is_parted(at: int) -> bool:
            (end, start), (last, own) = gaps[at], pieces[at]
            is_apart = is_close and last != own and start - end > TOUCH * size
            is_apart &= min(drawn_at_once[last], drawn_at_once[own]) > 1
            of_cells = is_apart and all(are_figures[at : at + 2])
            return of_cells or at in ends or any(end <= x <= start for x in down)

        cuts = [0, *(at + 1 for at in range(len(gaps)) if is_parted(at)), len(part)]
        return [part[a:b] for a, b in pairwise(cuts)]

    def _piece(self, i: int) -> int | None:
        """Return which piece of text that the file draws at once a letter is of."""
        thing = raw.FPDFText_GetTextObject(self._text, i)
        return ctypes.cast(thing, ctypes.c_void_p).value

    def _goes_on(self, last: int, i: int) -> bool:
        """Return whether a letter stands beside another on its line; of turned ones, right behind.

        PDFium parts the letters of a turned word where their edges are not quite level.
        """
        (size, turned), (own, own_turned) = map(self._setting, (last, i))
        size = max(size, own)
        first, second = map(self._box_of, (last, i))
        across, along = (max(second[n] - first[n + 1], first[n] - second[n + 1]) for n in (0, 2))
        if turned == self.turned:
            is_near = across < size and abs(self._base(i) - self._base(last)) <= LINE * size
        else:
            is_near = abs(second[0] - first[0]) < TOUCH * size > along
        return turned == own_turned and is_near

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """Return a place as it is when the page has been turned so that its lines lie level."""
        left, bottom, right, top = self._box
        match self.turned:
            case 90:
                return y - bottom, x - left
            case 180:
                return right - x, y - bottom
            case 270:
                return top - y, right - x
            case _:
                return x - left, top - y

    def _letters(self) -> str:
        """Return the letters of the page by their number; a space where there is none."""
        codes = (raw.FPDFText_GetUnicode(self._text, i) for i in range(self.count))
        text = "".join(chr(code) if code < 0x110000 else "\0" for code in codes)
        self.controls = len(_CONTROL.findall(text))
        lost = [at for found in _LOST.finditer(text) if self._has_ink(at := found.start())]
        self.lost = len(lost)
        signs = list(text.replace("\0", " "))
        for at in lost:
            signs[at] = "\ufffd"
        return "".join(signs)

    def _has_ink(self, i: int) -> bool:
        """Return whether a letter is more than a space."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(self._text, i, left, right, bottom, top)
        return top.value - bottom.value > LEAST_INK * self._setting(i)[0]

    def _word(self, start: int, text: str) -> Word:
        end = start + len(text) - 1
        if text[-1] in _LINE_HYPHENS:
            text = f"{text[:-1]}-"
        base, (size, turned) = self._base(start), self._setting(start)
        left, right = self._edges({start, end})
        hidden = ""
        if turned != self.turned:
            hidden = TURNED if (turned - self.turned) % 180 == 90 else "text at an angle"
        elif right < 0 or base < 0 or left > self.width or base - size / 2 > self.height:
            hidden = OUTSIDE
        elif _DIGIT.search(text):
            text, base, size = self._with_shifted_digits(text, start, base, size)
        if not hidden and _POINT_LAST.fullmatch(text):
            # Where figures are drawn twice, PDFium gives last the point that one layer lacks.
            *lefts, point = (self._edges([i])[0] for i in range(start, end + 1))
            at = sum(place < point for place in lefts)
            text = text[:at] + text[-1] + text[at:-1]
            left, right = self._edges(range(start, end + 1))
        bold, colour = self._is_bold(start), self._colour_of(start)
        return Word(_sign(text), left, right, base, size, bold, start, hidden, colour)

    def _with_shifted_digits(
        self, text: str, start: int, base: float, size: float
    ) -> tuple[str, float, float]:
        """Return a word with its raised and lowered digits marked, its line and its size."""
        bases = [self._base(i) for i in range(start, start + len(text))]
        if max(bases) - min(bases) <= SHIFTED * size:
            return text, base, size
        sizes = [self._setting(i)[0] for i in range(start, start + len(text))]
        size = max(sizes)
        base = median(b for b, s in zip(bases, sizes, strict=True) if s > SMALLER * size)

        def shift(letter: tuple[str, float, float]) -> int:
            is_small = bool(_OF_FIGURES.match(letter[0])) and letter[2] <= SMALLER * size
            off = base - letter[1]
            return round(math.copysign(1, off)) if is_small and abs(off) > SHIFTED * size else 0

        shown = ""
        for way, run in groupby(zip(text, bases, sizes, strict=True), key=shift):
            part = "".join(letter for letter, *_ in run)
            if way > 0:  # at the beginning of a word it is the number of a note
                part = raised(part) if shown else f"{part} "
            shown += lowered(part) if way < 0 else part
        return shown, base, size

    def _edges(self, letters: Iterable[int]) -> tuple[float, float]:
        """Return where letters of a word begin and end on its line."""
        lefts, rights, *_ = zip(*map(self._box_of, letters), strict=True)
        return min(lefts), max(rights)

    def _box_of(self, i: int) -> tuple[float, ...]:
        """Return left, right, top and bottom of a letter, with the room above and below it."""
        rect = self._rect
        raw.FPDFText_GetLooseCharBox(self._text, i, rect)
        ends = self.shown(rect.left, rect.bottom), self.shown(rect.right, rect.top)
        return tuple(end for pair in zip(*ends, strict=True) for end in sorted(pair))

    def _base(self, i: int) -> float:
        raw.FPDFText_GetCharOrigin(self._text, i, self._x, self._y)
        return self.shown(self._x.value, self._y.value)[1]

    def _setting(self, i: int) -> tuple[float, int]:
        """Return the height of a letter's type, and by how many degrees it is turned."""
        m = self._matrix
        raw.FPDFText_GetMatrix(self._text, i, m)
        size: float = raw.FPDFText_GetFontSize(self._text, i)
        turned = round(math.degrees(math.atan2(m.b * size, m.a * size)) / STEP) * STEP % 360
        return abs(size) * (abs(m.a * m.d - m.b * m.c) ** 0.5 or 1.0), turned

    def _colour_of(self, i: int) -> tuple[int, ...]:
        is_known = raw.FPDFText_GetFillColor(self._text, i, *self._colour)
        return tuple(part.value for part in self._colour) if is_known else ()

    def _is_bold(self, i: int) -> bool:
        raw.FPDFText_GetFontInfo(self._text, i, self._name, _NAME_LENGTH, self._flags)
        name = self._name.value.lower()
        return b"bold" in name or b"black" in name or b"heavy" in name


def _rest(last: Word, word: Word) -> str:
    """Return a word as the rest of the one right before it, "" if it is none.

    That is what is raised or lowered in smaller type, and what closes: PDFium parts both. Letters
    are the rest of a number, as in 3rd and 2^n; behind a word they may be the mark of a note.
    """
    is_near = abs(word.left - last.right) < TOUCH * word.size and not word.hidden
    up, is_figure = last.base - word.base, last.text[-1:].isdecimal()
    if not is_near or not up:
        goes_on = _CLOSING.match(word.text) or (is_figure and _DECIMALS.match(word.text))
        return word.text if is_near and goes_on else ""
    if not SHIFTED * last.size < abs(up) < last.size > word.size / SMALLER:
        return ""
    if up < 0:
        return lowered(word.text) if word.text.isdecimal() else ""
    if is_figure and word.text.isalpha():
        return word.text if _ORDINAL.fullmatch(word.text) else f"^{word.text}"
    return raised(word.text) if _RAISED.fullmatch(word.text) else ""


def _with_turned_heads(words: Sequence[Word], width: float) -> Iterator[Word]:
    """Yield words; each line of turned ones, as heads of columns are, is one word of the text.

    What is turned on the margin of a page so wide, as a stamp is, stays hidden.
    """
    left = min((word.left for word in words if not word.hidden), default=width)
    right = max((word.right for word in words if not word.hidden), default=0.0)
    left, right = min(left, MARGIN * width), max(right, (1 - MARGIN) * width)
    for place, some in groupby(words, lambda w: round(w.left) if w.hidden == TURNED else None):
        line = list(some)
        if place is not None and left <= place <= right:
            text = " ".join(word.text for word in line)
            yield replace(line[0], text=text, base=max(word.base for word in line), hidden="")
        else:
            yield from line


def _sign(text: str) -> str:
    """Return a word as it can be written: bullets come from fonts of signs that have no letters."""
    if text.isascii() and text.isprintable():
        return text
    if len(text) == 1 and unicodedata.category(text) in {"Co", "Cc", "Cn"}:
        return "•"
    # Where a letter is two 16-bit units they come one by one; one alone is none.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
