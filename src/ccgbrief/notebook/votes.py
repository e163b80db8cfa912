"""Reads how a decision was voted on from its own words: `for 9, against 1, abstained 1`.

It is apart from the meeting's other details as its patterns take time to make.
"""

import re
from typing import NamedTuple

_WORDS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_NUMBERS = {word: number for number, word in enumerate(_WORDS)} | {"no": 0, "nobody": 0}
_NUMBER = (
    rf"(?<!\d[.,])(?<![\w£$€/–-])(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}|{'|'.join(_NUMBERS)})"
    r"(?!\w|[.,/–-]?\d|\s?%)"
)
_SIDES = {
    "in_favour": r"for|in favour",
    "against": r"against",
    "abstained": r"abstain(?:s|ed|ing)?|abstentions?",
}
_SIDE = rf"\b(?:{'|'.join(_SIDES.values())})\b"
_GAP = r"[\s,;/(.]*+(?:(?:and|with)\s++)?"
_NUMBERS_FIRST = rf"{_NUMBER}\s++{_SIDE}(?:{_GAP}{_NUMBER}\s++{_SIDE}){{1,2}}"
_SIDES_FIRST = (
    rf"{_SIDE}\s*+:?\s*+{_NUMBER}(?:{_GAP}{_SIDE}\s*+:?\s*+{_NUMBER}){{1,2}}"
    r"(?=\s*+(?:[.,;:!?)\n]|and\b|$))"
)
"""What follows the last number might be what it counts: `pay for 12 against 3 invoices`."""
_VOTES = tuple(re.compile(form, re.IGNORECASE) for form in (_NUMBERS_FIRST, _SIDES_FIRST))
_COUNT = re.compile(_NUMBER, re.IGNORECASE)
_NAMED = re.compile(
    "|".join(rf"(?P<{side}>\b(?:{form})\b)" for side, form in _SIDES.items()), re.IGNORECASE
)


class Votes(NamedTuple):
    """How a decision was voted on."""

    in_favour: int
    against: int | None = None
    """None if it was not counted."""
    abstained: int | None = None

    def __str__(self) -> str:
        counts = ("for", self.in_favour), ("against", self.against), ("abstained", self.abstained)
        return ", ".join(f"{side} {count}" for side, count in counts if count is not None)


def read_votes(text: str) -> Votes | None:
    """Return the votes that a decision's text records: `for 9, against 1, abstained 1`.

    The votes for and at least one other count must be side by side: `for 3 years` is no vote. None
    are returned for two votes in one text.
    """
    found = [votes[0] for form in _VOTES for votes in form.finditer(text)]
    if len(found) != 1:
        return None
    sides = [each.lastgroup for each in _NAMED.finditer(found[0])]
    counts = [_count(each[0].lower()) for each in _COUNT.finditer(found[0])]
    votes = {side: count for side, count in zip(sides, counts, strict=True) if side}
    is_sure = len(votes) == len(sides) and "in_favour" in votes
    return Votes(**votes) if is_sure else None


def _count(said: str) -> int:
    return _NUMBERS[said] if said in _NUMBERS else int(said.replace(",", ""))
