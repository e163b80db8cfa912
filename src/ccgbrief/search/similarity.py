"""Says how like two words are, to the eye and to the ear: for finding what was meant."""

import re
from functools import lru_cache

from jellyfish import metaphone
from rapidfuzz.distance import OSA, JaroWinkler

SPELLING_SHARE = 0.75
"""How much of a likeness is edit distance; the rest is Jaro-Winkler's, which favours beginnings."""

SLIP = 0.55
"""Letters that one wrong letter counts in each of three readings: as spelt, as spelt plainly, as
heard. So one that is wrong in all of them counts 1.65, a wrong vowel, which is not heard, 1.1, and
a letter doubled or another for the same sound 0.55."""

SAME_LETTERS = 0.05
"""What the same letters in another order add: nothing is commoner than a slip of two fingers."""

READINGS = 4_096
"""Words whose plain spelling and sound are kept: with each letter typed much the same are near."""

_PLAIN = (
    ("ph", "f"),
    ("c(?=[eiy])|z", "s"),
    ("ck|[cq]", "k"),
    ("y", "i"),
    (r"(.)\1+", r"\1"),
    ("e$", ""),
)
_PLAINER = tuple((re.compile(pattern), plain) for pattern, plain in _PLAIN)
_VOWELS = str.maketrans(dict.fromkeys("EIOU", "A"))


def likeness(typed: str, word: str, wrong: int) -> float:
    """Return how like `word` is to what was typed, with `wrong` letters wrong: at most about 1."""
    slips = wrong + OSA.distance(plain(typed), plain(word))
    slips += min(wrong, OSA.distance(sound(typed), sound(word)))
    like = _spelt_alike(typed, word, SLIP * slips)
    return like + SAME_LETTERS if sorted(typed) == sorted(word) else like


@lru_cache(maxsize=READINGS)
def plain(word: str) -> str:
    """Return a word with each letter once and one letter a sound, as those spell who guess."""
    for pattern, plainer in _PLAINER:
        word = pattern.sub(plainer, word)
    return word


@lru_cache(maxsize=READINGS)
def sound(word: str) -> str:
    """Return a key that is the same for words that sound alike in English; empty if none is known.

    Metaphone, in which a vowel stands only at the beginning; there all vowels count as one.
    """
    return metaphone(word).translate(_VOWELS) if word.isascii() and word.isalpha() else ""


def _spelt_alike(typed: str, word: str, wrong: float) -> float:
    """Return from 0 to 1 how alike two words are spelt, with `wrong` letters wrong."""
    spelling = 1 - wrong / max(len(typed), len(word))
    return SPELLING_SHARE * spelling + (1 - SPELLING_SHARE) * JaroWinkler.similarity(typed, word)
