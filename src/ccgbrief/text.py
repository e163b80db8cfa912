"""The one gate for text from outside: decoding it, making it safe to show, folding it to compare.

Everything that comes from a file, a name, an error, a paste or the command line passes `clean`
before a screen or a terminal sees it; everything that is compared passes `fold` or `words`.
"""

import codecs
import re
import unicodedata
from typing import NamedTuple

MAX_MARKS = 4
"""Combining marks kept on one letter; more are stacked to hide or to slow, not to spell."""

TAB_WIDTH = 4

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 (but tab and newline), DEL and C1 controls
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # invisible
    "\ud800-\udfff"  # lone surrogates
    "\U000e0000-\U000e007f]"  # tag characters
)
_STACKED_MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85]")


def clean(text: str) -> str:
    """Return `text` with nothing in it that could drive a terminal or deceive a reader.

    Line ends become newlines and tabs spaces; control characters become their visible symbols
    (ESC is shown as ␛); what has no symbol, and what is invisible or turns the writing
    direction round, becomes �. Combining marks are capped at `MAX_MARKS` a letter.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _UNSAFE.sub(_visible, text).expandtabs(TAB_WIDTH)
    return _STACKED_MARKS.sub(lambda run: run[0][:MAX_MARKS], text)


def clean_line(text: str) -> str:
    """Return `text` cleaned and on one line, its white space folded."""
    return " ".join(clean(text).split())


def _visible(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


class Decoded(NamedTuple):
    """Text read from bytes, and how."""

    text: str
    """The text with newlines as line ends and no byte order mark."""
    encoding: str
    """The encoding it was read in: `utf-8`, `utf-16-le`, `utf-16-be` or `cp1252`."""


def decode(data: bytes) -> Decoded:
    """Read bytes as text: by byte order mark, else as UTF-8, else as Windows-1252.

    Raises ValueError for bytes that are no text (NUL bytes without a UTF-16 mark).
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _decoded(data[len(mark) :].decode(encoding), encoding)
    if b"\0" in data:
        raise ValueError("it is no text (it holds NUL bytes)")
    try:
        return _decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _decoded(data.decode("cp1252", errors="replace"), "cp1252")


def _decoded(text: str, encoding: str) -> Decoded:
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), encoding)


_LIKE_ASCII = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        "\u00a0": " ",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
    }
)


def fold(text: str) -> str:
    """Return `text` as it is compared: lower case, no accents, plain quotes and dashes."""
    text = text.lower()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(_LIKE_ASCII))
    return "".join(c for c in text if not unicodedata.combining(c))


class Word(NamedTuple):
    """One word of a text, as it is compared and where it stands."""

    folded: str
    """Lower case, no accents, no apostrophe: `king's` is `kings`."""
    start: int
    """0-based position of its first character in the text."""
    end: int
    """Position after its last character."""


_WORD = re.compile(r"\d+(?:[.,]\d+)*[^\W_]*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*\d*|%")


def words(text: str) -> list[Word]:
    """Split `text` into words; hyphens part them, a number keeps its point, `%` is `per cent`."""
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match[0] == "%":
            found += [Word("per", start, end), Word("cent", start, end)]
            continue
        folded = fold(match[0]).replace("'", "").replace(",", "")
        if folded:
            found.append(Word(folded, start, end))
    return found
