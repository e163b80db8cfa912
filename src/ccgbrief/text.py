"""Decodes text from outside, makes it safe to show, and folds it for comparison.

Everything that comes from a file, a name, an error, a paste or the command line passes `clean`
before a screen or a terminal sees it; everything that is compared passes `fold` or `words`.
"""

import codecs
import os
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

MAX_MARKS = 4
"""Combining marks kept on one letter; more serve to hide or to slow, not to spell."""

TAB_WIDTH = 4

_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_NATIONS = "|".join(
    f"\U0001f3f4{''.join(chr(0xE0000 + ord(letter)) for letter in name)}\U000e007f"
    for name in ("gbeng", "gbsct", "gbwls")
)
"""The flags of England, Scotland and Wales, which are spelt with tag characters."""
_SUSPECT = re.compile(
    f"{_NATIONS}|"
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 (but tab and newline), DEL and C1 controls
    "\u202d\u202e\u206a-\u206f"  # the writing direction
    "\u034f\u115f\u1160\u17b4\u17b5\u180e\u2065\u3164\uffa0"  # no width
    "\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    f"{_SELECTORS}"
    "\ud800-\udfff"  # lone surrogates
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"  # tag characters and what is reserved beside
)
_WIDTHLESS = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202c\u2060-\u2064\u2066-\u2069\ufeff]")
"""What only helps to set a text, which programs put around days, numbers and pasted words."""
_SHAPED = "\u0620-\u109f\u1780-\u17b3\u17b6-\u17ff\u1820-\u18af"  # Arabic to Myanmar, Khmer, …
_UNSPACED = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
_EMOJI = "\u2190-\u2bff\U0001f000-\U0001faff"
_AT_HOME = (  # compiled when first needed, since that takes 3 ms
    f"{_NATIONS}"
    f"|(?<=[{_SHAPED}])[\u200c\u200d]"
    f"|(?<=[{_UNSPACED}])\u200b"
    f"|(?:(?<=[{_EMOJI}])|(?<=[{_EMOJI}]\ufe0f))\u200d(?=[{_EMOJI}])"
    f"|(?<=[#*0-9©®\u0250-\U0010ffff])(?<![\\s{_SELECTORS}])[{_SELECTORS}]"
)
_JOINS = f"[\u200c\u200d{_SELECTORS}\U000e0020-\U000e007f]"
_PERHAPS_STACKED = re.compile(rf"[^\w\x00-\u02ff]{{{MAX_MARKS + 1},}}")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85]")


def clean(text: str) -> str:
    """Return `text` without anything that could control a terminal or deceive a reader.

    Line ends become newlines and tabs spaces; control characters become their visible symbols (ESC
    is shown as ␛); characters without a symbol, tags and other invisible ones, and overrides of the
    writing direction become �. Combining marks are capped at `MAX_MARKS` a letter. What only helps
    to set a text is dropped: soft hyphens, spaces and joiners without width, and the marks around
    what is written in one direction.

    Some invisible characters stay where they are part of the spelling: a joiner after a letter of a
    script that is shaped by it (Arabic, the Indic scripts, …), a joiner between two emoji, one
    variation selector after an emoji or a letter that has variants, which no Latin letter has, the
    tags in the flags of England, Scotland and Wales, and the zero-width space that separates words
    in scripts written without spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    if not text.isascii():
        text = _PERHAPS_STACKED.sub(_capped, _WIDTHLESS.sub(_at_home, text))
    return _SUSPECT.sub(_visible, text).expandtabs(TAB_WIDTH)


class Joiner(str):
    """A typed joiner or selector, which an editor accepts like a letter."""

    __slots__ = ()

    def isprintable(self) -> bool:
        return True


def clean_typed(character: str) -> str:
    """Return one typed character cleaned; a joiner or selector stays, as part of the last one.

    A single key gives no context, so the whole text is cleaned when it is shown.
    """
    return Joiner(character) if re.fullmatch(_JOINS, character) else clean(character)


def clean_line(text: str) -> str:
    """Return `text` cleaned and on one line, its white space folded."""
    return " ".join(clean(text).split())


_WEB_PAGE = r"(?i)https?://[a-z0-9.-]+(?::\d{1,5})?(?:[/?#][!-~]*)?"
_WEB_ADDRESS = r"(?i)https?://[^\s<>\"'`\\]+"
_ADDRESS = r"(?i)[a-z][a-z0-9+.-]+://"  # more than the letter of a drive
MAX_TARGET = 2_000
"""Characters of a link that may be opened."""


def openable(target: str) -> str | None:
    """Return the target of a link if it may be opened, else None.

    It must be a web page (http or https), with nothing before its host that looks like another
    host, and no character that is shown as something else.
    """
    return target if len(target) <= MAX_TARGET and re.fullmatch(_WEB_PAGE, target) else None


def address_problem(name: str) -> str:
    """Return why what was given for a file cannot be one, an address or no name, else `""`."""
    if not name:
        return "the name is empty; name a file"
    cure = "name a file on this computer, saved from there if need be"
    return f"it is an address, not a file; {cure}" if re.match(_ADDRESS, name) else ""


def is_web_address(url: str) -> bool:
    """Return whether `url` may be written as a link into exported files: http or https."""
    return re.fullmatch(_WEB_ADDRESS, url) is not None


def _capped(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for char in run[0]:
        marks = marks + 1 if unicodedata.category(char).startswith("M") else 0
        if marks <= MAX_MARKS:
            kept.append(char)
    return "".join(kept)


def _at_home(found: re.Match[str]) -> str:
    """Return a character that is part of the spelling where it stands, else `""`.

    Between two figures an invisible sign of arithmetic is a space: `3 1/2` is not 31/2.
    """
    start, end = found.span()
    around = found.string[max(0, start - 1) : end + 1]
    if found[0] in "\u2062\u2063\u2064" and re.fullmatch(r"\d.\d", around):
        return " "
    return found[0] if re.compile(_AT_HOME).match(found.string, found.start()) else ""


def _visible(found: re.Match[str]) -> str:
    if _at_home(found):
        return found[0]
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


class Decoded(NamedTuple):
    text: str
    """The text with newlines as line ends and no byte order mark."""
    encoding: str
    """What it was read in: `utf-8`, `utf-16-le`, `utf-16-be`, `cp1252` or `utf-8+cp1252`."""


_NOT_TYPED = "[\x00-\x08\x0e-\x1f\x7f]"
_LONE = "[\udc80-\udcff]"
"""Bytes that are no UTF-8, as Python decodes them to keep them."""
_SHARED = bytes(range(0x80, 0x100)).decode("cp1252", "ignore")
"""The signs beyond ASCII that Windows-1252 has too."""
_BY_CHANCE = (
    rf"[^\0-\x7f\u0100-\u017f\u2010-\u27bf{_SHARED}]"
    rf"|(?<![a-zß-ÿ])(?![{_SHARED}])[\u0100-\u017f](?![a-zß-ÿ])"
)
"""Signs that the end of a word in Windows-1252 may be; no “≥”, and no “ń” within a word."""


def decode(data: bytes) -> Decoded:
    """Read bytes as text: by byte order mark, else as UTF-8, else as Windows-1252, or as both.

    Raises ValueError, with the reason in one line, for bytes that are not text.
    """
    for mark, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            try:
                return _decoded(data[len(mark) :].decode(encoding), encoding)
            except UnicodeDecodeError:
                raise ValueError(f"it is not text (broken {encoding.upper()})") from None
    is_marked = data.startswith(codecs.BOM_UTF8)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return _decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
        if re.search(_NOT_TYPED, text):
            raise ValueError("it is not text (it holds control characters)") from None
        mixed = _mixed(data, is_marked=is_marked)
        return _decoded(mixed, "cp1252" if mixed == text else "utf-8+cp1252")


def _mixed(data: bytes, *, is_marked: bool) -> str:
    """Return text that is UTF-8 in some places, and Windows-1252 in others, as it is meant.

    By chance two or three letters of Windows-1252 are a sign of UTF-8, such as é, a fixed space
    and »; so that sign counts only if no word of Windows-1252 would end so, if all others of its
    line are UTF-8 too, or if most of the text is.
    """
    text = data.decode("utf-8", "surrogateescape")
    lone = len(re.findall(_LONE, text))
    is_mostly_utf8 = is_marked or len(re.findall(r"[^\0-\x7f]", text)) > 2 * lone

    def as_meant(line: str) -> str:
        is_utf8 = len(re.findall(r"[^\0-\x7f]", line)) > 1 and not re.search(_LONE, line)
        return re.sub(
            _LONE if is_mostly_utf8 or is_utf8 else _BY_CHANCE,
            lambda found: found[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"),
            line,
        )

    return "".join(map(as_meant, text.splitlines(keepends=True)))


def decode_line(data: bytes) -> str:
    """Read a line of standard input without its end: as UTF-8, else as Windows-1252."""
    try:
        return data.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").rstrip("\r\n")


def _decoded(text: str, encoding: str) -> Decoded:
    if "\0" in text:
        raise ValueError("it is not text (it holds NUL characters)")
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), encoding)


def as_typed(argument: str) -> str:
    """Return an argument of the command line as it was typed, whatever the locale.

    Python leaves bytes that the locale does not know as lone surrogates.
    """
    if argument.isascii() or not re.search("[\udc80-\udcff]", argument):
        return argument
    try:
        return decode(os.fsencode(argument)).text
    except ValueError:
        return argument


_LIKE_ASCII = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
    }
)
_PIECE = 256

MOST_FOLDED = 20_000
"""How many folded words are cached, since texts repeat the same few words."""

LONGEST_QUOTED = 200
"""Characters that a message quotes of typed text."""

LONGEST_MESSAGE = 5_000
"""Characters of a message; the longest path has 4,096."""


def fold(text: str) -> str:
    """Return `text` folded for comparison: lower case, no accents, plain quotes and dashes."""
    if text.isascii():
        return text.lower()
    text = text.translate(_LIKE_ASCII)
    # In pieces, because the time to sort a run of marks grows with its square; where the text is
    # cut does not matter, since the marks are removed.
    pieces = (text[i : i + _PIECE] for i in range(0, len(text), _PIECE))
    text = "".join(unicodedata.normalize("NFKD", piece) for piece in pieces)
    text = text.lower().translate(_LIKE_ASCII)
    return "".join(c for c in text if not unicodedata.combining(c))


class Word(NamedTuple):
    """One word of a text, folded, with its position."""

    folded: str
    """Lower case, no accents, no apostrophe: `king's` is `kings`."""
    start: int
    """0-based position of its first character in the text."""
    end: int
    """Position after its last character."""


# Accents written apart, vowel points, and the signs of the scripts in which a vowel is a mark.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0971-\u0e4e"
# Chinese and Japanese characters, and Thai and Lao syllables, are words of their own, since no
# spaces separate words there: a search finds them next to each other.
_SIGNS = "\u3005\u3006\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_THAI = "\u0e01-\u0e4e\u0e81-\u0ecd"
_SYLLABLE = (
    "[\u0e40-\u0e44\u0ec0-\u0ec4]?[\u0e01-\u0e2e\u0e81-\u0eae]"
    "[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebd\u0ec8-\u0ecd]*"
)
_LETTER = rf"[^\W\d_{_SIGNS}{_THAI}]"
_LETTERS = f"{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*"
_WORD = (
    rf"\d+(?:[.,]\d+)*{_LETTER}*|{_LETTERS}(?:['’ʼ]{_LETTERS})*\d*|%"
    rf"|[{_SIGNS}][{_MARKS}]*|{_SYLLABLE}|[{_THAI}]"
)
# The same for a text without any of those marks and signs; it compiles in 0.2 ms, not 5.
_WESTERN = r"\d+(?:[.,]\d+)*[^\W\d_]*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*\d*|%"
_NOT_WESTERN = "[^\x00-\u02ff\u2010-\u203f]"


def _word_pattern(text: str) -> str:
    return _WORD if re.search(_NOT_WESTERN, text) else _WESTERN


def plain_words(text: str) -> str:
    """Return the folded words, with spaces between and around them, so that whole words match."""
    return f" {' '.join(word.folded for word in words(text))} "


def words(text: str) -> list[Word]:
    """Split `text` into words; hyphens separate, a number keeps its point, `%` is `per cent`."""
    return [
        Word(folded, *match.span())
        for match in re.finditer(_word_pattern(text), text)
        for folded in _folded(match[0])
    ]


def folded_words(text: str) -> list[str]:
    """Return the folded words of a long text, without their positions."""
    known: dict[str, tuple[str, ...]] = {}
    found: list[str] = []
    for word in re.findall(_word_pattern(text), text):
        if (folded := known.get(word)) is None:
            folded = known[word] = _folded(word)
        found += folded
    return found


@lru_cache(MOST_FOLDED)
def _folded(word: str) -> tuple[str, ...]:
    if word == "%":
        return ("per", "cent")
    folded = fold(word).replace("'", "").replace(",", "")
    return (folded,) if folded else ()


_PLAIN_SIGNS = {
    **dict.fromkeys("█▓▒▉▊▋▌▍▎▏■▪━╸", "#"),
    **dict.fromkeys("░□┄─╌", "-"),
    **dict.fromkeys("│┃┊╎║▕▐", "|"),
    **dict.fromkeys("╭╮╰╯┌┐└┘├┤┬┴┼╔╗╚╝", "+"),
    **dict.fromkeys("▁▂▃▄▅▆▇▀▔", "#"),
    **dict.fromkeys("·•●○♦▸▶✓✔", "*"),
    "¶": "*", "‹": "<", "›": ">", "═": "=",
    "→": "->", "←": "<-", "↑": "^", "↓": "v", "…": "...", "×": "x", "£": "GBP ", "€": "EUR ",
}  # fmt: skip
"""Replacements for signs on a terminal that has only ASCII."""


def plain_signs(error: UnicodeError) -> tuple[str, int]:
    """Return what a stream writes in place of what its encoding lacks; for `codecs`.

    Letters lose their accents, and other characters are named by number: a question mark would look
    like part of the text.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(_plain_sign(sign) for sign in signs), error.end


def _plain_sign(sign: str) -> str:
    plain = _PLAIN_SIGNS.get(sign) or unicodedata.normalize("NFKD", sign.translate(_LIKE_ASCII))
    plain = plain.encode("ascii", "ignore").decode()
    return plain or sign.encode("ascii", "backslashreplace").decode()


def without_echo(message: str) -> str:
    """Return a message in which very long quotations of typed text are shortened."""
    quoted = rf"“[^“”]{{{LONGEST_QUOTED},}}”"
    message = re.sub(quoted, lambda found: f"{found[0][:LONGEST_QUOTED]}…”", message)
    if len(message) <= LONGEST_MESSAGE:
        return message
    return f"{message[: LONGEST_MESSAGE - LONGEST_QUOTED]} … {message[-LONGEST_QUOTED:]}"


def shortened(text: str, columns: int) -> str:
    """Return `text`, cut with an ellipsis if it is wider than so many columns of a terminal."""
    if text.isascii() and len(text) <= columns:
        return text
    from rich.cells import cell_len, set_cell_size  # noqa: PLC0415 (5 ms that `where` need not pay)

    if cell_len(text) <= columns:
        return text
    return f"{set_cell_size(text, columns - 1).rstrip()}…"


def first_words(text: str, columns: int) -> str:
    """Return `text`, cut as `shortened` cuts it, but after a whole word where there is one."""
    cut = shortened(text, columns)
    if cut == text or text[len(cut) - 1 :][:1].isspace():
        return cut
    words, space, _ = cut.rpartition(" ")
    return f"{words.rstrip(' ,;:–—')}…" if space else cut


def counted(number: int, one: str, more: str = "") -> str:
    """Return a number with what it counts: `1 note`, `2 notes`; `more` if no `s` is added."""
    return f"{number} {one if number == 1 else more or f'{one}s'}"


def capitalised(text: str) -> str:
    """Return a text with a capital first letter, and the others as they are."""
    return text[:1].upper() + text[1:]


def listed(names: Iterable[str], word: str) -> str:
    """Return one name or more as in a sentence, `word` before the last: `Word, HTML or PDF`."""
    *first, last = names
    return f"{', '.join(first)} {word} {last}" if first else last
