"""Reads how a decision was voted on from its own words: `for 9, against 1, abstained 1`.

It is apart from the meeting's other details as its patterns take 7 ms to make.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_WORDS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_NUMBERS = {word: number for number, word in enumerate(_WORDS)} | {"no": 0, "nobody": 0}
_COUNT = (
    rf"(?<!\d[.,])(?<![\w£$€/–-])(?P<count>\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}|{'|'.join(_NUMBERS)})"
    r"(?!\w|[.,/–-]?\d|\s?%)"
)
_ABSTAINED = r"abstain(?:s|ed|ing)?|abstentions?"
_SIDE = rf"(?P<side>for|in favour|against|{_ABSTAINED})"
_ORDERS = tuple(
    re.compile(order, re.IGNORECASE)
    for order in (rf"{_COUNT}\s+{_SIDE}\b", rf"\b{_SIDE}(?:\s*:)?\s*{_COUNT}")
)
_GAP = re.compile(r"[\s,;/(.]*(?:(?:and|with|to)\s+)?")
_OF_A_VOTE = (
    f"{_ABSTAINED}|agreed|and|approved|but|carried|defeated|in|lost|members?|motion|no|none|of|"
    "on|passed|present|rejected|resolved|so|the|this|votes?|with"
)
_THING = rf"\s+(?!(?:{_OF_A_VOTE})\b)[^\W\d_]"
_COUNTS_THINGS = re.compile(_THING, re.IGNORECASE)
"""Behind a number, says that it counts no votes: `pay for 12 against 3 invoices`."""

_SIDE_LAST = re.compile(rf"(?:for|favour|against|{_ABSTAINED})$", re.IGNORECASE)

_LIKE_COUNT = (
    rf"(?<!\w)(?<!\d[.,])(?:\d{{1,4}}|{'|'.join(_NUMBERS)}|(?:twenty|thirty|forty|fifty)(?:-\w{{3,5}})?"
    r"|(?-i:[IVX]{1,6}))(?!\w)"
)
_FOR = r"(?:for|in (?:favou?r|support)|pro|yes|ayes?|agree\w{0,3}|support\w{0,3})"
_AGAINST = (
    r"(?:against|opposed|opposing|objected|objecting|disagree\w{0,3}|con|contra|not|did not"
    r"|no|noes|nays?)"
)
_APART = r"\W{1,4}(?:(?:and|but|to|with) )?"
_LIKE_VOTES = re.compile(
    rf"{_LIKE_COUNT} (?:votes?|voted|yes|ayes?|opposed|members? (?:for|against|voted))\b|"
    rf"\b(?:ayes|noes|votes):? \d|\b(?:against|opposed|{_ABSTAINED}):? [+–-]?"
    rf"\d[\d,.]*+(?!{_THING}|\s?%)|"
    rf"{_LIKE_COUNT} (?:\w{{1,12}} )?{_FOR}{_APART}{_LIKE_COUNT} (?:\w{{1,12}} )?{_AGAINST}\b|"
    rf"\b{_FOR}\W{{1,4}}{_LIKE_COUNT}{_APART}(?:{_AGAINST}\W{{1,4}}{_LIKE_COUNT}"
    rf"|{_LIKE_COUNT} {_AGAINST}\b)|{_LIKE_COUNT} to {_LIKE_COUNT} {_FOR}\b|"
    rf"{_LIKE_COUNT} {_FOR} to {_LIKE_COUNT}",
    re.IGNORECASE,
)
"""Votes in other forms than those that are read."""

_VOTED = (
    "accepted|adopted|agreed|approved|carried|decided|defeated|endorsed|fell|lost|majority|passed|"
    "rejected|resolved|split|vote[ds]?|won"
)
_TALLY = re.compile(
    rf"(?:\b(?:{_VOTED})\W{{1,3}}(?:(?:a|by|is|majority|of|was|with) ){{0,4}}"
    rf"|(?P<apart>(?:^|[,:;(])\s?))(?P<more>{_LIKE_COUNT})(?<!\d{{4}})"
    r"(?:\W?(?:against|to|v|vs)\W|\s?[–-]\s?|(?(apart)(?!)|:))"
    rf"(?P<less>{_LIKE_COUNT})(?:[–-]\d(?!\d))?(?![./–-]?\d)(?(apart)\s?(?:[.;)]|$))",
    re.IGNORECASE,
)
"""Two numbers that may be votes for and against: `approved 4 to 2`, `Plan: 4-2`."""

_SLIP = (
    r"(?:ag(?!ainst\b)[ains]{2,6}t|abst(?!r|ain(?:s|ed|ing)?\b|entions?\b)[a-z]{2,9}"
    r"|in fav(?!our\b)[a-z]{1,5})\b"
)
_MISSPELT = re.compile(rf"{_LIKE_COUNT} {_SLIP}|\b{_SLIP}:? ?{_LIKE_COUNT}\b", re.IGNORECASE)
"""A side of a vote that is misspelt, so that its count would be missing."""

_SOMEBODY_ABSTAINED = re.compile(r"\babst(?:\b|ain|ent)", re.IGNORECASE)

_NUMBER_BEFORE, _NUMBER_AFTER = re.compile(r"\d $"), re.compile(r" +\d")


class Votes(NamedTuple):
    """How a decision was voted on."""

    in_favour: int
    against: int | None = None
    """None if it was not counted."""
    abstained: int | None = None

    def __str__(self) -> str:
        counts = ("for", self.in_favour), ("against", self.against), ("abstained", self.abstained)
        return ", ".join(f"{side} {count}" for side, count in counts if count is not None)


class _Count(NamedTuple):
    """How many were for, against or did neither, and where in a text that stands."""

    side: str
    """The name of a field of `Votes`."""
    number: int
    start: int
    end: int


def read_votes(text: str) -> Votes | None:
    """Return the votes that a decision's text records: `for 9, against 1, abstained 1`.

    The votes for and at least one other count must be side by side: `for 3 years` is no vote. None
    are returned where they may be otherwise, as where two votes are in one text.
    """
    return _votes_in(text)[0]


def doubtful_votes(text: str) -> str:
    """Say that votes in a decision's text are not read, as they may be otherwise."""
    votes, runs = _votes_in(text)
    like = runs or _LIKE_VOTES.search(text) or _MISSPELT.search(text) or _has_tally(text)
    return "" if votes or not like else "its votes are not recorded; say one, as “for 9, against 1”"


def _has_tally(text: str) -> bool:
    """Return whether two numbers may be votes: `4 to 2`, and not `4 to 6 weeks`."""
    for found in _TALLY.finditer(text):
        more, less = (int(n) if n.isdecimal() else 0 for n in found.group("more", "less"))
        if found["apart"] is not None:
            is_like = more >= less
        else:
            is_like = more > less or not _COUNTS_THINGS.match(text, found.end())
        if is_like:
            return True
    return False


def _votes_in(text: str) -> tuple[Votes | None, list[list[_Count]]]:
    """Return the votes in a text if they are certain, and every run of counts that may be votes."""
    runs = [run for order in _ORDERS for run in _runs_of(order, text)]
    voted = [run for run in runs if {"in_favour"} < {count.side for count in run}]
    sure = [run for run in voted if not _is_cut_off(run, text)]
    if len(sure) != 1 or _MISSPELT.search(text):
        return None, voted
    (run,) = sure
    start, end = run[0].start, run[-1].end
    apart = (c for each in runs for c in each if c.end <= start or c.start >= end)
    sides = {count.side for count in run}
    if len(sides) < len(run) or any(c.side != "in_favour" for c in apart):
        return None, voted
    if "abstained" not in sides and _SOMEBODY_ABSTAINED.search(text):
        return None, voted
    return Votes(**{count.side: count.number for count in run}), voted


def _runs_of(order: re.Pattern[str], text: str) -> list[list[_Count]]:
    """Return the counts of votes in a text in that order, those side by side together."""
    runs: list[list[_Count]] = []
    for found in order.finditer(text):
        said = found["count"].lower().replace(",", "")
        number = _NUMBERS[said] if said in _NUMBERS else int(said)
        count = _Count(_side(found["side"].lower()), number, *found.span())
        if runs and _GAP.fullmatch(text, runs[-1][-1].end, count.start):
            runs[-1].append(count)
        else:
            runs.append([count])
    return runs


def _is_cut_off(run: Sequence[_Count], text: str) -> bool:
    """Return whether what is beside a run may belong to it: `12 for 3 against 4`, `3 invoices`."""
    start, end = run[0].start, run[-1].end
    ends_in_side = _SIDE_LAST.search(text[max(end - 12, 0) : end])
    return bool(
        _NUMBER_BEFORE.search(text[max(start - 2, 0) : start])
        or _NUMBER_AFTER.match(text, end)
        or (not ends_in_side and _COUNTS_THINGS.match(text, end))
    )


def _side(said: str) -> str:
    if said in {"for", "in favour"}:
        return "in_favour"
    return "against" if said == "against" else "abstained"
