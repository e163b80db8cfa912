"""Reads from a note's own words who is to do it, by when, and what was agreed.

`Ask for a written split @Practice manager, by 1 December` needs no second field and no mouse. The
words themselves stay as they were typed.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook.date_parser import LONGEST, find_day, mentioned_days, read_day
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
_UNREAD_AT = re.compile(r"(?<!\w)@(?:[^\w\n@]+|(?<=[^\s(/&,]@))[^\W\d_]")
"""An `@` that may be meant for a name and is not read: `@ Ash`, `@"Ash Elm"`, `owner:@Ash`."""
_PRIVATE = re.compile(
    r"\s*(?:item\b[^\n:]{1,80}?(?::|\s[–—-])\s*)?(?:@[^\n,:@]{1,60}[,:]\s*)?"
    r"(?:private\s*:|private\s[–—-]\s|[(\[]\s*private\s*[)\]]|([*_]{1,3})private\1|[“\"]private[”\"])",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NAME = re.compile(rf"{_WORD}(?:{_GAP}(?:{_WORD}|&(?!\S))){{0,{MAX_WORDS - 1}}}")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OBJECTS = _words("the a an this that these both each whether if on at for with about")
"""Words that follow a verb and not a name."""

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

_PARTICLES = _words("al bin da de del den der di du el ibn la le ten ter van von")
"""Words in small letters within a surname: `@Ms van den Berg`."""

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
    "leaves": r"leaves?|left|leaving|(?:will|to|must|should)\s+leave|withdr(?:aws?|ew)|"
    r"steps\s+out",
    "stays": r"stays?|stayed|staying|(?:will|to|may|can)\s+stay|remains?|remained",
    "does not vote": r"(?:(?:does|did|do|will|may|must|is)\s+)?not\s+(?:to\s+)?vot(?:e|ing)|"
    r"without\s+(?:a\s+)?vot(?:e|ing)|no\s+vote|won['’]t\s+vote|abstain(?:s|ed|ing)?",
}
_FORMS = {
    what: re.compile(rf"(?<!\w)(?:{form})(?!\w)", re.IGNORECASE) for what, form in _AGREED.items()
}
_FOR_WHAT = re.compile(
    r"(?:(?:\s+(?:out|of|the|this|that|these|both|for|from|in|during|before|after|while|until|on|at|"
    r"whole|rest|part)){0,6}\s+(?:(?:agenda\s+)?items?|it|this|that|both|points?|matters?|"
    r"discussions?|debate|votes?|voting|decisions?|meeting|room|table|chamber)(?:\s+(?:\d[\w.]*|and\s+\d[\w.]*))*"
    r"(?!\w)){1,3}",
    re.IGNORECASE,
)
"""What may follow such a verb: `leaves the room for item 4`, and not `left Elm Surgery in 2019`."""

_OUT = re.compile(r"\s+(?:out|outside|away|off)\b", re.IGNORECASE)
"""Behind `stays`, makes it the opposite."""

_CLAUSE = re.compile(r"[,;:!?()\n–—]|\.(?!\S)|\s-\s")
_LINK = re.compile(r"\s(?:and|but|then)\s(?!\s*\d)", re.IGNORECASE)
_BEFORE_AGREED = _words(
    "they both the member therefore so then and but & also was were is are has have asked"
)
"""Words that may stand between the beginning of a clause and what was agreed."""

_WAS_AGREED = re.compile(r"\s*(?:it\s+was\s+)?agreed\s+(?:that\s+)?", re.IGNORECASE)
_GOING_ON = _words("returns return comes come takes take took speaks speak answers answer")
"""Verbs that may follow what was agreed: `leaves and takes no part`."""

_TAG = re.compile(r"(?<!\S)#[^\W\d_][\w-]*")
_DECIDED = re.compile(r"\bagreed:([^\n.;]*)", re.IGNORECASE)
_UNDECIDED = re.compile(
    r"(?:\b(?:not|never|nothing|no|nobody|none|neither|if|unless|until|once|when|be)\b|n['’]t\b)"
    r"[^,;:.!?()\n]*$",
    re.IGNORECASE,
)
"""Before `agreed:`, says that it was not: `not yet agreed: leaves`."""

MAX_BEFORE = 60
"""Characters before `agreed:` that are looked at."""


_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_NAMED = rf"{_CAPITAL}\w+(?: {_CAPITAL}\w+)?"
_MAYBE_MORE = re.compile(
    rf"[^\S\n]*(?:(?P<initials>,[^\S\n]*{_CAPITAL}(?:\.(?=\W|$)|[^\S\n]*(?:,|$)))"
    rf"|[/+][^\S\n]*(?!@)[^\W\d_]|\+ \d"
    rf"|,[^\S\n]+(?P<listed>{_NAMED})(?:, {_NAMED}){{0,{MAX_WORDS}}}"
    rf"(?:,? (?:and|&|or) @?{_CAPITAL}|:| (?:to|will|should|must)\b)"
    rf"|(?:,|;[^\S\n]*(?={_NAMED}[^\S\n]*(?:[,;:.]|$)))(?P<apart>{_NAMED})"
    rf"|,[^\S\n]+(?i:{'|'.join(sorted(_TITLES))})\.? {_CAPITAL}"
    rf"|(?<=\s)(?:and/)?or (?:(?P<either>@)|{_CAPITAL})"
    rf"|(?<=\s)(?:and|&|or) (?:the )?(?:\w+ ){{0,3}}(?:{'|'.join(sorted(_ROLES))})\b)",
    re.MULTILINE,
)
"""Behind an owner: `/Elm`, `, Elm and Oak`, `; Elm`, `, Dr Elm`, `or Elm`, `and the Elm team`."""


_BEHIND_AND = re.compile(r"^\s*(?:\W|and\b|or\b)+(?:the )?")


class Assignment(NamedTuple):
    """What the words of an action or a declaration say about it."""

    owner: str = ""
    """Who is to do it, or whose interest it is. Several names are joined by `and`."""
    due: date | None = None
    agreed: str = ""
    """For a declaration, `leaves`, `stays`, `does not vote`, or the text after `agreed:`."""
    apart: str = ""
    """Words of a declaration that may be what was agreed, and may be about the interest."""
    unread: str = ""
    """Words that are meant as a day and do not name one for certain."""
    has_passed: bool = False
    """Whether they name one that has just passed, or the one a year after."""
    unsure: str = ""
    """The name of an owner, if it is uncertain where it ends, or all names."""
    cure_of_owner: str = ""
    """What to do where the owner is `unsure`, or where none is read behind an `@`."""
    stray: str = ""
    """Where no day is read, words that look like one; nothing says that it is the due day."""

    @property
    def doubt_of_owner(self) -> str:
        """What to report of an owner that was not read for certain, or not behind an `@`."""
        read = f"the owner is read as “{self.unsure}”; " if self.unsure else ""
        return f"{read}{self.cure_of_owner}"

    @property
    def doubt_of_outcome(self) -> str:
        """What to report of a declaration whose words may say what was agreed."""
        said = clean_line(self.apart)
        return (
            f"“{said}” is not read as what was agreed; if it is, write “agreed: …”" if said else ""
        )

    @property
    def doubt_of_day(self) -> str:
        """What to report of a day that was not read; empty if all of it was, or none is said."""
        if self.unread:
            why = "has passed; add the year" if self.has_passed else "is not a date I know"
            return f"“by {shortened(self.unread, MAX_SHOWN)}” {why}"
        return "no due day read; write “by” before the day" if self.stray else ""


class _Name(NamedTuple):
    text: str
    is_sure: bool = True
    end: int = 0
    """Where it ends in the text."""


class Mention(NamedTuple):
    """A name after @, and where it stands in its text, with that sign."""

    name: str
    start: int
    end: int


def mentions(text: str) -> Iterator[Mention]:
    """Yield the names after @ in a text, as they were typed."""
    for at in _AT.finditer(text):
        if email := _EMAIL.match(text, at.end()):
            yield Mention(email[0], at.start(), email.end())
        elif words := _NAME.match(text, at.end()):
            spans = [word.end() for word in re.finditer(r"\S+", words[0])]
            length, _ = _length_of_name(words[0].split(), ended=True)
            end = at.end() + spans[length - 1]
            yield Mention(text[at.end() : end], at.start(), end)


def read_assignment(text: str, kind: NoteKind, today: date) -> Assignment:
    """Return what `text` says, as far as it applies to a note of that kind.

    The owner stands after `@`, the day after `by` or `due`, or ends a line after an owner and a
    comma, as `find_day` reads it from `today` on, which is the day the note was begun.
    """
    names = [name for name in _owners(text) if name.text]
    owner = listed(dict.fromkeys(name.text for name in names) or [""], "and")
    unsure = next((name.text for name in names if not name.is_sure), "")
    cure = "if the name is longer, end it with a comma" if unsure else ""
    if goes_on := next(filter(None, (_goes_on(text[name.end :], today) for name in names)), ""):
        unsure, cure = owner, goes_on
    elif not cure and _UNREAD_AT.search(text):
        unsure, cure = (
            owner,
            "write @ right before each name" if owner else "no owner read; write @Name",
        )
    if not kind.traits.owner:
        return Assignment()
    if kind.traits.has_outcome:
        apart = _undecided(text)
        agreed = "" if apart else _agreed(text, [name.text for name in names])
        verbs = filter(None, (form.search(text) for form in _FORMS.values()))
        apart = apart or next((verb[0] for verb in verbs), "")
        return Assignment(
            owner,
            agreed=agreed,
            unsure=unsure,
            cure_of_owner=cure,
            apart="" if agreed else apart,
        )
    if not kind.traits.has_day:
        return Assignment(owner, unsure=unsure, cure_of_owner=cure)
    days = [find_day(text[end : end + LONGEST], today) for end in _ends_of_by(text)]
    dated = dict.fromkeys(found.day for found in days if found.day)
    unread = next((found.unread for found in days if found.unread), "")
    due = next(iter(dated), None) if len(dated) == 1 and not unread else None  # it may be any
    if not (dated or unread):
        due = next(filter(None, (_day_after(text[name.end :], today) for name in names)), None)
    stray = "" if due or unread else next(iter(mentioned_days(text)), "")
    if stray and not find_day(stray, today).day:
        stray, unread = "", stray
    passed = read_day(unread, today) is not None  # or it would be certain
    unread = clean_line(unread)
    return Assignment(
        owner,
        due,
        unread=unread,
        has_passed=passed,
        unsure=unsure,
        cure_of_owner=cure,
        stray=stray,
    )


def _goes_on(rest: str, today: date) -> str:
    """Return what to do if there may be names behind one that are not read, or its initials."""
    found = _MAYBE_MORE.match(rest)
    if found is None:
        return ""
    if found["initials"]:
        return "write initials before the name: @J. Smith"
    if found["either"]:
        return "“or” is read as “and”"
    named = found.lastgroup
    words = (found[named] if named else _BEHIND_AND.sub("", found[0])).split()
    is_day = named and any(find_day(rest[found.start(named) :], today))
    is_verb = bool(words) and not _is_plain(words[0].lower())
    return "" if is_day or is_verb else "if there are others, write @ before each"


def _day_after(rest: str, today: date) -> date | None:
    """Return the day that is all of a line after an owner and a comma: `@Ash, 1/12`."""
    comma, _, said = rest.partition("\n")[0].partition(",")
    said = said.strip(" .")
    is_sure = not comma.strip() and find_day(said, today).day
    return read_day(said, today) if is_sure else None


def as_name(text: str) -> str:
    """Return a name on one line, without the `@` and `#` before words, and without control signs.

    Those are the characters that stand for control characters.
    """
    shown = re.sub("[\u2400-\u2421]", "", clean_line(text))
    return " ".join(re.sub(r"(?<!\S)[@#](?=\w)", "", shown).split())


def says_private(text: str) -> bool:
    """Return whether a note, or its words on an item, begin with `private:` or `(private)`.

    That does not make it so.
    """
    return _PRIVATE.match(text) is not None


def _owners(text: str) -> Iterator[_Name]:
    for at in _AT.finditer(text):
        if email := _EMAIL.match(text, at.end()):
            yield _Name(as_name(email[0].rstrip(".")), end=email.end())
        elif words := _NAME.match(text, at.end()):
            ended = text[words.end() : words.end() + 1] not in {"", " "}
            length, is_sure = _length_of_name(words[0].split(), ended=ended)
            *_, last = islice(re.finditer(r"\S+", words[0]), length)
            name = words[0][: last.end()]
            yield _Name(as_name(name), is_sure, at.end() + last.end())


def _length_of_name(words: list[str], *, ended: bool) -> tuple[int, bool]:
    """Return how many of the words after an @ are the name, and whether that is certain.

    A name ends where the sentence continues: before `to` or `by`, or at a verb. After `Jo`, `Check
    the` begins with a verb, `Chase to` with a surname; `Check Kim` is unclear. `ended` says that a
    punctuation mark follows the last word.
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
            if word[0].islower() or following in _OBJECTS:
                return length, True
            if after and following not in _STOPS:
                return length, after[0][0].islower()
            return length + 1, bool(after) or ended
        elif word[0].isupper() or small == "of" or "of" in words[:length]:
            length += 1
        elif role := _words_to_role(words[length : length + 3]):
            length += role
        elif ended and all(_is_plain(word.lower()) for word in after):
            return len(words), True
        else:
            return length, False
    return length, True


def _ends_name(words: list[str], at: int) -> bool:
    """Return whether the word there is no part of a name; an initial after a title is one."""
    word, before = words[at], words[at - 1].lower().rstrip(".")
    is_initial = word[0].isupper() and len(word.rstrip(".")) == 1 and before in _TITLES
    is_adverb = word in _AFTER_A_NAME or (word[0].islower() and word.lower().endswith("ly"))
    return is_adverb or (word.lower() in _STOPS and not is_initial)


def _is_verb(small: str) -> bool:
    return bool({small, small.removesuffix("s"), small.removesuffix("es")} & _VERBS)


def _is_particle(words: list[str]) -> bool:
    """Return whether words begin with a particle of a surname."""
    rest = next((word for word in words if word not in _PARTICLES), "")
    return words[0] in _PARTICLES and rest[:1].isupper()


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


def _undecided(text: str) -> str:
    """Return the words that say what was not agreed, or not yet; `""` if there are none."""
    decided = _DECIDED.search(text)
    before = text[max(decided.start() - MAX_BEFORE, 0) : decided.start()] if decided else ""
    no = _UNDECIDED.search(before)
    return f"{no[0]}{decided[0]}".strip() if decided and no else ""


def _agreed(text: str, names: Iterable[str]) -> str:
    """Return what was agreed; other words than a clause of its own may be about the interest."""
    text = _TAG.sub("", text)
    if (decided := _DECIDED.search(text)) and (said := clean_line(decided[1]).strip(" ,")):
        return said
    known = _BEFORE_AGREED.union(*(name.lower().split() for name in names))
    clauses: list[str] = []
    outcomes: dict[str, None] = {}
    for clause in _CLAUSE.split(text):
        stated = _WAS_AGREED.match(clause)
        words = clause[stated.end() if stated else 0 :].split()
        begin = next(
            (n for n, word in enumerate(words) if word.lower().strip("@") not in known), len(words)
        )
        said = " ".join(words[begin:])
        if found := _outcomes(said):
            clauses.append(said)
            outcomes |= dict.fromkeys(found)
    if {"leaves", "stays"} <= outcomes.keys():  # each is for something else
        return clean_line(", ".join(clauses))
    return ", ".join(what for what in _FORMS if what in outcomes)


def _outcomes(clause: str) -> list[str]:
    """Return what a clause says was agreed, if it says nothing else."""
    found: list[str] = []
    for part in _LINK.split(clause):
        said, end = part.strip(), 0
        if found and said.partition(" ")[0].lower() in _GOING_ON:
            continue
        while end < len(said):
            forms = ((what, form.match(said, end)) for what, form in _FORMS.items())
            what, verb = next(((what, verb) for what, verb in forms if verb), ("", None))
            if verb is None or (what == "stays" and _OUT.match(said, verb.end())):
                return []
            end = (_FOR_WHAT.match(said, verb.end()) or verb).end() + 1
            found.append(what)
    return found
