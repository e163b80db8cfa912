"""Says how like two words are, to the eye and to the ear: for finding what was meant."""

from jellyfish import metaphone
from rapidfuzz.distance import JaroWinkler

SPELLING_SHARE = 0.75
"""How much of a likeness is edit distance; the rest is Jaro-Winkler's, which favours beginnings."""

SAME_SOUND = 0.1
"""What the same sound adds to a likeness: about as much as a letter less wrong."""

SAME_LETTERS = 0.05
"""What the same letters in another order add: nothing is commoner than a slip of two fingers."""

_VOWELS = str.maketrans(dict.fromkeys("EIOU", "A"))


def likeness(typed: str, word: str, wrong: int) -> float:
    """Return how like `word` is to what was typed, with `wrong` letters wrong: at most about 1."""
    like = spelt_alike(typed, word, wrong)
    if (key := sound(typed)) and key == sound(word):
        like += SAME_SOUND
    if sorted(typed) == sorted(word):
        like += SAME_LETTERS
    return like


def spelt_alike(typed: str, word: str, wrong: int) -> float:
    """Return from 0 to 1 how alike two words are spelt."""
    spelling = 1 - wrong / max(len(typed), len(word))
    return SPELLING_SHARE * spelling + (1 - SPELLING_SHARE) * JaroWinkler.similarity(typed, word)


def sound(word: str) -> str:
    """Return a key that is the same for words that sound alike in English; empty if none is known.

    Metaphone, in which a vowel stands only at the beginning; there all vowels count as one.
    """
    return metaphone(word).translate(_VOWELS) if word.isascii() and word.isalpha() else ""
