"""Words notes as they are printed in minutes: without the signs that name an owner or a tag.

Who reads minutes need not know how notes are typed. No word is left out.
"""

import re
from itertools import pairwise

from ccgbrief.notebook.assignments import Mention, mentions

_TAG = re.compile(r"(?<![^\s(,;])#([^\W\d_][\w-]*)(?![\w#/])")
_TAGS_AT_END = re.compile(
    r"(?<=[^\s,;:–—-])[^\S\n]+(#[^\W\d_][\w-]*(?:[ ]{1,2}#[^\W\d_][\w-]*){0,9})(?=[^\S\n]*(?:\n|$))"
)
_BEFORE_MENTION = 80
"""Characters before a name that are looked at."""

_JOINT = re.compile(r"(?: ?[,/]|,? (?:and|&)) ?")
_CLAUSE = re.compile(r"[.,;:!?()\n–—/&]|\s-\s")
_GOES_ON = re.compile(
    r"[^\S\n]*(?:$|[.,;:!?()\n–—#-]|(?:by|due|before|asap|deadline|no\s+later)\b)"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LINKING = _words(
    "a about after again against all also an and are as ask asks at be before being between both "
    "but by can could each either every for from has have he her his if in inform into is it its "
    "let may might must my near neither nor not of off on or our over per please shall she should "
    "since so than that the their them then they this those through till to towards under unless "
    "until upon via was we were what when where which while who whom whose will with within "
    "without would you your"
)
"""Words after which a name is part of the sentence: `a talk with @Kim`."""

_TO_PEOPLE = _words(
    "advise agree appoint approach brief call chase co-opt congratulate consult contact email "
    "help inform interview invite join mail meet notify pay phone remind ring see speak support "
    "talk tell telephone text thank train visit warn welcome"
)
"""Verbs that are done to people: `Ring @Jo`, unlike `Count @Jo`."""

_ARTICLES = _words("a an the this that our your each")


def as_printed(text: str, *, is_action: bool) -> str:
    """Return a note's text as minutes print it: `Jo to write by Friday (estates)`.

    The name of who is to do an action stands in brackets where it is no part of the sentence, and
    so do tags at the end of a line.
    """
    printed, end = [], 0
    for names in _together(text):
        first, last = names[0], names[-1]
        pieces = [first.name]
        for before, each in pairwise(names):
            pieces += [text[before.end : each.start], each.name]
        aside = is_action and _is_aside(text, first.start, last.end)
        printed += [text[end : first.start], "(" * aside, *pieces, ")" * aside]
        end = last.end
    named = "".join([*printed, text[end:]])
    return _TAG.sub(r"\1", _TAGS_AT_END.sub(_in_brackets, named))


def _together(text: str) -> list[list[Mention]]:
    """Return the names in a text, those that are joined in one list: `@Jo and @Kim`."""
    found: list[list[Mention]] = []
    for each in mentions(text):
        before = text[max(each.start - _BEFORE_MENTION, 0) : each.start]
        if found and _JOINT.fullmatch(text, found[-1][-1].end, each.start):
            found[-1].append(each)
        elif "//" not in before.rpartition(" ")[2]:  # it is no part of an address
            found.append([each])
    return found


def _in_brackets(tags: re.Match[str]) -> str:
    text = tags.string[max(tags.start() - _BEFORE_MENTION, 0) : tags.start()]
    before = text.rpartition("\n")[2].split()
    named = re.sub(r"[#,\s]+", " ", tags[1]).split()
    if len(before) == 1 or before[-1].lower() in _LINKING:
        return f" {' '.join(named)}"
    return f" ({', '.join(named)})"


def _is_aside(text: str, start: int, end: int) -> bool:
    """Return whether a name is no part of the sentence: `Ask for a split @Jo, by Friday`."""
    before = text[max(start - _BEFORE_MENTION, 0) : start]
    words = _CLAUSE.split(before)[-1].split()
    last = words[-1].lower() if words else ""
    is_verb = last in _TO_PEOPLE and not {word.lower() for word in words[-2:-1]} & _ARTICLES
    if not words or is_verb or last in _LINKING:
        return False
    return bool(_GOES_ON.match(text, end))
