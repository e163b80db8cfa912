"""Reads from a note's own words who is to do it, by when, and what was agreed.

`Ask for a written split @Practice manager, by 1 December` needs no second field and no mouse. The
words themselves stay as they were typed.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook.date_parser import LONGEST, FoundDay, find_day, read_day
from ccgbrief.text import clean_line, listed, shortened

MAX_SHOWN = 30
"""Characters of a day that was not read, in a message."""

MAX_WORDS = 8
"""Words of the longest name."""

_INITIALS = r"[^\W\d_](?:\.-?[^\W\d_]){0,4}"
_TITLE = (
    r"(?i:(?:dr|mrs?|ms|mx|prof|revd?|hon|st|cllr|capt|col|fr|gen|lt|maj|sgt|"
    rf"{_INITIALS})\.(?=\s))"
)
_WORD = rf"(?:{_TITLE}|[^\W_](?:[^\s@,;:.!?()/]|\.(?=\w))*)"
_GAP = r"[^\S\n]+"
_AT = re.compile(r"(?<![^\s(/&,])@")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_QUOTED = re.compile(r'["“]([^\W_][^"“”\n]*)["”]')
_NAME = re.compile(rf"{_WORD}(?:{_GAP}(?:{_WORD}|&(?!\S))){{0,{MAX_WORDS - 1}}}")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OBJECTS = _words("the a an this that these both each whether if on at for with about")
"""Words that follow a verb and not a name."""

_ARTICLES = _words("the a an our")
"""May stand within a name, behind `of`."""

_STOPS = _OBJECTS | _words(
    "to will shall should must may might can could would by due please is are has have had was "
    "were from who whose before after until or and in as so then when not now also & leaves "
    "left leave stays stayed stay remains abstains abstained does do asap deadline owns holds "
    "works sits employs declared declares"
)
"""Words that are never part of a name, and end it."""

_AFTER_A_NAME = _words(
    "again already alone along among around during early first here immediately instead late "
    "later monthly next no once only over per quickly since somehow soon straight there through "
    "throughout today together tomorrow tonight under via weekly while within without yesterday"
)
"""Words in small letters that end a name too: `@Ash no later than Friday`."""

_VERBS = _words(
    "add address advise agree amend analyse answer apply appoint approach approve arrange ask "
    "assess attend audit book brief bring build buy call cancel chase check circulate clarify "
    "close collate collect come commission compare compile complete confirm consider consult "
    "contact convene coordinate cost create decide define deliver develop discuss distribute do "
    "draft draw email engage ensure escalate establish evaluate examine explain explore feed "
    "file fill find finish fix follow forward get give go help hold identify include inform "
    "invite investigate issue join keep lead learn let liaise list look make map measure meet "
    "fix model monitor move note notify obtain open order organise outline pay phone pick plan "
    "post prepare present price print produce propose provide publish put raise read "
    "recirculate recommend record recruit redraft refer register remind remove reply report "
    "request research resend resolve respond return review revise ring run schedule scope "
    "secure seek sell send set share show sign sort speak start submit summarise supply support "
    "switch take talk tell test thank think track train translate trim try update upload use "
    "verify visit warn work write"
)
"""Verbs with which the words after a name begin: `@Jo Check the rota`."""

_ROLES = _words(
    "accountant administrator adviser advisor analyst assistant auditor board chair chairman "
    "chairwoman clerk committee consultant coordinator department deputy director doctor "
    "engineer executive forum governor group head lawyer lead leader manager member minister "
    "nurse office officer owner panel partner pharmacist planner practice practices president "
    "receptionist registrar rep representative secretary solicitor staff supplier surgery team "
    "treasurer trustee union unit"
)
"""Nouns that end a name in small letters: `@practice business manager`."""

_TITLES = _words("cllr councillor dame dr lady lord miss mr mrs ms mx prof professor sir")
"""Titles, which an initial may follow: `@Dr A Rao`."""

_PARTICLES = _words(
    "af al ap av bin bint da das de del della den der di do dos du e el i ibn la le lo ó ten ter "
    "und van von y zu zur"
)
"""Words in small letters within a surname: `@Ms van den Berg`."""

_JOINED = re.compile(r"[^\W\d_]{1,6}['’-](?=[^\W\d_])(?!(?-i:[a-zß-öø-ÿ]))")
"""Begins a surname in small letters: `d'Arcy`, `al-Rashid`."""

_NOT_A_DEADLINE = re.compile(
    r"\b(?:st(?:an|oo)d(?:s|ing)?|abid(?:es?|ing)|sw(?:ears?|ore)|not)\s+$", re.IGNORECASE
)
"""`stands by May` is about a person or a decision; `not by May` says when it is not due."""

_DONE_BY = re.compile(
    r"\b(?:chaired|drafted|given|hosted|introduced|led|made|minuted|moved|opposed|owned|prepared|"
    r"presented|proposed|raised|run|said|seconded|signed|supported|taken|written)\s+$",
    re.IGNORECASE,
)
_GIVEN_NAME = re.compile(r"(?:April|August|Jan|June|March|May|Sunday)\b(?!\s+\d)")
_BY = re.compile(
    r"(?<![\w-])(?:by|not?\s+later\s+than|due(?:\s+date)?(?:\s+(?:by|on|is))?|deadline(?:\s+is)?)"
    r"(?:\s*:\s*|\s+)(?!to\b)",
    re.IGNORECASE,
)

_AGREED = {
    "leaves": r"leaves?|left|will leave|withdr(?:aws?|ew)",
    "stays": r"stays?|stayed|will stay|remains?|remained",
    "does not vote": r"(?:do|does|did|will) not vote|abstains?|abstained",
}
_ITEMS = (
    r"(?: (?:in |from )?the (?:room|meeting|vote|discussion))?"
    r"(?: for (?:this item|items? [\d.]+(?: and [\d.]+)*))?"
)
_OUTCOME = rf"(?:{'|'.join(_AGREED.values())}){_ITEMS}"
_OUTCOMES = re.compile(rf"{_OUTCOME}(?: (?:and|but) {_OUTCOME})*", re.IGNORECASE)
_FORMS = {what: re.compile(rf"\b(?:{form})\b", re.IGNORECASE) for what, form in _AGREED.items()}
_CLAUSE = re.compile(r"[,;()\n–—]|\.(?!\S)|\s-\s")
_BEFORE_AN_OUTCOME = re.compile(r"[\s:]*(?:and\b)?")
_CONTROLS = re.compile("[\u2400-\u2421]")
_TAG = re.compile(r"(?<!\S)#[^\W\d_][\w-]*")
_DECIDED = re.compile(r"(?:^|[,;.()\n–—]|\s-)[^\S\n]*+agreed:([^\n.;]*)", re.IGNORECASE)
"""A clause of its own, so not `not yet agreed: leaves`."""


class Assignment(NamedTuple):
    """What the words of an action or a declaration say about it."""

    owner: str = ""
    """Who is to do it, or whose interest it is. Several names are joined by `and`."""
    due: date | None = None
    agreed: str = ""
    """For a declaration, `leaves`, `stays`, `does not vote`, or the text after `agreed:`."""
    unread: str = ""
    """Words that are meant as a day and do not name one for certain."""
    has_passed: bool = False
    """Whether they name one that has just passed, or the one a year after."""

    @property
    def doubt_of_day(self) -> str:
        """What to report of a day that was not read; empty if all of it was, or none is said."""
        why = "has passed; add the year" if self.has_passed else "is not a date I know"
        return f"“by {shortened(self.unread, MAX_SHOWN)}” {why}" if self.unread else ""


class Mention(NamedTuple):
    """A name after @, and where it stands in its text, with that sign."""

    name: str
    start: int
    end: int


def mentions(text: str) -> Iterator[Mention]:
    """Yield the names after @ in a text, as they were typed.

    One in quotation marks is all that they enclose; any other ends as `_length_of_name` says.
    """
    for at in _AT.finditer(text):
        if email := _EMAIL.match(text, at.end()):
            yield Mention(email[0], at.start(), email.end())
        elif quoted := _QUOTED.match(text, at.end()):
            yield Mention(quoted[1], at.start(), quoted.end())
        elif words := _NAME.match(text, at.end()):
            spans = [word.end() for word in re.finditer(r"\S+", words[0])]
            is_ended = text[words.end() : words.end() + 1] not in {"", " "}
            length = _length_of_name(words[0].split(), ended=is_ended)
            end = at.end() + spans[length - 1]
            yield Mention(text[at.end() : end], at.start(), end)


def read_assignment(text: str, kind: NoteKind, today: date) -> Assignment:
    """Return what `text` says, as far as it applies to a note of that kind.

    The owner stands after `@`, the day after `by` or `due`, or ends a line after an owner and a
    comma, as `find_day` reads it from `today` on, which is the day the note was begun.
    """
    if not kind.traits.owner:
        return Assignment()
    named = [each for each in mentions(text) if as_name(each.name)]
    owner = listed(dict.fromkeys(as_name(each.name) for each in named) or [""], "and")
    if kind.traits.has_outcome:
        return Assignment(owner, agreed=_agreed(text, named))
    if not kind.traits.has_day:
        return Assignment(owner)
    days = [find_day(text[end : end + LONGEST], today) for end in _ends_of_by(text)]
    if not any(found.day or found.unread for found in days):
        after = (_day_after(text[each.end :], today) for each in named)
        days = [found for found in after if found != FoundDay()][:1]
    dated = dict.fromkeys(found.day for found in days if found.day)
    unread = next((found.unread for found in days if found.unread), "")
    due = next(iter(dated), None) if len(dated) == 1 and not unread else None  # it may be any
    passed = read_day(unread, today) is not None  # or it would be certain
    return Assignment(owner, due, unread=clean_line(unread), has_passed=passed)


def _day_after(rest: str, today: date) -> FoundDay:
    """Return the day that is all of a line after an owner and a comma: `@Ash, 1/12`."""
    comma, _, said = rest.partition("\n")[0].partition(",")
    said = said.strip(" .")
    found = FoundDay() if comma.strip() else find_day(said, today)
    return FoundDay() if found.day and read_day(said, today) is None else found


def controls_in(text: str) -> str:
    """Say that a name had control characters, which `as_name` takes out; `""` if it had none."""
    found = _CONTROLS.search(clean_line(text))
    return "control characters were removed from the name" if found else ""


def as_name(text: str) -> str:
    """Return a name on one line, without the `@` and `#` before words, and without control signs.

    Those are the characters that stand for control characters.
    """
    shown = _CONTROLS.sub("", clean_line(text))
    return " ".join(re.sub(r"(?<!\S)[@#](?=\w)", "", shown).split())


def _length_of_name(words: list[str], *, ended: bool) -> int:
    """Return how many of the words after an @ are the name.

    A name ends where the sentence continues: before `to` or `by`, or at a verb. After `Jo`, `Check
    the` begins with a verb, `Chase to` with a surname. `ended` says that a punctuation mark follows
    the last word.
    """
    length = 1
    while length < len(words):
        word, small, after = words[length], words[length].lower(), words[length + 1 :]
        following = after[0].lower() if after else ""
        if small in {"and", "&"} and after and not _is_verb(following):
            if not (after[0][0].isupper() or ("of" in words[:length] and _is_plain(following))):
                break
            length += 2
        elif _ends_name(words, length):
            break
        elif (small in _ROLES and following not in _OBJECTS) or _is_particle(words[length:]):
            length += 1
        elif _is_verb(small):
            is_verb = word[0].islower() or following in _OBJECTS or following not in {"", *_STOPS}
            return length if is_verb else length + 1
        elif small == "of" and following in _ARTICLES and after[1:]:
            length += 3  # `Chair of the Audit Committee`
        elif _is_capital(word) or small == "of" or "of" in words[:length]:
            length += 1
        elif role := _words_to_role(words[length : length + 3]):
            length += role
        elif ended and all(_is_plain(word.lower()) for word in after):
            return len(words)
        else:
            return length
    return length


def _ends_name(words: list[str], at: int) -> bool:
    """Return whether the word there is no part of a name; an initial after a title is one."""
    word, before = words[at], words[at - 1].lower().rstrip(".")
    is_initial = word[0].isupper() and len(word.rstrip(".")) == 1 and before in _TITLES
    is_adverb = word in _AFTER_A_NAME or (word[0].islower() and word.lower().endswith("ly"))
    return is_adverb or (word.lower() in _STOPS and not is_initial)


def _is_capital(word: str) -> bool:
    """Return whether a word may be of a name by its letters: `Ash`, `d'Arcy`, `al-Rashid`."""
    return word[0].isalpha() and not (word[0].islower() and not _JOINED.match(word))


def _is_verb(small: str) -> bool:
    return bool({small, small.removesuffix("s"), small.removesuffix("es")} & _VERBS)


def _is_particle(words: list[str]) -> bool:
    """Return whether words begin with a particle of a surname."""
    rest = next((word for word in words if word not in _PARTICLES), "")
    return words[0] in _PARTICLES and bool(rest) and _is_capital(rest)


def _is_plain(small: str) -> bool:
    return not (small in _STOPS or _is_verb(small))


def _words_to_role(words: list[str]) -> int:
    """Return the number of words up to and including one for a role; 0 if there is none."""
    for number, word in enumerate(words, start=1):
        if word.lower() in _ROLES:
            return number
        if word[0].isupper() or not _is_plain(word):
            break
    return 0


def _ends_of_by(text: str) -> Iterator[int]:
    """Yield the positions after `by` and `due`, where a day may follow."""
    for found in _BY.finditer(text):
        before = text[max(found.start() - 20, 0) : found.start()]
        named = _DONE_BY.search(before) and _GIVEN_NAME.match(text, found.end())
        if not (named or _NOT_A_DEADLINE.search(before)):
            yield found.end()


def _agreed(text: str, named: Iterable[Mention]) -> str:
    """Return what was agreed: the text after `agreed:`, or each clause that is an outcome alone."""
    if (decided := _DECIDED.search(text)) and (said := clean_line(_TAG.sub("", decided[1]))):
        return said.strip(" ,")
    for each in reversed(list(named)):
        text = f"{text[: each.start]}\n{text[each.end :]}"
    clauses = (_BEFORE_AN_OUTCOME.sub("", c, count=1) for c in _CLAUSE.split(_TAG.sub("", text)))
    outcomes = [said for clause in clauses if _OUTCOMES.fullmatch(said := clause.strip())]
    found = [what for what, form in _FORMS.items() if any(map(form.search, outcomes))]
    if {"leaves", "stays"} <= {*found}:  # each is for something else
        return clean_line(", ".join(outcomes))
    return ", ".join(found)
