"""Finds the speaker of a quotation, if the sentence around it names somebody.

An uncertain speaker is left out: a quotation attributed to the wrong person is worse than one
without a speaker.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

_VERBS = (
    r"(?:said|says|told|tells|wrote|writes|argued|argues|warned|warns|claimed|added|adds|explained|explains"
    r"|commented|concluded|concludes|cited|cites|described|describes|predicted|predicts|ruled|rules|insisted|insists"
    r"|noted|stated|admitted|replied|stressed|stresses|suggested|suggests|believed|believes|declared|announced"
    r"|promised|promises|remarked|recalled|pointed out|points out|put it|puts it)"
)
_SAID = (
    r"(?:said|says|wrote|writes|argued|argues|warned|warns|claimed|added|adds|explained|explains"
    r"|commented|concluded|concludes|insisted|insists|noted|admitted|replied|stressed|declared"
    r"|announced|remarked|recalled)"
)
"""Of these verbs the one who speaks may come after: “…”, said Ann."""
SAYING = re.compile(rf"\b(?P<verb>{_VERBS})\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|as|not)$", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"(?<!\s)(?:\s+(?:has|have|had|also|later|then|once|recently|already|now|would|will)){1,4}$"
)
_CLAUSE = re.compile(
    r"[;:–—(]\s*|,\s+(?:and|but|while|as|when|although|or)\s+|\b(?:after|because|that|while|whether|when)\s+|,\s+"
)
_OPENING = re.compile(
    r"^(?:As|And|But|Yet|So|Still|While|However|Earlier|Later|Today|Yesterday),?\s+", re.IGNORECASE
)

_TITLE = r"(?:Sir|Dame|Dr|Lord|Lady|Professor|Prof|Baroness|Mr|Mrs|Ms|Miss|Cllr|Councillor)\.?"
_PART = r"[A-ZÀ-Þ][\w’'-]+"
_PERSON = rf"(?:{_TITLE} {_PART}(?: {_PART}){{0,2}}|{_PART}(?: (?:{_PART}|de|van|von|of)){{1,2}})"
_OFFICE = (
    r"(?:Chair(?:man|woman)?|President|Director|Minister|Secretary|Leader|Manager|Mayor|Author)"
)
_LINKING = r"(?:of|for|from|to|at|in|on|by|with|and)"
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
    r"(?P<name>(?:one|another|an?|the|this|its|their) [^\W\d][^\d,.;]{2,50}|one|another)",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"\b(?:[Rr]esearch|[Ss]tudy|[Rr]eport|[Ss]urvey|[Aa]nalysis|[Rr]eview) (?:by|from) "
    rf"(?P<name>(?:the )?{_PART}+[\w’' ]{{0,80}}?)"
    r"(?:,| into\b| of how\b| on\b| that\b| has\b| have\b|$)"
)
_VIEW = re.compile(
    rf"\b(?!(?:Despite|Given|In|For|With|Under|On|By|From|But|And|Since|Like) )"
    rf"(?P<name>{_PERSON}|{_PART} {_PART})[’']s? (?:own )?"
    r"(?:view|claim|warning|argument|words|insistence|promise|prediction|belief|description)\b"
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
_PRONOUN = re.compile(r"(?:he|she|they|it|we|i|who|which|these|those|there)", re.IGNORECASE)


class Speaker(NamedTuple):
    """Whose words a quotation is."""

    name: str
    role: str = ""
    """Who that is, as the sentence says it."""


def speaker_of(
    before: str, after: str, earlier: str = "", last: Speaker | None = None
) -> Speaker | None:
    """Return the speaker of a quotation, None if the sentence names none.

    `before` and `after` are the rest of its sentence, or the sentence before; `earlier` the
    paragraph before, which may say of whom “one” is; `last` whom “she” may mean.
    """
    before, after = _SHORT.sub(r"\1", before), _SHORT.sub(r"\1", after)
    behind = _by_verb_behind(after, earlier, last)
    if ends_sentence(before):
        behind = behind or _by_what_follows(after, earlier, last)
    return (
        behind
        or _by_verb(before, earlier, last)
        or _by_other_words(before)
        or _by_what_follows(after, earlier, last)
    )


def ends_sentence(text: str) -> bool:
    """Return whether what follows a text begins a new sentence."""
    return text[-1:] in {".", "?", "!"}


def person_in(sentences: str) -> Speaker | None:
    """Return the person that the last sentence begins with that begins with one."""
    found = None
    for sentence in re.split(r"(?<=[.?!])\s+", _SHORT.sub(r"\1", sentences)):
        if person := re.match(rf"{_PERSON}(?![’'])", _OPENING.sub("", sentence)):
            found = Speaker(person[0])
    return found


def full_name(speaker: Speaker, known: Iterable[Speaker]) -> Speaker:
    """Return the person called “Mr Hunt” by the whole name under which we know a Hunt."""
    if short := re.fullmatch(rf"{_TITLE} ({_PART})", speaker.name):
        whole = {k.name: k for k in known if k.name.endswith(f" {short[1]}") and k.name != short[0]}
        if len(whole) == 1:
            return next(iter(whole.values()))
    return speaker


def _by_verb(before: str, earlier: str, last: Speaker | None) -> Speaker | None:
    verbs = [
        m for m in SAYING.finditer(before) if not _PASSIVE.search(before[: m.start()].rstrip())
    ]
    if not verbs or _VIEW.search(before, verbs[-1].end()):
        return None
    left = _AUXILIARY.sub("", before[: verbs[-1].start()].rstrip())
    if study := _STUDY.search(left):
        return Speaker(_without_article(study["name"]))
    role = ""
    if left.endswith(","):
        left, _, role = left[:-1].rpartition(", ")
        role = "" if re.match(r"\w+ing\b|who\b|which\b|in\b|on\b|at\b|speaking\b", role) else role
    return _named(_CLAUSE.split(left)[-1], role, earlier, last)


def _by_other_words(before: str) -> Speaker | None:
    if view := _VIEW.search(before):
        return Speaker(view["name"])
    if source := _SOURCE.search(before):
        return _named(source["subject"], source["role"] or "", "", None)
    return None


def _by_verb_behind(after: str, earlier: str, last: Speaker | None) -> Speaker | None:
    found = _SAID_BY.match(after)
    role = found["role"] or "" if found else ""
    return _named(found["subject"], role.rstrip(), earlier, last) if found else None


def _by_what_follows(after: str, earlier: str, last: Speaker | None) -> Speaker | None:
    if source := _SOURCE.match(after.lstrip(" ,")):
        return _named(source["subject"], source["role"] or "", "", None)
    found = _SOMEBODY_SAID.match(after)
    return _named(found["subject"], found["role"] or "", earlier, last) if found else None


def _named(subject: str, role: str, earlier: str, last: Speaker | None) -> Speaker | None:
    """Make a speaker of the subject of a sentence."""
    subject = _OPENING.sub("", subject.strip(), count=1).strip(" ,")
    if not subject or _SHARE.search(subject):
        return None
    if _PRONOUN.fullmatch(subject):
        return last if subject.lower() in {"he", "she"} else None
    if re.fullmatch(_PERSON, role) and not re.fullmatch(_PERSON, subject):
        return Speaker(role, _role(subject))
    if known := _OF_A_PLACE.fullmatch(subject) or _WITH_ROLE.fullmatch(subject):
        roles = (_role(known["role"]), role)
        return Speaker(known["name"], ", ".join(part for part in roles if part))
    if known := _NAMED.fullmatch(subject):
        return Speaker(known["name"], role)
    is_somebody = _SOMEBODY.fullmatch(subject)
    return Speaker(_which(subject, earlier, last), role) if is_somebody else None


def _role(text: str) -> str:
    """Return a role without the capital that only the sentence gave it."""
    return _ADJECTIVE.sub(lambda found: found[0].lower(), _without_article(text))


def _without_article(name: str) -> str:
    return re.sub(r"^the ", "", name.strip(), flags=re.IGNORECASE)


def _which(subject: str, earlier: str, last: Speaker | None) -> str:
    """Return “One CCG leader” for “One” where the paragraphs before speak of CCG leaders."""
    subject = subject[0].upper() + subject[1:]
    if subject not in {"One", "Another"}:
        return subject
    if last and (kind := re.match(r"(?:One|Another) (.+)", last.name)):
        return f"{subject} {kind[1]}"
    groups = list(_GROUP.finditer(earlier))
    if not groups:
        return subject
    kind_of, who = groups[-1]["of"], groups[-1]["who"].removesuffix("s")
    return " ".join(part for part in (subject, kind_of, who) if part)
