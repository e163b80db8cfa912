"""Asks PDFium for the words of a page with their places, in PDFium's order."""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median

import pypdfium2 as pdfium
from pypdfium2 import raw

from ccgbrief.importers.numerals import lowered
from ccgbrief.importers.pdf.page import Word

MOST_LETTERS = 200_000
"""Of a page."""

LOOKED_AT = 50
"""Letters of a page that show which way its text runs."""

_LINE_HYPHENS = frozenset("\x02\ufffe\u00ad")
"""What PDFium gives for a hyphen at the end of a line; the other half of the word follows."""

_SMALLER = 0.9
_SHIFTED = 0.08
"""Shares of the type's height: raised and lowered digits are smaller, and stand off the line."""

LINE = 0.6
"""In heights of type: letters whose lines are farther apart are not of one word."""

_WORD = re.compile(rf"[^\s\0]*?[{''.join(_LINE_HYPHENS)}]|[^\s\0]+")
_DIGIT = re.compile(r"\d")

_NAME_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page."""

    level: list[Word] = field(default_factory=list)
    turned: list[Word] = field(default_factory=list)
    """Those that run another way than most."""
    outside: list[Word] = field(default_factory=list)
    """Those that stand outside the part of the page that is shown."""


class Characters:
    """The letters of a page by their number, placed from its top left as its lines are read."""

    def __init__(self, page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> None:
        self._text = text.raw
        self._box: tuple[float, float, float, float] = page.get_cropbox()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = raw.FS_MATRIX()
        self._rect = raw.FS_RECTF()
        self._name = ctypes.create_string_buffer(_NAME_LENGTH)
        self._flags = ctypes.c_int()
        self._count = min(text.count_chars(), MOST_LETTERS)
        step = max(self._count // LOOKED_AT, 1)
        angles = Counter(self._setting(i)[1] for i in range(0, self._count, step))
        self._turned = max(angles, key=lambda angle: angles[angle], default=0)
        left, bottom, right, top = self._box
        self.width, self.height = right - left, top - bottom
        if self._turned in {90, 270}:
            self.width, self.height = self.height, self.width

    def words(self) -> Words:
        """Return all words of the page."""
        found = Words()
        for match in _WORD.finditer(self._letters()):
            word = f"{match[0][:-1]}-" if match[0][-1] in _LINE_HYPHENS else match[0]
            self._put(found, match.start(), word)
        return found

    def _letters(self) -> str:
        """Return the letters of the page by their number; a space where there is none."""
        units = (ctypes.c_ushort * (2 * self._count + 1))()
        count = raw.FPDFText_GetText(self._text, 0, self._count, units)
        text = bytes(units)[: 2 * max(count - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == self._count:
            return text
        codes = (raw.FPDFText_GetUnicode(self._text, i) for i in range(self._count))
        return "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """Return a place as it is when the page has been turned so that its lines lie level."""
        left, bottom, right, top = self._box
        match self._turned:
            case 90:
                return y - bottom, x - left
            case 180:
                return right - x, y - bottom
            case 270:
                return top - y, right - x
            case _:
                return x - left, top - y

    def _put(self, found: Words, start: int, text: str) -> None:
        end = start + len(text) - 1
        base, (size, turned) = self._base(start), self._setting(start)
        if turned == self._turned and end > start:
            if abs(self._base(end) - base) > LINE * max(size, self._setting(end)[0]):
                # PDFium takes letters that stand alone below each other for one word.
                for i, letter in enumerate(text, start=start):
                    self._put(found, i, letter)
                return
            if _DIGIT.search(text):
                marked = self._with_shifted_digits(text, start)
                text, base, size = marked or (text, base, size)
        left, right = self._edges(start, end)
        word = Word(_sign(text), left, right, base, size, self._is_bold(start), start)
        if turned != self._turned:
            found.turned.append(word)
        elif right >= 0 <= base and left <= self.width and base - size / 2 <= self.height:
            found.level.append(word)
        else:
            found.outside.append(word)

    def _with_shifted_digits(self, text: str, start: int) -> tuple[str, float, float] | None:
        """Return a word with its raised and lowered digits marked, its line and its size.

        None where all of it stands on one line.
        """
        letters = range(start, start + len(text))
        bases = [self._base(i) for i in letters]
        sizes = [self._setting(i)[0] for i in letters] if max(bases) - min(bases) > 0.2 else []
        if not sizes or max(bases) - min(bases) < _SHIFTED * max(sizes):
            return None
        size = max(sizes)
        base = median(b for b, s in zip(bases, sizes, strict=True) if s > _SMALLER * size)
        shifts = [
            0
            if not letter.isdecimal() or s > _SMALLER * size or abs(base - b) < _SHIFTED * size
            else (1 if b < base else -1)
            for letter, b, s in zip(text, bases, sizes, strict=True)
        ]
        shown = ""
        for shift, run in groupby(zip(shifts, text, strict=True), key=lambda pair: pair[0]):
            part = "".join(letter for _, letter in run)
            if shift > 0:  # at the beginning of a word it is the number of a note
                part = f"^{part}" if shown else f"{part} "
            shown += lowered(part) if shift < 0 else part
        return shown, base, size

    def _edges(self, first: int, last: int) -> tuple[float, float]:
        """Return where the letters of a word begin and end on its line."""
        rect = self._rect
        raw.FPDFText_GetLooseCharBox(self._text, first, rect)
        a = self.shown(rect.left, rect.bottom)[0]
        b = self.shown(rect.right, rect.top)[0]
        if first == last:
            return min(a, b), max(a, b)
        raw.FPDFText_GetLooseCharBox(self._text, last, rect)
        c = self.shown(rect.left, rect.bottom)[0]
        d = self.shown(rect.right, rect.top)[0]
        return min(a, b, c, d), max(a, b, c, d)

    def _base(self, i: int) -> float:
        raw.FPDFText_GetCharOrigin(self._text, i, self._x, self._y)
        return self.shown(self._x.value, self._y.value)[1]

    def _setting(self, i: int) -> tuple[float, int]:
        """Return the height of a letter's type, and by how many degrees it is turned."""
        m = self._matrix
        raw.FPDFText_GetMatrix(self._text, i, m)
        a, c = m.a, m.c
        size: float = raw.FPDFText_GetFontSize(self._text, i)
        turned = round(-math.degrees(math.atan2(c, a)) / 90) * 90 % 360 if c or a < 0 else 0
        return size * (abs(a * m.d - m.b * c) ** 0.5 or 1.0), turned

    def _is_bold(self, i: int) -> bool:
        raw.FPDFText_GetFontInfo(self._text, i, self._name, _NAME_LENGTH, self._flags)
        name = self._name.value.lower()
        return b"bold" in name or b"black" in name or b"heavy" in name


def _sign(text: str) -> str:
    """Return a word as it can be written: bullets come from fonts of signs that have no letters."""
    if len(text) == 1 and unicodedata.category(text) in {"Co", "Cc", "Cn"}:
        return "•"
    # Where a letter is two 16-bit units they come one by one; one alone is none.
    return (
        text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if not text.isascii()
        else text
    )
