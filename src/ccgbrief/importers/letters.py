"""Asks PDFium for the letters of a page and gathers them into fragments of lines."""

import ctypes
import math
import unicodedata
from collections import Counter
from dataclasses import replace

import pypdfium2 as pdfium
from pypdfium2 import raw

from ccgbrief.importers.accents import composed
from ccgbrief.importers.page import Fragment

CLOSE = 0.8
"""In heights of type: words nearer than this to each other on a line stand in one fragment."""

MOST_LETTERS_OF_A_PAGE = 200_000

LOOKED_AT = 50
"""Letters of a page that tell which way its text runs."""

_HYPHENS = frozenset("\x02\ufffe\u00ad")
"""What PDFium and the writers of PDF put for a hyphen that only the end of a line called for."""

LINE_HYPHEN = "\ufffe"
"""Stands for any of them."""

_NAME_LENGTH = 64


def fragments_of(document: pdfium.PdfDocument, index: int) -> tuple[list[Fragment], float]:
    """Return the fragments of a page in the order of the file, and the height of the page.

    Raises PdfiumError.
    """
    page = document[index]
    try:
        text = page.get_textpage()
        try:
            letters = _Letters(page, text)
            return _joined(_words(letters)), letters.height
        finally:
            text.close()
    finally:
        page.close()


class _Letters:
    """The letters of a page by their number, placed from its top left as its lines are read."""

    def __init__(self, page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> None:
        self._text = text.raw
        self._box: tuple[float, float, float, float] = page.get_cropbox()
        self._numbers = [ctypes.c_double() for _ in range(4)]
        self._matrix = raw.FS_MATRIX()
        self._name = ctypes.create_string_buffer(_NAME_LENGTH)
        self._flags = ctypes.c_int()
        self.count = min(text.count_chars(), MOST_LETTERS_OF_A_PAGE)
        self._turned = self._direction()

    @property
    def height(self) -> float:
        """How high the page is when its lines lie level."""
        left, bottom, right, top = self._box
        return right - left if self._turned in {90, 270} else top - bottom

    def _direction(self) -> int:
        """Return by how many degrees most of the text is turned; a page itself may be, or not."""
        step = max(self.count // LOOKED_AT, 1)
        angles = Counter(
            round(-math.degrees(raw.FPDFText_GetCharAngle(self._text, i)) / 90) * 90 % 360
            for i in range(0, self.count, step)
        )
        return max(angles, key=lambda angle: angles[angle], default=0)

    def letter(self, i: int) -> str:
        """Return a letter; a space where there is none that can be shown."""
        code = raw.FPDFText_GetUnicode(self._text, i)
        letter = chr(code) if code < 0x110000 else " "
        return LINE_HYPHEN if letter in _HYPHENS else letter

    def edges(self, i: int) -> tuple[float, float]:
        """Return where a letter begins and ends on its line."""
        left, right, bottom, top = self._numbers
        raw.FPDFText_GetCharBox(self._text, i, left, right, bottom, top)
        first = self._shown(left.value, bottom.value)[0]
        second = self._shown(right.value, top.value)[0]
        return min(first, second), max(first, second)

    def is_over(self, i: int, j: int) -> bool:
        """Return whether the middle of one of two letters stands over or under the other."""
        (a, b), (c, d) = self.edges(i), self.edges(j)
        return c <= (a + b) / 2 <= d or a <= (c + d) / 2 <= b

    def base(self, i: int) -> float:
        """Return how far from the top the line is that a letter stands on."""
        x, y = self._numbers[:2]
        raw.FPDFText_GetCharOrigin(self._text, i, x, y)
        return self._shown(x.value, y.value)[1]

    def size(self, i: int) -> float:
        """Return the height of a letter's type."""
        m = self._matrix
        raw.FPDFText_GetMatrix(self._text, i, m)
        scale: float = abs(m.a * m.d - m.b * m.c) ** 0.5
        size: float = raw.FPDFText_GetFontSize(self._text, i)
        return size * (scale or 1.0)

    def is_bold(self, i: int) -> bool:
        """Return whether a letter is set in bold, by the name of its font."""
        raw.FPDFText_GetFontInfo(self._text, i, self._name, _NAME_LENGTH, self._flags)
        name = self._name.value.lower()
        return b"bold" in name or b"black" in name or b"heavy" in name

    def _shown(self, x: float, y: float) -> tuple[float, float]:
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


def _words(letters: _Letters) -> list[Fragment]:
    """Part the letters at white space."""
    found: list[Fragment] = []
    start, word = 0, ""
    for i in range(letters.count + 1):
        letter = letters.letter(i) if i < letters.count else " "
        if word.isdecimal() and letter.isalpha() and _is_raised(letters, i - 1):
            found.append(_word(letters, start, i - 1, word))
            word = ""
        if not letter.isspace():
            start = start if word else i
            word += letter
            if letter != LINE_HYPHEN:
                continue
            word = f"{word[:-1]}-"  # the other half of the word, on the next line, comes at once
        if word:
            found.append(_word(letters, start, start + len(word) - 1, word))
            word = ""
    return found


def _is_raised(letters: _Letters, i: int) -> bool:
    """Return whether a letter is smaller than the next and stands above its line."""
    above = letters.base(i + 1) - letters.base(i)
    return above > 0 and letters.size(i) < 0.85 * letters.size(i + 1)


def _word(letters: _Letters, start: int, end: int, word: str) -> Fragment:
    # Bullets come from fonts of signs, which seldom tell what their letters mean.
    is_sign = len(word) == 1 and unicodedata.category(word) in {"Co", "Cc", "Cn"}
    return Fragment(
        text="•"
        if is_sign
        else composed(word, lambda i: letters.is_over(start + i - 1, start + i)),
        left=letters.edges(start)[0],
        right=letters.edges(end)[1],
        base=letters.base(start),
        size=letters.size(start),
        bold=letters.is_bold(start),
    )


def _joined(words: list[Fragment]) -> list[Fragment]:
    """Join words that follow each other closely on one line."""
    found: list[Fragment] = []
    for word in words:
        last = found[-1] if found else None
        if last and _is_next(last, word):
            bold = last.bold and word.bold
            found[-1] = replace(last, text=f"{last.text} {word.text}", right=word.right, bold=bold)
        else:
            found.append(word)
    return found


def _is_next(last: Fragment, word: Fragment) -> bool:
    size = max(last.size, word.size)
    return (
        abs(last.base - word.base) < 0.3 * size
        and -0.5 * size < word.left - last.right < CLOSE * size
    )
