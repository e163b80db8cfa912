"""Tells how two texts differ (names, figures, spelling), and which part of one resembles the other.

For finding passages again: `nine per cent` and `eight per cent` have nearly all letters in common.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ccgbrief.text import plain_words, words

SPELT_ALIKE, SPELT_ALIKE_CAPITAL = 75.0, 90.0
"""Out of 100 (rapidfuzz ratio), for words with the same first letter."""

MOST_WORDS = 400
"""How many words of a passage are compared; more only take time."""

_BEGINS_SENTENCE = r"(?:\A|[.!?:…|])\W*\Z"
"""With up to four characters before a word, what makes it the first of a sentence or cell."""

_NEGATION = r"no|not|never|none|nobody|nothing|neither|nor|without|cannot|.*n['’]t"
_NUMBER = (
    r"\d.*|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|half|thirds?|quarters?|hundreds?|thousands?|millions?|billions?|first|second|once|twice"
)
_DAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun|to|yester)day|tomorrow|january|february|march|april"
    r"|may|june|july|august|september|october|november|december"
)


def likest_part(quoted: str, text: str) -> str:
    """Return the part of `text` that is most like the quoted words."""
    from rapidfuzz import fuzz  # noqa: PLC0415

    found = words(text)
    wanted = plain_words(quoted).strip()
    aligned = fuzz.partial_ratio_alignment(wanted, " ".join(word.folded for word in found))
    if aligned is None or not found:
        return text
    within, end = [], 0
    for word in found:
        start, end = end, end + len(word.folded) + 1
        shared = min(end - 1, aligned.dest_end) - max(start, aligned.dest_start)
        if 2 * shared >= len(word.folded):
            within.append(word)
    return text[within[0].start : within[-1].end] if within else text


def compare(one: str, other: str) -> tuple[float, frozenset[str]]:
    """Return the share of words that two texts have in common, and how they differ.

    The kinds of difference are `spelling`, for similar words; `name`; `figure`, for numbers, days
    and negations; and `word`.
    """
    from rapidfuzz.distance import Indel, Levenshtein  # noqa: PLC0415

    left, right = _tokens(one), _tokens(other)
    a, b = [token.folded for token in left], [token.folded for token in right]
    edits = (op for op in Levenshtein.opcodes(a, b) if op.tag != "equal")
    kinds = {
        _kind(left[op.src_start : op.src_end], right[op.dest_start : op.dest_end]) for op in edits
    }
    return Indel.normalized_similarity(a, b), frozenset(kinds)


def _kind(gone: Sequence["_Token"], come: Sequence["_Token"]) -> str:
    from rapidfuzz import fuzz  # noqa: PLC0415

    changed = (*gone, *come)
    if any(token.is_name for token in changed):
        return "name"
    if any(token.is_telling for token in changed):
        return "figure"
    pairs = list(zip(gone, come, strict=False))
    alike = all(
        a.folded[0] == b.folded[0]
        and fuzz.ratio(a.folded, b.folded)
        >= (SPELT_ALIKE_CAPITAL if a.is_capital and b.is_capital else SPELT_ALIKE)
        for a, b in pairs
    )
    return "spelling" if pairs and len(gone) == len(come) and alike else "word"


class _Token(NamedTuple):
    """A word and what kind of meaning it carries."""

    folded: str
    is_capital: bool
    is_name: bool
    is_telling: bool
    """Whether it is a number, a day or a negation."""


def _tokens(text: str) -> list[_Token]:
    """Return the words. A capital makes a name, unless it only begins a sentence."""
    tokens: list[_Token] = []
    is_capital = False
    for word in words(text)[:MOST_WORDS]:
        written = text[word.start : word.end]
        is_number = re.fullmatch(_NUMBER, word.folded) is not None
        is_day = re.fullmatch(_DAY, word.folded) is not None
        is_negation = re.fullmatch(_NEGATION, written.lower()) is not None
        is_numbered = is_number and is_capital  # Ward 4
        is_capital = written[0].isupper() and not is_day
        begins = re.search(_BEGINS_SENTENCE, text[max(word.start - 4, 0) : word.start])
        is_name = is_numbered or (is_capital and not begins)
        tokens.append(_Token(word.folded, is_capital, is_name, is_number or is_day or is_negation))
    return tokens
