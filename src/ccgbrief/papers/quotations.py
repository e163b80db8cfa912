"""Turns people's words into quotations of their own, with their speakers, when a paper is added.

Words at the end of a paragraph move into the quotation. Words within a sentence stay there as well,
so that the sentence can be read and found whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import NamedTuple

from ccgbrief.pack import PassageKind
from ccgbrief.papers.paper import Block

_SAID_VERBS = (
    r"said|says|wrote|writes|argued|argues|warned|warns|claimed|added|adds|explained|explains"
    r"|commented|concluded|concludes|insisted|insists|noted|admitted|replied|stressed|declared"
    r"|announced|remarked|recalled"
)
"""Of these the one who speaks may come after: “…”, said Ann."""
_SAID = rf"(?:{_SAID_VERBS})"
_VERBS = (
    rf"(?:{_SAID_VERBS}|told|tells|cited|cites|described|describes|predicted|predicts|ruled|rules"
    r"|stated|stresses|suggested|suggests|believed|believes|promised|promises"
    r"|pointed out|points out|put it|puts it)"
)
_OTHER_VERBS = r"asked|called|calls|thought|thinks|found"
SAYING = re.compile(rf"\b(?P<verb>{_VERBS})\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|as|not)$", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"(?<!\s)(?:\s+(?:has|have|had|also|later|then|once|recently|already|now|would|will)){1,4}$"
)
_CLAUSE = re.compile(
    r"[;:–—(]\s*|,\s+(?:and|but|while|as|when|although|or)\s+|,\s+"
    r"|\b(?:after|because|that|while|whether|when|before|what|why|how|which)\s+"
)
_JOINING = (
    r"(?:and|but|or|nor|so|then|while|when|before|after|because|although|though|if|unless|until"
    r"|since|what|why|how|which|that|whom?|to)"
)
"""What follows one begins something else; no role ends in one."""
_OPENING = re.compile(
    rf"^(?:As|Yet|Still|However|Earlier|Later|Today|Yesterday|{_JOINING}),?\s+", re.IGNORECASE
)
_UNSAID = re.compile(
    r"\b(?:neither|nor|den(?:y|ies|ied)|contrary|rumours?)\b|(?:^|,\s)(?:if|unless)\b[^,]*$",
    re.IGNORECASE,
)
_SAME_SUBJECT = re.compile(
    rf"\W*(?:(?:and|but|then|also|later|has|had)\W+)*(?:(?:{_VERBS}|adding|asked|called)\b)?"
    rf"(?:(?!\b(?:{_VERBS}|{_OTHER_VERBS}|who)\b)[^A-ZÀ-Þ])*"
)
"""What leads on to more words of the one who spoke."""

_TITLE = r"(?:Sir|Dame|Dr|Lord|Lady|Professor|Prof|Baroness|Mr|Mrs|Ms|Miss|Cllr|Councillor)\.?"
_PART = r"[A-ZÀ-Þ][\w’'-]+"
_PERSON = rf"(?:{_TITLE} {_PART}(?: {_PART}){{0,2}}|{_PART}(?: (?:{_PART}|de|van|von|of)){{1,2}})"
_START = r"(?<![\w’'-])"
_OF_OTHERS = re.compile(
    rf"\b(?:{_OTHER_VERBS}|quoted|read|shouted)\b|{_START}{_PERSON}(?<=[’']s)\s"
)
"""Behind a verb: then it is not its subject who says what follows."""
_TITLED = re.compile(rf"{_TITLE} {_PART}(?: {_PART}){{0,2}}")
_BEFORE_COLON = re.compile(rf"({_TITLED.pattern}):\s*")
_SOMEONE = re.compile(
    rf"{_START}(?:(?<!\bthe )(?<!\bof )(?<!\bat )(?<!\bin ){_PERSON}|{_TITLED.pattern})"
)
_OFFICE = (
    r"(?:Chair(?:man|woman)?|President|Director|Minister|Secretary|Leader|Manager|Mayor|Author)"
)
_LINKING = rf"(?:of|for|from|at|in|on|by|with|{_JOINING})"
"""No role ends in one: of “a spokesman for North Mill”, it is not North Mill who speaks."""
_OF_A_PLACE = re.compile(rf"(?P<name>{_PERSON}),? (?P<role>(?:of|from|at) .+)")
_WITH_ROLE = re.compile(
    rf"(?P<role>(?:the )?[\w’'&/ -]*?\b(?!{_LINKING}\b)[a-z][\w’'-]{{1,40}}|{_OFFICE}) "
    rf"(?P<name>{_PERSON})"
)
_NAMED = re.compile(
    rf"(?:[Tt]he )?(?P<name>{_PERSON}|{_PART}(?: (?:{_PART}|of|for|and|the|on|&))* {_PART}"
    r"|[A-Z]{2,})"
)
_SOMEBODY = re.compile(
    r"(?P<name>one|another"
    r"|(?:one|another|an?|the|this|its|their) [^\W\d][^\d,.;]{2,50}(?<! and)(?<! but))",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"\b(?:[Rr]esearch|[Ss]tudy|[Rr]eport|[Ss]urvey|[Aa]nalysis|[Rr]eview) (?:by|from) "
    rf"(?P<name>(?:the )?{_PART}+[\w’' ]{{0,80}}?)"
    r"(?:,| into\b| of how\b| on\b| that\b| has\b| have\b|$)"
)
_SOURCE = re.compile(
    r"\b(?:according to|in the words of) (?P<subject>[^,.;“”]+)(?:, (?P<role>[^,.;“”]+),)?",
    re.IGNORECASE,
)
_SAID_BY = re.compile(
    rf"\s*+(?:,\s*+)?{_SAID}\s++(?P<subject>[^,.;:“”]++)"
    r"(?:,\s++(?P<role>(?:(?!,\s+who\b)[^.;:“”])++))?(?:[.;:]|$|,\s+who\b)"
)
_SOMEBODY_SAID = re.compile(
    rf"\s*+(?:,\s*+)?(?P<subject>[^,.;:“”]+?)"
    rf"(?:,\s++(?P<role>[^.;:“”]+?),)?(?<!\s)\s+(?:{_VERBS})\b"
)
_GROUP = re.compile(
    r"(?:\b(?P<of>[A-Z]{2,}|[A-Z][a-z]+) )?\b"
    r"(?P<who>leaders|managers|members|chairs|respondents|doctors|nurses|patients|officers"
    r"|directors|councillors|residents|clinicians|trustees|readers|parents|carers|GPs)\b"
)
_ADJECTIVE = re.compile(r"^(?:Former|Outgoing|Incoming|Interim|Acting|Deputy|Senior|Chief)\b")
_SHARE = re.compile(r"\d|\bper cent\b|%")
_SHORT = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof|St)\.")
"""Written with a full stop that ends no sentence."""
_OF_A_MAN, _OF_A_WOMAN = ("Mr", "Sir", "Lord"), ("Mrs", "Ms", "Miss", "Dame", "Lady", "Baroness")
_PRONOUN = re.compile(r"(?:he|she|they|it|we|i|who|which|these|those|there)", re.IGNORECASE)
_PRONOUN_SAID = re.compile(rf"\s*(?:he|she|they|it|we|i) (?:{_VERBS})\b")

LEAST_WORDS = 2
"""A single word in quotation marks is doubted or defined rather than said."""

LONGEST_PARAGRAPH = 10_000
"""Characters; nobody quotes people in a longer one."""

LONGEST_SENTENCE = 400
"""Characters of a sentence, on either side of a quotation, in which its speaker is looked for."""

LONGEST_RUN = 30
"""Paragraphs of one speech."""

_CURLY = re.compile(r"“[^“”]*”")
_STRAIGHT = re.compile(r'(?<![\w"])"[^"\s][^"]*"(?!\w)')
_SINGLE = re.compile(r"(?<!\w)‘[^‘“”]*?[^\s‘]’(?!\w)")
_SENTENCE_START = re.compile(r"(?<=[.?!])[”’\"]?\s+(?=[“\"A-Z])")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|No)\.$")


class Speaker(NamedTuple):
    name: str
    role: str = ""
    """Who that is, as the sentence says it."""


def speaker_of(
    before: str, after: str, earlier: str = "", meant: Sequence[Speaker] = ()
) -> Speaker | None:
    """Return the speaker of a quotation, None if the sentence names none.

    `before` and `after` are the rest of its sentence, or the sentence before; `earlier` the
    paragraph before, which may say of whom “one” is; `meant` are those whom “she” may mean.
    """
    before, after = _SHORT.sub(r"\1", before), _SHORT.sub(r"\1", after)
    behind = _by_verb_behind(after, earlier, meant)
    if ends_sentence(before):
        behind = behind or _by_what_follows(after, earlier, meant)
        before = "" if _PRONOUN_SAID.match(after) else before
    return (
        behind
        or _by_verb(before, earlier, meant)
        or (Speaker(titled[1]) if (titled := _BEFORE_COLON.fullmatch(before)) else None)
        or _by_source(_SOURCE.search(before))
        or _by_what_follows(after, earlier, meant)
    )


def ends_sentence(text: str) -> bool:
    """Return whether what follows a text begins a new sentence."""
    return text[-1:] in {".", "?", "!"}


def people_in(sentences: str) -> list[str]:
    """Return the names of the people whom sentences speak of."""
    found: dict[str, None] = {}
    for sentence in re.split(r"(?<=[.?!])\s+", _SHORT.sub(r"\1", sentences)):
        for person in _SOMEONE.finditer(_OPENING.sub("", sentence)):
            titled = _TITLED.search(person[0])
            if not person[0].endswith(("’s", "'s")):
                found[titled[0] if titled else person[0]] = None
    return list(found)


def _by_verb(before: str, earlier: str, meant: Sequence[Speaker]) -> Speaker | None:
    verbs = list(SAYING.finditer(before))
    left = before[: verbs[-1].start()].rstrip() if verbs else ""
    of_others = not verbs or _OF_OTHERS.search(before, verbs[-1].end())
    if of_others or _PASSIVE.search(left) or _UNSAID.search(left):
        return None
    left = _AUXILIARY.sub("", left)
    if study := _STUDY.search(left):
        return Speaker(_without_article(study["name"]))
    role = ""
    if left.endswith(","):
        left, _, role = left[:-1].rpartition(", ")
        role = "" if re.match(r"\w+ing\b|who\b|which\b|in\b|on\b|at\b|speaking\b", role) else role
    return _named(_CLAUSE.split(left)[-1], role, earlier, meant)


def _by_verb_behind(after: str, earlier: str, meant: Sequence[Speaker]) -> Speaker | None:
    found = _SAID_BY.match(after)
    role = found["role"] or "" if found else ""
    role = "" if _OPENING.match(role) or SAYING.search(role) else role
    return _named(found["subject"], role.rstrip(), earlier, meant) if found else None


def _by_source(source: re.Match[str] | None) -> Speaker | None:
    return _named(source["subject"], source["role"] or "", "", ()) if source else None


def _by_what_follows(after: str, earlier: str, meant: Sequence[Speaker]) -> Speaker | None:
    found = _SOMEBODY_SAID.match(after)
    if found and re.match(rf"\s*{_JOINING}\b", found["subject"]):
        return None
    said = _named(found["subject"], found["role"] or "", earlier, meant) if found else None
    return _by_source(_SOURCE.match(after.lstrip(" ,"))) or said


def _named(subject: str, role: str, earlier: str, meant: Sequence[Speaker]) -> Speaker | None:
    """Make a speaker of the subject of a sentence."""
    subject = _OPENING.sub("", subject.strip(), count=1).strip(" ,")
    if not subject or _SHARE.search(subject):
        return None
    if _PRONOUN.fullmatch(subject):
        others = {"he": _OF_A_WOMAN, "she": _OF_A_MAN}.get(subject.lower())
        fit = [one for one in meant if others and one.name.split()[0] not in others]
        return fit[0] if len(fit) == 1 else None
    if re.fullmatch(_PERSON, role) and not re.fullmatch(_PERSON, subject):
        return Speaker(role, _role(subject))
    known = _OF_A_PLACE.fullmatch(subject) or _WITH_ROLE.fullmatch(subject)
    if known and not SAYING.search(known["role"]):
        roles = (_role(known["role"]), role)
        return Speaker(known["name"], ", ".join(part for part in roles if part))
    if known := _NAMED.fullmatch(subject):
        return Speaker(known["name"], role)
    is_somebody = _SOMEBODY.fullmatch(subject)
    return Speaker(_which(subject, earlier, meant), role) if is_somebody else None


def _role(text: str) -> str:
    """Return a role without the capital that only the sentence gave it."""
    return _ADJECTIVE.sub(lambda found: found[0].lower(), _without_article(text))


def _without_article(name: str) -> str:
    return re.sub(r"^the ", "", name.strip(), flags=re.IGNORECASE)


def _which(subject: str, earlier: str, meant: Sequence[Speaker]) -> str:
    """Return “One CCG leader” for “One” where the paragraphs before speak of CCG leaders."""
    subject = subject[0].upper() + subject[1:]
    if subject not in {"One", "Another"}:
        return subject
    if meant and (kind := re.match(r"(?:One|Another) (.+)", meant[-1].name)):
        return f"{subject} {kind[1]}"
    groups = list(_GROUP.finditer(earlier))
    if not groups:
        return subject
    kind_of, who = groups[-1]["of"], groups[-1]["who"].removesuffix("s")
    return " ".join(part for part in (subject, kind_of, who) if part)


@dataclass(slots=True)
class _Context:
    """What the blocks read so far say about the next one."""

    earlier: str = ""
    """The paragraph before."""
    last: tuple[Speaker, ...] = ()
    """Who spoke last, if anybody did, there or in this one."""
    end: int = 0
    """Where in this one they ended, if they spoke in it."""


def with_quotations(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a paper with its people's words as quotations."""
    context = _Context()
    made: list[Block] = []
    i = 0
    while i < len(blocks):
        count, found = _from(blocks, i, context)
        made += found
        i += count
        speakers = [Speaker(b.speaker, b.role) for b in found if b.speaker]
        if speakers or len(found[-1].text.split()) > 6:
            context = _Context(blocks[i - 1].text, tuple(speakers[-1:]))
    return tuple(made)


def _from(blocks: Sequence[Block], i: int, context: _Context) -> tuple[int, list[Block]]:
    """Return how many blocks belong together from `i` on, and what becomes of them."""
    block = blocks[i]
    if block.kind is PassageKind.QUOTATION and not block.speaker:
        before = blocks[i - 1].text if i and blocks[i - 1].text.endswith(":") else ""
        if speaker := speaker_of(before, "", context.earlier, context.last):
            return 1, [_said(block, block.text, speaker)]
        block = replace(block, kind=PassageKind.PARAGRAPH)
    if (
        block.kind not in {PassageKind.PARAGRAPH, PassageKind.ITEM}
        or len(block.text) > LONGEST_PARAGRAPH
    ):
        return 1, [block]
    if block.kind is PassageKind.PARAGRAPH and (run := _running(blocks, i)):
        start, parts = run
        since = max(block.text.rfind(mark, 0, start) for mark in '”"') + 1
        if speaker := _speaker(block.text, start, "", since, context):
            lead = block.text[:start].strip()
            said = _said(block, "\n".join(parts), speaker)
            return len(parts), [*([replace(block, text=lead)] if lead else []), said]
    return 1, list(_within(block, context))


def _speaker(text: str, start: int, behind: str, since: int, context: _Context) -> Speaker | None:
    """Return the speaker of what begins at `start`, up to which others' words end at `since`.

    “She” is whom the sentences since somebody spoke speak of, else who spoke last: in this
    paragraph, or in the one before where this one has said nothing else.
    """
    begins = _sentence_start(text, start)
    before = _CURLY.sub("", _STRAIGHT.sub("", text[max(begins, since) : start])).strip()
    between = text[context.end : start if ends_sentence(before) else begins].strip()
    meant = tuple(map(Speaker, people_in(between[-LONGEST_SENTENCE:])))
    if not meant and (context.end or not between):
        meant = context.last
    found = speaker_of(before, behind, context.earlier, meant)
    goes_on = begins < since == context.end and not ends_sentence(before)
    return found or (context.last[0] if goes_on and _SAME_SUBJECT.fullmatch(before) else None)


def _behind(text: str, quoted: re.Match[str], following: re.Match[str] | None) -> str:
    """Return what stands behind a quotation in its sentence, unless it leads to the following."""
    after = text[quoted.end() : following.start() if following else len(text)]
    if quoted[0][-2] == "." and re.match(r"\s+[A-Z]", after):
        return ""
    after = _sentence(after)
    leads_on = following and after.rstrip()[-1:] not in {",", ".", ";", "?", "!"}
    return "" if leads_on and len(SAYING.findall(after)) < 2 else after


def _running(blocks: Sequence[Block], i: int) -> tuple[int, list[str]] | None:
    """Return where a speech of several paragraphs begins, and its paragraphs, marks and all.

    Each paragraph has an opening mark, and only the last one has a closing mark.
    """
    text = blocks[i].text
    masked = _CURLY.sub(lambda m: "_" * len(m[0]), text)
    opening = masked.rfind("“")
    if opening < 0 and text.count('"') % 2 == 1:
        opening = text.rfind('"')
    if opening < 0:
        return None
    mark = text[opening]
    closing = "”" if mark == "“" else '"'
    parts = [text[opening:]]
    for block in blocks[i + 1 : i + LONGEST_RUN]:
        if block.kind is not PassageKind.PARAGRAPH or not block.text.startswith(mark):
            return None
        parts.append(block.text[1:])
        if block.text.endswith(closing):
            return opening, parts
    return None


def _within(block: Block, context: _Context) -> Iterator[Block]:
    """Yield a block, and the quotations in it whose speaker is named."""
    text = block.text
    found: list[tuple[list[re.Match[str]], Speaker]] = []
    marked = [m for m in _marked(text) if len(m[0].split()) >= LEAST_WORDS]
    since = 0
    for quoted, following in zip_longest(marked, marked[1:]):
        behind = _behind(text, quoted, following)
        speaker = _speaker(text, quoted.start(), behind, since, context)
        since = quoted.end()
        between = text[context.end : quoted.start()]
        is_theirs = (speaker,) == context.last or not (speaker or SAYING.search(behind))
        if found and is_theirs and _goes_on(between, quoted[0]):
            found[-1][0].append(quoted)
        elif speaker:
            found.append(([quoted], speaker))
        else:
            continue
        context = replace(context, last=(found[-1][1],), end=since)
    if len(found) == 1 and len(found[0][0]) == 1 and block.kind is PassageKind.PARAGRAPH:
        (quoted,), speaker = found[0]
        lead, rest = text[: quoted.start()].strip(), text[quoted.end() :].strip(" .,")
        if lead.endswith(":") and not rest:
            yield replace(block, text=lead)
            yield _said(block, quoted[0], speaker)
            return
    yield block
    for parts, speaker in found:
        yield _said(block, "\n".join(part[0] for part in parts), speaker)


def _goes_on(between: str, words: str) -> bool:
    """Return whether words only go on with what “said Ann” had cut in two."""
    is_clause = not _SENTENCE_START.search(_SHORT.sub("", between))
    ends = between.rstrip()[-1:]
    is_whole = ends == "," or (ends == "." and words[-2:-1] in ".?!")
    return is_clause and is_whole and bool(SAYING.search(between))


def _marked(text: str) -> list[re.Match[str]]:
    """Return the words in quotation marks: curly, or else straight, or else single ones."""
    for pattern in (_CURLY, _STRAIGHT, _SINGLE):
        if found := list(pattern.finditer(text)):
            return found
    return []


def _sentence_start(text: str, end: int) -> int:
    """Return where the sentence begins that a place stands in."""
    start = max(end - LONGEST_SENTENCE, 0)
    # The quotation itself may begin a sentence after “said:” and is no boundary then.
    for boundary in _SENTENCE_START.finditer(text, start, end):
        if not _ABBREVIATED.search(text, start, boundary.start()):
            start = boundary.end()
    return start


def _sentence(after: str) -> str:
    after = _SHORT.sub(r"\1", after[:LONGEST_SENTENCE])
    boundary = _SENTENCE_START.search(after)
    return after[: boundary.start()] if boundary else after


def _said(block: Block, words: str, speaker: Speaker) -> Block:
    return Block(
        PassageKind.QUOTATION, words, page=block.page, speaker=speaker.name, role=speaker.role
    )
